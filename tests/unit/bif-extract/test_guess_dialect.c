/* SPDX-License-Identifier: MIT */
#include "bif-extract/guess/guess_dialect.h"

#include "base/diag.h"
#include "check.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/* `delimiter quote escape cells`, how sure, and why. */
static void
show(struct buf *b, const struct guess_dialect *g)
{
	buf_clear(b);
	buf_format(b, "%.*s %.*s%.*s %zu%s (%u %%: %.*s; %u %%: %.*s)",
		SPAN_ARG(g->dialect.delimiter), SPAN_ARG(g->dialect.quote),
		SPAN_ARG(g->dialect.escape), g->cells,
		g->known ? "" : " not known", g->sure,
		SPAN_ARG(buf_span(&g->why)), g->quote_sure,
		SPAN_ARG(buf_span(&g->quote_why)));
}

static void
check_dialect(struct span text, const struct guess_dialect_asked *asked,
	const char *want)
{
	struct guess_dialect g;
	struct buf shown = { 0 };

	guess_dialect(&g, text, asked);
	show(&shown, &g);
	check_text(buf_span(&shown), want,
		text.len < 300 ? text.at : "a long text", 0);
	guess_dialect_free(&g);
	buf_free(&shown);
}

static void
what_splits_and_quotes(void)
{
	static const struct {
		const char *text, *want;
	} list[] = {
		{ "a;b\n1;2\n3;4\n",
			"; \" 2 (99 %: 2 cells in 3 of the first 3 rows; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "a,b;c\n1,5;2\n3,5;4\n4,5;7\n",
			"; \" 2 (95 %: 2 cells in 4 of the first 4 rows; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "a||b||c\n1||2||3\n4||5|6||7\n8||9||0\n",
			"|| \" 3 (99 %: 3 cells in 4 of the first 4 rows; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "a - b\n1 - 2\n3 - 4\n5 - 6\n",
			" \" 1 (95 %: nothing splits the lines: one column; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "a;'b'\n1;'x;y'\n2;'z'\n3;'v'\n4;'w'\n",
			"; ' 2 (99 %: 2 cells in 5 of the first 5 rows; 99 %: 5"
			" of the first rows hold cells that it quotes)" },
		{ "a;~b~\n1;~x;y~\n2;~z~\n3;~v~\n4;~w~\n5;~p~\n",
			"; ~ 2 (95 %: 2 cells in 6 of the first 6 rows; 99 %: 6"
			" of the first rows hold cells that it quotes)" },
		{ "a;~b\n1;~x\n2;~z\n3;~v\n4;~w\n5;~p\n",
			";~ \" 2 (99 %: 2 cells in 6 of the first 6 rows; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "a;\"b\"\n1;\"x\\\"y\"\n2;\"z\"\n3;\"v\"\n",
			"; \"\\ 2 (99 %: 2 cells in 4 of the first 4 rows; 99 %: 4"
			" of the first rows hold cells that it quotes)" },
		{ "a;b\n1;\"x\n2;y\n3;z\"\n",
			"; \" 2 (75 %: 2 cells in 2 of the first 2 rows; 99 %: 1"
			" of the first rows hold cells that it quotes)" },
		{ "a;5\"\n1;6\"\n2;7\"\n3;8\"\n",
			";  2 (99 %: 2 cells in 4 of the first 4 rows; 90 %:"
			" there are '\"', but not around cells: they are text)" },
		{ "\"a\"\n\"b\"\n\"c\"\n",
			", \" 1 (95 %: nothing splits the lines: one column; 95"
			" %: it stands around the lines)" },
		{ "'a,'\n'b;'\n'c|'\n'd\t'\n",
			", ' 1 (95 %: nothing splits the lines: one column; 95"
			" %: it stands around the lines)" },
		{ "12:30\n14:15\n15:45\n",
			" \" 1 (95 %: nothing splits the lines: one column; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "t;u\n12:30\n14:15\n15:45\n",
			" \" 1 (95 %: nothing splits the lines: one column; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "a¤b\n1¤2\n3¤4\n",
			"¤ \" 2 (95 %: 2 cells in 3 of the first 3 rows; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "a\x01"
		  "b\n1\x01"
		  "2\n3\x01"
		  "4\n",
			"\001 \" 2 (99 %: 2 cells in 3 of the first 3 rows; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "a\tb,c\n1\t2,3\n4\t5,6\n",
			"\t \" 2 (95 %: 2 cells in 3 of the first 3 rows; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "\n\n1;2\r3;4\r\n\r\n",
			"; \" 2 (75 %: 2 cells in 2 of the first 2 rows; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "a b c\n1 2 3\n4 5 6\n",
			" \" 1 (95 %: nothing splits the lines: one column; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "some words\nand others of them\nhere\n",
			" \" 1 (95 %: nothing splits the lines: one column; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "a-b_c(d)e`f\\g'h\"i\fj;k\n1-2_3(4)5`6\\7'8\"9\f0;1\n",
			";  2 (75 %: 2 cells in 2 of the first 2 rows; 90 %:"
			" there are '\"', but not around cells: they are text)" },
		{ "a,b;c\nx,y;z\nv,w;t\n",
			", \" 2 not known (50 %: two would do about as well: ','"
			" and ';'; 60 %: none was met; '\"' is taken for granted)" },
		{ "a\tb\x01"
		  "c\nx\ty\x01z\nv\tw\x01t\n",
			"\t \" 2 (70 %: 2 cells in 3 of the first 3 rows; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "a,b\nx;y\n",
			", \" 2 not known (50 %: two would do about as well: ','"
			" and ';'; 60 %: none was met; '\"' is taken for granted)" },
		{ "a;\"b\"\n1;\"x\n2;\"y\"\n3;\"z\"\n4;\"v\"\n5;\"w\"\n",
			"; \" 2 (99 %: 2 cells in 6 of the first 6 rows; 99 %:"
			" some cells are quoted)" },
		{ "a;b\n1;'x\n2;'y\n3;'z\n",
			"; \" 2 (99 %: 2 cells in 4 of the first 4 rows; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "a;  b\n1;  2\n3;  4\n5; ;6\n",
			"; \" 2 (99 %: 2 cells in 3 of the first 4 rows; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "12\n\nx\n13\n",
			" \" 1 not known (95 %: nothing splits most lines into as"
			" many cells each; 60 %: none was met; '\"' is taken for"
			" granted)" },
		{ "12,5\nx,y\n13,5\n14,5\n",
			", \" 2 (99 %: 2 cells in 4 of the first 4 rows; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "x\n\"a\"",
			", \" 1 (75 %: nothing splits the lines: one column; 95"
			" %: it stands around the lines)" },
		{ "a;\"b\"\r1;\"x\"\r2;\"y\"",
			"; \" 2 (99 %: 2 cells in 3 of the first 3 rows; 99 %: 3"
			" of the first rows hold cells that it quotes)" },
		{ "x",
			" \" 1 (75 %: nothing splits the lines: one column; 60 %:"
			" none was met; '\"' is taken for granted)" },
		{ "\n",
			" \" 0 not known (50 %: nothing splits most lines into as"
			" many cells each; 60 %: none was met; '\"' is taken for"
			" granted)" },
	};
	const struct guess_dialect_asked none = { .delimiter = false };

	for (size_t i = 0; i < COUNT(list); i++)
		check_dialect(span_of(list[i].text), &none, list[i].want);
}

static void
what_is_asked(void)
{
	static const char text[] = "a;'b'\n1;'x'\n2;'y'\n";
	struct guess_dialect_asked asked = { .delimiter = true,
		.dialect.delimiter = SPAN("; and so on, for long") };

	check_dialect(span_of(text), &asked,
		"; and so on, for long \" 1 (100 %: as asked; 1 cells in"
		" 3 of the first 3 rows; 60 %: none was met; '\"' is"
		" taken for granted)");
	asked = (struct guess_dialect_asked){ .quote = true,
		.dialect.quote = SPAN("") };
	check_dialect(span_of(text), &asked,
		";  2 (99 %: 2 cells in 3 of the first 3 rows; 100 %: as"
		" asked)");
	asked = (struct guess_dialect_asked){ .escape = true,
		.dialect.escape = SPAN("^") };
	check_dialect(span_of(text), &asked,
		"; '^ 2 (99 %: 2 cells in 3 of the first 3 rows; 99 %: 3"
		" of the first rows hold cells that it quotes)");
}

/* More kinds of marks than are tried; more text than is looked at, with every
 * line end. */
static void
more_than_is_looked_at(void)
{
	static const char *const ends[] = { "\n", "\r", "\r\n", "" };
	const struct guess_dialect_asked none = { .delimiter = false };
	struct buf text = { 0 };

	for (size_t i = 0; i < COUNT(ends); i++) {
		buf_clear(&text);
		for (unsigned n = 0; n < 30000; n++)
			buf_format(&text, "ab;%u%s", n, ends[i]);
		check_dialect(buf_span(&text), &none,
			*ends[i]
				? "; \" 2 "
				  "(99 %: 2 cells in 400 of the first 400 rows; 60 %: "
				  "none was met; '\"' is taken for granted)"
				: " \" 0 "
				  "not known (50 %: nothing splits most lines into as "
				  "many cells each; 60 %: none was met; '\"' is taken "
				  "for granted)");
	}
	buf_clear(&text);
	for (unsigned n = 0; n < 20; n++)
		buf_text(&text,
			"a!#$%&*+/:;<=>?@[]^{|}~,\x01\x02\x03\x04\x05"
			"\x06\x07\x08\x0b\x0e\x0f\x10\x11\x12"
			"b!@c#$d%^e&*f\n");
	check_dialect(buf_span(&text), &none,
		"* \" 3 not known (95 %: nothing splits most lines into"
		" as many cells each; 60 %: none was met; '\"' is taken"
		" for granted)");
	buf_free(&text);
}

int
main(void)
{
	check_run("what splits cells, and what quotes them",
		what_splits_and_quotes);
	check_run("what is asked", what_is_asked);
	check_run("more than is looked at", more_than_is_looked_at);
	return check_end();
}
