/* SPDX-License-Identifier: MIT
 *
 * Finds the marks that are worth a trial, and scores what a trial made of the
 * text. A score is a product of shares, so that one thing that is badly wrong
 * cannot be outweighed; the shares were set by files whose delimiter is known
 * (tests/hard/sniff). The trials themselves are guess_dialect.c's, and so is
 * what the scores mean.
 */
#include "guess_dialect.h"

#include "base/buf.h"
#include "base/mem.h"
#include "grid.h"

/* Lines looked at, and the share of them (in percent) that must hold a mark
 * before it is tried. */
#define LINES 200
#define SHARE 40
/* In a short text titles weigh more. */
#define LINES_FEW 20
#define SHARE_FEW 15

/* Whether a character may split cells: letters, digits and quotes never do. */
static bool
is_mark(unsigned char c)
{
	return c && c < 0x7f && !strchr("\n\r\"'.-_()`\\\f", c)
		&& !span_digit((char)c) && !span_letter((char)c);
}

/* Adds a mark to the list, once, while there is room. */
static void
add(struct delimiter_list *list, struct span mark)
{
	for (size_t i = 0; i < list->count; i++)
		if (span_is(mark, list->marks[i]))
			return;
	if (list->count == DELIMITER_MOST || mark.len > DELIMITER_LONGEST)
		return;
	memcpy(list->marks[list->count], mark.at, mark.len);
	list->marks[list->count++][mark.len] = '\0';
}

/* How often a byte stands in a text. */
static size_t
count_byte(struct span s, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.at[i] == c;
	return n;
}

/* Adds marks of several characters: each stretch of marks around the first
 * places of one that was found, where that nearly never stands outside the
 * stretch. What stands in quotes does not count; of blanks only one on a side
 * does: more align columns, and are trimmed. Of a mark that is doubled others
 * may stand in cells, as in times. */
static void
add_longer(struct delimiter_list *list, struct span whole, char mark)
{
	BUF_LOCAL bare = { 0 };
	struct span text;
	size_t all, places = 0;
	bool quoted = false;

	/* What is quoted is left out first, but for the ends of lines. */
	for (size_t i = 0; i < whole.len; i++)
		if (whole.at[i] == '"')
			quoted = !quoted;
		else if (!quoted || whole.at[i] == '\n' || whole.at[i] == '\r')
			buf_byte(&bare, whole.at[i]);
	text = buf_span(&bare);
	all = count_byte(text, mark);
	for (size_t i = 0; i < text.len && places < 8; i++) {
		if (text.at[i] != mark)
			continue;
		places++;
		for (size_t n = 2; n <= DELIMITER_LONGEST; n++)
			for (size_t k = 0; k < n && k <= i; k++) {
				struct span s = { text.at + i - k, n };
				size_t marks = 0, times, within = 0;
				const char *at = text.at;

				if (i - k + n > text.len)
					continue;
				while (marks < n && s.at[marks] != '$'
					&& is_mark((unsigned char)s.at[marks]))
					marks++;
				if (marks < n || count_byte(s, ' ') == n
					|| memmem(s.at, n, "  ", 2))
					continue;
				/* How often the mark stands inside of such
				 * stretches, of all its places. */
				times = count_byte(s, mark);
				while ((at = memmem(at,
						(size_t)(text.at + text.len
							- at),
						s.at, n))) {
					within += times;
					at += n;
				}
				if (times == n ? within * 3 > all
					       : within
							&& (all - within) * 50
								<= all)
					add(list, s);
			}
	}
}

/* The usual four are tried always: in a short text a mark may stand in few lines.
 * The order is that in which equal scores win. */
void
delimiter_candidates(struct delimiter_list *list, struct span text)
{
	static const char *const usual[] = { ",", ";", "\t", "|" };
	/* Characters that nobody types, in two bytes of UTF-8. */
	static const char *const rare[] = { "¤", "§", "¦", "¬", "¶", "·" };
	size_t held[128] = { 0 }, lines = 0, single;
	bool seen[128] = { false }, empty = true;

	list->count = 0;
	for (size_t i = 0; i < 4; i++)
		add(list, span_of(usual[i]));
	/* Each mark that enough of the first lines hold. */
	for (size_t i = 0; i < text.len && lines < LINES; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (is_mark(c) && !seen[c]) {
			seen[c] = true;
			held[c]++;
		}
		empty &= c == '\n' || c == '\r';
		if (empty || (c != '\n' && c != '\r' && i + 1 < text.len))
			continue;
		lines++;
		empty = true;
		memset(seen, 0, sizeof(seen));
	}
	for (unsigned char c = 1; c < 127; c++)
		if (lines
			&& held[c] * 100 >= lines
					* (lines < LINES_FEW ? SHARE_FEW
							     : SHARE))
			add(list, (struct span){ (char[]){ (char)c }, 1 });
	for (size_t i = 0; i < COUNT(rare); i++)
		if (memmem(text.at, text.len, rare[i], strlen(rare[i])))
			add(list, span_of(rare[i]));
	single = list->count;
	for (size_t i = 0; i < single; i++)
		if (!list->marks[i][1] && list->marks[i][0] != ' ')
			add_longer(list, text, list->marks[i][0]);
	add(list, SPAN(""));
}

/* Whether a cell begins, or ends, at a place: a delimiter or the end of a line
 * is there, so that a mark at this place may quote. */
static bool
is_edge(struct span text, size_t at, struct span delimiter, bool begins)
{
	char next = begins      ? at ? text.at[at - 1] : '\n'
		: at < text.len ? text.at[at]
				: '\n';

	if (next == '\n' || next == '\r')
		return true;
	if (!delimiter.len)
		return false;
	if (begins)
		return at >= delimiter.len
			&& !memcmp(text.at + at - delimiter.len, delimiter.at,
				delimiter.len);
	return at + delimiter.len <= text.len
		&& !memcmp(text.at + at, delimiter.at, delimiter.len);
}

/* A mark that quotes opens and closes cells. The usual two may stand inside cells
 * as well; of any other mark nearly all must do nothing else. */
bool
delimiter_quoted(struct span text, struct span delimiter, struct span quote)
{
	size_t opens = 0, closes = 0, all = 0;
	bool usual = quote.at[0] == '"' || quote.at[0] == '\'';

	if (delimiter.len && memchr(delimiter.at, quote.at[0], delimiter.len))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		bool begins, ends;

		if (text.at[i] != quote.at[0])
			continue;
		begins = is_edge(text, i, delimiter, true);
		ends = is_edge(text, i + 1, delimiter, false);
		all++;
		opens += begins && !ends;
		closes += ends && !begins;
	}
	if (usual)
		return opens && closes && (opens + closes) * 5 >= all;
	return opens > 4 && closes > 4 && (opens + closes) * 20 >= all * 19;
}

/* A single one is enough for a trial, which costs little; whether it does
 * better than a doubled quote the score tells. */
bool
delimiter_escaped(struct span text, struct span quote)
{
	char pair[2] = { '\\', quote.at[0] };

	return memmem(text.at, text.len, pair, 2) != NULL;
}

/* What tells how well a dialect cuts, as shares of a thousand. */
struct looks {
	unsigned clean;  /* cells that nothing else would split */
	unsigned alike;  /* cells of the kind that their column has */
	unsigned filled; /* columns that are not always empty */
	bool decimals;   /* cells are figures with a decimal mark, all */
};

/* A part of all, in thousandths; of nothing it is all. */
static unsigned
share(size_t part, size_t all)
{
	return all ? (unsigned)(part * GUESS_WHOLE / all) : GUESS_WHOLE;
}

/* Looks at the cells of rows of the usual number, since only those are what the
 * dialect was meant to make. The first row may be names: its cells are of no
 * kind. A cell seems to hold several where it is cut in two, so that it has half a
 * quote or an apostrophe at one end, or where words hold a mark that may split
 * cells, unless a blank follows it as in a sentence. */
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
			struct span cell = row->cells[k];
			enum guess_kind kind = guess_kind(cell);
			size_t quotes = 0;
			bool marked = false;

			for (size_t n = 0; n < cell.len; n++) {
				quotes += cell.at[n] == '"';
				marked |= !(cell.at[n] & 0x80)
					&& m->is[(unsigned char)cell.at[n]]
					&& (n + 1 == cell.len
						|| cell.at[n + 1] != ' ');
			}
			cells++;
			mixed += !row->quoted
				&& (kind == KIND_MIXED || quotes % 2
					|| (kind == KIND_WORDS && marked)
					|| (cell.len > 1
						&& (cell.at[0] == '\'')
							!= (cell.at[cell.len
								    - 1]
								== '\'')));
			if (rows > 1 || kind == KIND_EMPTY)
				kinds[k][kind]++;
			decimals += rows > 1 && kind == KIND_FIGURE
				&& (memchr(cell.at, ',', cell.len)
					|| memchr(cell.at, '.', cell.len));
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

/* Whole numbers, so that the same text is scored alike on every machine; what
 * is cut off is less than a thousandth. */
unsigned
guess_score_times(unsigned a, unsigned b)
{
	return a * b / GUESS_WHOLE;
}

/* Lowers the score to a share of it. */
static void
weigh(struct guess_trial *t, unsigned by)
{
	t->score = guess_score_times(t->score, by);
}

/* Marks of dates, times and sentences: they seldom split cells. */
static const struct {
	char mark;
	unsigned share;
} seldom[] = { { ' ', 550 }, { '/', 500 }, { ':', 850 }, { '!', 600 },
	{ '$', 400 }, { '?', 600 }, { '&', 600 }, { '%', 600 }, { '@', 600 },
	{ '+', 600 }, { '<', 600 }, { '>', 600 }, { '=', 600 }, { '[', 400 },
	{ ']', 400 } };

/* Each share takes its part of the score, one after the other. How many cells a row
 * has counts for little: more cells are likelier only because chance makes few. */
void
guess_score(struct guess_trial *t, const struct grid *g,
	const struct guess_marks *m)
{
	size_t usual = g->usual_rows, ragged = 0, span = 0, since = 0;
	size_t first = g->count;
	char c = t->dialect.delimiter.len ? *t->dialect.delimiter.at : '\0';
	struct looks l;
	unsigned odd;

	t->cells = g->usual;
	t->rows = usual;
	t->filled = g->filled_rows;
	t->odd = g->odd;
	for (size_t i = 0; i < g->count; i++) {
		const struct grid_row *row = &g->rows[i];

		t->quoted += row->quoted && !row->odd;
		/* Rows that are split, but into another number of cells. */
		ragged += row->count > 1 && row->count != g->usual;
		/* Rows from the first of the usual number to the last: titles
		 * and notes around them do not count against a dialect. */
		if (row->count == g->usual && row->filled && first == g->count)
			first = i;
		since += first < g->count && row->filled;
		if (row->count == g->usual && row->filled)
			span = since;
	}
	if (!g->usual)
		return;
	judge_cells(g, m, &l);
	odd = share(g->odd, g->count);
	t->decimals = l.decimals;
	/* How likely the mark is to split cells at all, and how many it makes;
	 * a blank between decimals is no mark of a sentence. */
	t->score = c && strchr(",;\t|", c) ? GUESS_WHOLE : 930;
	for (size_t i = 0; i < COUNT(seldom); i++)
		if (c == seldom[i].mark)
			t->score = seldom[i].share;
	if (l.decimals && c == ' ')
		t->score = GUESS_WHOLE;
	weigh(t, GUESS_WHOLE - (unsigned)(400 / g->usual));
	if (g->usual < 2)
		t->score = 500;
	weigh(t, share(usual, span));
	weigh(t, share(usual, usual + ragged));
	/* The line right above the table is whole: names would be split. */
	if (usual > 3 && g->usual > 1 && first && first < g->count
		&& g->rows[first - 1].count == 1 && g->rows[first - 1].filled)
		weigh(t, 850);
	/* Most of a text that is a table is its rows. */
	weigh(t, 500 + share(span, g->filled_rows) / 2);
	weigh(t, l.clean);
	weigh(t, l.alike);
	weigh(t, 500 + l.filled / 2);
	weigh(t, GUESS_WHOLE - (odd < 900 ? odd : 900));
}
