/* SPDX-License-Identifier: MIT */
#include "bookcase.h"
#include "check.h"
#include "source/facts.h"

#define UNITS "unit,name,parent,valid_from,valid_to,aliases\nA,Alfa,,,,\n"
#define CODES "list,code,value,valid_from,valid_to\nl,1,one,,\nl,2,two,,\n"

static struct book *book;

/* The plan of a `facts` part that begins in line 2. */
static const struct facts *
plan_of(const char *export, const char *facts)
{
	struct buf def = { 0 };
	const struct source_def *s;

	buf_format(&def,
		"{\"source\": \"s\", \"match\": \"*\", "
		"\"export\": %s,\n\"facts\": %s}",
		export, facts);
	book = bookcase("units.csv", UNITS, "codes/l.csv", CODES,
		"sources/s.json", buf_string(&def), NULL);
	buf_free(&def);
	s = source_def_load(book, SPAN("s"));
	return s ? facts_load(book, s, units_load(book), codes_load(book))
		 : NULL;
}

/* The faults of a `facts` part; with an export of columns a, b, d and n. */
static void
faults(const char *facts, const char *want)
{
	const struct facts *plan =
		plan_of("{\"columns\": {\"a\": \"A\", "
			"\"b\": \"Bee\", \"d\": \"Day\", \"n\": \"N\"}}",
			facts);

	CHECK_TEXT(bookcase_faults(), want);
	facts_free(plan);
	bookcase_end(book);
}

#define FACT \
	"\"event\": \"e\", \"unit\": \"A\", \"date\": {\"date\": \"d\", " \
	"\"format\": \"dd-mm-yyyy\"}"
#define EACH "\"each\": [{" FACT "}]"

static void
resolves(void)
{
	const struct facts *p = plan_of(
		"[{\"columns\": {\"a\": \"A\", "
		"\"b\": \"Bee\", \"d\": \"Day\"}, \"wide\": {\"columns\": "
		"\"x\", \"name\": \"m\", \"value\": \"v\"}}]",
		"{\"types\": {\"b\": {\"list\": \"l\", \"on\": \"d\"}}, "
		"\"key\": [\"a\", \"d\"], \"latest\": \"d\", \"skip\": ["
		"{\"when\": {\"a\": \"X  y\"}, \"because\": \"late\"}, "
		"{\"when\": {\"a\": {\"matches\": \"^z\"}}, "
		"\"because\": \"soon\", \"first\": true}], \"each\": [{" FACT
		", \"more\": {\"text\": \"a\"}, \"amount\": 2}, {" FACT
		", \"other\": \"o\", \"more\": \"m\"}]}");

	CHECK_TEXT(bookcase_faults(), "");
	CHECK_NUMBER(p->nfields, 5);
	CHECK_TEXT(p->fields[0].shown, "Bee");
	CHECK(p->fields[0].type == TYPE_LIST && p->fields[0].in_types);
	CHECK_TEXT(p->fields[p->fields[0].on].name, "d");
	CHECK_NUMBER(p->nkey, 2);
	CHECK(p->fields[p->latest].type == TYPE_DATE);
	CHECK(p->nskips == 2 && p->nfirst == 1);
	CHECK_TEXT(p->skips[0].because, "soon");
	CHECK_TEXT(p->skips[1].when.tests[0].texts[0], "x y");
	CHECK_NUMBER(p->nextras, 2);
	CHECK_TEXT(p->extras[0], "more");
	CHECK_TEXT(p->extras[1], "other");
	CHECK_TEXT(p->rules[0].values[FACT_AMOUNT].literal, "2");
	CHECK(p->rules[1].values[FACT_AMOUNT].kind == VALUE_NONE);
	CHECK_TEXT(p->fields[p->month_of_row].name, "m");
	CHECK_TEXT(p->fields[p->cell_of_row].name, "v");
	CHECK(!p->personal);
	facts_free(p);
	bookcase_end(book);
}

/* A column of a test takes its type from the other; the header of a fixed
 * export is our own name. */
static void
infers(void)
{
	const struct facts *p =
		plan_of("{\"format\": \"fixed\", "
			"\"columns\": {\"a\": \"1-3\", \"d\": \"4-9\", "
			"\"n\": \"10\"}}",
			"{\"each\": [{" FACT ", \"outcome\": [{"
			"\"when\": {\"a\": {\"not\": {\"before\": \"d\"}}, "
			"\"n\": {\"less_than\": 3}}, \"is\": \"x\"}]}]}");
	const struct fact_test *t;

	CHECK_TEXT(bookcase_faults(), "");
	t = p->rules[0].values[FACT_OUTCOME].choices[0].when.tests;
	CHECK(t[0].kind == TEST_BEFORE && t[0].negate);
	CHECK(p->fields[t[0].field].type == TYPE_DATE);
	CHECK_TEXT(p->fields[t[0].field].pattern, "dd-mm-yyyy");
	CHECK_TEXT(p->fields[t[0].field].shown, "a");
	CHECK(p->fields[t[1].field].type == TYPE_NUMBER);
	CHECK(p->fields[t[1].field].number.style == DECIMAL_DANISH);
	facts_free(p);
	bookcase_end(book);
}

static void
knows_its_columns(void)
{
	faults("{" EACH ", \"key\": [\"aa\"]}",
		"sources/s.json:2: "
		"unknown-column: no column \"aa\" in the export (line 1); "
		"did you mean \"a\"?\n");
	faults("{" EACH ", \"latest\": \"d\"}",
		"sources/s.json:2: definition:"
		" \"latest\" needs a \"key\"\n");
	faults("{" EACH ", \"key\": [\"a\"], \"latest\": \"a\"}",
		"sources/s.json:2: definition: \"latest\" needs a column of "
		"dates or numbers; \"a\" is text\n");
	faults("{" EACH ", \"keys\": [\"a\"]}",
		"sources/s.json:2: definition:"
		" unknown member \"keys\"; did you mean \"key\"?\n");
	faults("{}",
		"sources/s.json:2: definition: \"each\" is a list of the "
		"facts a record gives\n");
}

static void
one_type_a_column(void)
{
	faults("{\"types\": {\"a\": {\"cpr\": true}},\n\"each\": [{" FACT ",\n"
	       "\"subject\": {\"text\": \"a\"}}]}",
		"sources/s.json:4: "
		"definition: column \"a\" is read as text here and as cpr in "
		"line 2\n");
	faults("{\"types\": {\"d\": {\"date\": \"d-m-yyyy\"}},\n" EACH "}",
		"sources/s.json:3: definition: the format of column \"d\" is "
		"\"d-m-yyyy\" in line 2\n");
	faults("{\"types\": {\"a\": {\"number\": \"plain\"}},\n\"each\": [{" FACT
	       ", \"amount\": {\"number\": \"a\", \"style\": "
	       "\"danish\"}}]}",
		"sources/s.json:3: definition: the style of "
		"column \"a\" is \"plain\" in line 2\n");
	faults("{\"each\": [{\"event\": \"e\", \"unit\": \"A\", "
	       "\"date\": {\"date\": \"d\"}}]}",
		"sources/s.json:2: "
		"definition: column \"d\" has dates, but no format is given\n");
	faults("{" EACH ", \"types\": {\"a\": {\"id\": \"cpr\"}}}",
		"sources/s.json:2: definition: the series \"cpr\" is that of "
		"CPR numbers\n");
	faults("{" EACH ", \"types\": {\"a\": {\"unit\": true, \"on\": "
	       "\"b\"}}}",
		"sources/s.json:2: definition: \"on\" of column "
		"\"a\" names \"b\", which has no dates\n");
}

static void
values_suit(void)
{
	faults("{\"each\": [{\"event\": \"e\", \"unit\": \"B\", "
	       "\"date\": \"2010-02-30\", \"amount\": \"1,5\"}]}",
		"sources/s.json:2: definition: \"B\" is not the code of a "
		"unit in units.csv\n"
		"sources/s.json:2: definition: \"2010-02-30\" is not a date "
		"YYYY-MM-DD\n"
		"sources/s.json:2: definition: \"1,5\" is not a number such "
		"as 1 or 0.5\n");
	faults("{\"each\": [{" FACT ", \"amount\": {\"text\": \"a\"}}]}",
		"sources/s.json:2: definition: a number is wanted here\n");
	faults("{\"each\": [{\"unit\": \"A\"}]}",
		"sources/s.json:2: definition: \"event\" is missing\n"
		"sources/s.json:2: definition: \"date\" is missing\n");
	faults("{\"each\": [{" FACT ", \"at\": \"x\", \"source\": \"y\"}]}",
		"sources/s.json:2: definition: \"at\" cannot be the name of a "
		"column\nsources/s.json:2: definition: the column \"source\" "
		"is the source's name\n");
	faults("{\"each\": [{" FACT ", \"group\": {\"code\": \"a\", \"list\": "
	       "\"m\"}, \"outcome\": {\"date\": \"d\", \"month\": 3}}]}",
		"sources/s.json:2: unknown-code: no code list \"m\" in codes/\n"
		"sources/s.json:2: definition: \"month\" belongs to date and "
		"until\n");
	faults("{\"each\": [{" FACT ", \"until\": {\"date\": \"d\", "
	       "\"month\": 13}}]}",
		"sources/s.json:2: definition: \"month\": \"13\" "
		"is not a whole number from 1 to 12\n");
}

static void
tests_suit(void)
{
	faults("{" EACH ", \"types\": {\"b\": {\"list\": \"l\"}}, \"skip\": "
	       "[{\"when\": {\"b\": {\"means\": [\"one\", \"won\"]}}, "
	       "\"because\": \"x\"}]}",
		"sources/s.json:2: unknown-code: "
		"no code of the list \"l\" means \"won\"\n");
	faults("{" EACH ", \"skip\": [{\"when\": {\"b\": {\"means\": "
	       "\"one\"}}, \"because\": \"x\"}]}",
		"sources/s.json:2: "
		"definition: the test wants a column of type list, but \"b\" "
		"is text\n");
	faults("{" EACH ", \"skip\": [{\"when\": {\"n\": {\"at_least\": "
	       "\"0\"}}, \"because\": \"x\", \"first\": true}]}",
		"sources/s.json:2: definition: a rule with \"first\" is tried "
		"before values are read: it can only test texts\n");
	faults("{" EACH ", \"skip\": [{\"when\": {\"n\": {\"matches\": "
	       "\"(\"}}, \"because\": \"two words\"}]}",
		"sources/s.json:2: definition: \"because\" is one word, "
		"without blanks and colons\nsources/s.json:2: definition: "
		"\"(\" is not a pattern: Unmatched ( or \\(\n");
	faults("{" EACH ", \"skip\": [{\"when\": {\"a\": {\"is\": \"x\"}}, "
	       "\"because\": \"x\"}]}",
		"sources/s.json:2: definition: "
		"\"is\" is no test; there are not, matches, prefix, means, "
		"before, not_after, after, not_before, less_than, at_least\n");
}

int
main(void)
{
	check_run("names become fields, rules and columns", resolves);
	check_run("types follow from tests", infers);
	check_run("columns are those of the export", knows_its_columns);
	check_run("a column has one type", one_type_a_column);
	check_run("values suit their columns", values_suit);
	check_run("tests suit what they test", tests_suit);
	return check_end();
}
