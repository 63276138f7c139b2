/* SPDX-License-Identifier: MIT
 *
 * Of goals whose deliveries nobody can test there is one clue that something is
 * missing: other units have figures of a month that this one lacks.
 */
#include "result/missing_months.h"

#include "result/figure.h"

static bool
unit_lacks(const struct subject *s, int unit, int32_t from, int32_t to)
{
	bool any = false, lacks = false;
	int32_t month;

	for (month = from; month <= to; month++) {
		if (figures_at(s->figures, s->measure_index, unit, month))
			any = true;
		else if (figures_anywhere(s->figures, s->measure_index, month))
			lacks = true;
	}
	return any && lacks;
}

static bool
child_lacks(const struct subject *s, int unit, int32_t from, int32_t to)
{
	int child;

	for (child = figures_first_child(s->figures, unit); child != UNIT_NONE;
		child = figures_next_child(s->figures, child))
		if (unit_lacks(s, child, from, to)
			|| child_lacks(s, child, from, to))
			return true;
	return false;
}

/* Of counted facts a month without a row may be a month without facts; an
 * amount that is not there has not been reported. */
static bool
reports_amounts(const struct measure *m)
{
	return !m->cohort
		&& (m->numerator.count == COUNT_AMOUNT
			|| m->denominator.count == COUNT_AMOUNT);
}

bool
missing_months_in(const struct subject *s, int32_t from, int32_t to)
{
	if (from >= to || measure_counts_zero(s->measure))
		return false;
	return unit_lacks(s, s->unit, from, to)
		|| (reports_amounts(s->measure)
			&& child_lacks(s, s->unit, from, to));
}
