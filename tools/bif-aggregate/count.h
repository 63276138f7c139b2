/* SPDX-License-Identifier: MIT
 *
 * count: what a fact adds to a measure, and in which months. Most facts count
 * in the month of their date; days and open reach over months.
 */
#ifndef BIF_AGGREGATE_COUNT_H
#define BIF_AGGREGATE_COUNT_H

#include <stdint.h>

#include "intake.h"
#include "tally.h"

/* Months from..to, both inclusive, none when from > to; a month is counted as
 * value/period.h has it. */
struct months {
	int32_t from, to;
};

/* The months in which a fact of `day` (in `month`) until `until` (DAY_NONE:
 * open) enters this part, as known on as_of. */
struct months count_months(const struct plan_part *part, int32_t day,
	int32_t month, int32_t until, int32_t as_of);

/* The days of day..until that lie in the month, clipped at as_of. */
int32_t count_days(const struct plan_part *part, int32_t month, int32_t day,
	int32_t until, int32_t as_of);

/* Adds so many equal facts to the tally, in the month of their date. */
void count_point(struct tally *t, const struct plan_action *action,
	const struct fact *f, uint64_t times);

/* Adds so many equal facts to the tally, in the months that either side of the
 * measure reaches over; a fact enters n once in each of them. */
void count_spell(struct tally *t, const struct plan_action *action,
	const struct fact *f, int32_t as_of, uint64_t times);

#endif
