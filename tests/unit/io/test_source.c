/* SPDX-License-Identifier: MIT
 *
 * source: a gzip is whole, or it is a fault; never a shorter file.
 */
#include "io/source.h"

#include <signal.h>
#include <sys/wait.h>
#include <zlib.h>

#include "base/buf.h"
#include "check.h"
#include "said.h"

static void
gzip(struct buf *to, struct span bytes)
{
	z_stream z = { 0 };
	size_t room;

	if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY))
		abort();
	room = deflateBound(&z, bytes.len) + 64;
	buf_room(to, room);
	z.next_in = (unsigned char *)(uintptr_t)bytes.at;
	z.avail_in = (uInt)bytes.len;
	z.next_out = (unsigned char *)to->at + to->len;
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	to->len += room - z.avail_out;
	deflateEnd(&z);
}

/* Reads a file by pieces of n; true when it ends well. What is said is kept
 * in said_state.text. */
static bool
read_all(const char *path, struct buf *got, size_t n)
{
	struct source *s;
	ssize_t piece = -1;

	buf_clear(got);
	said_begin();
	s = source_open(path);
	do {
		buf_room(got, n);
		if (s)
			piece = source_read(s, got->at + got->len, n);
		if (piece > 0)
			got->len += (size_t)piece;
	} while (piece > 0);
	if (s && !source_close(s))
		piece = -1;
	return !*said_end() && piece == 0;
}

static bool
said(const char *word)
{
	return strstr(said_state.text.at, word) != NULL;
}

static bool
reads(const struct buf *file, struct span want, size_t n)
{
	struct buf got = { 0 };
	bool good = read_all(said_file("f", file->at, file->len), &got, n)
		&& span_equal(buf_span(&got), want);

	buf_free(&got);
	return good;
}

static void
plain(void)
{
	struct buf file = { 0 };

	buf_room(&file, 1);
	CHECK(reads(&file, SPAN(""), 10));
	buf_text(&file, "a");
	CHECK(reads(&file, SPAN("a"), 10));
	buf_clear(&file);
	buf_text(&file,
		"\x1f"
		"abc");
	CHECK(reads(&file,
		SPAN("\x1f"
		     "abc"),
		1));
	CHECK(reads(&file,
		SPAN("\x1f"
		     "abc"),
		100));
	buf_free(&file);
}

static void
members(void)
{
	struct buf file = { 0 };

	gzip(&file, SPAN("one,"));
	CHECK(reads(&file, SPAN("one,"), 100));
	gzip(&file, SPAN(""));
	gzip(&file, SPAN("two"));
	gzip(&file, SPAN(""));
	CHECK(reads(&file, SPAN("one,two"), 1));
	CHECK(reads(&file, SPAN("one,two"), 5));
	CHECK(reads(&file, SPAN("one,two"), 4096));
	buf_free(&file);
}

static void
cut_anywhere(void)
{
	struct buf file = { 0 }, got = { 0 };
	size_t first;

	gzip(&file, SPAN("a line of text\nand another\n"));
	first = file.len;
	gzip(&file, SPAN("the second member\n"));
	for (size_t n = 1; n < file.len; n++) {
		bool good = read_all(said_file("cut", file.at, n), &got, 7);

		CHECK(good == (n == first));
		CHECK(good
			|| said(n == first + 1 ? "no gzip"
					       : "cut short at byte"));
	}
	buf_free(&got);
	buf_free(&file);
}

/* A flipped bit is found, or it stands in a field that says nothing of the
 * data: time and system, and what fills the last byte before the trailer. */
static void
flipped_anywhere(void)
{
	struct span text = SPAN("a line of text\nand another line of text\n");
	struct buf file = { 0 }, got = { 0 };

	gzip(&file, text);
	for (size_t bit = 16; bit < file.len * 8; bit++) {
		bool good;

		file.at[bit / 8] ^= (char)(1 << bit % 8);
		good = read_all(said_file("bad", file.at, file.len), &got,
			4096);
		CHECK(!good || span_equal(buf_span(&got), text));
		CHECK(!good || (bit >= 3 * 8 && bit < 10 * 8)
			|| bit / 8 == file.len - 9);
		file.at[bit / 8] ^= (char)(1 << bit % 8);
	}
	file.at[file.len - 5] ^= 1; /* the checksum */
	CHECK(!read_all(said_file("bad", file.at, file.len), &got, 4096));
	CHECK(said("corrupt at byte"));
	buf_free(&got);
	buf_free(&file);
}

static void
junk(void)
{
	struct buf file = { 0 }, got = { 0 };
	char where[64];

	gzip(&file, SPAN("text\n"));
	snprintf(where, sizeof(where), "at byte %zu", file.len);
	buf_text(&file, "junk");
	CHECK(!read_all(said_file("junk", file.at, file.len), &got, 4096));
	CHECK(said("no gzip") && said(where));
	CHECK_TEXT(buf_span(&got), "text\n");
	file.len -= 4;
	buf_add(&file, (struct span){ "\0\0\0", 3 });
	CHECK(!read_all(said_file("junk", file.at, file.len), &got, 4096));
	buf_free(&got);
	buf_free(&file);
}

/* Text that does not compress well, so that a thread inflates it. */
static void
make_long(struct buf *text, size_t n)
{
	uint32_t state = 1;

	while (text->len < n) {
		state = state * 1664525 + 1013904223;
		buf_byte(text, (char)('!' + (state >> 24) % 90));
	}
}

static void
on_a_thread(void)
{
	struct buf text = { 0 }, file = { 0 }, got = { 0 };
	const char *path;

	make_long(&text, 3000000);
	gzip(&file, buf_span(&text));
	CHECK(file.len > 1000000);
	CHECK(reads(&file, buf_span(&text), 1 << 20));
	CHECK(reads(&file, buf_span(&text), 1000));
	CHECK(!read_all(said_file("cut", file.at, file.len - 1), &got, 9999));
	CHECK(said("cut short at byte"));
	CHECK(span_equal(buf_span(&got), buf_span(&text)));
	file.at[file.len / 2] ^= 64;
	path = said_file("bad", file.at, file.len);
	CHECK(!read_all(path, &got, 9999));
	CHECK(said("corrupt at byte"));
	buf_free(&text);
	buf_free(&file);
	buf_free(&got);
}

/* A reader that has had enough closes while the thread waits for a writer
 * that says nothing more. */
static void
closed_early(void)
{
	struct buf text = { 0 }, file = { 0 };
	char name[32], room[4096];
	struct source *s;
	int ends[2];
	pid_t child;

	make_long(&text, 900000);
	gzip(&file, buf_span(&text));
	if (pipe(ends) || (child = fork()) < 0)
		abort();
	if (child == 0) {
		close(ends[0]);
		if (write(ends[1], file.at, file.len - 10) > 0)
			pause();
		_exit(0);
	}
	close(ends[1]);
	snprintf(name, sizeof(name), "/dev/fd/%d", ends[0]);
	s = source_open(name);
	CHECK(s != NULL);
	for (unsigned i = 0; s && i < 100; i++)
		CHECK(source_read(s, room, sizeof(room)) > 0);
	CHECK(s && source_close(s));
	kill(child, SIGTERM);
	waitpid(child, NULL, 0);
	close(ends[0]);
	buf_free(&text);
	buf_free(&file);
}

static void
bombs(void)
{
	struct buf text = { 0 }, file = { 0 }, got = { 0 };

	buf_room(&text, 70u << 20);
	memset(text.at, 'x', 70u << 20);
	text.len = 70u << 20;
	gzip(&file, buf_span(&text));
	CHECK(!read_all(said_file("bomb", file.at, file.len), &got, 1 << 20));
	CHECK(said("refused"));
	source_inflate_limit(1100);
	CHECK(read_all(said_path("bomb"), &got, 1 << 20));
	CHECK_NUMBER(got.len, text.len);
	source_inflate_limit(0); /* any */
	CHECK(read_all(said_path("bomb"), &got, 1 << 20));
	CHECK_NUMBER(got.len, text.len);
	source_inflate_limit(400);
	buf_free(&text);
	buf_free(&file);
	buf_free(&got);
}

/* Room beyond what zlib counts, no room, and once more after the end. */
static void
odd_rooms(void)
{
	struct buf file = { 0 };
	char room[64];
	struct source *s;

	gzip(&file, SPAN("a few bytes"));
	s = source_open(said_file("f", file.at, file.len));
	CHECK(s != NULL);
	CHECK_NUMBER(source_read(s, room, 0), 0);
	CHECK_NUMBER(source_read(s, room, (size_t)UINT32_MAX + 1), 11);
	CHECK_TEXT(((struct span){ room, 11 }), "a few bytes");
	CHECK_NUMBER(source_read(s, room, sizeof(room)), 0);
	CHECK_NUMBER(source_read(s, room, sizeof(room)), 0);
	CHECK(source_close(s));
	buf_free(&file);
}

static void
not_files(void)
{
	struct buf got = { 0 };

	CHECK(!read_all("/", &got, 10));
	CHECK(said("directory"));
	CHECK(!read_all(said_path("absent"), &got, 10));
	CHECK(said("No such file"));
	CHECK(read_all("/dev/null", &got, 10));
	buf_free(&got);
}

int
main(void)
{
	check_run("source: plain bytes", plain);
	check_run("source: gzip members in a row are one stream", members);
	check_run("source: a gzip cut anywhere is a fault", cut_anywhere);
	check_run("source: a flipped bit is found", flipped_anywhere);
	check_run("source: junk after a gzip is a fault", junk);
	check_run("source: the same on a thread", on_a_thread);
	check_run("source: closed while the thread waits", closed_early);
	check_run("source: a bomb is refused", bombs);
	check_run("source: rooms of odd sizes", odd_rooms);
	check_run("source: folders and absent files", not_files);
	return check_end();
}
