/* SPDX-License-Identifier: MIT */
#include "guess_score.h"

#include "base/mem.h"
#include "guess_kind.h"

/* What tells how well a dialect cuts, as shares of a thousand. */
struct looks {
	unsigned clean;  /* cells that nothing else would split */
	unsigned alike;  /* cells of the kind that their column has */
	unsigned filled; /* columns that are not always empty */
	bool decimals;   /* cells are figures with a decimal mark, all */
};

/* Of nothing, all. */
static unsigned
share(size_t part, size_t all)
{
	return all ? (unsigned)(part * GUESS_WHOLE / all) : GUESS_WHOLE;
}

/* A cell with half a quote has been cut in two; an apostrophe inside it is
 * none. */
static bool
is_torn(struct span cell)
{
	size_t quotes = 0;

	for (size_t i = 0; i < cell.len; i++)
		quotes += cell.at[i] == '"';
	return quotes % 2
		|| (cell.len > 1
			&& (cell.at[0] == '\'')
				!= (cell.at[cell.len - 1] == '\''));
}

/* Words with a mark in them that may be what splits cells: where a blank
 * follows, it is one of a sentence. */
static bool
holds_mark(struct span cell, const struct guess_marks *m)
{
	for (size_t i = 0; i < cell.len; i++)
		if (!(cell.at[i] & 0x80) && m->is[(unsigned char)cell.at[i]]
			&& (i + 1 == cell.len || cell.at[i + 1] != ' '))
			return true;
	return false;
}

static bool
is_mixed(struct span cell, enum guess_kind kind, const struct guess_marks *m)
{
	return kind == KIND_MIXED || is_torn(cell)
		|| (kind == KIND_WORDS && holds_mark(cell, m));
}

/* Cells of rows of the usual number. The first row may be names: its cells
 * are of no kind. */
static void
judge_cells(const struct grid *g, const struct guess_marks *m, struct looks *l)
{
	size_t(*kinds)[KIND_MIXED + 1] = mem_new(g->usual + 1, sizeof(*kinds));
	size_t cells = 0, mixed = 0, most = 0, filled = 0, empty = 0, rows = 0;
	size_t decimals = 0;

	for (size_t i = 0; i < g->count; i++) {
		const struct grid_row *row = &g->rows[i];

		if (row->count != g->usual || row->odd || !row->filled)
			continue;
		rows++;
		for (size_t k = 0; k < row->count; k++) {
			enum guess_kind kind = guess_kind(row->cells[k]);

			cells++;
			mixed += !row->quoted
				&& is_mixed(row->cells[k], kind, m);
			if (rows > 1 || kind == KIND_EMPTY)
				kinds[k][kind]++;
			decimals += rows > 1 && kind == KIND_FIGURE
				&& (memchr(row->cells[k].at, ',',
					    row->cells[k].len)
					|| memchr(row->cells[k].at, '.',
						row->cells[k].len));
		}
	}
	for (size_t k = 0; k < g->usual; k++) {
		size_t figures = kinds[k][KIND_FIGURE];
		size_t words = kinds[k][KIND_WORDS] + kinds[k][KIND_MIXED];

		most += figures > words ? figures : words;
		filled += figures + words;
		empty += rows && kinds[k][KIND_EMPTY] == rows;
	}
	l->clean = GUESS_WHOLE - share(mixed, cells);
	/* Two rows may be names and their values. */
	l->alike = rows < 3 ? 900 : share(most, filled);
	l->filled = GUESS_WHOLE - share(empty, g->usual);
	l->decimals = rows > 2 && decimals == (rows - 1) * g->usual;
	mem_free(kinds);
}

/* The rows from the first to the last that have the usual number of cells:
 * titles and notes around them do not count against a dialect. */
static size_t
count_span(const struct grid *g)
{
	size_t first = g->count, last = 0, n = 0;

	for (size_t i = 0; i < g->count; i++)
		if (g->rows[i].count == g->usual && g->rows[i].filled) {
			if (first == g->count)
				first = i;
			last = i;
		}
	for (size_t i = first; i <= last && i < g->count; i++)
		n += g->rows[i].filled > 0;
	return n;
}

/* Rows that are split, but into another number of cells. */
static size_t
count_ragged(const struct grid *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->count; i++)
		n += g->rows[i].count > 1 && g->rows[i].count != g->usual;
	return n;
}

/* Whether the line right above the table is whole: names would be split. */
static bool
is_untitled(const struct grid *g)
{
	size_t i = 0;

	while (g->rows[i].count != g->usual || !g->rows[i].filled)
		i++;
	return i && g->rows[i - 1].count == 1 && g->rows[i - 1].filled
		&& g->usual > 1;
}

unsigned
guess_score_times(unsigned a, unsigned b)
{
	return a * b / GUESS_WHOLE;
}

static void
weigh(struct guess_trial *t, unsigned by)
{
	t->score = guess_score_times(t->score, by);
}

/* How likely the mark is to split cells at all, and how many it makes. Marks
 * of dates, times and sentences seldom do. */
static unsigned
prior(const struct csv_dialect *d, size_t cells, bool decimals)
{
	static const struct {
		char mark;
		unsigned share;
	} seldom[] = { { ' ', 550 }, { '/', 500 }, { ':', 850 }, { '!', 600 },
		{ '$', 400 }, { '?', 600 }, { '&', 600 }, { '%', 600 },
		{ '@', 600 }, { '+', 600 }, { '<', 600 }, { '>', 600 },
		{ '=', 600 }, { '[', 400 }, { ']', 400 } };
	char c = d->delimiter.len ? d->delimiter.at[0] : '\0';
	unsigned share = c && strchr(",;\t|", c) ? GUESS_WHOLE : 930;

	for (size_t i = 0; i < sizeof(seldom) / sizeof(*seldom); i++)
		if (c == seldom[i].mark)
			share = seldom[i].share;
	/* A blank between decimals is no mark of a sentence. */
	if (decimals && c == ' ')
		share = GUESS_WHOLE;
	if (cells < 2)
		return 500;
	return guess_score_times(share, GUESS_WHOLE - (unsigned)(400 / cells));
}

void
guess_score(struct guess_trial *t, const struct grid *g,
	const struct guess_marks *m)
{
	size_t span = count_span(g), usual = g->usual_rows;
	struct looks l;
	unsigned odd;

	t->cells = g->usual;
	t->rows = usual;
	t->filled = g->filled_rows;
	t->odd = g->odd;
	for (size_t i = 0; i < g->count; i++)
		t->quoted += g->rows[i].quoted && !g->rows[i].odd;
	if (!g->usual)
		return;
	judge_cells(g, m, &l);
	odd = share(g->odd, g->count);
	t->decimals = l.decimals;
	t->score = prior(&t->dialect, g->usual, l.decimals);
	weigh(t, share(usual, span));
	weigh(t, share(usual, usual + count_ragged(g)));
	if (usual > 3 && is_untitled(g))
		weigh(t, 850);
	/* Most of a text that is a table is its rows. */
	weigh(t, 500 + share(span, g->filled_rows) / 2);
	weigh(t, l.clean);
	weigh(t, l.alike);
	weigh(t, 500 + l.filled / 2);
	weigh(t, GUESS_WHOLE - (odd < 900 ? odd : 900));
}
