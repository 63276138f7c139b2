/* SPDX-License-Identifier: MIT
 *
 * year_progress: how far a contract year has come. Only complete months count; with
 * the day calendar the window `year` also takes the running month (DESIGN.md
 * section 7).
 */
#ifndef RESULT_YEAR_PROGRESS_H
#define RESULT_YEAR_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "book/book.h"
#include "value/ratio.h"

#define YEAR_PROGRESS_MONTHS 12 /* of a contract year */

struct year_progress {
	int year;         /* the contract year's number */
	int32_t day;      /* the as-of date */
	int32_t year_end; /* the contract year's last day */
	int32_t first;    /* its first month */
	/* the last complete month; first - 1 when none of the year is */
	int32_t last;
	/* what window `year` ends with: last, or with the day calendar the
	 * month of day */
	int32_t running;
	struct ratio running_gone; /* share of the running month gone */
	struct ratio gone;         /* phi: share of the year gone */
	/* the same as it is told: 6 of 12 months, 181 of 365 days */
	int parts_gone, parts;
};

/* How far the contract year that holds a day has come on that day. */
struct year_progress year_progress_of(const struct book *book, int32_t as_of);

/* The same date so many contract years earlier. */
struct year_progress year_progress_earlier(const struct year_progress *now,
	int years);
/* The end of the contract year. */
struct year_progress year_progress_end(const struct year_progress *now);

/* Whether the moment stands inside a month that counts: the day calendar. */
static inline bool
year_progress_has_running(const struct year_progress *m)
{
	return m->running > m->last;
}

#endif
