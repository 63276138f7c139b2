/* SPDX-License-Identifier: MIT
 *
 * Loads what the year is judged by. Everything that is wrong with the definitions
 * is said here, before any figure is read.
 */
#include "schedule.h"

#include "base/buf.h"
#include "base/mem.h"
#include "value/period.h"
#include "value/text.h"

/* Whether the unit's rows in units.csv are valid on some day of the year. */
static bool
valid_in_year(const struct units *units, int unit, int32_t first, int32_t last)
{
	struct buf folded = { 0 };
	int32_t from, to, day;
	bool found = false;

	text_fold(&folded, units->list[unit].code);
	for (day = first; day <= last && !found; day = to + 1) {
		found = unit_by_name(units, buf_span(&folded), day, &from, &to)
			== unit;
		if (to >= last)
			break;
	}
	buf_free(&folded);
	return found;
}

static void
find_units(struct schedule *d)
{
	const struct judge_context *b = &d->context;
	int32_t first = period_month_first(b->now.first);
	size_t goal;
	int unit;

	d->unit_there = mem_new((size_t)b->units->count + 1,
		sizeof(*d->unit_there));
	for (unit = 0; unit < b->units->count; unit++) {
		d->unit_there[unit] = valid_in_year(b->units, unit, first,
			b->now.year_end);
		for (goal = 0; goal < b->goals->count; goal++)
			if (contract_find(b->contracts, unit, (int)goal)
					->applicable)
				d->unit_there[unit] = true;
	}
}

/* Other readings are wanted beside the measure itself. */
static void
want(struct schedule *d, int measure)
{
	const struct measures *all = d->context.measures;
	int i;

	d->wanted[measure] = true;
	for (i = measure + 1;
		i < (int)all->count && all->list[i].alternative_of == measure;
		i++)
		d->wanted[i] = true;
}

/* Without a direction it cannot be said what good is; without a measure there
 * is nothing to be good at. */
static bool
find_measures(struct schedule *d)
{
	const struct judge_context *b = &d->context;
	const struct table *table = b->goals->table;
	const struct goal *g;
	bool ok = true;
	size_t i;
	int measure;

	d->wanted = mem_new(b->measures->count + 1, sizeof(*d->wanted));
	for (i = 0; i < b->goals->count; i++) {
		if (!b->contracts->goal_used[i])
			continue;
		g = &b->goals->list[i];
		measure = measure_find(b->measures, g->measure);
		if (measure >= 0)
			want(d, measure);
		else
			ok = table_wrong(table, g->row,
				table_column(table, "measure"),
				"nobody defines the measure \"%.*s\", and %d "
				"has targets for it",
				SPAN_ARG(g->measure), b->now.year);
	}
	return ok;
}

static void
tell_empty_year(struct schedule *d)
{
	const struct judge_context *b = &d->context;
	char day[DAY_WIDTH];
	size_t i;

	for (i = 0; i < b->goals->count; i++)
		if (b->contracts->goal_used[i])
			d->goals_judged = true;
	if (d->goals_judged)
		return;
	period_write_day(day, b->known_at);
	diag_note("no target for %d is known on %.*s: nothing to judge",
		b->now.year, DAY_WIDTH, day);
}

static bool
load(struct judge_context *b, const char *folder,
	const struct targets **targets)
{
	b->book = book_open(folder);
	return b->book && (b->units = units_load(b->book))
		&& (b->goals = goals_load(b->book))
		&& (b->measures = measures_load(b->book))
		&& (*targets = targets_load(b->book, b->units, b->goals));
}

bool
schedule_open(struct schedule *d, const char *folder, int32_t as_of,
	const char *what_if)
{
	const struct targets *targets, *laid_over = NULL;
	struct judge_context *b = &d->context;

	if (!load(b, folder, &targets))
		return false;
	if (what_if
		&& !(laid_over = targets_load_file(b->book, what_if, b->units,
			     b->goals)))
		return false;
	b->now = year_progress_of(b->book, as_of);
	b->contracts = contracts_of(b->book, b->units, b->goals, targets,
		laid_over, b->now.year, b->known_at);
	if (!b->contracts || !find_measures(d)
		|| !coverage_open(&b->coverage, b->book, b->units, b->measures))
		return false;
	find_units(d);
	tell_empty_year(d);
	return true;
}

bool
schedule_has(const struct schedule *d, int unit, int goal)
{
	return d->unit_there[unit] && d->context.contracts->goal_used[goal];
}

void
schedule_close(struct schedule *d)
{
	mem_free(d->wanted);
	mem_free(d->unit_there);
	coverage_close(&d->context.coverage);
	if (d->context.book)
		book_close(d->context.book);
	ratio_free_all();
}
