/* SPDX-License-Identifier: MIT
 *
 * tally: the sums, by measure, chain (or unit) and month, and how they become
 * observations.
 *
 * A sum cannot overflow while facts are counted: a fact adds less than 10^24
 * millionths, so that 38 digits take 10^14 facts. Whether a total has more
 * than 38 digits is seen when it is written.
 */
#ifndef BIF_AGGREGATE_TALLY_H
#define BIF_AGGREGATE_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "ancestry.h"
#include "io/out.h"
#include "stream/observation.h"
#include "plan.h"

struct tally_cell {
	__int128 sum[SIDES]; /* millionths */
	uint64_t n, pending;
};

struct tally;
struct tally *tally_new(const struct plan *);

/* The cell of a chain; it holds until the next call. */
struct tally_cell *tally_at(struct tally *, uint32_t measure, uint32_t chain,
	int32_t month);

/* The cell of one unit alone, not rolled up: for what is distinct at each
 * unit anew. */
struct tally_cell *tally_at_unit(struct tally *, uint32_t measure, int unit,
	int32_t month);

/* So many spells more in each month from..to: for each of them COUNT_DAYS adds
 * the whole month's days on that side, COUNT_OPEN one. */
void tally_spell(struct tally *, uint32_t measure, uint32_t chain,
	enum plan_side, int32_t from, int32_t to, uint64_t times);
/* So many facts more in n in each month from..to. */
void tally_entered(struct tally *, uint32_t measure, uint32_t chain,
	int32_t from, int32_t to, uint64_t times);

/* Adds what tally_spell() and tally_entered() noted; once, before writing. */
void tally_settle(struct tally *);

/* Writes the observations: by measure, unit and month (bytes), where n or
 * pending is not 0. False after a message. */
bool tally_write(struct tally *, const struct ancestries *,
	const struct units *, int32_t as_of, struct out *);

void tally_free(struct tally *);

#endif
