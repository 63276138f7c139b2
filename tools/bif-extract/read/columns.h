/* SPDX-License-Identifier: MIT
 *
 * columns: which cell of a file's rows is which column of the records. Files of
 * one source may order their columns differently; names bind them.
 */
#ifndef BIF_EXTRACT_READ_COLUMNS_H
#define BIF_EXTRACT_READ_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

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
};

struct column_map {
	struct arena *arena;
	size_t cells; /* in each row; 0: as in the first */
	size_t names_count;
	/* of the header's cells, trimmed; none without a header */
	struct span *names;
	size_t count;
	/* of each column: its cell; from `cells` on those that stand in none,
	 * `outside`, in their order */
	size_t *from;
	struct span *outside; /* in the encoding of the file */
	size_t noutside;
	size_t wide_count; /* of columns that are values */
	size_t *wide_from;
	struct span header; /* its bytes */
};

/* Binds columns to a header line (NULL: there is none). Where the definition
 * names no columns, the first header or row gives them. False after a message
 * (65) that names a column which is missing or occurs twice. */
bool columns_open(struct column_map *, const struct reader *,
	const struct line *header, struct columns *);
/* Without a header the first data row tells how many cells there are. False
 * after a message (65). A column that a sheet's name gives is bound here,
 * too. */
bool columns_first(struct column_map *, const struct reader *,
	const struct line *, struct columns *);
/* What a cell is called: as the header has it, else our name. */
struct span columns_name(const struct column_map *, const struct columns *,
	size_t cell);
/* The cell of a column, by our name or the header's; SIZE_MAX: none. */
size_t columns_find(const struct column_map *, const struct columns *,
	struct span name);
void columns_close(struct column_map *);

#endif
