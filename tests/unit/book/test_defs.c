/* SPDX-License-Identifier: MIT */
#include "bookcase.h"
#include "check.h"
#include "book/folder.h"
#include "book/defs.h"

static const struct def *
load(struct book *b, const char *name)
{
	return def_load(b->arena, folder_path(b, name));
}

static void
knows_lines_and_spelling(void)
{
	struct book *b = bookcase("x.json",
		"\xEF\xBB\xBF{\n \"a\" : 1.50,\r\n \"\\u00e6 \\\"b\\\"\":\n"
		" [ true, null,\n\"x\\n\\\\\", {} , []]\n}\n",
		NULL);
	const struct def *d = load(b, "x.json"), *list;

	CHECK(d && d->kind == DEF_OBJECT);
	CHECK_NUMBER(d->count, 2);
	CHECK_NUMBER(d->items[0].line, 2);
	CHECK_NUMBER(d->items[0].kind, DEF_NUMBER);
	CHECK_TEXT(d->items[0].text, "1.50");
	CHECK_TEXT(d->items[1].key, "\xC3\xA6 \"b\"");
	list = def_get(d, "\xC3\xA6 \"b\"");
	CHECK(list == &d->items[1]);
	CHECK_NUMBER(list->line, 4);
	CHECK_NUMBER(list->count, 5);
	CHECK_NUMBER(list->items[0].kind, DEF_TRUE);
	CHECK_NUMBER(list->items[1].kind, DEF_NULL);
	CHECK_TEXT(list->items[2].text, "x\n\\");
	CHECK_NUMBER(list->items[2].line, 5);
	CHECK_NUMBER(list->items[3].kind, DEF_OBJECT);
	CHECK_NUMBER(list->items[4].kind, DEF_LIST);
	CHECK(!def_get(d, "c"));
	CHECK(!def_get(NULL, "a"));
	CHECK(!def_get(list, "a"));
	bookcase_end(b);
}

static void
keeps_the_order_of_the_text(void)
{
	struct book *b = bookcase("x.json",
		"{\"z\":1,\"y\":-2e3,\"a\":0.10,\"m\":{\"q\":1,\"b\":2}}",
		NULL);
	const struct def *d = load(b, "x.json");

	CHECK_TEXT(d->items[0].key, "z");
	CHECK_TEXT(d->items[1].key, "y");
	CHECK_TEXT(d->items[1].text, "-2e3");
	CHECK_TEXT(d->items[2].text, "0.10");
	CHECK_TEXT(d->items[3].items[0].key, "q");
	CHECK_TEXT(d->items[3].items[1].key, "b");
	bookcase_end(b);
}

/* A text alone is JSON too. */
static void
reads_any_value(void)
{
	struct book *b = bookcase("x.json", "\n\n\"only\"", NULL);
	const struct def *d = load(b, "x.json");

	CHECK_TEXT(d->text, "only");
	CHECK_NUMBER(d->line, 3);
	bookcase_end(b);
}

static void
names_the_nearest_member(void)
{
	static const char *const names[] = { "match", "title" };
	static const char *const words[] = { "month", "day" };
	struct book *b = bookcase("x.json",
		"{\"match\": 1,\n\"tittle\": \"t\",\n\"calendar\": \"dya\",\n"
		"\"flag\": \"true\"}",
		NULL);
	const struct def *d = load(b, "x.json");
	struct span text;
	int choice = 1;
	bool flag;

	CHECK(!def_only(d, names, 2));
	CHECK(!def_text(d, "match", true, &text));
	CHECK(!def_text(d, "source", true, &text));
	CHECK(def_text(d, "source", false, &text) && !text.at);
	CHECK(!def_choice(d, "calendar", words, 2, &choice));
	CHECK(def_choice(d, "absent", words, 2, &choice) && choice == 1);
	CHECK(!def_flag(d, "flag", false, &flag));
	CHECK(def_flag(d, "absent", true, &flag) && flag);
	CHECK_TEXT(bookcase_faults(),
		"x.json:2: definition: unknown member \"tittle\"; did you "
		"mean \"title\"?\n"
		"x.json:3: definition: unknown member \"calendar\"\n"
		"x.json:4: definition: unknown member \"flag\"\n"
		"x.json:1: definition: \"match\" must be a text in quotes\n"
		"x.json:1: definition: \"source\" is missing\n"
		"x.json:3: definition: \"calendar\": \"dya\" is none of "
		"month, day; did you mean \"day\"?\n"
		"x.json:4: definition: \"flag\" must be true or false\n");
	bookcase_end(b);
}

static void
refuses_what_is_not_json(void)
{
	struct book *b = bookcase("double.json", "{\"a\":1,\"a\":2}",
		"cut.json", "{\"a\":", "more.json", "{} {}", "number.json",
		"[123456789012345678901234567890]", NULL);

	CHECK(!load(b, "double.json"));
	CHECK(!load(b, "cut.json"));
	CHECK(!load(b, "more.json"));
	CHECK(!load(b, "number.json"));
	CHECK_NUMBER(diag_status(), STATUS_CONFIG);
	CHECK(!load(b, "absent.json"));
	bookcase_end(b);
}

int
main(void)
{
	diag_begin("test_defs");
	check_run("a tree knows its lines, numbers stay as written",
		knows_lines_and_spelling);
	check_run("members keep the order of the text",
		keeps_the_order_of_the_text);
	check_run("a file may hold any value", reads_any_value);
	check_run("what is wrong is told with the nearest word",
		names_the_nearest_member);
	check_run("double keys, cut and doubled files are refused",
		refuses_what_is_not_json);
	return check_end();
}
