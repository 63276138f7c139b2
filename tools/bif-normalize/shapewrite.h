/* SPDX-License-Identifier: MIT
 *
 * shapewrite: the lines of rows whose shape is known: stretches of fixed text
 * and the texts of cells, put side by side in the output's own room.
 *
 * Copies of one size, mostly of more bytes than are needed, are the quickest:
 * so there is always room for KNOWN_WIDTH bytes more.
 */
#ifndef BIF_NORMALIZE_SHAPEWRITE_H
#define BIF_NORMALIZE_SHAPEWRITE_H

#include "column.h"
#include "io/out.h"
#include "shape.h"

struct shapewrite {
	struct out *out;
	const struct columns *columns;
	size_t at_cell; /* the input's column `at` */
	/* the rest is shapewrite.c's: the room, filled up to `to`; NULL: none
	 * was asked for since it was handed back */
	char *room, *to, *limit;
};

/* Writes the facts of a row of columns->rows. */
void shapewrite_row(struct shapewrite *, const struct shape *, size_t row);

/* Before anybody else writes to out. */
void shapewrite_pause(struct shapewrite *);

#endif
