/* SPDX-License-Identifier: MIT
 *
 * Reads targets.csv, and files of its columns that say "what if". Which of the
 * rows are in force is contract's.
 */
#include "contract/target.h"

#include "base/diag.h"
#include "contract/goal.h"
#include "book/folder.h"
#include "book/defs.h"
#include "value/period.h"
#include "value/text.h"

#define EVERY_UNIT (-2) /* `*`, until it is known which they are */

/* What the rows are read with. */
struct reading {
	const struct units *units;
	const struct goals *goals;
	bool undecided; /* `decided` may be empty */
};

/* Takes the sign off: -1, 1, or 0 when there is none. */
static int
take_sign(struct span *text)
{
	static const struct {
		const char *sign;
		int means;
	} signs[] = {
		{ "+", 1 },
		{ "-", -1 },
		{ "\xE2\x88\x92", -1 },
		{ "\xE2\x80\x93", -1 },
	};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		size_t n = strlen(signs[i].sign);

		if (text->len < n || memcmp(text->at, signs[i].sign, n))
			continue;
		*text = text_trim((struct span){ text->at + n, text->len - n });
		return signs[i].means;
	}
	return 0;
}

/* Takes the word at the end off; percent when it is one for it. */
static void
take_word(struct span *text, bool *percent)
{
	static const struct {
		const char *word;
		bool percent;
	} words[] = {
		{ "pct.-point", false },
		{ "pct. point", false },
		{ "pct.point", false },
		{ "procentpoint", false },
		{ "%-point", false },
		{ "points", false },
		{ "point", false },
		{ "pct.", true },
		{ "pct", true },
		{ "procent", true },
		{ "percent", true },
		{ "per cent", true },
		{ "%", true },
	};
	size_t i;

	*percent = false;
	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i].word);

		if (text->len <= n
			|| memcmp(text->at + text->len - n, words[i].word, n))
			continue;
		*text = text_trim((struct span){ text->at, text->len - n });
		*percent = words[i].percent;
		return;
	}
}

bool
target_change(const struct table *t, size_t row, int column,
	struct change *change)
{
	struct span cell = table_cell(t, row, column), text = cell;
	struct decimal number;
	int sign = take_sign(&text);
	size_t i;

	take_word(&text, &change->percent);
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

struct ratio
target_changed(struct ratio baseline, struct change change)
{
	if (!change.percent)
		return ratio_add(baseline, change.by);
	return ratio_div(ratio_mul(baseline,
				 ratio_add(ratio_int(100), change.by)),
		ratio_int(100));
}

/* A number that may be absent. */
static bool
read_number(const struct table *t, size_t row, int column, bool *has,
	struct ratio *number)
{
	struct decimal decimal;
	bool absent;

	if (!table_number(t, row, column, &decimal, &absent))
		return false;
	*has = !absent;
	if (*has)
		*number = ratio_decimal(decimal);
	return true;
}

/* The level to be reached; an empty cell withdraws the target, unless a change
 * is given. */
static bool
read_target(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	struct target *x = into;
	bool has;

	(void)reading;
	if (!read_number(t, row, column, &has, &x->target))
		return false;
	x->withdraws = !has; /* unless there is a change */
	return true;
}

/* The upper edge of a goal that is to stay within two. */
static bool
read_upper(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	struct target *x = into;

	(void)reading;
	return read_number(t, row, column, &x->has_upper, &x->upper);
}

/* Where the goal starts from. */
static bool
read_baseline(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	struct target *x = into;

	(void)reading;
	return read_number(t, row, column, &x->has_baseline, &x->baseline);
}

/* The unit whose promise it is. */
static bool
read_unit(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	if (!table_cell(t, row, column).len)
		return def_error_say(table_place(t, row), "no-unit",
			"column \"unit\": whose target is it?");
	if (span_is(table_cell(t, row, column), "*")) {
		((struct target *)into)->unit = EVERY_UNIT;
		return true;
	}
	return unit_in_cell(((struct reading *)reading)->units, t, row, column,
		&((struct target *)into)->unit);
}

/* The goal it is a promise of, which must be one of goals.csv. */
static bool
read_goal(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	return goal_in_cell(((struct reading *)reading)->goals, t, row, column,
		&((struct target *)into)->goal);
}

/* Exactly one of target and change, or neither: withdrawn. */
static bool
check_change(const struct table *t, struct target *x)
{
	int column = table_column(t, "change");
	struct change change = { .has_sign = false };

	x->has_change = x->change.len > 0;
	if (!x->has_change)
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
			SPAN_ARG(x->change));
	if (!x->has_baseline)
		return table_wrong(t, x->row, table_column(t, "baseline"),
			"a change "
			"needs the baseline it starts from");
	x->withdraws = false;
	x->target = target_changed(x->baseline, change);
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
	goal = goal_in(r->goals, x->goal, x->year);
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
		.cell = read_unit, FIELD_NEEDED },
	{ "goal", "a goal's name; needed", .cell = read_goal, FIELD_NEEDED },
	{ "due",
		"the day it is to be reached; earlier ones are milestones; "
		"needed",
		.kind = FIELD_DAY, AT(due), FIELD_NEEDED },
	{ "target", "the number; of `within` the lower edge; needed",
		.cell = read_target, FIELD_NEEDED },
	{ "upper", "of `within` the upper edge; else empty",
		.cell = read_upper },
	{ "change", "instead of a target: `-5%` of the baseline, or `+10`",
		.kind = FIELD_TEXT, AT(change) },
	{ "baseline", "where it starts from", .cell = read_baseline },
	{ "stated_change", "the change as the contract's text has it, for lint",
		.kind = FIELD_TEXT, AT(stated_change) },
	{ "decided", "the day it was decided; needed", .kind = FIELD_DAY,
		AT(decided), FIELD_NEEDED },
	{ "decided_by", "by whom", .kind = FIELD_TEXT, AT(decided_by) },
	{ "reason", "why", .kind = FIELD_TEXT, AT(reason) },
};
const struct schema target_schema = { "targets.csv", SCHEMA_FIELDS(FIELDS),
	.size = sizeof(struct target), .row = offsetof(struct target, row),
	.other = &goal_schema, .check = check };

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

/* In the order of the five columns that name a row. */
static int
by_key(const void *one, const void *two)
{
	const struct target *a = *(const struct target *const *)one;
	const struct target *b = *(const struct target *const *)two;
	int order = ORDER(a->year, b->year);

	if (!order)
		order = ORDER(a->unit, b->unit);
	if (!order)
		order = ORDER(a->goal, b->goal);
	if (!order)
		order = ORDER(a->due, b->due);
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

/* Two rows of one key would make it a matter of chance which is in force. */
static bool
no_doubles(const struct schema_rows *rows)
{
	const struct target **sorted = mem_new(rows->count + 1,
		sizeof(*sorted));
	const struct target *list = rows->list;
	bool ok = true;
	size_t i;

	for (i = 0; i < rows->count; i++)
		sorted[i] = &list[i];
	qsort(sorted, rows->count, sizeof(*sorted), by_key_and_row);
	for (i = 1; i < rows->count; i++)
		if (!by_key(&sorted[i - 1], &sorted[i]))
			ok = def_error_say(table_place(rows->table,
						   sorted[i]->row),
				"duplicate",
				"the same year, unit, goal, due "
				"and decided day as line %" PRIu64
				": a later decision has a later day",
				table_place(rows->table, sorted[i - 1]->row)
					.line);
	mem_free(sorted);
	return ok;
}

/* Reads the rows of a file of targets and finds those given twice. */
/* Which units `*` means in a contract year: those that are no parents and are
 * valid on some day of it. */
static void
find_lowest(const struct book *b, const struct units *units, int year,
	bool lowest[])
{
	int32_t first = period_day(
		(struct period_date){ year, b->begins_month, b->begins_day });
	int32_t last, day;
	int unit, parent;

	book_year_of(b, first, &first, &last);
	for (unit = 0; unit < units->count; unit++) {
		day = first;
		while (day <= last && !unit_valid(units, unit, day))
			day++;
		lowest[unit] = day <= last;
	}
	for (unit = 0; unit < units->count; unit++) {
		parent = units->list[unit].parent;
		if (parent != UNIT_NONE)
			lowest[parent] = false;
	}
}

/* Puts a row for each unit in the place of each row of `*`. From the day that a
 * unit has a row of its own for that goal and due date, that one holds,
 * whatever is decided for all. */
static void
expand(struct book *b, const struct units *units, struct schema_rows *rows)
{
	const struct target *list = rows->list, *end = list + rows->count;
	const struct target *x, *own;
	bool *lowest = arena_take(b->arena, (size_t)units->count + 1);
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
			find_lowest(b, units, year = x->year, lowest);
		for (unit = 0; unit < units->count; unit++) {
			for (own = list; own < end; own++)
				if (own->unit == unit && own->year == year
					&& own->goal == x->goal
					&& own->due == x->due
					&& own->decided <= x->decided)
					break;
			if (!lowest[unit] || own < end)
				continue;
			all[n] = *x;
			all[n++].unit = unit;
		}
	}
	rows->list = all;
	rows->count = n;
}

static const struct targets *
load(struct book *b, const struct schema *schema, const char *file,
	struct reading *r)
{
	struct targets *all = arena_take(b->arena, sizeof(*all));
	struct schema_rows rows;
	bool ok = schema_table(b, schema, file, false, r, &rows);

	if (!rows.list || (!no_doubles(&rows) && def_error_stops()))
		return NULL;
	expand(b, r->units, &rows);
	*all = (struct targets){ rows.count, rows.list, rows.table };
	return ok ? all : NULL;
}

const struct targets *
targets_load(struct book *b, const struct units *units,
	const struct goals *goals)
{
	struct reading r = { units, goals, false };

	return load(b, &target_schema, folder_path(b, "targets.csv"), &r);
}

const struct targets *
targets_load_file(struct book *b, const char *file, const struct units *units,
	const struct goals *goals)
{
	struct reading r = { units, goals, true };
	struct schema schema = target_schema;
	struct field fields[sizeof(FIELDS) / sizeof(*FIELDS)];

	memcpy(fields, FIELDS, sizeof(fields));
	for (size_t i = 0; i < schema.nfields; i++)
		if (!strcmp(fields[i].name, "decided"))
			fields[i].needed = false;
	schema.fields = fields;
	return load(b, &schema, file, &r);
}
