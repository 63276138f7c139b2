/* SPDX-License-Identifier: MIT
 *
 * Whether plans and answers serve the goals of the last contract year: actions,
 * the strategy map, and comments. What is not in the contract cannot be served,
 * and what nobody serves is only hoped for.
 */
#include "lint.h"

#include "stream/verdict.h"
#include "value/period.h"
#include "value/text.h"

/* Goals of the year that nobody acts for. */
static void
check_goals(struct lint *l)
{
	size_t i, j;

	for (i = 0; i < l->goals->count; i++) {
		const struct goal *g = &l->goals->list[i];

		if (!lint_in_contract(l, (int)i, UNIT_NONE, l->year))
			continue;
		for (j = 0; j < l->actions->count; j++)
			if (l->actions->list[j].goal == (int)i)
				break;
		if (j == l->actions->count)
			finding_add(l->findings, SEVERITY_WARNING,
				lint_goal_place(l, g), "goal-without-action",
				"goal \"%.*s\" is in the contracts of %d, but "
				"no action serves it",
				SPAN_ARG(g->name), l->year);
	}
}

/* What an action needs, and whether anything in the contracts needs it. */
static void
check_actions(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->actions->count; i++) {
		const struct action *a = &l->actions->list[i];
		struct place here = table_place(l->actions->table, a->row);

		if (!a->owner.len)
			finding_add(l->findings, SEVERITY_WARNING, here,
				"no-owner", "action %.*s belongs to nobody",
				SPAN_ARG(a->name));
		if (a->due != DAY_NONE
			&& abs(period_date(a->due).year - l->year) > 5)
			finding_add(l->findings, SEVERITY_WARNING, here,
				"action-dates",
				"action %.*s is due in %d, %d years from the "
				"contract year",
				SPAN_ARG(a->name), period_date(a->due).year,
				abs(period_date(a->due).year - l->year));
		if (a->goal < 0)
			finding_add(l->findings, SEVERITY_WARNING, here,
				"action-without-goal",
				"action %.*s serves no "
				"goal",
				SPAN_ARG(a->name));
		else if (!lint_in_contract(l, a->goal, a->unit, l->year))
			finding_add(l->findings, SEVERITY_WARNING, here,
				"action-without-goal",
				"action %.*s serves "
				"goal \"%.*s\", which %.*s%s in %d",
				SPAN_ARG(a->name),
				SPAN_ARG(l->goals->list[a->goal].name),
				SPAN_ARG(a->unit < 0
						? SPAN("no unit")
						: l->units->list[a->unit].code),
				a->unit < 0 ? " has" : " has not got", l->year);
	}
}

/* A node of the map that the other files should know. */
static void
check_link(struct lint *l, const struct strategy_link *link)
{
	struct place here = table_place(l->strategy->table, link->row);
	size_t i;

	if (link->kind == STRATEGY_GOAL && l->goals
		&& goal_find(l->goals, link->from) < 0)
		finding_add(l->findings, SEVERITY_ERROR, here, "unknown-goal",
			"\"%.*s\" is no goal of goals.csv",
			SPAN_ARG(link->from));
	if (link->kind == STRATEGY_ACTION && l->actions
		&& action_find(l->actions, link->from) < 0)
		finding_add(l->findings, SEVERITY_ERROR, here, "unknown-action",
			"\"%.*s\" is no action of "
			"actions.csv",
			SPAN_ARG(link->from));
	for (i = 0; i < l->strategy->count; i++)
		if (span_equal(l->strategy->list[i].from, link->to))
			return;
	if (link->to.len)
		finding_add(l->findings, SEVERITY_ERROR, here, "unknown-node",
			"\"%.*s\" serves \"%.*s\", which the map does not "
			"hold",
			SPAN_ARG(link->from), SPAN_ARG(link->to));
}

/* Whether a node serves itself by way of others: nobody would find the vision
 * it leads to. Every step is tried once at most. */
static bool
leads_to(const struct strategy *map, struct span from, struct span to,
	bool *tried)
{
	for (size_t i = 0; i < map->count; i++) {
		if (tried[i] || !span_equal(map->list[i].from, from))
			continue;
		tried[i] = true;
		if (span_equal(map->list[i].to, to)
			|| (map->list[i].to.len
				&& leads_to(map, map->list[i].to, to, tried)))
			return true;
	}
	return false;
}

/* The map by itself: each step once, and none in a ring. */
static void
check_steps(struct lint *l, size_t at)
{
	const struct strategy *map = l->strategy;
	const struct strategy_link *link = &map->list[at], *other;
	bool *tried = arena_take(l->book->arena, map->count + 1);

	for (size_t i = 0; i < at; i++) {
		other = &map->list[i];
		if (other->kind == link->kind
			&& span_equal(other->from, link->from)
			&& span_equal(other->to, link->to))
			finding_add(l->findings, SEVERITY_WARNING,
				table_place(map->table, link->row), "map-twice",
				"\"%.*s\" serves \"%.*s\" in line %" PRIu64
				" already",
				SPAN_ARG(link->from), SPAN_ARG(link->to),
				table_place(map->table, other->row).line);
	}
	memset(tried, 0, map->count + 1);
	if (link->to.len && leads_to(map, link->to, link->from, tried))
		finding_add(l->findings, SEVERITY_ERROR,
			table_place(map->table, link->row), "map-ring",
			"\"%.*s\" serves \"%.*s\", which serves it in turn",
			SPAN_ARG(link->from), SPAN_ARG(link->to));
}

/* The map, and what should stand in it. */
static void
check_map(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->strategy->count; i++) {
		check_link(l, &l->strategy->list[i]);
		check_steps(l, i);
	}
	for (i = 0; l->targets && i < l->goals->count; i++) {
		const struct goal *g = &l->goals->list[i];

		if (lint_in_contract(l, (int)i, UNIT_NONE, l->year)
			&& strategy_find(l->strategy, STRATEGY_GOAL, g->name)
				< 0)
			finding_add(l->findings, SEVERITY_WARNING,
				lint_goal_place(l, g), "outside-map",
				"goal "
				"\"%.*s\" is in the contracts of %d, but not "
				"in the strategy map",
				SPAN_ARG(g->name), l->year);
	}
}

/* What a comment needs to be an answer to something. */
static void
check_comments(struct lint *l)
{
	for (size_t i = 0; i < l->comments->count; i++) {
		const struct comment *c = &l->comments->list[i];
		struct place here = table_place(l->comments->table, c->row);

		if (!c->text.len)
			finding_add(l->findings, SEVERITY_WARNING, here,
				"no-text", "it does not say what is done");
		if (l->targets && c->unit >= 0 && c->goal >= 0
			&& !lint_in_contract(l, c->goal, c->unit, c->year))
			finding_add(l->findings, SEVERITY_WARNING, here,
				"comment-without-goal",
				"%.*s has not got goal \"%.*s\" in %d",
				SPAN_ARG(l->units->list[c->unit].code),
				SPAN_ARG(l->goals->list[c->goal].name),
				c->year);
	}
}

/* Whether comments.csv has a response to a verdict. */
static bool
answered(const struct lint *l, const struct verdict *v)
{
	int unit = unit_by_code(l->units, v->cell[VERDICT_UNIT]);
	int goal = goal_find(l->goals, v->cell[VERDICT_GOAL]);
	const struct comment *c = comment_on(l->comments, v->year, unit, goal,
		v->as_of);

	return c && c->response != RESPONSE_NONE;
}

/* Each goal that is off has a response (--verdicts). */
static void
check_responses(struct lint *l)
{
	const char *const files[] = { l->verdicts };
	const struct verdicts *all = verdict_load(l->book->arena, files, 1);
	size_t i;

	for (i = 0; all && i < all->count; i++) {
		const struct verdict *v = &all->list[i];

		if (v->status != VERDICT_OFF || answered(l, v))
			continue;
		finding_add(l->findings, SEVERITY_ERROR,
			(struct place){ v->file, v->line, 0 }, "no-response",
			"%.*s is off at "
			"%.*s on %.*s (%.*s, expected %.*s), and comments.csv "
			"has no response",
			SPAN_ARG(v->cell[VERDICT_GOAL]),
			SPAN_ARG(v->cell[VERDICT_UNIT]),
			SPAN_ARG(v->cell[VERDICT_AS_OF]),
			SPAN_ARG(v->cell[VERDICT_VALUE]),
			SPAN_ARG(v->cell[VERDICT_EXPECTED]));
	}
}

void
action_rules_check(struct lint *l)
{
	if (l->targets && l->actions && l->actions->table)
		check_goals(l);
	if (l->targets && l->actions)
		check_actions(l);
	if (l->strategy && l->strategy->table)
		check_map(l);
	if (l->comments && l->comments->table && l->units && l->goals)
		check_comments(l);
	if (l->verdicts && l->units && l->goals && l->comments)
		check_responses(l);
}
