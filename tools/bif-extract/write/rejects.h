/* SPDX-License-Identifier: MIT
 *
 * rejects: what is wrong with rows that are no records, in words, for standard
 * error and the stream of rejects (stream/reject). No run of digits that may
 * be a personal number is shown in either: a row that is not as it should be
 * may hold one anywhere. Only where there is no source, rejects are kept as
 * they were, so that they can be mended.
 *
 * All take the row whole: where columns are months, each of them is rejected.
 * Each returns how many data rows that is. Bytes and cells are counted from 1
 * for people, from 0 here.
 */
#ifndef BIF_EXTRACT_WRITE_REJECTS_H
#define BIF_EXTRACT_WRITE_REJECTS_H

#include "base/buf.h"
#include "base/span.h"
#include "bif-extract/read/columns.h"
#include "bif-extract/read/reader.h"
#include "stream/reject.h"

/* Where rejects go, and what a line of them is put together in. */
struct rejects {
	struct reject_stream stream; /* the caller opens and closes it */
	struct buf at, text, masked, message; /* rejects.c's */
};

/* Another number of cells than the header has: no cell can then be said to be
 * of a column. */
size_t rejects_count(struct rejects *f, const struct reader *r,
	const struct line *line, const struct column_map *map);

/* A quoting fault, or what line->why says; line->reason is its word in the
 * stream, where the reader has one. */
size_t rejects_quoting(struct rejects *f, const struct reader *r,
	const struct line *line, const struct column_map *map);

/* A row that is odd, but taken: only said. */
void rejects_not(struct rejects *f, const struct reader *r,
	const struct line *line);

/* Bytes in a cell that are not in the encoding; with wide != SIZE_MAX only
 * the row of that month. */
size_t rejects_encoding(struct rejects *f, const struct reader *r,
	const struct line *line, const struct column_map *map,
	const struct columns *columns, size_t cell, size_t wide);

/* A cell without a value; with wide != SIZE_MAX only the row of that month.
 * Without a source the row is taken as it stands, and the fault said: 0. */
size_t rejects_value(struct rejects *f, const struct reader *r,
	const struct line *line, const struct column_map *b,
	const struct columns *columns, const struct cell_fault *fault,
	size_t wide);

/* Frees what it holds. */
void rejects_free(struct rejects *f);

#endif
