/* SPDX-License-Identifier: MIT
 *
 * A page as one file for a browser: nothing from elsewhere, no script but the
 * one that filters and sorts a site's tables, without which all is there; light
 * and dark, printable on A4, and written so that WCAG 2.1 AA holds: headings
 * in order, tables with captions and scopes, a status as a word and a sign, a
 * table beside each chart. Drawings are svg.c's, looks html_style.c's.
 */
#include "format.h"

#include "base/buf.h"
#include "value/period.h"
#include "value/text.h"

#define TITLE_MOST 70   /* columns: browsers show no more */
#define CROWD 4         /* columns of signs that make a table crowded */
#define PLAIN_COLUMNS 3 /* tables of more become cards on a telephone */
#define CONTENTS 4      /* headings that are worth a list of them */
#define PLACE 24        /* bytes of a link inside a site */

/* A page being written. The counters give each drawing and each chapter an id
 * that no other of the page has. */
struct sheet {
	const struct page *page;
	struct out *out;
	unsigned drawings; /* so far: each has a number of its own */
	unsigned headings; /* of level 2, so far */
};

/* Text between two pieces of markup; only the text is escaped. open and close
 * are the program's own markup, text is anybody's. */
static void
element(struct sheet *s, const char *open, struct span text, const char *close)
{
	out_print(s->out, "%s", open);
	svg_text(s->out, text);
	out_print(s->out, "%s", close);
}

/* --- tables --- */

/* The class of a status, by which style gives it a colour. */
static const char *
status_class(enum verdict_status status)
{
	return status == VERDICT_MET     ? "met"
		: status == VERDICT_NEAR ? "near"
		: status == VERDICT_OFF  ? "off"
					 : "none";
}

/* Where a link leads: to a figure of this page, or to another page. */
static const char *
place_of(enum page_leads leads, unsigned number, char room[PLACE])
{
	snprintf(room, PLACE,
		leads == PAGE_TO_FIGURE         ? "#g%u"
			: leads == PAGE_TO_GOAL ? "g%u.html"
						: "u%u.html",
		number);
	return room;
}

/* A page that stands alone has no other pages to lead to. A figure is of the
 * same page; page_link_back() takes away links to one that was not drawn. */
static bool
leads(const struct sheet *s, const struct page_cell *c)
{
	return c->link && (c->leads == PAGE_TO_FIGURE || s->page->site);
}

/* On a telephone each cell says itself what its column is. Of a status the sign
 * is for the eye; the word says the same aloud. In a crowded table a goal that
 * a unit has not got is only a dot to the eye. heads: it is the first of its
 * row and names it. named: it says its column in data-t, which the style shows
 * where the head is not. In a site numbers are given exact as well, in data-v,
 * for the script that sorts. */
static void
write_cell(struct sheet *s, const struct page_cell *c,
	const struct page_column *column, bool heads, bool named)
{
	bool status = c->kind == PAGE_STATUS || c->kind == PAGE_SIGN;
	enum lang lang = s->page->lang;
	BUF_LOCAL b = { 0 };
	char room[PLACE];

	out_print(s->out, heads ? "<th scope=\"row\"" : "<td");
	if (status)
		out_print(s->out, " class=\"s %s\"", status_class(c->status));
	else if (column->kind == PAGE_NUMBER || column->kind == PAGE_DAY)
		out_print(s->out, " class=\"n\"");
	if (named && !heads && c->kind != PAGE_EMPTY)
		element(s, " data-t=\"", column->title, "\"");
	if (s->page->site && c->kind == PAGE_NUMBER)
		element(s, " data-v=\"", c->text, "\""); /* sorts by it */
	out_print(s->out, ">");
	if (c->kind == PAGE_SIGN && c->status == VERDICT_NOT_APPLICABLE) {
		element(s, "<span aria-hidden=\"true\">", words_sign(c->status),
			" </span><span class=\"away\">");
		element(s, "", words_status(lang, c->status), "</span>");
	} else if (status) {
		if (leads(s, c))
			out_print(s->out, "<a class=\"k\" href=\"%s\">",
				place_of(c->leads, c->link, room));
		else
			out_print(s->out, "<span class=\"k\">");
		element(s, "<span class=\"g\" aria-hidden=\"true\">",
			words_sign(c->status), "</span> ");
		element(s, "",
			c->kind == PAGE_SIGN ? words_brief(lang, c->status)
					     : words_status(lang, c->status),
			leads(s, c) ? "</a>" : "</span>");
	} else {
		page_cell_print(&b, lang, c);
		if (leads(s, c))
			out_print(s->out, "<a href=\"%s\">",
				place_of(c->leads, c->link, room));
		svg_text(s->out, buf_span(&b));
		out_print(s->out, leads(s, c) ? "</a>" : "");
	}
	out_print(s->out, heads ? "</th>" : "</td>");
}

/* Rows in bodies: each group begins one, so that its heading heads it. A note
 * is a row of its own below, across all columns; `has-note` and `below` tie the
 * two together for style and script. Rows have the ids (b1, b2, ...) that
 * figures lead back to. */
static void
write_rows(struct sheet *s, const struct page_table *t, bool named)
{
	bool open = false;

	for (size_t i = 0; i < t->nrows; i++) {
		const struct page_row *row = &t->rows[i];

		if (!row->cells || !open) {
			out_print(s->out,
				open ? "</tbody>\n<tbody>\n" : "<tbody>\n");
			open = true;
		}
		if (!row->cells) {
			out_print(s->out,
				"<tr class=\"heads\"><th class=\"group\" "
				"scope=\"rowgroup\" colspan=\"%zu\">",
				t->ncolumns);
			element(s, "", row->group, "</th></tr>\n");
			continue;
		}
		out_print(s->out, "<tr");
		if (row->anchor)
			out_print(s->out, " id=\"b%u\"", row->anchor);
		out_print(s->out, row->note.len ? " class=\"has-note\">" : ">");
		for (size_t j = 0; j < t->ncolumns; j++)
			write_cell(s, &row->cells[j], &t->columns[j], j == 0,
				named);
		out_print(s->out, "</tr>\n");
		if (!row->note.len)
			continue;
		out_print(s->out,
			"<tr class=\"below\"><td class=\"note\" "
			"colspan=\"%zu\">",
			t->ncolumns);
		element(s, "<div>", row->note, "</div></td></tr>\n");
	}
	out_print(s->out, open ? "</tbody>\n" : "");
}

/* What a column is called. In a site it may lead to a unit; a day at the end is
 * not broken at its hyphens. */
static void
write_head(struct sheet *s, const struct page_column *c)
{
	unsigned unit = s->page->site ? c->unit : 0;
	struct span title = c->title, day = { title.at + title.len, 0 };
	char room[PLACE];

	out_print(s->out,
		c->kind == PAGE_NUMBER || c->kind == PAGE_DAY
			? "<th scope=\"col\" class=\"n\">"
			: "<th scope=\"col\">");
	while (day.at > title.at && day.at[-1] != ' ')
		day.at--, day.len++;
	if (day.at > title.at && memchr(day.at, '-', day.len))
		title.len -= day.len;
	else
		day.len = 0;
	if (unit)
		out_print(s->out, "<a href=\"%s\">",
			place_of(PAGE_TO_UNIT, unit, room));
	svg_text(s->out, title);
	if (day.len)
		element(s, "<span class=\"day\">", day, "</span>");
	out_print(s->out, unit ? "</a></th>" : "</th>");
}

/* What is wider than a telephone becomes a card a row there; between the two it
 * is scrolled by itself, also by keyboard. In a figure the caption is only for
 * those who hear it. shown: its caption is to be seen; else it is there for
 * those who hear the page (class away), since a table without one cannot be
 * told from another (WCAG 1.3.1). */
static void
write_table(struct sheet *s, const struct page_table *t, bool shown)
{
	bool wide = t->ncolumns > PLAIN_COLUMNS;
	enum lang lang = s->page->lang;
	size_t signs = 0, statuses = 0;

	for (size_t j = 0; j < t->ncolumns; j++) {
		signs += t->columns[j].kind == PAGE_SIGN;
		statuses += t->columns[j].kind == PAGE_STATUS;
	}
	if (wide)
		element(s,
			"<section class=\"scroll\" tabindex=\"0\" "
			"aria-label=\"",
			t->caption, "\">\n");
	out_print(s->out,
		signs >= CROWD ? "<table class=\"crowded cards\""
			: wide ? "<table class=\"cards\""
			       : "<table");
	/* The script finds what it says to people here. */
	if (s->page->site && wide && signs + statuses) {
		element(s, " data-find=\"", words_of(lang, WORD_FIND), "\"");
		element(s, " data-sort=\"", words_of(lang, WORD_SORT), "\"");
		element(s, " data-all=\"", words_of(lang, WORD_ALL_STATUSES),
			"\"");
		element(s, " data-met=\"", words_status(lang, VERDICT_MET),
			"\"");
		element(s, " data-near=\"", words_status(lang, VERDICT_NEAR),
			"\"");
		element(s, " data-off=\"", words_status(lang, VERDICT_OFF),
			"\"");
	}
	out_print(s->out, ">");
	element(s, shown ? "<caption>" : "<caption><span class=\"away\">",
		t->caption, shown ? "</caption>\n" : "</span></caption>\n");
	out_print(s->out, "<thead><tr>");
	for (size_t j = 0; j < t->ncolumns; j++)
		write_head(s, &t->columns[j]);
	out_print(s->out, "</tr></thead>\n");
	write_rows(s, t, wide);
	out_print(s->out, wide ? "</table>\n</section>\n" : "</table>\n");
}

/* --- figures and lists --- */

/* Whether a chart is of the units, which stand beside the large ones. */
static bool
is_of_units(const struct chart *c)
{
	return c->kind == CHART_SMALL || c->kind == CHART_FUNNEL;
}

/* Draws a figure's large charts, or those of its units of one kind, each between
 * two pieces of markup. */
static void
draw(struct sheet *s, const struct page_block *b, bool of_units,
	enum chart_kind kind, const char *before, const char *after)
{
	for (size_t i = 0; i < b->ncharts; i++) {
		if (is_of_units(b->charts[i]) != of_units
			|| (of_units && b->charts[i]->kind != kind))
			continue;
		out_print(s->out, "%s", before);
		svg_draw(s->out, b->charts[i], ++s->drawings);
		out_print(s->out, "%s", after);
	}
}

/* A panel: what the figure is and shows, its large charts beside those of its
 * units, and its data folded away. The data in a table are what makes a chart
 * readable without seeing it (WCAG 1.1.1); they are folded, not left out. A map
 * has a list below it instead, which the report adds. */
static void
write_figure(struct sheet *s, const struct page_block *b)
{
	size_t small = 0, large = 0;

	for (size_t i = 0; i < b->ncharts; i++) {
		small += b->charts[i]->kind == CHART_SMALL;
		large += !is_of_units(b->charts[i]);
	}
	out_print(s->out, "<figure");
	if (b->anchor)
		out_print(s->out, " id=\"g%u\"", b->anchor);
	out_print(s->out, b->screen ? " class=\"screen\">" : ">");
	element(s, "<figcaption>", b->text, "</figcaption>\n");
	if (b->standing.len)
		element(s, "<p>", b->standing, "</p>\n");
	if (b->ncharts && b->charts[0]->kind == CHART_MAP) {
		/* Wider than a telephone: it is scrolled by itself. */
		element(s,
			"<section class=\"map\" tabindex=\"0\" aria-label=\"",
			b->text, "\">\n");
		svg_draw(s->out, b->charts[0], ++s->drawings);
		out_print(s->out, "</section></figure>\n");
		return;
	}
	out_print(s->out,
		!large                       ? "<div class=\"panel small\">\n"
			: large < b->ncharts ? "<div class=\"panel both\">\n"
					     : "<div class=\"panel\">\n");
	if (large) {
		out_print(s->out, "<div class=\"large\">\n");
		draw(s, b, false, CHART_FUNNEL, "", "");
		out_print(s->out, "</div>\n");
	}
	out_print(s->out, large < b->ncharts ? "<div>\n" : "");
	if (small) {
		out_print(s->out, "<ul class=\"smalls\">\n");
		draw(s, b, true, CHART_SMALL, "<li>", "</li>\n");
		out_print(s->out, "</ul>\n");
	}
	draw(s, b, true, CHART_FUNNEL, "", "");
	out_print(s->out, large < b->ncharts ? "</div></div>\n" : "</div>\n");
	if (b->ntables)
		element(s, "<details><summary>",
			words_of(s->page->lang, WORD_FIGURES), "</summary>\n");
	for (size_t i = 0; i < b->ntables; i++)
		write_table(s, b->tables[i], false);
	out_print(s->out, b->ntables ? "</details>\n" : "");
	if (b->back) {
		out_print(s->out, "<p class=\"back\"><a href=\"#b%u\">",
			b->anchor);
		element(s, "", words_of(s->page->lang, WORD_BACK),
			"</a></p>\n");
	}
	out_print(s->out, "</figure>\n");
}

/* A figure of one chart takes half the width. Two of them stand side by side on
 * a desk and on paper. */
static bool
is_brief(const struct page_block *b)
{
	return b->kind == PAGE_FIGURE && b->ncharts == 1
		&& b->charts[0]->kind != CHART_SMALL
		&& b->charts[0]->kind != CHART_MAP;
}

/* Lists inside lists: an item is closed when the next one is not deeper, and
 * every list that is left with it. A depth grows by one at a time (page.h), so
 * each deeper item opens one list. A list of the screen alone, or in small
 * columns on paper, says so by its class. */
static void
write_list(struct sheet *s, const struct page_block *b)
{
	int depth = -1;

	for (size_t i = 0; i < b->nitems; i++) {
		if (b->items[i].depth > depth) {
			out_print(s->out,
				depth >= 0          ? "<ul>\n"
					: b->screen ? "<ul class=\"screen\">\n"
					: b->beside ? "<ul class=\"columns\">\n"
						    : "<ul>\n");
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

/* One block of the page. Chapters have a number, by which the contents link.
 * Level 1 is the page's title, so headings go on from 2 without a gap (WCAG
 * 1.3.1). */
static void
write_block(struct sheet *s, const struct page_block *b)
{
	const struct page_table *t = b->table;
	bool headed = b > s->page->blocks && b[-1].kind == PAGE_HEADING;

	switch (b->kind) {
	case PAGE_HEADING:
		if (b->level == 2)
			out_print(s->out,
				b->alone ? "<h2 class=\"alone\" id=\"s%u\">"
					: b->screen
					? "<h2 class=\"screen\" id=\"s%u\">"
					: "<h2 id=\"s%u\">",
				++s->headings);
		element(s, b->level == 2 ? "" : "<h3>", b->text,
			b->level == 2 ? "</h2>\n" : "</h3>\n");
		break;
	case PAGE_PARAGRAPH:
		element(s, "<p>", b->text, "</p>\n");
		break;
	case PAGE_NOTICE:
		element(s, "<p class=\"notice\">", b->text, "</p>\n");
		break;
	case PAGE_TILES:
		out_print(s->out, "<ul class=\"tiles\">\n");
		for (size_t i = 0; i < b->ntiles; i++) {
			out_print(s->out,
				"<li class=\"%s\"><strong>%llu</strong> ",
				status_class(b->tiles[i].status),
				(unsigned long long)b->tiles[i].count);
			element(s, "",
				words_status(s->page->lang, b->tiles[i].status),
				"</li>\n");
		}
		out_print(s->out, "</ul>\n");
		break;
	case PAGE_LINES:
		element(s, "<div class=\"lines\"><p><strong>", b->text,
			"</strong></p></div>\n");
		break;
	case PAGE_LIST:
		write_list(s, b);
		break;
	case PAGE_TABLE:
		out_print(s->out, b->beside ? "<div class=\"beside\">\n" : "");
		/* A caption is shown where it says more than the heading just
		 * above it and than its own first column do. */
		write_table(s, t,
			!headed
				&& !(t->ncolumns
					&& span_equal(t->caption,
						t->columns[0].title)));
		out_print(s->out, b->beside ? "</div>\n" : "");
		break;
	case PAGE_FIGURE:
		write_figure(s, b);
		break;
	}
}

/* --- the page --- */

/* Links to the chapters, where there are several. Links are by number, since a
 * heading may say anything and be there twice. */
static void
write_contents(struct sheet *s)
{
	const struct page *p = s->page;
	unsigned n = 0;

	for (size_t i = 0; i < p->nblocks; i++)
		n += p->blocks[i].kind == PAGE_HEADING
			&& p->blocks[i].level == 2;
	if (n < CONTENTS)
		return;
	n = 0;
	element(s, "<nav aria-label=\"", words_of(p->lang, WORD_CONTENTS),
		"\"><ul>\n");
	for (size_t i = 0; i < p->nblocks; i++)
		if (p->blocks[i].kind == PAGE_HEADING
			&& p->blocks[i].level == 2) {
			out_print(s->out, "<li><a href=\"#s%u\">", ++n);
			element(s, "", p->blocks[i].text, "</a></li>\n");
		}
	out_print(s->out, "</ul></nav>\n");
}

/* What a page of a site leads to: the board, at the goal's own row where the
 * page is a goal's; the rest, kind by kind, folded away. Links are shown in the
 * order of `kinds`, whatever order the pipeline gave; a kind without links has
 * no fold. Places were tested when they were read. */
static void
write_site(struct sheet *s)
{
	static const struct {
		const char *kind;
		enum word word;
	} kinds[] = { { "unit", WORD_UNITS }, { "date", WORD_OTHER_DATES },
		{ "data", WORD_DOWNLOADS }, { "site", WORD_OTHER_SITES } };
	const struct page *p = s->page;
	BUF_LOCAL b = { 0 };
	int32_t day;

	out_print(s->out, "<header><nav class=\"site\" aria-label=\"");
	element(s, "", words_of(p->lang, WORD_PAGES), "\">\n");
	for (size_t i = 0; i < p->site->nlinks; i++) {
		const struct page_link *l = &p->site->links[i];

		if (!span_is(l->kind, "board"))
			continue;
		out_print(s->out, "<a href=\"%.*s", SPAN_ARG(l->href));
		if (p->number)
			out_print(s->out, "#b%u", p->number);
		element(s, "\">", l->text, "</a>\n");
	}
	for (size_t k = 0; k < COUNT(kinds); k++) {
		bool any = false;

		for (size_t i = 0; i < p->site->nlinks; i++) {
			const struct page_link *l = &p->site->links[i];

			if (!span_is(l->kind, kinds[k].kind))
				continue;
			if (!any)
				element(s, "<details><summary>",
					words_of(p->lang, kinds[k].word),
					"</summary><ul>\n");
			any = true;
			buf_clear(&b);
			if (span_is(l->kind, "date")
				&& period_read_day(l->text, &day))
				format_number_day(&b, p->lang, day);
			else
				buf_add(&b, l->text);
			out_print(s->out, "<li><a href=\"%.*s\">",
				SPAN_ARG(l->href));
			element(s, "", buf_span(&b), "</a></li>\n");
		}
		out_print(s->out, any ? "</ul></details>\n" : "");
	}
	out_print(s->out, "</nav></header>\n");
}

/* As much of a title as browsers show. */
static void
clip_title(struct buf *b, struct span title)
{
	struct span cut = text_clip(title, TITLE_MOST);

	if (cut.len < title.len) {
		cut = text_clip(title, TITLE_MOST - 1);
		for (size_t n = cut.len; n; n--)
			if (cut.at[n - 1] == ' ') {
				cut.len = n - 1;
				break;
			}
	}
	page_clean(b, cut);
	buf_text(b, cut.len < title.len ? "…" : "");
}

/* The head says what the page is and what it may run; then its blocks in their
 * order. A page of a site forbids all that it does not need
 * (Content-Security-Policy): nothing is loaded, and of scripts only the one
 * whose hash it names. A page that stands alone has no script at all and is
 * sent about as a file. */
void
html_write(const struct page *p, const struct format_look *look,
	struct out *out)
{
	struct sheet s = { .page = p, .out = out };
	BUF_LOCAL title = { 0 };

	(void)look;
	out_print(out,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
		"<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n",
		words_of(p->lang, WORD_LANG).at);
	if (p->site)
		out_print(out,
			"<meta http-equiv=\"Content-Security-Policy\" content=\""
			"default-src 'none'; style-src 'unsafe-inline'; "
			"script-src 'sha256-%s'\">\n",
			html_script_hash);
	clip_title(&title, p->title);
	element(&s, "<title>", buf_span(&title), "</title>\n");
	out_print(out, "<style>\n%s%s", html_style, svg_style);
	out_print(out, "@page{@bottom-left{content:\"");
	/* Inside quotes of a style sheet what could end them is written by its
	 * number. */
	for (size_t i = 0; i < title.len; i++)
		out_print(out, strchr("\"\\<>&'", title.at[i]) ? "\\%x " : "%c",
			(unsigned char)title.at[i]);
	out_print(out, "\"}}\n</style>\n</head>\n<body>\n");
	if (p->site)
		write_site(&s);
	out_print(out, "<main class=\"%s\">\n", p->name);
	element(&s, "<h1>", p->title, "</h1>\n");
	if (p->subtitle.len)
		element(&s, "<p class=\"sub\">", p->subtitle, "</p>\n");
	write_contents(&s);
	for (size_t i = 0; i < p->nblocks; i++) {
		/* Brief figures in a row stand two by two. */
		bool brief = is_brief(&p->blocks[i]);

		if (brief && (!i || !is_brief(&p->blocks[i - 1])))
			out_print(out, "<div class=\"pairs\">\n");
		write_block(&s, &p->blocks[i]);
		if (brief
			&& (i + 1 == p->nblocks
				|| !is_brief(&p->blocks[i + 1])))
			out_print(out, "</div>\n");
	}
	out_print(out, "</main>\n");
	if (p->site)
		out_print(out, "<script>%s</script>\n", html_script);
	out_print(out, "</body>\n</html>\n");
}
