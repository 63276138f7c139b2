/* SPDX-License-Identifier: MIT
 *
 * fast_rows: the fast path: many rows at once, a column at a time. The judge says
 * what a row is; here it is only foreseen, from what he said before of cells
 * with the same texts (known) and of rows with the same answers (shape):
 *
 *	columns  each cell is looked up among the texts its column is known to
 *	         hold; a new one is read as the judge reads it, once. The row
 *	         gathers the answers: which tests hold, which cells are empty
 *	shapes   the answers tell what becomes of the row
 *	keys     of a source with a key: each row's, all fetched ahead
 *	facts    lines are put together from stretches of fixed text and the
 *	         texts of cells, and the rows are tallied
 *
 * A row with a fault, and any other that needs a closer look, goes to the
 * judge in its turn. So both paths give the same bytes; BIF_FAST=0 (io/tsv)
 * takes the slow one alone, which is how tests compare them.
 */
#ifndef BIF_NORMALIZE_FAST_FAST_ROWS_H
#define BIF_NORMALIZE_FAST_FAST_ROWS_H

#include "bif-normalize/normalize.h"

struct fast_rows;

/* NULL when the slow path is asked for, or the only one there is: for other
 * formats than TSV, sources with versions (`latest`), and plans with very many
 * columns or tests. What normalize has is borrowed; its outputs are open. */
struct fast_rows *fast_rows_new(struct normalize *);
void fast_rows_free(struct fast_rows *); /* NULL is fine */

/* Begins with an input whose columns the row has found. False when its rows
 * must take the slow path. */
bool fast_rows_bind(struct fast_rows *, const struct tsv *);

/* Takes rows, until there are no more or the next one is left to the judge:
 * tsv_next() tells. */
void fast_rows_rows(struct fast_rows *, struct tsv *);

#endif
