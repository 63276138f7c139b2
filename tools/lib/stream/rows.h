/* SPDX-License-Identifier: MIT
 *
 * rows: what became of the data rows, by source and file (the stream `rows`).
 * bif-extract and bif-normalize each write their share of it: shares of the
 * same source and file add up.
 *
 * A file goes by its own name, without folders, as long as no other file of
 * its source has that name in another folder.
 */
#ifndef STREAM_ROWS_H
#define STREAM_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "io/out.h"

/* Facts are counted by event for the source as a whole, skips by rule for
 * each file. */
enum rows_kind {
	ROWS_KIND_DATA,
	ROWS_KIND_REJECTED,
	ROWS_KIND_SKIPPED,
	ROWS_KIND_FACTS
};

struct rows;

/* No counts. */
struct rows *rows_new(void);

/* what: the rule of a skip, the event of facts, else empty. DATA counts every
 * data row of the file, whatever became of it. */
void rows_add(struct rows *r, enum rows_kind kind, struct span source,
	struct span file, struct span what, uint64_t n);

/* Adds a stream `rows` that another stage wrote; false after a message. */
bool rows_read(struct rows *r, const char *file);

/* Rows of all files of a source, whatever the rule, event or stage. */
uint64_t rows_of_source(const struct rows *r, enum rows_kind kind,
	struct span source);

/* Writes the stream with its header: by source, for each file a row (detail:
 * skips by rule, sorted by rule, `rule:n rule:n`), then file `*` (detail:
 * facts by event). Sources and files in byte order. False after a message. */
bool rows_write(const struct rows *r, struct out *out);

void rows_free(struct rows *r); /* NULL is fine */

#endif
