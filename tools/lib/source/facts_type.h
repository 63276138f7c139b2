/* SPDX-License-Identifier: MIT
 *
 * facts_type: the columns that a `facts` part reads, while it is being read
 * (facts). Each column becomes one field, whoever names it first; what is
 * said of it in several places must agree. Faults are said and remembered;
 * reading goes on, so that all of them are seen at once.
 */
#ifndef SOURCE_FACTS_TYPE_H
#define SOURCE_FACTS_TYPE_H

#include "book/defs.h"
#include "source/facts.h"

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

#endif
