/* SPDX-License-Identifier: MIT
 *
 * The one door to libcsv, which is strict here and fed one physical line at a
 * time. What it says of a record is what the record is; whatever is faster
 * must say the same. A backslash before a quote is rewritten for it, since it
 * knows doubled quotes only. Lines are linebuf's, the choice of who reads a
 * record is csv_reader's.
 */
#include "csv/irregular.h"

#include <csv.h>

#include "base/mem.h"

struct csv_exact {
	struct csv_bytes dialect;
	struct csv_parser parser;
	bool row_done;    /* libcsv has seen the end of the record */
	struct buf text;  /* the cells libcsv gave, end to end */
	struct buf plain; /* a line whose escapes became doubled quotes */
	struct span *cells;
	size_t count, cells_cap;
};

/* No byte is a blank to libcsv: it would take blanks off cells. */
static int
never(unsigned char byte)
{
	(void)byte;
	return 0;
}

/* While a line is fed, a CR in it ends nothing. */
static int
only_lf(unsigned char byte)
{
	return byte == '\n';
}

/* What a quoting fault leaves behind in libcsv is not worth keeping. */
static void
parser_renew(struct csv_exact *c)
{
	csv_free(&c->parser);
	csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&c->parser, (unsigned char)c->dialect.delimiter);
	csv_set_quote(&c->parser, (unsigned char)c->dialect.quote);
	/* Else blanks around a cell are lost. */
	csv_set_space_func(&c->parser, never);
}

struct csv_exact *
csv_exact_open(const struct csv_bytes *dialect)
{
	struct csv_exact *c = mem_new(1, sizeof(*c));

	c->dialect = *dialect;
	parser_renew(c);
	return c;
}

void
csv_exact_close(struct csv_exact *c)
{
	if (!c)
		return;
	csv_free(&c->parser);
	mem_free(c->cells);
	buf_free(&c->text);
	buf_free(&c->plain);
	mem_free(c);
}

/* libcsv gives a cell. */
static void
take_cell(void *bytes, size_t n, void *context)
{
	struct csv_exact *c = context;

	MEM_GROW(c->cells, c->cells_cap, c->count + 1);
	/* Where it stands is set when the text has stopped moving. */
	c->cells[c->count++] = (struct span){ NULL, n };
	buf_add(&c->text, (struct span){ bytes, n });
}

/* libcsv has seen the end of the record. */
static void
take_row(int byte, void *context)
{
	struct csv_exact *c = context;

	(void)byte;
	c->row_done = true;
}

/* Feeds bytes to libcsv; returns how many it took before it objected. */
static size_t
feed(struct csv_exact *c, struct span bytes)
{
	return csv_parse(&c->parser, bytes.at, bytes.len, take_cell, take_row,
		c);
}

/* libcsv knows doubled quotes only. Rewrites `\"` as `""` and `\\` as `\`
 * inside quotes, into `plain`; *open says whether the line begins and ends
 * inside them. Stops when `enough` bytes are written; returns the bytes
 * read. */
static size_t
double_quotes(struct csv_exact *c, struct span body, bool *open, size_t enough)
{
	char quote = (char)c->dialect.quote, escape = (char)c->dialect.escape;
	size_t i;

	buf_clear(&c->plain);
	for (i = 0; i < body.len && c->plain.len < enough; i++) {
		char byte = body.at[i];
		char next = i + 1 < body.len ? body.at[i + 1] : '\0';

		if (*open && byte == escape && next == quote) {
			buf_byte(&c->plain, quote);
			buf_byte(&c->plain, quote);
			i++;
		} else if (*open && byte == escape && next == escape) {
			buf_byte(&c->plain, escape);
			i++;
		} else {
			if (byte == quote)
				*open = !*open;
			buf_byte(&c->plain, byte);
		}
	}
	return i;
}

/* Where the quote was opened that is open at `stop`, or was opened last
 * before it; SIZE_MAX when there was none. */
static size_t
last_opened(const struct csv_bytes *d, const char *at, size_t stop)
{
	size_t opened = SIZE_MAX;
	bool inside = false;

	for (size_t i = 0; i < stop; i++) {
		if (inside && d->escape >= 0 && at[i] == (char)d->escape) {
			i++;
		} else if (at[i] == (char)d->quote) {
			/* A doubled quote closes and opens at once. */
			if (!inside && (!i || at[i - 1] != at[i]))
				opened = i;
			inside = !inside;
		}
	}
	return opened;
}

/* A quoting fault at `stop`: a byte libcsv objects to, or the end of what a
 * quote may hold, when it was never closed. Where an earlier line left a quote
 * open, it is that quote which is at fault. */
static enum csv_exact_result
malformed(struct csv_exact *c, const struct linebuf *lines, size_t stop,
	bool unclosed, struct csv_exact_record *r)
{
	const char *at = lines->bytes + lines->at;
	size_t have = lines->end - lines->at;
	size_t opened = last_opened(&c->dialect, at, stop);
	struct linebuf_line line = { 0, 0, 0 };
	const char *lf;

	if (opened != SIZE_MAX
		&& (unclosed || memchr(at + opened, '\n', stop - opened)))
		stop = opened;
	r->lines = 0;
	do {
		line.begin = line.next;
		lf = memchr(at + line.begin, '\n', have - line.begin);
		line.end = lf ? (size_t)(lf - at) : have;
		line.next = line.end + (lf != NULL);
		r->lines++;
	} while (lf && line.next <= stop);
	if (line.end > line.begin && at[line.end - 1] == '\r')
		line.end--;

	parser_renew(c);
	r->last = line;
	r->column = stop - line.begin + 1;
	return CSV_EXACT_MALFORMED;
}

/* One line of a quoted record. *stop is the offending byte on refusal. */
static bool
parse_line(struct csv_exact *c, const char *at, const struct linebuf_line *line,
	bool *open, size_t *stop)
{
	struct span body = { at + line->begin, line->end - line->begin };
	/* A CR before the line's end belongs to the ending. */
	struct span ending = { at + line->end, line->next - line->end };
	bool before = *open;
	struct span given = body;
	size_t taken;

	if (!ending.len)
		ending = SPAN("\n");
	if (c->dialect.escape >= 0) {
		double_quotes(c, body, open, SIZE_MAX);
		given = buf_span(&c->plain);
	}
	/* A CR within the line is text, though libcsv would end the record
	 * there: only the line's end is fed with its own idea of ends. */
	taken = given.len;
	if (given.len) {
		if (memchr(given.at, '\r', given.len))
			csv_set_term_func(&c->parser, only_lf);
		taken = feed(c, given);
		csv_set_term_func(&c->parser, NULL);
	}
	if (taken == given.len)
		taken += feed(c, ending);
	if (taken == given.len + ending.len)
		return true;
	if (c->dialect.escape >= 0)
		taken = double_quotes(c, body, &before, taken + 1) - 1;
	*stop = line->begin + taken;
	return false;
}

/* A quote that is never closed would take the rest of the file with it.
 * Lines and bytes of a record are bounded, and beyond them the quote is the
 * fault. */
enum csv_exact_result
csv_exact_read(struct csv_exact *c, struct linebuf *lines,
	struct csv_exact_record *r)
{
	bool open = false;
	size_t stop;

	buf_clear(&c->text);
	c->count = 0;
	c->row_done = false;
	for (r->lines = 1;; r->lines++) {
		enum linebuf_result found;

		if (!parse_line(c, lines->bytes + lines->at, &r->last, &open,
			    &stop))
			return malformed(c, lines, stop, false, r);
		if (c->row_done)
			break;
		found = r->lines < CSV_EXACT_LINES
			? linebuf_find(lines, r->last.next, &r->last)
			: LINEBUF_LONG;
		if (found == LINEBUF_FAULT)
			return CSV_EXACT_FAULT;
		if (found != LINEBUF_FOUND || r->last.next > CSV_EXACT_BYTES)
			return malformed(c, lines, r->last.next, true, r);
	}
	for (size_t i = 0, at = 0; i < c->count; at += c->cells[i++].len)
		c->cells[i].at = buf_string(&c->text) + at;
	r->cells = c->cells;
	r->count = c->count;
	return CSV_EXACT_RECORD;
}
