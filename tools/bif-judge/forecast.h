/* SPDX-License-Identifier: MIT
 *
 * forecast: the value a goal will have at a later month's end, by the kind of
 * its measure and its own past (DESIGN.md section 14). How each kind is taken
 * is in MANUAL.md (What a figure is worth); nothing of it changes a status.
 */
#ifndef BIF_JUDGE_FORECAST_H
#define BIF_JUDGE_FORECAST_H

#include <stdbool.h>

#include "judge.h"

struct forecast {
	bool given; /* else the past is too short, or of no kind that goes on */
	bool certain;            /* there is nothing more to come */
	struct ratio value;      /* the middle of what is expected */
	struct ratio low, high;  /* 80 % of the time it ends in between */
	struct ratio chance_met; /* from 0 to 1 */
	/* that of value; VERDICT_NONE where low..high holds all three */
	enum verdict_status outlook;
};

/* From what is known at the case's own moment (c->now), of the months up to
 * end->last; held against what is expected then. */
struct forecast forecast_of(const struct judge_case *c,
	const struct year_progress *end, const struct expectation *expected);

#endif
