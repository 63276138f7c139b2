/* SPDX-License-Identifier: MIT
 *
 * guess_type: what the values of a column are, and how they are written: of a
 * number its style, of a date its pattern. The types are those that `types` of a
 * source has (MANUAL.md section 4.3). Values are borrowed for the call; what is
 * said of them is the caller's to free.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_TYPE_H
#define BIF_EXTRACT_GUESS_GUESS_TYPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"
#include "value/decimal.h"
#include "guess_table.h"

/* What a column may be, in the words that `types` of a source has; none where
 * all its cells are empty. What stands behind text is read as a value. */
enum type_kind { TYPE_NONE, TYPE_TEXT, TYPE_NUMBER, TYPE_DATE, TYPE_CPR };

/* What was found of a column. */
struct guess_type {
	enum type_kind kind;
	const char *pattern; /* of a date */
	char open[24];       /* the text that stands for no end; or "" */
	unsigned sure;       /* per cent */
	size_t values;       /* that were looked at, empty ones left out */
	size_t fits;         /* that can be read so */
	bool doubt;          /* several readings fit as well as each other */
	bool marked;         /* some stand for what is missing, as `*` */
	bool few;            /* different values: words that mean something */
	char odd[48];        /* a value that cannot be read so; or "" */
	struct buf why;      /* what is to be said of it */
};

/* Whether so many of a hundred values fit, and at least one. */
static inline bool
guess_enough(size_t fits, size_t count, unsigned share)
{
	return fits && fits * 100 >= count * share;
}

/* In which pattern dates or months are written (guess_date.c). Days and months
 * that could as well be the other way round are told from each other by how they
 * are spread, or not at all. Patterns are constants, and never freed. */
struct guess_date {
	const char *pattern;   /* or NULL */
	const char *rival;     /* one that fits as well, in another order */
	size_t fits;           /* values that it reads */
	struct span other;     /* where the others are all alike: one of them */
	size_t open;           /* of them in the year 9999, */
	struct span open_text; /* such as this */
};

/* How well a pattern fits, and how the dates it reads are spread. */
struct date_fit {
	size_t fits; /* but not those that mean no end */
	size_t open; /* in the year 9999 */
	struct span open_text;
	/* different days of a month, months of a year, and years */
	unsigned days, months, years;
};

/* Reads values by a pattern; of those that mostly are no such dates only some. */
struct date_fit guess_date_try(const char *pattern, const struct span *values,
	size_t count);
/* Finds the pattern that nearly all of the values are written in.
 * Returns false when there is none and the others are not alike: g->pattern is
 * then one that fits half of them, or NULL. */
bool guess_date(struct guess_date *g, const struct span *values, size_t count);
/* Returns a pattern by which all of these are dates, or NULL. */
const char *guess_date_all(const struct span *values, size_t count);

/* A year alone: a pattern that bif-normalize knows, and value/period does not. */
extern const char guess_date_year[];
/* Whether a text is a year from 1900 to 2100, of four digits. */
bool guess_date_is_year(struct span s);

/* Numbers as a file writes them: what speaks for each style. */
struct type_numbers {
	size_t danish, english, open; /* open: 1.250, or whole */
	size_t points, commas;        /* of the open ones: 1.250, and 1,250 */
	size_t large;                 /* 1250 without a mark */
};

/* Counts a value, which is no number perhaps: then it speaks for no style. */
void type_numbers_add(struct type_numbers *n, struct span value);
/* Finds the style that the counted values are written in.
 * Returns false when nothing speaks for either though it would matter. Where every mark
 * has three digits behind it, and no number of four stands without one, marks
 * part groups. */
bool type_numbers_style(const struct type_numbers *n,
	enum decimal_style *style);

/* Sets all of t from values that are trimmed, none of them empty; name is the
 * column's, and style that of its numbers. */
void guess_type(struct guess_type *t, struct span name,
	const struct span *values, size_t count, enum decimal_style style);
/* Makes a text of a column of which it cannot be told how it is to be read, and
 * says why. */
void guess_type_doubt(struct guess_type *t, const char *why);
/* Frees what was said of it. */
void guess_type_free(struct guess_type *t);

/* guess_columns: what each column of a table holds, and how the file writes
 * its numbers. What is read as a date or a person's number speaks for no style
 * of numbers; all other columns together do.
 */

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
