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

/* A row, with the values that reports decide by; all cells are there as texts.
 * Goals that are in nobody's contract are most of a large book, and their rows
 * differ in the unit alone: such rows have one list of cells in common. */
struct verdict {
	/* by enum verdict_column, unescaped; empty: no value. The unit's is that
	 * of the first row that has these cells */
	const struct span *cell;
	struct span unit;
	int year;
	int32_t as_of;         /* a day */
	int32_t known_at, due; /* days, or DAY_NONE */
	enum verdict_status status;
	enum verdict_status outlook, original_status; /* may be NONE */
	enum verdict_trend trend;
	unsigned flags;
	uint64_t line; /* in its file, for messages */
	const char *file;
};

/* All rows of all files. */
struct verdicts {
	size_t count; /* in the order they were read */
	const struct verdict *list;
	uint64_t bytes; /* of all files, as streams */
};

/* Reads all rows of all files ("-": standard input) into the arena. Needed
 * are year, unit, goal, as_of and status; other columns may be absent and are
 * then empty. NULL after a message: 65 for an unknown word, a bad date or a
 * missing column, 66 and 74 as the reader has it. */
const struct verdicts *verdict_load(struct arena *arena,
	const char *const files[], size_t nfiles);

/* The flags as words, appended to a buffer. */
void verdict_print_flags(struct buf *b, unsigned flags);

#endif
