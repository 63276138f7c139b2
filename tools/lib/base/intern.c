/* SPDX-License-Identifier: MIT
 *
 * A table with open addressing, doubled before it is crowded; the texts stand in
 * an arena, which never moves them.
 */
#include "base/intern.h"

#include <sys/random.h>
#include <unistd.h>

#include "base/mem.h"

#define FIRST_SLOTS 64

/* Open addressing, at most half full. A slot holds the upper half of the hash,
 * so that a text is only read when it almost surely is the one. */
struct slot {
	uint32_t tag;
	uint32_t next; /* number + 1; 0: free */
};

struct entry {
	struct span text;
	uint64_t hash;
};

struct intern {
	struct slot *slots;
	size_t mask; /* slots - 1, slots a power of two */
	struct entry *entries;
	size_t cap;
	uint32_t count;
	struct arena *texts;
};

static uint64_t seed[2] = { 0x9e3779b97f4a7c15u, 0xd1b54a32d192ed03u };

/* Before main, so that the hash itself need not ask whether it was done. */
__attribute__((constructor)) static void
seed_at_random(void)
{
	uint64_t random[2];

	if (getrandom(random, sizeof(random), GRND_NONBLOCK)
		== (ssize_t)sizeof(random)) {
		seed[0] ^= random[0];
		seed[1] ^= random[1];
	} else {
		seed[0] ^= (uint64_t)getpid() * 0xff51afd7ed558ccdu;
	}
}

/* Both halves of a product, so that each bit of both factors counts. */
static inline uint64_t
fold(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Eight bytes as one number, wherever they stand. */
static inline uint64_t
eight(const char *at)
{
	uint64_t v;

	memcpy(&v, at, 8);
	return v;
}

/* Four bytes as one number. */
static inline uint64_t
four(const char *at)
{
	uint32_t v;

	memcpy(&v, at, 4);
	return v;
}

/* After wyhash (Wang Yi, public domain): multiply to 128 bits, fold. */
uint64_t
intern_hash(struct span text)
{
	const char *p = text.at;
	size_t left = text.len;
	uint64_t h = seed[0], a = 0, b = 0;

	if (left > 16) {
		for (; left > 16; p += 16, left -= 16)
			h = fold(eight(p) ^ seed[1], eight(p + 8) ^ h);
		a = eight(p + left - 16);
		b = eight(p + left - 8);
	} else if (left >= 8) {
		a = eight(p);
		b = eight(p + left - 8);
	} else if (left >= 4) {
		a = four(p);
		b = four(p + left - 4);
	} else if (left) {
		a = (uint64_t)(unsigned char)p[0] << 16
			| (uint64_t)(unsigned char)p[left >> 1] << 8
			| (unsigned char)p[left - 1];
	}
	return fold(seed[1] ^ text.len, fold(a ^ 0xa0761d6478bd642fu, b ^ h));
}

struct intern *
intern_new(void)
{
	struct intern *t = mem_new(1, sizeof(*t));

	t->slots = mem_new(FIRST_SLOTS, sizeof(*t->slots));
	t->mask = FIRST_SLOTS - 1;
	t->texts = arena_new();
	return t;
}

/* Most texts are short: compared eight bytes at a time without a call, the
 * last eight of them perhaps twice. */
static inline bool
same(struct span a, struct span b)
{
	if (a.len != b.len)
		return false;
	if (a.len < 8) {
		for (size_t i = 0; i < a.len; i++)
			if (a.at[i] != b.at[i])
				return false;
		return true;
	}
	for (size_t i = 0; i + 8 < a.len; i += 8)
		if (eight(a.at + i) != eight(b.at + i))
			return false;
	return eight(a.at + a.len - 8) == eight(b.at + a.len - 8);
}

/* The slot that holds the text, or the free one where it would go. */
static struct slot *
slot_of(const struct intern *t, struct span text, uint64_t hash)
{
	size_t i = hash & t->mask;
	uint32_t tag = (uint32_t)(hash >> 32);

	for (;; i = (i + 1) & t->mask) {
		struct slot *s = &t->slots[i];

		if (!s->next)
			return s;
		if (s->tag == tag && same(t->entries[s->next - 1].text, text))
			return s;
	}
}

/* Half of the slots are used at most, so that a search is short. The texts stay
 * where they are. */
static void
double_slots(struct intern *t)
{
	size_t slots = (t->mask + 1) * 2, i;

	mem_free(t->slots);
	t->slots = mem_new(slots, sizeof(*t->slots));
	t->mask = slots - 1;
	for (uint32_t n = 0; n < t->count; n++) {
		i = t->entries[n].hash & t->mask;
		while (t->slots[i].next)
			i = (i + 1) & t->mask;
		t->slots[i] = (struct slot){
			(uint32_t)(t->entries[n].hash >> 32), n + 1
		};
	}
}

uint32_t
intern_add(struct intern *t, struct span text)
{
	uint64_t hash = intern_hash(text);
	struct slot *s = slot_of(t, text, hash);

	if (s->next)
		return s->next - 1;
	if (t->count == INTERN_NONE - 1) /* as good as out of memory */
		mem_new(SIZE_MAX, sizeof(*t->entries));
	MEM_GROW(t->entries, t->cap, (size_t)t->count + 1);
	t->entries[t->count] = (struct entry){ arena_keep(t->texts, text),
		hash };
	t->count++;
	*s = (struct slot){ (uint32_t)(hash >> 32), t->count };
	if ((size_t)t->count * 2 > t->mask)
		double_slots(t);
	return t->count - 1;
}

uint32_t
intern_find(const struct intern *t, struct span text)
{
	return slot_of(t, text, intern_hash(text))->next - 1;
}

struct span
intern_text(const struct intern *t, uint32_t n)
{
	return t->entries[n].text;
}

uint32_t
intern_count(const struct intern *t)
{
	return t->count;
}

void
intern_free(struct intern *t)
{
	if (!t)
		return;
	mem_free(t->slots);
	mem_free(t->entries);
	arena_free(t->texts);
	mem_free(t);
}

/* Two of the numbers, for qsort_r(). */
static int
order_texts(const void *a, const void *b, void *texts)
{
	const struct span *all = texts;

	return span_order(all[*(const uint32_t *)a], all[*(const uint32_t *)b]);
}

uint32_t *
intern_sorted(const struct span texts[], size_t n)
{
	uint32_t *order = mem_new(n + 1, sizeof(*order));

	for (size_t i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	if (n)
		qsort_r(order, n, sizeof(*order), order_texts,
			(void *)(uintptr_t)texts);
	return order;
}

/* --- index --- */

struct index_slot {
	uint64_t hash;
	struct span text;
	int number;
	bool used;
};

struct index {
	struct arena *arena;
	size_t count;
	/* of slots: a power of two, half of them used at most */
	size_t size;
	struct index_slot *slots;
};

struct index *
index_new(struct arena *arena)
{
	struct index *x = arena_take(arena, sizeof(*x));

	x->arena = arena;
	x->size = 16;
	x->slots = arena_take(arena, x->size * sizeof(*x->slots));
	return x;
}

/* Where the text is, or would be. */
static struct index_slot *
index_slot_of(const struct index *x, struct span text, uint64_t hash)
{
	size_t at = hash & (x->size - 1);

	while (x->slots[at].used
		&& (x->slots[at].hash != hash
			|| !span_equal(x->slots[at].text, text)))
		at = (at + 1) & (x->size - 1);
	return &x->slots[at];
}

int
index_put(struct index *x, struct span text, int number)
{
	uint64_t hash = intern_hash(text);
	struct index_slot *slot = index_slot_of(x, text, hash);

	if (slot->used)
		return slot->number;
	*slot = (struct index_slot){ hash, text, number, true };
	if (++x->count * 2 > x->size) {
		struct index_slot *old = x->slots;
		size_t size = x->size, i;

		/* The old slots stay in the arena: in all they are as many
		 * as the new. */
		x->size = size * 2;
		x->slots = arena_take(x->arena, x->size * sizeof(*x->slots));
		for (i = 0; i < size; i++)
			if (old[i].used)
				*index_slot_of(x, old[i].text,
					old[i].hash) = old[i];
	}
	return INDEX_NONE;
}

int
index_find(const struct index *x, struct span text)
{
	const struct index_slot *slot = index_slot_of(x, text,
		intern_hash(text));

	return slot->used ? slot->number : INDEX_NONE;
}
