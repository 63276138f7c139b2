/* SPDX-License-Identifier: MIT
 *
 * row: one record while it is being judged: its cells as values, the tests of
 * the definitions on them, and the first of its faults. Values are read when
 * they are first asked for, and at most once a row.
 *
 * Whoever needs a value that cannot be had notes a fault; the row goes on, and
 * in the end the fault that comes first in the fixed order counts (MANUAL.md
 * section 4.3), among equals the one that was found first.
 */
#ifndef BIF_NORMALIZE_EXACT_ROW_H
#define BIF_NORMALIZE_EXACT_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "cell.h"
#include "io/tsv.h"
#include "source/facts.h"

/* In the order in which they count. */
enum row_fault {
	FAULT_DATE,
	FAULT_UNTIL,
	FAULT_NUMBER,
	FAULT_CPR,
	FAULT_UNIT,
	FAULT_CODE,
	FAULT_CONFLICT,
	FAULT_NONE
};

extern const char *const row_reasons[FAULT_NONE]; /* bad_date, ... */

struct row_trouble {
	enum row_fault fault;
	int field;             /* FIELD_NONE: a value of no column */
	int32_t day;           /* on which a unit or code was sought */
	const struct def *def; /* the definition that asked for it */
};

struct row {
	const struct facts *plan;
	struct cells *cells;
	struct span *raw; /* by field: the cells' texts */
	/* what units and codes of the row as a whole mean; DAY_NONE: unknown */
	int32_t day;
	struct row_trouble trouble;
	/* a unit or code was asked for while the day was not known */
	bool day_missed;

	/* the rest is row.c's */
	int *columns; /* by field: of the input */
	int at_column;
	struct row_asked *asked;
	struct buf *unescaped;
	uint64_t number;
};

/* plan and cells are borrowed. */
struct row *row_new(const struct facts *, struct cells *);
void row_free(struct row *);

/* Finds the plan's columns in an input; false after a message (65). */
bool row_bind(struct row *, const struct tsv *);
/* Takes the input's current row. */
void row_take(struct row *, const struct tsv *);
/* Makes it a row of one cell; all others are empty. */
void row_probe(struct row *, int field, struct span raw);
/* Where the row stands in the raw file, as the stream has it (escaped); empty
 * when the input has no `at`. */
struct span row_at(const struct row *, const struct tsv *);

void row_trouble(struct row *, enum row_fault, int field, int32_t day,
	const struct def *);

/* The field as a value; the day is that of the fact, or the row's. A unit or
 * code whose day is not known is ANSWER_EMPTY: that day is then the fault. */
const struct answer *row_read(struct row *, int field, int32_t day);
const struct answer *row_text(struct row *, int field);

/* The same, and a text that is not what it should be is a fault. */
const struct answer *row_check(struct row *, int field, int32_t day,
	const struct def *);

/* Whether all tests hold. */
bool row_holds(struct row *, const struct fact_when *, int32_t day);

/* Whether the text is one of the test's, exactly. */
bool row_one_of(const struct fact_test *, struct span);

const struct fact_value *row_case(struct row *, const struct fact_value *,
	int32_t day);

/* Of a value's cases the one that holds; the value itself when it has none,
 * NULL when none holds. */
static inline const struct fact_value *
row_pick(struct row *r, const struct fact_value *v, int32_t day)
{
	if (v->kind == VALUE_CHOICE)
		return row_case(r, v, day);
	return v->kind == VALUE_NONE ? NULL : v;
}

/* The day a picked value names, DAY_NONE when it names none. No fault. */
int32_t row_day(struct row *, const struct fact_value *picked);

/* The fault of a field of that type. */
enum row_fault row_fault_of(enum fact_type);

#endif
