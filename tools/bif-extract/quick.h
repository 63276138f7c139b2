/* SPDX-License-Identifier: MIT
 *
 * quick: rows that hold no surprise, written as TSV from where the index says
 * their cells stand. Any other row ends a run of them, and is left to the loop
 * that asks all questions: a row that may be no data row, has another number
 * of cells, or a cell that is not in the encoding.
 */
#ifndef EXTRACT_QUICK_H
#define EXTRACT_QUICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "bind.h"
#include "reader.h"
#include "record.h"
#include "sift.h"

/* A wanted cell. */
struct quick_cell {
	uint32_t at;   /* its number in the row, from 0 */
	uint32_t last; /* 1: a CR may follow it */
};

struct quick {
	bool possible;
	struct csvin *csvin;
	const struct sift *sift;
	struct record *record;
	size_t cells; /* in a row */
	size_t count; /* wanted */
	struct quick_cell *list;
	const struct decode_letter *letters;
	bool utf8;
	bool trim;
	int quote; /* a byte, or -1 */
	/* `file:` and the line's number, but for its last two digits */
	struct buf at;
};

/* After sift_open() and record_open(), which are borrowed. */
void quick_open(struct quick *, const struct reader *, const struct sift *,
	const struct bind *, struct record *);
/* Writes the rows from here on that it can, some at a time; how many they
 * were. 0: the next row is not one of them. */
size_t quick_rows(struct quick *);
void quick_close(struct quick *);

#endif
