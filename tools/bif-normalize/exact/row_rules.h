/* SPDX-License-Identifier: MIT
 *
 * row_rules: what a row is: facts, no facts by a rule that has a name, or a fault.
 * A row is taken whole, refused whole or skipped. Keys are not looked at yet
 * (keys, latest): a row's judgement depends on that row alone.
 *
 * The order of things (MANUAL.md section 4.3): skip rules with `first`; the
 * columns of `types` and of the key; the facts; any fault refuses the row; the
 * other skip rules; a row that gave no fact is skipped as `no_fact`.
 */
#ifndef BIF_NORMALIZE_EXACT_ROW_RULES_H
#define BIF_NORMALIZE_EXACT_ROW_RULES_H

#include "row.h"

enum judgement { JUDGED_FACTS, JUDGED_SKIPPED, JUDGED_REFUSED };

/* Rules of skipping are numbered: those of the plan, then these. */
enum judge_rule {
	ROW_RULES_DUPLICATE,
	ROW_RULES_SUPERSEDED,
	ROW_RULES_NO_FACT,
	ROW_RULES_RULES
};

struct fact {
	/* FACT_COLUMNS and extras, escaped; borrowed until the next row */
	struct span *cells;
	int32_t day;
	/* the rest is judge.c's */
	char dates[2][DAY_WIDTH]; /* those that are no cell's text */
};

struct judged {
	size_t rule;   /* SKIPPED */
	size_t nfacts; /* FACTS */
	struct fact *facts;
};

struct row_rules;
struct row_rules *row_rules_new(const struct facts *, struct row *);
void row_rules_free(struct row_rules *);

/* REFUSED: the row's trouble tells. */
enum judgement row_rules_row(struct row_rules *, struct judged *out);

/* The rules of reading, for those who foresee what becomes of rows (shape).
 * Whether a field is read in every row, whether it may then be empty, and
 * whether a fact lacks something when its value in that column is empty. */
bool row_rules_reads(const struct facts *, int field);
bool row_rules_may_be_empty(const struct facts *, int field);
bool row_rules_needs(const struct fact_field *, int column);

size_t row_rules_rule_count(const struct facts *);
struct span row_rules_rule_name(const struct facts *, size_t rule);

#endif
