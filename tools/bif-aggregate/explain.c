/* SPDX-License-Identifier: MIT
 *
 * Counts again what aggregate.c counts, one fact at a time and the slow way, so
 * that a person can follow each step; tests hold the sums against each other.
 */
#include "explain.h"

#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/span.h"
#include "cohort.h"
#include "count.h"
#include "subjects.h"
#include "value/period.h"

/* Facts kept whole, from files whose columns may differ, and what is
 * said of each. For explain alone. */

/* A fact that counted, with its line as it came. */
struct kept_fact {
	struct fact fact; /* course and subject are not kept */
	uint32_t subject; /* its number, where it counts */
	size_t nactions;
	const struct plan_action *actions;
	size_t file;
	struct span line; /* as read; later, in common columns */
};

/* Which columns each file has; they come together in evidence_align(). */
struct kept_file {
	size_t columns;
	struct span *names;
};

/* All of them, and the columns their files have in common. */
struct evidence {
	struct arena *arena;
	const char *const *fixed; /* columns that always come first */
	size_t nfixed;
	struct kept_fact *facts;
	size_t count, cap;
	struct kept_file *files;
	size_t nfiles, files_cap;

	/* After evidence_align(): the fixed ones, others by name, `at`. */
	size_t ncolumns;
	struct span *columns;
};

/* Keeps lines as they were read, and brings them into common columns at the end,
 * when it is known which columns there are. */

#define AT "at" /* the column of places, which is last in any stream of facts */

/* Notes the columns of a file just opened; facts added next are its. */
static void
evidence_file(struct evidence *k, const struct tsv *in)
{
	struct kept_file *file;

	if (!k->arena)
		k->arena = arena_new();
	MEM_GROW(k->files, k->files_cap, k->nfiles + 1);
	file = &k->files[k->nfiles++];
	file->columns = in->columns;
	file->names = arena_take(k->arena,
		file->columns * sizeof(*file->names));
	for (size_t i = 0; i < file->columns; i++)
		file->names[i] = arena_keep(k->arena, in->names[i]);
}

/* Keeps the row at hand, what is known of it as a fact (its course may be
 * NULL), and the number of its subject. The subject and the course are
 * borrowed and gone with the next fact, so they are not kept; the actions
 * are the plan's, and stay. */
static void
evidence_add(struct evidence *k, const struct tsv *in, const struct fact *f,
	uint32_t subject)
{
	const struct span *first = in->cells, *last = first + in->columns - 1;
	struct kept_fact *fact;

	MEM_GROW(k->facts, k->cap, k->count + 1);
	fact = &k->facts[k->count++];
	*fact = (struct kept_fact){ .fact = *f,
		.subject = subject,
		.nactions = f->course ? f->course->nactions : 0,
		.actions = f->course ? f->course->actions : NULL,
		.file = k->nfiles - 1,
		/* The cells of a row stand beside each other, split by TAB. */
		.line = arena_keep(k->arena,
			(struct span){ first->at,
				(size_t)(last->at + last->len - first->at) }) };
	fact->fact.course = NULL;
	fact->fact.subject = (struct span){ NULL, 0 };
}

/* The place of a name among n, or -1. */
static int
column_in(const struct span *names, size_t n, struct span name)
{
	for (size_t i = 0; i < n; i++)
		if (span_equal(names[i], name))
			return (int)i;
	return -1;
}

/* By bytes, so that the columns come in the same order whatever file was read
 * first. */
static int
order_names(const void *a, const void *b)
{
	return span_order(*(const struct span *)a, *(const struct span *)b);
}

/* Adds a common column, if there is none of that name yet. */
static void
add_column(struct evidence *k, struct span name)
{
	size_t cap = k->ncolumns;

	if (column_in(k->columns, k->ncolumns, name) >= 0)
		return;
	MEM_GROW(k->columns, cap, k->ncolumns + 1);
	k->columns[k->ncolumns++] = name;
}

/* The cell at that position of a line. */
static struct span
cell_at(struct span line, int at)
{
	const char *tab;

	for (; at >= 0; at--) {
		struct span cell = line;

		tab = memchr(line.at, '\t', line.len);
		if (tab) {
			cell.len = (size_t)(tab - line.at);
			line.at = tab + 1;
			line.len -= cell.len + 1;
		}
		if (at == 0)
			return cell;
	}
	return (struct span){ "", 0 };
}

/* Brings all lines into the same columns; once, after the last fact. A line
 * of a file that lacks a column has an empty cell there. */
static void
evidence_align(struct evidence *k)
{
	BUF_LOCAL line = { 0 };
	size_t file = 0, i, j;
	int *places = NULL;
	bool traced = false;

	/* The common columns: the fixed ones, the others of all files by
	 * name, and `at` last, as it stands last in facts. */
	for (i = 0; i < k->nfixed; i++)
		add_column(k, span_of(k->fixed[i]));
	for (i = 0; i < k->nfiles; i++)
		for (j = 0; j < k->files[i].columns; j++) {
			if (span_is(k->files[i].names[j], AT))
				traced = true;
			else
				add_column(k, k->files[i].names[j]);
		}
	qsort(k->columns + k->nfixed, k->ncolumns - k->nfixed,
		sizeof(*k->columns), order_names);
	if (traced)
		add_column(k, SPAN(AT));
	for (i = 0; i < k->count; i++) {
		struct kept_fact *f = &k->facts[i];

		if (!places || f->file != file) {
			const struct kept_file *from;
			int *at;

			file = f->file;
			mem_free(places);
			/* For each common column its place in the file, or
			 * -1. */
			from = &k->files[file];
			at = mem_new(k->ncolumns, sizeof(*at));
			for (size_t m = 0; m < k->ncolumns; m++)
				at[m] = column_in(from->names, from->columns,
					k->columns[m]);
			places = at;
		}
		buf_clear(&line);
		for (j = 0; j < k->ncolumns; j++) {
			if (j)
				buf_byte(&line, '\t');
			buf_add(&line, cell_at(f->line, places[j]));
		}
		f->line = arena_keep(k->arena, buf_span(&line));
	}
	mem_free(places);
}

/* Writes the header: first those names, then the common columns. */
static void
evidence_head(const struct evidence *k, struct out *out,
	const char *const names[], size_t n)
{
	const char **all = mem_new(n + k->ncolumns, sizeof(*all));

	for (size_t i = 0; i < n; i++)
		all[i] = names[i];
	for (size_t i = 0; i < k->ncolumns; i++)
		all[n + i] = k->columns[i].at;
	out_columns(out, all, n + k->ncolumns);
	mem_free(all);
}

/* Facts by their line, byte by byte, then by day of reading. Equal lines are
 * equal facts; which of them comes first can then be told by nobody, and is
 * left as it was. */
static int
evidence_order(const struct evidence *k, size_t a, size_t b)
{
	int order = span_order(k->facts[a].line, k->facts[b].line);

	return order ? order : ORDER(a, b);
}

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
	MEM_GROW(e->rows, e->rows_cap, e->nrows + 1);
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
	const struct fact *f = &k->facts[a->fact].fact,
			  *g = &k->facts[b->fact].fact;
	int order = ORDER(a->subject, b->subject);

	order = order ? order : ORDER(a->unit, b->unit);
	order = order ? order : ORDER(a->year, b->year);
	order = order ? order : ORDER(f->day, g->day);
	return order ? order : evidence_order(k, a->fact, b->fact);
}

/* Every fact of a subject is shown; the first of the year adds one. */
static void
add_comings(struct explain *e, struct coming *all, size_t n,
	enum plan_side side)
{
	if (n)
		qsort_r(all, n, sizeof(*all), order_comings, &e->kept);
	for (size_t i = 0; i < n; i++) {
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
	for (size_t i = 0; i < k->nactions; i++)
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
	int order = ORDER(f->subject, g->subject);

	order = order ? order : ORDER(f->fact.day, g->fact.day);
	return order ? order : evidence_order(k, a, b);
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
	const struct fact *f = &k->facts[a->fact].fact,
			  *g = &k->facts[b->fact].fact;
	int order = ORDER(a->month, b->month);

	order = order ? order : evidence_order(k, a->member, b->member);
	order = order ? order : ORDER(a->role, b->role);
	order = order ? order : ORDER(f->day, g->day);
	return order ? order : evidence_order(k, a->fact, b->fact);
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
	for (int i = 0; i < (int)e->kept.ncolumns; i++)
		out_escaped(out, cell_at(e->kept.facts[row->fact].line, i));
	out_row(out);
}

/* The kind of what is asked for decides which rows there are: of coverage each
 * fact is one, of a cohort each member has its own few, of all others each fact
 * has one for each month and side it enters. */
void
explain_write(struct explain *e, struct out *out)
{
	static const char *const names[] = { "month", "role", "adds" };

	evidence_align(&e->kept);
	if (e->asked.source.len) {
		for (size_t i = 0; i < e->kept.count; i++)
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
		for (size_t i = 0; i < e->kept.count; i++)
			if (does(&e->kept.facts[i], PLAN_REACH))
				spells[n++] = i;
		if (n)
			qsort_r(spells, n, sizeof(*spells), order_spells,
				&e->kept);
		for (size_t i = 0; i < e->kept.count; i++)
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
	for (size_t i = 0; i < e->nrows; i++)
		write_row(e, &e->rows[i], out);
}

void
explain_free(struct explain *e)
{
	if (!e)
		return;
	subjects_free(e->subjects);
	mem_free(e->kept.facts);
	mem_free(e->kept.files);
	mem_free(e->kept.columns);
	arena_free(e->kept.arena);
	mem_free(e->rows);
	mem_free(e);
}
