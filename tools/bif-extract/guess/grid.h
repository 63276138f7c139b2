/* SPDX-License-Identifier: MIT
 *
 * grid: a sample's text cut into records by some dialect, and what each cell
 * looks like without its column. A grid owns copies of all its cells, so that
 * guesses can look at rows again and again; grid_free() ends all of them.
 */
#ifndef BIF_EXTRACT_GUESS_GRID_H
#define BIF_EXTRACT_GUESS_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/span.h"
#include "csv/csv_reader.h"

/* A record of the text, or a row of a sheet. */
struct grid_row {
	uint64_t line;            /* of the file, where it begins; from 1 */
	size_t lines;             /* that it takes */
	size_t count;             /* of its cells */
	const struct span *cells; /* in UTF-8, not trimmed */
	struct span raw;          /* as it stands in the file */
	size_t filled;            /* cells that hold more than blanks */
	bool odd;                 /* it is not sound */
	bool quoted;              /* some cell of it is */
};

/* All rows, and how wide most of them are: what is as wide as most is taken
 * for the table until something speaks against it. */
struct grid {
	struct arena *arena; /* of cells and lines; the rows are mem_grow()'s */
	struct grid_row *rows; /* in the file's order, empty ones too */
	size_t count, cap;
	size_t usual;       /* cells that most rows have */
	size_t usual_rows;  /* how many have them */
	size_t odd;         /* rows that are not sound */
	size_t filled_rows; /* that are not empty */
};

/* Cuts a text into at most so many rows, as if each should have `expected` cells;
 * 0: any number. Sets all of g. */
void grid_read(struct grid *g, struct span text, const struct csv_dialect *d,
	size_t rows, size_t expected);
/* Begins a grid of rows that came from elsewhere, such as a workbook. */
void grid_begin(struct grid *g);
/* Adds a copy of a row, and counts how many of its cells are filled. */
void grid_add(struct grid *g, const struct grid_row *row);
/* Ends it: tells how many cells most rows have. */
void grid_end(struct grid *g);
/* Frees all rows; g can be used anew, or freed once more. */
void grid_free(struct grid *g);

/* What a cell looks like. */
enum guess_kind {
	KIND_EMPTY,
	KIND_FIGURE, /* one number, date or time */
	KIND_MARKER, /* of what is missing or kept back: `<5`, `..`, `NA` */
	KIND_WORDS,
	KIND_MIXED /* what other delimiters would split */
};

/* Tells what a cell looks like by itself, blanks around it taken off. */
enum guess_kind guess_kind(struct span cell);

#endif
