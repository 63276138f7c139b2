/* SPDX-License-Identifier: MIT
 *
 * Takes the window of a goal, adds up what the months brought, each side by its
 * `across`, and takes the measure's form of the two. A month that was not counted
 * and a month of zero are told apart here (is_zero); whether a figure may be
 * judged at all is for bif-judge to say.
 */
#include "result/figure.h"

#include "value/period.h"

/* Whether the value is a fraction: of a cohort the denominator is those who
 * entered, which no component of the book names. */
static bool
has_denominator(const struct measure *m)
{
	return m->cohort || m->denominator.count != COUNT_NONE;
}

/* The subject's own row of a month; NULL when it has no figures. */
static const struct observation *
row_at(const struct subject *s, int32_t month)
{
	return figures_at(s->figures, s->measure_index, s->unit, month);
}

/* A parent that nobody counted is not zero when a unit below it has some. */
static bool
child_has(const struct subject *s, int unit, int32_t month)
{
	for (int child = figures_first_child(s->figures, unit);
		child != UNIT_NONE;
		child = figures_next_child(s->figures, child))
		if (figures_at(s->figures, s->measure_index, child, month)
			|| child_has(s, child, month))
			return true;
	return false;
}

/* Whether a month without a row at the unit is a real 0. Without coverage
 * nobody knows, and no missing row is a zero; but whoever has not asked for
 * coverage goes by what other units have. */
static bool
is_zero(const struct subject *s, int32_t month)
{
	const struct coverage *c = s->coverage;

	if (!measure_counts_zero(s->measure) || child_has(s, s->unit, month))
		return false;
	if (!c)
		return figures_anywhere(s->figures, s->measure_index, month);
	return reach_is_tested(c, s->measure_index)
		&& reach_is_there(c, s->unit, month)
		&& reach_has(c, s->measure_index, s->unit, month, NULL);
}

bool
figure_month_counts(const struct subject *s, int32_t month)
{
	return row_at(s, month) || is_zero(s, month);
}

/* The last month of a span that has figures or is a real 0; from - 1 when
 * there is none. */
static int32_t
last_that_counts(const struct subject *s, int32_t from, int32_t to)
{
	while (to >= from && !figure_month_counts(s, to))
		to--;
	return to;
}

void
figure_window(enum window window, const struct year_progress *m, int32_t *from,
	int32_t *to)
{
	*from = m->first;
	*to = m->last;
	if (window == WINDOW_ROLLING_12)
		*from = m->last - (YEAR_PROGRESS_MONTHS - 1);
	if (window == WINDOW_MONTH)
		*from = m->last;
}

/* Sets the window of a value. Of a cohort, members who entered so late that
 * they were not all mature on the day known are left to `pending`, so the
 * window may end before the months that are followed do. */
static void
find_window(const struct subject *s, const struct year_progress *m,
	struct figure *v)
{
	figure_window(s->window, m, &v->from, &v->to);
	if (s->window == WINDOW_YEAR)
		v->to = m->running;
	if (s->since > v->from)
		v->from = s->since;
	v->followed_to = v->to;
	while (s->mature_by && s->measure->cohort && !s->measure->by_maturity
		&& v->to >= v->from
		&& period_after(period_month_last(v->to), s->measure->within)
			> s->mature_by)
		v->to--;
	if (s->window == WINDOW_LATEST) {
		v->to = last_that_counts(s, m->first, m->last);
		if (v->to >= v->from)
			v->from = v->to;
		else
			v->to = m->last;
	}
}

/* --- components --- */

/* One side of a row as it was counted; 0 of a month without a row. */
static struct decimal
part_of(const struct observation *row, bool denominator)
{
	if (!row)
		return (struct decimal){ 0 };
	return denominator ? row->denominator : row->numerator;
}

/* One side of the value over the window, by its `across`: the last month's, the
 * sum of all months, or their mean. The mean is of months that have a row, and
 * a zero is one of its values (DESIGN.md section 5). */
static struct ratio
over_window(const struct subject *s, const struct figure *v,
	enum measure_across across, bool denominator)
{
	struct decimal sum = { 0 }, part;
	struct ratio carried = ratio_int(0);
	int32_t month;
	long months = 0;

	if (across == ACROSS_LAST) {
		month = last_that_counts(s, v->from, v->to);
		return ratio_decimal(
			part_of(month >= v->from ? row_at(s, month) : NULL,
				denominator));
	}
	for (month = v->from; month <= v->to; month++) {
		if (!row_at(s, month))
			continue;
		part = part_of(row_at(s, month), denominator);
		if (denominator && !part.millionths)
			continue; /* nothing entered it */
		months++;
		if (!decimal_add(&sum, part)) { /* more than 38 digits */
			carried = ratio_add(carried, ratio_decimal(sum));
			sum = part;
		}
	}
	carried = ratio_add(carried, ratio_decimal(sum));
	return across == ACROSS_MEAN && months
		? ratio_div(carried, ratio_int(months))
		: carried;
}

/* The measure's form over a numerator and a denominator; false when there is
 * nothing to divide by. */
static bool
form_of(const struct measure *m, struct ratio numerator,
	struct ratio denominator, struct ratio *value)
{
	struct ratio x = numerator;

	if (has_denominator(m)) {
		if (!ratio_sign(denominator))
			return false;
		x = ratio_div(numerator, denominator);
	}
	if (m->form != FORM_RATIO)
		x = ratio_sub(x, ratio_int(1));
	if (m->form == FORM_DEVIATION)
		x = ratio_abs(x);
	if (m->shown == SHOWN_PERCENT && has_denominator(m))
		x = ratio_mul(x, ratio_int(100));
	*value = x;
	return true;
}

/* A month's value: the unit's own, or of a measure whose parents are the plain
 * mean of their children the mean of theirs, where the unit has no row. */
bool
figure_of_month(const struct subject *s, int32_t month, struct ratio *value)
{
	const struct observation *row = row_at(s, month);
	struct ratio sum = ratio_int(0), one;
	struct subject child = *s;
	long n = 0;

	if (figure_month_counts(s, month)
		&& form_of(s->measure, ratio_decimal(part_of(row, false)),
			ratio_decimal(part_of(row, true)), value))
		return true;
	if (s->measure->parents != PARENTS_MEAN)
		return false;
	child.unit = figures_first_child(s->figures, s->unit);
	for (; child.unit != UNIT_NONE;
		child.unit = figures_next_child(s->figures, child.unit))
		if (figure_of_month(&child, month, &one)) {
			sum = ratio_add(sum, one);
			n++;
		}
	if (n)
		*value = ratio_div(sum, ratio_int(n));
	return n > 0;
}

/* --- counts and flags --- */

/* Adds up what the rows of the window say beside their sums: how many facts,
 * how many are pending, the flags, the last day. A stock's n is the stock, so
 * it is taken of the month that its value is taken from. False: no row. */
static bool
count_rows(const struct subject *s, struct figure *v)
{
	const struct measure *m = s->measure;
	int32_t month, last, counted = v->from;
	const struct observation *row;
	bool any = false;

	if (!m->cohort && m->numerator.across == ACROSS_LAST
		&& (m->denominator.count == COUNT_NONE
			|| m->denominator.across == ACROSS_LAST)
		&& s->window != WINDOW_MEAN_OF_MONTHS) {
		last = last_that_counts(s, v->from, v->to);
		counted = last > v->from ? last : v->from;
	}
	for (month = v->from; month <= v->followed_to; month++) {
		row = figures_row(s->figures, s->measure_index, s->unit, month);
		if (!row)
			continue;
		v->pending += row->pending;
		if (month > v->to) {
			v->pending += figures_in(row) ? row->n : 0;
			continue;
		}
		/* Also of a month all of whose members are still followed. */
		if (row->through > v->through) /* DAY_NONE is the least */
			v->through = row->through;
		if (!figures_in(row))
			continue;
		any = true;
		v->flags |= row->flags;
		if ((row->flags & OBSERVATION_MANUAL) && !row->n)
			v->n_unknown = true;
		if (month >= counted)
			v->n += row->n;
	}
	return any;
}

/* A window without a row is a real 0 when each of its months is; without
 * coverage, when some unit has figures in one of them. */
static bool
is_zero_window(const struct subject *s, const struct figure *v)
{
	bool every = true, any = false;

	for (int32_t month = v->from; month <= v->to; month++) {
		if (is_zero(s, month))
			any = true;
		else if (!s->coverage
			|| reach_is_there(s->coverage, s->unit, month))
			every = false;
	}
	return any && (every || !s->coverage);
}

/* The first month of a span that a unit lacks and others have, though it was
 * there and has figures in other months; 0: none. What no source counts was
 * reported once and is to be again. */
static int32_t
unit_lacks(const struct subject *s, int unit, int32_t from, int32_t to)
{
	bool any = s->measure->fed
		&& figures_any_at(s->figures, s->measure_index, unit);
	int32_t month, lacks = 0;

	for (month = from; month <= to; month++) {
		if (figures_at(s->figures, s->measure_index, unit, month))
			any = true;
		else if (!lacks
			&& figures_anywhere(s->figures, s->measure_index, month)
			&& (!s->coverage
				|| reach_is_there(s->coverage, unit, month)))
			lacks = month;
	}
	return any ? lacks : 0;
}

/* The month that a unit below lacks, at whatever depth; 0: none. */
static int32_t
child_lacks(const struct subject *s, int unit, int32_t from, int32_t to)
{
	int32_t lacks = 0;

	for (int child = figures_first_child(s->figures, unit);
		!lacks && child != UNIT_NONE;
		child = figures_next_child(s->figures, child)) {
		lacks = unit_lacks(s, child, from, to);
		if (!lacks)
			lacks = child_lacks(s, child, from, to);
	}
	return lacks;
}

/* The month that a sum lacks, 0 for none: of goals whose deliveries nobody can
 * test this is the one clue that something is missing. A month without a row
 * is a real 0 where the measure counts without a denominator, and then no gap.
 * Of counted facts a month without a row may be a month without facts, while
 * an amount, or what no source counts, that is not there has not been
 * reported: so a parent's sum of those also lacks what one of its children
 * lacks. */
static int32_t
lacks_month(const struct subject *s, int32_t from, int32_t to)
{
	const struct measure *m = s->measure;
	bool reported = !m->cohort
		&& (m->fed || m->numerator.count == COUNT_AMOUNT
			|| m->denominator.count == COUNT_AMOUNT);
	int32_t lacks;

	if (from >= to || measure_counts_zero(m))
		return 0;
	lacks = unit_lacks(s, s->unit, from, to);
	return lacks || !reported ? lacks : child_lacks(s, s->unit, from, to);
}

/* What the unit's own rows come to. */
static struct figure
own_figure(const struct subject *s, const struct year_progress *m)
{
	struct figure v = { .state = FIGURE_GIVEN,
		.through = DAY_NONE,
		.has_denominator = has_denominator(s->measure) };
	struct ratio sum = ratio_int(0), one;

	find_window(s, m, &v);
	if (!count_rows(s, &v)) {
		v.real_zero = is_zero_window(s, &v);
		if (!v.real_zero) {
			v.state = v.pending ? FIGURE_NOT_MATURE
					    : FIGURE_NO_DATA;
			return v;
		}
	}
	v.has_sums = true;
	v.numerator = over_window(s, &v, s->measure->numerator.across, false);
	v.denominator = over_window(s, &v, s->measure->denominator.across,
		true);
	v.lacks = lacks_month(s, v.from, v.to);
	if (s->window != WINDOW_MEAN_OF_MONTHS) {
		if (!form_of(s->measure, v.numerator, v.denominator, &v.value))
			v.state = FIGURE_UNDEFINED;
		return v;
	}
	for (int32_t month = v.from; month <= v.to; month++) {
		if (!figure_of_month(s, month, &one))
			continue;
		sum = ratio_add(sum, one);
		v.months++;
	}
	if (v.months)
		v.value = ratio_div(sum, ratio_int(v.months));
	v.state = v.months ? FIGURE_GIVEN : FIGURE_UNDEFINED;
	return v;
}

/* A parent that has no figures of its own is the plain mean of its children's
 * values, each over the same window, where the measure says so. A child
 * without a value is not among them, and makes the mean incomplete. */
struct figure
figure_at(const struct subject *s, const struct year_progress *m)
{
	struct figure v = own_figure(s, m), one;
	struct ratio sum = ratio_int(0);
	struct subject child = *s;
	long n = 0;

	if (v.state != FIGURE_NO_DATA || s->measure->parents != PARENTS_MEAN)
		return v;
	child.unit = figures_first_child(s->figures, s->unit);
	for (; child.unit != UNIT_NONE;
		child.unit = figures_next_child(s->figures, child.unit)) {
		one = figure_at(&child, m);
		if (!v.lacks && one.lacks)
			v.lacks = one.lacks;
		else if (!v.lacks && one.state != FIGURE_GIVEN)
			v.lacks = one.from;
		if (one.state != FIGURE_GIVEN)
			continue;
		sum = ratio_add(sum, one.value);
		v.n += one.n;
		v.n_unknown |= one.n_unknown;
		v.flags |= one.flags;
		if (one.through > v.through)
			v.through = one.through;
		v.months = one.months > v.months ? one.months : v.months;
		n++;
	}
	if (!n)
		return v;
	v.state = FIGURE_GIVEN;
	v.value = v.numerator = ratio_div(sum, ratio_int(n));
	v.has_sums = true;
	v.has_denominator = false;
	return v;
}

/* Complete months are the value without the running one, so the share of the
 * running month that is gone is a share of what that month adds. */
struct figure
figure_same_date(const struct subject *s, const struct year_progress *m)
{
	struct year_progress complete = *m;
	struct figure with = figure_at(s, m), without;

	if (!year_progress_has_running(m) || s->window != WINDOW_YEAR
		|| with.state != FIGURE_GIVEN)
		return with;
	complete.running = m->last;
	without = figure_at(s, &complete);
	if (without.state != FIGURE_GIVEN && with.has_denominator)
		return with;
	if (without.state != FIGURE_GIVEN)
		without.value = ratio_int(0);
	with.value = ratio_add(without.value,
		ratio_mul(m->running_gone,
			ratio_sub(with.value, without.value)));
	return with;
}
