/* SPDX-License-Identifier: MIT
 *
 * profile: what the cells of a table's columns are like: in which of them all
 * are figures (numbers, dates, times). A row that was cut in the wrong places,
 * or that belongs to another table, has words where figures should stand.
 */
#ifndef EXTRACT_PROFILE_H
#define EXTRACT_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

struct profile_column {
	size_t filled, figures;
};

struct profile {
	struct profile_column *columns;
	size_t count, rows;
};

void profile_begin(struct profile *, size_t columns);
/* A good row; after the first thousand nothing is learned any more. */
void profile_add(struct profile *, const struct span *cells);
/* How many cells that are filled have no figure where all others have. */
size_t profile_misfits(const struct profile *, const struct span *cells);
/* How many columns hold figures only. */
size_t profile_figures(const struct profile *);
void profile_free(struct profile *);

/* Digits, and what stands between them in numbers, dates and times. */
bool profile_figure(struct span cell);

#endif
