/* SPDX-License-Identifier: MIT
 *
 * What rejected rows could change: of each source that feeds the goal's
 * measure, those whose unit and month, as far as they could be read, let them
 * count here. Each might have counted once, in any way its source can, or not
 * at all; what could not be read might be any unit and any month. From that
 * follow the best and the worst status, exactly for counts and shares. Of
 * amounts and days nobody knows how much a row held: only their number is told.
 */
#include "base/mem.h"
#include "value/period.h"
#include "worth.h"

/* More rejected rows than this are not tried one by one, which would take longer
 * than all else: bounds are then left empty. */
#define ROWS_MOST 100000

/* Rejected rows of one source that are alike. */
struct rejected_row {
	int unit;      /* UNIT_NONE: any */
	int32_t month; /* DAY_NONE: any */
	uint64_t rows;
};

/* By the index of the source; of each the rows by unit, so that those of one
 * can be found by halving. */
struct worth_rejects {
	size_t sources;
	bool any; /* without a row nobody can tell that none was rejected */
	struct rejected_list {
		struct rejected_row *at;
		size_t count;
	} * by_source;
};

/* UNIT_NONE is below all units, and so comes first. */
static int
by_unit(const void *a, const void *b)
{
	const struct rejected_row *x = a, *y = b;

	return (x->unit > y->unit) - (x->unit < y->unit);
}

/* The rows of coverage that tell of a source's rejected rows stand under
 * `@SOURCE!rejected`. */
struct worth_rejects *
worth_rejects_new(const struct judge_context *b)
{
	const struct observation *rows;
	struct worth_rejects *r;
	BUF_LOCAL name = { 0 };
	size_t n, i, k;

	if (!deliveries_told(b->coverage.deliveries))
		return NULL;
	r = mem_new(1, sizeof(*r));
	r->sources = deliveries_count(b->coverage.deliveries);
	r->by_source = mem_new(r->sources + 1, sizeof(*r->by_source));
	for (i = 0; i < r->sources; i++) {
		struct rejected_list *list = &r->by_source[i];

		buf_clear(&name);
		buf_format(&name, "@%.*s!rejected",
			SPAN_ARG(deliveries_source(b->coverage.deliveries, i)
					 ->def->name));
		rows = observations_of(figures_all(b->figures), buf_span(&name),
			&n);
		list->at = mem_new(n + 1, sizeof(*list->at));
		list->count = n;
		r->any = r->any || n;
		for (k = 0; k < n; k++)
			list->at[k] = (struct rejected_row){
				/* A name that is no unit's might mean any. */
				.unit = rows[k].unit < b->units->count
					? rows[k].unit
					: UNIT_NONE,
				.month = rows[k].month,
				.rows = rows[k].n,
			};
		qsort(list->at, n, sizeof(*list->at), by_unit);
	}
	return r;
}

void
worth_rejects_free(struct worth_rejects *r)
{
	for (size_t i = 0; r && i < r->sources; i++)
		mem_free(r->by_source[i].at);
	if (r)
		mem_free(r->by_source);
	mem_free(r);
}

/* --- which rows could count --- */

/* Months in which a row could have been dated to count in the window, both
 * inclusive; none when from > to. */
struct months {
	int32_t from, to;
};

/* A row whose month could not be read might be of any. */
static bool
is_in(const struct rejected_row *row, struct months m)
{
	return row->month == DAY_NONE
		|| (row->month >= m.from && row->month <= m.to);
}

/* A spell counts in each month it runs through, whenever it began; members of
 * a cohort by maturity entered earlier; what they reach may have begun before
 * they entered and lie after the window. */
static struct months
months_of(const struct judge_case *c, int part)
{
	const struct measure *m = c->subject.measure;
	const struct component *count = part ? &m->denominator : &m->numerator;
	struct months w = { c->value.from, c->value.to };

	if (m->cohort && part)
		return (struct months){ INT32_MIN + 1,
			m->by_maturity
				? w.to
				: period_month_of(
					period_after(period_month_last(w.to),
						m->within)) };
	if (m->cohort && m->by_maturity) {
		while (period_month_of(period_after(period_month_last(w.from),
			       m->within))
			>= c->value.from)
			w.from--;
		w.from++;
		while (period_month_of(period_after(period_month_first(w.to),
			       m->within))
			> c->value.to)
			w.to--;
	}
	if (!m->cohort
		&& (count->count == COUNT_OPEN || count->count == COUNT_DAYS))
		w.from = INT32_MIN + 1;
	return w;
}

/* Whether the source can give what that part of the measure counts. */
static bool
feeds_part(const struct feeds *f, int part, int source)
{
	for (size_t i = 0; i < f->part[part].n; i++)
		if (f->part[part].sources[i] == source)
			return true;
	return false;
}

/* Rows by what they could have added to: the numerator alone, the denominator
 * alone, or either or both of them. */
struct could {
	uint64_t numerator, denominator, both;
};

/* What is asked of the rows of one source. */
struct question {
	const struct rejected_list *list;
	bool feeds[FEEDS_PARTS];
	struct months months[FEEDS_PARTS];
	bool anywhere; /* a cohort reaches by rows of any unit */
	struct could n;
};

/* Adds a row, which could be of the unit (here) or not, to what it could have
 * added to. */
static void
sort_out(struct question *q, const struct rejected_row *row, bool here)
{
	bool one = q->feeds[0] && here && is_in(row, q->months[0]);
	bool two = q->feeds[1] && (here || q->anywhere)
		&& is_in(row, q->months[1]);

	if (one && two)
		q->n.both += row->rows;
	else if (one)
		q->n.numerator += row->rows;
	else if (two)
		q->n.denominator += row->rows;
}

/* Asks all rows of one unit, or those that could be of any. */
static void
ask_unit(struct question *q, int unit)
{
	size_t low = 0, high = q->list->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (q->list->at[middle].unit < unit)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < q->list->count && q->list->at[low].unit == unit; low++)
		sort_out(q, &q->list->at[low], true);
}

/* The same of a unit and all below it, whose rows are counted there too. */
static void
ask_below(struct question *q, const struct figures *f, int unit)
{
	ask_unit(q, unit);
	for (int child = figures_first_child(f, unit); child != UNIT_NONE;
		child = figures_next_child(f, child))
		ask_below(q, f, child);
}

/* How many rejected rows of the goal's feeds could count at the unit, in the
 * months that are given for either part of the measure. */
static struct could
could_count(const struct judge_case *c, const struct worth_rejects *r,
	struct months first, struct months second)
{
	const struct judge_context *b = c->context;
	const struct feeds *f = &b->coverage.feeds[c->subject.measure_index];
	struct question q = { .months = { first, second },
		.anywhere = c->subject.measure->cohort };
	int unit;

	for (size_t i = 0; i < r->sources; i++) {
		q.list = &r->by_source[i];
		q.feeds[0] = feeds_part(f, 0, (int)i);
		q.feeds[1] = feeds_part(f, 1, (int)i);
		if (!q.list->count || (!q.feeds[0] && !q.feeds[1]))
			continue;
		if (!(q.anywhere && q.feeds[1])) {
			ask_unit(&q, UNIT_NONE);
			ask_below(&q, b->figures, c->unit);
			continue;
		}
		for (size_t k = 0; k < q.list->count; k++) {
			const struct rejected_row *row = &q.list->at[k];

			unit = row->unit;
			while (unit != UNIT_NONE && unit != c->unit)
				unit = b->units->list[unit].parent;
			sort_out(&q, row,
				row->unit == UNIT_NONE || unit == c->unit);
		}
	}
	return q.n;
}

/* --- what they could change --- */

/* What rows may add, by the rules of the measure. */
struct adding {
	uint64_t misses; /* to the denominator alone */
	uint64_t tries;  /* to the denominator, and perhaps to both */
	uint64_t hits;   /* to the numerator alone */
	uint64_t free;   /* to one, the other or both */
	bool part;       /* numerators are a part of denominators */
};

/* Holds the value that these sums would give against the path. */
static void
consider(const struct judge_case *c, struct worth *w, struct ratio value)
{
	enum verdict_status status = judge_by(c, &c->expectation, value);

	if (status < w->best)
		w->best = status;
	if (status > w->worst)
		w->worst = status;
}

/* The same of a share with so many hits and tries more. */
static void
consider_share(const struct judge_case *c, struct worth *w, int64_t hits,
	int64_t tries)
{
	struct ratio value =
		ratio_div(ratio_add(c->value.numerator, ratio_int(hits)),
			ratio_add(c->value.denominator, ratio_int(tries)));

	if (c->subject.measure->shown == SHOWN_PERCENT)
		value = ratio_mul(value, ratio_int(100));
	consider(c, w, value);
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Values on both sides of an edge, and at both ends, are all that matter: a
 * status gets worse with the distance from the edges. `from` and `step` are
 * the value without a row and what each adds. */
static bool
nearest(struct ratio edge, struct ratio from, struct ratio step, int64_t most,
	int64_t found[2])
{
	int64_t n;

	if (!ratio_floor(ratio_div(ratio_sub(edge, from), step), &n))
		return false;
	if (n < 0)
		n = 0;
	found[0] = least(n, most);
	found[1] = least(n + 1, most);
	return true;
}

/* At best all that may be hits are, and at worst all are tries alone. Of a
 * cohort those that enter are the denominator, and those that reach the
 * numerator, whatever the parts of the measure say. */
static bool
bounds_of_share(const struct judge_case *c, const struct could *n,
	struct worth *w)
{
	const struct measure *m = c->subject.measure;
	struct adding a = { .part = true };
	struct ratio scale = ratio_int(m->shown == SHOWN_PERCENT ? 100 : 1);
	struct ratio tries, edge;
	int64_t room, hits, y, found[2];

	if (m->cohort) {
		a.tries = n->numerator;
		a.hits = n->denominator;
		a.free = n->both;
	} else {
		a.misses = n->denominator;
		a.part = where_within(&m->numerator.where,
			&m->denominator.where);
		a.tries = a.part ? n->both + n->numerator : 0;
		a.hits = a.part ? 0 : n->numerator;
		a.free = a.part ? 0 : n->both;
	}
	if (!ratio_floor(ratio_sub(c->value.denominator, c->value.numerator),
		    &room)
		|| (room < 0 && a.part) || w->rejected > ROWS_MOST)
		return false;
	hits = (int64_t)(a.hits + a.free);
	if (a.part)
		hits = least(hits, room);
	consider_share(c, w, hits + (int64_t)a.tries, (int64_t)a.tries);
	consider_share(c, w, 0, (int64_t)(a.misses + a.tries + a.free));
	/* A range may be met in between: for each number of rows that could be
	 * tries, the hits that come nearest to an edge. */
	for (y = 0; c->goal->direction == WITHIN
		&& y <= (int64_t)(a.misses + a.tries + a.free);
		y++) {
		hits = (int64_t)(a.hits + a.free) + least(y, (int64_t)a.tries);
		if (a.part)
			hits = least(hits, room + y);
		tries = ratio_add(c->value.denominator, ratio_int(y));
		for (int side = 0; side < 2; side++) {
			edge = side ? c->expectation.high : c->expectation.low;
			edge = ratio_div(ratio_mul(edge, tries), scale);
			if (!nearest(edge, c->value.numerator, ratio_int(1),
				    hits, found))
				continue;
			consider_share(c, w, found[0], y);
			consider_share(c, w, found[1], y);
		}
	}
	return true;
}

/* Each row adds nothing or one (of a weight the least or the most). */
static bool
bounds_of_count(const struct judge_case *c, struct worth *w)
{
	const struct component *part = &c->subject.measure->numerator;
	struct decimal low = { 0 }, high = { DECIMAL_ONE };
	struct ratio step = ratio_int(1), rows, value = c->value.value;
	int64_t most = (int64_t)w->rejected, found[2];

	if (part->count == COUNT_WEIGHTED) {
		high.millionths = 0;
		for (size_t i = 0; i < part->nweights; i++) {
			struct decimal one = part->weights[i].weight;

			if (one.millionths < low.millionths)
				low = one;
			if (one.millionths > high.millionths)
				high = one;
		}
		/* What lies between would need all sums of weights. */
		if (c->goal->direction == WITHIN)
			return false;
	}
	if (c->value.has_denominator) {
		step = ratio_div(step, c->value.denominator);
		if (c->subject.measure->shown == SHOWN_PERCENT)
			step = ratio_mul(step, ratio_int(100));
	} else if (c->goal->window == WINDOW_MEAN_OF_MONTHS)
		step = ratio_div(step, ratio_int(c->value.months));
	rows = ratio_mul(step, ratio_int(most));
	consider(c, w, ratio_add(value, ratio_mul(rows, ratio_decimal(low))));
	consider(c, w, ratio_add(value, ratio_mul(rows, ratio_decimal(high))));
	if (c->goal->direction != WITHIN)
		return true;
	for (size_t i = 0; i < 2; i++)
		if (nearest(i ? c->expectation.high : c->expectation.low, value,
			    step, most, found)) {
			consider(c, w,
				ratio_add(value,
					ratio_mul(step, ratio_int(found[0]))));
			consider(c, w,
				ratio_add(value,
					ratio_mul(step, ratio_int(found[1]))));
		}
	return true;
}

/* --- the mean of the months' shares --- */

#define MONTHS_MOST 12
#define LOOSE_MOST 500 /* rows of unknown month that are tried one by one */

/* A month's share, and rows that were laid into it: hits of tries as counted,
 * and how many rows more are thought to be in the month. */
struct laid {
	int64_t hits, tries, rows;
};

/* The mean of the months with the rows without a month laid where they move it
 * most, up (each a hit) or down (each a miss). One row more in a month moves its
 * share by (tries - hits) / (tries x (tries + 1)) up, and by hits / ... down:
 * each one more in the same month moves it less, so one after the other is
 * best. */
static struct ratio
lay_loose(struct laid months[], int n, int64_t loose, bool up)
{
	struct ratio sum = ratio_int(0), most, move;
	const struct laid *m;
	int i, best = 0;

	for (; loose > 0; loose--) {
		most = ratio_int(-1);
		for (i = 0; i < n; i++) {
			m = &months[i];
			move = ratio_div(ratio_int(up ? m->tries - m->hits
						      : m->hits),
				ratio_mul(ratio_int(m->tries + m->rows),
					ratio_int(m->tries + m->rows + 1)));
			if (ratio_compare(move, most) <= 0)
				continue;
			most = move;
			best = i;
		}
		months[best].rows++;
	}
	for (i = 0; i < n; i++) {
		m = &months[i];
		sum = ratio_add(sum,
			ratio_div(ratio_int(m->hits + (up ? m->rows : 0)),
				ratio_int(m->tries + m->rows)));
	}
	return ratio_div(sum, ratio_int(n));
}

/* Rows of known month first, then the others; every hit is a try too. */
static bool
bounds_of_mean(const struct judge_case *c, const struct worth_rejects *r,
	struct worth *w)
{
	const struct measure *m = c->subject.measure;
	struct months none = { 1, 0 }, one;
	struct could n, loose = could_count(c, r, none, none);
	struct laid high[MONTHS_MOST], low[MONTHS_MOST];
	struct ratio k, t, scale;
	int64_t any = (int64_t)(loose.both + loose.numerator);
	int64_t all = any + (int64_t)loose.denominator;
	int i = 0;

	if (!where_within(&m->numerator.where, &m->denominator.where)
		|| c->goal->direction == WITHIN || all > LOOSE_MOST
		|| c->value.to - c->value.from >= MONTHS_MOST)
		return false;
	for (int32_t month = c->value.from; month <= c->value.to; month++) {
		one = (struct months){ month, month };
		n = could_count(c, r, one, one);
		if (!worth_month(&c->subject, month, &k, &t)
			|| !ratio_floor(k, &high[i].hits)
			|| !ratio_floor(t, &high[i].tries))
			return false;
		low[i] = high[i];
		high[i].rows = (int64_t)(n.both + n.numerator) - any;
		low[i].rows = (int64_t)(n.both + n.numerator + n.denominator)
			- all;
		i++;
	}
	scale = ratio_int(m->shown == SHOWN_PERCENT ? 100 : 1);
	consider(c, w, ratio_mul(scale, lay_loose(high, i, any, true)));
	consider(c, w, ratio_mul(scale, lay_loose(low, i, all, false)));
	return true;
}

/* Which arithmetic of bounds fits the measure; false where none is exact, or
 * where a row could make a month count that has no figure now. */
static bool
find_bounds(const struct judge_case *c, const struct worth_rejects *r,
	const struct could *n, struct worth *w)
{
	const struct measure *m = c->subject.measure;
	enum measure_count one = m->numerator.count;
	bool months = c->goal->window == WINDOW_MEAN_OF_MONTHS;
	bool summed = c->value.from == c->value.to
		|| m->numerator.across == ACROSS_SUM;
	struct ratio value;

	if (m->form != FORM_RATIO || m->parents == PARENTS_MEAN)
		return false;
	for (int32_t month = c->value.from; months && month <= c->value.to;
		month++)
		if (!figure_of_month(&c->subject, month, &value))
			return false;
	if (m->cohort)
		return !months && bounds_of_share(c, n, w);
	if (!summed
		&& (one != COUNT_OPEN || m->numerator.across != ACROSS_LAST))
		return false;
	if (!worth_counts_one(one) && one != COUNT_WEIGHTED
		&& one != COUNT_OPEN)
		return false;
	if (m->denominator.count == COUNT_NONE)
		return bounds_of_count(c, w);
	if (!n->denominator && !n->both && !months)
		return bounds_of_count(c, w);
	if (!worth_counts_one(one) || !worth_counts_one(m->denominator.count)
		|| m->denominator.across != ACROSS_SUM)
		return false;
	return months ? bounds_of_mean(c, r, w) : bounds_of_share(c, n, w);
}

/* Nothing is told where no source tells of its rejected rows: that none was
 * rejected is something else. */
void
worth_bounds(const struct judge_case *c, const struct worth_rejects *r,
	struct worth *w)
{
	struct could n;

	if (!r->any || !c->tested)
		return;
	n = could_count(c, r, months_of(c, 0), months_of(c, 1));
	w->has_rejected = true;
	w->rejected = n.numerator + n.denominator + n.both;
	w->best = w->worst = c->status;
	w->has_bounds = c->tested && (!w->rejected || find_bounds(c, r, &n, w));
	if (w->has_bounds && w->best != w->worst)
		w->flags |= FLAG_UNSURE;
}
