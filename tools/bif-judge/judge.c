/* SPDX-License-Identifier: MIT */
#include "judge.h"

/* The edge a value is held against: the nearer one when it may be within. */
static struct ratio
edge_for(const struct goal *g, const struct expectation *e, struct ratio value,
	bool *met)
{
	bool low = ratio_compare(value, e->low) >= 0;
	bool high = ratio_compare(value, e->high) <= 0;

	switch (g->direction) {
	case AT_LEAST:
		*met = low;
		return e->low;
	case AT_MOST:
		*met = high;
		return e->high;
	case WITHIN:
		*met = low && high;
		return high ? e->low : e->high;
	}
	*met = false;
	return e->low;
}

/* What a gap is measured by; false when it cannot be. */
static bool
measure_of_scale(const struct goal *g, const struct terms *terms,
	struct ratio expected, struct ratio *by)
{
	switch (g->scale) {
	case SCALE_POINTS:
		*by = ratio_int(1);
		return true;
	case SCALE_OF_TARGET:
		if (ratio_sign(expected) <= 0)
			return false;
		*by = ratio_div(expected, ratio_int(100));
		return true;
	case SCALE_OF_CHANGE:
		*by = ratio_abs(ratio_sub(terms->due->target, terms->baseline));
		if (!ratio_sign(*by))
			return false;
		*by = ratio_div(*by, ratio_int(100));
		return true;
	}
	return false;
}

struct comparison
judge_compare(const struct goal *g, struct ratio band,
	const struct terms *terms, const struct expectation *e,
	struct ratio value)
{
	struct comparison s = { .status = VERDICT_OFF };
	struct ratio by;
	bool met;

	s.expected = edge_for(g, e, value, &met);
	s.has_shortfall = measure_of_scale(g, terms, s.expected, &by);
	if (met) {
		s.status = VERDICT_MET;
		s.shortfall = ratio_int(0);
	} else if (s.has_shortfall) {
		s.shortfall = ratio_div(ratio_abs(ratio_sub(value, s.expected)),
			by);
		if (ratio_compare(s.shortfall, band) <= 0)
			s.status = VERDICT_NEAR;
	}
	return s;
}

/* The reasons not to give a verdict, in DESIGN's order. */
static enum verdict_status
no_verdict(const struct terms *terms, const struct expectation *e,
	const struct figure *v)
{
	if (terms->due->withdraws)
		return VERDICT_WITHDRAWN;
	if (e->state == EXPECTED_NOT_DUE)
		return VERDICT_NOT_DUE;
	if (v->state == FIGURE_NOT_MATURE)
		return VERDICT_NOT_MATURE;
	if (v->state == FIGURE_NO_DATA || e->state == EXPECTED_NO_DATA)
		return VERDICT_NO_DATA;
	if (v->state == FIGURE_UNDEFINED)
		return VERDICT_UNDEFINED;
	return VERDICT_NONE;
}

static enum verdict_status
status_of(const struct judge_case *c, const struct terms *terms,
	const struct subject *subject, const struct figure *value,
	struct expectation *e, struct comparison *comparison)
{
	enum verdict_status none;

	if (!terms->due->withdraws)
		*e = expected_at(c->goal, terms, subject, &c->context->now);
	none = no_verdict(terms, e, value);
	if (none != VERDICT_NONE)
		return none;
	*comparison = judge_compare(c->goal, c->band, terms, e, value->value);
	return comparison->status;
}

/* Whether another reading of the measure gives another status. A reading that
 * nobody counted says nothing. */
static bool
is_sensitive(const struct judge_case *c)
{
	const struct measures *all = c->context->measures;
	struct subject s = c->subject;
	struct expectation e = { 0 };
	struct comparison comparison;
	struct figure v;
	int i;

	for (i = c->subject.measure_index + 1; i < (int)all->count
		&& all->list[i].alternative_of == c->subject.measure_index;
		i++) {
		s.measure = &all->list[i];
		s.measure_index = i;
		if (!figures_any(s.figures, i))
			continue;
		v = figure_at(&s, &c->context->now);
		if (status_of(c, c->terms, &s, &v, &e, &comparison)
			!= c->status)
			return true;
	}
	return false;
}

static unsigned
flags_of(const struct judge_case *c)
{
	const struct figure *v = &c->value;
	long limit = c->context->book->small_n;
	unsigned flags = 0;

	if (!c->goal->has_band)
		flags |= FLAG_STANDARD_BAND;
	if (c->contract->revised)
		flags |= FLAG_REVISED;
	if (c->status == VERDICT_WITHDRAWN)
		return flags;
	if (verdict_given(c->status) && !v->n_unknown && limit > 0
		&& v->n < (uint64_t)limit)
		flags |= FLAG_SMALL_N;
	if (c->context->robust && verdict_given(c->status) && is_sensitive(c))
		flags |= FLAG_SENSITIVE;
	if (v->incomplete)
		flags |= FLAG_INCOMPLETE;
	if (v->flags & OBSERVATION_MANUAL)
		flags |= FLAG_MANUAL;
	if (v->flags & OBSERVATION_PRELIMINARY)
		flags |= FLAG_PRELIMINARY;
	return flags;
}

static void
judge_original(struct judge_case *c)
{
	struct expectation e = { 0 };
	struct comparison comparison;

	c->original_status = c->status;
	if (c->contract->revised && !c->context->by_original)
		c->original_status = status_of(c, &c->contract->original,
			&c->subject, &c->value, &e, &comparison);
}

struct judge_case
judge(const struct judge_context *context, int unit, int goal)
{
	struct judge_case c = { .context = context,
		.unit = unit,
		.goal = &context->goals->list[goal],
		.contract = contract_find(context->contracts, unit, goal),
		.status = VERDICT_NOT_APPLICABLE,
		.original_status = VERDICT_NONE };

	if (!c.contract->applicable)
		return c;
	c.terms = context->by_original ? &c.contract->original
				       : &c.contract->now;
	c.band = c.goal->has_band ? c.goal->band
				  : context->book->standard_band[c.goal->scale];
	c.subject = (struct subject){ .figures = context->figures,
		.unit = unit,
		.window = c.goal->window,
		.measure_index = measure_find(context->measures,
			c.goal->measure) };
	c.subject.measure = &context->measures->list[c.subject.measure_index];
	c.value = figure_at(&c.subject, &context->now);
	c.status = status_of(&c, c.terms, &c.subject, &c.value, &c.expectation,
		&c.comparison);
	judge_original(&c);
	c.flags = flags_of(&c);
	return c;
}
