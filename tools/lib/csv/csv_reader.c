/* SPDX-License-Identifier: MIT
 *
 * Chooses, row by row, who reads: the index where it knows a whole row without
 * a byte in need of care, else libcsv (strict) or tolerant_cut and
 * tolerant_repair (tolerant). The index is made of a stretch at a time, from a
 * record that begins where the others say one begins, so that a fault never
 * reaches beyond its own record. linebuf keeps the text; what a row means is
 * the caller's to say.
 */
#include "csv/csv_reader.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/span.h"
#include "csv/csv_index.h"
#include "csv/irregular.h"
#include "csv/linebuf.h"
#include "io/split.h"

/* The index of the text that csv_reader stands in, a stretch at a
 * time, and the rows it knows there.
 *
 *	linebuf   |..... left ....|at: the current record ........|end
 *	index                |begin of the stretch ....... its end|
 *	rows                      ^row: the first not left behind
 *
 * Where an irregular record ended elsewhere than the index thought, it is made
 * anew from the record behind: the rows it has are then right whatever stood
 * before. */
struct csv_stretch {
	bool open; /* else no row is known */
	struct csv_index index;
	size_t begin;     /* in the linebuf's bytes, after so many reads */
	uint64_t reads;   /* of it */
	size_t bytes;     /* looked at for the next index */
	size_t row, care; /* the first not before the current record */
};

/* Keeps the index in step with what has been read. An index of 16 KiB for each
 * row would cost more than reading the row, so behind a row that the index had
 * wrong only a few bytes are looked at, and four times as many each time that
 * turns out well. What is irregular is csv_reader's to give to others. */

/* What is looked at first behind a row that the index had wrong. */
#define FIRST_BYTES ((size_t)512)

/* Frees it; from then on no row is known. */
static void
csv_stretch_close(struct csv_stretch *s)
{
	if (s->open)
		csv_index_close(&s->index);
	s->open = false;
}

/* Whether the index knows a whole row at the linebuf's `at`, where a record
 * begins. The last row of what has been read, most often not whole, is left to
 * others, and with it the reading on. */
static bool
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
		span_skip(&cell, n + 1);
	}
	buf_add(text, cell);
	return (struct span){ text->at + from, text->len - from };
}

/* The row's cells, without their quotes; what doubled quotes made single
 * becomes goes to text, which has room for the row. Whether one was quoted. */
static bool
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

/* The regular rows of so many cells from the row on, none of which begins with
 * the byte `comment` (-1: with any); fills *rows but for its line. */
static size_t
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

/* NOLINTNEXTLINE: that they are the same is what is claimed */
_Static_assert(CSV_EXACT_BYTES == CSV_READER_BYTES
		&& CSV_EXACT_LINES == CSV_READER_LINES,
	"a record is as long as libcsv may see it");

/* How far the usual number of cells is looked for, and which ones count. */
#define USUAL_BYTES ((size_t)1 << 20)
#define USUAL_COUNTS 1024

struct csv_reader {
	bool tolerant;
	bool exact; /* the index is not asked */
	int quote;  /* the byte, or -1 */
	/* Strict: a single byte splits, so that a line without quotes is cut
	 * without libcsv; NULL: no byte is special to it. */
	char delimiter;
	struct csv_exact *libcsv;
	/* Tolerant: the dialect, and the record being cut. */
	struct tolerant_repair repair;
	bool odd; /* the last record was malformed */

	struct linebuf in; /* in.at: where the current record begins */
	size_t used;       /* its bytes, line ends included */
	uint64_t lines;    /* its lines */
	uint64_t line;     /* the number of its first */
	bool long_line;    /* it is a line that was not read to its end */

	struct csv_stretch stretch; /* what the index knows */

	struct buf text; /* cells that held doubled quotes */
	struct span *cells;
	size_t count, cells_cap;
};

/* Whether a byte may end a line. */
static bool
ends_lines(int byte)
{
	return byte == '\r' || byte == '\n';
}

/* The index is asked where each byte has one meaning. */
static void
open_index(struct csv_reader *c, int escape, enum csv_index_cr cr)
{
	struct csv_index_bytes bytes = { .delimiter = c->delimiter,
		.quote = (char)c->quote,
		.escape = escape < 0 ? '\r' : (char)escape,
		.quotes = c->quote >= 0,
		.cr = cr };

	if (split_taken() == SPLIT_NONE || ends_lines(c->delimiter)
		|| ends_lines(c->quote) || ends_lines(escape)
		|| (c->quote >= 0 && (char)c->quote == c->delimiter)
		|| (escape >= 0 && (char)escape == c->delimiter))
		c->exact = true;
	else {
		csv_index_open(&c->stretch.index, &bytes);
		c->stretch.bytes = CSV_INDEX_BYTES;
		c->stretch.reads = UINT64_MAX;
		c->stretch.open = true;
	}
}

/* libcsv knows doubled quotes without being told, and an escape that is the
 * quote itself says no more than that. */
struct csv_reader *
csv_reader_open(struct source *source, const struct csv_bytes *dialect)
{
	struct csv_reader *c = mem_new(1, sizeof(*c));
	struct csv_bytes own = *dialect;

	if (own.escape == own.quote)
		own.escape = -1;
	c->delimiter = (char)own.delimiter;
	c->quote = own.quote;
	c->line = 1;
	linebuf_open(&c->in, source, CSV_NEWLINE_STRICT, CSV_READER_BYTES);
	if (own.quote >= 0)
		c->libcsv = csv_exact_open(&own);
	open_index(c, own.quote < 0 ? -1 : own.escape, CSV_INDEX_CR_TEXT);
	return c;
}

/* The byte that a text is; -1: it is empty. */
static int
byte_of(struct span text)
{
	return text.len ? (unsigned char)*text.at : -1;
}

/* The index knows single bytes only. A dialect that it cannot hold is cut
 * cell by cell, which is slower and gives the same rows. */
struct csv_reader *
csv_reader_tolerant(struct source *source, const struct csv_dialect *d,
	const struct csv_limits *limits)
{
	struct csv_reader *c = mem_new(1, sizeof(*c));

	c->tolerant = true;
	c->line = 1;
	linebuf_open(&c->in, source, d->newline, limits->row);
	c->repair.lines = &c->in;
	c->repair.dialect = d;
	c->repair.limits = limits;
	c->quote = byte_of(d->quote);
	/* A row of the index keeps limits that are not below its own. */
	c->exact = d->delimiter.len != 1 || d->quote.len > 1
		|| d->escape.len > 1 || d->newline > CSV_NEWLINE_LF
		|| limits->cell < CSV_INDEX_BYTES
		|| limits->row < CSV_INDEX_BYTES
		|| limits->columns < CSV_INDEX_BYTES;
	if (c->exact)
		return c;
	c->delimiter = *d->delimiter.at;
	open_index(c, byte_of(d->escape),
		d->newline == CSV_NEWLINE_AUTO ? CSV_INDEX_CR_ENDS
					       : CSV_INDEX_CR_CARE);
	return c;
}

void
csv_reader_exact(struct csv_reader *c)
{
	c->exact = true;
	csv_stretch_close(&c->stretch);
}

void
csv_reader_expect(struct csv_reader *c, size_t cells)
{
	c->repair.expected = cells;
}

void
csv_reader_mend(struct csv_reader *c)
{
	c->repair.mend = true;
}

void
csv_reader_close(struct csv_reader *c)
{
	if (!c)
		return;
	csv_exact_close(c->libcsv);
	tolerant_repair_free(&c->repair);
	csv_stretch_close(&c->stretch);
	linebuf_close(&c->in);
	mem_free(c->cells);
	buf_free(&c->text);
	mem_free(c);
}

/* They stand behind a place, as the second half of a sentence. */
const char *
csv_reader_words(enum csv_why why)
{
	static const char *const words[] = {
		[CSV_SOUND] = "",
		[CSV_STRAY] = "a quote stands where none may",
		[CSV_UNCLOSED] = "the quote that opens here is not closed",
		[CSV_LONG_CELL] =
			"the cell that begins here is too long (limit cell)",
		[CSV_LONG_ROW] = "the row is too long (limit row)",
		[CSV_LONG_QUOTE] =
			"the quote that opens here is not closed soon (limit lines)",
		[CSV_MANY_LINES] =
			"the cell that begins here has too many lines (limit lines)",
		[CSV_MANY_CELLS] = "the row has too many cells (limit columns)",
		[CSV_UNREAD] = "",
	};

	return words[why];
}

/* Leaves the last record behind, and what is left of a line that was too long;
 * false when reading failed. */
static bool
leave_record(struct csv_reader *c)
{
	c->in.at += c->used;
	c->line += c->lines;
	c->used = c->lines = 0;
	c->count = 0;
	if (!c->long_line)
		return true;
	c->long_line = false;
	c->line++;
	return linebuf_pass_line(&c->in);
}

/* The record has these bytes and so many lines. */
static void
settle(struct csv_reader *c, struct csv_record *r, size_t end, size_t next,
	uint64_t lines)
{
	c->used = next;
	c->lines = r->lines = lines;
	r->raw = (struct span){ linebuf_text(&c->in), end };
}

/* Finds the line that begins the next record, and what to return where there
 * is none. A line that is too long is told by its beginning. */
static enum csv_result
find_line(struct csv_reader *c, struct csv_record *r, struct linebuf_line *line)
{
	*r = (struct csv_record){ .line = c->line, .lines = 1 };
	switch (linebuf_find(&c->in, 0, line)) {
	case LINEBUF_FOUND:
		return CSV_READER_RECORD;
	case LINEBUF_END:
		return CSV_READER_END;
	case LINEBUF_FAULT:
		return CSV_READER_FAULT;
	case LINEBUF_LONG:
		break;
	}
	r->raw = (struct span){ linebuf_text(&c->in), c->in.most };
	r->why = CSV_LONG_ROW;
	r->fault_line = c->line;
	r->column = c->tolerant ? 1 : c->in.most + 1;
	c->long_line = true;
	c->odd = false;
	return CSV_READER_MALFORMED;
}

/* Room for one more cell. */
static struct span *
next_cell(struct csv_reader *c)
{
	MEM_GROW(c->cells, c->cells_cap, c->count + 1);
	return &c->cells[c->count++];
}

/* Strict: libcsv reads, unless no byte of the line is special to it. */
static enum csv_result
next_exact(struct csv_reader *c, struct csv_record *r, struct linebuf_line line)
{
	const char *text = linebuf_text(&c->in);
	struct csv_exact_record got = { .last = line };
	enum csv_exact_result result;
	const char *stop;

	if (!c->libcsv || !line.end
		|| (!c->exact && !memchr(text, c->quote, line.end))) {
		const char *end = text + line.end;

		while (line.end
			&& (stop = memchr(text, c->delimiter,
				    (size_t)(end - text)))) {
			*next_cell(c) = (struct span){ text,
				(size_t)(stop - text) };
			text = stop + 1;
		}
		if (line.end)
			*next_cell(c) = (struct span){ text,
				(size_t)(end - text) };
		settle(c, r, line.end, line.next, 1);
		r->cells = c->cells;
		r->count = c->count;
		return CSV_READER_RECORD;
	}
	result = csv_exact_read(c->libcsv, &c->in, &got);
	if (result == CSV_EXACT_FAULT)
		return CSV_READER_FAULT;
	settle(c, r, got.last.end, got.last.next, got.lines);
	r->cells = got.cells;
	r->count = got.count;
	if (result == CSV_EXACT_RECORD)
		return CSV_READER_RECORD;
	r->fault_line = c->line + got.lines - 1;
	r->column = got.column;
	return CSV_READER_MALFORMED;
}

/* Tolerant: cut as RFC 4180 has it; where that leaves a doubt, as people
 * would. */
static enum csv_result
next_tolerant(struct csv_reader *c, struct csv_record *r,
	struct linebuf_line line)
{
	struct tolerant_repair *repair = &c->repair;
	const struct tolerant_cut *cut = &repair->cut;
	struct tolerant_part part = { .why = CSV_SOUND };
	enum csv_why why;

	repair->was_odd = c->odd;
	c->odd = false;
	why = tolerant_cut(&repair->cut, &c->in, repair->dialect,
		repair->limits, line, false);
	if (why == CSV_UNREAD)
		return CSV_READER_FAULT;
	if (tolerant_repair_is_doubtful(repair, why))
		tolerant_repair_mend(repair, why, &part);
	for (size_t i = 0; i < cut->count; i++) {
		const struct tolerant_cell *cell = &cut->cells[i];

		*next_cell(c) = (struct span){
			(cell->made ? cut->text.at : linebuf_text(&c->in))
				+ cell->at,
			cell->len
		};
	}
	r->cells = c->cells;
	r->count = c->count;
	r->quoted = cut->quoted;
	if (part.why == CSV_SOUND) {
		settle(c, r, cut->end, cut->next, cut->lines);
		return CSV_READER_RECORD;
	}
	c->odd = true;
	r->why = part.why;
	r->mended = part.mended;
	r->fault_line = c->line + part.fault_line;
	r->column = part.fault - part.fault_begin + 1;
	settle(c, r, part.end, part.next, part.lines);
	return CSV_READER_MALFORMED;
}

/* Whether a text begins as comments do. */
static bool
is_comment(const struct csv_reader *c, const char *text, size_t len)
{
	struct span comment = c->tolerant ? c->repair.dialect->comment
					  : SPAN("");

	return comment.len && len >= comment.len
		&& !memcmp(text, comment.at, comment.len);
}

/* The row that the index knows. */
static void
next_row(struct csv_reader *c, struct csv_record *r)
{
	const struct csv_stretch *s = &c->stretch;
	const struct csv_index *x = &s->index;
	size_t begin = csv_index_begin(x, s->row);
	size_t stop = x->ends[x->rows[s->row] - 1], end = stop - begin;

	*r = (struct csv_record){ .line = c->line };
	/* A CR before the LF is part of the line's end. A row without a byte has
	 * no cells. */
	end -= end && x->text[stop - 1] == '\r';
	c->count = end ? x->rows[s->row] - x->rows[(ptrdiff_t)s->row - 1] : 0;
	MEM_GROW(c->cells, c->cells_cap, c->count);
	buf_clear(&c->text);
	buf_room(&c->text, end); /* so that it does not move */
	r->quoted = csv_stretch_cut(s, c->count, &c->text, c->cells);
	settle(c, r, end, stop + 1 - begin, 1);
	r->cells = c->cells;
	r->count = c->count;
}

/* Rows that the index is sure of are taken from it; all that is irregular
 * goes to the exact or the tolerant way, which are slow and know all rules. */
enum csv_result
csv_reader_next(struct csv_reader *c, struct csv_record *r)
{
	struct csv_stretch *s = &c->stretch;
	struct linebuf_line line;
	enum csv_result result;

	for (;;) {
		if (!leave_record(c))
			return CSV_READER_FAULT;
		if (csv_stretch_find(&c->stretch, &c->in)
			&& next_care(s)
				> s->index.ends[s->index.rows[s->row] - 1]) {
			next_row(c, r);
			if (is_comment(c, r->raw.at, r->raw.len))
				continue;
			c->odd = false;
			return CSV_READER_RECORD;
		}
		result = find_line(c, r, &line);
		if (result != CSV_READER_RECORD)
			return result;
		if (!is_comment(c, linebuf_text(&c->in), line.end))
			break;
		settle(c, r, line.end, line.next, 1);
	}
	return c->tolerant ? next_tolerant(c, r, line) : next_exact(c, r, line);
}

enum csv_result
csv_reader_line(struct csv_reader *c, struct csv_record *r)
{
	struct linebuf_line line;
	enum csv_result result;

	if (!leave_record(c))
		return CSV_READER_FAULT;
	result = find_line(c, r, &line);
	if (result == CSV_READER_RECORD)
		settle(c, r, line.end, line.next, 1);
	return result;
}

/* Nothing has been taken off the buffer yet, so that going back is only
 * forgetting. */
void
csv_reader_back(struct csv_reader *c)
{
	c->used = c->lines = 0;
	c->long_line = false;
}

/* Only the rows themselves can tell how many cells they have. Rows with a
 * fault have no say. */
size_t
csv_reader_usual(struct csv_reader *c, size_t lines)
{
	size_t counts[USUAL_COUNTS] = { 0 }, best = 0, from = 0, next;
	struct tolerant_repair *repair = &c->repair;
	struct linebuf_line line;

	if (!leave_record(c))
		return 0;
	for (; lines && from < USUAL_BYTES
		&& linebuf_find(&c->in, from, &line) == LINEBUF_FOUND;
		lines--) {
		bool sound = !is_comment(c, linebuf_text(&c->in) + line.begin,
				     line.end - line.begin)
			&& tolerant_repair_try(repair, from, 0, &next)
				!= TOLERANT_REPAIR_BLANK
			&& repair->tried_sound;

		if (sound && repair->tried.count < USUAL_COUNTS)
			counts[repair->tried.count]++;
		from = sound ? next : line.next;
	}
	for (size_t i = 1; i < USUAL_COUNTS; i++)
		if (counts[i] > counts[best])
			best = i;
	return best;
}

size_t
csv_reader_rows(struct csv_reader *c, size_t cells, struct csv_rows *rows)
{
	int comment = c->tolerant ? byte_of(c->repair.dialect->comment) : -1;

	if (!leave_record(c) || !csv_stretch_find(&c->stretch, &c->in))
		return 0;
	rows->line = c->line;
	return csv_stretch_rows(&c->stretch, cells, comment, rows);
}

void
csv_reader_take(struct csv_reader *c, size_t rows)
{
	struct csv_stretch *s = &c->stretch;

	if (!rows)
		return;
	s->row += rows;
	c->in.at = csv_index_begin(&s->index, s->row) + s->begin;
	c->line += rows;
	c->odd = false;
}
