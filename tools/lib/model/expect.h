/* SPDX-License-Identifier: MIT
 *
 * expect: what is expected at a moment on the way to the target, by the goal's
 * path (DESIGN.md section 7). Every path gives the target at the year's end.
 */
#ifndef MODEL_EXPECT_H
#define MODEL_EXPECT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/contract.h"
#include "model/moment.h"
#include "model/value.h"

enum expect_state {
	EXPECT_GIVEN,
	EXPECT_NOT_DUE,
	EXPECT_NO_DATA /* seasonal, and no earlier year to go by */
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

struct expectation expect_at(const struct goal *, const struct terms *,
	const struct subject *, const struct moment *);

/* The edges at the year's end: target and upper. */
struct expectation expect_end(const struct goal *, const struct terms *);

#endif
