/* SPDX-License-Identifier: MIT
 *
 * keytable: remembers a few bytes for each of very many keys, in at most 22
 * bytes a key at any moment where they are six, growth included.
 *
 * Keys are digests, of which the upper 80 bits are kept: among ten million of
 * them the chance that any two are the same is one in 10^10, among a thousand
 * million one in two million. Their upper bits spread evenly, and say in which
 * bucket of 31 a key stands, or soon after which where that is full:
 *
 *	bucket   0                    1                    2
 *	         tags | entries       tags | entries       tags | entries ...
 *
 * Because buckets are in the order of the keys, the table grows within one
 * stretch of memory, from its end to its beginning: no second table is ever
 * there. It grows by a quarter when 95 of 100 slots are taken, so that never
 * less than 76 are; within a bucket the order is free, so nothing is moved to
 * let a key in.
 */
#ifndef BIF_NORMALIZE_EXACT_KEYTABLE_H
#define BIF_NORMALIZE_EXACT_KEYTABLE_H

#include <stdbool.h>
#include <stddef.h>

struct keytable;

enum keytable_value { KEYTABLE_6 = 6, KEYTABLE_16 = 16 }; /* bytes */

/* An empty table of values of so many bytes. */
struct keytable *keytable_new(enum keytable_value bytes);

/* What is remembered for a key, at any address; *fresh: nothing was yet, and it
 * is all zero now. Good until the next call. */
void *keytable_at(struct keytable *t, unsigned __int128 digest, bool *fresh);

/* The key will be asked for soon: its bucket's tags are fetched meanwhile. */
void keytable_soon(const struct keytable *t, unsigned __int128 digest);

/* After that, and before it is asked for: the place it will take if it is not
 * there is fetched too. */
void keytable_next(const struct keytable *t, unsigned __int128 digest);

/* How many keys there are. */
size_t keytable_count(const struct keytable *t);
/* And how many bytes it holds for them. */
size_t keytable_bytes(const struct keytable *t);
/* Frees it, which must be there. */
void keytable_free(struct keytable *t);

#endif
