/* SPDX-License-Identifier: MIT
 *
 * manual: figures reported by hand, the book's observations.csv:
 * measure,unit,month,numerator,denominator,n,by,reason,reported and preliminary,
 * of which only the first four must be there. A later row of the same measure,
 * unit and month replaces the earlier. Lives in the book's arena.
 */
#ifndef RESULT_MANUAL_H
#define RESULT_MANUAL_H

#include <stdbool.h>

#include "book/book.h"
#include "contract/measure.h"
#include "stream/observation.h"
#include "contract/unit.h"

struct manual;

extern const struct schema manual_schema;

/* *figures is NULL when the book has no such file. False after a message: an
 * unknown measure or unit, a cell that is not what it should be (78). */
bool manual_load(struct book *book, const struct units *units,
	const struct measures *measures, struct manual **figures);

/* Adds the rows to a set, which must be settled again; each to its unit and,
 * where the measure is summed over units, to every parent up to the first that
 * has a row by hand of its own for the same measure and month. They go through
 * the last day of their month. False when there was nothing to add. */
bool manual_add(const struct manual *b, struct observations *all);

/* Whether there is a row of that measure, by its index; false of NULL. */
bool manual_has(const struct manual *b, int measure);

#endif
