/* SPDX-License-Identifier: MIT */
#include "status_counts.h"

static void
add_unit(const struct material *m, int unit, struct status_counts *t)
{
	const struct verdict *v;

	for (int goal = 0; goal < (int)m->goals->count; goal++)
		if (m->goal_shown[goal]
			&& (v = material_verdict(m, unit, goal)))
			t->of[v->status]++;
}

static struct status_counts
status_counts_where(const struct material *m, bool parents)
{
	struct status_counts t = { 0 };

	for (int unit = 0; unit < m->units->count; unit++)
		if (m->parent[unit] == parents)
			add_unit(m, unit, &t);
	return t;
}

struct status_counts
status_counts_units(const struct material *m)
{
	return status_counts_where(m, false);
}

struct status_counts
status_counts_parents(const struct material *m)
{
	return status_counts_where(m, true);
}

struct status_counts
status_counts_unit(const struct material *m, int unit)
{
	struct status_counts t = { 0 };

	add_unit(m, unit, &t);
	return t;
}

size_t
status_counts_given(const struct status_counts *t)
{
	return t->of[VERDICT_MET] + t->of[VERDICT_NEAR] + t->of[VERDICT_OFF];
}

size_t
status_counts_all(const struct status_counts *t)
{
	size_t n = 0;

	for (int s = 0; s < VERDICT_STATUSES; s++)
		n += s == VERDICT_NOT_APPLICABLE ? 0 : t->of[s];
	return n;
}
