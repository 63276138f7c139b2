/* SPDX-License-Identifier: MIT
 *
 * reject: rows that were refused and why (the stream `rejects`). What became
 * of all the others is told by rows.
 */
#ifndef STREAM_REJECT_H
#define STREAM_REJECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "io/out.h"
#include "stream/rows.h"

struct reject {
	struct span at;
	const char *source; /* "" without one */
	const char *stage;  /* "extract", "normalize" */
	const char *reason; /* field_count, bad_date, ... */
	struct span column; /* as the source names it, or empty */
	struct span value;  /* as found, unescaped */
	bool personal;      /* mask digits in column and value */
};

/* Opens a stream of rejects with its header; NULL file: NULL, no message. */
struct out *reject_open(const char *file, bool *ok);
void reject_write(struct out *, const struct reject *); /* NULL out: nothing */

/* The file an `at` cell stands for: without :line, #n or !sheet:row. */
struct span reject_file(struct span at);

#endif
