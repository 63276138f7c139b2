/* SPDX-License-Identifier: MIT
 *
 * Reads comments.csv, and finds the last word on a status.
 */
#include "contract/comment.h"

#include "book/folder.h"
#include "value/period.h"

struct reading {
	const struct units *units;
	const struct goals *goals;
};

static bool
read_unit(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	return unit_in_cell(((struct reading *)reading)->units, t, row, column,
		&((struct comment *)into)->unit);
}

static bool
read_goal(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	return goal_in_cell(((struct reading *)reading)->goals, t, row, column,
		&((struct comment *)into)->goal);
}

static bool
check(void *reading, const struct table *t, size_t row, void *into)
{
	(void)reading;
	return ((struct comment *)into)->as_of != DAY_NONE
		|| table_wrong(t, row, table_column(t, "as_of"),
			"is empty: which status does it answer?");
}

#define AT(member) .at = offsetof(struct comment, member)

static const char *const RESPONSES[] = { "", "adjust", "effort", "both" };

static const struct field FIELDS[] = {
	{ "year", "the contract year; needed", .kind = FIELD_YEAR, AT(year),
		FIELD_NEEDED },
	{ "unit", "who answers; needed", .cell = read_unit, FIELD_NEEDED },
	{ "goal", "of which goal; needed", .cell = read_goal, FIELD_NEEDED },
	{ "as_of", "the day of the status it answers; needed",
		.kind = FIELD_DAY, AT(as_of), FIELD_NEEDED },
	{ "response",
		"`adjust` (the target), `effort`, `both`, or empty; "
		"needed",
		.kind = FIELD_WORD, AT(response), FIELD_WORDS(RESPONSES),
		FIELD_NEEDED },
	{ "text", "the unit's words", .kind = FIELD_TEXT, AT(text) },
};
const struct schema comment_schema = { "comments.csv", SCHEMA_FIELDS(FIELDS),
	.size = sizeof(struct comment), .row = offsetof(struct comment, row),
	.check = check };

const struct comments *
comments_load(struct book *b, const struct units *units,
	const struct goals *goals)
{
	struct comments *all = arena_take(b->arena, sizeof(*all));
	struct reading r = { units, goals };
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
