/* SPDX-License-Identifier: MIT
 *
 * intake: the facts of one file, checked and made into numbers. Each file has
 * columns of its own in an order of its own; they are bound when it is
 * opened. A fact that cannot be counted is said with file and line (65) and
 * refused; the others go on.
 */
#ifndef BIF_AGGREGATE_INTAKE_H
#define BIF_AGGREGATE_INTAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "ancestry.h"
#include "io/tsv.h"
#include "plan.h"
#include "value/decimal.h"

/* What every fact must say. */
struct fact {
	int unit;
	uint32_t chain; /* the unit and its parents that day */
	int32_t day, month;
	const struct plan_course *course;

	/* What its course asks for, by intake_detail(). */
	int32_t until;         /* DAY_NONE: still open */
	struct span subject;   /* as it stands; not empty */
	struct decimal amount; /* empty counts 1 */
};

/* What all files share. */
struct intake {
	struct plan *plan;
	const struct units *units;
	struct ancestries *chains;
	struct intern *codes; /* of units, in the book's order */
	struct month_memo *months;
	uint32_t *classes;

	/* The file at hand. */
	struct tsv *in;
	int column[FACT_COLUMNS]; /* or -1 */
	int *tested;              /* of each plan column, or -1 */
	/* by column of the file: some fact without a subject is counted by it */
	bool *decides;
};

void intake_begin(struct intake *, struct plan *, const struct units *,
	struct ancestries *);
void intake_end(struct intake *);

/* False after a message: no such file, or a column is missing. */
bool intake_open(struct intake *, const char *file);
bool intake_close(struct intake *);

enum intake_result {
	INTAKE_END,
	INTAKE_FACT,
	INTAKE_REFUSED, /* said; the next call goes on */
	INTAKE_FAULT    /* reading failed, said */
};
enum intake_result intake_next(struct intake *, struct fact *);

/* Reads the cells that the fact's course needs; false: refused, said. The
 * subject is borrowed until the next fact. */
bool intake_detail(struct intake *, struct fact *);

/* A cell of the fact at hand as it stands, escapes and all; empty when the
 * file has no such column. */
struct span intake_cell(const struct intake *, enum fact_column);

#endif
