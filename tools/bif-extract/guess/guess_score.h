/* SPDX-License-Identifier: MIT
 *
 * guess_score: how well a dialect cuts a text: most rows have the same number
 * of cells, the cells of a column are of one kind, and none holds what else
 * might split it.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_SCORE_H
#define BIF_EXTRACT_GUESS_GUESS_SCORE_H

#include <stdbool.h>
#include <stddef.h>

#include "grid.h"
#include "csv/csv_dialect.h"

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
	size_t cells, rows, filled, odd, quoted;
};

/* Sets all but the dialect, from what it made of the text. */
void guess_score(struct guess_trial *t, const struct grid *g,
	const struct guess_marks *m);
/* A share of a share. */
unsigned guess_score_times(unsigned a, unsigned b);

#endif
