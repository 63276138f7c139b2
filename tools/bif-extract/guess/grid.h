/* SPDX-License-Identifier: MIT
 *
 * grid: a sample's text cut into records by some dialect, and what each cell
 * looks like without its column.
 */
#ifndef BIF_EXTRACT_GUESS_GRID_H
#define BIF_EXTRACT_GUESS_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/span.h"
#include "csv/csv_dialect.h"

struct grid_row {
	uint64_t line;
	size_t lines;
	size_t count;
	const struct span *cells;
	struct span raw;
	size_t filled; /* cells that hold more than blanks */
	bool odd;      /* it is not sound */
	bool quoted;
};

struct grid {
	struct arena *arena;
	struct grid_row *rows;
	size_t count, cap;
	size_t usual;      /* cells that most rows have */
	size_t usual_rows; /* how many have them */
	size_t odd;
	size_t filled_rows; /* that are not empty */
};

/* At most so many rows, read as if each should have `expected` cells; 0: any
 * number. */
void grid_read(struct grid *g, struct span text, const struct csv_dialect *d,
	size_t rows, size_t expected);
/* Of rows that came from elsewhere. */
void grid_begin(struct grid *g);
void grid_add(struct grid *g, const struct grid_row *row);
void grid_end(struct grid *g);
void grid_free(struct grid *g);

/* What a cell looks like. */
enum guess_kind {
	KIND_EMPTY,
	KIND_FIGURE, /* one number, date or time */
	KIND_MARKER, /* of what is missing or kept back: `<5`, `..`, `NA` */
	KIND_WORDS,
	KIND_MIXED /* what other delimiters would split */
};

enum guess_kind guess_kind(struct span cell);

#endif
