/* SPDX-License-Identifier: MIT
 *
 * Holds what measures count against what sources can give, by the definitions
 * alone: a text that no rule of any source gives is a figure that stays zero.
 */
#include "lint.h"

#include "base/mem.h"
#include "source/export.h"
#include "source/facts.h"
#include "source/facts_value.h"
#include "value/text.h"

/* All that the sources give: the `facts` parts that could be read, which
 * count_rules_check() owns. */
struct given {
	/* borrowed, for where findings go */
	struct lint *lint;
	/* each freed by facts_free(), and then the array itself */
	const struct facts **defs;
	/* those that could be read, at most one a source */
	size_t ndefs;
};

/* Where a column of the facts stands among a rule's values; -1: the source
 * gives no such column. The fixed columns of the facts stream come first and a
 * source's own behind them, as the reader of the `facts` part lays them out. */
static int
column_at(const struct facts *d, struct span column)
{
	size_t fixed = span_among(column, stream_facts, FACT_COLUMNS);

	if (fixed < FACT_COLUMNS)
		return (int)fixed;
	for (size_t i = 0; i < d->nextras; i++)
		if (span_equal(column, d->extras[i]))
			return (int)(FACT_COLUMNS + i);
	return -1;
}

/* Whether facts of a rule can have the text in a column; all have the empty one
 * in a column that the source does not give. An answer of true may be wrong (a
 * value that is computed can be any text), an answer of false may not: findings
 * rest on it. */
static bool
rule_can(const struct facts *d, const struct fact_rule *rule,
	struct span column, struct span text)
{
	int at = column_at(d, column);

	return at < 0 ? !text.len : feeds_can_be(d, &rule->values[at], text);
}

/* Whether one rule passes all tests but one. That something is not a given text
 * is true of nearly anything. but is the index of that test; where->ntests
 * leaves out none. */
static bool
passes_others(const struct facts *d, const struct fact_rule *rule,
	const struct where *where, size_t but)
{
	for (size_t i = 0; i < where->ntests; i++) {
		const struct where_test *test = &where->tests[i];
		bool passes = i == but || test->negate;

		for (size_t k = 0; k < test->nvalues && !passes; k++)
			passes = rule_can(d, rule, test->column,
				test->values[k]);
		if (!passes)
			return false;
	}
	return true;
}

/* Whether anybody gives facts that pass all tests but one, and have a text in
 * its column; NULL: any. With but == where->ntests all tests must hold, and
 * text must be NULL: there is no column to look at. */
static bool
anybody(const struct given *g, const struct where *where, size_t but,
	const struct span *text)
{
	for (size_t i = 0; i < g->ndefs; i++)
		for (size_t j = 0; j < g->defs[i]->nrules; j++) {
			const struct facts *d = g->defs[i];
			const struct fact_rule *rule = &d->rules[j];

			if (passes_others(d, rule, where, but)
				&& (!text
					|| rule_can(d, rule,
						where->tests[but].column,
						*text)))
				return true;
		}
	return false;
}

/* The same of a text alone. */
static bool
anybody_gives(const struct given *g, struct span column, struct span text)
{
	const struct where_test test = { .column = column };
	const struct where where = { 1, &test };

	return anybody(g, &where, 0, &text);
}

/* A text of a test that no fact has; or, since an event decides what else a
 * fact can be, none of those that pass the other tests. Returns false after a
 * finding, so that the where as a whole is not told again for the same
 * reason. */
static bool
check_text(const struct given *g, const struct where *where, size_t at,
	struct span text)
{
	const struct where_test *test = &where->tests[at];
	bool gives = anybody_gives(g, test->column, text);

	if (gives
		&& (test->negate || span_is(test->column, "event")
			|| !anybody(g, where, at, NULL)
			|| anybody(g, where, at, &text)))
		return true;
	finding_error(g->lint, lint_def_place(test->def), "unknown-code",
		"no source gives facts with %.*s \"%.*s\"%s",
		SPAN_ARG(test->column), SPAN_ARG(text),
		gives ? " that pass the other tests" : "");
	return false;
}

/* Facts for which each test can hold, and then all of them at once. The steps
 * go from coarse to fine, and a finer question is asked only where the coarser
 * one found nothing, so that one fault of the book is one finding. */
static void
check_where(const struct given *g, const struct where *where)
{
	bool ok = true;

	for (size_t i = 0, k; i < where->ntests; i++) {
		const struct where_test *test = &where->tests[i];

		for (k = 0; k < g->ndefs; k++)
			if (column_at(g->defs[k], test->column) >= 0)
				break;
		if (k == g->ndefs) {
			finding_error(g->lint, lint_def_place(test->def),
				"unknown-column",
				"no source gives facts a column \"%.*s\"",
				SPAN_ARG(test->column));
			ok = false;
			continue;
		}
		for (k = 0; k < test->nvalues; k++)
			ok &= check_text(g, where, i, test->values[k]);
	}
	if (ok && where->ntests && !anybody(g, where, where->ntests, NULL))
		finding_error(g->lint, lint_def_place(where->tests[0].def),
			"never-counts",
			"no source gives facts for which all of this holds");
}

/* What a component counts, and what its weights weigh. An outcome that no
 * source gives is an error, as a code in a where is: its weight would never be
 * used. */
static void
check_component(const struct given *g, const struct component *c)
{
	check_where(g, &c->where);
	for (size_t i = 0; i < c->nweights; i++) {
		struct place here = lint_def_place(def_get(c->def, "weights"));
		struct span outcome = c->weights[i].outcome;

		if (c->weights[i].weight.millionths < 0)
			finding_warning(g->lint, here, "negative-weight",
				"outcome \"%.*s\" takes away from the count",
				SPAN_ARG(outcome));
		if (!anybody_gives(g, SPAN("outcome"), outcome))
			finding_error(g->lint, here, "unknown-code",
				"no source gives facts with outcome \"%.*s\"",
				SPAN_ARG(outcome));
	}
}

/* Whether a list of names, split by `|`, has the name. */
static bool
names(struct span list, struct span name)
{
	struct span part;

	while (text_next_part(&list, &part))
		if (span_equal(part, name))
			return true;
	return false;
}

/* A goal's data_source names the sources that can give what its measure counts,
 * those and no others: readers look there when a source is missing. manual
 * stands for figures by hand, which are no source of the book. Of a measure
 * that is fed the sources named are not held against anything: nothing tells
 * what the feed was made of. */
static void
check_data_source(const struct given *g, const struct goal *goal)
{
	struct lint *l = g->lint;
	const struct measure *m = lint_measure(l, goal);
	struct place here = lint_goal_place(l, goal);
	bool manual = names(goal->data_source, SPAN("manual"));
	struct span rest = goal->data_source, part;

	if (!m || !goal->data_source.len)
		return;
	while (text_next_part(&rest, &part))
		if (!span_is(part, "manual") && !lint_source(l, part))
			return; /* unknown-source has said it */
	if (m->fed || manual) {
		if (!m->fed)
			finding_warning(l, here, "data-source",
				"\"manual\": but measure \"%.*s\" counts "
				"facts of sources",
				SPAN_ARG(m->name));
		return;
	}
	for (size_t i = 0; i < g->ndefs; i++) {
		const struct facts *d = g->defs[i];
		struct span name = d->source->name;
		bool named = names(goal->data_source, name);

		/* A cohort is fed by what makes members enter or by what they
		 * are to reach; a fraction by either of its parts (DESIGN.md
		 * section 13). */
		if (named
			== (m->cohort ? feeds_can(d, &m->enter)
						|| feeds_can(d, &m->reach)
				      : feeds_can(d, &m->numerator.where)
						|| (m->denominator.count
								!= COUNT_NONE
							&& feeds_can(d,
								&m->denominator
									 .where))))
			continue;
		finding_warning(l, here, "data-source",
			named ? "source \"%.*s\" gives nothing that measure "
				"\"%.*s\" counts"
			      : "source \"%.*s\" can give what measure "
				"\"%.*s\" counts, and is not named",
			SPAN_ARG(name), SPAN_ARG(m->name));
	}
}

/* A source's definitions say their faults while they are read. Where one could
 * not be read nobody can tell what is not given. The export part is loaded for
 * its faults only, and freed at once. Each source's facts part is kept until
 * all measures have been asked; figures that are fed count no facts. */
void
count_rules_check(struct lint *l)
{
	struct given g = { .lint = l };
	bool whole = true;
	size_t i, n;

	if (!l->units || !l->codes || !l->nsources)
		return;
	g.defs = mem_new(l->nsources, sizeof(*g.defs));
	for (i = 0; i < l->nsources; i++) {
		const struct source_def *s = l->sources[i];
		const struct export *parts = s->export
			? export_load(l->book, s, &n)
			: NULL;

		if (parts)
			export_free(parts, n);
		if (s->facts)
			g.defs[g.ndefs] = facts_load(l->book, s, l->units,
				l->codes);
		if (s->facts && g.defs[g.ndefs])
			g.ndefs++;
		else if (s->facts)
			whole = false;
	}
	n = l->measures && whole && g.ndefs ? l->measures->nscope : 0;
	for (i = 0; i < n; i++)
		check_where(&g, &l->measures->scope[i].where);
	n = l->measures && whole && g.ndefs ? l->measures->count : 0;
	for (i = 0; i < n; i++) {
		const struct measure *m = &l->measures->list[i];

		if (m->cohort) {
			check_where(&g, &m->enter);
			check_where(&g, &m->reach);
		} else if (!m->fed) {
			check_component(&g, &m->numerator);
			check_component(&g, &m->denominator);
		}
	}
	for (i = 0; whole && l->measures && l->targets && i < l->goals->count;
		i++)
		if (lint_in_contract(l, (int)i, UNIT_NONE, l->year))
			check_data_source(&g, &l->goals->list[i]);
	for (i = 0; i < g.ndefs; i++)
		facts_free(g.defs[i]);
	mem_free(g.defs);
}
