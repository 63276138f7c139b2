/* SPDX-License-Identifier: MIT
 *
 * linebuf: what has been read of a source and not yet left behind, and its
 * physical lines. A line ends at LF, CR LF or the end. Who reads moves `at`.
 */
#ifndef CSV_LINEBUF_H
#define CSV_LINEBUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "io/source.h"

/* A longer line is not kept. */
#define LINEBUF_LINE ((size_t)1 << 20)
/* Bytes after those read that may be looked at; the first of them is NUL, for
 * readers of strings. */
#define LINEBUF_SLACK 64

struct linebuf {
	struct source *source;
	char *bytes;
	size_t cap;     /* without the slack */
	size_t at;      /* where the current record begins */
	size_t end;     /* of what has been read */
	bool over;      /* the source has no more */
	uint64_t reads; /* each may have moved the bytes */
};

/* A line, as positions from `at`. */
struct room_line {
	size_t begin;
	size_t end;  /* without the line end */
	size_t next; /* where the next line begins */
};

enum room_result {
	LINEBUF_FOUND,
	LINEBUF_END,
	LINEBUF_LONG, /* a line of more than LINEBUF_LINE bytes */
	LINEBUF_FAULT /* reading failed, said */
};

/* Does not own the source. */
void linebuf_open(struct linebuf *, struct source *);
void linebuf_close(struct linebuf *);

/* The line that begins `from` bytes after `at`, read in whole; what stands
 * from `at` on is kept. */
enum room_result linebuf_find(struct linebuf *, size_t from,
	struct room_line *);

/* Moves `at` past the next LF, however far it is; *passed is how many bytes
 * that was. LINEBUF_END when there is none. */
enum room_result linebuf_pass(struct linebuf *, uint64_t *passed);

#endif
