/* SPDX-License-Identifier: MIT
 *
 * plan: the measures made ready for the many facts.
 *
 * Only the columns that some `where` tests are looked at, and of their values
 * only the ones that some test names: each such value is a class, all others
 * are class 0. A fact's classes lead through a tree to its course: which
 * measures it enters, on which side, and which scope rules it meets. A course
 * is worked out when the first fact of its kind comes along.
 */
#ifndef BIF_AGGREGATE_PLAN_H
#define BIF_AGGREGATE_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/intern.h"
#include "base/mem.h"
#include "contract/measure.h"
#include "stream/stream.h"

/* Other legitimate ways to count each measure, which no book has to
 * write (DESIGN.md section 14). They are measures like all others, called
 * `measure@reading`, and tell how much a status hangs on a choice:
 *
 * - `exclusive`: of days and stocks, the last day of a spell does not count;
 * - `inclusive`: of stocks `longer_than` N, N days are enough; of cohorts, the
 *   day of entry is in the window;
 * - `facts`: where persons are counted, each fact;
 * - `persons`: where facts are counted, each person once in the year;
 * - `final`: without facts whose column `preliminary` says yes.
 *
 * A book's own alternative of the same name takes the place of one of these. */

/* In which of its legitimate ways a measure is counted. */
enum reading {
	READING_NONE, /* the measure as the book has it, or its alternative */
	READING_EXCLUSIVE,
	READING_INCLUSIVE,
	READING_FACTS,
	READING_PERSONS,
	READING_FINAL,
	READINGS
};

/* The column of facts by which a source says that one may still change. */
#define READING_PRELIMINARY "preliminary"

/* The measures of a book and, if wanted, their readings behind them; *kinds gets
 * the kind of each. Both live in the arena, the rest is the book's. measure_find() knows
 * nothing of the readings: the list is for counting alone. */
const struct measures *readings_of(struct arena *arena,
	const struct measures *book, bool wanted, const enum reading **kinds);

/* The two parts of a measure. */
enum plan_side { SIDE_NUMERATOR, SIDE_DENOMINATOR, SIDES };

/* What a fact does for one side of a measure. */
struct plan_part {
	enum measure_count count; /* COUNT_NONE: nothing */
	struct decimal fixed;     /* FACTS: 1, WEIGHTED: its weight */
	long longer_than;         /* OPEN */
	bool exclusive;           /* DAYS, OPEN: the last day is none */
};

/* What one fact adds in one month; days and open are for count.h to say, a
 * subject's first fact for first_seen.h. */
static inline __int128
plan_value(const struct plan_part *part, struct decimal amount)
{
	return part->count == COUNT_AMOUNT ? amount.millionths
					   : part->fixed.millionths;
}

/* What a fact does. */
enum plan_act {
	PLAN_POINT,   /* counts in the month of its date */
	PLAN_SPELL,   /* one side or both reach over months */
	PLAN_SUBJECT, /* its subject may be the year's first */
	PLAN_ENTER,   /* opens windows */
	PLAN_REACH    /* is a spell that windows look for */
};

/* What a fact of one kind does for one measure. */
struct plan_action {
	enum plan_act act;
	uint32_t measure;             /* POINT, SPELL, SUBJECT: index */
	enum plan_side side;          /* SUBJECT */
	uint32_t list;                /* ENTER, REACH: which list */
	struct plan_part part[SIDES]; /* POINT, SPELL */
};

/* All that facts of one kind do, and the cells they need for it. */
struct plan_course {
	size_t nactions;
	const struct plan_action *actions;
	size_t nscope; /* scope rules whose `where` it meets */
	const uint32_t *scope;
	bool until, subject, amount; /* cells the actions need */
	bool may_subject;            /* one they use when it is there */
};

/* A column that some `where` tests. */
struct plan_column {
	const char *name;
	/* enum fact_column, or -1: an extra column of some source */
	int fact;
	struct intern *values; /* escaped; the n-th is class n + 1 */
	uint32_t classes;      /* class 0, values, class `absent` */
	bool present;          /* some file has it */
	/* a measure that a fact would have entered, had its file the column */
	struct span missed_by;
};

/* The class of a cell; plan_absent() when the file lacks the column. */
static inline uint32_t
plan_class(const struct plan_column *c, struct span cell)
{
	return intern_find(c->values, cell) + 1; /* NONE + 1 is 0 */
}

/* The class of a column that the stream does not have. */
static inline uint32_t
plan_absent(const struct plan_column *c)
{
	return c->classes - 1;
}

/* A `where` over classes. */
struct plan_test {
	uint32_t column;
	bool negate;
	size_t n;
	const uint32_t *classes;
};

/* A `where` whose texts have become classes. */
struct plan_where {
	size_t n;
	const struct plan_test *tests;
	struct span of; /* the measure, or "scope"; empty: not planned */
	bool optional;  /* a column it tests may be absent everywhere */
};

/* A cohort: which list its members and its spells are in. */
struct plan_cohort {
	uint32_t measure;
	uint32_t enter, reach;
};

/* The measures that are counted, compiled; courses are made when a kind of fact
 * first comes. */
struct plan {
	const struct measures *measures;
	const enum reading *readings; /* what kind each measure is */
	bool *silent;                 /* by measure: no rows are written */
	size_t ncolumns;
	struct plan_column *columns;
	size_t ncohorts;
	const struct plan_cohort *cohorts;
	size_t nenter, nreach; /* lists: equal `where`, one list */

	/* What needs a column of facts: a measure, "scope", or empty when
	 * nothing does. unit, event and date are always needed. */
	struct span needed_by[FACT_COLUMNS];

	/* The tree: next[at + class] leads on, in the last step to a course's
	 * number plus one; 0 has not been there. */
	uint32_t top;
	uint32_t *next;
	size_t nnext, next_cap;
	struct plan_course *courses;
	size_t ncourses, courses_cap;

	/* For plan.c alone. */
	struct arena *arena;
	struct plan_where *scope;         /* by scope rule */
	struct plan_where (*part)[SIDES]; /* by measure */
	struct plan_where *enter, *reach; /* by list */
	int outcome;                      /* its column; -1: not tested */
};

/* Makes the plan of these measures, with the kind of each; with only >= 0 of
 * that one alone (bif-aggregate --explain). Both lists are borrowed. */
struct plan *plan_new(const struct measures *measures,
	const enum reading *readings, int only);

/* The course of facts of these classes, one for each of the plan's columns. */
uint32_t plan_find(struct plan *p, const uint32_t *classes);

static inline const struct plan_course *
plan_course(struct plan *p, const uint32_t *classes)
{
	uint32_t at = p->top;
	size_t i;

	for (i = 0; at && i < p->ncolumns; i++)
		at = p->next[at + classes[i]];
	if (!at)
		at = plan_find(p, classes) + 1;
	return &p->courses[at - 1];
}

/* Appends the columns of facts that the plan uses: source, unit, event and date
 * always, the fixed ones in their order, then the extra ones; separated by
 * commas. */
void plan_needs(const struct plan *p, struct buf *b);

/* False after a message (65) when no file had an extra column that a measure
 * tests and that would have decided over some fact. */
bool plan_all_present(const struct plan *p);

/* Keeps readings silent that no fact could have told from their measure. */
void plan_settle(struct plan *p);

/* Frees it; NULL is none. */
void plan_free(struct plan *p);

#endif
