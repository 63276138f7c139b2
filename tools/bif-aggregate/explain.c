/* SPDX-License-Identifier: MIT
 *
 * Counts again what aggregate.c counts, one fact at a time and the slow way, so
 * that a person can follow each step; tests hold the sums against each other.
 */
#include "explain.h"

#include "base/mem.h"
#include "cohort.h"
#include "evidence.h"
#include "count.h"
#include "subjects.h"
#include "value/period.h"

/* What a row is there for; in the order in which the rows of one member are
 * written. */
enum role { ENTERED, PENDING, REACHED, NUMERATOR, DENOMINATOR };

static const char *const ROLES[] = { "entered", "pending", "reached",
	"numerator", "denominator" };

/* A row to be written: a fact, what it is there for, what it adds. */
struct row {
	int32_t month;
	enum role role;
	struct decimal adds;
	size_t fact;
	/* cohorts: the member it belongs to; else the same for all */
	size_t member;
};

/* The facts kept so far, and, once all are there, the rows they give. */
struct explain {
	const struct book *book;
	const struct plan *plan;
	const struct measure *measure;
	struct explain_request asked;
	struct ancestries *ancestries; /* the intake's */
	struct subjects *subjects;
	struct evidence kept;
	struct row *rows;
	size_t nrows, rows_cap;
};

/* Rejected rows are kept in the columns of their own stream. */
struct explain *
explain_new(const struct book *book, const struct plan *plan,
	const struct explain_request *asked)
{
	struct explain *e = mem_new(1, sizeof(*e));

	e->book = book;
	e->plan = plan;
	e->measure = asked->source.len ? NULL
				       : &plan->measures->list[asked->measure];
	e->asked = *asked;
	e->kept.fixed = asked->rejected ? stream_rejects : stream_facts;
	e->kept.nfixed = asked->rejected ? (size_t)REJECT_COLUMNS
					 : (size_t)FACT_COLUMNS;
	e->subjects = subjects_new();
	return e;
}

void
explain_file(struct explain *e, const struct intake *from)
{
	e->ancestries = from->ancestries;
	if (!e->asked.rejected)
		evidence_file(&e->kept, from->in);
}

/* Whether a fact counts at the unit asked for. */
static bool
of_unit(const struct explain *e, const struct fact *f)
{
	const int *units;
	size_t n = ancestry_units(e->ancestries, f->ancestry, &units), i;

	if (e->asked.unit == UNIT_NONE)
		return true;
	n = e->measure->parents == PARENTS_SUM ? n : 1;
	for (i = 0; i < n; i++)
		if (units[i] == e->asked.unit)
			return true;
	return false;
}

/* Spells are looked for at any unit. */
void
explain_fact(struct explain *e, const struct intake *from, const struct fact *f)
{
	if (e->measure->cohort || of_unit(e, f))
		evidence_add(&e->kept, from->in, f,
			f->course->subject
				? subjects_number(e->subjects, f->subject)
				: 0);
}

/* Coverage counts each fact at its own unit alone, never at a parent. */
bool
explain_covered(struct explain *e, const struct intake *from,
	const struct fact *f)
{
	if (!e->asked.source.len)
		return false;
	if (!e->asked.rejected
		&& span_equal(e->asked.source, intake_cell(from, FACT_SOURCE))
		&& (e->asked.unit == UNIT_NONE || e->asked.unit == f->unit))
		evidence_add(&e->kept, from->in, f, 0);
	return true;
}

void
explain_rejects(struct explain *e, const struct tsv *in)
{
	if (e->asked.rejected)
		evidence_file(&e->kept, in);
}

/* A unit is compared as coverage counted it: by code, or by the text that no
 * unit bears. */
bool
explain_reject(struct explain *e, const struct tsv *in, struct span source,
	struct span unit, int32_t month)
{
	const struct fact row = { .month = month };

	if (e->asked.rejected && span_equal(e->asked.source, source)
		&& (e->asked.unit == UNIT_NONE
			|| span_equal(unit, e->asked.unit_code)))
		evidence_add(&e->kept, in, &row, 0);
	return e->asked.source.len > 0;
}

/* Adds a row to be written, if it is of the month asked for. */
static void
add_row(struct explain *e, struct row row)
{
	if (e->asked.month != DAY_NONE && row.month != e->asked.month)
		return;
	e->rows = mem_grow(e->rows, &e->rows_cap, e->nrows + 1,
		sizeof(*e->rows));
	e->rows[e->nrows++] = row;
}

/* The rows of one side of a measure for one fact: one for each month it
 * enters. */
static void
add_part(struct explain *e, size_t fact, const struct plan_part *part,
	enum plan_side side)
{
	const struct fact *f = &e->kept.facts[fact].fact;
	struct months m = count_months(part, f->day, f->month, f->until,
		e->asked.as_of);
	struct row row = { .role = side == SIDE_NUMERATOR ? NUMERATOR
							  : DENOMINATOR,
		.fact = fact };

	for (row.month = m.from; row.month <= m.to; row.month++) {
		if (part->count == COUNT_DAYS)
			row.adds.millionths = (__int128)DECIMAL_ONE
				* count_days(part, row.month, f->day, f->until,
					e->asked.as_of);
		else if (part->count == COUNT_OPEN)
			row.adds.millionths = DECIMAL_ONE;
		else
			row.adds.millionths = plan_value(part, f->amount);
		add_row(e, row);
	}
}

/* A subject's fact, to find the first of its year at a unit. */
struct coming {
	uint32_t subject;
	int unit, year;
	size_t fact;
};

/* By subject, unit and year, then by day: of each the first one counts.
 * Facts of one day are told apart by their text, so that the order of files
 * makes no difference. */
static int
order_comings(const void *left, const void *right, void *kept)
{
	const struct coming *a = left, *b = right;
	const struct evidence *k = kept;
	int32_t day_a = k->facts[a->fact].fact.day;
	int32_t day_b = k->facts[b->fact].fact.day;

	if (a->subject != b->subject)
		return a->subject < b->subject ? -1 : 1;
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->year != b->year)
		return a->year < b->year ? -1 : 1;
	if (day_a != day_b)
		return day_a < day_b ? -1 : 1;
	return evidence_order(k, a->fact, b->fact);
}

/* Every fact of a subject is shown; the first of the year adds one. */
static void
add_comings(struct explain *e, struct coming *all, size_t n,
	enum plan_side side)
{
	size_t i;

	if (n)
		qsort_r(all, n, sizeof(*all), order_comings, &e->kept);
	for (i = 0; i < n; i++) {
		const struct coming *c = &all[i];
		bool first = i == 0 || c->subject != c[-1].subject
			|| c->unit != c[-1].unit || c->year != c[-1].year;

		add_row(e,
			(struct row){
				.month = e->kept.facts[c->fact].fact.month,
				.role = side == SIDE_NUMERATOR ? NUMERATOR
							       : DENOMINATOR,
				.adds = { first ? DECIMAL_ONE : 0 },
				.fact = c->fact });
	}
}

/* The rows of one side of a measure that is no cohort. */
static void
explain_parts(struct explain *e, enum plan_side side)
{
	struct coming *comings = mem_new(e->kept.count + 1, sizeof(*comings));
	size_t n = 0, i, j;
	int32_t first, last;

	for (i = 0; i < e->kept.count; i++) {
		const struct kept_fact *k = &e->kept.facts[i];

		for (j = 0; j < k->nactions; j++) {
			const struct plan_action *action = &k->actions[j];

			if (action->act == PLAN_SUBJECT && action->side == side)
				comings[n++] = (struct coming){ k->subject,
					e->asked.unit == UNIT_NONE
						? k->fact.unit
						: e->asked.unit,
					book_year_of(e->book, k->fact.day,
						&first, &last),
					i };
			else if (action->act != PLAN_SUBJECT
				&& action->part[side].count != COUNT_SUBJECTS)
				add_part(e, i, &action->part[side], side);
		}
	}
	add_comings(e, comings, n, side);
	mem_free(comings);
}

/* Whether a fact does that in the plan. */
static bool
does(const struct kept_fact *k, enum plan_act act)
{
	size_t i;

	for (i = 0; i < k->nactions; i++)
		if (k->actions[i].act == act)
			return true;
	return false;
}

/* By subject, then by day and text. */
static int
order_spells(const void *left, const void *right, void *kept)
{
	size_t a = *(const size_t *)left, b = *(const size_t *)right;
	const struct evidence *k = kept;
	const struct kept_fact *f = &k->facts[a], *g = &k->facts[b];

	if (f->subject != g->subject)
		return f->subject < g->subject ? -1 : 1;
	if (f->fact.day != g->fact.day)
		return f->fact.day < g->fact.day ? -1 : 1;
	return evidence_order(k, a, b);
}

/* Where a subject's spells begin among n sorted ones. */
static size_t
first_of(const struct explain *e, const size_t *spells, size_t n,
	uint32_t subject)
{
	size_t low = 0, high = n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (e->kept.facts[spells[middle]].subject < subject)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The spells in a member's window; how many of its days they cover. */
static int64_t
add_reached(struct explain *e, struct row row, const size_t *spells, size_t n,
	int32_t end)
{
	const struct kept_fact *member = &e->kept.facts[row.member];
	int32_t before = member->fact.day
		- cohort_counts_entry(e->plan, e->asked.measure);
	int32_t covered_to = before;
	int64_t days = 0;
	size_t i = first_of(e, spells, n, member->subject);

	row.role = REACHED;
	for (; i < n; i++) {
		const struct fact *spell = &e->kept.facts[spells[i]].fact;
		int32_t to = spell->until == DAY_NONE || spell->until > end
			? end
			: spell->until;
		int32_t from = spell->day > covered_to ? spell->day
						       : covered_to + 1;

		if (e->kept.facts[spells[i]].subject != member->subject)
			break;
		if (spell->day > end || to <= before)
			continue;
		row.fact = spells[i];
		row.adds.millionths = from <= to
			? (__int128)DECIMAL_ONE * (to - from + 1)
			: 0;
		add_row(e, row);
		if (to > covered_to) {
			days += to - from + 1;
			covered_to = to;
		}
	}
	return days;
}

/* The rows of one member: that it entered or is pending, the spells in its
 * window, and whether they were enough. */
static void
explain_member(struct explain *e, size_t fact, const size_t *spells, size_t n)
{
	int32_t day = e->kept.facts[fact].fact.day;
	int32_t end = cohort_window_end(e->measure, day);
	struct row row = { .month = cohort_month(e->measure, day),
		.role = ENTERED,
		.adds = { DECIMAL_ONE },
		.fact = fact,
		.member = fact };

	if (end > e->asked.as_of) {
		row.role = PENDING;
		add_row(e, row);
		return;
	}
	add_row(e, row);
	if (add_reached(e, row, spells, n, end)
		< cohort_days_needed(e->measure, day))
		return;
	row.role = NUMERATOR;
	add_row(e, row);
}

/* As rows are written: by month, by member, by role, by day, by text. */
static int
order_rows(const void *left, const void *right, void *kept)
{
	const struct row *a = left, *b = right;
	const struct evidence *k = kept;
	int32_t day_a = k->facts[a->fact].fact.day;
	int32_t day_b = k->facts[b->fact].fact.day;
	int order;

	if (a->month != b->month)
		return a->month < b->month ? -1 : 1;
	order = evidence_order(k, a->member, b->member);
	if (order)
		return order;
	if (a->role != b->role)
		return a->role < b->role ? -1 : 1;
	if (day_a != day_b)
		return day_a < day_b ? -1 : 1;
	return evidence_order(k, a->fact, b->fact);
}

/* Writes a row: month, role, what it adds, and the fact as it stands. */
static void
write_row(const struct explain *e, const struct row *row, struct out *out)
{
	char month[MONTH_WIDTH], adds[DECIMAL_WIDTH];
	size_t width = row->month == DAY_NONE ? 0 : MONTH_WIDTH;

	if (width)
		period_write_month(month, row->month);
	out_cell(out, (struct span){ month, width });
	out_cell(out, span_of(ROLES[row->role]));
	out_cell(out, (struct span){ adds, decimal_write(adds, row->adds) });
	evidence_write(&e->kept, row->fact, out);
	out_row(out);
}

/* The kind of what is asked for decides which rows there are: of coverage each
 * fact is one, of a cohort each member has its own few, of all others each fact
 * has one for each month and side it enters. */
void
explain_write(struct explain *e, struct out *out)
{
	static const char *const names[] = { "month", "role", "adds" };
	size_t i;

	evidence_align(&e->kept);
	if (e->asked.source.len) {
		for (i = 0; i < e->kept.count; i++)
			add_row(e,
				(struct row){
					.month = e->kept.facts[i].fact.month,
					.role = NUMERATOR,
					.adds = { DECIMAL_ONE },
					.fact = i });
	} else if (e->measure->cohort) {
		size_t *spells = mem_new(e->kept.count + 1, sizeof(*spells));
		size_t n = 0;

		/* Shows each member of the cohort at the unit asked for,
		 * with the spells that are found in its window; those are
		 * looked for at any unit. */
		for (i = 0; i < e->kept.count; i++)
			if (does(&e->kept.facts[i], PLAN_REACH))
				spells[n++] = i;
		if (n)
			qsort_r(spells, n, sizeof(*spells), order_spells,
				&e->kept);
		for (i = 0; i < e->kept.count; i++)
			if (does(&e->kept.facts[i], PLAN_ENTER)
				&& of_unit(e, &e->kept.facts[i].fact))
				explain_member(e, i, spells, n);
		mem_free(spells);
	} else {
		explain_parts(e, SIDE_NUMERATOR);
		explain_parts(e, SIDE_DENOMINATOR);
	}
	if (e->nrows)
		qsort_r(e->rows, e->nrows, sizeof(*e->rows), order_rows,
			&e->kept);
	evidence_head(&e->kept, out, names, 3);
	for (i = 0; i < e->nrows; i++)
		write_row(e, &e->rows[i], out);
}

void
explain_free(struct explain *e)
{
	if (!e)
		return;
	subjects_free(e->subjects);
	evidence_free(&e->kept);
	mem_free(e->rows);
	mem_free(e);
}
