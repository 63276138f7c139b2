/* SPDX-License-Identifier: MIT
 *
 * interval: the months that one side of a measure takes from a fact. Most facts
 * count in the month of their date; days and open reach over months.
 */
#ifndef BIF_AGGREGATE_INTERVAL_H
#define BIF_AGGREGATE_INTERVAL_H

#include <stdbool.h>
#include <stdint.h>

#include "plan.h"

/* Months from..to, none when from > to. */
struct months {
	int32_t from, to;
};

/* The months in which a fact of `day` (in `month`) until `until` (DAY_NONE:
 * open) enters this part, as known on as_of. */
struct months interval_months(const struct plan_part *, int32_t day,
	int32_t month, int32_t until, int32_t as_of);

/* The days of day..until that lie in the month, clipped at as_of. */
int32_t interval_days(int32_t month, int32_t day, int32_t until, int32_t as_of);

#endif
