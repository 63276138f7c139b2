/* SPDX-License-Identifier: MIT
 *
 * All that a verdict is worth, put together, and the one part that needs no file
 * of its own: signals on the monthly series, by the rules of the XmR chart
 * (Wheeler). The middle is the mean of the months, its limits are 2.66 mean
 * moving ranges away. A signal is told when the latest months are it: one
 * outside a limit, three of four nearer to the same limit than to the middle,
 * or eight on one side. Months that are not alike have no such series: persons
 * counted once a year, kWh, kroner and seasonal goals.
 *
 * Where nothing happens those rules still signal in about one series of a
 * hundred, and more often in stocks, whose months depend on the month before. So
 * a signal is a reason to ask the unit, and changes no status.
 */
#include "worth.h"

#define MONTHS_MOST 24  /* that the chart is drawn of */
#define MONTHS_LEAST 12 /* fewer have no limits that hold */
#define RUN 8           /* on one side of the middle */

/* How many of the newest `of` months are further from the middle than `by`,
 * above it (side 1) or below it (-1). */
static int
beyond(const struct ratio months[], int of, struct ratio middle,
	struct ratio by, int side)
{
	int i, n = 0;

	for (i = 0; i < of; i++) {
		struct ratio gap = ratio_sub(months[i], middle);

		if (side < 0)
			gap = ratio_neg(gap);
		n += ratio_compare(gap, by) > 0;
	}
	return n;
}

/* Whether the latest months are a signal; empty where the months are not alike
 * or too few. Nearer to what is wanted is better. */
static enum worth_signal
signal_of(const struct judge_case *c)
{
	const struct measure *m = c->subject.measure;
	struct ratio months[MONTHS_MOST], middle = ratio_int(0);
	struct ratio limit = middle, half, none = middle;
	enum worth_signal signal = SIGNAL_NONE;
	int32_t month = c->value.to;
	int i, n = 0, side;
	bool better;

	if (c->goal->path == PATH_SEASONAL || m->form != FORM_RATIO
		|| m->shown == SHOWN_KWH
		|| (!worth_has_denominator(m)
			&& (m->numerator.count == COUNT_AMOUNT
				|| m->numerator.count == COUNT_SUBJECTS)))
		return SIGNAL_EMPTY;
	for (; month > c->value.to - MONTHS_MOST; month--) /* newest first */
		n += figure_of_month(&c->subject, month, &months[n]);
	if (n < MONTHS_LEAST)
		return SIGNAL_EMPTY;
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
	for (side = -1; side <= 1; side += 2) {
		if (beyond(months, 1, middle, limit, side) != 1
			&& beyond(months, 4, middle, half, side) < 3
			&& beyond(months, RUN, middle, none, side) != RUN)
			continue;
		better = (c->goal->direction == AT_LEAST) == (side > 0);
		if (c->goal->direction == WITHIN)
			better = side > 0
				? ratio_compare(middle, c->expectation.low) < 0
				: ratio_compare(middle, c->expectation.high)
					> 0;
		signal = better ? SIGNAL_BETTER : SIGNAL_WORSE;
	}
	return signal;
}

/* Each part stands by itself; a case without a verdict has nothing to be worth. */
struct worth
worth_of(const struct judge_case *c, const struct worth_rejects *rejects,
	struct out *readings)
{
	struct worth w = { 0 };

	if (!verdict_given(c->status))
		return w;
	w.given = true;
	worth_chance(c, &w);
	if (rejects)
		worth_bounds(c, rejects, &w);
	w.signal = signal_of(c);
	worth_readings(c, &w, readings);
	return w;
}
