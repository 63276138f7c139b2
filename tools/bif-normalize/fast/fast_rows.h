/* SPDX-License-Identifier: MIT
 *
 * fast_rows: the fast path: many rows at once, a column at a time. The slow
 * path says what a row is; here it is only foreseen, from what it said before
 * of cells with the same texts (value_cache) and of rows with the same answers
 * (row_plan):
 *
 *	columns  each cell is looked up among the texts its column is known to
 *	         hold; a new one is read as the slow path reads it, once. The
 *	         row gathers the answers: which tests hold, which cells are
 *	         empty
 *	plans    the answers tell what becomes of the row
 *	keys     of a source with a key: each row's, all fetched ahead
 *	facts    lines are put together from stretches of fixed text and the
 *	         texts of cells, and the rows are tallied
 *
 * A row with a fault, and any other that needs a closer look, goes to the slow
 * path in its turn. So both paths give the same bytes; BIF_FAST=0 (io/tsv)
 * takes the slow one alone, which is how tests compare them.
 */
#ifndef BIF_NORMALIZE_FAST_FAST_ROWS_H
#define BIF_NORMALIZE_FAST_FAST_ROWS_H

#include "bif-normalize/exact/keys.h"
#include "bif-normalize/exact/tally.h"
#include "bif-normalize/exact/writer.h"
#include "io/tsv.h"

/* What both paths work with. All of it is borrowed. */
struct fast_rows_shared {
	const struct facts *plan;
	struct writer *writer; /* its output is open */
	struct tally *tally;
	struct keys *keys;
	struct row *row;
	struct cells *cells;
	const struct pseudonym *key; /* NULL: nothing is personal */
	uint64_t *rows;              /* that were read */
};

struct fast_rows;

/* NULL when the slow path is the only one there is: for other formats than TSV,
 * for plans with very many columns or tests, with dates over several columns,
 * and where occurrences of a key are counted. */
struct fast_rows *fast_rows_new(const struct fast_rows_shared *shared);
void fast_rows_free(struct fast_rows *f); /* NULL is fine */

/* Begins with an input whose columns the row has found. False when its rows
 * must take the slow path. */
bool fast_rows_bind(struct fast_rows *f, const struct tsv *in);

/* Takes rows, until there are no more or the next one is left to the slow
 * path: tsv_next() tells. */
void fast_rows_rows(struct fast_rows *f, struct tsv *in);

#endif
