/* SPDX-License-Identifier: MIT
 *
 * thresholds: a of n held against T per cent, for T from 1 to 99, n from 1 to
 * 2000 and every a: the status, and each printed digit, are what whole numbers
 * say, in which 100 a >= T n is all there is to it. Without arguments a
 * sample; with `all`, every one of the 198 million.
 */
#include "bif-judge/judge.h"

#include "bif-judge/text_words.h"
#include "check.h"

#define MOST 2000
#define BAND_POINTS 2 /* points */
#define BAND_SHARE 5  /* per cent of the target */

static bool all;

/* a of n against t, and what whole numbers make of it. */
struct held {
	int64_t a, n, t;
	enum direction direction;
	enum scale scale;
	int decimals;
	int64_t gap, by; /* the shortfall is gap / by */
	int64_t band;
	enum verdict_status status;
};

static void
decide(struct held *h)
{
	int64_t over = 100 * h->a - h->t * h->n;
	bool met = h->direction == AT_LEAST ? over >= 0 : over <= 0;

	h->gap = over < 0 ? -over : over;
	h->by = h->n;
	h->band = BAND_POINTS;
	if (h->scale == SCALE_OF_TARGET) {
		h->gap *= 100;
		h->by *= h->t;
		h->band = BAND_SHARE;
	}
	h->status = met                     ? VERDICT_MET
		: h->gap <= h->band * h->by ? VERDICT_NEAR
					    : VERDICT_OFF;
}

static int64_t
ten(int decimals)
{
	return decimals ? 10 * ten(decimals - 1) : 1;
}

/* x / y times 10^decimals, half up; neither is negative. */
static int64_t
scaled(int64_t x, int64_t y, int decimals)
{
	return (2 * x * ten(decimals) + y) / (2 * y);
}

static const char *
shown(int64_t x, int64_t y, int decimals)
{
	static char rooms[4][64];
	static unsigned next;
	char *room = rooms[next++ % 4];
	int64_t whole = scaled(x, y, decimals), one = ten(decimals);

	if (decimals)
		snprintf(room, 64, "%" PRId64 ".%0*" PRId64, whole / one,
			decimals, whole % one);
	else
		snprintf(room, 64, "%" PRId64, whole);
	return room;
}

/* What is printed, by the program's own printing. */
static void
prints(struct ratio number, int decimals, const char *want)
{
	struct buf text = { 0 };

	ratio_print(&text, number, decimals);
	CHECK_TEXT(buf_span(&text), want);
	buf_free(&text);
}

/* Neither value and expected nor shortfall and band contradict the status. */
static void
print_all(const struct held *h, const struct judge_case *t)
{
	int d = h->decimals, s = h->decimals;
	int64_t got;

	if (h->status != VERDICT_MET)
		while (scaled(100 * h->a, h->n, d) == h->t * ten(d))
			d++;
	CHECK_NUMBER(text_decimals_of_value(t), d);
	prints(t->value.value, d, shown(100 * h->a, h->n, d));
	prints(t->comparison.expected, d, shown(h->t, 1, d));
	if (h->status == VERDICT_MET) {
		prints(t->comparison.shortfall, s, shown(0, 1, s));
		return;
	}
	for (;; s++) {
		got = scaled(h->gap, h->by, s);
		if (got
			&& (h->status == VERDICT_NEAR)
				== (got <= h->band * ten(s)))
			break;
	}
	CHECK_NUMBER(text_decimals_of_shortfall(t), s);
	prints(t->comparison.shortfall, s, shown(h->gap, h->by, s));
}

/* Near an edge all is printed; elsewhere now and then. */
static bool
is_printed(const struct held *h)
{
	int64_t over = 100 * h->a - h->t * h->n;
	int64_t edge = h->gap - h->band * h->by;

	return (over > -h->n && over < h->n) || (h->a + h->n + h->t) % 41 == 0
		|| (edge > -h->by / 4 && edge < h->by / 4);
}

static void
hold(struct held h)
{
	const struct ratio_mark *mark = ratio_mark();
	struct goal goal = { .direction = h.direction,
		.scale = h.scale,
		.decimals = h.decimals };
	struct target due = { .target = ratio_int(h.t) };
	struct terms terms = { .due = &due };
	struct expectation e = { .low = due.target, .high = due.target };
	struct judge_case t = { .goal = &goal, .terms = &terms };

	decide(&h);
	t.band = ratio_int(h.band);
	t.value.value = ratio_of(100 * h.a, h.n);
	t.comparison = expected_compare(&goal, t.band, &terms, &e,
		t.value.value);
	t.status = t.comparison.status;
	check_that(t.status == h.status, __FILE__, __LINE__,
		"%d of %d against %d: %s, not %s", (int)h.a, (int)h.n, (int)h.t,
		verdict_statuses[t.status], verdict_statuses[h.status]);
	if (t.status == h.status && is_printed(&h))
		print_all(&h, &t);
	ratio_free_since(mark);
}

/* Each a of n, in each direction; scale and decimals go round. */
static void
hold_all_of(int64_t n, int64_t t)
{
	for (int64_t a = 0; a <= n; a++)
		for (int direction = 0; direction < 2; direction++)
			hold((struct held){ .a = a,
				.n = n,
				.t = t,
				.direction = (enum direction)direction,
				.scale = (a + t) % 2 ? SCALE_POINTS
						     : SCALE_OF_TARGET,
				.decimals = (int)((n + t) % 3) });
}

static void
every_share_against_every_threshold(void)
{
	for (int64_t t = 1; t <= 99; t++)
		for (int64_t n = 1; n <= MOST; n++)
			if (all || n <= 16 || (n * t) % 1999 == 7
				|| (n % 500 == 0 && t % 10 == 0))
				hold_all_of(n, t);
	ratio_free_all();
}

/* In doubles 127428 * 0.95 is less than 121056.6. */
static void
what_doubles_get_wrong(void)
{
	struct decimal d;
	struct ratio aim, used;

	CHECK(decimal_read(SPAN("121056.6"), DECIMAL_PLAIN, &d) == DECIMAL_OK);
	used = ratio_decimal(d);
	aim = ratio_mul(ratio_int(127428), ratio_of(95, 100));
	CHECK(!ratio_compare(aim, used));
	ratio_free_all();
}

int
main(int argc, char **argv)
{
	all = argc > 1 && !strcmp(argv[1], "all");
	check_run("every share against every threshold",
		every_share_against_every_threshold);
	check_run("what doubles get wrong", what_doubles_get_wrong);
	return check_end();
}
