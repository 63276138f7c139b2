/* SPDX-License-Identifier: MIT
 *
 * chain: a unit with its parents on a day, as a small number. What is counted
 * for a chain counts at each of its units, so that the many facts need to be
 * added once and the few sums are rolled up at the end; a unit that changes
 * its parent has one chain before and another after.
 */
#ifndef BIF_AGGREGATE_CHAIN_H
#define BIF_AGGREGATE_CHAIN_H

#include <stddef.h>
#include <stdint.h>

#include "model/unit.h"

#define CHAIN_NONE UINT32_MAX

struct chains;

struct chains *chains_new(const struct units *);

/* The chain of a unit on a day of that month; CHAIN_NONE when the unit is not
 * valid on that day. */
uint32_t chain_of(struct chains *, int unit, int32_t month, int32_t day);

/* The chain's units: the unit itself, its parent, and so on; borrowed. */
size_t chain_units(const struct chains *, uint32_t chain, const int **units);

/* Chains met so far; they are numbered from 0. */
uint32_t chain_count(const struct chains *);

void chains_free(struct chains *);

#endif
