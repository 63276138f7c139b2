/* SPDX-License-Identifier: MIT
 *
 * normalize: records in, facts out. Each row is judged; of those that give
 * facts the keys are compared; what became of it is tallied.
 */
#ifndef BIF_NORMALIZE_NORMALIZE_H
#define BIF_NORMALIZE_NORMALIZE_H

#include "bif-normalize/exact/keys.h"
#include "bif-normalize/exact/latest.h"
#include "source/facts.h"
#include "bif-normalize/exact/pseudonym.h"
#include "bif-normalize/exact/rejects.h"
#include "bif-normalize/exact/tally.h"
#include "bif-normalize/exact/writer.h"

struct normalize {
	const struct facts *plan;
	struct writer writer;
	struct refusals refusals;
	struct tally *tally;
	uint64_t bytes_in;
	/* the rest is normalize.c's */
	struct cells *cells;
	struct row *row;
	struct row_rules *judge;
	struct fast_rows *batch; /* NULL: the slow path alone */
	const struct pseudonym *key;
	struct keys keys;
	struct latest *latest; /* NULL: the source has no versions */
	struct buf place;      /* of a row, as messages name it */
	uint64_t rows;
};

/* Everything is borrowed. False after a message. */
bool normalize_begin(struct normalize *, const struct facts *,
	const struct units *, const struct pseudonym *);

/* The outputs have been opened. */
void normalize_opened(struct normalize *);

/* All rows of a file; false after a message: the input is broken, or the
 * output. */
bool normalize_file(struct normalize *, const char *file);

/* What had to wait for the last row. False after a message. */
bool normalize_finish(struct normalize *);
void normalize_free(struct normalize *);

#endif
