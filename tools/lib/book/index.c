/* SPDX-License-Identifier: MIT */
#include "book/index.h"

#include <stdint.h>

#include "base/intern.h"

struct slot {
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
	struct slot *slots;
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
static struct slot *
slot_of(const struct index *x, struct span text, uint64_t hash)
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
	struct slot *slot = slot_of(x, text, hash);

	if (slot->used)
		return slot->number;
	*slot = (struct slot){ hash, text, number, true };
	if (++x->count * 2 > x->size) {
		struct slot *old = x->slots;
		size_t size = x->size, i;

		/* The old slots stay in the arena: in all they are as many
		 * as the new. */
		x->size = size * 2;
		x->slots = arena_take(x->arena, x->size * sizeof(*x->slots));
		for (i = 0; i < size; i++)
			if (old[i].used)
				*slot_of(x, old[i].text, old[i].hash) = old[i];
	}
	return INDEX_NONE;
}

int
index_find(const struct index *x, struct span text)
{
	const struct slot *slot = slot_of(x, text, intern_hash(text));

	return slot->used ? slot->number : INDEX_NONE;
}
