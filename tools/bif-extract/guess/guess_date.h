/* SPDX-License-Identifier: MIT
 *
 * guess_date: in which pattern dates or months are written. Days and months
 * that could as well be the other way round are told from each other by how
 * they are spread, or not at all. Values are borrowed; patterns are constants,
 * and never freed.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_DATE_H
#define BIF_EXTRACT_GUESS_GUESS_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

struct guess_date {
	const char *pattern;   /* or NULL */
	const char *rival;     /* one that fits as well, in another order */
	size_t fits;           /* values that it reads */
	struct span other;     /* where the others are all alike: one of them */
	size_t open;           /* of them in the year 9999, */
	struct span open_text; /* such as this */
};

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

#endif
