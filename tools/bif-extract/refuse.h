/* SPDX-License-Identifier: MIT
 *
 * refuse: rows that are no records, said on standard error and written to the
 * stream of rejects. No run of digits that may be a personal number is shown
 * in either: a row that is not as it should be may hold one anywhere. Only
 * where there is no source, rejects are kept as they were.
 */
#ifndef EXTRACT_REFUSE_H
#define EXTRACT_REFUSE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"
#include "bind.h"
#include "io/out.h"
#include "reader.h"

struct refuse {
	struct out *rejects; /* or NULL */
	const char *source;
	bool mask; /* rejects, too */
	struct buf at, text, masked;
};

/* Bytes and cells are counted from 1 for people, from 0 here. All take the
 * row whole: where columns are months, each of them is refused. Each returns
 * how many data rows that is. */

/* Another number of cells than the header has. */
size_t refuse_count(struct refuse *, const struct reader *, const struct line *,
	const struct bind *);
/* A quoting fault, or what line->why says. */
size_t refuse_quoting(struct refuse *, const struct reader *,
	const struct line *, const struct bind *);
/* A row that is odd, but taken: only said. */
void refuse_not(struct refuse *, const struct reader *, const struct line *);
/* Bytes in a cell that are not in the encoding; with wide != SIZE_MAX only
 * the row of that month. */
size_t refuse_encoding(struct refuse *, const struct reader *,
	const struct line *, const struct bind *, const struct columns *,
	size_t cell, size_t wide);

void refuse_free(struct refuse *);

#endif
