/* SPDX-License-Identifier: MIT
 *
 * Joins the lines of a header into one, and knows them again where a file was
 * made of several: each part brings its header along.
 */
#include "heading.h"

#include "base/mem.h"

void
heading_add(struct heading *h, const struct line *line)
{
	if (h->count == h->cap) {
		size_t before = h->cap;

		h->rows = mem_grow(h->rows, &h->cap, h->count + 1,
			sizeof(*h->rows));
		memset(h->rows + before, 0,
			(h->cap - before) * sizeof(*h->rows));
	}
	saved_line_keep(&h->rows[h->count++], READER_LINE, line, 1);
}

/* Blanks around a name are none of it. */
static struct span
trim(struct span s)
{
	while (s.len && (*s.at == ' ' || *s.at == '\t')) {
		s.at++;
		s.len--;
	}
	while (s.len && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t'))
		s.len--;
	return s;
}

/* Cells compare without blanks at their ends, and without the mark that the
 * second of two files joined together may bring along. */
static bool
same(const struct line *header, const struct line *line)
{
	if (line->count != header->count)
		return false;
	for (size_t i = 0; i < line->count; i++) {
		struct span cell = trim(line->cells[i]);

		if (!i && cell.len > 3 && !memcmp(cell.at, "\xef\xbb\xbf", 3))
			cell = trim((struct span){ cell.at + 3, cell.len - 3 });
		if (!span_equal(cell, trim(header->cells[i])))
			return false;
	}
	return line->count > 0;
}

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

/* Adds what stands in a column of all rows. */
static void
join(const struct heading *h, size_t column, bool carry, struct buf *b)
{
	size_t before = b->len;

	for (size_t i = 0; i < h->count; i++) {
		const struct line *row = &h->rows[i].line;
		struct span cell = SPAN("");
		size_t k = column + 1;

		do {
			k--;
			cell = k < row->count ? trim(row->cells[k]) : SPAN("");
		} while (carry && !cell.len && k && i + 1 < h->count);
		if (cell.len && b->len > before)
			buf_byte(b, ' ');
		buf_add(b, cell);
	}
}

void
heading_line(struct heading *h, size_t cells, bool carry, struct line *line)
{
	size_t names = 0, *ends;
	struct saved_line *j = &h->joined;

	for (size_t i = 0; i < h->count; i++)
		if (h->rows[i].line.count > names)
			names = h->rows[i].line.count;
	if (cells < names)
		cells = names;
	ends = mem_new(cells + 1, sizeof(*ends));
	j->cells = mem_resize(j->cells, cells + 1, sizeof(*j->cells));
	buf_clear(&j->bytes);
	for (size_t i = 0; i < cells; i++) {
		if (i < names)
			join(h, i, carry, &j->bytes);
		else
			buf_format(&j->bytes, "%zu", i + 1);
		ends[i] = j->bytes.len;
	}
	buf_string(&j->bytes);
	for (size_t i = 0, at = 0; i < cells; at = ends[i++])
		j->cells[i] = (struct span){ j->bytes.at + at, ends[i] - at };
	mem_free(ends);
	*line = h->count ? h->rows[0].line : (struct line){ .number = 1 };
	line->cells = j->cells;
	line->count = cells;
	if (h->count != 1)
		line->raw = SPAN("");
}

void
heading_free(struct heading *h)
{
	for (size_t i = 0; i < h->cap; i++)
		saved_line_free(&h->rows[i]);
	mem_free(h->rows);
	saved_line_free(&h->joined);
	memset(h, 0, sizeof(*h));
}
