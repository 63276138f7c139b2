/* SPDX-License-Identifier: MIT
 *
 * Each kind of measure gives a mean and a variance of the value at the end:
 *
 * - A sum goes on at its own level with last year's shape. The level is last
 *   year's, moved by what has come of this year as far as that says more than
 *   chance; the shape is that of all units together, which has the least noise.
 * - A share is what is known and what is still to enter, which hits at a level
 *   between last year's and this year's.
 * - A mean of months has those still to come at a level between the two years'.
 * - A stock walks at random from its last month, with steps as large as those
 *   it took, and goes on less and less the way it went.
 *
 * How far a level moves from year to year is learned from the units beside it:
 * what they have in common, and how far each is from that (an empirical Bayes
 * estimate by moments, after DerSimonian and Laird). A goal whose units all
 * stay near last year's level gets a narrow forecast.
 *
 * The end is taken as normal around that mean (of a sum its square root is), and
 * never beyond what is possible: what a sum has come to stays, and a share has no
 * more hits than tries.
 */
#include "outlook.h"

#include "base/mem.h"
#include "value/chance.h"
#include "value/period.h"
#include "worth.h"

#define YEAR YEAR_PROGRESS_MONTHS
#define STEPS_MOST 12
#define STEPS_LEAST 6
#define POOLS 1024 /* that are kept */
#define ERRORS_THOUGHT 3
#define ERRORS_MOST \
	100           /* units whose misses are looked at: more tell no more */
#define ERROR_MOST 20 /* the square of a miss, in deviations */
#define DIGITS 8      /* of what is only guessed at */
/* The mean square of misses is taken as no less: few units may all come close
 * by chance. */
#define MISSED_LEAST ratio_of(7, 10)

/* How far levels are thought to move from one year to the next before any unit
 * is looked at: sums by 6 % of themselves together and by 12 % each, shares by
 * what chance does among so many tries, together and each by itself. It weighs
 * as much as one unit. */
#define SUM_COMMON ratio_of(36, 10000)
#define SUM_OWN ratio_of(144, 10000)
#define SHARE_TRIES 150
/* The variance from what has come of a year to what is still to come, in parts
 * of that from year to year. */
#define DRIFTS ratio_of(9, 100)
/* Months are thought to be no more alike than this. */
#define ALIKE_MOST ratio_of(8, 10)
/* Last year's shape is mostly chance where little is counted: to it so many
 * events are added, spread evenly over the year, as if months differed by a
 * fifth beyond chance; more where events come in heaps (`stray`). Not of
 * persons who count once a year, since fewer of them are new each month. */
#define EVEN 300
/* Each of a stock's steps weighs this part of the one after it, and each month to
 * come takes that part of the step before it; their mean is taken as if it had
 * stood still for so many months more. */
#define STOCK_FADES ratio_of(80, 100)
#define STOCK_STILL 2
/* How likely it is that a whole year takes a turn of which no past tells, after
 * which the goal is as likely met as not. Of a part of a year: times the square
 * of that part. */
#define TURNS ratio_of(1, 3)

/* The mean and variance of the value at the end, and what it cannot pass; all as
 * the value is shown. */
struct guess {
	struct ratio mean, variance;
	struct ratio least, most;
	bool has_least, has_most;
	bool root; /* what comes on top of the least is a sum: see settle() */
	struct ratio step;  /* a count's next value; 0: any */
	struct ratio turns; /* how likely it goes quite another way */
};

/* A forecast is no better for more digits, and fractions of many months would
 * grow without end. */
static struct ratio
kept(struct ratio x)
{
	return ratio_keep(x, DIGITS);
}

/* With as many digits as a forecast keeps. */
static struct ratio
square(struct ratio x)
{
	return kept(ratio_mul(x, x));
}

/* A share of one as the measure shows it: per cent where it does. */
static struct ratio
scaled(const struct measure *m, struct ratio x)
{
	return m->shown == SHOWN_PERCENT && worth_has_denominator(m)
		? ratio_mul(x, ratio_int(100))
		: x;
}

/* The sums of the months from..to; how many of them have figures. */
static int
sums(const struct subject *s, int32_t from, int32_t to, struct ratio *k,
	struct ratio *n)
{
	struct ratio a, b;
	int months = 0;

	*k = *n = ratio_int(0);
	for (; from <= to; from++) {
		if (!worth_month(s, from, &a, &b))
			continue;
		*k = ratio_add(*k, a);
		*n = ratio_add(*n, b);
		months++;
	}
	return months;
}

/* The sums of what is known already of the window at the end. */
static void
known(const struct judge_case *c, const struct year_progress *end,
	struct ratio *k, struct ratio *n)
{
	int32_t from, to;

	figure_window(c->goal->window, end, &from, &to);
	sums(&c->subject, from, c->now.last, k, n);
}

/* What goes the same way month after month ends further off than single months
 * tell: where each holds a part r of the one before, (1 + r) / (1 - r) times as
 * far in variance. r is their products by their squares. */
static struct ratio
lasting(struct ratio variance, struct ratio squares, struct ratio products)
{
	struct ratio most = ratio_mul(squares, ALIKE_MOST);

	if (ratio_sign(products) <= 0)
		return variance;
	if (ratio_compare(products, most) > 0)
		products = most;
	return kept(ratio_mul(variance,
		ratio_div(ratio_add(squares, products),
			ratio_sub(squares, products))));
}

/* --- what all units tell --- */

/* A level, and how sure it is. */
struct level {
	struct ratio mean, variance;
};

/* A level between two, each as far as it is known. */
static struct level
between(struct level a, struct level b)
{
	struct ratio sum = ratio_add(a.variance, b.variance);

	return (struct level){
		kept(ratio_div(ratio_add(ratio_mul(a.mean, b.variance),
				       ratio_mul(b.mean, a.variance)),
			sum)),
		kept(ratio_div(ratio_mul(a.variance, b.variance), sum))
	};
}

/* What the units of a goal tell at a moment. */
struct pool {
	struct ratio stray; /* the variance for each one counted, or drawn */
	/* of sums: how much of the year is gone and left, by a shape that so
	 * many tell */
	struct ratio gone, left, known;
	struct level moves; /* from last year's level, of a unit among them */
	struct ratio alone; /* the variance of such a move, of any other unit */
};

/* Sets s->unit to the next peer; false when there is none. A peer has figures,
 * and no unit below it has: the figures of a parent are made of its children's,
 * and would count them twice. */
static bool
next_peer(const struct judge_case *c, struct subject *s)
{
	const struct figures *f = c->context->figures;

	while (++s->unit < c->context->units->count) {
		int child = figures_first_child(f, s->unit);

		while (child != UNIT_NONE
			&& !figures_any_at(f, s->measure_index, child))
			child = figures_next_child(f, child);
		if (child == UNIT_NONE
			&& figures_any_at(f, s->measure_index, s->unit))
			return true;
	}
	return false;
}

/* What the moves have in common, when each strays from it by `own` more than
 * its own figures do. */
static struct level
weighed(const struct level moves[], int n, struct ratio own)
{
	struct ratio sum = ratio_int(0), weights = sum, w;

	for (int i = 0; i < n; i++) {
		w = kept(ratio_div(ratio_int(1),
			ratio_add(moves[i].variance, own)));
		weights = ratio_add(weights, w);
		sum = ratio_add(sum, ratio_mul(w, moves[i].mean));
	}
	return (struct level){ kept(ratio_div(sum, weights)),
		kept(ratio_div(ratio_int(1), weights)) };
}

/* What a unit's level is expected to move by, and the variance of that: what all
 * moves have in common, and what they differ by beyond chance. `common` and
 * `own` are the variances thought of before any unit is seen, and weigh as one
 * unit; a move that is hardly known hardly weighs. */
static void
learn(struct pool *p, const struct level moves[], int n, struct ratio common,
	struct ratio own)
{
	struct ratio sum = own, weights = ratio_int(1), w,
		     least = kept(ratio_div(own, ratio_int(100)));
	struct level all = { ratio_int(0), common };

	p->alone = common;
	if (n > 1) {
		struct level seen = weighed(moves, n, own);

		for (int i = 0; i < n; i++) {
			w = square(ratio_div(own,
				ratio_add(own, moves[i].variance)));
			sum = ratio_add(sum,
				ratio_mul(w,
					ratio_sub(
						square(ratio_sub(moves[i].mean,
							seen.mean)),
						moves[i].variance)));
			weights = ratio_add(weights,
				ratio_mul(w, ratio_of(n - 1, n)));
		}
		own = kept(ratio_div(sum, weights));
		if (ratio_compare(own, least) < 0)
			own = least;
		all = between(all, weighed(moves, n, own));
	}
	all.variance = ratio_add(all.variance, own);
	p->moves = all;
}

/* Last year's sum, where it has all its months and comes to something. */
static bool
last_year(const struct subject *s, int32_t first, struct ratio *sum)
{
	struct ratio n;

	return sums(s, first - YEAR, first - 1, sum, &n) == YEAR
		&& ratio_sign(*sum) > 0;
}

/* What all units' months of last year come to; how many units. */
static int
shape_of(const struct judge_case *c, struct ratio shape[YEAR])
{
	struct subject s = c->subject;
	struct ratio sum, k, n;
	int i, peers = 0;

	for (i = 0; i < YEAR; i++)
		shape[i] = ratio_int(0);
	for (s.unit = -1; next_peer(c, &s);) {
		if (!last_year(&s, c->now.first, &sum))
			continue;
		for (i = 0; i < YEAR; i++) {
			worth_month(&s, c->now.first - YEAR + i, &k, &n);
			shape[i] = ratio_add(shape[i], k);
		}
		peers++;
	}
	return peers;
}

/* How a unit's months of last year stray from the shape, where the e of all
 * months are as many as the k: adds the squares for each one that is counted,
 * (k - e)(k - e) / e, and each month's with the month before. */
static void
add_strays(const struct subject *s, int32_t first, struct ratio part,
	const struct ratio shape[YEAR], struct ratio *squares,
	struct ratio *alike)
{
	struct ratio last = ratio_int(0), k, n, e, off;

	for (int i = 0; i < YEAR; i++) {
		if (ratio_sign(shape[i]) <= 0)
			continue;
		worth_month(s, first - YEAR + i, &k, &n);
		e = ratio_mul(shape[i], part);
		off = kept(ratio_sub(k, e));
		*squares = kept(
			ratio_add(*squares, ratio_div(ratio_mul(off, off), e)));
		if (i)
			*alike = kept(ratio_add(*alike,
				ratio_div(ratio_mul(off, last), e)));
		last = off;
	}
}

/* How much of a year of that shape is gone and left. */
static void
gone_and_left(const struct judge_case *c, const struct year_progress *end,
	const struct ratio shape[YEAR], struct pool *p)
{
	struct ratio even = ratio_int(0);

	if (c->subject.measure->numerator.count != COUNT_SUBJECTS)
		even = ratio_div(ratio_mul(p->stray, ratio_int(EVEN)),
			ratio_int(YEAR));
	p->gone = p->left = p->known = ratio_int(0);
	for (int32_t month = c->now.first; month < c->now.first + YEAR;
		month++) {
		struct ratio part = ratio_add(shape[month - c->now.first],
			even);

		p->known = ratio_add(p->known, part);
		if (month <= c->now.last)
			p->gone = ratio_add(p->gone, part);
		else if (month <= end->last)
			p->left = ratio_add(p->left, part);
	}
	p->gone = kept(ratio_div(p->gone, p->known));
	p->left = kept(ratio_div(p->left, p->known));
}

/* Of sums: last year's shape, how much each one counted strays from it (an
 * event by one at least), and how far this year's are from last year's. */
static void
pool_sums(const struct judge_case *c, const struct year_progress *end,
	struct level moves[], struct pool *p)
{
	enum measure_count count = c->subject.measure->numerator.count;
	bool events = count != COUNT_AMOUNT && count != COUNT_DAYS;
	struct ratio shape[YEAR], total = ratio_int(0), sum = total,
				  alike = total, now, n, expected, even[YEAR];
	int peers = shape_of(c, shape), i;
	struct subject s = c->subject;

	if (!peers)
		return;
	for (i = 0; i < YEAR; i++)
		total = ratio_add(total, shape[i]);
	/* A unit alone has no shape to stray from but an even year. */
	for (i = 0; i < YEAR; i++)
		even[i] = peers > 1 ? shape[i]
				    : ratio_div(total, ratio_int(YEAR));
	for (i = 0, s.unit = -1; next_peer(c, &s);)
		if (last_year(&s, c->now.first, &moves[i].mean))
			add_strays(&s, c->now.first,
				kept(ratio_div(moves[i++].mean, total)), even,
				&sum, &alike);
	p->stray = lasting(kept(ratio_div(sum,
				   ratio_int((YEAR - 1)
					   * (peers > 1 ? peers - 1 : 1)))),
		sum, alike);
	if (ratio_sign(p->stray) <= 0
		|| (events && ratio_compare(p->stray, ratio_int(1)) < 0))
		p->stray = ratio_int(1);
	gone_and_left(c, end, shape, p);
	if (ratio_sign(p->gone) <= 0)
		return;
	for (peers = 0, s.unit = -1; next_peer(c, &s);) {
		if (!last_year(&s, c->now.first, &sum)
			|| !sums(&s, c->now.first, c->now.last, &now, &n))
			continue;
		if (ratio_compare(sum, p->stray) < 0)
			sum = p->stray;
		expected = ratio_mul(sum, p->gone);
		moves[peers].mean = kept(
			ratio_sub(ratio_div(now, expected), ratio_int(1)));
		moves[peers++].variance = kept(
			ratio_add(ratio_div(p->stray, expected),
				ratio_div(p->stray, sum)));
	}
	learn(p, moves, peers, SUM_COMMON, SUM_OWN);
}

/* A year's hits and tries, and the sum of k k / n of its months less that of
 * the year, which is how they stray; its months. No hits, tries or months where
 * it is no share. */
static int
share_year(const struct subject *s, int32_t first, int32_t last,
	struct ratio *k, struct ratio *n, struct ratio *strays)
{
	struct ratio a, b;
	int months = 0;

	sums(s, first, last, k, n);
	*strays = ratio_int(0);
	if (ratio_sign(*k) < 0 || ratio_sign(*n) <= 0
		|| ratio_compare(*k, *n) > 0) {
		*k = *n = ratio_int(0);
		return 0;
	}
	for (; first <= last; first++)
		if (worth_month(s, first, &a, &b) && ratio_sign(b) > 0) {
			*strays = ratio_add(*strays,
				kept(ratio_div(ratio_mul(a, a), b)));
			months++;
		}
	*strays = ratio_sub(*strays, kept(ratio_div(ratio_mul(*k, *k), *n)));
	return months;
}

/* The variance of one draw at a level between: half a hit and a miss are added,
 * so that no share is certain. */
static struct ratio
draw(struct ratio k, struct ratio n)
{
	struct ratio p = kept(ratio_div(ratio_add(k, ratio_of(1, 2)),
		ratio_add(n, ratio_int(1))));

	return ratio_mul(p, ratio_sub(ratio_int(1), p));
}

/* Of shares: how much more than draws the months of a year vary, and how far
 * this year's are from last year's. */
static void
pool_shares(const struct judge_case *c, const struct year_progress *end,
	struct level moves[], struct pool *p)
{
	struct ratio sum = ratio_int(0), one = ratio_int(1), k, n, k0, n0,
		     strays, strays0, d, hits = sum, tries = sum;
	int32_t first = c->now.first;
	int peers = 0, free = 0, months, months0, i;
	struct subject s = c->subject;

	(void)end;
	for (s.unit = -1; next_peer(c, &s);) {
		months = share_year(&s, first, c->now.last, &k, &n, &strays);
		months0 = share_year(&s, first - YEAR, first - 1, &k0, &n0,
			&strays0);
		if (!months && !months0)
			continue;
		d = draw(ratio_add(k, k0), ratio_add(n, n0));
		hits = ratio_add(hits, ratio_add(k, k0));
		tries = ratio_add(tries, ratio_add(n, n0));
		sum = ratio_add(sum,
			kept(ratio_div(ratio_add(strays, strays0), d)));
		free += months + months0 - (months > 0) - (months0 > 0);
		if (!months || !months0)
			continue;
		moves[peers].mean = kept(
			ratio_sub(ratio_div(k, n), ratio_div(k0, n0)));
		moves[peers++].variance = ratio_mul(d,
			ratio_add(ratio_div(one, n), ratio_div(one, n0)));
	}
	p->stray = free ? kept(ratio_div(sum, ratio_int(free))) : one;
	if (ratio_compare(p->stray, one) < 0)
		p->stray = one;
	for (i = 0; i < peers; i++)
		moves[i].variance = kept(
			ratio_mul(moves[i].variance, p->stray));
	d = kept(ratio_div(draw(hits, tries), ratio_int(SHARE_TRIES)));
	learn(p, moves, peers, d, d);
}

typedef void pool_filler(const struct judge_case *c,
	const struct year_progress *end, struct level moves[], struct pool *p);

/* The same for all units of a goal, so it is kept, as text: ratios are freed
 * unit by unit. A unit that others are below, or that has none beside it,
 * moves as far as all are thought to. */
static struct pool
pool_of(const struct judge_case *c, const struct year_progress *end,
	pool_filler *fill)
{
	static struct {
		const struct figures *figures;
		const struct goal *goal;
		int32_t last, end;
		struct buf texts[7];
	} all[POOLS], *at;
	struct pool p = { .stray = ratio_int(0) };
	struct ratio *const ratios[] = { &p.stray, &p.gone, &p.left, &p.known,
		&p.moves.mean, &p.moves.variance, &p.alone };
	struct subject s = c->subject;
	struct level *moves;

	at = &all[((size_t)(c->goal - c->context->goals->list) * YEAR
			  + (size_t)(c->now.last - c->now.first))
		% POOLS];
	if (at->figures != c->context->figures || at->goal != c->goal
		|| at->last != c->now.last || at->end != end->last) {
		at->figures = c->context->figures;
		at->goal = c->goal;
		at->last = c->now.last;
		at->end = end->last;
		p.gone = p.left = p.known = p.alone = p.moves.mean =
			p.moves.variance = ratio_int(0);
		moves = mem_new((size_t)c->context->units->count,
			sizeof(*moves));
		fill(c, end, moves, &p);
		mem_free(moves);
		for (size_t i = 0; i < 7; i++) {
			buf_clear(&at->texts[i]);
			ratio_print(&at->texts[i], *ratios[i], CHANCE_DECIMALS);
		}
	}
	for (size_t i = 0; i < 7; i++)
		ratio_read(buf_span(&at->texts[i]), ratios[i]);
	s.unit--;
	if (!next_peer(c, &s) || s.unit != c->unit)
		p.moves = (struct level){ ratio_int(0), p.alone };
	return p;
}

/* --- what each kind comes to --- */

/* What a sum grows by at least: counts by one, points by their least weight; 0
 * where any amount may come. */
static struct ratio
step_of(const struct component *up)
{
	struct decimal least = { 0 };

	if (up->count == COUNT_FACTS || up->count == COUNT_SUBJECTS)
		least.millionths = DECIMAL_ONE;
	for (size_t i = 0; i < up->nweights; i++) {
		struct decimal one = up->weights[i].weight;

		if (one.millionths > 0
			&& (!least.millionths
				|| one.millionths < least.millionths))
			least = one;
	}
	return ratio_decimal(least);
}

/* A level L of the year has the mean a and relative variance 1/w by last year
 * (a Gamma distribution); what came, X of a share s of the year, adds its own
 * weight: L = (w + X/d) / (w/a + s/d), where d is how much each one strays. The
 * more persons have come, the fewer are left to come for the first time: they go
 * on only half as far from last year's level. */
static bool
guess_sum(const struct judge_case *c, const struct year_progress *end,
	struct guess *g)
{
	const struct measure *m = c->subject.measure;
	struct pool p = pool_of(c, end, pool_sums);
	struct ratio now, then, last, n, d = p.stray, w, rate, level, later,
					 one = ratio_int(1), scale = one;

	if (ratio_sign(p.gone) <= 0 || ratio_sign(p.left) < 0
		|| sums(&c->subject, c->now.first - YEAR, c->now.first - 1,
			   &last, &n)
			< YEAR
		|| (worth_has_denominator(m)
			&& ratio_sign(c->value.denominator) <= 0))
		return false;
	sums(&c->subject, c->now.first, c->now.last, &now, &n);
	then = ratio_mul(ratio_compare(last, d) < 0 ? d : last,
		ratio_add(one, p.moves.mean));
	if (ratio_sign(now) < 0 || ratio_sign(then) <= 0)
		return false;
	w = ratio_div(one, ratio_add(p.moves.variance, ratio_div(d, then)));
	rate = kept(ratio_add(ratio_div(w, then), ratio_div(p.gone, d)));
	level = kept(ratio_div(ratio_add(w, ratio_div(now, d)), rate));
	if (m->numerator.count == COUNT_SUBJECTS) {
		level = ratio_div(ratio_add(level, last), ratio_int(2));
		rate = ratio_mul(rate, ratio_int(4));
	}
	later = ratio_mul(level, p.left);
	known(c, end, &now, &n);
	g->mean = ratio_add(now, later);
	g->variance = ratio_add(ratio_mul(d, later),
		ratio_add(ratio_mul(square(p.left),
				  ratio_add(ratio_div(level, rate),
					  ratio_mul(square(level),
						  ratio_mul(DRIFTS,
							  p.moves.variance)))),
			ratio_mul(square(level),
				ratio_div(ratio_mul(d,
						  ratio_mul(p.gone, p.left)),
					p.known))));
	if (worth_has_denominator(m))
		scale = ratio_div(scale, c->value.denominator);
	else
		g->step = step_of(&m->numerator);
	scale = scaled(m, scale);
	g->has_least = g->root = true;
	g->least = ratio_mul(now, scale);
	g->mean = ratio_mul(g->mean, scale);
	g->variance = ratio_mul(g->variance, square(scale));
	return true;
}

/* How many will have entered by the end: those that are followed, and for
 * months to come as many as the same month last year, or as a mean month. */
static struct ratio
entering(const struct judge_case *c, const struct year_progress *end,
	struct ratio mean)
{
	const struct subject *s = &c->subject;
	const struct measure *m = s->measure;
	struct ratio sum = ratio_int(0), k, n;
	int32_t month, last = end->last;

	while (m->cohort && !m->by_maturity && last >= c->now.first
		&& period_after(period_month_last(last), m->within) > end->day)
		last--;
	for (month = c->now.first; month <= last; month++) {
		uint64_t pending = figures_pending(s->figures, s->measure_index,
			s->unit, month);

		if (month <= c->now.last || pending)
			n = ratio_int((long)pending);
		else if (!worth_month(s, month - YEAR, &k, &n)
			|| ratio_sign(n) <= 0)
			n = mean;
		sum = ratio_add(sum, n);
	}
	return sum;
}

static bool
guess_share(const struct judge_case *c, const struct year_progress *end,
	struct guess *g)
{
	const struct subject *s = &c->subject;
	struct ratio k, n, k0, n0, d, rest, all, weight, strays;
	struct level level;
	struct pool p;
	int months = share_year(s, c->now.first, c->now.last, &k, &n, &strays);
	int months0 = share_year(s, c->now.first - YEAR, c->now.first - 1, &k0,
		&n0, &strays);

	if (!months || (!months0 && months < STEPS_LEAST))
		return false;
	p = pool_of(c, end, pool_shares);
	d = kept(ratio_mul(p.stray, draw(ratio_add(k, k0), ratio_add(n, n0))));
	level = (struct level){ ratio_div(k, n), ratio_div(d, n) };
	if (months0)
		level = between((struct level){ ratio_add(ratio_div(k0, n0),
							p.moves.mean),
					ratio_add(p.moves.variance,
						ratio_div(d, n0)) },
			level);
	rest = entering(c, end, ratio_div(n, ratio_int(months)));
	if (ratio_sign(rest) <= 0)
		return false;
	known(c, end, &k, &n);
	all = ratio_add(n, rest);
	weight = ratio_div(rest, all);
	g->mean = scaled(s->measure,
		ratio_div(ratio_add(k, ratio_mul(rest, level.mean)), all));
	g->variance = scaled(s->measure,
		scaled(s->measure,
			ratio_mul(square(weight),
				ratio_add(ratio_add(level.variance,
						  ratio_mul(DRIFTS,
							  p.moves.variance)),
					ratio_div(d, rest)))));
	g->least = scaled(s->measure, ratio_div(k, all));
	g->most = scaled(s->measure, ratio_div(ratio_add(k, rest), all));
	g->has_least = g->has_most = true;
	return true;
}

/* The values of the months from..to: their mean, and the sum of squares from
 * it. */
static int
spread(const struct subject *s, int32_t from, int32_t to, struct ratio *mean,
	struct ratio *squares)
{
	struct ratio v[YEAR], sum = ratio_int(0);
	int n = 0, i;

	for (; from <= to && n < YEAR; from++)
		if (figure_of_month(s, from, &v[n]))
			sum = ratio_add(sum, v[n++]);
	*squares = ratio_int(0);
	*mean = n ? kept(ratio_div(sum, ratio_int(n))) : sum;
	for (i = 0; i < n; i++)
		*squares = ratio_add(*squares, square(ratio_sub(v[i], *mean)));
	return n;
}

/* Only the months still to come are uncertain. The last month alone (window
 * month) is as one month to come. The variance of a month is pooled from both
 * years, each around its own mean; the level moves as far from year to year. */
static bool
guess_months(const struct judge_case *c, const struct year_progress *end,
	struct guess *g)
{
	const struct subject *s = &c->subject;
	const struct measure *m = s->measure;
	struct ratio mean0, mean1, squares0, squares1, month, weight;
	bool all = c->goal->window == WINDOW_MEAN_OF_MONTHS;
	int n0 = spread(s, c->now.first - YEAR, c->now.first - 1, &mean0,
		&squares0);
	int n1 = spread(s, c->now.first, c->now.last, &mean1, &squares1);
	long left = all ? end->last - c->now.last : 1;
	struct level level;

	if (!n0 || !n1 || n0 + n1 < STEPS_LEAST + 2)
		return false;
	month = ratio_div(ratio_add(squares0, squares1),
		ratio_int(n0 + n1 - 2));
	if (ratio_sign(month) <= 0)
		return false;
	level = between((struct level){ mean0,
				ratio_add(month,
					ratio_div(month, ratio_int(n0))) },
		(struct level){ mean1, ratio_div(month, ratio_int(n1)) });
	weight = ratio_of(left, left + (all ? n1 : 0));
	g->mean = ratio_add(ratio_mul(weight, level.mean),
		ratio_mul(ratio_sub(ratio_int(1), weight), mean1));
	g->variance = ratio_mul(square(weight),
		ratio_add(ratio_add(level.variance, ratio_mul(DRIFTS, month)),
			ratio_div(month, ratio_int(left))));
	g->has_least = true;
	g->least = ratio_int(0);
	if (m->shown == SHOWN_PERCENT && worth_has_denominator(m)
		&& m->form == FORM_RATIO) {
		g->has_most = true;
		g->most = ratio_int(100);
	}
	return true;
}

/* The step that goes on is a mean of the last twelve, and the less sure the fewer
 * they are; it comes again and again, each time a part of itself. In all of this
 * the newest weigh most. */
static bool
guess_stock(const struct judge_case *c, const struct year_progress *end,
	struct guess *g)
{
	struct ratio v[STEPS_MOST + 1],
		step = ratio_int(0), ahead = step, sum = step, weights = step,
		alike = step, last = step, off, month, still,
		one = ratio_int(1), part = one;
	int32_t to_come = end->last - c->now.last;
	int n = 0, i;

	while (n <= STEPS_MOST
		&& figure_of_month(&c->subject, c->now.last - n, &v[n]))
		n++;
	if (--n < STEPS_LEAST)
		return false;
	for (i = 0; i < n; i++, part = kept(ratio_mul(part, STOCK_FADES))) {
		step = ratio_add(step,
			ratio_mul(part, ratio_sub(v[i], v[i + 1])));
		weights = ratio_add(weights, part);
	}
	still = ratio_add(weights, ratio_int(STOCK_STILL));
	step = kept(ratio_div(step, still));
	for (i = 0, part = one; i < n;
		i++, part = kept(ratio_mul(part, STOCK_FADES))) {
		off = kept(ratio_sub(ratio_sub(v[i], v[i + 1]), step));
		sum = kept(ratio_add(sum, ratio_mul(part, square(off))));
		if (i)
			alike = kept(ratio_add(alike,
				ratio_mul(part, ratio_mul(off, last))));
		last = off;
	}
	month = lasting(ratio_div(sum, weights), sum, alike);
	for (i = 0, part = one; i < to_come; i++) {
		part = kept(ratio_mul(part, STOCK_FADES));
		ahead = ratio_add(ahead, part);
	}
	g->mean = ratio_add(v[0], ratio_mul(step, ahead));
	g->variance = ratio_mul(month,
		ratio_add(ratio_int(to_come), ratio_div(square(ahead), still)));
	g->has_least = true;
	g->least = ratio_int(0);
	g->step = one;
	return true;
}

/* The way that fits the kind of the measure and the goal's window; false where
 * there is none, or where the past is too short for it. */
static bool
guess(const struct judge_case *c, const struct year_progress *end,
	struct guess *g)
{
	const struct measure *m = c->subject.measure;
	const struct component *up = &m->numerator, *down = &m->denominator;

	g->step = ratio_int(0);
	if (m->form != FORM_RATIO || c->goal->path == PATH_YEAR_END
		|| m->parents == PARENTS_MEAN)
		return false;
	if (!m->cohort && up->count == COUNT_OPEN && down->count == COUNT_NONE
		&& up->across == ACROSS_LAST
		&& c->goal->window != WINDOW_MEAN_OF_MONTHS
		&& c->goal->window != WINDOW_ROLLING_12)
		return guess_stock(c, end, g);
	if (c->goal->window != WINDOW_YEAR
		&& c->goal->window != WINDOW_ROLLING_12)
		return guess_months(c, end, g);
	if (m->cohort
		|| (down->count != COUNT_NONE && up->across == ACROSS_SUM
			&& down->across == ACROSS_SUM))
		return guess_share(c, end, g);
	return up->across == ACROSS_SUM && guess_sum(c, end, g);
}

/* --- the interval, and the chance --- */

static struct ratio
inside(const struct guess *g, struct ratio x)
{
	if (g->has_least && ratio_compare(x, g->least) < 0)
		return g->least;
	if (g->has_most && ratio_compare(x, g->most) > 0)
		return g->most;
	return x;
}

/* Counts stray further up than down, and their roots alike both ways: on that
 * scale the end is normal. g->mean becomes the middle of the scale; its deviation
 * is the result. Where squares of normal numbers have the mean m and the variance
 * v, the middle of the numbers is the root of the root of m m - v / 2. */
static struct ratio
settle(struct guess *g, struct ratio variance)
{
	struct ratio m = ratio_sub(g->mean, g->least), middle;

	if (!g->root || ratio_sign(m) <= 0
		|| ratio_compare(variance, square(m)) > 0) {
		g->root = false;
		return chance_root(variance);
	}
	middle = chance_root(
		ratio_sub(square(m), ratio_div(variance, ratio_int(2))));
	g->mean = chance_root(middle);
	return chance_root(ratio_sub(m, middle));
}

/* A value on the scale of g->mean once that is settled, and back. */
static struct ratio
to_scale(const struct guess *g, struct ratio x)
{
	if (!g->root)
		return x;
	x = ratio_sub(x, g->least);
	return ratio_sign(x) > 0 ? chance_root(x) : ratio_int(0);
}

static struct ratio
from_scale(const struct guess *g, struct ratio x)
{
	if (!g->root)
		return x;
	return ratio_sign(x) > 0 ? ratio_add(g->least, square(x)) : g->least;
}

/* How often the value ends at an edge or beyond it: above it (side 1) or below
 * it (-1). It cannot come beyond its own limits. Of a count half a step is the
 * edge's own, as a normal curve laid over whole numbers has it. */
static struct ratio
beyond(const struct guess *g, struct ratio deviation, struct ratio edge,
	int side)
{
	struct ratio half = ratio_div(g->step, ratio_int(2)), way;
	struct ratio near = side > 0 ? g->least : g->most;
	struct ratio far = side > 0 ? g->most : g->least;

	if ((side > 0 ? g->has_least : g->has_most)
		&& side * ratio_compare(edge, near) <= 0)
		return ratio_int(1);
	if ((side > 0 ? g->has_most : g->has_least)
		&& side * ratio_compare(edge, far) > 0)
		return ratio_int(0);
	way = side > 0 ? ratio_sub(g->mean, to_scale(g, ratio_sub(edge, half)))
		       : ratio_sub(to_scale(g, ratio_add(edge, half)), g->mean);
	return chance_normal(ratio_div(way, deviation));
}

/* How often the value ends where the goal's direction wants it: within edges of
 * which a goal of one direction has one. After a turn either may come, unless
 * a limit leaves but one. */
static struct ratio
ends_within(const struct judge_case *c, const struct guess *g,
	struct ratio deviation, struct ratio low, struct ratio high)
{
	struct ratio one = ratio_int(1), at_least = one, at_most = one, both;

	if (c->goal->direction != AT_MOST)
		at_least = beyond(g, deviation, low, 1);
	if (c->goal->direction != AT_LEAST)
		at_most = beyond(g, deviation, high, -1);
	/* What is neither below nor above: both, less the one that is all. */
	both = ratio_sub(ratio_add(at_least, at_most), one);
	if (ratio_sign(both) <= 0 || ratio_compare(both, one) >= 0)
		return ratio_int(ratio_sign(both) > 0);
	return ratio_add(both,
		ratio_mul(g->turns, ratio_sub(ratio_of(1, 2), both)));
}

/* Whether the interval holds all three statuses. Between one that is met and one
 * that is off is one that is near; of a range an edge is met. */
static bool
holds_all(const struct judge_case *c, const struct expectation *e,
	const struct forecast *f)
{
	enum verdict_status low = judge_by(c, e, f->low),
			    high = judge_by(c, e, f->high);

	return (low == VERDICT_OFF || high == VERDICT_OFF)
		&& (low == VERDICT_MET || high == VERDICT_MET
			|| (ratio_compare(f->low, e->low) < 0
				&& ratio_compare(e->low, f->high) < 0));
}

/* How much more than thought the forecasts of this goal missed by: each unit's
 * of some months ago, for now, is held against what came, as the mean square of
 * its miss in deviations. ERRORS_THOUGHT units that missed as thought are added.
 * The same for all units, so it is kept, as text. */
static struct ratio
missed_by(const struct judge_case *c)
{
	static struct {
		const struct goal *goal;
		int32_t last;
		struct buf text;
	} all[POOLS], *at;
	struct judge_case then = *c;
	struct ratio sum = ratio_int(ERRORS_THOUGHT), most, miss;
	int32_t gone = c->now.last - c->now.first + 1;
	int n = ERRORS_THOUGHT;

	at = &all[((size_t)(c->goal - c->context->goals->list) * YEAR
			  + (size_t)(gone - 1))
		% POOLS];
	if (at->goal == c->goal && at->last == c->now.last) {
		ratio_read(buf_span(&at->text), &sum);
		return sum;
	}
	at->goal = c->goal;
	at->last = c->now.last;
	then.now = year_progress_of(c->context->book,
		period_month_last(c->now.last - gone / 2));
	most = ratio_int(ERROR_MOST);
	for (then.subject.unit = -1; gone > 1
		&& n < ERRORS_THOUGHT + ERRORS_MOST
		&& next_peer(&then, &then.subject);) {
		struct guess g = { 0 };
		struct subject s = c->subject;
		struct figure came;

		s.unit = then.unit = then.subject.unit;
		came = figure_at(&s, &c->now);
		then.subject.mature_by = then.now.day;
		then.value = figure_at(&then.subject, &then.now);
		if (came.state != FIGURE_GIVEN
			|| then.value.state != FIGURE_GIVEN
			|| !guess(&then, &c->now, &g)
			|| ratio_sign(g.variance) <= 0)
			continue;
		miss = kept(ratio_div(square(ratio_sub(came.value, g.mean)),
			g.variance));
		if (ratio_compare(miss, most) > 0)
			miss = most;
		sum = kept(ratio_add(sum, miss));
		n++;
	}
	sum = kept(ratio_div(sum, ratio_int(n)));
	if (ratio_compare(sum, MISSED_LEAST) < 0)
		sum = MISSED_LEAST;
	buf_clear(&at->text);
	ratio_print(&at->text, sum, CHANCE_DECIMALS);
	return sum;
}

/* The interval of 80 % reaches 1.2816 deviations to each side of the mean. The
 * outlook is the status of the middle: where the interval holds all three, nobody
 * can say which it will be. */
struct forecast
forecast_of(const struct judge_case *c, const struct year_progress *end,
	const struct expectation *expected)
{
	struct forecast f = { .outlook = VERDICT_NONE };
	struct guess g = { 0 };
	struct ratio deviation, reach;

	if (end->last <= c->now.last) {
		f.given = f.certain = true;
		f.value = f.low = f.high = c->value.value;
		f.outlook = judge_by(c, expected, f.value);
		f.chance_met = ratio_int(f.outlook == VERDICT_MET);
		return f;
	}
	if (!guess(c, end, &g) || ratio_sign(g.variance) <= 0)
		return f;
	g.mean = ratio_round(g.mean, CHANCE_DECIMALS);
	g.turns = ratio_mul(TURNS,
		square(ratio_of(end->last - c->now.last, YEAR)));
	deviation = settle(&g, ratio_mul(g.variance, missed_by(c)));
	if (ratio_sign(deviation) <= 0)
		return f;
	reach = ratio_mul(deviation, ratio_of(12816, 10000));
	f.given = true;
	/* No more is said than the goal's decimals hold, and judged by that. */
	f.value = ratio_round(inside(&g, from_scale(&g, g.mean)),
		c->goal->decimals);
	f.low = ratio_round(inside(&g,
				    from_scale(&g, ratio_sub(g.mean, reach))),
		c->goal->decimals);
	f.high = ratio_round(inside(&g,
				     from_scale(&g, ratio_add(g.mean, reach))),
		c->goal->decimals);
	f.chance_met = ends_within(c, &g, deviation, expected->low,
		expected->high);
	if (!holds_all(c, expected, &f))
		f.outlook = judge_by(c, expected, f.value);
	return f;
}
