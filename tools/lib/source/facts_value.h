/* SPDX-License-Identifier: MIT
 *
 * facts_value: VALUE and WHEN of a `facts` part (MANUAL.md section 7.3), while
 * it is being read (facts). Tests are checked at the end, when each field
 * has its type: facts_value_settle().
 */
#ifndef SOURCE_FACTS_VALUE_H
#define SOURCE_FACTS_VALUE_H

#include "source/facts_type.h"

/* What a column of the facts can hold. */
enum factvalue_want { WANT_TEXT, WANT_DATE, WANT_UNIT, WANT_AMOUNT };

struct facts_values {
	struct facts_types *fields;
	const struct units *units;
	struct fact_test **tests; /* all of them, to be checked */
	size_t ntests;
	size_t tests_cap;
	int npatterns;
};

void facts_value_read(struct facts_values *v, const struct def *d,
	enum factvalue_want want, struct fact_value *out);

/* WHEN; absent (NULL): always. With first only tests on text are right. */
void facts_value_when(struct facts_values *v, const struct def *d, bool first,
	struct fact_when *out);

/* Gives columns of tests their types, and checks all tests. */
void facts_value_settle(struct facts_values *v);

#endif
