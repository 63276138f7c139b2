/* SPDX-License-Identifier: MIT
 *
 * rejects: rows that are no records, said on standard error and written to the
 * stream of rejects. No run of digits that may be a personal number is shown
 * in either: a row that is not as it should be may hold one anywhere. Only
 * where there is no source, rejects are kept as they were.
 */
#ifndef BIF_EXTRACT_WRITE_REJECTS_H
#define BIF_EXTRACT_WRITE_REJECTS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"
#include "bif-extract/read/columns.h"
#include "io/out.h"
#include "bif-extract/read/reader.h"

struct rejects {
	struct out *rejects; /* or NULL */
	const char *source;
	bool mask; /* rejects, too */
	struct buf at, text, masked;
};

/* Bytes and cells are counted from 1 for people, from 0 here. All take the
 * row whole: where columns are months, each of them is refused. Each returns
 * how many data rows that is. */

/* Another number of cells than the header has. */
size_t rejects_count(struct rejects *, const struct reader *,
	const struct line *, const struct column_map *);
/* A quoting fault, or what line->why says. */
size_t rejects_quoting(struct rejects *, const struct reader *,
	const struct line *, const struct column_map *);
/* A row that is odd, but taken: only said. */
void rejects_not(struct rejects *, const struct reader *, const struct line *);
/* Bytes in a cell that are not in the encoding; with wide != SIZE_MAX only
 * the row of that month. */
size_t rejects_encoding(struct rejects *, const struct reader *,
	const struct line *, const struct column_map *, const struct columns *,
	size_t cell, size_t wide);

void rejects_free(struct rejects *);

#endif
