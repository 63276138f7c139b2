/* SPDX-License-Identifier: MIT
 *
 * guess_columns: what each column of a table holds, and how the file writes
 * its numbers. What is read as a date or a person's number speaks for no style
 * of numbers; all other columns together do.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_COLUMNS_H
#define BIF_EXTRACT_GUESS_GUESS_COLUMNS_H

#include "guess_table.h"
#include "guess_type.h"
#include "base/buf.h"

/* One column. */
struct guess_column {
	struct span name; /* as the header has it */
	struct guess_type type;
	size_t empty;   /* cells, of those looked at */
	bool fill;      /* they stand below filled ones, as in a pivot */
	bool own_style; /* it writes numbers otherwise */
	enum decimal_style style;
	bool open; /* how it writes numbers is for all columns to tell */
};

/* All columns, and what they tell of the file's numbers. */
struct guess_columns {
	struct guess_column *list;
	size_t count;
	enum decimal_style style; /* of the file's numbers */
	bool known;               /* something speaks for it */
	struct type_numbers numbers;
};

/* Sets all of c from the data rows, from some thousands of them where there are
 * more. Names are borrowed from the table. */
void guess_columns(struct guess_columns *c, const struct guess_table *t,
	const struct grid *g);
/* Frees what was said of them. */
void guess_columns_free(struct guess_columns *c);

/* Columns side by side that are months, days of quarters or years: one value
 * each, which belongs in a row of its own. */
struct guess_wide {
	size_t first, count; /* columns; count 0: there are none */
	const char *dates;   /* how their names are read */
	struct buf pattern;  /* that their names match, no others */
};

/* Finds the longest run of such columns, of three at least; count is 0 where
 * there is none, or no pattern tells their names from those of others. */
void guess_wide(struct guess_wide *w, const struct guess_columns *c);
/* Frees its pattern. */
void guess_wide_free(struct guess_wide *w);

#endif
