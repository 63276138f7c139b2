/* SPDX-License-Identifier: MIT
 *
 * What a target and its goal say in numbers must agree: baseline, target and
 * the change that is stated, direction, scale, band and measure. All of it is
 * exact; sentences show at most two decimals.
 */
#include "lint.h"

#include "base/buf.h"
#include "value/text.h"

#define MONTHS 12
#define SHOWN_DECIMALS 2

/* A target that stands beside its baseline, and what they make of each other.
 * Texts are for sentences: at most two decimals, in the book's arena. */
struct pair {
	const struct goal *goal;
	const struct target *row;
	struct place place;
	/* The way from baseline to target: as it is, and in per cent of the
	 * size of the baseline, which is only there when that is not 0. */
	struct ratio points, percent;
	bool has_percent;
	const char *from, *to, *points_text, *percent_text;
};

/* At most two decimals, none of them a zero at the end. */
static const char *
show(const struct lint *l, struct ratio number, bool sign)
{
	BUF_LOCAL text = { 0 };

	if (sign && ratio_sign(number) > 0)
		buf_byte(&text, '+');
	ratio_print(&text, number, SHOWN_DECIMALS);
	while (text.at[text.len - 1] == '0')
		text.len--;
	if (text.at[text.len - 1] == '.')
		text.len--;
	return arena_text(l->book->arena, buf_span(&text));
}

/* Rounded to the decimals of the statement they are the same; a statement
 * without a sign tells the size only. Comparing texts makes the rounding the
 * same that readers see: 8.33 % is stated rightly as 8.3 and as 8, and 48 to 44
 * is not 9 %. */
static bool
agrees(const struct lint *l, struct ratio actual, const struct change *stated)
{
	if (!stated->has_sign)
		actual = ratio_abs(actual);
	return !strcmp(lint_number(l, actual, stated->decimals),
		lint_number(l, stated->by, stated->decimals));
}

/* The change that is stated is the one from baseline to target; one that would
 * be right in the other unit has points and per cent mixed up. A statement that
 * cannot be read as a change has been told by target_change() itself. The order
 * of the questions matters: a number that is right in the unit it is stated in
 * is never called a mix-up. */
static void
check_stated(struct lint *l, const struct pair *p)
{
	struct span text = target_text(p->row, "stated_change");
	struct change stated;
	bool in_percent, in_points;

	if (!text.len
		|| !target_change(l->targets->table, p->row->row,
			table_column(l->targets->table, "stated_change"),
			&stated))
		return;
	in_percent = p->has_percent && agrees(l, p->percent, &stated);
	in_points = agrees(l, p->points, &stated);
	if (stated.percent ? in_percent : in_points)
		return;
	if (stated.percent && in_points)
		finding_error(l, p->place, "percent-points",
			"%s to %s is %s points, or %s %%; it is stated as "
			"\"%.*s\"",
			p->from, p->to, p->points_text, p->percent_text,
			SPAN_ARG(text));
	else if (in_percent)
		finding_error(l, p->place, "percent-points",
			"%s to %s is %s %%, or %s points; it is stated as "
			"\"%.*s\" without %%",
			p->from, p->to, p->percent_text, p->points_text,
			SPAN_ARG(text));
	else
		finding_error(l, p->place, "stated-change",
			"%s to %s is %s%s; it is stated as \"%.*s\"", p->from,
			p->to,
			stated.percent ? p->percent_text : p->points_text,
			stated.percent ? " %" : "", SPAN_ARG(text));
}

/* On a glide whose band is narrower than the whole way, standing still falls
 * short by more each month: until which one it is nearly met. Less than half of
 * the year is common. Of the change it is the goal's own, and told of that. */
static void
check_standstill(struct lint *l, const struct pair *p, struct ratio band)
{
	struct ratio gap, twelfths, expected;
	int month;

	if (p->goal->path != PATH_GLIDE || p->goal->scale == SCALE_OF_CHANGE)
		return;
	for (month = 0; month < MONTHS; month++) {
		twelfths = ratio_div(ratio_int(month + 1), ratio_int(MONTHS));
		gap = ratio_mul(p->points, twelfths);
		expected = ratio_add(p->row->baseline, gap);
		if (p->goal->scale == SCALE_OF_TARGET) {
			if (ratio_sign(expected) <= 0)
				return;
			gap = ratio_div(ratio_mul(gap, ratio_int(100)),
				expected);
		}
		if (ratio_compare(ratio_abs(gap), band) > 0)
			break;
	}
	if (month >= MONTHS / 2)
		finding_warning(l, p->place, "band-standstill",
			"%s to %s with a band of %s%s: doing nothing is nearly "
			"met until month %d of the year",
			p->from, p->to, show(l, band, false),
			p->goal->scale == SCALE_POINTS ? " points" : " %",
			month);
}

/* A band is too wide when a unit that does nothing is nearly met: when the
 * distance from baseline to target, on the goal's scale, is within it; or when
 * it is as wide as the whole change that was planned. A goal that is to stay
 * within two edges has no way to go, and is left out; targets of zero or less,
 * by which nothing can be divided, are the rule zero-target's to tell. Sick
 * leave that is to go from 14.1 to 13.4 changes by 4.96 %, so that a band of 5
 * % is as wide as the plan (DESIGN.md section 8). */
static void
check_band(struct lint *l, const struct pair *p)
{
	const struct goal *g = p->goal;
	struct ratio band = lint_band(l, g), size = ratio_abs(p->points);
	struct ratio gap = size; /* what standing still falls short by */
	const char *unit = g->scale == SCALE_POINTS ? "points" : "%";
	const char *whose = g->has_band ? "" : " (standard)";

	if (g->direction == WITHIN)
		return;
	if (g->scale == SCALE_OF_CHANGE) {
		if (ratio_sign(size) <= 0)
			return;
		gap = ratio_int(100);
	} else if (g->scale == SCALE_OF_TARGET) {
		if (ratio_sign(p->row->target) <= 0)
			return;
		gap = ratio_div(ratio_mul(size, ratio_int(100)),
			p->row->target);
	}
	if (ratio_compare(band, gap) >= 0)
		finding_error(l, p->place, "band-width",
			"standing still at %s falls %s %s short of %s, and the "
			"band%s is %s %s: doing nothing would be nearly met",
			p->from, show(l, gap, false), unit, p->to, whose,
			show(l, band, false), unit);
	else if (g->scale == SCALE_OF_TARGET && p->has_percent
		&& ratio_compare(band, ratio_abs(p->percent)) >= 0)
		finding_error(l, p->place, "band-width",
			"%s to %s is a change of %s %%, and the band%s is %s "
			"%%: hardly anything has to be done to be nearly met",
			p->from, p->to, p->percent_text, whose,
			show(l, band, false));
	else
		check_standstill(l, p, band);
}

/* What a target, its baseline and the change between them say of each other. x
 * must have a baseline. The change in per cent is of the baseline's size, so
 * that a rise from a negative baseline is a rise. */
static void
check_pair(struct lint *l, const struct target *x)
{
	const struct goal *g = &l->goals->list[x->goal];
	const struct measure *m = lint_measure(l, g);
	struct pair p = { g, x, lint_target_place(l, x),
		.points = ratio_sub(x->target, x->baseline),
		.has_percent = ratio_sign(x->baseline) != 0,
		.from = show(l, x->baseline, false),
		.to = show(l, x->target, false), .percent_text = "no" };
	struct span change = target_text(x, "change");
	int sign = ratio_sign(p.points);

	p.points_text = show(l, p.points, true);
	if (p.has_percent) {
		p.percent = ratio_div(ratio_mul(p.points, ratio_int(100)),
			ratio_abs(x->baseline));
		p.percent_text = show(l, p.percent, true);
	}
	check_stated(l, &p);
	check_band(l, &p);
	if (g->has_direction
		&& ((g->direction == AT_LEAST && sign < 0)
			|| (g->direction == AT_MOST && sign > 0)))
		finding_error(l, p.place, "direction",
			"goal \"%.*s\" is %s, but its target %s is %s than the "
			"baseline %s",
			SPAN_ARG(g->name), goal_directions[g->direction], p.to,
			sign < 0 ? "less" : "more", p.from);
	/* Of a share, a change in per cent is easily meant as points. */
	if (change.len && change.at[change.len - 1] == '%'
		&& (g->percent || (m && m->shown == SHOWN_PERCENT)))
		finding_warning(l, p.place, "percent-points",
			"the goal is in per cent: \"%.*s\" of %s is %s, a "
			"change of %s points",
			SPAN_ARG(change), p.from, p.to, p.points_text);
}

/* Targets that stand beside a baseline, or should. A withdrawal promises
 * nothing, and may leave all of it out. */
void
arithmetic_rules_baselines(struct lint *l)
{
	for (size_t i = 0; l->targets && i < l->targets->count; i++) {
		const struct target *x = &l->targets->list[i];

		if (x->withdraws)
			continue;
		if (x->has_baseline)
			check_pair(l, x);
		else if (target_text(x, "stated_change").len)
			finding_error(l, lint_target_place(l, x),
				"stated-change",
				"a change of \"%.*s\" is stated, but not from "
				"which baseline",
				SPAN_ARG(target_text(x, "stated_change")));
	}
}

/* What the goal's scale and path need of a target. A baseline may stand in any
 * row of the year's: revisions need not repeat it. These are errors since
 * bif-judge could not place a value on the scale or the path at all. */
void
arithmetic_rules_scales(struct lint *l)
{
	for (size_t i = 0, j; l->targets && i < l->targets->count; i++) {
		const struct target *all = l->targets->list, *x = &all[i];
		const struct goal *g = &l->goals->list[x->goal];
		struct place here = lint_target_place(l, x);
		bool of_change = g->scale == SCALE_OF_CHANGE;

		if (x->withdraws)
			continue;
		if (g->scale == SCALE_OF_TARGET && ratio_sign(x->target) <= 0)
			finding_error(l, here, "zero-target",
				"a shortfall is measured in per cent of the "
				"target, and that is %s",
				show(l, x->target, false));
		if (of_change && x->has_baseline
			&& !ratio_compare(x->target, x->baseline))
			finding_error(l, here, "zero-target",
				"a shortfall is measured in per cent of the "
				"change, and from %s to %s there is none",
				show(l, x->target, false),
				show(l, x->target, false));
		for (j = 0; j < l->targets->count; j++)
			if (all[j].has_baseline && lint_same_goal(&all[j], x))
				break;
		if ((of_change || g->path == PATH_GLIDE)
			&& j == l->targets->count)
			finding_error(l, here, "no-baseline",
				"%s \"%s\" starts from a baseline, and there "
				"is none",
				of_change ? "the scale" : "the path",
				of_change ? goal_scales[g->scale]
					  : goal_paths[g->path]);
	}
}

/* Goal and measure must speak of the same thing. A goal in per cent whose
 * measure is a number, or the other way round, would be judged against a target
 * a hundred times off. An empty unit of value says nothing and is not
 * doubted. */
void
arithmetic_rules_goals(struct lint *l)
{
	/* In the order of enum measure_shown. */
	static const char *const shown[] = { "percent", "number", "days",
		"points", "kWh" };

	for (size_t i = 0; l->goals && i < l->goals->count; i++) {
		const struct goal *g = &l->goals->list[i];
		const struct measure *m = lint_measure(l, g);
		struct place here = lint_goal_place(l, g);
		struct span unit = g->unit_of_value;

		if (!m)
			continue;
		if (unit.len && g->percent != (m->shown == SHOWN_PERCENT))
			finding_error(l, here, "percent-points",
				"the goal is in \"%.*s\", its measure \"%.*s\" "
				"in %s",
				SPAN_ARG(unit), SPAN_ARG(g->measure),
				shown[m->shown]);
		if (m->shown == SHOWN_KWH && unit.len && !span_is(unit, "kWh"))
			finding_warning(l, here, "unit-of-value",
				"the goal is in \"%.*s\", its measure in kWh",
				SPAN_ARG(unit));
		/* Days a head build up: their heads are a mean, not a sum. */
		if (g->path == PATH_ACCRUAL
			&& (m->cohort
				|| (m->denominator.count != COUNT_NONE
					&& m->denominator.across
						== ACROSS_SUM)))
			finding_error(l, here, "share-accrues",
				"the path accrual expects half of the target "
				"at mid-year, but measure \"%.*s\" is a share",
				SPAN_ARG(g->measure));
	}
}
