/* SPDX-License-Identifier: MIT
 *
 * First each column is looked at by itself; what may be numbers is then looked at
 * once more, since only all columns together tell what a comma means. Columns side
 * by side whose names are months are found here, too.
 */
#include "guess_columns.h"

#include "grid.h"
#include "guess_date.h"
#include "guess_table.h"
#include "value/pattern.h"

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

/* Dates and persons' numbers say nothing of how numbers are written. */
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

#define LEAST 3

/* ASCII alone: other letters are matched by what they are not. */
static bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The kinds of characters of a date, as a pattern. */
static void
add_shape(struct buf *b, struct span name)
{
	buf_byte(b, '^');
	for (size_t i = 0, n; i < name.len; i += n) {
		n = 1;
		if (span_digit(name.at[i])) {
			while (i + n < name.len && span_digit(name.at[i + n]))
				n++;
			buf_format(b, "[0-9]{%zu}", n);
		} else if (is_letter(name.at[i])) {
			while (i + n < name.len && is_letter(name.at[i + n]))
				n++;
			buf_text(b, "[^-0-9 ./]+");
		} else {
			guess_rules_escape(b, (struct span){ name.at + i, 1 });
		}
	}
	buf_byte(b, '$');
}

/* Whether the pattern matches the names of the run, and no other. */
static bool
tells(const struct guess_wide *w, const struct guess_columns *c)
{
	const char *why;
	struct pattern *p = pattern_new(buf_span(&w->pattern), &why);
	bool good = p != NULL;

	for (size_t k = 0; good && k < c->count; k++)
		good = pattern_matches(p, c->list[k].name)
			== (k >= w->first && k < w->first + w->count);
	if (p)
		pattern_free(p);
	return good;
}

/* Where no shape tells the names from others, the pattern lists them. */
static void
list_names(struct guess_wide *w, const struct guess_columns *c)
{
	buf_clear(&w->pattern);
	for (size_t k = 0; k < w->count; k++) {
		buf_text(&w->pattern, k ? "|" : "^(");
		guess_rules_escape(&w->pattern, c->list[w->first + k].name);
	}
	buf_text(&w->pattern, ")$");
}

/* A month to come may be empty, but not hold words. */
static bool
holds_figures(const struct guess_column *c)
{
	return c->type.kind == TYPE_NUMBER || c->type.kind == TYPE_NONE;
}

/* The longest run of such columns that begins here. */
static size_t
run(const struct guess_columns *c, size_t from, const char **dates)
{
	struct span *names = mem_new(c->count + 1, sizeof(*names));
	size_t n = 0, figures = 0;

	*dates = NULL;
	while (from + n < c->count && c->list[from + n].name.len) {
		names[n] = c->list[from + n].name;
		if (!guess_date_all(names + n, 1))
			break;
		figures += holds_figures(&c->list[from + n]);
		n++;
	}
	while (n >= LEAST && !(*dates = guess_date_all(names, n)))
		n--;
	mem_free(names);
	/* Months to come may hold no more than a hyphen. */
	return figures ? n : 0;
}

void
guess_wide(struct guess_wide *w, const struct guess_columns *c)
{
	memset(w, 0, sizeof(*w));
	for (size_t k = 0; k < c->count;) {
		const char *dates;
		size_t n = run(c, k, &dates);

		if (n >= LEAST && n > w->count) {
			w->first = k;
			w->count = n;
			w->dates = dates;
		}
		k += n ? n : 1;
	}
	if (!w->count)
		return;
	add_shape(&w->pattern, c->list[w->first].name);
	if (!tells(w, c))
		list_names(w, c);
	if (!tells(w, c))
		w->count = 0;
	buf_string(&w->pattern);
}

void
guess_wide_free(struct guess_wide *w)
{
	buf_free(&w->pattern);
}
