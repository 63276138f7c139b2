/* SPDX-License-Identifier: MIT
 *
 * value_cache: the texts of a column that were met before, with all that is known
 * of them: what they mean, how the facts show it, and which tests of the
 * definitions hold for them. Columns repeat themselves: a year has 365 dates,
 * a book ten units; so most cells are found here and never read again.
 *
 * Finding one is to cost a few nanoseconds. A text of up to VALUE_CACHE_WIDTH bytes
 * is loaded whole, as four words with zeroes after its end, whatever its
 * length; no text holds a zero byte, so equal words are equal texts. Longer
 * ones are found too, but by a hash and a comparison of all bytes.
 */
#ifndef BIF_NORMALIZE_FAST_VALUE_CACHE_H
#define BIF_NORMALIZE_FAST_VALUE_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/span.h"
#include "bif-normalize/exact/digest.h"

#define VALUE_CACHE_WIDTH 32
#define VALUE_CACHE_NARROW 16 /* dates, codes */
#define VALUE_CACHE_WORDS (VALUE_CACHE_WIDTH / 8)

/* More of one column are not kept: whoever adds one looks at count. */
#define VALUE_CACHE_MOST 32768

/* What is looked at in every row comes first: it fills a line of the cache, on
 * which each stands. */
#define VALUE_CACHE_LINE 64
/* What is known of one text of a column. */
struct value_cache {
	uint64_t raw[VALUE_CACHE_WORDS];
	uint64_t tests; /* those that hold: bits by number */
	/* its field's bit when it is empty, and what row_plan.h says */
	uint64_t lacks;
	/* in the facts, escaped; VALUE_CACHE_WIDTH bytes may be read from there */
	const char *shown;
	uint32_t shown_len;
	int32_t day; /* of a date */

	char near[VALUE_CACHE_WIDTH]; /* holds what is shown when it fits */
	int32_t from, to;             /* days on which it means that */

	digest mark;       /* of its value, as part of a key */
	digest shown_mark; /* of what is shown, as part of facts */
} __attribute__((aligned(VALUE_CACHE_LINE)));

/* The texts of one column, found by their bytes. */
struct value_table {
	/* at most an eighth of them taken: one that is not the first costs a
	 * wrong guess of the processor */
	struct value_cache **slots;
	unsigned shift; /* 64 - log2 of how many slots there are */
	size_t count;
	size_t width; /* NARROW until a text was longer */
	struct arena *kept;
	struct value_cache *free; /* the next of a stretch of them */
	size_t nfree;
};

/* An empty table, and the end of one. */
void value_cache_open(struct value_table *t);
/* Frees the table with its texts. */
void value_cache_close(struct value_table *t);

/* A text that was not found, to be filled in; it stays where it is. */
struct value_cache *value_cache_add(struct value_table *t, struct span raw);

/* What the facts show of it. */
void value_cache_show(struct value_table *t, struct value_cache *k,
	struct span shown);

/* Forgets all of them. */
void value_cache_forget(struct value_table *t);

/* Drawn at random for each process, so that nobody can choose texts that fall
 * on one slot. Odd. */
extern uint64_t value_cache_factors[VALUE_CACHE_WORDS];

/* For texts longer than what is being looked for at once. */
struct value_cache *value_cache_find_long(const struct value_table *t,
	struct span raw);

static inline size_t
value_cache_slot(const struct value_table *t,
	const uint64_t w[VALUE_CACHE_WORDS])
{
	return (size_t)((w[0] * value_cache_factors[0]
				+ w[1] * value_cache_factors[1]
				+ w[2] * value_cache_factors[2]
				+ w[3] * value_cache_factors[3])
		>> t->shift);
}

/* The first bytes of a text, zeroes after it. As many bytes are read. */
static inline void
value_cache_load(uint64_t *words, struct span raw, size_t width)
{
	static const unsigned char ones[2 * VALUE_CACHE_WIDTH] = { 255, 255,
		255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
		255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
		255, 255, 255, 255 };
	uint64_t mask[VALUE_CACHE_WORDS];

	memcpy(mask, ones + VALUE_CACHE_WIDTH - raw.len, width);
	memcpy(words, raw.at, width);
	words[0] &= mask[0];
	words[1] &= mask[1];
	if (width > VALUE_CACHE_NARROW) {
		words[2] &= mask[2];
		words[3] &= mask[3];
	}
}

static inline bool
value_cache_same(const uint64_t a[VALUE_CACHE_WORDS],
	const uint64_t b[VALUE_CACHE_WORDS])
{
	return !((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3]));
}

/* width, VALUE_CACHE_NARROW or VALUE_CACHE_WIDTH, is best a constant: as many bytes may be
 * read from raw. NULL when it is not known. */
static inline struct value_cache *
value_cache_find(const struct value_table *t, struct span raw, size_t width)
{
	uint64_t words[VALUE_CACHE_WORDS] = { 0 };
	size_t mask = ((size_t)1 << (64 - t->shift)) - 1, i;
	struct value_cache *k;

	if (__builtin_expect(raw.len > width, 0))
		return value_cache_find_long(t, raw);
	value_cache_load(words, raw, width);
	for (i = value_cache_slot(t, words); (k = t->slots[i]);
		i = (i + 1) & mask)
		if (value_cache_same(k->raw, words))
			break;
	return k;
}

#endif
