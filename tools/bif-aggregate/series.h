/* SPDX-License-Identifier: MIT
 *
 * series: one item for each month between the first and the last that was
 * asked for. Grows at both ends; items nobody asked for are zero. An item's
 * address holds until the next call for the same series.
 */
#ifndef BIF_AGGREGATE_SERIES_H
#define BIF_AGGREGATE_SERIES_H

#include <stddef.h>
#include <stdint.h>

/* Items by month, from the first month there is one on; zeroed it is empty. What
 * an item is, and how large, its users know: all calls give the same size. */
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

#endif
