/* SPDX-License-Identifier: MIT */
#include "bif-extract/guess_fixed.h"

#include "base/diag.h"
#include "check.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

#define TWELVE "1 Ann   12\n1 Bob    7\n1 Carl 120\n1 Ib     9\n1 Bo    11\n" \
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
		"Ib           9  Oslo\n", "1-4 name,12-14 age,17-22 city", 4, 1,
		70, "", 1, "" },
	{ "a ruler between the names and the rows, wider than they are",
		"name       age  city\n"
		"-------------------------\n"
		"Ann         12  Paris\n"
		"Bob          7  Rome\n"
		"Carl       120  London\n"
		"Ib           9  Oslo\n", "1-4 name,12-14 age,17-25 city", 4, 2,
		70, "", 2, "" },
	{ "names that reach from one field into the next",
		"a heading that is for all\n"
		"1234ABCD5678\n2345BCDE6789\n3456CDEF7890\n4567DEFG8901\n"
		"5678EFGH9012\n", "1-4?,5-8?,9-12?", 5, 1, 70, "", 1, "" },
	{ "figures that become letters",
		"12AB\n23BC\n34CD\n45DE\n56EF\n67FG\n78GH\n89HI\n90IJ\n01JK\n",
		"1-2?,3-4?", 10, 0, 80, "", 0, "" },
	{ "titles and notes, told by how records begin",
		"LIST OF ALL\n"
		TWELVE "2  TOTAL OF ALL\n"
		"X 00012\n", "1-1,3-6,8-10", 12, 3, 95, "^[0-9] [^ 0-9]", 0, "" },
	{ "a count at the end",
		TWELVE "Antal linjer: 12\n", "1-1,3-6,8-10", 12, 1, 95, "^[0-9]", 0,
		"^Antal linjer: *([0-9.]+)" },
	{ "nothing that they begin with tells records",
		TWELVE "1 Ann   xx   yy zz\n", "1-1,3-6,8-10", 12, 1, 95, "", 0, "" },
	{ "sentences are of no fixed width",
		"This is a text that somebody wrote.\n"
		"It has lines, and they are long.\n"
		"None of it is in columns, though\n"
		"here and there words line up.\n", "", 0, 0, 0, "", 0, "" },
	{ "two lines are too few", "12AB\n23BC\n", "", 0, 0, 0, "", 0, "" },
	{ "one field is none", "12\n23\n34\n45\n", "", 0, 0, 0, "", 0, "" },
	{ "nothing", "", "", 0, 0, 0, "", 0, "" },
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
		check_number((long long)g.count, f.known
			? (long long)f.records + 1 : 0, texts[i].what, 8);
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
	CHECK_TEXT(buf_span(&f.why), "60 of 60 lines have the same kinds of "
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

int
main(void)
{
	check_run("fields, and what stands around the records",
		fields_and_frames);
	check_run("what a sample cuts is not known", a_sample);
	check_run("dates and persons in figures without a mark",
		figures_in_a_row);
	return check_end();
}
