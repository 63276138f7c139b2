/* SPDX-License-Identifier: MIT */
#include "bookcase.h"
#include "check.h"
#include "contract/measure.h"

#define TEXT_SHARE \
	"{\"measure\": \"share\", \"shown_as\": \"percent\", " \
	"\"numerator\": {\"count\": \"facts\", \"where\": {\"event\": \"a\", " \
	"\"outcome\": {\"not\": [\"x\", \"\"]}}},\n" \
	"\"denominator\": {\"count\": \"facts\", \"where\": {}}, " \
	"\"alternatives\": [{\"reading\": \"all\", \"title\": \"T\", " \
	"\"denominator\": null}]}"

static const struct measure *
find(const struct measures *all, const char *name)
{
	int at = measure_find(all, span_of(name));

	return at < 0 ? NULL : &all->list[at];
}

static void
reads_parts(void)
{
	struct book *b = bookcase("measures.json",
		"{\"measures\": [\n" TEXT_SHARE "]}", NULL);
	const struct measures *all = measures_load(b);
	const struct measure *m = find(all, "share");
	const struct where_test *tests = m->numerator.where.tests;

	CHECK_TEXT(bookcase_faults(), "");
	CHECK_NUMBER(all->count, 2);
	CHECK_NUMBER(m->shown, SHOWN_PERCENT);
	CHECK_TEXT(m->title, "share");
	CHECK(!m->fed && !m->cohort && m->alternative_of == -1);
	CHECK_NUMBER(m->numerator.where.ntests, 2);
	CHECK_TEXT(tests[0].column, "event");
	CHECK(!tests[0].negate && tests[0].nvalues == 1);
	CHECK_TEXT(tests[0].values[0], "a");
	CHECK(tests[1].negate && tests[1].nvalues == 2);
	CHECK_TEXT(tests[1].values[1], "");
	CHECK_NUMBER(m->denominator.count, COUNT_FACTS);
	CHECK_NUMBER(m->denominator.where.ntests, 0);
	CHECK(!measure_counts_zero(m));
	bookcase_end(b);
}

/* A reading changes members of its measure; null takes one away. */
static void
reads_alternatives(void)
{
	struct book *b = bookcase("measures.json",
		"{\"measures\": [\n" TEXT_SHARE "]}", NULL);
	const struct measures *all = measures_load(b);
	const struct measure *m = find(all, "share@all");

	CHECK(m && m->alternative_of == 0);
	CHECK_TEXT(m->title, "T");
	CHECK_NUMBER(m->shown, SHOWN_PERCENT);
	CHECK_NUMBER(m->denominator.count, COUNT_NONE);
	CHECK_NUMBER(m->numerator.where.ntests, 2);
	CHECK(measure_counts_zero(m));
	bookcase_end(b);
}

static void
reads_cohorts_and_scope(void)
{
	struct book *b = bookcase("measures.json",
		"{\"scope\": [{\"where\": "
		"{\"group\": \"insured\"}, \"from\": \"2009-08-01\"}],\n"
		"\"measures\": [{\"measure\": \"c\", \"enter\": {\"event\": "
		"\"in\"}, \"reach\": {\"event\": [\"x\", \"y\"]}, \"within\": "
		"\"6 months\", \"month_of\": \"maturity\"}, {\"measure\": "
		"\"d\", \"enter\": {\"event\": \"in\"}, \"reach\": {\"event\":"
		" \"x\"}, \"within\": \"92 days\", \"for\": \"30 days\"}]}",
		NULL);
	const struct measures *all = measures_load(b);
	const struct measure *m = find(all, "c");

	CHECK_TEXT(bookcase_faults(), "");
	CHECK(m->cohort && m->by_maturity && m->within.months);
	CHECK_NUMBER(m->within.count, 6);
	CHECK_NUMBER(m->needed.count, 1);
	m = find(all, "d");
	CHECK(m->cohort && !m->by_maturity && !m->within.months);
	CHECK_NUMBER(m->needed.count, 30);
	CHECK_NUMBER(all->nscope, 1);
	CHECK_NUMBER(all->scope[0].to, DAY_NONE);
	CHECK_NUMBER(all->scope[0].from,
		period_day((struct period_date){ 2009, 8, 1 }));
	bookcase_end(b);
}

static void
reads_components(void)
{
	struct book *b = bookcase("measures.json",
		"{\"measures\": ["
		"{\"measure\": \"w\", \"numerator\": {\"count\": \"weighted\","
		" \"weights\": {\"full\": \"1\", \"half\": 0.5}, \"where\": "
		"{\"event\": \"c\"}}},\n{\"measure\": \"o\", \"numerator\": "
		"{\"count\": \"open\", \"longer_than\": 364, \"where\": "
		"{\"event\": \"c\"}}},\n{\"measure\": \"f\", \"form\": "
		"\"deviation\", \"numerator\": {\"count\": \"amount\"}, "
		"\"denominator\": {\"count\": \"amount\", \"across\": \"mean\""
		"}}]}",
		NULL);
	const struct measures *all = measures_load(b);
	const struct component *c = &find(all, "w")->numerator;

	CHECK_TEXT(bookcase_faults(), "");
	CHECK_NUMBER(c->nweights, 2);
	CHECK_TEXT(c->weights[1].outcome, "half");
	CHECK_NUMBER(c->weights[1].weight.millionths, 500000);
	c = &find(all, "o")->numerator;
	CHECK_NUMBER(c->across, ACROSS_LAST);
	CHECK_NUMBER(c->longer_than, 364);
	CHECK(measure_counts_zero(find(all, "o")));
	CHECK(find(all, "f")->fed);
	CHECK_NUMBER(find(all, "f")->form, FORM_DEVIATION);
	CHECK_NUMBER(find(all, "f")->denominator.across, ACROSS_MEAN);
	CHECK_NUMBER(find(all, "f")->numerator.longer_than, -1);
	bookcase_end(b);
}

/* An amount that is a rate has no sum at a parent, unless the book says what
 * it has there; names in a list are measures of their own. */
static void
reads_parents_and_names(void)
{
	struct book *b = bookcase("measures.json",
		"{\"measures\": [{\"measure\": [\"a\", \"b\"], "
		"\"shown_as\": \"percent\", \"numerator\": "
		"{\"count\": \"amount\", \"across\": \"mean\"}},\n"
		"{\"measure\": \"c\", \"shown_as\": \"percent\", "
		"\"parents\": \"mean\", \"numerator\": "
		"{\"count\": \"amount\", \"across\": \"last\"}},\n"
		"{\"measure\": \"d\", \"numerator\": "
		"{\"count\": \"amount\", \"across\": \"mean\"}}]}",
		NULL);
	const struct measures *all = measures_load(b);

	CHECK_TEXT(bookcase_faults(), "");
	CHECK_NUMBER(all->count, 4);
	CHECK_NUMBER(find(all, "a")->parents, PARENTS_NONE);
	CHECK_NUMBER(find(all, "b")->parents, PARENTS_NONE);
	CHECK_TEXT(find(all, "b")->title, "b");
	CHECK_NUMBER(find(all, "c")->parents, PARENTS_MEAN);
	CHECK_NUMBER(find(all, "d")->parents, PARENTS_SUM);
	bookcase_end(b);
}

/* One wrong measure after the other, each on a line of its own. */
static void
refuses_wrong_measures(void)
{
	struct book *b = bookcase("measures.json",
		"{\"measures\": [\n"
		"{\"measure\": \"a-b\", \"numerator\": {\"count\": \"facts\"}"
		"},\n"
		"{\"measure\": \"none\"},\n"
		"{\"measure\": \"a\", \"numerator\": {\"count\": \"fact\"}},\n"
		"{\"measure\": \"b\", \"numerator\": {\"count\": \"open\", "
		"\"across\": \"sum\"}},\n"
		"{\"measure\": \"c\", \"numerator\": {\"count\": \"days\", "
		"\"weights\": {\"a\": 1}}},\n"
		"{\"measure\": \"d\", \"numerator\": {\"count\": \"facts\", "
		"\"where\": {}}, \"denominator\": {\"count\": \"facts\"}},\n"
		"{\"measure\": \"e\", \"form\": \"change\", \"numerator\": "
		"{\"count\": \"facts\"}},\n"
		"{\"measure\": \"f\", \"enter\": {}, \"reach\": {}, "
		"\"within\": \"9 days\", \"for\": \"10 days\"},\n"
		"{\"measure\": \"g\", \"enter\": {}, \"within\": \"9 weeks\", "
		"\"numerator\": {\"count\": \"facts\"}},\n"
		"{\"measure\": \"h\", \"numerator\": {\"count\": \"facts\", "
		"\"where\": {\"group\": 10}}},\n"
		"{\"measure\": \"i\", \"numerator\": {\"count\": \"facts\"}},\n"
		"{\"measure\": \"i\", \"numerator\": {\"count\": \"facts\"}},\n"
		"{\"measure\": \"j\", \"shown_as\": \"percent\", "
		"\"numerator\": {\"count\": \"amount\"}}\n"
		"]}",
		NULL);
	const struct measures *all = measures_load(b);

	CHECK_NUMBER(all->count, 1);
	CHECK_TEXT(bookcase_faults(),
		"measures.json:2: definition: \"a-b\": a name is letters, "
		"digits and \"_\"\n"
		"measures.json:3: definition: neither \"numerator\" nor "
		"\"enter\": nothing is counted\n"
		"measures.json:4: definition: \"count\": \"fact\" is none of "
		"facts, subjects, amount, weighted, days, open; did you mean "
		"\"facts\"?\n"
		"measures.json:5: definition: \"open\" is a stock: \"across\" "
		"is \"last\"\n"
		"measures.json:6: definition: \"weights\" go with \"count\": "
		"\"weighted\" only\n"
		"measures.json:7: definition: one part has a \"where\", the "
		"other has none\n"
		"measures.json:8: definition: \"change\" needs a "
		"\"denominator\"\n"
		"measures.json:9: definition: 10 days cannot be reached "
		"within 9 days\n"
		"measures.json:10: definition: \"within\": \"9 weeks\" is not "
		"a length such as \"92 days\" or \"6 months\"\n"
		"measures.json:10: definition: \"numerator\" has no place in "
		"a cohort\n"
		"measures.json:10: definition: a cohort needs \"reach\"\n"
		"measures.json:11: definition: values are texts: write "
		"\"10\"\n"
		"measures.json:13: definition: measure \"i\" is defined "
		"twice, first in line 12\n"
		"measures.json:14: definition: per cent cannot be added up "
		"over months: \"across\" is \"mean\" or \"last\", or the "
		"measure gets a \"denominator\"\n");
	bookcase_end(b);
}

int
main(void)
{
	diag_begin("test_measure");
	check_run("numerator and denominator", reads_parts);
	check_run("alternatives differ in members", reads_alternatives);
	check_run("cohorts and the scope", reads_cohorts_and_scope);
	check_run("weights, stocks and measures fed by hand", reads_components);
	check_run("rates have no sum at parents", reads_parents_and_names);
	check_run("wrong measures are refused", refuses_wrong_measures);
	return check_end();
}
