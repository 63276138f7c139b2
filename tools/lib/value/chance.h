/* SPDX-License-Identifier: MIT
 *
 * chance: what chance alone can do to a share or a count.
 *
 * A share k/n is taken as k hits of n independent tries, a count k as events
 * that come one by one (Poisson). The intervals are the exact ones of 95 %:
 * Clopper and Pearson (1934) for shares, Garwood (1936) for counts; a tail is
 * how often a unit whose true level is known would show so many or more, or
 * so many or fewer. Nothing of this decides a status (DESIGN.md section 14).
 *
 * Worked out in 128 bits, the same on every machine. Results are ratios that
 * are rounded to CHANCE_DECIMALS. The one door to MPFR.
 */
#ifndef VALUE_CHANCE_H
#define VALUE_CHANCE_H

#include <stdint.h>

#include "value/ratio.h"

/* Decimals of every result: far more than is shown or compared, and few enough
 * that sums of many stay short. */
#define CHANCE_DECIMALS 20
/* More tries than this are refused by whoever asks: it would take too long. */
#define CHANCE_MOST 1000000000

/* Both ends of an interval, exact to CHANCE_DECIMALS decimals. */
struct chance_interval {
	struct ratio low, high;
};

/* On which side of what was counted the chance is asked for. */
enum chance_tail { CHANCE_AT_MOST, CHANCE_AT_LEAST };

/* The interval of the share hits/tries, from 0 to 1; hits <= tries, tries > 0.
 * Hits that lie between two whole numbers are given as both. */
struct chance_interval chance_share(uint64_t few, uint64_t many,
	uint64_t tries);
/* The interval of a count. */
struct chance_interval chance_count(uint64_t few, uint64_t many);

/* How often `hits` of `tries` or more (fewer) come where each try hits with
 * the chance `level`; a level below 0 counts as 0, one above 1 as 1. */
struct ratio chance_share_tail(uint64_t hits, uint64_t tries,
	struct ratio level, enum chance_tail tail);
/* How often `count` or more (fewer) come where `level` are expected; a level
 * below 0 counts as 0. */
struct ratio chance_count_tail(uint64_t count, struct ratio level,
	enum chance_tail tail);

/* The square root of a number that is not negative. */
struct ratio chance_root(struct ratio square);
/* How often the normal distribution stays below so many standard deviations
 * above its mean. */
struct ratio chance_normal(struct ratio deviations);

#endif
