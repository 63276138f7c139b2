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

/* No cell: all of them were in the encoding. */
#define RECORD_GOOD SIZE_MAX

/* How the rows of a file are written; what it points to is borrowed. */
struct record {
	struct out *out;
	const struct decode *decode;   /* how cells become UTF-8 */
	const struct column_map *bind; /* which cells, in which order */
	bool trim;                     /* blanks at their ends are left out */
	struct buf at;                 /* `file:`, escaped for TSV */
	struct buf plain;              /* `file:`, not escaped */
	struct buf text;               /* the cells of a record, end to end */
	size_t *lengths;               /* theirs */
	struct buf scratch;            /* of the cell at hand */
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

#endif
