/* SPDX-License-Identifier: MIT
 *
 * chance: against values worked out by mpmath to 40 digits, the edges, and ten
 * million tries. With `read` it answers lines instead, for the comparison with
 * Python's fractions (tests/second-reading/numbers/chance.py): `share HITS
 * TRIES LEVEL` and `count COUNT LEVEL` give low, high, and both tails.
 */
#include "value/chance.h"

#include "check.h"

static void
is(struct ratio got, const char *want, int line)
{
	struct buf text = { 0 };
	const char *point = strchr(want, '.');

	ratio_print(&text, got, point ? (int)strlen(point + 1) : 0);
	check_text(buf_span(&text), want, __FILE__, line);
	buf_free(&text);
}

#define IS(got, want) is((got), (want), __LINE__)
#define SHARE(hits, tries, from, to) \
	(IS(chance_share(hits, hits, tries).low, from), \
		IS(chance_share(hits, hits, tries).high, to))
#define CHECK_COUNT(count, from, to) \
	(IS(chance_count(count, count).low, from), \
		IS(chance_count(count, count).high, to))

static void
shares(void)
{
	SHARE(5, 10, "0.187086028447", "0.812913971553");
	SHARE(93, 100, "0.861080271544", "0.971394711093");
	SHARE(1, 1000, "0.000025317487", "0.005558924280");
}

static void
counts(void)
{
	CHECK_COUNT(1, "0.025317807984", "5.571643390939");
	CHECK_COUNT(5, "1.623486390", "11.668332079");
	CHECK_COUNT(100, "81.363991", "121.626794");
}

static void
edges(void)
{
	SHARE(0, 10, "0", "0.308497108");
	SHARE(10, 10, "0.691502892", "1");
	SHARE(0, 1, "0", "0.975");
	SHARE(1, 1, "0.025", "1");
	CHECK_COUNT(0, "0", "3.688879454");
	IS(chance_share_tail(0, 10, ratio_of(1, 2), CHANCE_AT_LEAST), "1");
	IS(chance_share_tail(10, 10, ratio_of(1, 2), CHANCE_AT_MOST), "1");
	IS(chance_share_tail(3, 10, ratio_int(-1), CHANCE_AT_MOST), "1");
	IS(chance_share_tail(3, 10, ratio_int(0), CHANCE_AT_LEAST), "0");
	IS(chance_share_tail(3, 10, ratio_int(2), CHANCE_AT_LEAST), "1");
	IS(chance_share_tail(3, 10, ratio_int(1), CHANCE_AT_MOST), "0");
	IS(chance_count_tail(0, ratio_int(7), CHANCE_AT_LEAST), "1");
	IS(chance_count_tail(3, ratio_int(-7), CHANCE_AT_MOST), "1");
	IS(chance_count_tail(3, ratio_int(0), CHANCE_AT_LEAST), "0");
}

static void
tails(void)
{
	IS(chance_share_tail(4, 20, ratio_of(3, 10), CHANCE_AT_MOST),
		"0.237507778878");
	IS(chance_share_tail(5, 20, ratio_of(3, 10), CHANCE_AT_LEAST),
		"0.762492221122");
	IS(chance_count_tail(2, ratio_of(9, 2), CHANCE_AT_MOST),
		"0.173578070910");
	IS(chance_count_tail(3, ratio_of(9, 2), CHANCE_AT_LEAST),
		"0.826421929090");
}

static void
normal(void)
{
	IS(chance_normal(ratio_int(0)), "0.5");
	IS(chance_normal(ratio_of(5, 4)), "0.894350226333");
	IS(chance_normal(ratio_int(-5)), "0.000000286652");
	IS(chance_normal(ratio_of(37, 4)), "0.99999999999999999999");
	IS(chance_normal(ratio_int(1000000)), "1.000");
	IS(chance_normal(ratio_int(-1000000)), "0.000");
	IS(chance_root(ratio_int(2)), "1.41421356237309504880");
	IS(chance_root(ratio_int(0)), "0");
}

/* Nearly normal, so that the bounds are close to those of the normal. */
static void
ten_millions(void)
{
	SHARE(5000000, 10000000, "0.49969", "0.50031");
	SHARE(9999999, 10000000, "0.99999944284", "0.99999999747");
	CHECK_COUNT(10000000, "9993803", "10006200");
	/* By MPFR with 320 bits: a step too few shows from the 12th decimal. */
	CHECK_COUNT(8592689, "8586944.64818086363718290562",
		"8598436.24645931418720119752");
	SHARE(7752445, 7752445, "0.99999952416578557264", "1");
	IS(chance_share_tail(5000000, 10000000, ratio_of(1, 2), CHANCE_AT_MOST),
		"0.5001");
	/* Memory of ratios that is given back is not MPFR's. */
	for (int i = 0; i < 100; i++) {
		const struct ratio_mark *mark = ratio_mark();

		chance_share((uint64_t)i, (uint64_t)i, 100);
		ratio_free_since(mark);
	}
	SHARE(5, 10, "0.187086028447", "0.812913971553");
}

static void
answer(struct chance_interval i, struct ratio most, struct ratio least)
{
	struct ratio all[] = { i.low, i.high, most, least };
	struct buf text = { 0 };

	for (size_t n = 0; n < 4; n++) {
		if (n)
			buf_add(&text, span_of(" "));
		ratio_print(&text, all[n], CHANCE_DECIMALS);
	}
	puts(buf_string(&text));
	buf_free(&text);
}

static void
answer_lines(void)
{
	char line[256], *rest;
	struct ratio level;

	while (fgets(line, sizeof(line), stdin)) {
		const struct ratio_mark *mark = ratio_mark();
		bool share = line[0] == 's';
		uint64_t k = strtoull(line + 6, &rest, 10), n = 0;

		if (share)
			n = strtoull(rest, &rest, 10);
		rest[strcspn(rest, "\n")] = '\0';
		ratio_read(span_of(rest + 1), &level);
		if (share)
			answer(chance_share(k, k, n),
				chance_share_tail(k, n, level, CHANCE_AT_MOST),
				chance_share_tail(k, n, level,
					CHANCE_AT_LEAST));
		else
			answer(chance_count(k, k),
				chance_count_tail(k, level, CHANCE_AT_MOST),
				chance_count_tail(k, level, CHANCE_AT_LEAST));
		ratio_free_since(mark);
	}
}

int
main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "read")) {
		answer_lines();
		return 0;
	}
	check_run("shares", shares);
	check_run("counts", counts);
	check_run("edges", edges);
	check_run("tails", tails);
	check_run("normal", normal);
	check_run("ten millions, and memory given back", ten_millions);
	return check_end();
}
