/* SPDX-License-Identifier: MIT
 *
 * guess_table: which rows of a grid are the table: its header, its first and
 * last row, and which lines in it are none (titles, totals, rulers, notes).
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_TABLE_H
#define BIF_EXTRACT_GUESS_GUESS_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "grid.h"
#include "source/export.h"
#include "value/pattern.h"
#include "value/text.h"

#define GUESS_RULES 16

/* A rule of the source: a pattern over the line, or over a column's cell. */
struct guess_rule {
	struct span pattern; /* POSIX extended */
	struct pattern *compiled;
	size_t column; /* SIZE_MAX: the line */
	size_t times;
};

struct guess_table {
	struct arena *arena;
	size_t columns; /* the frame's left out */
	bool frame;     /* the delimiter stands at both ends */
	bool trim;      /* cells are padded */

	size_t header;                  /* row of the grid */
	size_t headers;                 /* how many rows; 0: there is none */
	uint64_t lines[EXPORT_HEADERS]; /* theirs */
	bool carry; /* an empty cell of an upper line is that before it */
	unsigned header_sure;
	struct buf header_why;
	const struct span *names; /* of the columns; empty ones too */

	size_t first, last; /* rows of the grid: [first, last) */
	size_t rows;        /* data rows in it */
	size_t ragged, odd, repeated, blank;
	struct guess_rule skip[GUESS_RULES];
	size_t nskip;
	struct span until;   /* or empty */
	struct span control; /* or empty */
	uint64_t footer;     /* lines that no pattern knows */
	uint64_t other_line; /* another table begins, or 0 */
	size_t other_cells;
	size_t tables; /* how many there seem to be */
};

/* The cell of a row in a column of the table, trimmed; empty where the row is
 * too short. Borrowed from the grid. */
static inline struct span
guess_table_cell(const struct guess_table *t, const struct grid_row *row,
	size_t column)
{
	column += t->frame;
	return column < row->count ? text_trim(row->cells[column]) : SPAN("");
}

/* What the user has said of the header. */
struct guess_asked {
	bool given;
	size_t headers; /* 0: there is none */
	uint64_t lines[EXPORT_HEADERS];
	uint64_t skip; /* lines that are not looked at */
};

/* `whole`: the grid holds the file to its end. */
void guess_table(struct guess_table *t, const struct grid *g, bool whole,
	struct span delimiter, const struct guess_asked *asked);
/* Of a grid whose rows are data rows, all of them, behind `headers` rows of
 * names (0 or 1). */
void guess_table_of(struct guess_table *t, const struct grid *g,
	size_t headers);
/* Whether a row of the grid is a data row. */
bool guess_table_is_row(const struct guess_table *t, const struct grid *g,
	size_t i);
void guess_table_free(struct guess_table *t);

#endif
