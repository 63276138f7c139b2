/* SPDX-License-Identifier: MIT
 *
 * Reads targets.csv, and files of its columns that say "what if". Then which
 * of the rows are in force.
 */
#include "contract/target.h"

#include <limits.h>

#include "base/diag.h"
#include "base/mem.h"
#include "book/book.h"
#include "book/defs.h"
#include "book/folder.h"
#include "contract/goal.h"
#include "value/period.h"
#include "value/text.h"

#define EVERY_UNIT (-2) /* `*`, until it is known which they are */

/* What the rows are read with. */
struct reading {
	struct unit_names names;
	bool undecided; /* `decided` may be empty */
	bool by_unit;   /* a row of `*` becomes one of each unit */
};

/* A mark that a change begins or ends with, and what it says. */
struct mark {
	const char *text;
	int means;
};
static const struct mark SIGNS[] = { { "+", 1 }, { "-", -1 },
	{ "\xE2\x88\x92", -1 }, { "\xE2\x80\x93", -1 } };
/* 1: per cent. Of words that end alike the longest comes first. */
static const struct mark WORDS[] = { { "pct.-point", 0 }, { "pct. point", 0 },
	{ "pct.point", 0 }, { "procentpoint", 0 }, { "%-point", 0 },
	{ "points", 0 }, { "point", 0 }, { "pct.", 1 }, { "pct", 1 },
	{ "procent", 1 }, { "percent", 1 }, { "per cent", 1 }, { "%", 1 } };

/* Takes one of the marks off the beginning or the end of a text, and gives what
 * it means; 0: there is none. */
static int
take_mark(struct span *text, const struct mark *marks, size_t n, bool at_end)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(marks[i].text);
		size_t from = at_end && text->len > len ? text->len - len : 0;

		if (text->len < len + at_end
			|| memcmp(text->at + from, marks[i].text, len))
			continue;
		*text = text_trim((struct span){ text->at + (at_end ? 0 : len),
			text->len - len });
		return marks[i].means;
	}
	return 0;
}

/* Signs may also be a minus (U+2212) or a dash (U+2013), as word processors
 * make them. The change is exact; what it is of is for check_change() to
 * know. */
bool
target_change(const struct table *t, size_t row, int column,
	struct change *change)
{
	struct span cell = table_cell(t, row, column), text = cell;
	struct decimal number;
	int sign = take_mark(&text, SIGNS, COUNT(SIGNS), false);
	size_t i;

	change->percent = take_mark(&text, WORDS, COUNT(WORDS), true);
	if (!table_decimal(t, row, column, text, &number))
		return false;
	if (number.millionths < 0)
		return table_wrong(t, row, column, "\"%.*s\" has two signs",
			SPAN_ARG(cell));
	change->has_sign = sign != 0;
	/* Reports show a change with as many decimals as it was promised. */
	for (i = text.len; i > 0; i--)
		if (text.at[i - 1] == ',' || text.at[i - 1] == '.')
			break;
	change->decimals = i ? (int)(text.len - i) : 0;
	change->by = ratio_decimal(number);
	if (sign < 0)
		change->by = ratio_neg(change->by);
	return true;
}

struct span
target_text(const struct target *x, const char *column)
{
	return table_cell(x->table, x->row, table_column(x->table, column));
}

/* A number; an empty cell leaves none, which check() looks at. */
static bool
read_number(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	struct decimal number;
	bool absent;

	(void)reading;
	if (!table_number(t, row, column, &number, &absent))
		return false;
	if (!absent)
		*(struct ratio *)into = ratio_decimal(number);
	return true;
}

/* The unit whose promise it is. */
static bool
read_unit(void *reading, const struct table *t, size_t row, int column,
	void *unit)
{
	if (!table_cell(t, row, column).len)
		return def_error_say(table_place(t, row), "no-unit",
			"column \"unit\": whose target is it?");
	if (!span_is(table_cell(t, row, column), "*"))
		return unit_cell(reading, t, row, column, unit);
	*(int *)unit = EVERY_UNIT;
	return true;
}

/* Exactly one of target and change, or neither: withdrawn. */
static bool
check_change(const struct table *t, struct target *x)
{
	int column = table_column(t, "change");
	struct change change = { .has_sign = false };

	if (!table_cell(t, x->row, column).len)
		return true;
	if (!x->withdraws)
		return table_wrong(t, x->row, column,
			"a target and "
			"a change: only one of them can be given");
	if (!target_change(t, x->row, column, &change))
		return false;
	if (!change.has_sign && ratio_sign(change.by))
		return table_wrong(t, x->row, column,
			"\"%.*s\": up "
			"or down? A change is written -5%% or +10",
			SPAN_ARG(table_cell(t, x->row, column)));
	if (!x->has_baseline)
		return table_wrong(t, x->row, table_column(t, "baseline"),
			"a change "
			"needs the baseline it starts from");
	x->withdraws = false;
	/* A baseline of 200 changed by -5 % is 190; the result is exact, and
	 * rounded only where it is shown. */
	x->target = !change.percent
		? ratio_add(x->baseline, change.by)
		: ratio_div(ratio_mul(x->baseline,
				    ratio_add(ratio_int(100), change.by)),
			ratio_int(100));
	return true;
}

/* The last word on a row: the days it needs, then what its target, change and
 * edges say together. */
static bool
check(void *reading, const struct table *t, size_t row, void *into)
{
	const struct reading *r = reading;
	struct target *x = into;
	const struct goal *goal;
	int upper;

	x->table = t;
	x->withdraws = !ratio_given(x->target); /* unless there is a change */
	x->has_upper = ratio_given(x->upper);
	x->has_baseline = ratio_given(x->baseline);
	if (x->due == DAY_NONE)
		return def_error_say(table_place(t, row), "no-due",
			"column \"due\": a target needs a date it is due, "
			"such as 2010-12-31");
	if (x->decided == DAY_NONE && !r->undecided)
		return def_error_say(table_place(t, row), "no-decided",
			"column \"decided\": the day it was decided is "
			"missing, such as 2010-01-20");
	if (!check_change(t, x))
		return false;
	/* By the goal as it was in the year of the row. */
	goal = goal_in(r->names.goals, x->goal, x->year);
	upper = table_column(t, "upper");
	if (goal->from > x->year)
		return table_wrong(t, x->row, table_column(t, "year"),
			"goal \"%.*s\" begins in %d", SPAN_ARG(goal->name),
			goal->from);
	if (x->withdraws || !goal->has_direction)
		return true;
	if (goal->direction == WITHIN && !x->has_upper)
		return table_wrong(t, x->row, upper,
			"a goal that is "
			"to stay within needs an upper edge");
	if (goal->direction != WITHIN && x->has_upper)
		return table_wrong(t, x->row, upper,
			"goal \"%.*s\" is "
			"%s: it has no upper edge",
			SPAN_ARG(goal->name), goal_directions[goal->direction]);
	return !x->has_upper || ratio_compare(x->upper, x->target) >= 0
		|| table_wrong(t, x->row, upper,
			"the upper edge "
			"is below the target");
}

#define AT(member) .at = offsetof(struct target, member)

static const struct field FIELDS[] = {
	{ "year", "the contract year; needed", .kind = FIELD_YEAR, AT(year),
		FIELD_NEEDED },
	{ "unit",
		"a unit's code; `*`: every unit of the lowest level that year; "
		"needed",
		.cell = read_unit, AT(unit), FIELD_NEEDED },
	{ "goal", "a goal's name; needed", .cell = goal_cell, AT(goal),
		FIELD_NEEDED },
	{ "due",
		"the day it is to be reached; earlier ones are milestones; "
		"needed",
		.kind = FIELD_DAY, AT(due), FIELD_NEEDED },
	{ "target", "the number; of `within` the lower edge; needed",
		.cell = read_number, AT(target), FIELD_NEEDED },
	{ "upper", "of `within` the upper edge; else empty",
		.cell = read_number, AT(upper) },
	{ "change", "instead of a target: `-5%` of the baseline, or `+10`",
		FIELD_LATER },
	{ "baseline", "where it starts from", .cell = read_number,
		AT(baseline) },
	{ "stated_change", "the change as the contract's text has it, for lint",
		FIELD_LATER },
	{ "decided", "the day it was decided; needed", .kind = FIELD_DAY,
		AT(decided), FIELD_NEEDED },
	{ "decided_by", "by whom", FIELD_LATER },
	{ "reason", "why", FIELD_LATER },
};
const struct schema target_schema = { "targets.csv", SCHEMA_FIELDS(FIELDS),
	.size = sizeof(struct target), .row = offsetof(struct target, row),
	.other = &goal_schema, .check = check };

/* In the order of the five columns that name a row. Rows of one goal and due date
 * stand together, unit by unit. */
static int
by_key(const void *one, const void *two)
{
	const struct target *a = *(const struct target *const *)one;
	const struct target *b = *(const struct target *const *)two;
	int order = ORDER(a->year, b->year);

	order = order ? order : ORDER(a->goal, b->goal);
	order = order ? order : ORDER(a->due, b->due);
	order = order ? order : ORDER(a->unit, b->unit);
	return order ? order : ORDER(a->decided, b->decided);
}

/* Rows of one key come in the order of the file, so that the later one is
 * blamed. */
static int
by_key_and_row(const void *one, const void *two)
{
	const struct target *a = *(const struct target *const *)one;
	const struct target *b = *(const struct target *const *)two;
	int order = by_key(one, two);

	return order ? order : ORDER(a->row, b->row);
}

static bool
promises_alike(const struct target *a, const struct target *b)
{
	return a->year == b->year && a->goal == b->goal && a->due == b->due;
}

/* Where rows of the year, goal and due date of x begin in rows by their key. */
static const struct target **
first_of_goal(const struct target **sorted, size_t count,
	const struct target *x)
{
	struct target key = *x;
	const struct target *probe = &key;

	key.unit = INT_MIN;
	while (count) {
		size_t half = count / 2;

		if (by_key(&sorted[half], &probe) < 0) {
			sorted += half + 1;
			count -= half + 1;
		} else
			count = half;
	}
	return sorted;
}

/* Of each unit whether a row of `*` of that year is also its own: it is no parent,
 * and valid on some day of the contract year. In the book's arena. */
static bool *
lowest_units(struct book *b, const struct units *units, int year)
{
	bool *lowest = arena_take(b->arena, (size_t)units->count + 1);
	int32_t first, last, day;

	book_days_of(b, year, &first, &last);
	for (int unit = 0; unit < units->count; unit++) {
		for (day = first; day <= last && !unit_valid(units, unit, day);
			day++)
			;
		lowest[unit] = day <= last;
	}
	for (int unit = 0; unit < units->count; unit++)
		if (units->list[unit].parent != UNIT_NONE)
			lowest[units->list[unit].parent] = false;
	return lowest;
}

/* Puts a row for each of the lowest units in the place of each row of `*`. From
 * the day that a unit has a row of its own for that goal and due date, that one holds,
 * whatever is decided for all. */
static void
expand(struct book *b, const struct units *units, struct schema_rows *rows,
	const struct target **sorted)
{
	const struct target *list = rows->list, *end = list + rows->count;
	const struct target *x, **own, **last_own = sorted + rows->count;
	bool *lowest = NULL;
	int unit, year = INT32_MIN;
	struct target *all;
	size_t n = 0;

	for (x = list; x < end; x++)
		n += x->unit == EVERY_UNIT ? (size_t)units->count : 1;
	/* a book of one unit has as many */
	if (n == rows->count && units->count != 1)
		return;
	all = arena_take(b->arena, (n + 1) * sizeof(*all));
	for (n = 0, x = list; x < end; x++) {
		if (x->unit != EVERY_UNIT) {
			all[n++] = *x;
			continue;
		}
		if (x->year != year)
			lowest = lowest_units(b, units, x->year);
		year = x->year;
		own = first_of_goal(sorted, rows->count, x);
		for (unit = 0; unit < units->count; unit++) {
			while (own < last_own && promises_alike(*own, x)
				&& (*own)->unit < unit)
				own++;
			if (!lowest[unit]
				|| (own < last_own && promises_alike(*own, x)
					&& (*own)->unit == unit
					&& (*own)->decided <= x->decided))
				continue;
			all[n] = *x;
			all[n++].unit = unit;
		}
	}
	rows->list = all;
	rows->count = n;
}

/* Reads the rows of a file of targets and finds those given twice: two rows of
 * one key would make it a matter of chance which is in force. */
static const struct targets *
load(struct book *b, const struct schema *schema, const char *file,
	struct reading *r)
{
	struct targets *all = arena_take(b->arena, sizeof(*all));
	struct schema_rows rows;
	bool ok = schema_table(b, schema, file, false, r, &rows), twice = false;
	const struct target **sorted, *list = rows.list;

	if (!rows.list)
		return NULL;
	sorted = mem_new(rows.count + 1, sizeof(*sorted));
	for (size_t i = 0; i < rows.count; i++)
		sorted[i] = &list[i];
	qsort(sorted, rows.count, sizeof(*sorted), by_key_and_row);
	for (size_t i = 1; i < rows.count; i++) {
		if (by_key(&sorted[i - 1], &sorted[i]))
			continue;
		twice = true;
		def_error_say(table_place(rows.table, sorted[i]->row),
			"duplicate",
			"the same year, unit, goal, due and decided day as "
			"line %" PRIu64 ": a later decision has a later day",
			table_place(rows.table, sorted[i - 1]->row).line);
	}
	if (r->by_unit && (!twice || !def_error_stops()))
		expand(b, r->names.units, &rows, sorted);
	mem_free(sorted);
	if (twice && def_error_stops())
		return NULL;
	*all = (struct targets){ rows.count, rows.list, rows.table };
	return ok ? all : NULL;
}

const struct targets *
targets_load(struct book *b, const struct units *units,
	const struct goals *goals, bool by_unit)
{
	struct reading r = { { units, goals }, .by_unit = by_unit };

	return load(b, &target_schema, folder_path(b, "targets.csv"), &r);
}

/* The schema is copied for that, so that the book's own stays as strict as it
 * was. A what-if row needs no decision: nobody has taken it. */
const struct targets *
targets_load_file(struct book *b, const char *file, const struct units *units,
	const struct goals *goals)
{
	struct reading r = { { units, goals }, .undecided = true };
	struct schema schema = target_schema;
	struct field fields[COUNT(FIELDS)];

	memcpy(fields, FIELDS, sizeof(fields));
	for (size_t i = 0; i < schema.nfields; i++)
		if (!strcmp(fields[i].name, "decided"))
			fields[i].needed = false;
	schema.fields = fields;
	return load(b, &schema, file, &r);
}

/* Sorts the known target rows by unit, goal and due date and walks over them
 * once: of each due date the first and the last row make the original and the
 * present terms. Whether a row has what its goal's path and scale need is asked
 * here, since only now it is known which rows hold. */

/* A known row of the year; laid over when it comes from a what-if file. */
struct entry {
	const struct target *row;
	bool laid_over;
};

/* Room for all rows of both files, freed when the contracts are made. */
struct entries {
	struct entry *list;
	size_t count;
};

/* Adds the rows of the year that are known by then. What-if rows hold whenever
 * they were decided. */
static void
take_known(struct entries *e, const struct targets *from, int year,
	int32_t known_at, bool laid_over)
{
	for (size_t i = 0; from && i < from->count; i++)
		if (laid_over ? from->list[i].year == year
			      : (from->list[i].year == year
				      && from->list[i].decided <= known_at))
			e->list[e->count++] = (struct entry){ &from->list[i],
				laid_over };
}

/* By due date; then in the order in which they came to hold. */
static int
order_terms(const void *left, const void *right)
{
	const struct entry *x = left, *y = right;
	const struct target *a = x->row, *b = y->row;
	int order = ORDER(a->due, b->due);

	order = order ? order : ORDER(x->laid_over, y->laid_over);
	order = order ? order : ORDER(a->decided, b->decided);
	return order ? order : ORDER(a->row, b->row);
}

/* By goal, then unit: rows of `*` stand before those of units. */
static int
order_entries(const void *left, const void *right)
{
	const struct target *a = ((const struct entry *)left)->row;
	const struct target *b = ((const struct entry *)right)->row;
	int order = ORDER(a->goal, b->goal);

	order = order ? order : ORDER(a->unit, b->unit);
	return order ? order : order_terms(left, right);
}

/* A revision need not repeat the baseline: the last one said holds.
 * first..first + n are the rows of the greatest due date, in the order in which
 * they came to hold. */
static void
find_baseline(struct terms *terms, const struct entry *first, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!first[i].row->has_baseline)
			continue;
		terms->has_baseline = true;
		terms->baseline = first[i].row->baseline;
	}
}

/* A row that withdraws ends the terms, and is no step of them. A single one may
 * be its own list. */
static void
add_step(struct terms *terms, const struct target *row)
{
	terms->due = row;
	if (!row->withdraws)
		terms->steps[terms->nsteps++] = row;
}

/* first..first + n are the rows of one unit and goal. c->revised is about any
 * of the due dates: a milestone that was lowered is a promise that was changed.
 * Baselines are taken from the last due date, which is the goal's own. */
static const struct contract *
contract_of(struct arena *arena, const struct entry *first, size_t n)
{
	struct contract *c = arena_take(arena, sizeof(*c));
	struct terms *original = &c->now;
	size_t i, same;

	c->applicable = true;
	for (i = 1; i < n; i++)
		c->revised |= first[i].row->due == first[i - 1].row->due;
	c->now.steps = n == 1 ? &c->now.due
			      : arena_take(arena, n * sizeof(*c->now.steps));
	if (c->revised) {
		original = arena_take(arena, sizeof(*original));
		original->steps = arena_take(arena, n * sizeof(*c->now.steps));
	}
	c->original = original;
	for (i = 0; i < n; i += same) {
		for (same = 1; i + same < n
			&& first[i + same].row->due == first[i].row->due;
			same++)
			continue;
		if (c->revised)
			add_step(original, first[i].row);
		add_step(&c->now, first[i + same - 1].row);
		c->hypothetical |= first[i + same - 1].laid_over;
		if (i + same < n)
			continue;
		find_baseline(original, &first[i], 1);
		find_baseline(&c->now, &first[i], same);
	}
	return c;
}

/* Puts the rows that make a unit's contract into `room`, which has room for all:
 * its own n rows, and those of `*` that hold for it. One of `*` holds unless the
 * unit had a row of its own for the same due date when it was decided. Rows of the
 * book and of a what-if file are told apart. How many rows there are. */
static size_t
lay_together(struct entry *room, const struct entry *every, size_t nevery,
	const struct entry *own, size_t n)
{
	size_t kept = 0, i;

	for (size_t k = 0; k < nevery; k++) {
		for (i = 0; i < n
			&& (own[i].laid_over != every[k].laid_over
				|| own[i].row->due != every[k].row->due
				|| own[i].row->decided > every[k].row->decided);
			i++)
			;
		if (i == n)
			room[kept++] = every[k];
	}
	memcpy(&room[kept], own, n * sizeof(*own));
	if (kept)
		qsort(room, kept + n, sizeof(*room), order_terms);
	return kept + n;
}

/* Sets the contracts of one goal by its n rows. All units that have but the rows
 * of `*` have the same one, for in a large book they are nearly all. */
static void
take_goal(struct contracts *all, struct arena *arena, const bool *lowest,
	const struct entry *e, size_t n, struct entry *room)
{
	int goal = e->row->goal, unit;
	size_t every = 0, same, together;
	const struct contract *shared;

	while (every < n && e[every].row->unit == EVERY_UNIT)
		every++;
	shared = every ? contract_of(arena, e, every) : NULL;
	for (unit = 0; every && unit < all->nunits; unit++) {
		if (!lowest[unit])
			continue;
		all->list[(size_t)unit * all->ngoals + (size_t)goal] = shared;
		all->goal_used[goal] = true;
	}
	for (size_t i = every; i < n; i += same) {
		unit = e[i].row->unit;
		for (same = 1; i + same < n && e[i + same].row->unit == unit;
			same++)
			continue;
		together = lay_together(room, e, lowest[unit] ? every : 0,
			&e[i], same);
		all->list[(size_t)unit * all->ngoals + (size_t)goal] =
			contract_of(arena, room, together);
		all->goal_used[goal] = true;
	}
}

/* --- what a row must have to be judged by --- */

/* The files that rows may come from: a fault is said of the right one. */
struct check {
	const struct goals *goals;
	const struct targets *book, *what_if;
};

/* Says that a row lacks its baseline, by the file it came from, which may lack
 * all of the column. */
static bool
lacks_baseline(const struct check *check, const struct target *t,
	const char *why)
{
	const struct table *table = check->book->table;
	int column;

	if (check->what_if && t >= check->what_if->list
		&& t < check->what_if->list + check->what_if->count)
		table = check->what_if->table;
	column = table_column(table, "baseline");
	return table_wrong(table, t->row, column, "%s: %s",
		column < 0 ? "no column \"baseline\"" : "is empty", why);
}

/* A glide begins at the baseline and a change is measured from it; without one
 * a number would have to be invented. terms are those in force or the original
 * ones: both are judged, so both are asked. */
static bool
can_be_judged(const struct check *check, const struct terms *terms)
{
	const struct target *t = terms->due;
	const struct goal *g = &check->goals->list[t->goal];

	if (t->withdraws || terms->has_baseline)
		return true;
	if (g->path == PATH_GLIDE)
		return lacks_baseline(check, t,
			"the path glide begins at the baseline");
	if (g->scale == SCALE_OF_CHANGE)
		return lacks_baseline(check, t,
			"the scale of_change is the change from the baseline");
	return true;
}

/* The list has a place for each unit and goal, also where nothing is promised,
 * so that finding one is a matter of arithmetic. All faults are said before NULL
 * is returned. */
const struct contracts *
contracts_of(struct book *book, const struct units *units,
	const struct goals *goals, const struct targets *targets,
	const struct targets *what_if, int year, int32_t known_at)
{
	struct check check = { goals, targets, what_if };
	struct contracts *all = arena_take(book->arena, sizeof(*all));
	size_t cells = (size_t)units->count * goals->count, i;
	const bool *lowest = lowest_units(book, units, year);
	struct entries e = { 0 };
	struct entry *room;
	bool ok = true;
	size_t n;

	goals_in(goals, year);
	*all = (struct contracts){ .year = year,
		.known_at = known_at,
		.nunits = units->count,
		.ngoals = goals->count };
	all->goal_used = arena_take(book->arena, goals->count + 1);
	all->list = arena_take(book->arena, (cells + 1) * sizeof(*all->list));
	n = targets->count + (what_if ? what_if->count : 0) + 1;
	e.list = mem_new(n, sizeof(*e.list));
	room = mem_new(n, sizeof(*room));
	take_known(&e, targets, year, known_at, false);
	take_known(&e, what_if, year, known_at, true);
	qsort(e.list, e.count, sizeof(*e.list), order_entries);
	for (i = 0; i < e.count; i += n) {
		for (n = 1; i + n < e.count
			&& e.list[i].row->goal == e.list[i + n].row->goal;
			n++)
			continue;
		take_goal(all, book->arena, lowest, &e.list[i], n, room);
	}
	mem_free(e.list);
	mem_free(room);
	for (i = 0; i < cells; i++)
		if (all->list[i])
			ok = can_be_judged(&check, &all->list[i]->now)
				&& can_be_judged(&check, all->list[i]->original)
				&& ok;
	return ok ? all : NULL;
}

/* Both numbers must be of the units and goals that the contracts were made
 * of. */
const struct contract *
contract_find(const struct contracts *all, int unit, int goal)
{
	static const struct contract none = { .original = &none.now };
	const struct contract *c =
		all->list[(size_t)unit * all->ngoals + (size_t)goal];

	return c ? c : &none;
}
