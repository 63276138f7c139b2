/* SPDX-License-Identifier: MIT
 *
 * proposal: for a goal that is off, the levels at which it would be nearly met
 * and met, now and when it is due; what the rest of the year must bring beside
 * the best stretch so far; and the level that follows from it. Nothing of it is
 * decided, and none of it changes a status.
 */
#ifndef BIF_JUDGE_PROPOSAL_H
#define BIF_JUDGE_PROPOSAL_H

#include <stdbool.h>

#include "contract/action.h"
#include "judge.h"

#define PROPOSAL_DECIMALS 6 /* the most that a table of the book may have */

/* When a level is asked for: at the status, or at the due date. */
struct proposal_moment {
	bool due;           /* at the due date */
	struct ratio value; /* the figure now, or the one to expect then */
	bool upper;         /* the upper edge is the one that is missed */
	int sign; /* 1: the value is to be greater, -1: less, 0: neither */
};

/* What the rest of the year must bring, and what it ever brought. */
struct proposal_rest {
	bool given; /* else nothing can be said of it */
	struct ratio required;
	int months;    /* how many are left, or of a cohort still followed */
	bool has_best; /* there was a stretch of that length */
	struct ratio best;
	int32_t from, to; /* when */
	bool realistic;   /* when has_best */
};

/* A case as it would be with another level. It holds a copy of the terms with one
 * row exchanged; they point into the trial, so that it must not be moved. */
struct proposal_trial {
	struct target row;  /* the one with the level */
	struct terms terms; /* the case's, with that row in its place */
	const struct target **steps; /* of the terms; the caller frees it */
	struct judge_case judged;
};

/* The four levels that are looked for: near or met, now or when it is due. */
enum proposal_level {
	PROPOSAL_NEAR_NOW,
	PROPOSAL_MET_NOW,
	PROPOSAL_NEAR_DUE,
	PROPOSAL_MET_DUE
};
#define PROPOSAL_LEVELS 4

/* All that is found out about a goal that is off. */
struct proposal {
	enum comment_response response; /* what the unit said */
	struct proposal_moment now, due;
	bool has_due; /* there is a value to expect at the due date */
	bool has[PROPOSAL_LEVELS];
	struct ratio level[PROPOSAL_LEVELS];
	struct ratio today, proposed; /* levels of the edge that is missed */
	bool changes;                 /* they differ */
	struct proposal_trial then;   /* with what is proposed */
	struct proposal_rest rest, rest_then;
};

/* Of a case that is off. said is the unit's response to this status, or NULL:
 * a unit that makes an effort keeps its target. Without with_forecast the
 * value at the due date is that of the pace so far. The caller frees
 * then.steps. */
void proposal_of(struct proposal *p, const struct judge_case *c,
	const struct comment *said, bool with_forecast);

#endif
