/* SPDX-License-Identifier: MIT */
#include "lint.h"

#include "count_rules.h"
#include "result/manual.h"
#include "value/period.h"
#include "value/text.h"

/* A part of a text split by `|`; false at its end. */
static bool
next_part(struct span *rest, struct span *part)
{
	const char *bar;
	size_t n;

	if (!rest->len)
		return false;
	bar = memchr(rest->at, '|', rest->len);
	n = bar ? (size_t)(bar - rest->at) : rest->len;
	*part = text_trim((struct span){ rest->at, n });
	n += bar != NULL;
	rest->at += n;
	rest->len -= n;
	return true;
}

static bool
is_source(const struct lint *l, struct span name)
{
	size_t i;

	for (i = 0; i < l->nsources; i++)
		if (span_equal(l->sources[i]->name, name))
			return true;
	return false;
}

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
	while (now && l->nsources && next_part(&rest, &part))
		if (part.len && !is_source(l, part))
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

	while (next_part(&rest, &mine))
		for (i = 0; i < at; i++) {
			other = l->sources[i]->match;
			while (next_part(&other, &theirs))
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
