/* SPDX-License-Identifier: MIT
 *
 * repeat: facts that say what another has said. Of ten million interviews some
 * ten thousand differ in unit, day and outcome; a fact whose cells are those of
 * one that was counted need not be read again, only counted once more.
 *
 * Only the cells that decide are compared, byte for byte. The rest of a row
 * (whose it is, where it stood) has no part in what is counted.
 */
#ifndef BIF_AGGREGATE_REPEAT_H
#define BIF_AGGREGATE_REPEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "io/tsv.h"

struct repeats;
struct repeats *repeats_new(void);
void repeats_free(struct repeats *);

/* Rows of this file come next; decides[c]: its column c counts. */
void repeats_begin(struct repeats *, const struct tsv *, const bool *decides);

/* Passes over the rows that repeat what is known, as far as the next one that
 * does not, which is for tsv_next(). How many they were. Where rows seldom
 * repeat themselves it soon stops looking. */
uint64_t repeats_pass(struct repeats *, struct tsv *);

/* The row that tsv_next() has just read is one that may repeat itself. It gets
 * the next number, from 0; false: it cannot be kept. */
bool repeats_add(struct repeats *);

size_t repeats_count(const struct repeats *);
/* How often it came again after it was added. */
uint64_t repeats_times(const struct repeats *, size_t number);
/* No more are kept before the next call of repeats_forget(). */
bool repeats_full(const struct repeats *);
void repeats_forget(struct repeats *);

#endif
