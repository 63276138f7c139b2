/* SPDX-License-Identifier: MIT
 *
 * How targets agree with each other and with what they measure: revisions say
 * who and why, milestones lead to the target, units add up to their parent,
 * and goal, path and band suit what is counted. Only rows that are in force
 * are looked at, so that a mistake that was revised is not told for ever.
 */
#include "lint.h"

#include "base/buf.h"
#include "contract/target.h"
#include "value/period.h"

static bool
same_goal(const struct target *a, const struct target *b)
{
	return a->year == b->year && a->unit == b->unit && a->goal == b->goal;
}

/* The row that x revises, the last before it; NULL: it is the first. */
static const struct target *
revised_by(const struct lint *l, const struct target *x)
{
	const struct target *found = NULL;

	for (size_t i = 0; i < l->targets->count; i++) {
		const struct target *y = &l->targets->list[i];

		if (same_goal(x, y) && x->due == y->due
			&& y->decided < x->decided
			&& (!found || y->decided > found->decided))
			found = y;
	}
	return found;
}

static bool
in_force(const struct lint *l, const struct target *x)
{
	for (size_t i = 0; i < l->targets->count; i++) {
		const struct target *y = &l->targets->list[i];

		if (same_goal(x, y) && x->due == y->due
			&& y->decided > x->decided)
			return false;
	}
	return !x->withdraws;
}

static void
check_revision(struct lint *l, const struct target *x)
{
	bool who = x->decided_by.len, why = x->reason.len;

	if ((who && why) || !revised_by(l, x))
		return;
	finding_add(l->findings, SEVERITY_ERROR, lint_target_place(l, x),
		"unexplained-revision",
		"it revises line %" PRIu64 ", but does not say %s%s%s",
		lint_target_place(l, revised_by(l, x)).line,
		who ? "" : "who decided it", who || why ? "" : ", nor ",
		why ? "" : "why");
}

/* A step on the way that asks for more than the end. */
static void
check_milestone(struct lint *l, const struct target *x)
{
	const struct goal *g = goal_in(l->goals, x->goal, x->year);

	for (size_t i = 0; i < l->targets->count; i++) {
		const struct target *y = &l->targets->list[i];
		struct buf step = { 0 }, end = { 0 };
		int order;

		if (!same_goal(x, y) || y->due <= x->due || !in_force(l, y)
			|| g->direction == WITHIN)
			continue;
		order = ratio_compare(x->target, y->target);
		if (g->direction == AT_MOST ? order >= 0 : order <= 0)
			continue;
		ratio_print(&step, x->target, g->decimals);
		ratio_print(&end, y->target, g->decimals);
		finding_add(l->findings, SEVERITY_ERROR,
			lint_target_place(l, x), "milestone",
			"the milestone %s asks for more than the target %s of "
			"line %" PRIu64 ", which is due later",
			buf_string(&step), buf_string(&end),
			lint_target_place(l, y).line);
		buf_free(&step);
		buf_free(&end);
		return;
	}
}

/* Whether a parent's figure is the sum of its children's. */
static bool
adds_up(const struct measure *m)
{
	return m && !m->cohort && m->parents == PARENTS_SUM
		&& m->denominator.count == COUNT_NONE
		&& m->numerator.count != COUNT_SUBJECTS;
}

/* The targets of the units below add up to their parent's. Where one of them
 * has no such target nobody can tell. */
static void
check_parent(struct lint *l, const struct target *x)
{
	const struct measure *m = lint_measure(l,
		goal_in(l->goals, x->goal, x->year));
	struct ratio sum = ratio_int(0);
	struct buf all = { 0 }, own = { 0 };
	int children = 0, found = 0;
	size_t i;

	if (!adds_up(m))
		return;
	for (int u = 0; u < l->units->count; u++)
		children += unit_parent(l->units, u, x->due) == x->unit;
	for (i = 0; i < l->targets->count; i++) {
		const struct target *y = &l->targets->list[i];

		/* Whether it is in force is asked last: all targets are looked
		 * through for that. */
		if (y->year != x->year || y->goal != x->goal || y->due != x->due
			|| unit_parent(l->units, y->unit, x->due) != x->unit
			|| !in_force(l, y))
			continue;
		sum = ratio_add(sum, y->target);
		found++;
	}
	/* Where some have none, what others have is still a part of it. */
	if (!found || !children || !ratio_compare(sum, x->target)
		|| (found < children
			&& (goal_in(l->goals, x->goal, x->year)->direction
					!= AT_LEAST
				|| ratio_compare(sum, x->target) < 0)))
		return;
	ratio_print(&all, sum, 2);
	ratio_print(&own, x->target, 2);
	finding_add(l->findings, SEVERITY_WARNING, lint_target_place(l, x),
		"parent-target",
		"the targets of the %d units below %.*s add up to %s, its own "
		"is %s",
		found, SPAN_ARG(l->units->list[x->unit].code), buf_string(&all),
		buf_string(&own));
	buf_free(&all);
	buf_free(&own);
}

/* A share beyond all there is, or written as a fraction. */
static void
check_share(struct lint *l, const struct target *x)
{
	const struct goal *g = goal_in(l->goals, x->goal, x->year);
	const struct measure *m = lint_measure(l, g);
	struct buf text = { 0 };

	if (!m || m->shown != SHOWN_PERCENT || m->form != FORM_RATIO)
		return;
	ratio_print(&text, x->target, 2);
	if ((m->cohort || m->numerator.count == COUNT_FACTS
		    || m->numerator.count == COUNT_SUBJECTS)
		&& ratio_compare(x->target, ratio_int(100)) > 0)
		finding_add(l->findings, SEVERITY_ERROR,
			lint_target_place(l, x), "share-target",
			"%s %% is more than all there is", buf_string(&text));
	else if (ratio_compare(x->target, ratio_int(200)) > 0)
		finding_add(l->findings, SEVERITY_WARNING,
			lint_target_place(l, x), "share-target",
			"%s %% is more than twice what it is a share of",
			buf_string(&text));
	else if (ratio_sign(x->target) > 0
		&& ratio_compare(x->target, ratio_int(1)) < 0)
		finding_add(l->findings, SEVERITY_WARNING,
			lint_target_place(l, x), "share-target",
			"%s is read as %s %%: shares are per cent, not "
			"fractions",
			buf_string(&text), buf_string(&text));
	buf_free(&text);
}

/* A band that no whole number falls into: nearly met cannot happen. */
static void
check_step(struct lint *l, const struct target *x)
{
	const struct goal *g = goal_in(l->goals, x->goal, x->year);
	const struct measure *m = lint_measure(l, g);
	struct ratio band = g->has_band ? g->band
					: l->book->standard_band[g->scale];
	struct buf text = { 0 };

	if (!m || m->cohort || m->denominator.count != COUNT_NONE
		|| m->numerator.count == COUNT_AMOUNT
		|| m->numerator.count == COUNT_WEIGHTED
		|| g->window == WINDOW_MEAN_OF_MONTHS)
		return;
	if (g->scale == SCALE_OF_TARGET)
		band = ratio_div(ratio_mul(band, ratio_abs(x->target)),
			ratio_int(100));
	else if (g->scale == SCALE_OF_CHANGE && x->has_baseline)
		band = ratio_div(ratio_mul(band,
					 ratio_abs(ratio_sub(x->target,
						 x->baseline))),
			ratio_int(100));
	else if (g->scale == SCALE_OF_CHANGE)
		return;
	if (ratio_sign(band) <= 0 || ratio_sign(x->target) <= 0
		|| ratio_compare(band, ratio_int(1)) >= 0)
		return;
	ratio_print(&text, band, 2);
	finding_add(l->findings, SEVERITY_WARNING, lint_target_place(l, x),
		"band-step",
		"the band is %s wide and \"%.*s\" counts whole numbers: "
		"nearly met hardly ever happens",
		buf_string(&text), SPAN_ARG(m->name));
	buf_free(&text);
}

/* On a path that leads away from the baseline the band takes in a standstill
 * for as long as it is wider than the way that should be gone. */
static void
check_standstill(struct lint *l, const struct goal *g)
{
	struct ratio band = g->has_band ? g->band
					: l->book->standard_band[g->scale];
	struct buf text = { 0 };
	int month = 0;

	if (g->scale != SCALE_OF_CHANGE || g->direction == WITHIN
		|| (g->path != PATH_GLIDE
			&& !(g->path == PATH_ACCRUAL
				&& g->direction == AT_MOST)))
		return;
	while (month < 12
		&& ratio_compare(ratio_int((month + 1) * 100),
			   ratio_mul(band, ratio_int(12)))
			<= 0)
		month++;
	if (month < 6 || month == 12)
		return; /* before half the year, or band-width's */
	ratio_print(&text, band, 2);
	finding_add(l->findings, SEVERITY_WARNING, lint_goal_place(l, g),
		"band-standstill",
		"with a band of %s %% of the change, doing nothing is nearly "
		"met until month %d of the year",
		buf_string(&text), month);
	buf_free(&text);
}

/* A band in points that the decimals shown cannot hold: met and near read the
 * same. */
static void
check_decimals(struct lint *l, const struct goal *g)
{
	struct ratio step = ratio_int(1), band;
	struct buf text = { 0 };

	for (int i = 0; i < g->decimals; i++)
		step = ratio_div(step, ratio_int(10));
	band = g->has_band ? g->band : l->book->standard_band[g->scale];
	if (g->scale != SCALE_POINTS || ratio_sign(band) <= 0
		|| ratio_compare(band, step) >= 0)
		return;
	ratio_print(&text, band, 2);
	finding_add(l->findings, SEVERITY_WARNING, lint_goal_place(l, g),
		"band-step",
		"the band is %s wide, and values are shown with %d decimals: "
		"met and nearly met look the same",
		buf_string(&text), g->decimals);
	buf_free(&text);
}

/* Whether the path suits what is counted. */
static void
check_path(struct lint *l, const struct goal *g)
{
	const struct measure *m = lint_measure(l, g);
	enum measure_count count = m && !m->cohort ? m->numerator.count
						   : COUNT_NONE;
	struct place here = lint_goal_place(l, g);

	if (g->window != WINDOW_YEAR
		&& (g->path == PATH_ACCRUAL
			|| (g->path == PATH_SEASONAL && m && !m->cohort
				&& m->denominator.count == COUNT_NONE
				&& m->numerator.across == ACROSS_SUM
				&& count != COUNT_OPEN)))
		finding_add(l->findings, SEVERITY_ERROR, here, "window-accrues",
			"the path %s expects more of the target each "
			"month, but the window %s does not fill with the year",
			goal_paths[g->path], goal_windows[g->window]);
	if (!m || m->cohort || m->denominator.count != COUNT_NONE)
		return;
	if (g->path == PATH_ACCRUAL && count == COUNT_OPEN)
		finding_add(l->findings, SEVERITY_ERROR, here, "stock-accrues",
			"the path accrual expects half of the target at "
			"mid-year, but measure \"%.*s\" is a stock: glide "
			"leads there",
			SPAN_ARG(m->name));
	if (g->path == PATH_ACCRUAL && count == COUNT_SUBJECTS)
		finding_add(l->findings, SEVERITY_WARNING, here,
			"subjects-accrue",
			"measure \"%.*s\" counts each person once a year: new "
			"ones become fewer, and half of them come before "
			"mid-year",
			SPAN_ARG(m->name));
	if (g->path == PATH_LEVEL && g->window == WINDOW_YEAR
		&& m->numerator.across == ACROSS_SUM)
		finding_add(l->findings, SEVERITY_WARNING, here,
			"count-on-level",
			"measure \"%.*s\" grows through the year, and the "
			"path level expects the whole target from the first "
			"month on",
			SPAN_ARG(m->name));
}

/* Five times, or a fifth, of the target of the year before, or of its own
 * baseline: a digit too many or too few. */
static void
check_jump(struct lint *l, const struct target *x)
{
	const struct target *before = NULL, *y;
	struct buf now = { 0 }, then = { 0 };
	struct ratio was, parts;
	int decimals = goal_in(l->goals, x->goal, x->year)->decimals;

	for (size_t i = 0; i < l->targets->count; i++) {
		y = &l->targets->list[i];
		if (y->year == x->year - 1 && y->unit == x->unit
			&& y->goal == x->goal && in_force(l, y)
			&& (!before || y->due > before->due))
			before = y;
		if (same_goal(x, y) && y->due > x->due)
			return; /* a milestone has less */
	}
	if (!before && !x->has_baseline)
		return;
	was = before ? before->target : x->baseline;
	if (ratio_sign(was) <= 0 || ratio_sign(x->target) <= 0)
		return;
	parts = ratio_div(x->target, was);
	if (ratio_compare(parts, ratio_int(5)) < 0
		&& ratio_compare(parts, ratio_of(1, 5)) > 0)
		return;
	ratio_print(&now, x->target, decimals);
	ratio_print(&then, was, decimals);
	finding_add(l->findings, SEVERITY_WARNING, lint_target_place(l, x),
		"target-jump", "the target is %s, and %s was %s: a digit %s?",
		buf_string(&now),
		before ? "that of the year before" : "its baseline",
		buf_string(&then),
		ratio_compare(parts, ratio_int(1)) > 0 ? "too many"
						       : "too few");
	buf_free(&now);
	buf_free(&then);
}

/* Days that cannot be meant: a unit that is not there in the contract year, and
 * a decision years before it. */
static void
check_days(struct lint *l, const struct target *x)
{
	struct period_date begins = { x->year, l->book->begins_month,
		l->book->begins_day };
	int32_t first = period_day(begins), last;
	struct span unit = l->units->list[x->unit].code;

	book_year_of(l->book, first, &first, &last);
	if (unit_begins(l->units, x->unit) > last
		|| unit_ends(l->units, x->unit) < first)
		finding_add(l->findings, SEVERITY_ERROR,
			lint_target_place(l, x), "unit-closed",
			"unit %.*s is not valid on any day of the contract "
			"year %d",
			SPAN_ARG(unit), x->year);
	if (x->decided != DAY_NONE && x->decided < first - 3 * 366)
		finding_add(l->findings, SEVERITY_WARNING,
			lint_target_place(l, x), "early-decision",
			"decided %d years before the contract year %d",
			x->year - period_date(x->decided).year, x->year);
}

/* A unit that had goals in the year before, is still there, and has none. */
static void
check_contract(struct lint *l, int unit)
{
	const struct target *before = NULL;

	for (size_t i = 0; i < l->targets->count; i++) {
		const struct target *x = &l->targets->list[i];

		if (x->unit == unit && x->year == l->year)
			return;
		if (x->unit == unit && x->year == l->year - 1)
			before = x;
	}
	if (before && unit_ends(l->units, unit) == INT32_MAX)
		finding_add(l->findings, SEVERITY_WARNING,
			lint_target_place(l, before), "no-contract",
			"%.*s has goals in %d, and none in %d",
			SPAN_ARG(l->units->list[unit].code), l->year - 1,
			l->year);
}

void
target_rules_check(struct lint *l)
{
	size_t i;

	for (i = 0; l->goals && i < l->goals->count; i++) {
		check_path(l, &l->goals->list[i]);
		check_standstill(l, &l->goals->list[i]);
		check_decimals(l, &l->goals->list[i]);
	}
	for (int unit = 0; l->targets && unit < l->units->count; unit++)
		check_contract(l, unit);
	for (i = 0; l->targets && i < l->targets->count; i++) {
		const struct target *x = &l->targets->list[i];

		if (x->withdraws || !in_force(l, x)) {
			check_revision(l, x);
			continue;
		}
		check_revision(l, x);
		check_milestone(l, x);
		check_parent(l, x);
		check_share(l, x);
		check_step(l, x);
		check_jump(l, x);
		check_days(l, x);
	}
}
