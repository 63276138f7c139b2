/* SPDX-License-Identifier: MIT
 *
 * Three things are done once all has been read: parents that nobody counted get
 * the sum of their children, figures by hand are added, and a unit that succeeds
 * another gets its earlier years. After that rows are only looked up, through an
 * index by measure and unit.
 */
#include "result/figures.h"

#include "base/diag.h"
#include "base/mem.h"
#include "result/manual.h"
#include "value/period.h"

#define SUMS 4096 /* of parents that are remembered while they are made */

/* The months in which any unit has figures of a measure. */
struct presence {
	int32_t from, to;
	bool *months;
};

struct figures {
	const struct units *units;
	const struct measures *measures;
	const struct book *book; /* tells the contract year; NULL: any */
	struct observations *all;
	struct manual *byhand; /* or NULL */
	/* by measure, then unit: its first row in all, counted from 1; 0: none.
	 * The others stand behind it, months ascending */
	uint32_t *first;
	struct presence *presence;     /* by measure */
	int *measure_of;               /* by the set's id; -1: not the book's */
	size_t nids;                   /* ids asked for so far */
	int *first_child, *next_child; /* by unit */
	bool *carried; /* by unit: it has the earlier years of another */
	bool any_by_hand;
};

/* Children are chained once here, because each figure of a parent asks for
 * them. */
struct figures *
figures_new(const struct units *units, const struct measures *measures)
{
	struct figures *f = mem_new(1, sizeof(*f));
	size_t n = (size_t)units->count + 1;

	f->units = units;
	f->measures = measures;
	f->all = observations_new(units);
	f->carried = mem_new(n, sizeof(*f->carried));
	f->first_child = mem_new(n, sizeof(*f->first_child));
	f->next_child = mem_new(n, sizeof(*f->next_child));
	for (int unit = 0; unit < units->count; unit++)
		f->first_child[unit] = f->next_child[unit] = UNIT_NONE;
	/* From the last, so that children are met in the book's order. */
	for (int unit = units->count; unit-- > 0;) {
		int parent = units->list[unit].parent;

		if (parent == UNIT_NONE)
			continue;
		f->next_child[unit] = f->first_child[parent];
		f->first_child[parent] = unit;
	}
	return f;
}

/* The book's number of a measure. A name that nobody defines is noted once,
 * unless it is coverage, or a measure of the book with `@` and a reading. */
static int
measure_of(struct figures *f, uint32_t id)
{
	struct span name, base;
	const char *sign;

	for (; f->nids <= id; f->nids++) {
		name = observations_measure(f->all, (uint32_t)f->nids);
		f->measure_of = mem_resize(f->measure_of, f->nids + 1,
			sizeof(*f->measure_of));
		f->measure_of[f->nids] = measure_find(f->measures, name);
		sign = memchr(name.at, '@', name.len);
		base = (struct span){ name.at,
			sign ? (size_t)(sign - name.at) : 0 };
		if (f->measure_of[f->nids] < 0 && !observation_is_coverage(name)
			&& !(sign && measure_find(f->measures, base) >= 0))
			diag_note("the book does not define the measure "
				  "\"%.*s\": its observations are skipped",
				SPAN_ARG(name));
	}
	return f->measure_of[id];
}

/* Coverage rows count neither as unused nor towards the months of the
 * share, since no goal is judged by them. */
bool
figures_read(struct figures *f, const char *file, const bool wanted[],
	struct figures_share *share)
{
	uint64_t rows = f->all->rows, bytes = f->all->bytes;
	size_t i = f->all->count;
	bool ok = observations_read(f->all, file), divided;
	const struct measure *m;
	char month[MONTH_WIDTH];
	int measure;

	*share = (struct figures_share){ .first = INT32_MAX,
		.last = INT32_MIN,
		.rows = f->all->rows - rows,
		.bytes = f->all->bytes - bytes };
	share->rejected = share->rows - (f->all->count - i);
	for (; i < f->all->count; i++) {
		const struct observation *row = &f->all->list[i];

		measure = measure_of(f, row->measure);
		if (observation_is_coverage(
			    observations_measure(f->all, row->measure)))
			continue;
		if (measure < 0 || !wanted[measure])
			share->unused++;
		if (row->month < share->first)
			share->first = row->month;
		if (row->month > share->last)
			share->last = row->month;
		if (measure < 0)
			continue;
		/* The stream has denominators where the book says so. */
		m = &f->measures->list[measure];
		divided = m->cohort || m->denominator.count != COUNT_NONE;
		if (row->has_denominator == divided)
			continue;
		period_write_month(month, row->month);
		diag_at(STATUS_DATA, "denominator",
			(struct place){ .file = file }, "%.*s, %.*s, %.*s: %s",
			SPAN_ARG(m->name),
			SPAN_ARG(f->units->list[row->unit].code), MONTH_WIDTH,
			month,
			divided ? "no denominator, but the measure has one"
				: "a denominator, but the measure has none");
		ok = false;
	}
	return ok;
}

bool
figures_by_hand(struct figures *f, struct book *book)
{
	f->book = book;
	return manual_load(book, f->units, f->measures, &f->byhand);
}

/* --- the sums of parents --- */

/* Lifts the rows of units at one depth to parents that have none. A measure
 * that counts each subject once cannot be summed, for one subject may be at two
 * children; nor is the mean of children a sum. */
static bool
lift_level(struct figures *f, const int *depths, int depth)
{
	struct observation *lifted = NULL, row;
	size_t i, n = 0, cap = 0, *sum, sums[SUMS] = { 0 };
	const struct measure *m;
	int measure, parent;

	for (i = 0; i < f->all->count; i++) {
		row = f->all->list[i];
		/* Coverage may name a unit that the book does not know. */
		if (row.unit >= f->units->count || depths[row.unit] != depth)
			continue;
		measure = measure_of(f, row.measure);
		if (measure < 0)
			continue;
		m = &f->measures->list[measure];
		if (m->parents != PARENTS_SUM
			|| m->numerator.count == COUNT_SUBJECTS
			|| m->denominator.count == COUNT_SUBJECTS)
			continue;
		parent = unit_parent(f->units, row.unit,
			period_month_last(row.month));
		if (parent == UNIT_NONE)
			continue;
		row.unit = parent;
		/* Mostly the sum of its siblings has been begun already. */
		sum = &sums[((size_t)parent * 61 + (size_t)row.month) % SUMS];
		if (*sum && observations_join(&lifted[*sum - 1], &row))
			continue;
		if (observations_find(f->all,
			    observations_measure(f->all, row.measure), parent,
			    row.month))
			continue;
		MEM_GROW(lifted, cap, n + 1);
		lifted[n++] = row;
		*sum = n;
	}
	for (i = 0; i < n; i++)
		observations_add(f->all, &lifted[i]);
	mem_free(lifted);
	return !n || observations_settle(f->all);
}

/* Gives parents the sums of their children, the deepest units first, so that a
 * sum is there before it is lifted on. */
static bool
lift_to_parents(struct figures *f)
{
	const struct units *units = f->units;
	int *depths = mem_new((size_t)units->count + 1, sizeof(*depths));
	int i, above, deepest = 0;
	bool ok = true;

	for (i = 0; i < units->count; i++) {
		above = units->list[i].parent;
		for (; above != UNIT_NONE && depths[i] < units->count;
			above = units->list[above].parent)
			depths[i]++;
		if (depths[i] > deepest)
			deepest = depths[i];
	}
	for (i = deepest; i > 0 && ok; i--)
		ok = lift_level(f, depths, i);
	mem_free(depths);
	return ok;
}

/* --- earlier years of units that went on as others --- */

/* A unit that was there from the first day of the contract year judged has as
 * its own earlier years those of the unit it succeeds. In the year itself each
 * is judged by what it did. */
static bool
carry_to_successors(struct figures *f, int32_t as_of)
{
	const struct unit *list = f->units->list;
	struct observation *carried = NULL, row;
	size_t i, n = 0, cap = 0;
	int32_t first, last;
	int unit, steps;

	if (!f->book || as_of == DAY_NONE)
		return true;
	book_year_of(f->book, as_of, &first, &last);
	for (i = 0; i < f->all->count; i++) {
		row = f->all->list[i];
		if (row.unit >= f->units->count
			|| measure_of(f, row.measure) < 0
			|| row.month >= period_month_of(first))
			continue;
		unit = list[row.unit].successor;
		for (steps = 0; unit != UNIT_NONE && steps < f->units->count;
			unit = list[unit].successor, steps++) {
			row.unit = unit;
			if (unit_begins(f->units, unit) > first
				|| period_month_first(row.month)
					>= unit_begins(f->units, unit))
				continue;
			MEM_GROW(carried, cap, n + 1);
			carried[n++] = row;
			f->carried[unit] = true;
		}
	}
	for (i = 0; i < n; i++)
		observations_add(f->all, &carried[i]);
	mem_free(carried);
	return !n || observations_settle(f->all);
}

/* --- finding rows --- */

bool
figures_in(const struct observation *row)
{
	return row->n || row->numerator.millionths
		|| row->denominator.millionths
		|| (row->flags & OBSERVATION_MANUAL);
}

/* Where the rows of a measure at a unit begin. */
static uint32_t *
first_of(const struct figures *f, int measure, int unit)
{
	return &f->first[(size_t)measure * (size_t)f->units->count
		+ (size_t)unit];
}

/* Finds where the rows of each measure and unit begin, which the settled set
 * keeps together, and the months in which any unit has figures of a measure. */
static void
index_all(struct figures *f)
{
	size_t measures = f->measures->count, n, i;
	struct presence *p;

	if (f->all->count >= UINT32_MAX) /* its rows are counted in 32 bits */
		mem_none(f->all->count * sizeof(*f->all->list));

	f->first = mem_new(measures * (size_t)f->units->count + 1,
		sizeof(*f->first));
	f->presence = mem_new(measures + 1, sizeof(*f->presence));
	for (int measure = 0; measure < (int)measures; measure++) {
		const struct observation *rows = observations_of(f->all,
			f->measures->list[measure].name, &n);

		p = &f->presence[measure];
		*p = (struct presence){ .from = INT32_MAX, .to = INT32_MIN };
		for (i = 0; i < n; i++) {
			if (!i || rows[i].unit != rows[i - 1].unit)
				*first_of(f, measure, rows[i].unit) =
					(uint32_t)(&rows[i] - f->all->list) + 1;
			if (rows[i].month < p->from)
				p->from = rows[i].month;
			if (rows[i].month > p->to)
				p->to = rows[i].month;
		}
		if (n)
			p->months = mem_new((size_t)(p->to - p->from) + 1,
				sizeof(*p->months));
		for (i = 0; i < n; i++) {
			if (figures_in(&rows[i]))
				p->months[rows[i].month - p->from] = true;
			if (rows[i].flags & OBSERVATION_MANUAL)
				f->any_by_hand = true;
		}
	}
}

/* Whether no two rates of one unit and month were added up as if they were
 * amounts. A figure by hand says by its n how many it rests on, not how many
 * were added. False after a message (65). */
static bool
rates_are_single(struct figures *f)
{
	bool ok = true;

	for (size_t i = 0; i < f->all->count; i++) {
		const struct observation *row = &f->all->list[i];
		int measure = measure_of(f, row->measure);
		const struct measure *m = measure < 0
			? NULL
			: &f->measures->list[measure];
		char month[MONTH_WIDTH];

		if (!m || m->fed || m->parents == PARENTS_SUM || row->n < 2
			|| !measure_is_rate(m))
			continue;
		period_write_month(month, row->month);
		diag_at(STATUS_DATA, "rate", (struct place){ 0 },
			"observations: %.*s, %.*s, %.*s: %" PRIu64
			" figures in per cent were added up: a measure of "
			"parts needs a \"denominator\"",
			SPAN_ARG(m->name),
			SPAN_ARG(f->units->list[row->unit].code), MONTH_WIDTH,
			month, row->n);
		ok = false;
	}
	return ok;
}

/* In this order: sums of parents are made of what was counted, figures by hand
 * are added to those, and only then do units get the earlier years of others. */
bool
figures_settle(struct figures *f, int32_t as_of)
{
	if (!observations_as_of(f->all, &as_of) || !observations_settle(f->all)
		|| !rates_are_single(f) || !lift_to_parents(f))
		return false;
	if (f->byhand && manual_add(f->byhand, f->all)
		&& !observations_settle(f->all))
		return false;
	if (!carry_to_successors(f, as_of))
		return false;
	index_all(f);
	return true;
}

/* Where no month lacks its row each stands at its distance, else before that. */
const struct observation *
figures_row(const struct figures *f, int measure, int unit, int32_t month)
{
	uint32_t first = *first_of(f, measure, unit);
	const struct observation *row = f->all->list + (first ? first - 1 : 0);
	int64_t k = (int64_t)f->all->count - first;

	if (!first || month < row->month)
		return NULL;
	if (k > (int64_t)month - row->month)
		k = (int64_t)month - row->month;
	while (row[k].unit != unit || row[k].measure != row->measure
		|| row[k].month > month)
		k--;
	return row[k].month == month ? &row[k] : NULL;
}

const struct observation *
figures_at(const struct figures *f, int measure, int unit, int32_t month)
{
	const struct observation *row = figures_row(f, measure, unit, month);

	return row && figures_in(row) ? row : NULL;
}

/* Members who are still followed have no figures yet, so that figures_at()
 * would not show their row. */
uint64_t
figures_pending(const struct figures *f, int measure, int unit, int32_t month)
{
	const struct observation *row = figures_row(f, measure, unit, month);

	return row ? row->pending : 0;
}

bool
figures_anywhere(const struct figures *f, int measure, int32_t month)
{
	const struct presence *p = &f->presence[measure];

	return month >= p->from && month <= p->to && p->months[month - p->from];
}

bool
figures_carried(const struct figures *f, int unit)
{
	return f->carried[unit];
}

bool
figures_any_in(const struct figures *f, int32_t from, int32_t to)
{
	for (size_t i = 0; i < f->all->count; i++)
		if (f->all->list[i].month >= from
			&& f->all->list[i].month <= to)
			return true;
	return false;
}

bool
figures_any_at(const struct figures *f, int measure, int unit)
{
	return *first_of(f, measure, unit) > 0;
}

bool
figures_any(const struct figures *f, int measure)
{
	return f->presence[measure].months != NULL;
}

bool
figures_any_by_hand(const struct figures *f)
{
	return f->any_by_hand;
}

const struct observations *
figures_all(const struct figures *f)
{
	return f->all;
}

int32_t
figures_first_anywhere(const struct figures *f, int measure)
{
	return f->presence[measure].from;
}

int
figures_first_child(const struct figures *f, int unit)
{
	return f->first_child[unit];
}

int
figures_next_child(const struct figures *f, int unit)
{
	return f->next_child[unit];
}

void
figures_free(struct figures *f)
{
	if (!f)
		return;
	for (size_t i = 0; f->presence && i < f->measures->count; i++)
		mem_free(f->presence[i].months);
	mem_free(f->presence);
	mem_free(f->first);
	mem_free(f->measure_of);
	mem_free(f->carried);
	mem_free(f->first_child);
	mem_free(f->next_child);
	observations_free(f->all);
	mem_free(f);
}
