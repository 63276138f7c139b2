/* SPDX-License-Identifier: MIT
 *
 * component: one side of a measure's fraction: which facts, how they are
 * counted, and how months are put together.
 */
#ifndef CONTRACT_COMPONENT_H
#define CONTRACT_COMPONENT_H

#include <stdbool.h>
#include <stdint.h>

#include "book/defs.h"
#include "contract/where.h"
#include "value/decimal.h"

enum measure_count {
	COUNT_NONE, /* the component is absent */
	COUNT_FACTS,
	COUNT_SUBJECTS,
	COUNT_AMOUNT,
	COUNT_WEIGHTED,
	COUNT_DAYS,
	COUNT_OPEN
};
enum measure_across { ACROSS_SUM, ACROSS_MEAN, ACROSS_LAST };

struct weight {
	struct span outcome;
	struct decimal weight;
};

struct component {
	enum measure_count count;
	struct where where;
	enum measure_across across;
	int32_t longer_than; /* COUNT_OPEN: days, or -1 */
	size_t nweights;     /* COUNT_WEIGHTED: others weigh 0 */
	const struct weight *weights;
	const struct def *def;
};

/* Reads a component; an absent one has COUNT_NONE. False after a message. */
bool component_read(struct arena *, const struct def *, struct component *);

#endif
