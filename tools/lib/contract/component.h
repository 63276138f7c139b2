/* SPDX-License-Identifier: MIT
 *
 * component: one side of a measure's fraction: which facts (a where), how they
 * are counted, and how months are put together (MANUAL.md section 7.5). What
 * is read lives in the arena; faults are said (78).
 */
#ifndef CONTRACT_COMPONENT_H
#define CONTRACT_COMPONENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "book/schema.h"
#include "value/decimal.h"

/* One test of a where: the column's value is (or, with negate, is not) one of
 * the values, compared as bytes: facts are already normal. */
struct where_test {
	struct span column;
	bool negate;
	size_t nvalues;
	const struct span *values;
	const struct def *def;
};

/* Which facts: those of which all tests hold. */
struct where {
	size_t ntests; /* all must hold; none: every fact */
	const struct where_test *tests;
};

/* Reads {"column": "value" | ["a", "b"] | {"not": ...}, ...}. An absent def
 * is the empty where. False after a message. */
bool where_read(struct arena *arena, const struct def *def,
	struct where *where);

/* How facts are counted; see MANUAL.md for each KIND. */
enum measure_count {
	COUNT_NONE, /* the component is absent */
	COUNT_FACTS,
	COUNT_SUBJECTS,
	COUNT_AMOUNT,
	COUNT_WEIGHTED,
	COUNT_DAYS,
	COUNT_OPEN
};
/* How the months of a window are put together. What can be counted on any day,
 * such as open cases, is not added up: a case would count once for each month
 * it stays. */
enum measure_across { ACROSS_SUM, ACROSS_MEAN, ACROSS_LAST };

/* What a fact of that outcome counts. */
struct weight {
	struct span outcome;
	struct decimal weight;
};

/* A numerator or a denominator: what is counted of the facts of which the where
 * holds. Weights are decimals, so that sums are exact. */
struct component {
	enum measure_count count;
	struct where where;
	enum measure_across across;
	int32_t longer_than; /* COUNT_OPEN: days, or -1 */
	size_t nweights;     /* COUNT_WEIGHTED: others weigh 0 */
	const struct weight *weights;
	const struct def *def;
};

extern const struct schema component_schema;

/* Reads a component; an absent one (NULL) has COUNT_NONE. False after a
 * message. */
bool component_read(struct arena *arena, const struct def *def,
	struct component *component);

#endif
