/* SPDX-License-Identifier: MIT
 *
 * factfield: the columns that a `facts` part reads, while it is being read
 * (factdef). Each column becomes one field, whoever names it first; what is
 * said of it in several places must agree. Faults are said and remembered;
 * reading goes on, so that all of them are seen at once.
 */
#ifndef MODEL_FACTFIELD_H
#define MODEL_FACTFIELD_H

#include "model/defs.h"
#include "model/factdef.h"

struct factfields {
	struct book *book;
	const struct sourcedef *source;
	const struct codes *codes;
	struct fact_field *list;
	size_t count;
	size_t cap;
	bool ok; /* no fault so far */
};

/* The field of a column, made if need be; FIELD_NONE after a message when no
 * export part gives such a column. def is where it is named. */
int factfield_use(struct factfields *, struct span column,
	const struct def *def);

/* `types`: { "column": TYPE }. */
void factfield_types(struct factfields *, const struct def *types);

/* Whether an object of `each` names a column with its type, such as
 * {"date": "due", "format": "dd-mm-yyyy"}; the field, or FIELD_NONE after a
 * message. */
int factfield_value(struct factfields *, const struct def *object);

/* Gives a field a type that follows from its use. */
void factfield_give(struct factfields *, int field, enum fact_type,
	const struct def *why);
/* A date field takes the format of another. */
void factfield_like(struct factfields *, int field, int other,
	const struct def *why);

/* What is still open gets its default; what is missing is said. */
void factfield_settle(struct factfields *);

/* Says a fault of the definition and remembers it. */
void factfield_wrong(struct factfields *, const struct def *, const char *fmt,
	...) __attribute__((format(printf, 3, 4)));
/* The same for a name that is nowhere: lint's rule for it. */
void factfield_unknown(struct factfields *, const char *rule,
	const struct def *, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

#endif
