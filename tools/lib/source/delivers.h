/* SPDX-License-Identifier: MIT
 *
 * delivers: what the book says of a source's deliveries, the member `delivers`
 * of sources/NAME.json (DESIGN.md section 13). Everything else about
 * deliveries is learned from the data; this overrules what was learned, and
 * tells what the data cannot. How it is used is result/deliveries.h.
 */
#ifndef SOURCE_DELIVERS_H
#define SOURCE_DELIVERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "book/book.h"
#include "book/defs.h"
#include "book/schema.h"
#include "value/period.h"

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
	int least;         /* per cent of a usual month that are enough */
	bool silent;       /* its units may have no rows */
	bool not_required; /* goals are judged without it */
	size_t nunits;     /* of which it must have rows; 0: learned */
	const struct span *units; /* codes, as written */
	const struct def *def;    /* the member, or NULL: not said */
};

/* Its members, for the manual's table and bif-lint. */
extern const struct schema delivers_schema;

/* Reads the member of a source; NULL is none, and all is learned. False after
 * a message (78). */
bool delivers_read(struct book *book, const struct def *member,
	struct delivers *delivers);

/* The month that a file is for, by its name without folders; false where files
 * do not come by month, or the name is not as `files` has it. */
bool delivers_file_month(const struct delivers *delivers, const char *name,
	int *year, int *month);

#endif
