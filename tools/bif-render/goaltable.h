/* SPDX-License-Identifier: MIT
 *
 * goaltable: goals of one unit, a row each: target, what is expected now,
 * result, status, and a sentence below.
 */
#ifndef BIF_RENDER_GOALTABLE_H
#define BIF_RENDER_GOALTABLE_H

#include <stdbool.h>

#include "material.h"
#include "page.h"

/* The central goals of all units together. */
void goaltable_central(struct page *, const struct material *);
/* The goals marked monthly, at one unit. */
void goaltable_monthly(struct page *, const struct material *, int unit);
/* All goals of a unit. */
void goaltable_unit(struct page *, const struct material *, int unit);

/* Cells for tables of other kinds: a target, also one that is a range; a
 * result, also one that is hidden. */
void goaltable_target(struct page *, struct page_table *,
	const struct material *, int unit, int goal);
void goaltable_expected(struct page *, struct page_table *,
	const struct material *, int unit, int goal);
void goaltable_result(struct page *, struct page_table *,
	const struct material *, int unit, int goal);

#endif
