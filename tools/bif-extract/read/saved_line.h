/* SPDX-License-Identifier: MIT
 *
 * saved_line: a line that is kept beyond the reader's next call, and the footer:
 * the last lines of a file, which are no rows. They are held back until as many
 * have come behind them.
 */
#ifndef BIF_EXTRACT_READ_SAVED_LINE_H
#define BIF_EXTRACT_READ_SAVED_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "reader.h"

struct saved_line {
	enum reader_result result;
	struct line line; /* its texts are in bytes */
	uint64_t lines;   /* physical ones that it has */
	struct buf bytes;
	struct span *cells;
	size_t cells_cap;
};

/* Copies a line, with what the reader said of it. */
void saved_line_keep(struct saved_line *saved, enum reader_result result,
	const struct line *line, uint64_t lines);
/* Frees the copy. */
void saved_line_free(struct saved_line *saved);

struct footer {
	uint64_t lines; /* that are none; 0: nothing is held */
	struct saved_line *ring;
	size_t first, count, cap;
	uint64_t seen;          /* the last line that came */
	enum reader_result end; /* what came behind it */
	bool ended;
};

/* Holds so many lines back; 0: none. */
void footer_begin(struct footer *footer, uint64_t lines);
/* Takes a line, or the end; false when nothing is to be held. */
bool footer_take(struct footer *footer, enum reader_result result,
	const struct line *line, uint64_t lines);
/* The next line that is surely not of the footer, or the end; false when more
 * must be taken first. Until the next footer_take(). */
bool footer_give(struct footer *footer, enum reader_result *result,
	struct line *line);
/* Frees the lines. */
void footer_free(struct footer *footer);

#endif
