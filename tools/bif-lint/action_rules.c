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

/* Years between an action's due date and the contract: more is a slip. */
#define YEARS_MOST 5

/* Goals of the year that nobody acts for, or that the map does not show. Both
 * are warnings, since a goal without a plan can still be judged. A book without
 * the file says nothing of either, so an absent file is no finding. */
void
action_rules_goals(struct lint *l)
{
	bool acted = l->actions && l->actions->table;
	bool mapped = l->strategy && l->strategy->table;

	for (size_t i = 0, j; l->targets && i < l->goals->count; i++) {
		const struct goal *g = &l->goals->list[i];

		if (!lint_in_contract(l, (int)i, UNIT_NONE, l->year))
			continue;
		for (j = 0; acted && j < l->actions->count; j++)
			if (l->actions->list[j].goal == (int)i)
				break;
		if (acted && j == l->actions->count)
			finding_warning(l, lint_goal_place(l, g),
				"goal-without-action",
				"goal \"%.*s\" is in the contracts of %d, but "
				"no action serves it",
				SPAN_ARG(g->name), l->year);
		if (mapped
			&& strategy_find(l->strategy, STRATEGY_GOAL, g->name)
				< 0)
			finding_warning(l, lint_goal_place(l, g), "outside-map",
				"goal \"%.*s\" is in the contracts of %d, but "
				"not in the strategy map",
				SPAN_ARG(g->name), l->year);
	}
}

/* What an action needs, and whether anything in the contracts needs it. An
 * action without a due date is taken as one of the contract year, so that only
 * a day that is written can be called far off. An action of no unit serves the
 * goal where any unit has it. */
void
action_rules_actions(struct lint *l)
{
	if (!l->targets || !l->actions)
		return;
	for (size_t i = 0; i < l->actions->count; i++) {
		const struct action *a = &l->actions->list[i];
		struct place here = table_place(l->actions->table, a->row);
		int year = a->due == DAY_NONE ? l->year
					      : period_date(a->due).year;

		if (!a->owner.len)
			finding_warning(l, here, "no-owner",
				"action %.*s belongs to nobody",
				SPAN_ARG(a->name));
		if (abs(year - l->year) > YEARS_MOST)
			finding_warning(l, here, "action-dates",
				"action %.*s is due in %d, %d years from the "
				"contract year",
				SPAN_ARG(a->name), year, abs(year - l->year));
		if (a->goal < 0)
			finding_warning(l, here, "action-without-goal",
				"action %.*s serves no goal",
				SPAN_ARG(a->name));
		else if (!lint_in_contract(l, a->goal, a->unit, l->year))
			finding_warning(l, here, "action-without-goal",
				"action %.*s serves goal \"%.*s\", which "
				"%.*s%s in %d",
				SPAN_ARG(a->name),
				SPAN_ARG(l->goals->list[a->goal].name),
				SPAN_ARG(a->unit < 0
						? SPAN("no unit")
						: l->units->list[a->unit].code),
				a->unit < 0 ? " has" : " has not got", l->year);
	}
}

/* Whether a node serves itself by way of others: nobody would find the vision
 * it leads to. Every step is tried once at most. That also ends the search in a
 * map that holds another ring than the one looked for. */
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

/* A step of the map: the other files know its node, the map knows what it
 * serves, and it stands there once and in no ring. tried has room for a flag
 * per link of the map and is used anew for each step. Names that are nowhere
 * are errors, since a reader of the map would look for them; a step told twice
 * is a warning, as it changes nothing. */
static void
check_step(struct lint *l, size_t at, bool *tried)
{
	const struct strategy *map = l->strategy;
	const struct strategy_link *link = &map->list[at], *other;
	struct place here = table_place(map->table, link->row);
	bool known = !link->to.len;

	if (link->kind == STRATEGY_GOAL && l->goals
		&& goal_find(l->goals, link->from) < 0)
		finding_error(l, here, "unknown-goal",
			"\"%.*s\" is no goal of goals.csv",
			SPAN_ARG(link->from));
	if (link->kind == STRATEGY_ACTION && l->actions
		&& action_find(l->actions, link->from) < 0)
		finding_error(l, here, "unknown-action",
			"\"%.*s\" is no action of actions.csv",
			SPAN_ARG(link->from));
	for (size_t i = 0; i < map->count; i++) {
		other = &map->list[i];
		known |= span_equal(other->from, link->to);
		if (i < at && other->kind == link->kind
			&& span_equal(other->from, link->from)
			&& span_equal(other->to, link->to))
			finding_warning(l, here, "map-twice",
				"\"%.*s\" serves \"%.*s\" in line %" PRIu64
				" already",
				SPAN_ARG(link->from), SPAN_ARG(link->to),
				table_place(map->table, other->row).line);
	}
	if (!known)
		finding_error(l, here, "unknown-node",
			"\"%.*s\" serves \"%.*s\", which the map does not hold",
			SPAN_ARG(link->from), SPAN_ARG(link->to));
	memset(tried, 0, map->count);
	if (link->to.len && leads_to(map, link->to, link->from, tried))
		finding_error(l, here, "map-ring",
			"\"%.*s\" serves \"%.*s\", which serves it in turn",
			SPAN_ARG(link->from), SPAN_ARG(link->to));
}

/* The strategy map of DESIGN.md section 8. One array of flags serves all steps,
 * since each step clears it; the book's arena owns it. */
void
action_rules_map(struct lint *l)
{
	bool *tried;

	if (!l->strategy || !l->strategy->table)
		return;
	tried = arena_take(l->book->arena, l->strategy->count + 1);
	for (size_t i = 0; i < l->strategy->count; i++)
		check_step(l, i, tried);
}

/* What a comment needs to be an answer to something. A row of another year's
 * contract is asked about that year, so that a comment does not become wrong
 * when the next contract comes. */
void
action_rules_comments(struct lint *l)
{
	if (!l->comments || !l->comments->table || !l->units || !l->goals)
		return;
	for (size_t i = 0; i < l->comments->count; i++) {
		const struct comment *c = &l->comments->list[i];
		struct place here = table_place(l->comments->table, c->row);

		if (!c->text.len)
			finding_warning(l, here, "no-text",
				"it does not say what is done");
		if (l->targets && c->unit >= 0 && c->goal >= 0
			&& !lint_in_contract(l, c->goal, c->unit, c->year))
			finding_warning(l, here, "comment-without-goal",
				"%.*s has not got goal \"%.*s\" in %d",
				SPAN_ARG(l->units->list[c->unit].code),
				SPAN_ARG(l->goals->list[c->goal].name),
				c->year);
	}
}

/* Each goal that is off has a response in comments.csv (--verdicts). Words
 * alone are none. The place of the finding is the verdict's own file and line,
 * since that is what the reader has open; the figures are shown as the verdict
 * has them. A verdict file that cannot be read has been said by its reader. */
void
action_rules_responses(struct lint *l)
{
	const char *const files[] = { l->verdicts };
	const struct verdicts *all = NULL;
	const struct comment *answer;

	if (l->verdicts && l->units && l->goals && l->comments)
		all = verdict_load(l->book->arena, files, 1);
	for (size_t i = 0; all && i < all->count; i++) {
		const struct verdict *v = &all->list[i];

		if (v->status != VERDICT_OFF)
			continue;
		answer = comment_on(l->comments, v->year,
			unit_by_code(l->units, verdict_cell(v, VERDICT_UNIT)),
			goal_find(l->goals, verdict_cell(v, VERDICT_GOAL)),
			v->as_of);
		if (answer && answer->response != RESPONSE_NONE)
			continue;
		finding_error(l, (struct place){ v->file, v->line, 0 },
			"no-response",
			"%.*s is off at %.*s on %.*s (%.*s, expected %.*s), "
			"and comments.csv has no response",
			SPAN_ARG(verdict_cell(v, VERDICT_GOAL)),
			SPAN_ARG(verdict_cell(v, VERDICT_UNIT)),
			SPAN_ARG(verdict_cell(v, VERDICT_AS_OF)),
			SPAN_ARG(verdict_cell(v, VERDICT_VALUE)),
			SPAN_ARG(verdict_cell(v, VERDICT_EXPECTED)));
	}
}
