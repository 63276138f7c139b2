/* SPDX-License-Identifier: MIT */
#include "bif-extract/guess/guess_type.h"

#include "check.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/* The columns of a text, split at semicolons. */
struct seen {
	struct grid grid;
	struct guess_table table;
	struct guess_columns columns;
};

static void
look(struct seen *s, const char *text)
{
	const struct guess_asked asked = { .given = true,
		.headers = 1,
		.lines = { 1 } };

	grid_read(&s->grid, span_of(text),
		&(struct csv_dialect){ .delimiter = SPAN(";") }, 10000, 0);
	guess_table(&s->table, &s->grid, true, SPAN(";"), &asked);
	guess_columns(&s->columns, &s->table, &s->grid);
}

static void
forget(struct seen *s)
{
	guess_columns_free(&s->columns);
	guess_table_free(&s->table);
	grid_free(&s->grid);
}

static void
one_style_for_all(void)
{
	struct seen s;

	look(&s, "a;b;c;d\n1,5;x;1.250;\n2,5;y;2.250;\n3,5;z;3.250;\n");
	CHECK_NUMBER(s.columns.count, 4);
	CHECK(s.columns.known);
	CHECK_NUMBER(s.columns.style, DECIMAL_DANISH);
	CHECK_TEXT(s.columns.list[0].name, "a");
	CHECK_NUMBER(s.columns.list[0].type.kind, TYPE_NUMBER);
	CHECK_NUMBER(s.columns.list[1].type.kind, TYPE_TEXT);
	/* The others tell what 1.250 is. */
	CHECK_NUMBER(s.columns.list[2].type.kind, TYPE_NUMBER);
	CHECK_NUMBER(s.columns.list[2].style, DECIMAL_DANISH);
	CHECK(!s.columns.list[2].own_style);
	CHECK_NUMBER(s.columns.list[3].type.kind, TYPE_NONE);
	CHECK_NUMBER(s.columns.list[3].empty, 3);
	forget(&s);
}

static void
a_style_of_its_own(void)
{
	struct seen s;

	look(&s,
		"a;b\n1,5;1.5\n2,5;2.75\n3,5;3.5\n4,5;4.5\n1,2;5,5\n1,3;\n"
		"1,5;\n2,5;\n3,5;\n4,5;\n5,5;\n6,5;\n7,5;\n8,5;\n9,5;\n1,1;\n"
		"2,2;\n3,3;\n4,4;\n5,6;\n6,6;\n7,7;\n8,8;\n9,9;\n1,7;\n1,8;\n"
		"1,9;\n2,1;\n2,3;\n2,4;\n2,6;\n2,7;\n2,8;\n2,9;\n3,1;\n3,2;\n"
		"3,4;\n3,6;\n3,7;\n3,8;\n");
	CHECK(!s.columns.list[0].own_style);
	CHECK(!s.columns.list[1].own_style); /* nor is it plain to see */
	forget(&s);
	look(&s, "a;b\n1,5;1.5\n2,5;2.75\n3,5;3.5\n4,5;4.5\n1,2;5.5\n1,3;\n");
	CHECK(!s.columns.known);
	CHECK_NUMBER(s.columns.list[0].type.kind, TYPE_NUMBER);
	CHECK_NUMBER(s.columns.list[0].style, DECIMAL_DANISH);
	CHECK_NUMBER(s.columns.list[1].type.kind, TYPE_NUMBER);
	CHECK(s.columns.list[1].own_style);
	CHECK_NUMBER(s.columns.list[1].style, DECIMAL_ENGLISH);
	forget(&s);
}

static void
marks_that_may_be_either(void)
{
	struct seen s;

	look(&s, "a;b\n1.250;x\n2.500;x\n-;x\n3.750;x\n");
	CHECK(!s.columns.known);
	CHECK_NUMBER(s.columns.list[0].type.kind, TYPE_TEXT);
	CHECK(s.columns.list[0].type.doubt);
	CHECK_TEXT(buf_span(&s.columns.list[0].type.why),
		"1 times \"-\", "
		"which a skip rule may be for; numbers such as 1.250, which "
		"may be 1250 or 1.25");
	forget(&s);
	/* Where another value has decimals behind a comma, and none has both
	 * marks, the mark may have changed. */
	look(&s, "a;b\n1.250;1.5\n2.500;2.5\n1,5;3.5\n");
	CHECK(!s.columns.known);
	CHECK(s.columns.list[0].type.doubt);
	CHECK(!s.columns.list[1].type.doubt);
	forget(&s);
	look(&s, "a;b\n1.250;x\n2.500,5;x\n1,5;x\n");
	CHECK_NUMBER(s.columns.list[0].type.kind, TYPE_NUMBER);
	CHECK(!s.columns.list[0].type.doubt);
	forget(&s);
}

/* A word in the first row of its group only; and what stands for no figure. */
static void
cells_that_are_not_there(void)
{
	struct seen s;

	look(&s, "u;n;m\nNord;1;1\n;2;-999\nSyd;*;3\n;4;4\n;5;5\n");
	CHECK(s.columns.list[0].fill);
	CHECK(!s.columns.list[1].fill);
	CHECK(s.columns.list[1].type.marked);
	CHECK(s.columns.list[2].type.marked);
	forget(&s);
	look(&s, "u;n\nNord;1\n;2\nNord;3\nNord;4\n;-5\n;-99\n");
	CHECK(!s.columns.list[0].fill);
	CHECK(!s.columns.list[1].type.marked);
	forget(&s);
}

static void
many_rows(void)
{
	struct buf text = { 0 };
	struct seen s;

	buf_text(&text, "a;b\n");
	for (int i = 0; i < 7000; i++)
		buf_format(&text, "%d,5;\n", i % 90);
	look(&s, buf_string(&text));
	CHECK_NUMBER(s.table.rows, 7000);
	CHECK_NUMBER(s.columns.list[0].type.values, 2334); /* each third */
	CHECK_NUMBER(s.columns.list[0].type.fits, 2334);
	CHECK_NUMBER(s.columns.list[1].empty, 2334);
	forget(&s);
	buf_free(&text);
}

static const struct {
	const char *what, *text;
	size_t first, count;
	const char *dates, *pattern;
} wide[] = {
	{ "months", "a;2010-01;2010-02;2010-03\nx;1;2;3\n", 1, 3, "yyyy-mm",
		"^[0-9]{4}-[0-9]{2}$" },
	{ "names of months", "a;jan-10;Feb-10;Mar-10;b\nx;1;2;3;4\n", 1, 3,
		"mon-yy", "^[^-0-9 ./]+-[0-9]{2}$" },
	{ "names of months behind years", "2010-jan;2010-feb;2010-maj\n1;2;3\n",
		0, 3, "yyyy-mon", "^[0-9]{4}-[^-0-9 ./]+$" },
	{ "years", "a;2007;2008;2009\nx;1;2;3\n", 1, 3, "yyyy", "^[0-9]{4}$" },
	{ "months to come", "2010-01;2010-02;2010-03\n1;-;-\n", 0, 3, "yyyy-mm",
		"^[0-9]{4}-[0-9]{2}$" },
	{ "no figures below", "2010-01;2010-02;2010-03\na;b;c\n", 0, 0, NULL,
		NULL },
	{ "two are too few", "a;2010-01;2010-02\nx;1;2\n", 0, 0, NULL, NULL },
	{ "not written alike", "2010-01;feb-10;2010\n1;2;3\n", 0, 0, NULL,
		NULL },
	{ "the last not written alike",
		"2010-01;2010-02;2010-03;apr-10\n"
		"1;2;3;4\n",
		0, 3, "yyyy-mm", "^[0-9]{4}-[0-9]{2}$" },
	{ "the longer of two runs",
		"2010-01;2010-02;2010-03;x;01-2010;02-2010;"
		"03-2010;04-2010\n1;2;3;4;5;6;7;8\n",
		4, 4, "mm-yyyy", "^[0-9]{2}-[0-9]{4}$" },
	{ "the first of two runs",
		"2010-01;2010-02;2010-03;x;01-2010;02-2010;"
		"03-2010\n1;2;3;4;5;6;7\n",
		0, 3, "yyyy-mm", "^[0-9]{4}-[0-9]{2}$" },
	{ "a column without a name ends them",
		"2010-01;2010-02;2010-03;;"
		"01-2010\n1;2;3;4;5\n",
		0, 3, "yyyy-mm", "^[0-9]{4}-[0-9]{2}$" },
	{ "others of the same shape",
		"2010-01;2010-02;2010-03;x;2010-05\n"
		"1;2;3;4;5\n",
		0, 3, "yyyy-mm", "^(2010-01|2010-02|2010-03)$" },
	{ "points are no pattern",
		"01.2010;02.2010;03.2010;x;05.2010\n"
		"1;2;3;4;5\n",
		0, 3, "mm.yyyy", "^(01\\.2010|02\\.2010|03\\.2010)$" },
	{ "one of them again, elsewhere",
		"2010-01;2010-02;2010-03;x;2010-02\n"
		"1;2;3;4;5\n",
		0, 0, NULL, NULL },
};

static void
months_side_by_side(void)
{
	for (size_t i = 0; i < COUNT(wide); i++) {
		struct guess_wide w;
		struct seen s;

		look(&s, wide[i].text);
		guess_wide(&w, &s.columns);
		check_number((long long)w.count, (long long)wide[i].count,
			wide[i].what, 0);
		if (wide[i].count) {
			check_number((long long)w.first,
				(long long)wide[i].first, wide[i].what, 1);
			check_text(span_of(w.dates), wide[i].dates,
				wide[i].what, 2);
			check_text(buf_span(&w.pattern), wide[i].pattern,
				wide[i].what, 3);
		}
		guess_wide_free(&w);
		forget(&s);
	}
}

int
main(void)
{
	check_run("all columns tell how numbers are written",
		one_style_for_all);
	check_run("a column may have a style of its own", a_style_of_its_own);
	check_run("1.250 is left as text where nothing tells what it is",
		marks_that_may_be_either);
	check_run("cells that are not there", cells_that_are_not_there);
	check_run("of many rows some are looked at", many_rows);
	check_run("months side by side", months_side_by_side);
	return check_end();
}
