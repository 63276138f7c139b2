/* SPDX-License-Identifier: MIT
 *
 * What a target and its goal say in numbers must agree: baseline, target and
 * the change that is stated, direction, scale, band and measure. All of it is
 * exact; sentences show at most two decimals.
 */
#include "lint.h"

#include "base/buf.h"
#include "value/text.h"

#define SHOWN_DECIMALS 2

/* A target that stands beside its baseline, and what they make of each other.
 * Texts are for sentences: at most two decimals. */
struct pair {
	const struct goal *goal;
	const struct target *row;
	struct place place;
	struct ratio points;  /* target - baseline */
	struct ratio percent; /* the same of the baseline */
	bool has_percent;     /* the baseline is not 0 */
	struct buf from, to, points_text, percent_text;
};

/* At most two decimals, none of them a zero at the end. */
static void
show(struct buf *text, struct ratio number, bool sign)
{
	if (sign && ratio_sign(number) > 0)
		buf_byte(text, '+');
	ratio_print(text, number, SHOWN_DECIMALS);
	while (text->at[text->len - 1] == '0')
		text->len--;
	if (text->at[text->len - 1] == '.')
		text->len--;
}

static void
make_pair(const struct lint *l, const struct target *x, struct pair *p)
{
	*p = (struct pair){ .goal = &l->goals->list[x->goal],
		.row = x,
		.place = lint_target_place(l, x) };
	p->points = ratio_sub(x->target, x->baseline);
	p->has_percent = ratio_sign(x->baseline) != 0;
	show(&p->from, x->baseline, false);
	show(&p->to, x->target, false);
	show(&p->points_text, p->points, true);
	if (p->has_percent) {
		p->percent = ratio_div(ratio_mul(p->points, ratio_int(100)),
			ratio_abs(x->baseline));
		show(&p->percent_text, p->percent, true);
	}
	buf_string(&p->from);
	buf_string(&p->to);
	buf_string(&p->points_text);
	buf_string(&p->percent_text);
}

static void
free_pair(struct pair *p)
{
	buf_free(&p->from);
	buf_free(&p->to);
	buf_free(&p->points_text);
	buf_free(&p->percent_text);
}

/* Rounded to the decimals of the statement they are the same; a statement
 * without a sign tells the size only. */
static bool
agrees(struct ratio actual, const struct change *stated)
{
	struct buf a = { 0 }, b = { 0 };
	bool same;

	ratio_print(&a, stated->has_sign ? actual : ratio_abs(actual),
		stated->decimals);
	ratio_print(&b, stated->by, stated->decimals);
	same = span_equal(buf_span(&a), buf_span(&b));
	buf_free(&a);
	buf_free(&b);
	return same;
}

static void
check_stated(struct lint *l, const struct pair *p)
{
	struct change stated;
	struct span text = p->row->stated_change;
	bool in_percent, in_points;

	if (!text.len
		|| !target_change(l->targets->table, p->row->row,
			table_column(l->targets->table, "stated_change"),
			&stated))
		return;
	in_percent = p->has_percent && agrees(p->percent, &stated);
	in_points = agrees(p->points, &stated);
	if (stated.percent ? in_percent : in_points)
		return;
	if (stated.percent && in_points)
		finding_add(l->findings, SEVERITY_ERROR, p->place,
			"percent-points",
			"%s to %s is %s points, or %s %%; it "
			"is stated as \"%.*s\"",
			p->from.at, p->to.at, p->points_text.at,
			p->has_percent ? p->percent_text.at : "no",
			SPAN_ARG(text));
	else if (!stated.percent && in_percent)
		finding_add(l->findings, SEVERITY_ERROR, p->place,
			"percent-points",
			"%s to %s is %s %%, or %s points; it "
			"is stated as \"%.*s\" without %%",
			p->from.at, p->to.at, p->percent_text.at,
			p->points_text.at, SPAN_ARG(text));
	else if (stated.percent)
		finding_add(l->findings, SEVERITY_ERROR, p->place,
			"stated-change",
			"%s to %s is %s %%; it is stated as "
			"\"%.*s\"",
			p->from.at, p->to.at,
			p->has_percent ? p->percent_text.at : "no",
			SPAN_ARG(text));
	else
		finding_add(l->findings, SEVERITY_ERROR, p->place,
			"stated-change",
			"%s to %s is %s; it is stated as "
			"\"%.*s\"",
			p->from.at, p->to.at, p->points_text.at,
			SPAN_ARG(text));
}

static void
check_direction(struct lint *l, const struct pair *p)
{
	int sign = ratio_sign(p->points);
	const struct goal *g = p->goal;

	if (!g->has_direction)
		return;
	if ((g->direction == AT_LEAST && sign < 0)
		|| (g->direction == AT_MOST && sign > 0))
		finding_add(l->findings, SEVERITY_ERROR, p->place, "direction",
			"goal \"%.*s\" is %s, but its target %s "
			"is %s than the baseline %s",
			SPAN_ARG(g->name), goal_directions[g->direction],
			p->to.at, sign < 0 ? "less" : "more", p->from.at);
}

/* The distance from baseline to target on the goal's scale: what a unit that
 * does nothing falls short by. False: it cannot be told. */
static bool
standstill(const struct pair *p, struct ratio *gap)
{
	struct ratio size = ratio_abs(p->points);

	if (p->goal->scale == SCALE_OF_CHANGE) {
		*gap = ratio_int(100);
		return ratio_sign(size) > 0;
	}
	*gap = size;
	if (p->goal->scale == SCALE_POINTS)
		return true;
	if (ratio_sign(p->row->target) <= 0)
		return false;
	*gap = ratio_div(ratio_mul(size, ratio_int(100)), p->row->target);
	return true;
}

/* Whether the band is as wide as the change that was planned, of the target
 * (then doing nothing is nearly met) or of the baseline. */
static void
check_band(struct lint *l, const struct pair *p)
{
	const struct goal *g = p->goal;
	struct ratio band = g->has_band ? g->band
					: l->book->standard_band[g->scale];
	const char *unit = g->scale == SCALE_POINTS ? "points" : "%";
	struct buf width = { 0 }, short_by = { 0 };
	struct ratio gap;

	if (g->direction == WITHIN || !standstill(p, &gap))
		return;
	show(&width, band, false);
	show(&short_by, gap, false);
	if (ratio_compare(band, gap) >= 0)
		finding_add(l->findings, SEVERITY_ERROR, p->place, "band-width",
			"standing still at %s falls %s %s short "
			"of %s, and the band%s is %s %s: doing nothing would "
			"be nearly met",
			p->from.at, buf_string(&short_by), unit, p->to.at,
			g->has_band ? "" : " (standard)", buf_string(&width),
			unit);
	else if (g->scale == SCALE_OF_TARGET && p->has_percent
		&& ratio_compare(band, ratio_abs(p->percent)) >= 0)
		finding_add(l->findings, SEVERITY_ERROR, p->place, "band-width",
			"%s to %s is a change of %s %%, and the "
			"band%s is %s %%: hardly anything has to be done to be "
			"nearly met",
			p->from.at, p->to.at, p->percent_text.at,
			g->has_band ? "" : " (standard)", buf_string(&width));
	buf_free(&width);
	buf_free(&short_by);
}

/* Of a share, a change in per cent is easily meant as points. */
static void
check_change(struct lint *l, const struct pair *p)
{
	const struct measure *m = lint_measure(l, p->goal);
	struct span change = p->row->change;

	if (!change.len || change.at[change.len - 1] != '%')
		return;
	if (!goal_is_percent(p->goal) && (!m || m->shown != SHOWN_PERCENT))
		return;
	finding_add(l->findings, SEVERITY_WARNING, p->place, "percent-points",
		"the goal is in per cent: \"%.*s\" of %s is %s, a change of %s "
		"points",
		SPAN_ARG(change), p->from.at, p->to.at, p->points_text.at);
}

static bool
has_baseline(const struct lint *l, const struct target *x)
{
	size_t i;

	for (i = 0; i < l->targets->count; i++) {
		const struct target *other = &l->targets->list[i];

		if (other->year == x->year && other->unit == x->unit
			&& other->goal == x->goal && other->has_baseline)
			return true;
	}
	return false;
}

/* What the goal's scale and path need of a target. */
static void
check_scale(struct lint *l, const struct target *x)
{
	const struct goal *g = &l->goals->list[x->goal];
	struct place here = lint_target_place(l, x);
	struct buf target = { 0 };
	bool of_change = g->scale == SCALE_OF_CHANGE;

	show(&target, x->target, false);
	if (g->scale == SCALE_OF_TARGET && ratio_sign(x->target) <= 0)
		finding_add(l->findings, SEVERITY_ERROR, here, "zero-target",
			"a shortfall is measured in per cent of the target, "
			"and that is %s",
			buf_string(&target));
	if (of_change && x->has_baseline
		&& !ratio_compare(x->target, x->baseline))
		finding_add(l->findings, SEVERITY_ERROR, here, "zero-target",
			"a shortfall is measured in per cent of the change, "
			"and from %s to %s there is none",
			buf_string(&target), buf_string(&target));
	if ((of_change || g->path == PATH_GLIDE) && !has_baseline(l, x))
		finding_add(l->findings, SEVERITY_ERROR, here, "no-baseline",
			"%s \"%s\" starts from a baseline, and there is none",
			of_change ? "the scale" : "the path",
			of_change ? goal_scales[g->scale]
				  : goal_paths[g->path]);
	buf_free(&target);
}

/* Goal and measure must speak of the same thing. */
static void
check_value(struct lint *l, const struct goal *g)
{
	static const char *const shown[] = { "percent", "number", "days",
		"points", "kWh" };
	const struct measure *m = lint_measure(l, g);
	bool percent = goal_is_percent(g);

	if (m && g->unit_of_value.len && percent != (m->shown == SHOWN_PERCENT))
		finding_add(l->findings, SEVERITY_ERROR, lint_goal_place(l, g),
			"percent-points",
			"the goal is in \"%.*s\", its "
			"measure \"%.*s\" in %s",
			SPAN_ARG(g->unit_of_value), SPAN_ARG(g->measure),
			shown[m->shown]);
	if (m && m->shown == SHOWN_KWH && g->unit_of_value.len
		&& !span_is(g->unit_of_value, "kWh"))
		finding_add(l->findings, SEVERITY_WARNING,
			lint_goal_place(l, g), "unit-of-value",
			"the goal is in \"%.*s\", its measure in kWh",
			SPAN_ARG(g->unit_of_value));
	/* Days a head build up: their heads are a mean, not a sum. */
	if (m && g->path == PATH_ACCRUAL
		&& (m->cohort
			|| (m->denominator.count != COUNT_NONE
				&& m->denominator.across == ACROSS_SUM)))
		finding_add(l->findings, SEVERITY_ERROR, lint_goal_place(l, g),
			"share-accrues",
			"the path accrual expects half of the "
			"target at mid-year, but measure \"%.*s\" is a share",
			SPAN_ARG(g->measure));
}

static void
check_row(struct lint *l, const struct target *x)
{
	struct pair pair;

	if (x->withdraws)
		return;
	check_scale(l, x);
	if (x->has_baseline) {
		make_pair(l, x, &pair);
		check_stated(l, &pair);
		check_direction(l, &pair);
		check_band(l, &pair);
		check_change(l, &pair);
		free_pair(&pair);
	} else if (x->stated_change.len) {
		finding_add(l->findings, SEVERITY_ERROR,
			lint_target_place(l, x), "stated-change",
			"a change "
			"of \"%.*s\" is stated, but not from which baseline",
			SPAN_ARG(x->stated_change));
	}
}

void
arithmetic_rules_check(struct lint *l)
{
	size_t i;

	if (!l->goals)
		return;
	for (i = 0; i < l->goals->count; i++)
		check_value(l, &l->goals->list[i]);
	for (i = 0; l->targets && i < l->targets->count; i++)
		check_row(l, &l->targets->list[i]);
}
