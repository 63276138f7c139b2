/* SPDX-License-Identifier: MIT */
#include "tally.h"

#include "base/mem.h"
#include "series.h"
#include "value/period.h"

/* What begins (or, negative, has ended) with a month: long spells cost as
 * little as short ones. */
struct step {
	int64_t spells[SIDES];
	int64_t n;
};

struct tally {
	const struct plan *plan;
	size_t measures;
	size_t chains, units;      /* rows of the tables below */
	struct series *cells;      /* [chain][measure] of tally_cell */
	struct series *steps;      /* [chain][measure] of step */
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
	size_t old = *rows;

	table = mem_grow(table, rows, need, width * sizeof(*table));
	memset(table + old * width, 0, (*rows - old) * width * sizeof(*table));
	return table;
}

static void
more_chains(struct tally *t, uint32_t chain)
{
	size_t rows = t->chains;

	t->cells = widen(t->cells, &rows, (size_t)chain + 1, t->measures);
	rows = t->chains;
	t->steps = widen(t->steps, &rows, (size_t)chain + 1, t->measures);
	t->chains = rows;
}

struct tally_cell *
tally_at(struct tally *t, uint32_t measure, uint32_t chain, int32_t month)
{
	if (chain >= t->chains)
		more_chains(t, chain);
	return series_at(&t->cells[chain * t->measures + measure], month,
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

static struct step *
step_at(struct tally *t, uint32_t measure, uint32_t chain, int32_t month)
{
	if (chain >= t->chains)
		more_chains(t, chain);
	return series_at(&t->steps[chain * t->measures + measure], month,
		sizeof(struct step));
}

void
tally_spell(struct tally *t, uint32_t measure, uint32_t chain,
	enum plan_side side, int32_t from, int32_t to, uint64_t times)
{
	step_at(t, measure, chain, from)->spells[side] += (int64_t)times;
	step_at(t, measure, chain, to + 1)->spells[side] -= (int64_t)times;
}

void
tally_entered(struct tally *t, uint32_t measure, uint32_t chain, int32_t from,
	int32_t to, uint64_t times)
{
	step_at(t, measure, chain, from)->n += (int64_t)times;
	step_at(t, measure, chain, to + 1)->n -= (int64_t)times;
}

/* How much one spell adds in a month that it covers. */
static int64_t
whole_month(const struct component *c, int32_t month)
{
	if (c->count != COUNT_DAYS)
		return 1;
	return period_month_last(month) - period_month_first(month) + 1;
}

static void
settle_series(struct tally *t, uint32_t measure, uint32_t chain)
{
	const struct measure *m = &t->plan->measures->list[measure];
	const struct series *steps = &t->steps[chain * t->measures + measure];
	struct step now = { 0 };
	uint32_t i;

	for (i = 0; i < steps->count; i++) {
		int32_t month = steps->first + (int32_t)i;
		const struct step *step = series_find(steps, month,
			sizeof(*step));
		struct tally_cell *cell;

		now.spells[SIDE_NUMERATOR] += step->spells[SIDE_NUMERATOR];
		now.spells[SIDE_DENOMINATOR] += step->spells[SIDE_DENOMINATOR];
		now.n += step->n;
		if (!now.n)
			continue;
		cell = tally_at(t, measure, chain, month);
		cell->n += (uint64_t)now.n;
		cell->sum[SIDE_NUMERATOR] += (__int128)DECIMAL_ONE
			* now.spells[SIDE_NUMERATOR]
			* whole_month(&m->numerator, month);
		cell->sum[SIDE_DENOMINATOR] += (__int128)DECIMAL_ONE
			* now.spells[SIDE_DENOMINATOR]
			* whole_month(&m->denominator, month);
	}
}

void
tally_settle(struct tally *t)
{
	uint32_t chain, measure;

	for (chain = 0; chain < t->chains; chain++)
		for (measure = 0; measure < t->measures; measure++)
			settle_series(t, measure, chain);
}

static void
free_table(struct series *table, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		series_free(&table[i]);
	mem_free(table);
}

/* What rolls up into one unit. */
struct roll {
	struct tally *tally;
	const struct ancestries *chains;
	const struct units *units;
	int32_t as_of;
	struct out *out;
	struct series total; /* of tally_cell */
	/* months that total may hold; none when from > to */
	int32_t from, to;
};

static void
roll_in(struct roll *r, const struct series *cells)
{
	int32_t month;
	uint32_t i;

	for (i = 0; i < cells->count; i++) {
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
		r->from = month < r->from ? month : r->from;
		r->to = month > r->to ? month : r->to;
	}
}

static bool
holds_unit(const struct ancestries *chains, uint32_t chain, int unit)
{
	const int *units;
	size_t n = ancestry_units(chains, chain, &units), i;

	for (i = 0; i < n; i++)
		if (units[i] == unit)
			return true;
	return false;
}

static void
roll_up(struct roll *r, uint32_t measure, int unit)
{
	const struct tally *t = r->tally;
	uint32_t chain;

	r->from = INT32_MAX;
	r->to = INT32_MIN;
	for (chain = 0; chain < t->chains; chain++) {
		const struct series *cells =
			&t->cells[chain * t->measures + measure];

		if (cells->count && holds_unit(r->chains, chain, unit))
			roll_in(r, cells);
	}
	if ((size_t)unit < t->units)
		roll_in(r,
			&t->unit_cells[(size_t)unit * t->measures + measure]);
}

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
	int32_t month;

	for (month = r->from; month <= r->to; month++) {
		struct tally_cell *cell = series_at(&r->total, month,
			sizeof(*cell));
		struct observation row = { .month = month,
			.as_of = r->as_of,
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

/* Indices of texts, in the order of their bytes. */
static int
order_texts(const void *a, const void *b, void *texts)
{
	const struct span *all = texts;

	return span_order(all[*(const int *)a], all[*(const int *)b]);
}

static int *
sorted(struct span *texts, size_t n)
{
	int *order = mem_new(n + 1, sizeof(*order));
	size_t i;

	for (i = 0; i < n; i++)
		order[i] = (int)i;
	if (n)
		qsort_r(order, n, sizeof(*order), order_texts, texts);
	mem_free(texts);
	return order;
}

static int *
sorted_measures(const struct measures *measures)
{
	struct span *names = mem_new(measures->count + 1, sizeof(*names));
	size_t i;

	for (i = 0; i < measures->count; i++)
		names[i] = measures->list[i].name;
	return sorted(names, measures->count);
}

static int *
sorted_units(const struct units *units)
{
	size_t n = (size_t)units->count, i;
	struct span *codes = mem_new(n + 1, sizeof(*codes));

	for (i = 0; i < n; i++)
		codes[i] = units->list[i].code;
	return sorted(codes, n);
}

bool
tally_write(struct tally *t, const struct ancestries *chains,
	const struct units *units, int32_t as_of, struct out *out)
{
	struct roll r = { t, chains, units, as_of, out, { 0 }, 0, 0 };
	int *measures = sorted_measures(t->plan->measures);
	int *codes = sorted_units(units);
	bool ok = true;
	size_t i;
	int j;

	for (i = 0; i < t->measures; i++)
		for (j = 0; j < units->count; j++) {
			roll_up(&r, (uint32_t)measures[i], codes[j]);
			if (r.from <= r.to)
				ok &= write_series(&r,
					&t->plan->measures->list[measures[i]],
					units->list[codes[j]].code);
		}
	series_free(&r.total);
	mem_free(measures);
	mem_free(codes);
	return ok;
}

void
tally_free(struct tally *t)
{
	if (!t)
		return;
	free_table(t->cells, t->chains * t->measures);
	free_table(t->steps, t->chains * t->measures);
	free_table(t->unit_cells, t->units * t->measures);
	mem_free(t);
}
