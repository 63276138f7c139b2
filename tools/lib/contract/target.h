/* SPDX-License-Identifier: MIT
 *
 * target: targets.csv, what each unit has promised and from which day on that
 * was known. Rows are only ever added: the later decided one of a year, unit,
 * goal and due date is in force from its day. A row of `*` stands for one of
 * each unit of the lowest level that is valid in its year, until the unit has a
 * row of its own.
 */
#ifndef CONTRACT_TARGET_H
#define CONTRACT_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "book/book.h"
#include "book/schema.h"
#include "contract/goal.h"
#include "contract/unit.h"
#include "value/ratio.h"

struct goals;

/* A row of targets.csv. Numbers are exact, in the goal's unit of value; days
 * are those of value/period. A number that is not given has its flag down, and
 * its ratio must not be read. Whether the row is in force is contract's to
 * say. */
struct target {
	int year, unit, goal; /* indices in units and goals */
	int32_t due, decided;
	bool withdraws; /* neither target nor change */
	bool has_upper, has_baseline;
	struct ratio target; /* change applied to baseline */
	struct ratio upper, baseline;
	const struct table *table; /* and which of its rows it is */
	size_t row;
};

/* A text of the row as it is written, by its column: rows are many, and few are
 * ever asked. Empty where there is no such column. */
struct span target_text(const struct target *x, const char *column);

/* The rows of one file; `*` is the unit of one that is all units'. */
struct targets {
	size_t count; /* in file order */
	const struct target *list;
	const struct table *table;
};

extern const struct schema target_schema;

/* Unknown units and goals are 78 with file and line; so is a target given as
 * both target and change, a change without baseline, a row without due or
 * decided date, a `within` goal without upper, and the same year, unit, goal,
 * due and decided twice. by_unit: a row of each unit stands in the place of one
 * of `*`, which takes much room in a large book; else those are as written, and
 * contracts_of() knows whose they are. */
const struct targets *targets_load(struct book *b, const struct units *units,
	const struct goals *goals, bool by_unit);
/* The same, with rows of `*`, from a file of the same columns that is not the book's (what if):
 * it must be there, and `decided` may be empty: DAY_NONE. */
const struct targets *targets_load_file(struct book *b, const char *file,
	const struct units *units, const struct goals *goals);

/* A change as people write it: `-5%`, `+10`, `9 pct.`, `+10 points`. */
struct change {
	bool percent; /* of the baseline; else added to it */
	bool has_sign;
	struct ratio by; /* with its sign: -5, 10 */
	int decimals;    /* as written */
};
/* False after a message that names the cell. */
bool target_change(const struct table *t, size_t row, int column,
	struct change *change);

/* Which target rows hold for a unit and goal in the year judged.
 *
 * A row is known from the day it was decided. Of the known rows of one due
 * date the one decided last is in force and the one decided first is the
 * original. The greatest due date is the goal's own; rows of earlier due dates
 * are milestones. What-if rows are laid over: they are in force whatever day
 * they were decided, and original only where the book has none. */

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
	struct terms now;
	const struct terms *original; /* the same where none is revised */
};

/* All units' contracts of one year, as known on one day. */
struct contracts {
	int year;
	int32_t known_at;
	bool *goal_used; /* by goal: some unit has a known target */
	/* by unit, then goal; NULL: nothing is promised. Units may share one */
	const struct contract **list;
	int nunits;
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
