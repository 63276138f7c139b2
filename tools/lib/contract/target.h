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
	bool withdraws;      /* neither target nor change */
	struct ratio target; /* change applied to baseline */
	bool has_upper, has_baseline;
	struct ratio upper, baseline;
	struct span change, stated_change, decided_by, reason; /* as written */
	size_t row;
};

/* The rows of one file. */
struct targets {
	size_t count; /* in file order */
	const struct target *list;
	const struct table *table;
};

extern const struct schema target_schema;

/* Unknown units and goals are 78 with file and line; so is a target given as
 * both target and change, a change without baseline, a row without due or
 * decided date, a `within` goal without upper, and the same year, unit, goal,
 * due and decided twice. */
const struct targets *targets_load(struct book *b, const struct units *units,
	const struct goals *goals);
/* The same from a file of the same columns that is not the book's (what if):
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

#endif
