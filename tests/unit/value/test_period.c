/* SPDX-License-Identifier: MIT */
#include "value/period.h"

#include "check.h"

#define DAY(text) day_of((text), __LINE__)
#define IS_DAY(day, want) is_day((day), (want), __LINE__)
#define PARSES(format, text, want) parses((format), (text), (want), __LINE__)

static int32_t
day_of(const char *text, int line)
{
	int32_t day = DAY_NONE;

	check_that(period_read_day(span_of(text), &day), __FILE__, line,
		"\"%s\" is refused", text);
	return day;
}

static void
is_day(int32_t day, const char *want, int line)
{
	char room[DAY_WIDTH];

	period_write_day(room, day);
	check_text((struct span){ room, DAY_WIDTH }, want, __FILE__, line);
}

/* want: the day, or NULL for a refusal. */
static void
parses(const char *pattern, const char *text, const char *want, int line)
{
	const char *why = NULL;
	struct period_format *f = period_format(span_of(pattern), &why);
	int32_t day = DAY_NONE;
	bool read;

	check_that(f != NULL, __FILE__, line, "%s: %s", pattern,
		why ? why : "");
	if (!f)
		return;
	read = period_parse(f, span_of(text), &day);
	check_that(read == (want != NULL), __FILE__, line,
		"\"%s\" as %s gives %d", text, pattern, read);
	if (read && want)
		is_day(day, want, line);
	period_format_free(f);
}

static void
reads_days(void)
{
	int32_t day = 5;

	CHECK_NUMBER(DAY("1970-01-01"), 0);
	CHECK_NUMBER(DAY("1969-12-31"), -1);
	CHECK_NUMBER(DAY("2000-03-01"), 11017);
	CHECK_NUMBER(DAY("1000-01-01"), -354285);
	CHECK_NUMBER(DAY("9999-12-31"), 2932896);
	CHECK(!period_read_day(SPAN("2010-02-29"), &day));
	CHECK(!period_read_day(SPAN("1900-02-29"), &day));
	CHECK(period_read_day(SPAN("2000-02-29"), &day));
	CHECK(!period_read_day(SPAN("2010-02-31"), &day));
	CHECK(!period_read_day(SPAN("2010-13-01"), &day));
	CHECK(!period_read_day(SPAN("2010-00-01"), &day));
	CHECK(!period_read_day(SPAN("2010-01-00"), &day));
	CHECK(!period_read_day(SPAN("0999-12-31"), &day));
	CHECK(!period_read_day(SPAN("2010-1-1"), &day));
	CHECK(!period_read_day(SPAN("2010-01-01 "), &day));
	CHECK(!period_read_day(SPAN("2010/01/01"), &day));
	CHECK(!period_read_day(SPAN("2010-01/01"), &day));
	CHECK(!period_read_day(SPAN("2010/01-01"), &day));
	CHECK(!period_read_day(SPAN("2010-01-0x"), &day));
	CHECK(!period_read_day(SPAN("-010-01-01"), &day));
	CHECK(!period_read_day(SPAN(""), &day));
}

static void
reads_months(void)
{
	int32_t month = 0;
	char room[MONTH_WIDTH];

	CHECK(period_read_month(SPAN("2010-12"), &month));
	CHECK_NUMBER(month, 2010 * 12 + 11);
	period_write_month(room, month);
	CHECK_TEXT(((struct span){ room, MONTH_WIDTH }), "2010-12");
	CHECK(!period_read_month(SPAN("2010-13"), &month));
	CHECK(!period_read_month(SPAN("2010-00"), &month));
	CHECK(!period_read_month(SPAN("2010-1"), &month));
	CHECK(!period_read_month(SPAN("2010/01"), &month));
	CHECK(!period_read_month(SPAN("2010-01-01"), &month));
	CHECK(!period_read_month(SPAN("0010-01"), &month));
}

/* Each day of all years: the next is one more, and comes back. */
static void
every_day(void)
{
	struct period_date d, last = { 999, 12, 31 };
	int32_t day;

	for (day = -354285; day <= 2932896; day++) {
		d = period_date(day);
		if (!period_valid(d) || period_day(d) != day)
			break;
		if (d.day == 1
			&& !(d.month == 1 ? d.year == last.year + 1
						&& last.month == 12
					  : d.year == last.year
						&& d.month == last.month + 1))
			break;
		if (d.day != 1
			&& (d.day != last.day + 1 || d.month != last.month
				|| d.year != last.year))
			break;
		last = d;
	}
	CHECK_NUMBER(day, 2932897);
}

/* The calendar has no end, though dates that are read have. */
static void
far_years(void)
{
	static const struct period_date far[] = { { -801, 2, 28 }, { 0, 2, 29 },
		{ -1, 12, 31 }, { 0, 1, 1 }, { 10000, 1, 1 } };
	struct period_date d;
	size_t i;

	for (i = 0; i < sizeof(far) / sizeof(*far); i++) {
		d = period_date(period_day(far[i]));
		CHECK(d.year == far[i].year && d.month == far[i].month
			&& d.day == far[i].day);
		CHECK(!period_valid(far[i]));
	}
}

static void
months(void)
{
	int32_t february = 2012 * 12 + 1;

	CHECK_NUMBER(period_month_of(DAY("2012-02-29")), february);
	IS_DAY(period_month_first(february), "2012-02-01");
	IS_DAY(period_month_last(february), "2012-02-29");
	IS_DAY(period_month_last(february - 12), "2011-02-28");
	IS_DAY(period_month_last(2010 * 12 + 11), "2010-12-31");
}

static void
adds_months(void)
{
	IS_DAY(period_add_months(DAY("2009-08-31"), 6), "2010-02-28");
	IS_DAY(period_add_months(DAY("2011-08-31"), 6), "2012-02-29");
	IS_DAY(period_add_months(DAY("2012-02-29"), 12), "2013-02-28");
	IS_DAY(period_add_months(DAY("2012-02-29"), 48), "2016-02-29");
	IS_DAY(period_add_months(DAY("2010-12-31"), 2), "2011-02-28");
	IS_DAY(period_add_months(DAY("2010-03-31"), -1), "2010-02-28");
	IS_DAY(period_add_months(DAY("2010-01-15"), -13), "2008-12-15");
	IS_DAY(period_add_months(DAY("2010-01-15"), 0), "2010-01-15");
	IS_DAY(period_add_months(DAY("9999-12-31"), 1), "9999-12-31");
	IS_DAY(period_add_months(DAY("2010-01-15"), INT32_MAX), "9999-12-31");
	IS_DAY(period_add_months(DAY("2010-01-15"), INT32_MIN), "1000-01-01");
}

static void
lengths(void)
{
	struct period_length n = { 0 };

	CHECK(period_read_length(SPAN("92 days"), &n));
	CHECK(n.count == 92 && !n.months);
	IS_DAY(period_after(DAY("2010-01-01"), n), "2010-04-03");
	CHECK(period_read_length(SPAN("1 day"), &n) && n.count == 1);
	CHECK(period_read_length(SPAN("6 months"), &n));
	CHECK(n.count == 6 && n.months);
	IS_DAY(period_after(DAY("2009-08-31"), n), "2010-02-28");
	CHECK(period_read_length(SPAN("1 month"), &n) && n.months);
	CHECK(period_read_length(SPAN("999999 days"), &n));
	IS_DAY(period_after(DAY("9000-01-01"), n), "9999-12-31");
	CHECK(!period_read_length(SPAN("92"), &n));
	CHECK(!period_read_length(SPAN("92 "), &n));
	CHECK(!period_read_length(SPAN("days"), &n));
	CHECK(!period_read_length(SPAN("-1 days"), &n));
	CHECK(!period_read_length(SPAN("1 week"), &n));
	CHECK(!period_read_length(SPAN("1  day"), &n));
	CHECK(!period_read_length(SPAN("1:day"), &n));
	CHECK(!period_read_length(SPAN("1-day"), &n));
	CHECK(!period_read_length(SPAN("9999999999 days"), &n));
	CHECK(!period_read_length(SPAN(""), &n));
}

static void
parses_numbers(void)
{
	PARSES("dd-mm-yyyy", "31-12-2010", "2010-12-31");
	PARSES("dd-mm-yyyy", "31-02-2010", NULL);
	PARSES("dd-mm-yyyy", "1-2-2010", "2010-02-01");
	PARSES("dd-mm-yyyy", "1--2010", NULL);
	PARSES("dd-mm-yyyy", "001-02-2010", NULL);
	PARSES("dd-mm-yyyy", "01.02.2010", NULL);
	PARSES("dd-mm-yyyy", "01-02-10", NULL);
	PARSES("dd-mm-yyyy", "01-02-2010 ", NULL);
	PARSES("dd-mm-yyyy", "", NULL);
	PARSES("d-m-yyyy", "1-6-2010", "2010-06-01");
	PARSES("d-m-yyyy", "31-12-2010", "2010-12-31");
	PARSES("d-m-yyyy", "001-12-2010", NULL);
	PARSES("d/m-yyyy", "5/3-2010", "2010-03-05");
	PARSES("dd.mm.yyyy", "31.12.9999", "9999-12-31");
	PARSES("yyyymmdd", "20120229", "2012-02-29");
	PARSES("yyyymmdd", "20110229", NULL);
	PARSES("yyyymmdd", "2012022", NULL);
	PARSES("yyyymmdd", "201202290", NULL);
	PARSES("ddmmyy", "010249", "2049-02-01");
	PARSES("ddmmyy", "010250", "1950-02-01");
	PARSES("ddmmyy", "010200", "2000-02-01");
	PARSES("ddmmyy", "10249", NULL);
	PARSES("ddmmyy", "      ", NULL);
	PARSES("yyyy-mm-dd", "2010-00-10", NULL);
	PARSES("yyyy-mm-dd", "2010-2-3", NULL);
	PARSES("yyyy-mm-dd", "0010-01-10", NULL);
}

static void
parses_months(void)
{
	PARSES("yyyyMmm", "2007M01", "2007-01-31");
	PARSES("yyyyMmm", "2007m01", NULL);
	PARSES("yyyyMmm", "2007Q1", NULL);
	PARSES("0mm.yyyy", "006.2010", "2010-06-30");
	PARSES("0mm.yyyy", "06.2010", NULL);
	PARSES("0mm.yyyy", "016.2010", NULL);
	PARSES("0mm.yyyy", "106.2010", NULL);
	PARSES("yyyy-mm", "2012-02", "2012-02-29");
	PARSES("yyyy-mm", "2012-13", NULL);
}

static void
parses_names(void)
{
	PARSES("mon-yy", "jan-10", "2010-01-31");
	PARSES("mon-yy", "Maj-10", "2010-05-31");
	PARSES("mon-yy", "MAY-10", "2010-05-31");
	PARSES("mon-yy", "okt-10", "2010-10-31");
	PARSES("mon-yy", "oct-10", "2010-10-31");
	PARSES("mon-yy", "dec-10", "2010-12-31");
	PARSES("mon-yy", "sept-10", "2010-09-30");
	PARSES("mon-yy", "januar-10", NULL);
	PARSES("mon-yy", "xyz-10", NULL);
	PARSES("mon-yy", "ja", NULL);
	PARSES("month yyyy", "Februar 2012", "2012-02-29");
	PARSES("month yyyy", "january 2012", "2012-01-31");
	PARSES("month yyyy", "marts 2010", "2010-03-31");
	PARSES("month yyyy", "JUNI 2010", "2010-06-30");
	PARSES("month yyyy", "september 2010", "2010-09-30");
	PARSES("month yyyy",
		" Novem\xC2\xAD"
		"ber\xC2\xA0  2010",
		"2010-11-30");
	PARSES("mon-yy", "\xC2\xADOKT-10\xC2\xA0", "2010-10-31");
	PARSES("month yyyy", "november2010", NULL);
	PARSES("month yyyy", "feb 2010", NULL);
	PARSES("month yyyy", "februarx 2010", NULL);
	PARSES("d. month yyyy", "1. maj 2010", "2010-05-01");
	PARSES("d. month yyyy", "31. april 2010", NULL);
	PARSES("mon yyyy", "feb 1899", "1899-02-28");
}

static bool
is_format(const char *pattern)
{
	const char *why = NULL;
	struct period_format *f = period_format(span_of(pattern), &why);
	bool is = f != NULL;

	CHECK(is == (why == NULL));
	period_format_free(f);
	return is;
}

static void
formats(void)
{
	CHECK(is_format("yyyy-mm-dd"));
	CHECK(is_format("ddmon-yyyy"));
	CHECK(is_format("ddmonth yyyy"));
	PARSES("dd0mm.yyyy", "05007.2010", "2010-07-05");
	PARSES("dd0mm.yyyy", "5007.2010", NULL);
	PARSES("dd/mm:yyyy", "5/7:2010", "2010-07-05");
	PARSES("yyyy-mm-dd", "2010-07", NULL);
	PARSES("yyyy-mm", "2010-00", NULL);
	PARSES("yyyy-mm", "2010-13", NULL);
	CHECK(!is_format(""));
	CHECK(!is_format("dd-mm"));
	CHECK(!is_format("yyyy"));
	CHECK(!is_format("yyyy-mm-mm"));
	CHECK(!is_format("yyyy-mm-yy"));
	CHECK(!is_format("yyy-mm"));
	CHECK(!is_format("y-mm"));
	CHECK(!is_format("dd-dd-mm-yyyy"));
	CHECK(!is_format("mm-mon-yyyy"));
}

/* A cell of an export; want NULL: no date, "zone": its day is not known. */
static void
reads_cell(const char *pattern, const char *zone, bool utc, const char *text,
	const char *want, int line)
{
	const char *why;
	struct period_format *f = period_format(span_of(pattern), &why);
	struct period_zone z;
	char room[DAY_WIDTH + 1] = "";
	struct period_time time;
	int32_t day = 0;
	enum period_result result;

	check_that(f != NULL, __FILE__, line, "%s: %s", pattern,
		why ? why : "");
	check_that(!zone || period_zone(span_of(zone), &z), __FILE__, line,
		"%s", zone ? zone : "");
	if (!f)
		return;
	result = period_read(f, span_of(text), zone ? &z : NULL, utc, &day,
		&time);
	if (result == PERIOD_OK)
		period_write_day(room, day);
	check_text(result == PERIOD_OK          ? span_of(room)
			: result == PERIOD_ZONE ? SPAN("zone")
						: SPAN(""),
		want ? want : "", __FILE__, line);
	period_format_free(f);
}

#define READS(pattern, text, want) \
	reads_cell((pattern), NULL, false, (text), (want), __LINE__)
#define ZONED(zone, utc, text, want) \
	reads_cell("yyyy-mm-dd", (zone), (utc), (text), (want), __LINE__)

static void
times(void)
{
	READS("yyyy-mm-dd", "2010-06-30", "2010-06-30");
	READS("yyyy-mm-dd", "2010-06-30 14:22:01", "2010-06-30");
	READS("yyyy-mm-dd", "2010-06-30T12:01:38.561Z", "2010-06-30");
	READS("yyyy-mm-dd", "2010-06-30T120138Z", "2010-06-30");
	READS("yyyy-mm-dd", "2010-06-30 24:00", "2010-06-30");
	READS("yyyy-mm-dd", "2010-06-30 kl. 14.22", "2010-06-30");
	READS("yyyy-mm-dd", "2010-06-30, 14:22 Uhr", "2010-06-30");
	READS("mm/dd/yyyy", "06/30/2010 02:22 PM", "2010-06-30");
	READS("mm/dd/yyyy", "06/30/2010 13:22 PM", NULL);
	READS("mm/dd/yyyy", "06/30/2010 0:22 AM", NULL);
	READS("yyyymmdd", "20100630142201", "2010-06-30");
	READS("yyyymmdd", "201006301422", "2010-06-30");
	READS("yyyymmdd", "20100630T142201", "2010-06-30");
	READS("yyyymmdd", "20100630246161", NULL);
	READS("yyyymmdd", "2010063014", NULL);
	READS("yyyymmdd", "2010063014220", NULL);
	READS("ddmmyy", "0102031234", NULL);
	READS("dd-mm-yy", "31-12-2010", NULL);
	READS("yyyy-mm", "2010-06 14:22", NULL);
	READS("yyyy-mm-dd", "2010-06-30 25:00", NULL);
	READS("yyyy-mm-dd", "2010-06-30 14:60", NULL);
	READS("yyyy-mm-dd", "2010-06-30 14", NULL);
	READS("yyyy-mm-dd", "2010-06-30x", NULL);
	READS("day mon d time yyyy", "Wed Jun 30 14:22:01 2010", "2010-06-30");
	READS("day d. month yyyy", "onsdag 30. juni 2010", "2010-06-30");
	READS("day d. month yyyy", "l\xc3\xb8rdag 3. juli 2010", "2010-07-03");
	READS("dd-mm-yyyy*", "30-06-2010 (sk\xc3\xb8n)", "2010-06-30");
	READS("dd-mm-yyyy*", "30-06-2010", "2010-06-30");
	READS("dd-mm-yyyy*", "30-13-2010 x", NULL);
	READS("dd-mm-yy*", "30-06-2010", NULL);
	READS("yyyymmdd*", "20100630142201x", "2010-06-30");
}

/* How databases, web servers and XML write a time, and what only looks so. */
static void
times_of_programs(void)
{
	READS("yyyy-mm-dd", "2010-06-30-14.22.01.123456", "2010-06-30");
	READS("yyyymmdd", "20100630-14:22", "2010-06-30");
	READS("ddmonyyyy", "30JUN2010:14:22:01", "2010-06-30");
	READS("dd/mon/yyyy", "30/Jun/2010:14:22:01", "2010-06-30");
	READS("yyyy-mm-dd", "2010-06-30+02:00", "2010-06-30");
	READS("yyyy-mm-dd", "2010-06-30Z", "2010-06-30");
	ZONED("Europe/Copenhagen", false,
		"2010-06-30T00:22:01+02:00[Europe/Copenhagen]", "2010-06-30");
	READS("dd-mm-yyyy", "30-06-2010-1422", NULL);
	READS("dd-mm-yyyy", "30-06-2010-1", NULL);
	READS("yyyy-mm-dd", "2010-06-30T14:22:01+02:00[x", NULL);
	/* What nobody sees, and digits of full width. */
	READS("dd-mm-yyyy", "30-06-2010\xe2\x80\x8b", "2010-06-30");
	READS("dd-mm-yyyy", "30-06-201\xef\xbc\x90", "2010-06-30");
	READS("d. month yyyy", "30. kes\xc3\xa4kuuta 2010", "2010-06-30");
	READS("d. month yyyy", "30. kes\xc3\xa4kuu 2010", "2010-06-30");
}

static void
zones(void)
{
	struct period_zone z;

	ZONED(NULL, false, "2010-06-30T22:30:00Z", "zone");
	ZONED(NULL, false, "2010-06-30T20:30:00Z", "2010-06-30");
	ZONED(NULL, false, "2010-06-30T00:30:00Z", "zone");
	ZONED(NULL, false, "2010-02-07T13:40:02.030+01:00", "2010-02-07");
	ZONED("Europe/Copenhagen", false, "2010-06-30T22:30:00Z", "2010-07-01");
	ZONED("Europe/Copenhagen", false, "2010-06-30T21:59:59Z", "2010-06-30");
	ZONED("Europe/Copenhagen", false, "2010-12-31T22:30:00Z", "2010-12-31");
	ZONED("Europe/Copenhagen", false, "2010-12-31T23:00:00Z", "2011-01-01");
	ZONED("Europe/Copenhagen", false, "2010-06-30 23:30", "2010-06-30");
	ZONED("Europe/Copenhagen", true, "2010-06-30 23:30", "2010-07-01");
	ZONED("Europe/Copenhagen", true, "2010-06-30", "2010-06-30");
	/* summer time begins and ends at 01:00 UTC */
	ZONED("Europe/Copenhagen", false, "2010-03-28T22:30:00Z", "2010-03-29");
	ZONED("Europe/Copenhagen", false, "2010-03-27T22:30:00Z", "2010-03-27");
	ZONED("Europe/Copenhagen", false, "2010-10-30T22:30:00Z", "2010-10-31");
	ZONED("Europe/Copenhagen", false, "2010-10-31T22:30:00Z", "2010-10-31");
	ZONED("Europe/Copenhagen", false, "1995-06-30T22:30:00Z", "zone");
	ZONED("+05:30", false, "2010-06-30T19:00:00Z", "2010-07-01");
	ZONED("-03:00", false, "2010-07-01T02:59:00Z", "2010-06-30");
	ZONED("UTC", false, "2010-06-30T23:30:00-01:00", "2010-07-01");
	CHECK(!period_zone(SPAN("Copenhagen"), &z));
	CHECK(!period_zone(SPAN(""), &z));
	CHECK(!period_zone(SPAN("+1"), &z));
	CHECK(!period_zone(SPAN("+01:99"), &z));
}

static void
weeks_and_quarters(void)
{
	READS("yyyy-Www", "2009-W53", "2010-01-03");
	READS("yyyy-Www", "2010-W01", "2010-01-10");
	READS("yyyy-Www", "2010-W52", "2011-01-02");
	READS("yyyy-Www", "2010-W53", NULL);
	READS("yyyy-Www", "2010-W00", NULL);
	READS("yyyy-Www", "2008-W01", "2008-01-06");
	READS("Uge ww yyyy", "Uge 26 2010", "2010-07-04");
	READS("Uge ww yyyy", "Uge 5 2010", "2010-02-07");
	READS("yyyyKq", "2010K2", "2010-06-30");
	READS("yyyyKq", "2010K5", NULL);
	READS("Kq yyyy", "K4 2010", "2010-12-31");
	READS("q. 'kvartal' yyyy", "1. kvartal 2010", "2010-03-31");
	READS("yyyyHhalf", "2010H1", "2010-06-30");
	READS("half. 'halv\xc3\xa5r' yyyy", "2. halv\xc3\xa5r 2010",
		"2010-12-31");
	READS("half. 'halv\xc3\xa5r' yyyy", "3. halv\xc3\xa5r 2010", NULL);
	READS("yyyy-yy+1-mm", "2010-11-06", "2011-06-30");
	READS("yyyy-yy+1-mm", "1999-00-06", "2000-06-30");
	READS("yyyy-yy+1-mm", "2010-12-06", NULL);
	CHECK(!is_format("yyyy-Www-mm"));
	CHECK(!is_format("dd yyyy-Www"));
	CHECK(!is_format("yyyyKq-dd"));
}

static void
languages(void)
{
	READS("dd. month yyyy", "03. M\xc3\xa4rz 2010", "2010-03-03");
	READS("dd. month yyyy", "15. Dez. 2010", "2010-12-15");
	READS("dd. month yyyy", "3. M\xc3\x84RZ 2010", "2010-03-03");
	READS("d. month yyyy", "1. januari 2010", "2010-01-01");
	READS("d month yyyy", "1 desember 2010", "2010-12-01");
	READS("d. month yyyy", "1. ma\xc3\xad 2010", "2010-05-01");
	READS("d. month yyyy", "1. kes\xc3\xa4kuu 2010", "2010-06-01");
	READS("mon-yy", "mrz-10", "2010-03-31");
	READS("mon-yy", "des-10", "2010-12-31");
	READS("mon-yy", "jan.-10", "2010-01-31");
	READS("mon. yyyy", "jan. 2010", "2010-01-31");
	READS("d. month yyyy", "1. brumaire 2010", NULL);
}

static void
excel(void)
{
	READS("excel", "40179", "2010-01-01");
	READS("excel", "40179,75", "2010-01-01");
	READS("excel", "61", "1900-03-01");
	READS("excel", "60", NULL);
	READS("excel", "59", "1900-02-28");
	READS("excel", "1", "1900-01-01");
	READS("excel", "0", NULL);
	READS("excel", "-1", NULL);
	READS("excel", "01-01-2010", NULL);
	READS("excel", "9999999", NULL);
	READS("excel1904", "38717", "2010-01-01");
	CHECK(!is_format("excel-mm"));
}

static void
prints(void)
{
	struct buf b = { 0 };

	period_print_day(&b, DAY("2010-06-30"));
	buf_byte(&b, ' ');
	period_print_month(&b, 2010 * 12);
	CHECK_TEXT(buf_span(&b), "2010-06-30 2010-01");
	buf_free(&b);
}

int
main(void)
{
	check_run("period: reads days", reads_days);
	check_run("period: reads months", reads_months);
	check_run("period: every day of every year", every_day);
	check_run("period: far years", far_years);
	check_run("period: months", months);
	check_run("period: adds months, clamped", adds_months);
	check_run("period: lengths", lengths);
	check_run("period: parses numbers", parses_numbers);
	check_run("period: parses months", parses_months);
	check_run("period: parses names", parses_names);
	check_run("period: what is a format", formats);
	check_run("period: times of day", times);
	check_run("period: times as programs write them", times_of_programs);
	check_run("period: zones", zones);
	check_run("period: weeks, quarters, half-years", weeks_and_quarters);
	check_run("period: months of other languages", languages);
	check_run("period: days of spreadsheets", excel);
	check_run("period: prints", prints);
	return check_end();
}
