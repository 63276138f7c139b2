/* SPDX-License-Identifier: MIT */
#include "csv/csv_reader.h"

#include <stdlib.h>

#include "base/buf.h"
#include "check.h"
#include "csv/csv_index.h"
#include "csvalike.h"
#include "io/split.h"
#include "textsource.h"

#define DIALECT(d, q, e) \
	{ \
		.delimiter = SPAN(d), .quote = SPAN(q), .escape = SPAN(e) \
	}

static const struct csv_limits csv_limits = CSV_LIMITS;
static const struct csv_dialect comma = DIALECT(",", "\"", "");

static void
show_record(struct buf *b, const struct csv_record *r, bool odd)
{
	buf_format(b, "%d", (int)r->line);
	if (odd)
		buf_format(b, "!%d:%d{%.*s}", (int)r->fault_line,
			(int)r->column, (int)r->raw.len, r->raw.at);
	for (size_t i = 0; i < r->count; i++)
		buf_format(b, "[%.*s]", (int)r->cells[i].len, r->cells[i].at);
	buf_byte(b, '\n');
}

/* All records of a text, one to a line: `line[cell][cell]`, an odd one as
 * `line!fault_line:column{raw}[cell]...`. */
static void
show(struct buf *b, struct span text, const struct csv_dialect *dialect,
	const struct csv_limits *limits, size_t chunk, size_t expected)
{
	struct source *source = textsource(text, chunk);
	struct csv_reader *l = csv_reader_tolerant(source, dialect, limits);
	struct csv_record r;
	enum csv_result result;

	buf_clear(b);
	csv_reader_expect(l, expected);
	while ((result = csv_reader_next(l, &r)) == CSV_READER_RECORD
		|| result == CSV_READER_MALFORMED)
		show_record(b, &r, result == CSV_READER_MALFORMED);
	if (result != CSV_READER_END)
		buf_text(b, "fault\n");
	csv_reader_close(l);
	source_close(source);
}

/* Whatever the chunks, the records are these. */
static void
expect_within(const char *text, const struct csv_dialect *dialect,
	const struct csv_limits *limits, size_t expected, const char *want)
{
	struct buf got = { 0 };

	for (size_t chunk = 1; chunk < 9; chunk++) {
		show(&got, span_of(text), dialect, limits, chunk, expected);
		CHECK_TEXT(buf_span(&got), want);
	}
	buf_free(&got);
}

static void
expect(const char *text, const struct csv_dialect *dialect, size_t expected,
	const char *want)
{
	expect_within(text, dialect, &csv_limits, expected, want);
}

static void
line_ends(void)
{
	struct csv_dialect d = comma;

	expect("a,b\r\nc,d\re,f\ng,h", &d, 0,
		"1[a][b]\n2[c][d]\n3[e][f]\n4[g][h]\n");
	expect("a\r\r\n\nb\r", &d, 0, "1[a]\n2\n3\n4[b]\n");
	expect("a,\"x\r\ny\rz\"\r\nb,c", &d, 2, "1[a][x\r\ny\rz]\n4[b][c]\n");
	d.newline = CSV_NEWLINE_LF;
	expect("a,b\r\nc\rd\n", &d, 0, "1[a][b\r]\n2[c\rd]\n");
	d.newline = CSV_NEWLINE_CR;
	expect("a\nb\rc\r", &d, 0, "1[a\nb]\n2[c]\n");
	d.newline = CSV_NEWLINE_CRLF;
	expect("a\nb\rc\r\n\r\nd\n\n", &d, 0, "1[a\nb\rc]\n2\n3[d\n\n]\n");
	expect("\n\na\r\n\nb", &d, 0, "1[\n\na]\n2[\nb]\n");
}

static void
ctrl_z(void)
{
	expect("a,b\r\nc,d\x1a", &comma, 2, "1[a][b]\n2[c][d]\n");
	expect("a,b\r\n\x1a\x1a", &comma, 2, "1[a][b]\n");
	expect("a\x1a,b\r\n", &comma, 2, "1[a\x1a][b]\n");
}

static void
dialects(void)
{
	struct csv_dialect bars = DIALECT("||", "'", "\\");
	struct csv_dialect none = DIALECT("\t", "", "");
	struct csv_dialect angles = DIALECT("<>", "", "");
	struct csv_dialect curly = DIALECT("¤", "\xe2\x80\x9c", "");
	struct csv_dialect whole = DIALECT("", "", "");
	struct csv_dialect escaped = DIALECT(",", "", "\\");

	expect("a||'b||''c'||d|e\n'it\\'s \\\\'||\\||x\n", &bars, 0,
		"1[a][b||'c][d|e]\n2[it's \\][||x]\n");
	expect("a|b||c|d|||e|\n", &bars, 0, "1[a|b][c|d][|e|]\n");
	expect("a<<>b>\n", &angles, 0, "1[a<][b>]\n");
	expect("a\t\"b\"\t\n", &none, 0, "1[a][\"b\"][]\n");
	expect("a¤\xe2\x80\x9c"
	       "b¤c\xe2\x80\x9c¤\n",
		&curly, 0, "1[a][b¤c][]\n");
	expect("a,b\n\nc\n", &whole, 0, "1[a,b]\n2\n3[c]\n");
	expect("a\\,b,c\\\\,\\n\nd\\\ne,f\n", &escaped, 0,
		"1[a,b][c\\][\\n]\n2[d\ne][f]\n");
}

static void
comments(void)
{
	struct csv_dialect d = comma;

	d.comment = SPAN("#");
	expect("#a\nb,\"#\n#c\"\n#d\ne,#f\n", &d, 0, "2[b][#\n#c]\n5[e][#f]\n");
}

/* A stray or unclosed quote costs its own line. */
static void
stray_quotes(void)
{
	expect("1,a\"b\n2,c\n", &comma, 2, "1!1:4{1,a\"b}[1][a\"b]\n2[2][c]\n");
	expect("1,\"a\n2,b\n3,c\n", &comma, 2,
		"1!1:3{1,\"a}[1][\"a]\n2[2][b]\n3[3][c]\n");
	expect("1,\"a\n2,b\n3,\"c\"\n4,d\n", &comma, 2,
		"1!1:3{1,\"a}[1][\"a]\n2[2][b]\n3[3][c]\n4[4][d]\n");
	expect("1,\"a\"b,3\n4,\"\"e\"\",6\n", &comma, 3,
		"1!1:6{1,\"a\"b,3}[1][\"a\"b][3]\n"
		"2!2:5{4,\"\"e\"\",6}[4][\"\"e\"\"][6]\n");
	expect("1,\"a,\"b\",c\"\n", &comma, 2,
		"1!1:7{1,\"a,\"b\",c\"}"
		"[1][\"a,\"b\"][c\"]\n");
	expect("x,\"a\n\"b\",c\n\"d\",e\n", &comma, 2,
		"1!1:3{x,\"a}[x][\"a]\n2[b][c]\n3[d][e]\n");
	/* Here nobody can tell whether `b,c` is a row. */
	expect("\"a\nb,c\n\"d\",e\n", &comma, 2,
		"1!1:1{\"a\nb,c}[\"a\nb][c]\n3[d][e]\n");
}

/* What an open quote swallowed may look like a record, or end in another. */
static void
swallowed_rows(void)
{
	expect("1,\"a,x\n2,b,y\n3,\",\",z\n4,\"c\",w\n", &comma, 3,
		"1!1:3{1,\"a,x}[1][\"a][x]\n2[2][b][y]\n3[3][,][z]\n"
		"4[4][c][w]\n");
	expect("1,\"a\n2,b\n3,c\"\n4,d\n", &comma, 2,
		"1[1][a\n2,b\n3,c]\n4[4][d]\n");
	expect("1,\"a\n2,b\n3,c\n4,d\"x\n5,e\n", &comma, 2,
		"1!1:3{1,\"a}[1][\"a]\n2[2][b]\n3[3][c]\n4!4:4{4,d\"x}[4][d\"x]\n"
		"5[5][e]\n");
}

/* Cells that do hold several lines are not taken apart. */
static void
true_lines(void)
{
	expect("1,\"Hello, you\nDear Sir, thanks\nbye\"z\n2,b\n", &comma, 2,
		"1!3:5{1,\"Hello, you\nDear Sir, thanks\nbye\"z}"
		"[1][\"Hello][ you\nDear Sir][ thanks\nbye\"z]\n4[2][b]\n");
	expect("1,\"a\nb\",3\n2,b\n", &comma, 2, "1[1][a\nb][3]\n3[2][b]\n");
	expect("1,\"a\nb\",\"c\n3,\"d\",e\n", &comma, 3,
		"1!2:4{1,\"a\nb\",\"c}[1][a\nb][\"c]\n3[3][d][e]\n");
}

/* Where it is asked for, a row that has all its cells is mended. */
static void
stray_quotes_are_mended(void)
{
	static const struct {
		const char *text, *want;
		bool mended;
	} rows[] = {
		{ "\"1\",\"x\"y\",\"z\"", "[1][x\"y][z]", true },
		{ "\"1\",\"x\"\",\"z\"", "[1][x\"][z]", true },
		{ "\"1\",\"\"x\",\"z\"", "[1][\"x][z]", true },
		{ "\"1\",\"a\"\"b\"c\",\"\"", "[1][a\"b\"c][]", true },
		{ "1,x\"y,z", "[1][x\"y][z]", false },
		{ "\"1\",\"x\"y\"", "[1][\"x\"y\"]", false },
		/* One quote, taken for text, makes it a row. */
		{ "1,\"x,\"y, z\"", "[1][\"x][y, z]", true },
		{ "1,\"y, z\"\",x", "[1][y, z\"][x]", true },
		{ "1,y\",\"z, z\"", "[1][y\"][z, z]", false },
		/* Two are stray. */
		{ "1,\"x,\"y,\"z\"", "[1][\"x,\"y,\"z\"]", false },
	};
	struct buf got = { 0 };

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct source *source = textsource(span_of(rows[i].text), 3);
		struct csv_reader *l = csv_reader_tolerant(source, &comma,
			&csv_limits);
		struct csv_record r;

		csv_reader_expect(l, 3);
		csv_reader_mend(l);
		CHECK_NUMBER(csv_reader_next(l, &r), CSV_READER_MALFORMED);
		CHECK(r.why == CSV_STRAY || r.why == CSV_UNCLOSED);
		CHECK_NUMBER(r.mended, rows[i].mended);
		buf_clear(&got);
		for (size_t k = 0; k < r.count; k++)
			csvalike_cell(&got, r.cells[k]);
		CHECK_TEXT(buf_span(&got), rows[i].want);
		csv_reader_close(l);
		source_close(source);
	}
	buf_free(&got);
}

static void
limits_hold(void)
{
	struct csv_limits few = { .cell = 4,
		.row = 16,
		.lines = 3,
		.columns = 3 };

	expect_within("abcde,f\ng,h\n", &comma, &few, 2,
		"1!1:1{abcde,f}[abcde][f]\n2[g][h]\n");
	expect_within("a,\"bcdef\"\ng,h\n", &comma, &few, 2,
		"1!1:3{a,\"bcdef\"}[a][bcdef]\n2[g][h]\n");
	expect_within("1,2,3,4\ng,h\n", &comma, &few, 2,
		"1!1:7{1,2,3,4}[1][2][3,4]\n2[g][h]\n");
	expect_within("abcdefghijklmnopqrstuvwxyz\ng,h\n", &comma, &few, 2,
		"1!1:1{abcdefghijklmnop}\n2[g][h]\n");
	expect_within("a,\"\n\n\n\n\ng,h\n", &comma, &few, 2,
		"1!1:3{a,\"\n\n}[a][\"\n\n]\n4\n5\n6[g][h]\n");
}

/* A line end that is escaped is text; not where no line follows, and not
 * without an end. */
static void
escaped_line_ends(void)
{
	struct csv_dialect d = DIALECT(",", "\"", "\\");
	struct csv_limits few = { .cell = 9,
		.row = 16,
		.lines = 3,
		.columns = 2 };

	expect("a\\\nb\\\r\nc,d\n", &d, 2, "1[a\nb\r\nc][d]\n");
	expect("a,b\\", &d, 2, "1[a][b\\]\n");
	expect("a,b\\\n", &d, 2, "1[a][b\\]\n");
	expect("a,b\\\n\x1a", &d, 2, "1[a][b\\]\n");
	expect_within("a,b\\\nc\\\nd\ne,f\n", &d, &few, 2,
		"1[a][b\nc\nd]\n4[e][f]\n");
	expect_within("a,b\\\nc\\\nd\\", &d, &few, 2, "1[a][b\nc\nd\\]\n");
	expect_within("a,b\\\nc\\\nd\\\ne\ng,h\n", &d, &few, 2,
		"1!1:3{a,b\\\nc\\\nd\\}[a][b\\\nc\\\nd\\]\n4[e]\n5[g][h]\n");
	expect_within("a,b\\\n0123456789abc\ng,h\n", &d, &few, 2,
		"1!1:3{a,b\\}[a][b\\]\n2!2:1{0123456789abc}[0123456789abc]\n"
		"3[g][h]\n");
	expect_within("a\\,bcdefghi,j\nh,i\n", &d, &few, 2,
		"1!1:1{a\\,bcdefghi,j}[a\\][bcdefghi,j]\n2[h][i]\n");
	/* What is said of a cell is said where it begins. */
	expect_within("a,b\\\ncdefghij\ng,h\n", &d, &few, 2,
		"1!1:3{a,b\\\ncdefghij}[a][b\\\ncdefghij]\n3[g][h]\n");
	expect_within("a,b,c\\\nd,e\ng,h\n", &d, &few, 2,
		"1!1:5{a,b,c\\\nd,e}[a][b,c\\\nd,e]\n3[g][h]\n");
	expect_within("a,b,\"c\nd\"\ng,h\n", &d, &few, 2,
		"1!1:6{a,b,\"c\nd\"}[a][b,\"c\nd\"]\n3[g][h]\n");
}

/* Each fault has its words. */
static void
words_for_people(void)
{
	static const struct {
		const char *text, *words;
	} faults[] = {
		{ "a,b", "" },
		{ "a,b\"", "a quote stands where none may" },
		{ "a,\"b", "the quote that opens here is not closed" },
		{ "abcde,f",
			"the cell that begins here is too long "
			"(limit cell)" },
		{ "abcdefghijklmnopq", "the row is too long (limit row)" },
		{ "a,\"\n\n\n\"",
			"the quote that opens here is not closed soon "
			"(limit lines)" },
		{ "a,\\\n\\\n\\\n",
			"the cell that begins here has too many "
			"lines (limit lines)" },
		{ "1,2,3,4", "the row has too many cells (limit columns)" },
	};
	struct csv_dialect d = DIALECT(",", "\"", "\\");
	struct csv_limits few = { .cell = 4,
		.row = 16,
		.lines = 3,
		.columns = 3 };

	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct source *source = textsource(span_of(faults[i].text), 9);
		struct csv_reader *l = csv_reader_tolerant(source, &d, &few);
		struct csv_record r;

		CHECK_NUMBER(csv_reader_next(l, &r),
			i ? CSV_READER_MALFORMED : CSV_READER_RECORD);
		CHECK_TEXT(span_of(csv_reader_words(r.why)), faults[i].words);
		csv_reader_close(l);
		source_close(source);
	}
	CHECK_TEXT(span_of(csv_reader_words(CSV_UNREAD)), "");
}

/* Of quoted cells of several lines only so many are kept in mind. */
static void
many_cells_of_several_lines(void)
{
	struct buf text = { 0 }, want = { 0 };

	buf_text(&want, "1");
	for (int i = 0; i < 12; i++) {
		buf_format(&text, "%s\"a\nb\"", i ? ";" : "");
		buf_text(&want, "[a\nb]");
	}
	buf_text(&text, "\nx;y\n");
	buf_text(&want, "\n14[x][y]\n");
	expect(buf_string(&text), &(struct csv_dialect)DIALECT(";", "\"", ""),
		12, buf_string(&want));
	/* The last is the one that nothing closes. */
	buf_clear(&text);
	for (int i = 0; i < 12; i++)
		buf_format(&text, "\"a\nb%s", i < 11 ? "\";" : "\n");
	buf_text(&text, "1;2;3;4;5;6;7;8;9;10;11;12\n");
	buf_clear(&want);
	buf_text(&want, "1!12:4{");
	buf_add(&want, (struct span){ text.at, 12 * 6 - 2 });
	buf_byte(&want, '}');
	for (int i = 0; i < 11; i++)
		buf_text(&want, "[a\nb]");
	buf_text(&want, "[\"a\nb]\n14");
	for (int i = 1; i < 13; i++)
		buf_format(&want, "[%d]", i);
	buf_byte(&want, '\n');
	expect(buf_string(&text), &(struct csv_dialect)DIALECT(";", "\"", ""),
		12, buf_string(&want));
	buf_free(&text);
	buf_free(&want);
}

/* Two columns and a comma may be a sentence; a longer mark is none. */
static void
marks_that_sentences_lack(void)
{
	struct csv_dialect colons = DIALECT("::", "\"", "");
	struct csv_dialect semicolon = DIALECT(";", "\"", "");

	expect("1,\"a\nb, c\nd\"x\n2,e\n", &comma, 2,
		"1!3:3{1,\"a\nb, c\nd\"x}[1][\"a\nb][ c\nd\"x]\n4[2][e]\n");
	expect("1;\"a\nb;c\nd\"x\n2;e\n", &semicolon, 2,
		"1!1:3{1;\"a}[1][\"a]\n2[b][c]\n3!3:2{d\"x}[d\"x]\n4[2][e]\n");
	expect("1::\"a\nb::c\nd\"x\n2::e\n", &colons, 2,
		"1!1:4{1::\"a}[1][\"a]\n2[b][c]\n3!3:2{d\"x}[d\"x]\n4[2][e]\n");
}

/* A line that is one cell, and may be quoted. */
static void
one_cell_in_a_line(void)
{
	struct csv_dialect whole = DIALECT("", "\"", "");

	expect("\"a,b\"\nc\n", &whole, 1, "1[a,b]\n2[c]\n");
	expect("\"a\"b\"\nc\n", &whole, 1, "1!1:4{\"a\"b\"}[\"a\"b\"]\n2[c]\n");
	/* Where two are expected, no line can be a row. */
	expect("\"a\nb\nc\"d\ne\n", &whole, 2,
		"1!1:1{\"a}[\"a]\n2[b]\n3!3:2{c\"d}[c\"d]\n4[e]\n");
}

/* A cell is read whole, however much more room it takes. */
static void
a_cell_beyond_the_room(void)
{
	struct buf text = { 0 };
	struct source *source;
	struct csv_reader *l;
	struct csv_record r;

	for (int i = 0; i < 200000; i++)
		buf_byte(&text, (char)('a' + i % 26));
	buf_text(&text, ",b\nc,d\n");
	source = textsource(buf_span(&text), 9999);
	l = csv_reader_tolerant(source, &comma, &csv_limits);
	CHECK_NUMBER(csv_reader_next(l, &r), CSV_READER_RECORD);
	CHECK_NUMBER(r.count, 2);
	CHECK(span_equal(r.cells[0], (struct span){ text.at, 200000 }));
	CHECK_TEXT(r.cells[1], "b");
	CHECK_NUMBER(csv_reader_next(l, &r), CSV_READER_RECORD);
	CHECK_TEXT(r.cells[0], "c");
	csv_reader_close(l);
	source_close(source);
	buf_free(&text);
}

static void
check_usual(struct span text, size_t lines, size_t want)
{
	struct csv_dialect d = comma;
	struct source *source = textsource(text, 50000);
	struct csv_reader *l;

	d.comment = SPAN("#");
	l = csv_reader_tolerant(source, &d, &csv_limits);
	CHECK_NUMBER(csv_reader_usual(l, lines), want);
	csv_reader_close(l);
	source_close(source);
}

/* Comments, blank lines and odd ones do not count; lines are looked at as far
 * as one asks, and no more than a million bytes of them. */
static void
the_usual_number_of_cells(void)
{
	struct buf text = { 0 };

	check_usual(SPAN("#a\n#b\n#c\nd,e\n#f\ng,h\ni\n"), 99, 2);
	check_usual(SPAN("\n\n\n1,2,3\n"), 99, 3);
	check_usual(SPAN("1,a\"\n2,b\"\n1,2,3\n"), 99, 3);
	check_usual(SPAN("1\n2,b\n3,c\n"), 1, 1);
	check_usual(SPAN("1\n2,b\n3,c\n"), 3, 2);
	check_usual(SPAN("1,2\n"), 0, 0);
	check_usual(SPAN(""), 9, 0);
	for (int i = 0; i < 3; i++) {
		for (int k = 0; k < 1024; k++)
			buf_byte(&text, ',');
		buf_byte(&text, '\n');
	}
	buf_text(&text, "a,b\n");
	check_usual(buf_span(&text), 9, 2);
	buf_clear(&text);
	for (int i = 0; i < 300000; i++)
		buf_text(&text, "ab,c\n");
	for (int i = 0; i < 400000; i++)
		buf_text(&text, "d\n");
	check_usual(buf_span(&text), SIZE_MAX, 2);
	buf_free(&text);
}

/* The rest of a line that is too long is passed over; a source that fails
 * there is no end. */
static void
a_long_line_that_breaks_off(void)
{
	static const struct csv_limits few = { .cell = 4,
		.row = 4,
		.lines = 2,
		.columns = 4 };
	struct csv_record r;

	for (int usual = 0; usual < 2; usual++) {
		struct source *source =
			textsource_ends(SPAN("0123456789abcdef"), 3, true);
		struct csv_reader *l = csv_reader_tolerant(source, &comma,
			&few);

		CHECK_NUMBER(csv_reader_next(l, &r), CSV_READER_MALFORMED);
		CHECK_NUMBER(r.why, CSV_LONG_ROW);
		CHECK_TEXT(r.raw, "0123");
		if (usual)
			CHECK_NUMBER(csv_reader_usual(l, 9), 0);
		CHECK_NUMBER(csv_reader_next(l, &r), CSV_READER_FAULT);
		csv_reader_close(l);
		source_close(source);
	}
}

static void
lines_as_they_are(void)
{
	struct source *source = textsource(SPAN("a \"b\n\n1,2\n3,4"), 3);
	struct csv_reader *l = csv_reader_tolerant(source, &comma, &csv_limits);
	struct csv_record r;

	CHECK(csv_reader_line(l, &r) == CSV_READER_RECORD);
	CHECK_TEXT(r.raw, "a \"b");
	CHECK(csv_reader_line(l, &r) == CSV_READER_RECORD);
	CHECK_NUMBER(r.raw.len, 0);
	CHECK(csv_reader_next(l, &r) == CSV_READER_RECORD);
	CHECK_NUMBER(r.line, 3);
	csv_reader_back(l);
	CHECK(csv_reader_line(l, &r) == CSV_READER_RECORD);
	CHECK_TEXT(r.raw, "1,2");
	CHECK(csv_reader_next(l, &r) == CSV_READER_RECORD);
	CHECK_TEXT(r.raw, "3,4");
	CHECK(csv_reader_next(l, &r) == CSV_READER_END);
	csv_reader_close(l);
	source_close(source);
}

static uint64_t seed = 20100630;

/* All records of a text, with the index, whole runs of rows where it has them,
 * or without. */
static void
show_way(struct buf *b, struct span text, const struct csv_dialect *dialect,
	size_t chunk, size_t expected, enum csvalike_way way)
{
	struct source *source = textsource(text, chunk);
	struct csv_reader *l = csv_reader_tolerant(source, dialect,
		&csv_limits);
	int quote = dialect->quote.len ? *dialect->quote.at : -1;
	struct csv_record r;
	enum csv_result result;

	buf_clear(b);
	if (way == CSVALIKE_EXACT)
		csv_reader_exact(l);
	csv_reader_expect(l, expected);
	while ((result = csv_reader_next(l, &r)) == CSV_READER_RECORD
		|| result == CSV_READER_MALFORMED) {
		show_record(b, &r, result == CSV_READER_MALFORMED);
		if (way == CSVALIKE_ROWS)
			csvalike_rows(b, l, r.count, quote);
	}
	csv_reader_close(l);
	source_close(source);
}

static unsigned
draw(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

/* How many cells all records have that have any; 0: not all the same. */
struct libcsv_saw {
	size_t records, width;
	bool even;
};

/* What libcsv makes of it, in the words of show(); false when it refuses. */
static bool
show_libcsv(struct buf *b, struct span text, size_t chunk,
	const struct csv_bytes *dialect, struct libcsv_saw *saw)
{
	struct source *source = textsource(text, chunk);
	struct csv_reader *c = csv_reader_open(source, dialect);
	struct csv_record r;
	enum csv_result result;

	buf_clear(b);
	*saw = (struct libcsv_saw){ .even = true };
	csv_reader_exact(c);
	while ((result = csv_reader_next(c, &r)) == CSV_READER_RECORD) {
		buf_format(b, "%d", (int)r.line);
		for (size_t i = 0; i < r.count; i++)
			buf_format(b, "[%.*s]", (int)r.cells[i].len,
				r.cells[i].at);
		buf_byte(b, '\n');
		if (!r.count)
			continue;
		saw->even &= !saw->width || r.count == saw->width;
		saw->width = r.count;
		saw->records++;
	}
	csv_reader_close(c);
	source_close(source);
	return result == CSV_READER_END;
}

/* Text of the pieces that matter: `,` and `"` stand for the dialect's own. */
static void
random_text(struct buf *b, char delimiter, char quote)
{
	static const char *const parts[] = { "\"", "\"", "\"\"", ",", ",", "\n",
		"\n", "\r\n", "a", "b ", " ", "\xc3\xa6", "\xe6", "~", "\",\"",
		"\"\n\"", "\n\"", "x,y\n", "\"p,q\"", "\"p\nq\"", "\"\",",
		"1,2\n", "\"a\"\"b\"", "\",", ",\"" };

	buf_clear(b);
	for (unsigned n = draw(24); n; n--)
		buf_text(b, parts[draw(sizeof(parts) / sizeof(*parts))]);
	for (size_t i = 0; i < b->len; i++)
		if (b->at[i] == ',')
			b->at[i] = delimiter;
		else if (b->at[i] == '"')
			b->at[i] = quote;
}

/* A cell that is quoted and holds anything, lines that look like rows too. */
static void
random_cell(struct buf *b, char delimiter, char quote)
{
	const char parts[] = { delimiter, delimiter, '\n', '\r', 'a', '1', ' ',
		quote };

	buf_byte(b, quote);
	for (unsigned n = draw(12); n; n--) {
		char c = parts[draw(sizeof(parts))];

		buf_byte(b, c);
		if (c == quote)
			buf_byte(b, c);
		if (c == '\r')
			buf_byte(b, '\n');
	}
	buf_byte(b, quote);
}

/* A sound table. */
static void
random_table(struct buf *b, char delimiter, char quote)
{
	unsigned width = 1 + draw(4);

	buf_clear(b);
	for (unsigned rows = 2 + draw(6); rows; rows--)
		for (unsigned i = 0; i < width; i++) {
			if (draw(3) == 0)
				random_cell(b, delimiter, quote);
			else
				buf_text(b, draw(2) ? "x" : "12");
			if (i + 1 < width)
				buf_byte(b, delimiter);
			else
				buf_text(b, draw(2) ? "\n" : "\r\n");
		}
}

/* How many random texts: more of them by `make pollution`. */
static unsigned
many(unsigned n)
{
	const char *times = getenv("BIF_TIMES");

	for (unsigned k = 0; times && *times >= '0' && *times <= '9'; times++) {
		k = k * 10 + (unsigned)(*times - '0');
		if (!times[1])
			return n * k;
	}
	return n;
}

/* On what libcsv reads, both agree: without knowing how many cells a row has,
 * and knowing it, where all have as many. */
static void
agrees_with_libcsv(void)
{
	static const char delimiters[] = ",;\t|", quotes[] = "\"\"'";
	struct buf text = { 0 }, got = { 0 }, want = { 0 };
	unsigned read = 0, even = 0;

	for (unsigned i = 0; i < many(60000); i++) {
		char d = delimiters[draw(4)], q = quotes[draw(3)];
		struct csv_bytes dialect = { d, q, -1 };
		struct csv_dialect loose = { .delimiter = { &d, 1 },
			.quote = { &q, 1 } };
		size_t chunk = 1 + draw(7);
		struct libcsv_saw saw;

		if (i % 4)
			random_text(&text, d, q);
		else
			random_table(&text, d, q);
		if (!show_libcsv(&want, buf_span(&text), chunk, &dialect, &saw))
			continue;
		read++;
		show(&got, buf_span(&text), &loose, &csv_limits, chunk, 0);
		check_text(buf_span(&got), buf_string(&want), buf_string(&text),
			(int)i);
		if (!saw.even || saw.records < 2)
			continue;
		even++;
		show(&got, buf_span(&text), &loose, &csv_limits, chunk,
			saw.width);
		check_text(buf_span(&got), buf_string(&want), buf_string(&text),
			(int)i);
	}
	CHECK(read > 10000);
	CHECK(even > 10000);
	buf_free(&text);
	buf_free(&got);
	buf_free(&want);
}

/* The index makes no difference, on any path, in any dialect, whatever the
 * chunks: lone CRs, escapes, comments and stray quotes are left to others. */
static void
the_index_makes_no_difference(void)
{
	static const struct csv_dialect dialects[] = { DIALECT(",", "\"", ""),
		{ .delimiter = SPAN(","),
			.quote = SPAN("\""),
			.newline = CSV_NEWLINE_LF },
		{ .delimiter = SPAN(","),
			.quote = SPAN("\""),
			.escape = SPAN("~"),
			.comment = SPAN("b ") },
		{ .delimiter = SPAN(","), .escape = SPAN("~") },
		{ .delimiter = SPAN(","), .comment = SPAN("\"") } };
	struct buf text = { 0 }, part = { 0 }, got = { 0 }, want = { 0 };

	for (unsigned i = 0; i < many(6000); i++) {
		const struct csv_dialect *d = &dialects[draw(5)];
		size_t expected = draw(4),
		       chunk = draw(2) ? 1 + draw(99) : SIZE_MAX;

		buf_clear(&text);
		for (unsigned n = 1 + draw(8); n; n--) {
			if (draw(3))
				random_table(&part, ',', '"');
			else
				random_text(&part, ',', '"');
			buf_add(&text, buf_span(&part));
			if (!draw(9))
				buf_byte(&text, '\r');
		}
		show_way(&want, buf_span(&text), d, SIZE_MAX, expected,
			CSVALIKE_EXACT);
		for (unsigned path = SPLIT_SCALAR; path <= SPLIT_AVX512;
			path++) {
			if (!split_use((enum split_path)path))
				continue;
			show_way(&got, buf_span(&text), d, chunk, expected,
				draw(2) ? CSVALIKE_NEXT : CSVALIKE_ROWS);
			check_text(buf_span(&got), buf_string(&want),
				buf_string(&text), (int)i);
		}
	}
	buf_free(&text);
	buf_free(&part);
	buf_free(&got);
	buf_free(&want);
}

/* A table whose every row has a stray quote, and one among them that has not:
 * the index is made anew after each, and never of more than it needs. */
static void
irregular_rows_and_then_regular_ones(void)
{
	struct csv_dialect semicolon = DIALECT(";", "\"", "");
	struct buf text = { 0 };
	struct csv_rows rows;
	struct csv_record r;
	struct source *source;
	struct csv_reader *l;
	size_t n, runs = 0, odd = 0;

	for (int i = 0; i < 3000; i++)
		buf_format(&text, "%d;5%s pipe;%d\r\n", i,
			i < 500 || i == 2000 ? "\"" : "", i % 7);
	source = textsource(buf_span(&text), SIZE_MAX);
	l = csv_reader_tolerant(source, &semicolon, &csv_limits);
	csv_reader_expect(l, 3);
	for (;;) {
		enum csv_result got = csv_reader_next(l, &r);

		if (got == CSV_READER_END)
			break;
		odd += got == CSV_READER_MALFORMED;
		CHECK_NUMBER(r.count, 3);
		while ((n = csv_reader_rows(l, 3, &rows))) {
			runs += n;
			csv_reader_take(l, n);
		}
	}
	CHECK_NUMBER(odd, 501);
	CHECK(runs > 2400);
	csv_reader_close(l);
	source_close(source);
	buf_free(&text);
}

/* Whatever is expected, no byte is lost, and lines are counted. */
static void
loses_nothing(void)
{
	struct csv_limits few = { .cell = 6,
		.row = 24,
		.lines = 4,
		.columns = 4 };
	struct buf text = { 0 };

	for (unsigned i = 0; i < many(20000); i++) {
		struct csv_record r;
		struct source *source;
		struct csv_reader *l;
		uint64_t lines = 1;

		random_text(&text, ',', '"');
		source = textsource(buf_span(&text), 1 + draw(7));
		l = csv_reader_tolerant(source, &comma,
			draw(2) ? &few : &csv_limits);
		csv_reader_expect(l, draw(4));
		for (;;) {
			enum csv_result result = csv_reader_next(l, &r);

			if (result != CSV_READER_RECORD
				&& result != CSV_READER_MALFORMED) {
				CHECK(result == CSV_READER_END);
				break;
			}
			CHECK_NUMBER(r.line, lines);
			CHECK(r.lines >= 1);
			lines += r.lines;
		}
		csv_reader_close(l);
		source_close(source);
	}
	buf_free(&text);
}

/* A source that fails is no end, wherever it fails and however it is read. */
static void
a_read_that_fails_is_no_end(void)
{
	static const char text[] = "a,b\n\"1\n2\",3\r\n\"4,\"5\n\n6,7\"8\r9,\""
				   "\n1\\\n2\\\n";
	static const struct csv_dialect escaped = DIALECT(",", "\"", "\\");
	struct csv_record r;

	for (size_t n = 0; n < sizeof(text); n++)
		for (int way = 0; way < 3; way++) {
			struct source *source =
				textsource_ends((struct span){ text, n }, 3,
					true);
			struct csv_reader *l = csv_reader_tolerant(source,
				n % 2 ? &comma : &escaped, &csv_limits);
			enum csv_result got = CSV_READER_RECORD;

			if (way == 2)
				csv_reader_expect(l, csv_reader_usual(l, 9));
			while (got == CSV_READER_RECORD
				|| got == CSV_READER_MALFORMED)
				got = way == 1 ? csv_reader_line(l, &r)
					       : csv_reader_next(l, &r);
			CHECK_NUMBER(got, CSV_READER_FAULT);
			csv_reader_close(l);
			source_close(source);
		}
	csv_reader_close(NULL);
}

int
main(void)
{
	check_run("lines end in LF, CR LF and CR, or as is said", line_ends);
	check_run("a Ctrl-Z at the end is no text", ctrl_z);
	check_run("delimiters, quotes and escapes of any kind", dialects);
	check_run("comments", comments);
	check_run("a stray quote costs its own line", stray_quotes);
	check_run("rows an open quote swallowed", swallowed_rows);
	check_run("cells of several lines stay whole", true_lines);
	check_run("a stray quote is mended", stray_quotes_are_mended);
	check_run("limits", limits_hold);
	check_run("words for each fault", words_for_people);
	check_run("a line end that is escaped: text, and never too many",
		escaped_line_ends);
	check_run("many quoted cells of several lines in a row",
		many_cells_of_several_lines);
	check_run("a longer mark tells rows from sentences",
		marks_that_sentences_lack);
	check_run("one cell in a line", one_cell_in_a_line);
	check_run("a cell beyond the room there is", a_cell_beyond_the_room);
	check_run("the usual number of cells", the_usual_number_of_cells);
	check_run("a source that fails in a line that is too long",
		a_long_line_that_breaks_off);
	check_run("lines as they are", lines_as_they_are);
	check_run("agrees with libcsv on what libcsv reads",
		agrees_with_libcsv);
	check_run("the index makes no difference",
		the_index_makes_no_difference);
	check_run("irregular rows, and then regular ones",
		irregular_rows_and_then_regular_ones);
	check_run("loses nothing", loses_nothing);
	check_run("a read that fails is no end", a_read_that_fails_is_no_end);
	return check_end();
}
