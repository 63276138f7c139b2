/* SPDX-License-Identifier: MIT
 *
 * stored and serial: numbers and days as workbooks keep them.
 */
#include "value/xlsx_date.h"
#include "value/xlsx_number.h"

#include "check.h"

static void
number(const char *stored, enum decimal_style style, const char *want)
{
	struct buf b = { 0 };

	CHECK(xlsx_number_number(&b, span_of(stored), style) == (want != NULL));
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
	struct buf b = { 0 };

	CHECK(xlsx_date_print(&b, span_of(stored), shows, from_1904,
		      span_of(pattern))
		== (want != NULL));
	CHECK_TEXT(buf_span(&b), want ? want : "");
	buf_free(&b);
}

static void
days_of_both_calendars(void)
{
	day("1", XLSX_DATE_DATE, false, "yyyy-mm-dd", "1900-01-01");
	day("59", XLSX_DATE_DATE, false, "yyyy-mm-dd", "1900-02-28");
	day("60", XLSX_DATE_DATE, false, "yyyy-mm-dd", "1900-02-29");
	day("61", XLSX_DATE_DATE, false, "yyyy-mm-dd", "1900-03-01");
	day("40179", XLSX_DATE_DATE, false, "dd-mm-yyyy", "01-01-2010");
	day("40179", XLSX_DATE_DATE, false, "d/m-yy", "1/1-10");
	day("38717", XLSX_DATE_DATE, true, "yyyy-mm-dd", "2010-01-01");
	day("0", XLSX_DATE_DATE, true, "yyyy-mm-dd", "1904-01-01");
	day("0", XLSX_DATE_DATE, false, "yyyy-mm-dd", NULL);
	day("-1", XLSX_DATE_DATE, false, "yyyy-mm-dd", NULL);
	day("2958466", XLSX_DATE_DATE, false, "yyyy-mm-dd", NULL);
	day("2958465", XLSX_DATE_DATE, false, "yyyy-mm-dd", "9999-12-31");
	day("x", XLSX_DATE_DATE, false, "yyyy-mm-dd", NULL);
	day("/", XLSX_DATE_DATE, false, "yyyy-mm-dd", NULL);
	day("99999999999", XLSX_DATE_DATE, false, "yyyy-mm-dd", NULL);
	day(".5", XLSX_DATE_DATE, false, "yyyy-mm-dd", NULL);
	day("", XLSX_DATE_DATE, false, "yyyy-mm-dd", NULL);
}

static void
times_of_day(void)
{
	unsigned both = XLSX_DATE_DATE | XLSX_DATE_TIME;

	day("40179.5", both, false, "yyyy-mm-dd", "2010-01-01 12:00:00");
	day("0.25", XLSX_DATE_TIME, false, "", "06:00:00");
	day("0.00000000000000000001", XLSX_DATE_TIME, false, "", "00:00:00");
	day("40179.999999999", both, false, "yyyy-mm-dd",
		"2010-01-02 00:00:00");
	day("40179.395833333336", both, false, "yyyy-mm-dd",
		"2010-01-01 09:30:00");
	day("40179.39583333333600000009", both, false, "yyyy-mm-dd",
		"2010-01-01 09:30:00");
	day("40179.7", XLSX_DATE_DATE, false, "yyyy-mm-dd", "2010-01-01");
}

static void
formats_that_show_days(void)
{
	CHECK_NUMBER(xlsx_date_shows(14, SPAN("")), XLSX_DATE_DATE);
	CHECK_NUMBER(xlsx_date_shows(22, SPAN("")),
		XLSX_DATE_DATE | XLSX_DATE_TIME);
	CHECK_NUMBER(xlsx_date_shows(20, SPAN("")), XLSX_DATE_TIME);
	for (unsigned n = 0; n < 70; n++) {
		bool day = (n >= 14 && n < 18) || n == 22 || (n > 26 && n < 32)
			|| n == 36 || (n > 49 && n < 59);
		bool time = (n > 17 && n < 23) || (n > 31 && n < 36)
			|| (n > 44 && n < 48);

		CHECK_NUMBER(xlsx_date_shows(n, SPAN("")),
			(day ? XLSX_DATE_DATE : 0)
				| (time ? XLSX_DATE_TIME : 0));
	}
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("#,##0.0")), 0);
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("yyyy[")), XLSX_DATE_DATE);
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("\"dage hh")), 0);
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("0\\")), 0);
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("General")), 0);
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("dd\\-mm\\-yyyy;@")),
		XLSX_DATE_DATE);
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("mmm-yy")), XLSX_DATE_DATE);
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("mmm")), XLSX_DATE_DATE);
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("hh:mm")), XLSX_DATE_TIME);
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("[h]:mm")), XLSX_DATE_TIME);
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("#,##0.00 \"dage\"")), 0);
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("[Red]0.00E+00")), 0);
	CHECK_NUMBER(xlsx_date_shows(164, SPAN("_-* #,##0\\ \"kr\"_-")), 0);
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
	return check_end();
}
