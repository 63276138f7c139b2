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

/* What is known of a text stands in three parts, each on a line of the
 * processor's cache. Texts are made a stretch at a time:
 *
 *	value_cache 0..15 | value_shown 0..15 | value_marks 0..15
 *
 * So what looking up reads is close together, and where the other two parts of a
 * text are follows from where its first one is. */
#define VALUE_CACHE_LINE 64
#define VALUE_CACHE_STRETCH 16
struct value_cache {
	uint64_t raw[VALUE_CACHE_WORDS];
	uint64_t tests; /* those that hold: bits by number */
	/* its field's bit when it is empty, and what row_plan.h says */
	uint64_t lacks;
	int32_t day;      /* of a date */
	int32_t from, to; /* days on which it means that */
} __attribute__((aligned(VALUE_CACHE_LINE)));

/* What the facts show of it, escaped. */
struct value_shown {
	union {
		char near[VALUE_CACHE_WIDTH];
		const char *far; /* of a longer one */
	};
	uint32_t len;
} __attribute__((aligned(VALUE_CACHE_LINE)));

/* Its digests, where rows have keys. */
struct value_marks {
	digest value; /* of what it means, as part of a key */
	digest shown; /* of what is shown, as part of facts */
} __attribute__((aligned(VALUE_CACHE_LINE)));

static inline struct value_shown *
value_cache_shown(const struct value_cache *k)
{
	return (struct value_shown *)(uintptr_t)(k + VALUE_CACHE_STRETCH);
}

static inline struct value_marks *
value_cache_marks(const struct value_cache *k)
{
	return (struct value_marks *)(uintptr_t)(k + 2 * VALUE_CACHE_STRETCH);
}

/* What the facts show; VALUE_CACHE_WIDTH bytes may be read from there. */
static inline struct span
value_cache_text(const struct value_cache *k)
{
	const struct value_shown *shown = value_cache_shown(k);

	if (__builtin_expect(shown->len > VALUE_CACHE_WIDTH, 0))
		return (struct span){ shown->far, shown->len };
	return (struct span){ shown->near, shown->len };
}

/* The texts of one column, found by their bytes. */
struct value_table {
	/* at most an eighth of them taken: one that is not the first costs a
	 * wrong guess of the processor */
	struct value_cache **slots;
	unsigned shift; /* 64 - log2 of how many slots there are */
	/* drawn at random for each process, so that nobody can choose texts
	 * that fall on one slot; odd */
	uint64_t factors[VALUE_CACHE_WORDS];
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

/* Looks for a text in the whole table, also for a long one, and for one that is not
 * in its first slot. NULL when it is not known. */
struct value_cache *value_cache_search(const struct value_table *t,
	struct span raw);

static inline size_t
value_cache_slot(const struct value_table *t,
	const uint64_t w[VALUE_CACHE_WORDS])
{
	return (size_t)((w[0] * t->factors[0] + w[1] * t->factors[1]
				+ w[2] * t->factors[2] + w[3] * t->factors[3])
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
	const unsigned char *mask = ones + VALUE_CACHE_WIDTH - raw.len;

#pragma GCC unroll 4
	for (size_t i = 0; i < width; i += 8) {
		uint64_t text, wanted;

		memcpy(&text, raw.at + i, 8);
		memcpy(&wanted, mask + i, 8);
		words[i / 8] = text & wanted;
	}
}

/* Whether two texts of at most width bytes are the same. */
static inline bool
value_cache_same(const uint64_t a[VALUE_CACHE_WORDS],
	const uint64_t b[VALUE_CACHE_WORDS], size_t width)
{
	uint64_t differ = (a[0] ^ b[0]) | (a[1] ^ b[1]);

	if (width > VALUE_CACHE_NARROW)
		differ |= (a[2] ^ b[2]) | (a[3] ^ b[3]);
	return !differ;
}

/* width, VALUE_CACHE_NARROW or VALUE_CACHE_WIDTH, is best a constant: as many bytes
 * may be read from raw, and no text of the table is longer than NARROW when it
 * is that. NULL when it is not known. */
static inline struct value_cache *
value_cache_find(const struct value_table *t, struct span raw, size_t width)
{
	uint64_t words[VALUE_CACHE_WORDS] = { 0 };
	struct value_cache *k;

	if (__builtin_expect(raw.len > width, 0))
		return value_cache_search(t, raw);
	value_cache_load(words, raw, width);
	k = t->slots[value_cache_slot(t, words)];
	if (__builtin_expect(k && value_cache_same(k->raw, words, width), 1))
		return k;
	return value_cache_search(t, raw);
}

#endif
