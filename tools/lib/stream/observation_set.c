/* SPDX-License-Identifier: MIT
 *
 * The set of observations: how it is sorted, added up and searched. Reader and
 * writer are in observation.c.
 */
#include "stream/observation.h"

#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "value/period.h"

struct observation_range {
	size_t from, count;
};

struct observations *
observations_new(const struct units *units)
{
	struct observations *o = mem_new(1, sizeof(*o));

	o->units = units;
	o->measures = intern_new();
	o->codes = intern_new();
	o->as_of = DAY_NONE;
	return o;
}

uint32_t
observations_name(struct observations *o, struct span measure)
{
	return intern_add(o->measures, measure);
}

uint32_t
observations_measures(const struct observations *o)
{
	return intern_count(o->measures);
}

/* How many units are the book's; the set's own are numbered from there on. */
static int
book_units(const struct observations *o)
{
	return o->units ? o->units->count : 0;
}

int
observations_place(struct observations *o, struct span code)
{
	int unit = o->units ? unit_by_code(o->units, code) : UNIT_NONE;

	return unit != UNIT_NONE
		? unit
		: book_units(o) + (int)intern_add(o->codes, code);
}

struct span
observations_measure(const struct observations *o, uint32_t id)
{
	return intern_text(o->measures, id);
}

struct span
observations_unit(const struct observations *o, int unit)
{
	return unit < book_units(o)
		? o->units->list[unit].code
		: intern_text(o->codes, (uint32_t)(unit - book_units(o)));
}

void
observations_add(struct observations *o, const struct observation *row)
{
	o->list = mem_grow(o->list, &o->cap, o->count + 1, sizeof(*o->list));
	o->list[o->count++] = *row;
}

bool
observations_join(struct observation *sum, const struct observation *row)
{
	struct observation s = *sum;

	if (s.measure != row->measure || s.unit != row->unit
		|| s.month != row->month
		|| s.has_denominator != row->has_denominator
		|| !decimal_add(&s.numerator, row->numerator)
		|| !decimal_add(&s.denominator, row->denominator)
		|| __builtin_add_overflow(s.n, row->n, &s.n)
		|| __builtin_add_overflow(s.pending, row->pending, &s.pending))
		return false;
	if (s.as_of == DAY_NONE)
		s.as_of = row->as_of;
	if (row->through > s.through) /* DAY_NONE is the least */
		s.through = row->through;
	s.flags |= row->flags;
	*sum = s;
	return true;
}

/* Sums that cannot be carried away by the order of their terms: the upper and
 * the lower 19 digits apart. Only the whole has to fit. */
struct wide {
	__int128 upper, lower;
};

#define TEN19 ((__int128)10000000000000000000u)

/* Adds a term; neither half can overflow below 10^19 terms. */
static void
wide_add(struct wide *sum, struct decimal term)
{
	sum->upper += term.millionths / TEN19;
	sum->lower += term.millionths % TEN19;
}

/* The sum as one number; false when it has more than 38 digits. */
static bool
wide_take(const struct wide *sum, struct decimal *total)
{
	struct decimal whole_sum = { 0 };
	__int128 upper = sum->upper + sum->lower / TEN19;

	*total = (struct decimal){ 0 };
	if (__builtin_mul_overflow(upper, TEN19, &whole_sum.millionths)
		|| __builtin_add_overflow(whole_sum.millionths,
			sum->lower % TEN19, &whole_sum.millionths))
		return false;
	return decimal_add(total, whole_sum); /* at most 38 digits */
}

/* Says why rows of one key do not add up; false. */
static bool
cannot_add(const struct observations *o, const struct observation *row,
	const char *why)
{
	char month[MONTH_WIDTH];
	int width = row->month == DAY_NONE ? 0 : MONTH_WIDTH;

	if (width)
		period_write_month(month, row->month);
	diag_fault(STATUS_DATA, "%.*s, %.*s, %.*s: %s",
		SPAN_ARG(observations_measure(o, row->measure)),
		SPAN_ARG(observations_unit(o, row->unit)), width, month, why);
	return false;
}

/* Adds up n rows of equal key into the first. */
static bool
add_up(const struct observations *o, struct observation *first, size_t n)
{
	struct wide numerator = { 0, 0 }, denominator = { 0, 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		const struct observation *row = &first[i];

		if (row->has_denominator != first->has_denominator)
			return cannot_add(o, row,
				"one row has a denominator, "
				"another has none");
		wide_add(&numerator, row->numerator);
		wide_add(&denominator, row->denominator);
		if (i == 0)
			continue;
		if (first->as_of == DAY_NONE)
			first->as_of = row->as_of;
		if (row->through > first->through) /* DAY_NONE is the least */
			first->through = row->through;
		first->flags |= row->flags;
		if (__builtin_add_overflow(first->n, row->n, &first->n)
			|| __builtin_add_overflow(first->pending, row->pending,
				&first->pending))
			return cannot_add(o, row, "the counts are too large");
	}
	if (!wide_take(&numerator, &first->numerator)
		|| !wide_take(&denominator, &first->denominator))
		return cannot_add(o, first, "a sum has more than 38 digits");
	return true;
}

/* The place of each measure, or of each unit, by its id, in byte order of names
 * or codes; the caller frees it. Units are those of the book, then those that
 * only the rows name. */
static uint32_t *
ranks(const struct observations *o, bool units)
{
	size_t n = units ? (size_t)book_units(o) + intern_count(o->codes)
			 : intern_count(o->measures);
	struct span *texts = mem_new(n + 1, sizeof(*texts));
	uint32_t *rank = mem_new(n + 1, sizeof(*rank)), *order;
	size_t i;

	for (i = 0; i < n; i++)
		texts[i] = units ? observations_unit(o, (int)i)
				 : intern_text(o->measures, (uint32_t)i);
	order = intern_sorted(texts, n);
	for (i = 0; i < n; i++)
		rank[order[i]] = (uint32_t)i;
	mem_free(order);
	mem_free(texts);
	return rank;
}

struct sorting {
	uint32_t *measure, *unit; /* the place of each, by id */
};

/* By the places of measure and unit, then by month; a month that could not
 * be read comes first. */
static int
order_rows(const void *left, const void *right, void *how)
{
	const struct observation *a = left, *b = right;
	const struct sorting *s = how;

	if (a->measure != b->measure)
		return s->measure[a->measure] < s->measure[b->measure] ? -1 : 1;
	if (a->unit != b->unit)
		return s->unit[a->unit] < s->unit[b->unit] ? -1 : 1;
	return (a->month > b->month) - (a->month < b->month);
}

/* Rows mostly come in order already, and others are added behind them: those
 * behind are sorted alone, and laid between the ones before, from the last. */
static void
sort_rows(struct observations *o, struct sorting *by)
{
	size_t before = 1, behind, at = o->count;
	struct observation *rest;

	while (before < o->count
		&& order_rows(&o->list[before - 1], &o->list[before], by) <= 0)
		before++;
	if (before >= o->count)
		return;
	behind = o->count - before;
	rest = mem_new(behind, sizeof(*rest));
	memcpy(rest, &o->list[before], behind * sizeof(*rest));
	qsort_r(rest, behind, sizeof(*rest), order_rows, by);
	while (behind)
		o->list[--at] = before
				&& order_rows(&o->list[before - 1],
					   &rest[behind - 1], by)
					> 0
			? o->list[--before]
			: rest[--behind];
	mem_free(rest);
}

bool
observations_settle(struct observations *o)
{
	struct sorting by = { ranks(o, false), ranks(o, true) };
	size_t i, n, kept = 0;
	bool ok = true;

	sort_rows(o, &by);
	for (i = 0; i < o->count; i += n) {
		n = 1;
		while (i + n < o->count
			&& o->list[i].measure == o->list[i + n].measure
			&& o->list[i].unit == o->list[i + n].unit
			&& o->list[i].month == o->list[i + n].month)
			n++;
		if (n > 1)
			ok = add_up(o, &o->list[i], n) && ok;
		o->list[kept++] = o->list[i];
	}
	o->count = kept;
	mem_free(by.measure);
	mem_free(o->unit_rank);
	o->unit_rank = by.unit;
	mem_free(o->ranges);
	/* Where the rows of each measure begin, and how many they are. */
	o->nranges = intern_count(o->measures);
	o->ranges = mem_new(o->nranges + 1, sizeof(*o->ranges));
	for (i = 0; i < o->count; i++) {
		struct observation_range *range =
			&o->ranges[o->list[i].measure];

		if (!range->count++)
			range->from = i;
	}
	return ok;
}

const struct observation *
observations_of(const struct observations *o, struct span measure, size_t *n)
{
	uint32_t id = intern_find(o->measures, measure);

	*n = 0;
	if (id == INTERN_NONE || id >= o->nranges)
		return NULL;
	*n = o->ranges[id].count;
	return &o->list[o->ranges[id].from];
}

/* The first of n rows of one measure that stands at or behind unit, month. */
static size_t
first_at(const struct observations *o, const struct observation *rows, size_t n,
	int unit, int32_t month)
{
	size_t low = 0, high = n, middle;

	while (low < high) {
		const struct observation *row =
			&rows[middle = low + (high - low) / 2];

		if (row->unit == unit
				? row->month < month
				: o->unit_rank[row->unit] < o->unit_rank[unit])
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct observation *
observations_series(const struct observations *o, struct span measure, int unit,
	size_t *n)
{
	size_t all, from, to;
	const struct observation *rows = observations_of(o, measure, &all);

	from = first_at(o, rows, all, unit, INT32_MIN);
	for (to = from; to < all && rows[to].unit == unit;)
		to++;
	*n = to - from;
	return *n ? rows + from : NULL;
}

const struct observation *
observations_find(const struct observations *o, struct span measure, int unit,
	int32_t month)
{
	size_t all, at;
	const struct observation *rows = observations_of(o, measure, &all);

	at = first_at(o, rows, all, unit, month);
	return at < all && rows[at].unit == unit && rows[at].month == month
		? &rows[at]
		: NULL;
}

void
observations_free(struct observations *o)
{
	if (!o)
		return;
	intern_free(o->measures);
	intern_free(o->codes);
	mem_free(o->as_of_file);
	mem_free(o->ranges);
	mem_free(o->unit_rank);
	mem_free(o->list);
	if (o->parts) {
		mem_free(o->parts->run);
		mem_free(o->parts->came);
		mem_free(o->parts->unmarked);
		mem_free(o->parts);
	}
	mem_free(o);
}
