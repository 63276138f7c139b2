/* SPDX-License-Identifier: MIT
 *
 * evaluate: what becomes of a row by the `facts` of its source: the facts it
 * gives, the rule that skips it, or a fault. It is the only reading of the
 * rules of MANUAL.md, *facts*, and it looks at no cell itself: it asks.
 *
 *	row        answers from the cells of one row (the slow path)
 *	row_plan   answers from bits that many rows share (the fast path)
 *
 * So what it gives are terms, not texts: which column a cell is taken from,
 * which column names a day. They hold for every row with the same answers.
 *
 * The order of things: skip rules with `first`; the columns of `types` and of
 * the key, dates before all others; the facts; any fault rejects the row; the
 * other skip rules; a row that gave no fact is skipped as `no_fact`, or as
 * `missing` or `suppressed` where a marker stands for the number that a fact
 * needs. Keys are not looked at (keys, latest): what becomes of a row depends
 * on it alone.
 */
#ifndef BIF_NORMALIZE_EXACT_EVALUATE_H
#define BIF_NORMALIZE_EXACT_EVALUATE_H

#include <stdbool.h>
#include <stdint.h>

#include "bif-normalize/exact/cell.h"
#include "source/facts.h"

/* Why a row is rejected, in the order in which faults count. */
enum row_fault {
	FAULT_DATE,
	FAULT_UNTIL, /* a fact would end before it begins */
	FAULT_NUMBER,
	FAULT_CPR,
	FAULT_UNIT,     /* nobody's, or not valid that day */
	FAULT_CODE,     /* not in its list, or not that day */
	FAULT_CONFLICT, /* another row of its key gave other facts */
	FAULT_NONE
};

/* What becomes of a row; each is exactly one of them (DESIGN 4: rows in are rows
 * out, rejected and skipped). */
enum row_outcome { ROW_FACTS, ROW_SKIPPED, ROW_REJECTED };

/* Rules that skip rows are numbered: those of the plan, then these. */
enum evaluate_rule {
	EVALUATE_DUPLICATE,  /* of its key and facts, one was there before */
	EVALUATE_SUPERSEDED, /* `latest`: another of its key is the later */
	EVALUATE_NO_FACT,    /* no rule of `each` gave one */
	EVALUATE_MISSING,    /* no fact but those whose amount is missing */
	EVALUATE_SUPPRESSED, /* or not told */
	EVALUATE_RULES
};

/* A day: that of a date column, or the last day of a month (1 to 12) of that
 * column's year; without a column (FIELD_NONE) a day that the definitions
 * name, or DAY_NONE. */
struct day_term {
	int field;
	int month; /* 0: the day itself */
	int32_t day;
};

/* Where the text of a fact's cell comes from. */
enum cell_source {
	CELL_TEXT,    /* the text, the same in all rows */
	CELL_FIELD,   /* what a column's cell is shown as */
	CELL_NEGATED, /* the same with its sign turned */
	CELL_DAY      /* a day that no column shows */
};

/* Where the text of a fact's cell comes from. */
struct cell_term {
	enum cell_source source;
	int field;
	struct span text; /* escaped */
	struct day_term day;
};

/* A fact that a row gives. cells has FACT_COLUMNS + nextras items. */
struct fact_terms {
	struct day_term date;
	struct day_term until; /* DAY_NONE: it is open */
	struct cell_term *cells;
};

struct evaluation;

/* Who answers. Each may call evaluate_fault(). */
struct evaluation_calls {
	/* Whether a test holds, before its `not` is looked at. */
	bool (*holds)(struct evaluation *e, const struct fact_test *test,
		struct day_term day);
	/* The state of a field's cell; day decides what units and codes mean.
	 * With a definition that needs it (def), a bad one is a fault. A unit
	 * or code whose day is not known is ANSWER_EMPTY, and day_missed. */
	enum answer_state (*read)(struct evaluation *e, int field,
		struct day_term day, const struct def *def);
	/* A unit that the definitions name must be valid on that day. */
	void (*unit)(struct evaluation *e, const struct fact_value *unit,
		struct day_term day);
	/* Whether one day is before another; both are known. NULL: it is asked
	 * of each row elsewhere. */
	bool (*before)(struct evaluation *e, struct day_term one,
		struct day_term other);
	/* A fault was found. field is FIELD_NONE for a value of no column. NULL:
	 * that there is one is enough. */
	void (*fault)(struct evaluation *e, enum row_fault fault, int field,
		struct day_term day, const struct def *def);
};

/* One evaluation at a time. Who answers begins a struct of its own with it. */
struct evaluation {
	const struct facts *plan;
	const struct evaluation_calls *calls;
	/* room for one fact of each rule of the plan, with its cells */
	struct fact_terms *facts;

	/* set by who answers, cleared by it before each row */
	bool faulty;     /* a fault was found */
	bool day_missed; /* a unit or code was read without a day */
	bool blank;      /* the cell read last is good, but shows nothing */

	/* what was found */
	struct day_term day; /* of the row as a whole */
	size_t rule;         /* SKIPPED: by this one */
	size_t nfacts;       /* those with faults are among them */
	/* a marker stood where a fact needed a number, so that the fact is not
	 * given; ANSWER_EMPTY: none did */
	enum answer_state marker;
};

/* What becomes of the row about which the calls answer. */
enum row_outcome evaluate_row(struct evaluation *e);

/* Notes a fault: for those who answer, too. */
void evaluate_fault(struct evaluation *e, enum row_fault fault, int field,
	struct day_term day, const struct def *def);

/* The fault of a field of that type. */
enum row_fault evaluate_fault_of(enum fact_type type);

/* How many rules skip rows, and what one is called. */
size_t evaluate_rule_count(const struct facts *plan);
/* The name under which a rule's rows are counted. */
struct span evaluate_rule_name(const struct facts *plan, size_t rule);

/* No day is known. */
#define DAY_TERM_NONE ((struct day_term){ FIELD_NONE, 0, DAY_NONE })

/* Whether the term names a day. */
static inline bool
day_term_known(struct day_term day)
{
	return day.field != FIELD_NONE || day.day != DAY_NONE;
}

/* The last day of a term's month, in the year of the day its column holds. */
static inline int32_t
day_term_of(struct day_term term, int32_t day)
{
	int32_t month;

	if (!term.month || day == DAY_NONE)
		return day;
	month = period_month_of(day);
	return period_month_last(month - month % 12 + term.month - 1);
}

/* Units and codes mean what they mean on a day. */
static inline bool
evaluate_by_day(enum fact_type type)
{
	return type == TYPE_UNIT || type == TYPE_LIST;
}

#endif
