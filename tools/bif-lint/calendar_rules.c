/* SPDX-License-Identifier: MIT
 *
 * Whether a target can be judged when it is due: the days of its contract, the
 * time that members of a cohort are followed, and the earlier year that a
 * seasonal path is made of.
 */
#include "lint.h"

#include "value/period.h"

#define MONTHS 12

/* A cohort of which nobody's time is up when the goal is due. A measure that
 * counts its members by the month in which they mature has none who are too
 * young, and is left out. The earliest entry is enough to ask: whoever enters
 * later matures later. */
static void
check_mature(struct lint *l, const struct goal *g, const struct target *x)
{
	const struct measure *m = lint_measure(l, g);
	int32_t first, last, mature, month = period_month_of(x->due);

	if (!m || !m->cohort || m->by_maturity)
		return;
	/* The window takes in whole months: that of the due date only when it
	 * is over. first is the first day of entry that it takes in. */
	if (period_month_last(month) != x->due)
		month--;
	book_days_of(l->book, x->year, &first, &last);
	if (g->window == WINDOW_ROLLING_12)
		first = period_month_first(month - (MONTHS - 1));
	else if (g->window == WINDOW_MONTH || g->window == WINDOW_LATEST)
		first = period_month_first(month);
	mature = period_after(first, m->within);
	if (mature > x->due)
		finding_error(l, lint_target_place(l, x), "never-mature",
			"due %s, but who enters on %s, the first day of the "
			"window, is followed for %d %s, to %s",
			lint_day(l, x->due), lint_day(l, first),
			m->within.count, m->within.months ? "months" : "days",
			lint_day(l, mature));
}

/* Whether the observations have all twelve months of a year before x's, of the
 * goal's measure at the target's unit. x->year is a contract year, which need
 * not begin in January; months are counted within the days of each. Any earlier
 * year will do, not only the one before. */
static bool
observed_before(const struct lint *l, const struct goal *g,
	const struct target *x)
{
	const struct observation *series;
	int32_t first, last;
	size_t n, months;
	int year;

	series = observations_series(l->observations, g->measure, x->unit, &n);
	if (!n)
		return false;
	year = period_date(period_month_first(series[0].month)).year - 1;
	for (; year < x->year; year++) {
		book_days_of(l->book, year, &first, &last);
		months = 0;
		for (size_t i = 0; i < n; i++)
			months += series[i].month >= period_month_of(first)
				&& series[i].month <= period_month_of(last);
		if (months >= MONTHS)
			return true;
	}
	return false;
}

/* A course of the year is known from an earlier one only. Observations that are
 * at hand tell nothing of the years before the last contract's. A unit that is
 * younger than the year before cannot have one, whatever the figures say; that
 * is told without them. */
static void
check_season(struct lint *l, const struct goal *g, const struct target *x)
{
	int32_t first, last, begins = unit_begins(l->units, x->unit);
	struct span unit = l->units->list[x->unit].code;

	/* A unit has the earlier years of one that it succeeds, as bif-judge
	 * gives them, where it is there from the year's first day. */
	book_days_of(l->book, x->year, &first, &last);
	if (begins <= first && unit_succeeds(l->units, x->unit))
		return;
	book_days_of(l->book, x->year - 1, &first, &last);
	if (begins > first)
		finding_error(l, lint_target_place(l, x), "no-earlier-year",
			"the path seasonal needs a whole year before %d, and "
			"unit %.*s begins on %s",
			x->year, SPAN_ARG(unit), lint_day(l, begins));
	else if (l->observations && x->year == l->year
		&& !observed_before(l, g, x))
		finding_error(l, lint_target_place(l, x), "no-earlier-year",
			"the path seasonal needs a year before %d of which "
			"measure \"%.*s\" has all 12 months at %.*s",
			x->year, SPAN_ARG(g->measure), SPAN_ARG(unit));
}

/* A due date outside the contract year is never reached by the days on which
 * that year is judged, and a target decided after its due date was decided by
 * who knew the result. */
void
calendar_rules_targets(struct lint *l)
{
	for (size_t i = 0; l->targets && i < l->targets->count; i++) {
		const struct target *x = &l->targets->list[i];
		const struct goal *g = &l->goals->list[x->goal];
		int32_t first, last;

		book_days_of(l->book, x->year, &first, &last);
		if (x->due < first || x->due > last)
			finding_error(l, lint_target_place(l, x),
				"due-outside-year",
				"due %s, but contract year %d runs from %s to "
				"%s",
				lint_day(l, x->due), x->year,
				lint_day(l, first), lint_day(l, last));
		if (x->decided > x->due)
			finding_error(l, lint_target_place(l, x),
				"late-revision",
				"decided on %s, when the result of %s was "
				"already known",
				lint_day(l, x->decided), lint_day(l, x->due));
		if (x->withdraws)
			continue;
		check_mature(l, g, x);
		if (g->path == PATH_SEASONAL)
			check_season(l, g, x);
	}
}

/* Without observations only the book can tell of an earlier year: a target of
 * one, or a baseline. It stays a warning, since figures of that year may be at
 * hand all the same; with --observations check_season() knows, and this rule is
 * silent. */
void
calendar_rules_history(struct lint *l)
{
	for (size_t i = 0, k; l->targets && i < l->goals->count; i++) {
		const struct goal *g = &l->goals->list[i];
		int earliest = 0;

		if (l->observations || g->path != PATH_SEASONAL)
			continue;
		for (k = 0; k < l->targets->count; k++) {
			const struct target *x = &l->targets->list[k];

			if (x->goal != (int)i)
				continue;
			if (x->has_baseline
				|| (earliest && earliest != x->year))
				break;
			earliest = x->year;
		}
		if (earliest && k == l->targets->count)
			finding_warning(l, lint_goal_place(l, g),
				"no-earlier-year",
				"the path seasonal needs a year before %d, and "
				"the book shows none: no earlier target and no "
				"baseline (--observations can tell)",
				earliest);
	}
}
