/* SPDX-License-Identifier: MIT
 *
 * What chance alone can do to a figure: only where persons or events are
 * sampled, so that another draw of them would have given another figure. kWh,
 * kroner, days and open cases are sums or stocks, not draws: nothing is said.
 *
 * A value is taken apart into hits (of tries, when it is a share) and a scale
 * that leads back to it. Where the unit's own months vary more than draws do,
 * hits and tries count for as many less as the months vary more, so that the
 * interval gets wider; numbers that then are not whole are rounded to the side
 * that makes it wider still.
 */
#include "value/chance.h"
#include "worth.h"

#define MONTHS_MOST 25 /* that dispersion is measured on */
#define MONTHS_LEAST 5
#define PAIRS_MOST 13

struct sample {
	bool share;          /* hits of tries; else a count of events */
	struct ratio hits;   /* not whole where months are averaged */
	struct ratio tries;  /* of a share */
	struct ratio scale;  /* value = hits x scale, or hits / tries x scale */
	struct ratio weight; /* what the heaviest event counts */
};

static bool
counts_events(enum measure_count count)
{
	return count == COUNT_FACTS || count == COUNT_SUBJECTS;
}

bool
worth_has_denominator(const struct measure *m)
{
	return m->cohort || m->denominator.count != COUNT_NONE;
}

static bool
is_share(const struct measure *m)
{
	return m->cohort
		|| (m->shown == SHOWN_PERCENT
			&& counts_events(m->numerator.count)
			&& counts_events(m->denominator.count)
			&& m->numerator.across == ACROSS_SUM
			&& m->denominator.across == ACROSS_SUM);
}

/* Events by themselves, or in proportion to something that is known. */
static bool
is_count(const struct measure *m)
{
	return !m->cohort && m->numerator.across == ACROSS_SUM
		&& (counts_events(m->numerator.count)
			|| m->numerator.count == COUNT_WEIGHTED)
		&& (m->denominator.count == COUNT_NONE
			|| m->denominator.count == COUNT_AMOUNT
			|| m->denominator.count == COUNT_OPEN);
}

/* Points vary at most as if all came in the heaviest events. False when a
 * weight is negative, or none is above 0. */
static bool
weight_of(const struct component *part, struct ratio *weight)
{
	struct decimal most = { 0 };
	size_t i;

	*weight = ratio_int(1);
	if (part->count != COUNT_WEIGHTED)
		return true;
	for (i = 0; i < part->nweights; i++) {
		if (part->weights[i].weight.millionths < 0)
			return false;
		if (part->weights[i].weight.millionths > most.millionths)
			most = part->weights[i].weight;
	}
	*weight = ratio_decimal(most);
	return most.millionths > 0;
}

bool
worth_month(const struct subject *s, int32_t month, struct ratio *numerator,
	struct ratio *denominator)
{
	const struct observation *row = figures_at(s->figures, s->measure_index,
		s->unit, month);

	if (!figure_month_counts(s, month))
		return false;
	*numerator = row ? ratio_decimal(row->numerator) : ratio_int(0);
	*denominator = row ? ratio_decimal(row->denominator) : ratio_int(0);
	return true;
}

/* The mean of M shares of n1, n2, ... varies as a share of M x M / (1/n1 +
 * 1/n2 + ...) tries does. False when no month has a share. */
static bool
mean_as_share(const struct judge_case *c, struct sample *s)
{
	struct ratio inverse = ratio_int(0), k, n;
	int32_t month;
	long months = 0;

	for (month = c->value.from; month <= c->value.to; month++) {
		if (!worth_month(&c->subject, month, &k, &n)
			|| ratio_sign(n) <= 0)
			continue;
		inverse = ratio_add(inverse, ratio_div(ratio_int(1), n));
		months++;
	}
	if (!months)
		return false;
	s->tries = ratio_div(ratio_int(months * months), inverse);
	s->hits = ratio_div(ratio_mul(c->value.value, s->tries), s->scale);
	return true;
}

static bool
share_of(const struct judge_case *c, struct sample *s)
{
	const struct figure *v = &c->value;

	s->share = true;
	s->scale = ratio_int(
		c->subject.measure->shown == SHOWN_PERCENT ? 100 : 1);
	if (c->goal->window == WINDOW_MEAN_OF_MONTHS) {
		if (!mean_as_share(c, s))
			return false;
	} else {
		s->hits = v->numerator;
		s->tries = v->denominator;
	}
	/* A mean of children's shares is no share of the parent's. */
	return ratio_sign(s->hits) >= 0 && ratio_compare(s->hits, s->tries) <= 0
		&& ratio_compare(s->tries, ratio_int(1)) >= 0
		&& !ratio_compare(v->value,
			ratio_div(ratio_mul(s->hits, s->scale), s->tries));
}

static bool
count_of(const struct judge_case *c, struct sample *s)
{
	const struct figure *v = &c->value;
	const struct measure *m = c->subject.measure;

	s->scale = s->weight;
	s->hits = ratio_div(v->numerator, s->weight);
	if (worth_has_denominator(m)) {
		if (c->goal->window == WINDOW_MEAN_OF_MONTHS
			|| ratio_sign(v->denominator) <= 0)
			return false;
		s->scale = ratio_div(s->scale, v->denominator);
	} else if (c->goal->window == WINDOW_MEAN_OF_MONTHS)
		s->scale = ratio_div(s->scale, ratio_int(v->months));
	if (worth_has_denominator(m) && m->shown == SHOWN_PERCENT)
		s->scale = ratio_mul(s->scale, ratio_int(100));
	return ratio_sign(s->hits) >= 0
		&& !ratio_compare(v->value, ratio_mul(s->hits, s->scale));
}

static bool
sample_of(const struct judge_case *c, struct sample *s)
{
	const struct measure *m = c->subject.measure;

	if (m->form != FORM_RATIO || !c->value.has_sums
		|| !weight_of(&m->numerator, &s->weight))
		return false;
	return is_share(m) ? share_of(c, s) : is_count(m) && count_of(c, s);
}

/* --- dispersion --- */

/* How far hits of tries are from a level, in its own variance. */
static struct ratio
squared(struct ratio hits, struct ratio tries, struct ratio level)
{
	struct ratio off = ratio_sub(hits, ratio_mul(level, tries));

	return ratio_round(ratio_div(ratio_mul(off, off),
				   ratio_mul(tries,
					   ratio_mul(level,
						   ratio_sub(ratio_int(1),
							   level)))),
		CHANCE_DECIMALS);
}

/* The months of a series up to `last`, newest first: of a share hits and tries
 * of the month, of a count the events of the month, as hits of those of the
 * month and of the same month the year before. So neither a season nor a level
 * that is not last year's counts as dispersion. */
static int
collect(const struct subject *s, int32_t last, struct ratio weight, bool share,
	struct ratio hits[], struct ratio tries[])
{
	int32_t month;
	struct ratio unused, before;
	int n = 0;

	for (month = last; n < (share ? MONTHS_MOST : PAIRS_MOST)
		&& month > last - MONTHS_MOST;
		month--) {
		if (!worth_month(s, month, &hits[n], &tries[n]))
			continue;
		if (!share) {
			if (!worth_month(s, month - YEAR_PROGRESS_MONTHS,
				    &before, &unused))
				continue;
			hits[n] = ratio_div(hits[n], weight);
			tries[n] = ratio_add(hits[n],
				ratio_div(before, weight));
		}
		n += ratio_sign(tries[n]) > 0;
	}
	return n;
}

/* The sum of squares of an odd number of months over one common level, as the
 * chi-squared test has it: with an even number of degrees of freedom its tail
 * is a Poisson's. Only what chance gives less than once in twenty counts. */
struct ratio
worth_dispersion(const struct subject *s, int32_t last, struct ratio weight)
{
	bool share = is_share(s->measure);
	struct ratio hits[MONTHS_MOST], tries[MONTHS_MOST];
	struct ratio one = ratio_int(1), k = ratio_int(0), n = k, sum = k, p;
	int months = collect(s, last, weight, share, hits, tries), i;

	months -= months % 2 == 0;
	if (months < MONTHS_LEAST)
		return one;
	for (i = 0; i < months; i++) {
		k = ratio_add(k, hits[i]);
		n = ratio_add(n, tries[i]);
	}
	p = ratio_div(k, n);
	/* Fewer than one hit or miss a month do not follow chi-squared. */
	if (ratio_compare(k, ratio_int(months)) < 0
		|| ratio_compare(ratio_sub(n, k), ratio_int(months)) < 0)
		return one;
	for (i = 0; i < months; i++)
		sum = ratio_add(sum, squared(hits[i], tries[i], p));
	if (ratio_compare(sum, ratio_int(months - 1)) <= 0
		|| ratio_compare(chance_count_tail((uint64_t)(months - 3) / 2,
					 ratio_div(sum, ratio_int(2)),
					 CHANCE_AT_MOST),
			   ratio_of(1, 20))
			>= 0)
		return one;
	return ratio_div(sum, ratio_int(months - 1));
}

/* --- the interval, and the chance --- */

/* Whole numbers on both sides of what hits and tries weigh. */
struct whole {
	int64_t few, many; /* hits */
	int64_t tries;     /* of a share */
};

static bool
whole_of(const struct sample *s, struct ratio dispersion, struct whole *w)
{
	struct ratio hits = ratio_div(s->hits, dispersion);

	w->tries = 1;
	if (!ratio_floor(hits, &w->few) || w->few > CHANCE_MOST
		|| (s->share
			&& (!ratio_floor(ratio_div(s->tries, dispersion),
				    &w->tries)
				|| w->tries > CHANCE_MOST)))
		return false;
	w->many = w->few + !ratio_is_whole(hits);
	if (!s->share)
		return true;
	if (w->tries < 1)
		w->tries = 1;
	if (w->many > w->tries)
		w->many = w->tries;
	if (w->few > w->tries)
		w->few = w->tries;
	return true;
}

static struct ratio
tail_at(const struct sample *s, struct ratio dispersion, const struct whole *w,
	struct ratio edge, enum chance_tail tail)
{
	uint64_t hits = (uint64_t)(tail == CHANCE_AT_MOST ? w->many : w->few);
	struct ratio level = ratio_div(edge, s->scale);

	return s->share
		? chance_share_tail(hits, (uint64_t)w->tries, level, tail)
		: chance_count_tail(hits, ratio_div(level, dispersion), tail);
}

/* Of a near or off goal: this or worse at the expected level. Of a met one:
 * this or better at the edge, and within a range at the edge that gives it
 * more often. */
static struct ratio
chance_of(const struct judge_case *c, const struct sample *s,
	struct ratio dispersion, const struct whole *w)
{
	const struct comparison *held = &c->comparison;
	struct ratio low, high;
	bool below = ratio_compare(c->value.value, held->expected) < 0;

	if (held->status != VERDICT_MET)
		return tail_at(s, dispersion, w, held->expected,
			below ? CHANCE_AT_MOST : CHANCE_AT_LEAST);
	low = tail_at(s, dispersion, w, c->expectation.low, CHANCE_AT_LEAST);
	if (c->goal->direction == AT_LEAST)
		return low;
	high = tail_at(s, dispersion, w, c->expectation.high, CHANCE_AT_MOST);
	return c->goal->direction == AT_MOST || ratio_compare(high, low) > 0
		? high
		: low;
}

void
worth_chance(const struct judge_case *c, struct worth *w)
{
	struct sample s = { 0 };
	struct chance_interval ends;
	struct ratio dispersion, factor;
	struct whole whole;

	if (!sample_of(c, &s))
		return;
	dispersion = worth_dispersion(&c->subject, c->value.to, s.weight);
	if (!whole_of(&s, dispersion, &whole))
		return;
	ends = s.share
		? chance_share((uint64_t)whole.few, (uint64_t)whole.many,
			(uint64_t)whole.tries)
		: chance_count((uint64_t)whole.few, (uint64_t)whole.many);
	factor = s.share ? s.scale : ratio_mul(s.scale, dispersion);
	w->has_interval = w->has_chance = true;
	w->low = ratio_mul(ends.low, factor);
	w->high = ratio_mul(ends.high, factor);
	w->chance = chance_of(c, &s, dispersion, &whole);
	if (ratio_compare(w->chance, ratio_of(1, 20)) > 0)
		w->flags |= FLAG_WITHIN_CHANCE;
}
