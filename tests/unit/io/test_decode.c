/* SPDX-License-Identifier: MIT */
#include "io/decode.h"

#include <sys/resource.h>
#include <sys/wait.h>

#include "base/buf.h"
#include "base/diag.h"
#include "check.h"
#include "said.h"
#include "textsource.h"

/* What comes out of the stream, read by pieces of n bytes. */
static void
read_all(struct source *s, struct buf *got, size_t n)
{
	ssize_t piece;

	buf_clear(got);
	do {
		buf_room(got, n);
		piece = source_read(s, got->at + got->len, n);
		if (piece > 0)
			got->len += (size_t)piece;
	} while (piece > 0);
	CHECK_NUMBER(piece, 0);
}

/* A stream in an encoding, and a cell of it. */
static void
expect_stream(const char *encoding, struct span bytes, const char *stream,
	const char *decoded)
{
	struct buf got = { 0 }, room = { 0 };

	for (size_t chunk = 1; chunk < 20; chunk++) {
		struct decode *cells = NULL;
		struct source *s = decode_source(textsource(bytes, chunk),
			encoding, &cells);
		struct span text = { NULL, 0 };

		CHECK(s != NULL);
		if (!s)
			break;
		read_all(s, &got, 20 - chunk);
		CHECK_TEXT(buf_span(&got), stream);
		buf_clear(&room);
		CHECK(decode_text(cells, &room, buf_span(&got), &text)
			== (decoded != NULL));
		if (decoded)
			CHECK_TEXT(text, decoded);
		source_close(s);
		decode_free(cells);
	}
	buf_free(&got);
	buf_free(&room);
}

static void
bytes_by_table(void)
{
	expect_stream("iso-8859-1", SPAN("a\xe6\xa0"), "a\xe6\xa0", "aæ\u00a0");
	expect_stream("windows-1252", SPAN("\x80\x94"), "\x80\x94", "€”");
	expect_stream("windows-1252", SPAN("\x81"), "\x81", NULL);
	expect_stream("cp865", SPAN("\x91\x9b\x86"), "\x91\x9b\x86", "æøå");
	expect_stream("us-ascii", SPAN("a\x80"), "a\x80", NULL);
}

static void
utf8_is_checked(void)
{
	expect_stream("UTF-8", SPAN("æ€😀"), "æ€😀", "æ€😀");
	expect_stream("utf8", SPAN("\xc3"), "\xc3", NULL);
	expect_stream("utf-8", SPAN("\xc0\x80"), "\xc0\x80", NULL);
	expect_stream("utf-8", SPAN("\xed\xa0\x80"), "\xed\xa0\x80", NULL);
	expect_stream("utf-8", SPAN("\xf4\x90\x80\x80"), "\xf4\x90\x80\x80",
		NULL);
	expect_stream("utf-8", SPAN("\xef\xbf\xbf"), "\xef\xbf\xbf",
		"\xef\xbf\xbf");
}

static void
streams_are_decoded(void)
{
	expect_stream("utf-16le", SPAN("a\0\xe6\0\xac\x20\x3d\xd8\0\xde"),
		"aæ€😀", "aæ€😀");
	expect_stream("utf-16be", SPAN("\0a\0\xe6"), "aæ", "aæ");
	expect_stream("utf-32le", SPAN("\xe6\0\0\0"), "æ", "æ");
	expect_stream("shift_jis", SPAN("\x83\x65"), "テ", "テ");
	/* EBCDIC: a byte each, but no ASCII. */
	expect_stream("ibm277", SPAN("\x81\x5b"), "aÅ", "aÅ");
	expect_stream("ucs-2le", SPAN("a\0\xe6\0"), "aæ", "aæ");
	expect_stream("ucs-4be", SPAN("\0\0\0\xe6"), "æ", "æ");
	/* A byte that is four letters. */
	expect_stream("tscii", SPAN("a\x82"), "aஸ்ரீ", "aஸ்ரீ");
}

static void
what_is_no_text_stays_wrong(void)
{
	expect_stream("utf-16le",
		SPAN("a\0\0\xd8"
		     "b\0"),
		"a\xff"
		"b",
		NULL);
	expect_stream("utf-16le", SPAN("a\0b"), "a\xff", NULL);
	expect_stream("utf-16le", SPAN("a\0\0\xd8"), "a\xff", NULL);
}

static void
marks_win(void)
{
	expect_stream("iso-8859-1", SPAN("\xef\xbb\xbf\xc3\xa6"), "æ", "æ");
	expect_stream("utf-8", SPAN("\xff\xfe\xe6\0"), "æ", "æ");
	expect_stream("utf-16le", SPAN("\xfe\xff\0\xe6"), "æ", "æ");
	expect_stream("utf-8", SPAN("\xff\xfe\0\0\xe6\0\0\0"), "æ", "æ");
	expect_stream("utf-16", SPAN("\xff\xfe\xe6\0"), "æ", "æ");
	expect_stream("utf-8", SPAN(""), "", "");
	expect_stream("utf-8", SPAN("\xef\xbb"), "\xef\xbb", NULL);
	expect_stream("utf-8", SPAN("\xef\xbb\xbf"), "", "");
}

static void
all_can_be_a_stream(void)
{
	struct source *s = decode_source(textsource(SPAN("\xe6"), 1),
		"iso-8859-1", NULL);
	struct buf got = { 0 };

	read_all(s, &got, 1);
	CHECK_TEXT(buf_span(&got), "æ");
	source_close(s);
	buf_free(&got);
}

static void
faults_are_found(void)
{
	struct buf room = { 0 };
	struct decode *cells;
	char text[32];
	struct source *s = decode_source(textsource(SPAN(""), 1),
		"windows-1252", &cells);

	CHECK_NUMBER(decode_fault(cells, SPAN("abc\x81")), 3);
	CHECK_NUMBER(decode_fault(cells, SPAN("abc\xe6")), 4);
	CHECK_NUMBER(decode_write(cells, text, SPAN("a\x81")), SIZE_MAX);
	CHECK_NUMBER(decode_write(cells, text, SPAN("a\xe6")), 3);
	decode_lossy(cells, &room, SPAN("\xe6\x81x\x8d"));
	CHECK_TEXT(buf_span(&room), "æ\ufffdx\ufffd");
	buf_clear(&room);
	decode_lossy(decode_utf8(), &room, SPAN("æ\xe6x"));
	CHECK_TEXT(buf_span(&room), "æ\ufffdx");
	CHECK_NUMBER(decode_fault(decode_utf8(), SPAN("0123456789æ\xff")), 12);
	CHECK(decode_bytewise(cells) && !decode_bytewise(decode_utf8()));
	CHECK(decode_knows("latin1") == DECODE_KNOWN);
	CHECK(decode_knows("klingon") == DECODE_UNKNOWN);
	source_close(s);
	decode_free(cells);
	buf_free(&room);
}

static void
rooms_of_any_size(void)
{
	static const char text[] = "a\0b\0"
				   "a\0a\0a\0a\0a\0a\0a\0a\0"
				   "a\0a\0a\0a\0a\0a\0a\0"
				   "\0\xd8"
				   "b\0c\0";
	struct source *s = decode_source(
		textsource((struct span){ text, sizeof(text) - 1 }, 100),
		"utf-16le", NULL);
	char room[64];

	/* What was looked at for a mark. */
	CHECK_NUMBER(source_read(s, room, sizeof(room)), 2);
	/* What is no text is the last that fits. */
	CHECK_NUMBER(source_read(s, room, 16), 16);
	CHECK_TEXT(((struct span){ room, 16 }), "aaaaaaaaaaaaaaa\xff");
	/* What did not fit comes first, then the rest. */
	CHECK_NUMBER(source_read(s, room, 1), 1);
	CHECK_NUMBER(source_read(s, room + 1, sizeof(room) - 1), 1);
	CHECK_TEXT(((struct span){ room, 2 }), "bc");
	CHECK_NUMBER(source_read(s, room, sizeof(room)), 0);
	source_close(s);
}

static void
what_cannot_be_read(void)
{
	struct decode *cells = NULL;
	struct source *s;
	char room[64];

	said_begin();
	s = decode_source(textsource(SPAN("a"), 1), "klingon", &cells);
	CHECK(!s && strstr(said_end(), "there is no encoding \"klingon\""));
	CHECK_NUMBER(diag_status(), STATUS_CONFIG);
	CHECK(!decode_source(textsource_ends(SPAN("a"), 1, true), "utf-16le",
		&cells));
	s = decode_source(textsource_ends(SPAN("a\0b\0c\0d\0"), 2, true),
		"utf-16le", NULL);
	CHECK(source_read(s, room, sizeof(room)) > 0);
	while (source_read(s, room, sizeof(room)) > 0)
		;
	CHECK(source_read(s, room, sizeof(room)) < 0);
	CHECK(source_read(s, room, 1) < 0);
	source_close(s);
}

/* Converters are files: without a descriptor none can be loaded. In a process
 * of its own, for iconv does not forget that. */
static void
a_system_that_fails_is_no_unknown_encoding(void)
{
	struct rlimit none;
	int how = 1;
	pid_t child;

	said_begin();
	child = fork();
	if (!child) {
		enum decode_answer answer = DECODE_UNKNOWN;

		getrlimit(RLIMIT_NOFILE, &none);
		none.rlim_cur = 3;
		if (!setrlimit(RLIMIT_NOFILE, &none))
			answer = decode_knows("ibm037");
		_exit(answer == DECODE_NO_ANSWER ? (int)diag_status() : 1);
	}
	CHECK(child > 0 && waitpid(child, &how, 0) == child);
	CHECK(strstr(said_end(), "\"ibm037\": the system's converters"));
	CHECK(WIFEXITED(how));
	CHECK_NUMBER(WEXITSTATUS(how), STATUS_IO);
	CHECK(decode_knows("ibm037") == DECODE_KNOWN);
}

/* An encoding that is a guess: a cell that looks like UTF-8 is not in it. */
static void
guesses_are_doubted(void)
{
	static const struct {
		struct span cell;
		size_t fault; /* SIZE_MAX: it is text */
	} cells[] = { { SPAN("N\xf8rre"), SIZE_MAX },
		{ SPAN("plain"), SIZE_MAX }, { SPAN("N\xc3\xb8rre"), 1 },
		{ SPAN("\xc3\x98st \xf8"), 0 }, { SPAN("\xe2\x82\xac 5"), 0 },
		/* A capital before a mark, among other letters. */
		{ SPAN("\xabTRYGG P\xc5\xbb"), SIZE_MAX } };
	struct decode *d;
	struct source *source = decode_source(textsource(SPAN("a"), 1),
		"iso-8859-1", &d);
	struct span text;

	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++) {
		struct buf room = { 0 };

		CHECK(decode_text(d, &room, cells[i].cell, &text));
		buf_free(&room);
	}
	decode_suspect(d, true);
	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++) {
		struct buf room = { 0 };
		bool good = cells[i].fault == SIZE_MAX;

		CHECK(decode_text(d, &room, cells[i].cell, &text) == good);
		CHECK_NUMBER(decode_fault(d, cells[i].cell),
			good ? cells[i].cell.len : cells[i].fault);
		buf_free(&room);
	}
	CHECK_NUMBER(decode_tsv(d)[0xf8].len, 0);
	decode_free(d);
	source_close(source);
}

int
main(void)
{
	check_run("a system that fails is no unknown encoding",
		a_system_that_fails_is_no_unknown_encoding);
	check_run("bytes by table", bytes_by_table);
	check_run("UTF-8 is checked", utf8_is_checked);
	check_run("streams are decoded", streams_are_decoded);
	check_run("what is no text stays wrong", what_is_no_text_stays_wrong);
	check_run("marks win", marks_win);
	check_run("all can be a stream", all_can_be_a_stream);
	check_run("faults are found", faults_are_found);
	check_run("guesses are doubted", guesses_are_doubted);
	check_run("rooms of any size", rooms_of_any_size);
	check_run("what cannot be read, or nobody knows", what_cannot_be_read);
	return check_end();
}
