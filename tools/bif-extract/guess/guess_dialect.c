/* SPDX-License-Identifier: MIT
 *
 * Each delimiter is tried with each quote, the text is cut by it, and the cuts
 * are scored (guess_delimiter.c). How far the best is from the next is how sure
 * it is: where two do about as well, neither is taken, since a text that is cut
 * by the wrong mark gives records that look right.
 *
 * What the user has said is tried alone and not doubted. Which rows are the
 * table is left to guess_table.c.
 */
#include "guess_dialect.h"

#include "base/mem.h"
#include "grid.h"

/* So many bytes and rows are read to compare dialects. */
#define LOOKED_AT ((size_t)128 << 10)
#define ROWS 400
/* A dialect below this, of a thousand, tells no table. */
#define SCORE_LEAST 350

/* What dialects are tried on. */
struct tried {
	struct span text;
	const struct guess_dialect_asked *asked;
	struct delimiter_list list;
	struct guess_marks marks;
};

/* Cuts the text by a dialect, and scores what comes of it. */
static void
try_dialect(struct guess_trial *t, const struct tried *in,
	struct span delimiter, struct span quote, struct span escape)
{
	struct guess_marks others = in->marks;
	struct grid g;

	for (size_t i = 0; i < delimiter.len; i++)
		others.is[delimiter.at[i] & 0x7f] = false;

	memset(t, 0, sizeof(*t));
	t->dialect = (struct csv_dialect){ .delimiter = delimiter,
		.quote = quote,
		.escape = escape };
	grid_read(&g, in->text, &t->dialect, ROWS, 0);
	guess_score(t, &g, &others);
	grid_free(&g);
}

/* Finds the best quote for a delimiter: cells that are well quoted must outnumber
 * the rows that quoting makes odd. A quote has to do clearly better than none,
 * since where nothing is quoted any mark may seem to quote. */
static void
try_delimiter(struct guess_trial *best, const struct tried *in,
	struct span delimiter)
{
	static const char *const escapes[] = { "", "\\" };
	static const char marks[] = "\"'`|~^*$#%/!@&";
	struct guess_trial t;
	unsigned least;

	if (in->asked->quote) {
		try_dialect(best, in, delimiter, in->asked->dialect.quote,
			in->asked->dialect.escape);
		return;
	}
	try_dialect(best, in, delimiter, SPAN(""), SPAN(""));
	/* The usual two come first: of equal scores the first stays. */
	for (const char *mark = marks; *mark; mark++) {
		struct span quote = { mark, 1 };

		if (!delimiter_quoted(in->text, delimiter, quote))
			continue;
		for (size_t i = 0; i < 2; i++) {
			if (*escapes[i] && !delimiter_escaped(in->text, quote))
				continue;
			try_dialect(&t, in, delimiter, quote,
				span_of(escapes[i]));
			least = guess_score_times(best->score,
				best->dialect.quote.len ? GUESS_WHOLE : 950);
			if (t.quoted > t.odd && t.score > least)
				*best = t;
		}
	}
}

/* Whether the text is one column: where lines are figures by themselves, what
 * stands in them splits nothing, as the comma in 1,5 and the blank between a date
 * and a time; unless the line above them, which may be names, is split, too. */
static bool
is_one_column(const struct guess_trial *t, struct span text, bool *moments)
{
	struct span mark = t->dialect.delimiter;
	size_t figures = 0, lines = 0, times = 0;
	bool named = false;
	struct grid g;

	if (t->cells < 2 || mark.len > 1)
		return t->cells < 2;
	grid_read(&g, text, &(struct csv_dialect){ .delimiter = SPAN("") },
		ROWS, 0);
	for (size_t i = 0; i < g.count; i++) {
		struct span line = g.rows[i].raw;

		if (!g.rows[i].filled)
			continue;
		if (guess_kind(line) == KIND_FIGURE) {
			figures++;
			lines++;
			times += memchr(line.at, ':', line.len)
				&& memchr(line.at, ' ', line.len);
		} else if (figures) {
			lines++;
		} else {
			named = memmem(line.at, line.len, mark.at, mark.len);
		}
	}
	grid_free(&g);
	/* A few lines of words may be notes. */
	if (figures * 10 < lines * 9 || lines < 2 || named)
		return false;
	*moments = times == figures;
	return true;
}

/* Somebody has to type the mark again, as an option or in a source, and both
 * read these escapes. */
void
guess_dialect_mark(struct buf *b, struct span mark)
{
	for (size_t i = 0; i < mark.len; i++)
		if (mark.at[i] == '\t')
			buf_text(b, "\\t");
		else if ((unsigned char)mark.at[i] < ' ')
			buf_format(b, "\\x%02x", mark.at[i]);
		else
			buf_byte(b, mark.at[i]);
}

/* Says what quotes cells, also where that is rare or open: then '"' is taken, as
 * a reader of CSV would. */
static void
settle_quote(struct guess_dialect *g, const struct guess_trial *t,
	struct span text)
{
	struct span quote = t->dialect.quote;

	/* It may be rare: then it stands further down. */
	if (!quote.len
		&& delimiter_quoted(text, g->dialect.delimiter, SPAN("\"")))
		quote = SPAN("\"");
	if (quote.len) {
		g->quote_room[0] = quote.at[0];
		g->dialect.quote = (struct span){ g->quote_room, 1 };
		g->dialect.escape = t->dialect.escape.len ? SPAN("\\")
							  : SPAN("");
		g->quote_sure = t->odd ? 90 : 99;
		if (t->quoted)
			buf_format(&g->quote_why,
				"%zu of the first rows hold cells that it quotes",
				t->quoted);
		else
			buf_text(&g->quote_why, "some cells are quoted");
		if (t->odd)
			buf_format(&g->quote_why, ", %zu are not well quoted",
				t->odd);
	} else if (memchr(text.at, '"', text.len)) {
		g->dialect.quote = SPAN("");
		g->quote_sure = 90;
		buf_text(&g->quote_why,
			"there are '\"', but not around cells: they are text");
	} else {
		g->dialect.quote = SPAN("\"");
		g->quote_sure = 60;
		buf_text(&g->quote_why,
			"none was met; '\"' is taken for granted");
	}
}

/* Corrects what the trials found where they cannot tell it. Where nothing
 * splits lines, nothing quotes them either: a column of quoted cells is split
 * at a mark that it does not hold. What the user has said holds in any case. */
static void
settle_asked(struct guess_dialect *g, const struct guess_trial *best,
	struct span text, const struct guess_dialect_asked *asked)
{
	static const char *const marks[] = { ",", ";", "\t", "|" };
	const char *quote = delimiter_quoted(text, SPAN(""), SPAN("\"")) ? "\""
		: delimiter_quoted(text, SPAN(""), SPAN("'"))            ? "'"
									 : NULL;

	if (g->known && best->cells < 2 && !g->dialect.delimiter.len && quote) {
		g->room[0] = ',';
		for (size_t i = 4; i-- > 0;)
			if (!memchr(text.at, *marks[i], text.len))
				g->room[0] = *marks[i];
		g->dialect.delimiter = (struct span){ g->room, 1 };
		g->dialect.quote = span_of(quote);
		g->quote_sure = 95;
		buf_clear(&g->quote_why);
		buf_text(&g->quote_why, "it stands around the lines");
	}
	/* What was asked for is not doubted: the counts only show what comes
	 * of it. */
	if (asked->delimiter) {
		g->known = true;
		g->sure = 100;
		g->dialect.delimiter = asked->dialect.delimiter;
		buf_clear(&g->why);
		buf_format(&g->why,
			"as asked; %zu cells in %zu of the first %zu rows",
			best->cells, best->rows, best->filled);
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

/* Takes the best, says how it came to be the best, and how sure that is: by how
 * close the second comes, and of few rows no more can be said than half. */
static void
settle(struct guess_dialect *g, const struct guess_trial *best,
	const struct guess_trial *second, struct span text)
{
	struct span delimiter = best->dialect.delimiter;
	unsigned ratio = best->score ? second->score * 100 / best->score : 100;

	g->cells = best->cells;
	g->decimals = best->decimals;
	g->sure = ratio < 50 ? 99
		: ratio < 70 ? 95
		: ratio < 85 ? 85
		: ratio < 95 ? 70
			     : 50;
	if (best->rows < 3 && g->sure > 75)
		g->sure = 75;
	if (best->rows < 3 && (ratio >= 75 || best->rows * 3 < best->filled))
		g->sure = 50;
	g->known = best->score >= SCORE_LEAST && g->sure > 50;
	/* One that was asked for may be long, and stays where it is. */
	g->dialect.delimiter = delimiter;
	if (delimiter.len && delimiter.len <= sizeof(g->room)) {
		memcpy(g->room, delimiter.at, delimiter.len);
		g->dialect.delimiter.at = g->room;
	}
	settle_quote(g, best, text);
	if (!g->known && best->score >= SCORE_LEAST) {
		buf_text(&g->why, "two would do about as well: '");
		guess_dialect_mark(&g->why, delimiter);
		buf_text(&g->why, "' and '");
		guess_dialect_mark(&g->why, second->dialect.delimiter);
		buf_byte(&g->why, '\'');
	} else if (!g->known) {
		buf_text(&g->why,
			"nothing splits most lines into as many cells each");
	} else if (!delimiter.len) {
		buf_text(&g->why, "nothing splits the lines: one column");
	} else {
		buf_format(&g->why, "%zu cells in %zu of the first %zu rows",
			best->cells, best->rows, best->filled);
	}
}

/* Counts what ends the lines; a CR alone behind lines that end in LF is noise
 * at the end of the text. */
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
	buf_format(&g->newline_why,
		"lines end in LF %zu, CR LF %zu, CR %zu times", lf, crlf, cr);
}

/* All candidates are tried on the beginning of the text, with the quotes that may
 * go with each; the whole text is asked only for what is rare, as a quote is. */
void
guess_dialect(struct guess_dialect *g, struct span text,
	const struct guess_dialect_asked *asked)
{
	struct tried in = { .text = text, .asked = asked };
	struct guess_trial best = { .score = 0 }, second = best, t;

	memset(g, 0, sizeof(*g));
	count_ends(g, text);
	/* What is read to compare dialects ends where a line does. */
	if (text.len > LOOKED_AT) {
		in.text.len = LOOKED_AT;
		while (in.text.len && in.text.at[in.text.len - 1] != '\n'
			&& in.text.at[in.text.len - 1] != '\r')
			in.text.len--;
		in.text.len = in.text.len ? in.text.len : LOOKED_AT;
	}
	delimiter_candidates(&in.list, in.text);
	/* A mark that many lines hold speaks against others. */
	for (size_t i = 0; i < in.list.count; i++) {
		unsigned char c = (unsigned char)in.list.marks[i][0];

		if (c < 0x80 && c != ' ' && !in.list.marks[i][1])
			in.marks.is[c] = true;
	}
	if (asked->delimiter)
		try_delimiter(&best, &in, asked->dialect.delimiter);
	for (size_t i = 0; !asked->delimiter && i < in.list.count; i++) {
		struct span mark = span_of(in.list.marks[i]);
		/* A mark that holds the best one, or stands in it, is no rival:
		 * `|` where it is `||` is no other answer. */
		struct span top = best.dialect.delimiter;
		bool part = mark.len && top.len
			&& (memmem(mark.at, mark.len, top.at, top.len)
				|| memmem(top.at, top.len, mark.at, mark.len));

		try_delimiter(&t, &in, mark);
		if (t.score > best.score) {
			if (!part)
				second = best;
			best = t;
		} else if (t.score > second.score && !part) {
			second = t;
		}
	}
	if (best.dialect.delimiter.len && !asked->delimiter
		&& is_one_column(&best, in.text, &g->moments)) {
		second = best;
		second.score = best.score * 6 / 10;
		try_dialect(&t, &in, SPAN(""), SPAN(""), SPAN(""));
		t.score = best.score;
		best = t;
	}
	settle(g, &best, &second, text);
	settle_asked(g, &best, in.text, asked);
}

/* The marks stand in the rooms of the guess, or are the user's. */
void
guess_dialect_free(struct guess_dialect *g)
{
	buf_free(&g->why);
	buf_free(&g->quote_why);
	buf_free(&g->newline_why);
}
