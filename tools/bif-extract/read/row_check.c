/* SPDX-License-Identifier: MIT
 *
 * Decides what becomes of a row of tolerant reading. That a row has as many
 * cells as it should may be chance, where a decimal comma splits it as well as
 * the delimiter would; that is doubted, because a cell in the wrong column is
 * a wrong figure. Which lines are rows at all is row_filter's.
 *
 * Where tables begin is found by the number of cells, by empty lines and titles,
 * and by words where figures stood; tolerant_rows.c takes the table that is
 * asked for.
 */
#include "row_check.h"

#include "base/mem.h"

/* Rows that must have been seen before one is doubted. */
#define DOUBT_ROWS 3

/* So many rows show which columns hold nothing but figures: more would not tell
 * more, and cost on each of ten million. */
#define ROWS_MOST 1000

/* The bytes are looked at as they stand in the file, so that a no-break space
 * is known in latin-1 and in UTF-8 alike. */
bool
column_kinds_figure(struct span cell)
{
	bool digit = false;

	for (size_t i = 0; i < cell.len; i++)
		switch (cell.at[i]) {
		case ' ':
		case '+':
		case '-':
		case '.':
		case ',':
		case '/':
		case ':':
		case '%':
		case '(':
		case ')':
		case '\'':
		case '\xa0':
		case '\xc2': /* a no-break space */
			break;
		default:
			if (!span_digit(cell.at[i]))
				return false;
			digit = true;
		}
	return digit;
}

/* What held for the table before says nothing of this one, though it may have
 * as many columns. */
void
column_kinds_begin(struct column_kinds *p, size_t columns)
{
	mem_free(p->columns);
	p->columns = mem_new(columns + 1, sizeof(*p->columns));
	p->count = columns;
	p->rows = 0;
}

/* Learning ends after so many rows, so that reading costs the same for each
 * row behind them and a long file cannot talk itself out of what its first
 * rows have shown. */
static void
learn(struct column_kinds *p, const struct span *cells)
{
	if (p->rows == ROWS_MOST)
		return;
	p->rows++;
	for (size_t i = 0; i < p->count; i++) {
		p->columns[i].filled += cells[i].len > 0;
		p->columns[i].figures += column_kinds_figure(cells[i]);
	}
}

/* From here on what is known of the columns cannot change under rows that are
 * taken in runs. */
bool
column_kinds_learned(const struct column_kinds *p)
{
	return p->rows == ROWS_MOST;
}

/* A column without any filled cell tells nothing and holds no figures. */
bool
column_kinds_holds_figures(const struct column_kinds *p, size_t column)
{
	const struct kinds_column *c = &p->columns[column];

	return c->filled && c->figures == c->filled;
}

/* An empty cell is no misfit: what is missing is not in the wrong place. */
static size_t
count_misfits(const struct column_kinds *p, const struct span *cells)
{
	size_t n = 0;

	for (size_t i = 0; i < p->count; i++)
		n += cells[i].len && column_kinds_holds_figures(p, i)
			&& !column_kinds_figure(cells[i]);
	return n;
}

/* Where all columns hold figures, or none does, a row that is cut elsewhere
 * cannot be told by them: so the number is asked and not only whether there is
 * one. */
static size_t
count_figures(const struct column_kinds *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->count; i++)
		n += column_kinds_holds_figures(p, i);
	return n;
}

/* A DOS end-of-file mark is no text either; a NUL is, since it tells that the
 * encoding is wrong. */
bool
table_split_empty(const struct line *line)
{
	for (size_t i = 0; i < line->count; i++)
		for (size_t k = 0; k < line->cells[i].len; k++)
			if (!strchr(" \t\x1a", line->cells[i].at[k])
				|| !line->cells[i].at[k])
				return false;
	return true;
}

/* Whether every cell has words, as those of a header do. */
static bool
all_words(const struct line *line)
{
	for (size_t i = 0; i < line->count; i++)
		if (!line->cells[i].len || column_kinds_figure(line->cells[i]))
			return false;
	return line->count > 0;
}

/* Only behind an empty line: words in a column of figures alone may be a
 * remark. */
static bool
is_other_table(const struct table_split *t, const struct line *line)
{
	return t->parted && t->profile.rows && all_words(line)
		&& count_misfits(&t->profile, line->cells);
}

/* A line of as many cells as the table before is mostly a row of it, so that
 * only a title between the two or the looks of a header part them. What the
 * line is does not depend on its words alone: the next line that is not empty
 * is asked, too, since a single line of another width is a fault and no table.
 */
bool
table_split_begins(struct table_split *t, const struct line *line, size_t next)
{
	bool begins = line->count > 1 && (!next || next == line->count);

	/* In the same number of cells only a title before it or the looks of a
	 * header tell; in another, that it stands apart or looks so. */
	if (begins && t->number)
		begins = line->count == t->width
			? t->titled || is_other_table(t, line)
			: t->parted || (next && all_words(line));
	if (begins) {
		t->number++;
		t->width = line->count;
		column_kinds_begin(&t->profile, t->width);
	} else if (line->count == t->width) {
		learn(&t->profile, line->cells);
	}
	/* A line of one cell is a title only where it stands apart; what
	 * follows it does so, too. */
	t->titled = !begins && line->count == 1 && t->width != 1 && t->parted;
	t->parted = t->titled;
	return begins;
}

/* Only what was learned of the columns takes memory. Left empty, it can be begun
 * with the next table. */
void
table_split_free(struct table_split *t)
{
	mem_free(t->profile.columns);
	t->profile = (struct column_kinds){ 0 };
}

/* The row is not to be taken; why, in a word and in words. */
static enum reader_result
reject(struct line *line, const char *reason, const char *why)
{
	line->reason = reason;
	line->why = why;
	line->fault_line = line->number;
	return READER_MALFORMED;
}

/* What makes a row doubtful though it has as many cells as it should, or NULL.
 * Where there is a reason, it is not to be taken. It has words in two columns that
 * held figures only, as the header of another table has. Or another delimiter
 * splits it as well, with figures in the columns that hold figures: that it has
 * the right number of cells is chance where the cut that is asked for has words
 * there, or where all its cells meet between two digits, as the parts of a number
 * with a decimal comma do. */
static const char *
doubt(struct row_check *c, struct reader *r, const struct line *line,
	const char **reason)
{
	static const char others[] = ";,\t|";
	const struct column_kinds *p = &c->tables.profile;
	bool other = !c->other && !r->def->loose.table && p->rows >= DOUBT_ROWS
		&& is_other_table(&c->tables, line);
	size_t figures;
	bool digits;

	*reason = NULL;
	if (other)
		c->other = count_misfits(p, line->cells) > 1;
	if (c->other)
		*reason = "other_table";
	if (c->other || other)
		return "another table seems to begin here (--table 2)";
	if (line->stated || p->rows < DOUBT_ROWS || c->expected < 2)
		return NULL;
	figures = count_figures(p);
	digits = figures && figures < c->expected;
	for (size_t i = 1; digits && i < line->count; i++) {
		struct span a = line->cells[i - 1], b = line->cells[i];

		digits = a.len && b.len && span_digit(a.at[a.len - 1])
			&& span_digit(b.at[0]);
	}
	if (!digits && !count_misfits(p, line->cells))
		return NULL;
	/* Cut at another delimiter it is to have as many cells. */
	for (const char *at = others; *at; at++) {
		struct span *cells = reader_cells(r, c->expected);
		struct span rest = line->raw;
		const char *stop = rest.at;
		size_t n = 0;

		if (span_equal((struct span){ at, 1 }, c->delimiter))
			continue;
		for (; stop && n < c->expected; n++) {
			stop = rest.len ? memchr(rest.at, *at, rest.len) : NULL;
			cells[n] = (struct span){ rest.at,
				stop ? (size_t)(stop - rest.at) : rest.len };
			span_skip(&rest, cells[n].len + (stop != NULL));
		}
		if (stop || n < c->expected || count_misfits(p, cells))
			continue;
		*reason = "other_delimiter";
		return "another delimiter splits the row as well";
	}
	return NULL;
}

/* A row with another number of cells: filled up with empty ones, kept, or left
 * to be rejected for it. */
static void
even_out(struct row_check *c, struct reader *r, struct line *line)
{
	enum export_ragged ragged = r->def->loose.ragged;
	size_t fewer = line->count < c->expected ? line->count : c->expected;
	size_t cells = c->widest > c->expected ? c->widest : c->expected;
	struct span *made;

	if (ragged == RAGGED_REJECT
		|| (ragged == RAGGED_PAD && line->count > c->expected))
		return;
	if (line->count != c->expected && !line->note) {
		snprintf(c->note, sizeof(c->note), "%zu cells, not %zu: %s",
			line->count, c->expected,
			line->count < c->expected
				? "the others are left empty"
				: "the others have columns of their own");
		line->note = c->note;
		line->column = reader_column(line, fewer);
	}
	if (line->count >= c->widest && line->count >= c->expected)
		return;
	made = reader_cells(r, cells);
	memmove(made, line->cells, line->count * sizeof(*made));
	while (line->count < cells)
		made[line->count++] = SPAN("");
	line->cells = made;
}

/* No text has a NUL, so one in a cell says that the encoding is another. Where
 * ragged rows are kept, a line that is not sound is kept too, with a note. */
enum reader_result
row_check_take(struct row_check *c, struct reader *r, enum reader_result result,
	struct line *line)
{
	enum export_ragged ragged = r->def->loose.ragged;
	const char *reason = NULL, *why;
	bool nul = false;

	if (result != READER_LINE && result != READER_MALFORMED)
		return result;
	if (result == READER_LINE && table_split_empty(line) && !line->stated) {
		c->tables.parted = true;
		return READER_LINE;
	}
	if (memchr(line->raw.at, '\0', line->raw.len))
		for (size_t i = 0; i < line->count; i++)
			nul |= line->cells[i].len
				&& memchr(line->cells[i].at, '\0',
					line->cells[i].len);
	if (nul)
		return reject(line, "bad_encoding",
			"a NUL byte is no text (is the file in utf-16?)");
	/* Where ragged rows are wanted such a line is one of them, if it is
	 * known where it ends. */
	if (result == READER_MALFORMED) {
		if (ragged == RAGGED_REJECT || !line->whole)
			return READER_MALFORMED;
		snprintf(c->note, sizeof(c->note), "%s: %s", line->why,
			line->mended ? "mended, it is text in its cell"
				     : "kept as it is written");
		line->note = c->note;
		if (ragged == RAGGED_PAD && line->count > c->expected)
			return READER_MALFORMED;
		even_out(c, r, line);
		return READER_LINE;
	}
	/* A row that fits is doubted and, when nothing speaks against it,
	 * learned from. */
	if (line->count == c->expected) {
		why = doubt(c, r, line, &reason);
		if (reason && ragged != RAGGED_KEEP)
			return reject(line, reason, why);
		line->note = why;
		if (!why && !r->def->loose.table)
			learn(&c->tables.profile, line->cells);
	}
	c->tables.parted = false;
	even_out(c, r, line);
	return READER_LINE;
}
