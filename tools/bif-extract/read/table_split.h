/* SPDX-License-Identifier: MIT
 *
 * table_split: where in a file one table ends and another begins. A table has two
 * columns or more. It begins where a line has as many cells as the next one,
 * and
 *   - the file begins, or empty lines or lines of one cell (titles, notes)
 *     stand before, and it has another number of cells than the table before,
 *     or a title stands between, or it looks like a header: text in every
 *     cell, in columns that held nothing but figures;
 *   - or it has another number of cells, and looks like a header.
 */
#ifndef BIF_EXTRACT_READ_TABLE_SPLIT_H
#define BIF_EXTRACT_READ_TABLE_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "column_kinds.h"
#include "reader.h"

struct table_split {
	/* of the table that we are in, from 1; 0: before the first */
	uint64_t number;
	size_t width;                /* its cells */
	bool parted;                 /* an empty line stood before */
	bool titled;                 /* a title stood before */
	struct column_kinds profile; /* of its rows */
};

/* Looks at the next line; `next` is how many cells the line after it has that
 * is not empty, 0 when there is none. True: it begins a table. */
bool table_split_begins(struct table_split *split, const struct line *line,
	size_t next);
/* Whether a line of as many cells as the table has seems to be another
 * table's header. */
bool table_split_other(const struct table_split *split,
	const struct line *line);
/* No text at all. */
bool table_split_empty(const struct line *line);
/* Frees what it holds. */
void table_split_free(struct table_split *split);

#endif
