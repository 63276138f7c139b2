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
status_of(const struct judge_case *t, const struct terms *terms,
	const struct subject *subject, const struct figure *value,
	struct expectation *e, struct comparison *standing)
{
	enum verdict_status none;

	if (!terms->due->withdraws)
		*e = expected_at(t->goal, terms, subject, &t->bench->now);
	none = no_verdict(terms, e, value);
	if (none != VERDICT_NONE)
		return none;
	*standing = judge_compare(t->goal, t->band, terms, e, value->value);
	return standing->status;
}

/* Whether another reading of the measure gives another status. A reading that
 * nobody counted says nothing. */
static bool
is_sensitive(const struct judge_case *t)
{
	const struct measures *all = t->bench->measures;
	struct subject s = t->subject;
	struct expectation e = { 0 };
	struct comparison standing;
	struct figure v;
	int i;

	for (i = t->subject.measure_index + 1; i < (int)all->count
		&& all->list[i].alternative_of == t->subject.measure_index;
		i++) {
		s.measure = &all->list[i];
		s.measure_index = i;
		if (!figures_any(s.figures, i))
			continue;
		v = figure_at(&s, &t->bench->now);
		if (status_of(t, t->terms, &s, &v, &e, &standing) != t->status)
			return true;
	}
	return false;
}

static unsigned
flags_of(const struct judge_case *t)
{
	const struct figure *v = &t->value;
	long limit = t->bench->book->small_n;
	unsigned flags = 0;

	if (!t->goal->has_band)
		flags |= FLAG_STANDARD_BAND;
	if (t->contract->revised)
		flags |= FLAG_REVISED;
	if (t->status == VERDICT_WITHDRAWN)
		return flags;
	if (verdict_given(t->status) && !v->n_unknown && limit > 0
		&& v->n < (uint64_t)limit)
		flags |= FLAG_SMALL_N;
	if (t->bench->robust && verdict_given(t->status) && is_sensitive(t))
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
judge_original(struct judge_case *t)
{
	struct expectation e = { 0 };
	struct comparison standing;

	t->original_status = t->status;
	if (t->contract->revised && !t->bench->by_original)
		t->original_status = status_of(t, &t->contract->original,
			&t->subject, &t->value, &e, &standing);
}

struct judge_case
judge(const struct judge_context *bench, int unit, int goal)
{
	struct judge_case t = { .bench = bench,
		.unit = unit,
		.goal = &bench->goals->list[goal],
		.contract = contract_find(bench->contracts, unit, goal),
		.status = VERDICT_NOT_APPLICABLE,
		.original_status = VERDICT_NONE };

	if (!t.contract->applicable)
		return t;
	t.terms = bench->by_original ? &t.contract->original : &t.contract->now;
	t.band = t.goal->has_band ? t.goal->band
				  : bench->book->standard_band[t.goal->scale];
	t.subject = (struct subject){ .figures = bench->figures,
		.unit = unit,
		.window = t.goal->window,
		.measure_index = measure_find(bench->measures,
			t.goal->measure) };
	t.subject.measure = &bench->measures->list[t.subject.measure_index];
	t.value = figure_at(&t.subject, &bench->now);
	t.status = status_of(&t, t.terms, &t.subject, &t.value, &t.expectation,
		&t.standing);
	judge_original(&t);
	t.flags = flags_of(&t);
	return t;
}
