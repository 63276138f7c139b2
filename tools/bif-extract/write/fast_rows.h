/* SPDX-License-Identifier: MIT
 *
 * fast_rows: rows that hold no surprise, written as TSV from where the index says
 * their cells stand. Any other row ends a run of them, and is left to the loop
 * that asks all questions: a row that may be no data row, has another number
 * of cells, or a cell that is not in the encoding.
 */
#ifndef BIF_EXTRACT_WRITE_FAST_ROWS_H
#define BIF_EXTRACT_WRITE_FAST_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "bif-extract/read/columns.h"
#include "bif-extract/read/reader.h"
#include "record.h"
#include "bif-extract/read/row_filter.h"

/* A wanted cell. */
struct quick_cell {
	uint32_t at;   /* its number in the row, from 0 */
	uint32_t last; /* 1: a CR may follow it */
};

/* What is known of a file before its rows are taken in runs. */
struct fast_rows {
	bool possible; /* the definition asks nothing that only one row tells */
	const struct reader *reader; /* borrowed, as are the next two */
	const struct row_filter
		*sift;           /* says which first bytes a row may have */
	struct record *record;   /* to whose output rows are written */
	size_t cells;            /* in a row */
	size_t count;            /* wanted */
	struct quick_cell *list; /* in the order of the records */
	/* tolerant: the cells that hold figures, once that is known */
	uint32_t *figures;
	size_t nfigures;
	const struct decode_letter *letters; /* of one byte each, or NULL */
	bool utf8;                           /* the file is in it */
	bool trim;                           /* cells are without blanks */
	size_t trailing; /* so many cells at the end of each row are empty */
	int quote;       /* a byte, or -1 */
	/* `file:` and the line's number, but for its last two digits */
	struct buf at;
};

/* After row_filter_open() and record_open(), which are borrowed. */
void fast_rows_open(struct fast_rows *fast, const struct reader *reader,
	const struct row_filter *filter, const struct column_map *map,
	struct record *record);
/* Writes the rows from here on that it can, some at a time; how many they
 * were. 0: the next row is not one of them. */
size_t fast_rows_rows(struct fast_rows *fast);
/* Frees what it holds. */
void fast_rows_close(struct fast_rows *fast);

#endif
