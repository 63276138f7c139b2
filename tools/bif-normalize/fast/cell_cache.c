/* SPDX-License-Identifier: MIT */
#include "cell_cache.h"

#include "base/mem.h"

#define LONGEST ((size_t)1 << 30)

struct cell_cache *
cell_cache_new(void)
{
	return mem_new(1, sizeof(struct cell_cache));
}

void
cell_cache_free(struct cell_cache *m)
{
	size_t i;

	if (!m)
		return;
	for (i = 0; i < CELL_CACHE_SLOTS; i++)
		mem_free(m->slots[i].bytes);
	mem_free(m);
}

static void
room(struct memo_slot *slot, size_t bytes)
{
	size_t cap = slot->cap;

	slot->bytes = mem_grow(slot->bytes, &cap, bytes ? bytes : 1, 1);
	slot->cap = (uint32_t)cap;
}

/* A text too long to be worth it is never found again. */
void
cell_cache_take(struct memo_slot *slot, struct span raw)
{
	slot->taken = 0;
	slot->used = 0;
	if (raw.len > LONGEST)
		return;
	room(slot, raw.len);
	if (raw.len)
		memcpy(slot->bytes, raw.at, raw.len);
	slot->taken = (uint32_t)raw.len + 1;
	slot->used = (uint32_t)raw.len;
}

void
cell_cache_room(struct memo_slot *slot, size_t bytes)
{
	size_t raw = slot->taken ? slot->taken - 1 : 0;

	slot->used = (uint32_t)raw;
	room(slot, raw + bytes);
}

struct span
cell_cache_keep(struct memo_slot *slot, struct span text)
{
	struct span kept = { slot->bytes + slot->used, text.len };

	if (text.len)
		memcpy(slot->bytes + slot->used, text.at, text.len);
	slot->used += (uint32_t)text.len;
	return kept;
}
