/* SPDX-License-Identifier: MIT */
#include "contract/unit.h"

#include "base/buf.h"
#include "base/diag.h"
#include "book/index.h"
#include "book/table.h"
#include "book/def_error.h"
#include "value/period.h"
#include "value/text.h"

/* One row of units.csv. */
struct row {
	int unit;
	int parent;
	/* included; the ends of int32_t when open */
	int32_t from, to;
	size_t line; /* row in the table */
	int earlier; /* the unit's row before it, or -1 */
};

/* A name and the days on which it means a unit. */
struct entry {
	int row;
	int next; /* of the same name, or -1 */
};

struct all {
	struct units units;
	struct arena *arena;
	const struct table *table;
	struct unit *list;
	struct index *codes; /* code -> unit */
	int nrows;
	struct row *rows;
	int *last_row;       /* of each unit */
	struct index *names; /* folded name -> first entry */
	int nentries;
	struct entry *entries;
	int *first; /* head of each name's chain */
	int nnames;
};

struct columns {
	int unit, name, parent, from, to, aliases;
};

static const struct all *
all_of(const struct units *u)
{
	return (const struct all *)u;
}

static bool
bind(const struct table *t, struct columns *c)
{
	c->unit = table_need(t, "unit");
	c->name = table_column(t, "name");
	c->parent = table_column(t, "parent");
	c->from = table_column(t, "valid_from");
	c->to = table_column(t, "valid_to");
	c->aliases = table_column(t, "aliases");
	return c->unit >= 0;
}

static bool
overlap(const struct row *a, const struct row *b)
{
	return a->from <= b->to && b->from <= a->to;
}

static uint64_t
line_of(const struct all *a, int row)
{
	return table_place(a->table, a->rows[row].line).line;
}

/* The unit's number; a new one at its first row. */
static int
unit_of_row(struct all *a, struct span code)
{
	int unit = index_put(a->codes, code, a->units.count);

	if (unit != INDEX_NONE)
		return unit;
	unit = a->units.count++;
	a->list[unit].code = code;
	a->last_row[unit] = -1;
	return unit;
}

static bool
take_row(struct all *a, const struct columns *c, size_t line)
{
	const struct table *t = a->table;
	struct row *r = &a->rows[a->nrows];
	struct span code = table_cell(t, line, c->unit);
	struct span name = table_cell(t, line, c->name);
	int i;

	if (!code.len)
		return table_wrong(t, line, c->unit, "a unit needs a code");
	if (!table_day(t, line, c->from, &r->from)
		|| !table_day(t, line, c->to, &r->to))
		return false;
	if (r->to == DAY_NONE)
		r->to = INT32_MAX;
	if (r->to < r->from)
		return table_wrong(t, line, c->to,
			"the validity ends before "
			"it begins");
	r->line = line;
	r->unit = unit_of_row(a, code);
	r->earlier = a->last_row[r->unit];
	for (i = r->earlier; i >= 0; i = a->rows[i].earlier)
		if (overlap(r, &a->rows[i]))
			return def_error_say(table_place(t, line), "overlap",
				"unit \"%.*s\" is valid on days on which line "
				"%" PRIu64 " is too",
				SPAN_ARG(code), line_of(a, i));
	a->last_row[r->unit] = a->nrows++;
	a->list[r->unit].name = name.len ? name : code;
	return true;
}

/* A name of a row. The same name may mean another unit on other days only. */
static bool
take_name(struct all *a, int row, struct span name)
{
	struct buf folded = { 0 };
	struct span key;
	int id, e;

	text_fold(&folded, name);
	if (!folded.len) {
		buf_free(&folded);
		return true;
	}
	key = arena_keep(a->arena, buf_span(&folded));
	buf_free(&folded);
	id = index_put(a->names, key, a->nnames);
	if (id == INDEX_NONE) {
		id = a->nnames++;
		a->first[id] = -1;
	}
	for (e = a->first[id]; e >= 0; e = a->entries[e].next) {
		const struct row *other = &a->rows[a->entries[e].row];

		if (a->entries[e].row == row)
			return true;
		if (other->unit != a->rows[row].unit
			&& overlap(other, &a->rows[row]))
			return def_error_say(table_place(a->table,
						     a->rows[row].line),
				"overlap",
				"\"%.*s\" means %.*s here and %.*s in line %" PRIu64
				" on the same days",
				SPAN_ARG(name),
				SPAN_ARG(a->list[a->rows[row].unit].code),
				SPAN_ARG(a->list[other->unit].code),
				line_of(a, a->entries[e].row));
	}
	a->entries[a->nentries] = (struct entry){ row, a->first[id] };
	a->first[id] = a->nentries++;
	return true;
}

/* How many names there can be at most. */
static size_t
count_names(const struct table *t, const struct columns *c)
{
	size_t n = 0, i, j;

	for (i = 0; i < t->rows; i++) {
		struct span aliases = table_cell(t, i, c->aliases);

		n += 3;
		for (j = 0; j < aliases.len; j++)
			n += aliases.at[j] == '|';
	}
	return n;
}

static bool
take_names(struct all *a, const struct columns *c)
{
	size_t room = count_names(a->table, c);
	bool ok = true;
	int i;

	a->entries = arena_take(a->arena, room * sizeof(*a->entries));
	a->first = arena_take(a->arena, room * sizeof(*a->first));
	for (i = 0; i < a->nrows; i++) {
		size_t line = a->rows[i].line;
		struct span rest = table_cell(a->table, line, c->aliases);

		ok &= take_name(a, i, a->list[a->rows[i].unit].code);
		ok &= take_name(a, i, table_cell(a->table, line, c->name));
		while (rest.len) {
			const char *bar = memchr(rest.at, '|', rest.len);
			size_t n = bar ? (size_t)(bar - rest.at) : rest.len;

			ok &= take_name(a, i, (struct span){ rest.at, n });
			n += bar != NULL;
			rest.at += n;
			rest.len -= n;
		}
	}
	return ok;
}

static bool
take_parents(struct all *a, const struct columns *c)
{
	bool ok = true;
	int i;

	for (i = 0; i < a->nrows; i++) {
		struct row *r = &a->rows[i];
		struct span parent = table_cell(a->table, r->line, c->parent);

		r->parent = parent.len ? index_find(a->codes, parent)
				       : UNIT_NONE;
		if (parent.len && r->parent == UNIT_NONE)
			ok = table_wrong(a->table, r->line, c->parent,
				"\"%.*s\" is no unit", SPAN_ARG(parent));
	}
	for (i = 0; i < a->units.count; i++)
		a->list[i].parent = a->last_row[i] < 0
			? UNIT_NONE
			: a->rows[a->last_row[i]].parent;
	return ok;
}

static const struct row *
row_on(const struct all *a, int unit, int32_t day)
{
	int i;

	for (i = a->last_row[unit]; i >= 0; i = a->rows[i].earlier)
		if (a->rows[i].from <= day && day <= a->rows[i].to)
			return &a->rows[i];
	return NULL;
}

/* Parents change only where a row begins, so a circle shows on one of these
 * days. The row that closes it loses its parent. */
static bool
no_circles(struct all *a, const struct columns *c)
{
	bool ok = true;
	int i, steps;

	for (i = 0; i < a->nrows; i++) {
		const struct row *r = &a->rows[i];

		for (steps = 0;
			r && r->parent != UNIT_NONE && steps <= a->units.count;
			steps++)
			r = row_on(a, r->parent, a->rows[i].from);
		if (steps <= a->units.count)
			continue;
		/* NOLINTNEXTLINE: of nrows rows, none is NULL */
		ok = table_wrong(a->table, a->rows[i].line, c->parent,
			"\"%.*s\" is above itself",
			SPAN_ARG(a->list[a->rows[i].unit].code));
		a->rows[i].parent = UNIT_NONE;
		a->list[a->rows[i].unit].parent = UNIT_NONE;
	}
	return ok;
}

static struct all *
prepare(struct book *b, const struct table *t)
{
	struct all *a = arena_take(b->arena, sizeof(*a));

	a->arena = b->arena;
	a->table = t;
	a->list = arena_take(b->arena, (t->rows + 1) * sizeof(*a->list));
	a->rows = arena_take(b->arena, (t->rows + 1) * sizeof(*a->rows));
	a->last_row = arena_take(b->arena,
		(t->rows + 1) * sizeof(*a->last_row));
	a->codes = index_new(b->arena);
	a->names = index_new(b->arena);
	a->units.list = a->list;
	return a;
}

const struct units *
units_load(struct book *b)
{
	const struct table *t = table_load(b->arena, book_path(b, "units.csv"),
		false);
	struct columns c;
	struct all *a;
	bool ok = true;
	size_t i;

	if (!t || !bind(t, &c))
		return NULL;
	a = prepare(b, t);
	for (i = 0; i < t->rows; i++)
		ok &= take_row(a, &c, i);
	ok &= take_names(a, &c);
	ok &= take_parents(a, &c);
	ok &= no_circles(a, &c);
	return ok || !def_error_stops() ? &a->units : NULL;
}

int
unit_by_code(const struct units *u, struct span code)
{
	return index_find(all_of(u)->codes, code);
}

bool
unit_in_cell(const struct units *u, const struct table *t, size_t row,
	int column, int *unit)
{
	struct span code = table_cell(t, row, column);

	*unit = unit_by_code(u, code);
	return *unit != UNIT_NONE
		|| def_error_say(table_place(t, row), "unknown-unit",
			"column \"unit\": \"%.*s\" is no unit of units.csv",
			SPAN_ARG(code));
}

int
unit_by_name(const struct units *u, struct span folded, int32_t day,
	int32_t *from, int32_t *to)
{
	const struct all *a = all_of(u);
	int id = index_find(a->names, folded), e;

	*from = INT32_MIN;
	*to = INT32_MAX;
	if (id == INDEX_NONE)
		return UNIT_NONE;
	for (e = a->first[id]; e >= 0; e = a->entries[e].next) {
		const struct row *r = &a->rows[a->entries[e].row];

		if (r->to < day && r->to >= *from) {
			*from = r->to + 1;
		} else if (r->from > day && r->from <= *to) {
			*to = r->from - 1;
		} else if (r->from <= day && day <= r->to) {
			*from = r->from;
			*to = r->to;
			return r->unit;
		}
	}
	return UNIT_NONE;
}

int32_t
unit_begins(const struct units *u, int unit)
{
	const struct all *a = all_of(u);
	int32_t first = INT32_MAX;
	int i;

	for (i = a->last_row[unit]; i >= 0; i = a->rows[i].earlier)
		if (a->rows[i].from < first)
			first = a->rows[i].from;
	return first;
}

int
unit_parent(const struct units *u, int unit, int32_t day)
{
	const struct row *r = row_on(all_of(u), unit, day);

	return r ? r->parent : UNIT_NONE;
}
