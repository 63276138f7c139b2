/* SPDX-License-Identifier: MIT
 *
 * tsv: rows as they stand, whatever the pieces they come in; all else is
 * refused with its line.
 */
#include "io/tsv.h"

#include <sys/wait.h>

#include "check.h"
#include "said.h"

static const char *
file_of(const char *text)
{
	return said_file("t.tsv", text, strlen(text));
}

static struct tsv *
open_text(const char *text)
{
	return tsv_open(file_of(text), "facts", "bif-normalize");
}

/* Reads all rows; what was said. */
static const char *
read_text(const void *text, size_t n, uint64_t *rows)
{
	struct tsv *t;
	bool good;
	int row;

	*rows = 0;
	said_begin();
	t = tsv_open(said_file("t.tsv", text, n), "facts", "bif-normalize");
	if (t) {
		while ((row = tsv_next(t)) > 0)
			;
		*rows = t->rows;
		CHECK(tsv_next(t) == row);
		good = tsv_close(t);
		CHECK(good == (row == 0));
	}
	return said_end();
}

#define REFUSED(text, where, why) \
	refused((text), sizeof(text) - 1, (where), (why), __LINE__)

static void
refused(const void *text, size_t n, const char *where, const char *why,
	int line)
{
	uint64_t rows;
	const char *said = read_text(text, n, &rows);

	check_that(strstr(said, where) && strstr(said, why), __FILE__, line,
		"said: %s", said);
}

static void
rows_and_cells(void)
{
	struct tsv *t = open_text("a\tb\tc\n1\t\t3\n\t\t\nx\\ty\tb\\\\\tz\n"
				  "p\tq\tr\n");

	CHECK(t != NULL);
	if (!t)
		return;
	CHECK_NUMBER(t->columns, 3);
	CHECK_NUMBER(tsv_column(t, "c"), 2);
	CHECK_NUMBER(tsv_column(t, "d"), -1);
	CHECK_NUMBER(tsv_next(t), 1);
	CHECK_TEXT(t->cells[0], "1");
	CHECK_TEXT(t->cells[1], "");
	CHECK_TEXT(t->cells[2], "3");
	CHECK(t->plain);
	CHECK_NUMBER(t->line, 2);
	CHECK_NUMBER(tsv_next(t), 1);
	CHECK_TEXT(t->cells[2], "");
	CHECK_NUMBER(tsv_next(t), 1);
	CHECK(!t->plain);
	CHECK_TEXT(t->cells[0], "x\\ty");
	CHECK_TEXT(t->cells[1], "b\\\\");
	CHECK_NUMBER(tsv_next(t), 1);
	CHECK(t->plain);
	CHECK_TEXT(t->cells[2], "r");
	CHECK_NUMBER(tsv_place(t).line, 5);
	CHECK_NUMBER(tsv_next(t), 0);
	CHECK_NUMBER(t->rows, 4);
	CHECK_NUMBER(tsv_bytes(t), 31);
	CHECK(tsv_close(t));
}

static void
headers(void)
{
	struct tsv *t = open_text("a\\tb\tc\n1\t2\na\\tb\tc\n3\t4\n");

	CHECK(t && tsv_column(t, "a\tb") == 0);
	CHECK_NUMBER(tsv_next(t), 1);
	CHECK_NUMBER(tsv_next(t), 1); /* the header again is passed over */
	CHECK_TEXT(t->cells[0], "3");
	CHECK_NUMBER(t->line, 4);
	CHECK_NUMBER(t->rows, 2);
	CHECK_NUMBER(tsv_next(t), 0);
	CHECK(tsv_close(t));

	t = open_text("one\n\nx\n"); /* of one column: an empty cell */
	CHECK_NUMBER(tsv_next(t), 1);
	CHECK_TEXT(t->cells[0], "");
	CHECK_NUMBER(tsv_next(t), 1);
	CHECK_NUMBER(tsv_next(t), 0);
	CHECK(tsv_close(t));

	t = open_text("\tb\n1\t2\n\t3\n\tb\n"); /* a nameless column */
	CHECK_NUMBER(tsv_next(t), 1);
	CHECK_NUMBER(tsv_next(t), 1);
	CHECK_TEXT(t->cells[1], "3");
	CHECK_NUMBER(tsv_next(t), 0);
	CHECK(tsv_close(t));

	t = open_text("measure\tunit\n");
	said_begin();
	CHECK_NUMBER(tsv_need(t, "unit"), 1);
	CHECK_NUMBER(tsv_need(t, "event"), -1);
	CHECK(strstr(said_end(),
		"t.tsv:1: no column \"event\": expected "
		"facts, as bif-normalize writes them"));
	CHECK(!tsv_close(t));
}

static void
what_is_refused(void)
{
	REFUSED("", "t.tsv", "expected facts, as bif-normalize");
	REFUSED("a\tb", "t.tsv:1", "cut short");
	REFUSED("a\tb\n1\t2\n3\t4", "t.tsv:3", "cut short");
	REFUSED("a\tb\n1\t2\n3\n4\t5\n", "t.tsv:3",
		"1 cell where the header "
		"has 2");
	REFUSED("a\tb\n1\t2\t3\n", "t.tsv:2", "3 cells where the header has 2");
	REFUSED("a\tb\n\n1\t2\n", "t.tsv:2", "1 cell ");
	REFUSED("a\tb\n1\t2\r\n", "t.tsv:2:4: ", "carriage return");
	REFUSED("a\tb\n1\r3\t2\n", "t.tsv:2", "carriage return");
	REFUSED("a\tb\r\n1\t2\r\n", "t.tsv:1", "carriage return");
	REFUSED("a\tb\n1\t2\n\0\t2\n", "t.tsv:3", "NUL");
	REFUSED("a\tb\n1\t\xe6\n3\t\xc3\xa6\n", "t.tsv:2:3: ", "not UTF-8");
	REFUSED("a\tb\n1\t\xc3\xa6\n3\t\xc3\n", "t.tsv:3:3: ", "not UTF-8");
	REFUSED("a\xe6\tb\n1\t2\n", "t.tsv:1:2: ", "not UTF-8");
	REFUSED("a\tb\n1\t2\na\tc\n", "t.tsv:3", "begins like the header");
	REFUSED("a\ta\n", "t.tsv:1", "two columns");
	REFUSED("\xef\xbb\xbf"
		"a\tb\n",
		"t.tsv:1", "byte order mark");
}

static void
long_rows(void)
{
	struct buf text = { 0 };
	struct tsv *t;
	size_t n = 3000000;
	uint64_t rows;

	buf_text(&text, "a\tb\n1\t");
	buf_room(&text, n + 10);
	memset(text.at + text.len, 'x', n);
	text.len += n;
	buf_text(&text, "\n2\ty\n");
	t = tsv_open(said_file("t.tsv", text.at, text.len), "facts", "x");
	CHECK_NUMBER(tsv_next(t), 1);
	CHECK_NUMBER(t->cells[1].len, n);
	CHECK_NUMBER(tsv_next(t), 1);
	CHECK_TEXT(t->cells[1], "y");
	CHECK_NUMBER(tsv_next(t), 0);
	CHECK(tsv_close(t));

	n = 66u << 20;
	buf_clear(&text);
	buf_text(&text, "a\tb\n1\t2\n3\t");
	buf_room(&text, n);
	memset(text.at + text.len, 'x', n);
	text.len += n;
	CHECK(strstr(read_text(text.at, text.len, &rows),
		"t.tsv:3: a row of more than 64 MiB"));
	CHECK_NUMBER(rows, 1);
	buf_free(&text);
}

/* A table of random cells, some escaped, with the header in between. */
static void
make_table(struct buf *text, uint32_t state)
{
	buf_text(text, "first\tsecond\tthird\tfourth\n");
	for (unsigned row = 0; row < 40000; row++) {
		for (unsigned cell = 0; cell < 4; cell++) {
			unsigned n;

			state = state * 1664525 + 1013904223;
			n = (state >> 20) % 23;
			if (row % 5000 == 77 && cell == 2)
				n = 100000;
			for (unsigned i = 0; i < n; i++)
				buf_byte(text, (char)('a' + (n + i) % 26));
			if ((state >> 8) % 50 == 0)
				buf_text(text, "\\n");
			if ((state >> 14) % 9 == 0) /* cut anywhere */
				buf_text(text,
					"\xc3\xa6\xe2\x82\xac\xf0\x9f\x94\xb4");
			buf_byte(text, cell < 3 ? '\t' : '\n');
		}
		if (row % 7001 == 7000)
			buf_text(text, "first\tsecond\tthird\tfourth\n");
	}
}

static pid_t
write_by_pieces(int fd, const struct buf *text, uint32_t state)
{
	pid_t child = fork();
	size_t at = 0;

	if (child)
		return child;
	while (at < text->len) {
		size_t n;

		state = state * 1664525 + 1013904223;
		n = (state >> 8) % (state & 1 ? 100 : 100000) + 1;
		if (n > text->len - at)
			n = text->len - at;
		if (write(fd, text->at + at, n) != (ssize_t)n)
			_exit(1);
		at += n;
	}
	_exit(0);
}

static bool
same_rows(struct tsv *a, struct tsv *b)
{
	int row;

	while ((row = tsv_next(a)) == tsv_next(b) && row > 0) {
		if (a->line != b->line || a->plain != b->plain)
			return false;
		for (size_t i = 0; i < a->columns; i++)
			if (!span_equal(a->cells[i], b->cells[i]))
				return false;
	}
	return row == 0 && a->rows == 40000 && b->rows == 40000;
}

static void
any_pieces(void)
{
	struct buf text = { 0 };
	struct tsv *whole, *pieces;
	char name[32];
	int ends[2], status = 1;
	pid_t child;

	for (uint32_t seed = 1; seed <= 3; seed++) {
		buf_clear(&text);
		make_table(&text, seed);
		if (pipe(ends))
			abort();
		child = write_by_pieces(ends[1], &text, seed);
		close(ends[1]);
		snprintf(name, sizeof(name), "/dev/fd/%d", ends[0]);
		whole = tsv_open(said_file("t.tsv", text.at, text.len), "facts",
			"x");
		pieces = tsv_open(name, "facts", "x");
		CHECK(whole && pieces && same_rows(whole, pieces));
		CHECK(tsv_close(whole));
		CHECK(tsv_close(pieces));
		close(ends[0]);
		CHECK(waitpid(child, &status, 0) == child && status == 0);
	}
	buf_free(&text);
}

/* The rows of b's batch against a's, one by one; some of them are passed over,
 * others taken by tsv_next(). */
static bool
same_batch(struct tsv *a, struct tsv *b, const struct tsv_rows *rows)
{
	const uint32_t *ends = rows->ends;

	for (size_t n = 0; n < rows->count; n++, ends += a->columns) {
		if (tsv_next(a) <= 0 || !a->plain)
			return false;
		for (size_t i = 0; i < a->columns; i++) {
			size_t start = (uint32_t)(ends[(int)i - 1] + 1);

			if (!span_equal(a->cells[i],
				    (struct span){ rows->text + start,
					    ends[i] - start }))
				return false;
		}
		if (n % 3)
			tsv_pass(b, 1);
		else if (tsv_next(b) <= 0 || !b->plain
			|| !span_equal(a->cells[0], b->cells[0]))
			return false;
		if (a->line != b->line || a->rows != b->rows)
			return false;
	}
	return true;
}

static bool
same_by_batches(struct tsv *a, struct tsv *b, size_t most)
{
	struct tsv_rows rows;
	size_t batched = 0;
	int row = 1;

	while (row > 0) {
		while (tsv_rows(b, most, &rows)) {
			batched += rows.count;
			if (rows.count > most || !same_batch(a, b, &rows))
				return false;
		}
		row = tsv_next(a);
		if (row != tsv_next(b) || a->line != b->line)
			return false;
	}
	/* Most rows are regular: one cell in fifty is escaped. */
	return row == 0 && a->rows == 40000 && batched > 30000;
}

static void
many_at_once(void)
{
	struct buf text = { 0 };
	struct tsv *one, *many;
	struct tsv_rows rows;

	for (uint32_t seed = 1; seed <= 3; seed++) {
		buf_clear(&text);
		make_table(&text, seed);
		one = tsv_open(said_file("t.tsv", text.at, text.len), "facts",
			"x");
		many = tsv_open(said_path("t.tsv"), "facts", "x");
		CHECK(same_by_batches(one, many, seed * seed * 100));
		CHECK(tsv_close(one));
		CHECK(tsv_close(many));
	}
	buf_free(&text);

	/* Two short rows have as many ends as one that is whole. */
	one = open_text("a\tb\n1\t2\n3\n4\n5\t6\n");
	CHECK(tsv_rows(one, 9, &rows) && rows.count == 1);
	tsv_pass(one, 1);
	said_begin();
	CHECK(!tsv_rows(one, 9, &rows));
	CHECK(tsv_next(one) < 0);
	CHECK(!tsv_close(one));
	CHECK(strstr(said_end(), "1 cell where the header has 2"));

	/* What needs care ends a batch. */
	one = open_text("a\tb\n1\t2\n3\t4\na\tb\n5\n6\t7\n");
	CHECK(tsv_rows(one, 9, &rows) && rows.count == 2);
	tsv_pass(one, 2);
	CHECK(!tsv_rows(one, 9, &rows));
	said_begin();
	CHECK_NUMBER(tsv_next(one), -1);
	CHECK(strstr(said_end(), "t.tsv:5: 1 cell where the header has 2"));
	CHECK(!tsv_rows(one, 9, &rows));
	CHECK(!tsv_close(one));
}

int
main(void)
{
	check_run("tsv: rows and cells", rows_and_cells);
	check_run("tsv: headers", headers);
	check_run("tsv: what is refused, and where", what_is_refused);
	check_run("tsv: long rows, up to the limit", long_rows);
	check_run("tsv: any pieces give the same rows", any_pieces);
	check_run("tsv: many rows at once are the same rows", many_at_once);
	return check_end();
}
