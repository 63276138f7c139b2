/* SPDX-License-Identifier: MIT
 *
 * Keeps the sums while facts are counted, by ancestry, so that a fact is added
 * once and not at each of its parents; the few sums are rolled up at the end.
 * A spell that covers many months is noted where it begins and where it has
 * ended, which costs as little as one that covers a single month. What a fact
 * adds, and to which months, is for count.c to say.
 */
#include "tally.h"

#include "base/mem.h"
#include "value/period.h"

/* Stretches of 1, 2, 4, ... months that a step remembers a last day of. */
#define STRETCHES 6

/* What begins (or, negative, has ended) with a month. A sum can be taken back
 * where a spell ends, but the last day of a fact cannot: last[k] is that of the
 * facts that enter each of the 2^k months from this one on. Two stretches, which
 * may overlap, cover any run of up to 64 months. */
struct step {
	int64_t spells[SIDES];
	int64_t n;
	uint32_t last[STRETCHES]; /* tally_day() */
};

/* All series of a run. A table grows when an ancestry or a unit comes that it has
 * no row for, so that nothing is taken for those that never come. */
struct tally {
	const struct plan *plan;
	size_t measures;
	size_t ancestries, units;  /* rows of the tables below */
	struct series *cells;      /* [ancestry][measure] of tally_cell */
	struct series *steps;      /* [ancestry][measure] of step */
	struct series *unit_cells; /* [unit][measure] of tally_cell */
};

struct tally *
tally_new(const struct plan *plan)
{
	struct tally *t = mem_new(1, sizeof(*t));

	t->plan = plan;
	t->measures = plan->measures->count;
	return t;
}

/* A table of series with at least that many rows of width series. */
static struct series *
widen(struct series *table, size_t *rows, size_t need, size_t width)
{
	return mem_grow_clear(table, rows, need, width * sizeof(*table));
}

/* Makes room for another ancestry in both tables that go by it. */
static void
more_ancestries(struct tally *t, uint32_t ancestry)
{
	size_t rows = t->ancestries;

	t->cells = widen(t->cells, &rows, (size_t)ancestry + 1, t->measures);
	rows = t->ancestries;
	t->steps = widen(t->steps, &rows, (size_t)ancestry + 1, t->measures);
	t->ancestries = rows;
}

struct tally_cell *
tally_at(struct tally *t, uint32_t measure, uint32_t ancestry, int32_t month)
{
	if (ancestry >= t->ancestries)
		more_ancestries(t, ancestry);
	return series_at(&t->cells[ancestry * t->measures + measure], month,
		sizeof(struct tally_cell));
}

struct tally_cell *
tally_at_unit(struct tally *t, uint32_t measure, int unit, int32_t month)
{
	if ((size_t)unit >= t->units)
		t->unit_cells = widen(t->unit_cells, &t->units,
			(size_t)unit + 1, t->measures);
	return series_at(&t->unit_cells[(size_t)unit * t->measures + measure],
		month, sizeof(struct tally_cell));
}

/* The step of a month; it holds until the next call. */
static struct step *
step_at(struct tally *t, uint32_t measure, uint32_t ancestry, int32_t month)
{
	if (ancestry >= t->ancestries)
		more_ancestries(t, ancestry);
	return series_at(&t->steps[ancestry * t->measures + measure], month,
		sizeof(struct step));
}

/* The end is noted as what no longer counts from the month after it. */
void
tally_spell(struct tally *t, uint32_t measure, uint32_t ancestry,
	enum plan_side side, int32_t from, int32_t to, uint64_t times)
{
	step_at(t, measure, ancestry, from)->spells[side] += (int64_t)times;
	step_at(t, measure, ancestry, to + 1)->spells[side] -= (int64_t)times;
}

/* Notes the day for the 2^stretch months from that one on. */
static void
dated(struct step *step, int stretch, int32_t day)
{
	if (tally_day(day) > step->last[stretch])
		step->last[stretch] = tally_day(day);
}

void
tally_entered(struct tally *t, uint32_t measure, uint32_t ancestry,
	int32_t from, int32_t to, int32_t day, uint64_t times)
{
	int stretch = 0;

	step_at(t, measure, ancestry, from)->n += (int64_t)times;
	step_at(t, measure, ancestry, to + 1)->n -= (int64_t)times;
	while (stretch < STRETCHES - 1 && to - from + 1 >= 2 << stretch)
		stretch++;
	for (; to - from + 1 > 1 << stretch; from += 1 << stretch)
		dated(step_at(t, measure, ancestry, from), stretch, day);
	dated(step_at(t, measure, ancestry, to + 1 - (1 << stretch)), stretch,
		day);
}

/* How much one spell adds in a month that it covers. */
static int64_t
whole_month(const struct component *c, int32_t month)
{
	if (c->count != COUNT_DAYS)
		return 1;
	return period_month_last(month) - period_month_first(month) + 1;
}

/* Hands the last day of each stretch down to its two halves, so that in the
 * end each month has its own. */
static void
settle_days(struct step *steps, uint32_t count)
{
	for (int k = STRETCHES - 1; k > 0; k--)
		for (uint32_t i = 0; i < count; i++) {
			uint32_t day = steps[i].last[k];
			uint32_t *half = &steps[i].last[k - 1];

			if (!day)
				continue;
			*half = day > *half ? day : *half;
			half = &steps[i + (1u << (k - 1))].last[k - 1];
			*half = day > *half ? day : *half;
		}
}

/* The steps of a series summed up month by month are how many spells cover each;
 * a month that only steps know becomes a cell. */
void
tally_settle(struct tally *t)
{
	for (uint32_t ancestry = 0; ancestry < t->ancestries; ancestry++)
		for (uint32_t measure = 0; measure < t->measures; measure++) {
			const struct measure *m =
				&t->plan->measures->list[measure];
			const struct series *steps =
				&t->steps[ancestry * t->measures + measure];
			struct step now = { 0 };

			/* Walks over the months of one series and adds to
			 * each what the spells that cover it add. */
			settle_days((struct step *)(void *)steps->items,
				steps->count);
			for (uint32_t i = 0; i < steps->count; i++) {
				int32_t month = steps->first + (int32_t)i;
				const struct step *step = series_find(steps,
					month, sizeof(*step));
				struct tally_cell *cell;

				now.spells[SIDE_NUMERATOR] +=
					step->spells[SIDE_NUMERATOR];
				now.spells[SIDE_DENOMINATOR] +=
					step->spells[SIDE_DENOMINATOR];
				now.n += step->n;
				if (!now.n)
					continue;
				cell = tally_at(t, measure, ancestry, month);
				cell->n += (uint64_t)now.n;
				if (step->last[0] > cell->last)
					cell->last = step->last[0];
				cell->sum[SIDE_NUMERATOR] +=
					(__int128)DECIMAL_ONE
					* now.spells[SIDE_NUMERATOR]
					* whole_month(&m->numerator, month);
				cell->sum[SIDE_DENOMINATOR] +=
					(__int128)DECIMAL_ONE
					* now.spells[SIDE_DENOMINATOR]
					* whole_month(&m->denominator, month);
			}
		}
}

/* Frees the series of a table. */
static void
free_table(struct series *table, size_t n)
{
	for (size_t i = 0; i < n; i++)
		series_free(&table[i]);
	mem_free(table);
}

/* What rolls up into one unit. */
struct roll {
	struct tally *tally;
	const struct ancestries *ancestries;
	const struct units *units;
	int32_t as_of;
	struct out *out;
	struct series total; /* of tally_cell */
	/* months that total may hold; none when from > to */
	int32_t from, to;
};

/* Adds a series to the total of the unit at hand. */
static void
roll_in(struct roll *r, const struct series *cells)
{
	int32_t month;

	for (uint32_t i = 0; i < cells->count; i++) {
		const struct tally_cell *cell;
		struct tally_cell *sum;

		month = cells->first + (int32_t)i;
		cell = series_find(cells, month, sizeof(*cell));
		if (!cell->n && !cell->pending && !cell->sum[SIDE_NUMERATOR]
			&& !cell->sum[SIDE_DENOMINATOR])
			continue;
		sum = series_at(&r->total, month, sizeof(*sum));
		sum->sum[SIDE_NUMERATOR] += cell->sum[SIDE_NUMERATOR];
		sum->sum[SIDE_DENOMINATOR] += cell->sum[SIDE_DENOMINATOR];
		sum->n += cell->n;
		sum->pending += cell->pending;
		if (cell->last > sum->last)
			sum->last = cell->last;
		r->from = month < r->from ? month : r->from;
		r->to = month > r->to ? month : r->to;
	}
}

/* Adds up, for one measure, the cells of all ancestries that the unit is in; of
 * a measure that is not summed over units, of those it begins. */
static void
roll_up(struct roll *r, uint32_t measure, int unit)
{
	const struct tally *t = r->tally;
	const struct measure *m = &t->plan->measures->list[measure];

	r->from = INT32_MAX;
	r->to = INT32_MIN;
	for (uint32_t ancestry = 0; ancestry < t->ancestries; ancestry++) {
		const struct series *cells =
			&t->cells[ancestry * t->measures + measure];
		const int *units;
		size_t n, i = 0;

		if (!cells->count)
			continue;
		n = ancestry_units(r->ancestries, ancestry, &units);
		n = m->parents == PARENTS_SUM ? n : 1;
		while (i < n && units[i] != unit)
			i++;
		if (i < n)
			roll_in(r, cells);
	}
	if ((size_t)unit < t->units)
		roll_in(r,
			&t->unit_cells[(size_t)unit * t->measures + measure]);
}

/* Whether a sum has at most 38 digits; else says so (65). */
static bool
fits(const struct measure *m, struct span unit, int32_t month, __int128 sum)
{
	struct decimal total = { 0 };
	char room[MONTH_WIDTH];

	if (decimal_add(&total, (struct decimal){ sum }))
		return true;
	period_write_month(room, month);
	diag_fault(STATUS_DATA,
		"%.*s, %.*s, %.*s: a sum has more than 38 "
		"digits",
		SPAN_ARG(m->name), SPAN_ARG(unit), MONTH_WIDTH, room);
	return false;
}

/* Writes the rows of one measure at one unit, and leaves the totals zero. */
static bool
write_series(struct roll *r, const struct measure *m, struct span unit)
{
	bool ok = true;

	for (int32_t month = r->from; month <= r->to; month++) {
		struct tally_cell *cell = series_at(&r->total, month,
			sizeof(*cell));
		struct observation row = { .month = month,
			.as_of = r->as_of,
			.through = (int32_t)(cell->last + (uint32_t)DAY_NONE),
			.numerator = { cell->sum[SIDE_NUMERATOR] },
			.denominator = { cell->sum[SIDE_DENOMINATOR] },
			.has_denominator = m->cohort
				|| m->denominator.count != COUNT_NONE,
			.n = cell->n,
			.pending = cell->pending };

		*cell = (struct tally_cell){ 0 };
		if (!row.n && !row.pending)
			continue;
		if (fits(m, unit, month, row.numerator.millionths)
			&& fits(m, unit, month, row.denominator.millionths))
			observation_write(r->out, m->name, unit, &row);
		else
			ok = false;
	}
	return ok;
}

/* Writes the rows of coverage from *at on whose name stands before that of a
 * measure; with an empty name, all that are left. */
static void
write_coverage(const struct observations *rows, size_t *at, struct span before,
	struct out *out)
{
	for (; *at < rows->count; ++*at) {
		const struct observation *row = &rows->list[*at];
		struct span name = observations_measure(rows, row->measure);

		if (before.len && span_order(name, before) > 0)
			break;
		observation_write(out, name, observations_unit(rows, row->unit),
			row);
	}
}

/* A measure at one unit is rolled up, written and forgotten before the next, so
 * that the totals take the room of one series. */
bool
tally_write(struct tally *t, const struct ancestries *ancestries,
	const struct units *units, const struct observations *coverage,
	int32_t as_of, struct out *out)
{
	struct roll r = { t, ancestries, units, as_of, out, { 0 }, 0, 0 };
	size_t nunits = (size_t)units->count, i, k, covered = 0;
	struct span *names = mem_new(t->measures + 1, sizeof(*names));
	struct span *codes = mem_new(nunits + 1, sizeof(*codes));
	uint32_t *by_name, *by_code;
	bool ok = true;

	for (i = 0; i < t->measures; i++)
		names[i] = t->plan->measures->list[i].name;
	for (i = 0; i < nunits; i++)
		codes[i] = units->list[i].code;
	by_name = intern_sorted(names, t->measures);
	by_code = intern_sorted(codes, nunits);
	for (i = 0; i < t->measures; i++) {
		uint32_t measure = by_name[i];

		write_coverage(coverage, &covered, names[measure], out);
		if (t->plan->silent[measure])
			continue;
		for (k = 0; k < nunits; k++) {
			roll_up(&r, measure, (int)by_code[k]);
			if (r.from <= r.to)
				ok &= write_series(&r,
					&t->plan->measures->list[measure],
					codes[by_code[k]]);
		}
	}
	write_coverage(coverage, &covered, SPAN(""), out);
	series_free(&r.total);
	mem_free(names);
	mem_free(codes);
	mem_free(by_name);
	mem_free(by_code);
	return ok;
}

void
tally_free(struct tally *t)
{
	if (!t)
		return;
	free_table(t->cells, t->ancestries * t->measures);
	free_table(t->steps, t->ancestries * t->measures);
	free_table(t->unit_cells, t->units * t->measures);
	mem_free(t);
}
