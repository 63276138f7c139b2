/* SPDX-License-Identifier: MIT
 *
 * Whether the names in the book meet: measures, sources, figures by hand, and
 * the files that sources claim.
 */
#include "lint.h"

#include "result/manual.h"
#include "value/period.h"
#include "value/text.h"

/* A measure or source that nobody defines stops a judgement only where the
 * goal is in force; in earlier years' contracts it may be history. */
static void
check_goal(struct lint *l, size_t at)
{
	const struct goal *g = &l->goals->list[at];
	bool now = lint_in_contract(l, (int)at, UNIT_NONE, l->year);
	struct span rest = g->data_source, part;

	if (!g->measure.len)
		finding_add(l->findings, SEVERITY_ERROR, lint_goal_place(l, g),
			"unknown-measure",
			"goal "
			"\"%.*s\" has no measure",
			SPAN_ARG(g->name));
	else if (l->measures && measure_find(l->measures, g->measure) < 0)
		finding_add(l->findings,
			now ? SEVERITY_ERROR : SEVERITY_WARNING,
			lint_goal_place(l, g), "unknown-measure",
			"measure \"%.*s\" is not in "
			"measures.json%s",
			SPAN_ARG(g->measure),
			now ? ""
			    : ", but no contract of the last year needs it");
	while (now && l->nsources && lint_next_part(&rest, &part))
		if (part.len && !span_is(part, "manual")
			&& !lint_source(l, part))
			finding_add(l->findings, SEVERITY_WARNING,
				lint_goal_place(l, g), "unknown-source",
				"\"%.*s\" is no source of the book",
				SPAN_ARG(part));
}

/* Figures by hand: what would stop bif-judge is said while they are read. */
static void
check_figures(struct lint *l)
{
	struct manual *figures;

	if (!l->measures || !l->units)
		return;
	manual_load(l->book, l->units, l->measures, &figures);
}

/* The same glob in two sources: a file that both claim stops every run. */
static void
check_claims(struct lint *l, size_t at)
{
	struct span rest = l->sources[at]->match, mine, theirs, other;
	size_t i;

	while (lint_next_part(&rest, &mine))
		for (i = 0; i < at; i++) {
			other = l->sources[i]->match;
			while (lint_next_part(&other, &theirs))
				if (span_equal(mine, theirs))
					finding_add(l->findings, SEVERITY_ERROR,
						lint_def_place(def_get(
							l->sources[at]->def,
							"match")),
						"same-match",
						"source \"%.*s\" claims the "
						"same files, \"%.*s\"",
						SPAN_ARG(l->sources[i]->name),
						SPAN_ARG(mine));
		}
}

void
reference_rules_check(struct lint *l)
{
	size_t i;

	for (i = 0; l->goals && l->targets && i < l->goals->count; i++)
		check_goal(l, i);
	check_figures(l);
	for (i = 0; i < l->nsources; i++)
		check_claims(l, i);
	count_rules_check(l);
}
