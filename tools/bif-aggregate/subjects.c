/* SPDX-License-Identifier: MIT
 *
 * Two tables: one for pseudonyms, whose 128 bits are kept as numbers, and an
 * intern for whatever else stands in the column.
 */
#include "subjects.h"

#include "base/intern.h"
#include "base/mem.h"

#define FIRST_SLOTS 1024
#define LETTERS 32

/* A pseudonym's 128 bits. */
struct key {
	uint64_t a, b;
};

/* Open addressing, at most three quarters full. The upper half of a slot is
 * of the key's hash, the lower the subject's number plus one; 0 is free. */
struct subjects {
	uint64_t *slots;
	size_t mask;
	struct key *keys; /* by number; of others: unused */
	size_t cap;
	uint32_t count;
	struct intern *others;   /* texts that are no pseudonyms */
	uint32_t *other_numbers; /* of each of those */
	size_t others_cap;
};

/* The first slots take 8 KiB, which no run will miss. */
struct subjects *
subjects_new(void)
{
	struct subjects *s = mem_new(1, sizeof(*s));

	s->slots = mem_new(FIRST_SLOTS, sizeof(*s->slots));
	s->mask = FIRST_SLOTS - 1;
	s->others = intern_new();
	return s;
}

/* Pseudonyms are as good as random, but nobody has to send such: the seeded
 * hash keeps chosen ones from falling into one place. */
static inline uint64_t
hash_of(uint64_t a, uint64_t b)
{
	uint64_t bits[2] = { a, b };

	return intern_hash((struct span){ (const char *)bits, sizeof(bits) });
}

/* The slot is asked for at once: by the time others have been read, too, it is
 * there. */
bool
subjects_key(const struct subjects *s, struct span text,
	struct subject_key *key)
{
	uint64_t part[4];

	if (text.len != LETTERS)
		return false;
	for (int i = 0; i < 4; i++) {
		uint64_t *bits = &part[i];
		uint64_t x;

		/* Eight letters a-p as 32 bits; false when one is another
		 * byte. A letter less 'a' has no upper half; a byte below 'a'
		 * borrows, which leaves its own upper half set whatever follows
		 * it. */
		memcpy(&x, text.at + i * 8, sizeof(x));
		x -= 0x6161616161616161u;
		if (x & 0xf0f0f0f0f0f0f0f0u)
			return false;
		x = (x | x >> 4) & 0x00ff00ff00ff00ffu;
		x = (x | x >> 8) & 0x0000ffff0000ffffu;
		*bits = (x | x >> 16) & 0xffffffffu;
	}
	key->a = part[0] << 32 | part[1];
	key->b = part[2] << 32 | part[3];
	key->hash = hash_of(key->a, key->b);
	__builtin_prefetch(&s->slots[key->hash & s->mask]);
	return true;
}

/* Puts a number into the first free slot from its hash on. */
static void
put(struct subjects *s, uint64_t hash, uint32_t number)
{
	size_t i = hash & s->mask;

	while (s->slots[i])
		i = (i + 1) & s->mask;
	s->slots[i] = (hash & ~(uint64_t)UINT32_MAX) | (number + 1u);
}

/* The next number, for that key. */
static uint32_t
add(struct subjects *s, struct key key)
{
	if (s->count == UINT32_MAX - 1) /* as good as out of memory */
		mem_new(SIZE_MAX, sizeof(*s->keys));
	MEM_GROW(s->keys, s->cap, (size_t)s->count + 1);
	s->keys[s->count] = key;
	return s->count++;
}

void
subjects_ask(const struct subjects *s, const struct subject_key *key)
{
	uint64_t slot = s->slots[key->hash & s->mask];

	if (slot)
		__builtin_prefetch(&s->keys[(uint32_t)slot - 1]);
}

/* A slot holds the number and half of the hash, so that most slots of
 * others are passed over without a look at their keys. */
uint32_t
subjects_of_key(struct subjects *s, const struct subject_key *key)
{
	uint64_t hash = key->hash, slot;
	uint32_t number;

	for (size_t i = hash & s->mask; (slot = s->slots[i]);
		i = (i + 1) & s->mask) {
		if ((slot ^ hash) >> 32)
			continue;
		number = (uint32_t)slot - 1;
		if (s->keys[number].a == key->a && s->keys[number].b == key->b)
			return number;
	}
	number = add(s, (struct key){ key->a, key->b });
	if (((size_t)s->count + 1) * 4 > (s->mask + 1) * 3) {
		/* Twice as many slots; the upper half of a hash is not enough
		 * to find a place, so it is taken of the key again. */
		uint64_t *old = s->slots;
		size_t slots = (s->mask + 1) * 2;

		s->slots = mem_new(slots, sizeof(*s->slots));
		s->mask = slots - 1;
		for (size_t i = 0; i < slots / 2; i++) {
			uint32_t n = (uint32_t)old[i] - 1;

			if (old[i])
				put(s, hash_of(s->keys[n].a, s->keys[n].b), n);
		}
		mem_free(old);
	}
	put(s, hash, number);
	return number;
}

uint32_t
subjects_number(struct subjects *s, struct span text)
{
	uint32_t known = intern_count(s->others), other;
	struct subject_key key;

	if (subjects_key(s, text, &key))
		return subjects_of_key(s, &key);
	other = intern_add(s->others, text);
	if (other == known) {
		MEM_GROW(s->other_numbers, s->others_cap, (size_t)other + 1);
		s->other_numbers[other] = add(s, (struct key){ 0, 0 });
	}
	return s->other_numbers[other];
}

uint32_t
subjects_count(const struct subjects *s)
{
	return s->count;
}

void
subjects_free(struct subjects *s)
{
	if (!s)
		return;
	mem_free(s->slots);
	mem_free(s->keys);
	mem_free(s->other_numbers);
	intern_free(s->others);
	mem_free(s);
}

/* --- first_seen --- */

#define SEEN_SLOTS 1024
#define FREE UINT32_MAX /* no subject has this number */

/* Open addressing, at most three quarters full. */
struct first_seen {
	struct first *slots;
	size_t mask;
	size_t count;
};

/* So many free slots. */
static struct first *
new_slots(size_t n)
{
	struct first *slots = mem_new(n, sizeof(*slots));

	for (size_t i = 0; i < n; i++)
		slots[i].subject = FREE;
	return slots;
}

struct first_seen *
first_seen_new(void)
{
	struct first_seen *f = mem_new(1, sizeof(*f));

	f->slots = new_slots(SEEN_SLOTS);
	f->mask = SEEN_SLOTS - 1;
	return f;
}

/* Both parts are small numbers given in turn, so that nobody who writes the
 * facts can choose them to collide; a multiplication spreads them. */
static inline size_t
place_of(const struct first_seen *f, uint32_t subject, uint32_t unit_year)
{
	uint64_t key = (uint64_t)subject << 32 | unit_year;

	return (size_t)((key ^ key >> 32) * 0x9e3779b97f4a7c15u >> 20)
		& f->mask;
}

/* The slot of a subject, unit and year, or the free one where it would go. */
static struct first *
slot_of(const struct first_seen *f, uint32_t subject, uint32_t unit_year)
{
	size_t i = place_of(f, subject, unit_year);

	for (;; i = (i + 1) & f->mask) {
		struct first *s = &f->slots[i];

		if (s->subject == FREE
			|| (s->subject == subject && s->unit_year == unit_year))
			return s;
	}
}

void
first_seen_ask(const struct first_seen *f, uint32_t subject, uint32_t unit_year)
{
	__builtin_prefetch(&f->slots[place_of(f, subject, unit_year)], 1);
}

/* Facts come in no order of days, so that an earlier one may come last. */
void
first_seen_note(struct first_seen *f, uint32_t subject, uint32_t unit_year,
	int32_t day)
{
	struct first *s = slot_of(f, subject, unit_year), *old;
	size_t slots;

	if (s->subject != FREE) {
		if (day < s->day)
			s->day = day;
		return;
	}
	*s = (struct first){ subject, unit_year, day };
	if (++f->count * 4 <= (f->mask + 1) * 3)
		return;
	/* Twice as many slots, with all that is in them in its new place. */
	old = f->slots;
	slots = (f->mask + 1) * 2;
	f->slots = new_slots(slots);
	f->mask = slots - 1;
	for (size_t i = 0; i < slots / 2; i++)
		if (old[i].subject != FREE)
			*slot_of(f, old[i].subject, old[i].unit_year) = old[i];
	mem_free(old);
}

/* In the order of the slots, which means nothing: who asks adds up. */
const struct first *
first_seen_next(const struct first_seen *f, size_t *at)
{
	while (*at <= f->mask)
		if (f->slots[(*at)++].subject != FREE)
			return &f->slots[*at - 1];
	return NULL;
}

void
first_seen_free(struct first_seen *f)
{
	if (!f)
		return;
	mem_free(f->slots);
	mem_free(f);
}
