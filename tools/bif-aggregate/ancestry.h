/* SPDX-License-Identifier: MIT
 *
 * ancestry: a unit with its parents on a day, as a small number. What is counted
 * for an ancestry counts at each of its units, so that the many facts need to be
 * added once and the few sums are rolled up at the end; a unit that changes
 * its parent has one ancestry before and another after.
 */
#ifndef BIF_AGGREGATE_ANCESTRY_H
#define BIF_AGGREGATE_ANCESTRY_H

#include <stddef.h>
#include <stdint.h>

#include "contract/unit.h"

/* One item for each month between the first and the last that was asked for;
 * zeroed it is empty. Grows at both ends; items nobody asked for are zero. An
 * item's address holds until the next call for the same series. What an item
 * is, and how large, its users know: all calls give the same size. */
struct series {
	int32_t first;  /* month of the first item */
	uint32_t count; /* items, one for each month from the first on */
	char *items;
};

/* Makes room for the month. */
void series_grow(struct series *s, int32_t month, size_t size);

/* The month's item, made when it is not there. */
static inline void *
series_at(struct series *s, int32_t month, size_t size)
{
	if ((uint32_t)(month - s->first) >= s->count)
		series_grow(s, month, size);
	return s->items + (size_t)(month - s->first) * size;
}

/* The month's item, or NULL when nobody asked for it. */
static inline void *
series_find(const struct series *s, int32_t month, size_t size)
{
	if ((uint32_t)(month - s->first) >= s->count)
		return NULL;
	return s->items + (size_t)(month - s->first) * size;
}

/* Frees its items and leaves it empty. */
void series_free(struct series *s);

#define ANCESTRY_NONE UINT32_MAX /* the unit is not there that day */

struct ancestries;

/* No ancestry is known yet; the units are borrowed. */
struct ancestries *ancestries_new(const struct units *units);

/* The ancestry of a unit on a day of that month; ANCESTRY_NONE when the unit is not
 * valid on that day. */
uint32_t ancestry_of(struct ancestries *c, int unit, int32_t month,
	int32_t day);

/* The ancestry's units: the unit itself, its parent, and so on; borrowed. */
size_t ancestry_units(const struct ancestries *c, uint32_t ancestry,
	const int **units);

/* Frees them; NULL is none. */
void ancestries_free(struct ancestries *c);

#endif
