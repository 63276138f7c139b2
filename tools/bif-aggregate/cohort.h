/* SPDX-License-Identifier: MIT
 *
 * cohort: members whose windows are opened by facts, and the spells that are
 * looked for inside them (DESIGN.md section 5). A member and a spell take 12
 * bytes each, and as much again while a list is sorted.
 */
#ifndef BIF_AGGREGATE_COHORT_H
#define BIF_AGGREGATE_COHORT_H

#include <stdint.h>

#include "plan.h"
#include "tally.h"

#define COHORT_OPEN INT32_MAX /* a spell without a last day */

struct cohorts;
/* No members yet; the plan is borrowed. */
struct cohorts *cohorts_new(const struct plan *plan);

/* Adds a member to a list: who, when, and where it counts. */
void cohorts_enter(struct cohorts *c, uint32_t list, uint32_t subject,
	int32_t day, uint32_t ancestry);
/* Adds a spell to a list: who, from which day, until which or COHORT_OPEN. */
void cohorts_reach(struct cohorts *c, uint32_t list, uint32_t subject,
	int32_t day, int32_t until);

/* Counts all cohorts into the tally: mature members in sum and n, the others
 * as pending. Subjects are numbered below nsubjects. Once. */
void cohorts_settle(struct cohorts *c, uint32_t nsubjects, int32_t as_of,
	struct tally *t);

/* Frees them; NULL is none. */
void cohorts_free(struct cohorts *c);

/* Whether the day of entry itself is in the window: in one reading it is. */
bool cohort_counts_entry(const struct plan *plan, uint32_t measure);
/* The last day of the window that a fact of that day opens; its first is the
 * day after. The member is mature when this is not after the as-of date. */
int32_t cohort_window_end(const struct measure *m, int32_t day);
/* How many of its days must be reached: of `1 month` as many as the first
 * month of the window has. */
int32_t cohort_days_needed(const struct measure *m, int32_t day);
/* The month the member belongs to. */
int32_t cohort_month(const struct measure *m, int32_t day);

#endif
