/* SPDX-License-Identifier: MIT
 *
 * column_kinds: what the cells of a table's columns are like: in which of them all
 * are figures (numbers, dates, times). A row that was cut in the wrong places,
 * or that belongs to another table, has words where figures should stand.
 */
#ifndef BIF_EXTRACT_READ_COLUMN_KINDS_H
#define BIF_EXTRACT_READ_COLUMN_KINDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* How many cells of a column were filled, and how many of them with figures. */
struct kinds_column {
	size_t filled, figures;
};

/* What was learned of a table's columns. */
struct column_kinds {
	struct kinds_column *columns;
	size_t count, rows; /* of columns; of rows they were learned from */
};

/* Begins with a table of so many columns; what was known is forgotten. */
void column_kinds_begin(struct column_kinds *kinds, size_t columns);
/* A good row; after the first thousand nothing is learned any more. */
void column_kinds_add(struct column_kinds *kinds, const struct span *cells);
/* Whether nothing more is learned, so that a doubt is a matter of one row. */
bool column_kinds_learned(const struct column_kinds *kinds);
/* Whether all filled cells of a column were figures. */
bool column_kinds_holds_figures(const struct column_kinds *kinds,
	size_t column);
/* How many cells that are filled have no figure where all others have. */
size_t column_kinds_misfits(const struct column_kinds *kinds,
	const struct span *cells);
/* How many columns hold figures only. */
size_t column_kinds_figures(const struct column_kinds *kinds);
/* Frees what it holds. */
void column_kinds_free(struct column_kinds *kinds);

/* Digits, and what stands between them in numbers, dates and times. */
bool column_kinds_figure(struct span cell);

#endif
