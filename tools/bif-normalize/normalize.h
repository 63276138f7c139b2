/* SPDX-License-Identifier: MIT
 *
 * normalize: records in, facts out. Each row is evaluated; of those that give
 * facts the keys are compared; what became of each is tallied.
 */
#ifndef BIF_NORMALIZE_NORMALIZE_H
#define BIF_NORMALIZE_NORMALIZE_H

#include "bif-normalize/exact/keys.h"
#include "bif-normalize/exact/latest.h"
#include "bif-normalize/exact/pseudonym.h"
#include "bif-normalize/exact/rejects.h"
#include "bif-normalize/exact/tally.h"
#include "bif-normalize/exact/writer.h"
#include "bif-normalize/fast/fast_rows.h"
#include "source/facts.h"

/* A run: the plan, and all that is kept while rows go by. */
struct normalize {
	const struct facts *plan;
	struct writer writer;   /* the caller opens its output */
	struct rejects rejects; /* and the stream of these */
	struct tally *tally;    /* each row is counted once, as one thing */
	uint64_t bytes_in;      /* of all files */
	/* the rest is normalize.c's */
	struct cells *cells;         /* what texts mean, for both paths */
	struct row *row;             /* the slow path's row at hand */
	struct fast_rows *fast;      /* NULL: the slow path alone */
	const struct pseudonym *key; /* NULL: no personal numbers */
	struct keys keys;            /* met so far */
	struct latest *latest;       /* NULL: the source has no versions */
	struct buf place;            /* of a row, as messages name it */
	uint64_t rows;
};

/* Everything is borrowed. False after a message. */
bool normalize_begin(struct normalize *n, const struct facts *plan,
	const struct units *units, const struct pseudonym *key);

/* The outputs have been opened. */
void normalize_opened(struct normalize *n);

/* All rows of a file; false after a message: the input is broken, or the
 * output. */
bool normalize_file(struct normalize *n, const char *file);

/* What had to wait for the last row. False after a message. */
bool normalize_finish(struct normalize *n);
/* Frees it; what was begun need not have ended. */
void normalize_free(struct normalize *n);

#endif
