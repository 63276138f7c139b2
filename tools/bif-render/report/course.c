/* SPDX-License-Identifier: MIT
 *
 * A goal month by month: the same figures and the same path as bif-judge uses,
 * at the end of each month of the contract year.
 */
#include "course.h"

#include "result/expected.h"
#include "value/period.h"
#include "suppress.h"

/* Whether a month's result is known: complete months are, and with the day
 * calendar the running one is as of the day. */
static bool
month_known(const struct material *m, int32_t month, int32_t *day)
{
	*day = period_month_last(month);
	if (*day <= m->as_of)
		return true;
	*day = m->as_of;
	return m->book->by_day && month == period_month_of(m->as_of);
}

static void
take_result(const struct material *m, const struct subject *s, int32_t day,
	struct course *c, size_t i)
{
	struct year_progress then = year_progress_of(m->book, day);
	struct figure v = figure_at(s, &then);

	if (v.state != FIGURE_GIVEN)
		return;
	if (suppress_hides_value(&v, m->suppress)) {
		c->hidden[i] = true;
		return;
	}
	c->month[i].result = (struct chart_value){ true, v.value };
	c->any = true;
}

static void
take_path(const struct material *m, const struct goal *g,
	const struct terms *terms, const struct subject *s, struct course *c,
	size_t i)
{
	struct year_progress then = year_progress_of(m->book,
		period_month_last(c->month[i].month));
	struct expectation e = expected_at(g, terms, s, &then);

	if (e.state != EXPECTED_GIVEN)
		return;
	c->month[i].low = (struct chart_value){ true, e.low };
	c->month[i].high = (struct chart_value){ true, e.high };
}

bool
course_of(const struct material *m, int unit, int goal, struct course *c)
{
	const struct goal *g = &m->goals->list[goal];
	const struct contract *contract;
	struct subject s = { .figures = m->figures,
		.unit = unit,
		.window = g->window };
	struct year_progress now;
	int32_t day;

	*c = (struct course){ 0 };
	if (!m->figures)
		return false;
	contract = contract_find(m->contracts, unit, goal);
	s.measure_index = measure_find(m->measures, g->measure);
	if (!contract->applicable || contract->now.due->withdraws
		|| s.measure_index < 0)
		return false;
	s.measure = &m->measures->list[s.measure_index];
	now = year_progress_of(m->book, m->as_of);
	for (size_t i = 0; i < CHART_MONTHS; i++) {
		c->month[i].month = now.first + (int32_t)i;
		if (month_known(m, c->month[i].month, &day))
			take_result(m, &s, day, c, i);
		take_path(m, g, &contract->now, &s, c, i);
	}
	return true;
}
