/* SPDX-License-Identifier: MIT */
#include <sys/time.h>
#include <signal.h>

#include "base/diag.h"
#include "io/spill.h"
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

/* Whatever is looked at, and however often. */
static void
can_be_kept(void)
{
	for (size_t memory = 0; memory < 2; memory++) {
		struct spill *s = spill_new(memory);
		struct arena *arena = arena_new();
		char room[64];
		const char *at;

		for (int i = 0; i < PIECES; i++)
			CHECK(spill_add(s,
				(struct span){ room, piece(room, i) }));
		at = spill_keep(s, arena);
		spill_free(s);
		CHECK(at != NULL);
		for (int i = 0; at && i < PIECES; i++) {
			size_t n = piece(room, i);

			spill_looked();
			CHECK(!memcmp(at, room, n));
			at += n;
		}
		arena_free(arena);
	}
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

/* The descriptor that is opened next. */
static int
next_descriptor(void)
{
	int fd = dup(0);

	close(fd);
	return fd;
}

static void
becomes(int fd, const char *name)
{
	int other = open(name, O_RDWR);

	if (other < 0)
		other = open(name, O_RDONLY);
	if (other < 0 || dup2(other, fd) < 0)
		abort();
	close(other);
}

/* A spill with a file, at the descriptor fd. */
static struct spill *
with_file(int *fd)
{
	struct spill *s = spill_new(1);

	setenv("TMPDIR", "", 1);
	*fd = next_descriptor();
	CHECK(spill_add(s, SPAN("first")) && spill_add(s, SPAN("second")));
	return s;
}

static void
says(const char *words)
{
	CHECK(strstr(said_end(), words));
}

static void
fails_as_a_file(void)
{
	struct spill *s;
	int fd;

	s = with_file(&fd);
	becomes(fd, "/dev/full");
	said_begin();
	CHECK(!spill_add(s, SPAN("third")));
	says("writing a temporary file: No space left on device");
	said_begin();
	CHECK(!spill_rewind(s));
	says("writing a temporary file: No space left on device");
	spill_free(s);
	s = with_file(&fd);
	CHECK(spill_rewind(s));
	CHECK(!ftruncate(fd, 7));
	CHECK(spill_next(s, 5));
	said_begin();
	CHECK(!spill_next(s, 6));
	says("reading a temporary file: it is cut short");
	becomes(fd, "/");
	said_begin();
	CHECK(!spill_next(s, 6));
	says("reading a temporary file: Is a directory");
	CHECK_NUMBER(diag_status(), STATUS_IO);
	spill_free(s);
	s = spill_new(0);
	CHECK(spill_add(s, SPAN("few")) && spill_rewind(s));
	CHECK(!spill_next(s, 4));
	spill_free(s);
}

/* Its file becomes a pipe, which is full when it is written and empty when it
 * is read; an alarm interrupts, and sees to that. */
static int ends[2];

static void
drain(int signal)
{
	char room[4096];

	(void)signal;
	while (read(ends[0], room, sizeof(room)) > 0)
		;
}

static void
pour(int signal)
{
	(void)signal;
	if (write(ends[1], "firstsecond", 11) != 11)
		abort();
}

static void
alarm_soon(void (*handler)(int))
{
	const struct itimerval soon = { .it_value = { 0, 20000 } };
	struct sigaction action = { .sa_handler = handler };

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &soon, NULL);
}

static void
goes_on(void)
{
	static const char block[4096] = "";
	struct spill *s;
	const char *got;
	int fd;

	s = with_file(&fd);
	if (pipe(ends) || fcntl(ends[0], F_SETFL, O_NONBLOCK)
		|| fcntl(ends[1], F_SETFL, O_NONBLOCK))
		abort();
	while (write(ends[1], block, sizeof(block)) > 0)
		;
	fcntl(ends[1], F_SETFL, 0);
	dup2(ends[1], fd);
	alarm_soon(drain);
	CHECK(spill_add(s, SPAN("third")));
	drain(0);
	spill_free(s);
	s = with_file(&fd);
	CHECK(spill_rewind(s));
	fcntl(ends[0], F_SETFL, 0);
	dup2(ends[0], fd);
	alarm_soon(pour);
	got = spill_next(s, 11);
	CHECK(got && !memcmp(got, "firstsecond", 11));
	spill_free(s);
	close(ends[0]);
	close(ends[1]);
}

int
main(void)
{
	diag_begin("test");
	said_path("");
	check_run("bytes stay in memory", stays_in_memory);
	check_run("bytes go to a file and come back", goes_to_a_file);
	check_run("what is kept is looked into at any place", can_be_kept);
	check_run("a piece may be larger than a read", takes_large_pieces);
	check_run("the file has no name; without a folder 73", leaves_nothing);
	check_run("a file that fails", fails_as_a_file);
	check_run("what is interrupted goes on", goes_on);
	return check_end();
}
