/* SPDX-License-Identifier: MIT
 *
 * record: writes rows as records: the wanted cells, decoded, in the columns'
 * order, then `at`. TSV is written straight into the output's room.
 */
#ifndef BIF_EXTRACT_WRITE_RECORD_H
#define BIF_EXTRACT_WRITE_RECORD_H

#include <stddef.h>

#include "base/buf.h"
#include "bif-extract/read/columns.h"
#include "io/decode.h"
#include "io/out.h"
#include "bif-extract/read/reader.h"
#include <stdbool.h>
#include <stdint.h>
#include "bif-extract/read/row_filter.h"

/* No cell: all of them were in the encoding. */
#define RECORD_GOOD SIZE_MAX

/* How the rows of a file are written; what it points to is borrowed. */
struct record {
	struct out *out;
	const struct decode *decode;  /* how cells become UTF-8 */
	const struct column_map *map; /* which cells, in which order */
	bool trim;                    /* blanks at their ends are left out */
	struct buf at;                /* `file:`, escaped for TSV */
	struct buf plain;             /* `file:`, not escaped */
	struct buf text;              /* the cells of a record, end to end */
	size_t *lengths;              /* theirs */
	struct buf scratch;           /* of the cell at hand */
};

/* The header: names of columns, wide ones and `at`. */
void record_header(struct out *out, const struct export *def,
	const struct columns *columns);

/* Begins with a file, whose columns are bound. */
void record_open(struct record *record, struct out *out,
	const struct reader *reader, const struct column_map *map);
/* Writes a row; with wide != SIZE_MAX the record of that wide column.
 * RECORD_GOOD, or the cell that is not in the encoding: nothing is written. */
size_t record_write(struct record *record, const struct line *line,
	size_t wide);
/* Room for a cell as TSV, and what is written beyond its end. */
#define RECORD_CELL_ROOM(n) ((n)*DECODE_GROWTH * 2 + 16)
/* Writes a cell as TSV, decoded and escaped, to where there is such room.
 * Returns the end of it; NULL when it is not in the encoding. */
char *record_cell(struct record *record, char *to, struct span cell);
/* Writes a line's number, of at most so many digits; what follows is the
 * caller's. */
#define RECORD_NUMBER_ROOM 20
char *record_number(char *to, uint64_t number);
/* Frees what it holds. */
void record_close(struct record *record);

/* fast_rows: rows that hold no surprise, written as TSV from where the index says
 * their cells stand. Any other row ends a run of them, and is left to the loop
 * that asks all questions: a row that may be no data row, has another number
 * of cells, or a cell that is not in the encoding.
 */

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
		*filter;         /* says which first bytes a row may have */
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
