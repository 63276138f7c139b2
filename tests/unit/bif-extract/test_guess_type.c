/* SPDX-License-Identifier: MIT */
#include "bif-extract/guess/guess_type.h"

#include "check.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))
#define MOST 80

/* Values, `|` between them; `*N ` before one: N times. */
static size_t
split(struct span *values, const char *text)
{
	size_t count = 0;

	while (*text) {
		size_t times = 1, n;

		if (*text == '*') {
			for (times = 0; *++text != ' ';)
				times = times * 10 + (size_t)(*text - '0');
			text++;
		}
		n = strcspn(text, "|");
		while (times--)
			values[count++] = (struct span){ text, n };
		text += n + (text[n] == '|');
	}
	return count;
}

/* Days of months that spread as dates do: FORMAT takes day, month, year. */
static size_t
spread(struct span *values, struct buf *room, size_t count,
	const char *(*show)(struct buf *, unsigned, unsigned, unsigned))
{
	size_t at[MOST];

	buf_clear(room);
	for (unsigned i = 0; i < count; i++) {
		at[i] = room->len;
		show(room, i * 11 % 28 + 1, i * 5 % 12 + 1, i % 7 + 5);
		buf_byte(room, '\0');
	}
	for (size_t i = 0; i < count; i++)
		values[i] = span_of(room->at + at[i]);
	return count;
}

static const char *
day_month_year(struct buf *b, unsigned d, unsigned m, unsigned y)
{
	buf_format(b, "%02u-%02u-%02u", d, m, y);
	return b->at;
}

static const char *
year_month_day(struct buf *b, unsigned d, unsigned m, unsigned y)
{
	buf_format(b, "%02u-%02u-%02u", y, m, d);
	return b->at;
}

static const char *
one_day(struct buf *b, unsigned d, unsigned m, unsigned y)
{
	(void)d;
	buf_format(b, "%u%02u15", 2000 + y, m);
	return b->at;
}

static const struct {
	const char *what, *values;
	bool fits;
	const char *pattern, *rival, *other;
} dates[] = {
	{ "a day above 12 tells", "13/01/2010|01/02/2010", true, "dd/mm/yyyy",
		NULL, NULL },
	{ "none does", "01/02/2010|03/04/2010", true, "dd/mm/yyyy",
		"mm/dd/yyyy", NULL },
	{ "months beside quarters", "*7 2007M01|2007Q1|2007Q2|2007Q3", true,
		"yyyyMmm", NULL, "2007Q1" },
	{ "signs stand for themselves", "*7 2007M01|2007{1|2007{2|2007~3",
		false, "yyyyMmm", NULL, NULL },
	{ "letters beyond ASCII are letters",
		"*7 2007M01|\xc3\xa5r|\xc3\xa6"
		"r|\xc3\xb8r",
		true, "yyyyMmm", NULL, "\xc3\xa5r" },
	{ "others of many shapes", "*7 2007M01|?|none|2007", false, "yyyyMmm",
		NULL, NULL },
	{ "dates too old, or too late, to be meant",
		"*6 2010-01-31|*3 1500-01-31|2500-01-31", false, "yyyy-mm-dd",
		NULL, NULL },
	{ "no dates", "a|b", false, NULL, NULL, NULL },
};

static void
patterns_of_dates(void)
{
	struct span values[MOST];

	for (size_t i = 0; i < COUNT(dates); i++) {
		struct guess_date g;
		bool fits = guess_date(&g, values,
			split(values, dates[i].values));

		check_number(fits, dates[i].fits, dates[i].what, 0);
		check_text(span_of(g.pattern ? g.pattern : ""),
			dates[i].pattern ? dates[i].pattern : "", dates[i].what,
			1);
		check_text(span_of(g.rival ? g.rival : ""),
			dates[i].rival ? dates[i].rival : "", dates[i].what, 2);
		check_text(g.other, dates[i].other ? dates[i].other : "",
			dates[i].what, 3);
	}
}

/* Two figures each: which is the day is told by how they spread. */
static void
orders_of_dates(void)
{
	struct span values[MOST];
	struct buf room = { 0 };
	struct guess_date g;
	size_t n = spread(values, &room, 52, day_month_year);

	CHECK(guess_date(&g, values, n));
	CHECK_TEXT(span_of(g.pattern), "dd-mm-yy");
	CHECK(!g.rival);
	/* One that only the other order reads does not turn it. */
	values[0] = SPAN("50-01-05");
	CHECK(guess_date(&g, values, n));
	CHECK_TEXT(span_of(g.pattern), "dd-mm-yy");
	CHECK_NUMBER(g.fits, 51);
	n = spread(values, &room, 52, year_month_day);
	CHECK(guess_date(&g, values, n));
	CHECK_TEXT(span_of(g.pattern), "yy-mm-dd");
	CHECK(!g.rival);
	/* Digits that are always of the same day are hardly dates. */
	n = spread(values, &room, 24, one_day);
	CHECK(!guess_date(&g, values, n));
	CHECK(!g.pattern);
	CHECK(guess_date(&g, values, 12));
	CHECK_TEXT(span_of(g.pattern), "yyyymmdd");
	buf_free(&room);
}

static void
years(void)
{
	static const char *const none[] = { "", "201", "20100", "3010", "0010",
		"1899", "2101", "1a10", "1-10", "201a", "201-", "20a0",
		"20-0" };

	CHECK(guess_date_is_year(SPAN("1900")));
	CHECK(guess_date_is_year(SPAN("2100")));
	for (size_t i = 0; i < COUNT(none); i++)
		check_that(!guess_date_is_year(span_of(none[i])), none[i],
			(int)i, "is a year");
}

#define CPR \
	"*1 0101701234|0202711234|0303721234|0404731234|0505741234|" \
	"0606751234|0707761234|0808771234|0909781234|1010791234|1111801234|" \
	"1212811234|1301821234|1402831234|1503841234|1604851234|1705861234|" \
	"1806871234|1907881234|2008891234|2109901234|2210911234|2311921234|" \
	"2412931234|2501941234|2602951234|2703961234|2804971234|2905981234|" \
	"3006991234|0107001234|0208011234|0309021234|0410031234|0511041234|" \
	"0612051234|0701061234|0802071234|0903081234|1004091234"

static const struct {
	const char *what, *name, *values;
	enum type_kind kind;
	size_t fits;
	unsigned sure;
	const char *odd, *why; /* why: part of it */
} types[] = {
	{ "nothing", "x", "", TYPE_NONE, 0, 0, "", "always empty" },
	{ "words", "x", "a|b|c", TYPE_TEXT, 0, 90, "", "" },
	{ "always the same", "x", "*5 a", TYPE_TEXT, 0, 90, "", "" },
	{ "codes", "x", "*5 a|*5 b", TYPE_TEXT, 0, 90, "",
		"2 different values: a list of codes?" },
	{ "whole numbers", "x", "1|2|30", TYPE_NUMBER, 3, 99, "", "" },
	{ "two values are not many", "x", "1|2", TYPE_NUMBER, 2, 60, "", "" },
	{ "numbers that may be codes", "x", "*5 1|*5 2", TYPE_NUMBER, 10, 99,
		"", "2 different values" },
	{ "a few words that come again", "x", "*8 1,5|- |*2 n/a", TYPE_NUMBER,
		8, 72, "- ",
		"1 times \"- \", 2 times \"n/a\", which a skip rule" },
	{ "too many different ones", "x", "*5 1,5|a|b|c|d", TYPE_TEXT, 0, 90,
		"", "" },
	{ "one that is too long to be a word", "x",
		"*5 1,5|not known as yet, sorry", TYPE_TEXT, 0, 90, "", "" },
	{ "leading zeros", "x", "0123|0456|0789", TYPE_TEXT, 0, 90, "", "" },
	{ "a zero alone, and before a mark", "x", "0|0,5|0.5|0x5", TYPE_NUMBER,
		2, 50, "0.5", "which a skip rule may be for" },
	{ "an identifier", "x", "12345|12346|12347|12348|12349", TYPE_TEXT, 5,
		90, "", "5 digits each: an identifier?" },
	{ "digits, not as many", "x", "12345|123|12|1234|1", TYPE_NUMBER, 5, 99,
		"", "" },
	{ "shares that come again", "x", "*5 10 %|*5 20 %", TYPE_NUMBER, 10, 99,
		"", "per cent" },
	{ "as many digits, but few of them", "x", "1234|1235|1236|1237|1238",
		TYPE_NUMBER, 5, 99, "", "" },
	{ "digits that a spreadsheet lost", "x",
		"1,23E+09|2,3E-10|7E5|1E+|E+10|xE+10|,E+10|1E*10|1E+/0|1E+:0",
		TYPE_TEXT, 0, 90, "", "2 of the form 1E+10" },
	{ "times", "x", "10:30|23:59:59", TYPE_TEXT, 0, 90, "", "times" },
	{ "dates with times", "x", "2010-01-31 10:30|2010-02-01T23:59",
		TYPE_TEXT, 0, 90, "", "dates with times" },
	{ "years by their name", "\xc3\x85r", "2008|2009|2010", TYPE_DATE, 3,
		79, "", "" },
	{ "a year that is none", "year", "*10 2010|n/a", TYPE_DATE, 10, 72,
		"n/a", "" },
	{ "years by no name", "x", "2008|2009|2010", TYPE_NUMBER, 3, 99, "",
		"may be years" },
	{ "days", "x", "31-12-2010|01-01-2010|02-01-2010", TYPE_DATE, 3, 99, "",
		"" },
	{ "no end", "x", "*5 31-12-2010|31-12-9999", TYPE_DATE, 6, 99, "",
		"1 times 31-12-9999, which seems to mean that there is no end" },
	{ "a day that is none", "x", "*12 31-12-2010|31-02-2010", TYPE_DATE, 12,
		92, "31-02-2010", "" },
	{ "several that are none", "x", "*7 31-12-2010|31-02-2010|30-02-2010",
		TYPE_DATE, 7, 77, "31-02-2010", "2 are like \"31-02-2010\"" },
	{ "a long text among days", "x",
		"*12 31-12-2010|this is a note that "
		"somebody wrote into a column of days, and why",
		TYPE_DATE, 12, 92, "this is a no", "" },
	{ "half of them days", "x", "*6 31-12-2010|a|bb|2|-|3|x3", TYPE_TEXT, 0,
		90, "", "6 of 12 are dates dd-mm-yyyy" },
	{ "days or months", "x", "01/02/2010|03/04/2010", TYPE_TEXT, 0, 50, "",
		"dd/mm/yyyy or mm/dd/yyyy" },
	{ "personal numbers", "x", CPR, TYPE_CPR, 40, 99, "", "" },
	{ "some that have no day or month", "x",
		CPR "|0001701234|3201701234|"
		    "0100701234|0113701234",
		TYPE_CPR, 40, 90, "", "" },
	{ "those that lost a zero", "x", CPR "|101701234", TYPE_CPR, 41, 99, "",
		"1 have lost a leading zero" },
	{ "one that is none", "x", CPR "|abc", TYPE_CPR, 40, 97, "abc", "" },
	{ "always the same day: no persons", "x",
		"0101701234|0102711234|0103721234|0104731234|0105741234|"
		"0106751234",
		TYPE_TEXT, 0, 90, "", "" },
	{ "always the same month", "x",
		"0101701234|0201711234|0301721234|0401731234|0501741234|"
		"0601751234",
		TYPE_TEXT, 0, 90, "", "" },
};

static void
types_of_columns(void)
{
	struct span values[MOST];

	for (size_t i = 0; i < COUNT(types); i++) {
		struct guess_type t;

		guess_type(&t, span_of(types[i].name), values,
			split(values, types[i].values), DECIMAL_DANISH);
		check_number(t.kind, types[i].kind, types[i].what, 0);
		check_number((long long)t.fits, (long long)types[i].fits,
			types[i].what, 1);
		check_number(t.sure, types[i].sure, types[i].what, 2);
		check_text(span_of(t.odd), types[i].odd, types[i].what, 3);
		check_that(*types[i].why
				? strstr(buf_string(&t.why), types[i].why)
					!= NULL
				: !t.why.len,
			types[i].what, 4, "%s", buf_string(&t.why));
		guess_type_free(&t);
	}
}

/* What speaks for a style, and for which: -1: nothing does. */
static const struct {
	const char *what, *values;
	int style;
} styles[] = {
	{ "no numbers", "a|b", DECIMAL_DANISH },
	{ "whole ones", "1|20", DECIMAL_DANISH },
	{ "commas", "1,5|2,75", DECIMAL_DANISH },
	{ "points", "1.5|2.75", DECIMAL_ENGLISH },
	{ "both", "1,5|2.75", -1 },
	{ "one in twenty is a slip", "*20 1.5|2,5", DECIMAL_ENGLISH },
	{ "what may be either", "1.250", -1 },
	{ "groups of points", "1.250|2.250|3.250|4.250|5.250", DECIMAL_DANISH },
	{ "groups of commas", "1,250|2,250|3,250|4,250|5,250",
		DECIMAL_ENGLISH },
	{ "both marks", "1,250|2,250|3.250|4,250|5,250", -1 },
	{ "one that has no mark", "1,250|2,250|3,250|4,250|5,250|6250", -1 },
	{ "below zero, too", "1,250|2,250|3,250|4,250|5,250|-6250", -1 },
	{ "small ones have none", "1,250|2,250|3,250|4,250|5,250|625",
		DECIMAL_ENGLISH },
};

static void
styles_of_numbers(void)
{
	struct span values[MOST];

	for (size_t i = 0; i < COUNT(styles); i++) {
		struct type_numbers n = { 0 };
		size_t count = split(values, styles[i].values);
		enum decimal_style style;
		bool known;

		for (size_t k = 0; k < count; k++)
			type_numbers_add(&n, values[k]);
		known = type_numbers_style(&n, &style);
		check_number(known ? (int)style : -1, styles[i].style,
			styles[i].what, (int)i);
	}
}

int
main(void)
{
	check_run("patterns of dates", patterns_of_dates);
	check_run("day and year are told by how they spread", orders_of_dates);
	check_run("what a year is", years);
	check_run("what the values of a column are", types_of_columns);
	check_run("how a file writes numbers", styles_of_numbers);
	return check_end();
}
