/* SPDX-License-Identifier: MIT
 *
 * Of key and facts only digests are kept (digest), in a keytable: so a source
 * of many millions of rows fits in memory.
 */
#include "keys.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/span.h"
#include "value/text.h"

/* Lookup, insertion and growth in one stretch of memory, without pointers: what
 * costs time with millions of keys is fetching a line of memory, so the tags
 * of a bucket stand together in its first line, and a key that is not there is
 * mostly told by them alone. */

#define SLOTS 31 /* of a bucket */
/* What stands after the tags: how many there are, and whether a key was passed
 * on to a later bucket since the last growth: its mark, which alternates. Less
 * than any tag. */
#define STATE 31
#define FILLED 0x1f
#define MARKS 0x60
#define TAG_LEAST 0x80
#define LINE 64 /* bytes of all that, and of a line of the cache */
#define FIRST_HOMES 4
#define SLACK_MOST 64 /* buckets after the last home, at first */
#define FULLEST 95    /* of 100 slots of the homes, so many are taken */
#define ENTRY_MOST (sizeof(uint64_t) + KEYTABLE_16)

/* The upper 80 bits of a digest. */
struct key {
	uint64_t high;
	uint16_t tag;
};

/* Tags that are compared at once. */
typedef uint16_t lanes __attribute__((vector_size(16)));
typedef uint64_t words __attribute__((vector_size(16)));

struct keytable {
	char *at;     /* buckets: tags, then entries: key's high, value */
	size_t entry; /* bytes of an entry */
	size_t size;  /* bytes of a bucket */
	size_t homes;
	size_t buckets; /* homes and slack */
	size_t count;
	uint16_t mark; /* 0x20 or 0x40 */
};

/* The part of a digest that is kept. */
static inline struct key
key_of(digest d)
{
	struct key k = { (uint64_t)(d >> 64), (uint16_t)(d >> 48) };

	if (k.tag < TAG_LEAST)
		k.tag |= TAG_LEAST;
	return k;
}

/* The tags of a bucket, and its state. */
static inline uint16_t *
tags(const struct keytable *t, size_t i)
{
	return (uint16_t *)(void *)(t->at + i * t->size);
}

/* The entry in a slot of a bucket. */
static inline char *
entry(const struct keytable *t, const uint16_t *tags, size_t slot)
{
	return (char *)tags + LINE + slot * t->entry;
}

/* The bucket a key would stand in if there is room: buckets are in the order of
 * the keys' upper bits, so a key's share of all numbers is its share of them. */
static inline size_t
home(const struct keytable *t, uint64_t high)
{
	return (size_t)(((unsigned __int128)high * t->homes) >> 64);
}

/* The key's entry in a bucket, or NULL. Mostly no tag is the key's: that is
 * found out of all at once. */
static inline char *
find(const struct keytable *t, const uint16_t *tags, struct key key)
{
	const uint16_t tag = key.tag;
	const lanes wanted = { tag, tag, tag, tag, tag, tag, tag, tag };
	lanes all[4];
	words any;
	uint64_t high;

	memcpy(all, tags, sizeof(all));
	any = (words)(all[0] == wanted) | (words)(all[1] == wanted)
		| (words)(all[2] == wanted) | (words)(all[3] == wanted);
	if (__builtin_expect(!(any[0] | any[1]), 1))
		return NULL;
	for (size_t i = 0; i < SLOTS; i++) {
		if (tags[i] != tag)
			continue;
		memcpy(&high, entry(t, tags, i), sizeof(high));
		if (high == key.high)
			return entry(t, tags, i);
	}
	return NULL;
}

/* More buckets at the end, free ones. */
static void
widen(struct keytable *t, size_t buckets)
{
	t->at = hugemem_resize(t->at, t->buckets * t->size, buckets * t->size);
	t->buckets = buckets;
}

/* A slot for a key that is not there: in its home, or the first bucket after it
 * that has room. Those that are passed by are marked: find goes on there. */
static inline char *
take_slot(struct keytable *t, struct key key)
{
	size_t i = home(t, key.high), slot;
	uint16_t *b = tags(t, i);
	char *e;

	while (__builtin_expect((slot = b[STATE] & FILLED) == SLOTS, 0)) {
		b[STATE] = SLOTS | t->mark;
		if (++i == t->buckets)
			widen(t, t->buckets + t->buckets / 8 + 1);
		b = tags(t, i);
	}
	b[STATE]++;
	b[slot] = key.tag;
	e = entry(t, b, slot);
	memcpy(e, &key.high, sizeof(key.high));
	return e + sizeof(key.high);
}

/* A quarter more homes. Buckets are emptied from the last to the first, and
 * their entries put where they belong now, which is further on: where nothing
 * of before is left. The few that had been pushed on from an earlier bucket
 * may come into one that is emptied later, and then once more. */
static void
grow(struct keytable *t)
{
	struct {
		uint16_t tags[SLOTS + 1];
		char entries[SLOTS * ENTRY_MOST];
	} old;
	size_t i = t->buckets, homes = t->homes + t->homes / 4 + 1;
	size_t buckets = homes + (homes < SLACK_MOST ? homes : SLACK_MOST);

	if (buckets > t->buckets)
		widen(t, buckets);
	t->homes = homes;
	t->mark ^= MARKS;
	while (i--) {
		uint16_t *b = tags(t, i);
		const char *from = old.entries;
		size_t count = b[STATE] & FILLED;

		memcpy(&old, b, LINE + count * t->entry);
		memset(b, 0, LINE);
		b[STATE] = old.tags[STATE] & t->mark;
		for (size_t k = 0; k < count; k++, from += t->entry) {
			struct key key = { .tag = old.tags[k] };
			char *to;

			memcpy(&key.high, from, sizeof(key.high));
			to = take_slot(t, key);
			if (t->entry == sizeof(key.high) + KEYTABLE_6)
				memcpy(to, from + sizeof(key.high), KEYTABLE_6);
			else
				memcpy(to, from + sizeof(key.high),
					KEYTABLE_16);
		}
	}
}

struct keytable *
keytable_new(enum keytable_value bytes)
{
	struct keytable *t = mem_new(1, sizeof(*t));

	t->entry = sizeof(uint64_t) + (size_t)bytes;
	t->size = (LINE + SLOTS * t->entry + LINE - 1) / LINE * LINE;
	t->homes = FIRST_HOMES;
	t->mark = MARKS & -MARKS;
	widen(t, 2 * FIRST_HOMES);
	return t;
}

/* A bucket that overflowed into the next is marked, so that a search ends
 * at the first one that did not. */
void *
keytable_at(struct keytable *t, digest d, bool *fresh)
{
	struct key key = key_of(d);
	size_t i = home(t, key.high);
	char *e;

	do {
		const uint16_t *b = tags(t, i);

		e = find(t, b, key);
		if (e || !(b[STATE] & t->mark))
			break;
	} while (++i < t->buckets);
	*fresh = !e;
	if (e)
		return e + sizeof(key.high);
	if (t->count >= t->homes * SLOTS / 100 * FULLEST)
		grow(t);
	t->count++;
	e = take_slot(t, key);
	memset(e, 0, t->entry - sizeof(key.high));
	return e;
}

/* Memory is slower than all else about a row: the bucket is fetched while
 * the row before it is still at work. */
void
keytable_soon(const struct keytable *t, digest d)
{
	__builtin_prefetch(tags(t, home(t, (uint64_t)(d >> 64))), 1);
}

size_t
keytable_count(const struct keytable *t)
{
	return t->count;
}

size_t
keytable_bytes(const struct keytable *t)
{
	return t->buckets * t->size;
}

void
keytable_free(struct keytable *t)
{
	hugemem_free(t->at, t->buckets * t->size);
	mem_free(t);
}

bool
keys_begin(const struct facts *plan)
{
	size_t facts = keys_place(plan, plan->nrules, 0);

	return digest_begin(plan->nkey > facts ? plan->nkey : facts);
}

/* What is compared is what a cell means, not how it is written: 1,0 and
 * 1.00 are one key where both are numbers. */
digest
keys_part(enum fact_type type, const struct answer *a)
{
	switch (type) {
	case TYPE_DATE:
		return digest_number((uint64_t)a->value,
			(uint64_t)a->time.micros);
	case TYPE_UNIT:
		return digest_number((uint64_t)a->value, 0);
	case TYPE_NUMBER:
		return digest_number((uint64_t)a->number.millionths,
			(uint64_t)(a->number.millionths >> 64));
	default:
		return digest_text(a->folded);
	}
}

/* Codes are compared as texts, since a code that no list has yet is still a
 * part of the key. */
digest
keys_of_row(struct row *r)
{
	const struct facts *plan = r->evaluation.plan;
	const struct answer *a;
	digest sum = 0;

	for (size_t i = 0; i < plan->nkey; i++) {
		int field = plan->key[i];
		enum fact_type type = plan->fields[field].type;

		a = type == TYPE_LIST ? row_text(r, field)
				      : row_read(r, field, row_day(r));
		sum += digest_at(i,
			a->state == ANSWER_GOOD ? keys_part(type, a)
						: DIGEST_EMPTY);
	}
	return digest_end(sum);
}

digest
keys_of_any_day(struct row *r)
{
	const struct facts *plan = r->evaluation.plan;
	const struct answer *a;
	digest sum = 0;

	for (size_t i = 0; i < plan->nkey; i++) {
		enum fact_type type = plan->fields[plan->key[i]].type;

		if (evaluate_by_day(type))
			continue;
		a = row_read(r, plan->key[i], DAY_NONE);
		if (a->state == ANSWER_GOOD)
			sum += digest_at(i, keys_part(type, a));
	}
	return digest_end(sum);
}

digest
keys_of_facts(const struct row *r)
{
	const struct facts *plan = r->evaluation.plan;
	const struct row_facts *facts = &r->facts;
	size_t columns = FACT_COLUMNS + plan->nextras;
	digest sum = 0;

	for (size_t i = 0; i < facts->count; i++)
		for (size_t k = FACT_SOURCE + 1; k < columns; k++)
			sum += digest_at(keys_place(plan, i, k),
				digest_text(facts->list[i].cells[k]));
	return digest_end(sum);
}

/* The table of keys, made when the first is met: many sources have none. */
static struct keytable *
table(struct keys *k)
{
	if (!k->table)
		k->table = keytable_new(KEYTABLE_6);
	return k->table;
}

enum keys_verdict
keys_known(struct keys *k, digest key, digest facts)
{
	const uint64_t upper = (uint64_t)(facts >> 64);
	bool fresh;
	void *known = keytable_at(table(k), key, &fresh);

	if (fresh)
		memcpy(known, &upper, KEYTABLE_6);
	if (fresh)
		return KEYS_FRESH;
	return memcmp(known, &upper, KEYTABLE_6) ? KEYS_CONFLICT
						 : KEYS_DUPLICATE;
}

void
keys_soon(struct keys *k, digest key)
{
	keytable_soon(table(k), key);
}

void
keys_next(struct keys *k, digest key)
{
	const struct keytable *t = table(k);
	const uint16_t *b = tags(t, home(t, (uint64_t)(key >> 64)));

	__builtin_prefetch(entry(t, b, b[STATE] & FILLED), 1);
}

/* Whether the row's key names the hour that comes twice when clocks go back, and
 * the source does not say (`occurrences`) what two such rows are. The hour stands
 * in a date with a time, or in a cell of its own as 02:00, 2-3 or 3. */
static bool
hour_twice(struct row *r)
{
	const struct facts *plan = r->evaluation.plan;
	const struct period_zone *zone = plan->has_zone ? &plan->zone : NULL;

	if (!period_turns_back(row_day(r)) || def_get(plan->def, "occurrences"))
		return false;
	for (size_t i = 0; i < plan->nkey; i++) {
		int field = plan->key[i];
		struct span text = text_trim(r->raw[field]);
		struct period_time time = { 0 };
		size_t n;

		switch (plan->fields[field].type) {
		case TYPE_DATE:
			time = row_read(r, field, row_day(r))->time;
			break;
		case TYPE_NONE:
		case TYPE_TEXT:
		case TYPE_NUMBER:
			while (text.len && memchr("KkLl. ", *text.at, 6))
				span_skip(&text, 1);
			if (period_take_time(text, &time)) {
				time.zoned &= time.offset >= 0;
				break;
			}
			n = span_digits(text);
			if ((n == 1 || n == 2)
				&& (n == text.len || memchr("- ", text.at[n], 2)
					|| text.at[n] & 0x80))
				time.micros = span_number(text.at, (int)n)
					* 3600000000LL;
			break;
		default:
			break;
		}
		if (period_twice(&time, zone))
			return true;
	}
	return false;
}

/* Where occurrences count, the turn of a row among those of its key in its
 * file is made a part of the key. So two files of the same rows meet again,
 * and two rows of one file do not. */
enum keys_verdict
keys_meet(struct keys *k, struct row *row, uint32_t file)
{
	const struct facts *plan = row->evaluation.plan;
	digest key;

	k->again = false;
	if (!plan->nkey)
		return KEYS_FRESH;
	key = keys_of_row(row);
	if (plan->occurrences || hour_twice(row)) {
		uint64_t turn = 0;
		bool fresh;
		void *met;

		/* The key of the row's turn: the first row of a key in a
		 * file has turn 1. */
		if (!k->met)
			k->met = keytable_new(KEYTABLE_6);
		met = keytable_at(k->met,
			digest_end(digest_at(0, digest_more(key, file, 0))),
			&fresh);
		memcpy(&turn, met, KEYTABLE_6);
		turn = htole64(le64toh(turn) + 1);
		memcpy(met, &turn, KEYTABLE_6);
		turn = le64toh(turn);
		k->again = !plan->occurrences && turn > 1;
		if (k->again)
			turn = 2;
		key = digest_end(digest_at(0, digest_more(key, turn, 1)));
	}
	keys_soon(k, key);
	return keys_known(k, key, keys_of_facts(row));
}

void
keys_free(struct keys *k)
{
	if (k->table)
		keytable_free(k->table);
	if (k->met)
		keytable_free(k->met);
	digest_free();
}
