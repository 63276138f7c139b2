/* SPDX-License-Identifier: MIT */
#include "memo.h"

#include "base/mem.h"

#define LONGEST ((size_t)1 << 30)

struct memo *
memo_new(void)
{
	return mem_new(1, sizeof(struct memo));
}

void
memo_free(struct memo *m)
{
	size_t i;

	if (!m)
		return;
	for (i = 0; i < MEMO_SLOTS; i++)
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
memo_take(struct memo_slot *slot, struct span raw)
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
memo_room(struct memo_slot *slot, size_t bytes)
{
	size_t raw = slot->taken ? slot->taken - 1 : 0;

	slot->used = (uint32_t)raw;
	room(slot, raw + bytes);
}

struct span
memo_keep(struct memo_slot *slot, struct span text)
{
	struct span kept = { slot->bytes + slot->used, text.len };

	if (text.len)
		memcpy(slot->bytes + slot->used, text.at, text.len);
	slot->used += (uint32_t)text.len;
	return kept;
}
