/* SPDX-License-Identifier: MIT */
#include "plain.h"

#include "plaintable.h"
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
	if (!line.len && rest->len) {   /* wider than any line: as it is */
		line = *rest;
	}
	rest->at += line.len, rest->len -= line.len;
	while (line.len && line.at[line.len - 1] == ' ')
		line.len--;
	while (rest->len && rest->at[0] == ' ')
		rest->at++, rest->len--;
	return line;
}

/* Bytes of the character at s that a terminal might obey or hide: controls of
 * one byte (C0, DEL) or two (C1), and those that turn the writing around. */
static size_t
steering(struct span s)
{
	const unsigned char *u = (const unsigned char *)s.at;

	if (u[0] < 0x20 || u[0] == 0x7f)
		return 1;
	if (s.len > 1 && u[0] == 0xc2 && u[1] < 0xa0)
		return 2;
	if (s.len > 2 && u[0] == 0xe2 && u[1] == 0x80 &&
			(u[2] == 0x8e || u[2] == 0x8f ||
			(u[2] >= 0xa8 && u[2] <= 0xae)))
		return 3;
	if (s.len > 2 && u[0] == 0xe2 && u[1] == 0x81 && u[2] >= 0xa6 &&
			u[2] <= 0xa9)
		return 3;
	return 0;
}

void
plain_clean(struct buf *b, struct span s)
{
	size_t n;

	if (!text_valid_utf8(s)) {
		for (size_t i = 0; i < s.len; i++)
			buf_byte(b, s.at[i] >= ' ' && s.at[i] < 0x7f ? s.at[i]
				: '?');
		return;
	}
	while (s.len) {
		n = steering(s);
		buf_byte(b, n ? ' ' : s.at[0]);
		n += !n;
		s.at += n, s.len -= n;
	}
}

/* A text in lines, the first after `first`, the others after `later`. */
static void
write_lines(struct out *out, const struct plain_look *look, struct span text,
	const char *first, const char *later)
{
	struct buf clean = { 0 };
	struct span rest, line;
	const char *lead = first;

	plain_clean(&clean, text);
	rest = buf_span(&clean);
	while (rest.len) {
		line = plain_line(&rest, look->width - strlen(later));
		out_print(out, "%s%.*s\n", lead, SPAN_ARG(line));
		lead = later;
	}
	buf_free(&clean);
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
		for (size_t i = 0; i < b->nitems; i++)
			write_lines(out, look, b->items[i], "- ", "  ");
		break;
	case PAGE_TABLE:
		plaintable_write(p, b->table, look, out);
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
		write_block(p, &p->blocks[i], look, out);
}
