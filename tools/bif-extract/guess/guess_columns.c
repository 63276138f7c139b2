/* SPDX-License-Identifier: MIT */
#include "guess_columns.h"

#include "guess_kind.h"

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

/* Whether words stand in the first row of their group only, as in a pivot table
 * pasted as values: no word is written again below itself, several have empty
 * cells below, and those are no fewer than the words. */
static bool
is_to_fill(const struct guess_table *t, const struct grid *g,
	const size_t *rows, size_t nrows, size_t column)
{
	struct span last = SPAN("");
	size_t falls = 0, filled = 0, empty = 0;
	bool gap = false;

	for (size_t i = 0; i < nrows; i++) {
		struct span cell = guess_table_cell(t, &g->rows[rows[i]],
			column);

		if (cell.len) {
			if (guess_kind(cell) != KIND_WORDS
				|| (filled && span_equal(cell, last)))
				return false;
			last = cell;
			filled++;
		} else if (!filled) {
			return false;
		} else {
			falls += !gap;
			empty++;
		}
		gap = !cell.len;
	}
	return falls > 1 && empty >= filled;
}

/* Whether the mark of decimals changes within a column: some values have
 * decimals behind one mark, others three digits behind the other, and none has
 * both marks or one of them twice, as 1.250,00 and 1.250.000 do. */
static bool
marks_change(const struct span *values, size_t count)
{
	size_t decimals[2] = { 0, 0 }, open[2] = { 0, 0 };

	for (size_t i = 0; i < count; i++) {
		struct span s = values[i];
		const char *point = memchr(s.at, '.', s.len);
		const char *comma = memchr(s.at, ',', s.len);
		const char *mark = point ? point : comma, *end = s.at + s.len;
		struct decimal d;

		if (!mark
			|| (decimal_read(s, DECIMAL_DANISH, &d) != DECIMAL_OK
				&& decimal_read(s, DECIMAL_ENGLISH, &d)
					!= DECIMAL_OK))
			continue;
		if ((point && comma)
			|| memchr(mark + 1, *mark, (size_t)(end - mark - 1)))
			return false;
		if (end - mark == 4)
			open[*mark == ',']++;
		else
			decimals[*mark == ',']++;
	}
	return (decimals[0] && (decimals[1] || open[1]))
		|| (decimals[1] && open[0]);
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
	if (column->type.kind == TYPE_NUMBER && marks_change(values, count))
		guess_type_doubt(&column->type,
			"numbers whose decimal mark changes: 1.250 may be 1250 "
			"or 1.25");
	else if (column->type.kind == TYPE_NUMBER && own.points + own.commas
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
		column->fill = is_to_fill(t, g, rows, nrows, k);
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
