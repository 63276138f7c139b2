/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/utf8.h"

#include "check.h"

/* As RFC 3629 writes a character down. */
static size_t
encode(uint32_t c, char *to)
{
	static const unsigned char first[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	for (size_t i = len; i-- > 1; c >>= 6)
		to[i] = (char)(0x80 | (c & 0x3f));
	to[0] = (char)(first[len] | c);
	return len;
}

static void
characters(void)
{
	bool all = true;
	char at[4] = "";

	for (uint32_t c = 0; c < 0x120000; c++) {
		struct span s = { at, encode(c, at) };
		bool is = (c < 0xd800 || c > 0xdfff) && c <= 0x10ffff;

		all &= utf8_character(s) == (is ? s.len : 0)
			&& utf8_fault(s) == (is ? s.len : 0);
		s.len--;
		all &= s.len == 0 || utf8_fault(s) == 0;
	}
	CHECK(all);
	CHECK(utf8_character(SPAN("\xc0\x80")) == 0);
	CHECK(utf8_character(SPAN("\xe0\x9f\xbf")) == 0);
	CHECK(utf8_character(SPAN("\xf0\x8f\xbf\xbf")) == 0);
	CHECK(utf8_character(SPAN("\xe6"
				  "bl"))
		== 0);
	CHECK(utf8_character(SPAN("\x80")) == 0);
}

static void
utf8_found(void)
{
	char text[100];
	bool all = true;

	memset(text, 'a', sizeof(text));
	for (size_t i = 0; i < sizeof(text); i++) {
		struct span s = { text, sizeof(text) };

		text[i] = '\xe6';
		all &= utf8_ascii(s) == i && utf8_fault(s) == i;
		text[i] = 'a';
		s.len = i;
		all &= utf8_ascii(s) == i && utf8_fault(s) == i;
	}
	CHECK(all);
	CHECK_NUMBER(utf8_ascii(SPAN("0123456789æ")), 10);
	CHECK_NUMBER(utf8_fault(SPAN("blåbærgrød \xf0\x9f\x94\xb4")), 18);
	CHECK_NUMBER(utf8_fault(SPAN("blå"
				     "b\xe6r")),
		5);
	CHECK_NUMBER(utf8_fault(SPAN("12345678\xc3")), 8);
	CHECK_NUMBER(utf8_fault((struct span){ NULL, 0 }), 0);
}

static void
utf8_names(void)
{
	struct buf b = { 0 };

	utf8_add(&b, SPAN("blå\xe6 b\xc3\xe2\x82.csv\xff"));
	CHECK_TEXT(buf_span(&b),
		"blå\xef\xbf\xbd b\xef\xbf\xbd\xef\xbf\xbd"
		"\xef\xbf\xbd.csv\xef\xbf\xbd");
	buf_clear(&b);
	utf8_add(&b, SPAN("æ"));
	utf8_add(&b, SPAN(""));
	CHECK_TEXT(buf_span(&b), "æ");
	buf_free(&b);
}

/* The slow way: a character at a time. */
static size_t
walked(struct span s)
{
	size_t i = 0, n = 1;

	for (; n && i < s.len; i += n)
		n = utf8_character((struct span){ s.at + i, s.len - i });
	return i;
}

/* Blocks of text give what characters give: letters of all lengths, of which
 * one byte in some of them is another. */
static void
utf8_blocks(void)
{
	static const uint32_t last[] = { 0x7f, 0x7f, 0xff, 0x7ff, 0xffff,
		0x10ffff };
	uint32_t state = 1;
	bool all = true;

	for (unsigned round = 0; round < 60000; round++) {
		char text[300];
		struct span s = { text, 0 };
		unsigned kinds = 1 + round % 6;

		while (s.len < 200 + round % 90) {
			state = state * 1664525 + 1013904223;
			s.len += encode((state >> 8)
					% (last[(state >> 4) % kinds] + 1),
				text + s.len);
		}
		state = state * 1664525 + 1013904223;
		if (round % 3)
			text[(state >> 8) % s.len] = (char)(state >> 24);
		for (unsigned bits = 8; bits <= 512; bits *= 2)
			if (utf8_use(bits))
				all &= utf8_fault(s) == walked(s);
	}
	CHECK(all);
	CHECK(utf8_use(8) && !utf8_use(64));
}

static void
buffers(void)
{
	struct buf b = { 0 };
	int i;

	CHECK_TEXT(buf_span(&b), "");
	CHECK(!strcmp(buf_string(&b), ""));
	buf_text(&b, "ab");
	buf_byte(&b, 'c');
	buf_add(&b, SPAN("de"));
	buf_add(&b, (struct span){ NULL, 0 });
	buf_format(&b, "-%d-%s", 42, "x");
	CHECK_TEXT(buf_span(&b), "abcde-42-x");
	CHECK(!strcmp(buf_string(&b), "abcde-42-x"));
	buf_clear(&b);
	for (i = 0; i < 1000; i++) {
		buf_byte(&b, 'z');
		b.at[b.len] = '\0';
	}
	buf_format(&b, "%0500d", 7);
	CHECK_NUMBER(b.len, 1500);
	CHECK(b.at[1499] == '7');
	buf_free(&b);
	CHECK(!b.at && !b.len && !b.cap);
	buf_format(&b, "%300s", "y");
	CHECK_NUMBER(b.len, 300);
	buf_clear(&b);
	buf_count(&b, 0);
	buf_count(&b, 10);
	buf_count(&b, UINT64_MAX);
	CHECK_TEXT(buf_span(&b), "01018446744073709551615");
	buf_free(&b);
}

static void
arenas(void)
{
	struct arena *a = arena_new();
	struct span kept[500];
	char text[32];
	char *piece;
	uint64_t *number;
	size_t i, size;
	int n;

	for (i = 0; i < 500; i++) {
		n = snprintf(text, sizeof(text), "text %zu", i);
		kept[i] = arena_keep(a, (struct span){ text, (size_t)n });
		size = i * 97 % 40000;
		piece = arena_take(a, size);
		CHECK((uintptr_t)piece % sizeof(void *) == 0);
		CHECK(size == 0 || (!piece[0] && !piece[size - 1]));
		memset(piece, 0xff, size);
	}
	for (i = 0; i < 500; i++) {
		snprintf(text, sizeof(text), "text %zu", i);
		CHECK_TEXT(kept[i], text);
		CHECK(kept[i].at[kept[i].len] == '\0');
	}
	CHECK(!strcmp(arena_text(a, (struct span){ "abc", 2 }), "ab"));
	CHECK_TEXT(arena_keep(a, (struct span){ NULL, 0 }), "");
	arena_free(a);
	a = arena_new();
	piece = arena_take(a, 1 << 20); /* the first is a large one */
	CHECK(!piece[0] && !piece[(1 << 20) - 1]);
	CHECK_TEXT(arena_keep(a, SPAN("small")), "small");
	arena_free(a);
	a = arena_new();
	arena_take(a, (1 << 20) + 1); /* and an odd one */
	number = arena_take(a, sizeof(*number));
	CHECK((uintptr_t)number % _Alignof(uint64_t) == 0 && !*number);
	arena_free(a);
	arena_free(NULL);
}

static void
grows(void)
{
	int *numbers = NULL;
	size_t cap = 0, changes = 0, before, i;

	for (i = 0; i < 100000; i++) {
		before = cap;
		numbers = mem_grow(numbers, &cap, i + 1, sizeof(*numbers));
		changes += cap != before;
		numbers[i] = (int)i;
	}
	CHECK_NUMBER(numbers[77777], 77777);
	CHECK(changes < 40);
	mem_free(numbers);
}

static struct span
number_text(char room[32], int i)
{
	int n = snprintf(room, 32, "%d", i * 7919);

	return (struct span){ room, (size_t)n };
}

static void
interns(void)
{
	struct intern *t = intern_new();
	char room[32];
	int i;

	CHECK(intern_find(t, SPAN("a")) == INTERN_NONE);
	for (i = 0; i < 20000; i++)
		CHECK(intern_add(t, number_text(room, i)) == (uint32_t)i);
	for (i = 0; i < 20000; i++) {
		CHECK(intern_add(t, number_text(room, i)) == (uint32_t)i);
		CHECK(intern_find(t, number_text(room, i)) == (uint32_t)i);
		CHECK_TEXT(intern_text(t, (uint32_t)i), room);
	}
	CHECK_NUMBER(intern_count(t), 20000);
	CHECK(intern_find(t, SPAN("")) == INTERN_NONE);
	CHECK(intern_add(t, (struct span){ NULL, 0 }) == 20000);
	CHECK(intern_add(t, SPAN("")) == 20000);
	CHECK(intern_add(t, SPAN("a\0b")) == 20001);
	CHECK(intern_add(t, SPAN("a\0c")) == 20002);
	CHECK(intern_text(t, 20001).at[3] == '\0');
	intern_free(t);
	intern_free(NULL);
}

/* All lengths: nothing outside the text is read, each byte counts. */
static void
hashes(void)
{
	char text[64], *copy;
	uint64_t hash;
	size_t len, i;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * 37 + 1);
	for (len = 0; len <= sizeof(text); len++) {
		hash = intern_hash((struct span){ text, len });
		copy = mem_copy((struct span){ text, len });
		CHECK(intern_hash((struct span){ copy, len }) == hash);
		for (i = 0; i < len; i++) {
			copy[i] ^= 1;
			CHECK(intern_hash((struct span){ copy, len }) != hash);
			copy[i] ^= 1;
		}
		mem_free(copy);
	}
}

/* What act says on standard error, and the status it ends with. */
static struct buf
said(int (*act)(void), int *status)
{
	struct buf b = { 0 };
	char room[4096];
	int ends[2], code;
	ssize_t n;
	pid_t child;

	CHECK(pipe(ends) == 0);
	child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		diag_begin("bif-test");
		_exit(act());
	}
	close(ends[1]);
	while ((n = read(ends[0], room, sizeof(room))) > 0)
		buf_add(&b, (struct span){ room, (size_t)n });
	close(ends[0]);
	waitpid(child, &code, 0);
	*status = WIFEXITED(code) ? WEXITSTATUS(code) : -1;
	return b;
}

#define SAYS(act, status, want) says((act), (status), (want), __LINE__)

static void
says(int (*act)(void), int status, const char *want, int line)
{
	int got;
	struct buf b = said(act, &got);

	check_text(buf_span(&b), want, __FILE__, line);
	check_number(got, status, __FILE__, line);
	buf_free(&b);
}

static int
places(void)
{
	struct place p = { "book/goals.csv", 12, 0 };

	diag_fault(STATUS_NOINPUT, "%s: no such file", "x");
	diag_at(STATUS_CONFIG, "goal", p, "no direction");
	p.column = 3;
	diag_at(STATUS_DONE, "goal", p, "again");
	diag_at(STATUS_DONE, "goal", (struct place){ NULL, 3, 3 }, "nowhere");
	diag_row(STATUS_DATA, "date", SPAN("a.csv:1841"), "\"%.*s\" is not",
		SPAN_ARG(SPAN("31-02-2010")));
	diag_row(STATUS_DATA, "date", SPAN(""), "no place");
	diag_note("read");
	diag_quiet(true);
	diag_note("unheard");
	return (int)diag_end();
}

static int
hostile(void)
{
	diag_row(STATUS_DATA, "x", SPAN("a\n.csv:1"), "%s",
		"\x1b[2J\x7f\xc2\x9b"
		"1m\ttab \xff \xc3\xa5\r\n");
	return (int)diag_end();
}

static int
many(void)
{
	int i;

	for (i = 0; i < 25; i++)
		diag_row(STATUS_DATA, "bad_date", SPAN("f:1"), "d");
	diag_row(STATUS_DATA, "bad_number", SPAN("f:2"), "n");
	return (int)diag_end();
}

static int
too_long(void)
{
	diag_fault(STATUS_DATA, "%05000d", 1);
	return 0;
}

/* Four times as long when it is made controls. */
static int
too_long_escaped(void)
{
	char text[2000];

	memset(text, '\xff', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	diag_fault(STATUS_DATA, "%s", text);
	return 0;
}

static int
too_much(void)
{
	mem_free(mem_new(SIZE_MAX / 2, 1));
	return 0;
}

static int
product_too_much(void)
{
	mem_free(mem_new(SIZE_MAX / 2, 4));
	return 0;
}

/* More kinds than are counted: of these every one is said. */
static int
many_kinds(void)
{
	static char names[70][8];
	int i, k;

	for (i = 0; i < 70; i++) {
		snprintf(names[i], sizeof(names[i]), "k%d", i);
		for (k = 0; k < 25; k++)
			diag_row(STATUS_DATA, names[i], SPAN(""), "%d", i);
	}
	return (int)diag_end();
}

/* What steers a terminal, or turns the order of what is read. */
static bool
steers(int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || c == 0x200e
		|| c == 0x200f || (c >= 0x2028 && c <= 0x202e)
		|| (c >= 0x2066 && c <= 0x2069) || c == 0xfffe || c == 0xffff;
}

static void
inert(void)
{
	bool all = true;
	char at[4];

	for (int32_t c = 0; c <= 0xffff; c++) {
		size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;

		at[0] = (char)(n == 1    ? c
				: n == 2 ? 0xc0 | c >> 6
					 : 0xe0 | c >> 12);
		at[1] = (char)(0x80 | (n == 3 ? c >> 6 & 63 : c & 63));
		at[2] = (char)(0x80 | (c & 63));
		all &= controls_steers(at, n) == (steers(c) ? n : 0);
		all &= n == 1 || controls_steers(at, n - 1) == 0;
	}
	CHECK(all);
	CHECK_NUMBER(controls_steers("\n", 0), 0);
}

/* UTF-8 that is cut, or goes wrong in its middle. */
static int
odd_letters(void)
{
	diag_row(STATUS_DATA, "x", SPAN("\xc3"), "%s",
		"\xe2\x82\xac \xf0\x9f"
		"\x98\x80 \xe2\x82 \xc3( \xf5 \xc2\xa0 \xe2\x82\xac"
		"(");
	diag_at(STATUS_BUG, "x", (struct place){ "", 3, 3 }, "no file");
	diag_raise((enum status)139);
	return (int)diag_end();
}

/* Standard error is a pipe that is full for a while. */
static int
full_pipe(void)
{
	static const char block[4096] = "";

	fcntl(STDERR_FILENO, F_SETFL, O_NONBLOCK);
	while (write(STDERR_FILENO, block, sizeof(block)) > 0)
		;
	diag_fault(STATUS_DATA, "waited");
	return (int)diag_end();
}

static int
no_stderr(void)
{
	close(STDERR_FILENO);
	diag_fault(STATUS_DATA, "unheard");
	return (int)diag_end();
}

static void
messages(void)
{
	struct buf b;
	int status;

	SAYS(places, 78,
		"bif-test: x: no such file\n"
		"bif-test: book/goals.csv:12: no direction\n"
		"bif-test: book/goals.csv:12:3: again\n"
		"bif-test: nowhere\n"
		"bif-test: a.csv:1841: \"31-02-2010\" is not\n"
		"bif-test: no place\n"
		"bif-test: read\n");
	SAYS(hostile, 65,
		"bif-test: a\\x0a.csv:1: "
		"\\x1b[2J\\x7f\\xc2\\x9b1m\ttab \\xff \xc3\xa5\\x0d\\x0a\n");
	b = said(many, &status);
	CHECK_NUMBER(status, 65);
	CHECK(strstr(buf_string(&b),
		"f:2: n\nbif-test: 5 more like this: bad_date\n"));
	CHECK_NUMBER(b.len,
		20 * strlen("bif-test: f:1: d\n") + strlen("bif-test: f:2: n\n")
			+ strlen("bif-test: 5 more like this: bad_date\n"));
	buf_free(&b);
	b = said(many_kinds, &status);
	CHECK_NUMBER(status, 65);
	CHECK(strstr(buf_string(&b), "5 more like this: k0\n"));
	CHECK(strstr(buf_string(&b), "5 more like this: k63\n"));
	CHECK(!strstr(buf_string(&b), "5 more like this: k64\n"));
	buf_free(&b);
	SAYS(odd_letters, 70,
		"bif-test: \\xc3: \xe2\x82\xac \xf0\x9f\x98\x80 "
		"\\xe2\\x82 \\xc3( \\xf5 \xc2\xa0 \xe2\x82\xac(\n"
		"bif-test: no file\n");
	SAYS(no_stderr, 74, "");
	b = said(full_pipe, &status);
	CHECK_NUMBER(status, 65);
	CHECK(b.len > 4096
		&& !memcmp(b.at + b.len - 17, "bif-test: waited\n", 17));
	buf_free(&b);
	b = said(too_long, &status);
	CHECK(b.len <= 4096 && strstr(buf_string(&b), "000...\n"));
	buf_free(&b);
	b = said(too_long_escaped, &status);
	CHECK(b.len <= 4096 && strstr(buf_string(&b), "\\xff...\n"));
	buf_free(&b);
}

/* A sanitizer refuses such sizes in its own way, unless told not to, and says
 * so before we do. */
const char *__asan_default_options(void);
const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static void
runs_out(int (*act)(void), size_t bytes)
{
	struct buf want = { 0 }, b;
	int status;

	b = said(act, &status);
	CHECK_NUMBER(status, 71);
	buf_format(&want, "bif-test: out of memory (%zu bytes)\n", bytes);
	CHECK(strstr(buf_string(&b), buf_string(&want)));
	buf_free(&want);
	buf_free(&b);
}

static int
copy_too_much(void)
{
	mem_free(mem_copy((struct span){ "", SIZE_MAX }));
	return 0;
}

static int
keep_too_much(void)
{
	static struct arena *volatile held; /* at exit: it is no leak */

	held = arena_new();
	arena_keep(held, (struct span){ "", SIZE_MAX });
	return 0;
}

static int
take_too_much(void)
{
	static struct arena *volatile held;

	held = arena_new();
	arena_take(held, SIZE_MAX - 8);
	return 0;
}

static int
grow_too_much(void)
{
	size_t cap = SIZE_MAX / 4 * 3;

	mem_grow(NULL, &cap, SIZE_MAX - 7, 1);
	return 0;
}

static int
buffer_too_much(void)
{
	struct buf b = { 0 };

	buf_text(&b, "x");
	buf_room(&b, SIZE_MAX);
	return 0;
}

static int
buffer_nearly_all(void)
{
	struct buf b = { 0 };

	buf_room(&b, SIZE_MAX);
	return 0;
}

static int
map_too_much(void)
{
	hugemem_resize(NULL, 0, SIZE_MAX / 4);
	return 0;
}

static int
remap_too_much(void)
{
	size_t had = (size_t)3 << 20;

	hugemem_resize(hugemem_resize(NULL, 0, had), had, SIZE_MAX / 4);
	return 0;
}

/* Libraries get no NULL either, but under a sanitizer, whose malloc() it is. */
void __asan_init(void) __attribute__((weak));

static int
malloc_too_much(void)
{
	volatile size_t bytes = SIZE_MAX / 2;
	void *volatile at = malloc(bytes); /* or it is optimised away */

	free(at);
	return 0;
}

static int
realloc_too_much(void)
{
	volatile size_t bytes = SIZE_MAX / 2;
	void *volatile at = realloc(malloc(8), bytes);

	free(at);
	return 0;
}

/* An allocation that is freed: nothing is wrong with NULL then. */
static int
realloc_nothing(void)
{
	void *volatile at = malloc(8);

	at = realloc(at, 0); /* NOLINT: it is what is tried */
	return at ? 1 : 0;
}

static void
memory_ends(void)
{
	size_t page = (size_t)2 << 20,
	       most = (SIZE_MAX / 4 + page - 1) & ~(page - 1);

	runs_out(copy_too_much, SIZE_MAX);
	runs_out(keep_too_much, SIZE_MAX);
	runs_out(take_too_much, SIZE_MAX);
	runs_out(grow_too_much, SIZE_MAX - 7);
	runs_out(buffer_too_much, SIZE_MAX);
	runs_out(buffer_nearly_all, SIZE_MAX);
	runs_out(map_too_much, most);
	runs_out(remap_too_much, most);
	if (!__asan_init) {
		runs_out(malloc_too_much, SIZE_MAX / 2);
		runs_out(realloc_too_much, SIZE_MAX / 2);
	}
	SAYS(realloc_nothing, 0, "");
	runs_out(too_much, SIZE_MAX / 2);
	runs_out(product_too_much, SIZE_MAX);
}

static void
statuses(void)
{
	static const enum status order[] = { STATUS_BUG, STATUS_IO,
		STATUS_CREATE, STATUS_MEMORY, STATUS_CONFIG, STATUS_DATA,
		STATUS_NOINPUT, STATUS_LATER, STATUS_USAGE, STATUS_NO,
		STATUS_DONE };
	size_t i, j, n = sizeof(order) / sizeof(order[0]);

	for (i = 0; i < n; i++)
		for (j = i; j < n; j++) {
			CHECK(diag_worse(order[i], order[j]) == order[i]);
			CHECK(diag_worse(order[j], order[i]) == order[i]);
		}
}

int
main(void)
{
	check_run("utf8: every character there is", characters);
	check_run("utf8: where it ends", utf8_found);
	check_run("utf8: names that are other bytes", utf8_names);
	check_run("utf8: blocks of it", utf8_blocks);
	check_run("buf", buffers);
	check_run("mem: arena", arenas);
	check_run("mem: grow", grows);
	check_run("mem: out of memory is 71", memory_ends);
	check_run("intern", interns);
	check_run("intern: hash", hashes);
	check_run("inert: what steers", inert);
	check_run("diag: messages", messages);
	check_run("diag: order of statuses", statuses);
	return check_end();
}
