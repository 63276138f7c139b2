/* SPDX-License-Identifier: MIT
 *
 * How targets agree with each other and with what they measure: revisions say
 * who and why, milestones lead to the target, units add up to their parent,
 * and goal, path and band suit what is counted. Only rows that are in force
 * are looked at, so that a mistake that was revised is not told for ever.
 */
#include "lint.h"

#include "value/period.h"

#define MONTHS 12
/* A decision is seldom older than this before its contract year. */
#define DECIDED_DAYS_MOST (3 * 366)
/* So many times last year's target, or less than one in so many of it. */
#define JUMP 5

/* The row that x revises, the last before it; NULL: it is the first. */
static const struct target *
revised_by(const struct lint *l, const struct target *x)
{
	const struct target *found = NULL;

	for (size_t i = 0; i < l->targets->count; i++) {
		const struct target *y = &l->targets->list[i];

		if (lint_same_goal(x, y) && x->due == y->due
			&& y->decided < x->decided
			&& (!found || y->decided > found->decided))
			found = y;
	}
	return found;
}

/* Neither a withdrawal nor replaced by a later row. */
static bool
in_force(const struct lint *l, const struct target *x)
{
	for (size_t i = 0; i < l->targets->count; i++) {
		const struct target *y = &l->targets->list[i];

		if (lint_same_goal(x, y) && x->due == y->due
			&& y->decided > x->decided)
			return false;
	}
	return !x->withdraws;
}

/* The goal's row that holds in the target's year. */
static const struct goal *
goal_of(const struct lint *l, const struct target *x)
{
	return goal_in(l->goals, x->goal, x->year);
}

/* What every row has to say: a revision who decided it and why, and a
 * withdrawal is of something; with nothing decided before, its number was
 * forgotten. */
void
target_rules_revisions(struct lint *l)
{
	for (size_t i = 0; l->targets && i < l->targets->count; i++) {
		const struct target *x = &l->targets->list[i];
		bool who = target_text(x, "decided_by").len;
		bool why = target_text(x, "reason").len;
		const struct target *before = NULL;

		if (!who || !why || x->withdraws)
			before = revised_by(l, x);
		if (before && (!who || !why))
			finding_error(l, lint_target_place(l, x),
				"unexplained-revision",
				"it revises line %" PRIu64 ", but does not say "
				"%s%s%s",
				lint_target_place(l, before).line,
				who ? "" : "who decided it",
				who || why ? "" : ", nor ", why ? "" : "why");
		if (x->withdraws && !before)
			finding_error(l, lint_target_place(l, x), "no-target",
				"neither target nor change, and none was "
				"decided before: there is nothing to withdraw");
	}
}

/* A step on the way that asks for more than the end; the first such end is
 * told. */
void
target_rules_steps(struct lint *l)
{
	for (size_t i = 0, k; l->targets && i < l->targets->count; i++) {
		const struct target *x = &l->targets->list[i], *y;
		const struct goal *g = goal_of(l, x);
		int order;

		if (g->direction == WITHIN || x->withdraws)
			continue;
		for (k = 0; k < l->targets->count; k++) {
			y = &l->targets->list[k];
			if (!lint_same_goal(x, y) || y->due <= x->due
				|| y->withdraws)
				continue;
			order = ratio_compare(x->target, y->target);
			if ((g->direction == AT_MOST ? order >= 0 : order <= 0)
				|| !in_force(l, y) || !in_force(l, x))
				continue;
			finding_error(l, lint_target_place(l, x), "milestone",
				"the milestone %s asks for more than the "
				"target %s of line %" PRIu64
				", which is due later",
				lint_number(l, x->target, g->decimals),
				lint_number(l, y->target, g->decimals),
				lint_target_place(l, y).line);
			break;
		}
	}
}

/* The targets of the units below add up to their parent's, where its figure is
 * the sum of theirs. Where one of them has no such target nobody can tell;
 * what the others have is still a part of it. */
void
target_rules_parents(struct lint *l)
{
	for (size_t i = 0, k; l->targets && i < l->targets->count; i++) {
		const struct target *x = &l->targets->list[i], *y;
		const struct measure *m = lint_measure(l, goal_of(l, x));
		struct ratio sum = ratio_int(0);
		int children = 0, found = 0, order;

		if (!m || m->cohort || m->parents != PARENTS_SUM
			|| m->denominator.count != COUNT_NONE
			|| m->numerator.count == COUNT_SUBJECTS
			|| !in_force(l, x))
			continue;
		for (int u = 0; u < l->units->count; u++)
			children += unit_parent(l->units, u, x->due) == x->unit;
		for (k = 0; k < l->targets->count; k++) {
			y = &l->targets->list[k];
			/* Whether it is in force is asked last: all targets
			 * are looked through for that. */
			if (y->year != x->year || y->goal != x->goal
				|| y->due != x->due
				|| unit_parent(l->units, y->unit, x->due)
					!= x->unit
				|| !in_force(l, y))
				continue;
			sum = ratio_add(sum, y->target);
			found++;
		}
		order = ratio_compare(sum, x->target);
		if (!found || !children || !order
			|| (found < children
				&& (goal_of(l, x)->direction != AT_LEAST
					|| order < 0)))
			continue;
		finding_warning(l, lint_target_place(l, x), "parent-target",
			"the targets of the %d units below %.*s add up to %s, "
			"its own is %s",
			found, SPAN_ARG(l->units->list[x->unit].code),
			lint_number(l, sum, 2), lint_number(l, x->target, 2));
	}
}

/* A share beyond all there is, or written as a fraction. */
static void
check_share(struct lint *l, const struct target *x, const struct measure *m)
{
	struct place here = lint_target_place(l, x);
	const char *text = lint_number(l, x->target, 2);

	if (m->shown != SHOWN_PERCENT || m->form != FORM_RATIO)
		return;
	if ((m->cohort || m->numerator.count == COUNT_FACTS
		    || m->numerator.count == COUNT_SUBJECTS)
		&& ratio_compare(x->target, ratio_int(100)) > 0)
		finding_error(l, here, "share-target",
			"%s %% is more than all there is", text);
	else if (ratio_compare(x->target, ratio_int(200)) > 0)
		finding_warning(l, here, "share-target",
			"%s %% is more than twice what it is a share of", text);
	else if (ratio_sign(x->target) > 0
		&& ratio_compare(x->target, ratio_int(1)) < 0)
		finding_warning(l, here, "share-target",
			"%s is read as %s %%: shares are per cent, not "
			"fractions",
			text, text);
}

/* A band that no whole number falls into: nearly met cannot happen. */
static void
check_step(struct lint *l, const struct target *x, const struct measure *m)
{
	const struct goal *g = goal_of(l, x);
	struct ratio band = lint_band(l, g), of = x->target;

	if (m->cohort || m->denominator.count != COUNT_NONE
		|| m->numerator.count == COUNT_AMOUNT
		|| m->numerator.count == COUNT_WEIGHTED
		|| g->window == WINDOW_MEAN_OF_MONTHS
		|| (g->scale == SCALE_OF_CHANGE && !x->has_baseline))
		return;
	if (g->scale == SCALE_OF_CHANGE)
		of = ratio_sub(x->target, x->baseline);
	if (g->scale != SCALE_POINTS)
		band = ratio_div(ratio_mul(band, ratio_abs(of)),
			ratio_int(100));
	if (ratio_sign(band) > 0 && ratio_sign(x->target) > 0
		&& ratio_compare(band, ratio_int(1)) < 0)
		finding_warning(l, lint_target_place(l, x), "band-step",
			"the band is %s wide and \"%.*s\" counts whole "
			"numbers: nearly met hardly ever happens",
			lint_number(l, band, 2), SPAN_ARG(m->name));
}

/* Five times, or a fifth, of the target of the year before, or of its own
 * baseline: a digit too many or too few. A milestone has less, and is left
 * alone. */
static void
check_jump(struct lint *l, const struct target *x)
{
	const struct target *before = NULL, *y;
	struct ratio was, parts;
	int decimals = goal_of(l, x)->decimals;

	for (size_t i = 0; i < l->targets->count; i++) {
		y = &l->targets->list[i];
		if (y->year == x->year - 1 && y->unit == x->unit
			&& y->goal == x->goal && in_force(l, y)
			&& (!before || y->due > before->due))
			before = y;
		if (lint_same_goal(x, y) && y->due > x->due)
			return;
	}
	if (!before && !x->has_baseline)
		return;
	was = before ? before->target : x->baseline;
	if (ratio_sign(was) <= 0 || ratio_sign(x->target) <= 0)
		return;
	parts = ratio_div(x->target, was);
	if (ratio_compare(parts, ratio_int(JUMP)) < 0
		&& ratio_compare(parts, ratio_of(1, JUMP)) > 0)
		return;
	finding_warning(l, lint_target_place(l, x), "target-jump",
		"the target is %s, and %s was %s: a digit %s?",
		lint_number(l, x->target, decimals),
		before ? "that of the year before" : "its baseline",
		lint_number(l, was, decimals),
		ratio_compare(parts, ratio_int(1)) > 0 ? "too many"
						       : "too few");
}

/* What a row in force says by itself: its number, and its days. */
void
target_rules_values(struct lint *l)
{
	for (size_t i = 0; l->targets && i < l->targets->count; i++) {
		const struct target *x = &l->targets->list[i];
		const struct measure *m = lint_measure(l, goal_of(l, x));
		int32_t first, last;

		if (!in_force(l, x))
			continue;
		if (m) {
			check_share(l, x, m);
			check_step(l, x, m);
		}
		check_jump(l, x);
		book_days_of(l->book, x->year, &first, &last);
		if (unit_begins(l->units, x->unit) > last
			|| unit_ends(l->units, x->unit) < first)
			finding_error(l, lint_target_place(l, x), "unit-closed",
				"unit %.*s is not valid on any day of the "
				"contract year %d",
				SPAN_ARG(l->units->list[x->unit].code),
				x->year);
		/* phi is of the year, whoever is judged (DESIGN 7). */
		if ((goal_of(l, x)->path == PATH_ACCRUAL
			    || goal_of(l, x)->path == PATH_GLIDE)
			&& unit_begins(l->units, x->unit) > first
			&& unit_begins(l->units, x->unit) <= last)
			finding_warning(l, lint_target_place(l, x),
				"unit-begins",
				"unit %.*s begins on %s, and the path %s "
				"expects of it what a whole year would have "
				"brought: milestones can say what its part of "
				"the year is to bring",
				SPAN_ARG(l->units->list[x->unit].code),
				lint_day(l, unit_begins(l->units, x->unit)),
				goal_paths[goal_of(l, x)->path]);
		if (x->decided != DAY_NONE
			&& x->decided < first - DECIDED_DAYS_MOST)
			finding_warning(l, lint_target_place(l, x),
				"early-decision",
				"decided %d years before the contract year %d",
				x->year - period_date(x->decided).year,
				x->year);
	}
}

/* How wide the band is, beside what the goal shows and expects. On a path that
 * leads away from the baseline it takes in a standstill for as long as it is
 * wider than the way that should be gone; a whole year of that is the rule
 * band-width's to say, and less than half of one is common. */
void
target_rules_bands(struct lint *l)
{
	for (size_t i = 0; l->goals && i < l->goals->count; i++) {
		const struct goal *g = &l->goals->list[i];
		struct ratio band = lint_band(l, g), step = ratio_int(1);
		struct place here = lint_goal_place(l, g);
		bool leads = g->scale == SCALE_OF_CHANGE
			&& g->direction != WITHIN
			&& (g->path == PATH_GLIDE
				|| (g->path == PATH_ACCRUAL
					&& g->direction == AT_MOST));
		int month = 0;

		while (leads && month < MONTHS
			&& ratio_compare(ratio_int((month + 1) * 100),
				   ratio_mul(band, ratio_int(MONTHS)))
				<= 0)
			month++;
		if (month >= MONTHS / 2 && month < MONTHS)
			finding_warning(l, here, "band-standstill",
				"with a band of %s %% of the change, doing "
				"nothing is nearly met until month %d of the "
				"year",
				lint_number(l, band, 2), month);
		/* A band in points that the decimals shown cannot hold. */
		for (int k = 0; k < g->decimals; k++)
			step = ratio_div(step, ratio_int(10));
		if (g->scale == SCALE_POINTS && ratio_sign(band) > 0
			&& ratio_compare(band, step) < 0)
			finding_warning(l, here, "band-step",
				"the band is %s wide, and values are shown "
				"with %d decimals: met and nearly met look the "
				"same",
				lint_number(l, band, 2), g->decimals);
	}
}

/* Whether the path suits what is counted. */
void
target_rules_paths(struct lint *l)
{
	for (size_t i = 0; l->goals && i < l->goals->count; i++) {
		const struct goal *g = &l->goals->list[i];
		const struct measure *m = lint_measure(l, g);
		struct place here = lint_goal_place(l, g);
		bool accrues = g->path == PATH_ACCRUAL;
		bool counts = m && !m->cohort
			&& m->denominator.count == COUNT_NONE;
		bool adds = counts && m->numerator.across == ACROSS_SUM;
		bool stock = counts && m->numerator.count == COUNT_OPEN;

		if (g->window != WINDOW_YEAR
			&& (accrues
				|| (g->path == PATH_SEASONAL && adds
					&& !stock)))
			finding_error(l, here, "window-accrues",
				"the path %s expects more of the target each "
				"month, but the window %s does not fill with "
				"the year",
				goal_paths[g->path], goal_windows[g->window]);
		if (accrues && stock)
			finding_error(l, here, "stock-accrues",
				"the path accrual expects half of the target "
				"at mid-year, but measure \"%.*s\" is a stock: "
				"glide leads there",
				SPAN_ARG(m->name));
		if (accrues && counts && m->numerator.count == COUNT_SUBJECTS)
			finding_warning(l, here, "subjects-accrue",
				"measure \"%.*s\" counts each person once a "
				"year: new ones become fewer, and half of them "
				"come before mid-year",
				SPAN_ARG(m->name));
		if (g->path == PATH_LEVEL && g->window == WINDOW_YEAR && adds)
			finding_warning(l, here, "count-on-level",
				"measure \"%.*s\" grows through the year, and "
				"the path level expects the whole target from "
				"the first month on",
				SPAN_ARG(m->name));
	}
}

/* A unit that had goals in the year before, is still there, and has none. */
void
target_rules_contracts(struct lint *l)
{
	for (int unit = 0; l->targets && unit < l->units->count; unit++) {
		const struct target *before = NULL, *x = l->targets->list;
		const struct target *end = x + l->targets->count;

		for (; x < end && (x->unit != unit || x->year != l->year); x++)
			if (x->unit == unit && x->year == l->year - 1)
				before = x;
		if (before && x == end
			&& unit_ends(l->units, unit) == INT32_MAX)
			finding_warning(l, lint_target_place(l, before),
				"no-contract",
				"%.*s has goals in %d, and none in %d",
				SPAN_ARG(l->units->list[unit].code),
				l->year - 1, l->year);
	}
}
