/* SPDX-License-Identifier: MIT
 *
 * The table and its memory. What is found is looked up inline (value_cache.h);
 * here are the rarer ways: a text that is new, one that is long, a table that
 * grows.
 */
#include "value_cache.h"

#include "base/intern.h"

#define FIRST_BITS 6 /* 64 slots */

/* Empty slots, a power of two of them. */
static void
make_slots(struct value_table *t, unsigned bits)
{
	mem_free(t->slots);
	t->slots = mem_new((size_t)1 << bits, sizeof(struct value_cache *));
	t->shift = 64 - bits;
}

void
value_cache_open(struct value_table *t)
{
	char name = 'a';

	*t = (struct value_table){ .width = VALUE_CACHE_NARROW };
	for (size_t i = 0; i < VALUE_CACHE_WORDS; i++, name++)
		t->factors[i] = intern_hash((struct span){ &name, 1 }) | 1;
	make_slots(t, FIRST_BITS);
	t->kept = arena_new();
}

void
value_cache_close(struct value_table *t)
{
	mem_free(t->slots);
	arena_free(t->kept);
}

void
value_cache_forget(struct value_table *t)
{
	arena_free(t->kept);
	t->kept = arena_new();
	t->count = t->nfree = 0;
	make_slots(t, FIRST_BITS);
}

/* The bytes are read one by one here: nothing is known of what follows. */
static void
words_of(uint64_t words[VALUE_CACHE_WORDS], struct span raw)
{
	memset(words, 0, VALUE_CACHE_WIDTH);
	if (raw.len > VALUE_CACHE_WIDTH) {
		/* What stands for a text that is too long: zero, which no
		 * other text but the empty one begins with, its hash and its
		 * length; then where it is kept. */
		words[0] = words[3] = 0;
		words[1] = intern_hash(raw);
		words[2] = raw.len;
	} else if (raw.len)
		memcpy(words, raw.at, raw.len);
}

/* Whether an entry is the text; long ones are compared in full. */
static bool
is_it(const struct value_cache *k, const uint64_t words[VALUE_CACHE_WORDS],
	struct span raw)
{
	if (raw.len <= VALUE_CACHE_WIDTH)
		return value_cache_same(k->raw, words, VALUE_CACHE_WIDTH);
	return k->raw[0] == 0 && k->raw[1] == words[1] && k->raw[2] == words[2]
		&& !memcmp((const char *)(uintptr_t)k->raw[3], raw.at, raw.len);
}

/* The slot of the text, or the free one where it would go. */
static struct value_cache **
slot_of(const struct value_table *t, const uint64_t words[VALUE_CACHE_WORDS],
	struct span raw)
{
	size_t mask = ((size_t)1 << (64 - t->shift)) - 1;
	size_t i = value_cache_slot(t, words);

	while (t->slots[i] && !is_it(t->slots[i], words, raw))
		i = (i + 1) & mask;
	return &t->slots[i];
}

struct value_cache *
value_cache_search(const struct value_table *t, struct span raw)
{
	uint64_t words[VALUE_CACHE_WORDS];

	words_of(words, raw);
	return *slot_of(t, words, raw);
}

/* Doubles the slots, so that a search stays short. */
static void
more_slots(struct value_table *t)
{
	struct value_cache **old = t->slots;
	size_t n = (size_t)1 << (64 - t->shift), mask = 2 * n - 1, i, to;

	t->slots = NULL;
	make_slots(t, 64 - t->shift + 1);
	for (i = 0; i < n; i++) {
		uint64_t words[VALUE_CACHE_WORDS];

		if (!old[i])
			continue;
		/* The slot of one that is there is found by what would be
		 * looked for: of a long text that is all but where it is kept. */
		memcpy(words, (old[i])->raw, sizeof(words));
		if (!words[0])
			words[3] = 0;
		to = value_cache_slot(t, words);
		while (t->slots[to])
			to = (to + 1) & mask;
		t->slots[to] = old[i];
	}
	mem_free(old);
}

/* Texts are made a stretch at a time (value_cache.h). */
struct value_cache *
value_cache_add(struct value_table *t, struct span raw)
{
	struct value_cache *k;

	if (!t->nfree) {
		char *at = arena_take(t->kept,
			(3 * VALUE_CACHE_STRETCH + 1) * VALUE_CACHE_LINE);

		at += -(uintptr_t)at % VALUE_CACHE_LINE;
		t->free = (struct value_cache *)(void *)at;
		t->nfree = VALUE_CACHE_STRETCH;
	}
	t->nfree--;
	k = t->free++;

	words_of(k->raw, raw);
	if (++t->count * 8 > (size_t)1 << (64 - t->shift))
		more_slots(t);
	*slot_of(t, k->raw, raw) = k;
	if (raw.len > VALUE_CACHE_WIDTH)
		k->raw[3] = (uintptr_t)arena_keep(t->kept, raw).at;
	if (raw.len > t->width)
		t->width = VALUE_CACHE_WIDTH;
	return k;
}

void
value_cache_show(struct value_table *t, struct value_cache *k,
	struct span shown)
{
	struct value_shown *to = value_cache_shown(k);

	to->len = (uint32_t)shown.len;
	if (shown.len > VALUE_CACHE_WIDTH)
		to->far = arena_keep(t->kept, shown).at;
	else if (shown.len)
		memcpy(to->near, shown.at, shown.len);
}
