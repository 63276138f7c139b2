/* SPDX-License-Identifier: MIT
 *
 * source_def: sources/NAME.json, the part that all programs share. What stands
 * in `export` is bif-extract's (export), in `facts` bif-normalize's
 * (facts). The file is sources/NAME.json, else the one that says so.
 */
#ifndef SOURCE_SOURCE_DEF_H
#define SOURCE_SOURCE_DEF_H

#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>

#include "book/book.h"
#include "book/defs.h"
#include "book/schema.h"
#include "value/decimal.h"
#include "base/span.h"
#include "value/period.h"

/* delivers: what the book says of a source's deliveries, the member `delivers`
 * of sources/NAME.json (DESIGN.md section 13). Everything else about
 * deliveries is learned from the data; this overrules what was learned, and
 * tells what the data cannot. How it is used is result/deliveries.h. */

/* What the member says; what it leaves open is learned. */
struct delivers {
	/* a file a month: a glob with {yyyy-mm}, {yyyymm}, or {yyyy} and {mm};
	 * empty: files do not come by month */
	struct span files;
	unsigned months;          /* must have rows: bit 0 is January */
	bool ahead;               /* its dates run ahead of what has come */
	struct period_length lag; /* as late as that is not missing */
	int32_t from, to;         /* months; INT32_MIN, INT32_MAX: not said */
	bool has_least;
	int least;     /* per cent of a usual month that are enough */
	bool silent;   /* its units may have no rows */
	bool required; /* else goals are judged without it */
	size_t nunits; /* of which it must have rows; 0: learned */
	const struct span *units; /* codes, as written */
	const struct def *def;    /* the member, or NULL: not said */
};

/* Its members, for the manual's table and bif-lint. */
extern const struct schema delivers_schema;

/* The month that a file is for, by its name without folders; false where files
 * do not come by month, or the name is not as `files` has it. */
bool delivers_file_month(const struct delivers *delivers, const char *name,
	int *year, int *month);

/* What every program may ask of a source. */
struct source_def {
	struct span name;  /* letters, digits, - and _: it stands in streams */
	struct span title; /* for people; the name where none is said */
	struct span match; /* globs over file names, split by | */
	/* rejected rows allowed, in millionths of the rows, when by_share;
	 * else a count */
	uint64_t tolerate;
	bool by_share;
	/* how it writes numbers: `numbers`: danish english plain; default by
	 * the book's language */
	enum decimal_style numbers;
	bool numbers_said;        /* by the source, not by the language */
	struct delivers delivers; /* of its deliveries */
	const struct def *export; /* object or list of objects, or NULL */
	const struct def *facts;  /* or NULL */
	const struct def *def;    /* the whole */
};

extern const struct schema source_schema;

/* How numbers are written, in words, by enum decimal_style. */
extern const char *const source_styles[3];

/* NULL after a message (78 unknown source, with the nearest name). */
const struct source_def *source_def_load(struct book *b, struct span name);
/* All of sources/, in byte order of their names. NULL after a message. */
const struct source_def *const *source_def_all(struct book *b, size_t *count);

/* Whether its facts are of columns with personal numbers: files of its records
 * are then their owner's alone. Of a source without facts nobody can tell. */
bool source_def_personal(const struct source_def *s);

/* Whether the match of a source (or of one export part) claims a file, by the
 * last part of its path. An empty match claims all. */
bool source_def_claims(struct span match, const char *file);

/* Whether `rejected` of `rows` is more than the source tolerates. */
bool source_def_beyond(const struct source_def *s, uint64_t rejected,
	uint64_t rows);

/* What `facts` needs to know of the columns of `export`; the rest of it is
 * bif-extract's. */

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
