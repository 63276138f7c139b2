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

/* What the rows are read with. */
struct reading {
	struct unit_names names;
	bool nobodys;            /* a unit and a goal may be empty */
	struct schema_rows rows; /* so far */
};

/* The unit, or the goal, that a row is about. An action may be nobody's own and
 * serve no single goal; a comment is of one unit's goal. It begins with none in
 * either case, so that a row that is wrong never holds the number of another
 * unit. */
static bool
read_unit(void *reading, const struct table *t, size_t row, int column,
	void *unit)
{
	*(int *)unit = UNIT_NONE;
	return (((struct reading *)reading)->nobodys
		       && !table_cell(t, row, column).len)
		|| unit_cell(reading, t, row, column, unit);
}

/* The same of the goal; -1 is none. */
static bool
read_goal(void *reading, const struct table *t, size_t row, int column,
	void *goal)
{
	*(int *)goal = -1;
	return (((struct reading *)reading)->nobodys
		       && !table_cell(t, row, column).len)
		|| goal_cell(reading, t, row, column, goal);
}

/* An action without a name could be named by nobody. Names are given once, and
 * an action starts before it is due. Each row is held against those before it,
 * so that a name given twice is told at the second one. */
static bool
check_action(void *reading, const struct table *t, size_t row, void *into)
{
	const struct schema_rows *rows = &((struct reading *)reading)->rows;
	const struct action *a = into, *list = rows->list;
	struct actions before = { rows->count, rows->list, t };
	int earlier;

	if (!a->name.len)
		return table_wrong(t, row, table_column(t, "action"),
			"an action needs a name");
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
	{ "action", "its code, once; needed", .kind = FIELD_TEXT,
		AT_ACTION(name), FIELD_NEEDED },
	{ "unit", "whose it is; may be empty; needed", .cell = read_unit,
		AT_ACTION(unit), FIELD_NEEDED },
	{ "goal", "the goal it serves; may be empty; needed", .cell = read_goal,
		AT_ACTION(goal), FIELD_NEEDED },
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

/* Names are compared as bytes: they are codes, not words, and no program folds
 * them. */
int
action_find(const struct actions *all, struct span name)
{
	for (size_t i = 0; i < all->count; i++)
		if (span_equal(all->list[i].name, name))
			return (int)i;
	return -1;
}

/* NULL says that the file is there and wrong, which has been said. */
const struct actions *
actions_load(struct book *b, const struct units *units,
	const struct goals *goals)
{
	struct actions *all = arena_take(b->arena, sizeof(*all));
	struct reading r = { { units, goals }, true, { 0 } };

	if (!schema_table(b, &action_schema, folder_path(b, "actions.csv"),
		    true, &r, &r.rows))
		return NULL;
	*all = (struct actions){ r.rows.count, r.rows.list, r.rows.table };
	return all;
}

/* --- comments.csv --- */

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
	{ "unit", "who answers; needed", .cell = read_unit, AT_COMMENT(unit),
		FIELD_NEEDED },
	{ "goal", "of which goal; needed", .cell = read_goal, AT_COMMENT(goal),
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

/* Unlike an action a comment answers one unit's status of one goal, so neither
 * may be empty. */
const struct comments *
comments_load(struct book *b, const struct units *units,
	const struct goals *goals)
{
	struct comments *all = arena_take(b->arena, sizeof(*all));
	struct reading r = { { units, goals }, false, { 0 } };

	if (!schema_table(b, &comment_schema, folder_path(b, "comments.csv"),
		    true, &r, &r.rows))
		return NULL;
	*all = (struct comments){ r.rows.count, r.rows.list, r.rows.table };
	return all;
}

/* A later row replaces an earlier one without its being taken out of the file,
 * so people can see what was said first. */
const struct comment *
comment_on(const struct comments *all, int year, int unit, int goal,
	int32_t as_of)
{
	const struct comment *found = NULL;

	for (size_t i = 0; i < all->count; i++) {
		const struct comment *x = &all->list[i];

		if (x->year == year && x->unit == unit && x->goal == goal
			&& x->as_of == as_of)
			found = x;
	}
	return found;
}

/* --- strategy.csv --- */

static const char *const KINDS[] = { [STRATEGY_VISION] = "vision",
	[STRATEGY_STRATEGY] = "strategy",
	[STRATEGY_GOAL] = "goal",
	[STRATEGY_ACTION] = "action" };

/* A row is about a node of some kind; what it serves may be left empty. */
static bool
check_link(void *reading, const struct table *t, size_t row, void *into)
{
	int kind = table_column(t, "kind");

	(void)reading;
	if (!table_cell(t, row, kind).len)
		return table_wrong(t, row, kind,
			"\"\" is none of vision, strategy, goal, action");
	return ((struct strategy_link *)into)->from.len
		|| table_wrong(t, row, table_column(t, "from"), "is empty");
}

#define AT_LINK(member) .at = offsetof(struct strategy_link, member)

static const struct field LINK_FIELDS[] = {
	{ "from", "the node; a goal by its name, an action by its code; needed",
		.kind = FIELD_TEXT, AT_LINK(from), FIELD_NEEDED },
	{ "to", "the node it serves; empty: none; needed", .kind = FIELD_TEXT,
		AT_LINK(to), FIELD_NEEDED },
	{ "kind", "of `from`: `vision`, `strategy`, `goal`, `action`; needed",
		.kind = FIELD_WORD, AT_LINK(kind), FIELD_WORDS(KINDS),
		FIELD_NEEDED },
	{ "label", "what a vision or a strategy is called", .kind = FIELD_TEXT,
		AT_LINK(label) },
};
const struct schema strategy_schema = { "strategy.csv",
	SCHEMA_FIELDS(LINK_FIELDS), .size = sizeof(struct strategy_link),
	.row = offsetof(struct strategy_link, row), .check = check_link };

/* Nodes are texts and no numbers, since visions and strategies stand in no
 * other file. */
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

/* A goal and a strategy may have one name, so the kind is part of the
 * question. */
int
strategy_find(const struct strategy *all, enum strategy_kind kind,
	struct span from)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].kind == kind
			&& span_equal(all->list[i].from, from))
			return (int)i;
	return -1;
}
