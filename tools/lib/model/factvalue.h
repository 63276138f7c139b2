/* SPDX-License-Identifier: MIT
 *
 * factvalue: VALUE and WHEN of a `facts` part (MANUAL.md section 4.3), while
 * it is being read (factdef). Tests are checked at the end, when each field
 * has its type: factvalue_settle().
 */
#ifndef MODEL_FACTVALUE_H
#define MODEL_FACTVALUE_H

#include "model/factfield.h"

/* What a column of the facts can hold. */
enum factvalue_want { WANT_TEXT, WANT_DATE, WANT_UNIT, WANT_AMOUNT };

struct factvalues {
	struct factfields *fields;
	const struct units *units;
	struct fact_test **tests; /* all of them, to be checked */
	size_t ntests;
	size_t tests_cap;
	int npatterns;
};

void factvalue_read(struct factvalues *, const struct def *,
	enum factvalue_want, struct fact_value *out);

/* WHEN; absent (NULL): always. With first only tests on text are right. */
void factvalue_when(struct factvalues *, const struct def *, bool first,
	struct fact_when *out);

/* Gives columns of tests their types, and checks all tests. */
void factvalue_settle(struct factvalues *);

#endif
