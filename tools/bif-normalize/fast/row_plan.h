/* SPDX-License-Identifier: MIT
 *
 * row_plan: what rows of the same answers give. What becomes of a row depends on
 * which tests of the definitions hold for it and which of its cells are empty;
 * given these, the rest is fixed: the rule that skips it, the facts it gives,
 * and the column each of their cells is taken from. There are few such shapes,
 * be there millions of rows. So the plan is walked once for each, as judge
 * walks it for a row, and what is left to do for the next row of the shape is
 * to put texts side by side:
 *
 *	tests   state: Udeblevet no, held: "" no, held not after due yes
 *	gives   [centre] "\tinterview\t" [due] "\ton_time\n"
 *
 * A row that would be refused is REFERRED to the judge, who has the last word
 * and finds it; so is one whose texts may mean something else on its day.
 */
#ifndef BIF_NORMALIZE_FAST_ROW_PLAN_H
#define BIF_NORMALIZE_FAST_ROW_PLAN_H

#include "value_cache.h"
#include "source/facts.h"
#include "bif-normalize/exact/writer.h"

/* Answers: the bits of the tests that hold, as `nth` counts, and the bits of the
 * fields that are empty, with these two. */
#define ROW_PLAN_BITS 62                 /* tests, and fields, at most */
#define ROW_PLAN_BAD ((uint64_t)1 << 63) /* some text is not what it should */
#define ROW_PLAN_DATED \
	((uint64_t)1 << 62) /* some text means something else on
                                           other days, or it is not known
                                           yet what it means */
struct answers {
	uint64_t tests;
	uint64_t lacks;
};

enum shape_kind { ROW_PLAN_REFERRED, ROW_PLAN_SKIPPED, ROW_PLAN_FACTS };

/* A day: that of a date column, or the last of a month of its year; where
 * there is no column, a day the definitions name, or DAY_NONE. */
struct shape_day {
	int column;
	int month;
	int32_t day;
};

enum shape_source {
	ROW_PLAN_TEXT,
	ROW_PLAN_COLUMN,
	ROW_PLAN_NEGATED,
	ROW_PLAN_DAY,
	ROW_PLAN_AT
};

/* Where the text of a cell comes from. */
struct shape_cell {
	enum shape_source source;
	struct span text;
	int column;
	struct shape_day day;
};

/* A stretch of a line: what stands before the cell, and the cell; TEXT: there
 * is none, the line ends. VALUE_CACHE_WIDTH bytes can be read from before. */
struct shape_piece {
	const char *before;
	uint32_t before_len;
	struct shape_cell cell;
};

struct shape_fact {
	struct shape_day date;
	struct shape_day until;     /* DAY_NONE: none */
	struct shape_cell *cells;   /* all columns of the facts */
	struct shape_piece *pieces; /* of the line that is written */
	size_t npieces;
};

/* A cell of the facts that differs from row to row, and its place among the
 * parts of their digest. */
struct shape_part {
	size_t place;
	const struct shape_cell *cell;
};

/* What a column means was taken for granted on that day. */
struct shape_check {
	int column;
	struct shape_day day;
};

struct row_plan {
	struct answers answers;
	enum shape_kind kind;
	size_t rule; /* SKIPPED: by this one */
	size_t nchecks;
	struct shape_check *checks;
	size_t nfacts;
	struct shape_fact *facts;
	/* bytes its lines need, if no text is longer than VALUE_CACHE_WIDTH */
	size_t room;
	/* where there are keys: the sum of the parts that are the same in all
	 * rows, and the others */
	digest fixed;
	size_t nparts;
	struct shape_part *parts;
	uint64_t rows;         /* of it, as batch counts them */
	struct row_plan *next; /* on the same slot */
};

#define ROW_PLAN_SLOTS 256

struct row_plans {
	struct row_plan *slots[ROW_PLAN_SLOTS];
	const struct facts *plan;
	const struct fact_test **tests; /* the plan's, as `nth` counts */
	/* units the definitions name by their code: columns of their own,
	 * after those of the fields */
	const struct span *literals;
	size_t nliterals;
	/* fields of which texts are written, or compared with those of other
	 * rows */
	uint64_t shown;
	/* the rest is shape.c's */
	const struct writer *writer;
	size_t literals_cap;
	size_t count;
	struct arena *arena;
};

/* NULL when the plan asks for more than ROW_PLAN_BITS. Both are borrowed. */
struct row_plans *row_plans_new(const struct facts *, const struct writer *);
void row_plans_free(struct row_plans *); /* NULL is fine */

/* Forgets all shapes when they have become very many. Until it is called the
 * next time, they stand. */
void row_plans_tidy(struct row_plans *);

/* The shape of those answers, made if need be: by what is named after it. */
struct row_plan *row_plan_find(struct row_plans *, struct answers, size_t slot);
struct row_plan *row_plan_make(struct row_plans *, struct answers);

/* The same, quickly, when the row before on its slot had them too. */
static inline struct row_plan *
row_plan_of(struct row_plans *s, struct answers a)
{
	size_t slot = (size_t)((a.tests * 0x9e3779b97f4a7c15u
				       + a.lacks * 0xd1b54a32d192ed03u)
			      >> 56)
		% ROW_PLAN_SLOTS;
	struct row_plan *shape = s->slots[slot];

	if (__builtin_expect(shape && shape->answers.tests == a.tests
			    && shape->answers.lacks == a.lacks,
		    1))
		return shape;
	return row_plan_find(s, a, slot);
}

#endif
