/* SPDX-License-Identifier: MIT
 *
 * Copies a line, whose cells point into what the reader reads over.
 */
#include "saved_line.h"

#include "base/mem.h"

/* Moves a text into the copy. */
static void
add(struct saved_line *h, struct span *text)
{
	if (text->len)
		memcpy(h->bytes.at + h->bytes.len, text->at, text->len);
	text->at = h->bytes.at + h->bytes.len;
	h->bytes.len += text->len;
}

void
saved_line_keep(struct saved_line *h, enum reader_result result,
	const struct line *line, uint64_t lines)
{
	size_t bytes = line->raw.len;

	h->result = result;
	h->line = *line;
	h->lines = lines;
	for (size_t i = 0; i < line->count; i++)
		bytes += line->cells[i].len;
	buf_clear(&h->bytes);
	buf_room(&h->bytes, bytes);
	if (line->count > h->cells_cap)
		h->cells = mem_grow(h->cells, &h->cells_cap, line->count,
			sizeof(*h->cells));
	if (line->count)
		memcpy(h->cells, line->cells, line->count * sizeof(*h->cells));
	add(h, &h->line.raw);
	for (size_t i = 0; i < line->count; i++)
		add(h, &h->cells[i]);
	h->line.cells = h->cells;
}

void
saved_line_free(struct saved_line *h)
{
	buf_free(&h->bytes);
	mem_free(h->cells);
	memset(h, 0, sizeof(*h));
}
