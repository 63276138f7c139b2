/* SPDX-License-Identifier: MIT */
#include "bif-extract/guess/guess_fixed.h"

#include "base/diag.h"
#include "check.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

#define TWELVE \
	"1 Ann   12\n1 Bob    7\n1 Carl 120\n1 Ib     9\n1 Bo    11\n" \
	"1 Ane   13\n1 Kaj    8\n1 Karl 121\n1 Per   19\n1 Ole   10\n" \
	"1 Ea    11\n1 Eva    5\n"

/* Fields as `first-last`, one whose ends are not sure with `?`, then its name.
 * An empty list: the text is of no fixed width. */
static const struct {
	const char *what, *text;
	const char *fields;
	size_t records, others;
	unsigned sure;
	const char *only;
	unsigned skip;
	const char *control;
} texts[] = {
	{ "columns that blanks line up",
		"name       age  city\n"
		"Ann         12  Paris\n"
		"Bob          7  Rome\n"
		"Carl       120  London\n"
		"Ib           9  Oslo\n",
		"1-4 name,12-14 age,17-22 city", 4, 1, 70, "", 1, "" },
	{ "a ruler between the names and the rows, wider than they are",
		"name       age  city\n"
		"-------------------------\n"
		"Ann         12  Paris\n"
		"Bob          7  Rome\n"
		"Carl       120  London\n"
		"Ib           9  Oslo\n",
		"1-4 name,12-14 age,17-25 city", 4, 2, 70, "", 2, "" },
	{ "names that reach from one field into the next",
		"a heading that is for all\n"
		"1234ABCD5678\n2345BCDE6789\n3456CDEF7890\n4567DEFG8901\n"
		"5678EFGH9012\n",
		"1-4?,5-8?,9-12?", 5, 1, 70, "", 1, "" },
	{ "figures that become letters",
		"12AB\n23BC\n34CD\n45DE\n56EF\n67FG\n78GH\n89HI\n90IJ\n01JK\n",
		"1-2?,3-4?", 10, 0, 80, "", 0, "" },
	{ "titles and notes, told by how records begin",
		"LIST OF ALL\n" TWELVE "2  TOTAL OF ALL\n"
		"X 00012\n",
		"1-1,3-6,8-10", 12, 3, 95, "^[0-9].[^ 0-9]", 0, "" },
	{ "a count at the end", TWELVE "Antal linjer: 12\n", "1-1,3-6,8-10", 12,
		1, 95, "^[0-9]", 0, "^Antal linjer: *([0-9.]+)" },
	{ "nothing that they begin with tells records",
		TWELVE "1 Ann   xx   yy zz\n", "1-1,3-6,8-10", 12, 1, 95, "", 0,
		"" },
	{ "sentences are of no fixed width",
		"This is a text that somebody wrote.\n"
		"It has lines, and they are long.\n"
		"None of it is in columns, though\n"
		"here and there words line up.\n",
		"", 0, 0, 0, "", 0, "" },
	{ "two lines are too few", "12AB\n23BC\n", "", 0, 0, 0, "", 0, "" },
	{ "one field is none", "12\n23\n34\n45\n", "", 0, 0, 0, "", 0, "" },
	{ "nothing", "", "", 0, 0, 0, "", 0, "" },
	{ "a ruler that is shorter than the rows",
		"name       age  city\n-----------\nAnn         12  Paris\n"
		"Bob          7  Rome\nCarl       120  London\n"
		"Ib           9  Oslo\n",
		"1-4 name,12-14 age,17-22 city", 4, 2, 70, "", 2, "" },
	{ "other lines that are blank where records are not",
		TWELVE "          x\n", "1-1,3-6,8-10", 12, 1, 95, "^[0-9]", 0,
		"" },
	{ "other lines with signs of two bytes",
		TWELVE "\xc2\xa7 \xc2\xa7\xc2\xa0\n", "1-1,3-6,8-10", 12, 1, 95,
		"^[0-9]", 0, "" },
	{ "blanks before the first field, and a line of nothing else",
		"  1 Ann   12\n  2 Bob    7\n\xc2\xa0\xc2\xa0\n  3 Carl 120\n"
		"  4 Ib     9\n",
		"3-3,5-8,10-12", 4, 1, 70, "^..[0-9]", 0, "" },
	{ "words of one field, with a blank between them",
		"1 New York   12\n2 New Town    7\n3 Old York  120\n"
		"4 Old Town    9\n5 New Cork   11\n",
		"1-1,3-10,13-15", 5, 0, 70, "", 0, "" },
	{ "two letters are no columns", "1a\n2b\n3c\n4d\nTotal\n", "", 0, 0, 0,
		"", 0, "" },
	{ "pages, line ends of all kinds, and what ended files",
		"\f1 Ann   12\r\n1 B-b    7\r\n\r\n \t\n1 \xc3\x86sop 120 \t\r"
		"1 Ib     9\n1 Bo    11\n\x1a",
		"1-1,3-6,8-10", 5, 0, 70, "", 0, "" },
	{ "bytes that are no text",
		"1 Ann   12\n1 B\xff\xfe    7\n1 Carl 120\n1 Ib     9\n",
		"1-1,3-6,8-10", 4, 0, 70, "", 0, "" },
	{ "figures and words without a gap, some left empty",
		"1AnnX12\n2Bob  7\n3KajX20\n4Ole  9\n5PerX11\n6Ida  3\n7EvaX31\n",
		"1-1?,2-4?,5-5?,6-7?", 7, 0, 70, "", 0, "" },
	{ "lines of one width with nothing alike",
		"ab12cd34\n12ab34cd\nabcd1234\n1234abcd\na1b2c3d4\n", "", 0, 0,
		0, "", 0, "" },
	{ "fields that some leave empty",
		"1 Ann  x1 aa\n2 Bob  x2 bb\n3 Ib      cc\n4 Bo   x4\n"
		"5 Kaj  x5 ee\n6 Ole     ff\n7 Per  x7 gg\n",
		"1-1,3-5,8-8?,9-9?,11-12", 7, 0, 70, "", 0, "" },
};

static void
show(struct buf *b, const struct guess_fixed *f)
{
	buf_clear(b);
	for (size_t i = 0; i < f->nfields && f->known; i++) {
		const struct fixed_field *one = &f->fields[i];

		buf_format(b, "%s%zu-%zu%s%s%.*s", i ? "," : "", one->first,
			one->last, one->open ? "?" : "",
			one->name.len ? " " : "", SPAN_ARG(one->name));
	}
}

static void
fields_and_frames(void)
{
	struct buf shown = { 0 };

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct guess_fixed f;
		struct grid g;

		guess_fixed(&f, &g, span_of(texts[i].text), true);
		show(&shown, &f);
		check_text(buf_span(&shown), texts[i].fields, texts[i].what, 0);
		check_number(f.known, *texts[i].fields != '\0', texts[i].what,
			1);
		if (f.known)
			check_number((long long)f.records,
				(long long)texts[i].records, texts[i].what, 2);
		check_number((long long)f.others, (long long)texts[i].others,
			texts[i].what, 3);
		check_number(f.sure, texts[i].sure, texts[i].what, 4);
		check_text(f.only, texts[i].only, texts[i].what, 5);
		check_number((long long)f.skip, texts[i].skip, texts[i].what,
			6);
		check_text(f.control, texts[i].control, texts[i].what, 7);
		check_number((long long)g.count,
			f.known ? (long long)f.records + 1 : 0, texts[i].what,
			8);
		guess_fixed_free(&f);
		grid_free(&g);
	}
	buf_free(&shown);
}

/* A count in a file of which only the beginning is known is none. */
static void
a_sample(void)
{
	struct guess_fixed f;
	struct grid g;

	guess_fixed(&f, &g, SPAN(TWELVE "Antal linjer: 12\n"), false);
	CHECK(f.known);
	CHECK_NUMBER(f.control.len, 0);
	CHECK_TEXT(g.rows[3].cells[1], "Carl");
	CHECK_TEXT(g.rows[3].cells[2], "120");
	CHECK_NUMBER(g.rows[3].line, 3);
	guess_fixed_free(&f);
	grid_free(&g);
}

/* Figures without a mark: a number, a day, a person, another number. */
static void
figures_in_a_row(void)
{
	struct buf text = { 0 }, shown = { 0 };
	struct guess_fixed f;
	struct grid g;

	for (unsigned i = 0; i < 60; i++)
		buf_format(&text, "%05u2010%02u%02u%02u%02u%02u%04u%03u\n",
			10000 + i * 7, i % 12 + 1, i * 11 % 28 + 1,
			i * 5 % 28 + 1, i * 7 % 12 + 1, 40 + i % 50,
			1000 + i * 37, i * 131 % 1000);
	guess_fixed(&f, &g, buf_span(&text), true);
	show(&shown, &f);
	CHECK_TEXT(buf_span(&shown), "1-5?,6-13?,14-23?,24-26?");
	CHECK_NUMBER(f.sure, 80);
	CHECK_TEXT(buf_span(&f.why),
		"60 of 60 lines have the same kinds of "
		"characters in the same places; where 4 of the 4 fields end "
		"is told by figures and letters, or by dates, alone");
	guess_fixed_free(&f);
	grid_free(&g);
	/* Where the digits behind days are few, there are no persons. */
	buf_clear(&text);
	for (unsigned i = 0; i < 60; i++)
		buf_format(&text, "%02u%02u%02u%04uX\n", i * 5 % 28 + 1,
			i * 7 % 12 + 1, 40 + i % 50, 1000 + i % 3);
	guess_fixed(&f, &g, buf_span(&text), true);
	show(&shown, &f);
	CHECK_TEXT(buf_span(&shown), "1-6?,7-10?,11-11?");
	guess_fixed_free(&f);
	grid_free(&g);
	buf_free(&text);
	buf_free(&shown);
}

/* A date that the figures end with, or begin with; days that are too few, or
 * hardly any of one month, may be any figures. */
static void
dates_among_figures(void)
{
	static const struct {
		unsigned rows, months;
		bool date_first;
		const char *fields;
	} cases[] = {
		{ 60, 12, false, "1-5?,6-11?" },
		{ 60, 12, true, "1-10?,11-11?" },
		{ 30, 12, false, "1-5?,6-11?" },
		{ 4, 12, false, "" },
		{ 60, 2, false, "" },
		{ 2500, 12, true, "1-10?,11-11?" },
	};

	for (size_t c = 0; c < COUNT(cases); c++) {
		struct buf text = { 0 }, shown = { 0 };
		struct guess_fixed f;
		struct grid g;

		for (unsigned i = 0; i < cases[c].rows; i++) {
			unsigned day = i * 5 % 28 + 1;
			unsigned month = i * 7 % cases[c].months + 1;
			unsigned number = 10000 + i * 7919 % 90000;

			if (cases[c].date_first)
				buf_format(&text, "%02u%02u%02u%05u\n", day,
					month, 40 + i % 50, number);
			else
				buf_format(&text, "%05u%02u%02u%02u\n", number,
					day, month, 40 + i % 50);
			if (i % 20 == 19)
				buf_text(&text, "page\n");
		}
		guess_fixed(&f, &g, buf_span(&text), true);
		show(&shown, &f);
		check_text(buf_span(&shown), cases[c].fields, "dates", (int)c);
		guess_fixed_free(&f);
		grid_free(&g);
		buf_free(&text);
		buf_free(&shown);
	}
}

/* Only so many lines, and so much of them, are looked at. */
static void
long_texts(void)
{
	struct buf text = { 0 };
	struct guess_fixed f;
	struct grid g;

	for (unsigned i = 0; i < 20100; i++)
		buf_format(&text, "%05u  Ann  %03u\n", i, i % 1000);
	guess_fixed(&f, &g, buf_span(&text), true);
	CHECK_NUMBER(f.records, 20000);
	guess_fixed_free(&f);
	grid_free(&g);
	buf_clear(&text);
	for (unsigned i = 0; i < 3000; i++) {
		buf_format(&text, "%05u  ", i);
		for (unsigned k = 0; k < 2100; k++)
			buf_byte(&text, 'x');
		buf_byte(&text, '\n');
	}
	guess_fixed(&f, &g, buf_span(&text), true);
	CHECK_NUMBER(f.records, 2098);
	CHECK_NUMBER(f.nfields, 2);
	guess_fixed_free(&f);
	grid_free(&g);
	buf_free(&text);
	memset(&f, 0, sizeof(f));
	guess_fixed_free(&f);
}

/* More fields than are counted. */
static void
many_fields(void)
{
	struct buf text = { 0 };
	struct guess_fixed f;
	struct grid g;

	for (unsigned i = 0; i < 12; i++) {
		for (unsigned k = 0; k < 700; k++)
			buf_text(&text, k ? "  1" : "1");
		buf_byte(&text, '\n');
	}
	guess_fixed(&f, &g, buf_span(&text), true);
	CHECK_NUMBER(f.nfields, 400);
	CHECK(f.known);
	guess_fixed_free(&f);
	grid_free(&g);
	buf_free(&text);
}

int
main(void)
{
	check_run("dates among figures", dates_among_figures);
	check_run("long texts", long_texts);
	check_run("more fields than are counted", many_fields);
	check_run("fields, and what stands around the records",
		fields_and_frames);
	check_run("what a sample cuts is not known", a_sample);
	check_run("dates and persons in figures without a mark",
		figures_in_a_row);
	return check_end();
}
