/* SPDX-License-Identifier: MIT
 *
 * Remembers each unit's ancestry month by month, for most facts ask for a month
 * in which nothing changes; only where days differ is the day looked up.
 */
#include "ancestry.h"

#include <string.h>

#include "base/buf.h"
#include "base/intern.h"
#include "base/mem.h"
#include "value/period.h"
#include "value/text.h"

/* An array that grows at both ends. Facts come roughly in order of time, so that
 * it seldom moves. */

/* At least a year, and half as much again as there
 * is, on the side that grows: facts come roughly in order, in either
 * direction. */
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

/* What is remembered of a unit and a month: the ancestry of all its days, plus
 * one; or that its days differ. 0: not asked yet. */
#define DAYS_DIFFER UINT32_MAX

/* The units of one ancestry, the lowest first. */
struct members {
	size_t count;
	int *units;
};

struct ancestries {
	const struct units *units;
	struct series *months;   /* by unit, of uint32_t */
	struct span *names;      /* codes as names compare, by unit */
	struct intern *known;    /* ancestries, by their units' bytes */
	struct members *members; /* of each ancestry */
	size_t members_cap;
	int *room; /* for the longest ancestry */
};

struct ancestries *
ancestries_new(const struct units *units)
{
	struct ancestries *c = mem_new(1, sizeof(*c));
	size_t n = (size_t)units->count, i;
	BUF_LOCAL folded = { 0 };

	c->units = units;
	c->months = mem_new(n + 1, sizeof(*c->months));
	c->names = mem_new(n + 1, sizeof(*c->names));
	c->room = mem_new(n + 1, sizeof(*c->room));
	c->known = intern_new();
	for (i = 0; i < n; i++) {
		buf_clear(&folded);
		text_fold(&folded, units->list[i].code);
		c->names[i].at = mem_copy(buf_span(&folded));
		c->names[i].len = folded.len;
	}
	return c;
}

/* The ancestry of a unit on one day, by going from parent to parent. */
static uint32_t
on_day(struct ancestries *c, int unit, int32_t day)
{
	int32_t from, to;
	size_t n = 0;
	size_t bytes;
	uint32_t known, ancestry;

	if (unit_by_name(c->units, c->names[unit], day, &from, &to) != unit)
		return ANCESTRY_NONE;
	/* Definitions without a circle are the loader's business; stopping
	 * after all units is ours. */
	while (unit != UNIT_NONE && n < (size_t)c->units->count) {
		c->room[n++] = unit;
		unit = unit_parent(c->units, unit, day);
	}
	/* The number of the ancestry of the first n units in the room. */
	bytes = n * sizeof(*c->room);
	known = intern_count(c->known);
	ancestry = intern_add(c->known,
		(struct span){ (const char *)c->room, bytes });
	if (ancestry == known) {
		MEM_GROW(c->members, c->members_cap, (size_t)ancestry + 1);
		c->members[ancestry].count = n;
		c->members[ancestry].units = mem_new(n, sizeof(*c->room));
		memcpy(c->members[ancestry].units, c->room, bytes);
	}
	return ancestry;
}

/* What to remember of a month: its ancestry, or that its days differ. */
static uint32_t
in_month(struct ancestries *c, int unit, int32_t month)
{
	int32_t day = period_month_first(month);
	int32_t last = period_month_last(month);
	uint32_t ancestry = on_day(c, unit, day);

	while (++day <= last)
		if (on_day(c, unit, day) != ancestry)
			return DAYS_DIFFER;
	return ancestry == ANCESTRY_NONE ? DAYS_DIFFER : ancestry + 1;
}

/* Where a unit changes its parent inside a month, its days are asked one by
 * one; that is rare. */
uint32_t
ancestry_of(struct ancestries *c, int unit, int32_t month, int32_t day)
{
	uint32_t *known = series_at(&c->months[unit], month, sizeof(*known));

	if (!*known)
		*known = in_month(c, unit, month);
	return *known == DAYS_DIFFER ? on_day(c, unit, day) : *known - 1;
}

size_t
ancestry_units(const struct ancestries *c, uint32_t ancestry, const int **units)
{
	*units = c->members[ancestry].units;
	return c->members[ancestry].count;
}

void
ancestries_free(struct ancestries *c)
{
	if (!c)
		return;
	for (uint32_t ancestry = 0; ancestry < intern_count(c->known);
		ancestry++)
		mem_free(c->members[ancestry].units);
	mem_free(c->members);
	for (int i = 0; i < c->units->count; i++) {
		series_free(&c->months[i]);
		mem_free((void *)(uintptr_t)c->names[i].at);
	}
	mem_free(c->months);
	mem_free(c->names);
	mem_free(c->room);
	intern_free(c->known);
	mem_free(c);
}
