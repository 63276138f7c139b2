/* SPDX-License-Identifier: MIT
 *
 * verdict: the stream of verdicts (DESIGN.md sections 3 and 7), its writer
 * and its reader. bif-judge writes it, bif-render reads it.
 *
 * Numbers stay text, as they were printed: a printed number never contradicts
 * its status, and nobody downstream rounds again. Columns are those of
 * stream_verdicts; the words below are the only ones a cell may hold.
 */
#ifndef STREAM_VERDICT_H
#define STREAM_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/span.h"
#include "io/out.h"
#include "stream/stream.h"

/* In the order in which they are tried; the first three are verdicts, the
 * others say why there is none. NONE: an empty cell (original_status and
 * outlook may be empty). */
enum verdict_status {
	VERDICT_MET,
	VERDICT_NEAR,
	VERDICT_OFF,
	VERDICT_NOT_APPLICABLE,
	VERDICT_WITHDRAWN,
	VERDICT_NOT_DUE,
	VERDICT_NOT_DELIVERED,
	VERDICT_NOT_MATURE,
	VERDICT_NO_DATA,
	VERDICT_UNDEFINED,
	VERDICT_HIDDEN, /* a report's: it would tell a small count */
	VERDICT_STATUSES,
	VERDICT_NONE = VERDICT_STATUSES
};
/* met near off not_applicable withdrawn not_due not_delivered not_mature
 * no_data undefined hidden, and "" for VERDICT_NONE. */
extern const char *const verdict_statuses[VERDICT_STATUSES + 1];

/* Whether it is met, near or off. */
static inline bool
verdict_given(enum verdict_status status)
{
	return status <= VERDICT_OFF;
}

/* Whether the figure moved the right way. */
enum verdict_trend { TREND_NONE, TREND_BETTER, TREND_SAME, TREND_WORSE };
extern const char *const verdict_trends[4]; /* "", better, same, worse */

/* Flags, a set; written in this order, split by single spaces. */
enum verdict_flag {
	FLAG_STANDARD_BAND = 1, /* the goal has no band of its own */
	FLAG_REVISED = 2,       /* the target is not the first decided one */
	FLAG_SMALL_N = 4,       /* n below the book's limit */
	FLAG_SENSITIVE = 8,     /* another reading gives another status */
	FLAG_INCOMPLETE = 16,   /* an unchecked goal lacks a month */
	FLAG_MANUAL = 32,       /* figures reported by hand */
	FLAG_PRELIMINARY = 64,  /* the source says so */
	FLAG_LAGGED = 128,      /* judged as of the reach, before as-of */
	FLAG_UNCHECKED = 256,   /* nobody can tell whether all has come */
	FLAG_NO_ROWS = 512,     /* a zero that rests on no row at all */
	FLAG_UNSURE = 1024,     /* the rejected rows could change the status */
	FLAG_WITHIN_CHANCE = 2048, /* chance alone gives this as often */
	FLAG_HYPOTHETICAL = 4096   /* a what-if */
};
#define VERDICT_FLAG_COUNT 13

/* A row: the values that reports decide by, and where all of its cells are as
 * texts. A large book has millions, so it is small, and its texts may be in a
 * file (io/spill.h) that is looked into where somebody asks. */
struct verdict {
	const char *row;  /* for verdict_cell() */
	const char *file; /* and line: for messages */
	uint64_t line;
	int32_t as_of; /* a day */
	int32_t due;   /* a day, or DAY_NONE */
	int16_t year;
	uint16_t flags;
	enum verdict_status status : 8;
	enum verdict_status outlook : 8, original_status : 8; /* may be NONE */
	enum verdict_trend trend : 8;
};

/* A cell, unescaped; empty: no value. It lives as long as the verdict. */
struct span verdict_cell(const struct verdict *v, enum verdict_column column);
/* The day that its targets are known at, or DAY_NONE. */
int32_t verdict_known_at(const struct verdict *v);
/* All cells of a row. */
void verdict_cells(const struct verdict *v, struct span cells[VERDICT_COLUMNS]);
/* Adds cells as a row, for a verdict's `row`. */
void verdict_pack(struct buf *row, const struct span cells[VERDICT_COLUMNS]);

/* All rows of all files. */
struct verdicts {
	size_t count; /* in the order they were read */
	const struct verdict *list;
	uint64_t bytes; /* of all files, as streams */
};

/* Reads all rows of all files ("-": standard input) into the arena. Needed
 * are year, unit, goal, as_of and status; other columns may be absent and are
 * then empty. NULL after a message: 65 for an unknown word, a bad date or a
 * missing column, 66 and 74 as the reader has it, 73 and 74 of the file that
 * holds the texts of many. */
const struct verdicts *verdict_load(struct arena *arena,
	const char *const files[], size_t nfiles);

/* The flags as words, appended to a buffer. */
void verdict_print_flags(struct buf *b, unsigned flags);

#endif
