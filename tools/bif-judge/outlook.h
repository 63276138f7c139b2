/* SPDX-License-Identifier: MIT
 *
 * outlook: where a goal is heading, and whether it does better than last year.
 * None of it changes the status. What each number is, by path and window, is
 * in MANUAL.md (Looking ahead).
 */
#ifndef BIF_JUDGE_OUTLOOK_H
#define BIF_JUDGE_OUTLOOK_H

#include <stdbool.h>

#include "forecast.h"
#include "judge.h"

struct outlook {
	struct forecast forecast; /* for the due date */
	bool has_required;
	struct ratio required; /* over the rest of the year */
	enum verdict_trend trend;
};

/* Empty unless the case ended with a verdict. Without a forecast what is
 * required and the trend stand alone. */
struct outlook outlook_of(const struct judge_case *c, bool with_forecast);

/* The value at the due date if the rest of the path goes on at the pace so
 * far; false when the path has no pace. What forecasts are held against. */
bool outlook_pace(const struct judge_case *c, struct ratio *value);

#endif
