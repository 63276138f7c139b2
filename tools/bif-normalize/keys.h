/* SPDX-License-Identifier: MIT
 *
 * keys: whether a row was there before. Rows are the same when the values of
 * their key are, as typed values: dates as days, units as units, CPR numbers
 * as digits, texts and codes as names are compared. Both the key and the
 * facts are remembered as 128-bit hashes that nobody outside can foresee.
 */
#ifndef BIF_NORMALIZE_KEYS_H
#define BIF_NORMALIZE_KEYS_H

#include "base/buf.h"
#include "judge.h"
#include "keytable.h"

/* The hash of the row's key. room is a buffer to work in. */
unsigned __int128 keys_of_row(struct row *, struct buf *room);

/* The hash of the facts a row gives: all their columns. */
unsigned __int128 keys_of_facts(const struct factdef *, const struct judged *,
	struct buf *room);

enum keys_verdict { KEYS_FRESH, KEYS_DUPLICATE, KEYS_CONFLICT };

struct keys {
	struct keytable *table;
	struct buf room;
};

/* Rows without a key are always fresh. */
enum keys_verdict keys_meet(struct keys *, struct row *,
	const struct judged *);
void keys_free(struct keys *);

#endif
