/* SPDX-License-Identifier: MIT */
#include "lint.h"

#include "value/period.h"

struct day_text {
	char at[DAY_WIDTH + 1];
};

static struct day_text
day_text(int32_t day)
{
	struct day_text text = { { 0 } };

	period_write_day(text.at, day);
	return text;
}

/* The first and last day of a contract year by its number. */
static void
year_ends(const struct lint *l, int year, int32_t *first, int32_t *last)
{
	struct period_date begins = { year, l->book->begins_month,
		l->book->begins_day };

	book_year_of(l->book, period_day(begins), first, last);
}

/* The first day of entry that the goal's window takes in when it is judged on
 * the due date. */
static int32_t
window_begin(const struct lint *l, const struct goal *g, const struct target *x)
{
	int32_t first, last, month = period_month_of(x->due);
	bool complete = period_month_last(month) == x->due;

	year_ends(l, x->year, &first, &last);
	switch (g->window) {
	case WINDOW_ROLLING_12:
		return period_month_first(complete ? month - 11 : month - 12);
	case WINDOW_MONTH:
	case WINDOW_LATEST:
		return period_month_first(complete ? month : month - 1);
	case WINDOW_YEAR:
	case WINDOW_MEAN_OF_MONTHS:
		break;
	}
	return first;
}

/* A cohort of which nobody's time is up when the goal is due. */
static void
check_mature(struct lint *l, const struct goal *g, const struct target *x)
{
	const struct measure *m = lint_measure(l, g);
	int32_t first, mature;

	if (!m || !m->cohort || m->by_maturity)
		return;
	first = window_begin(l, g, x);
	mature = period_after(first, m->within);
	if (mature > x->due)
		finding_add(l->findings, SEVERITY_ERROR,
			lint_target_place(l, x), "never-mature",
			"due %s, but "
			"who enters on %s, the first day of the window, is "
			"followed for %d %s, to %s",
			day_text(x->due).at, day_text(first).at,
			m->within.count, m->within.months ? "months" : "days",
			day_text(mature).at);
}

static void
check_days(struct lint *l, const struct target *x)
{
	int32_t first, last;

	year_ends(l, x->year, &first, &last);
	if (x->due < first || x->due > last)
		finding_add(l->findings, SEVERITY_ERROR,
			lint_target_place(l, x), "due-outside-year",
			"due %s, "
			"but contract year %d runs from %s to %s",
			day_text(x->due).at, x->year, day_text(first).at,
			day_text(last).at);
	if (x->decided > x->due)
		finding_add(l->findings, SEVERITY_ERROR,
			lint_target_place(l, x), "late-revision",
			"decided on "
			"%s, when the result of %s was already known",
			day_text(x->decided).at, day_text(x->due).at);
}

/* Whether a unit has all twelve months of a contract year. */
static bool
full_year(const struct lint *l, const struct goal *g, int unit, int year)
{
	const struct observation *series;
	size_t n, i, months = 0;
	int32_t first, last;

	series = observations_series(l->observations, g->measure, unit, &n);
	year_ends(l, year, &first, &last);
	for (i = 0; i < n; i++)
		months += series[i].month >= period_month_of(first)
			&& series[i].month <= period_month_of(last);
	return months >= 12;
}

static bool
observed_before(const struct lint *l, const struct goal *g,
	const struct target *x)
{
	const struct observation *series;
	size_t n;
	int year;

	series = observations_series(l->observations, g->measure, x->unit, &n);
	if (!n)
		return false;
	for (year = period_date(period_month_first(series[0].month)).year - 1;
		year < x->year; year++)
		if (full_year(l, g, x->unit, year))
			return true;
	return false;
}

/* A course of the year is known from an earlier one only. Observations that
 * are at hand tell nothing of the years before the last contract's. */
static void
check_season(struct lint *l, const struct goal *g, const struct target *x)
{
	int32_t first, last, begins = unit_begins(l->units, x->unit);
	struct span unit = l->units->list[x->unit].code;

	year_ends(l, x->year - 1, &first, &last);
	if (begins > first)
		finding_add(l->findings, SEVERITY_ERROR,
			lint_target_place(l, x), "no-earlier-year",
			"the path "
			"seasonal needs a whole year before %d, and unit %.*s "
			"begins on %s",
			x->year, SPAN_ARG(unit), day_text(begins).at);
	else if (l->observations && x->year == l->year
		&& !observed_before(l, g, x))
		finding_add(l->findings, SEVERITY_ERROR,
			lint_target_place(l, x), "no-earlier-year",
			"the path "
			"seasonal needs a year before %d of which measure "
			"\"%.*s\" has all 12 months at %.*s",
			x->year, SPAN_ARG(g->measure), SPAN_ARG(unit));
}

/* Without observations only the book can tell of an earlier year: a target
 * of one, or a baseline. */
static void
check_history(struct lint *l, const struct goal *g, int goal)
{
	int earliest = 0;
	size_t i;

	for (i = 0; i < l->targets->count; i++) {
		const struct target *x = &l->targets->list[i];

		if (x->goal != goal)
			continue;
		if (x->has_baseline || (earliest && earliest != x->year))
			return;
		earliest = x->year;
	}
	if (earliest)
		finding_add(l->findings, SEVERITY_WARNING,
			lint_goal_place(l, g), "no-earlier-year",
			"the path "
			"seasonal needs a year before %d, and the book shows "
			"none: no earlier target and no baseline "
			"(--observations can tell)",
			earliest);
}

void
calendar_rules_check(struct lint *l)
{
	size_t i;

	for (i = 0; l->targets && i < l->targets->count; i++) {
		const struct target *x = &l->targets->list[i];
		const struct goal *g = &l->goals->list[x->goal];

		check_days(l, x);
		if (x->withdraws)
			continue;
		check_mature(l, g, x);
		if (g->path == PATH_SEASONAL)
			check_season(l, g, x);
	}
	for (i = 0; l->targets && !l->observations && i < l->goals->count; i++)
		if (l->goals->list[i].path == PATH_SEASONAL)
			check_history(l, &l->goals->list[i], (int)i);
}
