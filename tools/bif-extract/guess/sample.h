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

#endif
