/* SPDX-License-Identifier: MIT
 *
 * Each kind of measure gives a mean and a variance of the value at the end:
 *
 * - A sum goes on at its own level with last year's shape. The level is last
 *   year's, moved by what has come of this year as far as that says more than
 *   chance; the shape is that of the whole the unit belongs to, which has the
 *   least noise.
 * - A share is what is known and what is still to enter, which hits at a level
 *   between last year's and this year's.
 * - A mean of months has those still to come at a level between the two years'.
 * - A stock walks at random from its last month, with steps as large as those
 *   it took.
 *
 * The end is taken as normal around that mean, and never beyond what is
 * possible: what a sum has come to stays, and a share has no more hits than
 * tries.
 */
#include "forecast.h"

#include "value/chance.h"
#include "value/period.h"
#include "worth.h"

#define YEAR YEAR_PROGRESS_MONTHS
#define STEPS_MOST 12
#define STEPS_LEAST 6

/* How far a unit's own level moves from one year to the next: the standard
 * deviation of a sum in parts of it, of a share in parts of one. Found on
 * complete worlds (see --backtest). */
#define SUM_MOVES ratio_of(15, 100)
#define SHARE_MOVES ratio_of(3, 100)
/* And how far from what has come of a year to what is still to come. */
#define SUM_DRIFTS ratio_of(4, 100)
#define SHARE_DRIFTS ratio_of(1, 100)

/* The mean and variance of the value at the end, and what it cannot pass. */
struct guess {
	struct ratio mean, variance;
	struct ratio least, most;
	bool has_least, has_most;
	struct ratio step; /* a count's next value; 0: any */
};

/* A forecast is no better for more decimals, and fractions of many months
 * would grow without end. */
static struct ratio
kept(struct ratio x)
{
	return ratio_round(x, CHANCE_DECIMALS);
}

static struct ratio
square(struct ratio x)
{
	return kept(ratio_mul(x, x));
}

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

/* --- sums --- */

/* The topmost unit above that has figures in all months of last year. */
static struct subject
whole_of(const struct judge_case *c, int32_t first)
{
	struct subject whole = c->subject, above = c->subject;
	struct ratio k, n;

	for (;;) {
		above.unit = c->context->units->list[above.unit].parent;
		if (above.unit == UNIT_NONE)
			return whole;
		if (sums(&above, first, first + YEAR - 1, &k, &n) == YEAR
			&& ratio_sign(k) > 0)
			whole = above;
	}
}

/* How a unit's months of a year stray from the shape of the whole, as the
 * variance for each one that is counted. */
static bool
stray(const struct subject *s, const struct subject *whole, int32_t first,
	struct ratio *sum, int *months)
{
	struct ratio all, of_whole, k, t, n, level;
	int32_t month;

	if (sums(s, first, first + YEAR - 1, &all, &n) < YEAR
		|| ratio_sign(all) <= 0)
		return false;
	sums(whole, first, first + YEAR - 1, &of_whole, &n);
	for (month = first; month < first + YEAR; month++) {
		worth_month(s, month, &k, &n);
		worth_month(whole, month, &t, &n);
		level = s->unit == whole->unit
			? ratio_div(all, ratio_int(YEAR))
			: ratio_div(ratio_mul(all, t), of_whole);
		if (ratio_sign(level) <= 0)
			continue;
		*sum = ratio_add(*sum,
			kept(ratio_div(square(ratio_sub(k, level)), level)));
		++*months;
	}
	--*months;
	return true;
}

/* Events stray by at least one each. Of the whole itself, its children tell. */
static struct ratio
strays(const struct judge_case *c, const struct subject *whole, int32_t first)
{
	enum measure_count count = c->subject.measure->numerator.count;
	struct ratio sum = ratio_int(0), one = ratio_int(1);
	struct subject child = c->subject;
	bool any = false;
	int months = 0;

	if (whole->unit == c->unit)
		for (child.unit = figures_first_child(c->context->figures,
			     c->unit);
			child.unit != UNIT_NONE;
			child.unit = figures_next_child(c->context->figures,
				child.unit))
			any = stray(&child, whole, first, &sum, &months) || any;
	child.unit = c->unit;
	if (!any && !stray(&child, whole, first, &sum, &months))
		return one;
	if (months > 0)
		sum = ratio_div(sum, ratio_int(months));
	return (count == COUNT_AMOUNT || count == COUNT_DAYS)
			&& ratio_sign(sum) > 0
		? sum
		: ratio_compare(sum, one) > 0 ? sum
					      : one;
}

/* A level L of the year has the mean a and relative variance 1/w by last year
 * (a Gamma distribution); what came, X of a share s of the year, adds its own
 * weight: L = (w + X/d) / (w/a + s/d), where d is how much each one strays. */
static bool
guess_sum(const struct judge_case *c, const struct year_progress *end,
	struct guess *g)
{
	const struct measure *m = c->subject.measure;
	int32_t before = c->now.first - YEAR;
	struct subject whole = whole_of(c, before);
	struct ratio now, then, later, so_far, left, n, d, s, rest, w, weight,
		rate, level, total, scale = ratio_int(1);
	int32_t last_then = c->now.last - YEAR, end_then = end->last - YEAR;

	if (sums(&c->subject, before, before + YEAR - 1, &then, &n) < YEAR
		|| (worth_has_denominator(m)
			&& ratio_sign(c->value.denominator) <= 0))
		return false;
	sums(&c->subject, c->now.first, c->now.last, &now, &n);
	sums(&whole, before, last_then, &so_far, &n);
	sums(&whole, last_then + 1, end_then, &left, &n);
	sums(&whole, before, before + YEAR - 1, &total, &n);
	if (ratio_sign(so_far) <= 0 || ratio_sign(left) < 0
		|| ratio_sign(now) < 0)
		return false;
	d = strays(c, &whole, before);
	if (ratio_compare(then, d) < 0)
		then = d;
	s = ratio_div(so_far, total);
	rest = ratio_div(left, total);
	w = ratio_div(ratio_int(1),
		ratio_add(square(SUM_MOVES), ratio_div(d, then)));
	weight = ratio_add(w, ratio_div(now, d));
	rate = ratio_add(ratio_div(w, then), ratio_div(s, d));
	d = kept(d);
	rate = kept(rate);
	level = kept(ratio_div(weight, rate));
	later = ratio_mul(level, rest);
	known(c, end, &so_far, &n);
	g->mean = ratio_add(so_far, later);
	g->variance = ratio_add(ratio_mul(d, later),
		ratio_add(ratio_mul(square(rest),
				  ratio_add(ratio_div(level, rate),
					  square(ratio_mul(level,
						  SUM_DRIFTS)))),
			ratio_mul(square(level),
				ratio_div(ratio_mul(d, ratio_mul(s, rest)),
					total))));
	if (worth_has_denominator(m))
		scale = ratio_div(scale, c->value.denominator);
	else if (m->numerator.count == COUNT_FACTS
		|| m->numerator.count == COUNT_SUBJECTS)
		g->step = ratio_int(1);
	scale = scaled(m, scale);
	g->has_least = true;
	g->least = ratio_mul(so_far, scale);
	g->mean = ratio_mul(g->mean, scale);
	g->variance = ratio_mul(g->variance, square(scale));
	return true;
}

/* --- shares --- */

/* A level between last year's and this year's, each as far as it is known:
 * weights are what is not known of them, turned over. */
struct level {
	struct ratio mean, variance;
};

static struct level
between(struct level before, struct level now)
{
	struct ratio sum = ratio_add(before.variance, now.variance);

	return (struct level){
		kept(ratio_div(ratio_add(ratio_mul(before.mean, now.variance),
				       ratio_mul(now.mean, before.variance)),
			sum)),
		kept(ratio_div(ratio_mul(before.variance, now.variance), sum))
	};
}

/* How much more than draws the months' shares vary, 1 at least. */
static struct ratio
share_strays(const struct subject *s, int32_t last, struct ratio p,
	struct ratio q)
{
	struct ratio sum = ratio_int(0), k, n, off;
	int32_t month;
	int months = 0;

	for (month = last; month > last - 2 * YEAR; month--) {
		if (!worth_month(s, month, &k, &n) || ratio_sign(n) <= 0)
			continue;
		off = ratio_sub(k, ratio_mul(n, p));
		sum = ratio_add(sum,
			kept(ratio_div(square(off),
				ratio_mul(n, ratio_mul(p, q)))));
		months++;
	}
	if (months < STEPS_LEAST)
		return ratio_int(1);
	sum = ratio_div(sum, ratio_int(months - 1));
	return ratio_compare(sum, ratio_int(1)) > 0 ? sum : ratio_int(1);
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
	uint64_t pending;
	int32_t month, last = end->last;

	while (m->cohort && !m->by_maturity && last >= c->now.first
		&& period_after(period_month_last(last), m->within) > end->day)
		last--;
	for (month = c->now.first; month <= last; month++) {
		pending = figures_pending(s->figures, s->measure_index, s->unit,
			month);
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
	struct ratio k, n, k0, n0, p, q, d, rest, all, weight,
		one = ratio_int(1);
	struct level now, before, level;
	int months = sums(s, c->now.first, c->now.last, &k, &n);

	sums(s, c->now.first - YEAR, c->now.first - 1, &k0, &n0);
	if (ratio_sign(n) <= 0 || ratio_sign(k) < 0 || ratio_compare(k, n) > 0
		|| ratio_compare(k0, n0) > 0
		|| (ratio_sign(n0) <= 0 && months < STEPS_LEAST))
		return false;
	/* Half a hit and a miss, so that no share is certain. */
	p = ratio_div(ratio_add(ratio_add(k, k0), ratio_of(1, 2)),
		ratio_add(ratio_add(n, n0), one));
	p = kept(p);
	q = ratio_sub(one, p);
	d = ratio_mul(share_strays(s, c->now.last, p, q), ratio_mul(p, q));
	now = (struct level){ ratio_div(k, n), ratio_div(d, n) };
	level = now;
	if (ratio_sign(n0) > 0) {
		before = (struct level){ ratio_div(k0, n0),
			ratio_add(square(SHARE_MOVES), ratio_div(d, n0)) };
		level = between(before, now);
	}
	rest = entering(c, end, ratio_div(n, ratio_int(months)));
	if (ratio_sign(rest) <= 0)
		return false;
	known(c, end, &k, &n);
	all = ratio_add(n, rest);
	weight = ratio_div(rest, all);
	g->mean = ratio_div(ratio_add(k, ratio_mul(rest, level.mean)), all);
	g->variance = ratio_mul(square(weight),
		ratio_add(ratio_add(level.variance, square(SHARE_DRIFTS)),
			ratio_div(d, rest)));
	g->least = scaled(s->measure, ratio_div(k, all));
	g->most = scaled(s->measure, ratio_div(ratio_add(k, rest), all));
	g->has_least = g->has_most = true;
	g->mean = scaled(s->measure, g->mean);
	g->variance = scaled(s->measure, scaled(s->measure, g->variance));
	return true;
}

/* --- means of months, and stocks --- */

/* The mean of the values of the months from..to, and the sum of squares from
 * it. */
static int
spread(const struct subject *s, int32_t from, int32_t to, struct ratio *mean,
	struct ratio *squares)
{
	struct ratio v[2 * YEAR], sum = ratio_int(0);
	int n = 0, i;

	for (; from <= to && n < 2 * YEAR; from++)
		if (figure_of_month(s, from, &v[n])) {
			sum = ratio_add(sum, v[n]);
			n++;
		}
	*squares = ratio_int(0);
	*mean = n ? kept(ratio_div(sum, ratio_int(n))) : sum;
	for (i = 0; i < n; i++)
		*squares = ratio_add(*squares, square(ratio_sub(v[i], *mean)));
	return n;
}

/* Only the months still to come are uncertain. The last month alone (window
 * month) is as one month to come. */
static bool
guess_months(const struct judge_case *c, const struct year_progress *end,
	struct guess *g)
{
	const struct subject *s = &c->subject;
	const struct measure *m = s->measure;
	struct ratio mean0, mean1, squares0, squares1, month, moves, weight;
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
	moves = square(scaled(m, SHARE_MOVES));
	level = between((struct level){ mean0,
				ratio_add(moves,
					ratio_div(month, ratio_int(n0))) },
		(struct level){ mean1, ratio_div(month, ratio_int(n1)) });
	weight = ratio_of(left, left + (all ? n1 : 0));
	g->mean = ratio_add(ratio_mul(weight, level.mean),
		ratio_mul(ratio_sub(ratio_int(1), weight), mean1));
	g->variance = ratio_mul(square(weight),
		ratio_add(ratio_add(level.variance,
				  square(scaled(m, SHARE_DRIFTS))),
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

static bool
guess_stock(const struct judge_case *c, const struct year_progress *end,
	struct guess *g)
{
	struct ratio later, earlier, sum = ratio_int(0);
	int32_t month;
	int n = 0;

	if (!figure_of_month(&c->subject, c->now.last, &g->mean))
		return false;
	later = g->mean;
	for (month = c->now.last - 1; month >= c->now.last - STEPS_MOST
		&& figure_of_month(&c->subject, month, &earlier);
		month--) {
		sum = ratio_add(sum, square(ratio_sub(later, earlier)));
		later = earlier;
		n++;
	}
	if (n < STEPS_LEAST)
		return false;
	g->variance = ratio_mul(ratio_div(sum, ratio_int(n)),
		ratio_int(end->last - c->now.last));
	g->has_least = true;
	g->least = ratio_int(0);
	g->step = ratio_int(1);
	return true;
}

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

/* How often the value ends at or above an edge. Of a count half a step is its
 * own. */
static struct ratio
at_least(const struct guess *g, struct ratio deviation, struct ratio edge)
{
	if (g->has_least && ratio_compare(edge, g->least) <= 0)
		return ratio_int(1);
	if (g->has_most && ratio_compare(edge, g->most) > 0)
		return ratio_int(0);
	edge = ratio_sub(edge, ratio_div(g->step, ratio_int(2)));
	return chance_normal(ratio_div(ratio_sub(g->mean, edge), deviation));
}

static struct ratio
at_most(const struct guess *g, struct ratio deviation, struct ratio edge)
{
	if (g->has_least && ratio_compare(edge, g->least) < 0)
		return ratio_int(0);
	if (g->has_most && ratio_compare(edge, g->most) >= 0)
		return ratio_int(1);
	edge = ratio_add(edge, ratio_div(g->step, ratio_int(2)));
	return chance_normal(ratio_div(ratio_sub(edge, g->mean), deviation));
}

static struct ratio
chance_met(const struct judge_case *c, const struct guess *g,
	struct ratio deviation, const struct expectation *e)
{
	struct ratio both;

	if (c->goal->direction == AT_LEAST)
		return at_least(g, deviation, e->low);
	if (c->goal->direction == AT_MOST)
		return at_most(g, deviation, e->high);
	both = ratio_sub(ratio_add(at_least(g, deviation, e->low),
				 at_most(g, deviation, e->high)),
		ratio_int(1));
	return ratio_sign(both) < 0 ? ratio_int(0) : both;
}

static void
find_outlook(const struct judge_case *c, const struct expectation *e,
	struct forecast *f)
{
	struct ratio at[3];
	bool seen[3] = { false };
	struct comparison held = { 0 };
	int i;

	at[0] = f->low;
	at[1] = f->high;
	at[2] = f->value;
	for (i = 0; i < 3; i++) {
		held = judge_compare(c->goal, c->band, c->terms, e, at[i]);
		seen[held.status] = true;
	}
	/* From met to off there is near between, where a gap has a size. */
	f->outlook = seen[VERDICT_MET] && seen[VERDICT_OFF] ? VERDICT_NONE
							    : held.status;
}

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
		find_outlook(c, expected, &f);
		f.chance_met = ratio_int(f.outlook == VERDICT_MET);
		return f;
	}
	if (!guess(c, end, &g) || ratio_sign(g.variance) <= 0)
		return f;
	g.mean = kept(g.mean);
	deviation = chance_root(g.variance);
	if (ratio_sign(deviation) <= 0)
		return f;
	reach = ratio_mul(deviation, ratio_of(12816, 10000));
	f.given = true;
	/* No more is said than the goal's decimals hold, and judged by that. */
	f.value = ratio_round(inside(&g, g.mean), c->goal->decimals);
	f.low = ratio_round(inside(&g, ratio_sub(g.mean, reach)),
		c->goal->decimals);
	f.high = ratio_round(inside(&g, ratio_add(g.mean, reach)),
		c->goal->decimals);
	f.chance_met = chance_met(c, &g, deviation, expected);
	find_outlook(c, expected, &f);
	return f;
}
