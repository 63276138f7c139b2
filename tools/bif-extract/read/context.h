/* SPDX-License-Identifier: MIT
 *
 * context: what a row does not say itself. A column may have its value from
 * the file's name, from a line above the rows, or from the last heading
 * between them; and the empty cells of a column that is filled have the value
 * of the row above.
 *
 * A row that was rejected may have been a heading, or have begun a new value:
 * from it on nothing is known until the next heading or value, and rows are
 * rejected rather than counted for the one before.
 */
#ifndef BIF_EXTRACT_READ_CONTEXT_H
#define BIF_EXTRACT_READ_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "columns.h"
#include "reader.h"

/* A column whose empty cells take the value of the row above. */
struct context_fill {
	size_t cell;
	bool known;
	struct buf value; /* as it stood in the file */
};

struct context {
	const struct reader *reader;
	struct column_map *map; /* its `made` values are kept here */
	struct buf titles;      /* the lines above, decoded, an LF after each */
	struct buf text;        /* a decoded line */
	bool headings;          /* a column has its value from a heading */
	size_t nfill;
	struct context_fill *fill;
	struct span *cells; /* of a row that was filled */
};

/* Begins with a file; context_title() may be called. */
void context_begin(struct context *context, const struct reader *reader);
/* Keeps a line that stands above the header, or above the first row. */
void context_title(struct context *context, const struct line *line);
/* After the columns are bound: takes what the file's name and the lines above
 * tell. False after a message (65): a value is not there, or a column to fill
 * is not. */
bool context_open(struct context *context, struct column_map *map,
	const struct columns *columns);
/* Whether a line is a heading; it holds for the rows below. */
bool context_heading(struct context *context, const struct line *line);
/* Fills up a row; says why it cannot be taken, or NULL. The cells stay until
 * the next call. */
const char *context_take(struct context *context, struct line *line);
/* A row was rejected. */
void context_forget(struct context *context);
/* Frees what it holds; one that was never opened is no fault. */
void context_close(struct context *context);

#endif
