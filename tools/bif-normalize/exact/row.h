/* SPDX-License-Identifier: MIT
 *
 * row: one record, its cells as values: it answers the questions of evaluate
 * for this row alone, remembers the fault that counts, and puts the texts of
 * the facts together. A value is read when it is first asked for, and at most
 * once a row.
 */
#ifndef BIF_NORMALIZE_EXACT_ROW_H
#define BIF_NORMALIZE_EXACT_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "bif-normalize/exact/evaluate.h"
#include "io/tsv.h"

extern const char *const row_reasons[FAULT_NONE]; /* bad_date, ... */

/* The fault that counts: the first in the order of faults, among equals the
 * one that was found first. */
struct row_trouble {
	enum row_fault fault;
	int field;             /* FIELD_NONE: a value of no column */
	int32_t day;           /* on which a unit or code was sought */
	const struct def *def; /* the definition that asked for it */
};

/* A fact as texts: FACT_COLUMNS and extras, escaped. */
struct fact {
	struct span *cells;
	int32_t day;
};

/* The facts of a row, borrowed until the next row. */
struct row_facts {
	size_t count;
	struct fact *list;
};

/* The row at hand and what was found of it. */
struct row {
	struct evaluation evaluation; /* the first member: see row.c */
	struct cells *cells;
	struct span *raw; /* by field: the cells' texts */
	struct row_trouble trouble;
	struct row_facts facts;
	int *columns; /* by field: of the input */
	int at_column;

	/* the rest is row.c's */
	struct row_asked *asked;
	struct buf *unescaped;
	char (*days)[2][DAY_WIDTH]; /* by fact: those that no cell shows */
	uint64_t number;
};

/* plan and cells are borrowed. */
struct row *row_new(const struct facts *plan, struct cells *cells);
/* Frees it. */
void row_free(struct row *r);

/* Finds the plan's columns in an input; false after a message (65). */
bool row_bind(struct row *r, const struct tsv *in);

/* Takes the input's current row. */
void row_take(struct row *r, const struct tsv *in);

/* Makes it a row of one cell; all others are empty. */
void row_probe(struct row *r, int field, struct span raw);

/* Where the row stands in the raw file, as the stream has it (escaped); empty
 * when the input has no `at`. */
struct span row_at(const struct row *r, const struct tsv *in);

/* What becomes of the row: FACTS: r->facts; SKIPPED: r->evaluation.rule;
 * REJECTED: r->trouble. */
enum row_outcome row_evaluate(struct row *r);

/* The day of the row as a whole, DAY_NONE when it is not known. */
int32_t row_day(struct row *r);

/* The day a term names; DAY_NONE when it names none. */
int32_t row_day_of(struct row *r, struct day_term day);

/* The field as a value; day decides what units and codes mean. A unit or code
 * whose day is not known is ANSWER_EMPTY. */
const struct answer *row_read(struct row *r, int field, int32_t day);

/* The field as a text, whatever its type. */
const struct answer *row_text(struct row *r, int field);

/* Whether a test holds, before its `not` is looked at. */
bool row_holds(struct row *r, const struct fact_test *test, int32_t day);

/* Whether the text is one of the test's, exactly. */
bool row_one_of(const struct fact_test *test, struct span text);

/* What a fact shows in a cell; empty where it shows nothing. */
struct span row_shown(struct row *r, struct cell_term cell, int32_t day);

#endif
