/* SPDX-License-Identifier: MIT
 *
 * All that a verdict is worth, put together, and the one part that needs no file
 * of its own: signals on the monthly series, by the rules of the XmR chart
 * (Wheeler). The middle is the mean of the months, its limits are 2.66 mean
 * moving ranges away. A signal is told when the latest months are it: one
 * outside a limit, three of four nearer to the same limit than to the middle,
 * or eight on one side.
 *
 * Those rules alone speak of one series in a hundred in which nothing happens,
 * of small counts one in ten, and a book has many series. So the latest months
 * must also be further from those before them than chance puts them at any goal
 * of the book in one run of a hundred: by Student's t, whose spread is the
 * months' own, and where few events are drawn by their exact chance too, since
 * few events are not normal.
 *
 * Months that are not alike have no such series: persons counted once a year,
 * kWh, kroner and seasonal goals. A stock is mostly that of the month before,
 * so its steps are the series.
 */
#include "value/chance.h"
#include "worth.h"

#define MONTHS_MOST 24  /* that the chart is drawn of */
#define MONTHS_LEAST 12 /* fewer have no limits that hold */
#define FEW 10          /* events a month that are not normal */
#define RARE 500        /* runs of which one tells of what is chance */

/* The months that count, newest first: their values, or the steps of a stock. */
struct series {
	int n;
	int32_t month[MONTHS_MOST + 1];
	struct ratio v[MONTHS_MOST + 1];
	struct ratio level; /* the mean of the values */
	bool stock;
};

/* Takes the months; false where they are not alike, or too few. */
static bool
take(const struct judge_case *c, struct series *s)
{
	const struct measure *m = c->subject.measure;
	int32_t month = c->value.to;
	int i;

	if (c->goal->path == PATH_SEASONAL || m->form != FORM_RATIO
		|| m->shown == SHOWN_KWH
		|| (!worth_has_denominator(m)
			&& (m->numerator.count == COUNT_AMOUNT
				|| m->numerator.count == COUNT_SUBJECTS)))
		return false;
	s->n = 0;
	s->level = ratio_int(0);
	s->stock = !m->cohort && m->numerator.count == COUNT_OPEN;
	for (; month > c->value.to - MONTHS_MOST - s->stock; month--)
		if (figure_of_month(&c->subject, month, &s->v[s->n])) {
			s->level = ratio_add(s->level, s->v[s->n]);
			s->month[s->n++] = month;
		}
	if (s->n < MONTHS_LEAST)
		return false;
	s->level = ratio_div(s->level, ratio_int(s->n));
	s->n -= s->stock;
	for (i = 0; s->stock && i < s->n; i++)
		s->v[i] = ratio_sub(s->v[i], s->v[i + 1]);
	return true;
}

/* Whether so many of few events fall among the latest `of` months, or among
 * those before them, as chance does in `rare` cases at most, each of them
 * falling there as often as tries do; true where the events are not few. They
 * are the hits of a share, or its misses where those are fewer; what is counted;
 * the spells of days; the steps of a stock to that side. */
static bool
few_beyond_chance(const struct judge_case *c, const struct series *s, int of,
	int side, struct ratio rare)
{
	const struct subject *on = &c->subject;
	struct ratio hits[2], tries[2], all, both, k, n, weight;
	enum worth_draw drawn = worth_drawn(on->measure, &weight);
	const struct observation *row;
	int64_t some, events;
	int i, part = side < 0 && !s->stock;

	hits[0] = hits[1] = tries[0] = tries[1] = ratio_int(0);
	for (i = 0; i < s->n; i++) {
		worth_month(on, s->month[i], &k, &n);
		row = figures_at(on->figures, on->measure_index, on->unit,
			s->month[i]);
		if (s->stock)
			k = ratio_sign(s->v[i]) == side ? ratio_abs(s->v[i])
							: ratio_int(0);
		else if (drawn == DRAWN_NOT)
			k = ratio_int(row ? (long)row->n : 0);
		else
			k = ratio_div(k, weight);
		if (s->stock || !worth_has_denominator(on->measure))
			n = ratio_int(1);
		hits[i >= of] = ratio_add(hits[i >= of], k);
		tries[i >= of] = ratio_add(tries[i >= of], n);
	}
	all = ratio_add(hits[0], hits[1]);
	both = ratio_add(tries[0], tries[1]);
	if (drawn == DRAWN_SHARE
		&& ratio_compare(ratio_mul(all, ratio_int(2)), both) > 0) {
		all = ratio_sub(both, all);
		for (i = 0; i < 2; i++)
			hits[i] = ratio_sub(tries[i], hits[i]);
		part = !part;
	}
	return ratio_compare(all, ratio_int(FEW * s->n)) >= 0
		|| (ratio_floor(hits[part], &some) && ratio_floor(all, &events)
			&& some > 0 && some <= events && ratio_sign(both) > 0
			&& ratio_compare(chance_share_tail((uint64_t)some,
						 (uint64_t)events,
						 ratio_div(tries[part], both),
						 CHANCE_AT_LEAST),
				   rare)
				<= 0);
}

/* Whether the mean of the latest `of` months lies so far from that of those
 * before them as chance puts it in `rare` cases at most, on one side. Student's
 * t with an even number 2 h of degrees of freedom stays below its value with the
 * chance sin A (1 + 1/2 cos^2 A + 1/2 3/4 cos^4 A + ...), h terms, on both sides
 * together, where tan^2 A is t^2 by the degrees of freedom. */
static bool
beyond_chance(const struct series *s, int of, struct ratio rare)
{
	struct ratio v[MONTHS_MOST], mean[2], gap, squares = ratio_int(0);
	struct ratio one = ratio_int(1), cosine, term = one, sum = squares;
	struct ratio likely;
	int i, n = s->n;

	mean[0] = mean[1] = squares;
	for (i = 0; i < n; i++) {
		v[i] = ratio_round(s->v[i], CHANCE_DECIMALS);
		mean[i >= of] = ratio_add(mean[i >= of], v[i]);
	}
	mean[0] = ratio_div(mean[0], ratio_int(of));
	mean[1] = ratio_div(mean[1], ratio_int(n - of));
	for (i = 0; i < n; i++) {
		gap = ratio_sub(v[i], mean[i >= of]);
		squares = ratio_add(squares, ratio_mul(gap, gap));
	}
	gap = ratio_sub(mean[0], mean[1]);
	gap = ratio_mul(ratio_mul(gap, gap), ratio_of(of * (n - of), n));
	if (!ratio_sign(gap))
		return false;
	cosine = ratio_round(ratio_div(squares, ratio_add(gap, squares)),
		CHANCE_DECIMALS);
	for (i = 1; i <= n / 2 - 1; i++) {
		sum = ratio_add(sum, term);
		term = ratio_round(ratio_mul(term,
					   ratio_mul(cosine,
						   ratio_of(2 * i - 1, 2 * i))),
			CHANCE_DECIMALS);
	}
	likely = ratio_sub(one, ratio_mul(rare, ratio_int(2)));
	return ratio_compare(ratio_mul(ratio_sub(one, cosine),
				     ratio_mul(sum, sum)),
		       ratio_mul(likely, likely))
		>= 0;
}

/* Whether the latest months are a signal. Nearer to what is wanted is better. */
static enum worth_signal
signal_of(const struct judge_case *c)
{
	/* How many of the latest months, and how many of those must be beyond
	 * which part of the limit. */
	static const struct {
		int of, least;
		long halves;
	} RULES[] = { { 1, 1, 2 }, { 4, 3, 1 }, { 8, 8, 0 } };
	struct series s;
	struct ratio middle = ratio_int(0), limit = middle, rare, far, gap;
	enum worth_signal signal = SIGNAL_NONE;
	bool better;
	int i, k, n, of, side;

	if (!take(c, &s))
		return SIGNAL_EMPTY;
	for (i = 0; i < s.n; i++) {
		middle = ratio_add(middle, s.v[i]);
		if (i)
			limit = ratio_add(limit,
				ratio_abs(ratio_sub(s.v[i], s.v[i - 1])));
	}
	middle = ratio_div(middle, ratio_int(s.n));
	limit = ratio_mul(ratio_div(limit, ratio_int(s.n - 1)),
		ratio_of(266, 200));
	/* Three rules, two sides. */
	rare = ratio_of(1, RARE * 6 * (long)c->context->contracts->count);
	for (i = 0; i < 6; i++) {
		of = RULES[i % 3].of;
		side = i < 3 ? -1 : 1;
		far = ratio_mul(limit, ratio_int(RULES[i % 3].halves));
		for (k = 0, n = 0; k < of; k++) {
			gap = ratio_sub(s.v[k], middle);
			if (side < 0)
				gap = ratio_neg(gap);
			n += ratio_compare(gap, far) > 0;
		}
		if (n < RULES[i % 3].least || !beyond_chance(&s, of, rare)
			|| !few_beyond_chance(c, &s, of, side, rare))
			continue;
		better = (c->goal->direction == AT_LEAST) == (side > 0);
		if (c->goal->direction == WITHIN)
			better = side > 0
				? ratio_compare(s.level, c->expectation.low) < 0
				: ratio_compare(s.level, c->expectation.high)
					> 0;
		signal = better ? SIGNAL_BETTER : SIGNAL_WORSE;
	}
	return signal;
}

/* Each part stands by itself; a case without a verdict has nothing to be worth. */
struct worth
worth_of(const struct judge_case *c, const struct worth_rejects *rejects,
	struct out *readings)
{
	struct worth w = { 0 };

	if (!verdict_given(c->status))
		return w;
	w.given = true;
	worth_chance(c, &w);
	if (rejects)
		worth_bounds(c, rejects, &w);
	w.signal = signal_of(c);
	worth_readings(c, &w, readings);
	return w;
}

void
worth_end(struct worth *w)
{
	buf_free(&w->readings);
}
