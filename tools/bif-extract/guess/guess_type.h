/* SPDX-License-Identifier: MIT
 *
 * guess_type: what the values of a column are, and how they are written.
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

void type_numbers_add(struct type_numbers *n, struct span value);
/* False when nothing speaks for either though it would matter. Where every mark
 * has three digits behind it, and no number of four stands without one, marks
 * part groups. */
bool type_numbers_style(const struct type_numbers *n,
	enum decimal_style *style);

/* Values trimmed, none of them empty. name is the column's. */
void guess_type(struct guess_type *t, struct span name,
	const struct span *values, size_t count, enum decimal_style style);
/* It cannot be told how these are to be read: a text, then. */
void guess_type_doubt(struct guess_type *t, const char *why);
void guess_type_free(struct guess_type *t);

#endif
