/* SPDX-License-Identifier: MIT */
#include "guess_dialect.h"

#include "base/mem.h"
#include "grid.h"
#include "guess_delimiter.h"
#include "guess_kind.h"

/* What is read to compare dialects. */
#define LOOKED_AT ((size_t)128 << 10)
#define ROWS 400
/* A dialect below this tells no table; shares are of a thousand. */
#define SCORE_LEAST 350
#define WHOLE 1000u

/* Marks that many lines hold, besides the one that is tried. */
struct marks {
	bool is[128];
};

/* What dialects are tried on. */
struct tried {
	struct span text;
	const struct guess_dialect_asked *asked;
	struct delimiter_list list;
	struct marks marks;
};

/* A dialect that is tried, and how well it does. */
struct trial {
	struct loose_dialect dialect;
	unsigned score;
	size_t cells, rows, filled, odd, quoted;
};

/* What tells how well a dialect cuts, as shares of a thousand. */
struct looks {
	unsigned clean;         /* cells that nothing else would split */
	unsigned alike;         /* cells of the kind that their column has */
	unsigned filled;        /* columns that are not always empty */
};

/* A cell with half a quote has been cut in two; an apostrophe inside is none. */
static bool
is_torn(struct span cell)
{
	size_t quotes = 0;

	for (size_t i = 0; i < cell.len; i++)
		quotes += cell.at[i] == '"';
	return quotes % 2 || (cell.len > 1 && (cell.at[0] == '\'')
		!= (cell.at[cell.len - 1] == '\''));
}

/* Words with a mark in them that may be what splits cells: where a blank
 * follows, it is one of a sentence. */
static bool
holds_mark(struct span cell, const struct marks *m)
{
	for (size_t i = 0; i < cell.len; i++)
		if (!(cell.at[i] & 0x80) && m->is[(unsigned char)cell.at[i]]
			&& (i + 1 == cell.len || cell.at[i + 1] != ' '))
			return true;
	return false;
}

static bool
is_mixed(struct span cell, enum guess_kind kind, const struct marks *m)
{
	return kind == KIND_MIXED || is_torn(cell)
		|| (kind == KIND_WORDS && holds_mark(cell, m));
}

/* Cells of rows of the usual number. The first row may be names: its cells
 * are of no kind. */
static void
judge_cells(const struct grid *g, const struct marks *m, struct looks *l)
{
	size_t (*kinds)[KIND_MIXED + 1] = mem_new(g->usual + 1, sizeof(*kinds));
	size_t cells = 0, mixed = 0, most = 0, filled = 0, empty = 0, rows = 0;

	for (size_t i = 0; i < g->count; i++) {
		const struct grid_row *row = &g->rows[i];

		if (row->count != g->usual || row->odd || !row->filled)
			continue;
		rows++;
		for (size_t k = 0; k < row->count; k++) {
			enum guess_kind kind = guess_kind(row->cells[k]);

			cells++;
			mixed += !row->quoted && is_mixed(row->cells[k],
				kind, m);
			if (rows > 1 || kind == KIND_EMPTY)
				kinds[k][kind]++;
		}
	}
	for (size_t k = 0; k < g->usual; k++) {
		size_t figures = kinds[k][KIND_FIGURE];
		size_t words = kinds[k][KIND_WORDS] + kinds[k][KIND_MIXED];

		most += figures > words ? figures : words;
		filled += figures + words;
		empty += rows && kinds[k][KIND_EMPTY] == rows;
	}
	l->clean = cells ? WHOLE - (unsigned)(mixed * WHOLE / cells) : 0;
	/* Two rows may be names and their values. */
	l->alike = rows < 3 ? 900 : filled ? (unsigned)(most * WHOLE / filled)
		: WHOLE;
	l->filled = WHOLE - (unsigned)(empty * WHOLE / (g->usual ? g->usual
		: 1));
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

	while (i < g->count && (g->rows[i].count != g->usual
		|| !g->rows[i].filled))
		i++;
	return i && i < g->count && g->rows[i - 1].count == 1
		&& g->rows[i - 1].filled && g->usual > 1;
}

static unsigned
times(unsigned a, unsigned b)
{
	return a * b / WHOLE;
}

/* How likely the mark is to split cells at all, and how many it makes. Marks
 * of dates, times and sentences seldom do. */
static unsigned
prior(const struct loose_dialect *d, size_t cells)
{
	static const struct {
		char mark;
		unsigned share;
	} seldom[] = { { ' ', 550 }, { '/', 500 }, { ':', 900 },
		{ '!', 600 }, { '?', 600 }, { '&', 600 }, { '%', 600 },
		{ '@', 600 }, { '+', 600 }, { '<', 600 }, { '>', 600 },
		{ '=', 600 }, { '[', 400 }, { ']', 400 } };
	char c = d->delimiter.len ? d->delimiter.at[0] : '\0';
	unsigned share = c && strchr(",;\t|", c) ? WHOLE : 930;

	for (size_t i = 0; i < sizeof(seldom) / sizeof(*seldom); i++)
		if (c == seldom[i].mark)
			share = seldom[i].share;
	if (cells < 2)
		return 500;
	return times(share, WHOLE - (unsigned)(400 / cells));
}

static void
score(struct trial *t, const struct grid *g, const struct marks *m)
{
	size_t span = count_span(g);
	struct looks l;
	unsigned odd;

	t->cells = g->usual;
	t->rows = g->usual_rows;
	t->filled = g->filled_rows;
	t->odd = g->odd;
	for (size_t i = 0; i < g->count; i++)
		t->quoted += g->rows[i].quoted && !g->rows[i].odd;
	if (!g->count || !g->usual || !span || !g->filled_rows)
		return;
	judge_cells(g, m, &l);
	odd = (unsigned)(g->odd * WHOLE / g->count);
	t->score = prior(&t->dialect, g->usual);
	t->score = times(t->score, (unsigned)(g->usual_rows * WHOLE / span));
	t->score = times(t->score, (unsigned)(g->usual_rows * WHOLE
		/ (g->usual_rows + count_ragged(g))));
	if (g->usual_rows > 3 && is_untitled(g))
		t->score = times(t->score, 850);
	/* Most of a text that is a table is its rows. */
	t->score = times(t->score, 500 + (unsigned)(span * 500
		/ g->filled_rows));
	t->score = times(times(t->score, l.clean), l.alike);
	t->score = times(t->score, 500 + l.filled / 2);
	t->score = times(t->score, WHOLE - (odd < 900 ? odd : 900));
}

static void
try_dialect(struct trial *t, const struct tried *in, struct span delimiter,
	struct span quote, struct span escape)
{
	struct marks others = in->marks;
	struct grid g;

	for (size_t i = 0; i < delimiter.len; i++)
		others.is[delimiter.at[i] & 0x7f] = false;

	memset(t, 0, sizeof(*t));
	t->dialect = (struct loose_dialect){ .delimiter = delimiter,
		.quote = quote, .escape = escape };
	grid_read(&g, in->text, &t->dialect, ROWS, 0);
	score(t, &g, &others);
	grid_free(&g);
}

/* The best quote for a delimiter: cells that are well quoted must outnumber
 * the rows that quoting makes odd. */
static void
try_delimiter(struct trial *best, const struct tried *in,
	struct span delimiter)
{
	static const char *const escapes[] = { "", "\\" };
	static const char marks[] = "\"'`|~^*$#%/!@&";
	struct trial t;

	if (in->asked->quote) {
		try_dialect(best, in, delimiter, in->asked->dialect.quote,
			in->asked->dialect.escape);
		return;
	}
	try_dialect(best, in, delimiter, SPAN(""), SPAN(""));
	for (const char *mark = marks; *mark; mark++) {
		struct span quote = { mark, 1 };

		if (!delimiter_quoted(in->text, delimiter, quote))
			continue;
		for (size_t i = 0; i < 2; i++) {
			if (*escapes[i] && !delimiter_escaped(in->text, quote))
				continue;
			try_dialect(&t, in, delimiter, quote,
				span_of(escapes[i]));
			if (t.quoted > t.odd && t.score > times(best->score,
				best->dialect.quote.len ? WHOLE : 950))
				*best = t;
		}
	}
}

static bool
is_part(struct span a, struct span b)
{
	return a.len && b.len && (memmem(a.at, a.len, b.at, b.len)
		|| memmem(b.at, b.len, a.at, a.len));
}

/* Where lines are figures by themselves, what stands in them splits nothing,
 * unless the line above them, which may be names, is split, too. */
static bool
is_one_column(const struct trial *t, struct span text)
{
	struct span mark = t->dialect.delimiter;
	size_t figures = 0, lines = 0;
	bool named = false;
	struct grid g;

	if (t->cells < 2 || mark.len > 1)
		return t->cells < 2;
	grid_read(&g, text, &(struct loose_dialect){ .delimiter = SPAN("") },
		ROWS, 0);
	for (size_t i = 0; i < g.count; i++) {
		struct span line = g.rows[i].raw;

		if (!g.rows[i].filled)
			continue;
		if (guess_kind(line) == KIND_FIGURE) {
			figures++;
			lines++;
		} else if (figures) {
			lines++;
		} else {
			named = memmem(line.at, line.len, mark.at, mark.len);
		}
	}
	grid_free(&g);
	return figures * 10 >= lines * 9 && lines > 1 && !named;
}

static unsigned
sure_of(const struct trial *best, unsigned second)
{
	unsigned ratio = best->score ? second * 100 / best->score : 100;
	unsigned sure = ratio < 50 ? 99 : ratio < 70 ? 95 : ratio < 85 ? 85
		: ratio < 95 ? 70 : 50;

	/* Of so few rows no more can be said. */
	if (best->rows < 3)
		sure = ratio >= 75 || best->rows * 3 < best->filled ? 50 : sure > 75 ? 75 : sure;
	return sure;
}

static void
print_mark(struct buf *b, struct span mark)
{
	buf_byte(b, '\'');
	for (size_t i = 0; i < mark.len; i++)
		if (mark.at[i] == '\t')
			buf_text(b, "\\t");
		else if ((unsigned char)mark.at[i] < ' ')
			buf_format(b, "\\x%02x", mark.at[i]);
		else
			buf_byte(b, mark.at[i]);
	buf_byte(b, '\'');
}

static void
settle_quote(struct guess_dialect *g, const struct trial *t, struct span text)
{
	struct span quote = t->dialect.quote;

	/* It may be rare: then it stands further down. */
	if (!quote.len && delimiter_quoted(text, g->dialect.delimiter,
		SPAN("\"")))
		quote = SPAN("\"");
	if (quote.len) {
		g->quote_room[0] = quote.at[0];
		g->dialect.quote = (struct span){ g->quote_room, 1 };
		g->dialect.escape = t->dialect.escape.len ? SPAN("\\")
			: SPAN("");
		g->quote_sure = t->odd ? 90 : 99;
		if (t->quoted)
			buf_format(&g->quote_why, "%zu of the first rows hold "
				"cells that it quotes", t->quoted);
		else
			buf_text(&g->quote_why, "some cells are quoted");
		if (t->odd)
			buf_format(&g->quote_why, ", %zu are not well quoted",
				t->odd);
	} else if (memchr(text.at, '"', text.len)) {
		g->dialect.quote = SPAN("");
		g->quote_sure = 90;
		buf_text(&g->quote_why, "there are '\"', but not around cells:"
			" they are text");
	} else {
		g->dialect.quote = SPAN("\"");
		g->quote_sure = 60;
		buf_text(&g->quote_why, "none was met; '\"' is taken for "
			"granted");
	}
}

/* Where nothing splits lines, nothing quotes them: a column of quoted cells
 * is split at a mark that it does not hold. */
static void
settle_one_column(struct guess_dialect *g, struct span text)
{
	static const char *const marks[] = { ",", ";", "\t", "|" };
	const char *quote = delimiter_quoted(text, SPAN(""), SPAN("\""))
		? "\"" : delimiter_quoted(text, SPAN(""), SPAN("'")) ? "'"
		: NULL;

	if (g->dialect.delimiter.len || !quote)
		return;
	g->room[0] = ',';
	for (size_t i = 4; i-- > 0; )
		if (!memchr(text.at, *marks[i], text.len))
			g->room[0] = *marks[i];
	g->dialect.delimiter = (struct span){ g->room, 1 };
	g->dialect.quote = span_of(quote);
	g->quote_sure = 95;
	buf_clear(&g->quote_why);
	buf_text(&g->quote_why, "it stands around the lines");
}

/* As the user has it. */
static void
settle_asked(struct guess_dialect *g, const struct trial *best,
	const struct guess_dialect_asked *asked)
{
	if (asked->delimiter) {
		g->known = true;
		g->sure = 100;
		g->dialect.delimiter = asked->dialect.delimiter;
		buf_clear(&g->why);
		buf_format(&g->why, "as asked; %zu cells in %zu of the first "
			"%zu rows", best->cells, best->rows, best->filled);
	}
	if (asked->quote) {
		g->quote_sure = 100;
		g->dialect.quote = asked->dialect.quote;
		buf_clear(&g->quote_why);
		buf_text(&g->quote_why, "as asked");
	}
	if (asked->escape)
		g->dialect.escape = asked->dialect.escape;
}

static void
settle(struct guess_dialect *g, const struct trial *best,
	const struct trial *second, struct span text)
{
	struct span delimiter = best->dialect.delimiter;

	g->cells = best->cells;
	g->sure = sure_of(best, second->score);
	g->known = best->score >= SCORE_LEAST && g->sure > 50;
	if (delimiter.len > sizeof(g->room))
		delimiter.len = 0;
	if (delimiter.len)
		memcpy(g->room, delimiter.at, delimiter.len);
	g->dialect.delimiter = (struct span){ g->room, delimiter.len };
	settle_quote(g, best, text);
	if (!g->known && best->score >= SCORE_LEAST) {
		buf_text(&g->why, "two would do about as well: ");
		print_mark(&g->why, delimiter);
		buf_text(&g->why, " and ");
		print_mark(&g->why, second->dialect.delimiter);
	} else if (!g->known) {
		buf_text(&g->why, "nothing splits most lines into as many "
			"cells each");
	} else if (!delimiter.len) {
		buf_text(&g->why, "nothing splits the lines: one column");
	} else {
		buf_format(&g->why, "%zu cells in %zu of the first %zu rows",
			best->cells, best->rows, best->filled);
	}
}

/* What ends the lines. */
static void
count_ends(struct guess_dialect *g, struct span text)
{
	size_t lf = 0, crlf = 0, cr = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\n')
			lf++;
		if (text.at[i] != '\r')
			continue;
		if (i + 1 < text.len && text.at[i + 1] == '\n') {
			crlf++;
			i++;
		} else if (i + 1 < text.len || !lf) {
			cr++;
		}
	}
	g->bare_cr = cr > 0;
	buf_format(&g->newline_why, "lines end in LF %zu, CR LF %zu, CR %zu "
		"times", lf, crlf, cr);
}

static struct span
beginning(struct span text)
{
	if (text.len <= LOOKED_AT)
		return text;
	text.len = LOOKED_AT;
	while (text.len && text.at[text.len - 1] != '\n'
		&& text.at[text.len - 1] != '\r')
		text.len--;
	return text.len ? text : (struct span){ text.at, LOOKED_AT };
}

/* The best of all delimiters, and the best that is not a part of it. */
static void
try_all(struct trial *best, struct trial *second, const struct tried *in)
{
	struct trial t;

	for (size_t i = 0; i < in->list.count; i++) {
		struct span mark = span_of(in->list.marks[i]);

		try_delimiter(&t, in, mark);
		if (t.score > best->score) {
			/* `|` where it is `||` is no other answer. */
			if (!is_part(mark, best->dialect.delimiter))
				*second = *best;
			*best = t;
		} else if (t.score > second->score
			&& !is_part(mark, best->dialect.delimiter)) {
			*second = t;
		}
	}
}

static void
find_marks(struct tried *in)
{
	delimiter_candidates(&in->list, in->text);
	for (size_t i = 0; i < in->list.count; i++) {
		unsigned char c = (unsigned char)in->list.marks[i][0];

		if (c < 0x80 && c != ' ' && !in->list.marks[i][1])
			in->marks.is[c] = true;
	}
}

void
guess_dialect(struct guess_dialect *g, struct span text,
	const struct guess_dialect_asked *asked)
{
	struct tried in = { .text = beginning(text), .asked = asked };
	struct trial best = { .score = 0 }, second = best, t;

	memset(g, 0, sizeof(*g));
	count_ends(g, text);
	find_marks(&in);
	if (asked->delimiter)
		try_delimiter(&best, &in, asked->dialect.delimiter);
	else
		try_all(&best, &second, &in);
	if (best.dialect.delimiter.len && !asked->delimiter
		&& is_one_column(&best, in.text)) {
		second = best;
		second.score = best.score * 6 / 10;
		try_dialect(&t, &in, SPAN(""), SPAN(""), SPAN(""));
		t.score = best.score;
		best = t;
	}
	settle(g, &best, &second, text);
	if (g->known && best.cells < 2)
		settle_one_column(g, in.text);
	settle_asked(g, &best, asked);
}

void
guess_dialect_free(struct guess_dialect *g)
{
	buf_free(&g->why);
	buf_free(&g->quote_why);
	buf_free(&g->newline_why);
}
