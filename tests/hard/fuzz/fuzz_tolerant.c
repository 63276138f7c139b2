/* SPDX-License-Identifier: MIT
 *
 * Any bytes by any dialect: no byte of the text is lost or read twice, lines
 * count up, neither the chunks they come in nor the index make a difference,
 * and what libcsv reads without a fault is read alike.
 */
#include "fuzz.h"
#include "csv/csv_reader.h"
#include "io/split.h"
#include "textsource.h"

struct trial {
	struct csv_dialect dialect;
	struct csv_limits limits;
	size_t chunk, expected;
	bool few; /* the limits are low */
};

static void
put_record(struct buf *b, const struct csv_record *r, bool odd)
{
	buf_format(b, "%d", (int)r->line);
	if (odd)
		buf_format(b, "!%d:%d %s{%.*s}", (int)r->fault_line,
			(int)r->column, csv_reader_words(r->why),
			(int)r->raw.len, r->raw.at);
	for (size_t i = 0; i < r->count; i++) {
		buf_byte(b, '[');
		buf_add(b, r->cells[i]);
		buf_byte(b, ']');
	}
	buf_byte(b, '\n');
}

/* The length of a line end. */
static size_t
line_end(struct span text, size_t at, enum csv_newline newline)
{
	bool cr = at < text.len && text.at[at] == '\r';
	bool lf = at < text.len && text.at[at] == '\n';
	bool both = cr && at + 1 < text.len && text.at[at + 1] == '\n';

	switch (newline) {
	case CSV_NEWLINE_AUTO:
		return both ? 2 : cr || lf;
	case CSV_NEWLINE_LF:
		return lf;
	case CSV_NEWLINE_CR:
		return cr;
	case CSV_NEWLINE_CRLF:
		return both ? 2 : 0;
	case CSV_NEWLINE_STRICT:
		break;
	}
	return 0;
}

/* Where a record of whose lines we know the text must stand; `at` is where
 * the one before ended. */
static size_t
after(struct span text, size_t at, const struct csv_record *r,
	const struct trial *t)
{
	CLAIM(at + r->raw.len <= text.len);
	CLAIM(!r->raw.len || !memcmp(r->raw.at, text.at + at, r->raw.len));
	at += r->raw.len;
	return at + line_end(text, at, t->dialect.newline);
}

static void
show(struct buf *b, struct span text, const struct trial *t, size_t chunk,
	bool exact)
{
	struct source *source = textsource(text, chunk);
	struct csv_reader *l = csv_reader_tolerant(source, &t->dialect,
		&t->limits);
	struct csv_record r;
	enum csv_result result;
	uint64_t line = 1;
	size_t at = 0;
	/* A line beyond a limit is not kept whole, a comment is no record. */
	bool covers = !t->few && !t->dialect.comment.len;

	buf_clear(b);
	if (exact)
		csv_reader_exact(l);
	csv_reader_expect(l, t->expected);
	while ((result = csv_reader_next(l, &r)) == CSV_READER_RECORD
		|| result == CSV_READER_MALFORMED) {
		CLAIM(r.line >= line);
		CLAIM(!covers || r.line == line);
		CLAIM(r.lines > 0);
		line = r.line + r.lines;
		if (covers)
			at = after(text, at, &r, t);
		put_record(b, &r, result == CSV_READER_MALFORMED);
	}
	CLAIM(result == CSV_READER_END);
	for (; covers && at < text.len; at++)
		CLAIM(text.at[at] == 0x1a);
	csv_reader_close(l);
	source_close(source);
}

/* What libcsv makes of it; false when it refuses. */
static bool
show_libcsv(struct buf *b, struct span text, const struct trial *t)
{
	struct csv_bytes dialect = { t->dialect.delimiter.at[0],
		t->dialect.quote.len ? t->dialect.quote.at[0] : -1, -1 };
	struct source *source = textsource(text, t->chunk);
	struct csv_reader *c = csv_reader_open(source, &dialect);
	struct csv_record r;
	enum csv_result result;

	buf_clear(b);
	csv_reader_exact(c);
	while ((result = csv_reader_next(c, &r)) == CSV_READER_RECORD)
		put_record(b,
			&(struct csv_record){ .line = r.line,
				.cells = r.cells,
				.count = r.count },
			false);
	csv_reader_close(c);
	source_close(source);
	return result == CSV_READER_END;
}

/* Where both know what a line end is, a CR before its LF, and where loose was
 * not told how many cells a row should have: then it doubts what libcsv takes
 * on faith. */
static bool
comparable(struct span text, const struct trial *t)
{
	if (t->dialect.delimiter.len != 1 || t->dialect.escape.len
		|| t->dialect.comment.len || t->few || t->expected
		|| t->dialect.newline != CSV_NEWLINE_AUTO
		|| (text.len && text.at[text.len - 1] == 0x1a))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '\r'
			&& (i + 1 == text.len || text.at[i + 1] != '\n'))
			return false;
	return true;
}

static void
choose(struct trial *t, struct span *input)
{
	static const struct span delimiters[] = { { ";", 1 }, { ",", 1 },
		{ "\t", 1 }, { "||", 2 }, { ";;", 2 }, { "\xc2\xa7", 2 },
		{ " ", 1 }, { "", 0 } };
	static const struct span quotes[] = { { "\"", 1 }, { "\"", 1 },
		{ "'", 1 }, { "", 0 } };
	static const struct csv_limits high = CSV_LIMITS;
	static const struct csv_limits few = { .cell = 6,
		.row = 24,
		.lines = 4,
		.columns = 4 };
	unsigned dialect = fuzz_byte(input), rest = fuzz_byte(input);

	t->dialect = (struct csv_dialect){ .delimiter = delimiters[dialect % 8],
		.quote = quotes[dialect / 8 % 4],
		.escape = dialect / 32 % 4 == 3 ? SPAN("\\") : SPAN(""),
		.comment = dialect / 128 ? SPAN("#") : SPAN(""),
		.newline = (enum csv_newline)(rest % 8 < 4 ? 0 : rest % 4) };
	t->few = rest / 8 % 4 == 3;
	t->limits = t->few ? few : high;
	t->expected = rest / 32 % 8;
	t->chunk = fuzz_chunk(input);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct buf whole = { 0 }, pieces = { 0 };
	struct trial t;

	choose(&t, &text);
	show(&whole, text, &t, SIZE_MAX, true);
	show(&pieces, text, &t, t.chunk, true);
	CLAIM(span_equal(buf_span(&whole), buf_span(&pieces)));
	for (unsigned path = SPLIT_SCALAR; path <= SPLIT_AVX512; path++) {
		if (!split_use((enum split_path)path))
			continue;
		show(&pieces, text, &t, SIZE_MAX, false);
		CLAIM(span_equal(buf_span(&whole), buf_span(&pieces)));
		show(&pieces, text, &t, t.chunk, false);
		CLAIM(span_equal(buf_span(&whole), buf_span(&pieces)));
	}
	if (comparable(text, &t) && show_libcsv(&pieces, text, &t))
		CLAIM(span_equal(buf_span(&whole), buf_span(&pieces)));
	buf_free(&whole);
	buf_free(&pieces);
	return 0;
}
