/* SPDX-License-Identifier: MIT */
#include <csv.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "io/csvin.h"

#define FIRST_ROOM ((size_t)1 << 16)

struct csvin {
	struct source *source;
	struct csvin_dialect dialect;
	bool exact;

	char *room;             /* what has been read and not yet passed over;
	                           a NUL follows, for readers of strings */
	size_t cap;             /* without the NUL */
	size_t at;              /* where the current record begins in room */
	size_t used;            /* its bytes, line ends included */
	size_t end;             /* end of what has been read */
	bool over;              /* the source has no more */
	bool skipping;          /* inside a line too long to be kept */

	uint64_t line;          /* of the current record */
	uint64_t lines;         /* its lines */
	uint64_t offset;        /* of the current record in the stream */

	struct csv_parser parser;
	bool row_done;          /* libcsv has seen the end of the record */
	struct buf text;        /* the cells libcsv gave, end to end */
	struct buf plain;       /* a line whose escapes became doubled quotes */
	struct span *cells;
	size_t count, cells_cap;
};

/* A physical line, as positions from the record's beginning. */
struct stretch {
	size_t begin;
	size_t end;             /* without the line end */
	size_t next;            /* where the next line begins */
};

enum found { FOUND_LINE, FOUND_END, FOUND_LONG, FOUND_FAULT };

static int
never(unsigned char byte)
{
	(void)byte;
	return 0;
}

static int
only_lf(unsigned char byte)
{
	return byte == '\n';
}

/* What a quoting fault leaves behind in libcsv is not worth keeping. */
static void
parser_renew(struct csvin *c)
{
	csv_free(&c->parser);
	csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&c->parser, (unsigned char)c->dialect.delimiter);
	csv_set_quote(&c->parser, (unsigned char)c->dialect.quote);
	/* Else blanks around a cell are lost. */
	csv_set_space_func(&c->parser, never);
}

struct csvin *
csvin_open(struct source *source, const struct csvin_dialect *dialect)
{
	struct csvin *c = mem_new(1, sizeof(*c));

	c->source = source;
	c->dialect = *dialect;
	if (c->dialect.escape == c->dialect.quote)
		c->dialect.escape = -1;
	c->line = 1;
	c->cap = FIRST_ROOM;
	c->room = mem_new(c->cap + 1, 1);
	if (dialect->quote >= 0)
		parser_renew(c);
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
	csv_free(&c->parser);
	mem_free(c->room);
	mem_free(c->cells);
	buf_free(&c->text);
	buf_free(&c->plain);
	mem_free(c);
}

/* Reads more; the current record stays. False after a message. */
static bool
refill(struct csvin *c)
{
	ssize_t got;

	if (c->at) {
		memmove(c->room, c->room + c->at, c->end - c->at);
		c->end -= c->at;
		c->at = 0;
	}
	if (c->end == c->cap) {
		c->cap *= 2;
		c->room = mem_resize(c->room, c->cap + 1, 1);
	}
	got = source_read(c->source, c->room + c->end, c->cap - c->end);
	if (got < 0)
		return false;
	c->over = got == 0;
	c->end += (size_t)got;
	c->room[c->end] = '\0';
	return true;
}

/* The physical line that begins at `from`, read in whole. Whether it is too
 * long must not depend on how much happens to be read already. */
static enum found
find_line(struct csvin *c, size_t from, struct stretch *line)
{
	size_t seen = from;
	const char *lf = NULL;

	for (;;) {
		size_t have = c->end - c->at;

		if (seen < have)
			lf = memchr(c->room + c->at + seen, '\n', have - seen);
		if (lf || (c->over && have > from))
			break;
		if (c->over)
			return FOUND_END;
		if (have - from > CSVIN_BYTES)
			return FOUND_LONG;
		seen = have;
		if (!refill(c))
			return FOUND_FAULT;
	}
	line->begin = from;
	line->end = lf ? (size_t)(lf - c->room) - c->at : c->end - c->at;
	line->next = line->end + (lf != NULL);
	if (line->end - from > CSVIN_BYTES)
		return FOUND_LONG;
	if (line->end > from && c->room[c->at + line->end - 1] == '\r')
		line->end--;
	return FOUND_LINE;
}

/* Passes over the rest of a line that was too long. */
static enum found
finish_skipping(struct csvin *c)
{
	while (c->skipping) {
		char *lf = memchr(c->room + c->at, '\n', c->end - c->at);
		size_t next = lf ? (size_t)(lf - c->room) + 1 : c->end;

		c->offset += next - c->at;
		c->at = next;
		if (lf) {
			c->line++;
			c->skipping = false;
		} else if (c->over) {
			return FOUND_END;
		} else if (!refill(c)) {
			return FOUND_FAULT;
		}
	}
	return FOUND_LINE;
}

/* Leaves the record behind and finds the first line of the next. */
static enum found
begin_record(struct csvin *c, struct csvin_record *r, struct stretch *line)
{
	enum found found;

	c->at += c->used;
	c->offset += c->used;
	c->line += c->lines;
	c->used = c->lines = 0;
	c->count = 0;
	if (c->skipping && (found = finish_skipping(c)) != FOUND_LINE)
		return found;
	found = find_line(c, 0, line);
	memset(r, 0, sizeof(*r));
	r->line = c->line;
	r->offset = c->offset;
	return found;
}

static void
end_record(struct csvin *c, struct csvin_record *r, const struct stretch *last,
	uint64_t lines)
{
	c->used = last->next;
	c->lines = lines;
	r->raw = (struct span){ c->room + c->at, last->end };
	r->cells = c->cells;
	r->count = c->count;
}

/* A line of more than CSVIN_BYTES: its beginning is all that is shown. */
static enum csvin_result
too_long(struct csvin *c, struct csvin_record *r)
{
	r->raw = (struct span){ c->room + c->at, CSVIN_BYTES };
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
split_plain(struct csvin *c, const struct stretch *line)
{
	const char *at = c->room + c->at + line->begin;
	const char *end = c->room + c->at + line->end;
	const char *stop;

	while ((stop = memchr(at, c->dialect.delimiter, (size_t)(end - at)))) {
		*next_cell(c) = (struct span){ at, (size_t)(stop - at) };
		at = stop + 1;
	}
	*next_cell(c) = (struct span){ at, (size_t)(end - at) };
}

static void
take_cell(void *bytes, size_t n, void *context)
{
	struct csvin *c = context;

	/* Where it stands is set when the text has stopped moving. */
	*next_cell(c) = (struct span){ NULL, n };
	buf_add(&c->text, (struct span){ bytes, n });
}

static void
take_row(int byte, void *context)
{
	struct csvin *c = context;

	(void)byte;
	c->row_done = true;
}

static void
place_cells(struct csvin *c)
{
	const char *at = buf_string(&c->text);

	for (size_t i = 0; i < c->count; i++) {
		c->cells[i].at = at;
		at += c->cells[i].len;
	}
}

/* Feeds bytes to libcsv; returns how many it took before it objected. */
static size_t
feed(struct csvin *c, struct span bytes)
{
	return csv_parse(&c->parser, bytes.at, bytes.len, take_cell, take_row, c);
}

/* One line for libcsv. A CR within it is text, though libcsv would end the
 * record there: only the line's end is fed with libcsv's own idea of ends. */
static size_t
feed_line(struct csvin *c, struct span body, struct span ending)
{
	size_t taken = body.len;

	if (body.len) {
		if (memchr(body.at, '\r', body.len))
			csv_set_term_func(&c->parser, only_lf);
		taken = feed(c, body);
		csv_set_term_func(&c->parser, NULL);
	}
	if (taken == body.len)
		taken += feed(c, ending);
	return taken;
}

/* libcsv knows doubled quotes only. Rewrites `\"` as `""` and `\\` as `\`
 * inside quotes, into `plain`; *open says whether the line begins and ends
 * inside them. Stops when `enough` bytes are written; returns the bytes read. */
static size_t
double_quotes(struct csvin *c, struct span body, bool *open, size_t enough)
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
last_opened(const struct csvin *c, size_t stop)
{
	const char *at = c->room + c->at;
	size_t opened = SIZE_MAX;
	bool inside = false;

	for (size_t i = 0; i < stop; i++) {
		if (inside && c->dialect.escape >= 0
			&& at[i] == (char)c->dialect.escape) {
			i++;
		} else if (at[i] == (char)c->dialect.quote) {
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
static enum csvin_result
malformed(struct csvin *c, struct csvin_record *r, size_t stop, bool unclosed)
{
	const char *at = c->room + c->at;
	size_t opened = last_opened(c, stop);
	struct stretch line = { 0, 0, 0 };
	uint64_t number = 0;
	const char *lf;

	if (opened != SIZE_MAX
		&& (unclosed || memchr(at + opened, '\n', stop - opened)))
		stop = opened;
	do {
		line.begin = line.next;
		lf = memchr(at + line.begin, '\n', c->end - c->at - line.begin);
		line.end = lf ? (size_t)(lf - at) : c->end - c->at;
		line.next = line.end + (lf != NULL);
		number++;
	} while (lf && line.next <= stop);
	if (line.end > line.begin && at[line.end - 1] == '\r')
		line.end--;

	c->count = 0;
	parser_renew(c);
	end_record(c, r, &line, number);
	r->fault_line = c->line + number - 1;
	r->column = stop - line.begin + 1;
	return CSVIN_MALFORMED;
}

/* One line of a quoted record. *stop is the offending byte on refusal. */
static bool
parse_line(struct csvin *c, const struct stretch *line, bool *open, size_t *stop)
{
	const char *at = c->room + c->at;
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
	taken = feed_line(c, given, ending);
	if (taken == given.len + ending.len)
		return true;
	if (c->dialect.escape >= 0)
		taken = double_quotes(c, body, &before, taken + 1) - 1;
	*stop = line->begin + taken;
	return false;
}

/* A record of which the first line holds a quote. */
static enum csvin_result
parse_quoted(struct csvin *c, struct csvin_record *r, struct stretch *line)
{
	uint64_t lines = 1;
	bool open = false;
	size_t stop;

	buf_clear(&c->text);
	c->row_done = false;
	for (;; lines++) {
		enum found found;

		if (!parse_line(c, line, &open, &stop))
			return malformed(c, r, stop, false);
		if (c->row_done)
			break;
		found = lines < CSVIN_LINES ? find_line(c, line->next, line)
			: FOUND_LONG;
		if (found == FOUND_FAULT)
			return CSVIN_FAULT;
		if (found != FOUND_LINE || line->next > CSVIN_BYTES)
			return malformed(c, r, line->next, true);
	}
	place_cells(c);
	end_record(c, r, line, lines);
	return CSVIN_RECORD;
}

static enum csvin_result
refused(struct csvin *c, struct csvin_record *r, enum found found)
{
	if (found == FOUND_LONG)
		return too_long(c, r);
	return found == FOUND_END ? CSVIN_END : CSVIN_FAULT;
}

enum csvin_result
csvin_next(struct csvin *c, struct csvin_record *r)
{
	struct stretch line;
	enum found found = begin_record(c, r, &line);
	const char *at;

	if (found != FOUND_LINE)
		return refused(c, r, found);
	at = c->room + c->at;
	if (c->dialect.quote >= 0 && line.end && (c->exact
		|| memchr(at, c->dialect.quote, line.end)))
		return parse_quoted(c, r, &line);
	if (line.end)
		split_plain(c, &line);
	end_record(c, r, &line, 1);
	return CSVIN_RECORD;
}

enum csvin_result
csvin_line(struct csvin *c, struct csvin_record *r)
{
	struct stretch line;
	enum found found = begin_record(c, r, &line);

	if (found != FOUND_LINE)
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
