/* SPDX-License-Identifier: MIT
 *
 * reach: until which day all that a goal counts was delivered (DESIGN.md
 * section 13), and which hole is in the way.
 *
 * A measure has one part or two (numerator and denominator, or what enters and
 * what reaches), and each part has its feeds: the sources that can give the
 * events it counts. A part is delivered in a month when each feed that is asked
 * in that month delivered it, and one is asked.
 *
 * At a parent each unit below that the feed knows has to be delivered, if it owes
 * a goal of the measure or ever had a row of it. Of a cohort the entering feed is
 * asked at the unit, the reaching one as a whole: a person of one unit may find
 * work at another.
 */
#ifndef RESULT_REACH_H
#define RESULT_REACH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "contract/measure.h"
#include "contract/unit.h"
#include "result/deliveries.h"
#include "result/figures.h"

#define FEEDS_PARTS 2

struct feeds {
	struct feeds_part {
		size_t n;
		const int *sources; /* numbers in deliveries */
	} part[FEEDS_PARTS];
	/* where reach_of() keeps what it found last, for all measures with
	 * these feeds; NULL: of one that looks back nothing is kept */
	struct reach_found *found;
};

/* The sources of a book, what they can feed and what they brought, put together
 * for the measures that are judged: what the rows of the streams are held
 * against. bif-judge fills it in (judge.c). */
struct coverage {
	struct deliveries *deliveries;
	const struct feeds *feeds; /* by measure */
	const struct measures *measures;
	const struct units *units;
	const struct figures *figures; /* those by hand fill a hole */
	/* whether a unit owes a goal of a measure this year, unit by unit of
	 * the first measure, then of the next */
	const bool *owed;
};

/* A month that was not delivered. */
struct hole {
	int source;
	int unit; /* UNIT_NONE: the source as a whole */
	int32_t month;
	struct delivery delivery;
};

/* Whether anything can be tested of a measure: it has feeds, and the streams
 * tell what sources brought. */
bool reach_is_tested(const struct coverage *c, int measure);
/* Whether a feed has too short a history to be tested. */
bool reach_is_short(const struct coverage *c, int measure);

/* Whether a unit is valid at an end of the month. */
bool reach_is_there(const struct coverage *c, int unit, int32_t month);

/* Whether a month of the measure was delivered at a unit (or the unit was not
 * there); else *hole is why
 * not, the first in the book's order. hole may be NULL. */
bool reach_has(const struct coverage *c, int measure, int unit, int32_t month,
	struct hole *hole);

/* How many facts of any event the feeds brought of a unit, and of the units
 * below it, in those months. */
uint64_t reach_rows(const struct coverage *c, int measure, int unit,
	int32_t from, int32_t to);

/* Whether each part of a measure (of a cohort: who enters) has a feed that ever
 * had a row of the unit, and that had not ended before `from`. */
bool reach_knows(const struct coverage *c, int measure, int unit, int32_t from);

/* Whether a measure may rest on months before its window: a cohort does, and what
 * is open on a day, most of which began in the months before. */
bool reach_looks_back(const struct measure *m);

/* The first month that a window from..to needs: of a cohort by maturity its
 * members entered before it, and what is open on its last day mostly began in
 * the twelve months to it. */
int32_t reach_first_needed(const struct measure *m, int32_t from, int32_t to);

/* Whether months before the book's `from` of a feed are not asked of it: of
 * shares and means. */
bool reach_begins_late(const struct measure *m);

enum reach_state {
	REACH_FULL,         /* all months are delivered */
	REACH_LAGGED,       /* short by no more than the feeds' lag */
	REACH_NOT_DELIVERED /* short by more, or a hole inside */
};

struct reach {
	enum reach_state state;
	/* the last month up to which all are delivered; INT32_MIN: none */
	int32_t month;
	struct hole hole; /* the first in time; unless FULL */
	/* the book says a feed begins here, inside the window: earlier months
	 * are not asked for; INT32_MIN: no such */
	int32_t since;
};

/* Of the months from..to at a unit. */
struct reach reach_of(const struct coverage *c, int measure, int unit,
	int32_t from, int32_t to);

/* What reach_of() found last, since goals of a unit mostly have the same feeds
 * and windows, which are told apart by their length; all zero is nothing. */
#define REACH_WINDOWS 16
struct reach_found {
	int unit;
	int32_t from, to;
	struct reach reach;
};

/* A unit that is silent in the reaching feed of a cohort in those months, and
 * so perhaps missing among those who succeeded; false when there is none. */
bool reach_silent_elsewhere(const struct coverage *c, int measure, int32_t from,
	int32_t to, struct hole *hole);

#endif
