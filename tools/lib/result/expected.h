/* SPDX-License-Identifier: MIT
 *
 * expected: what is expected at a moment on the way to the target, by the goal's
 * path (DESIGN.md section 7). Every path gives the target at the year's end.
 */
#ifndef RESULT_EXPECTED_H
#define RESULT_EXPECTED_H

#include <stdbool.h>
#include <stdint.h>

#include "contract/target.h"
#include "result/year_progress.h"
#include "result/figure.h"
#include "stream/verdict.h"

enum expect_state {
	EXPECTED_GIVEN,
	EXPECTED_NOT_DUE,
	EXPECTED_NO_DATA /* seasonal, and no earlier year to go by */
};

struct expectation {
	enum expect_state state;
	struct ratio low, high; /* the edges; equal unless within */
	bool has_share;
	/* of the path that is gone: 1 on a level, phi when it accrues or
	 * glides */
	struct ratio share;
	const struct target *step; /* milestones: the last one due */
	/* seasonal: how many years the share is the mean of, and the first of
	 * them */
	int years, first_year;
	struct ratio then, whole; /* seasonal, one year: its values */
	/* seasonal: an earlier year has all its months, and comes to nothing */
	bool empty;
};

/* What is expected at a moment. */
struct expectation expected_at(const struct goal *g, const struct terms *terms,
	const struct subject *s, const struct year_progress *m);

/* The edges at the year's end: target and upper. */
struct expectation expected_end(const struct goal *g,
	const struct terms *terms);

/* How a value stands to what was expected. */
struct comparison {
	enum verdict_status status; /* met, near or off */
	struct ratio expected;      /* the edge it is held against */
	bool has_shortfall;         /* the scale has a size to measure by */
	struct ratio shortfall;     /* on the goal's scale; 0 when met */
};

/* The edge of the whole year a value misses: of `within` the upper one when it
 * is above, else the target. */
struct ratio expected_edge(const struct goal *goal, const struct terms *terms,
	const struct expectation *expected, struct ratio value);
/* What one of the goal's band is worth in its own value: a point, or a hundredth
 * of the edge or of the change to it that a value misses. */
struct ratio expected_scale(const struct goal *goal, const struct terms *terms,
	const struct expectation *expected, struct ratio edge,
	struct ratio value);
/* Holds a value against edges: target and baseline are those of the whole
 * year, for the scale of_change. */
struct comparison expected_compare(const struct goal *goal, struct ratio band,
	const struct terms *terms, const struct expectation *expected,
	struct ratio value);

#endif
