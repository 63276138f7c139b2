/* SPDX-License-Identifier: MIT
 *
 * verdicttable: verdicts as the table that spreadsheets and programs get: a
 * row for each, in the book's order, with names beside codes and every column
 * of the stream.
 */
#ifndef BIF_RENDER_VERDICTTABLE_H
#define BIF_RENDER_VERDICTTABLE_H

#include "material.h"
#include "page.h"

void verdicttable_all(struct page *, const struct material *);

/* Only those a test lets through. */
typedef bool verdicttable_test(const struct material *, int unit, int goal,
	const void *with);
void verdicttable_where(struct page *, const struct material *,
	verdicttable_test *, const void *with);

#endif
