/* SPDX-License-Identifier: MIT
 *
 * judge: the verdict on one goal instance (DESIGN.md section 7), in exact
 * numbers. How they are printed is outputs.c's, how it is told text_why.c's.
 *
 * A verdict is worked out from three things: what the measure amounts to at the
 * moment of judging (result/figure.h), what was expected by then
 * (result/expected.h), and how far apart the two may be (the band). Before any of
 * them it is asked whether all that the figure rests on has come
 * (result/reach.h).
 *
 * What is to be judged is the schedule: the definitions of a book, the year and
 * the terms that are known, and which units and goals get a row.
 */
#ifndef BIF_JUDGE_JUDGE_H
#define BIF_JUDGE_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

#include "contract/target.h"
#include "result/reach.h"
#include "result/expected.h"
#include "result/figures.h"
#include "result/year_progress.h"
#include "result/figure.h"
#include "stream/verdict.h"

/* All that a run judges by; the same for each case. */
struct judge_context {
	struct book *book; /* owns the definitions below */
	const struct units *units;
	const struct goals *goals;
	const struct measures *measures;
	const int *measure_of; /* by goal of the year */
	const struct contracts
		*contracts;            /* the year's targets by unit, goal */
	const struct figures *figures; /* settled; borrowed */
	struct coverage coverage;      /* what each source delivered */
	struct year_progress now;      /* as-of, and the year it is in */
	int32_t known_at;              /* targets decided later are unknown */
	bool by_original;              /* --targets original */
};

/* A goal instance and all that was found out about it. */
struct judge_case {
	const struct judge_context *context;
	const struct goal *goal;
	const struct contract *contract;
	const struct terms *terms; /* those it is judged by */
	int unit;
	struct subject subject;
	/* the moment it is judged at: the context's, or the reach */
	struct year_progress now;
	bool tested;        /* what came can be told */
	bool not_delivered; /* something the goal needs did not come */
	struct reach reach; /* when tested */
	int32_t through;    /* a day, or DAY_NONE */
	struct ratio band;  /* the goal's own, or the book's for its scale */
	struct figure value;
	struct expectation expectation;
	enum verdict_status status;
	struct comparison comparison; /* when met, near or off */
	/* by the first decided targets; the same where none was revised */
	enum verdict_status original_status;
	unsigned flags; /* enum verdict_flag */
};

/* Unit and goal are indices; the measure of a goal of the year is known. What it
 * points to is the context's, and its ratios live until they are freed. */
struct judge_case judge(const struct judge_context *context, int unit,
	int goal);

/* The next unit behind `after` (UNIT_NONE: the first) that is below the case's,
 * has the goal in its contract, and of which its sources never had a row;
 * UNIT_NONE ends the list. */
int judge_next_unseen(const struct judge_case *c, int after);

/* The status of a figure of the subject by those terms; what was expected, and
 * how they compare when it is a verdict, is set. */
enum verdict_status judge_status(const struct judge_case *c,
	const struct terms *terms, const struct subject *subject,
	const struct figure *value, struct expectation *e,
	struct comparison *comparison);

/* The status that a value would have by the case's terms. */
static inline enum verdict_status
judge_by(const struct judge_case *c, const struct expectation *expected,
	struct ratio value)
{
	return expected_compare(c->goal, c->band, c->terms, expected, value)
		.status;
}

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
