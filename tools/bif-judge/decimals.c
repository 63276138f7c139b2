/* SPDX-License-Identifier: MIT
 *
 * decimals: how many decimals a printed number gets. A reader who compares two
 * printed numbers must come to the status that was found with the exact ones,
 * so a number gains decimals until it does.
 */
#include "decimals.h"

/* The two differ, so that some number of decimals tells them apart: the loop
 * ends. */
int
decimals_apart(struct ratio a, struct ratio b, int least)
{
	int decimals = least;
	struct buf one = { 0 }, other = { 0 };

	for (;; decimals++) {
		buf_clear(&one);
		buf_clear(&other);
		ratio_print(&one, a, decimals);
		ratio_print(&other, b, decimals);
		if (!span_equal(buf_span(&one), buf_span(&other)))
			break;
	}
	buf_free(&one);
	buf_free(&other);
	return decimals;
}

/* A shortfall that prints as 0 would look like a goal that is met, and one
 * that prints as the band or less like one that is near. */
int
decimals_beside(struct ratio shortfall, struct ratio band,
	enum verdict_status status, int least)
{
	int decimals = least;
	struct buf text = { 0 };
	struct ratio printed;
	bool right = false;

	for (; !right; decimals++) {
		buf_clear(&text);
		ratio_print(&text, shortfall, decimals);
		right = ratio_read(buf_span(&text), &printed)
			&& ratio_sign(printed)
			&& (status == VERDICT_NEAR)
				== (ratio_compare(printed, band) <= 0);
	}
	buf_free(&text);
	return decimals - 1;
}

/* A value that meets what was expected may print as the same number; one that
 * does not must print as another, or the row contradicts itself. */
int
decimals_of_value(const struct judge_case *c)
{
	if (c->status == VERDICT_MET)
		return c->goal->decimals;
	return decimals_apart(c->value.value, c->comparison.expected,
		c->goal->decimals);
}

int
decimals_of_shortfall(const struct judge_case *c)
{
	if (c->status == VERDICT_MET)
		return c->goal->decimals;
	return decimals_beside(c->comparison.shortfall, c->band, c->status,
		c->goal->decimals);
}
