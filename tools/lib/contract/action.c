/* SPDX-License-Identifier: MIT */
#include "contract/action.h"

#include "base/diag.h"
#include "book/def_error.h"
#include "value/period.h"

struct columns {
	int action, unit, goal, title, owner, start, due, state;
};

static bool
bind(const struct table *t, struct columns *c)
{
	c->action = table_need(t, "action");
	c->unit = table_need(t, "unit");
	c->goal = table_need(t, "goal");
	c->title = table_column(t, "title");
	c->owner = table_column(t, "owner");
	c->start = table_column(t, "start");
	c->due = table_column(t, "due");
	c->state = table_column(t, "state");
	return c->action >= 0 && c->unit >= 0 && c->goal >= 0;
}

/* An empty cell is nobody's own, or no single goal. */
static bool
read_names(const struct table *t, const struct columns *c,
	const struct units *units, const struct goals *goals, struct action *a)
{
	bool ok = true;

	a->unit = UNIT_NONE;
	a->goal = -1;
	if (table_cell(t, a->row, c->unit).len)
		ok = unit_in_cell(units, t, a->row, c->unit, &a->unit);
	if (table_cell(t, a->row, c->goal).len)
		ok &= goal_in_cell(goals, t, a->row, c->goal, &a->goal);
	return ok;
}

static bool
read_row(const struct table *t, const struct columns *c,
	const struct units *units, const struct goals *goals, struct action *a)
{
	bool ok;

	a->name = table_cell(t, a->row, c->action);
	a->title = table_cell(t, a->row, c->title);
	a->owner = table_cell(t, a->row, c->owner);
	a->state = table_cell(t, a->row, c->state);
	if (!a->name.len)
		return table_wrong(t, a->row, c->action,
			"an action needs a "
			"name");
	ok = read_names(t, c, units, goals, a);
	ok &= table_day(t, a->row, c->start, &a->start);
	ok &= table_day(t, a->row, c->due, &a->due);
	if (ok && a->due != DAY_NONE && a->due < a->start)
		ok = table_wrong(t, a->row, c->due,
			"it is due before it "
			"starts");
	return ok;
}

int
action_find(const struct actions *all, struct span name)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (span_equal(all->list[i].name, name))
			return (int)i;
	return -1;
}

static bool
add(struct actions *all, struct action *list, const struct columns *c,
	const struct units *units, const struct goals *goals, size_t row)
{
	struct action *a = &list[all->count];
	int earlier;

	*a = (struct action){ .row = row };
	if (!read_row(all->table, c, units, goals, a))
		return false;
	earlier = action_find(all, a->name);
	if (earlier >= 0)
		return def_error_say(table_place(all->table, row), "duplicate",
			"action \"%.*s\" is already in line %" PRIu64,
			SPAN_ARG(a->name),
			table_place(all->table, list[earlier].row).line);
	all->count++;
	return true;
}

const struct actions *
actions_load(struct book *b, const struct units *units,
	const struct goals *goals)
{
	struct actions *all = arena_take(b->arena, sizeof(*all));
	const char *file = book_path(b, "actions.csv");
	struct action *list;
	struct columns c;
	bool ok = true;
	size_t i;

	if (book_lacks(file))
		return all;
	all->table = table_load(b->arena, file, false);
	if (!all->table || !bind(all->table, &c))
		return NULL;
	list = arena_take(b->arena, (all->table->rows + 1) * sizeof(*list));
	all->list = list;
	for (i = 0; i < all->table->rows; i++)
		ok &= add(all, list, &c, units, goals, i);
	return ok || !def_error_stops() ? all : NULL;
}
