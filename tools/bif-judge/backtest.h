/* SPDX-License-Identifier: MIT
 *
 * backtest: how good forecasts of this year would have been (DESIGN.md section
 * 14): each is made again as it would have been made at the end of an earlier
 * month, and held against what is known now. From observations alone.
 */
#ifndef BIF_JUDGE_BACKTEST_H
#define BIF_JUDGE_BACKTEST_H

#include "io/out.h"
#include "schedule.h"

/* A row for each goal with forecasts, over all its units, and one for all
 * goals together, `*`. The figures are settled and the coverage is taken. */
void backtest(const struct schedule *d, struct out *out);

#endif
