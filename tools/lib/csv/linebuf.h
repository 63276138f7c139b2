/* SPDX-License-Identifier: MIT
 *
 * linebuf: what has been read of a source and not yet left behind, and its
 * physical lines.
 *
 *	bytes        at          at + from     end       cap
 *	|- left ----|- record ---|- line ------|- free --|- slack -|
 *
 * Who reads moves `at`; what stands from there on is kept, and the room grows
 * as far as a caller looks ahead. Each read may move the bytes, so lines are
 * told as positions from `at`. Ctrl-Z at the very end of a source is DOS's end
 * of file and no text, but for CSV_NEWLINE_STRICT, which leaves it to the
 * rules for rows.
 */
#ifndef CSV_LINEBUF_H
#define CSV_LINEBUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "csv/csv_reader.h"
#include "io/source.h"

/* Bytes after those read that may be looked at; the first of them is NUL, for
 * readers of strings. */
#define LINEBUF_SLACK 64
/* Bytes that linebuf_byte() can be asked for in turn. */
#define LINEBUF_MARKS 2

/* The first such byte in [from, upto) of the room; SIZE_MAX: none there. */
struct linebuf_mark {
	char byte;
	size_t from, upto;
	size_t at;
};

struct linebuf {
	struct source *source;
	enum csv_newline newline;
	size_t most; /* bytes of a line, without its end */
	char *bytes;
	size_t cap;     /* without the slack */
	size_t at;      /* where the current record begins */
	size_t end;     /* of what has been read */
	bool over;      /* the source has no more */
	uint64_t reads; /* each may have moved the bytes */
	/* the caller's, then those of LF and CR */
	struct linebuf_mark marks[LINEBUF_MARKS + 2];
};

/* A line, as positions from `at`. */
struct linebuf_line {
	size_t begin;
	size_t end;  /* without the line end */
	size_t next; /* where the next line begins */
};

/* What looking for a line came to. */
enum linebuf_result {
	LINEBUF_FOUND,
	LINEBUF_END,  /* no more lines */
	LINEBUF_LONG, /* longer than `most`: `most` bytes of it are there */
	LINEBUF_FAULT /* reading failed, said */
};

/* Begins to read lines of at most `most` bytes; does not own the source. */
void linebuf_open(struct linebuf *buffer, struct source *source,
	enum csv_newline newline, size_t most);
/* Gives the room back. */
void linebuf_close(struct linebuf *buffer);

/* Finds the line that begins `from` bytes after `at`, and reads the whole of
 * it. Whether it is too long does not depend on how much had been read. */
enum linebuf_result linebuf_find(struct linebuf *buffer, size_t from,
	struct linebuf_line *line);

/* The position from `at` of the first such byte in [from, to), or `to`. What
 * was found is remembered for the next call with this slot, so that asking
 * line by line costs no more than one pass. */
size_t linebuf_byte(struct linebuf *buffer, unsigned slot, char byte,
	size_t from, size_t to);

/* Leaves the line behind that begins at `at`, however long it is; false when
 * reading failed. */
bool linebuf_pass_line(struct linebuf *buffer);

/* The bytes from `at` on, until the next read. */
static inline const char *
linebuf_text(const struct linebuf *buffer)
{
	return buffer->bytes + buffer->at;
}

#endif
