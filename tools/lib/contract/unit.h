/* SPDX-License-Identifier: MIT
 *
 * unit: units.csv, the tree of units and the names they go by.
 * A unit is known by its code, its name or an alias, compared folded
 * (text_fold). A unit may have several rows of disjoint validity; the day
 * picks the row, and with it the parent and the aliases. Days are those of
 * value/period; faults are said with file and line (78). All lives in the
 * book's arena.
 */
#ifndef CONTRACT_UNIT_H
#define CONTRACT_UNIT_H

#include <stdbool.h>
#include <stdint.h>

#include "book/book.h"
#include "book/schema.h"

#define UNIT_NONE (-1)

struct goals;

/* A unit, whatever it was called and wherever it stood over time. Its number is
 * its index in the list, and other files of the book are read into numbers, so
 * that codes are compared once only. */
struct unit {
	struct span code;
	struct span name; /* of its last row */
	int parent;       /* of its last row, or UNIT_NONE */
	int successor;    /* who goes on when it ends, or UNIT_NONE */
	bool above;       /* on some day another is below it */
	size_t row;       /* its last, for messages */
};

/* All units; which row holds on a day is for the functions below. */
struct units {
	int count; /* in the book's order of first row */
	const struct unit *list;
	const struct table *table;
};

extern const struct schema unit_schema;

/* Reads units.csv. NULL after a message (66, 78). */
const struct units *units_load(struct book *b);

int unit_by_code(const struct units *u, struct span code); /* exact bytes */
/* What cells of another file of the book are looked up in: the first member of
 * what its loader reads with. */
struct unit_names {
	const struct units *units;
	const struct goals *goals; /* NULL: the file names none */
};
/* A schema's `cell` (book/schema.h) for the code of a unit, which goes into an
 * int. Says where there is no such unit; also of an empty cell. */
bool unit_cell(void *names, const struct table *t, size_t row, int column,
	void *unit);

/* The unit a name means on a day, or UNIT_NONE. folded is text_fold()ed.
 * The answer holds for every day in *from..*to around day, so that callers
 * can remember it. */
int unit_by_name(const struct units *u, struct span folded, int32_t day,
	int32_t *from, int32_t *to);

/* Whether two units have that name (folded) on the same days: it means
 * neither. */
bool unit_is_shared(const struct units *u, struct span folded);

/* The first day on which the unit is valid; INT32_MIN: it always was. */
int32_t unit_begins(const struct units *u, int unit);

/* The last day on which the unit is valid; INT32_MAX: it still is. */
int32_t unit_ends(const struct units *units, int unit);
/* Whether it succeeds another, whose earlier years it has: rows that still bear
 * the old unit's name are its own. */
bool unit_succeeds(const struct units *units, int unit);

/* Whether a row of it is valid on that day. */
bool unit_valid(const struct units *units, int unit, int32_t day);

/* The parent on that day, or UNIT_NONE. */
int unit_parent(const struct units *u, int unit, int32_t day);

#endif
