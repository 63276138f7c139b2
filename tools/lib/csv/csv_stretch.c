/* SPDX-License-Identifier: MIT
 *
 * Keeps the index in step with what has been read. An index of 16 KiB for each
 * row would cost more than reading the row, so behind a row that the index had
 * wrong only a few bytes are looked at, and four times as many each time that
 * turns out well. What is irregular is csv_reader's to give to others.
 */
#include "csv/csv_stretch.h"

/* What is looked at first behind a row that the index had wrong. */
#define FIRST_BYTES ((size_t)512)

void
csv_stretch_open(struct csv_stretch *s, const struct csv_index_bytes *bytes)
{
	memset(s, 0, sizeof(*s));
	csv_index_open(&s->index, bytes);
	s->bytes = CSV_INDEX_BYTES;
	s->reads = UINT64_MAX;
	s->open = true;
}

void
csv_stretch_close(struct csv_stretch *s)
{
	if (s->open)
		csv_index_close(&s->index);
	s->open = false;
}

/* The last row of what has been read, most often not whole, is left to others,
 * and with it the reading on. */
bool
csv_stretch_find(struct csv_stretch *s, const struct linebuf *in)
{
	struct csv_index *x = &s->index;
	size_t n = in->end - in->at;

	if (!s->open || !n)
		return false;
	if (s->reads == in->reads) {
		size_t at = in->at - s->begin;
		bool known;

		while (s->row < x->nrows && csv_index_begin(x, s->row) < at)
			s->row++;
		known = csv_index_begin(x, s->row) == at;
		if (known && s->row < x->nrows)
			return true;
		s->bytes = known || !x->nrows ? s->bytes * 4 : FIRST_BYTES;
		if (s->bytes > CSV_INDEX_BYTES)
			s->bytes = CSV_INDEX_BYTES;
	}
	csv_index_make(x, linebuf_text(in), n < s->bytes ? n : s->bytes);
	s->begin = in->at;
	s->reads = in->reads;
	s->row = s->care = 0;
	return x->nrows > 0;
}

/* The first byte from the current row on that needs care. */
static uint32_t
next_care(struct csv_stretch *s)
{
	const struct csv_index *x = &s->index;
	size_t begin = csv_index_begin(x, s->row);

	while (s->care < x->ncare && x->care[s->care] < begin)
		s->care++;
	return s->care < x->ncare ? x->care[s->care] : UINT32_MAX;
}

bool
csv_stretch_is_regular(struct csv_stretch *s)
{
	return next_care(s) > s->index.ends[s->index.rows[s->row] - 1];
}

size_t
csv_stretch_cells(const struct csv_stretch *s, size_t *end, size_t *next)
{
	const struct csv_index *x = &s->index;
	size_t begin = csv_index_begin(x, s->row);
	size_t stop = x->ends[x->rows[s->row] - 1];

	*next = stop + 1 - begin;
	*end = stop - begin;
	/* A CR before the LF is part of the line's end. */
	*end -= *end && x->text[stop - 1] == '\r';
	return *end ? x->rows[s->row] - x->rows[(ptrdiff_t)s->row - 1] : 0;
}

/* Takes the quotes off a cell that the index found them around. */
static struct span
unquoted(struct span cell, char quote, struct buf *text)
{
	const char *stop;
	size_t from = text->len;

	cell.at++;
	cell.len -= 2;
	if (!cell.len || !memchr(cell.at, quote, cell.len))
		return cell;
	while ((stop = memchr(cell.at, quote, cell.len))) {
		size_t n = (size_t)(stop - cell.at) + 1;

		buf_add(text, (struct span){ cell.at, n });
		cell.at += n + 1;
		cell.len -= n + 1;
	}
	buf_add(text, cell);
	return (struct span){ text->at + from, text->len - from };
}

bool
csv_stretch_cut(const struct csv_stretch *s, size_t count, struct buf *text,
	struct span *cells)
{
	const struct csv_index *x = &s->index;
	const uint32_t *ends = x->ends + x->rows[(ptrdiff_t)s->row - 1];
	size_t at = csv_index_begin(x, s->row);
	bool quoted = false;

	for (size_t i = 0; i < count; at = ends[i++] + 1)
		cells[i] = (struct span){ x->text + at, ends[i] - at };
	if (count && cells[count - 1].len)
		cells[count - 1].len -= x->text[ends[count - 1] - 1] == '\r';
	for (size_t i = 0; x->quoted && i < count; i++)
		if (cells[i].len && *cells[i].at == x->bytes.quote) {
			cells[i] = unquoted(cells[i], x->bytes.quote, text);
			quoted = true;
		}
	return quoted;
}

size_t
csv_stretch_rows(struct csv_stretch *s, size_t cells, int comment,
	struct csv_rows *rows)
{
	const struct csv_index *x = &s->index;
	uint32_t care = next_care(s);
	size_t row;

	for (row = s->row; row < x->nrows; row++) {
		if (x->rows[row] - x->rows[(ptrdiff_t)row - 1] != cells
			|| x->ends[x->rows[row] - 1] > care)
			break;
		if (comment >= 0
			&& x->text[csv_index_begin(x, row)] == (char)comment)
			break;
	}
	rows->text = x->text;
	rows->ends = x->ends + x->rows[(ptrdiff_t)s->row - 1];
	rows->odd = x->odd;
	rows->quoted = x->quoted;
	return row - s->row;
}

size_t
csv_stretch_take(struct csv_stretch *s, const struct linebuf *in, size_t rows)
{
	s->row += rows;
	return csv_index_begin(&s->index, s->row) + s->begin - in->at;
}
