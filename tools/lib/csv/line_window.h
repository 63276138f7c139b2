/* SPDX-License-Identifier: MIT
 *
 * line_window: the physical lines of a source, in a window that slides over it and
 * grows as far as a caller looks ahead. Bytes are taken as they come.
 *
 * What ends a line is said, or all three of LF, CR LF and CR do. Ctrl-Z at
 * the very end of the source is DOS's end of file, not text.
 */
#ifndef CSV_LINE_WINDOW_H
#define CSV_LINE_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "io/source.h"

enum lines_newline {
	LINE_WINDOW_AUTO,
	LINE_WINDOW_LF,
	LINE_WINDOW_CR,
	LINE_WINDOW_CRLF
};

/* A line, as positions from where the window begins. */
struct lines_line {
	size_t begin;
	size_t end;  /* without the line end */
	size_t next; /* where the next line begins */
};

enum lines_found {
	LINE_WINDOW_LINE,
	LINE_WINDOW_END, /* no more lines */
	/* longer than `most`: begin and most bytes of it stand in the window */
	LINE_WINDOW_LONG,
	LINE_WINDOW_FAULT /* reading failed, said */
};

struct line_window;

/* Does not own the source. A line has at most `most` bytes. */
struct line_window *line_window_open(struct source *, enum lines_newline,
	size_t most);
void line_window_close(struct line_window *);

/* The line that begins `from` bytes into the window. May move the window. */
enum lines_found line_window_find(struct line_window *, size_t from,
	struct lines_line *);

/* The window's first byte; until the next line_window_find(). */
const char *line_window_window(const struct line_window *);

/* The position of the first such byte in [from, to), or `to`: what was found
 * is remembered for the next call, so that asking line by line costs no more
 * than one pass. Each of the LINE_WINDOW_MARKS slots is for one byte. */
#define LINE_WINDOW_MARKS 4
size_t line_window_byte(struct line_window *, unsigned slot, char byte,
	size_t from, size_t to);

/* Leaves bytes behind: the window begins after them. */
void line_window_pass(struct line_window *, size_t bytes);
/* Leaves the line behind that the window begins in, however long it is.
 * False when reading failed. */
bool line_window_pass_line(struct line_window *);

#endif
