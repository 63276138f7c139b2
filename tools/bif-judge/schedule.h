/* SPDX-License-Identifier: MIT
 *
 * schedule: what is to be judged: the definitions of a book, the year and the
 * terms that are known, and which units and goals get a row.
 */
#ifndef BIF_JUDGE_SCHEDULE_H
#define BIF_JUDGE_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

#include "judge.h"

/* Everything a run judges by, and what it judges. */
struct schedule {
	/* figures come later; known_at and by_original are given */
	struct judge_context context;
	bool goals_judged; /* the year has known targets */
	bool *wanted;      /* by measure: observations are used */
	/* by unit: valid some day of the year, or bound by a target in it */
	bool *unit_there;
};

/* Loads the book and finds out what the year holds. what_if may be NULL.
 * False after a message: definitions that are wrong (78), among them a goal
 * of the year whose measure nobody defines. */
bool schedule_open(struct schedule *d, const char *folder, int32_t as_of,
	const char *what_if);

/* Takes the settled figures, and the rows of coverage that came with them, and
 * tests what each source delivered. */
void schedule_take(struct schedule *d, const struct figures *figures);

/* Whether a unit and a goal get a row: the goal is one of the year's, and the
 * unit was there; also when the goal is not in its contract. */
bool schedule_has(const struct schedule *d, int unit, int goal);

/* Frees all of it, the book and all ratios too. */
void schedule_close(struct schedule *d);

#endif
