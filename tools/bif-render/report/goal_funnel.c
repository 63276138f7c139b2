/* SPDX-License-Identifier: MIT
 *
 * A funnel: the units' shares of one goal by how many there are behind each,
 * against what chance alone gives around the share of all units together. Few
 * persons give shares that lie far apart, and a table of shares cannot tell
 * that from a difference (Spiegelhalter 2005).
 *
 * The limits are those of 95 and 99.8 per cent: exact binomial ones, between
 * whole numbers in proportion, as that paper has them. They tell of chance
 * alone, whatever a unit's own target is, and never change a status.
 */
#include "report.h"

#include "bif-render/page/chart.h"
#include "sentence.h"
#include "value/chance.h"

#define UNITS_LEAST 3   /* fewer are told apart without a drawing */
#define UNITS_MOST 200  /* more are a cloud that nobody reads */
#define GUESS_DIGITS 12 /* of a square root, which is only where to begin */

/* The tails that limits cut off: 2.5 % and 0.1 % on either side, and how many
 * standard deviations away each is about, in hundredths. */
static const struct {
	long part, of, deviations;
} LIMITS[2] = { { 25, 1000, 196 }, { 1, 1000, 309 } };

/* A unit's share as it was counted; false where its verdict is no plain share
 * of what was counted one by one: its value is then not numerator by
 * denominator, or nothing was drawn by chance (low and high are empty). */
static bool
take_unit(const struct material *m, int unit, int goal,
	struct chart_point *point, struct ratio *hits)
{
	const struct verdict *v = material_verdict(m, unit, goal);
	struct ratio value, low;
	BUF_LOCAL printed = { 0 };
	size_t decimals = 0;
	bool same;

	if (!v || !verdict_given(v->status)
		|| !ratio_read(verdict_cell(v, VERDICT_LOW), &low)
		|| !ratio_read(verdict_cell(v, VERDICT_VALUE), &value)
		|| !ratio_read(verdict_cell(v, VERDICT_NUMERATOR), hits)
		|| !ratio_read(verdict_cell(v, VERDICT_DENOMINATOR), &point->n)
		|| !ratio_is_whole(*hits) || !ratio_is_whole(point->n)
		|| ratio_sign(point->n) <= 0
		|| ratio_compare(*hits, point->n) > 0
		|| ratio_compare(point->n, ratio_int(CHANCE_MOST)) > 0)
		return false;
	point->share = ratio_div(ratio_mul(*hits, ratio_int(100)), point->n);
	for (size_t i = 0; i < verdict_cell(v, VERDICT_VALUE).len; i++)
		if (verdict_cell(v, VERDICT_VALUE).at[i] == '.')
			decimals = verdict_cell(v, VERDICT_VALUE).len - i - 1;
	ratio_print(&printed, point->share, (int)decimals);
	same = span_equal(buf_span(&printed), verdict_cell(v, VERDICT_VALUE));
	point->label = m->units->list[unit].code;
	return same;
}

/* The share that so many per mille stay below where each of n hits by chance
 * `level`: between the last whole number of hits that is still below and the
 * next one, in proportion. */
static struct ratio
limit(struct ratio n, struct ratio level, struct ratio tail, int deviations)
{
	struct ratio one = ratio_int(1), mean = ratio_mul(n, level), at, before,
		     part;
	int64_t tries, r;

	ratio_floor(n, &tries);
	at = chance_root(ratio_round(ratio_mul(mean, ratio_sub(one, level)),
		GUESS_DIGITS));
	at = ratio_add(mean, ratio_mul(at, ratio_of(deviations, 100)));
	if (!ratio_floor(at, &r) || r < 0)
		r = 0;
	r = r < tries ? r : tries;
	at = chance_share_tail((uint64_t)r, (uint64_t)tries, level,
		CHANCE_AT_MOST);
	while (r < tries && ratio_compare(at, tail) <= 0)
		at = chance_share_tail((uint64_t)++r, (uint64_t)tries, level,
			CHANCE_AT_MOST);
	for (;;) {
		before = r ? chance_share_tail((uint64_t)r - 1, (uint64_t)tries,
				 level, CHANCE_AT_MOST)
			   : ratio_int(0);
		if (!r || ratio_compare(before, tail) <= 0)
			break;
		r--;
		at = before;
	}
	part = ratio_sign(ratio_sub(at, before))
		? ratio_div(ratio_sub(at, tail), ratio_sub(at, before))
		: ratio_int(0);
	at = ratio_div(ratio_sub(ratio_int((long)r), part),
		ratio_int((long)tries));
	return ratio_sign(at) < 0 ? ratio_int(0)
				  : ratio_mul(at, ratio_int(100));
}

/* All four limits at one number. */
static struct chart_limit
limits_at(struct ratio n, struct ratio level)
{
	struct chart_limit l = { .n = n };

	for (int i = 0; i < 2; i++) {
		struct ratio tail = ratio_of(LIMITS[i].part, LIMITS[i].of);

		l.low[i] = limit(n, level, tail, (int)-LIMITS[i].deviations);
		l.high[i] = limit(n, level, ratio_sub(ratio_int(1), tail),
			(int)LIMITS[i].deviations);
	}
	return l;
}

/* The lines go from a little below the smallest number to a little beyond the
 * greatest;
 * a unit is outside where its share is beyond the limits of its own number. */
static void
settle(struct chart *c, struct ratio level)
{
	struct ratio least = c->points[0].n, most = least, n;
	int64_t whole;

	for (size_t i = 0; i < c->npoints; i++) {
		struct chart_point *p = &c->points[i];
		struct chart_limit own = limits_at(p->n, level);

		p->outside = ratio_compare(p->share, own.low[0]) < 0
			|| ratio_compare(p->share, own.high[0]) > 0;
		if (ratio_compare(p->n, least) < 0)
			least = p->n;
		if (ratio_compare(p->n, most) > 0)
			most = p->n;
	}
	least = ratio_mul(least, ratio_of(4, 5));
	most = ratio_mul(most, ratio_of(21, 20));
	for (int i = 0; i < CHART_LIMITS; i++) {
		n = ratio_add(least,
			ratio_div(ratio_mul(ratio_sub(most, least),
					  ratio_int(i)),
				ratio_int(CHART_LIMITS - 1)));
		if (!ratio_floor(n, &whole) || whole < 1)
			whole = 1;
		c->limits[i] = limits_at(ratio_int((long)whole), level);
	}
}

struct chart *
goal_funnel_of(struct page *p, const struct material *m, int goal,
	struct buf *says)
{
	struct chart_point *points = arena_take(p->arena,
		(UNITS_MOST + 1) * sizeof(*points));
	struct ratio hits, all = ratio_int(0), tries = ratio_int(0);
	BUF_LOCAL b = { 0 }, who = { 0 }, level = { 0 };
	struct chart *c;
	size_t n = 0, outside = 0;

	for (int unit = 0; unit < m->units->count && n <= UNITS_MOST; unit++) {
		const struct verdict *v = material_verdict(m, unit, goal);

		if (m->parent[unit] || !v || !verdict_given(v->status))
			continue;
		if (!take_unit(m, unit, goal, &points[n], &hits))
			return NULL;
		all = ratio_add(all, hits);
		tries = ratio_add(tries, points[n++].n);
	}
	/* Shares that are all 0 or all 100 have no limits around them. */
	if (n < UNITS_LEAST || n > UNITS_MOST || suppress_any(m, goal)
		|| !ratio_sign(all) || !ratio_compare(all, tries))
		return NULL;
	c = arena_take(p->arena, sizeof(*c));
	*c = (struct chart){ .kind = CHART_FUNNEL,
		.lang = m->lang,
		.title = material_goal_title(m, goal),
		.points = points,
		.npoints = n };
	all = ratio_div(all, tries);
	settle(c, all);
	c->expected = (struct chart_value){ true,
		ratio_mul(all, ratio_int(100)) };
	words_say(&b, m->lang, SAY_FUNNEL_KEY, WORDS_COUNT(n));
	c->key = arena_keep(p->arena, buf_span(&b));
	for (size_t i = 0; i < n; i++)
		if (points[i].outside) {
			buf_text(&who, outside++ ? ", " : "");
			buf_add(&who, points[i].label);
		}
	buf_clear(&b);
	ratio_print(&b, c->expected.at, m->goals->list[goal].decimals);
	sentence_value(&level, m, goal, buf_span(&b));
	buf_clear(&b);
	words_say(&b, m->lang, outside ? SAY_FUNNEL_OUTSIDE : SAY_FUNNEL_INSIDE,
		WORDS_TEXT(buf_span(&level)), WORDS_TEXT(buf_span(&who)),
		WORDS_COUNT(outside));
	c->desc = arena_keep(p->arena, buf_span(&b));
	buf_between(says, " ");
	buf_add(says, buf_span(&b));
	return c;
}
