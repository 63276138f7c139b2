/* SPDX-License-Identifier: MIT
 *
 * strategy: strategy.csv, the strategy map (strategikort): visions, the
 * strategies that serve them, the goals that show it and the actions taken.
 * Each row is a node and what it serves: from, to, kind, label.
 */
#ifndef CONTRACT_STRATEGY_H
#define CONTRACT_STRATEGY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "book/book.h"
#include "book/schema.h"

enum strategy_kind {
	STRATEGY_VISION,
	STRATEGY_STRATEGY,
	STRATEGY_GOAL,
	STRATEGY_ACTION
};

struct strategy_link {
	/* the node; a goal's or an action's name, where it is one */
	struct span from;
	struct span to;          /* what it serves; empty for a vision */
	enum strategy_kind kind; /* of from */
	/* may be empty: goals and actions have titles of their own */
	struct span label;
	size_t row;
};

struct strategy {
	size_t count; /* in file order */
	const struct strategy_link *list;
	const struct table *table; /* NULL: the book has no such file */
};

extern const struct schema strategy_schema;

/* An absent file is an empty map. Whether the names exist is for the caller
 * (and for lint) to ask. */
const struct strategy *strategy_load(struct book *b);
/* The first row about a node of that kind, or -1. */
int strategy_find(const struct strategy *all, enum strategy_kind kind,
	struct span from);

#endif
