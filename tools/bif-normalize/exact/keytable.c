/* SPDX-License-Identifier: MIT
 *
 * Lookup, insertion and growth in one stretch of memory, without pointers: what
 * costs time with millions of keys is fetching a line of memory, so an entry
 * is looked for in the line of its home and hardly beyond.
 */
#include "keytable.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/hugemem.h"

#define FIRST_HOMES 64
#define SLACK_MOST 4096 /* places after the last home */
#define KEY_BYTES 12

/* The upper 96 bits of a digest. A free place has no bit in high: there 0 is
 * taken as 1. */
struct key {
	uint64_t high;
	uint32_t low;
};

struct keytable {
	char *at;         /* places: key, value */
	size_t size;      /* bytes of a place */
	unsigned fullest; /* of 100 homes, so many entries */
	unsigned growth;  /* by so many fourths */
	size_t homes;
	size_t places; /* homes and slack */
	size_t count;
};

/* Where entry i stands. */
static inline char *
place(const struct keytable *t, size_t i)
{
	return t->at + i * t->size;
}

/* The key at a place, whose bytes need not be aligned. */
static inline struct key
key_at(const char *at)
{
	struct key k;

	memcpy(&k.high, at, sizeof(k.high));
	memcpy(&k.low, at + sizeof(k.high), sizeof(k.low));
	return k;
}

/* No key has zero for its upper half, so zero is a free place. */
static inline bool
is_free(const char *at)
{
	return !key_at(at).high;
}

/* The part of a digest that is kept; zero is never one. */
static inline struct key
key_of(unsigned __int128 digest)
{
	struct key k = { (uint64_t)(digest >> 64), (uint32_t)(digest >> 32) };

	k.high += !k.high;
	return k;
}

/* The order of keys. */
static inline bool
is_before(struct key a, struct key b)
{
	return a.high < b.high || (a.high == b.high && a.low < b.low);
}

/* How many places there are behind the last home. */
static size_t
slack_for(size_t homes)
{
	return homes < SLACK_MOST ? homes : SLACK_MOST;
}

/* Where a key would stand if it were alone: entries are in the order of their
 * keys, so a key's share of all numbers is its share of the places. */
static inline size_t
home(const struct keytable *t, uint64_t high)
{
	return (size_t)(((unsigned __int128)high * t->homes) >> 64);
}

/* More places at the end, free ones. */
static void
widen(struct keytable *t, size_t places)
{
	t->at = hugemem_resize(t->at, t->places * t->size, places * t->size);
	t->places = places;
}

struct keytable *
keytable_new(enum keytable_value bytes)
{
	struct keytable *t = mem_new(1, sizeof(*t));

	t->size = KEY_BYTES + (size_t)bytes;
	/* 20 bytes at 64/1.5 of 100 homes, 28 at 75/1.25: 47 bytes a key. */
	t->fullest = bytes == KEYTABLE_8 ? 64 : 75;
	t->growth = bytes == KEYTABLE_8 ? 2 : 1;
	t->homes = FIRST_HOMES;
	widen(t, t->homes + slack_for(t->homes));
	return t;
}

/* Moves an entry to a free place. */
static inline void
move(const struct keytable *t, size_t to, size_t from)
{
	memcpy(place(t, to), place(t, from), t->size);
	memset(place(t, from), 0, KEY_BYTES);
}

/* All entries side by side at the end; the index of the first. */
static size_t
push_to_end(struct keytable *t)
{
	size_t to = t->places, from = t->places;

	while (from-- > 0)
		if (!is_free(place(t, from)) && --to != from)
			move(t, to, from);
	return to;
}

/* Each entry, in order, to its home or the first free place after it. The
 * places of entries not yet moved are never reached, for they end at the end;
 * unless the last homes are crowded beyond measure: then there is more slack.
 */
static void
lay_out(struct keytable *t, size_t from)
{
	size_t next = 0, to, more;

	for (; from < t->places; from++) {
		to = home(t, key_at(place(t, from)).high);
		if (to < next)
			to = next;
		if (to > from) {
			more = to - from + SLACK_MOST;
			widen(t, t->places + more);
			memmove(place(t, from + more), place(t, from),
				(t->places - more - from) * t->size);
			memset(place(t, from), 0, more * t->size);
			from += more;
		}
		if (to != from)
			move(t, to, from);
		next = to + 1;
	}
}

/* The place of the key, or where it belongs. */
static inline size_t
find(const struct keytable *t, struct key key)
{
	size_t i = home(t, key.high);

	while (i < t->places && !is_free(place(t, i))
		&& is_before(key_at(place(t, i)), key))
		i++;
	return i;
}

/* Makes place i free: what stands there and after it moves on by one. */
static void
make_room(struct keytable *t, size_t i)
{
	size_t end = i;

	while (end < t->places && !is_free(place(t, end)))
		end++;
	if (end == t->places)
		widen(t, t->places + slack_for(t->homes));
	memmove(place(t, i + 1), place(t, i), (end - i) * t->size);
}

void *
keytable_at(struct keytable *t, unsigned __int128 digest, bool *fresh)
{
	struct key key = key_of(digest), there = { 0, 0 };
	size_t i = find(t, key);
	char *at;

	if (i < t->places)
		there = key_at(place(t, i));
	*fresh = there.high != key.high || there.low != key.low;
	if (!*fresh)
		return place(t, i) + KEY_BYTES;
	/* Entries it takes before it grows. */
	if (t->count >= (t->homes / 100 * t->fullest
		    + t->homes % 100 * t->fullest / 100)) {
		size_t homes = t->homes + t->homes / 4 * t->growth;
		size_t places = homes + slack_for(homes);

		t->homes = homes;
		if (places > t->places)
			widen(t, places);
		lay_out(t, push_to_end(t));
		i = find(t, key);
	}
	make_room(t, i);
	t->count++;
	at = place(t, i);
	memset(at, 0, t->size);
	memcpy(at, &key.high, sizeof(key.high));
	memcpy(at + sizeof(key.high), &key.low, sizeof(key.low));
	return at + KEY_BYTES;
}

void
keytable_soon(const struct keytable *t, unsigned __int128 digest)
{
	const char *at = place(t, home(t, (uint64_t)(digest >> 64)));

	__builtin_prefetch(at, 1);
	__builtin_prefetch(at + 64, 1);
	__builtin_prefetch(at + 128, 1);
}

size_t
keytable_count(const struct keytable *t)
{
	return t->count;
}

size_t
keytable_bytes(const struct keytable *t)
{
	return t->places * t->size;
}

void
keytable_free(struct keytable *t)
{
	hugemem_free(t->at, t->places * t->size);
	mem_free(t);
}
