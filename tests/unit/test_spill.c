/* SPDX-License-Identifier: MIT */
#include "base/diag.h"
#include "bif-normalize/spill.h"
#include "check.h"
#include "said.h"

#define PIECES 20000

/* Piece i: its number, then i % 37 bytes more. */
static size_t
piece(char room[64], int i)
{
	return (size_t)snprintf(room, 64, "%d:%.*s", i, i % 37,
		"abcdefghijklmnopqrstuvwxyzabcdefghijklmnop");
}

static void
comes_back(size_t memory)
{
	struct spill *s = spill_new(memory);
	char room[64];
	const char *got;
	size_t n;
	int i;

	for (i = 0; i < PIECES; i++) {
		n = piece(room, i);
		CHECK(spill_add(s, (struct span){ room, n }));
	}
	CHECK(spill_rewind(s));
	for (i = 0; i < PIECES; i++) {
		n = piece(room, i);
		got = spill_next(s, n);
		CHECK(got && !memcmp(got, room, n));
		if (!got)
			break;
	}
	spill_free(s);
}

static void
stays_in_memory(void)
{
	comes_back(0);
}

static void
goes_to_a_file(void)
{
	comes_back(1);
	comes_back(100);
	comes_back(100000);
}

/* More than is read back at a time. */
static void
takes_large_pieces(void)
{
	struct spill *s = spill_new(10);
	size_t n = 5000000, i;
	struct span large = { memset(malloc(n), 'x', n), n };
	const char *got;

	CHECK(spill_add(s, SPAN("first")) && spill_add(s, large)
		&& spill_add(s, SPAN("last")));
	CHECK(spill_rewind(s));
	got = spill_next(s, 5);
	CHECK(got && !memcmp(got, "first", 5));
	got = spill_next(s, n);
	for (i = 0; got && i < n; i++)
		CHECK(got[i] == 'x');
	got = spill_next(s, 4);
	CHECK(got && !memcmp(got, "last", 4));
	free((char *)large.at);
	spill_free(s);
}

static void
leaves_nothing(void)
{
	struct buf command = { 0 };
	struct spill *s;

	mkdir(said_path("tmp"), 0700);
	setenv("TMPDIR", said_path("tmp"), 1);
	s = spill_new(1);
	CHECK(spill_add(s, SPAN("more than a byte")));
	buf_format(&command, "[ -z \"$(ls -A %s)\" ]", said_path("tmp"));
	CHECK(system(buf_string(&command)) == 0);
	spill_free(s);
	setenv("TMPDIR", said_path("not there"), 1);
	s = spill_new(1);
	said_begin();
	CHECK(!spill_add(s, SPAN("more than a byte")));
	CHECK(strstr(said_end(), "temporary file"));
	CHECK_NUMBER(diag_status(), STATUS_CREATE);
	spill_free(s);
	buf_free(&command);
}

int
main(void)
{
	diag_begin("test");
	said_path("");
	check_run("bytes stay in memory", stays_in_memory);
	check_run("bytes go to a file and come back", goes_to_a_file);
	check_run("a piece may be larger than a read", takes_large_pieces);
	check_run("the file has no name; without a folder 73",
		leaves_nothing);
	return check_end();
}
