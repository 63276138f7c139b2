/* SPDX-License-Identifier: MIT
 *
 * origin: where the data of a run came from, as its ledger tells (io/ledger.h):
 * for each source the first and last date of its facts, and how many rows were
 * refused.
 */
#ifndef BIF_RENDER_REPORT_ORIGIN_H
#define BIF_RENDER_REPORT_ORIGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "book/book.h"

struct origin {
	struct span source;
	struct span title;           /* what people call it */
	bool fed;                    /* the ledger knows it */
	int32_t first_day, last_day; /* DAY_NONE: no dates */
	uint64_t rows;               /* data rows of its files */
	uint64_t refused;            /* by extract and normalize */
	uint64_t skipped;
	uint64_t facts;
};

struct origins {
	size_t count; /* sources in byte order */
	struct origin *list;
};

/* The sources of the ledger and those of the book, fed or not. NULL after a
 * message (65 a ledger that is none, 66, 78). */
const struct origins *origin_load(struct book *, const char *ledger);

#endif
