/* SPDX-License-Identifier: MIT */
#include "bif-extract/guess/guess_json.h"

#include "check.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/* The grid is shown as its rows, cells with a comma between, rows with `/`. */
static const struct {
	const char *what, *text;
	const char *filter; /* NULL: it is not known */
	unsigned sure;
	size_t records, others;
	const char *grid, *why;
} texts[] = {
	{ "a list of objects", "[{\"a\": 1, \"b\": \"x\"}, {\"b\": \"y\"}]",
		".[]", 99, 2, 0, "a,b/1,x/,y", "2 objects with 2 keys" },
	{ "blanks and lines before", " \r\n\n\t[{\"a\": 1}, {\"a\": 2}]", ".[]",
		99, 2, 0, "a/1/2", "2 objects with 1 keys" },
	{ "every kind of value",
		"[{\"a\": -1.5e3, \"b\": true, \"c\": false, "
		"\"d\": null, \"e\": [1], \"f\": {\"g\": 2}}, {\"a\": 2.25}]",
		".[]", 99, 2, 0, "a,b,c,d,e,f/-1,true,false,,{ },{ }/2,,,,,",
		"2 objects" },
	{ "one object", "{\"a\": 1}", ".", 75, 1, 0, "a/1", "a single object" },
	{ "the longest list in it",
		"{\"a\": [{\"x\": 1}], \"b\": [{\"x\": 2}, "
		"{\"x\": 3}], \"c\": [{\"x\": 4}, {\"x\": 5}]}",
		".b[]", 99, 2, 0, "x/2/3", "the longest list" },
	{ "a list of no objects is none",
		"{\"a\": [1, 2, 3], \"b\": "
		"[{\"x\": 2}]}",
		".b[]", 75, 1, 0, "x/2", "1 objects" },
	{ "others in the list", "[{\"x\": 2}, 7, \"y\"]", ".[]", 80, 1, 2,
		"x/2", "1 objects with 1 keys, and 2 that are no objects" },
	{ "names that need quotes",
		"{\"data\": {\"my \\\"rows\\\"\\\\\\u0001\": "
		"{\"1a\": {\"a1_Z\": {\"{\": {\"\xc3\xa5\": [{\"x\": 1}, "
		"{\"x\": 2}]}}}}}}",
		".data[\"my \\\"rows\\\"\\\\\\u0001\"]"
		"[\"1a\"].a1_Z[\"{\"][\"\xc3\xa5\"][]",
		99, 2, 0, "x/1/2", "longest" },
	{ "a name that is empty", "{\"\": [{\"x\": 1}, {\"x\": 2}]}",
		".[\"\"][]", 99, 2, 0, "x/1/2", "longest" },
	{ "too deep to be looked for",
		"{\"1\": {\"2\": {\"3\": {\"4\": "
		"{\"5\": {\"6\": {\"7\": {\"8\": {\"9\": [{\"x\": 1}]}}}}}}}}}",
		".", 75, 1, 0, "1/{ }", "a single object" },
	{ "an object a line", "{\"a\": 1}\n\n{\"a\": 2}\r\n{\"a\": 3}\n", ".",
		99, 3, 0, "a/1/2/3", "one after the other: 3 objects" },
	{ "one after the other, over lines", "{\"a\":\n 1}\n{\"a\":\n2}", ".",
		99, 2, 0, "a/1/2", "one after the other: 2 objects" },
	{ "two in a line", "{\"a\": 1} {\"a\": 2}", ".", 99, 2, 0, "a/1/2",
		"one after the other: 2 objects" },
	{ "brackets in texts", "{\"a\": \"}\\\"]\"}\n{\"a\": \"{[\"}\n", ".",
		99, 2, 0, "a/}\"]/{[", "2 objects" },
	{ "other values among them", "{\"a\": 1}\n[1]\n{\"a\": 2}\n", ".", 80,
		2, 1, "a/1/2", "and 1 that are no objects" },
	{ "what follows is none", "{\"a\": 1}\n{\"a\": 2}\nthe end\n", ".", 99,
		2, 0, "a/1/2", "2 objects" },
	{ "one, and what is none", "{\"a\": 1}\nthe end\n", NULL, 0, 0, 0, "",
		"it begins like JSON, but is none" },
	{ "one, and brackets that do not match", "{\"a\": 1}\n{\"b\": [}\n",
		NULL, 0, 0, 0, "", "is none" },
	{ "one, and a bracket too many", "{\"a\": 1} ]", NULL, 0, 0, 0, "",
		"is none" },
	{ "one, and half a second", "{\"a\": 1}\n{\"b\": [", NULL, 0, 0, 0, "",
		"is none" },
	{ "names in brackets", "[name];[age]\n1;2\n", NULL, 0, 0, 0, "",
		"is none" },
	{ "a key twice", "[{\"a\": 1, \"a\": 2}]", NULL, 0, 0, 0, "",
		"is none" },
	{ "numbers", "[1, 2]", NULL, 80, 0, 1, "",
		"0 objects with 0 keys, and "
		"1 that are no objects" },
	{ "nothing in it", "[]", NULL, 80, 0, 1, "", "0 objects" },
	{ "not closed", "{\"a\": [{\"b\": 1}", NULL, 0, 0, 0, "", "is none" },
};

static void
show(struct buf *b, const struct grid *g)
{
	buf_clear(b);
	for (size_t i = 0; i < g->count; i++) {
		if (!g->rows[i].count)
			continue;
		if (i)
			buf_byte(b, '/');
		for (size_t k = 0; k < g->rows[i].count; k++) {
			if (k)
				buf_byte(b, ',');
			buf_add(b, g->rows[i].cells[k]);
		}
	}
}

static void
where_records_are(void)
{
	struct buf shown = { 0 };

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct guess_json j;
		struct grid g;

		guess_json(&j, &g, span_of(texts[i].text), true);
		check_number(j.known, texts[i].filter != NULL, texts[i].what,
			0);
		if (texts[i].filter)
			check_text(buf_span(&j.filter), texts[i].filter,
				texts[i].what, 1);
		check_number(j.sure, texts[i].sure, texts[i].what, 2);
		check_number((long long)j.records, (long long)texts[i].records,
			texts[i].what, 3);
		check_number((long long)j.others, (long long)texts[i].others,
			texts[i].what, 4);
		show(&shown, &g);
		check_text(buf_span(&shown), texts[i].grid, texts[i].what, 5);
		check_that(strstr(buf_string(&j.why), texts[i].why) != NULL
				&& (!texts[i].others
					|| !strstr(j.why.at, "is none")),
			texts[i].what, 6, "%s", buf_string(&j.why));
		guess_json_free(&j);
		grid_free(&g);
	}
	buf_free(&shown);
}

/* What the sample cuts is left out. */
static void
a_sample(void)
{
	struct guess_json j;
	struct grid g;

	guess_json(&j, &g,
		SPAN("{\"n\": 3, \"rows\": [{\"a\": 1}, {\"a\": 2}, "
		     "{\"a\":"),
		false);
	CHECK(j.known);
	CHECK_TEXT(buf_span(&j.filter), ".rows[]");
	CHECK_NUMBER(j.records, 2);
	guess_json_free(&j);
	grid_free(&g);
	guess_json(&j, &g, SPAN("{\"a\": 1}\n{\"a\": 2}\n{\"a\""), false);
	CHECK(j.known);
	CHECK_TEXT(buf_span(&j.filter), ".");
	CHECK_NUMBER(j.records, 2);
	guess_json_free(&j);
	grid_free(&g);
}

/* Ever deeper, ever more: bounded. */
static void
no_end_to_it(void)
{
	struct buf text = { 0 };
	struct guess_json j;
	struct grid g;

	for (int i = 0; i < 65; i++)
		buf_byte(&text, '[');
	guess_json(&j, &g, buf_span(&text), true);
	CHECK(!j.known);
	guess_json_free(&j);
	grid_free(&g);
	buf_clear(&text);
	for (int i = 0; i < 25000; i++)
		buf_text(&text, "{\"a\": 1}\n");
	guess_json(&j, &g, buf_span(&text), true);
	CHECK(j.known);
	CHECK_NUMBER(j.records, 20000);
	guess_json_free(&j);
	grid_free(&g);
	buf_clear(&text);
	for (int i = 0; i < 25000; i++)
		buf_text(&text, i ? ", {\"a\": 1}" : "[{\"a\": 1}");
	buf_byte(&text, ']');
	guess_json(&j, &g, buf_span(&text), true);
	CHECK(j.known);
	CHECK_NUMBER(j.records, 20000);
	guess_json_free(&j);
	grid_free(&g);
	buf_clear(&text);
	for (int i = 0; i < 2500; i++)
		buf_format(&text, "%s\"%d\": %d", i ? ", " : "[{", i, i);
	buf_text(&text, "}, {\"x\": 1}]");
	guess_json(&j, &g, buf_span(&text), true);
	CHECK(j.known);
	CHECK_NUMBER(j.columns, 2000);
	CHECK_NUMBER(j.records, 2);
	guess_json_free(&j);
	grid_free(&g);
	buf_free(&text);
}

static void
what_begins_so(void)
{
	CHECK(guess_json_begins(SPAN("{")));
	CHECK(guess_json_begins(SPAN(" \n\r\n [")));
	CHECK(!guess_json_begins(SPAN("")));
	CHECK(!guess_json_begins(SPAN("\n \r")));
	CHECK(!guess_json_begins(SPAN("\n a{")));
	CHECK(!guess_json_begins(SPAN("\"a\"")));
}

int
main(void)
{
	check_run("what may be JSON", what_begins_so);
	check_run("where the records are", where_records_are);
	check_run("what a sample cuts is left out", a_sample);
	check_run("nothing is looked at for ever", no_end_to_it);
	return check_end();
}
