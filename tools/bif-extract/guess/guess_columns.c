/* SPDX-License-Identifier: MIT */
#include "guess_columns.h"

/* Values of a column that are looked at. */
#define VALUES_MOST 3000

/* The cells of a column that are not empty. */
static struct span *
gather(const struct guess_table *t, const struct grid *g, const size_t *rows,
	size_t nrows, size_t column, size_t *count)
{
	struct span *values = mem_new(nrows + 1, sizeof(*values));

	*count = 0;
	for (size_t i = 0; i < nrows; i++) {
		struct span cell = guess_table_cell(t, &g->rows[rows[i]],
			column);

		if (cell.len)
			values[(*count)++] = cell;
	}
	return values;
}

/* The data rows, evenly over the table where there are too many. */
static size_t *
choose_rows(const struct guess_table *t, const struct grid *g, size_t *count)
{
	size_t *rows = mem_new(VALUES_MOST + 1, sizeof(*rows));
	size_t step = (t->last - t->first) / VALUES_MOST + 1;

	*count = 0;
	for (size_t i = t->first; i < t->last; i += step)
		if (guess_table_is_row(t, g, i))
			rows[(*count)++] = i;
	return rows;
}

static bool
may_be_number(const struct guess_type *t)
{
	return t->kind == TYPE_NUMBER || t->kind == TYPE_TEXT;
}

/* A column may write numbers in its own way: that must be plain to see. */
static void
settle_column(struct guess_columns *c, struct guess_column *column,
	const struct span *values, size_t count)
{
	struct type_numbers own = { 0 };
	enum decimal_style style = c->style;

	for (size_t i = 0; i < count; i++)
		type_numbers_add(&own, values[i]);
	column->style = c->style;
	if (type_numbers_style(&own, &style) && own.danish + own.english
		&& style != c->style) {
		column->own_style = true;
		column->style = style;
	}
	guess_type_free(&column->type);
	guess_type(&column->type, column->name, values, count, column->style);
	if (column->type.kind == TYPE_NUMBER && own.points + own.commas
		&& !c->known && !own.danish && !own.english)
		guess_type_doubt(&column->type,
			"numbers such as 1.250, which "
			"may be 1250 or 1.25");
}

void
guess_columns(struct guess_columns *c, const struct guess_table *t,
	const struct grid *g)
{
	size_t nrows, n, *rows = choose_rows(t, g, &nrows);

	memset(c, 0, sizeof(*c));
	c->count = t->columns;
	c->list = mem_new(c->count + 1, sizeof(*c->list));
	for (size_t k = 0; k < c->count; k++) {
		struct span *values = gather(t, g, rows, nrows, k, &n);
		struct guess_column *column = &c->list[k];

		column->name = t->names ? t->names[k] : SPAN("");
		guess_type(&column->type, column->name, values, n,
			DECIMAL_DANISH);
		column->empty = nrows - n;
		for (size_t i = 0; may_be_number(&column->type) && i < n; i++)
			type_numbers_add(&c->numbers, values[i]);
		mem_free(values);
	}
	c->known = type_numbers_style(&c->numbers, &c->style);
	for (size_t k = 0; k < c->count; k++) {
		struct span *values;

		if (!may_be_number(&c->list[k].type))
			continue;
		values = gather(t, g, rows, nrows, k, &n);
		settle_column(c, &c->list[k], values, n);
		mem_free(values);
	}
	mem_free(rows);
}

void
guess_columns_free(struct guess_columns *c)
{
	for (size_t k = 0; k < c->count; k++)
		guess_type_free(&c->list[k].type);
	mem_free(c->list);
}
