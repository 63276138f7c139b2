/* SPDX-License-Identifier: MIT
 *
 * Finds the first and the last row; the lines of the header are guess_header.c's,
 * the patterns guess_rules.c's. At the end a row that has a name and no figures is
 * a row, unless it reads like a note or stands apart: where it is not sure, it is
 * a row, which is rejected and seen rather than lost.
 */
#include "guess_table.h"

#include "grid.h"
#include "value/text.h"

/* Whether a row is sound and as wide as most: only such rows tell what the table
 * is like. */
static bool
is_usual(const struct grid *g, size_t i)
{
	return g->rows[i].count == g->usual && !g->rows[i].odd
		&& g->rows[i].filled;
}

/* Whether a table may begin with a row, as its names or its first row of data. A
 * title that was padded with delimiters fills few cells, and begins none. In a
 * table of two columns, where one may lack its name, a single word right above the
 * next row is a name. `sep=;` tells a spreadsheet the delimiter. */
static bool
may_begin(const struct grid *g, size_t i)
{
	const struct grid_row *row = &g->rows[i], *next = row + 1;

	if (!i && row->raw.len == 5 && !memcmp(row->raw.at, "sep=", 4))
		return false;
	if (!is_usual(g, i) || g->usual < 2 || row->filled > 1)
		return is_usual(g, i) && 2 * row->filled >= g->usual;
	return g->usual == 2 && i + 1 < g->count && is_usual(g, i + 1)
		&& next->line == row->line + row->lines
		&& !memchr(row->raw.at, ' ', row->raw.len);
}

/* Whether there is a digit in a cell. */
static bool
has_figures(struct span cell)
{
	for (size_t i = 0; i < cell.len; i++)
		if (span_digit(cell.at[i]))
			return true;
	return false;
}

/* Finds the place behind the last row that is one, since notes follow it. A note
 * is words in the first cell of a row that is otherwise empty, which begin as
 * notes do or are a sentence, or where nearly all rows begin with a number, a
 * date or the like. A unit that has no figures yet looks like a short note: in
 * doubt it is a row, unless it stands apart, behind an empty line among the last
 * rows, which fill one cell at most. */
static size_t
find_last(const struct grid *g, size_t first)
{
	static const char *const words[] = { "note:", "noter:", "kilde:",
		"källa:", "quelle:", "source:", "anm:", "anm.", "bemærk:" };
	size_t rows = 0, figures = 0, last = g->count, apart = g->count;
	BUF_LOCAL folded = { 0 };

	for (size_t i = first; i < g->count; i++)
		if (is_usual(g, i) && g->rows[i].filled > 1) {
			rows++;
			figures += has_figures(g->rows[i].cells[0]);
		}
	/* Where among the last lines a row stands behind an empty one. */
	for (size_t i = g->count; i-- > first && g->rows[i].filled < 2;) {
		const struct grid_row *row = &g->rows[i], *above = row - 1;

		if (row->filled && i
			&& (!above->filled
				|| above->line + above->lines != row->line))
			apart = i;
	}
	for (bool note; last > first; last--) {
		const struct grid_row *row = &g->rows[last - 1];
		struct span cell = row->count ? text_trim(row->cells[0])
					      : SPAN("");
		size_t blanks = 0;

		if (row->count > 1 && row->count != g->usual && row->filled > 1)
			break;
		if (row->count != g->usual || !row->filled)
			continue;
		/* A row that fills more than one cell is no note, and a marker
		 * alone stands for a figure. */
		if (row->filled != 1 || g->usual < 3 || !cell.len
			|| guess_kind(cell) == KIND_MARKER)
			break;
		for (size_t i = 0; i < cell.len; i++)
			blanks += cell.at[i] == ' ';
		note = blanks > 3
			|| (figures > 1 && figures * 10 >= (rows - 1) * 9
				&& !has_figures(cell))
			|| (last > apart
				&& (blanks || memchr(cell.at, ':', cell.len)));
		buf_clear(&folded);
		text_fold(&folded, cell);
		for (size_t i = 0; i < COUNT(words); i++)
			note |= !strncmp(buf_string(&folded), words[i],
				strlen(words[i]));
		if (!note)
			break;
	}
	return last;
}

/* As the reader will have it: odd rows and rows of another width are rejected. */
bool
guess_table_is_row(const struct guess_table *t, const struct grid *g, size_t i)
{
	const struct grid_row *row = &g->rows[i];

	return i >= t->first && i < t->last && row->filled
		&& row->count == g->usual && !row->odd
		&& !guess_header_again(t, g, i) && !guess_rules_match(t, row);
}

/* Counts what the lines of the table are: each is one thing, so that the counts
 * add up to the lines. */
static void
count_rows(struct guess_table *t, const struct grid *g)
{
	t->rows = t->odd = t->blank = t->ragged = t->repeated = 0;
	for (size_t i = t->first; i < t->last; i++) {
		const struct grid_row *row = &g->rows[i];

		if (!row->filled)
			t->blank++;
		else if (t->frame && row->count == 1)
			continue;
		else if (guess_header_again(t, g, i))
			t->repeated++;
		else if (guess_rules_match(t, row))
			continue;
		else if (row->odd)
			t->odd++;
		else if (row->count != g->usual && row->count > 1)
			t->ragged++;
		else if (row->count == g->usual)
			t->rows++;
		else
			t->ragged++;
	}
}

/* Finds other tables: rows of another number of cells, one behind the other,
 * after something that is no row. The table that is read ends before them. */
static void
find_others(struct guess_table *t, const struct grid *g)
{
	bool parted = false;

	t->tables = 1;
	for (size_t i = t->first; i + 1 < g->count; i++) {
		const struct grid_row *row = &g->rows[i], *next = row + 1;

		if (!row->filled || row->count == 1) {
			parted = true;
			continue;
		}
		/* Two rows of one width, since a single one may be a row that
		 * is broken. */
		if (parted && row->count != g->usual
			&& next->count == row->count && !row->odd) {
			if (!t->other_line) {
				t->other_line = row->line;
				t->other_cells = row->count;
			}
			t->tables++;
		}
		parted = false;
	}
	if (t->other_line)
		for (size_t i = t->first; i < t->last; i++)
			if (g->rows[i].line >= t->other_line)
				t->last = i;
}

/* The rows are counted twice: what stands at the foot is held against how many
 * there are, and the rules that come of it leave out some. */
void
guess_table(struct guess_table *t, const struct grid *g, bool whole,
	struct span delimiter, const struct guess_asked *asked)
{
	bool said = asked->given || asked->skip;
	uint64_t line = asked->headers ? asked->lines[0] : asked->skip + 1;
	size_t cells = 0, padded = 0, framed = 0, first = 0;

	memset(t, 0, sizeof(*t));
	t->arena = arena_new();
	for (size_t i = 0; i < g->count; i++) {
		const struct grid_row *row = &g->rows[i];
		struct span raw = text_trim(row->raw);

		for (size_t k = 0; k < row->count; k++) {
			cells += row->cells[k].len > 0;
			padded += text_trim(row->cells[k]).len
				< row->cells[k].len;
		}
		framed += row->count == g->usual && raw.len > 1
			&& delimiter.len == 1 && raw.at[0] == *delimiter.at
			&& raw.at[raw.len - 1] == *delimiter.at;
	}
	t->trim = padded * 4 > cells;
	/* As `|a|b|`: both ends of nearly every row are the delimiter. */
	t->frame = g->usual > 3 && delimiter.len == 1 && !(*delimiter.at & 0x80)
		&& framed * 10 >= g->usual_rows * 9;
	t->columns = g->usual - (t->frame ? 2 : 0);
	/* The row that the user calls the header, or where he wants none the
	 * first that is not left out; else the first that can be one. */
	while (first < g->count
		&& !(said ? g->rows[first].line >= line : may_begin(g, first)))
		first++;
	t->header = t->first = first;
	t->last = whole ? find_last(g, first) : g->count;
	find_others(t, g);
	guess_header(t, g, asked);
	guess_rules_totals(t, g);
	guess_rules_lines(t, g);
	count_rows(t, g);
	if (whole)
		guess_rules_footer(t, g);
	count_rows(t, g);
}

/* JSON and fixed width have told their rows; totals may stand among them. */
void
guess_table_of(struct guess_table *t, const struct grid *g, size_t headers)
{
	const struct guess_asked asked = { .given = true,
		.headers = headers,
		.lines = { g->count ? g->rows[0].line : 0 } };

	memset(t, 0, sizeof(*t));
	t->arena = arena_new();
	t->columns = g->usual;
	t->last = g->count;
	t->tables = 1;
	guess_header(t, g, &asked);
	guess_rules_totals(t, g);
	count_rows(t, g);
}

/* Compiled patterns are not the arena's, and are freed one by one. */
void
guess_table_free(struct guess_table *t)
{
	for (size_t i = 0; i < t->nskip; i++)
		pattern_free(t->skip[i].compiled);
	if (t->arena)
		arena_free(t->arena);
	buf_free(&t->header_why);
}
