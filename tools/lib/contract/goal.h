/* SPDX-License-Identifier: MIT
 *
 * goal: goals.csv, what the goals are and how each is judged (DESIGN.md
 * section 7). What each unit has promised is in target.h.
 */
#ifndef CONTRACT_GOAL_H
#define CONTRACT_GOAL_H

#include <stdbool.h>
#include <stdint.h>

#include "book/book.h"
#include "book/schema.h"
#include "contract/unit.h"
#include "value/ratio.h"

/* Which side of the target is good. `within` has two edges: the target is the
 * lower, `upper` the upper one. */
enum direction { AT_LEAST, AT_MOST, WITHIN };
/* Over which complete months a figure goes: the contract year so far, the last
 * twelve, the mean of the year's monthly values, the last month, or the year's
 * last month that has an observation at the unit (DESIGN.md section 7). */
enum window {
	WINDOW_YEAR,
	WINDOW_ROLLING_12,
	WINDOW_MEAN_OF_MONTHS,
	WINDOW_MONTH,
	WINDOW_LATEST
};
/* What is expected on the way to the target: all of it from the first month on,
 * its share of the year gone by, a line that leads there from the baseline, the
 * course of earlier years, the last milestone due, or all of it on the due date
 * and nothing before (DESIGN.md section 7). */
enum path {
	PATH_LEVEL,
	PATH_ACCRUAL,
	PATH_GLIDE,
	PATH_SEASONAL,
	PATH_MILESTONES,
	PATH_YEAR_END
};

/* The words of the streams, in the order of the enums. */
extern const char *const goal_directions[3],
	*const goal_windows[5], *const goal_paths[6], *const goal_scales[3];

/* A row of goals.csv: how the goal is judged from that year on. Texts and
 * numbers live in the book's arena. */
struct goal {
	struct span name;
	int from; /* the contract year from which the row holds; 0: always */
	struct span title, title_en;
	struct span perspective;
	struct span measure;
	bool has_direction; /* always, unless lint reads the book */
	enum direction direction;
	enum window window;
	enum path path;
	enum scale scale;
	bool has_band; /* else the book's standard, flagged */
	struct ratio band;
	struct span band_text; /* as written, decimal point */
	int decimals;
	struct span unit_of_value;
	bool percent; /* its values are, however unit_of_value says it */
	bool central, monthly, cyclical;
	struct span owner, data_source;
	size_t row; /* in goals.csv, for messages */
};
/* An empty window, path and scale are `year`, `level` and `of_target`. A
 * direction has no default: without one 78. A measure that nobody defines is
 * for the caller to find. */

/* The goals, each by the row of one year. */
struct goals {
	size_t count; /* in the book's order */
	/* of each goal its last row, or that of the year of goals_in() */
	const struct goal *list;
	const struct table *table;
};

extern const struct schema goal_schema;

/* NULL after a message. */
const struct goals *goals_load(struct book *book);
/* From now on the list holds the rows of that contract year. A goal that
 * begins later has its first row. */
void goals_in(const struct goals *goals, int year);
/* The row of a goal (its index) that holds in a contract year. */
const struct goal *goal_in(const struct goals *goals, int goal, int year);
int goal_find(const struct goals *goals, struct span name); /* or -1 */
/* A schema's `cell` for the name of a goal, which goes into an int; -1, after a
 * message, when there is none. names is a struct unit_names. */
bool goal_cell(void *names, const struct table *t, size_t row, int column,
	void *goal);

#endif
