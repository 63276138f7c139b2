/* SPDX-License-Identifier: MIT
 *
 * print: exact numbers as text that never contradicts the status (DESIGN.md
 * section 6), and a trial as a row of the verdicts stream.
 */
#ifndef BIF_JUDGE_PRINT_H
#define BIF_JUDGE_PRINT_H

#include "base/buf.h"
#include "io/out.h"
#include "judge.h"
#include "outlook.h"

/* The fewest decimals, but at least those given, with which two different
 * numbers print differently. */
int print_apart(struct ratio, struct ratio, int decimals);

/* The fewest decimals, but at least those given, with which the shortfall of
 * a near or off goal is not 0 and on its own side of the band. */
int print_beside(struct ratio shortfall, struct ratio band, enum verdict_status,
	int decimals);

/* The decimals of a trial's value and expected, and of its shortfall. */
int print_decimals(const struct judge_case *);
int print_shortfall_decimals(const struct judge_case *);

void print_row(struct out *, const struct judge_case *);

#endif
