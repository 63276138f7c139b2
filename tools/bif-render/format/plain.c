/* SPDX-License-Identifier: MIT
 *
 * A page as text, for a terminal or a mail. Nothing in a text can steer a
 * terminal: page_clean() sees to that. Tables are plain_table.c's.
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
	struct buf clean = { 0 };
	struct span rest, line;
	const char *lead = first;

	page_clean(&clean, text);
	rest = buf_span(&clean);
	while (rest.len) {
		line = plain_line(&rest, look->width - strlen(later));
		out_print(out, "%s%.*s\n", lead, SPAN_ARG(line));
		lead = later;
	}
	buf_free(&clean);
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
