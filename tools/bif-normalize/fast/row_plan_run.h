/* SPDX-License-Identifier: MIT
 *
 * row_plan_run: what a plan (row_plan) comes to for one row: the lines of its
 * facts, put together from stretches of fixed text and the texts of cells in
 * the output's own room, and the digests by which rows are compared.
 */
#ifndef BIF_NORMALIZE_FAST_ROW_PLAN_RUN_H
#define BIF_NORMALIZE_FAST_ROW_PLAN_RUN_H

#include "bif-normalize/fast/column.h"
#include "bif-normalize/fast/row_plan.h"
#include "io/out.h"

/* Where lines are written, and the columns they are made of. */
struct row_plan_run {
	struct out *out;
	const struct columns *columns;
	size_t at_cell; /* the input's column `at` */
	/* the rest is row_plan_run.c's: the room, filled up to `to`; NULL: none
	 * was asked for since it was handed back */
	char *room, *to, *limit;
};

/* Writes the facts of a row of columns->rows. */
void row_plan_run_row(struct row_plan_run *w, const struct row_plan *p,
	size_t row);

/* Hands the room back, before anybody else writes to out. */
void row_plan_run_pause(struct row_plan_run *w);

/* As keys_of_row() and keys_of_facts(), of a row that was looked up; lacks as
 * it was answered. */
digest row_plan_run_key(const struct columns *cs, const struct facts *plan,
	uint64_t lacks, size_t row);
/* The same of all facts of the row. */
digest row_plan_run_facts(const struct columns *cs, const struct row_plan *p,
	size_t row);

#endif
