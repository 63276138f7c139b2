/* SPDX-License-Identifier: MIT
 *
 * An array that grows at both ends. Facts come roughly in order of time, so that
 * it seldom moves.
 */
#include "series.h"

#include <string.h>

#include "base/mem.h"

/* At least a year, and half as much again as there is, on the side that
 * grows: facts come roughly in order, in either direction. */
void
series_grow(struct series *s, int32_t month, size_t size)
{
	int32_t from = s->first, to = from + (int32_t)s->count;
	int32_t slack = (int32_t)s->count / 2 + 12;
	uint32_t count;
	char *items;

	if (!s->count) {
		from = month;
		to = month + 12;
	} else if (month < from) {
		from = month - slack;
	} else {
		to = month + 1 + slack;
	}
	count = (uint32_t)(to - from);
	items = mem_new(count, size);
	if (s->count)
		memcpy(items + (size_t)(s->first - from) * size, s->items,
			s->count * size);
	mem_free(s->items);
	*s = (struct series){ from, count, items };
}

void
series_free(struct series *s)
{
	mem_free(s->items);
	*s = (struct series){ 0 };
}
