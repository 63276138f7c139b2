/* SPDX-License-Identifier: MIT
 *
 * Fills the tables of each source from the rows of coverage and has them
 * tested. A table has a cell for each month from the first that has rows (or
 * that the book says) to two months past the last that is tested, since a
 * later month tells whether an earlier one was complete.
 */
#include "result/deliveries.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "value/period.h"
#include "value/text.h"

#define FIRST_MONTH (1900 * 12)
#define LAST_MONTH (2200 * 12 + 11)
#define MONTHS_AFTER 2 /* what rule 1 looks at */
#define FEWEST 3       /* months of history that can be tested */

/* One row of coverage. */
struct brought {
	int unit;         /* or UNIT_NONE: see name */
	struct span name; /* of rejected rows: a name no unit ever had */
	bool other_name;  /* rejected: the unit's name on other days */
	int32_t month;
	uint64_t rows;
	int32_t last;
};

struct brought_list {
	struct brought *at;
	size_t count, cap;
};

struct deliveries {
	struct book *book;
	const struct units *units;
	size_t count;
	struct delivery_source *sources;
	struct brought_list *brought; /* by source, until tested */
	int32_t (*no_file)[2];        /* source, month: given by the pipeline */
	size_t nno_file, cap_no_file;
	bool told;
	int32_t last; /* the last complete month */
};

/* --- the sources --- */

static bool
mark_listed(const struct deliveries *d, const struct delivers *delivers)
{
	bool ok = true;
	size_t i;

	for (i = 0; i < delivers->nunits; i++)
		if (unit_by_code(d->units, delivers->units[i]) == UNIT_NONE)
			ok = def_wrong(def_get(delivers->def, "units"),
				"\"units\": \"%.*s\" is no unit of units.csv",
				SPAN_ARG(delivers->units[i]));
	return ok;
}

struct deliveries *
deliveries_new(struct book *book, const struct units *units)
{
	struct deliveries *d = mem_new(1, sizeof(*d));
	const struct source_def *const *all;
	bool ok;
	size_t i;

	d->book = book;
	d->units = units;
	all = source_def_all(book, &d->count);
	ok = all != NULL;
	d->sources = mem_new(d->count + 1, sizeof(*d->sources));
	d->brought = mem_new(d->count + 1, sizeof(*d->brought));
	for (i = 0; ok && i < d->count; i++) {
		d->sources[i].def = all[i];
		ok = mark_listed(d, &all[i]->delivers) && ok;
	}
	if (ok)
		return d;
	deliveries_free(d);
	return NULL;
}

int
deliveries_find(const struct deliveries *d, struct span name)
{
	size_t i;

	for (i = 0; i < d->count; i++)
		if (span_equal(d->sources[i].def->name, name))
			return (int)i;
	return -1;
}

bool
deliveries_not_delivered(struct deliveries *d, const char *list)
{
	const char *comma, *month_at;
	struct span part, name;
	int32_t month;
	int source;

	for (; *list; list = comma + (*comma == ',')) {
		comma = strchrnul(list, ',');
		part = text_trim((struct span){ list, (size_t)(comma - list) });
		if (!part.len)
			continue;
		month_at = memchr(part.at, '@', part.len);
		name = part;
		if (month_at)
			name.len = (size_t)(month_at - part.at);
		source = deliveries_find(d, name);
		part.at += name.len + 1;
		part.len -= name.len + (month_at != NULL);
		if (source < 0
			|| (month_at && !period_read_month(part, &month))) {
			diag_fault(STATUS_USAGE,
				"--not-delivered: \"%.*s\" is no source of the "
				"book, nor SOURCE@YYYY-MM",
				(int)(comma - list), list);
			return false;
		}
		if (!month_at) {
			d->sources[source].failed = true;
			continue;
		}
		d->no_file = mem_grow(d->no_file, &d->cap_no_file,
			d->nno_file + 1, sizeof(*d->no_file));
		d->no_file[d->nno_file][0] = source;
		d->no_file[d->nno_file++][1] = month;
	}
	return true;
}

/* --- rows of coverage --- */

static void
add(struct brought_list *list, const struct brought *row)
{
	list->at = mem_grow(list->at, &list->cap, list->count + 1,
		sizeof(*list->at));
	list->at[list->count++] = *row;
}

/* Rejected rows tell something only where their unit does not go by the name
 * they bear: the numerator counts those. */
static void
take_rejected(struct deliveries *d, int source, struct span unit,
	const struct observation *row)
{
	struct brought b = { .unit = row->unit,
		.month = row->month,
		.rows = row->n,
		.last = DAY_NONE };

	if (!unit.len || row->month == DAY_NONE || !row->numerator.millionths)
		return;
	b.other_name = row->unit < d->units->count;
	if (!b.other_name) {
		b.unit = UNIT_NONE;
		b.name = arena_keep(d->book->arena, unit);
	}
	add(&d->brought[source], &b);
}

static void
take_facts(struct deliveries *d, int source, const struct observation *row)
{
	struct brought b = { .unit = row->unit,
		.month = row->month,
		.rows = row->n,
		.last = row->through };

	if (row->month != DAY_NONE && row->n && row->unit < d->units->count)
		add(&d->brought[source], &b);
}

static bool
cut_tail(struct span *name, const char *tail)
{
	size_t n = strlen(tail);

	if (name->len <= n || memcmp(name->at + name->len - n, tail, n))
		return false;
	name->len -= n;
	return true;
}

static bool
in_reach(const struct observation *row)
{
	return row->month == DAY_NONE
		|| (row->month >= FIRST_MONTH && row->month <= LAST_MONTH);
}

static void
take_measure(struct deliveries *d, const struct observations *all,
	struct span measure)
{
	struct span name = { measure.at + 1, measure.len - 1 };
	bool rejected = cut_tail(&name, "!rejected");
	int source = deliveries_find(d, name);
	const struct observation *rows;
	uint64_t far = 0;
	size_t n, i;

	rows = observations_of(all, measure, &n);
	if (source < 0) {
		diag_note("the book has no source \"%.*s\": what it brought is "
			  "skipped",
			SPAN_ARG(name));
		return;
	}
	for (i = 0; i < n; i++) {
		if (!in_reach(&rows[i]))
			far += rows[i].n;
		else if (rejected)
			take_rejected(d, source,
				observations_unit(all, rows[i].unit), &rows[i]);
		else
			take_facts(d, source, &rows[i]);
	}
	if (far)
		diag_note("%.*s: %" PRIu64 " rows dated before 1900 or after "
			  "2200 tell nothing of its deliveries",
			SPAN_ARG(name), far);
}

void
deliveries_take(struct deliveries *d, const struct observations *all)
{
	uint32_t id, n = observations_measures(all);
	struct span measure;

	for (id = 0; id < n; id++) {
		measure = observations_measure(all, id);
		if (!observation_is_coverage(measure))
			continue;
		d->told = true;
		take_measure(d, all, measure);
	}
}

/* --- the tables --- */

static void
find_months(struct delivery_source *s, const struct brought_list *list,
	int32_t last)
{
	const struct delivers *book = &s->def->delivers;
	int32_t first = INT32_MAX;
	size_t i;

	s->last = DAY_NONE;
	for (i = 0; i < list->count; i++) {
		if (list->at[i].name.len || list->at[i].other_name)
			continue;
		s->rows += list->at[i].rows;
		if (list->at[i].last > s->last) /* DAY_NONE is the least */
			s->last = list->at[i].last;
		if (list->at[i].month < first)
			first = list->at[i].month;
	}
	s->any = first != INT32_MAX;
	s->whole = (struct delivery_track){ .unit = UNIT_NONE, .began = first };
	s->begin = book->from != INT32_MIN ? book->from : first;
	s->to = book->to;
	s->end = last + 1 + MONTHS_AFTER;
	s->origin = s->begin < first ? s->begin : first;
	if (!s->any || s->origin > s->end)
		s->origin = s->end;
}

static struct delivery *
new_cells(const struct delivery_source *s)
{
	size_t n = (size_t)(s->end - s->origin) + 1, i;
	struct delivery *cells = mem_new(n, sizeof(*cells));

	for (i = 0; i < n; i++)
		cells[i].last = DAY_NONE;
	return cells;
}

static bool
is_listed(const struct deliveries *d, const struct delivers *book, int unit)
{
	size_t i;

	for (i = 0; i < book->nunits; i++)
		if (span_equal(book->units[i], d->units->list[unit].code))
			return true;
	return false;
}

/* A table for each unit that has rows, or that the book lists. */
static void
make_tracks(struct deliveries *d, struct delivery_source *s,
	const struct brought_list *list)
{
	size_t n = (size_t)d->units->count, i;
	bool *there = mem_new(n + 1, sizeof(*there)), listed;
	int unit;

	for (i = 0; i < list->count; i++)
		if (list->at[i].unit != UNIT_NONE)
			there[list->at[i].unit] = true;
	s->whole.cells = new_cells(s);
	s->units = mem_new(n + 1, sizeof(*s->units));
	for (unit = 0; unit < (int)n; unit++) {
		listed = is_listed(d, &s->def->delivers, unit);
		if (there[unit] || listed)
			s->units[s->nunits++] =
				(struct delivery_track){ .unit = unit,
					.listed = listed,
					.began = INT32_MAX,
					.cells = new_cells(s) };
	}
	mem_free(there);
}

static void
put(const struct delivery_source *s, struct delivery_track *t,
	const struct brought *row)
{
	struct delivery *cell;

	if (!row->other_name && row->month < t->began)
		t->began = row->month;
	if (row->month < s->origin || row->month > s->end)
		return;
	cell = &t->cells[row->month - s->origin];
	if (row->other_name) {
		cell->other_name = true;
		return;
	}
	cell->rows += row->rows;
	if (row->last > cell->last) /* DAY_NONE is the least */
		cell->last = row->last;
}

static struct delivery_track *
track_of(const struct delivery_source *s, int unit)
{
	size_t i;

	for (i = 0; i < s->nunits; i++)
		if (s->units[i].unit == unit)
			return &s->units[i];
	return NULL;
}

static int
order_names(const void *left, const void *right)
{
	const struct delivery_name *a = left, *b = right;
	int by = span_order(a->name, b->name);

	return by ? by : (a->month > b->month) - (a->month < b->month);
}

static void
fill(struct deliveries *d, struct delivery_source *s,
	const struct brought_list *list)
{
	struct delivery_name *names = mem_new(list->count + 1, sizeof(*names));
	const struct brought *row;
	size_t i;

	for (i = 0; i < list->count; i++) {
		row = &list->at[i];
		if (row->unit == UNIT_NONE) {
			names[s->nnames++] = (struct delivery_name){ row->name,
				row->month, row->rows };
			continue;
		}
		put(s, track_of(s, row->unit), row);
		if (!row->other_name)
			put(s, &s->whole, row);
	}
	qsort(names, s->nnames, sizeof(*names), order_names);
	s->names = names;
	for (i = 0; i < d->nno_file; i++) {
		int32_t month = d->no_file[i][1];

		if (&d->sources[d->no_file[i][0]] == s && month >= s->origin
			&& month <= s->end)
			s->whole.cells[month - s->origin].no_file = true;
	}
}

void
deliveries_test(struct deliveries *d, const struct year_progress *now)
{
	struct delivery_source *s;
	size_t i;

	d->last = now->last;
	for (i = 0; i < d->count; i++) {
		s = &d->sources[i];
		find_months(s, &d->brought[i], now->last);
		make_tracks(d, s, &d->brought[i]);
		fill(d, s, &d->brought[i]);
		if (s->any)
			delivery_rules_test(s, d->units, now->last,
				year_progress_has_running(now) ? now->day
							       : DAY_NONE);
	}
}

/* --- what is asked --- */

bool
deliveries_told(const struct deliveries *d)
{
	return d->told;
}

size_t
deliveries_count(const struct deliveries *d)
{
	return d->count;
}

const struct delivery_source *
deliveries_source(const struct deliveries *d, size_t source)
{
	return &d->sources[source];
}

const struct delivery_track *
deliveries_track(const struct deliveries *d, int source, int unit)
{
	return track_of(&d->sources[source], unit);
}

/* A month outside the tables, or of a source that brought nothing. */
static struct delivery
outside(const struct delivery_source *s, int32_t month)
{
	struct delivery d = { .last = DAY_NONE };

	if (month > s->to)
		d.state = DELIVERY_ENDED;
	else if (month < s->def->delivers.from || (s->any && month < s->begin))
		d.state = DELIVERY_NOT_BEGUN;
	else if (s->failed)
		d = (struct delivery){ .last = DAY_NONE,
			.state = DELIVERY_FAILED,
			.fault = DELIVERY_SAID };
	else
		d = (struct delivery){ .last = DAY_NONE,
			.state = DELIVERY_MISSING,
			.fault = DELIVERY_NO_SOURCE };
	return d;
}

struct delivery
deliveries_at(const struct deliveries *d, int source, int unit, int32_t month)
{
	const struct delivery_source *s = &d->sources[source];
	const struct delivery_track *t = NULL;

	if (!s->any || month < s->origin || month > s->end)
		return outside(s, month);
	if (unit != UNIT_NONE)
		t = track_of(s, unit);
	return (t ? t : &s->whole)->cells[month - s->origin];
}

int
deliveries_history(const struct deliveries *d, int source)
{
	const struct delivery_source *s = &d->sources[source];

	return s->any && s->begin <= d->last ? d->last - s->begin + 1 : 0;
}

size_t
deliveries_unknown(const struct deliveries *d, int source,
	struct delivery_unknown *list, size_t most)
{
	const struct delivery_source *s = &d->sources[source];
	size_t n = 0, i;

	for (i = 0; i < s->nnames; i++) {
		const struct delivery_name *name = &s->names[i];

		if (n && span_equal(list[n - 1].name, name->name)) {
			list[n - 1].rows += name->rows;
			continue;
		}
		if (n == most)
			break;
		list[n++] = (struct delivery_unknown){ name->name, name->rows,
			name->month };
	}
	return n;
}

void
deliveries_free(struct deliveries *d)
{
	size_t i, k;

	if (!d)
		return;
	for (i = 0; i < d->count; i++) {
		struct delivery_source *s = &d->sources[i];

		for (k = 0; k < s->nunits; k++)
			mem_free(s->units[k].cells);
		mem_free(s->units);
		mem_free(s->whole.cells);
		mem_free((void *)(uintptr_t)s->names);
		mem_free(d->brought[i].at);
	}
	mem_free(d->no_file);
	mem_free(d->brought);
	mem_free(d->sources);
	mem_free(d);
}
