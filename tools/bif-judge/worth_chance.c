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
#define MONTHS_LEAST 5 /* fewer say nothing of it */
#define PAIRS_MOST 13  /* of a month and the same one the year before */
#define SPREAD_DECIMALS 10

/* A value taken apart into what was drawn. */
struct sample {
	bool share;          /* hits of tries; else a count of events */
	struct ratio hits;   /* not whole where months are averaged */
	struct ratio tries;  /* of a share */
	struct ratio scale;  /* value = hits x scale, or hits / tries x scale */
	struct ratio weight; /* what the heaviest event counts */
};

bool
worth_counts_one(enum measure_count count)
{
	return count == COUNT_FACTS || count == COUNT_SUBJECTS;
}

/* A cohort's denominator is its members, whatever its components say. */
bool
worth_has_denominator(const struct measure *m)
{
	return m->cohort || m->denominator.count != COUNT_NONE;
}

/* Whether hits are a part of tries, each of them drawn. */
static bool
is_share(const struct measure *m)
{
	return m->cohort
		|| (m->shown == SHOWN_PERCENT
			&& worth_counts_one(m->numerator.count)
			&& worth_counts_one(m->denominator.count)
			&& m->numerator.across == ACROSS_SUM
			&& m->denominator.across == ACROSS_SUM);
}

/* A month that counts and has no row is one in which nothing happened. */
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

/* A share of sums is what it is; the mean of M shares of n1, n2, ... varies as a
 * share of M x M / (1/n1 + 1/n2 + ...) tries does. A parent's mean of its
 * children's shares is no share of the parent's, and so has no sample. */
static bool
share_of(const struct judge_case *c, struct sample *s)
{
	const struct figure *v = &c->value;
	struct ratio inverse = ratio_int(0), k, n;
	long months = 0;

	s->share = true;
	s->scale = ratio_int(
		c->subject.measure->shown == SHOWN_PERCENT ? 100 : 1);
	s->hits = v->numerator;
	s->tries = v->denominator;
	if (c->goal->window == WINDOW_MEAN_OF_MONTHS) {
		for (int32_t month = v->from; month <= v->to; month++) {
			if (!worth_month(&c->subject, month, &k, &n)
				|| ratio_sign(n) <= 0)
				continue;
			inverse = ratio_add(inverse,
				ratio_div(ratio_int(1), n));
			months++;
		}
		if (!months)
			return false;
		s->tries = ratio_div(ratio_int(months * months), inverse);
		s->hits = ratio_div(ratio_mul(v->value, s->tries), s->scale);
	}
	return ratio_sign(s->hits) >= 0 && ratio_compare(s->hits, s->tries) <= 0
		&& ratio_compare(s->tries, ratio_int(1)) >= 0
		&& !ratio_compare(v->value,
			ratio_div(ratio_mul(s->hits, s->scale), s->tries));
}

/* Takes the value apart; false where nothing is drawn. Points vary at most as
 * if all came in the heaviest events; with a negative weight, or none above 0,
 * nobody can say so. A count is events by themselves, or in proportion to
 * something that is known; its scale leads from them to the value. */
static bool
sample_of(const struct judge_case *c, struct sample *s)
{
	const struct measure *m = c->subject.measure;
	const struct component *up = &m->numerator, *down = &m->denominator;
	const struct figure *v = &c->value;
	bool mean = c->goal->window == WINDOW_MEAN_OF_MONTHS;
	struct decimal most = { DECIMAL_ONE };

	if (m->form != FORM_RATIO || !v->has_sums)
		return false;
	if (up->count == COUNT_WEIGHTED)
		most.millionths = 0;
	for (size_t i = 0; up->count == COUNT_WEIGHTED && i < up->nweights;
		i++) {
		if (up->weights[i].weight.millionths < 0)
			return false;
		if (up->weights[i].weight.millionths > most.millionths)
			most = up->weights[i].weight;
	}
	s->weight = ratio_decimal(most);
	if (!most.millionths)
		return false;
	if (is_share(m))
		return share_of(c, s);
	if (m->cohort || up->across != ACROSS_SUM
		|| (!worth_counts_one(up->count) && up->count != COUNT_WEIGHTED)
		|| (down->count != COUNT_NONE && down->count != COUNT_AMOUNT
			&& down->count != COUNT_OPEN))
		return false;
	s->scale = s->weight;
	s->hits = ratio_div(v->numerator, s->weight);
	if (down->count != COUNT_NONE) {
		if (mean || ratio_sign(v->denominator) <= 0)
			return false;
		s->scale = ratio_div(s->scale, v->denominator);
		if (m->shown == SHOWN_PERCENT)
			s->scale = ratio_mul(s->scale, ratio_int(100));
	} else if (mean)
		s->scale = ratio_div(s->scale, ratio_int(v->months));
	return ratio_sign(s->hits) >= 0
		&& !ratio_compare(v->value, ratio_mul(s->hits, s->scale));
}

/* --- dispersion --- */

/* The months of a series up to `last`, newest first: of a share hits and tries
 * of the month, of a count the events of the month, as hits of those of the
 * month and of the same month the year before. So neither a season nor a level
 * that is not last year's counts as dispersion. */
static int
collect(const struct subject *s, int32_t last, struct ratio weight, bool share,
	struct ratio hits[], struct ratio tries[])
{
	struct ratio unused, before;
	int n = 0;

	for (int32_t month = last; n < (share ? MONTHS_MOST : PAIRS_MOST)
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

/* How much more a series varies than chance alone would make it, 1 at least:
 * the sum of the squared distances of an odd number of months from one common
 * level, each in its own variance, as the chi-squared test has it: with an even number of degrees of freedom its tail
 * is a Poisson's. Only what chance gives less than once in twenty counts. */
static struct ratio
dispersion_of(const struct subject *s, int32_t last, struct ratio weight)
{
	bool share = is_share(s->measure);
	struct ratio hits[MONTHS_MOST], tries[MONTHS_MOST];
	struct ratio one = ratio_int(1), k = ratio_int(0), n = k, sum = k, p;
	struct ratio off, spread;
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
	spread = ratio_mul(p, ratio_sub(one, p));
	for (i = 0; i < months; i++) {
		off = ratio_sub(hits[i], ratio_mul(p, tries[i]));
		sum = ratio_add(sum,
			ratio_round(ratio_div(ratio_mul(off, off),
					    ratio_mul(tries[i], spread)),
				SPREAD_DECIMALS));
	}
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

/* Whole numbers on both sides of what hits and tries weigh: the distributions
 * are of whole numbers. few and many are equal where that is whole itself. */
struct whole {
	int64_t few, many; /* hits */
	int64_t tries;     /* of a share */
};

/* How often chance gives hits on that side of the figure, or the figure itself,
 * where the unit is truly at the edge. */
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

/* Hits and tries count for as many less as the months vary more than draws do.
 * What then is not whole is rounded to both sides, and the interval reaches from
 * the low end of the one to the high end of the other. */
void
worth_chance(const struct judge_case *c, struct worth *w)
{
	struct sample s = { 0 };
	struct chance_interval ends;
	const struct comparison *held = &c->comparison;
	struct ratio dispersion, factor, hits, high;
	struct whole n = { .tries = 1 };

	if (!sample_of(c, &s))
		return;
	dispersion = dispersion_of(&c->subject, c->value.to, s.weight);
	hits = ratio_div(s.hits, dispersion);
	if (!ratio_floor(hits, &n.few) || n.few > CHANCE_MOST
		|| (s.share
			&& (!ratio_floor(ratio_div(s.tries, dispersion),
				    &n.tries)
				|| n.tries > CHANCE_MOST)))
		return;
	n.many = n.few + !ratio_is_whole(hits);
	if (s.share && n.tries < 1)
		n.tries = 1;
	if (s.share && n.many > n.tries)
		n.many = n.tries;
	if (s.share && n.few > n.tries)
		n.few = n.tries;
	ends = s.share ? chance_share((uint64_t)n.few, (uint64_t)n.many,
		       (uint64_t)n.tries)
		       : chance_count((uint64_t)n.few, (uint64_t)n.many);
	factor = s.share ? s.scale : ratio_mul(s.scale, dispersion);
	w->has_interval = w->has_chance = true;
	w->low = ratio_mul(ends.low, factor);
	w->high = ratio_mul(ends.high, factor);
	/* Of a near or off goal: this or worse at the expected level. Of a met
	 * one: this or better at the edge, and within a range at the edge that
	 * gives it more often. */
	if (held->status != VERDICT_MET)
		w->chance = tail_at(&s, dispersion, &n, held->expected,
			ratio_compare(c->value.value, held->expected) < 0
				? CHANCE_AT_MOST
				: CHANCE_AT_LEAST);
	else if (c->goal->direction != AT_MOST)
		w->chance = tail_at(&s, dispersion, &n, c->expectation.low,
			CHANCE_AT_LEAST);
	if (held->status == VERDICT_MET && c->goal->direction != AT_LEAST) {
		high = tail_at(&s, dispersion, &n, c->expectation.high,
			CHANCE_AT_MOST);
		if (c->goal->direction == AT_MOST
			|| ratio_compare(high, w->chance) > 0)
			w->chance = high;
	}
	if (ratio_compare(w->chance, ratio_of(1, 20)) > 0)
		w->flags |= FLAG_WITHIN_CHANCE;
}
