/* SPDX-License-Identifier: MIT
 *
 * table: a CSV file of the book, whole in memory. Delimiter `,` or `;` as seen
 * in its header line; a BOM is dropped; UTF-8; columns are bound by name.
 * Blank lines (also lines of delimiters only) are passed over. Empty cells at
 * the end of a row may be left out: some spreadsheets do.
 */
#ifndef BOOK_TABLE_H
#define BOOK_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/span.h"
#include "value/decimal.h"

struct book;

/* The names of the columns and how many rows there are; cells are asked for by
 * row, from 0, and by the place of their column. Rows count those that hold
 * something: the line of one is table_place()'s to say. */
struct table {
	const char *file; /* as messages name it */
	/* how its numbers are read where they can be read in two ways;
	 * DECIMAL_EITHER: they are rejected */
	enum decimal_style numbers;
	size_t rows;
	size_t columns;
	const struct span *names;
};

/* NULL after a message (66 absent, 78 not readable as a table). With optional,
 * an absent file is NULL without a message. Lives in the book's arena. */
const struct table *table_load(struct book *book, const char *file,
	bool optional);

int table_column(const struct table *t, const char *name); /* or -1 */
/* The same, but a missing column is said (78). */
int table_need(const struct table *t, const char *name);
/* Trimmed of blanks; empty when the column is -1. */
struct span table_cell(const struct table *t, size_t row, int column);
/* Where a row stands in its file, for messages. */
struct place table_place(const struct table *t, size_t row);
/* `file:line: column "X": message`, status 78 (defs.h). Returns false. */
bool table_wrong(const struct table *t, size_t row, int column, const char *fmt,
	...) __attribute__((format(printf, 4, 5)));

/* Typed cells; false after a message that names the cell. */

/* DAY_NONE when empty. */
bool table_day(const struct table *t, size_t row, int column, int32_t *day);
/* Never empty. */
bool table_year(const struct table *t, size_t row, int column, int *year);
/* A month, which is never empty: 2010-06, or as a Danish spreadsheet writes
 * it: jun-10, juni 2010, 06-2010, 01-06-2010. */
bool table_month(const struct table *t, size_t row, int column, int32_t *month);
/* Numbers with a decimal comma or point. One that could be read in two ways,
 * such as 1.250, is read as book.json says, else rejected with both readings.
 * An empty cell gives *absent = true and true. */
bool table_number(const struct table *t, size_t row, int column,
	struct decimal *number, bool *absent);
/* The same for a part of a cell, which is not empty. */
bool table_decimal(const struct table *t, size_t row, int column,
	struct span text, struct decimal *number);
/* yes no true false 1 0 ja nej sand falsk; empty = no. */
bool table_yes(const struct table *t, size_t row, int column, bool *yes);
/* Says (78) that a cell names nothing of another table of the book, and what it
 * may have meant: `column "WHAT": "X" is no WHAT of WHATs.csv`, where WHAT is
 * also the column of that table that has the names. False. */
bool table_unknown(const struct table *t, size_t row, int column,
	const char *rule, const char *what, const struct table *names);
/* The position of a cell among words; an empty cell leaves it. */
bool table_word(const struct table *t, size_t row, int column,
	const char *const words[], size_t n, int *choice);

#endif
