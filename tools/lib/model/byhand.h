/* SPDX-License-Identifier: MIT
 *
 * byhand: figures reported by hand, the book's observations.csv:
 * measure,unit,month,numerator,denominator,n,by,reason, and when there is one
 * the column preliminary. n may be empty: nobody counted.
 */
#ifndef MODEL_BYHAND_H
#define MODEL_BYHAND_H

#include <stdbool.h>

#include "model/book.h"
#include "model/measure.h"
#include "model/observation.h"
#include "model/unit.h"

struct byhand;

/* *figures is NULL when the book has no such file. False after a message: an
 * unknown measure or unit, a cell that is not what it should be (78). */
bool byhand_load(struct book *, const struct units *, const struct measures *,
	struct byhand **figures);

/* Adds the rows to a set, which must be settled again; each to its unit and to
 * every parent up to the first that has a row by hand of its own for the same
 * measure and month. False when there was nothing to add. */
bool byhand_add(const struct byhand *, struct observations *);

void byhand_free(struct byhand *);

#endif
