/* SPDX-License-Identifier: MIT
 *
 * Loads a book as far as it can be loaded, listening to the faults that would
 * stop another program, and answers what several rules ask of it.
 */
#include "lint.h"

#include "base/buf.h"
#include "book/defs.h"
#include "book/folder.h"
#include "value/period.h"

/* Hears a fault of spelling, as book/defs calls it. who is the struct lint that
 * def_error_listen() was given. Such a finding is an error; finding.c may know
 * its rule as fatal. */
static void
hear(void *who, struct place where, const char *rule, const char *text)
{
	finding_error(who, where, rule, "%s", text);
}

/* From here on faults of definitions are findings, whoever reads. Targets,
 * actions and comments name units and goals by number, so that they cannot be
 * read without those. Contracts are by year, and findings are about the last
 * one, which is the one still to be acted on. */
bool
lint_open(struct lint *l, const char *folder)
{
	l->findings = findings_new();
	def_error_listen(hear, l);
	l->book = book_open(folder);
	if (!l->book)
		return false;
	l->units = units_load(l->book);
	l->codes = codes_load(l->book);
	l->goals = goals_load(l->book);
	l->sources = source_def_all(l->book, &l->nsources);
	/* A book of other people's figures counts nothing itself. */
	if (!folder_lacks(folder_path(l->book, "measures.json")))
		l->measures = measures_load(l->book);
	if (l->units && l->goals) {
		l->targets = targets_load(l->book, l->units, l->goals);
		l->actions = actions_load(l->book, l->units, l->goals);
		l->comments = comments_load(l->book, l->units, l->goals);
	}
	l->strategy = strategy_load(l->book);
	for (size_t i = 0; l->targets && i < l->targets->count; i++)
		if (l->targets->list[i].year > l->year)
			l->year = l->targets->list[i].year;
	return true;
}

/* Without units no row could be placed; that there are none has been said, and
 * rules that want observations stay silent. */
bool
lint_observe(struct lint *l, const char *file)
{
	if (!file || !l->units)
		return true;
	l->observations = observations_new(l->units);
	return observations_read(l->observations, file)
		&& observations_settle(l->observations);
}

/* Listening ends first: faults that are met from here on are nobody's findings.
 * The book goes before the findings, whose texts are their own. */
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

/* NULL also where the book has no measures.json, so a rule cannot tell a
 * measure that is missing from a file that is. */
const struct measure *
lint_measure(const struct lint *l, const struct goal *goal)
{
	int at = l->measures ? measure_find(l->measures, goal->measure) : -1;

	return at < 0 ? NULL : &l->measures->list[at];
}

/* Books have a few dozen sources at most, so looking from the first on is fast
 * enough. */
const struct source_def *
lint_source(const struct lint *l, struct span name)
{
	for (size_t i = 0; i < l->nsources; i++)
		if (span_equal(l->sources[i]->name, name))
			return l->sources[i];
	return NULL;
}

/* Rows of one year, unit and goal are milestones and revisions of one promise,
 * and differ in due date and day of decision. */
bool
lint_same_goal(const struct target *a, const struct target *b)
{
	return a->year == b->year && a->unit == b->unit && a->goal == b->goal;
}

/* A row is taken back by a later one of the same due date that withdraws. */
bool
lint_in_contract(const struct lint *l, int goal, int unit, int year)
{
	const struct target *all = l->targets->list, *x, *later;
	const struct target *end = all + l->targets->count;

	for (x = all; x < end; x++) {
		if (x->goal != goal || x->year != year || x->withdraws
			|| (unit >= 0 && x->unit != unit))
			continue;
		for (later = all; later < end; later++)
			if (later->withdraws && lint_same_goal(later, x)
				&& later->due == x->due
				&& later->decided > x->decided)
				break;
		if (later == end)
			return true;
	}
	return false;
}

/* bif-judge takes the same one, so that a finding is about the band that the
 * goal is really judged by. The standard is by scale, since a per cent of the
 * target and a per cent of the change are not alike. */
struct ratio
lint_band(const struct lint *l, const struct goal *goal)
{
	return goal->has_band ? goal->band
			      : l->book->standard_band[goal->scale];
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

/* The same rounding as in reports, so that a finding shows the number that its
 * reader knows. */
const char *
lint_number(const struct lint *l, struct ratio number, int decimals)
{
	struct buf text = { 0 };
	const char *kept;

	ratio_print(&text, number, decimals);
	kept = arena_text(l->book->arena, buf_span(&text));
	buf_free(&text);
	return kept;
}

const char *
lint_day(const struct lint *l, int32_t day)
{
	char room[DAY_WIDTH];

	period_write_day(room, day);
	return arena_text(l->book->arena, (struct span){ room, DAY_WIDTH });
}

const char *
lint_month(const struct lint *l, int32_t month)
{
	char room[MONTH_WIDTH];

	period_write_month(room, month);
	return arena_text(l->book->arena, (struct span){ room, MONTH_WIDTH });
}
