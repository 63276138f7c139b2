/* SPDX-License-Identifier: MIT
 *
 * First each column is looked at by itself; what may be numbers is then looked
 * at once more, since only all columns together tell what a comma means.
 * Columns side by side whose names are months are found here, too, since both
 * ask the names and the types of all columns.
 *
 * What one list of values is, guess_type.c tells; which rows are data rows is
 * guess_table.c's to say.
 */
#include "guess_type.h"

#include "grid.h"
#include "guess_table.h"
#include "value/pattern.h"

/* So many values of a column are looked at: more would tell no more. */
#define VALUES_MOST 3000

/* Collects the cells of a column that are not empty, in memory that the caller
 * frees; they are borrowed from the grid. */
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

/* Whether words stand in the first row of their group only, as in a pivot table
 * pasted as values: no word is written again below itself, several have empty
 * cells below, and those are no fewer than the words. */
static bool
is_to_fill(const struct guess_table *t, const struct grid *g,
	const size_t *rows, size_t nrows, size_t column)
{
	struct span last = SPAN("");
	/* falls: how often an empty cell stands right below a filled one */
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

/* Reads a column's numbers by the style of the whole file, or by its own where
 * that is plain to see; where neither is sure the column is text, in doubt. */
static void
settle_column(struct guess_columns *c, struct guess_column *column,
	const struct span *values, size_t count)
{
	struct type_numbers own = { 0 };
	enum decimal_style style = c->style;
	/* Of points, and of commas: values with decimals behind one, and with
	 * three digits behind it. */
	size_t decimals[2] = { 0, 0 }, open[2] = { 0, 0 };
	bool plain = false;

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
	if (column->type.kind != TYPE_NUMBER)
		return;
	/* The mark of decimals may change within a column, where none has both
	 * marks or one of them twice, as 1.250,00 and 1.250.000 do. */
	for (size_t i = 0; i < count && !plain; i++) {
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
		plain = (point && comma)
			|| memchr(mark + 1, *mark, (size_t)(end - mark - 1));
		open[*mark == ','] += end - mark == 4;
		decimals[*mark == ','] += end - mark != 4;
	}
	if (!plain
		&& ((decimals[0] && (decimals[1] || open[1]))
			|| (decimals[1] && open[0])))
		guess_type_doubt(&column->type,
			"numbers whose decimal mark changes: 1.250 may be 1250 or 1.25");
	else if (own.points + own.commas && !c->known && !own.danish
		&& !own.english)
		guess_type_doubt(&column->type,
			"numbers such as 1.250, which may be 1250 or 1.25");
}

/* The first look takes numbers for Danish, since it only sorts columns; how they are
 * written is settled by all of them, and those are looked at again. */
void
guess_columns(struct guess_columns *c, const struct guess_table *t,
	const struct grid *g)
{
	size_t *rows = mem_new(VALUES_MOST + 1, sizeof(*rows)), nrows = 0, n;
	size_t step = (t->last - t->first) / VALUES_MOST + 1;

	/* Evenly over the table, where there are too many. */
	for (size_t i = t->first; i < t->last; i += step)
		if (guess_table_is_row(t, g, i))
			rows[nrows++] = i;
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
		/* Dates and persons' numbers say nothing of how numbers are
		 * written. */
		column->open = column->type.kind == TYPE_NUMBER
			|| column->type.kind == TYPE_TEXT;
		for (size_t i = 0; column->open && i < n; i++)
			type_numbers_add(&c->numbers, values[i]);
		mem_free(values);
	}
	c->known = type_numbers_style(&c->numbers, &c->style);
	for (size_t k = 0; k < c->count; k++) {
		struct span *values;

		if (!c->list[k].open)
			continue;
		values = gather(t, g, rows, nrows, k, &n);
		settle_column(c, &c->list[k], values, n);
		mem_free(values);
	}
	mem_free(rows);
}

/* Names and values are the grid's; only what was said of a column is its own.
 */
void
guess_columns_free(struct guess_columns *c)
{
	for (size_t k = 0; k < c->count; k++)
		guess_type_free(&c->list[k].type);
	mem_free(c->list);
}

/* Fewer columns side by side may well have names that are months by chance. */
#define LEAST 3

/* Adds a pattern for names that are made as this one is: as many digits at the
 * same places, words in between, and the same marks. */
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
		} else if (span_letter(name.at[i])) {
			while (i + n < name.len && span_letter(name.at[i + n]))
				n++;
			buf_text(b, "[^-0-9 ./]+");
		} else {
			guess_rules_escape(b, (struct span){ name.at + i, 1 });
		}
	}
	buf_byte(b, '$');
}

/* Whether the pattern matches the names of the months, and no other: one that
 * matched more would make months of columns that are none. */
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

/* Of several runs the longest. Names are tried one by one before they are tried
 * together, since one pattern must read all of them. */
void
guess_wide(struct guess_wide *w, const struct guess_columns *c)
{
	struct span *names = mem_new(c->count + 1, sizeof(*names));

	memset(w, 0, sizeof(*w));
	for (size_t from = 0, n = 0; from < c->count; from += n ? n : 1) {
		const char *dates = NULL;
		size_t figures = 0;

		for (n = 0; from + n < c->count; n++) {
			const struct guess_column *column = &c->list[from + n];

			names[n] = column->name;
			if (!names[n].len || !guess_date_all(names + n, 1))
				break;
			figures += column->type.kind == TYPE_NUMBER
				|| column->type.kind == TYPE_NONE;
		}
		while (n >= LEAST && !(dates = guess_date_all(names, n)))
			n--;
		/* A month to come may be empty or hold no more than a hyphen,
		 * but not all of them hold words. */
		if (!figures)
			n = 0;
		if (n >= LEAST && n > w->count) {
			w->first = from;
			w->count = n;
			w->dates = dates;
		}
	}
	mem_free(names);
	if (!w->count)
		return;
	add_shape(&w->pattern, c->list[w->first].name);
	if (!tells(w, c)) {
		/* No shape tells them from others: the pattern lists them. */
		buf_clear(&w->pattern);
		for (size_t k = 0; k < w->count; k++) {
			buf_text(&w->pattern, k ? "|" : "^(");
			guess_rules_escape(&w->pattern,
				c->list[w->first + k].name);
		}
		buf_text(&w->pattern, ")$");
		if (!tells(w, c))
			w->count = 0;
	}
	buf_string(&w->pattern);
}

/* The name of the dates is a constant. */
void
guess_wide_free(struct guess_wide *w)
{
	buf_free(&w->pattern);
}
