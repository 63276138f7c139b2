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

enum type_kind { TYPE_NONE, TYPE_TEXT, TYPE_NUMBER, TYPE_DATE, TYPE_CPR };

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
void guess_type_free(struct guess_type *t);

#endif
