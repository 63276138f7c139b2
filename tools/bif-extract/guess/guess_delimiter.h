/* SPDX-License-Identifier: MIT
 *
 * guess_delimiter: which marks may split a text's lines, which may quote, and
 * how well a dialect cuts a text: most rows have the same number of cells, the
 * cells of a column are of one kind, and none holds what else might split it.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_DELIMITER_H
#define BIF_EXTRACT_GUESS_GUESS_DELIMITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "grid.h"
#include "csv/csv_dialect.h"

#define DELIMITER_MOST 64
#define DELIMITER_LONGEST 4

/* Marks that are worth a trial. */
struct delimiter_list {
	char marks[DELIMITER_MOST][DELIMITER_LONGEST + 4];
	size_t count;
};

/* The usual ones, every mark that many lines hold, and the longer ones that a
 * mark never stands without; last the empty text: nothing splits. */
void delimiter_candidates(struct delimiter_list *list, struct span text);

/* Whether a mark stands at both ends of cells, as quotes do. */
bool delimiter_quoted(struct span text, struct span delimiter,
	struct span quote);
/* Whether a backslash stands before quotes. */
bool delimiter_escaped(struct span text, struct span quote);

/* Scores and shares are of a thousand. */
#define GUESS_WHOLE 1000u

/* Marks that many lines hold, besides the one that is tried. */
struct guess_marks {
	bool is[128];
};

/* A dialect that is tried, and how well it does. */
struct guess_trial {
	struct csv_dialect dialect;
	unsigned score;
	bool decimals; /* its cells are, all */
	size_t cells;  /* of most rows */
	size_t rows;   /* that have so many */
	size_t filled; /* rows that are not empty */
	size_t odd;    /* rows that are not well quoted */
	size_t quoted; /* rows with a cell in quotes */
};

/* Sets all but the dialect, from what it made of the text. */
void guess_score(struct guess_trial *t, const struct grid *g,
	const struct guess_marks *m);
/* A share of a share. */
unsigned guess_score_times(unsigned a, unsigned b);

#endif
