/* SPDX-License-Identifier: MIT
 *
 * facts_column: the columns that the export of a source gives its facts. Only
 * what the facts need to know is looked at; the rest of `export` is
 * bif-extract's.
 */
#ifndef SOURCE_FACTS_COLUMN_H
#define SOURCE_FACTS_COLUMN_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/span.h"
#include "book/defs.h"
#include "source/source_def.h"

/* *part is the first part of the export that lacks the column, and the answer
 * the nearest of the columns it has, or NULL. *part NULL: none lacks it. */
const char *facts_column_missing(const struct source_def *source,
	struct arena *arena, struct span column, const struct def **part);

/* What the header of the export calls the column; our own name when the
 * export has no such header (fixed width, or none). */
struct span facts_column_shown(const struct source_def *source,
	struct span column);

/* The names of a wide export's two columns; false when no part is wide. */
bool facts_column_wide(const struct source_def *source, struct span *name,
	struct span *value);

#endif
