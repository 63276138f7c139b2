/* SPDX-License-Identifier: MIT
 *
 * goal_table: goals of one unit, a row each: target, what is expected now,
 * result, status, and a sentence below.
 */
#ifndef BIF_RENDER_REPORT_GOAL_TABLE_H
#define BIF_RENDER_REPORT_GOAL_TABLE_H

#include <stdbool.h>

#include "material.h"
#include "bif-render/page/page.h"

/* The central goals of all units together. */
void goal_table_central(struct page *, const struct material *);
/* The goals marked monthly, at one unit. */
void goal_table_monthly(struct page *, const struct material *, int unit);
/* All goals of a unit. */
void goal_table_unit(struct page *, const struct material *, int unit);

/* Cells for tables of other kinds: a target, also one that is a range; a
 * result, also one that is hidden. */
void goal_table_target(struct page *, struct page_table *,
	const struct material *, int unit, int goal);
void goal_table_expected(struct page *, struct page_table *,
	const struct material *, int unit, int goal);
void goal_table_result(struct page *, struct page_table *,
	const struct material *, int unit, int goal);

#endif
