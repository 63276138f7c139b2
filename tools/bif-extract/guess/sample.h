/* SPDX-License-Identifier: MIT
 *
 * sample: what is looked at of a file that nobody has described: its first
 * megabytes, and where it is longer its last lines.
 */
#ifndef BIF_EXTRACT_GUESS_SAMPLE_H
#define BIF_EXTRACT_GUESS_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

#define SAMPLE_HEAD ((size_t)4 << 20)
#define SAMPLE_TAIL ((size_t)64 << 10)
/* Who wants to know how a file ends must read it. */
#define SAMPLE_MOST ((uint64_t)256 << 20)

/* The two ends of a file, and what only reading all of it can tell. */
struct sample {
	struct buf head, tail; /* as they stand in the file */
	uint64_t size;         /* bytes read, decompressed */
	uint64_t utf8;         /* in them: letters of Latin-1 in UTF-8 */
	bool whole;            /* head is all there is */
	bool ended;            /* tail is where the file ends */
};

/* False after a message. Standard input is kept, to be read once more after
 * sample_rewind(). */
bool sample_read(struct sample *s, const char *file);
/* Lets a file be read from its beginning once more; false after a message. */
bool sample_rewind(const char *file);
/* Frees head and tail; a sample that could not be read is freed already, and may
 * be freed again. */
void sample_free(struct sample *s);

/* Adds the text that bytes are in an encoding, in UTF-8; what is not in the
 * encoding is 0xff. A byte order mark is dropped. */
void sample_decode(struct buf *b, struct span bytes, const char *encoding);

/* A source that gives out these bytes, which must live as long. */
struct source *sample_source(struct span bytes);

/* guess_encoding: in what encoding a text is. A mark says it, and so does the
 * form of UTF-8; else each encoding of one byte a letter is tried, and the one
 * wins whose letters a language has, where they stand in words.
 */

/* What was found of the encoding. Mixed characters are counted and not said
 * here, since the file is read all the same. */
struct guess_encoding {
	const char *name;   /* NULL: it is not known */
	const char *likely; /* then: the likelier of two; or NULL */
	unsigned sure;      /* per cent */
	struct buf why;     /* in words; also what reads the same */
	size_t mixed;       /* characters that are in another encoding */
};

/* Sets all of g from the first bytes of a file; why is to be freed. More than a
 * megabyte is not looked at. */
void guess_encoding(struct guess_encoding *g, struct span bytes);

/* How many letters of a text in UTF-8 are what UTF-8 read as Latin-1 and
 * written once more leaves of them: `Ã˜st` for `Øst`. */
size_t guess_encoding_twice(struct span text);

/* Frees what was said. */
void guess_encoding_free(struct guess_encoding *g);

/* Which encoding of one byte a letter makes the likeliest words of some bytes
 * (guess_letters.c). Returns its name, or NULL where two are about as likely and do not read alike:
 * *likely is then one of them. Adds the reason, and which others read alike, to
 * why. */
const char *guess_letters(struct span bytes, unsigned *sure,
	const char **likely, struct buf *why);

#endif
