/* SPDX-License-Identifier: MIT
 *
 * ancestry: a unit with its parents on a day, as a small number. What is counted
 * for an ancestry counts at each of its units, so that the many facts need to be
 * added once and the few sums are rolled up at the end; a unit that changes
 * its parent has one ancestry before and another after.
 */
#ifndef BIF_AGGREGATE_ANCESTRY_H
#define BIF_AGGREGATE_ANCESTRY_H

#include <stddef.h>
#include <stdint.h>

#include "contract/unit.h"

#define ANCESTRY_NONE UINT32_MAX /* the unit is not there that day */

struct ancestries;

/* No ancestry is known yet; the units are borrowed. */
struct ancestries *ancestries_new(const struct units *units);

/* The ancestry of a unit on a day of that month; ANCESTRY_NONE when the unit is not
 * valid on that day. */
uint32_t ancestry_of(struct ancestries *c, int unit, int32_t month,
	int32_t day);

/* The ancestry's units: the unit itself, its parent, and so on; borrowed. */
size_t ancestry_units(const struct ancestries *c, uint32_t ancestry,
	const int **units);

/* Frees them; NULL is none. */
void ancestries_free(struct ancestries *c);

#endif
