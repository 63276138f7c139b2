/* SPDX-License-Identifier: MIT
 *
 * guess_encoding: in what encoding a text is. A mark says it, and so does the
 * form of UTF-8; else each encoding of one byte a letter is tried, and the one
 * wins whose letters a language has, where they stand in words.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_ENCODING_H
#define BIF_EXTRACT_GUESS_GUESS_ENCODING_H

#include "base/buf.h"
#include "base/span.h"

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
