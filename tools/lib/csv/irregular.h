/* SPDX-License-Identifier: MIT
 *
 * irregular: records that csv_index leaves to others, inside csv/: read by
 * libcsv (csv_exact.c) where reading is strict, else cut as people would
 * (tolerant_cut.c) and, where a quote is at fault, bounded to what the fault
 * costs (tolerant_repair.c). Positions count from the linebuf's `at`, where
 * the record begins, because each read may move the bytes.
 */
#ifndef CSV_IRREGULAR_H
#define CSV_IRREGULAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"
#include "csv/csv_reader.h"
#include "csv/linebuf.h"

/* --- strict: libcsv ---------------------------------------------------- */

/* How far a quoted record may go, so that an open quote neither swallows a
 * file nor fills the memory. */
#define CSV_EXACT_LINES 1000
#define CSV_EXACT_BYTES ((size_t)1 << 20)

struct csv_exact;

/* What a record was found to be. */
struct csv_exact_record {
	const struct span *cells; /* borrowed until the next call */
	size_t count;
	uint64_t lines;
	struct linebuf_line last; /* its last line, or the one at fault */
	size_t column;            /* malformed: in that line, from 1 */
};

enum csv_exact_result {
	CSV_EXACT_RECORD,
	CSV_EXACT_MALFORMED,
	CSV_EXACT_FAULT
};

/* For a dialect that quotes, and whose escape is not its quote. */
struct csv_exact *csv_exact_open(const struct csv_bytes *dialect);
/* Reads the record of which `record->last` is the first line, and any that
 * follow it inside quotes. A quoting fault costs the lines up to the one where
 * the quote at fault was opened, and no more. */
enum csv_exact_result csv_exact_read(struct csv_exact *exact,
	struct linebuf *lines, struct csv_exact_record *record);
/* Frees it; NULL is no fault. */
void csv_exact_close(struct csv_exact *exact);

/* --- tolerant: one record cut into cells -------------------------------- */

/* A cell: it stands in the linebuf, or was made in `text`. */
struct tolerant_cell {
	size_t at, len;
	bool made;
};

/* A quoted cell of several lines: lines count from 0 in the record. */
struct tolerant_over {
	size_t open, open_line;         /* of its quote */
	size_t close_begin, close_line; /* the line that closes it */
	bool closed;
};

#define TOLERANT_CUT_OVERS 8

struct tolerant_cut {
	struct tolerant_cell *cells;
	size_t count, cap;
	struct buf text;
	size_t lines;     /* of the record */
	size_t end, next; /* of its text; where the next record begins */
	bool quoted;      /* a cell was quoted */

	/* Where it was refused: the byte, and the line it stands in. */
	size_t fault, fault_line, fault_begin;

	/* The quoted cells of several lines: the first few. */
	struct tolerant_over overs[TOLERANT_CUT_OVERS];
	size_t novers;
};

/* Cuts the record that begins with this line as RFC 4180 and libcsv would,
 * refusing what they refuse; looks at no more than limits->lines lines. When
 * `lenient`, a stray quote is text, up to the next delimiter. */
enum csv_why tolerant_cut(struct tolerant_cut *cut, struct linebuf *lines,
	const struct csv_dialect *dialect, const struct csv_limits *limits,
	struct linebuf_line line, bool lenient);
/* Begins a record anew. */
void tolerant_cut_renew(struct tolerant_cut *cut);
/* Adds a cell that stands at `at`, or was made in the cut's text there. */
void tolerant_cut_add(struct tolerant_cut *cut, size_t at, size_t len,
	bool made);
/* Where such bytes stand next in text[at..end); `end`: nowhere. */
size_t tolerant_cut_find(const char *text, size_t at, size_t end,
	struct span bytes);
/* Frees what it holds. */
void tolerant_cut_free(struct tolerant_cut *cut);

/* --- tolerant: what a fault costs --------------------------------------- */

struct tolerant_repair {
	struct linebuf *lines;
	const struct csv_dialect *dialect;
	const struct csv_limits *limits;
	size_t expected; /* cells of a row; 0: not known */
	/* In a row at fault that has as many cells as it should, those that
	 * stand in quotes lose them; a quote that is stray is text. */
	bool mend;
	/* the record that begins at the linebuf's `at` */
	struct tolerant_cut cut;
	bool was_odd; /* the one before it was malformed */

	struct tolerant_cut tried, mended;
	bool tried_sound; /* whatever the number of its cells */
};

/* The part of the text that a fault costs. */
struct tolerant_part {
	enum csv_why why;          /* CSV_SOUND: the record has no fault */
	size_t fault, fault_begin; /* the byte, its line's first byte */
	size_t fault_line;         /* from 0, in the record */
	size_t end, next;          /* of its text; where to go on */
	size_t lines;
	bool mended; /* a cell lost its quotes */
};

enum tolerant_trial {
	TOLERANT_REPAIR_BLANK,
	TOLERANT_REPAIR_ODD,
	TOLERANT_REPAIR_SOUND
};

/* Whether the line that begins there is, by itself, a sound record of so many
 * cells; 0: of more than one. *next is where the line after it begins. */
enum tolerant_trial tolerant_repair_try(struct tolerant_repair *repair,
	size_t begins, size_t cells, size_t *next);
/* Whether the record that was cut needs a second look: it is not sound, or it
 * holds cells of several lines and has not as many cells as rows have. */
bool tolerant_repair_is_doubtful(struct tolerant_repair *repair,
	enum csv_why why);
/* Takes that look: what the fault costs is cut again, as people would. */
void tolerant_repair_mend(struct tolerant_repair *repair, enum csv_why why,
	struct tolerant_part *part);
/* Frees what it holds. */
void tolerant_repair_free(struct tolerant_repair *repair);

#endif
