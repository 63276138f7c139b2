/* SPDX-License-Identifier: MIT
 *
 * normalize: records in, facts out. Each row is judged; of those that give
 * facts the keys are compared; what became of it is tallied.
 */
#ifndef BIF_NORMALIZE_NORMALIZE_H
#define BIF_NORMALIZE_NORMALIZE_H

#include "keys.h"
#include "latest.h"
#include "model/factdef.h"
#include "pseudonym.h"
#include "refusal.h"
#include "tally.h"
#include "writer.h"

struct normalize {
	const struct factdef *plan;
	struct writer writer;
	struct refusals refusals;
	struct tally *tally;
	uint64_t bytes_in;
	/* the rest is normalize.c's */
	struct cells *cells;
	struct row *row;
	struct judge *judge;
	struct batch *batch; /* NULL: the slow path alone */
	const struct pseudonym *key;
	struct keys keys;
	struct latest *latest; /* NULL: the source has no versions */
	struct buf place;      /* of a row, as messages name it */
	uint64_t rows;
};

/* Everything is borrowed. False after a message. */
bool normalize_begin(struct normalize *, const struct factdef *,
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
