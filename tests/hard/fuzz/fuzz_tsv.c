/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a stream: each path of the splitter, row by row and many rows
 * at once, gives what a byte-by-byte reading of the rules gives; and escapes
 * go there and back.
 */
#include "base/mem.h"
#include "base/utf8.h"
#include "fuzzhost.h"
#include "io/split.h"
#include "io/tsv.h"
#include "value/text.h"

static void
put_cell(struct buf *b, struct span cell)
{
	buf_byte(b, '[');
	buf_add(b, cell);
	buf_byte(b, ']');
}

/* --- the slow reading --- */

/* The next line, without its LF; false when there is no LF any more. */
static bool
next_line(struct span *text, struct span *line)
{
	const char *end = text->len ? memchr(text->at, '\n', text->len) : NULL;

	if (!end)
		return false;
	*line = (struct span){ text->at, (size_t)(end - text->at) };
	text->at = end + 1;
	text->len -= line->len + 1;
	return true;
}

static struct span
first_cell(struct span line)
{
	const char *tab = line.len ? memchr(line.at, '\t', line.len) : NULL;

	if (tab)
		line.len = (size_t)(tab - line.at);
	return line;
}

static size_t
put_cells(struct buf *b, struct span line)
{
	size_t n = 0;

	for (;;) {
		struct span cell = first_cell(line);

		put_cell(b, cell);
		n++;
		if (cell.len == line.len)
			break;
		line.at += cell.len + 1;
		line.len -= cell.len + 1;
	}
	buf_byte(b, '\n');
	return n;
}

static bool
is_foul(struct span line)
{
	return line.len
		&& (memchr(line.at, '\r', line.len)
			|| memchr(line.at, '\0', line.len)
			|| utf8_fault(line) < line.len);
}

static bool
names_repeat(struct span header)
{
	struct buf names[64] = { { 0 } };
	size_t n = 0;
	bool twice = false;

	for (; n < 64; n++) {
		struct span cell = first_cell(header);

		text_unescape(&names[n], cell);
		for (size_t i = 0; i < n; i++)
			twice |= span_equal(buf_span(&names[i]),
				buf_span(&names[n]));
		if (cell.len == header.len)
			break;
		header.at += cell.len + 1;
		header.len -= cell.len + 1;
	}
	for (size_t i = 0; i < 64; i++)
		buf_free(&names[i]);
	return twice;
}

/* 1 a row, 0 the header again, -1 a fault. */
static int
judge_row(struct span header, struct span line, size_t cells, size_t columns)
{
	if (cells != columns || is_foul(line))
		return -1;
	if (!span_equal(first_cell(line), first_cell(header)))
		return 1;
	if (span_equal(line, header))
		return 0;
	return first_cell(header).len ? -1 : 1;
}

static void
read_slowly(struct buf *b, struct span text)
{
	struct span header, line;
	size_t columns, number = 1, was;
	int row = 0;

	buf_clear(b);
	if (!next_line(&text, &header) || is_foul(header)
		|| (header.len >= 3 && !memcmp(header.at, "\xef\xbb\xbf", 3))
		|| names_repeat(header)) {
		buf_text(b, "fault\n");
		return;
	}
	columns = put_cells(b, header);
	while (row >= 0 && next_line(&text, &line)) {
		was = b->len;
		buf_format(b, "%zu", ++number);
		row = judge_row(header, line, put_cells(b, line), columns);
		if (row <= 0)
			b->len = was;
	}
	buf_text(b, row < 0 || text.len ? "fault\n" : "end\n");
}

/* --- the quick one --- */

static void
put_row(struct buf *b, const struct tsv *t)
{
	bool slash = false;

	buf_format(b, "%d", (int)t->line);
	for (size_t i = 0; i < t->columns; i++) {
		put_cell(b, t->cells[i]);
		slash |= t->cells[i].len
			&& memchr(t->cells[i].at, '\\', t->cells[i].len);
	}
	buf_byte(b, '\n');
	CLAIM(t->plain == !slash);
}

/* Row number i of many: line counts on from the row before. */
static void
put_one_of(struct buf *b, const struct tsv *t, const struct tsv_rows *rows,
	size_t i, size_t line)
{
	const uint32_t *ends = rows->ends + i * t->columns;

	buf_format(b, "%zu", line);
	for (size_t c = 0; c < t->columns; c++) {
		uint32_t from = ends[(ptrdiff_t)c - 1] + 1;

		put_cell(b, (struct span){ rows->text + from, ends[c] - from });
	}
	buf_byte(b, '\n');
}

/* Some rows at once, of which some are then passed over. */
static void
take_many(struct buf *b, struct tsv *t, uint32_t *seed)
{
	struct tsv_rows rows;
	size_t pass, was = (size_t)t->line;

	if (!tsv_rows(t, 1 + fuzz_draw(seed, 5), &rows))
		return;
	CLAIM(rows.count > 0);
	pass = fuzz_draw(seed, (uint32_t)rows.count + 1);
	for (size_t i = 0; i < pass; i++)
		put_one_of(b, t, &rows, i, was + 1 + i);
	tsv_pass(t, pass);
}

static void
read_quickly(struct buf *b, const char *file, uint32_t seed)
{
	struct tsv *t = tsv_open(file, "stream", "somebody");
	int row = -1;

	buf_clear(b);
	if (t) {
		for (size_t i = 0; i < t->columns; i++)
			put_cell(b, t->names[i]);
		buf_byte(b, '\n');
		do {
			if (seed && fuzz_draw(&seed, 2))
				take_many(b, t, &seed);
			row = tsv_next(t);
			if (row > 0)
				put_row(b, t);
		} while (row > 0);
		CLAIM(tsv_next(t) == row);
		CLAIM(tsv_close(t) == (row == 0));
	}
	CLAIM((fuzzhost_said() > 0) == (row < 0));
	buf_text(b, row < 0 ? "fault\n" : "end\n");
}

/* The header's names come unescaped; the slow reading leaves them. */
static void
unescape_header(struct buf *b)
{
	struct span all = buf_span(b), line;
	struct buf again = { 0 };

	if (next_line(&all, &line)) {
		text_unescape(&again, line);
		buf_byte(&again, '\n');
		buf_add(&again, all);
		buf_clear(b);
		buf_add(b, buf_span(&again));
	}
	buf_free(&again);
}

static void
there_and_back(struct span text)
{
	struct buf once = { 0 }, back = { 0 };

	text_escape(&once, text);
	CLAIM(!once.len
		|| (!memchr(once.at, '\n', once.len)
			&& !memchr(once.at, '\t', once.len)
			&& !memchr(once.at, '\r', once.len)));
	text_unescape(&back, buf_span(&once));
	CLAIM(span_equal(buf_span(&back), text));
	buf_free(&once);
	buf_free(&back);
}

static void
both(struct span text, uint32_t seed)
{
	struct buf want = { 0 }, got = { 0 };
	const char *file = fuzzhost_file(0, text);

	read_slowly(&want, text);
	unescape_header(&want);
	for (unsigned path = SPLIT_SCALAR; path <= SPLIT_AVX512; path++) {
		if (!split_use((enum split_path)path))
			continue;
		read_quickly(&got, file, 0);
		CLAIM(span_equal(buf_span(&got), buf_span(&want)));
		read_quickly(&got, file, seed | 1);
		CLAIM(span_equal(buf_span(&got), buf_span(&want)));
	}
	buf_free(&want);
	buf_free(&got);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	size_t chunk = fuzz_chunk(&text);
	uint32_t seed = fuzz_byte(&text);
	struct span line = text, rest = text;

	/* gzip is another target's, and names are compared 64 at most. */
	if (text.len && text.at[0] == 0x1f)
		return 0;
	next_line(&rest, &line);
	for (size_t i = 0, tabs = 0; i < line.len; i++)
		if (line.at[i] == '\t' && ++tabs == 63)
			return 0;
	fuzzhost_chunk(chunk);
	both(text, seed);
	there_and_back(text);
	return 0;
}
