/* SPDX-License-Identifier: MIT
 *
 * action: what people say and do about goals beside their targets: actions.csv,
 * the action plans (handleplaner); comments.csv, what a unit answers to a
 * status; strategy.csv, the strategy map (strategikort). Each file may be
 * absent, and is then empty.
 *
 * What is loaded lives as long as the book. Faults are said with file and line
 * (78).
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

/* A row of actions.csv. Texts are as written; days are those of value/period.
 * unit and goal are numbers, as in targets. */
struct action {
	struct span name; /* its code, A01 */
	int unit;         /* or UNIT_NONE: nobody's own */
	int goal;         /* or -1: it serves no single goal */
	struct span title, owner;
	int32_t start, due; /* DAY_NONE when not said */
	struct span state;  /* as written: planned, running, ... */
	size_t row;
};

/* All rows that are sound. */
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

/* --- comments.csv: what a unit answers to a status --- */

/* What the unit means to do about the status. */
enum comment_response {
	RESPONSE_NONE,
	RESPONSE_ADJUST,
	RESPONSE_EFFORT,
	RESPONSE_BOTH
};

/* A row of comments.csv. */
struct comment {
	int year, unit, goal;           /* indices in units and goals */
	int32_t as_of;                  /* of the status it answers */
	enum comment_response response; /* NONE: words only */
	struct span text;
	size_t row;
};

/* All rows that are sound. */
struct comments {
	size_t count; /* in file order */
	const struct comment *list;
	const struct table *table; /* NULL: the book has no such file */
};

extern const struct schema comment_schema;

/* An absent file is no comments. Unknown units and goals are 78. */
const struct comments *comments_load(struct book *b, const struct units *units,
	const struct goals *goals);

/* The last comment on that status, or NULL. */
const struct comment *comment_on(const struct comments *all, int year, int unit,
	int goal, int32_t as_of);

/* --- strategy.csv: visions, the strategies that serve them, the goals that
 * show it and the actions taken. Each row is a node and what it serves. --- */

/* What a node of the map is. */
enum strategy_kind {
	STRATEGY_VISION,
	STRATEGY_STRATEGY,
	STRATEGY_GOAL,
	STRATEGY_ACTION
};

/* A row of strategy.csv: a node and the node it serves. */
struct strategy_link {
	/* the node; a goal's or an action's name, where it is one */
	struct span from;
	struct span to;          /* what it serves; empty for a vision */
	enum strategy_kind kind; /* of from */
	/* may be empty: goals and actions have titles of their own */
	struct span label;
	size_t row;
};

/* All rows that are sound. */
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
