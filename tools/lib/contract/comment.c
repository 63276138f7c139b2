/* SPDX-License-Identifier: MIT */
#include "contract/comment.h"

#include "book/def_error.h"
#include "value/period.h"

#define RESPONSES 4

struct columns {
	int year, unit, goal, as_of, response, text;
};

static bool
bind(const struct table *t, struct columns *c)
{
	c->year = table_need(t, "year");
	c->unit = table_need(t, "unit");
	c->goal = table_need(t, "goal");
	c->as_of = table_need(t, "as_of");
	c->response = table_need(t, "response");
	c->text = table_column(t, "text");
	return c->year >= 0 && c->unit >= 0 && c->goal >= 0 && c->as_of >= 0
		&& c->response >= 0;
}

static bool
read_response(const struct table *t, const struct columns *c, struct comment *x)
{
	static const char *const words[RESPONSES] = { "", "adjust", "effort",
		"both" };
	struct span cell = table_cell(t, x->row, c->response);
	int i;

	for (i = 0; i < RESPONSES; i++)
		if (span_is(cell, words[i])) {
			x->response = (enum comment_response)i;
			return true;
		}
	return table_wrong(t, x->row, c->response,
		"\"%.*s\" is none of "
		"adjust, effort, both",
		SPAN_ARG(cell));
}

static bool
read_row(const struct table *t, const struct columns *c,
	const struct units *units, const struct goals *goals, struct comment *x)
{
	bool ok = table_year(t, x->row, c->year, &x->year);

	x->text = table_cell(t, x->row, c->text);
	ok &= unit_in_cell(units, t, x->row, c->unit, &x->unit);
	ok &= goal_in_cell(goals, t, x->row, c->goal, &x->goal);
	ok &= read_response(t, c, x);
	ok &= table_day(t, x->row, c->as_of, &x->as_of);
	if (ok && x->as_of == DAY_NONE)
		ok = table_wrong(t, x->row, c->as_of,
			"is empty: which status "
			"does it answer?");
	return ok;
}

const struct comments *
comments_load(struct book *b, const struct units *units,
	const struct goals *goals)
{
	struct comments *all = arena_take(b->arena, sizeof(*all));
	const char *file = book_path(b, "comments.csv");
	struct comment *list;
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
	for (i = 0; i < all->table->rows; i++) {
		list[all->count] = (struct comment){ .row = i };
		if (read_row(all->table, &c, units, goals, &list[all->count]))
			all->count++;
		else
			ok = false;
	}
	return ok || !def_error_stops() ? all : NULL;
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
