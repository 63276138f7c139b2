/* SPDX-License-Identifier: MIT */
#include "value/number.h"

#include "check.h"

/* Reads text by a rule; want NULL: it is no number, and why says so. */
static void
reads(const struct number_rule *rule, const char *text, const char *want,
	int line)
{
	struct decimal n = { 0 };
	const char *why = NULL;
	struct buf b = { 0 };
	enum decimal_result result = number_read(rule, span_of(text), &n, &why);

	check_that((result == DECIMAL_OK) == (want != NULL), __FILE__, line,
		"\"%s\": %d%s", text, (int)result, why);
	if (result == DECIMAL_OK && want) {
		decimal_print(&b, n);
		check_text(buf_span(&b), want, __FILE__, line);
	}
	buf_free(&b);
}

/* The end of the sentence about a text that is no number. */
static void
says(const struct number_rule *rule, const char *text, const char *want,
	int line)
{
	struct decimal n;
	const char *why = "";

	check_that(number_read(rule, span_of(text), &n, &why) != DECIMAL_OK,
		__FILE__, line, "\"%s\" is a number", text);
	check_that(strstr(why, want) != NULL, __FILE__, line, "\"%s\"%s", text,
		why);
}

#define READS(text, want) reads(&rule, (text), (want), __LINE__)
#define SAYS(text, want) says(&rule, (text), (want), __LINE__)

static void
signs(void)
{
	const struct number_rule rule = { .style = DECIMAL_DANISH };

	READS("+4,00", "4");
	READS("-3,50", "-3.5");
	READS("\xe2\x80\x93"
	      "5",
		"-5");
	READS("\xe2\x80\x94 5", "-5");
	READS("5\xe2\x80\x93", "-5");
	READS("\xef\xbc\x8d"
	      "5",
		"-5");
	READS("5-", "-5");
	READS("(5)", "-5");
	READS("-(5)", NULL);
	READS("+(5)", NULL);
	READS("- -5", NULL);
	READS("+-5", NULL);
	READS("-5-", NULL);
	READS("-", NULL);
	READS("+", NULL);
	READS("", NULL);
	READS("-0", "0");
}

/* Parentheses, signs and units in the orders that people give them. */
static void
dress(void)
{
	const struct span units[] = { SPAN("kr."), SPAN(",-"), SPAN("t") };
	const struct number_rule rule = { .style = DECIMAL_DANISH,
		.units = units,
		.nunits = 3 };

	READS("(kr. 5)", "-5");
	READS("kr. (5)", "-5");
	READS("(5 kr.)", "-5");
	READS("5,00 kr.-", "-5");
	READS("kr. 5-", "-5");
	READS("5,-", "5");
	READS("kr. 5,-", "5");
	READS("(-5)", NULL);
	READS("(5-)", NULL);
	READS("kr. 5 t-", NULL);
	READS("kr.", NULL);
	READS("()", NULL);
	SAYS("12*", "\"strip\"");
	SAYS("12 %%", "percent");
}

/* What a person reads as a number and a program does not: what nobody sees,
 * digits of full width, thin spaces. */
static void
unseen(void)
{
	const struct number_rule rule = { .style = DECIMAL_DANISH };

	READS("12\xe2\x80\x8b", "12");
	READS("\xef\xbb\xbf"
	      "12",
		"12");
	READS("\xef\xbc\x91\xef\xbc\x92,5", "12.5");
	READS("1\xe2\x80\x89"
	      "234,5",
		"1234.5");
	READS("\xe2\x80\x8b", NULL);
}

static void
plain(void)
{
	const struct number_rule rule = { .style = DECIMAL_PLAIN };

	READS("+1.5", "1.5");
	READS(" 1.5 ", "1.5");
	READS("1,5", NULL);
	READS("12-", NULL);
	READS("1.50000000", "1.5");
}

static void
groups(void)
{
	struct number_rule rule = { .style = DECIMAL_DANISH };

	READS("1'234", "1234");
	READS("1'234'567,5", "1234567.5");
	READS("1\xe2\x80\x99"
	      "234",
		"1234");
	READS("1'23", NULL);
	READS("1'2345", NULL);
	READS("0'123", NULL);
	READS("'123", NULL);
	READS("1'234.567", NULL);
	rule.style = DECIMAL_ENGLISH;
	READS("1'234.5", "1234.5");
}

static void
decimals(void)
{
	struct number_rule rule = { .style = DECIMAL_DANISH };

	READS("12,5000000", "12.5");
	READS("0,333333333333333", NULL);
	SAYS("0,333333333333333", "\"round\"");
	rule.rounds = true;
	rule.round = 6;
	READS("0,333333333333333", "0.333333");
	READS("0,3333335", "0.333334");
	READS("0,33333349999", "0.333333");
	READS("-0,3333335", "-0.333334");
	READS("(0,3333335)", "-0.333334");
	READS("1.234,56789012", "1234.56789");
	READS("0,9999999", "1");
	READS("12,5 %", "12.5");
	rule.round = 0;
	READS("0,5", "1");
	READS("-2,5", "-3");
	READS("2,4999999999", "2");
	READS("9,5 %", "10");
	rule.round = 2;
	READS("1,005", "1.01");
	READS("123456789012345678,0000001", "123456789012345678");
	READS("1234567890123456789", NULL);
	SAYS("1234567890123456789", "18 digits");
}

static void
units(void)
{
	static const struct span list[] = { { "kr.", 3 }, { "kr", 2 },
		{ "EUR", 3 }, { ",-", 2 }, { "t", 1 }, { "pct.", 4 } };
	struct number_rule rule = { .style = DECIMAL_DANISH };

	SAYS("75,00 kr.", "\"units\"");
	rule.units = list;
	rule.nunits = sizeof(list) / sizeof(*list);
	READS("EUR 1.234,50 ", "1234.5");
	READS("75,00 kr.", "75");
	READS("kr. 12,00", "12");
	READS("KR 12", "12");
	READS("5,-", "5");
	READS("kr. 5,-", "5");
	READS("-kr. 5", "-5");
	READS("kr. -5", "-5");
	READS("-kr. -5", NULL);
	READS("37,5 t", "37.5");
	READS("94,5 pct.", "94.5");
	READS("5 ct", NULL);
	/* Shorter than any unit, also when nothing that is seen is left. */
	READS("k", NULL);
	READS("\xc2\xad", NULL);
	READS("kr. 5 EUR", NULL);
	READS("kr. kr. 5", NULL);
	READS("kr.", NULL);
	READS("USD 5", NULL);
}

static void
exponents(void)
{
	struct number_rule rule = { .style = DECIMAL_DANISH };

	SAYS("1,5E+03", "\"exponent\"");
	rule.exponent = true;
	READS("1,5E+03", "1500");
	READS("1,5e3", "1500");
	READS("15E-1", "1.5");
	READS("-1E-3", "-0.001");
	READS("1,25E1", "12.5");
	READS("1E", NULL);
	READS("E3", NULL);
	READS("1E99", NULL);
	READS("1E-7", NULL);
	READS("1.000E3", NULL);
}

static void
times(void)
{
	struct number_rule rule = { .style = DECIMAL_DANISH };

	SAYS("7:15", "\"time\"");
	rule.time = NUMBER_HOURS;
	READS("7:15", "7.25");
	READS("-0:30", "-0.5");
	READS("1.06:00:00", "30");
	READS("125:30", "125.5");
	READS("23m 17s", "0.388056");
	READS("1 t 5 min.", "1.083333");
	READS("PT1H5M", "1.083333");
	READS("5 timer", "5");
	READS("7:60", NULL);
	READS("7,25", NULL);
	READS("5m 1h", NULL);
	READS("7:5", NULL);
	READS("0", "0");
	READS("7h15", "7.25");
	READS("7h5", NULL);
	READS("7:15 t", "7.25");
	READS("7:15 Std.", "7.25");
	READS("7:15 min", NULL);
	READS("7 timer og 15 minutter", "7.25");
	READS("1 t 75 min", NULL);
	READS("(7:15)", "-7.25");
	READS("7:15-", "-7.25");
	READS("1:06:00:00", "30");
	READS("1:25:00:00", NULL);
	READS("1 06:00:00", "30");
	READS("2 06:00", NULL);
	READS("1.5:30", NULL);
	READS("1 day, 6:00:00", "30");
	READS("P1DT6H", "30");
	READS("0.1234567h", NULL);
	READS("7:15:", NULL);
	READS(":15", NULL);
	rule.time = NUMBER_MINUTES;
	READS("7:15", "435");
	READS("23m 17s", "23.283333");
	READS("0:00:30", "0.5");
	READS("0:00:01,5", "0.025");
	rule.short_clock = true;
	READS("7:15", "7.25");
	READS("1:00:00", "60");
	rule.time = NUMBER_SECONDS;
	READS("7:15", "435");
	rule.time = NUMBER_DAYS;
	READS("1.06:00:00", "1.25");
}

static void
strips(void)
{
	const char *why;
	struct number_rule rule = { .style = DECIMAL_DANISH };

	rule.strip = pattern_new(SPAN("\\*|[0-9]\\)$|^ca\\."), &why);
	READS("12*", "12");
	READS("1*2*", "12");
	READS("5 1)", "5");
	READS("ca. 7,5", "7.5");
	READS("*", NULL);
	pattern_free(rule.strip);
}

static void
doubts(void)
{
	struct number_rule rule = { .style = DECIMAL_DANISH };

	READS("2.250", "2250");
	CHECK(number_marks(&rule, SPAN("2.250")) == NUMBER_MARKS_GROUP);
	CHECK(number_marks(&rule, SPAN("2,25")) == NUMBER_MARKS_DECIMAL);
	CHECK(number_marks(&rule, SPAN("2.250,5")) == NUMBER_MARKS_BOTH);
	CHECK(number_marks(&rule, SPAN("2.250.000")) == NUMBER_MARKS_BOTH);
	CHECK(number_marks(&rule, SPAN("2250")) == NUMBER_MARKS_NONE);
	rule.doubt = true;
	SAYS("2.250", "\"numbers\"");
	READS("2.250,5", "2250.5");
	READS("2250", "2250");
}

int
main(void)
{
	check_run("number: signs and dashes", signs);
	check_run("number: plain style", plain);
	check_run("number: parentheses, signs and units", dress);
	check_run("number: what nobody sees", unseen);
	check_run("number: groups by apostrophe", groups);
	check_run("number: more decimals than are kept", decimals);
	check_run("number: units", units);
	check_run("number: exponents", exponents);
	check_run("number: times", times);
	check_run("number: footnote marks", strips);
	check_run("number: marks in doubt", doubts);
	return check_end();
}
