/* SPDX-License-Identifier: MIT
 *
 * figure: what a measure amounts to at a unit over a goal's window (DESIGN.md
 * section 7), exactly. Shares, deviations and changes shown as per cent are
 * per cent: 45, not 0.45.
 *
 * Missing is never zero and zero is never missing: a unit without figures in
 * the window is a real 0 only where the measure counts without a denominator
 * and its sources were delivered at the unit.
 */
#ifndef RESULT_FIGURE_H
#define RESULT_FIGURE_H

#include <stdbool.h>
#include <stdint.h>

#include "result/figures.h"
#include "result/reach.h"
#include "result/year_progress.h"
#include "contract/goal.h"
#include "value/ratio.h"

enum value_state {
	FIGURE_GIVEN,
	FIGURE_NOT_MATURE, /* members of a cohort, none of them mature */
	FIGURE_NO_DATA,
	FIGURE_UNDEFINED /* the denominator is 0 */
};

/* What is measured where: the same at every moment asked for. */
struct subject {
	const struct figures *figures;
	const struct measure *measure;
	int measure_index;
	int unit;
	enum window window;
	/* What the months are held against; NULL: a month that some unit has
	 * figures in is taken for delivered. */
	const struct coverage *coverage;
	/* Of a cohort by entry: the day until which what it reaches by is
	 * known, when that is before the day the figures were counted for
	 * (then only months whose members were all mature by it count);
	 * 0: no such. */
	int32_t mature_by;
	/* The month the book says a feed begins in: earlier ones of the window
	 * are left out; 0: none. */
	int32_t since;
};

struct figure {
	enum value_state state;
	struct ratio value;     /* when given */
	bool has_sums;          /* the window has figures or a real 0 */
	struct ratio numerator; /* by the components' `across` */
	struct ratio denominator;
	bool has_denominator;
	uint64_t n;
	uint64_t pending;
	bool n_unknown; /* a figure by hand without its n */
	bool real_zero;
	/* the first month that it lacks and other units have; 0: none */
	int32_t lacks;
	unsigned flags;   /* enum observation_flag, of its rows */
	int32_t from, to; /* the window's months; to < from: none */
	/* of a cohort: where those still followed end */
	int32_t followed_to;
	int32_t through; /* the greatest of its rows, or DAY_NONE */
	int months;      /* mean_of_months: how many have a value */
};

/* The months of the goal's window at a moment, complete ones; of `latest` all
 * those it may be found in. */
void figure_window(enum window window, const struct year_progress *m,
	int32_t *from, int32_t *to);

/* Whether a month counts for the subject: it has figures, or is a real 0. */
bool figure_month_counts(const struct subject *s, int32_t month);

/* The value at a moment, exactly, with all that was counted for it. */
struct figure figure_at(const struct subject *s, const struct year_progress *m);

/* The value of the same date in another year. Where the day calendar takes in
 * the running month, that year's month counts for the share of it that is
 * gone, since observations are whole months. */
struct figure figure_same_date(const struct subject *s,
	const struct year_progress *m);

/* One month's own value; false when the month has none. */
bool figure_of_month(const struct subject *s, int32_t month,
	struct ratio *value);

#endif
