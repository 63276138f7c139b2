/* SPDX-License-Identifier: MIT */
#include "count.h"

#include "interval.h"
#include "value/period.h"

void
count_point(struct tally *t, const struct plan_action *action,
	const struct fact *f, uint64_t times)
{
	struct tally_cell *cell = tally_at(t, action->measure, f->chain,
		f->month);
	int side;

	for (side = 0; side < SIDES; side++)
		cell->sum[side] += plan_value(&action->part[side], f->amount)
			* (__int128)times;
	cell->n += times;
}

/* One side of a measure of which at least one reaches over months. Days are
 * counted as whole months less what is missing at both ends. */
static struct months
count_part(struct tally *t, const struct plan_action *action,
	enum plan_side side, const struct fact *f, int32_t as_of,
	uint64_t times)
{
	const struct plan_part *part = &action->part[side];
	uint32_t measure = action->measure;
	struct months m = interval_months(part, f->day, f->month, f->until,
		as_of);
	int32_t last;

	if (m.from > m.to)
		return m;
	if (part->count != COUNT_DAYS && part->count != COUNT_OPEN) {
		tally_at(t, measure, f->chain, f->month)->sum[side] +=
			plan_value(part, f->amount) * (__int128)times;
		return m;
	}
	tally_spell(t, measure, f->chain, side, m.from, m.to, times);
	if (part->count == COUNT_OPEN)
		return m;
	tally_at(t, measure, f->chain, m.from)->sum[side] -=
		(__int128)(f->day - period_month_first(m.from)) * DECIMAL_ONE
		* (__int128)times;
	last = f->until != DAY_NONE && f->until < as_of ? f->until : as_of;
	tally_at(t, measure, f->chain, m.to)->sum[side] -=
		(__int128)(period_month_last(m.to) - last) * DECIMAL_ONE
		* (__int128)times;
	return m;
}

void
count_spell(struct tally *t, const struct plan_action *action,
	const struct fact *f, int32_t as_of, uint64_t times)
{
	struct months n = count_part(t, action, SIDE_NUMERATOR, f, as_of,
		times);
	struct months d = count_part(t, action, SIDE_DENOMINATOR, f, as_of,
		times);

	if (n.from <= n.to && d.from <= d.to && n.from <= d.to + 1
		&& d.from <= n.to + 1) {
		n.from = n.from < d.from ? n.from : d.from;
		n.to = n.to > d.to ? n.to : d.to;
		d = (struct months){ 0, -1 };
	}
	if (n.from <= n.to)
		tally_entered(t, action->measure, f->chain, n.from, n.to,
			times);
	if (d.from <= d.to)
		tally_entered(t, action->measure, f->chain, d.from, d.to,
			times);
}
