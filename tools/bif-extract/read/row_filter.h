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

/* A rule with the cell it looks at. */
struct sift_rule {
	const struct export_rule *rule;
	size_t cell; /* SIZE_MAX: the line */
};

/* Rules of which any may match. */
struct sift_rules {
	size_t count;
	struct sift_rule *list;
};

/* A cell by whose first byte a rule may know a row. */
struct sift_watch {
	size_t cell;
	int first;
};

/* What is known of rows that are surely data: most are, and by their first
 * byte. A rule that a first byte does not tell leaves none to be sure of. */
struct sift_glance {
	bool possible;
	bool doubtful[256]; /* first bytes of rows to ask about */
	size_t watched;
	struct sift_watch *watch;
};

/* The rules of a file, and what they have met in it. */
struct row_filter {
	const struct reader *reader; /* borrowed */
	struct sift_glance glance;   /* for rows that are taken in runs */
	struct sift_rules skip,
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
row_filter_cell_doubtful(const struct sift_watch *w, struct span cell)
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

#endif
