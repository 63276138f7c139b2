/* SPDX-License-Identifier: MIT
 *
 * action: actions.csv, the action plans (handleplaner): what a unit does to
 * reach a goal, who does it and until when.
 */
#ifndef CONTRACT_ACTION_H
#define CONTRACT_ACTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "book/book.h"
#include "contract/goal.h"
#include "book/schema.h"
#include "contract/unit.h"

struct action {
	struct span name; /* its code, A01 */
	int unit;         /* or UNIT_NONE: nobody's own */
	int goal;         /* or -1: it serves no single goal */
	struct span title, owner;
	int32_t start, due; /* DAY_NONE when not said */
	struct span state;  /* as written: planned, running, ... */
	size_t row;
};

struct actions {
	size_t count; /* in file order */
	const struct action *list;
	const struct table *table; /* NULL: the book has no such file */
};

extern const struct schema action_schema;

/* An absent file is no actions. Unknown units and goals, and a name given
 * twice, are 78. */
const struct actions *actions_load(struct book *b, const struct units *units,
	const struct goals *goals);
int action_find(const struct actions *all, struct span name); /* or -1 */

#endif
