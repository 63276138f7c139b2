/* SPDX-License-Identifier: MIT
 *
 * decimals: how many decimals a number is printed with, so that what is
 * printed never contradicts the status (DESIGN.md section 6).
 */
#ifndef BIF_JUDGE_DECIMALS_H
#define BIF_JUDGE_DECIMALS_H

#include "judge.h"

/* The fewest decimals, but at least `least`, with which two different numbers
 * print differently. */
int decimals_apart(struct ratio a, struct ratio b, int least);

/* The fewest decimals, but at least `least`, with which the shortfall of a
 * goal that is near or off is not 0 and is on its own side of the band. */
int decimals_beside(struct ratio shortfall, struct ratio band,
	enum verdict_status status, int least);

/* Of value and expected of a case that has a verdict, and of its shortfall. */
int decimals_of_value(const struct judge_case *c);
int decimals_of_shortfall(const struct judge_case *c);

#endif
