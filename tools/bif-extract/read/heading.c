/* SPDX-License-Identifier: MIT
 *
 * Joins the lines of a header into one, and knows them again where a file was
 * made of several: each part brings its header along.
 */
#include "heading.h"

#include "base/mem.h"

/* The lines are copied, because the next one is read over them. */
void
heading_add(struct heading *h, const struct line *line)
{
	MEM_GROW_CLEAR(h->rows, h->cap, h->count + 1);
	saved_line_keep(&h->rows[h->count++], READER_LINE, line, 1);
}

/* Cells compare without blanks at their ends, and without the mark that the
 * second of two files joined together may bring along. */
static bool
same(const struct line *header, const struct line *line)
{
	if (line->count != header->count)
		return false;
	for (size_t i = 0; i < line->count; i++) {
		struct span cell = reader_trim(line->cells[i]);

		if (!i && cell.len > 3 && !memcmp(cell.at, "\xef\xbb\xbf", 3))
			cell = reader_trim(
				(struct span){ cell.at + 3, cell.len - 3 });
		if (!span_equal(cell, reader_trim(header->cells[i])))
			return false;
	}
	return line->count > 0;
}

/* A repeated header of several lines is followed line by line; a line that
 * breaks it off may be the first of another repeat. */
bool
heading_again(struct heading *h, const struct line *line)
{
	if (h->next && same(&h->rows[h->next].line, line))
		h->next++;
	else if (h->count && same(&h->rows[0].line, line))
		h->next = 1;
	else
		h->next = 0;
	if (h->next < h->count)
		return h->next > 0;
	h->next = 0;
	return h->count > 0;
}

/* The names are written one behind the other and cut apart at the end, since the
 * bytes move while they grow. */
void
heading_line(struct heading *h, size_t cells, bool carry, struct line *line)
{
	size_t names = 0, *ends;
	struct saved_line *j = &h->joined;
	struct buf *b = &j->bytes;

	for (size_t i = 0; i < h->count; i++)
		if (h->rows[i].line.count > names)
			names = h->rows[i].line.count;
	if (cells < names)
		cells = names;
	ends = mem_new(cells + 1, sizeof(*ends));
	j->cells = mem_resize(j->cells, cells + 1, sizeof(*j->cells));
	buf_clear(b);
	for (size_t i = 0; i < cells; i++) {
		size_t before = b->len;

		if (i >= names)
			buf_format(b, "%zu", i + 1);
		/* What stands in the column of all rows. */
		for (size_t n = 0; i < names && n < h->count; n++) {
			const struct line *row = &h->rows[n].line;
			struct span cell;
			size_t k = i + 1;

			do {
				k--;
				cell = k < row->count
					? reader_trim(row->cells[k])
					: SPAN("");
			} while (carry && !cell.len && k && n + 1 < h->count);
			if (cell.len && b->len > before)
				buf_byte(b, ' ');
			buf_add(b, cell);
		}
		ends[i] = b->len;
	}
	buf_string(b);
	for (size_t i = 0, at = 0; i < cells; at = ends[i++])
		j->cells[i] = (struct span){ b->at + at, ends[i] - at };
	mem_free(ends);
	*line = h->count ? h->rows[0].line : (struct line){ .number = 1 };
	line->cells = j->cells;
	line->count = cells;
	if (h->count != 1)
		line->raw = SPAN("");
}

/* Every place of the list may hold a copy, whatever is counted now. */
void
heading_free(struct heading *h)
{
	for (size_t i = 0; i < h->cap; i++)
		saved_line_free(&h->rows[i]);
	mem_free(h->rows);
	saved_line_free(&h->joined);
	memset(h, 0, sizeof(*h));
}

/* Copies a line, whose cells point into what the reader reads over. The lines of
 * the footer are held in a ring, because whether a line is of it is known only
 * when as many have come behind it.
 */

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
	MEM_GROW(h->cells, h->cells_cap, line->count);
	if (line->count)
		memcpy(h->cells, line->cells, line->count * sizeof(*h->cells));
	add(h, &h->line.raw);
	for (size_t i = 0; i < line->count; i++)
		add(h, &h->cells[i]);
	h->line.cells = h->cells;
}

/* Left empty, it can keep another line. */
void
saved_line_free(struct saved_line *h)
{
	buf_free(&h->bytes);
	mem_free(h->cells);
	memset(h, 0, sizeof(*h));
}

/* The ring is made when the first line comes: most files have no footer. */
void
footer_begin(struct footer *f, uint64_t lines)
{
	memset(f, 0, sizeof(*f));
	f->lines = lines;
}

/* A line is held with what was said of it, since it may turn out to be a row
 * after all. The end is held as well: it comes behind the last line that is no
 * footer. */
bool
footer_take(struct footer *f, enum reader_result result,
	const struct line *line, uint64_t lines)
{
	struct saved_line *ring;

	if (!f->lines)
		return false;
	if (result != READER_LINE && result != READER_MALFORMED) {
		f->ended = true;
		f->end = result;
		return true;
	}
	if (f->count == f->cap) { /* the larger ring begins in order */
		size_t cap = f->cap ? f->cap * 2 : 16;

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

/* Every place of the ring may hold a copy, also those that were given out. */
void
footer_free(struct footer *f)
{
	for (size_t i = 0; i < f->cap; i++)
		saved_line_free(&f->ring[i]);
	mem_free(f->ring);
	memset(f, 0, sizeof(*f));
}
