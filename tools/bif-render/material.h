/* SPDX-License-Identifier: MIT
 *
 * material: what reports are made of: the book, the verdicts of one status
 * (one year, one as-of date) and where their data came from. The order in
 * which verdicts were read makes no difference.
 */
#ifndef BIF_RENDER_MATERIAL_H
#define BIF_RENDER_MATERIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "model/book.h"
#include "model/goal.h"
#include "model/unit.h"
#include "model/verdict.h"
#include "origin.h"
#include "words.h"

struct material {
	struct book *book;
	enum lang lang;
	const struct units *units;
	const struct goals *goals;
	bool *parent;                   /* by unit: another is below it */

	int year;
	int32_t as_of;
	int32_t known_at;               /* DAY_NONE when verdicts do not say */
	const struct verdict **verdicts;        /* by unit, then goal */
	bool *unit_shown;               /* has a verdict */
	bool *goal_shown;               /* is in somebody's contract */
	const struct origins *origins;  /* NULL: nobody said */
	size_t rows, other_rows;        /* verdicts read; of other dates */
};

/* What is asked for on the command line. */
struct material_request {
	const char *book;
	const char *lang;               /* NULL: the book's */
	const char *ledger;             /* of the run, or NULL */
	const char *const *files;
	size_t nfiles;
	int32_t as_of;                  /* of several statuses this; DAY_NONE:
	                                   there must be one only */
};

/* NULL after a message: 64 and 78 for the book, 65 for verdicts of units and
 * goals the book does not know, of several dates, or given twice. */
struct material *material_load(const struct material_request *);
void material_free(struct material *);

/* The verdict on a goal at a unit, or NULL. */
const struct verdict *material_verdict(const struct material *, int unit,
	int goal);

/* The title in the report's language. */
struct span material_goal_title(const struct material *, int goal);

/* Perspectives in the order of their first goal that is shown: *at is 0 for
 * the first call; false when there are no more. */
bool material_perspective(const struct material *, size_t *at,
	struct span *perspective);

#endif
