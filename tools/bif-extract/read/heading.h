/* SPDX-License-Identifier: MIT
 *
 * heading: the header of a table, of one line or several: what stands in a
 * column, joined by a blank, is its name. And the lines that are kept for it, or
 * held back at the end of a file.
 */
#ifndef BIF_EXTRACT_READ_HEADING_H
#define BIF_EXTRACT_READ_HEADING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "reader.h"

/* A line that is kept beyond the reader's next call. */
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

/* The lines of a header, while a table is read. */
struct heading {
	struct saved_line *rows; /* as they came */
	size_t count, cap;
	size_t next; /* the row to come, where the header is repeated */
	struct saved_line joined; /* what heading_line() has given */
};

/* Adds a line of the header, which is copied. */
void heading_add(struct heading *heading, const struct line *line);
/* Whether a line is the header again, or the next line of it. */
bool heading_again(struct heading *heading, const struct line *line);
/* The whole as one line; cells beyond the header's up to `cells` are called by
 * their number. Without rows all are. With `carry` an empty cell of any row but
 * the last is what stands before it, as of merged cells only the first is
 * filled. */
void heading_line(struct heading *heading, size_t cells, bool carry,
	struct line *line);
/* Frees the lines. */
void heading_free(struct heading *heading);

/* The last lines of a file, which are no rows: they are held back
 * until as many have come behind them. */
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
