/* SPDX-License-Identifier: MIT
 *
 * lines: the physical lines of a source, in a window that slides over it and
 * grows as far as a caller looks ahead. Bytes are taken as they come.
 *
 * What ends a line is said, or all three of LF, CR LF and CR do. Ctrl-Z at
 * the very end of the source is DOS's end of file, not text.
 */
#ifndef IO_LINES_H
#define IO_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "io/source.h"

enum lines_newline { LINES_AUTO, LINES_LF, LINES_CR, LINES_CRLF };

/* A line, as positions from where the window begins. */
struct lines_line {
	size_t begin;
	size_t end;  /* without the line end */
	size_t next; /* where the next line begins */
};

enum lines_found {
	LINES_LINE,
	LINES_END, /* no more lines */
	/* longer than `most`: begin and most bytes of it stand in the window */
	LINES_LONG,
	LINES_FAULT /* reading failed, said */
};

struct lines;

/* Does not own the source. A line has at most `most` bytes. */
struct lines *lines_open(struct source *, enum lines_newline, size_t most);
void lines_close(struct lines *);

/* The line that begins `from` bytes into the window. May move the window. */
enum lines_found lines_find(struct lines *, size_t from, struct lines_line *);

/* The window's first byte; until the next lines_find(). */
const char *lines_window(const struct lines *);

/* The position of the first such byte in [from, to), or `to`: what was found
 * is remembered for the next call, so that asking line by line costs no more
 * than one pass. Each of the LINES_MARKS slots is for one byte. */
#define LINES_MARKS 4
size_t lines_byte(struct lines *, unsigned slot, char byte, size_t from,
	size_t to);

/* Leaves bytes behind: the window begins after them. */
void lines_pass(struct lines *, size_t bytes);
/* Leaves the line behind that the window begins in, however long it is.
 * False when reading failed. */
bool lines_pass_line(struct lines *);

#endif
