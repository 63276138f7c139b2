/* SPDX-License-Identifier: MIT */
#include "lint.h"

/* What a goal needs to be specific and measurable. */
static void
check_goal(struct lint *l, const struct goal *g)
{
	struct place here = lint_goal_place(l, g);

	if (!g->has_direction)
		finding_add(l->findings, SEVERITY_ERROR, here, "no-direction",
			"goal \"%.*s\" does not say whether more or less is "
			"better",
			SPAN_ARG(g->name));
	if (!g->owner.len)
		finding_add(l->findings, SEVERITY_ERROR, here, "no-owner",
			"goal \"%.*s\" belongs to nobody", SPAN_ARG(g->name));
	if (!g->data_source.len)
		finding_add(l->findings, SEVERITY_ERROR, here, "no-data-source",
			"goal \"%.*s\" does not say where "
			"its data come from",
			SPAN_ARG(g->name));
}

/* A goal that no contract holds. */
static void
check_used(struct lint *l, const struct goal *g)
{
	int goal = (int)(g - l->goals->list);
	size_t i;

	for (i = 0; i < l->targets->count; i++)
		if (l->targets->list[i].goal == goal)
			return;
	finding_add(l->findings, SEVERITY_WARNING, lint_goal_place(l, g),
		"no-target", "goal \"%.*s\" has no target at any unit",
		SPAN_ARG(g->name));
}

static bool
same_instance(const struct target *a, const struct target *b)
{
	return a->year == b->year && a->unit == b->unit && a->goal == b->goal
		&& a->due == b->due;
}

/* Withdrawn although nothing was decided before: the number was forgotten. */
static void
check_target(struct lint *l, const struct target *x)
{
	size_t i;

	if (!x->withdraws)
		return;
	for (i = 0; i < l->targets->count; i++) {
		const struct target *other = &l->targets->list[i];

		if (same_instance(other, x) && other->decided < x->decided)
			return;
	}
	finding_add(l->findings, SEVERITY_ERROR, lint_target_place(l, x),
		"no-target",
		"neither target nor change, and none was decided "
		"before: there is nothing to withdraw");
}

void
goal_rules_check(struct lint *l)
{
	size_t i;

	if (!l->goals)
		return;
	for (i = 0; i < l->goals->count; i++)
		check_goal(l, &l->goals->list[i]);
	for (i = 0; l->targets && i < l->goals->count; i++)
		check_used(l, &l->goals->list[i]);
	for (i = 0; l->targets && i < l->targets->count; i++)
		check_target(l, &l->targets->list[i]);
}
