/* SPDX-License-Identifier: MIT
 *
 * out: each format as its standard has it, and nothing half-written.
 */
#include "io/out.h"

#include <signal.h>
#include <sys/wait.h>

#include "io/escape.h"
#include "value/text.h"

#include "check.h"
#include "said.h"

static struct buf text;

static void
write_some(enum out_format format)
{
	static const char *const names[] = { "a", "b\"c" };
	struct out *o = out_open(said_path("o"), format);

	out_columns(o, names, 2);
	out_cell(o, SPAN("x,y"));
	out_cell(o, SPAN(""));
	out_row(o);
	out_cell(o, SPAN("tab\there \"q\" \\"));
	out_cell(o, SPAN("two\r\nlines"));
	out_row(o);
	out_escaped(o, SPAN("tab\\there \"q\" \\\\"));
	out_escaped(o, SPAN("two\\r\\nlines"));
	out_row(o);
	out_escaped(o, SPAN("\xc3\xa6\xff\xed\xa0\x80\xf0\x9f\x99\x82\x01"));
	out_escaped(o, SPAN("plain"));
	out_row(o);
	CHECK_NUMBER(out_row_count(o), 4);
	CHECK(out_close(o));
	said_read(said_path("o"), &text);
}

static void
tsv(void)
{
	write_some(OUT_TSV);
	CHECK_TEXT(buf_span(&text),
		"a\tb\"c\nx,y\t\n"
		"tab\\there \"q\" \\\\\ttwo\\r\\nlines\n"
		"tab\\there \"q\" \\\\\ttwo\\r\\nlines\n"
		"\xc3\xa6\xff\xed\xa0\x80\xf0\x9f\x99\x82\x01\tplain\n");
}

static void
csv(void)
{
	static const char *const one[] = { "only" };
	struct out *o;

	write_some(OUT_CSV);
	CHECK_TEXT(buf_span(&text),
		"a,\"b\"\"c\"\r\n\"x,y\",\r\n"
		"\"tab\there \"\"q\"\" \\\",\"two\r\nlines\"\r\n"
		"\"tab\there \"\"q\"\" \\\",\"two\r\nlines\"\r\n"
		"\xc3\xa6\xff\xed\xa0\x80\xf0\x9f\x99\x82\x01,plain\r\n");

	o = out_open(said_path("o"), OUT_CSV);
	out_columns(o, one, 1);
	out_cell(o, SPAN(""));
	out_row(o);
	CHECK(out_close(o));
	CHECK_TEXT(said_read(said_path("o"), &text), "only\r\n\"\"\r\n");
}

static void
jsonl(void)
{
	write_some(OUT_JSONL);
	CHECK_TEXT(buf_span(&text),
		"{\"a\":\"x,y\",\"b\\\"c\":null}\n"
		"{\"a\":\"tab\\there \\\"q\\\" \\\\\","
		"\"b\\\"c\":\"two\\r\\nlines\"}\n"
		"{\"a\":\"tab\\there \\\"q\\\" \\\\\","
		"\"b\\\"c\":\"two\\r\\nlines\"}\n"
		"{\"a\":\"\xc3\xa6\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf"
		"\xbd\xf0\x9f\x99\x82\\u0001\",\"b\\\"c\":\"plain\"}\n");
}

/* The old file stands until the new one is whole. */
static void
beside(void)
{
	struct out *o;
	struct stat st;

	umask(027);
	CHECK(!chmod(said_file("o", "old", 3), 0600));
	o = out_open(said_path("o"), OUT_TSV);
	out_print(o, "%s %d", "new", 7);
	CHECK_TEXT(said_read(said_path("o"), &text), "old");
	CHECK(out_close(o));
	CHECK_TEXT(said_read(said_path("o"), &text), "new 7");
	CHECK(!stat(said_path("o"), &st) && (st.st_mode & 0777) == 0600);

	o = out_open(said_path("fresh"), OUT_TSV);
	CHECK(out_close(o));
	CHECK(!stat(said_path("fresh"), &st) && (st.st_mode & 0777) == 0640);

	o = out_open(said_path("o"), OUT_TSV);
	out_bytes(o, SPAN("never"));
	out_drop(o);
	CHECK_TEXT(said_read(said_path("o"), &text), "new 7");

	CHECK(!symlink("o", said_path("link")));
	o = out_open(said_path("link"), OUT_TSV);
	out_bytes(o, SPAN("by link"));
	CHECK(out_close(o));
	CHECK_TEXT(said_read(said_path("o"), &text), "by link");
	CHECK(!lstat(said_path("link"), &st) && S_ISLNK(st.st_mode));
}

static bool
any_beside(void)
{
	char command[200];

	snprintf(command, sizeof(command), "ls -A '%s' | grep -q tmp",
		said_state.folder);
	return system(command) == 0;
}

static void
ended_by_signal(int signal)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		struct out *o = out_open(said_path("o"), OUT_TSV);

		out_bytes(o, SPAN("half"));
		if (!o || !any_beside())
			_exit(1);
		raise(signal);
		_exit(2);
	}
	CHECK(waitpid(child, &status, 0) == child && WIFSIGNALED(status)
		&& WTERMSIG(status) == signal);
	CHECK(!any_beside());
}

static void
signals(void)
{
	said_file("o", "old", 3);
	ended_by_signal(SIGTERM);
	ended_by_signal(SIGINT);
	ended_by_signal(SIGPIPE);
	CHECK_TEXT(said_read(said_path("o"), &text), "old");
}

static void
full_disk(void)
{
	static const char *const names[] = { "a" };
	struct out *o;

	said_begin();
	o = out_open("/dev/full", OUT_TSV);
	CHECK(o && !out_failed(o));
	out_columns(o, names, 1);
	CHECK(out_failed(o));
	for (unsigned i = 0; i < 1000000; i++)
		out_row(o);
	CHECK(!out_close(o));
	CHECK(diag_status() == STATUS_IO);
	CHECK(strstr(said_end(), "/dev/full: cannot write: No space left"));
	CHECK(strchr(said_state.text.at, '\n')[1] == '\0'); /* once */
}

static void
cannot_create(void)
{
	said_begin();
	CHECK(!out_open(said_path("absent/o"), OUT_TSV));
	CHECK(!out_open(said_state.folder, OUT_TSV));
	CHECK(strstr(said_end(), "absent/o: cannot create"));
	CHECK(strstr(said_state.text.at, ": cannot create it: Is a dir"));
}

/* Cells larger than the room, and the fast path. */
static void
large(void)
{
	struct out *o = out_open(said_path("o"), OUT_TSV);
	size_t n = 1500000;
	char *many = malloc(n);

	memset(many, 'm', n);
	many[n / 2] = '\t';
	out_cell(o, (struct span){ many, n });
	out_row(o);
	for (unsigned i = 0; i < 100000; i++) {
		memcpy(out_room(o, 8), "1234567\n", 8);
		out_used(o, 8);
	}
	out_rows(o, 100000);
	CHECK_NUMBER(out_row_count(o), 100001);
	CHECK_NUMBER(out_byte_count(o), n + 2 + 800000);
	CHECK(out_close(o));
	said_read(said_path("o"), &text);
	CHECK_NUMBER(text.len, n + 2 + 800000);
	CHECK(!memcmp(text.at + n / 2, "\\tm", 3));
	CHECK(!memcmp(text.at + text.len - 9, "\n1234567\n", 9));
	free(many);
}

/* Whatever the bytes, a cell comes back as it was and stays in its place. */
static void
any_bytes(void)
{
	static const char some[] = "\t\n\r\\ \x1f\x7f\x80\xff\0a\xdc";
	struct buf cell = { 0 }, back = { 0 };
	uint32_t state = 7;

	for (unsigned turn = 0; turn < 5000; turn++) {
		char room[ESCAPE_ROOM(40)];
		struct span out = { room, 0 };

		buf_clear(&cell);
		buf_clear(&back);
		for (unsigned n = turn % 40; n; n--) {
			state = state * 1664525 + 1013904223;
			buf_byte(&cell,
				state >> 30 ? (char)(state >> 8)
					    : some[(state >> 8)
						    % (sizeof(some) - 1)]);
		}
		out.len = (size_t)(escape_tsv(room, buf_span(&cell)) - room);
		text_unescape(&back, out);
		CHECK(span_equal(buf_span(&back), buf_span(&cell)));
		CHECK(!memchr(room, '\t', out.len)
			&& !memchr(room, '\n', out.len)
			&& !memchr(room, '\r', out.len));
	}
	buf_free(&cell);
	buf_free(&back);
}

int
main(void)
{
	struct sigaction action = { .sa_handler = SIG_DFL };

	sigaction(SIGINT, &action, NULL); /* ignored in the background */
	check_run("out: TSV", tsv);
	check_run("out: any bytes come back from TSV", any_bytes);
	check_run("out: CSV", csv);
	check_run("out: JSON lines", jsonl);
	check_run("out: beside, then renamed", beside);
	check_run("out: a signal leaves nothing beside", signals);
	check_run("out: what cannot be created", cannot_create);
	check_run("out: large cells and the fast path", large);
	check_run("out: a full disk is said, once", full_disk);
	buf_free(&text);
	return check_end();
}
