/* SPDX-License-Identifier: MIT */
#include "csv/csv_reader.h"

#include "base/buf.h"
#include "base/mem.h"
#include "csv/csv_exact.h"
#include "csv/csv_index.h"
#include "csv/linebuf.h"
#include "io/split.h"

/* NOLINTNEXTLINE: that they are the same is what is claimed */
_Static_assert(LINEBUF_LINE == CSV_READER_BYTES,
	"a line is as long as a record");

struct csv_reader {
	struct csvin_dialect dialect;
	bool exact; /* all cells come from libcsv */

	struct linebuf in; /* in.at: where the current record begins */
	size_t used;       /* its bytes, line ends included */
	bool skipping;     /* inside a line too long to be kept */

	/* Where rows of the room begin and end, as far as it has been looked
	 * at: from `indexed` on, after so many reads. */
	struct csv_index index;
	size_t indexed;
	uint64_t reads;
	size_t row, care; /* the first not before the current record */

	uint64_t line;   /* of the current record */
	uint64_t lines;  /* its lines */
	uint64_t offset; /* of the current record in the stream */

	struct csv_exact *libcsv; /* NULL: no byte is special to it */
	struct buf text;          /* cells that held doubled quotes */
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
open_index(struct csv_reader *c)
{
	const struct csvin_dialect *d = &c->dialect;
	struct csvindex_bytes bytes = { .delimiter = d->delimiter,
		.quote = (char)d->quote,
		.quotes = d->quote < 0  ? CSV_INDEX_NO_QUOTES
			: d->escape < 0 ? CSV_INDEX_DOUBLED
					: CSV_INDEX_ESCAPED };

	if (split_taken() == SPLIT_NONE || ends_lines(d->delimiter)
		|| ends_lines(d->quote)
		|| (d->quote >= 0 && (char)d->quote == d->delimiter))
		c->exact = true;
	else
		csv_index_open(&c->index, &bytes);
}

struct csv_reader *
csv_reader_open(struct source *source, const struct csvin_dialect *dialect)
{
	struct csv_reader *c = mem_new(1, sizeof(*c));

	c->dialect = *dialect;
	if (c->dialect.escape == c->dialect.quote)
		c->dialect.escape = -1;
	c->line = 1;
	linebuf_open(&c->in, source);
	if (dialect->quote >= 0)
		c->libcsv = csv_exact_open(&c->dialect);
	open_index(c);
	return c;
}

void
csv_reader_exact(struct csv_reader *c)
{
	c->exact = true;
}

void
csv_reader_close(struct csv_reader *c)
{
	if (!c)
		return;
	csv_exact_close(c->libcsv);
	csv_index_close(&c->index);
	linebuf_close(&c->in);
	mem_free(c->cells);
	buf_free(&c->text);
	mem_free(c);
}

/* Leaves the record behind, and what is left of a line that was too long. */
static enum room_result
leave_record(struct csv_reader *c)
{
	enum room_result found;
	uint64_t passed;

	c->in.at += c->used;
	c->offset += c->used;
	c->line += c->lines;
	c->used = c->lines = 0;
	c->count = 0;
	if (!c->skipping)
		return LINEBUF_FOUND;
	found = linebuf_pass(&c->in, &passed);
	c->offset += passed;
	if (found == LINEBUF_FOUND) {
		c->line++;
		c->skipping = false;
	}
	return found;
}

static void
begin_record(const struct csv_reader *c, struct csvin_record *r)
{
	memset(r, 0, sizeof(*r));
	r->line = c->line;
	r->offset = c->offset;
}

static void
end_record(struct csv_reader *c, struct csvin_record *r,
	const struct room_line *last, uint64_t lines)
{
	c->used = last->next;
	c->lines = lines;
	r->raw = (struct span){ c->in.bytes + c->in.at, last->end };
	r->cells = c->cells;
	r->count = c->count;
}

/* A line of more than CSV_READER_BYTES: its beginning is all that is shown. */
static enum csvin_result
too_long(struct csv_reader *c, struct csvin_record *r)
{
	r->raw = (struct span){ c->in.bytes + c->in.at, CSV_READER_BYTES };
	r->fault_line = c->line;
	r->column = CSV_READER_BYTES + 1;
	c->used = CSV_READER_BYTES;
	c->lines = 0;
	c->skipping = true;
	return CSV_READER_MALFORMED;
}

static struct span *
next_cell(struct csv_reader *c)
{
	if (c->count == c->cells_cap)
		c->cells = mem_grow(c->cells, &c->cells_cap, c->count + 1,
			sizeof(*c->cells));
	return &c->cells[c->count++];
}

/* Cells of a line in which no byte is special but the delimiter. */
static void
split_plain(struct csv_reader *c, const struct room_line *line)
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
read_quoted(struct csv_reader *c, struct csvin_record *r,
	const struct room_line *line)
{
	struct csvexact_record got = { .last = *line };
	enum csvin_result result = csv_exact_read(c->libcsv, &c->in, &got);

	if (result == CSV_READER_FAULT)
		return result;
	end_record(c, r, &got.last, got.lines);
	r->cells = got.cells;
	r->count = got.count;
	if (result == CSV_READER_MALFORMED) {
		r->fault_line = c->line + got.lines - 1;
		r->column = got.column;
	}
	return result;
}

static enum csvin_result
refused(struct csv_reader *c, struct csvin_record *r, enum room_result found)
{
	if (found == LINEBUF_LONG)
		return too_long(c, r);
	return found == LINEBUF_END ? CSV_READER_END : CSV_READER_FAULT;
}

/* The reference: libcsv, unless no byte of the line is special to it. */
static enum csvin_result
next_exact(struct csv_reader *c, struct csvin_record *r)
{
	struct room_line line;
	enum room_result found = linebuf_find(&c->in, 0, &line);

	begin_record(c, r);
	if (found != LINEBUF_FOUND)
		return refused(c, r, found);
	if (c->libcsv && line.end
		&& (c->exact
			|| memchr(c->in.bytes + c->in.at, c->dialect.quote,
				line.end)))
		return read_quoted(c, r, &line);
	if (line.end)
		split_plain(c, &line);
	end_record(c, r, &line, 1);
	return CSV_READER_RECORD;
}

/* Whether the index knows a whole row at the current record. It is made anew
 * where it ends, and where a record that libcsv read has ended elsewhere than
 * it thought. The last row of what has been read, most often not whole, is
 * left to libcsv, and with it the reading on. */
static bool
find_row(struct csv_reader *c)
{
	struct csv_index *x = &c->index;
	size_t n = c->in.end - c->in.at;

	if (c->exact || !n)
		return false;
	if (c->reads == c->in.reads) {
		size_t at = c->in.at - c->indexed;

		while (c->row < x->nrows && csv_index_begin(x, c->row) < at)
			c->row++;
		if (c->row < x->nrows && csv_index_begin(x, c->row) == at)
			return true;
	}
	csv_index_make(x, c->in.bytes + c->in.at,
		n < CSV_INDEX_BYTES ? n : CSV_INDEX_BYTES);
	c->indexed = c->in.at;
	c->reads = c->in.reads;
	c->row = c->care = 0;
	return x->nrows > 0;
}

/* The first byte from the current row on that needs care. */
static uint32_t
next_care(struct csv_reader *c)
{
	const struct csv_index *x = &c->index;
	size_t begin = csv_index_begin(x, c->row);

	while (c->care < x->ncare && x->care[c->care] < begin)
		c->care++;
	return c->care < x->ncare ? x->care[c->care] : UINT32_MAX;
}

/* Takes the quotes off a cell that the index found them around. */
static struct span
unquoted(struct csv_reader *c, struct span cell)
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
next_row(struct csv_reader *c, struct csvin_record *r)
{
	const struct csv_index *x = &c->index;
	size_t before = x->rows[(ptrdiff_t)c->row - 1];
	size_t n = x->rows[c->row] - before, begin = csv_index_begin(x, c->row);
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
	return CSV_READER_RECORD;
}

enum csvin_result
csv_reader_next(struct csv_reader *c, struct csvin_record *r)
{
	enum room_result found = leave_record(c);

	if (found == LINEBUF_FOUND && find_row(c)
		&& next_care(c) > c->index.ends[c->index.rows[c->row] - 1])
		return next_row(c, r);
	if (found == LINEBUF_FOUND)
		return next_exact(c, r);
	begin_record(c, r);
	return refused(c, r, found);
}

enum csvin_result
csv_reader_line(struct csv_reader *c, struct csvin_record *r)
{
	struct room_line line;
	enum room_result found = leave_record(c);

	if (found == LINEBUF_FOUND)
		found = linebuf_find(&c->in, 0, &line);
	begin_record(c, r);
	if (found != LINEBUF_FOUND)
		return refused(c, r, found);
	end_record(c, r, &line, 1);
	return CSV_READER_RECORD;
}

void
csv_reader_back(struct csv_reader *c)
{
	c->used = c->lines = 0;
	c->skipping = false;
}

size_t
csv_reader_rows(struct csv_reader *c, size_t cells, struct csvin_rows *rows)
{
	const struct csv_index *x = &c->index;
	uint32_t care;
	size_t row;

	if (leave_record(c) != LINEBUF_FOUND || !find_row(c))
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
csv_reader_take(struct csv_reader *c, size_t rows)
{
	size_t passed;

	if (!rows)
		return;
	c->row += rows;
	passed = csv_index_begin(&c->index, c->row) + c->indexed - c->in.at;
	c->in.at += passed;
	c->offset += passed;
	c->line += rows;
}
