/* SPDX-License-Identifier: MIT
 *
 * aggregate: facts in, sums out (DESIGN.md section 5). One run counts the facts
 * of any number of files, in any order, and then writes once; sums of runs over
 * parts of the facts add up to those of one run over all of them, where a
 * subject's facts are in one part.
 */
#ifndef BIF_AGGREGATE_AGGREGATE_H
#define BIF_AGGREGATE_AGGREGATE_H

#include <stdbool.h>
#include <stdint.h>

#include "coverage.h"
#include "intake.h"
#include "io/out.h"
#include "book/book.h"

struct explain;

/* What became of the facts: for the ledger, where rows in must be the sum of
 * those used, rejected and skipped. */
struct aggregate_counts {
	uint64_t rows;               /* read */
	uint64_t rejected;           /* said, with file and line */
	uint64_t skipped;            /* by the book's scope */
	uint64_t bytes;              /* of the files */
	int32_t first_day, last_day; /* of those not rejected; or DAY_NONE */
	bool unused;                 /* a fact known on as-of entered nothing */
};

struct aggregate;

/* Makes ready to count; all that is given is borrowed. explain: NULL, or what
 * is to be shown instead of being counted. */
struct aggregate *aggregate_new(const struct book *book, struct plan *plan,
	const struct units *units, int32_t as_of, struct explain *explain);

/* What is counted is one part: facts of persons who belong to another are
 * rejected (65), since they would be counted twice. The run's name is
 * borrowed. */
void aggregate_one_part(struct aggregate *a, const struct aggregate_part *part);

/* Counts the facts of a file. False after a message when it could not be
 * read to its end; facts rejected on the way do not make it false. */
bool aggregate_file(struct aggregate *a, const char *file);

/* Counts a stream of rejects into what the sources brought; after the last
 * file of facts, whose end says that the stream is complete. False after a
 * message. */
bool aggregate_rejects(struct aggregate *a, const char *file);

/* Writes the observations. Once, after the last file. */
bool aggregate_write(struct aggregate *a, struct out *out);

/* What became of the facts so far, and which of them the scope left out. */
const struct aggregate_counts *aggregate_counts(const struct aggregate *a);
/* What `scope` left out, for its report. */
const struct scope *aggregate_scope(const struct aggregate *a);
/* Frees it; NULL is none. */
void aggregate_free(struct aggregate *a);

#endif
