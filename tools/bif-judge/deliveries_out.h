/* SPDX-License-Identifier: MIT
 *
 * deliveries_out: the stream of deliveries (--deliveries FILE): a row for each
 * source, and each unit that is monthly in it, for each month from the first
 * that a goal needs to as-of; of untested sources one row without a month.
 */
#ifndef BIF_JUDGE_DELIVERIES_OUT_H
#define BIF_JUDGE_DELIVERIES_OUT_H

#include "schedule.h"

/* Writes the file whole. False after a message (73, 74). */
bool deliveries_out(const struct schedule *d, const char *file,
	enum out_format format);

/* Says which names in rejected rows no unit ever had, with their rows. */
void deliveries_out_unknown(const struct judge_context *context);

#endif
