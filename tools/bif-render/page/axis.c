/* SPDX-License-Identifier: MIT
 *
 * Round numbers for an axis are 1, 2 or 5 times a power of ten, which people
 * can halve and count in their heads. Values stay exact until the last step,
 * which gives a whole position.
 */
#include "axis.h"

#include "base/buf.h"

void
axis_take(struct axis *a, struct ratio value)
{
	if (!a->any || ratio_compare(value, a->low) < 0)
		a->low = value;
	if (!a->any || ratio_compare(value, a->high) > 0)
		a->high = value;
	a->any = true;
}

/* The nearest whole number; 0 for what no drawing can hold. */
static long
whole(struct ratio r)
{
	BUF_LOCAL b = { 0 };
	long n = 0;

	ratio_print(&b, r, 0);
	for (size_t i = b.at[0] == '-'; i < b.len && b.len < 12; i++)
		n = n * 10 + (b.at[i] - '0');
	return b.at[0] == '-' ? -n : n;
}

/* The whole number below or at r. */
static struct ratio
floor_of(struct ratio r)
{
	BUF_LOCAL b = { 0 };
	struct ratio near;

	ratio_print(&b, r, 0);
	ratio_read(buf_span(&b), &near);
	return ratio_compare(near, r) > 0 ? ratio_sub(near, ratio_int(1))
					  : near;
}

/* 1, 2 or 5 times a power of ten, so that range is at most `marks` steps. */
static struct ratio
round_step(struct ratio range, int marks, int *decimals)
{
	static const long grow[] = { 2, 5, 10 };
	struct ratio power = ratio_int(1), step;
	struct ratio least = ratio_div(range, ratio_int(marks));

	*decimals = 0;
	while (ratio_compare(power, least) > 0 && *decimals < 9) {
		power = ratio_div(power, ratio_int(10));
		(*decimals)++;
	}
	for (step = power;; power = step) {
		if (ratio_compare(step, least) >= 0)
			return step;
		for (int i = 0; i < 3; i++) {
			step = ratio_mul(power, ratio_int(grow[i]));
			if (ratio_compare(step, least) >= 0 && i < 2)
				return step;
		}
		if (*decimals)
			(*decimals)--;
	}
}

/* Ends of the axis are whole steps around the values. Without any value there
 * is an axis of one step from 0, so that a drawing never divides by nothing. */
void
axis_settle(struct axis *a, int from, int to, int marks)
{
	struct ratio range;

	if (!a->any)
		a->low = a->high = ratio_int(0);
	range = ratio_sub(a->high, a->low);
	if (!ratio_sign(range)) {
		range = ratio_abs(a->low);
		range = ratio_sign(range) ? ratio_div(range, ratio_int(5))
					  : ratio_int(1);
	}
	a->step = round_step(range, marks, &a->decimals);
	a->low = ratio_mul(a->step, floor_of(ratio_div(a->low, a->step)));
	a->steps = (int)whole(ratio_neg(floor_of(
		ratio_neg(ratio_div(ratio_sub(a->high, a->low), a->step)))));
	if (!a->steps)
		a->steps = 1;
	a->high = ratio_add(a->low, ratio_mul(a->step, ratio_int(a->steps)));
	a->from = from;
	a->to = to;
}

int
axis_at(const struct axis *a, struct ratio value)
{
	struct ratio share = ratio_div(ratio_sub(value, a->low),
		ratio_sub(a->high, a->low));

	return a->from
		+ (int)whole(ratio_mul(share, ratio_int(a->to - a->from)));
}

struct ratio
axis_mark(const struct axis *a, int n)
{
	return ratio_add(a->low, ratio_mul(a->step, ratio_int(n)));
}
