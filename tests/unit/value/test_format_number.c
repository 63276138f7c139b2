/* SPDX-License-Identifier: MIT */
#include "value/format_number.h"

#include "check.h"
#include "value/period.h"

static void
number(const char *exact, const char *danish, const char *english)
{
	struct buf b = { 0 };

	format_number_number(&b, LANG_DA, span_of(exact));
	CHECK_TEXT(buf_span(&b), danish);
	buf_clear(&b);
	format_number_number(&b, LANG_EN, span_of(exact));
	CHECK_TEXT(buf_span(&b), english);
	buf_free(&b);
}

static void
numbers(void)
{
	number("0", "0", "0");
	number("45.0", "45,0", "45.0");
	number("999", "999", "999");
	number("1000", "1.000", "1,000");
	number("1234567.25", "1.234.567,25", "1,234,567.25");
	number("-1234.5", "-1.234,5", "-1,234.5");
	number("123456789012345678901", "123.456.789.012.345.678.901",
		"123,456,789,012,345,678,901");
}

static void
no_numbers(void)
{
	number("", "", "");
	number("8503/6", "8503/6", "8503/6");
	number("-", "-", "-");
	number("1e3", "1e3", "1e3");
	number(".5", ".5", ".5");
}

static void
dates(void)
{
	int32_t day = period_day((struct period_date){ 2010, 6, 3 });
	int32_t month = period_month_of(day);
	struct buf b = { 0 };

	format_number_day(&b, LANG_DA, day);
	CHECK_TEXT(buf_span(&b), "3. juni 2010");
	buf_clear(&b);
	format_number_day(&b, LANG_EN, day);
	CHECK_TEXT(buf_span(&b), "3 June 2010");
	buf_clear(&b);
	format_number_day_brief(&b, LANG_DA, day);
	CHECK_TEXT(buf_span(&b), "03-06-2010");
	buf_clear(&b);
	format_number_day_brief(&b, LANG_EN, day);
	CHECK_TEXT(buf_span(&b), "2010-06-03");
	buf_clear(&b);
	format_number_month(&b, LANG_DA, month);
	CHECK_TEXT(buf_span(&b), "juni 2010");
	CHECK_TEXT(format_number_month_brief(LANG_DA, month - 1), "maj");
	CHECK_TEXT(format_number_month_brief(LANG_EN, month - 1), "May");
	buf_free(&b);
}

static void
counts(void)
{
	struct buf b = { 0 };

	format_number_count(&b, LANG_DA, 55467);
	CHECK_TEXT(buf_span(&b), "55.467");
	buf_free(&b);
}

int
main(void)
{
	check_run("numbers as Danes and the English write them", numbers);
	check_run("what is no number stands as it is", no_numbers);
	check_run("days and months", dates);
	check_run("counts", counts);
	return check_end();
}
