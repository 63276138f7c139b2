/* SPDX-License-Identifier: MIT
 *
 * figures: the observations a judgement rests on, found by measure, unit and
 * month: the stream's, those the book's observations.csv adds by hand, and the
 * sums of parents nobody counted.
 *
 * - By hand: a row adds to its unit, and to each parent up to the first that
 *   has a row by hand of its own for that measure and month.
 * - A unit has as its own earlier years those of the unit it succeeds.
 * - A parent without a row in a month is the sum of its children's; not where
 *   persons are counted, since one may have been at several children.
 */
#ifndef RESULT_FIGURES_H
#define RESULT_FIGURES_H

#include <stdbool.h>
#include <stdint.h>

#include "book/book.h"
#include "contract/measure.h"
#include "stream/observation.h"
#include "contract/unit.h"

struct figures;

/* An empty set; both are borrowed. */
struct figures *figures_new(const struct units *units,
	const struct measures *measures);

/* What was read of a file. */
struct figures_share {
	uint64_t rows;     /* data rows of the file */
	uint64_t rejected; /* of them, those the set did not take */
	uint64_t unused;   /* of measures that are not wanted */
	uint64_t bytes;
	int32_t first, last; /* months; last < first: none */
};

/* Adds a file of the stream. wanted: by index in measures. A measure the book
 * does not define is noted once. False after a message. */
bool figures_read(struct figures *f, const char *file, const bool wanted[],
	struct figures_share *share);
/* Adds the book's observations.csv, when there is one. False after a message
 * (78). */
bool figures_by_hand(struct figures *f, struct book *book);

/* No more is added: checks the as-of date (65), adds up, finds the parents'
 * sums. False after a message. */
bool figures_settle(struct figures *f, int32_t as_of);

/* The row of a month, whether it has figures or not, or NULL. */
const struct observation *figures_row(const struct figures *f, int measure,
	int unit, int32_t month);
/* Whether a row holds anything: one of zeros that nobody gave by hand only says
 * that its unit was looked at. */
bool figures_in(const struct observation *row);
/* The row of a month that has figures, or NULL. Rows that only hold members
 * not yet mature have none: see figures_pending(). */
const struct observation *figures_at(const struct figures *f, int measure,
	int unit, int32_t month);
/* Members of a cohort of that month who are still followed. */
uint64_t figures_pending(const struct figures *f, int measure, int unit,
	int32_t month);
/* Whether any unit has figures that month. */
bool figures_anywhere(const struct figures *f, int measure, int32_t month);
/* Whether a unit has the earlier years of one that it succeeds. */
bool figures_carried(const struct figures *f, int unit);
/* Whether there is any row, of whatever measure or source, in those months. */
bool figures_any_in(const struct figures *f, int32_t from, int32_t to);
/* Whether there is any row of the measure at a unit. */
bool figures_any_at(const struct figures *f, int measure, int unit);
/* Whether there is a row of the measure at all. */
bool figures_any(const struct figures *f, int measure);
/* Whether any row is reported by hand. */
bool figures_any_by_hand(const struct figures *f);
/* The settled set itself: its rows of coverage are for deliveries.h. */
const struct observations *figures_all(const struct figures *f);
/* The first month in which there is a row of the measure anywhere; INT32_MAX
 * when there is none. */
int32_t figures_first_anywhere(const struct figures *f, int measure);

/* The units below a unit, one level: UNIT_NONE ends the list. */
int figures_first_child(const struct figures *f, int unit);
int figures_next_child(const struct figures *f, int unit);

/* NULL is nothing to free. */
void figures_free(struct figures *f);

#endif
