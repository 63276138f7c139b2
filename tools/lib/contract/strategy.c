/* SPDX-License-Identifier: MIT
 *
 * Reads strategy.csv. Whether the names in it exist is lint's to ask.
 */
#include "contract/strategy.h"

#include "book/folder.h"

static bool
check(void *reading, const struct table *t, size_t row, void *into)
{
	(void)reading;
	return ((struct strategy_link *)into)->from.len
		|| table_wrong(t, row, table_column(t, "from"), "is empty");
}

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

#define AT(member) .at = offsetof(struct strategy_link, member)

static const struct field FIELDS[] = {
	{ "from", "the node; a goal by its name, an action by its code; needed",
		.kind = FIELD_TEXT, AT(from), FIELD_NEEDED },
	{ "to", "the node it serves; empty: none; needed", .kind = FIELD_TEXT,
		AT(to), FIELD_NEEDED },
	{ "kind", "of `from`: `vision`, `strategy`, `goal`, `action`; needed",
		.cell = read_kind, FIELD_NEEDED },
	{ "label", "what a vision or a strategy is called", .kind = FIELD_TEXT,
		AT(label) },
};
const struct schema strategy_schema = { "strategy.csv", SCHEMA_FIELDS(FIELDS),
	.size = sizeof(struct strategy_link),
	.row = offsetof(struct strategy_link, row), .check = check };

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
