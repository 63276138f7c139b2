/* SPDX-License-Identifier: MIT
 *
 * The arithmetic of one fact: the months it enters (DESIGN.md section 5) and
 * what it adds to the tally there, so many equal facts at once. Persons and
 * cohorts, whose facts depend on each other, are counted elsewhere: see
 * first_seen.h and cohort.h.
 */
#include "count.h"

#include "value/period.h"

/* The last day on which a spell is known to have lasted. */
static int32_t
last_day(const struct plan_part *part, int32_t until, int32_t as_of)
{
	if (until != DAY_NONE)
		until -= part->exclusive;
	return until != DAY_NONE && until < as_of ? until : as_of;
}

/* Only a spell reaches over months, and only as far as as_of knows it. */
struct months
count_months(const struct plan_part *part, int32_t day, int32_t month,
	int32_t until, int32_t as_of)
{
	int32_t last = last_day(part, until, as_of), complete;
	int64_t old_enough;

	switch (part->count) {
	case COUNT_NONE:
		return (struct months){ 0, -1 };
	case COUNT_OPEN:
		/* A stock is counted on the last day of a month: of those not
		 * before the spell is old enough, and not after it ended or
		 * became known. */
		old_enough = (int64_t)day
			+ (part->longer_than >= 0 ? part->longer_than + 1 : 0);
		if (old_enough > last)
			return (struct months){ 0, -1 };
		complete = period_month_of(last);
		if (period_month_last(complete) != last)
			complete--;
		return (struct months){ period_month_of((int32_t)old_enough),
			complete };
	case COUNT_DAYS:
		if (last < day) /* an only day that does not count */
			return (struct months){ 0, -1 };
		return (struct months){ month, period_month_of(last) };
	default:
		return (struct months){ month, month };
	}
}

/* Both ends are days of the spell, unless its last day does not count. */
int32_t
count_days(const struct plan_part *part, int32_t month, int32_t day,
	int32_t until, int32_t as_of)
{
	int32_t first = period_month_first(month);
	int32_t last = period_month_last(month);

	until = last_day(part, until, as_of);
	first = day > first ? day : first;
	last = until < last ? until : last;
	return last - first + 1;
}

/* A fact that enters either side is one of n, and one alone when it enters
 * both. */
void
count_point(struct tally *t, const struct plan_action *action,
	const struct fact *f, uint64_t times)
{
	struct tally_cell *cell = tally_at(t, action->measure, f->ancestry,
		f->month);

	for (int side = 0; side < SIDES; side++)
		cell->sum[side] += plan_value(&action->part[side], f->amount)
			* (__int128)times;
	cell->n += times;
	tally_dated(cell, f->day);
}

/* One side of a measure of which at least one reaches over months. Days are
 * counted as whole months less what is missing at both ends. */
static struct months
count_part(struct tally *t, const struct plan_action *action,
	enum plan_side side, const struct fact *f, int32_t as_of,
	uint64_t times)
{
	const struct plan_part *part = &action->part[side];
	uint32_t measure = action->measure, ancestry = f->ancestry;
	struct months m = count_months(part, f->day, f->month, f->until, as_of);
	int32_t before, after;

	if (m.from > m.to)
		return m;
	if (part->count != COUNT_DAYS && part->count != COUNT_OPEN) {
		tally_at(t, measure, ancestry, f->month)->sum[side] +=
			plan_value(part, f->amount) * (__int128)times;
		return m;
	}
	tally_spell(t, measure, ancestry, side, m.from, m.to, times);
	if (part->count == COUNT_OPEN)
		return m;
	before = f->day - period_month_first(m.from);
	after = period_month_last(m.to) - last_day(part, f->until, as_of);
	tally_at(t, measure, ancestry, m.from)->sum[side] -= (__int128)before
		* DECIMAL_ONE * (__int128)times;
	tally_at(t, measure, ancestry, m.to)->sum[side] -= (__int128)after
		* DECIMAL_ONE * (__int128)times;
	return m;
}

/* The months of the two sides may differ: a stock begins to count later than
 * days do. Where they meet or overlap they are one run of months for n. */
void
count_spell(struct tally *t, const struct plan_action *action,
	const struct fact *f, int32_t as_of, uint64_t times)
{
	struct months n = count_part(t, action, SIDE_NUMERATOR, f, as_of,
		times);
	struct months d = count_part(t, action, SIDE_DENOMINATOR, f, as_of,
		times);

	/* Where both sides have a month it enters n once. */
	if (n.from <= n.to && d.from <= d.to && n.from <= d.to + 1
		&& d.from <= n.to + 1) {
		n.from = n.from < d.from ? n.from : d.from;
		n.to = n.to > d.to ? n.to : d.to;
		d = (struct months){ 0, -1 };
	}
	if (n.from <= n.to)
		tally_entered(t, action->measure, f->ancestry, n.from, n.to,
			f->day, times);
	if (d.from <= d.to)
		tally_entered(t, action->measure, f->ancestry, d.from, d.to,
			f->day, times);
}
