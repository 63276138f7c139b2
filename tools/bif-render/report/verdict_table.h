/* SPDX-License-Identifier: MIT
 *
 * verdict_table: verdicts as the table that spreadsheets and programs get: a
 * row for each, in the book's order, with names beside codes and every column
 * of the stream.
 */
#ifndef BIF_RENDER_REPORT_VERDICT_TABLE_H
#define BIF_RENDER_REPORT_VERDICT_TABLE_H

#include "material.h"
#include "bif-render/page/page.h"

void verdict_table_all(struct page *, const struct material *);

/* Only those a test lets through. */
typedef bool verdict_table_test(const struct material *, int unit, int goal,
	const void *with);
void verdict_table_where(struct page *, const struct material *,
	verdict_table_test *, const void *with);

#endif
