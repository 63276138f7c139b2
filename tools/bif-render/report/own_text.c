/* SPDX-License-Identifier: MIT
 *
 * Paragraphs that the book has for a report: texts/REPORT.md, so that nothing
 * has to be written into a paper afterwards. A text belongs to the heading
 * above it (`# Økonomi`, with any number of #); what stands before the first
 * heading belongs to the beginning of the paper.
 *
 * Of Markdown only what is plain is known: paragraphs, parted by empty lines,
 * and lists (`- `). All else stays as it is written and is escaped by the
 * formats like any text of a book.
 */
#include "report.h"

#include "book/folder.h"
#include "io/source.h"
#include "value/text.h"

/* The whole file, in the arena; an absent one is empty. */
bool
own_text_load(struct book *book, const char *report, struct span *text)
{
	BUF_LOCAL name = { 0 }, all = { 0 };
	const char *path;
	struct source *in;
	bool good;

	*text = SPAN("");
	buf_format(&name, "texts/%s.md", report);
	path = folder_path(book, buf_string(&name));
	if (folder_lacks(path))
		return true;
	in = source_open(path);
	if (!in)
		return false;
	good = source_all(in, &all);
	*text = arena_keep(book->arena, buf_span(&all));
	return good;
}

/* The next line, without its end, and *rest behind it. */
static struct span
next_line(struct span *rest)
{
	struct span line = SPAN("");

	span_line(rest, &line);
	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* The words of a heading, or nothing for a line that is none. */
static struct span
heading_of(struct span line)
{
	if (!line.len || line.at[0] != '#')
		return SPAN("");
	while (line.len && line.at[0] == '#')
		span_skip(&line, 1);
	return text_trim(line);
}

/* Ends the paragraph that is being put together. */
static void
end_paragraph(struct page *p, struct buf *b, bool in_list)
{
	if (!b->len)
		return;
	if (in_list)
		page_item(p, 0, buf_span(b));
	else
		page_paragraph(p, buf_span(b));
	buf_clear(b);
}

/* Lines are read one by one: a heading ends what stands above it. Lines of one
 * paragraph are joined by a blank, as Markdown does. */
bool
own_text_add(struct page *p, struct span text, struct span heading)
{
	bool here = !heading.len, any = false, in_list = false, item;
	BUF_LOCAL b = { 0 };

	while (text.len) {
		struct span line = text_trim(next_line(&text));

		if (line.len && line.at[0] == '#') {
			end_paragraph(p, &b, in_list);
			here = heading.len
				&& text_same(heading_of(line), heading);
			in_list = false;
		} else if (here) {
			any = any || line.len;
			item = line.len > 1 && strchr("-*", line.at[0])
				&& line.at[1] == ' ';
			if (!line.len || item)
				end_paragraph(p, &b, in_list);
			if (item && !in_list)
				page_list(p);
			if (item)
				line = text_trim((struct span){ line.at + 2,
					line.len - 2 });
			/* A line below an item that is not indented still
			 * belongs to it. */
			in_list = item || (in_list && line.len && b.len);
			if (b.len && line.len)
				buf_byte(&b, ' ');
			buf_add(&b, line);
		}
	}
	end_paragraph(p, &b, in_list);
	return any;
}

/* A heading that we do not know is a chapter of the author's own. */
bool
own_text_others(struct page *p, struct span text, enum lang lang,
	const enum word known[], size_t nknown)
{
	struct span rest = text, heading;
	bool any = false;
	size_t i;

	while (rest.len) {
		heading = heading_of(text_trim(next_line(&rest)));
		for (i = 0; i < nknown; i++)
			if (text_same(heading, words_of(lang, known[i])))
				break;
		if (!heading.len || i < nknown)
			continue;
		any = true;
		page_heading(p, 2, heading);
		own_text_add(p, text, heading);
	}
	return any;
}
