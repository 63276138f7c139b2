/* SPDX-License-Identifier: MIT
 *
 * Reads units.csv and answers which unit a name means on a day. Rows of a unit
 * are chained, and so are the meanings of a name, since both change over time.
 */
#include "contract/unit.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"
#include "book/folder.h"
#include "book/defs.h"
#include "value/period.h"
#include "value/text.h"

/* One row of units.csv. */
struct row {
	struct span code, name, parent_code, successor_code, aliases;
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
	int next;    /* of the same name, or -1 */
	bool title;  /* what people call the unit, neither code nor alias */
	bool shared; /* by two units on the same days: it means neither */
};

struct all {
	struct units units;
	struct arena *arena;
	struct schema_rows read; /* of struct row */
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

/* What the caller's struct really is. */
static const struct all *
all_of(const struct units *u)
{
	return (const struct all *)u;
}

/* Whether two rows hold on some same day. */
static bool
overlap(const struct row *a, const struct row *b)
{
	return a->from <= b->to && b->from <= a->to;
}

/* The line of a row, for messages. */
static uint64_t
line_of(const struct all *a, int row)
{
	return table_place(a->units.table, a->rows[row].line).line;
}

/* Room for the units, which are at most as many as rows; made at the first row,
 * when the table is known. */
static void
prepare(struct all *a, const struct table *t)
{
	a->units.table = t;
	a->rows = a->read.list;
	a->list = arena_take(a->arena, (t->rows + 1) * sizeof(*a->list));
	a->last_row = arena_take(a->arena,
		(t->rows + 1) * sizeof(*a->last_row));
	a->units.list = a->list;
}

/* The last word on a row: a unit may have several, of days that do not
 * overlap. */
static bool
check(void *reading, const struct table *t, size_t line, void *into)
{
	struct all *a = reading;
	struct row *r = into;

	if (!a->list)
		prepare(a, t);
	if (!r->code.len)
		return table_wrong(t, line, table_column(t, "unit"),
			"a unit needs a code");
	if (r->to == DAY_NONE)
		r->to = INT32_MAX;
	if (r->to < r->from)
		return table_wrong(t, line, table_column(t, "valid_to"),
			"the validity ends before it begins");
	r->unit = index_put(a->codes, r->code, a->units.count);
	if (r->unit == INDEX_NONE) {
		r->unit = a->units.count++;
		a->list[r->unit].code = r->code;
		a->last_row[r->unit] = -1;
	}
	r->earlier = a->last_row[r->unit];
	for (int i = r->earlier; i >= 0; i = a->rows[i].earlier)
		if (overlap(r, &a->rows[i]))
			return def_error_say(table_place(t, line), "overlap",
				"unit \"%.*s\" is valid on days on which line "
				"%" PRIu64
				" is too: end the earlier row by valid_to",
				SPAN_ARG(r->code), line_of(a, i));
	a->last_row[r->unit] = a->nrows++;
	a->list[r->unit].name = r->name.len ? r->name : r->code;
	a->list[r->unit].row = line;
	return true;
}

#define AT(member) .at = offsetof(struct row, member)

static const struct field FIELDS[] = {
	{ "unit", "its code, as it stands in streams; needed",
		.kind = FIELD_TEXT, AT(code), FIELD_NEEDED },
	{ "name", "what people call it; empty: the code", .kind = FIELD_TEXT,
		AT(name) },
	{ "parent", "the code of the unit it is part of, or empty",
		.kind = FIELD_TEXT, AT(parent_code) },
	{ "valid_from", "the first day; empty: no limit", .kind = FIELD_DAY,
		AT(from) },
	{ "valid_to", "the last day; empty: no limit", .kind = FIELD_DAY,
		AT(to) },
	{ "aliases", "other names that exports use, split by `\\|`",
		.kind = FIELD_TEXT, AT(aliases) },
	{ "successor", "the code of the unit that goes on when it ends",
		.kind = FIELD_TEXT, AT(successor_code) },
};
const struct schema unit_schema = { "units.csv", SCHEMA_FIELDS(FIELDS),
	.size = sizeof(struct row), .row = offsetof(struct row, line),
	.check = check };

/* A name of a row. The same name may mean another unit on other days only. Two
 * units may have one title, where exports give codes; as a name of an export
 * it then means neither. */
static bool
take_name(struct all *a, int row, struct span name, bool title)
{
	struct entry *mine = &a->entries[a->nentries];
	BUF_LOCAL folded = { 0 };
	struct span key;
	int id, e;

	text_fold(&folded, name);
	key = arena_keep(a->arena, buf_span(&folded));
	if (!key.len)
		return true;
	id = index_put(a->names, key, a->nnames);
	if (id == INDEX_NONE) {
		id = a->nnames++;
		a->first[id] = -1;
	}
	*mine = (struct entry){ row, a->first[id], title, false };
	for (e = a->first[id]; e >= 0; e = a->entries[e].next) {
		const struct row *other = &a->rows[a->entries[e].row];

		if (a->entries[e].row == row)
			return true;
		if (other->unit == a->rows[row].unit
			|| !overlap(other, &a->rows[row]))
			continue;
		if (title && a->entries[e].title) {
			a->entries[e].shared = mine->shared = true;
			continue;
		}
		return def_error_say(table_place(a->units.table,
					     a->rows[row].line),
			"overlap",
			"\"%.*s\" means %.*s here and %.*s in line %" PRIu64
			" on the same days",
			SPAN_ARG(name),
			SPAN_ARG(a->list[a->rows[row].unit].code),
			SPAN_ARG(a->list[other->unit].code),
			line_of(a, a->entries[e].row));
	}
	a->first[id] = a->nentries++;
	return true;
}

/* The row of a unit that holds on a day, or NULL. */
static const struct row *
row_on(const struct all *a, int unit, int32_t day)
{
	for (int i = a->last_row[unit]; i >= 0; i = a->rows[i].earlier)
		if (a->rows[i].from <= day && day <= a->rows[i].to)
			return &a->rows[i];
	return NULL;
}

/* The unit that a cell of units.csv names, or UNIT_NONE. */
static bool
find_unit(const struct all *a, const struct row *r, const char *column,
	struct span code, int *unit)
{
	const struct table *t = a->units.table;

	*unit = code.len ? index_find(a->codes, code) : UNIT_NONE;
	return !code.len || *unit != UNIT_NONE
		|| table_wrong(t, r->line, table_column(t, column),
			"\"%.*s\" is no unit: it needs a row of its own",
			SPAN_ARG(code));
}

/* Parents and successors, which may stand further down in the file: so they are
 * found when all rows are read. */
static bool
take_relations(struct all *a)
{
	const struct table *t = a->units.table;
	bool ok = true;
	int i, steps;

	for (i = 0; i < a->nrows; i++) {
		ok &= find_unit(a, &a->rows[i], "parent",
			a->rows[i].parent_code, &a->rows[i].parent);
		if (a->rows[i].parent != UNIT_NONE)
			a->list[a->rows[i].parent].above = true;
	}
	for (i = 0; i < a->units.count; i++) {
		struct unit *u = &a->list[i];
		const struct row *r;

		u->parent = u->successor = UNIT_NONE;
		if (a->last_row[i] < 0)
			continue;
		r = &a->rows[a->last_row[i]];
		u->parent = r->parent;
		ok &= find_unit(a, r, "successor", r->successor_code,
			&u->successor);
		if (u->successor == i) {
			u->successor = UNIT_NONE;
			ok = table_wrong(t, r->line,
				table_column(t, "successor"),
				"\"%.*s\" is the unit itself",
				SPAN_ARG(u->code));
		}
	}
	/* Parents change only where a row begins, so a circle shows on one
	 * of these days. The row that closes it loses its parent. */
	for (i = 0; i < a->nrows; i++) {
		const struct row *r = &a->rows[i];

		for (steps = 0;
			r && r->parent != UNIT_NONE && steps <= a->units.count;
			steps++)
			r = row_on(a, r->parent, a->rows[i].from);
		if (steps <= a->units.count)
			continue;
		/* NOLINTNEXTLINE: of nrows rows, none is NULL */
		ok = table_wrong(t, a->rows[i].line, table_column(t, "parent"),
			"\"%.*s\" is above itself",
			SPAN_ARG(a->list[a->rows[i].unit].code));
		a->rows[i].parent = UNIT_NONE;
		a->list[a->rows[i].unit].parent = UNIT_NONE;
	}
	return ok;
}

/* Codes, names and aliases are all entered as names, each for the days of its
 * row. Room is taken for all of them at once, since entries are linked by
 * index. Relations come last: parents and successors may stand further down in
 * the file. */
const struct units *
units_load(struct book *b)
{
	struct all *a = arena_take(b->arena, sizeof(*a));
	size_t room = 1;
	bool ok;

	a->arena = b->arena;
	a->codes = index_new(b->arena);
	a->names = index_new(b->arena);
	ok = schema_table(b, &unit_schema, folder_path(b, "units.csv"), false,
		a, &a->read);
	if (!a->read.list)
		return NULL;
	if (!a->list)
		prepare(a, a->read.table);
	/* Names are at most three a row and one more for each bar in its
	 * aliases. */
	for (int i = 0; i < a->nrows; i++) {
		room += 3;
		for (size_t j = 0; j < a->rows[i].aliases.len; j++)
			room += a->rows[i].aliases.at[j] == '|';
	}
	a->entries = arena_take(a->arena, room * sizeof(*a->entries));
	a->first = arena_take(a->arena, room * sizeof(*a->first));
	for (int i = 0; i < a->nrows; i++) {
		struct span rest = a->rows[i].aliases, alias;

		ok &= take_name(a, i, a->rows[i].code, false);
		ok &= take_name(a, i, a->rows[i].name, true);
		while (text_next_part(&rest, &alias))
			ok &= take_name(a, i, alias, false);
	}
	ok &= take_relations(a);
	return ok || !def_error_stops() ? &a->units : NULL;
}

/* Codes are what the book's other files refer to; they are not folded, so a
 * code in other letters is unknown and told as such. */
int
unit_by_code(const struct units *u, struct span code)
{
	return index_find(all_of(u)->codes, code);
}

/* The empty cell is no unit either; whether it may be empty is for the caller
 * to ask before. */
bool
unit_cell(void *names, const struct table *t, size_t row, int column,
	void *unit)
{
	const struct units *u = ((struct unit_names *)names)->units;

	*(int *)unit = unit_by_code(u, table_cell(t, row, column));
	return *(int *)unit != UNIT_NONE
		|| table_unknown(t, row, column, "unknown-unit", "unit",
			u->table);
}

/* A name that two units share that day is UNIT_NONE, as counting for either of
 * them would be a guess. Of days on which nothing has the name the stretch runs
 * to the nearest rows that do. */
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
			return a->entries[e].shared ? UNIT_NONE : r->unit;
		}
	}
	return UNIT_NONE;
}

/* Whether any two units do on any day: it explains why a name was rejected, so
 * the day does not matter. */
bool
unit_is_shared(const struct units *u, struct span folded)
{
	const struct all *a = all_of(u);
	int id = index_find(a->names, folded);
	int e = id == INDEX_NONE ? -1 : a->first[id];

	while (e >= 0 && !a->entries[e].shared)
		e = a->entries[e].next;
	return e >= 0;
}

/* Units know who comes after them, not who was before: all are asked. */
bool
unit_succeeds(const struct units *u, int unit)
{
	int i = 0;

	while (i < u->count && u->list[i].successor != unit)
		i++;
	return i < u->count;
}

/* The earliest of its rows, whatever gaps lie between them. */
int32_t
unit_begins(const struct units *u, int unit)
{
	const struct all *a = all_of(u);
	int32_t first = INT32_MAX;

	for (int i = a->last_row[unit]; i >= 0; i = a->rows[i].earlier)
		if (a->rows[i].from < first)
			first = a->rows[i].from;
	return first;
}

/* The latest of its rows; a gap before it does not end the unit. */
int32_t
unit_ends(const struct units *u, int unit)
{
	const struct all *a = all_of(u);
	int32_t last = INT32_MIN;

	for (int i = a->last_row[unit]; i >= 0; i = a->rows[i].earlier)
		if (a->rows[i].to > last)
			last = a->rows[i].to;
	return last;
}

/* Between two of its rows a unit may not be valid, so this is not a matter of
 * its first and last day. */
bool
unit_valid(const struct units *u, int unit, int32_t day)
{
	return row_on(all_of(u), unit, day) != NULL;
}

/* UNIT_NONE is also the answer for a day on which the unit is not valid: then
 * it counts for nobody above. */
int
unit_parent(const struct units *u, int unit, int32_t day)
{
	const struct row *r = row_on(all_of(u), unit, day);

	return r ? r->parent : UNIT_NONE;
}
