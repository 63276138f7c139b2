/* SPDX-License-Identifier: MIT
 *
 * xlsx_format: numbers as workbooks keep them, and as they show them.
 */
#include "value/xlsx_format.h"
#include "value/number.h"

#include "check.h"

static void
number(const char *stored, enum decimal_style style, const char *want)
{
	struct buf b = { 0 };

	CHECK(number_from_double(&b, span_of(stored), style, 0)
		== (want != NULL));
	CHECK_TEXT(buf_span(&b), want ? want : "");
	buf_free(&b);
}

static void
numbers_as_they_were_entered(void)
{
	number("7863.7", DECIMAL_DANISH, "7863,7");
	number("7863.6999999999998", DECIMAL_DANISH, "7863,7");
	number("0.30000000000000004", DECIMAL_PLAIN, "0.3");
	number("99999.9999999999999", DECIMAL_PLAIN, "100000");
	number("-0.5", DECIMAL_ENGLISH, "-0.5");
	number("12345678901234567", DECIMAL_PLAIN, "12345678901234567");
	number("1234567.12345678", DECIMAL_PLAIN, "1234567.12345678");
	number("0", DECIMAL_PLAIN, "0");
	number("0.0000000", DECIMAL_PLAIN, "0");
	number("13450.2500000", DECIMAL_DANISH, "13450,25");
	number("100", DECIMAL_PLAIN, "100");
	number("007", DECIMAL_PLAIN, "7");
	number("00.50", DECIMAL_DANISH, "0,5");
	number("-000", DECIMAL_PLAIN, "-0");
}

/* As long as a workbook may write it, and longer. */
static void
long_numbers(void)
{
	char text[1100];

	memset(text, '7', sizeof(text));
	text[1023] = '\0';
	number(text, DECIMAL_PLAIN, text);
	text[1023] = '7';
	text[1024] = '\0';
	number(text, DECIMAL_PLAIN, NULL);
}

static void
exponents_are_written_out(void)
{
	number("1E-3", DECIMAL_DANISH, "0,001");
	number("1.5e+3", DECIMAL_PLAIN, "1500");
	number("2.5E1", DECIMAL_PLAIN, "25");
	number("1.25E1", DECIMAL_PLAIN, "12.5");
	number("0.000000000000000E+00", DECIMAL_DANISH, "0");
	number("1.2345678901234567E+16", DECIMAL_PLAIN, "12345678901234600");
}

static void
what_is_no_number(void)
{
	number("", DECIMAL_PLAIN, NULL);
	number("x", DECIMAL_PLAIN, NULL);
	number("1.", DECIMAL_PLAIN, NULL);
	number(".5", DECIMAL_PLAIN, NULL);
	number("1e", DECIMAL_PLAIN, NULL);
	number("1e999", DECIMAL_PLAIN, NULL);
	number("1,5", DECIMAL_PLAIN, NULL);
	number("NaN", DECIMAL_PLAIN, NULL);
	number("1e+x", DECIMAL_PLAIN, NULL);
	number("1e5 ", DECIMAL_PLAIN, NULL);
	number("1e/", DECIMAL_PLAIN, NULL);
}

static void
day(const char *stored, unsigned shows, bool from_1904, const char *pattern,
	const char *want)
{
	const struct xlsx_format format = { shows, SPAN("") };
	const struct xlsx_style style = { DECIMAL_PLAIN, span_of(pattern),
		from_1904, false };
	struct buf b = { 0 };

	CHECK(xlsx_format_print(&b, span_of(stored), &format, &style)
		== (want != NULL));
	CHECK_TEXT(buf_span(&b), want ? want : "");
	buf_free(&b);
}

static void
days_of_both_calendars(void)
{
	day("1", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", "1900-01-01");
	day("59", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", "1900-02-28");
	day("60", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", "1900-02-29");
	day("61", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", "1900-03-01");
	day("40179", XLSX_FORMAT_DATE, false, "dd-mm-yyyy", "01-01-2010");
	day("40179", XLSX_FORMAT_DATE, false, "d/m-yy", "1/1-10");
	day("38717", XLSX_FORMAT_DATE, true, "yyyy-mm-dd", "2010-01-01");
	day("0", XLSX_FORMAT_DATE, true, "yyyy-mm-dd", "1904-01-01");
	day("0", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", "0");
	day("-1", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", "-1");
	day("2958466", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", "2958466");
	day("2958465", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", "9999-12-31");
	day("x", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", NULL);
	day("/", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", NULL);
	day("99999999999", XLSX_FORMAT_DATE, false, "yyyy-mm-dd",
		"99999999999");
	day(".5", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", NULL);
	day("", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", NULL);
}

static void
times_of_day(void)
{
	unsigned both = XLSX_FORMAT_DATE | XLSX_FORMAT_TIME;

	day("40179.5", both, false, "yyyy-mm-dd", "2010-01-01 12:00:00");
	day("0.25", XLSX_FORMAT_TIME, false, "", "06:00:00");
	day("0.00000000000000000001", XLSX_FORMAT_TIME, false, "", "00:00:00");
	day("40179.999999999", both, false, "yyyy-mm-dd",
		"2010-01-02 00:00:00");
	day("40179.395833333336", both, false, "yyyy-mm-dd",
		"2010-01-01 09:30:00");
	day("40179.39583333333600000009", both, false, "yyyy-mm-dd",
		"2010-01-01 09:30:00");
	day("40179.7", XLSX_FORMAT_DATE, false, "yyyy-mm-dd", "2010-01-01");
}

static void
formats_that_show_days(void)
{
	CHECK_NUMBER(xlsx_format_shows(14, SPAN("")), XLSX_FORMAT_DATE);
	CHECK_NUMBER(xlsx_format_shows(22, SPAN("")),
		XLSX_FORMAT_DATE | XLSX_FORMAT_TIME);
	CHECK_NUMBER(xlsx_format_shows(20, SPAN("")), XLSX_FORMAT_TIME);
	for (unsigned n = 0; n < 70; n++) {
		bool day = (n >= 14 && n < 18) || n == 22 || (n > 26 && n < 32)
			|| n == 36 || (n > 49 && n < 59);
		bool time = (n > 17 && n < 23) || (n > 31 && n < 36) || n == 45
			|| n == 47;

		CHECK_NUMBER(xlsx_format_shows(n, SPAN("")),
			(day ? XLSX_FORMAT_DATE : 0)
				| (time ? XLSX_FORMAT_TIME : 0)
				| (n == 46 ? XLSX_FORMAT_ELAPSED : 0)
				| (n == 9 || n == 10 ? XLSX_FORMAT_PERCENT
						     : 0));
	}
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("#,##0.0")), 0);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("yyyy[")), XLSX_FORMAT_DATE);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("\"dage hh")), 0);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("0\\")), 0);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("General")), 0);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("\"x\"")),
		XLSX_FORMAT_NOTHING);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("\"x\" 0")), 0);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("dd\\-mm\\-yyyy;@")),
		XLSX_FORMAT_DATE);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("mmm-yy")), XLSX_FORMAT_DATE);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("mmm")), XLSX_FORMAT_DATE);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("hh:mm")), XLSX_FORMAT_TIME);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("[h]:mm")),
		XLSX_FORMAT_ELAPSED);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("#,##0.00 \"dage\"")), 0);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("[Red]0.00E+00")), 0);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("_-* #,##0\\ \"kr\"_-")), 0);
}

/* What is shown of a number under a format's text. */
static void
shown(const char *stored, const char *code, const char *want)
{
	const struct xlsx_format format = {
		xlsx_format_shows(164, span_of(code)), span_of(code)
	};
	const struct xlsx_style style = { DECIMAL_DANISH, SPAN("dd-mm-yyyy"),
		false, false };
	struct buf b = { 0 };

	CHECK(xlsx_format_print(&b, span_of(stored), &format, &style));
	CHECK_TEXT(buf_span(&b), want);
	buf_free(&b);
}

static void
what_a_format_shows(void)
{
	shown("0.125", "0.0%", "12,5 %");
	shown("0.28999999999999998", "0%", "29 %");
	shown("-1", "0%;[Red]-0%", "-100 %");
	shown("12.5", "0.0\"%\"", "12,5");
	shown("1.25", "[h]:mm:ss", "30:00:00");
	shown("0.0625", "[mm]:ss", "01:30:00");
	shown("-0.5", "[hh]:mm", "-12:00:00");
	shown("100.99999999", "[h]:mm", "2424:00:00");
	shown("7", "[Magenta]0.0", "7");
	shown("7", "[Sort]0.0", "7");
	shown("101909901", "0000000000", "0101909901");
	shown("101909901", "000000\\-0000", "010190-9901");
	shown("3", "\"2010-\"00", "2010-03");
	shown("3", "00;@", "03");
	shown("12345", "00", "12345");
	shown("12345", "00-00", "123-45");
	shown("1.5", "00", "1,5");
	shown("-3", "00", "-3");
	shown("0", "00", "00");
	shown("3", "0_);00", "3");
	shown("7", "000\"", "007");
	shown("7", "000\" sag", "007 sag");
	shown("7", "\"\"000\\", "007");
	shown("1234567", "#,##0,", "1234567");
	shown("40240", "[$-406]d. mmmm yyyy", "03-03-2010");
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("#,##0,")),
		XLSX_FORMAT_SCALED);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("0.0,,\"mio\"")),
		XLSX_FORMAT_SCALED);
	CHECK_NUMBER(xlsx_format_shows(164, SPAN("#,##0.00\\ \"kr.\"")), 0);
}

static void
days_behind_a_time_of_day(void)
{
	const struct xlsx_format clock = { XLSX_FORMAT_TIME, SPAN("") },
				 gone = { XLSX_FORMAT_ELAPSED, SPAN("") };

	CHECK(xlsx_format_hides_days(SPAN("1.25"), &clock));
	CHECK(!xlsx_format_hides_days(SPAN("0.25"), &clock));
	CHECK(!xlsx_format_hides_days(SPAN("1.25"), &gone));
	CHECK(!xlsx_format_hides_days(SPAN("x"), &clock));
}

int
main(void)
{
	check_run("stored: long numbers", long_numbers);
	check_run("numbers as they were entered", numbers_as_they_were_entered);
	check_run("exponents are written out", exponents_are_written_out);
	check_run("what is no number", what_is_no_number);
	check_run("days of both calendars", days_of_both_calendars);
	check_run("times of day", times_of_day);
	check_run("formats that show days", formats_that_show_days);
	check_run("what a format shows", what_a_format_shows);
	check_run("days behind a time of day", days_behind_a_time_of_day);
	return check_end();
}
