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

/* What a cell to fill says of the one above it. */
enum fill_cell {
	FILL_VALUE, /* it has a value of its own */
	FILL_EMPTY,
	FILL_DITTO /* a mark, alone or between dashes, or a word: as above */
};

/* A column whose empty cells take the value of the row above. */
struct context_fill {
	size_t cell;
	bool known;
	enum fill_cell said; /* of the row on its way */
	struct buf value;    /* as it stood in the file */
};

/* What the first rows of a column look like: whether its empty cells stand
 * below filled ones, as they do in a pivot table pasted as values. */
struct context_look {
	size_t filled, empty, falls; /* falls: an empty cell behind a filled */
	bool gap;                    /* the last cell was empty */
	bool never; /* its first cell is empty, or a value is repeated */
	struct buf last;
};

/* So many rows are looked at. */
#define CONTEXT_LOOKS 100

/* What is known so far of what rows do not say. */
struct context {
	const struct reader *reader; /* borrowed */
	struct column_map *map;      /* its `made` values are kept here */
	struct buf titles; /* the lines above, decoded, an LF after each */
	struct buf text;   /* a decoded line */
	bool headings;     /* a column has its value from a heading */
	size_t nfill;
	struct context_fill *fill;
	struct span *cells;        /* of a row that was filled */
	size_t rows;               /* looked at */
	struct context_look *look; /* of each column; NULL: none is */
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
/* Looks at one of the first rows, as it stands in the file. */
void context_look(struct context *context, const struct line *line);
/* At the end of the table: tells of columns that seem to need filling. */
void context_tell(const struct context *context, const struct columns *columns);
/* A row was rejected. */
void context_forget(struct context *context);
/* Frees what it holds; one that was never opened is no fault. */
void context_close(struct context *context);

#endif
