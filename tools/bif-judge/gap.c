/* SPDX-License-Identifier: MIT */
#include "gap.h"

#include "value.h"

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
is_below(const struct units *units, int unit, int parent)
{
	int steps = 0;

	while ((unit = units->list[unit].parent) != UNIT_NONE
	    && steps++ < units->count)
		if (unit == parent)
			return true;
	return false;
}

/* Of counted facts a month without a row may be a month without facts; an
 * amount that is not there has not been reported. */
static bool
reports_amounts(const struct measure *m)
{
	return !m->cohort && (m->numerator.count == COUNT_AMOUNT
		|| m->denominator.count == COUNT_AMOUNT);
}

bool
gap_in(const struct subject *s, int32_t from, int32_t to)
{
	int unit;

	if (from >= to || measure_counts_zero(s->measure))
		return false;
	if (unit_lacks(s, s->unit, from, to))
		return true;
	if (!reports_amounts(s->measure))
		return false;
	for (unit = 0; unit < s->units->count; unit++)
		if (is_below(s->units, unit, s->unit)
		    && unit_lacks(s, unit, from, to))
			return true;
	return false;
}
