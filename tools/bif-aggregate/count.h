/* SPDX-License-Identifier: MIT
 *
 * count: what facts add to the tally, so many equal ones at once.
 */
#ifndef BIF_AGGREGATE_COUNT_H
#define BIF_AGGREGATE_COUNT_H

#include <stdint.h>

#include "intake.h"
#include "tally.h"

/* In the month of the fact's date. */
void count_point(struct tally *, const struct plan_action *,
	const struct fact *, uint64_t times);

/* In the months that either side reaches over; it enters n once in each of
 * them. */
void count_spell(struct tally *, const struct plan_action *,
	const struct fact *, int32_t as_of, uint64_t times);

#endif
