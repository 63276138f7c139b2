/* SPDX-License-Identifier: MIT */
#include "io/csvin.h"

#include "base/buf.h"
#include "base/mem.h"
#include "io/csvexact.h"
#include "io/csvindex.h"
#include "io/room.h"
#include "io/split.h"

/* NOLINTNEXTLINE: that they are the same is what is claimed */
_Static_assert(ROOM_LINE == CSVIN_BYTES, "a line is as long as a record");

struct csvin {
	struct csvin_dialect dialect;
	bool exact; /* all cells come from libcsv */

	struct room in; /* in.at: where the current record begins */
	size_t used;    /* its bytes, line ends included */
	bool skipping;  /* inside a line too long to be kept */

	/* Where rows of the room begin and end, as far as it has been looked
	 * at: from `indexed` on, after so many reads. */
	struct csvindex index;
	size_t indexed;
	uint64_t reads;
	size_t row, care; /* the first not before the current record */

	uint64_t line;   /* of the current record */
	uint64_t lines;  /* its lines */
	uint64_t offset; /* of the current record in the stream */

	struct csvexact *libcsv; /* NULL: no byte is special to it */
	struct buf text;         /* cells that held doubled quotes */
	struct span *cells;
	size_t count, cells_cap;
};

static bool
ends_lines(int byte)
{
	return byte == '\r' || byte == '\n';
}

/* A byte that has two meanings is left to libcsv. */
static void
open_index(struct csvin *c)
{
	const struct csvin_dialect *d = &c->dialect;
	struct csvindex_bytes bytes = { .delimiter = d->delimiter,
		.quote = (char)d->quote,
		.quotes = d->quote < 0  ? CSVINDEX_NO_QUOTES
			: d->escape < 0 ? CSVINDEX_DOUBLED
					: CSVINDEX_ESCAPED };

	if (split_taken() == SPLIT_NONE || ends_lines(d->delimiter)
		|| ends_lines(d->quote)
		|| (d->quote >= 0 && (char)d->quote == d->delimiter))
		c->exact = true;
	else
		csvindex_open(&c->index, &bytes);
}

struct csvin *
csvin_open(struct source *source, const struct csvin_dialect *dialect)
{
	struct csvin *c = mem_new(1, sizeof(*c));

	c->dialect = *dialect;
	if (c->dialect.escape == c->dialect.quote)
		c->dialect.escape = -1;
	c->line = 1;
	room_open(&c->in, source);
	if (dialect->quote >= 0)
		c->libcsv = csvexact_open(&c->dialect);
	open_index(c);
	return c;
}

void
csvin_exact(struct csvin *c)
{
	c->exact = true;
}

void
csvin_close(struct csvin *c)
{
	if (!c)
		return;
	csvexact_close(c->libcsv);
	csvindex_close(&c->index);
	room_close(&c->in);
	mem_free(c->cells);
	buf_free(&c->text);
	mem_free(c);
}

/* Leaves the record behind, and what is left of a line that was too long. */
static enum room_result
leave_record(struct csvin *c)
{
	enum room_result found;
	uint64_t passed;

	c->in.at += c->used;
	c->offset += c->used;
	c->line += c->lines;
	c->used = c->lines = 0;
	c->count = 0;
	if (!c->skipping)
		return ROOM_FOUND;
	found = room_pass(&c->in, &passed);
	c->offset += passed;
	if (found == ROOM_FOUND) {
		c->line++;
		c->skipping = false;
	}
	return found;
}

static void
begin_record(const struct csvin *c, struct csvin_record *r)
{
	memset(r, 0, sizeof(*r));
	r->line = c->line;
	r->offset = c->offset;
}

static void
end_record(struct csvin *c, struct csvin_record *r,
	const struct room_line *last, uint64_t lines)
{
	c->used = last->next;
	c->lines = lines;
	r->raw = (struct span){ c->in.bytes + c->in.at, last->end };
	r->cells = c->cells;
	r->count = c->count;
}

/* A line of more than CSVIN_BYTES: its beginning is all that is shown. */
static enum csvin_result
too_long(struct csvin *c, struct csvin_record *r)
{
	r->raw = (struct span){ c->in.bytes + c->in.at, CSVIN_BYTES };
	r->fault_line = c->line;
	r->column = CSVIN_BYTES + 1;
	c->used = CSVIN_BYTES;
	c->lines = 0;
	c->skipping = true;
	return CSVIN_MALFORMED;
}

static struct span *
next_cell(struct csvin *c)
{
	if (c->count == c->cells_cap)
		c->cells = mem_grow(c->cells, &c->cells_cap, c->count + 1,
			sizeof(*c->cells));
	return &c->cells[c->count++];
}

/* Cells of a line in which no byte is special but the delimiter. */
static void
split_plain(struct csvin *c, const struct room_line *line)
{
	const char *at = c->in.bytes + c->in.at + line->begin;
	const char *end = c->in.bytes + c->in.at + line->end;
	const char *stop;

	while ((stop = memchr(at, c->dialect.delimiter, (size_t)(end - at)))) {
		*next_cell(c) = (struct span){ at, (size_t)(stop - at) };
		at = stop + 1;
	}
	*next_cell(c) = (struct span){ at, (size_t)(end - at) };
}

/* A record of which the first line holds a quote. */
static enum csvin_result
read_quoted(struct csvin *c, struct csvin_record *r,
	const struct room_line *line)
{
	struct csvexact_record got = { .last = *line };
	enum csvin_result result = csvexact_read(c->libcsv, &c->in, &got);

	if (result == CSVIN_FAULT)
		return result;
	end_record(c, r, &got.last, got.lines);
	r->cells = got.cells;
	r->count = got.count;
	if (result == CSVIN_MALFORMED) {
		r->fault_line = c->line + got.lines - 1;
		r->column = got.column;
	}
	return result;
}

static enum csvin_result
refused(struct csvin *c, struct csvin_record *r, enum room_result found)
{
	if (found == ROOM_LONG)
		return too_long(c, r);
	return found == ROOM_END ? CSVIN_END : CSVIN_FAULT;
}

/* The reference: libcsv, unless no byte of the line is special to it. */
static enum csvin_result
next_exact(struct csvin *c, struct csvin_record *r)
{
	struct room_line line;
	enum room_result found = room_find(&c->in, 0, &line);

	begin_record(c, r);
	if (found != ROOM_FOUND)
		return refused(c, r, found);
	if (c->libcsv && line.end
		&& (c->exact
			|| memchr(c->in.bytes + c->in.at, c->dialect.quote,
				line.end)))
		return read_quoted(c, r, &line);
	if (line.end)
		split_plain(c, &line);
	end_record(c, r, &line, 1);
	return CSVIN_RECORD;
}

/* Whether the index knows a whole row at the current record. It is made anew
 * where it ends, and where a record that libcsv read has ended elsewhere than
 * it thought. The last row of what has been read, most often not whole, is
 * left to libcsv, and with it the reading on. */
static bool
find_row(struct csvin *c)
{
	struct csvindex *x = &c->index;
	size_t n = c->in.end - c->in.at;

	if (c->exact || !n)
		return false;
	if (c->reads == c->in.reads) {
		size_t at = c->in.at - c->indexed;

		while (c->row < x->nrows && csvindex_begin(x, c->row) < at)
			c->row++;
		if (c->row < x->nrows && csvindex_begin(x, c->row) == at)
			return true;
	}
	csvindex_make(x, c->in.bytes + c->in.at,
		n < CSVINDEX_BYTES ? n : CSVINDEX_BYTES);
	c->indexed = c->in.at;
	c->reads = c->in.reads;
	c->row = c->care = 0;
	return x->nrows > 0;
}

/* The first byte from the current row on that needs care. */
static uint32_t
next_care(struct csvin *c)
{
	const struct csvindex *x = &c->index;
	size_t begin = csvindex_begin(x, c->row);

	while (c->care < x->ncare && x->care[c->care] < begin)
		c->care++;
	return c->care < x->ncare ? x->care[c->care] : UINT32_MAX;
}

/* Takes the quotes off a cell that the index found them around. */
static struct span
unquoted(struct csvin *c, struct span cell)
{
	char quote = (char)c->dialect.quote;
	const char *stop;
	size_t from;

	if (!cell.len || cell.at[0] != quote)
		return cell;
	cell.at++;
	cell.len -= 2;
	if (!cell.len || !memchr(cell.at, quote, cell.len))
		return cell;
	from = c->text.len;
	while ((stop = memchr(cell.at, quote, cell.len))) {
		size_t n = (size_t)(stop - cell.at) + 1;

		buf_add(&c->text, (struct span){ cell.at, n });
		cell.at += n + 1;
		cell.len -= n + 1;
	}
	buf_add(&c->text, cell);
	return (struct span){ c->text.at + from, c->text.len - from };
}

static enum csvin_result
next_row(struct csvin *c, struct csvin_record *r)
{
	const struct csvindex *x = &c->index;
	size_t before = x->rows[(ptrdiff_t)c->row - 1];
	size_t n = x->rows[c->row] - before, begin = csvindex_begin(x, c->row);
	const uint32_t *ends = x->ends + before;
	struct room_line line = { 0, ends[n - 1] - begin,
		ends[n - 1] - begin + 1 };

	begin_record(c, r);
	if (line.end && x->text[begin + line.end - 1] == '\r')
		line.end--;
	buf_clear(&c->text);
	buf_room(&c->text, line.end); /* so that it does not move */
	if (line.end) {
		size_t at = begin;

		for (size_t i = 0; i < n; at = ends[i++] + 1)
			*next_cell(c) = (struct span){ x->text + at,
				ends[i] - at };
		c->cells[n - 1].len -= line.next - 1 - line.end;
	}
	for (size_t i = 0; x->quoted && i < c->count; i++)
		c->cells[i] = unquoted(c, c->cells[i]);
	end_record(c, r, &line, 1);
	return CSVIN_RECORD;
}

enum csvin_result
csvin_next(struct csvin *c, struct csvin_record *r)
{
	enum room_result found = leave_record(c);

	if (found == ROOM_FOUND && find_row(c)
		&& next_care(c) > c->index.ends[c->index.rows[c->row] - 1])
		return next_row(c, r);
	if (found == ROOM_FOUND)
		return next_exact(c, r);
	begin_record(c, r);
	return refused(c, r, found);
}

enum csvin_result
csvin_line(struct csvin *c, struct csvin_record *r)
{
	struct room_line line;
	enum room_result found = leave_record(c);

	if (found == ROOM_FOUND)
		found = room_find(&c->in, 0, &line);
	begin_record(c, r);
	if (found != ROOM_FOUND)
		return refused(c, r, found);
	end_record(c, r, &line, 1);
	return CSVIN_RECORD;
}

void
csvin_back(struct csvin *c)
{
	c->used = c->lines = 0;
	c->skipping = false;
}

size_t
csvin_rows(struct csvin *c, size_t cells, struct csvin_rows *rows)
{
	const struct csvindex *x = &c->index;
	uint32_t care;
	size_t row;

	if (leave_record(c) != ROOM_FOUND || !find_row(c))
		return 0;
	care = next_care(c);
	for (row = c->row; row < x->nrows; row++)
		if (x->rows[row] - x->rows[(ptrdiff_t)row - 1] != cells
			|| x->ends[x->rows[row] - 1] > care)
			break;
	rows->text = x->text;
	rows->ends = x->ends + x->rows[(ptrdiff_t)c->row - 1];
	rows->odd = x->odd;
	rows->quoted = x->quoted;
	rows->line = c->line;
	return row - c->row;
}

void
csvin_take(struct csvin *c, size_t rows)
{
	size_t passed;

	if (!rows)
		return;
	c->row += rows;
	passed = csvindex_begin(&c->index, c->row) + c->indexed - c->in.at;
	c->in.at += passed;
	c->offset += passed;
	c->line += rows;
}
