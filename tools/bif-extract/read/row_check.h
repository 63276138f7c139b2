/* SPDX-License-Identifier: MIT
 *
 * row_check: what becomes of a row of csv that is read tolerantly: taken, filled
 * up, kept as it is written, or rejected. A row with as many cells as it should
 * have is rejected too, where they seem to be those of another table, or to be
 * cut at the wrong delimiter.
 *
 * table_split: where in a file one table ends and another begins. A table has two
 * columns or more. It begins where a line has as many cells as the next one,
 * and
 *   - the file begins, or empty lines or lines of one cell (titles, notes)
 *     stand before, and it has another number of cells than the table before,
 *     or a title stands between, or it looks like a header: text in every
 *     cell, in columns that held nothing but figures;
 *   - or it has another number of cells, and looks like a header.
 */
#ifndef BIF_EXTRACT_READ_ROW_CHECK_H
#define BIF_EXTRACT_READ_ROW_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reader.h"
#include "base/span.h"

/* column_kinds: what the cells of a table's columns are like: in which of them all
 * are figures (numbers, dates, times). A row that was cut in the wrong places,
 * or that belongs to another table, has words where figures should stand.
 */

/* How many cells of a column were filled, and how many of them with figures. */
struct kinds_column {
	size_t filled, figures;
};

/* What was learned of a table's columns. */
struct column_kinds {
	struct kinds_column *columns;
	size_t count, rows; /* of columns; of rows they were learned from */
};

/* Begins with a table of so many columns; what was known is forgotten. */
void column_kinds_begin(struct column_kinds *kinds, size_t columns);
/* Whether nothing more is learned, as after the first thousand rows: then a
 * doubt is a matter of one row. */
bool column_kinds_learned(const struct column_kinds *kinds);
/* Whether all filled cells of a column were figures. */
bool column_kinds_holds_figures(const struct column_kinds *kinds,
	size_t column);

/* Digits, and what stands between them in numbers, dates and times. */
bool column_kinds_figure(struct span cell);

/* Where in the file, table by table, reading has come. */
struct table_split {
	/* of the table that we are in, from 1; 0: before the first */
	uint64_t number;
	size_t width;                /* its cells */
	bool parted;                 /* an empty line stood before */
	bool titled;                 /* a title stood before */
	struct column_kinds profile; /* of its rows */
};

/* Looks at the next line; `next` is how many cells the line after it has that
 * is not empty, 0 when there is none. True: it begins a table. */
bool table_split_begins(struct table_split *split, const struct line *line,
	size_t next);
/* No text at all. */
bool table_split_empty(const struct line *line);
/* Frees what it holds. */
void table_split_free(struct table_split *split);

/* What a row is held against. */
struct row_check {
	struct table_split tables; /* the tables met, and the columns' kinds */
	struct span delimiter;     /* in the file's encoding */
	size_t expected;           /* cells of a row */
	size_t widest;             /* of a row met, or to come */
	bool other;                /* another table has begun */
	char note[128];
};

/* The line as it is to be taken, or READER_MALFORMED. Its note stays until the
 * next call. */
enum reader_result row_check_take(struct row_check *check,
	struct reader *reader, enum reader_result result, struct line *line);

#endif
