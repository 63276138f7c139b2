/* SPDX-License-Identifier: MIT
 *
 * What follows from a verdict without changing it: where the value ends when
 * the year goes on as it did, what is needed of the rest, and whether the same
 * period last year was better. Like is held against like: a period that lacks
 * a month, or a cohort that was followed longer, gives no trend.
 */
#include "outlook.h"

/* The path's share that is gone tells how far the value should have come; at
 * the same pace it comes to origin + (value - origin) / share. Nothing is
 * counted less than never, and no more than all of a cohort succeed; only an
 * amount may be negative. */
bool
outlook_pace(const struct judge_case *c, struct ratio *value)
{
	const struct expectation *e = &c->expectation;
	const struct measure *m = c->subject.measure;
	struct ratio origin = ratio_int(0), all = ratio_int(100);

	if (!e->has_share || ratio_sign(e->share) <= 0)
		return false;
	if (c->goal->path == PATH_GLIDE)
		origin = c->terms->baseline;
	*value = ratio_add(origin,
		ratio_div(ratio_sub(c->value.value, origin), e->share));
	if (m->form != FORM_RATIO || m->numerator.count == COUNT_AMOUNT)
		return true;
	if (ratio_sign(*value) < 0)
		*value = ratio_int(0);
	if (m->cohort && m->shown == SHOWN_PERCENT
		&& ratio_compare(*value, all) > 0)
		*value = all;
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

/* Of the year's own value, whatever the goal's window: where sums are divided
 * by sums, what the rest must be, weighing as the time that is left; else what
 * is left of the target, and nothing more of what is reached. */
static void
require_in_year(const struct judge_case *c, struct ratio target,
	struct outlook *o)
{
	const struct measure *m = c->subject.measure;
	struct subject s = c->subject;
	struct figure year;

	s.window = WINDOW_YEAR;
	year = figure_at(&s, &c->now);
	if (year.state != FIGURE_GIVEN || m->form != FORM_RATIO
		|| m->numerator.across == ACROSS_LAST)
		return;
	o->has_required = true;
	if (m->denominator.count != COUNT_NONE
		&& m->denominator.across == ACROSS_SUM
		&& m->numerator.across == ACROSS_SUM) {
		o->required = rest_of(target, c->now.gone, year.value);
		return;
	}
	o->required = ratio_sub(target, year.value);
	if (c->goal->direction == AT_LEAST && ratio_sign(o->required) < 0)
		o->required = ratio_int(0);
}

/* Where nothing can be asked of the rest, has_required stays false: when the year
 * is over, at its end only, or without a pace. The edge is the one that is missed
 * at the pace so far; inside both edges of a
 * range nothing is required. Of a cohort it is which share of those still
 * followed must succeed, so that all of them together come to the target. */
static void
require(const struct judge_case *c, struct outlook *o)
{
	struct expectation end = expected_end(c->goal, c->terms);
	int32_t left = c->now.first + YEAR_PROGRESS_MONTHS - 1 - c->now.last;
	const struct figure *v = &c->value;
	struct ratio target, pace, pending, all;
	struct comparison held;

	if (ratio_compare(c->now.gone, ratio_int(1)) >= 0
		|| c->goal->path == PATH_YEAR_END || !outlook_pace(c, &pace))
		return;
	held = expected_compare(c->goal, c->band, c->terms, &end, pace);
	if (c->goal->direction == WITHIN && held.status == VERDICT_MET)
		return;
	target = held.expected;
	switch (c->goal->window) {
	case WINDOW_YEAR:
	case WINDOW_ROLLING_12:
		if (!c->subject.measure->cohort) {
			if (ratio_sign(c->now.gone) > 0)
				require_in_year(c, target, o);
			break;
		}
		if (!v->pending || c->subject.measure->shown != SHOWN_PERCENT)
			break;
		pending = ratio_int((long)v->pending);
		all = ratio_add(v->denominator, pending);
		o->has_required = true;
		o->required = ratio_div(ratio_sub(ratio_mul(target, all),
						ratio_mul(ratio_int(100),
							v->numerator)),
			pending);
		break;
	case WINDOW_MEAN_OF_MONTHS:
		/* the months with a value, of those and the ones to come */
		o->has_required = true;
		o->required = rest_of(target,
			ratio_of(v->months, v->months + left), v->value);
		break;
	case WINDOW_MONTH:
	case WINDOW_LATEST:
		o->has_required = true;
		o->required = ratio_sub(target, v->value);
		break;
	}
}

/* How far a value is outside the edges of a range, whichever it misses; 0
 * inside. Of a range, nearer is better, on either side. */
static struct ratio
distance(const struct expectation *e, struct ratio value)
{
	if (ratio_compare(value, e->low) < 0)
		return ratio_sub(e->low, value);
	if (ratio_compare(value, e->high) > 0)
		return ratio_sub(value, e->high);
	return ratio_int(0);
}

/* Without a verdict nothing was expected yet, or nothing is known, and so
 * nothing follows from it. The trend is told where the two periods are the same:
 * last year's window has figures for every month that this year's has. Of a
 * cohort by entry those count who were mature then: whole months whose members
 * all were, in both years. */
struct outlook
outlook_of(const struct judge_case *c, bool with_forecast)
{
	struct outlook o = { .forecast.outlook = VERDICT_NONE };
	struct expectation expected;
	struct year_progress end, then;
	struct figure now = c->value, before;
	struct subject s = c->subject;
	int order;

	if (!verdict_given(c->status))
		return o;
	end = year_progress_end(&c->now);
	then = year_progress_earlier(&c->now, 1);
	expected = expected_end(c->goal, c->terms);
	if (with_forecast)
		o.forecast = forecast_of(c, &end, &expected);
	require(c, &o);
	if (s.measure->cohort && !s.measure->by_maturity) {
		s.mature_by = c->now.day;
		now = figure_at(&s, &c->now);
		s.mature_by = then.day;
	}
	before = figure_same_date(&s, &then);
	if (now.state != FIGURE_GIVEN || before.state != FIGURE_GIVEN)
		return o;
	for (int32_t month = now.from;
		s.window != WINDOW_LATEST && month <= now.to; month++)
		if (figure_month_counts(&c->subject, month)
			&& !figure_month_counts(&c->subject,
				month - YEAR_PROGRESS_MONTHS))
			return o;
	order = ratio_compare(now.value, before.value);
	if (c->goal->direction == AT_MOST)
		order = -order;
	if (c->goal->direction == WITHIN)
		order = ratio_compare(distance(&c->expectation, before.value),
			distance(&c->expectation, now.value));
	o.trend = order > 0 ? TREND_BETTER
		: order < 0 ? TREND_WORSE
			    : TREND_SAME;
	return o;
}
