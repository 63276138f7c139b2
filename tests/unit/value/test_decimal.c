/* SPDX-License-Identifier: MIT */
#include "value/decimal.h"

#include "check.h"

#define NBSP "\xc2\xa0"
#define NARROW "\xe2\x80\xaf"
#define MINUS "\xe2\x88\x92"

/* A row of a table: text, how it is written, and the answer in plain style or
 * a refusal. */
struct row {
	enum decimal_style style;
	const char *text;
	enum decimal_result result;
	const char *plain;
	int line;
};

#define READS(style, text, plain) \
	{ \
		DECIMAL_##style, text, DECIMAL_OK, plain, __LINE__ \
	}
#define REFUSES(style, text, why) \
	{ \
		DECIMAL_##style, text, DECIMAL_##why, "", __LINE__ \
	}
#define TRY(rows) try_rows(rows, sizeof(rows) / sizeof((rows)[0]))

static void
try_rows(const struct row *row, size_t n)
{
	char room[DECIMAL_WIDTH];
	struct decimal d;
	enum decimal_result result;
	struct span got;

	for (; n > 0; n--, row++) {
		d.millionths = 77;
		result = decimal_read(span_of(row->text), row->style, &d);
		check_that(result == row->result, __FILE__, row->line,
			"\"%s\" gives %d", row->text, (int)result);
		if (result != DECIMAL_OK) {
			check_that(d.millionths == 77, __FILE__, row->line,
				"a refusal sets the number");
			continue;
		}
		got = (struct span){ room, decimal_write(room, d) };
		check_text(got, row->plain, __FILE__, row->line);
	}
}

static void
plain(void)
{
	static const struct row rows[] = {
		READS(PLAIN, "0", "0"),
		READS(PLAIN, "-0", "0"),
		READS(PLAIN, "7", "7"),
		READS(PLAIN, "1234.5", "1234.5"),
		READS(PLAIN, "-0.25", "-0.25"),
		READS(PLAIN, "1.500000", "1.5"),
		READS(PLAIN, "0.000001", "0.000001"),
		READS(PLAIN, "10.010", "10.01"),
		REFUSES(PLAIN, "", NOT),
		REFUSES(PLAIN, "-", NOT),
		REFUSES(PLAIN, ".", NOT),
		REFUSES(PLAIN, "5.", NOT),
		REFUSES(PLAIN, "1,5", NOT),
		REFUSES(PLAIN, " 1", NOT),
		REFUSES(PLAIN, "1 ", NOT),
		REFUSES(PLAIN, "1-", NOT),
		REFUSES(PLAIN, "--1", NOT),
		REFUSES(PLAIN, "1e3", NOT),
		REFUSES(PLAIN, "0x10", NOT),
		REFUSES(PLAIN, "nan", NOT),
		REFUSES(PLAIN, "1 234", NOT),
		REFUSES(PLAIN, "1.2.3", NOT),
	};

	TRY(rows);
}

static void
danish(void)
{
	static const struct row rows[] = {
		READS(DANISH, "1234", "1234"),
		READS(DANISH, "1,5", "1.5"),
		READS(DANISH, ",5", "0.5"),
		READS(DANISH, "1.234", "1234"),
		READS(DANISH, "1.234,5", "1234.5"),
		READS(DANISH, "12.345.678,900001", "12345678.900001"),
		READS(DANISH, "1 234,5", "1234.5"),
		READS(DANISH, "1" NBSP "234" NBSP "567", "1234567"),
		READS(DANISH, "1" NARROW "234,25", "1234.25"),
		READS(DANISH, "  12,50 ", "12.5"),
		READS(DANISH, NBSP "12" NARROW, "12"),
		READS(DANISH, "0,95", "0.95"),
		READS(DANISH, "007", "7"),
		REFUSES(DANISH, "1.00.00", NOT),
		REFUSES(DANISH, "1.00", NOT),
		REFUSES(DANISH, "1.2345", NOT),
		REFUSES(DANISH, "1234.567", NOT),
		REFUSES(DANISH, "1.234 567", NOT),
		REFUSES(DANISH, "1 234" NBSP "567", NOT),
		REFUSES(DANISH, "1.234.", NOT),
		REFUSES(DANISH, ".234", NOT),
		REFUSES(DANISH, "1..234", NOT),
		REFUSES(DANISH, "1  234", NOT),
		REFUSES(DANISH, "1,234.5", NOT),
		REFUSES(DANISH, "1,2,3", NOT),
		REFUSES(DANISH, "1,", NOT),
		REFUSES(DANISH, ",", NOT),
		REFUSES(DANISH, "0.123", NOT),
		REFUSES(DANISH, "1\t234", NOT),
		REFUSES(DANISH, "1\r234", NOT),
		REFUSES(DANISH, "1\n234", NOT),
		REFUSES(DANISH, "", NOT),
		REFUSES(DANISH, "   ", NOT),
		REFUSES(DANISH, "12 kr", NOT),
		REFUSES(DANISH, "#N/A", NOT),
	};

	TRY(rows);
}

static void
negative(void)
{
	static const struct row rows[] = {
		READS(DANISH, "-5", "-5"),
		READS(DANISH, "5-", "-5"),
		READS(DANISH, "7.233.535-", "-7233535"),
		READS(DANISH, "1.234,50- ", "-1234.5"),
		READS(DANISH, MINUS "5,5", "-5.5"),
		READS(DANISH, "5" MINUS, "-5"),
		READS(DANISH, "(1.234)", "-1234"),
		READS(DANISH, "( 5 )", "-5"),
		READS(DANISH, "- 5", "-5"),
		READS(DANISH, "-0", "0"),
		READS(ENGLISH, "(1,234.5)", "-1234.5"),
		REFUSES(DANISH, "-5-", NOT),
		REFUSES(DANISH, "--5", NOT),
		REFUSES(DANISH, "-" MINUS "5", NOT),
		REFUSES(DANISH, "(-5)", NOT),
		REFUSES(DANISH, "-(5)", NOT),
		REFUSES(DANISH, "(5", NOT),
		REFUSES(DANISH, "5)", NOT),
		REFUSES(DANISH, "()", NOT),
		REFUSES(DANISH, "-", NOT),
		REFUSES(DANISH, "--", NOT),
		REFUSES(DANISH, MINUS, NOT),
		REFUSES(DANISH, "1-2", NOT),
	};

	TRY(rows);
}

static void
english(void)
{
	static const struct row rows[] = {
		READS(ENGLISH, "1,234.5", "1234.5"),
		READS(ENGLISH, "1.234", "1.234"),
		READS(ENGLISH, "1,234", "1234"),
		READS(ENGLISH, "1,234,567", "1234567"),
		REFUSES(ENGLISH, "1.234,5", NOT),
		REFUSES(ENGLISH, "1,23", NOT),
		REFUSES(ENGLISH, "0,123", NOT),
	};

	TRY(rows);
}

static void
either(void)
{
	static const struct row rows[] = {
		READS(EITHER, "45", "45"),
		READS(EITHER, "13,4", "13.4"),
		READS(EITHER, "13.4", "13.4"),
		READS(EITHER, "-5,25", "-5.25"),
		READS(EITHER, "0,125", "0.125"),
		READS(EITHER, "0.125", "0.125"),
		READS(EITHER, ",125", "0.125"),
		READS(EITHER, "1250,500", "1250.5"),
		READS(EITHER, "1,2500", "1.25"),
		REFUSES(EITHER, "1.250", DOUBT),
		REFUSES(EITHER, "1,250", DOUBT),
		REFUSES(EITHER, "-1.250", DOUBT),
		REFUSES(EITHER, "125.000", DOUBT),
		REFUSES(EITHER, "1.250.000", NOT),
		REFUSES(EITHER, "1.250,5", NOT),
		REFUSES(EITHER, "1 250", NOT),
		REFUSES(EITHER, "ca. 5", NOT),
	};

	TRY(rows);
}

static void
limits(void)
{
	static const struct row rows[] = {
		READS(PLAIN, "999999999999999999", "999999999999999999"),
		READS(DANISH, "999.999.999.999.999.999", "999999999999999999"),
		READS(DANISH, "999999999999,999999", "999999999999.999999"),
		READS(PLAIN, "0000000000000000000000001", "1"),
		REFUSES(PLAIN, "1000000000000000000", RANGE),
		REFUSES(PLAIN, "1000000000000.000000", RANGE),
		REFUSES(DANISH, "1.000.000.000.000.000.000", RANGE),
		REFUSES(DANISH, "9999999999999,999999", RANGE),
		REFUSES(DANISH, "0,1234567", RANGE),
		REFUSES(PLAIN, "0.0000000", RANGE),
		REFUSES(DANISH,
			"99999999999999999999999999999999999999999999"
			"9999999999999999999999999999999999999999999",
			RANGE),
		REFUSES(DANISH, "9999999999999999999x", NOT),
	};

	TRY(rows);
}

static enum decimal_result
sum_of(const char *text, struct decimal *d)
{
	return decimal_read_sum(span_of(text), d);
}

static void
sums(void)
{
	static const char most[] = "99999999999999999999999999999999.999999";
	struct decimal d = { 5 }, smallest = { 1 }, negative;
	struct buf b = { 0 };

	CHECK(sum_of(most, &d) == DECIMAL_OK);
	decimal_print(&b, d);
	CHECK_TEXT(buf_span(&b), most);
	CHECK(!decimal_add(&d, smallest));
	buf_clear(&b);
	decimal_print(&b, d);
	CHECK_TEXT(buf_span(&b), most);
	negative.millionths = -d.millionths;
	CHECK(!decimal_add(&negative, (struct decimal){ -1 }));
	CHECK(decimal_add(&negative, d));
	CHECK(negative.millionths == 0);
	CHECK(sum_of("100000000000000000000000000000000", &d) == DECIMAL_RANGE);
	CHECK(sum_of("99999999999999999999999999999999999999", &d)
		== DECIMAL_RANGE);
	CHECK(sum_of("999999999999999999999999999999999999999", &d)
		== DECIMAL_RANGE);
	CHECK(sum_of("-12345678901234567890.5", &d) == DECIMAL_OK);
	buf_clear(&b);
	decimal_print(&b, d);
	CHECK_TEXT(buf_span(&b), "-12345678901234567890.5");
	CHECK(sum_of("1 2", &d) == DECIMAL_NOT);
	/* Twice the most is more than 128 bits hold. */
	CHECK(sum_of(most, &d) == DECIMAL_OK);
	CHECK(!decimal_add(&d, d));
	negative.millionths = -d.millionths;
	CHECK(!decimal_add(&negative, negative));
	negative.millionths = -d.millionths;
	CHECK(decimal_add(&d, negative) && d.millionths == 0);
	buf_free(&b);
}

static void
order(void)
{
	CHECK(decimal_compare((struct decimal){ 1 }, (struct decimal){ 2 })
		< 0);
	CHECK(decimal_compare((struct decimal){ 2 }, (struct decimal){ 2 })
		== 0);
	CHECK(decimal_compare((struct decimal){ 3 }, (struct decimal){ -2 })
		> 0);
}

/* Every result of the fast way, read again, is itself. */
static void
round_trip(void)
{
	char room[DECIMAL_WIDTH];
	struct decimal d, again;
	__int128 n = 1;
	int i;

	for (i = 0; i < 120; i++, n = n * 7 / 2 + i) {
		if (n > (__int128)99999999999999999 * 1000000000000000000)
			break;
		d.millionths = i % 2 ? -n : n;
		again.millionths = 0;
		CHECK(decimal_read_sum((struct span){ room,
					       decimal_write(room, d) },
			      &again)
			== DECIMAL_OK);
		CHECK(decimal_compare(d, again) == 0);
	}
	CHECK(i > 60);
}

/* Cells are spans: what follows them in memory is not theirs. */
static void
not_terminated(void)
{
	struct decimal d;

	CHECK(decimal_read((struct span){ "1234", 2 }, DECIMAL_DANISH, &d)
			== DECIMAL_OK
		&& d.millionths == 12000000);
	CHECK(decimal_read((struct span){ "1.234", 4 }, DECIMAL_DANISH, &d)
		== DECIMAL_NOT);
	CHECK(decimal_read((struct span){ "1\0"
					  "2",
				   3 },
		      DECIMAL_DANISH, &d)
		== DECIMAL_NOT);
	CHECK(decimal_read((struct span){ NULL, 0 }, DECIMAL_DANISH, &d)
		== DECIMAL_NOT);
	CHECK(decimal_read((struct span){ NULL, 0 }, DECIMAL_PLAIN, &d)
		== DECIMAL_NOT);
	/* A group's mark is longer than what is left of the cell. */
	CHECK(decimal_read(SPAN("1" NARROW "234 5"), DECIMAL_DANISH, &d)
		== DECIMAL_NOT);
}

/* Per cent is what the column is in: 12,5 % is 12.5, not 0.125. */
static void
percent_signs(void)
{
	static const struct row rows[] = {
		READS(DANISH, "12,5%", "12.5"),
		READS(DANISH, "12,5 %", "12.5"),
		READS(DANISH, " 1.012" NBSP "% ", "1012"),
		READS(DANISH, "-5 %", "-5"),
		READS(DANISH, "(5 %)", "-5"),
		READS(DANISH, "5%-", "-5"),
		READS(ENGLISH, "99.5%", "99.5"),
		REFUSES(PLAIN, "5%", NOT),
		REFUSES(EITHER, "5%", NOT),
		REFUSES(DANISH, "%", NOT),
		REFUSES(DANISH, "-%", NOT),
		REFUSES(DANISH, "%5", NOT),
		REFUSES(DANISH, "5%%", NOT),
		REFUSES(DANISH, "5-%", NOT),
		REFUSES(DANISH, "(5)%", NOT),
		REFUSES(DANISH, "5 % 5", NOT),
	};

	TRY(rows);
}

int
main(void)
{
	check_run("percent signs", percent_signs);
	check_run("decimal: plain", plain);
	check_run("decimal: danish", danish);
	check_run("decimal: negative", negative);
	check_run("decimal: english", english);
	check_run("decimal: either, and doubt", either);
	check_run("decimal: 18 digits, 6 decimals", limits);
	check_run("decimal: sums of 38 digits, overflow", sums);
	check_run("decimal: order", order);
	check_run("decimal: written and read again", round_trip);
	check_run("decimal: spans", not_terminated);
	return check_end();
}
