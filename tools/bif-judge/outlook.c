/* SPDX-License-Identifier: MIT
 *
 * What follows from a verdict without changing it: where the value ends when
 * the year goes on as it did, what is needed of the rest, and whether the same
 * period last year was better. Like is held against like: a period that lacks
 * a month, or a cohort that was followed longer, gives no trend.
 */
#include "outlook.h"

static bool
year_is_over(const struct judge_case *c)
{
	return ratio_compare(c->now.gone, ratio_int(1)) >= 0;
}

/* Nothing is counted less than never, and no more than all of a cohort
 * succeed; only an amount may be negative. */
static struct ratio
possible(const struct measure *m, struct ratio value)
{
	struct ratio none = ratio_int(0), all = ratio_int(100);

	if (m->form != FORM_RATIO || m->numerator.count == COUNT_AMOUNT)
		return value;
	if (ratio_compare(value, none) < 0)
		return none;
	return m->cohort && m->shown == SHOWN_PERCENT
			&& ratio_compare(value, all) > 0
		? all
		: value;
}

/* The path's share that is gone tells how far the value should have come; at
 * the same pace it comes to origin + (value - origin) / share. */
bool
outlook_pace(const struct judge_case *c, struct ratio *value)
{
	const struct expectation *e = &c->expectation;
	struct ratio origin = ratio_int(0);

	if (!e->has_share || ratio_sign(e->share) <= 0)
		return false;
	if (c->goal->path == PATH_GLIDE)
		origin = c->terms->baseline;
	*value = possible(c->subject.measure,
		ratio_add(origin,
			ratio_div(ratio_sub(c->value.value, origin),
				e->share)));
	return true;
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
	return (m->denominator.count != COUNT_NONE
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

/* Of a cohort: which share of those still followed must succeed, so that all
 * of them together come to the target. */
static void
require_of_members(const struct judge_case *c, struct ratio target,
	struct outlook *o)
{
	struct ratio pending = ratio_int((long)c->value.pending);
	struct ratio all = ratio_add(c->value.denominator, pending);

	if (!c->value.pending || c->subject.measure->shown != SHOWN_PERCENT)
		return;
	o->has_required = true;
	o->required = ratio_div(ratio_sub(ratio_mul(target, all),
					ratio_mul(ratio_int(100),
						c->value.numerator)),
		pending);
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
	struct expectation end = expected_end(c->goal, c->terms);
	struct ratio target, pace;
	struct comparison held;

	if (year_is_over(c) || c->goal->path == PATH_YEAR_END
		|| !outlook_pace(c, &pace))
		return;
	held = judge_compare(c->goal, c->band, c->terms, &end, pace);
	if (c->goal->direction == WITHIN && held.status == VERDICT_MET)
		return;
	target = held.expected;
	switch (c->goal->window) {
	case WINDOW_YEAR:
	case WINDOW_ROLLING_12:
		if (c->subject.measure->cohort)
			require_of_members(c, target, o);
		else if (ratio_sign(c->now.gone) > 0)
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
comparable(const struct judge_case *c, const struct figure *now,
	const struct figure *before)
{
	const struct subject *s = &c->subject;
	int32_t month;

	if (before->state != FIGURE_GIVEN)
		return false;
	if (s->window == WINDOW_LATEST)
		return true;
	for (month = now->from; month <= now->to; month++)
		if (figure_month_counts(s, month)
			&& !figure_month_counts(s,
				month - YEAR_PROGRESS_MONTHS))
			return false;
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

/* The same period last year. Of a cohort by entry those who were mature then:
 * whole months whose members all were, in both years. */
static struct figure
before_of(const struct judge_case *c, const struct year_progress *then,
	struct figure *now)
{
	const struct measure *m = c->subject.measure;
	struct subject s = c->subject;

	if (!m->cohort || m->by_maturity)
		return figure_same_date(&s, then);
	s.mature_by = c->now.day;
	*now = figure_at(&s, &c->now);
	s.mature_by = then->day;
	return figure_same_date(&s, then);
}

static enum verdict_trend
trend_of(const struct judge_case *c)
{
	struct year_progress then = year_progress_earlier(&c->now, 1);
	struct figure now = c->value, before = before_of(c, &then, &now);
	const struct expectation *e = &c->expectation;
	int order;

	if (now.state != FIGURE_GIVEN || !comparable(c, &now, &before))
		return TREND_NONE;
	order = ratio_compare(now.value, before.value);
	if (c->goal->direction == AT_MOST)
		order = -order;
	if (c->goal->direction == WITHIN)
		order = ratio_compare(distance(e, before.value),
			distance(e, now.value));
	return order > 0 ? TREND_BETTER : order < 0 ? TREND_WORSE : TREND_SAME;
}

struct outlook
outlook_of(const struct judge_case *c, bool with_forecast)
{
	struct outlook o = { .forecast.outlook = VERDICT_NONE };
	struct expectation expected;
	struct year_progress end;

	if (!verdict_given(c->status))
		return o;
	end = year_progress_end(&c->now);
	expected = expected_end(c->goal, c->terms);
	if (with_forecast)
		o.forecast = forecast_of(c, &end, &expected);
	require(c, &o);
	o.trend = trend_of(c);
	return o;
}
