/* SPDX-License-Identifier: MIT
 *
 * intake: the facts of one file, checked and made into numbers. Each file has
 * columns of its own in an order of its own; they are bound when it is
 * opened. A fact that cannot be counted is said with file and line (65) and
 * rejected; the others go on.
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
	uint32_t ancestry; /* the unit and its parents that day */
	uint32_t source;   /* its number in coverage.h, set there */
	int32_t day, month;
	const struct plan_course *course;

	/* What its course asks for, by intake_detail(). */
	int32_t until;         /* DAY_NONE: still open */
	struct span subject;   /* as it stands; empty: nobody asks */
	struct decimal amount; /* empty counts 1 */
};

/* What all files share. */
struct intake {
	struct plan *plan;
	const struct units *units;
	struct ancestries *ancestries;
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

/* Makes an intake for that plan; all three are borrowed. */
void intake_begin(struct intake *k, struct plan *plan,
	const struct units *units, struct ancestries *ancestries);
/* Frees what it holds; the struct is the caller's. */
void intake_end(struct intake *k);

/* Opens a file and binds its columns. False after a message: no such file, or
 * a column is missing (66, 65). */
bool intake_open(struct intake *k, const char *file);
/* False after a message when reading failed on the way. */
bool intake_close(struct intake *k);

/* What reading the next fact came to. */
enum intake_result {
	INTAKE_END,
	INTAKE_FACT,
	INTAKE_REJECTED, /* said; the next call goes on */
	INTAKE_FAULT     /* reading failed, said */
};
/* Reads the next fact as far as every fact is read. */
enum intake_result intake_next(struct intake *k, struct fact *f);

/* Reads the cells that the fact's course needs; false: rejected, said. The
 * subject is borrowed until the next fact. */
bool intake_detail(struct intake *k, struct fact *f);

/* Says why the fact at hand cannot be counted, by that cell of it (65); false,
 * so that a caller can return it. */
bool intake_reject(const struct intake *k, enum fact_column column,
	const char *why);

/* A cell of the fact at hand as it stands, escapes and all; empty when the
 * file has no such column. */
struct span intake_cell(const struct intake *k, enum fact_column column);

#endif
