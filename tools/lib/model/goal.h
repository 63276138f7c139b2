/* SPDX-License-Identifier: MIT
 *
 * goal: goals.csv and targets.csv: what each unit has promised, and from which
 * day on that was known.
 */
#ifndef MODEL_GOAL_H
#define MODEL_GOAL_H

#include <stdbool.h>
#include <stdint.h>

#include "model/book.h"
#include "model/table.h"
#include "model/unit.h"
#include "value/ratio.h"

enum direction { AT_LEAST, AT_MOST, WITHIN };
enum window { WINDOW_YEAR, WINDOW_ROLLING_12, WINDOW_MEAN_OF_MONTHS, WINDOW_MONTH, WINDOW_LATEST };
enum path { PATH_LEVEL, PATH_ACCRUAL, PATH_GLIDE, PATH_SEASONAL, PATH_MILESTONES, PATH_YEAR_END };

/* The words of the streams, in the order of the enums. */
extern const char *const goal_directions[3], *const goal_windows[5],
	*const goal_paths[6], *const goal_scales[3];

struct goal {
	struct span name;
	struct span title, title_en;
	struct span perspective;
	struct span measure;
	enum direction direction;
	enum window window;
	enum path path;
	enum scale scale;
	bool has_band;                  /* else the book's standard, flagged */
	struct ratio band;
	struct span band_text;          /* as written, decimal point */
	int decimals;
	struct span unit_of_value;
	bool central, monthly, cyclical;
	struct span owner, data_source;
	size_t row;                     /* in goals.csv, for messages */
};

struct goals {
	size_t count;                   /* in the book's order */
	const struct goal *list;
	const struct table *table;
};
const struct goals *goals_load(struct book *);
int goal_find(const struct goals *, struct span name);          /* or -1 */

/* One row of targets.csv. */
struct target {
	int year, unit, goal;
	int32_t due, decided;
	bool withdraws;                 /* neither target nor change */
	struct ratio target;            /* change applied to baseline */
	bool has_upper, has_baseline, has_change;
	struct ratio upper, baseline;
	struct span change, stated_change, decided_by, reason;  /* as written */
	size_t row;
};

struct targets {
	size_t count;                   /* in file order */
	const struct target *list;
	const struct table *table;
};
/* Unknown units and goals are 78 with file and line; so is a year's target
 * given as both target and change. */
const struct targets *targets_load(struct book *, const struct units *, const struct goals *);
/* The same from a file of the same columns that is not the book's (what if):
 * it must be there, and `decided` may be empty: DAY_NONE. */
const struct targets *targets_load_file(struct book *, const char *file,
	const struct units *, const struct goals *);

#endif
