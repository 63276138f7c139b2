/* SPDX-License-Identifier: MIT
 *
 * delivery_rules: whether a month of a source, and of each unit of it, came
 * (DESIGN.md section 13). A source is tested by what it brought itself: months
 * in their order, each against the last twelve that were delivered, so that a
 * hole never becomes usual.
 *
 *	source   |.......................|  cells from `origin` to `end`
 *	  unit A |.......................|  the same months, its rows alone
 *	  unit B |.......................|
 *	          ^ begin      ^ last complete month
 *
 * Who fills the tables is deliveries.c; what a goal needs of them is reach.h.
 */
#ifndef RESULT_DELIVERY_RULES_H
#define RESULT_DELIVERY_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "contract/unit.h"
#include "source/source_def.h"
#include "stream/delivery.h"

/* Which rule did not hold. */
enum delivery_fault {
	DELIVERY_SOUND,
	DELIVERY_NO_SOURCE,    /* the source has no rows at all */
	DELIVERY_NOT_PAST,     /* rule 1: nothing near or after the end */
	DELIVERY_TOO_FEW,      /* rule 2: less than the share of its usual */
	DELIVERY_NO_ROWS,      /* rules 2 and 3, and `months`, `units` */
	DELIVERY_OTHER_NAME,   /* rejected: a name the unit has on other days */
	DELIVERY_UNKNOWN_NAME, /* rejected: a new name, as a unit fell silent */
	DELIVERY_NO_FILE,      /* rule 4 */
	DELIVERY_SAID          /* --not-delivered */
};

/* A month of a source or of a unit of it. */
struct delivery {
	uint64_t rows; /* facts dated in the month */
	int32_t last;  /* the day of the last of them, or DAY_NONE */
	/* rejected rows bear a name that is the unit's on another day */
	bool other_name;
	bool no_file; /* the month's file did not come */
	enum delivery_state state;
	enum delivery_fault fault;
	bool monthly;         /* it was, when the month was tested */
	bool has_usual;       /* there are months before */
	uint64_t usual_twice; /* twice the median of the months before */
};

struct delivery_track {
	int unit;      /* UNIT_NONE: the source as a whole */
	bool listed;   /* in the book's `units` */
	int32_t began; /* the month of its first fact, INT32_MAX: none */
	struct delivery *cells; /* from origin to end */
};

/* A name no unit ever had, in one month's rejected rows. */
struct delivery_name {
	struct span name;
	int32_t month;
	uint64_t rows;
};

struct delivery_source {
	const struct source_def *def;
	bool any;            /* it has rows at all */
	uint64_t rows;       /* all of them, whenever */
	int32_t last;        /* the day of the last one, or DAY_NONE */
	bool failed;         /* --not-delivered */
	int32_t origin, end; /* months of the tables, both included */
	int32_t begin, to;   /* it is asked from and to these months */
	struct delivery_track whole;
	size_t nunits;
	struct delivery_track *units; /* in the book's order */
	size_t nnames;
	const struct delivery_name *names; /* by name, then month */
};

/* Finds states and faults of all months up to `last`; with the day calendar
 * of the running month too, until the day `as_of` (else DAY_NONE), by rule 1
 * alone. */
void delivery_rules_test(struct delivery_source *source,
	const struct units *units, int32_t last, int32_t as_of);

/* Whether a month in that state is a hole. */
bool delivery_is_hole(enum delivery_state state);

#endif
