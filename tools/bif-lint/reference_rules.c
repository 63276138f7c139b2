/* SPDX-License-Identifier: MIT
 *
 * Whether the names in the book meet, and whether a goal says all that readers
 * and other rules need of it: columns, owners, titles, measures, sources,
 * figures by hand, and the files that sources claim. Columns that nobody reads
 * are nobody's business, unless they look like one that the file lacks: that
 * would be passed over in silence.
 */
#include "lint.h"

#include <fnmatch.h>

#include "book/folder.h"
#include "contract/action.h"
#include "contract/target.h"
#include "result/manual.h"
#include "value/period.h"
#include "value/text.h"

static const struct schema *const SCHEMAS[] = { &unit_schema, &goal_schema,
	&target_schema, &manual_schema, &action_schema, &strategy_schema,
	&comment_schema };

/* Whether a name is one of the file's. */
static bool
is_field(const struct schema *s, struct span name)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (text_same(name, span_of(s->fields[i].name)))
			return true;
	return false;
}

/* A column that looks like one the file lacks. */
static void
check_table(struct lint *l, const struct schema *s, const struct table *t)
{
	const char **lacks = arena_take(l->book->arena,
		(s->nfields + 1) * sizeof(*lacks));
	const char *near;
	size_t n = 0, i;

	for (i = 0; i < s->nfields; i++)
		if (table_column(t, s->fields[i].name) < 0)
			lacks[n++] = s->fields[i].name;
	for (i = 0; n && i < t->columns; i++) {
		if (!t->names[i].len || is_field(s, t->names[i]))
			continue;
		near = text_nearest(t->names[i], lacks, n);
		if (near)
			finding_add(l->findings, SEVERITY_ERROR,
				(struct place){ t->file, 1, 0 },
				"misspelt-column",
				"column \"%.*s\" is not "
				"read; did you mean \"%s\"?",
				SPAN_ARG(t->names[i]), near);
	}
}

void
header_rules_check(struct lint *l)
{
	const struct table *t;
	size_t i;

	if (diag_status() >= STATUS_USAGE)
		return; /* what cannot be read has been said */
	for (i = 0; i < sizeof(SCHEMAS) / sizeof(*SCHEMAS); i++) {
		t = table_load(l->book, folder_path(l->book, SCHEMAS[i]->name),
			true);
		if (t)
			check_table(l, SCHEMAS[i], t);
	}
}

/* What a goal needs to be specific and measurable. */
static void
check_said(struct lint *l, const struct goal *g)
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

/* Withdrawn although nothing was decided before: the number was forgotten. */
static void
check_target(struct lint *l, const struct target *x)
{
	size_t i;

	if (!x->withdraws)
		return;
	for (i = 0; i < l->targets->count; i++) {
		const struct target *other = &l->targets->list[i];

		if (other->year == x->year && other->unit == x->unit
			&& other->goal == x->goal && other->due == x->due
			&& other->decided < x->decided)
			return;
	}
	finding_add(l->findings, SEVERITY_ERROR, lint_target_place(l, x),
		"no-target",
		"neither target nor change, and none was decided "
		"before: there is nothing to withdraw");
}

/* A perspective that one goal alone has, and that reads nearly as another's:
 * reports would set it apart. */
static void
check_perspective(struct lint *l, size_t at)
{
	const struct goals *all = l->goals;
	const char **others = arena_take(l->book->arena,
		(all->count + 1) * sizeof(*others));
	struct span own = all->list[at].perspective;
	const char *near;
	size_t n = 0, i;

	for (i = 0; i < all->count; i++)
		if (i != at && span_equal(all->list[i].perspective, own))
			return;
		else if (i != at && all->list[i].perspective.len)
			others[n++] = arena_text(l->book->arena,
				all->list[i].perspective);
	near = own.len && n ? text_nearest(own, others, n) : NULL;
	if (near)
		finding_add(l->findings, SEVERITY_WARNING,
			lint_goal_place(l, &all->list[at]),
			"misspelt-perspective",
			"no other goal has the perspective \"%.*s\"; did you "
			"mean \"%s\"?",
			SPAN_ARG(own), near);
}

/* Two goals of one contract that readers cannot tell apart. */
static void
check_title(struct lint *l, size_t at)
{
	const struct goal *g = &l->goals->list[at], *other;

	for (size_t i = 0; i < at; i++) {
		other = &l->goals->list[i];
		if (span_equal(other->title, g->title)
			&& lint_in_contract(l, (int)at, UNIT_NONE, l->year)
			&& lint_in_contract(l, (int)i, UNIT_NONE, l->year))
			finding_add(l->findings, SEVERITY_WARNING,
				lint_goal_place(l, g), "same-title",
				"goals \"%.*s\" and \"%.*s\" have the same "
				"title",
				SPAN_ARG(g->name), SPAN_ARG(other->name));
	}
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

/* Whether a glob claims a file that the other claims: the one that has nothing
 * where its stars are, or the same glob. */
static bool
claims(struct lint *l, struct span glob, struct span other)
{
	const char *pattern = arena_text(l->book->arena, glob);
	char *name = arena_take(l->book->arena, other.len + 1), *to = name;

	for (size_t i = 0; i < other.len; i++)
		if (other.at[i] != '*')
			*to++ = other.at[i];
	*to = '\0';
	return span_equal(glob, other) || !fnmatch(pattern, name, 0);
}

/* Globs of two sources that meet: a file that both claim stops every run. */
static void
check_claims(struct lint *l, size_t at)
{
	struct span rest = l->sources[at]->match, mine, theirs, other;
	size_t i;

	while (lint_next_part(&rest, &mine))
		for (i = 0; i < at; i++) {
			other = l->sources[i]->match;
			while (lint_next_part(&other, &theirs))
				if (claims(l, mine, theirs)
					|| claims(l, theirs, mine))
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
goal_rules_check(struct lint *l)
{
	size_t i;

	if (!l->goals)
		return;
	for (i = 0; i < l->goals->count; i++)
		check_said(l, &l->goals->list[i]);
	for (i = 0; i < l->goals->count; i++)
		check_perspective(l, i);
	for (i = 0; l->targets && i < l->goals->count; i++) {
		check_used(l, &l->goals->list[i]);
		check_title(l, i);
	}
	for (i = 0; l->targets && i < l->targets->count; i++)
		check_target(l, &l->targets->list[i]);
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
