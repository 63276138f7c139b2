/* SPDX-License-Identifier: MIT
 *
 * xlsx_doubt: what is said of the cells of one column, `text` in quotes.
 */
#include "xlsx/xlsx_doubt.h"

#include "check.h"
#include "said.h"

/* What is said of a column's cells; NULL at their end. Messages are without
 * the program's name and the file. */
static void
expect(const char *const *cells, size_t column, const char *want)
{
	struct xlsx_doubt d = { 0 };
	struct xlsxdoubt_place place = { "f", "s", column, 0 };

	said_begin();
	for (; *cells; cells++) {
		struct span cell = span_of(*cells);

		place.row++;
		if (*cell.at == '"')
			xlsx_doubt_text(&d, &place,
				(struct span){ cell.at + 1, cell.len - 2 });
		else
			xlsx_doubt_number(&d, &place, cell);
	}
	xlsx_doubt_end(&d, "f", "s");
	xlsx_doubt_end(&d, "f", "s");
	if (*want)
		CHECK(strstr(said_end(), want) != NULL);
	else
		CHECK_TEXT(span_of(said_end()), "");
	xlsx_doubt_free(&d);
}

#define CELLS(...) \
	(const char *const[]) \
	{ \
		__VA_ARGS__, NULL \
	}

static void
long_numbers(void)
{
	expect(CELLS("123456789012345", "-1234567890123456", "1.5E-20",
		       "1234.5678901234567", "1.5E+14", "1E+2", "1.2345E+3",
		       "x", "1E", "1E+", "1E+x", "1x", "1e99999x", ""),
		0, "");
	expect(CELLS("1", "1234567890123456"), 0,
		"f!s:2: cell A2: a whole number of 16 digits");
	expect(CELLS("1.23E+15"), 27, "f!s:1: cell AB1: a whole number of 16");
	expect(CELLS("1e999"), 701, "cell ZZ1: a whole number of 1000 digits");
	/* Beyond a thousand nobody counts. */
	expect(CELLS("1e9999"), 0, "cell A1: a whole number of 10000 digits");
	expect(CELLS("1e99999"), 0, "");
}

static void
shortened_texts(void)
{
	expect(CELLS("\"1.23E+15\""), 0, "f!s:1: cell A1: a text such as");
	expect(CELLS("\"1,23E+15\""), 2, "f!s:1: cell C1: a text such as");
	expect(CELLS("\"1E+15\""), 0, "f!s:1: cell A1: a text such as");
	expect(CELLS("\"12E+15\"", "\"1.E+15\"", "\"1.5E-15\"", "\"1.5E+1\"",
		       "\"1.5E+15x\"", "\"1.5\"", "\"1E\"", "\"E+15\"", "\"\""),
		0, "");
}

static void
zeros_that_are_lost(void)
{
	expect(CELLS("\"0012\"", "13"), 0,
		"f!s:2: column A: a number, but row "
		"1 has a text of 4 digits that begins with 0");
	expect(CELLS("13", "14", "\"0012\""), 0,
		"f!s:1: column A: a number, but row 3 has a text of 4");
	/* The first of them is told, however long it is. */
	expect(CELLS("13", "5", "\"0012\""), 0,
		"f!s:1: column A: a number, but row 3 has a text of 4");
	expect(CELLS("5", "13", "\"0012\""), 0,
		"f!s:1: column A: a number, but row 3 has a text of 4");
	expect(CELLS("13", "\"00000000000000000012\""), 0,
		"f!s:1: column A: a number, but row 2 has a text of 20");
	/* As long as the text, or longer: none is missing. */
	expect(CELLS("\"0012\"", "1234", "12345", "1.5"), 0, "");
	expect(CELLS("\"0\"", "\"0x\"", "\"12\"", "7"), 0, "");
	/* Each column is told of once, by its first such text. */
	expect(CELLS("13", "\"0012\"", "\"00123\"", "1", "\"1E-15\""), 0,
		"f!s:1: column A: a number, but row 2 has a text of 4");
}

static void
lengths_that_differ_by_one(void)
{
	expect(CELLS("1011909901", "202909902", "1211909901"), 0,
		"f!s:2: "
		"column A: whole numbers of 10 digits, here of 9");
	expect(CELLS("1011909901", "1211909901"), 0, "");
	expect(CELLS("1011909901", "202909902", "12"), 0, "");
	expect(CELLS("1011909901", "202909902", "1.5"), 0, "");
	expect(CELLS("101190990", "20290990"), 0, "");
	expect(CELLS("\"x\""), 3, "");
}

/* Cells of one column: `d` a true date, else a text. */
static void
expect_dates(const char *const *cells, bool told)
{
	struct xlsx_doubt d = { 0 };
	struct xlsxdoubt_place place = { "f", "s", 1, 0 };

	said_begin();
	for (; *cells; cells++) {
		place.row++;
		if (!strcmp(*cells, "d"))
			xlsx_doubt_date(&d, &place);
		else
			xlsx_doubt_text(&d, &place, span_of(*cells));
	}
	xlsx_doubt_end(&d, "f", "s");
	CHECK((strstr(said_end(), "column B: a text such as a date") != NULL)
		== told);
	xlsx_doubt_free(&d);
}

static void
dates_that_may_be_turned_round(void)
{
	expect_dates(CELLS("Dato", "d", "15-03-2010"), true);
	expect_dates(CELLS("3/15/2010 14:22", "d"), true);
	expect_dates(CELLS("d", "15. 3. 2010"), true);
	expect_dates(CELLS("d", "2010-03-15T14:22:01"), true);
	expect_dates(CELLS("d", "ukendt", "-", "", "12-34", "1.234.567,5"),
		false);
	expect_dates(CELLS("d", "10203-1-2", "1-2-3x", "a-b-c"), false);
	expect_dates(CELLS("15-03-2010", "16-03-2010"), false);
	expect_dates(CELLS("d", "d"), false);
}

int
main(void)
{
	check_run("numbers of more than fifteen digits", long_numbers);
	check_run("texts that were numbers", shortened_texts);
	check_run("zeros that are lost", zeros_that_are_lost);
	check_run("lengths that differ by one", lengths_that_differ_by_one);
	check_run("dates that may be turned round",
		dates_that_may_be_turned_round);
	return check_end();
}
