/* SPDX-License-Identifier: MIT */
#include "bif-extract/guess/guess_table.h"

#include "check.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/* The names, how sure they are, the lines of the first and the last row, and
 * whatever else there is. */
static void
show(struct buf *b, const struct guess_table *t, const struct grid *g)
{
	buf_clear(b);
	for (size_t k = 0; k < t->columns && t->names; k++)
		buf_format(b, "%s%.*s", k ? "|" : "", SPAN_ARG(t->names[k]));
	buf_format(b, " (%zu lines, %u %%)", t->headers, t->header_sure);
	if (t->first < t->last)
		buf_format(b, " %d-%d", (int)g->rows[t->first].line,
			(int)g->rows[t->last - 1].line);
	buf_format(b, " rows %zu", t->rows);
	if (t->frame)
		buf_text(b, ", framed");
	if (t->trim)
		buf_text(b, ", padded");
	if (t->ragged)
		buf_format(b, ", ragged %zu", t->ragged);
	if (t->odd)
		buf_format(b, ", odd %zu", t->odd);
	if (t->repeated)
		buf_format(b, ", repeated %zu", t->repeated);
	if (t->blank)
		buf_format(b, ", blank %zu", t->blank);
	for (size_t i = 0; i < t->nskip; i++)
		buf_format(b, ", skip %d %.*s", (int)t->skip[i].column,
			SPAN_ARG(t->skip[i].pattern));
	if (t->until.len)
		buf_format(b, ", until %.*s", SPAN_ARG(t->until));
	if (t->control.len)
		buf_format(b, ", control %.*s", SPAN_ARG(t->control));
	if (t->footer)
		buf_format(b, ", footer %d", (int)t->footer);
	if (t->other_line)
		buf_format(b, ", other %d of %zu, tables %zu",
			(int)t->other_line, t->other_cells, t->tables);
}

/* Cut at the first of these that stands in it. */
static struct span
mark_of(struct span text)
{
	static const char *const marks[] = { "||", "|", "\xc2\xa7", "\x80", ";",
		",", "\t" };

	for (size_t i = 0; i < COUNT(marks); i++)
		if (text.len
			&& memmem(text.at, text.len, marks[i],
				strlen(marks[i])))
			return span_of(marks[i]);
	return SPAN(";");
}

static void
check_bytes(struct span text, const struct guess_asked *asked, bool whole,
	const char *want)
{
	struct span mark = mark_of(text);
	struct buf shown = { 0 };
	struct guess_table t;
	struct grid g;
	size_t rows = 0;

	grid_read(&g, text,
		&(struct csv_dialect){ .delimiter = mark, .quote = SPAN("\"") },
		10000, 0);
	guess_table(&t, &g, whole, mark, asked);
	show(&shown, &t, &g);
	check_text(buf_span(&shown), want,
		text.len < 300 ? text.at : "a long text", 0);
	for (size_t i = 0; i < g.count; i++)
		rows += guess_table_is_row(&t, &g, i);
	CHECK_NUMBER(rows, t.rows);
	guess_table_free(&t);
	grid_free(&g);
	buf_free(&shown);
}

static void
check_table(const char *text, const struct guess_asked *asked, bool whole,
	const char *want)
{
	check_bytes(span_of(text), asked, whole, want);
}

struct sample {
	const char *text, *want;
};

static void
check_all(const struct sample *list, size_t n)
{
	const struct guess_asked none = { 0 };

	for (size_t i = 0; i < n; i++)
		check_table(list[i].text, &none, true, list[i].want);
}

static void
names_above_figures(void)
{
	static const struct sample list[] = {
		{ "a;b\n1;2\n3;4\n", "a|b (1 lines, 99 %) 2-3 rows 2" },
		{ "1;2\n3;4\n5;6\n", "1|2 (0 lines, 95 %) 1-3 rows 3" },
		/* Years may be names; other numbers are none. */
		{ "x;2009;2010\na;1;2\nb;3;4\n",
			"x|2009|2010 (1 lines, 75 %) 2-3 rows 2" },
		{ "x;1.55;2,55\na;1;2\nb;3;4\n",
			"1|2|3 (0 lines, 95 %) 1-3 rows 3" },
		{ "x;3010;4010\na;1;2\nb;3;4\n",
			"1|2|3 (0 lines, 95 %) 1-3 rows 3" },
		{ "x;201;20100\na;1;2\nb;3;4\n",
			"1|2|3 (0 lines, 95 %) 1-3 rows 3" },
		{ "x;y;5\n1;1;2\n2;3;4\n", "x|y|5 (1 lines, 75 %) 2-3 rows 2" },
		{ "x;;\na;1;2\nb;3;4\n", "1|2|3 (0 lines, 95 %) 2-3 rows 2" },
		/* An empty name over figures: a row that lacks one? */
		{ "x;;y\na;1;b\nc;2;d\n", "1|2|3 (0 lines, 55 %) 1-3 rows 3" },
		{ ";x;y\n0;a;b\n1;a;c\n2;d;c\n",
			"|x|y (1 lines, 75 %) 2-4 rows 3" },
		{ "x;y\n\n;\n---;---\n1;2\n3;4\n",
			"x|y (1 lines, 99 %) 2-6 rows 2, blank 2, skip -1"
			" ^[-=+_*|: ;,\t]*[-=_]{3}[-=+_*|: ;,\t]*$" },
		/* What stands for a figure that is missing is no name. */
		{ "a;b\nx;<5\ny;31\nz;15\n", "a|b (1 lines, 99 %) 2-4 rows 3" },
		{ "x;<5\ny;31\nz;15\n", "1|2 (0 lines, 80 %) 1-3 rows 3" },
		{ "x;..\ny;31\nz;15\n", "1|2 (0 lines, 80 %) 1-3 rows 3" },
		{ "d;u;n\nukendt;x;NA\n1;y;4\n2;z;6\n",
			"d|u|n (1 lines, 99 %) 2-4 rows 3" },
		{ "x;lukket\ny;31\nx;15\nx;1\n",
			"1|2 (0 lines, 55 %) 1-4 rows 4" },
		{ "a;b\nx;*\ny;31\n*;5\nz;7\n",
			"a|b (1 lines, 99 %) 2-5 rows 4" },
		{ "x\n1\n2\n3\n", "x (1 lines, 99 %) 2-4 rows 3" },
		/* A row that is torn, a ruler and rows of another width tell
		 * nothing of the columns. */
		{ "x;y\n---;---\n1;a\"b\n1;2;3\n7;8\n9;1\n",
			"x|y (1 lines, 99 %) 2-6 rows 2, ragged 1, odd 1, skip"
			" -1 ^[-=+_*|: ;,\t]*[-=_]{3}[-=+_*|: ;,\t]*$" },
	};

	check_all(list, COUNT(list));
}

static void
names_above_words(void)
{
	static const struct sample list[] = {
		{ "a;b\n", "a|b (1 lines, 60 %) rows 0" },
		{ "a;b\nx;y\nz;w\n", "a|b (1 lines, 70 %) 2-3 rows 2" },
		{ "a;b\nx;a\nx;y\nx;y\nz;y\nx;y\nx;y\nz;y\n",
			"a|b (1 lines, 95 %) 2-8 rows 7" },
		{ "a;b\nx;y\nx;y\nx;y\nz;y\nx;y\nx;y\nz;y\n",
			"a|b (1 lines, 95 %) 2-8 rows 7" },
		{ "a;b\na;y\nx;y\na;y\nz;y\nx;y\nx;y\nz;y\n",
			"a|b (1 lines, 55 %) 2-8 rows 7" },
		{ "a;b;c\na;y;v\nx;y;v\na;y;v\nz;y;v\nx;y;v\nx;y;v\nz;y;v\n",
			"a|b|c (1 lines, 55 %) 2-8 rows 7" },
		{ "a;b;c;d;e\na;y;v;p;q\nx;y;v;p;q\na;y;v;p;q\nz;y;v;p;q\n"
		  "x;y;v;p;q\nx;y;v;p;q\nz;y;v;p;q\n",
			"a|b|c|d|e (1 lines, 95 %) 2-8 rows 7" },
		{ "a;;c\nx;y;z\nv;w;t\n", "a||c (1 lines, 65 %) 2-3 rows 2" },
		{ "a;b;A\nx;y;z\nv;w;t\n", "a|b|A (1 lines, 65 %) 2-3 rows 2" },
		{ "a;b\nx;y;z\nx;y;z\nc;d\n",
			"a|b (1 lines, 70 %) 2-4 rows 1, ragged 2" },
		{ "a\nb\nc\na\nd\n", "1 (0 lines, 80 %) 1-5 rows 5" },
		{ "a;b\nx;1a\n;\nx;2a\nx;3a\nx;4a\nx;5a\nx;6a\n",
			"a|b (1 lines, 85 %) 2-8 rows 6, blank 1" },
	};

	check_all(list, COUNT(list));
}

static void
names_of_several_lines(void)
{
	static const struct sample list[] = {
		{ "x;n;m\ny;v;w\n1;2;3\n4;5;6\n7;8;9\n",
			"x y|n v|m w (2 lines, 80 %) 3-5 rows 3" },
		{ "x;n;m\ny;v;w\nz;s;t\nz;s;t\n1;2;3\n4;5;6\n7;8;9\n",
			"x|n|m (1 lines, 70 %) 2-7 rows 6" },
		{ "x;n;m\ny;v;2009\n1;2;3\n4;5;6\n7;8;9\n",
			"x|n|m (1 lines, 99 %) 2-5 rows 4" },
		{ "x;n;m\ny;v;5\n1;2;3\n4;5;6\n7;8;9\n",
			"x|n|m (1 lines, 99 %) 2-5 rows 4" },
		{ "x;n;m\ny;;\n1;2;3\n4;5;6\n7;8;9\n",
			"x|n|m (1 lines, 99 %) 2-5 rows 4" },
		{ "x;n;m\nx;n;m\n1;2;3\n4;5;6\n7;8;9\n",
			"x|n|m (1 lines, 99 %) 2-5 rows 3, repeated 1" },
		{ "x;n;m\n-;---;---\n1;2;3\n4;5;6\n7;8;9\n",
			"x|n|m (1 lines, 99 %) 2-5 rows 3, skip -1 ^[-=+_*|:"
			" ;,\t]*[-=_]{3}[-=+_*|: ;,\t]*$" },
		{ "x;n;m\ny;a\"b;c\n1;2;3\n4;5;6\n7;8;9\n",
			"x|n|m (1 lines, 99 %) 2-5 rows 3, odd 1" },
		{ ";A;;B;\n;n;m;n;m\nx;1;2;3;4\ny;5;6;7;8\n",
			"|A n|A m|B n|B m (2 lines, 80 %) 3-4 rows 2" },
		{ "A;;;\n\nx;n;m;k\ny;5;6;7\n",
			"x|n|m|k (1 lines, 99 %) 4-4 rows 1" },
		{ "A;B;;\n\nx;n;m;k\ny;5;6;7\n",
			"A|B|| (1 lines, 65 %) 2-4 rows 2, blank 1" },
		{ "A;B;;\nx;n;m;k\ny;5;6;7\nz;5;6;7\n",
			"A x|B n|B m|B k (2 lines, 80 %) 3-4 rows 2" },
		{ "p;q;r\ns;t;u\nv;w;x\ny;z;0\n1;2;3\n4;5;6\n7;8;9\n",
			"p|q|r (1 lines, 70 %) 2-7 rows 6" },
		{ "p;q;r\ns;t;u\nv;w;x\ny;z;o\n1;2;3\n4;5;6\n7;8;9\n9;8;7\n"
		  "6;5;4\n3;2;1\n1;2;3\n4;5;6\n7;8;9\n9;8;7\n",
			"p s v|q t w|r u x (3 lines, 80 %) 4-14 rows 11" },
		{ "x;n;m\nx;n;m\n1;2;3\n4;5;6\n7;8;9\n1;2;3\n4;5;6\n",
			"x|n|m (1 lines, 99 %) 2-7 rows 5, repeated 1" },
		{ "A;B;;;\nx;n;m;k;v\ny;5;6;7;8\nz;5;6;7;8\n",
			"A x|B n|B m|B k|B v (2 lines, 80 %) 3-4 rows 2" },
		{ "A;\"B;;;\nx;n;m;k;v\ny;5;6;7;8\nz;5;6;7;8\n",
			"x|n|m|k|v (1 lines, 99 %) 3-4 rows 2" },
		{ "A;B;;;\n\nx;n;m;k;v\ny;5;6;7;8\nz;5;6;7;8\n",
			"x|n|m|k|v (1 lines, 99 %) 4-5 rows 2" },
		{ ";B;\"\nx;n;m\ny;5;6\nz;5;6\n",
			"x|n|m (1 lines, 99 %) 3-4 rows 2" },
		/* Of two columns one may lack its name, and n may be a mark. */
		{ ";B\nx;n\ny;5\nz;5\n", "|B (1 lines, 65 %) 2-4 rows 3" },
		{ "B;\nx;n\ny;5\nz;5\n", "B| (1 lines, 65 %) 2-4 rows 3" },
		{ "A title;\nx;n\ny;5\nz;5\n",
			"x|n (1 lines, 99 %) 3-4 rows 2" },
	};

	check_all(list, COUNT(list));
}

static void
what_stands_around(void)
{
	static const struct sample list[] = {
		{ "Title\n\na;b\n1;2\n3;4\n",
			"a|b (1 lines, 99 %) 4-5 rows 2" },
		{ "Title;;\na;b;c\n1;2;3\n3;4;5\n",
			"a|b|c (1 lines, 99 %) 3-4 rows 2" },
		{ "a;b;c\n1;2;3\n3;4;5\nnote;;\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, skip -1 ^note;;" },
		{ "a;b;c\n1;2;3\n3;4;5\nnote: x;;\nmore of it;;\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, until ^note: x;;" },
		{ "a;b;c\nx;2;3\ny;4;5\nnote;;\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 3" },
		{ "a;b;c\nx;2;3\ny;4;5\n;;\n;;\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2" },
		{ "a;b;c\n1;2;3\n3;4;5\nRows: 2\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, control ^Rows:"
			" *([0-9.]+)" },
		{ "a;b;c\n1;2;3\n3;4;5\nRows: 3\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, skip -1 ^Rows:" },
		{ "a;b;c\n1;2;3\n3;4;5\nRows: 2\nRows: 2\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, skip -1 ^Rows:,"
			" control ^Rows: *([0-9.]+)" },
		{ "a;b;c\n1;2;3\n3;4;5\nSeen 2\nRead 3\n\x1a",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, skip -1 ^Read,"
			" control ^Seen *([0-9.]+)" },
		{ "a;b;c\n1;2;3\n3;4;5\n12 rows\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, footer 1" },
		{ "a;b;c\n1;2;3\n3;4;5\n12 rows\nthat is all\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, footer 2" },
		{ "a;b;c\n1;2;3\n1;4;5\n\n\n3;4;5;6\n3;4;5;6\n",
			"a|b|c (1 lines, 99 %) 2-5 rows 2, blank 2, other 6 of"
			" 4, tables 2" },
		{ "a;b;c\n1;2;3\n1;4;5\n1;4;5\n1;4;5\n1;4;5\n\na;b\n1;2\n\nc;d\n"
		  "1;2\n",
			"a|b|c (1 lines, 99 %) 2-7 rows 5, blank 1, other 8 of"
			" 2, tables 3" },
		{ "a;b;c\n1;2;3\n1;4;5\n1;4;5\n\n3;4\n1;2;3\nx\n3;\"4\n3;4\n",
			"a|b|c (1 lines, 99 %) 2-10 rows 4, ragged 3, odd 1,"
			" blank 1" },
		{ "a;b;c\n1;2;3\n1;4;5\n1;4\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 2, ragged 1" },
		{ "a;b;c\n1;2;3\n1;4;5\n1;\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, footer 1" },
		{ "a;b\nx;2\nz;4\nnote: 7;\n",
			"a|b (1 lines, 99 %) 2-4 rows 3" },
		{ "a;b;c\n1;2;3\n3;4;5\n;;;\n;x;\n",
			"a|b|c (1 lines, 99 %) 2-5 rows 3, blank 1" },
		{ "a;b;c\n1;2;3\n3;4;5\nnote;;\nmany words;;\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, until ^note;;" },
		{ "a;b;c\nx;2;3\ny;4;5\nmany words;;\nnote:;;\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 3, skip -1 ^note:;;" },
		{ "a;b;c\n1;2;3\n3;4;5\n7;;\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 3" },
		{ "a;b;c\n1;2;3\n3;4;5\nAll rows  2\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, control ^All rows"
			" *([0-9.]+)" },
		{ "a;b;c\n1;2;3\n3;4;5\n   : 2\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, skip -1 ^   :" },
		{ "a;b;c\n1;2;3\n3;4;5\n\n4;5\n4;5\n1;2;3\n\n4;\"5\n4;5\n1;2;3\n",

			"a|b|c (1 lines, 99 %) 2-4 rows 2, blank 1, other 5 of"
			" 2, tables 2" },
		{ "a;b;c\n1;2;3\n3;4;5\nRows: 2x\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, skip -1 ^Rows:" },
		{ "a;b;c\nRows: 0\n",
			"a|b|c (1 lines, 60 %) rows 0, skip -1 ^Rows:" },
		{ "a;b;c\n1;2;3\n3;4;5\n# 2\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, footer 1" },
		{ "a;b;c\n1;2;3\n3;4;5\nRows (all) 2\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, control ^Rows \\(all\\)"
			" *([0-9.]+)" },
		{ "a;b;c\n1;2;3\n3;4;5\n;;\nabc\t1\n;;\nabc\t1\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2, until ^abc" },
		{ "a;b;c\n1;2;3\n3;4;5\n\x1a \n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2" },
		{ "a;b;c\n1;2;3\n3;4;5\n\x1a\n\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 2" },
		{ "a;b;c\n1;2;3\n3;4;5\nI alt;6;8\nI alt;\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 2, skip 0 ^I alt$" },
		{ "a;b;c\n1;2;3\n1;4;5\n1;4\n1;4;5\n",
			"a|b|c (1 lines, 99 %) 2-5 rows 3, ragged 1" },
		{ "a;b;c\n1;2;3\n1;4;5\n1;4;5\n1;4;5\n1;4;5\na;b;c\n1;4;\"5\n1;4;6\n",

			"a|b|c (1 lines, 99 %) 2-9 rows 6, odd 1, repeated 1" },
		{ "a;b;c\n1;2;3\n1;4;5\n1;4;5\n1;4;5\n1;4;5\na;b;d\na;b\n1;4;6\n",

			"a|b|c (1 lines, 99 %) 2-9 rows 7, ragged 1" },
		{ "", " (0 lines, 0 %) rows 0" },
		{ "\n\n", " (0 lines, 0 %) rows 0" },
	};

	check_all(list, COUNT(list));
}

static void
lines_that_are_no_rows(void)
{
	static const struct sample list[] = {
		{ "a;b;c\nx;2;3\ny;4;5\nI alt;6;8\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 2, skip 0 ^I alt$" },
		{ "a;b;c\nx;2;3\ny;4;5\nx total;6;8\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 2, skip 0  total$" },
		{ "a;b;c\nx;2;3\ny;4;5\nxtotal;6;8\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 3" },
		{ "a;b;c\nx;2;3\ny;4;5\n**;6;8\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 2, skip 0 ^\\*+$" },
		{ "a;b;c\nx;2;3\ny;4;5\n****;6;8\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 3" },
		{ "a;b;c\ntotal;2;3\ntotal;4;5\ntotal;6;8\nx;1;2\n",
			"a|b|c (1 lines, 99 %) 2-5 rows 4" },
		{ "a;b;c\nx;2;3\ntotal;4;5\n",
			"a|b|c (1 lines, 99 %) 2-3 rows 1, skip 0 ^total$" },
		{ "a;b;c\nx;2;3\nx;3;3\nx;1;1\ntotal;6;7\ny;total;7\nsum;6;7\n"
		  "x;2;3\nx;3;3\nx;1;1\ntotal;6;7\n",
			"a|b|c (1 lines, 99 %) 2-11 rows 6, skip 0 ^total$, skip"
			" 1 ^total$, skip 0 ^sum$" },
		{ "a;b;c\nx;2;3\nsum;1;2\ny;1;9\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 3" },
		{ "a;b;c\nx;2;3\ny;1,5;9\ntotal;3,5;4\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 2, skip 0 ^total$" },
		{ "a;b;c\nx;2;3\na long cell that is no word for totals;1;1\nx;1;1\n",

			"a|b|c (1 lines, 99 %) 2-4 rows 3" },
		{ "a;b;c\nx;2;3\nx\ttotal;1;1\nx;1;1\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 3" },
		{ "a;b;c\nx;2;3\n---;---;---\ny;4;5\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 2, skip -1 ^[-=+_*|:"
			" ;,\t]*[-=_]{3}[-=+_*|: ;,\t]*$" },
		{ "a,b,c\n---,---,---\nx,2,3\ny,4,5\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 2, skip -1 ^[-=+_*|:"
			" ;,\t]*[-=_]{3}[-=+_*|: ;,\t]*$" },
		{ "a\tb\tc\n---\t---\t---\nx\t2\t3\ny\t4\t5\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 2, skip -1 ^[-=+_*|:"
			" ;,\t]*[-=_]{3}[-=+_*|: ;,\t]*$" },
		{ "a;b;c;d\nx;2;3;4\n-;-;-;-\ny;4;5;7\n",
			"a|b|c|d (1 lines, 99 %) 2-4 rows 3" },
		{ "a;b;c\nx;2;3\n===\ny;4;5\n__\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 2, skip -1 ^[-=+_*|: ]+$" },
		{ "a;b;c\nx;2;3\nPage 1\ny;4;5\nPage 2\nz;4;5\n",
			"a|b|c (1 lines, 99 %) 2-6 rows 3, ragged 2" },
		{ "a;b;c\nx;2;3\nPage nr. 1\ny;4;5\nPage nr. 2\nz;4;5\nPage\n"
		  "v;4;5\n",
			"a|b|c (1 lines, 99 %) 2-8 rows 4, skip -1 ^Page nr\\.,"
			" skip -1 ^Page" },
		{ "a;b;c\nx;2;3\n\"ab\ncd\"\ny;4;5\n\"ab\ncd\"\nz;4;5\n",
			"a|b|c (1 lines, 99 %) 2-8 rows 3, skip -1 ^\"ab" },
		{ "a;b;c\nx;2;3\n\"ab\rcd\"\ny;4;5\n\"ab\rcd\"\nz;4;5\n",
			"a|b|c (1 lines, 99 %) 2-8 rows 3, skip -1 ^\"ab" },
		{ "a;b;c\nx;2;3\nabcd;;\ny;4;5\nabcd\nz;4;5\nabcd\nz;1;5\n",
			"a|b|c (1 lines, 99 %) 2-8 rows 4, skip -1 ^abcd" },
		{ "a;b;c\nx;2;3\nPage one of them\ny;4;5\nz;4;5\n",
			"a|b|c (1 lines, 99 %) 2-5 rows 3, ragged 1" },
		{ "a;b;c\nx;2;3\nÆblegrød æææææææææææææææ\nz;4;5\n"
		  "Æblegrød æææææææææææææææ\nz;4;5\n",
			"a|b|c (1 lines, 99 %) 2-6 rows 3, skip -1 ^Æblegrød ææææææ" },
		{ "a;b;c\nx;2;3\n12345 a\nz;4;5\n12345 b\nz;4;5\n",
			"a|b|c (1 lines, 99 %) 2-6 rows 3, ragged 2" },
		{ "a;b;c\nxyzw 1;2;3\nxyzw 12\nz;4;5\nxyzw 12\nxyzw 7;4;5\n",
			"a|b|c (1 lines, 99 %) 2-6 rows 3, ragged 2" },
		{ "a;b;c\nxyz;2;3\nabc\nz;4;5\nabc\nxyz;4;5\n",
			"a|b|c (1 lines, 99 %) 2-6 rows 3, ragged 2" },
		{ "|a|b|c|\n|1|2|3|\n|---|---|---|\n|4|5|6|\n+-----+\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 2, framed, skip -1"
			" ^[-=+_*|: ]+$" },
		{ "|a|b|c|\n|1|2|3|\n|7|8|9|\n|4|5|6|\n- - - -\nnote\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 3, framed" },
		{ "\x80"
		  "a\x80"
		  "b\x80\n\x80"
		  "1\x80"
		  "2\x80\n\x80"
		  "1\x80"
		  "2\x80\n",
			"|a|b| (1 lines, 99 %) 2-3 rows 2" },
		{ "a\tb\tc\td\n1\t2\t3\t4\n\t\t\t\n1\t2\t3\t4\n",
			"a|b|c|d (1 lines, 99 %) 2-4 rows 2, blank 1" },
		{ "a|b|c|\n1|2|3|\n|4|5|6\n",
			"a|b|c| (1 lines, 99 %) 2-3 rows 2" },
		{ "a;b;c\nx;2;3\nlong line of words\ny;4;5\nshort\nlong line of all\n"
		  "z;4;5\n",
			"a|b|c (1 lines, 99 %) 2-7 rows 3, ragged 1, skip -1"
			" ^long line of words, skip -1 ^long line of all" },
		{ "a;b;c\nabcdef 7;2;3\nabcdef 1\nabcdefy;4;5\nabcdef 2\nz;4;5\n",
			"a|b|c (1 lines, 99 %) 2-6 rows 3, ragged 2" },
		{ "|a|b|c|\n|---|:--|--:|\n|1|2|3|\n|4|5|6|\n",
			"a|b|c (1 lines, 99 %) 2-4 rows 2, framed, skip -1"
			" ^[-=+_*|: ]+$" },
		{ "|a|b|c|\n|1|2|3|\n-----\n|7|8|9|\nabc d\n|4|5|6|\n---\n",
			"a|b|c (1 lines, 99 %) 2-6 rows 3, framed" },
		{ "||a||b||c||\n||1||2||3||\n||4||5||6||\n",
			"|a|b|c| (1 lines, 99 %) 2-3 rows 2" },
		{ "\xc2\xa7"
		  "a\xc2\xa7"
		  "b\xc2\xa7\n\xc2\xa7"
		  "1\xc2\xa7"
		  "2\xc2\xa7\n"
		  "\xc2\xa7"
		  "1\xc2\xa7"
		  "2\xc2\xa7\n",
			"|a|b| (1 lines, 99 %) 2-3 rows 2" },
		{ "a|b|c|d\n|1|2|\n|7|8|9\n|4|5|6\n",
			"a|b|c|d (1 lines, 99 %) 2-4 rows 3" },
	};

	check_all(list, COUNT(list));
}

/* The lines that somebody names are not doubted. */
static void
what_is_asked(void)
{
	static const char text[] = "x;y\n1;2\n3;4\n";
	const struct guess_asked none = { .given = true };
	const struct guess_asked second = { .given = true,
		.headers = 1,
		.lines = { 2 } };
	const struct guess_asked beyond = { .given = true,
		.headers = 1,
		.lines = { 9 } };
	const struct guess_asked many = { .given = true,
		.headers = 3,
		.lines = { 2, 3, 4 } };
	const struct guess_asked skip = { .skip = 1 };

	check_table(text, &none, true, "1|2 (0 lines, 100 %) 1-3 rows 3");
	check_table(text, &second, true, "1|2 (1 lines, 100 %) 3-3 rows 1");
	check_table(text, &beyond, true, " (0 lines, 0 %) rows 0");
	check_table(text, &many, true, "1 3|2 4 (2 lines, 100 %) rows 0");
	check_table(text, &skip, true, "1|2 (0 lines, 95 %) 2-3 rows 2");
	/* What is skipped names no groups. */
	check_table("A;B;;;\nx;n;m;k;v\ny;5;6;7;8\nz;5;6;7;8\n", &skip, true,

		"x|n|m|k|v (1 lines, 99 %) 3-4 rows 2");
}

/* Where the end is not known, nothing is said of it. */
static void
a_beginning_only(void)
{
	const struct guess_asked none = { 0 };

	check_table("a;b;c\n1;2;3\n3;4;5\nRows: 2\n", &none, false,
		"a|b|c (1 lines, 99 %) 2-4 rows 2, ragged 1");
}

/* A line that holds a NUL counts nothing, and its pattern ends before it. */
static void
bytes_that_are_no_text(void)
{
	const struct guess_asked none = { 0 };

	check_bytes(SPAN("a;b;c\n1;2;3\n3;4;5\nRo\0ws: 2\n"), &none, true,

		"a|b|c (1 lines, 99 %) 2-3 rows 2, skip -1 ^Ro");
	check_bytes(SPAN("a;b;c\n1;2;3\n-\0--\n3;4;5\n"), &none, true,
		"a|b|c (1 lines, 99 %) 2-4 rows 2, ragged 1");
	check_bytes(SPAN("a;b;c\n1;2;3\n3;4;5\nR\0ows: 2\n"), &none, true,
		"a|b|c (1 lines, 99 %) 2-3 rows 2, skip -1 ^R");
}

static void
more_than_is_looked_at(void)
{
	static const char *const words[] = { "i alt", "ialt", "total", "totalt",
		"totals", "sum", "subtotal", "samlet", "summe", "gesamt",
		"insgesamt", "sub-total", "yhteensä", "gesamtsumme",
		"zwischensumme", "resultat", "total:", "summa" };
	const struct guess_asked none = { 0 };
	struct buf text = { 0 };

	buf_text(&text, "a;b\n");
	for (size_t i = 0; i < COUNT(words); i++)
		buf_format(&text, "x;1\nx;2\n%s;3\n", words[i]);
	check_bytes(buf_span(&text), &none, true,
		"a|b (1 lines, 99 %) 2-55 rows 38, skip 0 ^i alt$, skip"
		" 0 ^ialt$, skip 0 ^total$, skip 0 ^totalt$, skip 0"
		" ^totals$, skip 0 ^sum$, skip 0 ^subtotal$, skip 0"
		" ^samlet$, skip 0 ^summe$, skip 0 ^gesamt$, skip 0"
		" ^insgesamt$, skip 0 ^sub-total$, skip 0 ^yhteensä$, skip 0"
		" ^gesamtsumme$, skip 0 ^zwischensumme$, skip 0 ^resultat$");
	/* Lines between rows, each of them twice. */
	buf_clear(&text);
	buf_text(&text, "a;b\n");
	for (size_t i = 0; i < 120; i++)
		buf_format(&text, "x;1\n%s %c line\n",
			i < 110 ? "any" : "other", 'a' + (int)i % 26);
	check_bytes(buf_span(&text), &none, true,
		"a|b (1 lines, 99 %) 2-240 rows 120, ragged 49, skip -1"
		" ^any a line, skip -1 ^any b line, skip -1 ^any c line,"
		" skip -1 ^any d line, skip -1 ^any e line, skip -1 ^any"
		" f line, skip -1 ^any g line, skip -1 ^any h line, skip"
		" -1 ^any i line, skip -1 ^any j line, skip -1 ^any k"
		" line, skip -1 ^any l line, skip -1 ^any m line, skip"
		" -1 ^any n line, skip -1 ^any o line, skip -1 ^any p"
		" line");
	/* Figures below the first words. */
	buf_clear(&text);
	buf_text(&text, "a;b\n");
	for (size_t i = 0; i < 9000; i++)
		buf_text(&text, i < 2100 ? "x;y\n" : "1;2\n");
	check_bytes(buf_span(&text), &none, true,
		"a|b (1 lines, 95 %) 2-9001 rows 9000");
	buf_free(&text);
}

/* Rows that came from elsewhere: a workbook leaves lines out. */
static void
lines_that_are_left_out(void)
{
	static const char *const rows[][5] = { { "A", "B", "", "", "" },
		{ "x", "n", "m", "k", "v" }, { "y", "5", "6", "7", "8" },
		{ "z", "5", "6", "7", "8" } };
	static const char *const want[] = {
		"A x|B n|B m|B k|B v (2 lines, 80 %) 3-4 rows 2",
		"x|n|m|k|v (1 lines, 99 %) 4-5 rows 2",
		"A x|B n|B m|B k|B v (2 lines, 80 %) 4-5 rows 2"
	};
	static const char *const all[] = { "A|B||| (1 lines, 100 %) 2-4 rows 3",
		"A|B||| (1 lines, 100 %) 3-5 rows 3",
		"A|B||| (1 lines, 100 %) 2-5 rows 3" };
	const struct guess_asked none = { 0 };

	for (unsigned gap = 0; gap < 3; gap++) {
		struct buf shown = { 0 };
		struct guess_table t;
		struct grid g;

		grid_begin(&g);
		for (size_t i = 0; i < COUNT(rows); i++) {
			struct span cells[5];

			for (size_t k = 0; k < 5; k++)
				cells[k] = span_of(rows[i][k]);
			grid_add(&g,
				&(struct grid_row){ .line = i + 1
						+ (gap && i >= gap),
					.lines = 1,
					.count = 5,
					.cells = cells });
		}
		grid_end(&g);
		guess_table(&t, &g, true, SPAN(""), &none);
		show(&shown, &t, &g);
		CHECK_TEXT(buf_span(&shown), want[gap]);
		guess_table_free(&t);
		guess_table_of(&t, &g, 1);
		show(&shown, &t, &g);
		CHECK_TEXT(buf_span(&shown), all[gap]);
		guess_table_free(&t);
		grid_free(&g);
		buf_free(&shown);
	}
}

static void
nothing_at_all(void)
{
	struct guess_table t;
	struct grid g;

	grid_begin(&g);
	grid_end(&g);
	guess_table_of(&t, &g, 1);
	CHECK_NUMBER(t.rows, 0);
	CHECK_NUMBER(t.headers, 0);
	guess_table_free(&t);
	grid_free(&g);
	memset(&t, 0, sizeof(t));
	guess_table_free(&t);
}

int
main(void)
{
	check_run("names above figures", names_above_figures);
	check_run("names above words", names_above_words);
	check_run("names of several lines", names_of_several_lines);
	check_run("what stands around a table", what_stands_around);
	check_run("lines that are no rows", lines_that_are_no_rows);
	check_run("what is asked", what_is_asked);
	check_run("a beginning only", a_beginning_only);
	check_run("bytes that are no text", bytes_that_are_no_text);
	check_run("more than is looked at", more_than_is_looked_at);
	check_run("lines that are left out", lines_that_are_left_out);
	check_run("nothing at all", nothing_at_all);
	return check_end();
}
