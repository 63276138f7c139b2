/* SPDX-License-Identifier: MIT
 *
 * cell_cache: what texts of a column were found to mean. Columns repeat themselves:
 * a year has 365 dates, a book ten units; so most cells are looked up by
 * their raw bytes and never read again. One slot for each hash: a text that
 * falls on another's slot takes its place. Nothing depends on what is found,
 * but speed.
 */
#ifndef BIF_NORMALIZE_FAST_CELL_CACHE_H
#define BIF_NORMALIZE_FAST_CELL_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "value/decimal.h"

#define CELL_CACHE_SLOTS 4096 /* a power of two */

enum answer_state {
	ANSWER_EMPTY,
	ANSWER_GOOD,
	ANSWER_BAD /* not what its column should hold */
};

/* What a cell says. */
struct answer {
	enum answer_state state;
	int32_t from, to; /* days on which it says so, included */
	int32_t value;    /* a day, a unit's index */
	struct decimal number;
	/* as facts show it, escaped; a number has a `-` before it */
	struct span text;
	/* as names are compared; the digits of a CPR number */
	struct span folded;
};

struct memo_slot {
	uint32_t taken; /* bytes of the raw text + 1 */
	uint32_t used;
	uint32_t cap;
	/* the raw text, then what the answer keeps */
	char *bytes;
	struct answer answer;
};

struct cell_cache {
	struct memo_slot slots[CELL_CACHE_SLOTS];
};

struct cell_cache *cell_cache_new(void);
void cell_cache_free(struct cell_cache *); /* NULL is fine */

/* Makes sure that as many bytes of texts can be kept in the slot, and drops
 * those kept before. Texts kept are borrowed until the slot is taken. */
void cell_cache_room(struct memo_slot *, size_t bytes);
struct span cell_cache_keep(struct memo_slot *, struct span text);

/* Gives the slot to another text. */
void cell_cache_take(struct memo_slot *, struct span raw);

static inline uint64_t
cell_cache_mix(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)(a ^ 0x9e3779b97f4a7c15u)
		* (b ^ 0xd1b54a32d192ed03u);

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t
cell_cache_hash(struct span s)
{
	uint64_t a = 0, b = s.len;
	uint32_t head, tail;
	size_t i;

	if (s.len < 4) {
		for (i = 0; i < s.len; i++)
			a = a << 8 | (unsigned char)s.at[i];
		return cell_cache_mix(a, b);
	}
	if (s.len < 8) {
		memcpy(&head, s.at, 4);
		memcpy(&tail, s.at + s.len - 4, 4);
		return cell_cache_mix((uint64_t)head << 32 | tail, b);
	}
	for (i = 0; i + 8 < s.len; i += 8) {
		memcpy(&a, s.at + i, 8);
		b = cell_cache_mix(a, b);
	}
	memcpy(&a, s.at + s.len - 8, 8);
	return cell_cache_mix(a, b);
}

/* Most texts are short: compared eight bytes at a time, the last eight of
 * them perhaps twice. */
static inline bool
cell_cache_same(const char *a, const char *b, size_t n)
{
	uint64_t x, y;
	size_t i;

	if (n < 8) {
		for (i = 0; i < n; i++)
			if (a[i] != b[i])
				return false;
		return true;
	}
	for (i = 0; i + 8 < n; i += 8) {
		memcpy(&x, a + i, 8);
		memcpy(&y, b + i, 8);
		if (x != y)
			return false;
	}
	memcpy(&x, a + n - 8, 8);
	memcpy(&y, b + n - 8, 8);
	return x == y;
}

/* The slot of a raw text; *known: with its answer, which must still be held
 * against its days. Else the answer is to be filled in. */
static inline struct memo_slot *
cell_cache_at(struct cell_cache *m, struct span raw, bool *known)
{
	struct memo_slot *slot =
		&m->slots[cell_cache_hash(raw) & (CELL_CACHE_SLOTS - 1)];

	*known = slot->taken == raw.len + 1
		&& cell_cache_same(slot->bytes, raw.at, raw.len);
	if (!*known)
		cell_cache_take(slot, raw);
	return slot;
}

#endif
