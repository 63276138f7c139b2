/* SPDX-License-Identifier: MIT
 *
 * Reads actions.csv, comments.csv and strategy.csv, which only reports and lint
 * look at: nothing here decides a verdict. What they mean for a goal, and
 * whether the names in a strategy map exist, is for those to ask.
 */
#include "contract/action.h"

#include "base/diag.h"
#include "book/defs.h"
#include "book/folder.h"
#include "value/period.h"

struct reading {
	const struct units *units;
	const struct goals *goals;
	struct schema_rows rows; /* so far */
};

/* An action without a name could be named by nobody. */
static bool
read_name(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	struct action *a = into;

	(void)reading;
	a->name = table_cell(t, row, column);
	return a->name.len
		|| table_wrong(t, row, column, "an action needs a name");
}

/* An empty cell: it is nobody's own. */
static bool
read_unit(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	struct action *a = into;

	a->unit = UNIT_NONE;
	return !table_cell(t, row, column).len
		|| unit_in_cell(((struct reading *)reading)->units, t, row,
			column, &a->unit);
}

/* An empty cell: it serves no single goal. */
static bool
read_goal(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	struct action *a = into;

	a->goal = -1;
	return !table_cell(t, row, column).len
		|| goal_in_cell(((struct reading *)reading)->goals, t, row,
			column, &a->goal);
}

/* Names are given once, and an action starts before it is due. */
static bool
check_action(void *reading, const struct table *t, size_t row, void *into)
{
	const struct schema_rows *rows = &((struct reading *)reading)->rows;
	const struct action *a = into, *list = rows->list;
	struct actions before = { rows->count, rows->list, t };
	int earlier;

	if (a->due != DAY_NONE && a->due < a->start)
		return table_wrong(t, row, table_column(t, "due"),
			"it is due before it starts");
	earlier = action_find(&before, a->name);
	return earlier < 0
		|| def_error_say(table_place(t, row), "duplicate",
			"action \"%.*s\" is already in line %" PRIu64,
			SPAN_ARG(a->name),
			table_place(t, list[earlier].row).line);
}

#define AT_ACTION(member) .at = offsetof(struct action, member)

static const struct field ACTION_FIELDS[] = {
	{ "action", "its code, once; needed", .cell = read_name, FIELD_NEEDED },
	{ "unit", "whose it is; may be empty; needed", .cell = read_unit,
		FIELD_NEEDED },
	{ "goal", "the goal it serves; may be empty; needed", .cell = read_goal,
		FIELD_NEEDED },
	{ "title", "what is done", .kind = FIELD_TEXT, AT_ACTION(title) },
	{ "owner", "who does it", .kind = FIELD_TEXT, AT_ACTION(owner) },
	{ "start", "the first day", .kind = FIELD_DAY, AT_ACTION(start) },
	{ "due", "the day it is to be done", .kind = FIELD_DAY,
		AT_ACTION(due) },
	{ "state", "any word", .kind = FIELD_TEXT, AT_ACTION(state) },
};
const struct schema action_schema = { "actions.csv",
	SCHEMA_FIELDS(ACTION_FIELDS), .size = sizeof(struct action),
	.row = offsetof(struct action, row), .check = check_action };

int
action_find(const struct actions *all, struct span name)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (span_equal(all->list[i].name, name))
			return (int)i;
	return -1;
}

const struct actions *
actions_load(struct book *b, const struct units *units,
	const struct goals *goals)
{
	struct actions *all = arena_take(b->arena, sizeof(*all));
	struct reading r = { units, goals, { 0 } };

	if (!schema_table(b, &action_schema, folder_path(b, "actions.csv"),
		    true, &r, &r.rows))
		return NULL;
	*all = (struct actions){ r.rows.count, r.rows.list, r.rows.table };
	return all;
}

/* --- comments.csv --- */

/* The unit that answers must be one of the book's. */
static bool
read_answerer(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	return unit_in_cell(((struct reading *)reading)->units, t, row, column,
		&((struct comment *)into)->unit);
}

/* So must the goal whose status it answers. */
static bool
read_answered(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	return goal_in_cell(((struct reading *)reading)->goals, t, row, column,
		&((struct comment *)into)->goal);
}

/* A comment without a day would answer every status there is. */
static bool
check_comment(void *reading, const struct table *t, size_t row, void *into)
{
	(void)reading;
	return ((struct comment *)into)->as_of != DAY_NONE
		|| table_wrong(t, row, table_column(t, "as_of"),
			"is empty: which status does it answer?");
}

#define AT_COMMENT(member) .at = offsetof(struct comment, member)

static const char *const RESPONSES[] = { "", "adjust", "effort", "both" };

static const struct field COMMENT_FIELDS[] = {
	{ "year", "the contract year; needed", .kind = FIELD_YEAR,
		AT_COMMENT(year), FIELD_NEEDED },
	{ "unit", "who answers; needed", .cell = read_answerer, FIELD_NEEDED },
	{ "goal", "of which goal; needed", .cell = read_answered,
		FIELD_NEEDED },
	{ "as_of", "the day of the status it answers; needed",
		.kind = FIELD_DAY, AT_COMMENT(as_of), FIELD_NEEDED },
	{ "response",
		"`adjust` (the target), `effort`, `both`, or empty; "
		"needed",
		.kind = FIELD_WORD, AT_COMMENT(response),
		FIELD_WORDS(RESPONSES), FIELD_NEEDED },
	{ "text", "the unit's words", .kind = FIELD_TEXT, AT_COMMENT(text) },
};
const struct schema comment_schema = { "comments.csv",
	SCHEMA_FIELDS(COMMENT_FIELDS), .size = sizeof(struct comment),
	.row = offsetof(struct comment, row), .check = check_comment };

const struct comments *
comments_load(struct book *b, const struct units *units,
	const struct goals *goals)
{
	struct comments *all = arena_take(b->arena, sizeof(*all));
	struct reading r = { units, goals, { 0 } };
	struct schema_rows rows;

	if (!schema_table(b, &comment_schema, folder_path(b, "comments.csv"),
		    true, &r, &rows))
		return NULL;
	*all = (struct comments){ rows.count, rows.list, rows.table };
	return all;
}

const struct comment *
comment_on(const struct comments *all, int year, int unit, int goal,
	int32_t as_of)
{
	const struct comment *found = NULL;
	size_t i;

	for (i = 0; i < all->count; i++) {
		const struct comment *x = &all->list[i];

		if (x->year == year && x->unit == unit && x->goal == goal
			&& x->as_of == as_of)
			found = x;
	}
	return found;
}

/* --- strategy.csv --- */

/* A row is about a node; what it serves may be left empty. */
static bool
check_link(void *reading, const struct table *t, size_t row, void *into)
{
	(void)reading;
	return ((struct strategy_link *)into)->from.len
		|| table_wrong(t, row, table_column(t, "from"), "is empty");
}

/* The kind of a node. An empty cell is no kind either. */
static bool
read_kind(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	static const char *const words[] = { [STRATEGY_VISION] = "vision",
		[STRATEGY_STRATEGY] = "strategy",
		[STRATEGY_GOAL] = "goal",
		[STRATEGY_ACTION] = "action" };
	struct span cell = table_cell(t, row, column);

	(void)reading;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (span_is(cell, words[i])) {
			((struct strategy_link *)into)->kind =
				(enum strategy_kind)i;
			return true;
		}
	return table_wrong(t, row, column,
		"\"%.*s\" is none of vision, strategy, goal, action",
		SPAN_ARG(cell));
}

#define AT_LINK(member) .at = offsetof(struct strategy_link, member)

static const struct field LINK_FIELDS[] = {
	{ "from", "the node; a goal by its name, an action by its code; needed",
		.kind = FIELD_TEXT, AT_LINK(from), FIELD_NEEDED },
	{ "to", "the node it serves; empty: none; needed", .kind = FIELD_TEXT,
		AT_LINK(to), FIELD_NEEDED },
	{ "kind", "of `from`: `vision`, `strategy`, `goal`, `action`; needed",
		.cell = read_kind, FIELD_NEEDED },
	{ "label", "what a vision or a strategy is called", .kind = FIELD_TEXT,
		AT_LINK(label) },
};
const struct schema strategy_schema = { "strategy.csv",
	SCHEMA_FIELDS(LINK_FIELDS), .size = sizeof(struct strategy_link),
	.row = offsetof(struct strategy_link, row), .check = check_link };

const struct strategy *
strategy_load(struct book *b)
{
	struct strategy *all = arena_take(b->arena, sizeof(*all));
	struct schema_rows rows;

	if (!schema_table(b, &strategy_schema, folder_path(b, "strategy.csv"),
		    true, NULL, &rows))
		return NULL;
	*all = (struct strategy){ rows.count, rows.list, rows.table };
	return all;
}

int
strategy_find(const struct strategy *all, enum strategy_kind kind,
	struct span from)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (all->list[i].kind == kind
			&& span_equal(all->list[i].from, from))
			return (int)i;
	return -1;
}
