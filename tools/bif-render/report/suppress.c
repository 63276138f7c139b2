/* SPDX-License-Identifier: MIT
 *
 * Which figures are not shown. First those that are small themselves; then, goal
 * by goal and until nothing changes, one more wherever what is hidden could be
 * worked out: a single hidden unit below a parent that is shown, a hidden parent
 * whose units are all shown, and what the sums leave only one figure for. The
 * smallest unit that helps is taken, and the parent where none does, so that as
 * little as possible is hidden and the same whatever the order of the verdicts.
 *
 * What is left to others: figures of another run. June less May of two reports
 * is the month of June.
 */
#include "suppress.h"

#include "value/ratio.h"

/* The verdict on a goal at a unit, or NULL; material.c, which has a call for it,
 * needs this file. */
static const struct verdict *
verdict_at(const struct material *m, int unit, int goal)
{
	return m->verdicts[(size_t)unit * m->goals->count + (size_t)goal];
}

/* A count of nobody is no secret. */
static bool
is_small(struct ratio count, uint64_t below)
{
	count = ratio_abs(count);
	return ratio_sign(count)
		&& ratio_compare(count, ratio_int((long)below)) < 0;
}

/* Whether one of the counts behind a figure is small, or what its share
 * leaves over. */
static bool
any_small(struct ratio numerator, const struct ratio *denominator,
	uint64_t below)
{
	if (is_small(numerator, below))
		return true;
	return denominator
		&& (is_small(*denominator, below)
			|| is_small(ratio_sub(*denominator, numerator), below));
}

/* Whether a verdict rests on small counts itself. */
static bool
is_small_verdict(const struct verdict *v, uint64_t below)
{
	struct ratio n, numerator, denominator;
	bool has_denominator;

	if (ratio_read(v->cell[VERDICT_N], &n) && is_small(n, below))
		return true;
	if (!ratio_read(v->cell[VERDICT_NUMERATOR], &numerator))
		return false;
	has_denominator = ratio_read(v->cell[VERDICT_DENOMINATOR],
		&denominator);
	return any_small(numerator, has_denominator ? &denominator : NULL,
		below);
}

/* --- what could be worked out --- */

#define ROUNDS 50 /* of narrowing: levels of units are few */

/* Whether a figure is hidden; to be set here while it is decided. */
static bool *
hidden_at(const struct material *m, int unit, int goal)
{
	return &m->hidden[(size_t)unit * m->goals->count + (size_t)goal];
}

/* How much is behind a figure; false where there is none. */
static bool
size_of(const struct material *m, int unit, int goal, struct ratio *size)
{
	const struct verdict *v = verdict_at(m, unit, goal);

	return v && v->cell[VERDICT_VALUE].len
		&& (ratio_read(v->cell[VERDICT_N], size)
			|| ratio_read(v->cell[VERDICT_NUMERATOR], size));
}

/* The units below a parent that have a figure of a goal. */
struct family {
	size_t units, hidden;
	int smallest; /* of those shown, of 2 at least; or UNIT_NONE */
};

static struct family
family_of(const struct material *m, int parent, int goal)
{
	struct family f = { .smallest = UNIT_NONE };
	struct ratio size, least = ratio_int(0);

	for (int unit = 0; unit < m->units->count; unit++) {
		if (m->units->list[unit].parent != parent
			|| !size_of(m, unit, goal, &size))
			continue;
		f.units++;
		if (*hidden_at(m, unit, goal)) {
			f.hidden++;
		} else if (ratio_compare(size, ratio_int(2)) >= 0
			&& (f.smallest == UNIT_NONE
				|| ratio_compare(size, least) < 0)) {
			f.smallest = unit;
			least = size;
		}
	}
	return f;
}

/* Hides one more figure of a family: the smallest unit that helps, else the
 * parent; false where nothing is left to hide. */
static bool
hide_one(const struct material *m, int parent, int goal)
{
	struct family f;
	struct ratio own;

	if (parent == UNIT_NONE)
		return false;
	f = family_of(m, parent, goal);
	if (f.smallest != UNIT_NONE) {
		*hidden_at(m, f.smallest, goal) = true;
		return true;
	}
	if (*hidden_at(m, parent, goal) || !size_of(m, parent, goal, &own))
		return false;
	*hidden_at(m, parent, goal) = true;
	return true;
}

/* Whether a family gives away what it hides: a single hidden unit below a
 * parent that is shown, or a hidden parent whose units are all shown. */
static bool
gives_away(const struct material *m, int parent, int goal)
{
	struct family f = family_of(m, parent, goal);
	struct ratio own;

	if (*hidden_at(m, parent, goal))
		return f.units && !f.hidden;
	return f.hidden == 1 && size_of(m, parent, goal, &own);
}

/* What a reader can say of a figure: between two bounds, for one that is shown
 * its own. */
struct bounds {
	bool is; /* it has a figure */
	struct ratio low, high;
	bool open; /* nothing is known above low */
};

/* Narrows the bounds of a parent and its units by their sum; whether any
 * became narrower. */
static bool
narrow(const struct material *m, struct bounds *b, int parent)
{
	struct ratio low = ratio_int(0), high = ratio_int(0), most, least;
	size_t open = 0, units = 0;
	bool changed = false;

	for (int unit = 0; unit < m->units->count; unit++) {
		if (m->units->list[unit].parent != parent || !b[unit].is)
			continue;
		units++;
		open += b[unit].open;
		low = ratio_add(low, b[unit].low);
		if (!b[unit].open)
			high = ratio_add(high, b[unit].high);
	}
	if (!units || !b[parent].is)
		return false;
	if (ratio_compare(low, b[parent].low) > 0) {
		b[parent].low = low;
		changed = true;
	}
	if (!open
		&& (b[parent].open
			|| ratio_compare(high, b[parent].high) < 0)) {
		b[parent].high = high;
		b[parent].open = false;
		changed = true;
	}
	for (int unit = 0; unit < m->units->count; unit++) {
		struct bounds *one = &b[unit];

		if (m->units->list[unit].parent != parent || !one->is)
			continue;
		most = ratio_sub(b[parent].high, ratio_sub(low, one->low));
		if (!b[parent].open
			&& (one->open || ratio_compare(most, one->high) < 0)) {
			one->high = most;
			one->open = false;
			changed = true;
		}
		if (open)
			continue;
		least = ratio_sub(b[parent].low, ratio_sub(high, one->high));
		if (ratio_compare(least, one->low) > 0) {
			one->low = least;
			changed = true;
		}
	}
	return changed;
}

/* A hidden unit whose figure can only be one, or UNIT_NONE. A reader knows that
 * what is hidden is 1 at least: a zero is shown. */
static int
narrowed(const struct material *m, int goal)
{
	struct bounds *b = mem_new((size_t)m->units->count + 1, sizeof(*b));
	int found = UNIT_NONE;
	bool more = true;

	for (int unit = 0; unit < m->units->count; unit++) {
		b[unit].is = size_of(m, unit, goal, &b[unit].low);
		b[unit].high = b[unit].low;
		b[unit].open = b[unit].is && *hidden_at(m, unit, goal);
		if (b[unit].open)
			b[unit].low = ratio_int(1);
	}
	for (int round = 0; more && round < ROUNDS; round++) {
		more = false;
		for (int unit = 0; unit < m->units->count; unit++)
			more = (m->parent[unit] && narrow(m, b, unit)) || more;
	}
	for (int unit = 0; unit < m->units->count && found == UNIT_NONE; unit++)
		if (b[unit].is && *hidden_at(m, unit, goal) && !b[unit].open
			&& !ratio_compare(b[unit].low, b[unit].high))
			found = unit;
	mem_free(b);
	return found;
}

/* Hides one more figure of a goal where one is needed; false where none is, or
 * where nothing is left to hide. */
static bool
hide_more(const struct material *m, int goal)
{
	int unit;

	for (int parent = 0; parent < m->units->count; parent++)
		if (m->parent[parent] && gives_away(m, parent, goal)
			&& hide_one(m, parent, goal))
			return true;
	unit = narrowed(m, goal);
	return unit != UNIT_NONE
		&& (hide_one(m, m->units->list[unit].parent, goal)
			|| hide_one(m, unit, goal));
}

/* A verdict's copy without what tells its figure. Target and what is expected
 * stay: they are no counts of persons. */
static const struct verdict *
without_figures(const struct material *m, const struct verdict *v)
{
	static const enum verdict_column hidden[] = { VERDICT_VALUE,
		VERDICT_SHORTFALL, VERDICT_NUMERATOR, VERDICT_DENOMINATOR,
		VERDICT_N, VERDICT_PROJECTED, VERDICT_REQUIRED, VERDICT_PENDING,
		VERDICT_REJECTED, VERDICT_BOUNDS, VERDICT_LOW, VERDICT_HIGH,
		VERDICT_CHANCE, VERDICT_READINGS, VERDICT_PROJECTED_LOW,
		VERDICT_PROJECTED_HIGH, VERDICT_CHANCE_MET, VERDICT_WHY };
	struct verdict *copy = arena_take(m->book->arena, sizeof(*copy));

	*copy = *v;
	for (size_t i = 0; i < sizeof(hidden) / sizeof(*hidden); i++)
		copy->cell[hidden[i]] = SPAN("");
	return copy;
}

bool
suppress_any(const struct material *m, int goal)
{
	for (int unit = 0; unit < m->units->count; unit++)
		if (*hidden_at(m, unit, goal))
			return true;
	return false;
}

void
suppress_verdicts(struct material *m)
{
	if (!m->suppress)
		return;
	for (int goal = 0; goal < (int)m->goals->count; goal++) {
		for (int unit = 0; unit < m->units->count; unit++) {
			const struct verdict *v = verdict_at(m, unit, goal);

			*hidden_at(m, unit, goal) = v
				&& is_small_verdict(v, m->suppress);
		}
		while (suppress_any(m, goal) && hide_more(m, goal))
			;
		for (int unit = 0; unit < m->units->count; unit++)
			if (*hidden_at(m, unit, goal))
				m->verdicts[(size_t)unit * m->goals->count
					+ (size_t)goal] = without_figures(m,
					verdict_at(m, unit, goal));
	}
}

bool
suppress_month(const struct figure *v, const struct figure *later,
	uint64_t below)
{
	struct ratio numerator, denominator;

	if (!below || !v->has_sums)
		return false;
	if ((!v->n_unknown && v->n && v->n < below)
		|| any_small(v->numerator,
			v->has_denominator ? &v->denominator : NULL, below))
		return true;
	if (!later || !later->has_sums)
		return false;
	numerator = ratio_sub(later->numerator, v->numerator);
	denominator = later->has_denominator && v->has_denominator
		? ratio_sub(later->denominator, v->denominator)
		: ratio_int(0);
	return any_small(numerator,
		later->has_denominator && v->has_denominator ? &denominator
							     : NULL,
		below);
}
