/* SPDX-License-Identifier: MIT
 *
 * A row is names when it has words where figures stand below. Its second line is
 * the dangerous question: a first data row whose figures are missing looks just
 * like one, so it is taken only for good reasons, and a row stays a row in doubt.
 *
 * Where the table begins guess_table.c has told before; a header that the user
 * has named is taken as it is.
 */
#include "guess_table.h"

#include "base/intern.h"
#include "grid.h"
#include "guess_type.h"
#include "value/text.h"

/* A header has hardly more lines. */
#define LINES_MOST 3
/* Rows that are compared with what may be their header. */
#define ROWS_MOST 2000

/* What stands in a column below a row that may be its header. */
struct below {
	size_t filled;  /* cells that hold a value; markers of none do not */
	size_t figures; /* of these: numbers, dates, times */
};

/* Whether nearly all that a column holds are figures. */
static bool
holds_figures(const struct below *b)
{
	return b->filled && b->figures * 5 >= b->filled * 4;
}

/* Whether the cells of two rows are the same: then one is the header again. */
static bool
is_same_row(const struct guess_table *t, const struct grid_row *a,
	const struct grid_row *b)
{
	size_t k = 0;

	while (k < t->columns
		&& span_equal(guess_table_cell(t, a, k),
			guess_table_cell(t, b, k)))
		k++;
	return k == t->columns;
}

/* What stands in each column from a row on, the row above it left out where it
 * comes again: a header may be repeated. */
static struct below *
look_below(const struct guess_table *t, const struct grid *g, size_t from)
{
	struct below *below = mem_new(t->columns + 1, sizeof(*below));
	size_t n = 0;

	for (size_t i = from; i < t->last && n < ROWS_MOST; i++) {
		if (g->rows[i].count != g->usual || g->rows[i].odd
			|| guess_rules_ruler(g->rows[i].raw)
			|| is_same_row(t, &g->rows[i], &g->rows[from - 1])
			|| g->rows[i].filled < 2 - (t->columns < 2))
			continue;
		n++;
		for (size_t k = 0; k < t->columns; k++) {
			enum guess_kind kind = guess_kind(
				guess_table_cell(t, &g->rows[i], k));

			below[k].filled += kind != KIND_EMPTY
				&& kind != KIND_MARKER;
			below[k].figures += kind == KIND_FIGURE;
		}
	}
	return below;
}

/* What a row has where figures stand below. */
struct match {
	size_t words, figures;
	size_t years;   /* figures that could still be names */
	size_t in_turn; /* figures one above that of the column before */
	size_t markers; /* what stands for a figure that is not there */
};

/* Holds a row against the columns that hold figures below it. */
static struct match
compare(const struct guess_table *t, const struct grid_row *row,
	const struct below *below)
{
	struct match m = { 0 };
	int before = -1;

	for (size_t k = 0; k < t->columns; k++) {
		struct span cell = guess_table_cell(t, row, k);
		enum guess_kind kind = guess_kind(cell);
		int number = cell.len && cell.len < 3
			? span_number(cell.at, (int)cell.len)
			: -1;

		m.in_turn += before >= 0 && number == before + 1;
		before = number;

		if (kind == KIND_EMPTY || !holds_figures(&below[k]))
			continue;
		m.markers += kind == KIND_MARKER;
		m.words += kind == KIND_WORDS || kind == KIND_MIXED;
		m.years += kind == KIND_FIGURE && guess_date_is_year(cell);
		m.figures += kind == KIND_FIGURE && !guess_date_is_year(cell);
	}
	return m;
}

/* What speaks in a column of words for its first cell being a name. */
struct words {
	size_t again; /* columns where it stands again below */
	size_t alone; /* where it does not, but others come again */
};

/* Looks whether a first cell stands again in its column, as words do and names
 * do not. */
static void
look_at_words(const struct guess_table *t, const struct grid *g, size_t k,
	bool known, struct words *w)
{
	struct span cell = guess_table_cell(t, &g->rows[t->header], k);
	struct intern *texts = intern_new();
	size_t n = 0, again = 0, same = 0, different;

	for (size_t i = t->header + 1; i < t->last && n < ROWS_MOST; i++) {
		struct span below = guess_table_cell(t, &g->rows[i], k);

		if (!below.len || g->rows[i].count != g->usual)
			continue;
		n++;
		intern_add(texts, below);
		if (!cell.len || !span_equal(cell, below))
			continue;
		again++;
		same += is_same_row(t, &g->rows[i], &g->rows[t->header]);
	}
	different = intern_count(texts);
	/* A header may be repeated, though seldom. */
	if (t->columns > 1 && again == same && (same * 50 <= n || known))
		again = 0;
	w->again += again > 0;
	w->alone += cell.len && !again && n > 5 && n >= 3 * different;
	intern_free(texts);
}

/* Whether no two cells of a row are the same, as names of columns are not; with a
 * row above, whether no two pairs are. */
static bool
is_distinct(const struct guess_table *t, const struct grid_row *row,
	const struct grid_row *above)
{
	struct intern *texts = intern_new();
	BUF_LOCAL name = { 0 };
	bool distinct = true;

	for (size_t k = 0; k < t->columns; k++) {
		uint32_t before = intern_count(texts);

		buf_clear(&name);
		if (above)
			text_fold(&name, guess_table_cell(t, above, k));
		if (name.len)
			buf_byte(&name, '\n');
		text_fold(&name, guess_table_cell(t, row, k));
		distinct &= !name.len
			|| intern_add(texts, buf_span(&name)) == before;
	}
	intern_free(texts);
	return distinct;
}

/* How sure it is that the row holds names where there is nothing but words, in
 * it and below: words come again in their column, and names do not. */
static unsigned
judge_words(struct guess_table *t, const struct grid *g)
{
	const struct grid_row *row = &g->rows[t->header];
	struct words w = { 0, 0 };
	size_t rows = 0;

	for (size_t i = t->header + 1; i < t->last; i++)
		rows += g->rows[i].count == g->usual && g->rows[i].filled;
	if (!rows) {
		buf_text(&t->header_why, "it is the only row");
		for (size_t k = 0; k < t->columns; k++) {
			struct span cell = guess_table_cell(t, row, k);

			if (guess_kind(cell) == KIND_FIGURE
				&& !guess_date_is_year(cell))
				return 40;
		}
		return 60;
	}
	/* Without figures only this tells names from words: a name is not
	 * written again below itself. */
	for (size_t k = 0; k < t->columns; k++)
		look_at_words(t, g, k, false, &w);
	if (w.again || w.alone)
		buf_format(&t->header_why,
			"%zu of its cells stand again below, %zu never do where others come again",
			w.again, w.alone);
	else
		buf_text(&t->header_why,
			"none of its cells stands again below; there are no figures to tell it by");
	if (w.again > w.alone)
		return 20;
	if (w.again && w.again * 3 > w.alone)
		return 55;
	if (row->filled < t->columns || !is_distinct(t, row, NULL))
		return 65;
	return w.alone > 1 ? 95 : w.alone ? 85 : 70;
}

/* How sure it is, in per cent, that the row holds names. A marker where figures
 * stand below is a value that is missing, and no name. */
static unsigned
judge(struct guess_table *t, const struct grid *g)
{
	struct below *below = look_below(t, g, t->header + 1);
	struct match m = compare(t, &g->rows[t->header], below);
	struct words w = { 0, 0 };
	size_t columns = 0;
	bool counted = false;

	for (size_t k = 0; k < t->columns; k++) {
		const struct grid_row *row = &g->rows[t->header];
		struct span first = guess_table_cell(t, row, k);
		size_t n = first.len ? 3 : 0;

		columns += holds_figures(&below[k]);
		/* Whether the rows below count 0, 1, 2 in a column whose name
		 * is empty, as programs do that write the number of each row
		 * before it. */
		for (size_t i = t->header + 1; i < t->last && n < 3; i++) {
			struct span cell = guess_table_cell(t, &g->rows[i], k);

			if (cell.len != 1
				|| (n && *cell.at != *first.at + (char)n))
				break;
			first = n++ ? first : cell;
			counted |= n == 3
				&& (*first.at == '0' || *first.at == '1');
		}
		if (!holds_figures(&below[k]) || m.markers)
			look_at_words(t, g, k, m.words > 1, &w);
	}
	mem_free(below);
	if (!columns)
		return judge_words(t, g);
	buf_format(&t->header_why,
		"%zu columns hold figures; it has words in %zu of them",
		columns, m.words);
	if (m.markers)
		buf_format(&t->header_why, ", and marks for none in %zu",
			m.markers);
	/* `Unit;1;2;3`: months, weeks or hours by their number. */
	if (m.figures > 2 && m.in_turn + 1 == m.figures && m.figures == columns
		&& columns < t->columns)
		return 45;
	if (m.figures >= m.words && m.figures)
		return 5;
	if (!m.words && m.markers)
		return 20;
	if (!m.words)
		return m.years || counted || w.alone > w.again ? 75 : 45;
	/* `Nord;closed` above `Nord;7`: a word nobody knows, in a row. */
	if (w.again && m.words * 2 <= columns + 1 && w.again >= m.words) {
		buf_text(&t->header_why, ", but other cells stand again below");
		return 45;
	}
	return m.figures || m.markers ? 75 : 99;
}

/* Whether a row is one more line of the header, which the line above begins. Such
 * a line holds words, or years, wherever figures stand below. So may a row of data
 * whose figures are missing, and that must not be lost to the header. It is a line
 * of the header only where something more says so: some name stands twice in each
 * of the two lines, and no pair of names does; the line above lacks names where
 * this one has them; or this one is empty above the columns of words, as a line of
 * units is. */
static bool
is_line_more(const struct guess_table *t, const struct grid *g, size_t i)
{
	const struct grid_row *row = &g->rows[i], *above = row - 1;
	struct below *below = look_below(t, g, i + 1);
	struct match m = compare(t, row, below);
	size_t columns = 0, lacking = 0, named = 0;
	bool again;

	for (size_t k = 0; k < t->columns; k++) {
		struct span cell = guess_table_cell(t, row, k);
		bool over = guess_table_cell(t, above, k).len;
		bool holds = holds_figures(&below[k]);

		columns += holds && (cell.len || !over);
		named += cell.len && !holds;
		lacking += cell.len && !over;
	}
	mem_free(below);
	if (m.figures || m.markers || guess_header_again(t, g, i))
		return false;
	again = !is_distinct(t, above, NULL);
	if (m.words + m.years > 1 && again && !is_distinct(t, row, NULL)
		&& is_distinct(t, row, above))
		return true;
	if (!named && columns < t->columns && m.words + m.years > 1)
		return !m.years || (lacking && m.years + m.words == columns);
	if (!m.words || m.words != columns)
		return false;
	return lacking > 1 || (lacking && !named)
		|| (columns > 2 && is_distinct(t, row, NULL)
			&& (columns == t->columns || again));
}

/* Decides how many lines the header has, one to LINES_MOST, and whether its
 * upper lines name groups. A group is named over its first column, once, so that
 * its line has an empty cell behind one that is not, and the last line of the
 * header a name below each of the two. */
static void
look(struct guess_table *t, const struct grid *g, uint64_t skip)
{
	const struct grid_row *above, *last;

	for (t->headers = 1; t->headers < LINES_MOST; t->headers++) {
		size_t i = t->header + t->headers;

		last = &g->rows[i];
		above = last - 1;
		if (i + 1 >= t->last || last->count != g->usual || last->odd
			|| guess_rules_ruler(last->raw)
			|| last->line != above->line + above->lines
			|| !is_line_more(t, g, i))
			break;
	}
	if (t->headers > 1 && t->header_sure < 80) {
		t->header_sure = 80;
		buf_clear(&t->header_why);
		buf_format(&t->header_why,
			"%zu lines of words, the last over figures: names stand in it where the first has none",
			t->headers);
	}
	/* A line of groups above the names: `;2009;;2010;`. */
	above = t->header ? &g->rows[t->header - 1] : NULL;
	if (t->headers == 1 && above && above->line > skip
		&& above->count == g->usual && above->filled > 1 && !above->odd
		&& above->line + above->lines == above[1].line) {
		t->header--;
		t->headers = 2;
		t->header_sure = 80;
		buf_text(&t->header_why, "; the line above it names groups");
	}
	last = &g->rows[t->header + t->headers - 1];
	for (size_t i = 0; i < t->headers; i++) {
		above = &g->rows[t->header + i];
		t->lines[i] = above->line;
		for (size_t k = 1; above < last && k < t->columns; k++)
			t->carry |= !guess_table_cell(t, above, k).len
				&& guess_table_cell(t, above, k - 1).len
				&& guess_table_cell(t, last, k).len
				&& guess_table_cell(t, last, k - 1).len;
	}
}

/* Names are joined here and not by the reader, since the table is told before it
 * is read; they are made as the reader makes them. */
void
guess_header(struct guess_table *t, const struct grid *g,
	const struct guess_asked *asked)
{
	BUF_LOCAL name = { 0 };
	struct span *names;

	if (t->header >= g->count)
		return;
	if (asked->given) {
		t->headers = asked->headers;
		memcpy(t->lines, asked->lines, sizeof(t->lines));
		t->header_sure = 100;
	} else if ((t->header_sure = judge(t, g)) < 50) {
		t->header_sure = 100 - t->header_sure;
	} else {
		look(t, g, asked->skip);
	}
	if (t->headers > g->count - t->header)
		t->headers = g->count - t->header;
	t->first = t->header + t->headers;
	/* The names of several lines are joined by a blank; an empty cell of an
	 * upper line that names groups has the name of the group before it. */
	names = arena_take(t->arena, (t->columns + 1) * sizeof(*names));
	t->names = names;
	for (size_t k = 0; k < t->columns; k++) {
		buf_clear(&name);
		for (size_t i = 0; i < t->headers; i++) {
			const struct grid_row *row = &g->rows[t->header + i];
			size_t from = k;
			struct span cell = guess_table_cell(t, row, from);

			while (t->carry && i + 1 < t->headers && !cell.len
				&& from)
				cell = guess_table_cell(t, row, --from);
			if (cell.len && name.len)
				buf_byte(&name, ' ');
			buf_add(&name, cell);
		}
		if (!t->headers)
			buf_format(&name, "%zu", k + 1);
		names[k] = arena_keep(t->arena, buf_span(&name));
	}
}

/* Compared whole, with the cells beyond the table's columns. */
bool
guess_header_again(const struct guess_table *t, const struct grid *g,
	size_t row)
{
	const struct grid_row *again = &g->rows[row];

	for (size_t i = 0; i < t->headers; i++) {
		const struct grid_row *header = &g->rows[t->header + i];
		size_t k = 0;

		if (again->count != header->count)
			continue;
		while (k < header->count
			&& span_equal(text_trim(header->cells[k]),
				text_trim(again->cells[k])))
			k++;
		if (k == header->count)
			return true;
	}
	return false;
}
