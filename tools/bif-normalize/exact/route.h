/* SPDX-License-Identifier: MIT
 *
 * route: records shared out by their key, for several runs of which each
 * normalizes a share: rows of one key come into one share, in their order. So
 * no row is compared with fewer rows than in one run.
 *
 * In front of each row stands its number, in a column of its own: what runs of
 * the shares leave for later (--defer) is put in order by it.
 */
#ifndef BIF_NORMALIZE_EXACT_ROUTE_H
#define BIF_NORMALIZE_EXACT_ROUTE_H

#include "bif-normalize/exact/cell.h"
#include "io/out.h"
#include "io/tsv.h"

/* Shares the records of standard input out to n files, which are called by
 * name. What fails is said, and the status tells. */
void route_records(const struct facts *plan, struct cells *cells,
	const char *const *files, size_t n);

/* The header of the records and their current row, as they stand there. */
void route_header(struct out *out, const struct tsv *in);
void route_row(struct out *out, const struct tsv *in);

#endif
