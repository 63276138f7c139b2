/* SPDX-License-Identifier: MIT
 *
 * cell: the text of one cell becomes a typed value, by the type of its field.
 * Columns repeat themselves (a year has 365 dates, a book ten units), so what
 * texts of a column were found to mean is kept in a cell_cache.
 *
 * Answers are borrowed: they hold until a cell of the same field is read that
 * has another text.
 */
#ifndef BIF_NORMALIZE_EXACT_CELL_H
#define BIF_NORMALIZE_EXACT_CELL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "bif-normalize/exact/pseudonym.h"
#include "source/facts.h"
#include "value/decimal.h"
#include "value/period.h"

/* What became of a text. */
enum answer_state {
	ANSWER_EMPTY, /* blank, or the text that stands for no end */
	ANSWER_GOOD,
	ANSWER_BAD,       /* not what its column should hold */
	ANSWER_MISSING,   /* a marker: there is no number */
	ANSWER_SUPPRESSED /* a marker: there is one, which is not told */
};

/* What a cell says. */
struct answer {
	enum answer_state state;
	int32_t from, to;        /* days on which it says so, included */
	int32_t value;           /* a day, a unit's index */
	struct period_time time; /* of a day */
	struct decimal number;
	/* as facts show it, escaped; a number has a `-` before it */
	struct span text;
	/* as names are compared; the digits of a CPR number */
	struct span folded;
};

struct cells;

/* Reads the cells of a plan's fields. All is borrowed; key may be NULL when the
 * plan is not personal. */
struct cells *cells_new(const struct facts *plan, const struct units *units,
	const struct pseudonym *key);
/* Tells which fields are shown (by field, borrowed): a personal number that is
 * not becomes no pseudonym, which is dear, but a mark that only tells it from
 * others of its column, and only in this process: its text in the answers
 * then. Until told, all are shown. */
void cells_show(struct cells *c, const bool *shown);
/* Frees the answers that are remembered. */
void cells_free(struct cells *c);

/* Whether folding and escaping leave the text as it is: ASCII without blanks,
 * capitals, control characters and backslashes. */
bool cell_is_plain(struct span raw);

/* A cell of that field came: cells_doubt() tells of columns in which none has a
 * value. A day that stands for none is none. */
void cells_note(struct cells *c, int field, struct span raw);

/* As text, whatever the field's type: folded, and escaped for the facts. */
const struct answer *cell_text(struct cells *c, int field, struct span raw);

/* As a value. day decides what units and codes mean; it must not be DAY_NONE
 * for them. Faults are told by the state, never said. */
const struct answer *cell_read(struct cells *c, int field, struct span raw,
	int32_t day);

/* A unit that the definitions name by its code. */
const struct answer *cell_unit(struct cells *c, struct span code, int32_t day);

/* The code of the unit that has that name (folded) on any day; empty when none
 * has it, or one unit on some days and another on others. */
struct span cell_unit_ever(struct cells *c, struct span folded);

/* Why a text of the field is ANSWER_BAD, as the end of a sentence that says that
 * it is no date, number or unit; "" when there is nothing more to say. */
const char *cell_why(const struct cells *c, int field, struct span raw);

/* Says of columns whose numbers may have been meant otherwise, where nobody said
 * how they are written: some had a group mark alone and others a decimal mark;
 * all had three decimals; some a percent sign; some times seconds. So of columns
 * that none of many rows has a value in. Nothing else comes of it. */
void cells_doubt(const struct cells *c, uint64_t rows);
/* Which marks of numbers each column has shown, as a text of a letter a column.
 * Where several runs read the rows of one source and all have the same text, a
 * run that read all of them would tell no doubt that none of them told. */
void cells_marks(const struct cells *c, struct buf *b);

/* Whether a text is what a spreadsheet shows in a cell that has no value: #N/A,
 * #DIV/0!, and what they are in other languages. */
bool cell_is_error(struct span raw);

/* Says, once a column, of the texts of a row that is taken those that are such
 * errors: nobody meant them as a name, and no rule counts them. */
void cells_errors(struct cells *c, const struct span *raw, struct span at);

/* Whether the pattern of a test matches the cell. */
bool cell_matches(struct cells *c, const struct fact_test *test,
	struct span raw);

#endif
