/* SPDX-License-Identifier: MIT
 *
 * row_filter: which lines of a file are data rows. Not one are blank lines, lines of
 * delimiters only, a lone Ctrl-Z, lines identical to the header, and what the
 * source's rules name: skip_rows, only_rows, until, control, frame.
 */
#ifndef BIF_EXTRACT_READ_ROW_FILTER_H
#define BIF_EXTRACT_READ_ROW_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include "columns.h"
#include "reader.h"
#include <stddef.h>
#include "base/buf.h"

/* A rule with the cell it looks at. */
struct row_filter_rule {
	const struct export_rule *rule;
	size_t cell; /* SIZE_MAX: the line */
};

/* Rules of which any may match. */
struct row_filter_rules {
	size_t count;
	struct row_filter_rule *list;
};

/* A cell by whose first byte a rule may know a row. */
struct row_filter_watch {
	size_t cell;
	int first;
};

/* What is known of rows that are surely data: most are, and by their first
 * byte. A rule that a first byte does not tell leaves none to be sure of. */
struct row_filter_glance {
	bool possible;
	bool doubtful[256];        /* first bytes of rows to ask about */
	bool doubtful_quoted[256]; /* and first bytes after a quote */
	size_t watched;
	struct row_filter_watch *watch;
};

/* The rules of a file, and what they have met in it. */
struct row_filter {
	const struct reader *reader;     /* borrowed */
	struct row_filter_glance glance; /* for rows that are taken in runs */
	struct row_filter_rules skip,
		only;       /* rows that are none; that all are like */
	struct span header; /* its bytes; empty: there is none */
	/* of a source: the header's cells, any of which may begin a header
	 * whose columns were moved */
	const struct span *names;
	size_t names_count;
	bool ended;       /* `until` has been met */
	bool told;        /* the control line has been met */
	uint64_t control; /* the rows it says */
	/* where the control tells a sum: of which cell, what it says and what
	 * data rows come to, in millionths; SIZE_MAX: rows are counted */
	size_t sum_cell;
	__int128 sum_said, sum;
	uint64_t lines;  /* data rows met, before wide-to-long */
	struct buf text; /* a decoded line or cell */
};

/* Begins; row_filter_title() may be called. */
void row_filter_begin(struct row_filter *filter, const struct reader *reader);
/* Binds the rules to the cells of this file. False after a message (65): a
 * rule names a column that is not there. */
bool row_filter_open(struct row_filter *filter, const struct reader *reader,
	const struct column_map *map, const struct columns *columns);
/* A line before the header: it can only be the control line. */
void row_filter_title(struct row_filter *filter, const struct line *line);
/* Whether a row of delimited text with a doubtful first byte is surely data,
 * as far as no cell is watched; raw is its line. */
bool row_filter_is_sure(const struct row_filter *filter, struct span raw);
/* Whether a watched cell, its quotes taken off, leaves a row in doubt. */
static inline bool
row_filter_cell_doubtful(const struct row_filter_watch *w, struct span cell)
{
	unsigned char first = cell.len ? (unsigned char)cell.at[0] : 0;

	return cell.len
		&& (first == w->first || first == ' ' || first == '\t'
			|| first >= 0x80);
}
/* The number of the header's cell that says just this; SIZE_MAX: none. */
size_t row_filter_name(const struct row_filter *filter, struct span cell);
/* Whether a line is a data row; counts it. */
bool row_filter_is_data(struct row_filter *filter, const struct line *line);
/* At the end: false after a message (65) when the control is missing or says
 * another number or sum. */
bool row_filter_check(const struct row_filter *filter);
/* Frees what it holds. */
void row_filter_close(struct row_filter *filter);

/* context: what a row does not say itself. A column may have its value from
 * the file's name, from a line above the rows, or from the last heading
 * between them; and the empty cells of a column that is filled have the value
 * of the row above.
 *
 * A row that was rejected may have been a heading, or have begun a new value:
 * from it on nothing is known until the next heading or value, and rows are
 * rejected rather than counted for the one before.
 */

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
