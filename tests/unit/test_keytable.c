/* SPDX-License-Identifier: MIT */
#include "bif-normalize/keytable.h"
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

static void
remembers(void)
{
	struct keytable *t = keytable_new();
	bool fresh;
	wide *value;
	uint64_t i;

	for (i = 0; i < 200000; i++) {
		value = keytable_at(t, spread(i), &fresh);
		CHECK(fresh && *value == 0);
		*value = i * 3 + 1;
	}
	CHECK_NUMBER(keytable_count(t), 200000);
	for (i = 0; i < 200000; i++) {
		value = keytable_at(t, spread(i), &fresh);
		CHECK(!fresh && *value == i * 3 + 1);
	}
	value = keytable_at(t, spread(200001), &fresh);
	CHECK(fresh);
	CHECK_NUMBER(keytable_count(t), 200001);
	keytable_free(t);
}

/* At any moment, right after it has grown too. The slack of small tables
 * counts for nothing where keys are many. */
static void
holds_to_its_size(void)
{
	struct keytable *t = keytable_new();
	uint64_t i;
	bool fresh;

	for (i = 0; i < 3000000; i++) {
		keytable_at(t, spread(i), &fresh);
		if (i >= 100000)
			CHECK(keytable_bytes(t) <= 48 * (i + 1)
				+ 4096 * 2 * sizeof(wide));
	}
	CHECK(keytable_bytes(t) <= 48 * i);
	keytable_free(t);
}

/* Keys that all want the first or the last home, in either order. */
static void
stands_crowds(void)
{
	wide bases[] = { 1, ~(wide)0 - CROWD }, key;
	struct keytable *t;
	unsigned end, falling, i;
	bool fresh;

	for (end = 0; end < 2; end++)
		for (falling = 0; falling < 2; falling++) {
			t = keytable_new();
			for (i = 0; i < CROWD; i++) {
				key = bases[end] + (falling ? CROWD - 1 - i
					: i);
				*keytable_at(t, key, &fresh) = key;
				CHECK(fresh);
			}
			for (i = 0; i < CROWD; i++) {
				key = bases[end] + i;
				CHECK(*keytable_at(t, key, &fresh) == key);
				CHECK(!fresh);
			}
			CHECK(keytable_bytes(t) < CROWD * 200);
			keytable_free(t);
		}
}

static void
takes_zero(void)
{
	struct keytable *t = keytable_new();
	bool fresh;

	*keytable_at(t, 0, &fresh) = 7;
	CHECK(fresh);
	CHECK(*keytable_at(t, 0, &fresh) == 7);
	CHECK(!fresh);
	keytable_free(t);
}

int
main(void)
{
	check_run("remembers what it was told", remembers);
	check_run("at most 48 bytes a key at any moment", holds_to_its_size);
	check_run("keys that crowd at an end are found", stands_crowds);
	check_run("the key zero is a key", takes_zero);
	return check_end();
}
