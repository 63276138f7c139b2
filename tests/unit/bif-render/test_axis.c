/* SPDX-License-Identifier: MIT */
#include "bif-render/page/axis.h"

#include "check.h"

static struct axis
axis(const char *a, const char *b)
{
	struct axis axis = { 0 };
	struct ratio r;

	CHECK(ratio_read(span_of(a), &r));
	axis_take(&axis, r);
	CHECK(ratio_read(span_of(b), &r));
	axis_take(&axis, r);
	axis_settle(&axis, 100, 1100, 5);
	return axis;
}

static void
marks(const char *a, const char *b, const char *low, const char *high,
	int steps, int decimals)
{
	struct axis x = axis(a, b);
	struct buf text = { 0 };

	ratio_print_exact(&text, axis_mark(&x, 0));
	CHECK_TEXT(buf_span(&text), low);
	buf_clear(&text);
	ratio_print_exact(&text, axis_mark(&x, x.steps));
	CHECK_TEXT(buf_span(&text), high);
	CHECK_NUMBER(x.steps, steps);
	CHECK_NUMBER(x.decimals, decimals);
	buf_free(&text);
}

static void
round_marks(void)
{
	marks("43.7", "45", "43.5", "45", 3, 1);
	marks("412", "4452", "0", "5000", 5, 0);
	marks("0.02", "0.05", "0.02", "0.05", 3, 2);
	marks("-3", "4", "-4", "4", 4, 0);
	marks("984340.6", "1036148", "980000", "1040000", 3, 0);
	marks("54321", "54321.02", "54321", "54321.02", 4, 3);
}

static void
one_value(void)
{
	marks("5", "5", "5", "5.2", 1, 1);
	marks("0", "0", "0", "0.2", 1, 1);
}

/* Nothing at all, more than any drawing holds, and less than nine decimals
 * tell apart. */
static void
odd_ranges(void)
{
	struct axis x = { 0 };
	struct buf text = { 0 };

	axis_settle(&x, 100, 1100, 5);
	ratio_print_exact(&text, axis_mark(&x, 0));
	CHECK_TEXT(buf_span(&text), "0");
	CHECK_NUMBER(axis_at(&x, ratio_int(0)), 100);
	x = axis("0", "5");
	CHECK_NUMBER(axis_at(&x, ratio_of(2000000000000000, 1)), 100);
	CHECK_NUMBER(axis_at(&x, ratio_int(-5)), -900);
	x = axis("0.000001", "0.000002");
	CHECK(x.decimals >= 6 && x.decimals <= 9 && x.steps > 0);
	x = (struct axis){ 0 };
	axis_take(&x, ratio_int(0));
	axis_take(&x, ratio_div(ratio_int(1), ratio_int(1000000000000)));
	axis_settle(&x, 100, 1100, 5);
	CHECK_NUMBER(x.decimals, 9);
	CHECK(x.steps > 0);
	buf_free(&text);
}

static void
positions(void)
{
	struct axis x = axis("0", "5");
	struct axis down = { 0 };

	CHECK_NUMBER(axis_at(&x, ratio_int(0)), 100);
	CHECK_NUMBER(axis_at(&x, ratio_int(5)), 1100);
	CHECK_NUMBER(axis_at(&x, ratio_of(5, 2)), 600);
	CHECK_NUMBER(axis_at(&x, ratio_of(1, 3)), 167);
	axis_take(&down, ratio_int(0));
	axis_take(&down, ratio_int(5));
	axis_settle(&down, 1000, 0, 5); /* as drawings count: from above */
	CHECK_NUMBER(axis_at(&down, ratio_int(5)), 0);
	CHECK_NUMBER(axis_at(&down, ratio_int(1)), 800);
}

int
main(void)
{
	check_run("marks are round and hold all values", round_marks);
	check_run("one value has an axis, too", one_value);
	check_run("odd ranges have an axis, too", odd_ranges);
	check_run("values have whole positions", positions);
	ratio_free_all();
	return check_end();
}
