/* SPDX-License-Identifier: MIT
 *
 * Signals on the monthly series, by the rules of the XmR chart (Wheeler): the
 * middle is the mean of the months, its limits are 2.66 mean moving ranges
 * away. A signal is told when the latest months are it: one outside a limit,
 * three of four nearer to the same limit than to the middle, or eight on one
 * side. Months that are not alike have no such series: persons counted once a
 * year, kWh, kroner and seasonal goals.
 */
#include "worth.h"

#define MONTHS_MOST 24
#define MONTHS_LEAST 12
#define RUN 8 /* on one side of the middle */

static bool
has_series(const struct judge_case *c)
{
	const struct measure *m = c->subject.measure;

	if (c->goal->path == PATH_SEASONAL || m->form != FORM_RATIO
		|| m->shown == SHOWN_KWH)
		return false;
	return worth_has_denominator(m)
		|| (m->numerator.count != COUNT_AMOUNT
			&& m->numerator.count != COUNT_SUBJECTS);
}

/* Newest first. */
static int
collect(const struct judge_case *c, struct ratio months[])
{
	int32_t month, last = c->value.to;
	int n = 0;

	for (month = last; month > last - MONTHS_MOST; month--)
		n += figure_of_month(&c->subject, month, &months[n]);
	return n;
}

/* How many of the newest `of` months are further from the middle than `by`,
 * above it (side 1) or below it (-1). */
static int
beyond(const struct ratio months[], int of, struct ratio middle,
	struct ratio by, int side)
{
	struct ratio gap;
	int i, n = 0;

	for (i = 0; i < of; i++) {
		gap = ratio_sub(months[i], middle);
		if (side < 0)
			gap = ratio_neg(gap);
		n += ratio_compare(gap, by) > 0;
	}
	return n;
}

/* Nearer to what is wanted is better. */
static bool
is_better(const struct judge_case *c, int side, struct ratio middle)
{
	if (c->goal->direction == WITHIN)
		return side > 0
			? ratio_compare(middle, c->expectation.low) < 0
			: ratio_compare(middle, c->expectation.high) > 0;
	return (c->goal->direction == AT_LEAST) == (side > 0);
}

void
worth_signals(const struct judge_case *c, struct worth *w)
{
	struct ratio months[MONTHS_MOST], middle = ratio_int(0);
	struct ratio limit = middle, half, none = middle;
	int i, n, side;

	if (!has_series(c) || (n = collect(c, months)) < MONTHS_LEAST)
		return;
	for (i = 0; i < n; i++) {
		middle = ratio_add(middle, months[i]);
		if (i)
			limit = ratio_add(limit,
				ratio_abs(ratio_sub(months[i], months[i - 1])));
	}
	middle = ratio_div(middle, ratio_int(n));
	limit = ratio_mul(ratio_div(limit, ratio_int(n - 1)),
		ratio_of(266, 100));
	half = ratio_div(limit, ratio_int(2));
	w->signal = SIGNAL_NONE;
	for (side = -1; side <= 1; side += 2)
		if (beyond(months, 1, middle, limit, side) == 1
			|| beyond(months, 4, middle, half, side) >= 3
			|| beyond(months, RUN, middle, none, side) == RUN)
			w->signal = is_better(c, side, middle) ? SIGNAL_BETTER
							       : SIGNAL_WORSE;
}
