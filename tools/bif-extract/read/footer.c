/* SPDX-License-Identifier: MIT
 *
 * Holds lines back in a ring, because whether a line is of the footer is known
 * only when as many have come behind it.
 */
#include "footer.h"

#include "base/mem.h"

void
footer_begin(struct footer *f, uint64_t lines)
{
	memset(f, 0, sizeof(*f));
	f->lines = lines;
}

/* Room for one more; the ring may be full only in order. */
static struct saved_line *
add(struct footer *f)
{
	if (f->count == f->cap) {
		size_t cap = f->cap ? f->cap * 2 : 16;
		struct saved_line *ring = mem_new(cap, sizeof(*ring));

		for (size_t i = 0; i < f->count; i++)
			ring[i] = f->ring[(f->first + i) % f->cap];
		mem_free(f->ring);
		f->ring = ring;
		f->cap = cap;
		f->first = 0;
	}
	return &f->ring[(f->first + f->count++) % f->cap];
}

bool
footer_take(struct footer *f, enum reader_result result,
	const struct line *line, uint64_t lines)
{
	if (!f->lines)
		return false;
	if (result == READER_LINE || result == READER_MALFORMED) {
		saved_line_keep(add(f), result, line, lines);
		f->seen = line->number + lines - 1;
		return true;
	}
	f->ended = true;
	f->end = result;
	return true;
}

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
