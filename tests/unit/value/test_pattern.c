/* SPDX-License-Identifier: MIT */
#include "value/pattern.h"

#include <unistd.h>

#include <stdlib.h>

#include "base/buf.h"
#include "check.h"

#define MATCHES(expression, text) matches((expression), (text), __LINE__)

static bool
matches(const char *expression, const char *text, int line)
{
	const char *why = NULL;
	struct pattern *p = pattern_new(span_of(expression), &why);
	bool found;

	check_that(p != NULL, __FILE__, line, "%s: %s", expression,
		why ? why : "");
	if (!p)
		return false;
	found = pattern_matches(p, span_of(text));
	pattern_free(p);
	return found;
}

static void
literals(void)
{
	CHECK(MATCHES("^I alt", "I alt;5"));
	CHECK(MATCHES("^I alt", "I alt"));
	CHECK(!MATCHES("^I alt", "I al"));
	CHECK(!MATCHES("^I alt", " I alt"));
	CHECK(!MATCHES("^I alt", ""));
	CHECK(MATCHES("^I alt$", "I alt"));
	CHECK(!MATCHES("^I alt$", "I alt;5"));
	CHECK(MATCHES("^$", ""));
	CHECK(!MATCHES("^$", "a"));
	CHECK(MATCHES("^å", "åben"));
}

static void
expressions(void)
{
	CHECK(MATCHES("I alt$", "BIF I alt"));
	CHECK(MATCHES("^[0-9]{3}", "123 abc"));
	CHECK(!MATCHES("^[0-9]{3}", "12 abc"));
	CHECK(MATCHES("a|b", "xbx"));
	CHECK(MATCHES("^a\\.b", "a.bc"));
	CHECK(!MATCHES("^a\\.b", "axbc"));
	CHECK(MATCHES("^$|x", ""));
	CHECK(!MATCHES("^b$", "a\nb"));
	CHECK(MATCHES("", "anything"));
}

static void
letters(void)
{
	CHECK(MATCHES("^.{3}$", "æøå"));
	CHECK(MATCHES("^[æøå]+$", "åø"));
	CHECK(!MATCHES("[æøå]", "é"));
}

static void
spans(void)
{
	const char *why;
	struct pattern *p = pattern_new(SPAN("c$"), &why);

	CHECK(pattern_matches(p, (struct span){ "abcd", 3 }));
	CHECK(!pattern_matches(p, (struct span){ "abcd", 4 }));
	CHECK(!pattern_matches(p, (struct span){ NULL, 0 }));
	pattern_free(p);
}

/* The text is the whole of its block of memory, with no NUL behind it: a
 * sanitizer sees who reads on. A NUL within is a byte like others. */
static void
reads_the_text_and_no_further(void)
{
	static const size_t lengths[] = { 4, 1022, 1023, 1024, 1025, 70000 };
	const char *why;
	struct pattern *p = pattern_new(SPAN("a(b)$"), &why);

	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		size_t len = lengths[i];
		char *block = malloc(len);
		struct span text = { block, len }, group;

		memset(block, 'a', len);
		CHECK(!pattern_matches(p, text));
		block[len - 1] = 'b';
		CHECK(pattern_matches(p, text));
		block[1] = '\0';
		CHECK(pattern_capture(p, text, &group));
		CHECK(group.at == block + len - 1 && group.len == 1);
		free(block);
	}
	pattern_free(p);
}

static void
captures(void)
{
	const char *why;
	struct pattern *p = pattern_new(SPAN("^([0-9]+)-x|^y"), &why);
	struct span group;

	CHECK(pattern_capture(p, SPAN("42-x"), &group));
	CHECK_TEXT(group, "42");
	CHECK(pattern_capture(p, SPAN("yes"), &group));
	CHECK_TEXT(group, "");
	CHECK(!pattern_capture(p, SPAN("no"), &group));
	pattern_free(p);
	p = pattern_new(SPAN("^ab"), &why);
	CHECK(pattern_capture(p, SPAN("abc"), &group));
	CHECK_TEXT(group, "");
	pattern_free(p);
}

/* The first group, or all that matches where there is none. */
static void
values(void)
{
	static const struct {
		const char *pattern, *text, *value;
	} cases[] = { { "_([0-9]+)-([0-9]+)", "a_2010-06.csv", "2010" },
		{ "[0-9]+-[0-9]+", "a_2010-06.csv", "2010-06" },
		{ "^ab", "abc", "ab" }, { "^ab$", "ab", "ab" },
		{ "x([0-9]*)|y", "y", "" }, { "x([0-9]*)", "ax", "" } };
	const char *why;
	struct span value;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct pattern *p = pattern_new(span_of(cases[i].pattern),
			&why);

		CHECK(pattern_value(p, span_of(cases[i].text), &value));
		CHECK_TEXT(value, cases[i].value);
		CHECK(!pattern_value(p, SPAN("-"), &value));
		pattern_free(p);
	}
}

static void
refusals(void)
{
	const char *why = NULL;

	CHECK(!pattern_new(SPAN("("), &why) && why && *why);
	why = NULL;
	CHECK(!pattern_new(SPAN("[a"), &why) && why);
	why = NULL;
	CHECK(!pattern_new(SPAN("a\0b"), &why) && why);
}

static bool
is_taken(const char *expression)
{
	const char *why = NULL;
	struct pattern *p = pattern_new(span_of(expression), &why);
	bool is = p != NULL;

	CHECK(is == (why == NULL));
	pattern_free(p);
	return is;
}

/* What would take for ever to compile or to match is refused at once. */
static void
blow_ups(void)
{
	struct buf deep = { 0 };
	int i;

	CHECK(!is_taken("(a{0,255}){255}"));
	CHECK(!is_taken("((a{1,100}b){100}c){100}"));
	CHECK(!is_taken("a{255}{255}"));
	CHECK(!is_taken("(.{0,200}){100}"));
	CHECK(!is_taken(".{0,1000}x"));
	CHECK(!is_taken(".{0,255}.{0,255}x"));
	CHECK(is_taken(".{0,100}.{0,100}x"));
	CHECK(is_taken(".{0,255}x"));
	CHECK(is_taken("(.{0,50}){10}"));
	CHECK(is_taken(".{1000}"));
	CHECK(!is_taken("(([a-z]{200})+){200}"));
	CHECK(!is_taken("(a*)\\1"));
	CHECK(is_taken("a{255}"));
	CHECK(is_taken("(a{0,20}){20}"));
	CHECK(is_taken("[{]{3}"));
	CHECK(is_taken("[]{255}{255}]"));
	CHECK(is_taken("[[:digit:]{255}]{3}"));
	CHECK(is_taken("\\{255\\}{2}"));
	CHECK(is_taken("[^]]{2}\\.{3}"));
	for (i = 0; i < 100; i++)
		buf_byte(&deep, '(');
	buf_byte(&deep, 'a');
	for (i = 0; i < 100; i++)
		buf_byte(&deep, ')');
	CHECK(!is_taken(buf_string(&deep)));
	buf_free(&deep);
}

/* Whether an expression matches a long text: `middle` between 50,000 times
 * "a b-c,\n". */
static bool
matches_long(const char *expression, struct span middle)
{
	const char *why;
	struct pattern *p = pattern_new(span_of(expression), &why);
	struct buf text = { 0 };
	size_t from, to;
	bool does;

	for (int i = 0; i < 50000; i++)
		buf_text(&text, "a b-c,\n");
	buf_add(&text, middle);
	for (int i = 0; i < 50000; i++)
		buf_text(&text, "a b-c,\n");
	does = pattern_matches(p, buf_span(&text));
	CHECK(does == pattern_find(p, buf_span(&text), &from, &to));
	buf_free(&text);
	pattern_free(p);
	return does;
}

/* Each of the first took minutes, for it was tried from every character on. */
static void
long_texts(void)
{
	alarm(60);
	CHECK(!matches_long("(.*)-(.*)-(.*)x", SPAN("")));
	CHECK(!matches_long("a.*a.*b.*c.*a.*b.*c.*a.*z", SPAN("y")));
	CHECK(!matches_long("([a-z]+[^a-z])*x", SPAN("y")));
	CHECK(matches_long("b-x,", SPAN("b-x,")));
	CHECK(matches_long("^a b.*x", SPAN("x")));
	CHECK(matches_long("x|^b", SPAN("x")));
	CHECK(!matches_long("y|^b", SPAN("x")));
	CHECK(matches_long("y|^a", SPAN("x")));
	CHECK(matches_long("x.*,\n$", SPAN("\0\xff\nx")));
	CHECK(matches_long("q.*x", SPAN("q\0\xffx")) == false);
	alarm(0);
}

static void
finds(void)
{
	const char *why;
	struct pattern *p = pattern_new(SPAN("b+"), &why);
	size_t from, to;

	CHECK(pattern_find(p, SPAN("abbc"), &from, &to) && from == 1
		&& to == 3);
	CHECK(!pattern_find(p, SPAN("ac"), &from, &to));
	pattern_free(p);
	p = pattern_new(SPAN("^ab"), &why);
	CHECK(pattern_find(p, SPAN("abc"), &from, &to) && from == 0 && to == 2);
	pattern_free(p);
}

int
main(void)
{
	check_run("pattern: literals", literals);
	check_run("pattern: expressions", expressions);
	check_run("pattern: letters of several bytes", letters);
	check_run("pattern: spans", spans);
	check_run("pattern: reads the text and no further",
		reads_the_text_and_no_further);
	check_run("pattern: captures", captures);
	check_run("pattern: values", values);
	check_run("pattern: refusals", refusals);
	check_run("pattern: what would blow up", blow_ups);
	check_run("pattern: where it matches", finds);
	check_run("pattern: long texts", long_texts);
	return check_end();
}
