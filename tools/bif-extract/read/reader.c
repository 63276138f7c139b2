/* SPDX-License-Identifier: MIT
 *
 * What every format needs of a reader: room for cells, the place of a cell in
 * its line, and the calls that go on to the format's own functions.
 */
#include "reader.h"

#include "base/mem.h"

struct span *
reader_cells(struct reader *r, size_t n)
{
	if (n > r->cells_cap)
		r->cells = mem_grow(r->cells, &r->cells_cap, n,
			sizeof(*r->cells));
	return r->cells;
}

uint64_t
reader_column(const struct line *line, size_t cell)
{
	const char *at = cell < line->count ? line->cells[cell].at
					    : line->raw.at + line->raw.len;
	size_t n;

	if (at < line->raw.at || at > line->raw.at + line->raw.len)
		return 0;
	n = (size_t)(at - line->raw.at);
	return n
			&& (memchr(line->raw.at, '\n', n)
				|| memchr(line->raw.at, '\r', n))
		? 0
		: n + 1;
}

enum reader_result
reader_title(struct reader *r, struct line *line)
{
	memset(line, 0, sizeof(*line));
	return r->kind->title(r, line);
}

enum reader_result
reader_next(struct reader *r, struct line *line)
{
	memset(line, 0, sizeof(*line));
	return r->kind->next(r, line);
}

int
reader_another(struct reader *r)
{
	return r->another ? r->another(r) : 0;
}

uint64_t
reader_bytes(const struct reader *r)
{
	return source_bytes(r->source);
}

bool
reader_close(struct reader *r)
{
	bool good = r->kind->close(r);

	good &= source_close(r->source);
	mem_free(r->cells);
	buf_free(&r->text);
	buf_free(&r->scratch);
	buf_free(&r->record);
	buf_free(&r->name);
	mem_free(r);
	return good;
}
