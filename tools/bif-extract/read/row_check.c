/* SPDX-License-Identifier: MIT
 *
 * Decides what becomes of a row of tolerant reading. That a row has as many
 * cells as it should may be chance, where a decimal comma splits it as well as
 * the delimiter would; that is doubted, because a cell in the wrong column is
 * a wrong figure. Which lines are rows at all is row_filter's.
 */
#include "row_check.h"

/* Rows that must have been seen before one is doubted. */
#define DOUBT_ROWS 3

/* A NUL in a cell: no text has one, so the encoding is another. */
static bool
has_nul(const struct line *line)
{
	if (!memchr(line->raw.at, '\0', line->raw.len))
		return false;
	for (size_t i = 0; i < line->count; i++)
		if (line->cells[i].len
			&& memchr(line->cells[i].at, '\0', line->cells[i].len))
			return true;
	return false;
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

/* Cells of a row cut at another delimiter; false when it has not as many. */
static bool
cut_at(struct reader *r, const struct line *line, char byte, size_t cells)
{
	struct span rest = line->raw;
	struct span *made = reader_cells(r, cells);

	for (size_t i = 0; i < cells; i++) {
		const char *stop = rest.len ? memchr(rest.at, byte, rest.len)
					    : NULL;

		if (!stop != (i + 1 == cells))
			return false;
		made[i] = (struct span){ rest.at,
			stop ? (size_t)(stop - rest.at) : rest.len };
		if (stop)
			rest.at = stop + 1;
		rest.len -= made[i].len + (stop != NULL);
	}
	return true;
}

/* Whether all cells of a row meet between two digits, as the parts of a number
 * with a decimal comma do. */
static bool
meet_in_digits(const struct line *line)
{
	for (size_t i = 1; i < line->count; i++) {
		struct span a = line->cells[i - 1], b = line->cells[i];

		if (!a.len || !b.len || !span_digit(a.at[a.len - 1])
			|| !span_digit(b.at[0]))
			return false;
	}
	return true;
}

/* A row that another delimiter splits as well, with figures in the columns
 * that hold figures: that it has the right number of cells is chance where the
 * cut that is asked for has words there, or goes through numbers only. */
static bool
is_doubtful(struct row_check *c, struct reader *r, const struct line *line)
{
	static const char others[] = ";,\t|";
	const struct column_kinds *p = &c->tables.profile;

	if (line->stated || p->rows < DOUBT_ROWS || c->expected < 2)
		return false;
	if (!column_kinds_misfits(p, line->cells)
		&& !(column_kinds_figures(p)
			&& column_kinds_figures(p) < c->expected
			&& meet_in_digits(line)))
		return false;
	for (const char *other = others; *other; other++)
		if (!span_equal((struct span){ other, 1 }, c->delimiter)
			&& cut_at(r, line, *other, c->expected)
			&& !column_kinds_misfits(p, r->cells))
			return true;
	return false;
}

/* What makes a row doubtful though it has as many cells as it should, or NULL.
 * Where there is a reason, it is not to be taken: it has words in two columns
 * that held figures only, as the header of another table has, or it is split
 * as well by another delimiter. */
static const char *
doubt(struct row_check *c, struct reader *r, const struct line *line,
	const char **reason)
{
	bool other = !c->other && !r->def->loose.table
		&& c->tables.profile.rows >= DOUBT_ROWS
		&& table_split_other(&c->tables, line);

	*reason = NULL;
	if (other)
		c->other = column_kinds_misfits(&c->tables.profile, line->cells)
			> 1;
	if (c->other)
		*reason = "other_table";
	if (c->other || other)
		return "another table seems to begin here (--table 2)";
	if (!is_doubtful(c, r, line))
		return NULL;
	*reason = "other_delimiter";
	return "another delimiter splits the row as well";
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
		made[line->count++] = (struct span){ "", 0 };
	line->cells = made;
}

/* What becomes of a line that is not sound: where ragged rows are kept, its
 * text is as well, with a note. */
static enum reader_result
take_odd(struct row_check *c, struct reader *r, struct line *line)
{
	if (r->def->loose.ragged == RAGGED_REJECT || !line->whole)
		return READER_MALFORMED;
	snprintf(c->note, sizeof(c->note), "%s: %s", line->why,
		line->mended ? "mended, it is text in its cell"
			     : "kept as it is written");
	line->note = c->note;
	if (r->def->loose.ragged == RAGGED_PAD && line->count > c->expected)
		return READER_MALFORMED;
	even_out(c, r, line);
	return READER_LINE;
}

enum reader_result
row_check_take(struct row_check *c, struct reader *r, enum reader_result result,
	struct line *line)
{
	const char *reason = NULL, *why;

	if (result != READER_LINE && result != READER_MALFORMED)
		return result;
	if (result == READER_LINE && table_split_empty(line) && !line->stated) {
		c->tables.parted = true;
		return READER_LINE;
	}
	if (has_nul(line))
		return reject(line, "bad_encoding",
			"a NUL byte is no text (is the file in utf-16?)");
	if (result == READER_MALFORMED)
		return take_odd(c, r, line);
	if (line->count == c->expected) {
		why = doubt(c, r, line, &reason);
		if (reason && r->def->loose.ragged != RAGGED_KEEP)
			return reject(line, reason, why);
		line->note = why;
		if (!why && !r->def->loose.table)
			column_kinds_add(&c->tables.profile, line->cells);
	}
	c->tables.parted = false;
	even_out(c, r, line);
	return READER_LINE;
}
