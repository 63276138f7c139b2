/* SPDX-License-Identifier: MIT
 *
 * tally: the sums, by measure, ancestry (or unit) and month, and how they
 * become observations.
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

/* What was counted of a measure for one set of units in one month. */
struct tally_cell {
	__int128 sum[SIDES]; /* millionths */
	uint64_t n,
		pending; /* as an observation has them (DESIGN.md section 3) */
	uint32_t last;   /* tally_day() of its last fact; 0: no fact */
};

/* A day as days since DAY_NONE: of a cell of zeroes no day is the last. */
static inline uint32_t
tally_day(int32_t day)
{
	return (uint32_t)day - (uint32_t)DAY_NONE;
}

/* Notes that a fact of that day entered a cell. */
static inline void
tally_dated(struct tally_cell *cell, int32_t day)
{
	if (tally_day(day) > cell->last)
		cell->last = tally_day(day);
}

struct tally;

/* An empty tally for the plan's measures; the plan is borrowed. */
struct tally *tally_new(const struct plan *plan);

/* The cell of an ancestry, which counts at each of its units; it holds until
 * the next call. */
struct tally_cell *tally_at(struct tally *t, uint32_t measure,
	uint32_t ancestry, int32_t month);

/* The cell of one unit alone, not rolled up: for what is distinct at each
 * unit anew. */
struct tally_cell *tally_at_unit(struct tally *t, uint32_t measure, int unit,
	int32_t month);

/* So many spells more in each month from..to: for each of them COUNT_DAYS adds
 * the whole month's days on that side, COUNT_OPEN one. */
void tally_spell(struct tally *t, uint32_t measure, uint32_t ancestry,
	enum plan_side side, int32_t from, int32_t to, uint64_t times);
/* So many facts of that day more in n in each month from..to. */
void tally_entered(struct tally *t, uint32_t measure, uint32_t ancestry,
	int32_t from, int32_t to, int32_t day, uint64_t times);

/* Adds what tally_spell() and tally_entered() noted; once, before writing. */
void tally_settle(struct tally *t);

/* Writes the observations, with the rows of coverage, which are settled, among
 * them: by measure, unit and month (bytes), where n or pending is not 0. False
 * after a message. */
bool tally_write(struct tally *t, const struct ancestries *ancestries,
	const struct units *units, const struct observations *coverage,
	int32_t as_of, struct out *out);

/* Frees it; NULL is none. */
void tally_free(struct tally *t);

#endif
