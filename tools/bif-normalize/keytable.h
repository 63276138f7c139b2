/* SPDX-License-Identifier: MIT
 *
 * keytable: remembers sixteen bytes for each of very many 128-bit keys, in at
 * most 48 bytes a key at any moment, growth included.
 *
 * Keys are hashes, so their upper bits spread evenly. An entry's home is its
 * key scaled down to the table's size; entries stand in the order of their
 * keys, each at its home or as soon after it as there is room:
 *
 *	home      0    1    2    3    4    5    6  | slack, for what the
 *	entries        a1   b1   c2        d5   e5 | last homes push on
 *
 * Because the order is that of the keys, the table grows within one stretch
 * of memory: all entries are pushed to its end and laid out again from its
 * beginning. It grows by a quarter when 85 of 100 places are taken, so that
 * at least 68 are.
 */
#ifndef BIF_NORMALIZE_KEYTABLE_H
#define BIF_NORMALIZE_KEYTABLE_H

#include <stdbool.h>
#include <stddef.h>

struct keytable;

struct keytable *keytable_new(void);

/* What is remembered for a key; *fresh: nothing was yet, and it is 0 now.
 * Good until the next call. */
unsigned __int128 *keytable_at(struct keytable *, unsigned __int128 key,
	bool *fresh);

/* The key will be asked for soon: its place is fetched meanwhile. */
void keytable_soon(const struct keytable *, unsigned __int128 key);

size_t keytable_count(const struct keytable *);
size_t keytable_bytes(const struct keytable *);         /* that it holds */
void keytable_free(struct keytable *);

#endif
