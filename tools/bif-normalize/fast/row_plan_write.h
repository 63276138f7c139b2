/* SPDX-License-Identifier: MIT
 *
 * row_plan_write: the lines of rows whose shape is known: stretches of fixed text
 * and the texts of cells, put side by side in the output's own room.
 *
 * Copies of one size, mostly of more bytes than are needed, are the quickest:
 * so there is always room for VALUE_CACHE_WIDTH bytes more.
 */
#ifndef BIF_NORMALIZE_FAST_ROW_PLAN_WRITE_H
#define BIF_NORMALIZE_FAST_ROW_PLAN_WRITE_H

#include "column.h"
#include "io/out.h"
#include "row_plan.h"

struct row_plan_write {
	struct out *out;
	const struct columns *columns;
	size_t at_cell; /* the input's column `at` */
	/* the rest is row_plan_write.c's: the room, filled up to `to`; NULL: none
	 * was asked for since it was handed back */
	char *room, *to, *limit;
};

/* Writes the facts of a row of columns->rows. */
void row_plan_write_row(struct row_plan_write *, const struct row_plan *,
	size_t row);

/* Before anybody else writes to out. */
void row_plan_write_pause(struct row_plan_write *);

#endif
