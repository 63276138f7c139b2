/* SPDX-License-Identifier: MIT
 *
 * Loads a book as far as it can be loaded, listening to the faults that would
 * stop another program, and answers what several rules ask of it.
 */
#include "lint.h"

#include "book/folder.h"
#include "book/defs.h"
#include "value/text.h"

/* A fault of spelling. */
static void
hear(void *who, struct place where, const char *rule, const char *text)
{
	struct lint *l = who;

	finding_add(l->findings, SEVERITY_ERROR, where, rule, "%s", text);
}

static bool
there_is(struct lint *l, const char *name)
{
	return !folder_lacks(folder_path(l->book, name));
}

static int
last_year(const struct targets *targets)
{
	int year = 0;
	size_t i;

	for (i = 0; targets && i < targets->count; i++)
		if (targets->list[i].year > year)
			year = targets->list[i].year;
	return year;
}

static void
load(struct lint *l)
{
	l->units = units_load(l->book);
	l->codes = codes_load(l->book);
	l->goals = goals_load(l->book);
	l->sources = source_def_all(l->book, &l->nsources);
	if (there_is(l, "measures.json"))
		l->measures = measures_load(l->book);
	if (l->units && l->goals) {
		l->targets = targets_load(l->book, l->units, l->goals);
		l->actions = actions_load(l->book, l->units, l->goals);
		l->comments = comments_load(l->book, l->units, l->goals);
	}
	l->strategy = strategy_load(l->book);
	l->year = last_year(l->targets);
}

bool
lint_open(struct lint *l, const char *folder)
{
	l->findings = findings_new();
	def_error_listen(hear, l);
	l->book = book_open(folder);
	if (l->book)
		load(l);
	return l->book;
}

void
lint_close(struct lint *l)
{
	def_error_listen(NULL, NULL);
	if (l->observations)
		observations_free(l->observations);
	book_close(l->book);
	ratio_free_all();
	findings_free(l->findings);
}

const struct measure *
lint_measure(const struct lint *l, const struct goal *goal)
{
	int at = l->measures ? measure_find(l->measures, goal->measure) : -1;

	return at < 0 ? NULL : &l->measures->list[at];
}

struct place
lint_goal_place(const struct lint *l, const struct goal *goal)
{
	return table_place(l->goals->table, goal->row);
}

struct place
lint_target_place(const struct lint *l, const struct target *target)
{
	return table_place(l->targets->table, target->row);
}

struct place
lint_def_place(const struct def *d)
{
	return (struct place){ d->file, d->line, 0 };
}

/* Whether a later decision took a target back. */
static bool
withdrawn(const struct lint *l, const struct target *x)
{
	size_t i;

	for (i = 0; i < l->targets->count; i++) {
		const struct target *later = &l->targets->list[i];

		if (later->withdraws && later->goal == x->goal
			&& later->unit == x->unit && later->year == x->year
			&& later->due == x->due && later->decided > x->decided)
			return true;
	}
	return false;
}

bool
lint_in_contract(const struct lint *l, int goal, int unit, int year)
{
	size_t i;

	for (i = 0; i < l->targets->count; i++) {
		const struct target *x = &l->targets->list[i];

		if (x->goal == goal && x->year == year && !x->withdraws
			&& (unit < 0 || x->unit == unit) && !withdrawn(l, x))
			return true;
	}
	return false;
}

bool
lint_next_part(struct span *rest, struct span *part)
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

const struct source_def *
lint_source(const struct lint *l, struct span name)
{
	for (size_t i = 0; i < l->nsources; i++)
		if (span_equal(l->sources[i]->name, name))
			return l->sources[i];
	return NULL;
}
