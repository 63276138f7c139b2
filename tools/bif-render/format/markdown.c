/* SPDX-License-Identifier: MIT
 *
 * A page for a case system or a pull request: CommonMark with tables. Charts
 * are left out; their tables stand. Every sign that could begin markup is
 * escaped, so that a title is a title whatever stands in it.
 */
#include "format.h"

/* Every sign that could begin markup is escaped; at the beginning of a line
 * also those of lists, and the point that makes a number one. Blanks there
 * would make it code. begins: the text is the first of its line. A text of a
 * book has no line ends any more: page_clean() made blanks of them. */
static void
write_text(struct out *out, struct span text, bool begins)
{
	BUF_LOCAL clean = { 0 };
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
}

/* A cell: a bar and a text. */
static void
write_cell(struct out *out, struct span text)
{
	out_print(out, "| ");
	write_text(out, text, false);
	out_print(out, " ");
}

/* A table: its head, the row that says how columns stand, its rows. Of a group
 * there is only the first cell, which Markdown cannot stretch; the note stands
 * in a column of its own. Figures and days stand at the right, signs in the
 * middle. */
static void
write_table(const struct page *p, const struct page_table *t, struct out *out)
{
	BUF_LOCAL b = { 0 };

	for (size_t j = 0; j < t->ncolumns; j++)
		write_cell(out, t->columns[j].title);
	if (t->notes.len)
		write_cell(out, t->notes);
	out_print(out, "|\n");
	for (size_t j = 0; j < t->ncolumns; j++)
		out_print(out,
			t->columns[j].kind == PAGE_NUMBER
					|| t->columns[j].kind == PAGE_DAY
				? "| ---: "
				: t->columns[j].kind == PAGE_SIGN ? "| :-: "
								  : "| --- ");
	out_print(out, t->notes.len ? "| --- |\n" : "|\n");
	for (size_t i = 0; i < t->nrows; i++) {
		const struct page_row *row = &t->rows[i];

		if (!row->cells) {
			out_print(out, "| **");
			write_text(out, row->group, false);
			out_print(out, "** ");
		}
		for (size_t j = 0; j < t->ncolumns; j++) {
			buf_clear(&b);
			if (!row->cells) {
				out_print(out, j ? "| " : "");
				continue;
			}
			page_cell_print(&b, p->lang, &row->cells[j]);
			write_cell(out, buf_span(&b));
		}
		if (t->notes.len)
			write_cell(out, row->note);
		out_print(out, "|\n");
	}
}

/* One block; an empty line before it keeps it apart from the last. An item of a
 * list has two blanks for each list it is inside of, as CommonMark wants them
 * below `- `. */
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
		write_table(p, t, out);
		break;
	}
}

/* What is drawn is left out: its figures stand in tables. */
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
