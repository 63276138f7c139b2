/* SPDX-License-Identifier: MIT
 *
 * The rules of DESIGN.md section 13. They are walked month by month, the
 * source before its units: what the source did not bring, no unit of it has.
 * A month that is a hole does not enter `past`, which is what later months are
 * held against. Medians are kept doubled, so that all is whole numbers.
 */
#include "result/delivery_rules.h"

#include "base/mem.h"
#include "value/period.h"

#define YEAR 12         /* months that tell what is usual */
#define FEWEST 3        /* months that tell whether it is monthly */
#define HALF 6          /* months a unit must have had rows in */
#define SHARE 25        /* per cent of its usual that is enough */
#define FULL 30         /* a usual month of which a share is asked */
#define SOME 10         /* a usual month of which one row is asked */
#define NEAR_END 5      /* days from a month's end that are near */
#define NEAR_YEAR_END 9 /* the same in December */

/* The last twelve months that were delivered, the latest last. */
struct past {
	size_t n;
	uint64_t rows[YEAR];
	int32_t gap[YEAR]; /* days from the last fact to the month's end */
};

struct state {
	struct past past;
	bool monthly;
};

struct testing {
	struct delivery_source *s;
	const struct units *units;
	struct state whole, *unit;
	int32_t month;
	bool constant; /* each unit has one and the same number a month */
};

bool
delivery_is_hole(enum delivery_state state)
{
	return state != DELIVERY_DELIVERED && state != DELIVERY_UNTESTED;
}

/* The cell of a month of a table; the month is one of the table's. */
static struct delivery *
cell_of(const struct delivery_source *s, const struct delivery_track *t,
	int32_t month)
{
	return &t->cells[month - s->origin];
}

/* How many rows a month has; a month behind the table's end has none, since
 * rule 1 looks two months ahead. */
static uint64_t
rows_of(const struct delivery_source *s, const struct delivery_track *t,
	int32_t month)
{
	return month > s->end ? 0 : cell_of(s, t, month)->rows;
}

/* The median, doubled, so that the middle of two numbers stays whole; 0 of
 * none. */
static uint64_t
median_twice(const uint64_t *rows, size_t n)
{
	uint64_t sorted[YEAR], row;
	size_t i, k;

	for (i = 0; i < n; i++) {
		row = rows[i];
		for (k = i; k > 0 && sorted[k - 1] > row; k--)
			sorted[k] = sorted[k - 1];
		sorted[k] = row;
	}
	return n ? sorted[(n - 1) / 2] + sorted[n / 2] : 0;
}

/* What was monthly stays so until rows come again; then its months tell. */
static void
learn(struct state *state, bool listed, struct delivery *d)
{
	const struct past *p = &state->past;
	size_t with = 0, i;

	for (i = 0; i < p->n; i++)
		with += p->rows[i] > 0;
	state->monthly = listed || (p->n >= FEWEST && 4 * with >= 3 * p->n)
		|| (state->monthly && !d->rows);
	d->monthly = state->monthly;
	d->has_usual = p->n > 0;
	if (d->has_usual)
		d->usual_twice = median_twice(p->rows, p->n);
}

/* Adds a month to the past, which forgets the oldest of twelve. */
static void
remember(struct past *p, const struct delivery *d, int32_t month)
{
	if (p->n == YEAR) {
		p->n--;
		memmove(p->rows, p->rows + 1, p->n * sizeof(*p->rows));
		memmove(p->gap, p->gap + 1, p->n * sizeof(*p->gap));
	}
	p->rows[p->n] = d->rows;
	p->gap[p->n++] = d->last == DAY_NONE
		? 0
		: period_month_last(month) - d->last;
}

/* Sets what becomes of a month and why, always together, so that no fault of
 * an earlier rule stays behind. */
static void
fails(struct delivery *d, enum delivery_state state, enum delivery_fault fault)
{
	d->state = state;
	d->fault = fault;
}

/* Rule 1: facts after the month, or a last one no further from its end (or
 * from as-of, in the running month) than in any of the months before. */
static bool
goes_past(const struct testing *t, const struct delivery *d, int32_t end)
{
	const struct past *p = &t->whole.past;
	int32_t near = (t->month % YEAR == YEAR - 1) ? NEAR_YEAR_END : NEAR_END;
	uint64_t after = rows_of(t->s, &t->s->whole, t->month + 1)
		+ rows_of(t->s, &t->s->whole, t->month + 2);

	if (t->s->def->delivers.ahead)
		return true;
	if (after && after * 100 >= d->usual_twice)
		return true;
	for (size_t i = 0; i < p->n; i++)
		if (p->gap[i] > near)
			near = p->gap[i];
	return d->rows && d->last != DAY_NONE && end - d->last <= near;
}

/* Rule 2 where the usual is large: a share of it. */
static bool
has_share(const struct testing *t, const struct delivery *d)
{
	const struct delivers *book = &t->s->def->delivers;
	uint64_t share = book->has_least ? (uint64_t)book->least : SHARE;

	return d->usual_twice < 2 * FULL
		|| (unsigned __int128)d->rows * 200
		>= (unsigned __int128)d->usual_twice * share;
}

/* Whether the book says `least: 0`: then a month without rows is no hole. */
static bool
nothing_asked(const struct delivers *book)
{
	return book->has_least && !book->least;
}

/* Tests a month of the source as a whole. What the book or the pipeline says of
 * it goes before what its rows look like; only a monthly source is held
 * against the rules 1 and 2. */
static void
test_source(struct testing *t)
{
	const struct delivers *book = &t->s->def->delivers;
	struct delivery *d = cell_of(t->s, &t->s->whole, t->month);

	fails(d, DELIVERY_DELIVERED, DELIVERY_SOUND);
	if (t->month > t->s->to) {
		d->state = DELIVERY_ENDED;
		return;
	}
	if (t->month < t->s->begin) {
		d->state = DELIVERY_NOT_BEGUN;
		return;
	}
	learn(&t->whole, false, d);
	if (t->s->failed)
		fails(d, DELIVERY_FAILED, DELIVERY_SAID);
	else if (!t->s->any)
		fails(d, DELIVERY_MISSING, DELIVERY_NO_SOURCE);
	else if (book->months && !(book->months & 1u << t->month % YEAR))
		d->state = DELIVERY_UNTESTED;
	else if (book->months && !d->rows)
		fails(d, DELIVERY_MISSING, DELIVERY_NO_ROWS);
	else if (!book->months && !t->whole.monthly)
		d->state = DELIVERY_UNTESTED;
	else if (!book->months && !goes_past(t, d, period_month_last(t->month)))
		fails(d, d->rows ? DELIVERY_LAGGING : DELIVERY_MISSING,
			DELIVERY_NOT_PAST);
	else if (!book->months && !has_share(t, d))
		fails(d, d->rows ? DELIVERY_THIN : DELIVERY_MISSING,
			DELIVERY_TOO_FEW);
	else if (!book->months && !d->rows && d->usual_twice >= 2 * SOME
		&& !nothing_asked(book))
		fails(d, DELIVERY_MISSING, DELIVERY_NO_ROWS);
	if (d->no_file && !delivery_is_hole(d->state))
		fails(d, DELIVERY_MISSING, DELIVERY_NO_FILE);
}

/* --- units --- */

/* Tests a month of a unit that usually has rows each month. Rule 3: a unit that
 * had rows in each of the six months before, and has none, fell silent, when
 * its rows were many or each unit has one and the same number a month. */
static void
test_monthly_unit(const struct testing *t, const struct delivery_track *unit,
	const struct state *state, struct delivery *d)
{
	const struct delivers *book = &t->s->def->delivers;
	const struct past *p = &state->past;
	const uint64_t *six = p->n < HALF ? p->rows : p->rows + p->n - HALF;
	bool silent = p->n >= HALF;

	if (!d->rows && book->silent)
		return;
	for (size_t i = 0; silent && i < HALF; i++)
		silent = six[i] > 0;
	if (!d->rows && unit->listed)
		fails(d, DELIVERY_SILENT, DELIVERY_NO_ROWS);
	else if (!has_share(t, d))
		fails(d, d->rows ? DELIVERY_THIN : DELIVERY_SILENT,
			DELIVERY_TOO_FEW);
	else if (!d->rows && !nothing_asked(book) && silent
		&& (t->constant || median_twice(six, HALF) >= 2 * SOME))
		fails(d, DELIVERY_SILENT, DELIVERY_NO_ROWS);
}

/* Tests a month of a unit, after the source: what the source did not bring,
 * the unit does not have. A month in which the unit was there only in part is
 * not held against the months before, and tells nothing for those behind. */
static void
test_unit(struct testing *t, const struct delivery_track *unit,
	struct state *state)
{
	const struct delivery *whole = cell_of(t->s, &t->s->whole, t->month);
	struct delivery *d = cell_of(t->s, unit, t->month);
	int32_t first = period_month_first(t->month);
	bool there_first = unit_valid(t->units, unit->unit, first);
	bool there_last = unit_valid(t->units, unit->unit,
		period_month_last(t->month));

	fails(d, whole->state, whole->fault);
	if (whole->state == DELIVERY_ENDED
		|| whole->state == DELIVERY_NOT_BEGUN)
		return;
	if (!there_first && !there_last) {
		d->state = first < unit_begins(t->units, unit->unit)
			? DELIVERY_NOT_BEGUN
			: DELIVERY_ENDED;
		return;
	}
	if (t->month < unit->began && !unit->listed && !d->other_name)
		return;
	learn(state, unit->listed, d);
	if (delivery_is_hole(d->state))
		return;
	if (d->other_name)
		fails(d, DELIVERY_SILENT, DELIVERY_OTHER_NAME);
	else if (!state->monthly)
		d->state = DELIVERY_UNTESTED;
	else if (!t->s->def->delivers.months && there_first && there_last)
		test_monthly_unit(t, unit, state, d);
	if (!delivery_is_hole(d->state) && there_first && there_last)
		remember(&state->past, d, t->month);
}

/* --- names nobody knows --- */

/* A new name with many rows, just as a unit has none any more: the unit goes by
 * it, or nobody can say that it does not. Before the source's fourth month no
 * name is new. */
static bool
is_unit_that_fell_silent(const struct testing *t,
	const struct delivery_name *name)
{
	if (name->month < t->s->whole.began + FEWEST || name->rows < SOME)
		return false;
	for (size_t i = 0; i < t->s->nunits; i++) {
		const struct delivery_track *unit = &t->s->units[i];

		if (!rows_of(t->s, unit, name->month)
			&& cell_of(t->s, unit, name->month)->monthly
			&& rows_of(t->s, unit, name->month - 1))
			return true;
	}
	return false;
}

/* Where a name that nobody knows is a unit that fell silent, any monthly unit
 * without rows in that month may be the one: none of them counts as delivered.
 */
static void
test_names(const struct testing *t)
{
	const struct delivery_name *names = t->s->names;
	bool found = false;
	struct delivery *d;
	size_t i, first = 0;

	for (i = 0; !found && i < t->s->nnames; i++) {
		if (!span_equal(names[i].name, names[first].name))
			first = i;
		found = names[i].month == t->month
			&& is_unit_that_fell_silent(t, &names[first]);
	}
	for (i = 0; found && i < t->s->nunits; i++) {
		const struct delivery_track *unit = &t->s->units[i];

		d = cell_of(t->s, unit, t->month);
		if (!d->rows && t->unit[i].monthly
			&& d->state == DELIVERY_DELIVERED)
			fails(d, DELIVERY_SILENT, DELIVERY_UNKNOWN_NAME);
	}
}

/* --- all months --- */

/* Whether each unit that is valid shows one and the same number in the months
 * behind, such as one row of headcount. */
static bool
all_constant(const struct testing *t)
{
	if (t->whole.past.n < HALF)
		return false;
	for (size_t i = 0; i < t->s->nunits; i++) {
		const struct past *p = &t->unit[i].past;

		if (!unit_valid(t->units, t->s->units[i].unit,
			    period_month_first(t->month)))
			continue;
		for (size_t k = 0; k < p->n; k++)
			if (!p->rows[k] || p->rows[k] != p->rows[0])
				return false;
	}
	return true;
}

/* The month as-of stands in is not over: only whether it goes on to as-of can
 * be told. */
static void
test_running(struct testing *t, int32_t as_of)
{
	struct delivery *d = cell_of(t->s, &t->s->whole, t->month), *of;

	test_source(t);
	if (!t->s->def->delivers.months
		&& (d->fault == DELIVERY_NOT_PAST
			|| d->fault == DELIVERY_TOO_FEW
			|| d->fault == DELIVERY_NO_ROWS))
		fails(d, DELIVERY_DELIVERED, DELIVERY_SOUND);
	if (d->state == DELIVERY_DELIVERED && t->whole.monthly
		&& !goes_past(t, d, as_of))
		fails(d, d->rows ? DELIVERY_LAGGING : DELIVERY_MISSING,
			DELIVERY_NOT_PAST);
	for (size_t i = 0; i < t->s->nunits; i++) {
		const struct delivery_track *unit = &t->s->units[i];

		of = cell_of(t->s, unit, t->month);
		fails(of, d->state, d->fault);
		if (d->state == DELIVERY_ENDED || d->state == DELIVERY_NOT_BEGUN
			|| (t->month < unit->began && !unit->listed
				&& !of->other_name))
			continue;
		learn(&t->unit[i], unit->listed, of);
		if (delivery_is_hole(d->state))
			continue;
		if (of->other_name)
			fails(of, DELIVERY_SILENT, DELIVERY_OTHER_NAME);
		else if (!t->unit[i].monthly)
			of->state = DELIVERY_UNTESTED;
	}
}

void
delivery_rules_test(struct delivery_source *source, const struct units *units,
	int32_t last, int32_t as_of)
{
	struct testing t = { .s = source, .units = units };

	t.unit = mem_new(source->nunits + 1, sizeof(*t.unit));
	for (t.month = source->origin; t.month <= last; t.month++) {
		struct delivery *d = cell_of(source, &source->whole, t.month);

		test_source(&t);
		t.constant = all_constant(&t);
		for (size_t i = 0; i < source->nunits; i++)
			test_unit(&t, &source->units[i], &t.unit[i]);
		test_names(&t);
		if (!delivery_is_hole(d->state))
			remember(&t.whole.past, d, t.month);
	}
	if (as_of != DAY_NONE && period_month_of(as_of) > last)
		test_running(&t, as_of);
	mem_free(t.unit);
}
