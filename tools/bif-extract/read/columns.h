/* SPDX-License-Identifier: MIT
 *
 * columns: which cell of a file's rows is which column of the records. Files of
 * one source may order their columns differently; names bind them.
 */
#ifndef BIF_EXTRACT_READ_COLUMNS_H
#define BIF_EXTRACT_READ_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/span.h"
#include "reader.h"

/* The columns of the records, the same for all files of a run. */
struct columns {
	struct arena *arena;
	size_t count;               /* without wide ones and `at` */
	struct export_column *list; /* name is ours; from: in the header */
	/* from the first file's header: every file must have just these */
	bool found;
	/* What the first file's wide columns are called: files of one run that
	 * differ in them are told. */
	const char *wide_file;
	size_t wide_count;
	struct span *wide_names;
};

/* Where a column's value is no cell of the row: it is the column_map's `made`
 * of this number less COLUMNS_MADE. */
#define COLUMNS_MADE (SIZE_MAX / 2)

/* A value that stands in the file's name or between the rows, as UTF-8. */
struct made_value {
	const struct export_column *column;
	bool known; /* else no row can be taken */
	struct span text;
	struct buf room;
};

/* Where one file, or one sheet, has the columns. */
struct column_map {
	struct arena *arena; /* of all lists here; they end with the map */
	size_t cells;        /* in each row; 0: as in the first */
	size_t names_count;
	bool undivided; /* the header is one cell: said once */
	/* of the header's cells, trimmed; none without a header */
	struct span *names;
	size_t count;
	size_t *from; /* of each column: its cell, or COLUMNS_MADE + n */
	size_t nmade;
	struct made_value *made;
	/* Where columns are values: the records that a row gives, what they
	 * are called, and of each its `wide_values` cells. */
	size_t wide_count, wide_values;
	struct span *wide_names;
	size_t *wide_from;
	/* The header's cells without a name, where every cell of it has to be
	 * known: a value below one would drop out. */
	size_t nameless_count;
	size_t *nameless;
	struct span header; /* its bytes */
	/* Rows end in so many delimiters that the header has not: `cells`
	 * counts the empty cells behind them. */
	size_t trailing;
	/* Before the first row: how many names at the header's end are empty.
	 * From it on: so many cells rows may have fewer than the header;
	 * `cells` is without them. */
	size_t lacking;
};

/* Binds columns to a header line (NULL: there is none). Where the definition
 * names no columns, the first header or row gives them. False after a message
 * (65) that names a column which is missing or occurs twice. */
bool columns_open(struct column_map *map, const struct reader *reader,
	const struct line *header, struct columns *columns);
/* Without a header the first data row tells how many cells there are. False
 * after a message (65). */
bool columns_first(struct column_map *map, const struct reader *reader,
	const struct line *line, struct columns *columns);
/* What a cell is called: as the header has it, else our name. */
struct span columns_name(const struct column_map *map,
	const struct columns *columns, size_t cell);
/* The cell of a column, by our name or the header's; SIZE_MAX: none. */
size_t columns_find(const struct column_map *map, const struct columns *columns,
	struct span name);
/* Whether a cell is one of the columns. */
static inline bool
columns_bound(const struct column_map *map, size_t cell)
{
	for (size_t i = 0; i < map->count; i++)
		if (map->from[i] == cell)
			return true;
	return false;
}
/* Binds the header's cells that are values, after the others; keeps what the
 * first file has in *columns. False after a message (65). */
bool columns_wide(struct column_map *map, const struct reader *reader,
	const struct line *header, struct columns *columns);
/* Frees what it holds; one that was never opened is no fault. */
void columns_close(struct column_map *map);

/* column_names: columns as a stream has them. A stream binds by name, so each has
 * one of its own.
 */

/* A column without a name is called by its number, from 1; one whose name is
 * taken gets `_2`, `_3`, ... behind it; `at` is taken. Names are replaced in
 * place by texts in the arena. */
void columns_unique(struct arena *arena, struct span *names, size_t count);

#endif
