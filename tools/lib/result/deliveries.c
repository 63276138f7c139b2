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

/* Units named in `delivers` are held against the book here, as this is the
 * first place that knows both. */
struct deliveries *
deliveries_new(struct book *book, const struct units *units)
{
	struct deliveries *d = mem_new(1, sizeof(*d));
	const struct source_def *const *all;
	bool ok;

	d->book = book;
	d->units = units;
	all = source_def_all(book, &d->count);
	ok = all != NULL;
	d->sources = mem_new(d->count + 1, sizeof(*d->sources));
	d->brought = mem_new(d->count + 1, sizeof(*d->brought));
	for (size_t i = 0; ok && i < d->count; i++) {
		const struct delivers *listed = &all[i]->delivers;

		d->sources[i].def = all[i];
		for (size_t k = 0; k < listed->nunits; k++)
			if (unit_by_code(d->units, listed->units[k])
				== UNIT_NONE)
				ok = def_wrong(def_get(listed->def, "units"),
					"\"units\": \"%.*s\" is no unit of "
					"units.csv",
					SPAN_ARG(listed->units[k]));
	}
	if (ok)
		return d;
	deliveries_free(d);
	return NULL;
}

/* The number of a source by its name, or -1. */
static int
deliveries_find(const struct deliveries *d, struct span name)
{
	for (size_t i = 0; i < d->count; i++)
		if (span_equal(d->sources[i].def->name, name))
			return (int)i;
	return -1;
}

/* A whole source that failed is marked at once; a month's file only when the
 * tables are made, whose months are not known before. */
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
		MEM_GROW(d->no_file, d->cap_no_file, d->nno_file + 1);
		d->no_file[d->nno_file][0] = source;
		d->no_file[d->nno_file++][1] = month;
	}
	return true;
}

/* --- rows of coverage --- */

/* Who goes on for a unit that has ended by that month, or the unit itself: rows
 * that still bear the old name are then the successor's. */
static int
goes_on_as(const struct units *u, int unit, int32_t month)
{
	for (int steps = 0;
		steps < u->count && u->list[unit].successor != UNIT_NONE
		&& !unit_valid(u, unit, period_month_first(month))
		&& !unit_valid(u, unit, period_month_last(month));
		steps++)
		unit = u->list[unit].successor;
	return unit;
}

/* Takes the rows of one coverage measure, `@SOURCE` or `@SOURCE!rejected`. A
 * row without a month says nothing of any month. Rejected rows tell something
 * only where their unit does not go by the name they bear: the numerator
 * counts those, and the unit's number is unknown when no unit ever had it. */
static void
take_measure(struct deliveries *d, const struct observations *all,
	struct span measure)
{
	size_t tail = observation_rejected(measure);
	struct span name = { measure.at + 1, measure.len - 1 - tail }, unit;
	bool rejected = tail > 0;
	const struct observation *row;
	struct brought_list *list;
	uint64_t far = 0;
	size_t n;
	int source;

	source = deliveries_find(d, name);
	row = observations_of(all, measure, &n);
	if (source < 0) {
		diag_note("the book has no source \"%.*s\": what it brought is "
			  "skipped",
			SPAN_ARG(name));
		return;
	}
	list = &d->brought[source];
	for (; n > 0; n--, row++) {
		bool known = row->unit < d->units->count;
		struct brought b = { .unit = known ? row->unit : UNIT_NONE,
			.other_name = rejected && known,
			.month = row->month,
			.rows = row->n,
			.last = rejected ? DAY_NONE : row->through };

		if (row->month == DAY_NONE)
			continue;
		if (row->month < FIRST_MONTH || row->month > LAST_MONTH) {
			far += row->n;
			continue;
		}
		if (rejected) {
			unit = observations_unit(all, row->unit);
			if (!unit.len || !row->numerator.millionths)
				continue;
			if (known)
				b.unit = goes_on_as(d->units, b.unit, b.month);
			else
				b.name = arena_keep(d->book->arena, unit);
		} else if (!row->n || !known) {
			continue;
		}
		MEM_GROW(list->at, list->cap, list->count + 1);
		list->at[list->count++] = b;
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

	/* A stream of other rows alone is of no count that could be tested; one
	 * without any says that nothing came. */
	d->told = !all->rows;
	for (id = 0; id < n; id++) {
		struct span measure = observations_measure(all, id);

		if (!observation_is_coverage(measure))
			continue;
		d->told = true;
		take_measure(d, all, measure);
	}
}

/* --- the tables --- */

/* The cells of one track, a month each. A month begins without a last day,
 * since 0 would be a day of 1970. */
static struct delivery *
new_cells(const struct delivery_source *s)
{
	size_t n = (size_t)(s->end - s->origin) + 1, i;
	struct delivery *cells = mem_new(n, sizeof(*cells));

	for (i = 0; i < n; i++)
		cells[i].last = DAY_NONE;
	return cells;
}

/* Makes a table for the source as a whole, and one for each unit that has rows
 * or that the book lists: a listed unit without rows must show as silent. */
static void
make_tracks(struct deliveries *d, struct delivery_source *s,
	const struct brought_list *list)
{
	const struct delivers *book = &s->def->delivers;
	size_t n = (size_t)d->units->count, i;
	bool *there = mem_new(n + 1, sizeof(*there)), listed;

	for (i = 0; i < list->count; i++)
		if (list->at[i].unit != UNIT_NONE)
			there[list->at[i].unit] = true;
	s->whole.cells = new_cells(s);
	s->units = mem_new(n + 1, sizeof(*s->units));
	for (int unit = 0; unit < (int)n; unit++) {
		listed = false;
		for (i = 0; i < book->nunits; i++)
			listed |= span_equal(book->units[i],
				d->units->list[unit].code);
		if (there[unit] || listed)
			s->units[s->nunits++] =
				(struct delivery_track){ .unit = unit,
					.listed = listed,
					.began = INT32_MAX,
					.cells = new_cells(s) };
	}
	mem_free(there);
}

/* Counts one row of coverage in a table. A row under another name is
 * remembered as such, and adds nothing to what the unit itself brought; months
 * outside the table only tell when the unit began. */
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

struct delivery_track *
deliveries_track(const struct delivery_source *s, int unit)
{
	size_t low = 0, high = s->nunits;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->units[middle].unit < unit)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->nunits && s->units[low].unit == unit ? &s->units[low]
							     : NULL;
}

/* Names in byte order, and the months of one name ascending, so that equal
 * names stand together and the first month of each comes first. */
static int
order_names(const void *left, const void *right)
{
	const struct delivery_name *a = left, *b = right;
	int order = span_order(a->name, b->name);

	return order ? order : ORDER(a->month, b->month);
}

/* Enters what a source brought: rows of units into the tables, names that no
 * unit ever had into a list of their own, and months whose file did not come. */
static void
fill(struct deliveries *d, struct delivery_source *s,
	const struct brought_list *list)
{
	struct delivery_name *names = mem_new(list->count + 1, sizeof(*names));

	for (size_t i = 0; i < list->count; i++) {
		const struct brought *row = &list->at[i];

		if (row->unit == UNIT_NONE) {
			names[s->nnames++] = (struct delivery_name){ row->name,
				row->month, row->rows };
			continue;
		}
		put(s, deliveries_track(s, row->unit), row);
		if (!row->other_name)
			put(s, &s->whole, row);
	}
	qsort(names, s->nnames, sizeof(*names), order_names);
	s->names = names;
	for (size_t i = 0; i < d->nno_file; i++) {
		int32_t month = d->no_file[i][1];

		if (&d->sources[d->no_file[i][0]] == s && month >= s->origin
			&& month <= s->end)
			s->whole.cells[month - s->origin].no_file = true;
	}
}

/* What a source usually brings is learned from all of its months, so that
 * it is tested only when all streams have been read. */
void
deliveries_test(struct deliveries *d, const struct year_progress *now)
{
	d->last = now->last;
	for (size_t i = 0; i < d->count; i++) {
		struct delivery_source *s = &d->sources[i];
		const struct brought_list *list = &d->brought[i];
		const struct delivers *book = &s->def->delivers;
		int32_t first = INT32_MAX;

		/* The months of the tables: from the first that has rows. */
		s->last = DAY_NONE;
		for (size_t k = 0; k < list->count; k++) {
			const struct brought *row = &list->at[k];

			if (row->name.len || row->other_name)
				continue;
			s->rows += row->rows;
			if (row->last > s->last) /* DAY_NONE is the least */
				s->last = row->last;
			if (row->month < first)
				first = row->month;
		}
		s->any = first != INT32_MAX;
		s->whole = (struct delivery_track){ .unit = UNIT_NONE,
			.began = first };
		s->begin = book->from != INT32_MIN ? book->from : first;
		s->to = book->to;
		s->end = now->last + 1 + MONTHS_AFTER;
		s->origin = s->begin < first ? s->begin : first;
		if (!s->any || s->origin > s->end)
			s->origin = s->end;
		make_tracks(d, s, list);
		fill(d, s, list);
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

/* The tables end where rows do. Beyond them the book's own months answer
 * first, so that a source that has ended is not called missing. */
struct delivery
deliveries_at(const struct deliveries *d, int source, int unit, int32_t month)
{
	const struct delivery_source *s = &d->sources[source];
	const struct delivery_track *t = NULL;
	struct delivery none = { .last = DAY_NONE };

	if (s->any && month >= s->origin && month <= s->end) {
		if (unit != UNIT_NONE)
			t = deliveries_track(s, unit);
		return (t ? t : &s->whole)->cells[month - s->origin];
	}
	/* A month outside the tables, or of a source that brought nothing. */
	if (month > s->to) {
		none.state = DELIVERY_ENDED;
	} else if (month < s->def->delivers.from
		|| (s->any && month < s->begin)) {
		none.state = DELIVERY_NOT_BEGUN;
	} else if (s->failed) {
		none.state = DELIVERY_FAILED;
		none.fault = DELIVERY_SAID;
	} else {
		none.state = DELIVERY_MISSING;
		none.fault = DELIVERY_NO_SOURCE;
	}
	return none;
}

/* Counted from the month that the book says it is asked from, where it says one:
 * a source that was late from the beginning has a history all the same. It
 * ends with the last rows: a source that stopped after its first months is no
 * other than a survey by what it brought, unless the book says which months or
 * files have to come. */
int
deliveries_history(const struct deliveries *d, int source)
{
	const struct delivery_source *s = &d->sources[source];
	const struct delivers *book = &s->def->delivers;
	int32_t last = d->last;

	if (!s->any || s->begin > last)
		return 0;
	while (!book->months && !book->files.len && last > s->begin
		&& (last > s->end || !s->whole.cells[last - s->origin].rows))
		last--;
	return last - s->begin + 1;
}

/* The list is by name, so that the months of one name are summed as they come,
 * and the first of them is the earliest. */
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
	if (!d)
		return;
	for (size_t i = 0; i < d->count; i++) {
		struct delivery_source *s = &d->sources[i];

		for (size_t k = 0; k < s->nunits; k++)
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
