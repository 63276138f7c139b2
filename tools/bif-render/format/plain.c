/* SPDX-License-Identifier: MIT */
#include "plain.h"

#include "bif-render/page/clean.h"
#include "plain_table.h"
#include "value/text.h"

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
	rest->at += line.len, rest->len -= line.len;
	while (line.len && line.at[line.len - 1] == ' ')
		line.len--;
	while (rest->len && rest->at[0] == ' ')
		rest->at++, rest->len--;
	return line;
}

/* A text in lines, the first after `first`, the others after `later`. */
static void
write_lines(struct out *out, const struct plain_look *look, struct span text,
	const char *first, const char *later)
{
	struct buf clean = { 0 };
	struct span rest, line;
	const char *lead = first;

	clean_text(&clean, text);
	rest = buf_span(&clean);
	while (rest.len) {
		line = plain_line(&rest, look->width - strlen(later));
		out_print(out, "%s%.*s\n", lead, SPAN_ARG(line));
		lead = later;
	}
	buf_free(&clean);
}

static void
write_list(struct out *out, const struct plain_look *look,
	const struct page_block *b)
{
	char first[24], later[24];

	for (size_t i = 0; i < b->nitems; i++) {
		int indent = b->items[i].depth < 10 ? 2 * b->items[i].depth
						    : 20;

		snprintf(first, sizeof(first), "%*s- ", indent, "");
		snprintf(later, sizeof(later), "%*s  ", indent, "");
		write_lines(out, look, b->items[i].text, first, later);
	}
}

static void
write_heading(struct out *out, const struct plain_look *look, struct span text,
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

static void
write_block(const struct page *p, const struct page_block *b,
	const struct plain_look *look, struct out *out)
{
	out_print(out, "\n");
	switch (b->kind) {
	case PAGE_HEADING:
		write_heading(out, look, b->text, b->level == 2 ? '-' : 0);
		break;
	case PAGE_PARAGRAPH:
		write_lines(out, look, b->text, "", "");
		break;
	case PAGE_LIST:
		write_list(out, look, b);
		break;
	case PAGE_TABLE:
		plain_table_write(p, b->table, look, out);
		break;
	case PAGE_FIGURE: /* is drawn, or nothing */
		break;
	}
}

void
plain_write(const struct page *p, const struct plain_look *look,
	struct out *out)
{
	write_heading(out, look, p->title, '=');
	write_lines(out, look, p->subtitle, "", "");
	for (size_t i = 0; i < p->nblocks; i++)
		if (!p->blocks[i].drawn)
			write_block(p, &p->blocks[i], look, out);
}
