/* SPDX-License-Identifier: MIT
 *
 * contract: which target rows hold for a unit and goal in the year judged.
 *
 * A row is known from the day it was decided. Of the known rows of one due
 * date the one decided last is in force and the one decided first is the
 * original. The greatest due date is the goal's own; rows of earlier due dates
 * are milestones. What-if rows are laid over: they are in force whatever day
 * they were decided, and original only where the book has none.
 */
#ifndef CONTRACT_CONTRACT_H
#define CONTRACT_CONTRACT_H

#include <stdbool.h>
#include <stdint.h>

#include "book/book.h"
#include "contract/goal.h"
#include "contract/target.h"
#include "contract/unit.h"
#include "value/ratio.h"

/* What is to be reached, at one reading of the rows: in force or original. Both
 * are kept since a goal that is met only after its target was lowered is told
 * as such (DESIGN.md section 7). Rows are borrowed from the targets. */
struct terms {
	const struct target *due; /* the row of the greatest due date */
	/* its own, or that of the row before it which it revises */
	bool has_baseline;
	struct ratio baseline;
	/* all rows that do not withdraw, by due date: milestones, then due */
	size_t nsteps;
	const struct target **steps;
};

/* What one unit has promised of one goal. A goal whose last row withdraws is
 * still applicable: its verdict is that it was withdrawn. */
struct contract {
	bool applicable;   /* else the rest is empty */
	bool revised;      /* in force is not what was first decided */
	bool hypothetical; /* a what-if row is in force */
	struct terms now, original;
};

/* All units' contracts of one year, as known on one day. */
struct contracts {
	int year;
	int32_t known_at;
	bool *goal_used;             /* by goal: some unit has a known target */
	const struct contract *list; /* by unit, then goal */
	size_t ngoals;
};

/* From now on goals holds the rows of the year. what_if may be NULL. NULL after
 * a message (78): a row that lacks what its goal's path, direction or scale
 * needs. */
const struct contracts *contracts_of(struct book *book,
	const struct units *units, const struct goals *goals,
	const struct targets *targets, const struct targets *what_if, int year,
	int32_t known_at);

/* That of a unit and a goal; one that is not applicable when nothing is
 * promised. */
const struct contract *contract_find(const struct contracts *all, int unit,
	int goal);

#endif
