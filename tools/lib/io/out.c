/* SPDX-License-Identifier: MIT
 *
 * Gathers rows in one block and hands it to the sink when it is full. How a cell
 * is escaped is escape.c's, where the bytes go is sink.c's.
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

struct out {
	struct sink *sink;
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
	o = mem_new(1, sizeof(*o));
	o->sink = sink;
	o->format = format;
	o->cap = ROOM_SIZE;
	o->room = mem_resize(NULL, o->cap, 1);
	ledger_pipe_begin(sink_fd(sink));
	return o;
}

static void
flush(struct out *o)
{
	if (!o->failed && !sink_write(o->sink, o->room, o->len))
		o->failed = true;
	o->bytes += o->len;
	o->len = 0;
}

static void
make_room(struct out *o, size_t n)
{
	flush(o);
	if (o->cap < n)
		o->room = mem_grow(o->room, &o->cap, n, 1);
}

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

/* The names as JSON keys, each with its colon. */
static void
make_keys(struct out *o, const char *const names[], size_t n)
{
	size_t room = 0;
	char *to;

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
}

void
out_columns(struct out *o, const char *const names[], size_t n)
{
	o->columns = n;
	if (o->format == OUT_JSONL) {
		make_keys(o, names, n);
		return;
	}
	for (size_t i = 0; i < n; i++)
		out_cell(o, span_of(names[i]));
	out_row(o);
	o->rows--;
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

static size_t
key_room(const struct out *o)
{
	return o->keys && o->column < o->columns ? o->keys[o->column].len : 0;
}

void
out_cell(struct out *o, struct span value)
{
	char *from = room(o, ESCAPE_ROOM(value.len) + key_room(o) + 8);
	char *to = begin_cell(o, from);

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

static void
free_out(struct out *o)
{
	mem_free(o->keys);
	mem_free(o->keys_text);
	buf_free(&o->value);
	mem_free(o->room);
	mem_free(o);
}

bool
out_close(struct out *o)
{
	bool good;

	flush(o);
	ledger_pipe_end(sink_fd(o->sink), o->rows, o->bytes, diag_status());
	good = !o->failed;
	if (good)
		good = sink_publish(o->sink);
	else
		sink_drop(o->sink);
	free_out(o);
	return good;
}

void
out_drop(struct out *o)
{
	/* A reader at the other end of a pipe is told why; without a status
	 * that says so, the mark is left out and tells the same. */
	if (diag_status() >= STATUS_USAGE)
		ledger_pipe_end(sink_fd(o->sink), o->rows, o->bytes,
			diag_status());
	sink_drop(o->sink);
	free_out(o);
}
