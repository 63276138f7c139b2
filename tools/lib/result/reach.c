/* SPDX-License-Identifier: MIT
 *
 * Puts the states of deliveries together: feeds to parts, parts to a measure,
 * units to their parents, months to a window. A hole that somebody has filled
 * by hand is none.
 */
#include "result/reach.h"

#include "value/period.h"

#define FEWEST 3        /* months of history that can be tested */
#define STOCK_MONTHS 12 /* in which most of what is open began */
#define LONGEST 36 /* months before a window in which its reach is looked for */

/* The sources that can give what a measure counts, by part. */
static const struct feeds *
feeds_of(const struct coverage *c, int measure)
{
	return &c->feeds[measure];
}

/* What the book says of a source's deliveries. */
static const struct delivers *
book_of(const struct coverage *c, int source)
{
	return &deliveries_source(c->deliveries, (size_t)source)->def->delivers;
}

bool
reach_is_tested(const struct coverage *c, int measure)
{
	const struct feeds *f = feeds_of(c, measure);

	return deliveries_told(c->deliveries) && f->part[0].n + f->part[1].n;
}

/* A source that failed is told as such, and its short history is no news
 * beside it. */
bool
reach_is_short(const struct coverage *c, int measure)
{
	const struct feeds *f = feeds_of(c, measure);
	int source, months;

	for (size_t part = 0; part < FEEDS_PARTS; part++)
		for (size_t i = 0; i < f->part[part].n; i++) {
			source = f->part[part].sources[i];
			months = deliveries_history(c->deliveries, source);
			if (months > 0 && months < FEWEST
				&& !deliveries_source(c->deliveries,
					(size_t)source)
					    ->failed)
				return true;
		}
	return false;
}

/* --- one month --- */

/* Whether a unit is that one, or below it in that month. */
static bool
is_within(const struct coverage *c, int unit, int above, int32_t month)
{
	int32_t day = period_month_last(month);

	for (int steps = 0; unit != UNIT_NONE && steps <= c->units->count;
		steps++) {
		if (unit == above)
			return true;
		unit = unit_valid(c->units, unit, day)
			? unit_parent(c->units, unit, day)
			: c->units->list[unit].parent;
	}
	return false;
}

/* Whether somebody reported the figure by hand, who then answers for it in
 * place of the delivery. */
static bool
is_by_hand(const struct coverage *c, int measure, int unit, int32_t month)
{
	const struct observation *row = figures_any_by_hand(c->figures)
		? figures_at(c->figures, measure, unit, month)
		: NULL;

	return row && (row->flags & OBSERVATION_MANUAL);
}

/* Whether a state keeps a month from counting. A feed that has not begun, or
 * has ended, is not asked, so it stops nothing. */
static bool
stops(enum delivery_state state)
{
	return delivery_is_hole(state) && state != DELIVERY_NOT_BEGUN
		&& state != DELIVERY_ENDED;
}

/* What to look at for a unit and those below it: all tables, or where no unit is
 * below its own alone. */
static const struct delivery_track *
tracks_of(const struct coverage *c, const struct delivery_source *s, int unit,
	size_t *n)
{
	const struct delivery_track *own;

	*n = s->nunits;
	if (c->units->list[unit].above)
		return s->units;
	own = deliveries_track(s, unit);
	*n = own != NULL;
	return own;
}

/* Whether a parent waits for a unit below that has a hole. It does where the
 * measure ever had a row of the unit, where the book lists it, and where it is a
 * successor whose rows came under the old name. It also does where the unit owes
 * the goal, since its first row may be among those that are missing; but not
 * when the whole source has a hole, which figures by hand may fill: then a unit
 * that never had a row of the measure need not be reported. */
static bool
is_known(const struct coverage *c, int measure, const struct delivery_track *t,
	const struct delivery *d, bool whole)
{
	return t->listed || figures_any_at(c->figures, measure, t->unit)
		|| (whole && c->owed[measure * c->units->count + t->unit])
		|| (d->fault == DELIVERY_OTHER_NAME
			&& unit_succeeds(c->units, t->unit));
}

/* The first unit, that one or below, that a feed did not deliver. When the
 * source as a whole has a hole, each unit has. */
static bool
units_have(const struct coverage *c, int measure, int source, int unit,
	struct hole *hole)
{
	const struct delivery_source *s = deliveries_source(c->deliveries,
		(size_t)source);
	size_t left;
	const struct delivery_track *t = tracks_of(c, s, unit, &left);
	struct delivery whole = hole->delivery, d;
	bool known = false;

	for (; left; left--, t++) {
		d = deliveries_at(c->deliveries, source, t->unit, hole->month);
		if (!is_within(c, t->unit, unit, hole->month)
			|| (t->unit != unit
				&& !is_known(c, measure, t, &d,
					!stops(whole.state))))
			continue;
		known = true;
		if (!stops(d.state)
			|| is_by_hand(c, measure, t->unit, hole->month))
			continue;
		if (!stops(whole.state)) {
			hole->unit = t->unit;
			hole->delivery = d;
		}
		return false;
	}
	return known || !stops(whole.state)
		|| is_by_hand(c, measure, unit, hole->month);
}

/* Whether one feed delivered: it is asked, and there is no hole. */
static bool
feed_has(const struct coverage *c, int measure, int source, int unit,
	bool whole, struct hole *hole, bool *asked)
{
	struct delivery d = deliveries_at(c->deliveries, source, UNIT_NONE,
		hole->month);

	hole->source = source;
	hole->unit = UNIT_NONE;
	hole->delivery = d;
	if (!book_of(c, source)->required) {
		*asked = true;
		return true;
	}
	if (d.state == DELIVERY_NOT_BEGUN || d.state == DELIVERY_ENDED)
		return true;
	*asked = true;
	if (whole)
		return !stops(d.state);
	return units_have(c, measure, source, unit, hole);
}

/* Whether one part of a measure was delivered in the hole's month: each feed
 * that is asked has it, and one is asked. Of a cohort's reaching part the feed
 * as a whole is asked, since a person of one unit may find work at another. */
static bool
part_has(const struct coverage *c, int measure, int part, int unit,
	struct hole *hole)
{
	const struct feeds_part *feeds = &feeds_of(c, measure)->part[part];
	bool whole = part == 1 && c->measures->list[measure].cohort;
	struct hole found = *hole;
	bool asked = false;

	for (size_t i = 0; i < feeds->n; i++) {
		if (!feed_has(c, measure, feeds->sources[i], unit, whole,
			    &found, &asked)) {
			*hole = found;
			return false;
		}
		/* of feeds that are not asked, the one to come */
		if (i == 0 || found.delivery.state == DELIVERY_NOT_BEGUN)
			*hole = found;
	}
	return asked || !feeds->n || is_by_hand(c, measure, unit, hole->month);
}

bool
reach_is_there(const struct coverage *c, int unit, int32_t month)
{
	return unit_valid(c->units, unit, period_month_first(month))
		|| unit_valid(c->units, unit, period_month_last(month));
}

/* Whose rows are the unit's in a month: its own, or, where it was not there yet,
 * those of each unit that it succeeds, also by way of others. Gives the next such
 * unit behind `after` (UNIT_NONE: the first); UNIT_NONE ends the list. */
static int
stood_for(const struct coverage *c, int unit, int32_t month, int after)
{
	const struct unit *list = c->units->list;
	int before = after + 1, next, steps;

	if (!figures_carried(c->figures, unit)
		|| reach_is_there(c, unit, month))
		return after == UNIT_NONE ? unit : UNIT_NONE;
	for (; before < c->units->count; before++) {
		next = list[before].successor;
		for (steps = 0; next != UNIT_NONE && next != unit
			&& steps < c->units->count;
			steps++)
			next = list[next].successor;
		if (next == unit && reach_is_there(c, before, month))
			return before;
	}
	return UNIT_NONE;
}

/* Of a month in which the unit was not there yet, those it succeeds are asked,
 * whose earlier years it has. */
bool
reach_has(const struct coverage *c, int measure, int unit, int32_t month,
	struct hole *hole)
{
	struct hole found = { .month = month, .unit = UNIT_NONE };
	int one = UNIT_NONE;

	while ((one = stood_for(c, unit, month, one)) != UNIT_NONE)
		for (int part = 0; part < FEEDS_PARTS; part++) {
			if (!reach_is_there(c, one, month)
				|| part_has(c, measure, part, one, &found))
				continue;
			if (hole)
				*hole = found;
			return false;
		}
	return true;
}

uint64_t
reach_rows(const struct coverage *c, int measure, int unit, int32_t from,
	int32_t to)
{
	const struct feeds_part *p = &feeds_of(c, measure)->part[0];
	uint64_t rows = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct delivery_source *s =
			deliveries_source(c->deliveries, (size_t)p->sources[i]);
		size_t left;
		const struct delivery_track *t = tracks_of(c, s, unit, &left);

		for (; left; left--, t++)
			for (int32_t month = from; month <= to; month++)
				if (is_within(c, t->unit, unit, month))
					rows += deliveries_at(c->deliveries,
						p->sources[i], t->unit, month)
							.rows;
	}
	return rows;
}

/* A feed that is not required is not missed, one that had ended before the window
 * tells nothing of it, and who reached something need not have done so here. */
bool
reach_knows(const struct coverage *c, int measure, int unit, int32_t from)
{
	int parts = c->measures->list[measure].cohort ? 1 : FEEDS_PARTS;
	const struct delivery_track *track;
	bool found;

	if (figures_any_by_hand(c->figures)
		&& figures_any_at(c->figures, measure, unit))
		return true;
	for (int part = 0; part < parts; part++) {
		const struct feeds_part *p = &feeds_of(c, measure)->part[part];

		found = !p->n;
		for (size_t i = 0; i < p->n && !found; i++) {
			const struct delivery_source *s =
				deliveries_source(c->deliveries,
					(size_t)p->sources[i]);

			found = !s->def->delivers.required;
			track = deliveries_track(s, unit);
			found = found
				|| (track && track->began != INT32_MAX
					&& s->def->delivers.to >= from);
		}
		if (!found)
			return false;
	}
	return true;
}

/* --- a window --- */

/* Not of counts: without those months they would be too small. */
bool
reach_begins_late(const struct measure *m)
{
	return m->cohort || m->denominator.count != COUNT_NONE
		|| m->numerator.across == ACROSS_MEAN;
}

/* Whether a hole is before the book's `from` of its feed. */
static bool
begins_later(const struct coverage *c, int measure, const struct hole *hole)
{
	return hole->delivery.state == DELIVERY_NOT_BEGUN
		&& book_of(c, hole->source)->from != INT32_MIN
		&& reach_begins_late(&c->measures->list[measure]);
}

/* Whether each feed is short by no more than its own lag: its months after
 * `month` up to `to` that are not there. A lag in months is counted in months,
 * one in days from the months' ends. What has ended, or not begun, is not late. */
static bool
lags_hold(const struct coverage *c, int measure, int unit, int32_t month,
	int32_t to)
{
	const struct feeds *f = feeds_of(c, measure);
	struct period_length lag;
	struct hole hole = { 0 };
	int32_t last;
	bool asked, whole;

	for (size_t part = 0; part < FEEDS_PARTS; part++) {
		size_t n = f->part[part].n;

		whole = part == 1 && c->measures->list[measure].cohort;
		for (size_t i = 0; i < n; i++) {
			int source = f->part[part].sources[i];

			for (last = to; last > month; last--) {
				hole.month = last;
				if (feed_has(c, measure, source, unit, whole,
					    &hole, &asked))
					break;
			}
			lag = book_of(c, source)->lag;
			if (lag.months ? last + lag.count < to
				       : period_month_last(last) + lag.count
						< period_month_last(to))
				return false;
		}
		hole.month = month + 1;
		asked = n == 0;
		for (size_t i = 0; i < n && !asked; i++)
			feed_has(c, measure, f->part[part].sources[i], unit,
				whole, &hole, &asked);
		if (!asked)
			return false;
	}
	return true;
}

/* Whether a part counts what is open on a day. Not with `longer_than`: what has
 * been open so long began before the months that are most often missing. */
static bool
is_stock(const struct component *part)
{
	return part->count == COUNT_OPEN && part->longer_than < 0;
}

bool
reach_looks_back(const struct measure *m)
{
	return m->cohort || is_stock(&m->numerator)
		|| is_stock(&m->denominator);
}

/* Members who mature in a window entered W before it: what is missing there is
 * missing here. */
int32_t
reach_first_needed(const struct measure *m, int32_t from, int32_t to)
{
	if (!m->cohort && reach_looks_back(m))
		return from <= to - STOCK_MONTHS ? from : to - STOCK_MONTHS + 1;
	if (!m->cohort || !m->by_maturity)
		return from;
	if (m->within.months)
		return from - m->within.count;
	return period_month_of(period_month_first(from) - m->within.count);
}

/* Whether a month before the window brought what is needed of it: who entered a
 * cohort, or what began and may be open. For what began before its source was
 * there nobody waits. */
static bool
has_before(const struct coverage *c, int measure, int unit, struct hole *hole)
{
	const struct measure *m = &c->measures->list[measure];

	if (!reach_is_there(c, unit, hole->month))
		return true;
	if (m->cohort)
		return part_has(c, measure, 0, unit, hole);
	for (int part = 0; part < FEEDS_PARTS; part++)
		if (is_stock(part ? &m->denominator : &m->numerator)
			&& !part_has(c, measure, part, unit, hole))
			return hole->delivery.state == DELIVERY_NOT_BEGUN;
	return true;
}

/* The months before the window are asked for as well, where a cohort or a stock
 * needs them: those who are judged now entered then. A stock that somebody
 * reported by hand rests on no month before. At a parent the figure by hand may
 * be that of one unit below, and the others' months are asked for. */
static struct reach
find_reach(const struct coverage *c, int measure, int unit, int32_t from,
	int32_t to)
{
	const struct measure *m = &c->measures->list[measure];
	struct reach r = { .month = to, .since = INT32_MIN };
	int32_t month = !m->cohort && !c->units->list[unit].above
			&& is_by_hand(c, measure, unit, to)
		? from
		: reach_first_needed(m, from, to);
	int32_t last = INT32_MIN; /* the last that is delivered */
	int there;
	int32_t earliest;
	bool has;

	/* Before its first month is over a year asks for nothing. */
	if (to < from)
		return r;
	for (; month <= to; month++) {
		struct hole hole = { .month = month, .unit = UNIT_NONE };

		has = month < from ? has_before(c, measure, unit, &hole)
				   : reach_has(c, measure, unit, month, &hole);
		if (has) {
			last = month;
		} else if (begins_later(c, measure, &hole)) {
			last = month;
			r.since = book_of(c, hole.source)->from;
		} else if (r.state == REACH_FULL) {
			r.state = REACH_LAGGED;
			r.month = month - 1;
			r.hole = hole;
		}
	}
	if (r.state == REACH_FULL)
		return r;
	if (last > r.month || (m->cohort && r.month < from - 1)
		|| !lags_hold(c, measure, unit, r.month, to))
		r.state = REACH_NOT_DELIVERED;
	/* The window has nothing: how far did its feeds get before it? */
	earliest = r.month - LONGEST;
	if (r.month < from) {
		while (r.month > earliest
			&& !reach_has(c, measure, unit, r.month, NULL))
			r.month--;
		if (r.month == earliest)
			r.month = INT32_MIN;
	}
	/* Months in which the unit was not there have no hole, but nothing
	 * that was delivered either. */
	there = r.month == INT32_MIN ? UNIT_NONE
				     : stood_for(c, unit, r.month, UNIT_NONE);
	if (r.month != INT32_MIN
		&& (there == UNIT_NONE || !reach_is_there(c, there, r.month))) {
		r.month = INT32_MIN;
		r.state = REACH_NOT_DELIVERED;
	}
	return r;
}

/* Measures with the same feeds reach equally far, so that what was found for one
 * is kept for the next. It is not where a measure's own rows matter: with figures
 * by hand, at a parent, and at a unit that has earlier years of another. */
struct reach
reach_of(const struct coverage *c, int measure, int unit, int32_t from,
	int32_t to)
{
	struct reach_found *found = feeds_of(c, measure)->found;

	if (found)
		found += (to - from) & (REACH_WINDOWS - 1);
	if (!found || c->units->list[unit].above
		|| figures_carried(c->figures, unit)
		|| figures_any_by_hand(c->figures))
		return find_reach(c, measure, unit, from, to);
	if (found->unit != unit || found->from != from || found->to != to)
		*found = (struct reach_found){ unit, from, to,
			find_reach(c, measure, unit, from, to) };
	return found->reach;
}

/* Those who succeed may do so at any unit, so that one unit's silence may make
 * each unit's share too small; it is told, for nobody can say how much. */
bool
reach_silent_elsewhere(const struct coverage *c, int measure, int32_t from,
	int32_t to, struct hole *hole)
{
	const struct feeds_part *p = &feeds_of(c, measure)->part[1];

	if (!c->measures->list[measure].cohort)
		return false;
	for (size_t i = 0; i < p->n; i++) {
		const struct delivery_source *s =
			deliveries_source(c->deliveries, (size_t)p->sources[i]);
		for (size_t k = 0; k < s->nunits; k++) {
			for (int32_t month = from; month <= to; month++) {
				*hole = (struct hole){ .source = p->sources[i],
					.unit = s->units[k].unit,
					.month = month };
				hole->delivery = deliveries_at(c->deliveries,
					hole->source, hole->unit, month);
				if (hole->delivery.state == DELIVERY_SILENT)
					return true;
			}
		}
	}
	return false;
}
