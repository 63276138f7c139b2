/* SPDX-License-Identifier: MIT */
#include "outlook.h"

static bool
year_is_over(const struct judge_case *c)
{
	return ratio_compare(c->now.gone, ratio_int(1)) >= 0;
}

/* The path's share that is gone tells how far the value should have come; at
 * the same pace it comes to origin + (value - origin) / share. */
static void
project(const struct judge_case *c, struct outlook *o)
{
	const struct expectation *e = &c->expectation;
	struct ratio origin = ratio_int(0);
	struct expectation end = expected_end(c->goal, c->terms);
	struct comparison s;

	if (!e->has_share || ratio_sign(e->share) <= 0)
		return;
	if (c->goal->path == PATH_GLIDE)
		origin = c->terms->baseline;
	o->has_projected = true;
	o->projected = ratio_add(origin,
		ratio_div(ratio_sub(c->value.value, origin), e->share));
	s = judge_compare(c->goal, c->band, c->terms, &end, o->projected);
	o->status = s.status;
	o->target = s.expected;
}

/* --- required --- */

/* What the rest must be for the whole to be the target, when the part that is
 * gone weighs `gone` of it: (target - gone x value) / (1 - gone). */
static struct ratio
rest_of(struct ratio target, struct ratio gone, struct ratio value)
{
	return ratio_div(ratio_sub(target, ratio_mul(gone, value)),
		ratio_sub(ratio_int(1), gone));
}

static bool
weighs_by_time(const struct measure *m)
{
	return m->cohort
		|| (m->denominator.count != COUNT_NONE
			&& m->denominator.across == ACROSS_SUM
			&& m->numerator.across == ACROSS_SUM);
}

/* The months with a value, of those and the months still to come. */
static struct ratio
months_gone(const struct judge_case *c)
{
	int32_t left = c->now.first + YEAR_PROGRESS_MONTHS - 1 - c->now.last;

	return ratio_of(c->value.months, c->value.months + left);
}

/* A sum, or a sum over a mean such as days per employee: what is left of the
 * target after the year so far. Nothing more is needed of what is reached. */
static struct ratio
still_to_come(const struct judge_case *c, struct ratio target,
	struct ratio so_far)
{
	struct ratio left = ratio_sub(target, so_far);

	return c->goal->direction == AT_LEAST && ratio_sign(left) < 0
		? ratio_int(0)
		: left;
}

static void
require_in_year(const struct judge_case *c, struct ratio target,
	struct outlook *o)
{
	struct subject s = c->subject;
	struct figure year;

	s.window = WINDOW_YEAR;
	year = figure_at(&s, &c->now);
	if (year.state != FIGURE_GIVEN || c->subject.measure->form != FORM_RATIO
		|| c->subject.measure->numerator.across == ACROSS_LAST)
		return;
	o->has_required = true;
	o->required = weighs_by_time(c->subject.measure)
		? rest_of(target, c->now.gone, year.value)
		: still_to_come(c, target, year.value);
}

static void
require(const struct judge_case *c, struct outlook *o)
{
	struct ratio target = o->target;

	if (!o->has_projected || year_is_over(c)
		|| c->goal->path == PATH_YEAR_END
		|| (c->goal->direction == WITHIN && o->status == VERDICT_MET))
		return;
	switch (c->goal->window) {
	case WINDOW_YEAR:
	case WINDOW_ROLLING_12:
		if (ratio_sign(c->now.gone) > 0)
			require_in_year(c, target, o);
		break;
	case WINDOW_MEAN_OF_MONTHS:
		o->has_required = true;
		o->required = rest_of(target, months_gone(c), c->value.value);
		break;
	case WINDOW_MONTH:
	case WINDOW_LATEST:
		o->has_required = true;
		o->required = ratio_sub(target, c->value.value);
		break;
	}
}

/* --- trend --- */

/* Whether last year's window has figures for every month this year's has:
 * else the periods are not the same. */
static bool
comparable(const struct judge_case *c, const struct figure *before)
{
	const struct subject *s = &c->subject;
	bool counts = measure_counts_zero(s->measure);
	int32_t month, then;

	if (before->state != FIGURE_GIVEN)
		return false;
	if (s->window == WINDOW_LATEST)
		return true;
	for (month = c->value.from; month <= c->value.to; month++) {
		then = month - YEAR_PROGRESS_MONTHS;
		if (counts ? figures_anywhere(s->figures, s->measure_index,
				     month)
					&& !figures_anywhere(s->figures,
						s->measure_index, then)
			   : figures_at(s->figures, s->measure_index, s->unit,
				     month)
					&& !figures_at(s->figures,
						s->measure_index, s->unit,
						then))
			return false;
	}
	return true;
}

/* How far a value is outside the edges; 0 inside. */
static struct ratio
distance(const struct expectation *e, struct ratio value)
{
	if (ratio_compare(value, e->low) < 0)
		return ratio_sub(e->low, value);
	if (ratio_compare(value, e->high) > 0)
		return ratio_sub(value, e->high);
	return ratio_int(0);
}

static enum verdict_trend
trend_of(const struct judge_case *c)
{
	struct year_progress then = year_progress_earlier(&c->now, 1);
	struct figure before = figure_same_date(&c->subject, &then);
	const struct expectation *e = &c->expectation;
	int order;

	if (!comparable(c, &before))
		return TREND_NONE;
	order = ratio_compare(c->value.value, before.value);
	if (c->goal->direction == AT_MOST)
		order = -order;
	if (c->goal->direction == WITHIN)
		order = ratio_compare(distance(e, before.value),
			distance(e, c->value.value));
	return order > 0 ? TREND_BETTER : order < 0 ? TREND_WORSE : TREND_SAME;
}

struct outlook
outlook_of(const struct judge_case *c)
{
	struct outlook o = { .status = VERDICT_NONE };

	if (!verdict_given(c->status))
		return o;
	project(c, &o);
	require(c, &o);
	o.trend = trend_of(c);
	return o;
}
