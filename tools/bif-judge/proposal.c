/* SPDX-License-Identifier: MIT
 *
 * A level is found by turning the arithmetic of the verdict round: where the
 * value is, what must have been expected for it to be near or met, and so which
 * target. Each level is rounded to the goal's decimals towards what is easier
 * and then judged like any target, so that no level is told that does not hold.
 *
 * Whether a target is realistic is told from the unit's own past alone: the
 * rest of the year must bring no more than the best stretch of that length did.
 * Which adjustments are decided, and their words, is left to people.
 */
#include "proposal.h"

#include "base/mem.h"
#include "outlook.h"
#include "text_words.h"

/* --- levels --- */

/* Which edge a value has to do with, and which way is better: of a range the edge
 * that it is beyond, and neither when it is inside. */
static struct proposal_moment
moment_of(const struct goal *g, const struct expectation *e, struct ratio value,
	bool due)
{
	struct proposal_moment m = { .due = due, .value = value };

	if (g->direction != WITHIN) {
		m.sign = g->direction == AT_LEAST ? 1 : -1;
	} else if (ratio_compare(value, e->low) < 0) {
		m.sign = 1;
	} else if (ratio_compare(value, e->high) > 0) {
		m.sign = -1;
		m.upper = true;
	}
	return m;
}

/* The row that is in the way: of milestones the last one due. */
static const struct target *
row_at(const struct judge_case *c, const struct proposal_moment *m)
{
	return !m->due && c->goal->path == PATH_MILESTONES ? c->expectation.step
							   : c->terms->due;
}

/* Judges the case again with that level in place of the edge that is missed;
 * of the due date its projected value. The caller frees
 * its steps. */
static void
trial_begin(struct proposal_trial *t, const struct judge_case *c,
	const struct proposal_moment *m, struct ratio level)
{
	const struct target *replaced = row_at(c, m);

	*t = (struct proposal_trial){ .row = *replaced, .terms = *c->terms };
	if (m->upper)
		t->row.upper = level;
	else
		t->row.target = level;
	t->steps = mem_new(c->terms->nsteps + 1, sizeof(*t->steps));
	for (size_t i = 0; i < c->terms->nsteps; i++)
		t->steps[i] = c->terms->steps[i] == replaced
			? &t->row
			: c->terms->steps[i];
	t->terms.steps = t->steps;
	if (replaced == c->terms->due)
		t->terms.due = &t->row;
	t->judged = *c;
	t->judged.terms = &t->terms;
	if (m->due) {
		struct expectation end = expected_end(c->goal, &t->terms);

		t->judged.comparison = expected_compare(c->goal, c->band,
			&t->terms, &end, m->value);
		t->judged.status = t->judged.comparison.status;
	} else {
		t->judged.status = judge_status(&t->judged, &t->terms,
			&c->subject, &c->value, &t->judged.expectation,
			&t->judged.comparison);
	}
}

/* What is expected is origin + weight x the level; the level at which the
 * value misses it by the band, or not at all. On the scale of_change the band
 * is a part of the change, whose direction (1 up, -1 down) is given. False
 * when every level would do, or none. */
static bool
solve(const struct judge_case *c, const struct proposal_moment *m, bool nearly,
	int direction, struct ratio *level)
{
	struct ratio origin = ratio_int(0), weight = ratio_int(1);
	struct ratio edge = m->value, sign = ratio_int(m->sign), part;

	if (!m->due
		&& (c->goal->path == PATH_ACCRUAL || c->goal->path == PATH_GLIDE
			|| c->goal->path == PATH_SEASONAL))
		weight = c->expectation.share;
	if (!m->due && c->goal->path == PATH_GLIDE)
		origin = ratio_mul(c->terms->baseline,
			ratio_sub(ratio_int(1), weight));
	if (nearly && c->goal->scale == SCALE_POINTS)
		edge = ratio_add(edge, ratio_mul(sign, c->band));
	part = ratio_div(c->band, ratio_int(100));
	if (nearly && c->goal->scale == SCALE_OF_TARGET) {
		part = ratio_sub(ratio_int(1), ratio_mul(sign, part));
		if (ratio_sign(part) <= 0)
			return false;
		edge = ratio_div(edge, part);
	}
	edge = ratio_sub(edge, origin);
	if (nearly && c->goal->scale == SCALE_OF_CHANGE) {
		if (!c->terms->has_baseline)
			return false;
		part = ratio_mul(ratio_mul(sign, part), ratio_int(direction));
		edge = ratio_sub(edge, ratio_mul(part, c->terms->baseline));
		weight = ratio_sub(weight, part);
	}
	if (!ratio_sign(weight))
		return false;
	*level = ratio_div(edge, weight);
	return true;
}

/* The direction of the change is not known before the level is, so both are tried
 * and each level is judged. The hardest level, of the goal's decimals, with which the goal would be met
 * or, `nearly`, nearly met. False when there is none. */
static bool
level_at(const struct judge_case *c, const struct proposal_moment *m,
	bool nearly, struct ratio *level)
{
	int decimals = c->goal->decimals < PROPOSAL_DECIMALS
		? c->goal->decimals
		: PROPOSAL_DECIMALS;
	long scale = text_words_ten_to(decimals);
	struct ratio exact;
	struct proposal_trial t;
	int64_t whole;
	bool found = false;

	for (int direction = 1; m->sign && direction >= -1; direction -= 2) {
		if (!solve(c, m, nearly, direction, &exact))
			continue;
		exact = ratio_mul(exact, ratio_int(scale));
		if (!ratio_floor(exact, &whole))
			continue;
		if (m->sign < 0 && !ratio_is_whole(exact))
			whole++;
		exact = ratio_of((long)whole, scale);
		trial_begin(&t, c, m, exact);
		if (t.judged.status <= (nearly ? VERDICT_NEAR : VERDICT_MET)
			&& (!found
				|| m->sign * ratio_compare(exact, *level)
					> 0)) {
			*level = exact;
			found = true;
		}
		mem_free(t.steps);
	}
	return found;
}

/* --- the rest of the year --- */

/* What the measure came to over those months, in the terms of `required`: of
 * a stock the change over them. Each of them must be known whole. */
static bool
stretch_of(const struct judge_case *c, int32_t from, int32_t to,
	struct ratio *value)
{
	struct subject s = c->subject;
	struct year_progress m = c->now;
	struct ratio before;
	struct figure v;

	for (int32_t month = from; month <= to; month++)
		if (!figure_month_counts(&s, month)
			|| figures_pending(s.figures, s.measure_index, s.unit,
				month))
			return false;
	if (s.window == WINDOW_MONTH || s.window == WINDOW_LATEST) {
		if (!figure_of_month(&s, from - 1, &before)
			|| !figure_of_month(&s, to, value))
			return false;
		*value = ratio_sub(*value, before);
		return true;
	}
	if (s.window == WINDOW_ROLLING_12)
		s.window = WINDOW_YEAR;
	m.first = from;
	m.last = m.running = to;
	v = figure_at(&s, &m);
	*value = v.value;
	return v.state == FIGURE_GIVEN;
}

/* What is required by the case's terms beside the best stretch since the unit's
 * first figures, of as many months as are left, or of a cohort as still hold
 * members who are followed. Persons are counted once a year: a stretch of them
 * lies in one contract year. */
static struct proposal_rest
rest_of(const struct judge_case *c, int sign)
{
	const struct subject *s = &c->subject;
	const struct measure *m = s->measure;
	struct outlook o = outlook_of(c, false);
	struct proposal_rest r = { .given = o.has_required,
		.required = o.required };
	bool persons = !m->cohort && m->numerator.count == COUNT_SUBJECTS;
	int32_t month, from, to, year = YEAR_PROGRESS_MONTHS;
	struct ratio value;

	if (!r.given)
		return r;
	if (m->cohort
		&& (s->window == WINDOW_YEAR || s->window == WINDOW_ROLLING_12))
		for (month = c->value.from; month <= c->value.followed_to;
			month++)
			r.months += figures_pending(s->figures,
					    s->measure_index, s->unit, month)
				> 0;
	else
		r.months = c->now.first + year - 1 - c->now.last;
	from = figures_first_anywhere(s->figures, s->measure_index);
	while (from <= c->now.last
		&& !figures_at(s->figures, s->measure_index, s->unit, from))
		from++;
	for (; r.months > 0 && from + r.months - 1 <= c->now.last; from++) {
		to = from + r.months - 1;
		/* months since the year's first, of whatever year */
		month = (from - c->now.first + 1000 * year) % year;
		if ((persons && month + r.months > year)
			|| !stretch_of(c, from, to, &value)
			|| (r.has_best
				&& sign * ratio_compare(value, r.best) <= 0))
			continue;
		r.has_best = true;
		r.best = value;
		r.from = from;
		r.to = to;
	}
	r.realistic = r.has_best
		&& sign * ratio_compare(r.best, r.required) >= 0;
	return r;
}

/* Finds the levels, and proposes the one that would be met when it is due,
 * where that is easier than today's and the unit has not answered that it
 * makes an effort instead. On a level path, which asks for the same all year,
 * it is met now, too; of a milestone that was missed it is the level met now. */
void
proposal_of(struct proposal *p, const struct judge_case *c,
	const struct comment *said, bool with_forecast)
{
	struct outlook o = outlook_of(c, with_forecast);
	struct expectation end = expected_end(c->goal, c->terms);
	struct ratio projected = o.forecast.value;
	const struct target *row;
	int i;

	*p = (struct proposal){ 0 };
	p->response = said ? said->response : RESPONSE_NONE;
	p->now = moment_of(c->goal, &c->expectation, c->value.value, false);
	p->has_due = o.forecast.given || outlook_pace(c, &projected);
	if (p->has_due)
		p->due = moment_of(c->goal, &end, projected, true);
	for (i = 0; i < PROPOSAL_LEVELS; i++)
		p->has[i] = level_at(c,
			i < PROPOSAL_NEAR_DUE ? &p->now : &p->due,
			i == PROPOSAL_NEAR_NOW || i == PROPOSAL_NEAR_DUE,
			&p->level[i]);
	row = row_at(c, &p->now);
	p->today = p->proposed = p->now.upper ? row->upper : row->target;
	i = PROPOSAL_MET_NOW;
	if (row == c->terms->due && p->has[PROPOSAL_MET_DUE]
		&& p->due.upper == p->now.upper
		&& (c->goal->path != PATH_LEVEL
			|| p->now.sign
					* ratio_compare(
						p->level[PROPOSAL_MET_DUE],
						p->level[PROPOSAL_MET_NOW])
				< 0))
		i = PROPOSAL_MET_DUE;
	if (p->response != RESPONSE_EFFORT && p->has[i]
		&& p->now.sign * ratio_compare(p->level[i], p->today) < 0)
		p->proposed = p->level[i];
	p->changes = ratio_compare(p->proposed, p->today) != 0;
	trial_begin(&p->then, c, &p->now, p->proposed);
	p->rest = rest_of(c, p->now.sign);
	p->rest_then = rest_of(&p->then.judged, p->now.sign);
}
