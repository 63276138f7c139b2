/* SPDX-License-Identifier: MIT
 *
 * row_cache: facts that say what another has said. Of ten million interviews some
 * ten thousand differ in unit, day and outcome; a fact whose cells are those of
 * one that was counted need not be read again, only counted once more.
 *
 * Only the cells that decide are compared, byte for byte. The rest of a row
 * (whose it is, where it stood) has no part in what is counted.
 */
#ifndef BIF_AGGREGATE_ROW_CACHE_H
#define BIF_AGGREGATE_ROW_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "io/tsv.h"

struct row_caches;
/* An empty cache. */
struct row_caches *row_caches_new(void);
/* Frees it; NULL is none. */
void row_caches_free(struct row_caches *r);

/* Rows of this file come next; decides[c]: its column c counts. */
void row_caches_begin(struct row_caches *r, const struct tsv *in,
	const bool *decides);

/* Passes over the rows that repeat what is known, as far as the next one that
 * does not, which is for tsv_next(). How many they were. Where rows seldom
 * repeat themselves it soon stops looking. */
uint64_t row_caches_pass(struct row_caches *r, struct tsv *in);

/* The row that tsv_next() has just read is one that may repeat itself. It gets
 * the next number, from 0; false: it cannot be kept. */
bool row_caches_add(struct row_caches *r);

/* How many rows are kept. */
size_t row_caches_count(const struct row_caches *r);
/* How often it came again after it was added. */
uint64_t row_caches_times(const struct row_caches *r, size_t number);
/* No more are kept before the next call of row_caches_forget(). */
bool row_caches_full(const struct row_caches *r);
/* Forgets all rows; numbers begin at 0 again. */
void row_caches_forget(struct row_caches *r);

#endif
