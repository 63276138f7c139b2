/* SPDX-License-Identifier: MIT
 *
 * coverage: the sources of a book, what they can feed and what they brought,
 * put together for the measures that are judged. See deliveries.h for the
 * months of a source and reach.h for what is asked of them.
 *
 *	coverage_open(&c, book, units, measures)
 *	deliveries_not_delivered(c.deliveries, list)
 *	coverage_take(&c, figures, now)       (figures are settled)
 *	reach_of(&c, measure, unit, from, to)
 */
#ifndef RESULT_COVERAGE_H
#define RESULT_COVERAGE_H

#include <stdbool.h>

#include "book/book.h"
#include "contract/measure.h"
#include "contract/unit.h"
#include "result/figures.h"
#include "result/reach.h"
#include "result/year_progress.h"

/* Loads the sources and finds the feeds of each measure. False after a message
 * (78). What it opens is freed by coverage_close(). */
bool coverage_open(struct coverage *c, struct book *book,
	const struct units *units, const struct measures *measures);

/* Takes the rows of coverage that came with the figures, and tests them. */
void coverage_take(struct coverage *c, const struct figures *figures,
	const struct year_progress *now);

/* Frees the deliveries; the feeds are the book's. */
void coverage_close(struct coverage *c);

#endif
