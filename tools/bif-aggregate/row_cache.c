/* SPDX-License-Identifier: MIT
 *
 * The cells that decide, filled up to whole blocks of 16 bytes, are the key: two
 * rows are compared in a few instructions, 64 rows side by side so that memory
 * is asked for early. What a row counted is kept by whoever counts; here only
 * how often it came again.
 */
#include "row_cache.h"

#include <string.h>

#include "base/intern.h"
#include "base/mem.h"

#define ROWS 64    /* looked at side by side */
#define MOST 65536 /* kept */
#define FIRST_SLOTS 1024
/* Cells that decide, in all: each stretch of them is filled up with zeroes to
 * a whole number of blocks. Longer ones are not kept. */
#define BLOCK 16
#define BLOCKS 8
#define WORDS (BLOCKS * BLOCK / 8)
/* Of so many rows half must have been known, or it is not worth its time. */
#define TRIAL 16384

/* The cells that decide, with the bytes that end them: two rows of as many
 * cells are equal there when the blocks are. */
struct key {
	uint64_t hash;
	uint32_t blocks; /* 0: too long */
	uint64_t words[WORDS];
};

/* Begins a line of the cache; most need no other. */
#define LINE 64
struct row_cache {
	uint64_t times;
	uint32_t blocks;
	uint64_t words[];
};

/* Columns from..to of a row, which stand together. */
struct stretch {
	size_t from, to;
};

/* What is kept, and the rows being looked at. */
struct row_caches {
	struct row_cache **slots; /* at most half of them taken */
	size_t nslots;
	struct row_cache **list; /* by number */
	size_t count, cap;
	struct arena *kept;

	/* The file at hand. */
	struct stretch *stretches;
	size_t nstretches, width;
	bool idle; /* it is not worth its time */
	uint64_t tried, known;

	struct tsv_rows rows;
	struct key keys[ROWS];
	size_t next;              /* row of rows */
	const struct key *missed; /* of the row before it, or NULL */
};

/* Drawn at random: nobody can choose texts that meet in a slot. */
static uint64_t factors[2];

/* So many free slots, in the place of the old ones. */
static void
make_slots(struct row_caches *r, size_t n)
{
	mem_free(r->slots);
	r->slots = mem_new(n, sizeof(struct row_cache *));
	r->nslots = n;
}

struct row_caches *
row_caches_new(void)
{
	struct row_caches *r = mem_new(1, sizeof(*r));

	factors[0] = intern_hash((struct span){ "0", 1 }) | 1;
	factors[1] = intern_hash((struct span){ "1", 1 }) | 1;
	make_slots(r, FIRST_SLOTS);
	r->kept = arena_new();
	return r;
}

void
row_caches_free(struct row_caches *r)
{
	if (!r)
		return;
	arena_free(r->kept);
	mem_free(r->slots);
	mem_free(r->list);
	mem_free(r->stretches);
	mem_free(r);
}

void
row_caches_forget(struct row_caches *r)
{
	if (!r->count)
		return;
	arena_free(r->kept);
	r->kept = arena_new();
	r->count = 0;
	make_slots(r, FIRST_SLOTS);
}

/* Columns that decide and stand beside each other are one stretch: it is
 * compared with the TABs inside it. */
void
row_caches_begin(struct row_caches *r, const struct tsv *in,
	const bool *decides)
{
	row_caches_forget(r);
	r->width = in->columns;
	r->stretches = mem_resize(r->stretches, in->columns,
		sizeof(*r->stretches));
	r->nstretches = 0;
	for (size_t c = 0; c < in->columns; c++) {
		struct stretch *s = r->stretches + r->nstretches;

		if (decides[c] && c && decides[c - 1])
			s[-1].to = c;
		else if (decides[c]) {
			*s = (struct stretch){ c, c };
			r->nstretches++;
		}
	}
	r->rows.count = r->next = 0;
	r->tried = r->known = 0;
	r->idle = false;
	r->missed = NULL;
}

/* --- keys --- */

/* The bytes of a stretch, with the one that ends it. */
static inline struct span
stretch_of(const struct row_caches *r, const struct stretch *s, size_t row)
{
	const uint32_t *ends = r->rows.ends + row * r->width;
	uint32_t start = ends[(ptrdiff_t)s->from - 1] + 1;

	return (struct span){ r->rows.text + start, ends[s->to] + 1 - start };
}

/* Adds a block to a hash: one multiplication of 64 by 64 bits. */
static inline uint64_t
mix(uint64_t hash, const uint64_t words[2])
{
	unsigned __int128 product = (unsigned __int128)(words[0] ^ hash
					    ^ factors[0])
		* (words[1] ^ factors[1]);

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Adds a block of which `len` bytes count, 1 to BLOCK, to a key; BLOCK bytes can
 * be read. */
static inline void
add_block(struct key *key, const char *text, size_t len)
{
	static const unsigned char ones[2 * BLOCK] = { 255, 255, 255, 255, 255,
		255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 };
	uint64_t *words = key->words + 2 * (size_t)key->blocks++;
	uint64_t mask[2];

	memcpy(words, text, BLOCK);
	if (len < BLOCK) {
		memcpy(mask, ones + BLOCK - len, BLOCK);
		words[0] &= mask[0];
		words[1] &= mask[1];
	}
	key->hash = mix(key->hash, words);
}

/* The key of a row: the bytes of its stretches in whole blocks, and their
 * hash. A row with more than fits has no blocks and is never kept. */
static inline void
make_key(const struct row_caches *r, size_t row, struct key *key)
{
	const struct stretch *s = r->stretches, *end = s + r->nstretches;

	key->hash = key->blocks = 0;
	for (; s < end; s++) {
		struct span text = stretch_of(r, s, row);

		if (text.len > (BLOCKS - key->blocks) * BLOCK) {
			key->blocks = 0;
			return;
		}
		for (; text.len > BLOCK; span_skip(&text, BLOCK))
			add_block(key, text.at, BLOCK);
		add_block(key, text.at, text.len);
	}
}

/* Whether a row that is kept has that key. */
static inline bool
is_it(const struct row_cache *x, const struct key *key)
{
	uint64_t differ = x->blocks ^ key->blocks;

	for (size_t i = 0; !differ && i < 2 * (size_t)key->blocks; i += 2)
		differ = (x->words[i] ^ key->words[i])
			| (x->words[i + 1] ^ key->words[i + 1]);
	return !differ;
}

/* The slot of a key, or the free one where it would go. */
static inline struct row_cache **
slot_of(const struct row_caches *r, const struct key *key)
{
	size_t i = key->hash & (r->nslots - 1);

	while (r->slots[i] && !is_it(r->slots[i], key))
		i = (i + 1) & (r->nslots - 1);
	return &r->slots[i];
}

/* --- rows --- */

/* More rows; false when tsv_next() is to say why there are none. */
static bool
more_rows(struct row_caches *r, struct tsv *in)
{
	struct key *key, *end;

	r->next = r->rows.count = 0;
	if (r->tried >= TRIAL) {
		r->idle = r->known < r->tried / 2;
		r->tried = r->known = 0;
	}
	if (r->idle || !tsv_rows(in, ROWS, &r->rows)) {
		r->rows.count = 0;
		return false;
	}
	/* What finding the rows takes from memory is asked for, that of all
	 * of them at once. */
	key = r->keys;
	end = key + r->rows.count;
	for (size_t row = 0; row < r->rows.count; row++) {
		make_key(r, row, &r->keys[row]);
		__builtin_prefetch(
			&r->slots[r->keys[row].hash & (r->nslots - 1)]);
	}
	for (; key < end; key++)
		__builtin_prefetch(r->slots[key->hash & (r->nslots - 1)]);
	return true;
}

/* Passes over rows at hand as far as the first that is not known. */
static size_t
pass_known(struct row_caches *r, struct tsv *in)
{
	size_t from = r->next, n;

	for (; r->next < r->rows.count; r->next++) {
		const struct key *key = &r->keys[r->next];
		struct row_cache *x = key->blocks ? *slot_of(r, key) : NULL;

		if (!x)
			break;
		x->times++;
	}
	n = r->next - from;
	if (n)
		tsv_pass(in, n);
	r->known += n;
	r->tried += n;
	return n;
}

/* The row that stops it is counted as tried and not as known, so that a file in
 * which each row is new makes it idle. */
uint64_t
row_caches_pass(struct row_caches *r, struct tsv *in)
{
	uint64_t passed = 0;

	r->missed = NULL;
	while (r->next < r->rows.count || more_rows(r, in)) {
		passed += pass_known(r, in);
		if (r->next == r->rows.count)
			continue;
		r->missed = &r->keys[r->next++]; /* by tsv_next() */
		r->tried++;
		break;
	}
	return passed;
}

/* Twice as many slots, with every row that is kept in its new place. */
static void
more_slots(struct row_caches *r)
{
	struct key key;

	make_slots(r, 2 * r->nslots);
	for (size_t i = 0; i < r->count; i++) {
		const struct row_cache *x = r->list[i];

		key.hash = 0;
		key.blocks = x->blocks;
		memcpy(key.words, x->words, BLOCK * (size_t)x->blocks);
		for (size_t j = 0; j < 2 * (size_t)x->blocks; j += 2)
			key.hash = mix(key.hash, x->words + j);
		*slot_of(r, &key) = r->list[i];
	}
}

/* The key is that of the row at which row_caches_pass() stopped. Rows begin a
 * cache line each, which is why a line more than their size is taken. */
bool
row_caches_add(struct row_caches *r)
{
	const struct key *key = r->missed;
	struct row_cache *x;
	size_t bytes;
	char *at;

	if (!key || !key->blocks || r->count == MOST)
		return false;
	if (2 * (r->count + 1) > r->nslots)
		more_slots(r);
	bytes = BLOCK * (size_t)key->blocks;
	at = arena_take(r->kept, sizeof(*x) + bytes + LINE);
	at += -(uintptr_t)at % LINE;
	x = (struct row_cache *)(void *)at;
	x->blocks = key->blocks;
	memcpy(x->words, key->words, bytes);
	MEM_GROW(r->list, r->cap, r->count + 1);
	r->list[r->count++] = x;
	*slot_of(r, key) = x;
	r->missed = NULL;
	return true;
}

size_t
row_caches_count(const struct row_caches *r)
{
	return r->count;
}

uint64_t
row_caches_times(const struct row_caches *r, size_t number)
{
	return r->list[number]->times;
}

bool
row_caches_full(const struct row_caches *r)
{
	return r->count == MOST;
}
