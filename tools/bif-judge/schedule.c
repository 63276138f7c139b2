/* SPDX-License-Identifier: MIT
 *
 * Loads what the year is judged by. Everything that is wrong with the definitions
 * is said here, before any figure is read.
 */
#include "schedule.h"

#include "base/mem.h"
#include "contract/code.h"
#include "source/facts.h"
#include "source/facts_value.h"
#include "value/period.h"

/* Without a measure there is nothing to be good at. Other readings of a measure
 * are wanted beside the measure itself; they stand behind it in the list. */
static bool
find_measures(struct schedule *d)
{
	const struct judge_context *b = &d->context;
	const struct measures *all = b->measures;
	const struct table *table = b->goals->table;
	const struct measure *m;
	const struct goal *g;
	bool ok = true;
	int measure, i;
	size_t goal;

	d->wanted = mem_new(all->count + 1, sizeof(*d->wanted));
	for (goal = 0; goal < b->goals->count; goal++) {
		if (!b->contracts->goal_used[goal])
			continue;
		d->goals_judged = true;
		g = &b->goals->list[goal];
		measure = measure_find(all, g->measure);
		if (measure < 0) {
			ok = table_wrong(table, g->row,
				table_column(table, "measure"),
				"nobody defines the measure \"%.*s\", and %d "
				"has targets for it",
				SPAN_ARG(g->measure), b->now.year);
			continue;
		}
		m = &all->list[measure];
		/* Rates that are added up over months and units are no rate,
		 * and the goal says that they are one. */
		if (goal_is_percent(g) && m->shown != SHOWN_PERCENT
			&& !m->cohort && m->denominator.count == COUNT_NONE
			&& m->numerator.count == COUNT_AMOUNT
			&& m->numerator.across == ACROSS_SUM)
			ok = table_wrong(table, g->row,
				table_column(table, "unit_of_value"),
				"the goal is in \"%.*s\", and its measure "
				"\"%.*s\" adds up amounts: say \"shown_as\": "
				"\"percent\" there, or another unit here",
				SPAN_ARG(g->unit_of_value),
				SPAN_ARG(g->measure));
		d->wanted[measure] = true;
		for (i = measure + 1; i < (int)all->count
			&& all->list[i].alternative_of == measure;
			i++)
			d->wanted[i] = true;
	}
	return ok;
}

/* The sources that can give what a part of a measure counts: the feeds of DESIGN.md
 * section 13. */
static void
find_feeds(struct arena *arena, const struct facts *const *all, size_t n,
	const struct where *where, struct feeds_part *part)
{
	int *sources = arena_take(arena, (n + 1) * sizeof(*sources));
	size_t i;

	for (i = 0; i < n; i++)
		if (all[i] && feeds_can(all[i], where))
			sources[part->n++] = (int)i;
	part->sources = sources;
}

/* Loads the sources and finds the feeds of each measure. The `facts` of every
 * source are loaded, since they say which events it can give; a source without
 * `facts` gives none and feeds nothing. False after a message (78). */
static bool
open_coverage(struct coverage *c, struct book *book, const struct units *units,
	const struct measures *measures)
{
	const struct codes *codes = codes_load(book);
	struct deliveries *d = codes ? deliveries_new(book, units) : NULL;
	size_t n = d ? deliveries_count(d) : 0, i;
	const struct facts **all = mem_new(n + 1, sizeof(*all));
	const struct source_def *def;
	struct feeds *feeds;
	bool ok = d != NULL;

	feeds = arena_take(book->arena, (measures->count + 1) * sizeof(*feeds));
	*c = (struct coverage){ .deliveries = d,
		.feeds = feeds,
		.measures = measures,
		.units = units };
	for (i = 0; i < n; i++) {
		def = deliveries_source(d, i)->def;
		if (def->facts)
			all[i] = facts_load(book, def, units, codes);
		ok = ok && (all[i] || !def->facts);
	}
	for (i = 0; ok && i < measures->count; i++) {
		const struct measure *m = &measures->list[i];
		struct feeds_part *part = feeds[i].part;
		bool divided = m->cohort || m->denominator.count != COUNT_NONE;

		if (m->fed) /* by TSV or by hand: no source is asked */
			continue;
		find_feeds(book->arena, all, n,
			m->cohort ? &m->enter : &m->numerator.where, &part[0]);
		if (divided)
			find_feeds(book->arena, all, n,
				m->cohort ? &m->reach : &m->denominator.where,
				&part[1]);
	}
	for (i = 0; i < n; i++)
		if (all[i])
			facts_free(all[i]);
	mem_free(all);
	return ok;
}

/* Parts are loaded in the order in which they need each other. A unit is there
 * when a row of units.csv is valid on some day of the year, or when a target
 * binds it. A year without targets is told: it is often a wrong date. */
bool
schedule_open(struct schedule *d, const char *folder, int32_t as_of,
	const char *what_if)
{
	const struct targets *targets, *laid_over = NULL;
	struct judge_context *b = &d->context;
	char text[DAY_WIDTH];
	int32_t first, day;
	size_t goal;
	bool *there;
	int unit;

	if (!(b->book = book_open(folder)) || !(b->units = units_load(b->book))
		|| !(b->goals = goals_load(b->book))
		|| !(b->measures = measures_load(b->book))
		|| !(targets = targets_load(b->book, b->units, b->goals)))
		return false;
	if (what_if
		&& !(laid_over = targets_load_file(b->book, what_if, b->units,
			     b->goals)))
		return false;
	b->now = year_progress_of(b->book, as_of);
	b->contracts = contracts_of(b->book, b->units, b->goals, targets,
		laid_over, b->now.year, b->known_at);
	if (!b->contracts || !find_measures(d)
		|| !open_coverage(&b->coverage, b->book, b->units, b->measures))
		return false;
	first = period_month_first(b->now.first);
	d->unit_there = mem_new((size_t)b->units->count + 1,
		sizeof(*d->unit_there));
	for (unit = 0; unit < b->units->count; unit++) {
		there = &d->unit_there[unit];
		for (day = first; day <= b->now.year_end && !*there; day++)
			*there = unit_valid(b->units, unit, day);
		for (goal = 0; goal < b->goals->count && !*there; goal++)
			*there = contract_find(b->contracts, unit, (int)goal)
					 ->applicable;
	}
	if (!d->goals_judged) {
		period_write_day(text, b->known_at);
		diag_note("no target for %d is known on %.*s: nothing to judge",
			b->now.year, DAY_WIDTH, text);
	}
	return true;
}

/* The figures are settled before: rows of coverage travel with them, and tell
 * what came of each source. */
void
schedule_take(struct schedule *d, const struct figures *figures)
{
	struct judge_context *b = &d->context;

	b->figures = b->coverage.figures = figures;
	deliveries_take(b->coverage.deliveries, figures_all(figures));
	deliveries_test(b->coverage.deliveries, &b->now);
}

/* A goal that is not in a unit's contract still has a row, so that a board
 * shows each goal of the year at each unit. */
bool
schedule_has(const struct schedule *d, int unit, int goal)
{
	return d->unit_there[unit] && d->context.contracts->goal_used[goal];
}

/* What was opened only in part is closed as well: a book that is wrong ends
 * here, too. */
void
schedule_close(struct schedule *d)
{
	mem_free(d->wanted);
	mem_free(d->unit_there);
	deliveries_free(d->context.coverage.deliveries);
	if (d->context.book)
		book_close(d->context.book);
	ratio_free_all();
}
