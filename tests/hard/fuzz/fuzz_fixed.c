/* SPDX-License-Identifier: MIT
 *
 * Any bytes as lines of fixed width, of any columns and in three encodings:
 * the cells are those that a plain count of characters gives, and lines that
 * are good in their encoding give cells that are. The first bytes choose
 * encoding, lines to pass over, and the columns.
 */
#include "base/mem.h"
#include "bif-extract/read/input.h"
#include "bif-extract/read/reader.h"
#include "fuzzhost.h"

#define COLUMNS 6

struct trial {
	struct export def;
	struct export_column columns[COLUMNS];
	size_t chunk;
};

static void
choose(struct trial *t, struct span *input)
{
	static const char *const encodings[] = { "utf-8", "iso-8859-1",
		"cp1252" };

	export_default(&t->def);
	t->def.format = EXPORT_FIXED;
	t->def.header = 0;
	t->def.encoding = encodings[fuzz_byte(input) % 3];
	t->def.skip = fuzz_byte(input) % 4;
	t->def.ncolumns = 1 + fuzz_byte(input) % COLUMNS;
	t->def.columns = t->columns;
	t->chunk = fuzz_chunk(input);
	for (size_t i = 0; i < t->def.ncolumns; i++) {
		size_t first = 1 + fuzz_byte(input) % 32;

		t->columns[i] = (struct export_column){ .name = SPAN("c"),
			.first = first,
			.last = first + fuzz_byte(input) % 16 };
	}
}

/* --- the plain count --- */

/* Where character number n, from 0, begins; or the length. */
static size_t
place(struct span line, size_t n, bool bytes)
{
	size_t at = 0;

	for (; at < line.len; at++) {
		bool begins = bytes || !at || (line.at[at] & 0xc0) != 0x80;

		if (begins && n-- == 0)
			break;
	}
	return at;
}

static void
put_cut(struct buf *b, struct span line, const struct trial *t)
{
	bool bytes = strcmp(t->def.encoding, "utf-8");

	for (size_t i = 0; i < t->def.ncolumns; i++) {
		size_t from = place(line, t->columns[i].first - 1, bytes);
		size_t to = place(line, t->columns[i].last, bytes);

		buf_byte(b, '[');
		buf_add(b, (struct span){ line.at + from, to - from });
		buf_byte(b, ']');
	}
	buf_byte(b, '\n');
}

/* Form feeds and the mark of a file that was joined are no part of a line. */
static struct span
without_marks(struct span line, bool row)
{
	size_t n;

	do {
		n = !row || !line.len      ? 0
			: *line.at == '\f' ? 1
			: line.len > 2 && !memcmp(line.at, "\xef\xbb\xbf", 3)
			? 3
			: 0;
		line.at += n;
		line.len -= n;
	} while (n);
	return line;
}

/* A line in which a CR stands is cut into nothing: it would be several. */
static void
cut_plainly(struct buf *b, struct span text, const struct trial *t)
{
	for (size_t number = 1; text.len; number++) {
		const char *end = memchr(text.at, '\n', text.len);
		size_t all = end ? (size_t)(end - text.at) + 1 : text.len;
		struct span line = { text.at, end ? all - 1 : all };

		text.at += all;
		text.len -= all;
		if (line.len && line.at[line.len - 1] == '\r')
			line.len--;
		line = without_marks(line, number > t->def.skip);
		buf_format(b, "%zu", number);
		if (number <= t->def.skip)
			buf_byte(b, '\n');
		else if (line.len && memchr(line.at, '\r', line.len))
			buf_text(b, "!\n");
		else
			put_cut(b, line, t);
	}
}

/* --- the reader --- */

static void
put_cells(struct buf *b, const struct reader *r, const struct line *line)
{
	struct buf room = { 0 };
	struct span text;
	bool good = decode_text(r->decode, &room, line->raw, &text);

	for (size_t i = 0; i < line->count; i++) {
		buf_byte(b, '[');
		buf_add(b, line->cells[i]);
		buf_byte(b, ']');
		CLAIM(!good
			|| decode_text(r->decode, &room, line->cells[i],
				&text));
	}
	buf_byte(b, '\n');
	buf_free(&room);
}

static void
cut_by_reader(struct buf *b, const char *file, const struct trial *t)
{
	struct reader *r = reader_open(&t->def, file);
	enum reader_result result;
	struct line line;

	CLAIM(r);
	while ((result = reader_title(r, &line)) == READER_LINE)
		buf_format(b, "%d\n", (int)line.number);
	CLAIM(result == READER_END);
	while ((result = reader_next(r, &line)) == READER_LINE
		|| result == READER_MALFORMED) {
		buf_format(b, "%d", (int)line.number);
		if (result == READER_LINE)
			put_cells(b, r, &line);
		else
			buf_text(b, "!\n");
	}
	CLAIM(result == READER_END);
	CLAIM(reader_close(r) && !fuzzhost_said());
}

/* Byte order marks and gzip are what they say, whatever was chosen, and a file of another
 * program, such as a database, is refused by its name. */
static bool
is_plain(struct span text)
{
	static const struct span marks[] = { { "\xef\xbb\xbf", 3 },
		{ "\xff\xfe", 2 }, { "\xfe\xff", 2 }, { "\x1f", 1 },
		{ "\0\0\xfe\xff", 4 } };

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (text.len >= marks[i].len
			&& !memcmp(text.at, marks[i].at, marks[i].len))
			return false;
	return file_kind_of(text) == FILE_KIND_TEXT;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct buf want = { 0 }, got = { 0 };
	struct trial t;

	choose(&t, &text);
	if (!is_plain(text))
		return 0;
	fuzzhost_chunk(t.chunk);
	cut_plainly(&want, text, &t);
	cut_by_reader(&got, fuzzhost_file(0, text), &t);
	CLAIM(span_equal(buf_span(&got), buf_span(&want)));
	buf_free(&want);
	buf_free(&got);
	return 0;
}
