/* SPDX-License-Identifier: MIT
 *
 * Copies a line, whose cells point into what the reader reads over. The lines of
 * the footer are held in a ring, because whether a line is of it is known only
 * when as many have come behind it.
 */
#include "heading.h"

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

/* All texts go into one piece of memory, whose size is known before the first
 * is copied, so that none of them moves. */
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

void
footer_begin(struct footer *f, uint64_t lines)
{
	memset(f, 0, sizeof(*f));
	f->lines = lines;
}

bool
footer_take(struct footer *f, enum reader_result result,
	const struct line *line, uint64_t lines)
{
	struct saved_line *ring;
	size_t cap;

	if (!f->lines)
		return false;
	if (result != READER_LINE && result != READER_MALFORMED) {
		f->ended = true;
		f->end = result;
		return true;
	}
	if (f->count == f->cap) { /* the larger ring begins in order */
		cap = f->cap ? f->cap * 2 : 16;
		ring = mem_new(cap, sizeof(*ring));
		for (size_t i = 0; i < f->count; i++)
			ring[i] = f->ring[(f->first + i) % f->cap];
		mem_free(f->ring);
		f->ring = ring;
		f->cap = cap;
		f->first = 0;
	}
	saved_line_keep(&f->ring[(f->first + f->count++) % f->cap], result,
		line, lines);
	f->seen = line->number + lines - 1;
	return true;
}

/* A line is surely no footer when as many physical lines have come behind it
 * as the footer has: a row of several lines counts as so many. */
bool
footer_give(struct footer *f, enum reader_result *result, struct line *line)
{
	const struct saved_line *h = f->count ? &f->ring[f->first] : NULL;

	if (h && h->line.number + f->lines <= f->seen) {
		*result = h->result;
		*line = h->line;
		f->first = (f->first + 1) % f->cap;
		f->count--;
		return true;
	}
	*result = f->end;
	return f->ended;
}

void
footer_free(struct footer *f)
{
	for (size_t i = 0; i < f->cap; i++)
		saved_line_free(&f->ring[i]);
	mem_free(f->ring);
	memset(f, 0, sizeof(*f));
}
