/* SPDX-License-Identifier: MIT
 *
 * guess_table: which rows of a grid are the table: its header, its first and
 * last row, and which lines in it are none (titles, totals, rulers, notes).
 *
 *	Report of June                 above: not in the table
 *	Unit;Date;Number               header, with `headers` lines
 *	North;2010-06-01;7             first
 *	-----;----------;---           skip: a ruler
 *	Total;;7                       skip: a total, told by its first cell
 *	South;2010-06-02;3             last - 1
 *	Source: the register           until, footer: notes
 *	Number of rows: 2              control
 *
 * What is in doubt is a row: a row too many is rejected and seen, one too few
 * is lost.
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

/* More patterns than this are no rules but chance. */
#define GUESS_RULES 16

/* A rule of the source: a pattern over the line, or over a column's cell. */
struct guess_rule {
	struct span pattern; /* POSIX extended */
	struct pattern *compiled;
	size_t column; /* SIZE_MAX: the line */
	size_t times;
};

/* What was found. Texts are in the arena or borrowed from the grid, which must
 * live as long. */
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
	size_t ragged;      /* rows of another number of cells */
	size_t odd;         /* rows that are not well quoted */
	size_t repeated;    /* lines of the header, once more */
	size_t blank;       /* lines that are empty */
	struct guess_rule skip[GUESS_RULES];
	size_t nskip;
	struct span until;   /* or empty */
	struct span control; /* or empty */
	uint64_t no_total; /* line called a total that adds nothing up, or 0 */
	uint64_t footer;   /* lines that no pattern knows */
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

/* What the user has said of the header; it is not doubted. */
struct guess_asked {
	bool given;
	size_t headers; /* 0: there is none */
	uint64_t lines[EXPORT_HEADERS];
	uint64_t skip; /* lines that are not looked at */
};

/* Finds the table in a grid that was cut at `delimiter`; sets all of t. `whole`:
 * the grid holds the file to its end, so that notes at the foot can be told. */
void guess_table(struct guess_table *t, const struct grid *g, bool whole,
	struct span delimiter, const struct guess_asked *asked);
/* Sets all of t from a grid whose rows are data rows, all of them, behind
 * `headers` rows of names (0 or 1). */
void guess_table_of(struct guess_table *t, const struct grid *g,
	size_t headers);
/* Whether a row of the grid is a data row. */
bool guess_table_is_row(const struct guess_table *t, const struct grid *g,
	size_t i);
/* Frees names, rules and what was said of the header. */
void guess_table_free(struct guess_table *t);

/* Adds patterns that tell lines that are no rows. First those of totals, told by
 * their words; a word that many rows have is a word like any other, since a total
 * is rarer than what it adds up. */
void guess_rules_totals(struct guess_table *t, const struct grid *g);
/* Adds those of rulers, and of titles that come again between the rows. */
void guess_rules_lines(struct guess_table *t, const struct grid *g);
/* Adds those of lines behind the last row, after the rows have been counted. One
 * that tells the number of rows is a control; of the others the first begins the
 * notes. */
void guess_rules_footer(struct guess_table *t, const struct grid *g);
/* Whether a line is nothing but hyphens and the like. */
bool guess_rules_ruler(struct span line);
/* Makes a pattern of a line such as `Antal linjer: 7.202`: words, and behind them
 * the number of rows; false where the line is another. */
bool guess_rules_control(struct arena *arena, struct span line, size_t rows,
	struct span *pattern);
/* Adds a text as a pattern that matches just that. */
void guess_rules_escape(struct buf *b, struct span text);
/* Whether a rule leaves a row out. */
bool guess_rules_match(const struct guess_table *t, const struct grid_row *row);

/* Looks at the rows from t->header on; sets header, headers, lines, names,
 * first, and why; what the user has said is not doubted. */
void guess_header(struct guess_table *t, const struct grid *g,
	const struct guess_asked *asked);
/* Whether a row is a line of the header, once more. */
bool guess_header_again(const struct guess_table *t, const struct grid *g,
	size_t row);

#endif
