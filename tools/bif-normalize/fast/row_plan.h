/* SPDX-License-Identifier: MIT
 *
 * row_plan: what rows of the same answers give. What becomes of a row depends
 * on which tests of the definitions hold for it and which of its cells are
 * empty; given these, the rest is fixed: the rule that skips it, the facts it
 * gives, and the column each of their cells is taken from. There are few such
 * answers, be there millions of rows. So evaluate is asked once for each, and
 * what is left to do for the next row is to put texts side by side:
 *
 *	tests   state: Udeblevet no, held: "" no, held not after due yes
 *	gives   [centre] "\tinterview\t" [due] "\ton_time\n"
 *
 * A row that would be rejected is left to the slow path, which finds and says
 * the fault; so is one whose texts may mean something else on its day.
 */
#ifndef BIF_NORMALIZE_FAST_ROW_PLAN_H
#define BIF_NORMALIZE_FAST_ROW_PLAN_H

#include "bif-normalize/exact/evaluate.h"
#include "bif-normalize/exact/writer.h"
#include "bif-normalize/fast/value_cache.h"
#include "source/facts.h"

/* Tests, and fields with the units that the definitions name, at most. */
#define ROW_PLAN_BITS 62
/* In lacks: some text is not what its column should hold. */
#define ROW_PLAN_BAD ((uint64_t)1 << 63)
/* In lacks: some text means something else on other days, or it is not known
 * yet what it means. */
#define ROW_PLAN_DATED ((uint64_t)1 << 62)

/* The bits of the tests that hold, as `nth` counts them, and the bits of the
 * fields that are empty, with the two above. */
struct answers {
	uint64_t tests;
	uint64_t lacks;
};

/* A stretch of a line: what stands before the cell, and the cell; CELL_TEXT:
 * there is none, the line ends. VALUE_CACHE_WIDTH bytes can be read from
 * before. */
struct plan_piece {
	const char *before;
	uint32_t before_len;
	bool is_at; /* the cell is the row's `at` */
	struct cell_term cell;
};

/* The line of one fact. */
struct plan_line {
	struct plan_piece *pieces;
	size_t count;
};

/* A cell of the facts that differs from row to row, and its place among the
 * parts of their digest. */
struct plan_part {
	size_t place;
	const struct cell_term *cell;
};

/* What a column means was taken for granted on that day. */
struct plan_check {
	int column;
	struct day_term day;
};

/* What is done with all rows that have the same answers. */
struct row_plan {
	struct answers answers;
	enum row_outcome outcome; /* REJECTED: left to the slow path */
	size_t rule;              /* SKIPPED: by this one */
	size_t nchecks;
	struct plan_check *checks;
	/* Facts, of skipped rows too: one that ends before it begins rejects
	 * the row before a rule can skip it. */
	size_t nfacts;
	struct fact_terms *facts;
	struct plan_line *lines; /* FACTS: those of the facts */
	/* bytes its lines need, if no text is longer than VALUE_CACHE_WIDTH */
	size_t room;
	/* where there are keys: the sum of the parts that are the same in all
	 * rows, and the others */
	digest fixed;
	size_t nparts;
	struct plan_part *parts;
	uint64_t rows;         /* of it, as fast_rows counts them */
	struct row_plan *next; /* on the same slot */
};

#define ROW_PLAN_SLOTS 256

/* The plans made so far, found by the answers. */
struct row_plans {
	struct row_plan *slots[ROW_PLAN_SLOTS];
	const struct facts *plan;
	const struct writer *writer;
	const struct fact_test **tests; /* the plan's, as `nth` counts */
	/* units the definitions name by their code: columns of their own,
	 * after those of the fields */
	struct span *literals;
	size_t nliterals;
	/* fields of which texts are written, or compared with those of other
	 * rows */
	uint64_t shown;
	/* the rest is row_plan.c's */
	size_t literals_cap;
	size_t count;
	struct arena *arena;
};

/* NULL when the plan asks for more than ROW_PLAN_BITS. Both are borrowed. */
struct row_plans *row_plans_new(const struct facts *plan,
	const struct writer *writer);
void row_plans_free(struct row_plans *s); /* NULL is fine */

/* Forgets all plans when they have become very many. Until it is called the
 * next time, they stand. */
void row_plans_tidy(struct row_plans *s);

/* The plan of those answers, made if need be. */
struct row_plan *row_plan_find(struct row_plans *s, struct answers answers,
	size_t slot);

/* The same, quickly, when the row before on its slot had them too. */
static inline struct row_plan *
row_plan_of(struct row_plans *s, struct answers a)
{
	size_t slot = (size_t)((a.tests * 0x9e3779b97f4a7c15u
				       + a.lacks * 0xd1b54a32d192ed03u)
			      >> 56)
		% ROW_PLAN_SLOTS;
	struct row_plan *plan = s->slots[slot];

	if (__builtin_expect(plan && plan->answers.tests == a.tests
			    && plan->answers.lacks == a.lacks,
		    1))
		return plan;
	return row_plan_find(s, a, slot);
}

#endif
