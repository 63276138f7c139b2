/* SPDX-License-Identifier: MIT */
#include "keytable.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"

#define FIRST_HOMES 64
#define SLACK_MOST 4096                 /* places after the last home */

/* key 0 is a free place; the key 0 itself is taken as 1. */
struct entry {
	unsigned __int128 key;
	unsigned __int128 value;
};

struct keytable {
	struct entry *at;
	size_t homes;
	size_t places;                  /* homes and slack */
	size_t count;
};

static size_t
slack_for(size_t homes)
{
	return homes < SLACK_MOST ? homes : SLACK_MOST;
}

static inline size_t
home(const struct keytable *t, unsigned __int128 key)
{
	return (size_t)(((key >> 64) * t->homes) >> 64);
}

struct keytable *
keytable_new(void)
{
	struct keytable *t = mem_new(1, sizeof(*t));

	t->homes = FIRST_HOMES;
	t->places = t->homes + slack_for(t->homes);
	t->at = mem_new(t->places, sizeof(*t->at));
	return t;
}

/* More places at the end, free ones. */
static void
widen(struct keytable *t, size_t places)
{
	t->at = mem_resize(t->at, places, sizeof(*t->at));
	memset(t->at + t->places, 0,
		(places - t->places) * sizeof(*t->at));
	t->places = places;
}

/* All entries side by side at the end; the index of the first. */
static size_t
push_to_end(struct keytable *t)
{
	size_t to = t->places, from = t->places;

	while (from-- > 0) {
		if (!t->at[from].key)
			continue;
		if (--to == from)
			continue;
		t->at[to] = t->at[from];
		t->at[from].key = 0;
	}
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
	struct entry e;

	for (; from < t->places; from++) {
		to = home(t, t->at[from].key);
		if (to < next)
			to = next;
		if (to > from) {
			more = to - from + SLACK_MOST;
			widen(t, t->places + more);
			memmove(t->at + from + more, t->at + from,
				(t->places - more - from) * sizeof(*t->at));
			memset(t->at + from, 0, more * sizeof(*t->at));
			from += more;
		}
		e = t->at[from];
		t->at[from].key = 0;
		t->at[to] = e;
		next = to + 1;
	}
}

static void
grow(struct keytable *t)
{
	size_t homes = t->homes + t->homes / 4;
	size_t places = homes + slack_for(homes);

	t->homes = homes;
	if (places > t->places)
		widen(t, places);
	lay_out(t, push_to_end(t));
}

/* The place of the key, or where it belongs. */
static inline size_t
find(const struct keytable *t, unsigned __int128 key)
{
	size_t i = home(t, key);

	while (i < t->places && t->at[i].key && t->at[i].key < key)
		i++;
	return i;
}

/* Makes place i free: what stands there and after it moves on by one. */
static void
make_room(struct keytable *t, size_t i)
{
	size_t end = i;

	while (end < t->places && t->at[end].key)
		end++;
	if (end == t->places)
		widen(t, t->places + slack_for(t->homes));
	memmove(t->at + i + 1, t->at + i, (end - i) * sizeof(*t->at));
}

/* Entries it takes before it grows: 85 for 100 homes. */
static inline size_t
most(const struct keytable *t)
{
	return t->homes / 100 * 85 + t->homes % 100 * 85 / 100;
}

unsigned __int128 *
keytable_at(struct keytable *t, unsigned __int128 key, bool *fresh)
{
	size_t i;

	key += !key;
	i = find(t, key);
	*fresh = i == t->places || t->at[i].key != key;
	if (!*fresh)
		return &t->at[i].value;
	if (t->count >= most(t)) {
		grow(t);
		i = find(t, key);
	}
	make_room(t, i);
	t->count++;
	t->at[i] = (struct entry){ .key = key };
	return &t->at[i].value;
}

void
keytable_soon(const struct keytable *t, unsigned __int128 key)
{
	__builtin_prefetch(&t->at[home(t, key)], 1);
}

size_t
keytable_count(const struct keytable *t)
{
	return t->count;
}

size_t
keytable_bytes(const struct keytable *t)
{
	return t->places * sizeof(*t->at);
}

void
keytable_free(struct keytable *t)
{
	mem_free(t->at);
	mem_free(t);
}
