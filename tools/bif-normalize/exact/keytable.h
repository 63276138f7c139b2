/* SPDX-License-Identifier: MIT
 *
 * keytable: remembers a few bytes for each of very many keys, in at most 48
 * bytes a key at any moment, growth included.
 *
 * Keys are digests, of which the upper 96 bits are kept: among a thousand
 * million of them the chance that any two are the same is one in 10^11. Their
 * upper bits spread evenly. An entry's home is its key scaled down to the
 * table's size; entries stand in the order of their keys, each at its home or
 * as soon after it as there is room:
 *
 *	home      0    1    2    3    4    5    6  | slack, for what the
 *	entries        a1   b1   c2        d5   e5 | last homes push on
 *
 * Because the order is that of the keys, the table grows within one stretch
 * of memory: all entries are pushed to its end and laid out again from its
 * beginning. How full it becomes before, and by how much it then grows,
 * follows from the size of an entry: at the emptiest, right after it has
 * grown, there are 47 bytes a key.
 */
#ifndef BIF_NORMALIZE_EXACT_KEYTABLE_H
#define BIF_NORMALIZE_EXACT_KEYTABLE_H

#include <stdbool.h>
#include <stddef.h>

struct keytable;

enum keytable_value { KEYTABLE_8 = 8, KEYTABLE_16 = 16 }; /* bytes */

/* An empty table of values of so many bytes. */
struct keytable *keytable_new(enum keytable_value value);

/* What is remembered for a key, aligned to four bytes; *fresh: nothing was
 * yet, and it is all zero now. Good until the next call. */
void *keytable_at(struct keytable *t, unsigned __int128 key, bool *fresh);

/* The key will be asked for soon: its place is fetched meanwhile. */
void keytable_soon(const struct keytable *t, unsigned __int128 key);

/* How many keys there are, and how many bytes it holds for them. */
size_t keytable_count(const struct keytable *t);
/* And how many bytes it holds for them. */
size_t keytable_bytes(const struct keytable *t);
/* Frees it, which must be there. */
void keytable_free(struct keytable *t);

#endif
