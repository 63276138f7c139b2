/* SPDX-License-Identifier: MIT
 *
 * outlook: where a goal is heading, and whether it does better than last year.
 * None of it changes the status. What each number is, by path and window, is
 * in MANUAL.md (Looking ahead).
 */
#ifndef BIF_JUDGE_OUTLOOK_H
#define BIF_JUDGE_OUTLOOK_H

#include <stdbool.h>

#include "judge.h"

/* The value a goal will have at a later month's end, by the kind of its measure
 * and its own past (DESIGN.md section 14). How each kind is taken is in
 * MANUAL.md (What a figure is worth). */
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

/* What follows from a verdict. */
struct outlook {
	struct forecast forecast; /* for the due date */
	bool has_required;        /* the rest of the year can be asked for */
	struct ratio required;    /* over the rest of the year */
	enum verdict_trend trend; /* against the same period last year */
};

/* All that is told beside a verdict of what is to come. Empty unless the case ended with a verdict. Without a forecast what is
 * required and the trend stand alone. */
struct outlook outlook_of(const struct judge_case *c, bool with_forecast);

/* The value at the due date if the rest of the path goes on at the pace so
 * far; false when the path has no pace. What forecasts are held against. */
bool outlook_pace(const struct judge_case *c, struct ratio *value);

#endif
