/* SPDX-License-Identifier: MIT
 *
 * Which figures are not shown. First those that are small themselves; then, goal
 * by goal and until nothing changes, one more wherever what is hidden could be
 * worked out: a single hidden unit below a parent that is shown, a hidden parent
 * whose units are all shown, and what the sums leave only one figure for. The
 * smallest unit that helps is taken, and the parent where none does, so that as
 * little as possible is hidden and the same whatever the order of the verdicts.
 *
 * Statuses that were published before are taken along (--published): June less
 * May of two reports is the month of June, and a hidden figure lies between
 * those of the statuses around it. What was shown then cannot be taken back; so
 * it is this status that shows less.
 */
#include "report.h"

#include "result/expected.h"
#include "value/ratio.h"

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

	if (ratio_read(verdict_cell(v, VERDICT_N), &n) && is_small(n, below))
		return true;
	if (!ratio_read(verdict_cell(v, VERDICT_NUMERATOR), &numerator))
		return false;
	has_denominator = ratio_read(verdict_cell(v, VERDICT_DENOMINATOR),
		&denominator);
	return any_small(numerator, has_denominator ? &denominator : NULL,
		below);
}

/* --- what could be worked out --- */

#define ROUNDS 50 /* of narrowing: levels of units are few */

/* What of a verdict is hidden, as enum hiding; to be set here while it is
 * decided. */
static unsigned char *
hidden_at(const struct material *m, int unit, int goal)
{
	return &m->hidden[material_place(m, unit, goal)];
}

/* How much is behind a figure; false where there is none. */
static bool
size_of(const struct material *m, int unit, int goal, struct ratio *size)
{
	const struct verdict *v = material_verdict(m, unit, goal);

	return v && verdict_cell(v, VERDICT_VALUE).len
		&& (ratio_read(verdict_cell(v, VERDICT_N), size)
			|| ratio_read(verdict_cell(v, VERDICT_NUMERATOR),
				size));
}

/* The units below a parent that have a figure of a goal. */
struct family {
	size_t units, hidden;
	int smallest; /* of those shown, of 2 at least; or UNIT_NONE */
};

/* Counts them, and finds the smallest that could be hidden, too. */
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
		*hidden_at(m, f.smallest, goal) = HIDING_FIGURE;
		return true;
	}
	if (*hidden_at(m, parent, goal) || !size_of(m, parent, goal, &own))
		return false;
	*hidden_at(m, parent, goal) = HIDING_FIGURE;
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

/* What a reader knows of a verdict beside its figures: what is behind it, each a
 * sum over the units below. */
enum quantity { EVENTS, NUMERATOR, DENOMINATOR, REST, QUANTITIES };

/* One of them; false where the verdict has none. */
static bool
quantity_of(const struct verdict *v, enum quantity of, struct ratio *q)
{
	static const enum verdict_column columns[QUANTITIES] = { VERDICT_N,
		VERDICT_NUMERATOR, VERDICT_DENOMINATOR, VERDICT_DENOMINATOR };
	struct ratio numerator;

	if (!ratio_read(verdict_cell(v, columns[of]), q))
		return false;
	if (of == REST
		&& ratio_read(verdict_cell(v, VERDICT_NUMERATOR), &numerator))
		*q = ratio_sub(*q, numerator);
	return true;
}

/* What a reader can say of a figure: between two bounds, for one that is shown
 * its own. */
struct bounds {
	bool is; /* it has a figure */
	bool hidden;
	struct ratio low, high;
	bool open; /* nothing is known above low */
	bool told; /* known without the status at hand */
};

/* Nothing below low is possible any more; whether that is news. */
static bool
raise_low(struct bounds *b, struct ratio low)
{
	if (ratio_compare(low, b->low) <= 0)
		return false;
	b->low = low;
	return true;
}

/* Nothing above high is possible any more; whether that is news. */
static bool
lower_high(struct bounds *b, struct ratio high)
{
	if (!b->open && ratio_compare(high, b->high) >= 0)
		return false;
	b->high = high;
	b->open = false;
	return true;
}

/* Narrows the bounds of a parent and its units by their sum; whether any became
 * narrower. What is known of a unit is the parent's less all others; what is
 * known of the parent is their sum. Each bound is used only where none of those
 * that it needs is open. */
static bool
narrow(const struct material *m, struct bounds *b, int parent)
{
	struct ratio low = ratio_int(0), high = ratio_int(0);
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
	changed = raise_low(&b[parent], low);
	if (!open)
		changed = lower_high(&b[parent], high) || changed;
	for (int unit = 0; unit < m->units->count; unit++) {
		struct bounds *one = &b[unit];

		if (m->units->list[unit].parent != parent || !one->is
			|| !one->hidden)
			continue;
		if (!b[parent].open)
			changed = lower_high(one,
					  ratio_sub(b[parent].high,
						  ratio_sub(low, one->low)))
				|| changed;
		if (open == (size_t)one->open)
			changed = raise_low(one,
					  ratio_sub(b[parent].low,
						  one->open ? high
							    : ratio_sub(high,
								    one->high)))
				|| changed;
	}
	return changed;
}

/* Whether a goal counts one by one, so that its value is the number of events.
 * Of others a status leaves too much open to tell anything. */
static bool
counts_events(const struct material *m, int goal)
{
	struct ratio value, n;
	bool any = false;

	for (int unit = 0; unit < m->units->count; unit++) {
		const struct verdict *v = material_verdict(m, unit, goal);

		if (!v || !ratio_read(verdict_cell(v, VERDICT_VALUE), &value)
			|| !ratio_read(verdict_cell(v, VERDICT_N), &n))
			continue;
		if (verdict_cell(v, VERDICT_DENOMINATOR).len
			|| ratio_compare(value, n))
			return false;
		any = true;
	}
	return any;
}

#define TRIED 100 /* counts from 1 on; above them a status tells too little */

/* Narrows the bounds of a hidden count to those counts that have the status which
 * is shown, by the edges that are shown beside it. Of a range both edges are known
 * on a level path alone. */
static void
leave_by_status(const struct material *m, const struct verdict *v, int goal,
	struct bounds *b)
{
	const struct goal *g = &m->goals->list[goal];
	struct target due = { 0 };
	struct terms terms = { .due = &due };
	struct expectation e = { .state = EXPECTED_GIVEN };
	struct ratio band, count, own;
	bool any = false;

	if (!verdict_given(v->status)
		|| !ratio_read(verdict_cell(v, VERDICT_EXPECTED), &e.low)
		|| !ratio_read(verdict_cell(v, VERDICT_TARGET), &due.target)
		|| !ratio_read(verdict_cell(v, VERDICT_BAND), &band)
		|| (g->scale == SCALE_OF_CHANGE
			&& !ratio_read(verdict_cell(v, VERDICT_BASELINE),
				&terms.baseline))
		|| (g->direction == WITHIN
			&& (g->path != PATH_LEVEL
				|| !ratio_read(verdict_cell(v, VERDICT_UPPER),
					&due.upper))))
		return;
	e.high = e.low;
	if (g->direction == WITHIN) {
		e.low = due.target;
		e.high = due.upper;
	}
	if (!ratio_read(verdict_cell(v, VERDICT_VALUE), &own))
		own = ratio_int(0);
	for (long i = 1; i <= TRIED; i++) {
		count = ratio_int(i);
		/* The true count stays in: the edge that is shown is rounded,
		 * and may lie on the count's other side. */
		if (expected_compare(g, band, &terms, &e, count).status
				!= v->status
			&& ratio_compare(count, own))
			continue;
		if (!any)
			raise_low(b, count);
		any = true;
		b->high = count;
		b->open = i == TRIED;
	}
	b->open = b->open || !any;
}

/* Whether the status of a small count leaves no other one that is small. */
static bool
status_tells(const struct material *m, const struct verdict *v, int goal)
{
	struct bounds b = { .low = ratio_int(1), .open = true };

	if (!counts_events(m, goal))
		return false;
	leave_by_status(m, v, goal, &b);
	lower_high(&b, ratio_int((long)m->suppress - 1));
	return ratio_compare(b.low, b.high) >= 0;
}

/* The bounds at one status, before anything is narrowed. Of a hidden figure a
 * reader knows that there are events: a zero is shown; and where they are
 * counted, what the status leaves. False where nothing of the quantity is shown,
 * so that nothing follows from it. `of` is verdicts by unit, then goal. */
static bool
begin_bounds(const struct material *m, struct bounds *b,
	const struct verdict *const *of, bool published, int goal,
	enum quantity q)
{
	bool any = false, counts = counts_events(m, goal);

	for (int unit = 0; unit < m->units->count; unit++) {
		const struct verdict *v = of[material_place(m, unit, goal)];

		b[unit] = (struct bounds){ 0 };
		if (!v
			|| (!verdict_given(v->status)
				&& v->status != VERDICT_HIDDEN))
			continue;
		b[unit].hidden = published ? !verdict_cell(v, VERDICT_VALUE).len
					   : *hidden_at(m, unit, goal);
		b[unit].is = quantity_of(v, q, &b[unit].low)
			|| (published && b[unit].hidden);
		any = any || (b[unit].is && !b[unit].hidden);
		/* More than all: no share of anything, and nothing is left. */
		if (q == REST && b[unit].is && !b[unit].hidden
			&& ratio_sign(b[unit].low) < 0)
			return false;
		b[unit].high = b[unit].low;
		b[unit].open = b[unit].hidden;
		if (b[unit].hidden)
			b[unit].low = ratio_int(
				q == EVENTS || q == DENOMINATOR ? 1 : 0);
		if (b[unit].hidden && counts
			&& (published
				|| *hidden_at(m, unit, goal) == HIDING_FIGURE))
			leave_by_status(m, v, goal, &b[unit]);
	}
	return any;
}

/* Narrows the bounds at so many statuses until nothing changes. b has the units
 * of the first status, then of the next, by day. */
static void
settle_bounds(const struct material *m, struct bounds *b, size_t times)
{
	size_t units = (size_t)m->units->count;
	bool more = true;

	for (int round = 0; more && round < ROUNDS; round++) {
		more = false;
		for (size_t t = 0; t < times; t++) {
			for (int unit = 0; unit < m->units->count; unit++)
				more = (m->parent[unit]
					       && narrow(m, b + t * units,
						       unit))
					|| more;
			/* What builds up over the year is never less at a later
			 * status of it. */
			for (size_t i = t * units; t && i < (t + 1) * units;
				i++) {
				struct bounds *then = &b[i - units],
					      *now = &b[i];

				if (!then->is || !now->is)
					continue;
				if (now->hidden)
					more = raise_low(now, then->low)
						|| more;
				if (then->hidden && !now->open)
					more = lower_high(then, now->high)
						|| more;
			}
		}
	}
}

/* Whether what is hidden can only be one figure. */
static bool
is_told(const struct bounds *b)
{
	return b->is && b->hidden && !b->open
		&& !ratio_compare(b->low, b->high);
}

/* A hidden unit of which one quantity can only be one, at this status or at one
 * that was published before, or UNIT_NONE. What those tell without this one is
 * beyond help. */
static int
narrowed(const struct material *m, int goal)
{
	size_t units = (size_t)m->units->count, times = 1;
	struct bounds *b;
	int found = UNIT_NONE;

	if (m->goals->list[goal].window == WINDOW_YEAR)
		times += m->npublished;
	b = mem_new(units * times + 1, sizeof(*b));
	for (enum quantity q = 0; q < QUANTITIES && found == UNIT_NONE; q++) {
		bool any = begin_bounds(m, b + (times - 1) * units, m->verdicts,
			false, goal, q);

		for (size_t t = 0; t + 1 < times; t++)
			any = begin_bounds(m, b + t * units,
				      m->published[t].verdicts, true, goal, q)
				|| any;
		if (!any)
			continue;
		settle_bounds(m, b, times - 1);
		for (size_t i = 0; i < units * (times - 1); i++)
			b[i].told = is_told(&b[i]);
		settle_bounds(m, b, times);
		for (size_t i = 0; i < units * times && found == UNIT_NONE; i++)
			if (is_told(&b[i]) && !b[i].told)
				found = (int)(i % units);
	}
	mem_free(b);
	return found;
}

/* Whether what came since a status that was published before is small itself:
 * June less May. Only where the window is the year does a figure build up. */
static bool
is_small_since(const struct material *m, int unit, int goal)
{
	const struct verdict *now = material_verdict(m, unit, goal), *then;
	struct ratio q[QUANTITIES], before;

	if (m->goals->list[goal].window != WINDOW_YEAR || !now)
		return false;
	for (size_t t = 0; t < m->npublished; t++) {
		then = m->published[t].verdicts[material_place(m, unit, goal)];
		for (enum quantity of = 0; then && of < QUANTITIES; of++)
			if (quantity_of(now, of, &q[of])
				&& quantity_of(then, of, &before)
				&& is_small(ratio_sub(q[of], before),
					m->suppress))
				return true;
	}
	return false;
}

/* Hides one more figure of a goal where one is needed, or the status of one that
 * is hidden; false where none is, or where nothing is left to hide. */
static bool
hide_more(const struct material *m, int goal)
{
	int unit;

	for (int parent = 0; parent < m->units->count; parent++)
		if (m->parent[parent] && gives_away(m, parent, goal)
			&& hide_one(m, parent, goal))
			return true;
	unit = narrowed(m, goal);
	if (unit != UNIT_NONE && *hidden_at(m, unit, goal) == HIDING_FIGURE
		&& counts_events(m, goal)) {
		*hidden_at(m, unit, goal) = HIDING_STATUS;
		return true;
	}
	return unit != UNIT_NONE
		&& (hide_one(m, m->units->list[unit].parent, goal)
			|| hide_one(m, unit, goal));
}

/* These follow from how large a figure is, so that they tell something of one
 * that is hidden. */
#define FLAGS_OF_FIGURE \
	(FLAG_SMALL_N | FLAG_SENSITIVE | FLAG_UNSURE | FLAG_WITHIN_CHANCE \
		| FLAG_NO_ROWS)

/* Two cells stay when a figure is hidden, and tell less of it: flags that follow
 * from it go, and what is expected is cut to the goal's decimals. bif-judge prints
 * more of them where the figure is so close that they would look equal. */
static void
blunt(struct arena *arena, const struct goal *g, struct verdict *v,
	struct span *cells)
{
	BUF_LOCAL b = { 0 };
	struct ratio expected;

	v->flags &= (uint16_t)~FLAGS_OF_FIGURE;
	verdict_print_flags(&b, v->flags);
	cells[VERDICT_FLAGS] = arena_keep(arena, buf_span(&b));
	if (!ratio_read(cells[VERDICT_EXPECTED], &expected))
		return;
	buf_clear(&b);
	ratio_print(&b, expected, g->decimals);
	if (b.len < cells[VERDICT_EXPECTED].len)
		cells[VERDICT_EXPECTED] = arena_keep(arena, buf_span(&b));
}

/* A verdict's copy without what tells its figure, as a second status may. Target
 * and what is expected stay: they are no counts of persons. The original is left
 * as it is: others may point to it. */
static const struct verdict *
without_figures(const struct material *m, const struct verdict *v, int goal,
	enum hiding hiding)
{
	static const enum verdict_column hidden[] = { VERDICT_VALUE,
		VERDICT_SHORTFALL, VERDICT_NUMERATOR, VERDICT_DENOMINATOR,
		VERDICT_N, VERDICT_PROJECTED, VERDICT_REQUIRED, VERDICT_PENDING,
		VERDICT_REJECTED, VERDICT_BOUNDS, VERDICT_LOW, VERDICT_HIGH,
		VERDICT_CHANCE, VERDICT_READINGS, VERDICT_PROJECTED_LOW,
		VERDICT_PROJECTED_HIGH, VERDICT_CHANCE_MET, VERDICT_TREND,
		VERDICT_OUTLOOK, VERDICT_SIGNAL, VERDICT_WHY,
		VERDICT_ORIGINAL_STATUS };
	struct verdict *copy = arena_take(m->book->arena, sizeof(*copy));
	struct span cells[VERDICT_COLUMNS];
	BUF_LOCAL row = { 0 };

	*copy = *v;
	verdict_cells(v, cells);
	for (size_t i = 0; i < COUNT(hidden); i++)
		cells[hidden[i]] = SPAN("");
	copy->trend = TREND_NONE;
	copy->outlook = copy->original_status = VERDICT_NONE;
	blunt(m->book->arena, &m->goals->list[goal], copy, cells);
	if (hiding == HIDING_STATUS) {
		copy->status = VERDICT_HIDDEN;
		cells[VERDICT_STATUS] = span_of(
			verdict_statuses[VERDICT_HIDDEN]);
	}
	verdict_pack(&row, cells);
	copy->row = arena_text(m->book->arena, buf_span(&row));
	return copy;
}

/* A goal of which something is hidden is drawn with more care. */
bool
suppress_any(const struct material *m, int goal)
{
	for (int unit = 0; unit < m->units->count; unit++)
		if (*hidden_at(m, unit, goal))
			return true;
	return false;
}

/* What a verdict was published without: nothing of it is drawn from observations
 * either. */
static unsigned char
hidden_already(const struct verdict *v)
{
	if (v->status == VERDICT_HIDDEN)
		return HIDING_STATUS;
	return verdict_given(v->status) && !verdict_cell(v, VERDICT_VALUE).len
		? HIDING_FIGURE
		: HIDING_NOTHING;
}

/* Goal by goal, since no sum goes over goals; hiding one more may make another
 * follow, so it goes on until nothing does. With statuses published before,
 * what they told is looked at even where nothing is hidden now. */
void
suppress_verdicts(struct material *m)
{
	struct material_walk at = { 0 };

	if (!m->suppress) {
		while (material_next(m, &at))
			*hidden_at(m, at.unit, at.goal) = hidden_already(
				at.verdict);
		return;
	}
	for (int goal = 0; goal < (int)m->goals->count; goal++) {
		for (int unit = 0; unit < m->units->count; unit++) {
			const struct verdict *v = material_verdict(m, unit,
				goal);

			if (!v)
				continue;
			*hidden_at(m, unit, goal) = hidden_already(v);
			if (is_small_verdict(v, m->suppress)
				|| is_small_since(m, unit, goal))
				*hidden_at(m, unit, goal) = status_tells(m, v,
								    goal)
					? HIDING_STATUS
					: HIDING_FIGURE;
		}
		while ((m->npublished || suppress_any(m, goal))
			&& hide_more(m, goal))
			;
		for (int unit = 0; unit < m->units->count; unit++)
			if (*hidden_at(m, unit, goal))
				m->verdicts[material_place(m, unit, goal)] =
					without_figures(m,
						material_verdict(m, unit, goal),
						goal,
						*hidden_at(m, unit, goal));
	}
}

/* A month of a curve is shown beside the next one: what came between the two
 * must not be small either. */
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
