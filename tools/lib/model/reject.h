/* SPDX-License-Identifier: MIT
 *
 * reject: rows that were refused and why (the stream `rejects`), and what
 * became of all the others (the stream `rows`). bif-extract and bif-normalize
 * each write their share of both: shares of the same source and file add up.
 */
#ifndef MODEL_REJECT_H
#define MODEL_REJECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "io/out.h"

struct reject {
	struct span at;
	const char *source;             /* "" without one */
	const char *stage;              /* "extract", "normalize" */
	const char *reason;             /* field_count, bad_date, ... */
	struct span column;             /* as the source names it, or empty */
	struct span value;              /* as found, unescaped */
	bool personal;                  /* mask digits in value */
};

/* Opens a stream of rejects with its header; NULL file: NULL, no message. */
struct out *reject_open(const char *file, bool *ok);
void reject_write(struct out *, const struct reject *); /* NULL out: nothing */

/* The file an `at` cell stands for: without :line, #n or !sheet:row. */
struct span reject_file(struct span at);

/* What became of rows, by source and file. Facts are counted by event for the
 * source as a whole, skips by rule for each file. */
enum rows_kind { ROWS_KIND_DATA, ROWS_KIND_REJECTED, ROWS_KIND_SKIPPED, ROWS_KIND_FACTS };
struct rows;
struct rows *rows_new(void);
/* what: the rule of a skip, the event of facts, else empty. DATA counts every
 * data row of the file, whatever became of it. */
void rows_add(struct rows *, enum rows_kind, struct span source,
	struct span file, struct span what, uint64_t n);
/* Adds a stream `rows` that another stage wrote; false after a message. */
bool rows_read(struct rows *, const char *file);
/* Writes the stream: by source, for each file a row (detail: skips by rule,
 * sorted by rule, `rule:n rule:n`), then file `*` (detail: facts by event).
 * Sources and files in byte order. False after a message. */
bool rows_write(const struct rows *, struct out *);
void rows_free(struct rows *);

#endif
