/* SPDX-License-Identifier: MIT */
#include "contract/strategy.h"

#include "base/diag.h"
#include "book/def_error.h"

#define KINDS 4

struct columns {
	int from, to, kind, label;
};

static bool
bind(const struct table *t, struct columns *c)
{
	c->from = table_need(t, "from");
	c->to = table_need(t, "to");
	c->kind = table_need(t, "kind");
	c->label = table_column(t, "label");
	return c->from >= 0 && c->to >= 0 && c->kind >= 0;
}

static bool
read_row(const struct table *t, const struct columns *c,
	struct strategy_link *link)
{
	static const char *const kinds[KINDS] = { "vision", "strategy", "goal",
		"action" };
	struct span kind = table_cell(t, link->row, c->kind);
	int k = 0;

	link->from = table_cell(t, link->row, c->from);
	link->to = table_cell(t, link->row, c->to);
	link->label = table_cell(t, link->row, c->label);
	if (!link->from.len)
		return table_wrong(t, link->row, c->from, "is empty");
	while (k < KINDS && !span_is(kind, kinds[k]))
		k++;
	if (k == KINDS)
		return table_wrong(t, link->row, c->kind,
			"\"%.*s\" is none "
			"of vision, strategy, goal, action",
			SPAN_ARG(kind));
	link->kind = (enum strategy_kind)k;
	return true;
}

const struct strategy *
strategy_load(struct book *b)
{
	struct strategy *all = arena_take(b->arena, sizeof(*all));
	const char *file = book_path(b, "strategy.csv");
	struct strategy_link *list;
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
		list[all->count] = (struct strategy_link){ .row = i };
		if (read_row(all->table, &c, &list[all->count]))
			all->count++;
		else
			ok = false;
	}
	return ok || !def_error_stops() ? all : NULL;
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
