/* SPDX-License-Identifier: MIT */
#include "bookcase.h"
#include "check.h"
#include "book/folder.h"
#include "book/table.h"
#include "value/period.h"

static const struct table *
load(struct book *b, const char *name)
{
	return table_load(b, folder_path(b, name), false);
}

/* What a Danish spreadsheet saves: BOM, semicolons, CR LF, quotes. */
static void
reads_a_spreadsheet(void)
{
	struct book *b = bookcase("x.csv",
		"\xEF\xBB\xBF\"unit\";\"a, b\";note;;\r\n"
		" JCN ;1;\"two\r\nlines; \"\"so\"\"\";;\r\n"
		";;;;\r\n"
		"\r\n"
		"JCM;2\r\n",
		NULL);
	const struct table *t = load(b, "x.csv");
	int note = table_column(t, "note");

	CHECK(t->rows == 2 && t->columns == 3);
	CHECK_NUMBER(table_column(t, "unit"), 0);
	CHECK_NUMBER(table_column(t, "a, b"), 1);
	CHECK_NUMBER(table_column(t, "nothing"), -1);
	CHECK_TEXT(table_cell(t, 0, 0), "JCN");
	CHECK_TEXT(table_cell(t, 0, note), "two\r\nlines; \"so\"");
	CHECK_TEXT(table_cell(t, 1, 1), "2");
	CHECK_TEXT(table_cell(t, 1, note), "");
	CHECK_TEXT(table_cell(t, 1, -1), "");
	CHECK_NUMBER(table_place(t, 0).line, 2);
	CHECK_NUMBER(table_place(t, 1).line, 6);
	CHECK_TEXT(bookcase_faults(), "");
	bookcase_end(b);
}

static void
sees_the_delimiter(void)
{
	struct book *b = bookcase("comma.csv", "a,\"x;y;z\",c\n1,2;3,4\n",
		"one.csv", "only\nvalue\n", NULL);
	const struct table *t = load(b, "comma.csv");

	CHECK(t && t->columns == 3);
	CHECK_TEXT(table_cell(t, 0, 1), "2;3");
	t = load(b, "one.csv");
	CHECK(t && t->columns == 1);
	CHECK_TEXT(table_cell(t, 0, 0), "value");
	bookcase_end(b);
}

static void
types_cells(void)
{
	struct book *b = bookcase("x.csv",
		"day;number;yes\n"
		"2010-12-31;1250;yes\n"
		"31-12-2010;2,5;Ja\n"
		"1.2.2010;2.5;NEJ\n"
		";;\n"
		"x;;no\n",
		NULL);
	const struct table *t = load(b, "x.csv");
	struct decimal number;
	int32_t day;
	bool absent, yes;

	CHECK_NUMBER(t->rows, 4);
	CHECK(table_day(t, 0, 0, &day));
	CHECK_NUMBER(day, period_day((struct period_date){ 2010, 12, 31 }));
	CHECK(table_day(t, 1, 0, &day));
	CHECK_NUMBER(day, period_day((struct period_date){ 2010, 12, 31 }));
	CHECK(table_day(t, 2, 0, &day));
	CHECK_NUMBER(day, period_day((struct period_date){ 2010, 2, 1 }));
	CHECK(table_number(t, 0, 1, &number, &absent) && !absent);
	CHECK_NUMBER(number.millionths, 1250000000);
	CHECK(table_number(t, 1, 1, &number, &absent));
	CHECK_NUMBER(number.millionths, 2500000);
	CHECK(table_number(t, 2, 1, &number, &absent));
	CHECK_NUMBER(number.millionths, 2500000);
	CHECK(table_number(t, 3, 1, &number, &absent) && absent);
	CHECK(table_yes(t, 0, 2, &yes) && yes);
	CHECK(table_yes(t, 1, 2, &yes) && yes);
	CHECK(table_yes(t, 2, 2, &yes) && !yes);
	CHECK(!table_day(t, 3, 0, &day));
	CHECK_NUMBER(day, DAY_NONE);
	CHECK_TEXT(bookcase_faults(),
		"x.csv:6: definition: column \"day\": "
		"\"x\" is not a date such as 2010-12-31\n");
	bookcase_end(b);
}

static void
refuses_doubtful_numbers(void)
{
	struct book *b = bookcase("x.csv",
		"n\n1.250\n\"1,250\"\nabc\n1234567890123456789\n", NULL);
	const struct table *t = load(b, "x.csv");
	struct decimal number;
	bool absent;
	size_t i;

	for (i = 0; i < 4; i++)
		CHECK(!table_number(t, i, 0, &number, &absent));
	CHECK_TEXT(bookcase_faults(),
		"x.csv:2: definition: column \"n\": \"1.250\" can be read as "
		"1250 and as 1.25: say which by \"numbers\" "
		"in book.json (\"1.234,5\" or \"1,234.5\")\n"
		"x.csv:3: definition: column \"n\": \"1,250\" can be read as "
		"1250 and as 1.25: say which by \"numbers\" "
		"in book.json (\"1.234,5\" or \"1,234.5\")\n"
		"x.csv:4: definition: column \"n\": \"abc\" is not a number: write the figure alone, as in 92 or 4.5\n"
		"x.csv:5: definition: column \"n\": \"1234567890123456789\" "
		"has too many digits\n");
	bookcase_end(b);
}

static void
refuses_rows_too_long(void)
{
	struct book *b = bookcase("x.csv", "a,b\n1,2,3\n4,5,,\n", "twice.csv",
		"a,b,a\n", NULL);
	const struct table *t = load(b, "x.csv");

	CHECK_NUMBER(t->rows, 1);
	CHECK_TEXT(table_cell(t, 0, 0), "4");
	load(b, "twice.csv");
	CHECK_TEXT(bookcase_faults(),
		"x.csv:2: definition: 3 cells, but the header names 2 "
		"columns: a cell with a delimiter in it stands in quotes\n"
		"twice.csv:1: definition: two columns are called \"a\": take one out, or call it something else\n");
	bookcase_end(b);
}

/* What is no table at all stops lint too. */
static void
refuses_what_is_no_table(void)
{
	struct book *b = bookcase("empty.csv", "", "latin1.csv", "a\nbl\xE5\n",
		"quote.csv", "a,b\n1,x\"y\n", NULL);

	CHECK(!load(b, "empty.csv"));
	CHECK(!load(b, "latin1.csv"));
	CHECK(!load(b, "quote.csv"));
	CHECK(!load(b, "absent.csv"));
	CHECK(!table_load(b, folder_path(b, "absent.csv"), true));
	CHECK_TEXT(bookcase_faults(), "");
	CHECK_NUMBER(diag_status(), STATUS_CONFIG);
	bookcase_end(b);
}

int
main(void)
{
	diag_begin("test_table");
	check_run("a spreadsheet's CSV is read", reads_a_spreadsheet);
	check_run("the header shows the delimiter", sees_the_delimiter);
	check_run("cells have types", types_cells);
	check_run("1.250 is refused with both readings",
		refuses_doubtful_numbers);
	check_run("a row has no more cells than the header",
		refuses_rows_too_long);
	check_run("what is no table is refused", refuses_what_is_no_table);
	return check_end();
}
