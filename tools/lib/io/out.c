/* SPDX-License-Identifier: MIT
 *
 * Gathers rows in one block and hands it to the sink when it is full, or to the
 * sinks of its parts, row by row. How a cell is escaped is escape.c's, where the
 * bytes go is sink.c's.
 */
#include "io/out.h"

#include <stdarg.h>

#include "base/buf.h"
#include "base/mem.h"
#include "io/escape.h"
#include "io/ledger.h"
#include "io/sink.h"
#include "value/text.h"

#define ROOM_SIZE (256 * 1024)

/* One of the files that rows are shared out to. */
struct part {
	struct sink *sink;
	struct buf rows; /* not yet handed to the sink */
};

/* An output: a sink, or parts, or memory where it has neither. */
struct out {
	struct sink *sink;  /* NULL: there are parts */
	struct part *parts; /* NULL: all rows go to the sink */
	size_t nparts;
	size_t subject; /* parts: the number of that column; none: columns */
	size_t turn;    /* parts: whose is the next row without a subject */
	enum out_format format;
	size_t columns;
	size_t column;     /* of the next cell in its row */
	struct span *keys; /* JSON: `"name":` of each column */
	char *keys_text;
	struct buf value; /* an escaped cell, unescaped */
	char *room;
	size_t len;
	size_t cap;
	uint64_t rows;
	uint64_t bytes; /* given out before those in room */
	bool failed;
};

/* An output without a place to write to, of which free_out() frees all. */
static struct out *
new_out(enum out_format format)
{
	struct out *o = mem_new(1, sizeof(*o));

	o->format = format;
	o->cap = ROOM_SIZE;
	o->room = mem_resize(NULL, o->cap, 1);
	return o;
}

/* Frees everything but the sink, which tells whether all was written. */
static void
free_out(struct out *o)
{
	for (size_t i = 0; i < o->nparts; i++)
		buf_free(&o->parts[i].rows);
	mem_free(o->parts);
	mem_free(o->keys);
	mem_free(o->keys_text);
	buf_free(&o->value);
	mem_free(o->room);
	mem_free(o);
}

struct out *
out_open(const char *file, enum out_format format)
{
	return out_open_for(file, format, false);
}

struct out *
out_open_for(const char *file, enum out_format format, bool personal)
{
	struct sink *sink = sink_open(file, personal);
	struct out *o;

	if (!sink)
		return NULL;
	o = new_out(format);
	o->sink = sink;
	ledger_pipe_begin(sink_fd(sink));
	return o;
}

struct out *
out_memory(enum out_format format)
{
	return new_out(format);
}

struct span
out_memory_span(const struct out *o)
{
	return (struct span){ o->room, o->len };
}

/* All parts or none are opened: a run that could write three of four would
 * be taken for whole. */
struct out *
out_open_parts(const char *pattern, size_t n, bool personal)
{
	const char *number = strstr(pattern, "%d");
	struct out *o = new_out(OUT_TSV);
	BUF_LOCAL name = { 0 };

	o->parts = mem_new(n, sizeof(*o->parts));
	for (; o->nparts < n; o->nparts++) {
		buf_clear(&name);
		buf_format(&name, "%.*s%zu%s", (int)(number - pattern), pattern,
			o->nparts + 1, number + 2);
		o->parts[o->nparts].sink = sink_open(buf_string(&name),
			personal);
		if (o->parts[o->nparts].sink)
			continue;
		out_drop(o);
		o = NULL;
		break;
	}
	return o;
}

/* Hands what a part has gathered to its sink. */
static void
flush_part(struct out *o, struct part *part)
{
	if (!o->failed
		&& !sink_write(part->sink, part->rows.at, part->rows.len))
		o->failed = true;
	buf_clear(&part->rows);
}

/* The part that a row goes to. It is the one of its subject; a row without a
 * subject may go to any, and goes to each in turn, so that the parts are of
 * about the same size. */
static size_t
part_of(struct out *o, const char *row, size_t len)
{
	struct span cell = { row, len };
	const char *tab;

	for (size_t i = 0; i < o->subject; i++) {
		tab = memchr(cell.at, '\t', cell.len);
		cell.len -= tab ? (size_t)(tab + 1 - cell.at) : cell.len;
		cell.at = tab ? tab + 1 : cell.at;
	}
	tab = memchr(cell.at, '\t', cell.len);
	if (tab)
		cell.len = (size_t)(tab - cell.at);
	if (o->subject < o->columns && cell.len)
		return text_part(cell, o->nparts);
	return o->turn++ % o->nparts;
}

/* Gives out what is in the room; of parts perhaps not all of it. */
static void
flush(struct out *o)
{
	if (o->parts) {
		const char *row = o->room, *end = row + o->len, *lf;

		/* Shares out the whole rows in the room; a row that is not
		 * ended stays. */
		while (row < end
			&& (lf = memchr(row, '\n', (size_t)(end - row)))) {
			size_t len = (size_t)(lf - row);
			struct part *part = &o->parts[part_of(o, row, len)];

			buf_add(&part->rows, (struct span){ row, len + 1 });
			if (part->rows.len > ROOM_SIZE)
				flush_part(o, part);
			row = lf + 1;
		}
		o->bytes += (uint64_t)(row - o->room);
		o->len = (size_t)(end - row);
		memmove(o->room, row, o->len);
		return;
	}
	if (!o->sink) /* memory keeps all of it */
		return;
	if (!o->failed && !sink_write(o->sink, o->room, o->len))
		o->failed = true;
	o->bytes += o->len;
	o->len = 0;
}

/* The rare case of room(): the room is written out, and grows where one cell is
 * larger than it. */
static void
make_room(struct out *o, size_t n)
{
	flush(o);
	if (o->cap - o->len < n)
		o->room = mem_grow(o->room, &o->cap, o->len + n, 1);
}

/* Where the next n bytes go; the caller says afterwards how many it wrote. */
static inline char *
room(struct out *o, size_t n)
{
	if (__builtin_expect(o->cap - o->len < n, 0))
		make_room(o, n);
	return o->room + o->len;
}

char *
out_room(struct out *o, size_t n)
{
	return room(o, n);
}

void
out_used(struct out *o, size_t n)
{
	o->len += n;
}

void
out_rows(struct out *o, uint64_t rows)
{
	o->rows += rows;
}

bool
out_is_tsv(const struct out *o)
{
	return o->format == OUT_TSV;
}

void
out_bytes(struct out *o, struct span bytes)
{
	if (!bytes.len)
		return;
	memcpy(out_room(o, bytes.len), bytes.at, bytes.len);
	o->len += bytes.len;
}

/* The length is found first, since a line of a report may be longer than
 * any room set aside for it. */
void
out_print(struct out *o, const char *fmt, ...)
{
	va_list list, again;
	int n;

	va_start(list, fmt);
	va_copy(again, list);
	n = vsnprintf(NULL, 0, fmt, list);
	va_end(list);
	if (n > 0) {
		vsnprintf(out_room(o, (size_t)n + 1), (size_t)n + 1, fmt,
			again);
		o->len += (size_t)n;
	}
	va_end(again);
}

/* The header is no row. Of parts each gets it. JSON has no header: the names
 * stand before each value. */
void
out_columns(struct out *o, const char *const names[], size_t n)
{
	o->columns = n;
	if (o->format == OUT_JSONL) {
		size_t room = 0;
		char *to;

		/* The names as JSON keys, each with its colon. */
		for (size_t i = 0; i < n; i++)
			room += ESCAPE_ROOM(strlen(names[i])) + 1;
		o->keys_text = to = mem_resize(NULL, room + 1, 1);
		o->keys = mem_new(n, sizeof(*o->keys));
		for (size_t i = 0; i < n; i++) {
			char *from = to;

			to = escape_json(to, span_of(names[i]));
			*to++ = ':';
			o->keys[i] = (struct span){ from, (size_t)(to - from) };
		}
		return;
	}
	for (size_t i = 0; i < n; i++) {
		out_cell(o, span_of(names[i]));
		if (strcmp(names[i], "subject") != 0)
			o->subject += o->subject == i;
	}
	out_row(o);
	o->rows--;
	for (size_t i = 0; i < o->nparts; i++)
		buf_add(&o->parts[i].rows, (struct span){ o->room, o->len });
	if (o->parts)
		o->len = 0;
	flush(o);
}

/* What stands before the value of the next cell. */
static inline char *
begin_cell(struct out *o, char *to)
{
	size_t column = o->column++;

	if (o->format == OUT_JSONL) {
		*to++ = column ? ',' : '{';
		if (column >= o->columns) /* more cells than names */
			return to;
		memcpy(to, o->keys[column].at, o->keys[column].len);
		return to + o->keys[column].len;
	}
	if (column)
		*to++ = o->format == OUT_TSV ? '\t' : ',';
	return to;
}

/* Room for the worst that escaping can make is taken at once, so that the
 * loops over bytes need not ask. */
void
out_cell(struct out *o, struct span value)
{
	char *from, *to;

	/* Most cells of a wide row are empty. */
	if (!value.len && o->format == OUT_TSV) {
		out_bytes(o, o->column++ ? SPAN("\t") : SPAN(""));
		return;
	}
	from = room(o,
		ESCAPE_ROOM(value.len)
			+ (o->keys && o->column < o->columns
					? o->keys[o->column].len
					: 0)
			+ 8);
	to = begin_cell(o, from);
	switch (o->format) {
	case OUT_TSV:
		to = escape_tsv(to, value);
		break;
	case OUT_CSV:
		/* A row of one empty cell would be a blank line. */
		if (!value.len && o->columns == 1) {
			memcpy(to, "\"\"", 2);
			to += 2;
		}
		to = escape_csv(to, value);
		break;
	case OUT_JSONL:
		if (value.len) {
			to = escape_json(to, value);
		} else {
			memcpy(to, "null", 4);
			to += 4;
		}
		break;
	}
	o->len += (size_t)(to - from);
}

void
out_count(struct out *o, uint64_t n)
{
	char room[COUNT_WIDTH];

	out_cell(o, buf_digits(n, room));
}

/* A cell of a stream goes into a stream as it is. Only other formats have
 * to undo the escapes first. */
void
out_escaped(struct out *o, struct span cell)
{
	if (o->format == OUT_TSV) {
		char *to = begin_cell(o, room(o, cell.len + 1));

		if (cell.len)
			memcpy(to, cell.at, cell.len);
		o->len = (size_t)(to - o->room) + cell.len;
		return;
	}
	if (cell.len && memchr(cell.at, '\\', cell.len)) {
		buf_clear(&o->value);
		text_unescape(&o->value, cell);
		cell = buf_span(&o->value);
	}
	out_cell(o, cell);
}

void
out_row(struct out *o)
{
	char *to = room(o, 2);

	if (o->format != OUT_TSV)
		*to++ = o->format == OUT_CSV ? '\r' : '}';
	*to++ = '\n';
	o->len = (size_t)(to - o->room);
	o->column = 0;
	o->rows++;
}

void
out_row_of(struct out *o, struct buf cells[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		out_cell(o, buf_span(&cells[i]));
		buf_free(&cells[i]);
	}
	out_row(o);
}

uint64_t
out_row_count(const struct out *o)
{
	return o->rows;
}

uint64_t
out_byte_count(const struct out *o)
{
	return o->bytes + o->len;
}

bool
out_failed(const struct out *o)
{
	return o->failed;
}

/* The end mark tells a pipe's reader how much it must have got, so it comes after
 * the last byte; a file is published after that. */
bool
out_close(struct out *o)
{
	bool good;

	flush(o);
	for (size_t i = 0; i < o->nparts; i++)
		flush_part(o, &o->parts[i]);
	if (o->sink)
		ledger_pipe_end(sink_fd(o->sink), o->rows, o->bytes,
			diag_status());
	/* All parts, or as many as can be: the rest is dropped. */
	for (size_t i = 0; i < o->nparts + (o->sink != NULL); i++) {
		struct sink *sink = o->sink ? o->sink : o->parts[i].sink;

		if (o->failed)
			sink_drop(sink);
		else
			o->failed = !sink_publish(sink);
	}
	good = !o->failed;
	free_out(o);
	return good;
}

void
out_drop(struct out *o)
{
	for (size_t i = 0; i < o->nparts; i++)
		sink_drop(o->parts[i].sink);
	/* A reader at the other end of a pipe is told why; without a status
	 * that says so, the mark is left out and tells the same. */
	if (o->sink && diag_status() >= STATUS_USAGE)
		ledger_pipe_end(sink_fd(o->sink), o->rows, o->bytes,
			diag_status());
	if (o->sink)
		sink_drop(o->sink);
	free_out(o);
}
