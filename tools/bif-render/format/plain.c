/* SPDX-License-Identifier: MIT
 *
 * A page as text, for a terminal or a mail. Nothing in a text can steer a
 * terminal: page_clean() sees to that. Tables stand in straight columns: they
 * are measured first, then squeezed until they fit or are split.
 */
#include "format.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "value/text.h"

/* A text in lines, the first after `first`, the others after `later`. Both
 * leads are as wide, so that lines stand below each other. An empty text gives
 * no line. */
static void
write_lines(struct out *out, const struct format_look *look, struct span text,
	const char *first, const char *later)
{
	BUF_LOCAL clean = { 0 };
	struct span rest, line;
	const char *lead = first;

	page_clean(&clean, text);
	rest = buf_span(&clean);
	while (rest.len) {
		line = plain_line(&rest, look->width - strlen(later));
		out_print(out, "%s%.*s\n", lead, SPAN_ARG(line));
		lead = later;
	}
}

/* A heading with a rule as wide as it below, if any. rule is a sign, or 0 for a
 * heading without one, as those of level 3 are. */
static void
write_heading(struct out *out, const struct format_look *look, struct span text,
	char rule)
{
	size_t wide = text_width(text);
	char line[PLAIN_MOST];

	if (wide > look->width)
		wide = look->width;
	if (look->colour)
		out_print(out, "\033[1m");
	write_lines(out, look, text, "", "");
	if (look->colour)
		out_print(out, "\033[0m");
	memset(line, rule, wide);
	if (rule)
		out_print(out, "%.*s\n", (int)wide, line);
}

/* As Markdown does: without what is drawn. A paragraph says what tiles say, and
 * lines to write on are for paper. */
void
plain_write(const struct page *p, const struct format_look *look,
	struct out *out)
{
	char first[24], later[24];

	write_heading(out, look, p->title, '=');
	write_lines(out, look, p->subtitle, "", "");
	for (size_t k = 0; k < p->nblocks; k++) {
		const struct page_block *b = &p->blocks[k];

		if (b->drawn || b->kind == PAGE_TILES || b->kind == PAGE_LINES)
			continue;
		out_print(out, "\n");
		if (b->kind == PAGE_HEADING)
			write_heading(out, look, b->text,
				b->level == 2 ? '-' : 0);
		else if (b->kind == PAGE_PARAGRAPH || b->kind == PAGE_NOTICE)
			write_lines(out, look, b->text, "", "");
		else if (b->kind == PAGE_TABLE)
			plain_table_write(p, b->table, look, out);
		for (size_t i = 0; b->kind == PAGE_LIST && i < b->nitems; i++) {
			int depth = b->items[i].depth < 10 ? b->items[i].depth
							   : 10;

			snprintf(first, sizeof(first), "%*s- ", 2 * depth, "");
			snprintf(later, sizeof(later), "%*s  ", 2 * depth, "");
			write_lines(out, look, b->items[i].text, first, later);
		}
	}
}

/* --- how wide, and in colours or not --- */

/* What was asked for goes before what the terminal says of itself. $NO_COLOR
 * counts when it is not empty (no-color.org); what is asked for by --color goes
 * before it. */
struct format_look
plain_look(bool to_stdout, size_t width, enum plain_colour colour)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
	bool terminal = to_stdout && isatty(STDOUT_FILENO) == 1;
	struct format_look look = { .width = width ? width : PLAIN_WIDTH };
	struct winsize size;

	if (!width && terminal && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size)
		&& size.ws_col >= PLAIN_LEAST)
		look.width = size.ws_col < PLAIN_MOST ? size.ws_col
						      : PLAIN_MOST;
	look.colour = colour == COLOUR_ALWAYS
		|| (colour == COLOUR_AUTO && terminal && !(no && *no)
			&& !(term && !strcmp(term, "dumb")));
	return look;
}

/* --- tables --- */

#define HANG 2 /* the first column's further lines stand in */

/* A table being laid out. Widths are in columns of the terminal, which a wide
 * character takes two of. What is in the arena goes with it; width, least and
 * rest are on the heap, one for each column. */
struct grid {
	const struct page *page;
	const struct page_table *table;
	const struct format_look *look;
	struct out *out;
	struct arena *arena;
	struct span *titles; /* of columns */
	struct span *texts;  /* of all cells, row by row */
	size_t *width;       /* of columns */
	size_t *least;       /* how narrow they may become */
	struct span *rest;   /* of the cells of the row being written */
	size_t gap;          /* blanks between columns */
	bool crowded;        /* of the brief words only signs are shown */
};

/* A line ends at a blank where there is one; a line of one long word is cut,
 * and a character wider than the line stays whole. */
struct span
plain_line(struct span *rest, size_t width)
{
	struct span fits = text_clip(*rest, width), line = fits;

	if (fits.len < rest->len && rest->at[fits.len] != ' ') {
		while (line.len && line.at[line.len - 1] != ' ')
			line.len--;
		if (!line.len)
			line = fits;
	}
	if (!line.len && rest->len) { /* wider than any line: as it is */
		line = *rest;
	}
	span_skip(rest, line.len);
	while (line.len && line.at[line.len - 1] == ' ')
		line.len--;
	while (rest->len && rest->at[0] == ' ')
		span_skip(rest, 1);
	return line;
}

/* Words are broken at blanks; numbers, days and signs never are. */
static bool
wraps(const struct page_column *c)
{
	return c->kind == PAGE_TEXT || c->kind == PAGE_STATUS;
}

/* The text of a cell; rows lie one after another. */
static struct span *
text_of(const struct grid *g, size_t row, size_t column)
{
	return &g->texts[row * g->table->ncolumns + column];
}

/* What every cell and title says. */
static void
print_cells(struct grid *g)
{
	const struct page_table *t = g->table;
	BUF_LOCAL raw = { 0 }, clean = { 0 };
	struct span last = SPAN("");

	for (size_t j = 0; j < t->ncolumns; j++) {
		buf_clear(&clean);
		page_clean(&clean, t->columns[j].title);
		g->titles[j] = arena_keep(g->arena, buf_span(&clean));
	}
	for (size_t i = 0; i < t->nrows; i++)
		for (size_t j = 0; t->rows[i].cells && j < t->ncolumns; j++) {
			const struct page_cell *c = &t->rows[i].cells[j];

			buf_clear(&raw);
			buf_clear(&clean);
			if (c->kind == PAGE_SIGN && g->crowded)
				buf_add(&raw, words_sign(c->status));
			else
				page_cell_print(&raw, g->page->lang, c);
			page_clean(&clean, buf_span(&raw));
			if (!span_equal(last, buf_span(&clean)))
				last = arena_keep(g->arena, buf_span(&clean));
			*text_of(g, i, j) = last;
		}
}

/* How narrow a column of words may become without cutting one. */
static size_t
longest_word(struct span text)
{
	size_t longest = 0, width, n;

	while (text.len) {
		for (n = 0; n < text.len && text.at[n] != ' '; n++)
			;
		width = text_width((struct span){ text.at, n });
		if (width > longest)
			longest = width;
		n += n < text.len;
		span_skip(&text, n);
	}
	return longest;
}

/* Widths are sizes, and a macro would evaluate one of them twice. */
static size_t
larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Each column as wide as its widest cell and its title. Columns of words may
 * become as narrow as their longest word, within reason; the others keep
 * their cells whole and wrap their title only. */
static void
measure(struct grid *g)
{
	const struct page_table *t = g->table;
	size_t most = g->look->width / 3, half = g->look->width / 2;

	for (size_t j = 0; j < t->ncolumns; j++) {
		size_t word = longest_word(g->titles[j]), wide = 0;

		g->least[j] = word;
		for (size_t i = 0; i < t->nrows; i++) {
			struct span text = *text_of(g, i, j);

			wide = larger(wide, text_width(text));
			g->least[j] = larger(g->least[j], longest_word(text));
		}
		if (wraps(&t->columns[j]))
			g->least[j] = smaller(g->least[j] + (j ? 0 : HANG),
				larger(most, word));
		else
			g->least[j] = larger(word, wide);
		/* Of what is wider than that a line shows a part. */
		g->least[j] = smaller(g->least[j], half);
		g->width[j] = larger(larger(wide, g->least[j]),
			text_width(g->titles[j]));
		if (!wraps(&t->columns[j]))
			g->width[j] = smaller(g->width[j], half);
	}
}

/* The width of the whole table with its gaps. */
static size_t
total(const struct grid *g)
{
	size_t sum = 0;

	for (size_t j = 0; j < g->table->ncolumns; j++)
		sum += g->width[j] + (j ? g->gap : 0);
	return sum;
}

/* Titles are wrapped before words in cells are. Then the widest column that can
 * give does, until all fit. False when the table does not fit even so. A blank
 * at a time is taken from the widest, so that the outcome is even. */
static bool
squeeze(struct grid *g)
{
	for (size_t j = 0; j < g->table->ncolumns; j++)
		if (!wraps(&g->table->columns[j]) && total(g) > g->look->width)
			g->width[j] = g->least[j];
	while (total(g) > g->look->width) {
		size_t widest = SIZE_MAX;

		for (size_t j = 0; j < g->table->ncolumns; j++)
			if (g->width[j] > g->least[j]
				&& (widest == SIZE_MAX
					|| g->width[j] > g->width[widest]))
				widest = j;
		if (widest == SIZE_MAX)
			return false;
		g->width[widest]--;
	}
	return true;
}

/* One line's part of a cell, and the blanks that are still owed before what
 * comes next, so that no line ends with blanks. cell is NULL in the head.
 * Figures and days end at the right, signs stand in the middle, words begin at
 * the left. */
static void
write_part(struct grid *g, size_t column, const struct page_cell *cell,
	bool first, size_t *owed)
{
	const struct page_column *c = &g->table->columns[column];
	bool hangs = !first && !column && wraps(c);
	size_t wide = g->width[column], indent = hangs ? HANG : 0, used;
	struct span line = plain_line(&g->rest[column], wide - indent);
	const char *colour = NULL; /* on top of words and signs */

	if (g->look->colour && cell
		&& (cell->kind == PAGE_STATUS || cell->kind == PAGE_SIGN))
		colour = cell->status == VERDICT_MET   ? "32"
			: cell->status == VERDICT_NEAR ? "33"
			: cell->status == VERDICT_OFF  ? "31"
						       : "2";

	used = text_width(line);
	if (used > wide)
		wide = used;
	if (c->kind == PAGE_NUMBER || c->kind == PAGE_DAY)
		indent = wide - used;
	else if (c->kind == PAGE_SIGN && (g->crowded || !cell))
		indent = (wide - used) / 2;
	if (line.len) {
		out_print(g->out, "%*s", (int)(*owed + indent), "");
		if (colour)
			out_print(g->out, "\033[%sm", colour);
		out_bytes(g->out, line);
		if (colour)
			out_print(g->out, "\033[0m");
		*owed = wide - used - indent + g->gap;
	} else {
		*owed += wide + g->gap;
	}
}

/* Lines until all cells of the row (the first column and from..to) are out.
 * g->rest has what is still to be written of each cell; a row ends when all are
 * empty. */
static void
write_row(struct grid *g, const struct page_cell *cells, size_t from, size_t to)
{
	bool more = true, first = true;
	size_t owed;

	while (more) {
		more = false;
		owed = 0;
		for (size_t j = 0; j < to; j = j ? j + 1 : from) {
			write_part(g, j, cells ? &cells[j] : NULL, first,
				&owed);
			more = more || g->rest[j].len;
		}
		out_print(g->out, "\n");
		first = false;
	}
}

/* A sentence below a row or, without indent, a heading. */
static void
write_across(struct grid *g, struct span text, size_t indent)
{
	BUF_LOCAL clean = { 0 };
	struct span rest, line;
	bool bold = g->look->colour && !indent;

	page_clean(&clean, text);
	rest = buf_span(&clean);
	while (rest.len) {
		line = plain_line(&rest, g->look->width - indent);
		out_print(g->out,
			bold ? "%*s\033[1m%.*s\033[0m\n" : "%*s%.*s\n",
			(int)indent, "", SPAN_ARG(line));
	}
}

/* The head, and all rows, of the first column and those from..to. */
static void
write_band(struct grid *g, size_t from, size_t to)
{
	const struct page_table *t = g->table;
	size_t wide = g->width[0];

	for (size_t j = 0; j < to; j = j ? j + 1 : from)
		g->rest[j] = g->titles[j];
	write_row(g, NULL, from, to);
	for (size_t j = from; j < to; j++)
		wide += g->gap + g->width[j];
	for (size_t i = 0; i < wide; i++)
		out_print(g->out, "─");
	out_print(g->out, "\n");
	for (size_t i = 0; i < t->nrows; i++) {
		if (!t->rows[i].cells) {
			if (i)
				out_print(g->out, "\n");
			write_across(g, t->rows[i].group, 0);
			continue;
		}
		for (size_t j = 0; j < to; j = j ? j + 1 : from)
			g->rest[j] = *text_of(g, i, j);
		write_row(g, t->rows[i].cells, from, to);
		if (to == t->ncolumns)
			write_across(g, t->rows[i].note, HANG);
	}
}

/* As many columns at a time as fit beside the first. One at least goes with it,
 * also where the two are a little wider than a line. */
static void
write_bands(struct grid *g)
{
	size_t from = 1, to, wide;

	g->width[0] = smaller(g->width[0],
		larger(g->least[0], g->look->width / 3));
	do {
		wide = g->width[0];
		for (to = from; to < g->table->ncolumns; to++) {
			if (to > from
				&& wide + g->gap + g->width[to]
					> g->look->width)
				break;
			wide += g->gap + g->width[to];
		}
		if (from > 1)
			out_print(g->out, "\n");
		write_band(g, from, to);
		from = to;
	} while (from < g->table->ncolumns);
}

/* Brief words give way to signs, and a last column that is optional is left
 * out, before a table is split. */
void
plain_table_write(const struct page *p, const struct page_table *t,
	const struct format_look *look, struct out *out)
{
	struct grid g = { .page = p,
		.table = t,
		.look = look,
		.out = out,
		.gap = 2,
		.arena = arena_new() };
	struct page_table narrow = *t;
	bool signs = false, fits;

	g.texts = arena_take(g.arena,
		(t->nrows * t->ncolumns + 1) * sizeof(*g.texts));
	g.titles = arena_take(g.arena, (t->ncolumns + 1) * sizeof(*g.titles));
	g.width = mem_new(t->ncolumns, sizeof(*g.width));
	g.least = mem_new(t->ncolumns, sizeof(*g.least));
	g.rest = mem_new(t->ncolumns, sizeof(*g.rest));
	print_cells(&g);
	measure(&g);
	for (size_t j = 0; j < t->ncolumns; j++)
		signs = signs || t->columns[j].kind == PAGE_SIGN;
	fits = squeeze(&g);
	if (!fits && t->columns[t->ncolumns - 1].optional) {
		narrow.ncolumns--;
		plain_table_write(p, &narrow, look, out);
	} else {
		if (!fits && signs) {
			g.crowded = true;
			g.gap = 1;
			print_cells(&g);
			measure(&g);
			fits = squeeze(&g);
		}
		write_across(&g, t->caption, 0);
		if (fits)
			write_band(&g, 1, t->ncolumns);
		else
			write_bands(&g);
	}
	mem_free(g.width);
	mem_free(g.least);
	mem_free(g.rest);
	arena_free(g.arena);
}
