/* SPDX-License-Identifier: MIT
 *
 * measure: measures.json, what is counted (DESIGN.md section 5, MANUAL.md).
 */
#ifndef CONTRACT_MEASURE_H
#define CONTRACT_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "book/book.h"
#include "book/defs.h"
#include "book/schema.h"
#include "value/decimal.h"
#include "value/period.h"

/* One side of a measure's fraction: which facts (a where), how they
 * are counted, and how months are put together (MANUAL.md section 7.5). What
 * is read lives in the arena; faults are said (78). */

/* One test of a where: the column's value is (or, with negate, is not) one of
 * the values, compared as bytes: facts are already normal. */
struct where_test {
	struct span column;
	bool negate;
	size_t nvalues;
	const struct span *values;
	const struct def *def;
};

/* Which facts: those of which all tests hold. */
struct where {
	size_t ntests; /* all must hold; none: every fact */
	const struct where_test *tests;
};

/* Whether each fact of which the narrow one holds is one of the wide one too;
 * false where it cannot be told from their tests. */
bool where_within(const struct where *narrow, const struct where *wide);

/* How facts are counted; see MANUAL.md for each KIND. */
enum measure_count {
	COUNT_NONE, /* the component is absent */
	COUNT_FACTS,
	COUNT_SUBJECTS,
	COUNT_AMOUNT,
	COUNT_WEIGHTED,
	COUNT_DAYS,
	COUNT_OPEN
};
/* How the months of a window are put together. What can be counted on any day,
 * such as open cases, is not added up: a case would count once for each month
 * it stays. */
enum measure_across { ACROSS_SUM, ACROSS_MEAN, ACROSS_LAST };

/* What a fact of that outcome counts. */
struct weight {
	struct span outcome;
	struct decimal weight;
};

/* A numerator or a denominator: what is counted of the facts of which the where
 * holds. Weights are decimals, so that sums are exact. */
struct component {
	enum measure_count count;
	struct where where;
	enum measure_across across;
	long longer_than; /* COUNT_OPEN: days, or -1 */
	size_t nweights;  /* COUNT_WEIGHTED: others weigh 0 */
	const struct weight *weights;
	const struct def *def;
};

extern const struct schema component_schema;

/* What its figures are, for people. */
enum measure_shown {
	SHOWN_PERCENT,
	SHOWN_NUMBER,
	SHOWN_DAYS,
	SHOWN_POINTS,
	SHOWN_KWH
};
/* What is done with numerator and denominator: n/d, or n where there is no
 * denominator; |n/d - 1|; n/d - 1. */
enum measure_form { FORM_RATIO, FORM_DEVIATION, FORM_CHANGE };

/* What a parent's figure is made of. */
enum measure_parents {
	PARENTS_SUM, /* of its children, or its own count of persons */
	PARENTS_NONE,
	PARENTS_MEAN /* the plain mean of its children's values */
};

/* What is counted: a fraction of two components, or a cohort of which some
 * succeed. */
struct measure {
	struct span name; /* with @reading for an alternative */
	struct span title, title_en;
	enum measure_shown shown;
	enum measure_form form;
	bool fed; /* by TSV or hand only: no wheres */
	/* unless said, none of an amount in per cent that months do not add */
	enum measure_parents parents;
	bool cohort;
	struct component numerator;   /* not of cohorts */
	struct component denominator; /* COUNT_NONE: there is none */
	struct where enter, reach;    /* cohorts */
	struct period_length within;
	struct period_length needed; /* `for`, default 1 day */
	bool by_maturity;            /* month_of: maturity (default entry) */
	/* index of the measure it is another reading of, or -1 */
	int alternative_of;
	const struct def *def;
};

/* Facts left out of every measure: those that match, from..to included. One
 * place says what is outside the administration's task, so that no measure can
 * forget it. */
struct scope_rule {
	struct where where;
	int32_t from, to; /* DAY_NONE: no limit on that side */
	struct span because;
	const struct def *def;
};

/* All measures, and what none of them counts. */
struct measures {
	size_t count; /* alternatives after their measure */
	const struct measure *list;
	size_t nscope;
	const struct scope_rule *scope;
};

extern const struct schema measures_schema, measure_schema, reading_schema,
	scope_schema;

/* Reads measures.json. NULL after a message (66, 78). */
const struct measures *measures_load(struct book *b);
int measure_find(const struct measures *m, struct span name); /* or -1 */

/* Whether it is an amount in per cent without a denominator: a rate, of which a
 * sum means nothing. */
bool measure_is_rate(const struct measure *m);

/* Bytes that hold what measure_above_all() says. */
#define MEASURE_ABOVE_ALL (2 * DECIMAL_WIDTH + 80)
/* Whether `part` of `all` is more than all there is, of a measure that is a
 * share: of members or facts, in which none can be counted twice, or of
 * amounts, whose columns may be exchanged. `text` is told both numbers and what
 * they mean, ended by NUL. */
bool measure_above_all(const struct measure *m, struct decimal part,
	struct decimal all, char text[MEASURE_ABOVE_ALL]);

/* Whether a unit without rows is a real 0 (DESIGN.md section 7): no
 * denominator and a count of facts, subjects, weighted, days or open. */
bool measure_counts_zero(const struct measure *m);

#endif
