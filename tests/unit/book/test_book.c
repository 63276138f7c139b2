/* SPDX-License-Identifier: MIT */
#include "bookcase.h"
#include "check.h"
#include "contract/code.h"
#include "source/source_def.h"
#include "contract/unit.h"
#include "value/period.h"
#include "value/text.h"

#define DAY(y, m, d) period_day((struct period_date){ y, m, d })

static void
has_defaults(void)
{
	struct book *b = bookcase(NULL);
	int32_t first, last;

	CHECK(b && b->danish && !b->by_day);
	CHECK_NUMBER(b->small_n, 0);
	CHECK(!ratio_compare(b->standard_band[SCALE_OF_TARGET], ratio_int(5)));
	CHECK(!ratio_compare(b->standard_band[SCALE_POINTS], ratio_int(2)));
	CHECK(!ratio_compare(b->standard_band[SCALE_OF_CHANGE], ratio_int(25)));
	CHECK_NUMBER(book_year_of(b, DAY(2010, 12, 31), &first, &last), 2010);
	CHECK_NUMBER(first, DAY(2010, 1, 1));
	CHECK_NUMBER(last, DAY(2010, 12, 31));
	bookcase_end(b);
}

static void
reads_book_json(void)
{
	struct book *b = bookcase("book.json",
		"{\"name\": \"N\", "
		"\"language\": \"en\", \"year\": \"2010\", "
		"\"year_begins\": \"07-01\", \"calendar\": \"day\", "
		"\"standard_bands\": {\"points\": 2.50, "
		"\"of_target\": \"7,5\"}, \"small_n\": 30}",
		NULL);
	int32_t first, last;

	CHECK_TEXT(bookcase_faults(), "");
	CHECK_TEXT(b->name, "N");
	CHECK(!b->danish && b->by_day);
	CHECK_NUMBER(b->year, 2010);
	CHECK_NUMBER(b->small_n, 30);
	CHECK(!ratio_compare(b->standard_band[SCALE_POINTS], ratio_of(5, 2)));
	CHECK(!ratio_compare(b->standard_band[SCALE_OF_TARGET],
		ratio_of(15, 2)));
	CHECK_NUMBER(book_year_of(b, DAY(2010, 6, 30), &first, &last), 2009);
	CHECK_NUMBER(first, DAY(2009, 7, 1));
	CHECK_NUMBER(last, DAY(2010, 6, 30));
	CHECK_NUMBER(book_year_of(b, DAY(2010, 7, 1), &first, &last), 2010);
	CHECK_NUMBER(last, DAY(2011, 6, 30));
	bookcase_end(b);
}

static void
refuses_wrong_book_json(void)
{
	struct book *b = bookcase("book.json",
		"{\"smal_n\": 30,\n"
		"\"small_n\": 1.5,\n\"year_begins\": \"02-29\",\n"
		"\"standard_bands\": {\"points\": -1}}",
		NULL);

	CHECK_TEXT(bookcase_faults(),
		"book.json:1: definition: unknown member \"smal_n\"; did you "
		"mean \"small_n\"?\n"
		"book.json:3: definition: \"year_begins\": \"02-29\" is not a "
		"month and day such as \"01-01\"\n"
		"book.json:4: definition: \"points\": \"-1\" is not a number "
		"from 0 up\n"
		"book.json:2: definition: \"small_n\": \"1.5\" is not a whole "
		"number from 0 to 1000000000\n");
	bookcase_end(b);
}

static int
by_name(const struct units *units, const char *name, int32_t day, int32_t *from,
	int32_t *to)
{
	struct buf folded = { 0 };
	int unit;

	text_fold(&folded, span_of(name));
	unit = unit_by_name(units, buf_span(&folded), day, from, to);
	buf_free(&folded);
	return unit;
}

static void
knows_units(void)
{
	struct book *b = bookcase("units.csv",
		"unit,name,parent,valid_from,valid_to,aliases\n"
		"TOP,All,,,,\n"
		"A,First,TOP,2004-01-01,2009-12-31,Ann| Old  name\n"
		"B,Second,TOP,,,Bo\n"
		"A,First again,B,2010-02-01,,Ann\n"
		"C,Third,TOP,2010-01-01,2010-01-31,old name\n",
		NULL);
	const struct units *u = units_load(b);
	int32_t from, to;

	CHECK_TEXT(bookcase_faults(), "");
	CHECK_NUMBER(u->count, 4);
	CHECK_TEXT(u->list[1].code, "A");
	CHECK_TEXT(u->list[1].name, "First again");
	CHECK_NUMBER(u->list[1].parent, 2);
	CHECK_NUMBER(unit_by_code(u, SPAN("C")), 3);
	CHECK_NUMBER(unit_by_code(u, SPAN("c")), UNIT_NONE);
	CHECK_NUMBER(by_name(u, "c", DAY(2010, 1, 5), &from, &to), 3);
	CHECK_NUMBER(by_name(u, "ANN", DAY(2009, 5, 1), &from, &to), 1);
	CHECK_NUMBER(from, DAY(2004, 1, 1));
	CHECK_NUMBER(to, DAY(2009, 12, 31));
	CHECK_NUMBER(by_name(u, "ann", DAY(2010, 1, 5), &from, &to), UNIT_NONE);
	CHECK_NUMBER(from, DAY(2010, 1, 1));
	CHECK_NUMBER(to, DAY(2010, 1, 31));
	CHECK_NUMBER(by_name(u, "OLD NAME", DAY(2010, 1, 5), &from, &to), 3);
	CHECK_NUMBER(by_name(u, "old name", DAY(2009, 1, 5), &from, &to), 1);
	CHECK_NUMBER(by_name(u, "bo", DAY(1950, 1, 5), &from, &to), 2);
	CHECK_NUMBER(from, INT32_MIN);
	CHECK_NUMBER(to, INT32_MAX);
	CHECK_NUMBER(by_name(u, "nobody", DAY(2010, 1, 5), &from, &to),
		UNIT_NONE);
	CHECK_NUMBER(unit_parent(u, 1, DAY(2009, 1, 1)), 0);
	CHECK_NUMBER(unit_parent(u, 1, DAY(2010, 1, 5)), UNIT_NONE);
	CHECK_NUMBER(unit_parent(u, 1, DAY(2010, 3, 1)), 2);
	CHECK_NUMBER(unit_begins(u, 1), DAY(2004, 1, 1));
	CHECK_NUMBER(unit_begins(u, 2), INT32_MIN);
	bookcase_end(b);
}

static void
refuses_wrong_units(void)
{
	struct book *b = bookcase("units.csv",
		"unit;name;parent;valid_from;valid_to;aliases\n"
		"A;First;B;2004-01-01;;x\n"
		"A;First;B;2010-01-01;;\n"
		"B;Second;A;;;X\n"
		"C;Third;D;;;\n"
		"E;Fifth;;2010-01-02;2010-01-01;\n",
		NULL);

	units_load(b);
	CHECK_TEXT(bookcase_faults(),
		"units.csv:3: overlap: unit \"A\" is valid on days on which "
		"line 2 is too: end the earlier row by valid_to\n"
		"units.csv:6: definition: column \"valid_to\": the validity "
		"ends before it begins\n"
		"units.csv:4: overlap: \"X\" means B here and A in line 2 on "
		"the same days\n"
		"units.csv:5: definition: column \"parent\": \"D\" is no "
		"unit: it needs a row of its own\n"
		"units.csv:2: definition: column \"parent\": \"A\" is above "
		"itself\n");
	bookcase_end(b);
}

static void
knows_codes(void)
{
	struct book *b = bookcase("codes/a.csv",
		"list,code,value,valid_from,valid_to\n"
		"m,1,ready,,2010-04-25\n"
		"m,1,fit,2010-04-26,2010-12-31\n"
		"m,Two,other,,\n",
		"codes/b.csv", "list;code;value\nm;3;ready\nn;1;x\n",
		"codes/note.txt", "not a list", NULL);
	const struct codes *codes = codes_load(b);
	const struct code_list *m = code_list(codes, SPAN("m"));
	const struct span *values;
	struct span value;
	int32_t from, to;

	CHECK(m && code_list(codes, SPAN("n")) && !code_list(codes, SPAN("o")));
	CHECK(code_value(m, SPAN("1"), DAY(2010, 4, 25), &value, &from, &to));
	CHECK_TEXT(value, "ready");
	CHECK_NUMBER(to, DAY(2010, 4, 25));
	CHECK(code_value(m, SPAN("1"), DAY(2010, 4, 26), &value, &from, &to));
	CHECK_TEXT(value, "fit");
	CHECK_NUMBER(from, DAY(2010, 4, 26));
	CHECK(!code_value(m, SPAN("1"), DAY(2011, 1, 1), &value, &from, &to));
	CHECK_NUMBER(from, DAY(2011, 1, 1));
	CHECK_NUMBER(to, INT32_MAX);
	CHECK(code_value(m, SPAN("two"), DAY(2010, 1, 1), &value, &from, &to));
	CHECK(!code_value(m, SPAN("x"), DAY(2010, 1, 1), &value, &from, &to));
	CHECK_NUMBER(code_values(m, &values), 3);
	CHECK_TEXT(values[0], "ready");
	CHECK_TEXT(values[2], "other");
	bookcase_end(b);
}

/* More codes than a list has room for at first, and of one code more meanings
 * than one, in any order. */
static void
knows_many_codes(void)
{
	struct buf text = { 0 };
	struct book *b;
	const struct code_list *m;
	const struct span *values;
	struct span value;
	int32_t from, to;
	char code[8];
	bool all = true;

	buf_text(&text,
		"list,code,value,valid_from,valid_to\n"
		"m,x,late,2010-01-01,\nm,x,early,,2004-12-31\n"
		"m,x,middle,2006-01-01,2007-12-31\n");
	for (int i = 0; i < 100; i++)
		buf_format(&text, "m,%d,value %d,,\n", i, i % 60);
	b = bookcase("codes/m.csv", buf_string(&text), "codes/.m.csv", "junk",
		"codes/csv", "junk", "codes/.csv", "junk", NULL);
	m = code_list(codes_load(b), SPAN("m"));
	CHECK_TEXT(bookcase_faults(), "");
	CHECK_NUMBER(code_values(m, &values), 63);
	for (int i = 0; i < 100; i++) {
		snprintf(code, sizeof(code), "%d", i);
		all &= code_value(m, span_of(code), DAY(2010, 1, 1), &value,
			       &from, &to)
			&& value.len == (i % 60 < 10 ? 7u : 8u);
	}
	CHECK(all);
	CHECK(code_value(m, SPAN("x"), DAY(2006, 5, 1), &value, &from, &to));
	CHECK_TEXT(value, "middle");
	CHECK(!code_value(m, SPAN("x"), DAY(2005, 5, 1), &value, &from, &to));
	CHECK_NUMBER(from, DAY(2005, 1, 1));
	CHECK_NUMBER(to, DAY(2005, 12, 31));
	CHECK(!code_value(m, SPAN("x"), DAY(2009, 5, 1), &value, &from, &to));
	CHECK_NUMBER(from, DAY(2008, 1, 1));
	CHECK_NUMBER(to, DAY(2009, 12, 31));
	bookcase_end(b);
	buf_free(&text);
}

/* Rows of a unit in any order: the days around one on which none is valid. */
static void
knows_units_in_any_order(void)
{
	struct book *b = bookcase("units.csv",
		"unit,name,valid_from,valid_to,aliases\n"
		"A,Last,2010-01-01,,\n"
		"A,First,,2004-12-31,\n"
		"A,Middle,2006-01-01,2007-12-31,\n",
		NULL);
	const struct units *u = units_load(b);
	int32_t from, to;

	CHECK_TEXT(bookcase_faults(), "");
	CHECK_NUMBER(by_name(u, "a", DAY(2005, 5, 1), &from, &to), UNIT_NONE);
	CHECK_NUMBER(from, DAY(2005, 1, 1));
	CHECK_NUMBER(to, DAY(2005, 12, 31));
	CHECK_NUMBER(by_name(u, "a", DAY(2009, 5, 1), &from, &to), UNIT_NONE);
	CHECK_NUMBER(from, DAY(2008, 1, 1));
	CHECK_NUMBER(to, DAY(2009, 12, 31));
	CHECK_NUMBER(by_name(u, "middle", DAY(2006, 1, 1), &from, &to), 0);
	CHECK_NUMBER(unit_begins(u, 0), INT32_MIN);
	bookcase_end(b);
}

static void
refuses_overlapping_codes(void)
{
	struct book *b = bookcase("codes/a.csv",
		"list,code,value,valid_from,valid_to\n"
		"m,a,ready,,2010-04-25\n"
		"m,A,fit,2010-04-25,\n"
		"m,b,,,\n",
		NULL);

	codes_load(b);
	CHECK(strstr(buf_string(&bookcase_state.faults),
		"codes/a.csv:3: "
		"overlap: code \"A\" of list m is valid on days on which line "
		"2 of "));
	CHECK(strstr(buf_string(&bookcase_state.faults),
		"codes/a.csv:4: "
		"definition: column \"value\": code \"b\" means nothing"));
	bookcase_end(b);
}

static void
knows_sources(void)
{
	struct book *b = bookcase("sources/a.json",
		"{\"source\": \"a\", \"match\": \"a_*.csv* | b?.txt\", "
		"\"tolerate\": \"2,5%\", \"export\": {}}",
		"sources/z.json",
		"{\"source\": \"other\", \"match\": \"*\", \"tolerate\": \"3\","
		" \"numbers\": \"plain\"}",
		NULL);
	const struct source_def *a = source_def_load(b, SPAN("a"));
	const struct source_def *other = source_def_load(b, SPAN("other"));
	size_t n;

	CHECK(a && other && a->export && !a->facts);
	CHECK_NUMBER(a->numbers, DECIMAL_DANISH);
	CHECK_NUMBER(other->numbers, DECIMAL_PLAIN);
	CHECK(!source_def_beyond(a, 25, 1000)
		&& source_def_beyond(a, 26, 1000));
	CHECK(!source_def_beyond(other, 3, 10)
		&& source_def_beyond(other, 4, 10));
	CHECK(source_def_claims(a->match, "in/a_2010.csv.gz"));
	CHECK(source_def_claims(a->match, "b1.txt"));
	CHECK(!source_def_claims(a->match, "a_.d/b.txt"));
	CHECK(source_def_claims(SPAN(""), "anything"));
	CHECK(source_def_all(b, &n) && n == 2);
	CHECK_TEXT(bookcase_faults(), "");
	CHECK(!source_def_load(b, SPAN("nobody")));
	CHECK(!source_def_load(b, SPAN("../sources/a")));
	bookcase_end(b);
}

static void
refuses_wrong_sources(void)
{
	struct book *b = bookcase("sources/a.json",
		"{\"source\": \"a\", \"match\": \"x\",\n\"tolerate\": "
		"\"many\"}",
		"sources/b.json",
		"{\"source\": \"a\",\n\"math\":"
		" \"y\"}",
		NULL);
	size_t n;

	source_def_all(b, &n);
	CHECK_NUMBER(n, 1);
	CHECK(strstr(buf_string(&bookcase_state.faults),
		"sources/a.json:2: definition: \"tolerate\": \"many\" is "
		"neither a share such as \"20%\" nor a count such as \"5\"\n"
		"sources/b.json:2: definition: unknown member \"math\"; did "
		"you mean \"match\"?\n"
		"sources/b.json:1: definition: \"match\" is missing\n"
		"sources/b.json:1: definition: source \"a\" is also in "));
	bookcase_end(b);
}

int
main(void)
{
	diag_begin("test_book");
	check_run("an empty book has defaults", has_defaults);
	check_run("book.json is read", reads_book_json);
	check_run("a wrong book.json is refused", refuses_wrong_book_json);
	check_run("a unit is known by its names on a day", knows_units);
	check_run("wrong units are refused", refuses_wrong_units);
	check_run("a code means what it meant that day", knows_codes);
	check_run("many codes, and meanings in any order", knows_many_codes);
	check_run("units in any order", knows_units_in_any_order);
	check_run("a code does not mean two things", refuses_overlapping_codes);
	check_run("a source is found and claims files", knows_sources);
	check_run("wrong sources are refused", refuses_wrong_sources);
	ratio_free_all();
	return check_end();
}
