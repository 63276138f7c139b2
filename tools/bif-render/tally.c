/* SPDX-License-Identifier: MIT */
#include "tally.h"

static void
add_unit(const struct material *m, int unit, struct tally *t)
{
	const struct verdict *v;

	for (int goal = 0; goal < (int)m->goals->count; goal++)
		if (m->goal_shown[goal]
			&& (v = material_verdict(m, unit, goal)))
			t->of[v->status]++;
}

static struct tally
tally_where(const struct material *m, bool parents)
{
	struct tally t = { 0 };

	for (int unit = 0; unit < m->units->count; unit++)
		if (m->parent[unit] == parents)
			add_unit(m, unit, &t);
	return t;
}

struct tally
tally_units(const struct material *m)
{
	return tally_where(m, false);
}

struct tally
tally_parents(const struct material *m)
{
	return tally_where(m, true);
}

struct tally
tally_unit(const struct material *m, int unit)
{
	struct tally t = { 0 };

	add_unit(m, unit, &t);
	return t;
}

size_t
tally_given(const struct tally *t)
{
	return t->of[VERDICT_MET] + t->of[VERDICT_NEAR] + t->of[VERDICT_OFF];
}

size_t
tally_all(const struct tally *t)
{
	size_t n = 0;

	for (int s = 0; s < VERDICT_STATUSES; s++)
		n += s == VERDICT_NOT_APPLICABLE ? 0 : t->of[s];
	return n;
}
