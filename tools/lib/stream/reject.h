/* SPDX-License-Identifier: MIT
 *
 * reject: rows that were rejected and why: the stream `rejects` (DESIGN.md
 * section 3) and the messages about them. What became of all other rows is
 * told by rows.
 *
 * A row that is not as it should be may hold a personal number anywhere. The
 * words and values given here are masked by the program that knows the
 * columns; of a source with personal columns the stream is masked once more.
 */
#ifndef STREAM_REJECT_H
#define STREAM_REJECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/span.h"
#include "io/out.h"
#include "value/period.h"

/* Where rejects go. All strings are borrowed. */
struct reject_stream {
	struct out *out;    /* NULL: they are not written */
	const char *source; /* "" without one */
	const char *stage;  /* "extract", "normalize" */
	bool personal;      /* mask digits in column and value */
	struct buf room;
};

/* One rejected row, by its first fault. Borrowed. */
struct reject {
	struct span at;     /* as it is, not escaped */
	const char *reason; /* field_count, bad_date, ... */
	/* as the source names it, or empty; of a wide table its month */
	struct span column;
	struct span value; /* as found, unescaped */
	/* what could still be read, escaped, else empty */
	struct span unit;
	struct span event;
	int32_t day; /* of which the month is told; DAY_NONE: not known */
};

/* Opens the stream with its header; without a file nothing is written. False
 * after a message (73). */
bool reject_open(struct reject_stream *s, const char *file);

/* Writes a row of the stream, if there is one. */
void reject_write(struct reject_stream *s, const struct reject *r);

/* Says it to people, at most 20 of a reason: at `where` when that has a line,
 * else at the row's `at`. The run ends with status, or a worse one. */
void reject_say(enum status status, const struct reject *r, struct place where,
	const char *message);

/* Ends the stream. */
void reject_close(struct reject_stream *s);

/* The file an `at` cell stands for: without :line, #n or !sheet:row. */
struct span reject_file(struct span at);

#endif
