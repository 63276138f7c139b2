/* SPDX-License-Identifier: MIT */
#include "bif-normalize/fast/value_cache.h"
#include "check.h"

#include <stdio.h>

#define MANY 3000u
#define LONGEST 100u

static char room[LONGEST + VALUE_CACHE_WIDTH];

/* The nth text of that length, four bytes or more; a longer one differs from
 * others in its first bytes and in its last. */
static struct span
text_of(unsigned n, size_t len)
{
	char number[16];

	snprintf(number, sizeof(number), "%04u", n);
	memset(room, 'x', sizeof(room));
	memcpy(room, number, 4);
	memcpy(room + len - 4, number, len < 8 ? 0 : 4);
	return (struct span){ room, len };
}

/* Texts of up to that length: each is found again, where it was put and by what it
 * shows, however often the table grew; one that was never there is not. */
static void
finds(size_t longest, size_t width)
{
	struct value_table t;
	struct value_cache *put[MANY] = { NULL }, *k;
	char shown[LONGEST + 8];

	value_cache_open(&t);
	for (unsigned i = 0; i < MANY; i++) {
		struct span text = text_of(i, 4 + i % (longest - 3));

		CHECK(!value_cache_find(&t, text, width));
		CHECK(!value_cache_search(&t, text));
		put[i] = value_cache_add(&t, text);
		put[i]->day = (int32_t)i;
		snprintf(shown, sizeof(shown), "%.*s!", (int)text.len, text.at);
		value_cache_show(&t, put[i], span_of(shown));
		value_cache_marks(put[i])->value = i;
		value_cache_marks(put[i])->shown = 2 * i;
	}
	CHECK_NUMBER(t.count, MANY);
	CHECK_NUMBER(t.width,
		longest > VALUE_CACHE_NARROW ? VALUE_CACHE_WIDTH
					     : VALUE_CACHE_NARROW);
	for (unsigned i = 0; i < MANY; i++) {
		struct span text = text_of(i, 4 + i % (longest - 3));

		k = value_cache_find(&t, text, width);
		CHECK(k == put[i] && value_cache_search(&t, text) == k);
		CHECK_NUMBER(k->day, i);
		snprintf(shown, sizeof(shown), "%.*s!", (int)text.len, text.at);
		CHECK(span_is(value_cache_text(k), shown));
		CHECK(value_cache_marks(k)->value == i
			&& value_cache_marks(k)->shown == 2 * i);
	}
	value_cache_forget(&t);
	CHECK_NUMBER(t.count, 0);
	CHECK(!value_cache_find(&t, text_of(5, 9), width));
	value_cache_close(&t);
}

/* One text is the beginning of the other, at each length where another way of
 * comparing begins. */
static void
tells_beginnings_apart(void)
{
	static const size_t lengths[] = { 0, 1, 7, 8, 9, 15, 16, 17, 24, 31, 32,
		33, 40, 64 };
	struct value_cache *put[COUNT(lengths)];
	struct value_table t;

	value_cache_open(&t);
	for (size_t i = 0; i < COUNT(lengths); i++) {
		memset(room, 'x', sizeof(room));
		put[i] = value_cache_add(&t, (struct span){ room, lengths[i] });
	}
	for (size_t i = 0; i < COUNT(lengths); i++)
		CHECK(value_cache_find(&t, (struct span){ room, lengths[i] },
			      VALUE_CACHE_WIDTH)
			== put[i]);
	value_cache_close(&t);
}

static void
finds_short(void)
{
	finds(VALUE_CACHE_NARROW, VALUE_CACHE_NARROW);
	finds(VALUE_CACHE_NARROW, VALUE_CACHE_WIDTH);
}

static void
finds_long(void)
{
	finds(VALUE_CACHE_WIDTH, VALUE_CACHE_WIDTH);
	finds(LONGEST, VALUE_CACHE_WIDTH);
}

int
main(void)
{
	check_run("short texts are found again, and no others", finds_short);
	check_run("long texts too", finds_long);
	check_run("a text and its beginning are two", tells_beginnings_apart);
	return check_end();
}
