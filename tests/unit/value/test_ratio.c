/* SPDX-License-Identifier: MIT */
#include "value/ratio.h"

#include <stdlib.h>

#include "check.h"

#define PRINTS(ratio, decimals, want) \
	prints((ratio), (decimals), (want), __LINE__)
#define EXACT(ratio, want) prints((ratio), -1, (want), __LINE__)

static void
prints(struct ratio r, int decimals, const char *want, int line)
{
	struct buf b = { 0 };

	if (decimals < 0)
		ratio_print_exact(&b, r);
	else
		ratio_print(&b, r, decimals);
	check_text(buf_span(&b), want, __FILE__, line);
	buf_free(&b);
}

static struct ratio
read(const char *text)
{
	struct ratio r = ratio_int(-4711);

	CHECK(ratio_read(span_of(text), &r));
	return r;
}

static bool
refused(const char *text)
{
	struct ratio r;

	return !ratio_read(span_of(text), &r);
}

static void
reads(void)
{
	EXACT(read("12"), "12");
	EXACT(read("-0.25"), "-0.25");
	EXACT(read("0.50"), "0.5");
	EXACT(read("2/4"), "0.5");
	EXACT(read("1/3"), "1/3");
	EXACT(read("-2/6"), "-1/3");
	EXACT(read("-0"), "0");
	EXACT(read("0/7"), "0");
	EXACT(read("123456789012345678901234567890123456789012345678901234"),
		"123456789012345678901234567890123456789012345678901234");
	CHECK(refused(""));
	CHECK(refused("-"));
	CHECK(refused("1/0"));
	CHECK(refused("1/"));
	CHECK(refused("/2"));
	CHECK(refused("1/-2"));
	CHECK(refused("1."));
	CHECK(refused(".5"));
	CHECK(refused("1.5/2"));
	CHECK(refused("1 "));
	CHECK(refused("1e3"));
	CHECK(refused("1,5"));
	CHECK(refused("--1"));
	ratio_free_all();
}

static void
reads_spans(void)
{
	struct ratio r;

	CHECK(ratio_read((struct span){ "12345", 2 }, &r));
	EXACT(r, "12");
	CHECK(!ratio_read((struct span){ "1/2", 2 }, &r));
	CHECK(!ratio_read((struct span){ "1\0"
					 "2",
				  3 },
		&r));
	CHECK(!ratio_read((struct span){ NULL, 0 }, &r));
	ratio_free_all();
}

static void
rounds(void)
{
	PRINTS(read("94.996"), 1, "95.0");
	PRINTS(read("0.05"), 1, "0.1");
	PRINTS(read("-0.05"), 1, "-0.1");
	PRINTS(read("-0.04"), 1, "0.0");
	PRINTS(read("0.45"), 1, "0.5");
	PRINTS(read("2.5"), 0, "3");
	PRINTS(read("-2.5"), 0, "-3");
	PRINTS(read("0.4999999999999999999999999999"), 0, "0");
	PRINTS(read("1/3"), 5, "0.33333");
	PRINTS(read("2/3"), 5, "0.66667");
	PRINTS(read("999.95"), 1, "1000.0");
	PRINTS(read("0"), 2, "0.00");
	PRINTS(read("0.001"), 3, "0.001");
	PRINTS(read("5"), 3, "5.000");
	PRINTS(read("1/8"), 2, "0.13");
	PRINTS(read("-1/8"), 2, "-0.13");
	ratio_free_all();
}

static void
prints_exactly(void)
{
	EXACT(ratio_of(1, 8), "0.125");
	EXACT(ratio_of(-1, 8), "-0.125");
	EXACT(ratio_of(1, 1024), "0.0009765625");
	EXACT(ratio_of(1, 125), "0.008");
	EXACT(ratio_of(7, 50), "0.14");
	EXACT(ratio_of(100, 1), "100");
	EXACT(ratio_of(0, 5), "0");
	EXACT(ratio_of(1, 7), "1/7");
	EXACT(ratio_of(-5, 15), "-1/3");
	EXACT(ratio_of(5, -15), "-1/3");
	EXACT(ratio_of(1, 6), "1/6");
	ratio_free_all();
}

/* In doubles 127428*0.95 < 121056.6 (DESIGN.md section 6). */
static void
is_exact(void)
{
	struct ratio target = ratio_mul(ratio_int(127428), read("0.95"));

	CHECK(ratio_compare(target, read("121056.6")) == 0);
	EXACT(ratio_sub(ratio_div(ratio_int(45), ratio_int(48)), ratio_int(1)),
		"-0.0625");
	EXACT(ratio_add(ratio_of(1, 3), ratio_of(1, 6)), "0.5");
	ratio_free_all();
}

static void
signs(void)
{
	struct ratio half = ratio_of(-1, 2);

	CHECK_NUMBER(ratio_sign(half), -1);
	CHECK_NUMBER(ratio_sign(ratio_int(0)), 0);
	CHECK_NUMBER(ratio_sign(ratio_neg(half)), 1);
	EXACT(ratio_abs(half), "0.5");
	EXACT(half, "-0.5");
	CHECK(ratio_compare(half, ratio_int(0)) == -1);
	CHECK(ratio_compare(ratio_int(3), half) == 1);
	CHECK(!ratio_is_whole(half));
	CHECK(ratio_is_whole(ratio_of(4, 2)));
	CHECK(ratio_is_whole(ratio_int(0)));
	ratio_free_all();
}

static void
from_decimals(void)
{
	struct decimal most = { 0 };

	EXACT(ratio_decimal((struct decimal){ 1500000 }), "1.5");
	EXACT(ratio_decimal((struct decimal){ -1 }), "-0.000001");
	EXACT(ratio_decimal((struct decimal){ 0 }), "0");
	CHECK(decimal_read_sum(SPAN("-99999999999999999999999999999999.999999"),
		      &most)
		== DECIMAL_OK);
	EXACT(ratio_decimal(most), "-99999999999999999999999999999999.999999");
	ratio_free_all();
}

/* What was made before a mark outlives the freeing, also when what was made
 * after it filled several blocks. */
static void
frees_since(void)
{
	struct ratio kept = ratio_of(22, 7), sum;
	const struct ratio_mark *mark;
	int round, i;

	for (round = 0; round < 5; round++) {
		mark = ratio_mark();
		sum = ratio_int(0);
		for (i = 1; i < 600; i++)
			sum = ratio_add(sum, ratio_of(1, i));
		CHECK(ratio_compare(sum, ratio_int(6)) > 0);
		CHECK(ratio_compare(sum, ratio_int(7)) < 0);
		ratio_free_since(mark);
		EXACT(kept, "22/7");
	}
	mark = ratio_mark();
	ratio_free_since(mark);
	EXACT(kept, "22/7");
	ratio_free_all();
}

static void
frees_all(void)
{
	const struct ratio_mark *mark = ratio_mark();

	ratio_int(1);
	ratio_free_since(mark);
	ratio_free_all();
	ratio_free_all();
	EXACT(ratio_int(5), "5");
	ratio_free_all();
}

static void
large(void)
{
	struct ratio r = ratio_int(1);
	struct buf b = { 0 };
	int i;

	for (i = 0; i < 3000; i++)
		r = ratio_mul(r, ratio_int(1000000007));
	for (i = 0; i < 3000; i++)
		r = ratio_div(r, ratio_int(1000000007));
	EXACT(r, "1");
	for (i = 0; i < 200000; i++)
		buf_byte(&b, '7');
	CHECK(ratio_read(buf_span(&b), &r));
	buf_text(&b, "");
	prints(r, 0, buf_string(&b), __LINE__);
	buf_free(&b);
	ratio_free_all();
}

static void
keeps(void)
{
	EXACT(ratio_keep(ratio_int(0), 3), "0");
	EXACT(ratio_keep(read("123.456"), 3), "123.5");
	EXACT(ratio_keep(read("-123456"), 3), "-123500");
	EXACT(ratio_keep(read("0.00123456"), 3), "0.001235");
	EXACT(ratio_keep(ratio_of(2, 3), 3), "0.667");
	/* The largest parts that are not GMP's have nineteen digits. */
	EXACT(ratio_keep(ratio_of(4611686018427387903, 1), 3),
		"4612000000000000000");
	EXACT(ratio_keep(ratio_of(1000000000000000000, 3), 2),
		"330000000000000000");
	EXACT(ratio_keep(read("12345678901234567890123456789"), 3),
		"12350000000000000000000000000");
	EXACT(ratio_keep(ratio_div(ratio_int(1),
				 read("30000000000000000000000000")),
		      3),
		"0.0000000000000000000000000333");
	ratio_free_all();
}

/* A number of up to so many bits, of either sign. */
static long
some(int bits)
{
	static uint64_t state = 88172645463325252u;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state & 1 ? -1 : 1) * (long)(state >> 1 >> (63 - bits));
}

/* Small numbers are worked out here and big ones by GMP: what both say of the
 * same is the same. A factor, or a term, of 61 digits makes any number big. */
static void
small_as_big(void)
{
	struct ratio huge = read("1000000000000000000000000000000000000000"
				 "000000000000000000007");
	const struct ratio_mark *mark;
	struct buf exact = { 0 };
	struct ratio a, b, x, y, back;
	int i, decimals;

	for (i = 0; i < 40000; i++) {
		mark = ratio_mark();
		a = ratio_of(some(1 + i % 62), 1 + labs(some(1 + i / 7 % 61)));
		b = ratio_of(some(1 + i / 5 % 62),
			1 + labs(some(1 + i / 11 % 61)));
		x = ratio_mul(a, huge);
		y = ratio_mul(b, huge);
		CHECK(ratio_compare(a, b) == ratio_compare(x, y));
		CHECK(!ratio_compare(ratio_add(a, b),
			ratio_div(ratio_add(x, y), huge)));
		CHECK(!ratio_compare(ratio_sub(a, b),
			ratio_div(ratio_sub(x, y), huge)));
		CHECK(!ratio_compare(ratio_mul(a, b),
			ratio_div(ratio_mul(x, b), huge)));
		if (ratio_sign(b))
			CHECK(!ratio_compare(ratio_div(a, b),
				ratio_div(ratio_div(x, b), huge)));
		decimals = i % 23;
		CHECK(!ratio_compare(ratio_round(a, decimals),
			ratio_sub(ratio_round(ratio_add(a, huge), decimals),
				huge)));
		buf_clear(&exact);
		ratio_print_exact(&exact, a);
		CHECK(ratio_read(buf_span(&exact), &back));
		CHECK(!ratio_compare(a, back));
		/* The decimals of a round number are all it has. */
		buf_clear(&exact);
		ratio_print(&exact, ratio_round(a, decimals), decimals);
		CHECK(ratio_read(buf_span(&exact), &back));
		CHECK(!ratio_compare(ratio_round(a, decimals), back));
		ratio_free_since(mark);
	}
	buf_free(&exact);
	ratio_free_all();
}

int
main(void)
{
	check_run("ratio: reads", reads);
	check_run("ratio: reads spans", reads_spans);
	check_run("ratio: rounds half away from zero", rounds);
	check_run("ratio: prints exactly, or a/b", prints_exactly);
	check_run("ratio: is exact", is_exact);
	check_run("ratio: signs and order", signs);
	check_run("ratio: from decimals", from_decimals);
	check_run("ratio: frees since a mark", frees_since);
	check_run("ratio: frees all", frees_all);
	check_run("ratio: large", large);
	check_run("ratio: keeps digits", keeps);
	check_run("ratio: small ones as GMP has them", small_as_big);
	return check_end();
}
