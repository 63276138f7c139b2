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

struct outlook {
	bool has_projected;
	struct ratio projected;     /* at the due date, by the goal's path */
	enum verdict_status status; /* its status; VERDICT_NONE: unknown */
	struct ratio target;        /* the edge it is held against */
	bool has_required;
	struct ratio required; /* over the rest of the year */
	enum verdict_trend trend;
};

/* Empty unless the case ended with a verdict. */
struct outlook outlook_of(const struct judge_case *c);

#endif
