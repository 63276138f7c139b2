/* SPDX-License-Identifier: MIT
 *
 * facts_value: VALUE and WHEN of a `facts` part (MANUAL.md section 7.3), while
 * it is being read (facts). Tests are checked at the end, when each field
 * has its type: facts_value_settle().
 */
#ifndef SOURCE_FACTS_VALUE_H
#define SOURCE_FACTS_VALUE_H

#include "contract/measure.h"
#include "book/defs.h"
#include "source/facts.h"

/* facts_type: the columns that a `facts` part reads, while it is being read
 * (facts). Each column becomes one field, whoever names it first; what is
 * said of it in several places must agree. Faults are said and remembered;
 * reading goes on, so that all of them are seen at once. */

/* The fields so far; the list moves to the arena when all are known. */
struct facts_types {
	struct book *book; /* whose arena holds what must outlive the reading */
	const struct source_def *source; /* whose export gives the columns */
	const struct codes *codes;       /* where lists are looked up */
	/* fields so far, by number; it moves, and is freed by the caller */
	struct fact_field *list;
	size_t count;
	size_t cap;
	bool ok; /* no fault so far */
};

/* The field of a column, made if need be; FIELD_NONE after a message when no
 * export part gives such a column. def is where it is named. */
int facts_type_use(struct facts_types *fs, struct span column,
	const struct def *def);

/* `types`: { "column": TYPE }. */
void facts_type_types(struct facts_types *fs, const struct def *types);

/* Whether an object of `each` names a column with its type, such as
 * {"date": "due", "format": "dd-mm-yyyy"}; the field, or FIELD_NONE after a
 * message. */
int facts_type_value(struct facts_types *fs, const struct def *object);

/* Gives a field a type that follows from its use. */
void facts_type_give(struct facts_types *fs, int field, enum fact_type type,
	const struct def *why);
/* A date field takes the format of another. */
void facts_type_like(struct facts_types *fs, int field, int other,
	const struct def *why);

/* What is still open gets its default; what is missing is said. */
void facts_type_settle(struct facts_types *fs);

/* Says a fault of the definition and remembers it; `rule` is what lint calls a
 * name that is nowhere. */
void facts_type_unknown(struct facts_types *fs, const char *rule,
	const struct def *d, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* The same for any other fault of the definition. */
#define facts_type_wrong(fs, d, ...) \
	facts_type_unknown(fs, "definition", d, __VA_ARGS__)

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
