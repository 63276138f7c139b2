/* SPDX-License-Identifier: MIT
 *
 * aggregate: facts in, sums out (DESIGN.md section 5).
 */
#ifndef BIF_AGGREGATE_AGGREGATE_H
#define BIF_AGGREGATE_AGGREGATE_H

#include <stdbool.h>
#include <stdint.h>

#include "intake.h"
#include "io/out.h"
#include "book/book.h"
#include "scope.h"

struct explain;

/* What became of the facts. */
struct aggregate_counts {
	uint64_t rows;               /* read */
	uint64_t refused;            /* said, with file and line */
	uint64_t left_out;           /* by the book's scope */
	uint64_t bytes;              /* of the files */
	int32_t first_day, last_day; /* of those not refused; or DAY_NONE */
};

struct aggregate;

/* explain: NULL, or what is to be shown instead of being counted. */
struct aggregate *aggregate_new(const struct book *, struct plan *,
	const struct units *, int32_t as_of, struct explain *);

/* Counts the facts of a file. False after a message when it could not be
 * read to its end; facts refused on the way do not make it false. */
bool aggregate_file(struct aggregate *, const char *file);

/* Writes the observations. Once, after the last file. */
bool aggregate_write(struct aggregate *, struct out *);

const struct aggregate_counts *aggregate_counts(const struct aggregate *);
const struct scope *aggregate_scope(const struct aggregate *);
void aggregate_free(struct aggregate *);

#endif
