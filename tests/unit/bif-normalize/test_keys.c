/* SPDX-License-Identifier: MIT */
#include "bif-normalize/exact/keys.h"
#include "check.h"

#include <stdint.h>
#include <stdlib.h>

#define CROWD 9000u

typedef unsigned __int128 wide;

/* A good mixer of a counter: keys as a hash would give them. */
static wide
spread(uint64_t n)
{
	wide k = (wide)(n + 1) * 0x9e3779b97f4a7c15u;

	k ^= k >> 29;
	k *= ((wide)0xbf58476d1ce4e5b9u << 64) | 0x94d049bb133111ebu;
	k ^= k >> 67;
	return k * (((wide)0xd6e8feb86659fd93u << 64) | 0xff51afd7ed558ccdu);
}

/* What is remembered of i, in as many bytes as the table has for it. */
static wide
value_of(uint64_t i, enum keytable_value bytes)
{
	wide v = spread(i + 77);

	return bytes == KEYTABLE_6 ? v & (((uint64_t)1 << 48) - 1) : v;
}

static wide
held(const void *at, enum keytable_value bytes)
{
	wide v = 0;

	memcpy(&v, at, bytes);
	return v;
}

static void
remembers(enum keytable_value bytes)
{
	struct keytable *t = keytable_new(bytes);
	bool fresh;
	void *at;
	uint64_t i;

	for (i = 0; i < 200000; i++) {
		wide v = value_of(i, bytes);

		at = keytable_at(t, spread(i), &fresh);
		CHECK(fresh && held(at, bytes) == 0);
		memcpy(at, &v, bytes);
	}
	CHECK_NUMBER(keytable_count(t), 200000);
	for (i = 0; i < 200000; i++) {
		at = keytable_at(t, spread(i), &fresh);
		CHECK(!fresh && held(at, bytes) == value_of(i, bytes));
	}
	keytable_at(t, spread(200001), &fresh);
	CHECK(fresh);
	CHECK_NUMBER(keytable_count(t), 200001);
	keytable_free(t);
}

static void
remembers_both(void)
{
	remembers(KEYTABLE_6);
	remembers(KEYTABLE_16);
}

/* At any moment, right after it has grown too. The slack of small tables
 * counts for nothing where keys are many. */
static void
holds_to_its_size(void)
{
	const enum keytable_value sizes[] = { KEYTABLE_6, KEYTABLE_16 };
	/* a key's bytes, and those of the buckets after the last home */
	const size_t most[] = { 22, 36 }, slack = 64 * 1024;
	struct keytable *t;
	bool fresh;
	uint64_t i;
	size_t k;

	for (k = 0; k < 2; k++) {
		t = keytable_new(sizes[k]);
		for (i = 0; i < 2000000; i++) {
			keytable_at(t, spread(i), &fresh);
			if (i >= 100000)
				CHECK(keytable_bytes(t)
					<= most[k] * (i + 1) + slack);
		}
		CHECK(keytable_bytes(t) <= most[k] * i);
		keytable_free(t);
	}
}

/* Keys that all want the first or the last home, in either order. They differ
 * in the 80 upper bits. */
static void
stands_crowds(void)
{
	const wide step = (wide)1 << 57;
	wide bases[] = { (wide)1 << 64, ~(wide)0 - CROWD * step }, key;
	struct keytable *t;
	unsigned end, falling, i;
	bool fresh;
	void *at;

	for (end = 0; end < 2; end++)
		for (falling = 0; falling < 2; falling++) {
			t = keytable_new(KEYTABLE_16);
			for (i = 0; i < CROWD; i++) {
				key = bases[end]
					+ step * (falling ? CROWD - 1 - i : i);
				at = keytable_at(t, key, &fresh);
				memcpy(at, &key, sizeof(key));
				CHECK(fresh);
			}
			for (i = 0; i < CROWD; i++) {
				key = bases[end] + step * i;
				at = keytable_at(t, key, &fresh);
				CHECK(held(at, KEYTABLE_16) == key);
				CHECK(!fresh);
			}
			CHECK(keytable_bytes(t) < CROWD * 200);
			keytable_free(t);
		}
}

static void
takes_zero(void)
{
	struct keytable *t = keytable_new(KEYTABLE_6);
	bool fresh;
	void *at = keytable_at(t, 0, &fresh);

	CHECK(fresh);
	memset(at, 7, 8);
	at = keytable_at(t, 0, &fresh);
	CHECK(!fresh);
	CHECK_NUMBER(*(char *)at, 7);
	keytable_free(t);
}

int
main(void)
{
	check_run("remembers what it was told", remembers_both);
	check_run("at most 22 bytes a key at any moment", holds_to_its_size);
	check_run("keys that crowd at an end are found", stands_crowds);
	check_run("the key zero is a key", takes_zero);
	return check_end();
}
