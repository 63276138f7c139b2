/* SPDX-License-Identifier: MIT
 *
 * Each path says which share of the way should be behind by a moment. Seasonal
 * learns it from earlier years, and only from years that were delivered whole: a
 * hole would make the rest of a year too heavy.
 */
#include "result/expected.h"

/* The whole of a target: what is expected when its day has come. Only a band
 * has an upper edge of its own. */
static struct expectation
at_step(const struct goal *g, const struct target *t)
{
	return (struct expectation){
		.state = EXPECTED_GIVEN,
		.low = t->target,
		.high = g->direction == WITHIN && t->has_upper ? t->upper
							       : t->target,
		.has_share = true,
		.share = ratio_int(1),
	};
}

struct expectation
expected_end(const struct goal *g, const struct terms *terms)
{
	return at_step(g, terms->due);
}

/* origin + (edge - origin) x share: origin is 0, or the baseline. */
static struct ratio
part_way(struct ratio origin, struct ratio edge, struct ratio share)
{
	return ratio_add(origin, ratio_mul(ratio_sub(edge, origin), share));
}

/* A share of the way from the origin to the target, both edges of a band
 * alike. */
static struct expectation
on_the_way(const struct goal *g, const struct terms *terms, struct ratio origin,
	struct ratio share)
{
	struct expectation e = at_step(g, terms->due);

	e.low = part_way(origin, e.low, share);
	e.high = part_way(origin, e.high, share);
	e.share = share;
	return e;
}

/* --- seasonal --- */

/* An earlier year tells something when all its months were delivered. Of shares
 * and amounts the unit also has a row in each, of a count the measure has one
 * somewhere: a year in which nobody counted anything tells nothing. Where
 * nothing can be tested a missing row is no zero. */
static bool
has_all_months(const struct subject *s, int32_t first)
{
	bool tested = s->coverage
		&& reach_is_tested(s->coverage, s->measure_index);
	bool counts = tested && measure_counts_zero(s->measure);

	for (int32_t month = first; month < first + YEAR_PROGRESS_MONTHS;
		month++) {
		if (tested
			&& !reach_has(s->coverage, s->measure_index, s->unit,
				month, NULL))
			return false;
		if (counts ? !figures_anywhere(s->figures, s->measure_index,
			    month)
			   : !figures_at(s->figures, s->measure_index, s->unit,
				   month))
			return false;
	}
	return true;
}

/* The share that was there at the same date of earlier years, as the mean of
 * those that tell something. At the end of the year nothing is left to learn:
 * the target itself is expected. An earlier year whose value was 0 has no
 * share, which is another reason to know nothing than having no years. */
static struct expectation
seasonal(const struct goal *g, const struct terms *terms,
	const struct subject *s, const struct year_progress *m)
{
	int32_t earliest = figures_first_anywhere(s->figures, s->measure_index);
	struct expectation seen = { .share = ratio_int(0) }, e;
	struct year_progress then, end;
	struct figure part, whole;

	if (ratio_compare(m->gone, ratio_int(1)) >= 0)
		return expected_end(g, terms);
	for (int back = 1;; back++) {
		then = year_progress_earlier(m, back);
		if (then.first < earliest)
			break;
		if (!has_all_months(s, then.first))
			continue;
		end = year_progress_end(&then);
		part = figure_same_date(s, &then);
		whole = figure_at(s, &end);
		if (part.state != FIGURE_GIVEN || whole.state != FIGURE_GIVEN
			|| !ratio_sign(whole.value)) {
			seen.empty = true;
			continue;
		}
		seen.share = ratio_add(seen.share,
			ratio_div(part.value, whole.value));
		seen.then = part.value;
		seen.whole = whole.value;
		seen.first_year = then.year;
		seen.years++;
	}
	if (!seen.years)
		return (struct expectation){ .state = EXPECTED_NO_DATA,
			.empty = seen.empty };
	e = on_the_way(g, terms, ratio_int(0),
		ratio_div(seen.share, ratio_int(seen.years)));
	e.years = seen.years;
	e.first_year = seen.first_year;
	e.then = seen.then;
	e.whole = seen.whole;
	return e;
}

/* --- milestones --- */

/* The last step that is due by the day, or on the year's last day the final
 * one, whatever its own date; before the first step nothing is expected. */
static struct expectation
milestones(const struct goal *g, const struct terms *terms,
	const struct year_progress *m)
{
	struct expectation e = { .state = EXPECTED_NOT_DUE };
	const struct target *step = NULL;

	for (size_t i = 0; i < terms->nsteps; i++)
		if (terms->steps[i]->due <= m->day)
			step = terms->steps[i];
	if (m->day >= m->year_end)
		step = terms->due;
	if (step) {
		e = at_step(g, step);
		e.has_share = ratio_sign(terms->due->target) != 0;
		if (e.has_share)
			e.share = ratio_div(step->target, terms->due->target);
	}
	e.step = step;
	return e;
}

/* Each path answers by its own rule. A goal that is due at the end of the
 * year is not expected to have anything before. */
struct expectation
expected_at(const struct goal *g, const struct terms *terms,
	const struct subject *s, const struct year_progress *m)
{
	switch (g->path) {
	case PATH_LEVEL:
		return expected_end(g, terms);
	case PATH_ACCRUAL:
		return on_the_way(g, terms, ratio_int(0), m->gone);
	case PATH_GLIDE:
		return on_the_way(g, terms, terms->baseline, m->gone);
	case PATH_SEASONAL:
		return seasonal(g, terms, s, m);
	case PATH_MILESTONES:
		return milestones(g, terms, m);
	case PATH_YEAR_END:
		if (m->day < terms->due->due)
			return (struct expectation){ .state =
							     EXPECTED_NOT_DUE };
		return expected_end(g, terms);
	}
	return (struct expectation){ .state = EXPECTED_NO_DATA };
}

/* A value inside has the target as its edge, too: how far apart edge and
 * baseline are is what the scale of change goes by. */
struct ratio
expected_edge(const struct goal *g, const struct terms *terms,
	const struct expectation *e, struct ratio value)
{
	return g->direction == WITHIN && ratio_compare(value, e->high) > 0
		? terms->due->upper
		: terms->due->target;
}

struct ratio
expected_scale(const struct goal *g, const struct terms *terms,
	const struct expectation *e, struct ratio edge, struct ratio value)
{
	if (g->scale == SCALE_OF_TARGET)
		return ratio_div(edge, ratio_int(100));
	if (g->scale != SCALE_OF_CHANGE)
		return ratio_int(1);
	return ratio_div(ratio_abs(ratio_sub(expected_edge(g, terms, e, value),
				 terms->baseline)),
		ratio_int(100));
}

/* The edge a value is held against is the nearer one when it may be within. A
 * gap is measured in points, or in per cent of what was expected or of the
 * change that the whole year asks for; one that cannot be measured is never a
 * near one. */
struct comparison
expected_compare(const struct goal *g, struct ratio band,
	const struct terms *terms, const struct expectation *e,
	struct ratio value)
{
	struct comparison s = { .status = VERDICT_OFF, .expected = e->low };
	bool low = ratio_compare(value, e->low) >= 0;
	bool high = ratio_compare(value, e->high) <= 0;
	bool met = low;
	struct ratio by;

	if (g->direction == AT_MOST) {
		met = high;
		s.expected = e->high;
	} else if (g->direction == WITHIN) {
		met = low && high;
		s.expected = high ? e->low : e->high;
	}
	by = expected_scale(g, terms, e, s.expected, value);
	s.has_shortfall = ratio_sign(by) > 0;
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
