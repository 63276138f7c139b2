/* SPDX-License-Identifier: MIT */
#include "csv/csv_reader.h"

#include "base/buf.h"
#include "check.h"
#include "csvalike.h"

static const struct csv_bytes semicolon = { ';', '"', -1 };
static const struct csv_bytes backslash = { ';', '"', '\\' };
static const struct csv_bytes unquoted = { ';', -1, -1 };
static const struct csv_bytes tab = { '\t', '"', -1 };

/* Whatever the chunks and the way, the records are these. */
static void
expect(const char *text, const struct csv_bytes *dialect, const char *want)
{
	struct buf got = { 0 };

	csvalike_show(&got, span_of(text), dialect, SIZE_MAX, CSVALIKE_EXACT);
	CHECK_TEXT(buf_span(&got), want);
	for (size_t chunk = 1; chunk < 20; chunk++)
		CHECK(csvalike(span_of(text), dialect, chunk));
	CHECK(csvalike(span_of(text), dialect, SIZE_MAX));
	buf_free(&got);
}

static void
lines_and_cells(void)
{
	expect("a;b\r\n1;2\n", &semicolon, "1[a][b]\n2[1][2]\n");
	expect("a;b", &semicolon, "1[a][b]\n");
	expect("a;b\r", &semicolon, "1[a][b]\n");
	expect("", &semicolon, "");
	expect("\n\r\n;\n", &semicolon, "1\n2\n3[][]\n");
	expect(" a ; b\t\n", &semicolon, "1[ a ][ b\t]\n");
	expect("a\rb;c\r\n", &semicolon, "1[a\rb][c]\n");
}

static void
quoted_cells(void)
{
	expect("\"a;\"\"b\"\"\";\"\"\r\n\"c\"", &semicolon,
		"1[a;\"b\"][]\n2[c]\n");
	expect("1;\"a\r\n\r\nb\"\n2;c\n", &semicolon,
		"1[1][a\r\n\r\nb]\n4[2][c]\n");
	expect("\"a\rb\";c\r", &semicolon, "1[a\rb][c]\n");
}

static void
a_fault_costs_its_own_lines(void)
{
	expect("1;\"a\n2;b\n3;\"c\"\n", &semicolon,
		"1!1:3{1;\"a}\n2[2][b]\n3[3][c]\n");
	expect("1;\"a\n2;b\n", &semicolon, "1!1:3{1;\"a}\n2[2][b]\n");
	expect("1;a\"b\n2;c\n", &semicolon, "1!1:4{1;a\"b}\n2[2][c]\n");
	expect("\"a\"b\n2\n", &semicolon, "1!1:4{\"a\"b}\n2[2]\n");
	expect("\"a\";\"b\n\"c\";\"d\"\n", &semicolon,
		"1!1:5{\"a\";\"b}\n2[c][d]\n");
	expect("1;\"x\ny\";\"z\n2;w\n", &semicolon,
		"1!2:4{1;\"x\ny\";\"z}\n3[2][w]\n");
	expect("1;\"", &semicolon, "1!1:3{1;\"}\n");
}

static void
other_dialects(void)
{
	expect("a\"b;\"c\n", &unquoted, "1[a\"b][\"c]\n");
	expect("\"a\\\"b\";\"c\\\\\";\\x\n", &backslash, "1[a\"b][c\\][\\x]\n");
	expect("\"\\\"\"x\n1\n", &backslash, "1!1:5{\"\\\"\"x}\n2[1]\n");
}

/* A quote may hold CSV_READER_LINES lines and CSV_READER_BYTES bytes, and no more. */
static void
open_quotes_are_bounded(void)
{
	struct buf text = { 0 }, got = { 0 };

	for (int more = 0; more < 2; more++) {
		buf_clear(&text);
		buf_text(&text, "\"");
		for (int i = 1; i < CSV_READER_LINES + more; i++)
			buf_text(&text, "\n");
		buf_text(&text, "\"\nz\n");
		csvalike_show(&got, buf_span(&text), &semicolon, 65536,
			CSVALIKE_NEXT);
		CHECK(!strncmp(buf_string(&got), more ? "1!1:1{\"}\n" : "1[\n",
			more ? 8 : 3));
		CHECK(strstr(buf_string(&got), "[z]\n") != NULL);
	}
	buf_clear(&text);
	buf_text(&text, "a;\"b\n");
	for (size_t i = 0; i < CSV_READER_BYTES; i++)
		buf_byte(&text, 'x');
	buf_text(&text, "\nc\n");
	csvalike_show(&got, buf_span(&text), &semicolon, 65536, CSVALIKE_NEXT);
	CHECK(!strncmp(buf_string(&got), "1!1:3{a;\"b}\n2[xxx", 17));
	buf_free(&text);
	buf_free(&got);
}

static void
a_line_without_end_is_refused(void)
{
	struct buf text = { 0 };
	struct csv_record r;
	struct source *source;
	struct csv_reader *c;

	for (size_t i = 0; i < 3 * CSV_READER_BYTES; i++)
		buf_byte(&text, 'x');
	buf_text(&text, "\nlast\n");
	source = textsource(buf_span(&text), 9999);
	c = csv_reader_open(source, &semicolon);
	CHECK_NUMBER(csv_reader_next(c, &r), CSV_READER_MALFORMED);
	CHECK_NUMBER(r.raw.len, CSV_READER_BYTES);
	CHECK_NUMBER(csv_reader_next(c, &r), CSV_READER_RECORD);
	CHECK_NUMBER(r.line, 2);
	CHECK_TEXT(r.cells[0], "last");
	CHECK_NUMBER(csv_reader_next(c, &r), CSV_READER_END);
	CHECK_NUMBER(csv_reader_next(c, &r), CSV_READER_END);
	csv_reader_close(c);
	source_close(source);
	buf_free(&text);
}

/* However much of it has been read when its length is seen. */
static void
a_long_line_ends_anywhere(void)
{
	struct buf text = { 0 };
	struct csv_record r;
	struct source *source;
	struct csv_reader *c;

	for (size_t i = 0; i < CSV_READER_BYTES + 100; i++)
		buf_byte(&text, 'x');
	for (int ended = 1; ended >= 0; ended--) {
		source = textsource((struct span){ text.at, text.len },
			SIZE_MAX);
		if (ended)
			text.at[CSV_READER_BYTES + 98] = '\n';
		c = csv_reader_open(source, &semicolon);
		CHECK_NUMBER(csv_reader_next(c, &r), CSV_READER_MALFORMED);
		CHECK_NUMBER(r.raw.len, CSV_READER_BYTES);
		if (ended) {
			CHECK_NUMBER(csv_reader_next(c, &r), CSV_READER_RECORD);
			CHECK_NUMBER(r.line, 2);
		}
		CHECK_NUMBER(csv_reader_next(c, &r), CSV_READER_END);
		CHECK_NUMBER(csv_reader_rows(c, 1, &(struct csv_rows){ 0 }), 0);
		CHECK_NUMBER(csv_reader_line(c, &r), CSV_READER_END);
		csv_reader_close(c);
		source_close(source);
		text.at[CSV_READER_BYTES + 98] = 'x';
	}
	buf_free(&text);
}

/* A source that fails is no end, wherever it fails. */
static void
a_read_that_fails_is_no_end(void)
{
	static const char text[] = "a;b\n1;\"2\n3\";4\n\n5;6";
	struct csv_record r;
	struct buf line = { 0 };

	for (size_t n = 0; n < sizeof(text); n++)
		for (int by_lines = 0; by_lines < 2; by_lines++) {
			struct source *source =
				textsource_ends((struct span){ text, n }, 3,
					true);
			struct csv_reader *c = csv_reader_open(source,
				&semicolon);
			enum csv_result got;

			do
				got = by_lines ? csv_reader_line(c, &r)
					       : csv_reader_next(c, &r);
			while (got == CSV_READER_RECORD
				|| got == CSV_READER_MALFORMED);
			CHECK_NUMBER(got, CSV_READER_FAULT);
			csv_reader_close(c);
			source_close(source);
		}
	for (size_t i = 0; i < 2 * CSV_READER_BYTES; i++)
		buf_byte(&line, 'x');
	for (int by_lines = 0; by_lines < 2; by_lines++) {
		struct source *source = textsource_ends(buf_span(&line), 99999,
			true);
		struct csv_reader *c = csv_reader_open(source, &semicolon);

		CHECK_NUMBER(csv_reader_next(c, &r), CSV_READER_MALFORMED);
		CHECK_NUMBER(by_lines ? csv_reader_line(c, &r)
				      : csv_reader_next(c, &r),
			CSV_READER_FAULT);
		csv_reader_close(c);
		source_close(source);
	}
	csv_reader_close(NULL);
	buf_free(&line);
}

static void
lines_come_raw_and_records_come_back(void)
{
	struct source *source = textsource(span_of("t \"x\n\"a\nb\";c\nd\n"),
		3);
	struct csv_reader *c = csv_reader_open(source, &semicolon);
	struct csv_record r;

	CHECK_NUMBER(csv_reader_line(c, &r), CSV_READER_RECORD);
	CHECK_TEXT(r.raw, "t \"x");
	CHECK_NUMBER(csv_reader_line(c, &r), CSV_READER_RECORD);
	CHECK_TEXT(r.raw, "\"a");
	csv_reader_back(c);
	CHECK_NUMBER(csv_reader_next(c, &r), CSV_READER_RECORD);
	CHECK_NUMBER(r.line, 2);
	CHECK_TEXT(r.cells[0], "a\nb");
	csv_reader_back(c);
	CHECK_NUMBER(csv_reader_next(c, &r), CSV_READER_RECORD);
	CHECK_TEXT(r.cells[1], "c");
	CHECK_NUMBER(csv_reader_next(c, &r), CSV_READER_RECORD);
	CHECK_NUMBER(r.line, 4);
	csv_reader_close(c);
	source_close(source);
}

/* Bytes that are likely to matter, less likely the fewer faults are wanted. */
static const char *const likely[] = { "aaa;;;\"\"\"\n\n\r\\ ",
	"abcdefghijklm;;;\n\n\r\\\t\xe6", "aaaaabbbbbb;;;\n\"", ";\n\"" };
#define LIKELY (sizeof(likely) / sizeof(*likely))

/* Pieces that go well together. */
static const char *const pieces[] = { ";", ";", "\n", "\r\n", "abc", "",
	"\"a;b\"", "\"\"", "\"x\"\"y\"", "\"l1\nl2\"", "\xe6\xf8",
	"\"a long cell, quoted, of more than one block of bytes: 64 of them\"",
	"\\\"", "\0" };
#define PIECES (sizeof(pieces) / sizeof(*pieces))

static uint32_t
draw(uint32_t *seed, size_t n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % (uint32_t)n;
}

/* A text of about n bytes; the same for the same seed. */
static void
make_text(struct buf *b, uint32_t seed, size_t n)
{
	const char *some = likely[seed % LIKELY];
	bool whole = seed / LIKELY % 2;

	buf_clear(b);
	while (b->len < n)
		if (whole && draw(&seed, 200))
			buf_text(b, pieces[draw(&seed, PIECES)]);
		else
			buf_byte(b, some[draw(&seed, strlen(some))]);
}

/* No byte is lost or read twice: each record begins where the last one's
 * lines ended. */
static bool
covers(struct span text, const struct csv_bytes *dialect)
{
	struct source *source = textsource(text, 5);
	struct csv_reader *c = csv_reader_open(source, dialect);
	struct csv_record r;
	uint64_t at = 0, line = 1;
	bool good = true;

	while (csv_reader_next(c, &r) != CSV_READER_END && good) {
		good = r.line == line
			&& !memcmp(r.raw.at, text.at + at, r.raw.len);
		for (size_t i = 0; i < r.raw.len; i++)
			line += r.raw.at[i] == '\n';
		at += r.raw.len;
		at += at < text.len && text.at[at] == '\r';
		line += at < text.len;
		at += at < text.len;
	}
	csv_reader_close(c);
	source_close(source);
	return good && at == text.len;
}

static const struct csv_bytes *const dialects[] = { &semicolon, &semicolon,
	&backslash, &unquoted, &tab };

static void
try_text(struct buf *text, uint32_t seed, size_t n)
{
	const struct csv_bytes *d =
		dialects[seed % (sizeof(dialects) / sizeof(*dialects))];

	make_text(text, seed, n);
	CHECK(csvalike(buf_span(text), d, SIZE_MAX));
	CHECK(csvalike(buf_span(text), d, 1 + n / 10 + seed % 7));
	for (unsigned path = SPLIT_NONE; path <= SPLIT_AVX512; path++)
		if (split_use((enum split_path)path))
			CHECK(covers(buf_span(text), d));
}

/* A byte with two meanings, of which libcsv has the say. */
static void
dialects_that_contradict(void)
{
	static const struct csv_bytes odd[] = { { '\n', '"', -1 },
		{ '\r', -1, -1 }, { ';', '\n', -1 }, { ';', '\r', -1 },
		{ ';', ';', -1 }, { ';', '"', '"' } };
	struct buf text = { 0 };

	for (uint32_t seed = 0; seed < 300; seed++) {
		make_text(&text, seed, seed % 100);
		CHECK(csvalike(buf_span(&text), &odd[seed % 6], SIZE_MAX));
		CHECK(csvalike(buf_span(&text), &odd[seed % 6], 3));
	}
	buf_free(&text);
}

static void
any_text_reads_alike(void)
{
	struct buf text = { 0 };

	for (uint32_t seed = 0; seed < 3000; seed++)
		try_text(&text, seed, seed % 300);
	buf_free(&text);
}

/* Longer than what the index is made of at a time. */
static void
any_long_text_reads_alike(void)
{
	struct buf text = { 0 };

	for (uint32_t seed = 0; seed < 40; seed++)
		try_text(&text, seed, 2 * CSV_INDEX_BYTES + seed);
	buf_free(&text);
}

/* Rows and cells that end where a block, or what is looked at, ends. */
static void
rows_end_anywhere(void)
{
	struct buf text = { 0 };

	for (size_t len = 1; len < 140; len++)
		for (int quoted = 0; quoted < 2; quoted++) {
			buf_clear(&text);
			for (size_t i = 0; text.len < CSV_INDEX_BYTES + 200;
				i++) {
				buf_text(&text, quoted ? "\"" : "");
				for (size_t k = 0; k < len; k++)
					buf_byte(&text, (char)('a' + i % 26));
				buf_text(&text, quoted ? "\"" : "");
				buf_text(&text, i % 3 ? ";" : "\r\n");
			}
			CHECK(csvalike(buf_span(&text), &semicolon, SIZE_MAX));
		}
	buf_free(&text);
}

/* What is regular comes in runs: only the first row, before anything has been
 * read, is left to libcsv. */
static void
regular_rows_come_in_runs(void)
{
	struct buf text = { 0 };
	struct csv_record r;
	struct csv_rows rows;
	struct source *source;
	struct csv_reader *c;
	size_t n, runs = 0, others = 0;

	for (int i = 0; i < 2000; i++)
		buf_format(&text, "\"%d\";\"d\"\"d;d\";\"\";\\%*d\r\n", i,
			i % 70, i);
	source = textsource(buf_span(&text), SIZE_MAX);
	c = csv_reader_open(source, &semicolon);
	while (csv_reader_next(c, &r) == CSV_READER_RECORD) {
		others++;
		while ((n = csv_reader_rows(c, 4, &rows))) {
			runs += n;
			csv_reader_take(c, n);
		}
	}
	CHECK_NUMBER(others, 1);
	CHECK_NUMBER(runs, 1999);
	csv_reader_take(c, 0);
	CHECK_NUMBER(csv_reader_next(c, &r), CSV_READER_END);
	csv_reader_close(c);
	source_close(source);
	buf_free(&text);
}

int
main(void)
{
	check_run("lines and cells", lines_and_cells);
	check_run("quoted cells", quoted_cells);
	check_run("a fault costs its own lines", a_fault_costs_its_own_lines);
	check_run("other dialects", other_dialects);
	check_run("open quotes are bounded", open_quotes_are_bounded);
	check_run("a line without end is refused",
		a_line_without_end_is_refused);
	check_run("a long line ends anywhere", a_long_line_ends_anywhere);
	check_run("a read that fails is no end", a_read_that_fails_is_no_end);
	check_run("dialects that contradict", dialects_that_contradict);
	check_run("lines come raw, records come back",
		lines_come_raw_and_records_come_back);
	check_run("any text reads alike, whatever the way and the chunks",
		any_text_reads_alike);
	check_run("any long text reads alike", any_long_text_reads_alike);
	check_run("rows end anywhere", rows_end_anywhere);
	check_run("regular rows come in runs", regular_rows_come_in_runs);
	return check_end();
}
