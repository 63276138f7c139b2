/* SPDX-License-Identifier: MIT
 *
 * factcolumn: the columns that the export of a source gives its facts. Only
 * what the facts need to know is looked at; the rest of `export` is
 * bif-extract's.
 */
#ifndef MODEL_FACTCOLUMN_H
#define MODEL_FACTCOLUMN_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/span.h"
#include "model/defs.h"
#include "model/sourcedef.h"

/* *part is the first part of the export that lacks the column, and the answer
 * the nearest of the columns it has, or NULL. *part NULL: none lacks it. */
const char *factcolumn_missing(const struct sourcedef *, struct arena *,
	struct span column, const struct def **part);

/* What the header of the export calls the column; our own name when the
 * export has no such header (fixed width, or none). */
struct span factcolumn_shown(const struct sourcedef *, struct span column);

/* The names of a wide export's two columns; false when no part is wide. */
bool factcolumn_wide(const struct sourcedef *, struct span *name,
	struct span *value);

#endif
