/* SPDX-License-Identifier: MIT
 *
 * A page for a case system or a pull request: CommonMark with tables. Charts
 * are left out; their tables stand. Every sign that could begin markup is
 * escaped, so that a title is a title whatever stands in it.
 */
#include "format.h"

/* Every sign that could begin markup is escaped; at the beginning of a line
 * also those of lists, and the point that makes a number one. Blanks there
 * would make it code. */
static void
write_text(struct out *out, struct span text, bool begins)
{
	struct buf clean = { 0 };
	const char *s;
	size_t digits = 0;

	page_clean(&clean, text);
	for (s = buf_string(&clean); *s == ' '; s++)
		;
	while (begins && span_digit(s[digits]))
		digits++;
	for (size_t i = 0; s[i]; i++) {
		/* Many make a link of an address that nobody marked as one. */
		bool links = s[i] == '@' || (s[i] == ':' && s[i + 1] == '/')
			|| (s[i] == '.' && i > 2 && (s[i - 1] | 32) == 'w'
				&& (s[i - 2] | 32) == 'w'
				&& (s[i - 3] | 32) == 'w');
		bool mark = strchr("\\`*_[]{}<>|~#&$", s[i]) || links
			|| (begins && !i && strchr("-+=", s[i]))
			|| (digits && i == digits && strchr(".)", s[i]));

		out_print(out, mark ? "\\%c" : "%c", s[i]);
	}
	buf_free(&clean);
}

/* The head of a table, and the row that says how columns stand. */
static void
write_head(const struct page_table *t, struct out *out)
{
	for (size_t j = 0; j < t->ncolumns; j++) {
		out_print(out, "| ");
		write_text(out, t->columns[j].title, false);
		out_print(out, " ");
	}
	if (t->notes.len) {
		out_print(out, "| ");
		write_text(out, t->notes, false);
		out_print(out, " ");
	}
	out_print(out, "|\n");
	for (size_t j = 0; j < t->ncolumns; j++)
		switch (t->columns[j].kind) {
		case PAGE_NUMBER:
		case PAGE_DAY:
			out_print(out, "| ---: ");
			break;
		case PAGE_SIGN:
			out_print(out, "| :-: ");
			break;
		default:
			out_print(out, "| --- ");
			break;
		}
	out_print(out, t->notes.len ? "| --- |\n" : "|\n");
}

/* A row; of a group only the first cell, which Markdown cannot stretch. The
 * note stands in a column of its own. */
static void
write_row(const struct page *p, const struct page_table *t,
	const struct page_row *row, struct out *out)
{
	struct buf b = { 0 };

	out_print(out, "| ");
	if (!row->cells) {
		out_print(out, "**");
		write_text(out, row->group, false);
		out_print(out, "** ");
	}
	for (size_t j = 0; j < t->ncolumns; j++) {
		out_print(out, j ? "| " : "");
		if (!row->cells)
			continue;
		buf_clear(&b);
		page_cell_print(&b, p->lang, &row->cells[j]);
		write_text(out, buf_span(&b), false);
		out_print(out, " ");
	}
	if (t->notes.len) {
		out_print(out, "| ");
		write_text(out, row->note, false);
		out_print(out, " ");
	}
	out_print(out, "|\n");
	buf_free(&b);
}

/* One block; an empty line before it keeps it apart from the last. */
static void
write_block(const struct page *p, const struct page_block *b, struct out *out)
{
	const struct page_table *t = b->table;

	out_print(out, "\n");
	switch (b->kind) {
	case PAGE_HEADING:
		out_print(out, b->level == 2 ? "## " : "### ");
		write_text(out, b->text, false);
		out_print(out, "\n");
		break;
	case PAGE_PARAGRAPH:
	case PAGE_NOTICE:
		write_text(out, b->text, true);
		out_print(out, "\n");
		break;
	case PAGE_LIST:
		for (size_t i = 0; i < b->nitems; i++) {
			out_print(out, "%*s- ", 2 * b->items[i].depth, "");
			write_text(out, b->items[i].text, true);
			out_print(out, "\n");
		}
		break;
	case PAGE_TILES:  /* a paragraph says the same */
	case PAGE_LINES:  /* is for paper */
	case PAGE_FIGURE: /* is drawn, or nothing */
		break;
	case PAGE_TABLE:
		if (t->caption.len) {
			out_print(out, "**");
			write_text(out, t->caption, false);
			out_print(out, "**\n\n");
		}
		write_head(t, out);
		for (size_t i = 0; i < t->nrows; i++)
			write_row(p, t, &t->rows[i], out);
		break;
	}
}

void
markdown_write(const struct page *p, const struct format_look *look,
	struct out *out)
{
	(void)look;
	out_print(out, "# ");
	write_text(out, p->title, false);
	out_print(out, "\n");
	if (p->subtitle.len) {
		out_print(out, "\n");
		write_text(out, p->subtitle, true);
		out_print(out, "\n");
	}
	for (size_t i = 0; i < p->nblocks; i++)
		if (!p->blocks[i].drawn && p->blocks[i].kind != PAGE_TILES
			&& p->blocks[i].kind != PAGE_LINES)
			write_block(p, &p->blocks[i], out);
}
