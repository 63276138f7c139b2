/* SPDX-License-Identifier: MIT
 *
 * A page as one file for a browser: no script, nothing from elsewhere, light
 * and dark, printable on A4, and written so that WCAG 2.1 AA holds: headings
 * in order, tables with captions and scopes, a status as a word and a sign, a
 * table beside each chart. Drawings are svg.c's, looks html_style.c's.
 */
#include "format.h"

#include "base/buf.h"
#include "svg.h"
#include "value/text.h"

#define TITLE_MOST 70   /* columns: browsers show no more */
#define CROWD 4         /* columns of signs that make a table crowded */
#define PLAIN_COLUMNS 3 /* tables of more may have to be scrolled */

struct sheet {
	const struct page *page;
	struct out *out;
	unsigned drawings; /* so far: each has a number of its own */
};

static void
element(struct sheet *s, const char *open, struct span text, const char *close)
{
	out_print(s->out, "%s", open);
	svg_text(s->out, text);
	out_print(s->out, "%s", close);
}

/* --- tables --- */

static const char *
class_of(const struct page_cell *c, const struct page_column *column)
{
	if (c->kind != PAGE_STATUS && c->kind != PAGE_SIGN)
		return column->kind == PAGE_NUMBER || column->kind == PAGE_DAY
			? " class=\"n\""
			: "";
	switch (c->status) {
	case VERDICT_MET:
		return " class=\"s met\"";
	case VERDICT_NEAR:
		return " class=\"s near\"";
	case VERDICT_OFF:
		return " class=\"s off\"";
	default:
		return " class=\"s none\"";
	}
}

/* The sign is for the eye; the word says the same aloud. In a crowded table a
 * goal that a unit has not got is only a dot to the eye. */
static void
write_status(struct sheet *s, const struct page_cell *c)
{
	enum lang lang = s->page->lang;

	if (c->kind == PAGE_SIGN && c->status == VERDICT_NOT_APPLICABLE) {
		element(s, "<span aria-hidden=\"true\">", words_sign(c->status),
			"</span><span class=\"away\">");
		element(s, "", words_status(lang, c->status), "</span>");
		return;
	}
	element(s, "<span class=\"k\"><span class=\"g\" aria-hidden=\"true\">",
		words_sign(c->status), "</span> ");
	element(s, "",
		c->kind == PAGE_SIGN ? words_brief(lang, c->status)
				     : words_status(lang, c->status),
		"</span>");
}

static void
write_cell(struct sheet *s, const struct page_cell *c,
	const struct page_column *column, bool heads)
{
	struct buf b = { 0 };

	out_print(s->out, heads ? "<th scope=\"row\"%s>" : "<td%s>",
		class_of(c, column));
	if (c->kind == PAGE_STATUS || c->kind == PAGE_SIGN) {
		write_status(s, c);
	} else {
		page_cell_print(&b, s->page->lang, c);
		svg_text(s->out, buf_span(&b));
	}
	out_print(s->out, heads ? "</th>" : "</td>");
	buf_free(&b);
}

static void
write_row(struct sheet *s, const struct page_table *t,
	const struct page_row *row)
{
	out_print(s->out, row->note.len ? "<tr class=\"has-note\">" : "<tr>");
	for (size_t j = 0; j < t->ncolumns; j++)
		write_cell(s, &row->cells[j], &t->columns[j], j == 0);
	out_print(s->out, "</tr>\n");
	if (!row->note.len)
		return;
	out_print(s->out, "<tr><td class=\"note\" colspan=\"%zu\">",
		t->ncolumns);
	element(s, "<div>", row->note, "</div></td></tr>\n");
}

static void
write_rows(struct sheet *s, const struct page_table *t)
{
	bool open = false;

	for (size_t i = 0; i < t->nrows; i++) {
		if (!t->rows[i].cells || !open) {
			out_print(s->out,
				open ? "</tbody>\n<tbody>\n" : "<tbody>\n");
			open = true;
		}
		if (t->rows[i].cells) {
			write_row(s, t, &t->rows[i]);
			continue;
		}
		out_print(s->out,
			"<tr class=\"heads\"><th class=\"group\" "
			"scope=\"rowgroup\" colspan=\"%zu\">",
			t->ncolumns);
		element(s, "", t->rows[i].group, "</th></tr>\n");
	}
	out_print(s->out, open ? "</tbody>\n" : "");
}

static bool
is_crowded(const struct page_table *t)
{
	size_t signs = 0;

	for (size_t j = 0; j < t->ncolumns; j++)
		signs += t->columns[j].kind == PAGE_SIGN;
	return signs >= CROWD;
}

/* In a figure the caption is only for those who hear it. */
static void
write_table(struct sheet *s, const struct page_table *t, bool shown)
{
	out_print(s->out,
		is_crowded(t) ? "<table class=\"crowded\">" : "<table>");
	element(s, shown ? "<caption>" : "<caption><span class=\"away\">",
		t->caption, shown ? "</caption>\n" : "</span></caption>\n");
	out_print(s->out, "<thead><tr>");
	for (size_t j = 0; j < t->ncolumns; j++)
		element(s,
			t->columns[j].kind == PAGE_NUMBER
					|| t->columns[j].kind == PAGE_DAY
				? "<th scope=\"col\" class=\"n\">"
				: "<th scope=\"col\">",
			t->columns[j].title, "</th>");
	out_print(s->out, "</tr></thead>\n");
	write_rows(s, t);
	out_print(s->out, "</table>\n");
}

/* What is wider than a telephone is scrolled by itself, also by keyboard. */
static void
write_wide(struct sheet *s, const struct page_table *t, bool shown)
{
	if (t->ncolumns <= PLAIN_COLUMNS) {
		write_table(s, t, shown);
		return;
	}
	element(s, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"",
		t->caption, "\">\n");
	write_table(s, t, shown);
	out_print(s->out, "</section>\n");
}

/* --- figures and lists --- */

static void
write_charts(struct sheet *s, const struct page_block *b)
{
	bool small = b->ncharts && b->charts[0]->kind == CHART_SMALL;

	out_print(s->out, small ? "<ul class=\"smalls\">\n" : "<div>");
	for (size_t i = 0; i < b->ncharts; i++) {
		out_print(s->out, small ? "<li>" : "");
		svg_draw(s->out, b->charts[i], ++s->drawings);
		out_print(s->out, small ? "</li>\n" : "");
	}
	out_print(s->out, small ? "</ul>\n" : "</div>\n");
}

static void
write_figure(struct sheet *s, const struct page_block *b)
{
	bool pair = b->ncharts && b->charts[0]->kind != CHART_SMALL;

	element(s, "<figure><figcaption>", b->text, "</figcaption>\n");
	out_print(s->out, pair ? "<div class=\"pair\">\n" : "");
	if (b->ncharts)
		write_charts(s, b);
	if (b->table)
		write_wide(s, b->table, false);
	out_print(s->out, pair ? "</div></figure>\n" : "</figure>\n");
}

static void
write_list(struct sheet *s, const struct page_block *b)
{
	int depth = -1;

	for (size_t i = 0; i < b->nitems; i++) {
		if (b->items[i].depth > depth) {
			out_print(s->out, "<ul>\n");
			depth++;
		} else {
			out_print(s->out, "</li>\n");
			for (; depth > b->items[i].depth; depth--)
				out_print(s->out, "</ul></li>\n");
		}
		element(s, "<li>", b->items[i].text, "");
	}
	for (; depth >= 0; depth--)
		out_print(s->out, "</li></ul>\n");
}

static void
write_block(struct sheet *s, const struct page_block *b)
{
	switch (b->kind) {
	case PAGE_HEADING:
		element(s, b->level == 2 ? "<h2>" : "<h3>", b->text,
			b->level == 2 ? "</h2>\n" : "</h3>\n");
		break;
	case PAGE_PARAGRAPH:
		element(s, "<p>", b->text, "</p>\n");
		break;
	case PAGE_LIST:
		write_list(s, b);
		break;
	case PAGE_TABLE:
		write_wide(s, b->table, true);
		break;
	case PAGE_FIGURE:
		write_figure(s, b);
		break;
	}
}

void
html_write(const struct page *p, const struct format_look *look,
	struct out *out)
{
	struct sheet s = { .page = p, .out = out };

	(void)look;
	out_print(out,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
		"<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n",
		words_of(p->lang, WORD_LANG).at);
	element(&s, "<title>", text_clip(p->title, TITLE_MOST), "</title>\n");
	out_print(out, "<style>\n%s%s</style>\n</head>\n<body>\n<main>\n",
		html_style, svg_style);
	element(&s, "<h1>", p->title, "</h1>\n");
	if (p->subtitle.len)
		element(&s, "<p class=\"sub\">", p->subtitle, "</p>\n");
	for (size_t i = 0; i < p->nblocks; i++)
		write_block(&s, &p->blocks[i]);
	out_print(out, "</main>\n</body>\n</html>\n");
}
