/* SPDX-License-Identifier: MIT
 *
 * csv_stretch: the index of the text that csv_reader stands in, a stretch at a
 * time, and the rows it knows there.
 *
 *	linebuf   |..... left ....|at: the current record ........|end
 *	index                |begin of the stretch ....... its end|
 *	rows                      ^row: the first not left behind
 *
 * Where an irregular record ended elsewhere than the index thought, it is made
 * anew from the record behind: the rows it has are then right whatever stood
 * before.
 */
#ifndef CSV_CSV_STRETCH_H
#define CSV_CSV_STRETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"
#include "csv/csv_index.h"
#include "csv/csv_reader.h"
#include "csv/linebuf.h"

struct csv_stretch {
	bool open; /* else no row is known */
	struct csv_index index;
	size_t begin;     /* in the linebuf's bytes, after so many reads */
	uint64_t reads;   /* of it */
	size_t bytes;     /* looked at for the next index */
	size_t row, care; /* the first not before the current record */
};

/* Begins to look for such bytes; what was never opened knows no row. */
void csv_stretch_open(struct csv_stretch *stretch,
	const struct csv_index_bytes *bytes);
/* Frees it; from then on no row is known. */
void csv_stretch_close(struct csv_stretch *stretch);

/* Whether the index knows a whole row at the linebuf's `at`, where a record
 * begins. */
bool csv_stretch_find(struct csv_stretch *stretch, const struct linebuf *in);
/* After that: whether no byte of the row is in need of care. */
bool csv_stretch_is_regular(struct csv_stretch *stretch);
/* How many cells the row has, how long it is without its line end, and where
 * the next one begins. A row without a byte has no cells. */
size_t csv_stretch_cells(const struct csv_stretch *stretch, size_t *end,
	size_t *next);
/* The row's cells, without their quotes; what doubled quotes made single
 * becomes goes to text, which has room for the row. Whether one was quoted. */
bool csv_stretch_cut(const struct csv_stretch *stretch, size_t count,
	struct buf *text, struct span *cells);
/* The regular rows of so many cells from the row on, none of which begins with
 * the byte `comment` (-1: with any); fills *rows but for its line. */
size_t csv_stretch_rows(struct csv_stretch *stretch, size_t cells, int comment,
	struct csv_rows *rows);
/* Leaves rows behind: how many bytes from `at` on they are. */
size_t csv_stretch_take(struct csv_stretch *stretch, const struct linebuf *in,
	size_t rows);

#endif
