/* SPDX-License-Identifier: MIT */
#include "value/text.h"

#include "check.h"

#define SHY "\xc2\xad"
#define NBSP "\xc2\xa0"
#define NARROW "\xe2\x80\xaf"
#define MINUS "\xe2\x88\x92"

/* Source text is UTF-8, so letters stand as themselves below. */
#define FOLDS(text, want) made(text_fold, (text), (want), __LINE__)
#define MASKS(text, want) made(text_mask, (text), (want), __LINE__)
#define ESCAPES(text, want) made(text_escape, (text), (want), __LINE__)
#define UNESCAPES(text, want) made(text_unescape, (text), (want), __LINE__)

static void
made(void (*make)(struct buf *, struct span), const char *text,
	const char *want, int line)
{
	struct buf b = { 0 };

	buf_text(&b, "<");
	make(&b, span_of(text));
	check_text((struct span){ b.at + 1, b.len - 1 }, want, __FILE__, line);
	buf_free(&b);
}

static void
folds(void)
{
	FOLDS("", "");
	FOLDS("Jobcenter", "jobcenter");
	FOLDS("  I  alt\t", "i alt");
	FOLDS("a\r\nb", "a b");
	FOLDS("ÆØÅÉ", "æøåé");
	FOLDS("Ø" NBSP "st", "ø st");
	FOLDS("a" NARROW NBSP " b", "a b");
	FOLDS(NBSP "a" NBSP, "a");
	FOLDS("Beskæf" SHY "tigelse", "beskæftigelse");
	FOLDS("Nord\xe2\x80\x8b", "nord");
	FOLDS("\xef\xbb\xbfNord", "nord");
	FOLDS("No\xe2\x81\xa0rd\xe2\x80\x8e", "nord");
	FOLDS("A\xe2\x80\x91"
	      "B",
		"a-b");
	made(text_visible, "Nord\xe2\x80\x8b å\xff", "Nord<U+200B> å\xff",
		__LINE__);
	FOLDS(SHY, "");
	FOLDS("A\xcc\x8a", "å");
	FOLDS("e\xcc\x81", "é");
	FOLDS("E" SHY "\xcc\x81", "é");
	FOLDS("straße", "strasse");
	FOLDS("\xe2\x80\x83", "");
}

static void
folds_invalid(void)
{
	FOLDS("\xc6\xd8", "\xc6\xd8");
	FOLDS("A\xffZ", "A\xffZ");
	FOLDS("Æ\xc3", "Æ\xc3");
}

/* Longer than the fold's own room. */
static void
folds_long(void)
{
	struct buf in = { 0 }, want = { 0 };
	int i;

	for (i = 0; i < 1000; i++) {
		buf_text(&in, "Å ");
		buf_text(&want, i ? " å" : "å");
	}
	made(text_fold, buf_string(&in), buf_string(&want), __LINE__);
	buf_free(&in);
	buf_free(&want);
}

static void
sames(void)
{
	CHECK(text_same(SPAN("Jobcenter  ØST"), SPAN("jobcenter øst ")));
	CHECK(text_same(SPAN("Å"), SPAN("A\xcc\x8a")));
	CHECK(!text_same(SPAN("Ø"), SPAN("O")));
	CHECK(!text_same(SPAN("ab"), SPAN("a b")));
	CHECK(!text_same(SPAN("\xc6"), SPAN("\xe6")));
	CHECK(text_same(SPAN(""), SPAN(" ")));
	CHECK(text_same((struct span){ NULL, 0 }, SPAN("")));
}

static void
trims(void)
{
	CHECK_TEXT(text_trim(SPAN(" \t a b \r")), "a b");
	CHECK_TEXT(text_trim(SPAN(NBSP NARROW "å" NBSP " ")), "å");
	CHECK_TEXT(text_trim(SPAN(" ")), "");
	CHECK_TEXT(text_trim(SPAN("")), "");
	CHECK_TEXT(text_trim(SPAN("\xa0")), "\xa0");
	CHECK(text_trim((struct span){ NULL, 0 }).len == 0);
}

static void
masks(void)
{
	MASKS("0101019911", "***");
	MASKS("010101-9911", "***");
	MASKS("010101 9911", "***");
	MASKS("10101-9911", "***");
	MASKS("101019911", "***");
	MASKS("cpr 0101019911, ja", "cpr ***, ja");
	MASKS("01 01 01 99 11", "***");
	MASKS("010101 - 9911", "***");
	MASKS("010101" NBSP "9911", "***");
	MASKS("010101\xe2\x80\x93"
	      "9911",
		"***");
	MASKS("7 0101019911", "***");
	MASKS("0101019911 31-12-2010", "***");
	MASKS("0101019911;0202029911", "***;***");
	MASKS("00101019911", "***");
	MASKS("12345678", "12345678");
	MASKS("31-12-2010", "31-12-2010");
	MASKS("2010-12-31;5", "2010-12-31;5");
	MASKS("5-", "5-");
	MASKS("-5 -", "-5 -");
	MASKS("1.234.567,89", "1.234.567,89");
	MASKS("", "");
	MASKS("å\xff", "å\xff");
	MASKS("010101      9911", "***");
	MASKS("010101\xe2\x80\x89"
	      "9911",
		"***");
	MASKS("010101\xe2\x80\x8b"
	      "9911",
		"***");
	MASKS("010101\xef\xbb\xbf"
	      "9911",
		"***");
}

/* Whatever blank or dash stands between them, digits are one number. */
static void
masks_joints(void)
{
	static const char *const joints[] = { "-", " ", NBSP, SHY, NARROW,
		MINUS, "\xe2\x80\x90", "\xe2\x80\x93", "\xe2\x80\x95",
		"\xe2\x80\x80", "\xe2\x80\x8f", "\xe2\x81\x9f", "\xe2\x81\xa0",
		"\xe3\x80\x80", "\xef\xbb\xbf", "%", "+", "\xe2\x80\x96",
		"\xe2\x80\x99", "\xef\xbc\x8b" };
	static const char *const others[] = { "\xc3\xa6", "x", ",", ";", "|",
		"\xff", "\xe1\xbf\xbf", "\xef\xbc\xa1" };
	char text[32];
	size_t i;

	for (i = 0; i < sizeof(joints) / sizeof(*joints); i++) {
		snprintf(text, sizeof(text), "12345%s6789", joints[i]);
		MASKS(text, "***");
	}
	for (i = 0; i < sizeof(others) / sizeof(*others); i++) {
		snprintf(text, sizeof(text), "12345%s6789", others[i]);
		MASKS(text, text);
	}
}

/* A personal number in any dress; what only looks like one is shown. */
static void
masks_dresses(void)
{
	MASKS("01.01.01.9911", "***");
	MASKS("01/01/01-9911", "***");
	MASKS("01:01:01:9911", "***");
	MASKS("(010101) 9911", "(***");
	MASKS("[010101][9911]", "[***]");
	MASKS("010101_9911", "***");
	MASKS("\xef\xbc\x90\xef\xbc\x91\xef\xbc\x90\xef\xbc\x91\xef\xbc\x90"
	      "\xef\xbc\x91\xef\xbc\x99\xef\xbc\x99\xef\xbc\x91\xef\xbc\x91",
		"***");
	MASKS("010101\xef\xbc\x8f"
	      "9911",
		"***");
	MASKS("2010-06-30 14:22:01", "2010-06-30 14:22:01");
	MASKS("30.06.2010 8:15", "30.06.2010 8:15");
	MASKS("30/06/2010 14:22;0101019911", "30/06/2010 14:22;***");
	MASKS("2010-06-30 1422010101", "***");
	MASKS("2010-06-30-14.22.01.123456", "2010-06-30-14.22.01.123456");
	MASKS("30-06-2010 14:22:01.561", "30-06-2010 14:22:01.561");
	MASKS("03-03-2010 01.01.01-9911", "***");
	MASKS("03-03-2010 01:01:01:9911", "***");
	MASKS("03-03-2010 01:01:01 9911", "***");
	MASKS("03-03-2010 01.01.01.9911", "***");
	MASKS("03-03-2010 01:01-019911", "***");
	MASKS("x 010101#9911, 010101|9911;010101'9911 010101+9911",
		"x ***, ***;*** ***");
	MASKS("010101 , 9911; 010101 |9911", "***; ***");
	MASKS("010101\\t9911", "***");
	MASKS("010101a9911", "010101a9911");
	MASKS("010101,99112", "010101,99112");
	/* A person's number behind a moment is one. */
	MASKS("2010-06-30 14:22 0101019911", "2010-06-30 14:22 ***");
	MASKS("2010-06-30 14:22:01 010101-9911", "2010-06-30 14:22:01 ***");
	made(text_mask_digits, "12-3", "**-*", __LINE__);
	made(text_mask_digits, "x\xef\xbc\x91 2010-06-30 14:22", "x***",
		__LINE__);
	made(text_mask_digits, "x\xef\xbc\x91", "x*", __LINE__);
}

/* A day without its zeros, and digits of other scripts. */
static void
masks_short_days_and_scripts(void)
{
	MASKS("1.1.90-1234", "***");
	MASKS("x 1/1/90 1234;2", "x ***;2");
	MASKS("1-1-90-1234 a", "*** a");
	MASKS("\xd9\xa0\xd9\xa1\xd9\xa0\xd9\xa1\xd9\xa9\xd9\xa0-"
	      "\xd9\xa1\xd9\xa2\xd9\xa3\xd9\xa4",
		"***");
	MASKS("010190\xdb\xb1\xdb\xb2\xdb\xb3\xdb\xb4", "***");
	MASKS("1.1.10-2.1.10", "1.1.10-2.1.10");
	MASKS("1.1.10 12:30", "1.1.10 12:30");
	MASKS("1.1.2010", "1.1.2010");
	MASKS("\xd9\xa0\xd9\xa1", "\xd9\xa0\xd9\xa1");
}

static void
masks_strays(void)
{
	made(text_mask_strays, "1.234.567.890", "1.234.567.890", __LINE__);
	made(text_mask_strays, "0101019911", "***", __LINE__);
	made(text_mask_strays, "101019911", "***", __LINE__);
	made(text_mask_strays, "7 010101-9911", "***", __LINE__);
	made(text_mask_strays, "12345678901", "12345678901", __LINE__);
	made(text_mask_strays, "12345678", "12345678", __LINE__);
	made(text_mask_strays, "2010-06-30-14.22.01", "2010-06-30-14.22.01",
		__LINE__);
}

static void
before_digits(void)
{
	CHECK_TEXT(text_before_digits(SPAN("a 01010")), "a");
	CHECK_TEXT(text_before_digits(SPAN("a;0101 - ")), "a;");
	CHECK_TEXT(text_before_digits(SPAN("1 a")), "1 a");
	CHECK_TEXT(text_before_digits(SPAN("å" NBSP "5" NBSP)), "å");
	CHECK_TEXT(text_before_digits(SPAN("010101-9911")), "");
	CHECK_TEXT(text_before_digits(SPAN("")), "");
}

static bool
is_cpr(const char *text, const char *want)
{
	char digits[10];

	return text_cpr(span_of(text), digits)
		&& !memcmp(digits, want, sizeof(digits));
}

static bool
no_cpr(const char *text)
{
	char digits[10];

	return !text_cpr(span_of(text), digits);
}

static void
cprs(void)
{
	CHECK(is_cpr("0101019911", "0101019911"));
	CHECK(is_cpr("010101-9911", "0101019911"));
	CHECK(is_cpr(" 010101 9911 ", "0101019911"));
	CHECK(is_cpr("010101" NBSP "9911", "0101019911"));
	CHECK(is_cpr("101019911", "0101019911"));
	CHECK(is_cpr("10101-9911", "0101019911"));
	CHECK(no_cpr(""));
	CHECK(no_cpr("01010199"));
	CHECK(no_cpr("01010199111"));
	CHECK(no_cpr("010101-991A"));
	CHECK(no_cpr("010101.9911"));
	CHECK(no_cpr("-"));
}

static void
widths(void)
{
	CHECK_NUMBER(text_width(SPAN("")), 0);
	CHECK_NUMBER(text_width(SPAN("blåbær")), 6);
	CHECK_NUMBER(text_width(SPAN("A\xcc\x8a")), 1);
	CHECK_NUMBER(text_width(SPAN("\xf0\x9f\x94\xb4")), 2);
	CHECK_NUMBER(text_width(SPAN("\xff"
				     "a")),
		2);
	CHECK_TEXT(text_clip(SPAN("blåbær"), 3), "blå");
	CHECK_TEXT(text_clip(SPAN("A\xcc\x8a"
				  "b"),
			   1),
		"A\xcc\x8a");
	CHECK_TEXT(text_clip(SPAN("a\xf0\x9f\x94\xb4"), 2), "a");
	CHECK_TEXT(text_clip(SPAN("abc"), 10), "abc");
	CHECK_TEXT(text_clip(SPAN("abc"), 0), "");
}

static void
escapes(void)
{
	ESCAPES("", "");
	ESCAPES("plain", "plain");
	ESCAPES("a\tb\nc\rd\\e", "a\\tb\\nc\\rd\\\\e");
	ESCAPES("\\", "\\\\");
	UNESCAPES("", "");
	UNESCAPES("plain", "plain");
	UNESCAPES("a\\tb\\nc\\rd\\\\e", "a\tb\nc\rd\\e");
	UNESCAPES("\\\\n", "\\n");
	UNESCAPES("\\x", "\\x");
	UNESCAPES("a\\", "a\\");
}

static void
nearest(void)
{
	static const char *const words[] = { "accrual", "glide", "level",
		"milestones", "year_end" };
	char longest[1000] = "";
	const char *const far[] = { longest, words[2] };

	CHECK(text_nearest(SPAN("glied"), words, 5) == words[1]);
	CHECK(text_nearest(SPAN("LEVEL"), words, 5) == words[2]);
	CHECK(text_nearest(SPAN("yearend"), words, 5) == words[4]);
	CHECK(text_nearest(SPAN("mile-stone"), words, 5) == words[3]);
	CHECK(text_nearest(SPAN("zebra"), words, 5) == NULL);
	CHECK(text_nearest(SPAN("x"), words, 5) == NULL);
	CHECK(text_nearest(SPAN(""), words, 5) == NULL);
	CHECK(text_nearest(SPAN("level"), words, 0) == NULL);
	memset(longest, 'l', sizeof(longest) - 1);
	CHECK(text_nearest(span_of(longest), words, 5) == NULL);
	CHECK(text_nearest(SPAN("level"), far, 2) == words[2]);
}

int
main(void)
{
	check_run("text: folds", folds);
	check_run("text: keeps invalid UTF-8", folds_invalid);
	check_run("text: folds long text", folds_long);
	check_run("text: the same name", sames);
	check_run("text: trims", trims);
	check_run("text: masks CPR numbers", masks);
	check_run("text: masks across joints", masks_joints);
	check_run("text: masks numbers in any dress", masks_dresses);
	check_run("text: masks days without zeros, and other scripts",
		masks_short_days_and_scripts);
	check_run("text: masks strays", masks_strays);
	check_run("text: leaves off a number that was cut", before_digits);
	check_run("text: reads CPR numbers", cprs);
	check_run("text: width and clip", widths);
	check_run("text: escapes", escapes);
	check_run("text: nearest word", nearest);
	return check_end();
}
