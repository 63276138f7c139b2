/* SPDX-License-Identifier: MIT
 *
 * Reads actions.csv. What an action means for a goal is for reports and lint.
 */
#include "contract/action.h"

#include "base/diag.h"
#include "book/def_error.h"
#include "book/folder.h"
#include "value/period.h"

struct reading {
	const struct units *units;
	const struct goals *goals;
	struct schema_rows rows; /* so far */
};

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
check(void *reading, const struct table *t, size_t row, void *into)
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

#define AT(member) .at = offsetof(struct action, member)

static const struct field FIELDS[] = {
	{ "action", "its code, once; needed", .cell = read_name, FIELD_NEEDED },
	{ "unit", "whose it is; may be empty; needed", .cell = read_unit,
		FIELD_NEEDED },
	{ "goal", "the goal it serves; may be empty; needed", .cell = read_goal,
		FIELD_NEEDED },
	{ "title", "what is done", .kind = FIELD_TEXT, AT(title) },
	{ "owner", "who does it", .kind = FIELD_TEXT, AT(owner) },
	{ "start", "the first day", .kind = FIELD_DAY, AT(start) },
	{ "due", "the day it is to be done", .kind = FIELD_DAY, AT(due) },
	{ "state", "any word", .kind = FIELD_TEXT, AT(state) },
};
const struct schema action_schema = { "actions.csv", SCHEMA_FIELDS(FIELDS),
	.size = sizeof(struct action), .row = offsetof(struct action, row),
	.check = check };

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
