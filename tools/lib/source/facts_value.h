/* SPDX-License-Identifier: MIT
 *
 * facts_value: VALUE and WHEN of a `facts` part (MANUAL.md section 7.3), while
 * it is being read (facts). Tests are checked at the end, when each field
 * has its type: facts_value_settle().
 */
#ifndef SOURCE_FACTS_VALUE_H
#define SOURCE_FACTS_VALUE_H

#include "contract/component.h"
#include "source/facts_type.h"

/* What a column of the facts can hold: a text of the book is checked for it when
 * the book is read, and a column of the records must have the type. */
enum factvalue_want { WANT_TEXT, WANT_DATE, WANT_UNIT, WANT_AMOUNT };

/* What values and tests are read with. */
struct facts_values {
	struct facts_types *fields; /* which hold the columns, and the faults */
	const struct units *units;  /* where a literal unit is looked up */
	/* All of them, to be checked at the end, and numbered: the list is the
	 * caller's to free, the tests are the book's. */
	struct fact_test **tests;
	size_t ntests;
	size_t tests_cap;
	int npatterns; /* met so far */
};

/* VALUE, into *out; a fault is remembered in v->fields. */
void facts_value_read(struct facts_values *v, const struct def *d,
	enum factvalue_want want, struct fact_value *out);

/* WHEN; absent (NULL): always. With first only tests on text are right. */
void facts_value_when(struct facts_values *v, const struct def *d, bool first,
	struct fact_when *out);

/* Gives columns of tests their types, and checks all tests. */
void facts_value_settle(struct facts_values *v);

/* Which sources can feed a measure (DESIGN.md section 13): those whose `each`
 * can give an event that the measure counts, enters or reaches by. It follows
 * from the definitions alone, whatever has come. */

/* Whether a column of a fact can hold a text by that value. What is read from
 * free text can hold any. */
bool feeds_can_be(const struct facts *facts, const struct fact_value *value,
	struct span text);

/* Whether some rule of the source gives facts whose event (and source) pass
 * the tests on them. */
bool feeds_can(const struct facts *facts, const struct where *where);

#endif
