/* SPDX-License-Identifier: MIT */
#include "bif-extract/guess/sample.h"

#include <iconv.h>

#include "check.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))
#define BYTES(text) \
	{ \
		(text), sizeof(text) - 1 \
	}

/* name NULL: it is not known. */
static const struct {
	const char *what;
	struct span bytes;
	const char *name;
	unsigned sure;
	const char *why; /* part of it */
} plain[] = {
	{ "nothing at all", BYTES(""), "utf-8", 99, "nothing but ASCII" },
	{ "ASCII", BYTES("a;b\r\n1;2\r\n"), "utf-8", 99, "nothing but ASCII" },
	{ "UTF-8's mark",
		BYTES("\xef\xbb\xbf"
		      "a"),
		"utf-8", 100, "mark" },
	{ "UTF-16's mark, low byte first",
		BYTES("\xff\xfe"
		      "a\0"),
		"utf-16le", 100, "mark" },
	{ "UTF-16's mark, high byte first", BYTES("\xfe\xff\0a"), "utf-16be",
		100, "mark" },
	{ "UTF-32's mark, low byte first", BYTES("\xff\xfe\0\0a\0\0\0"),
		"utf-32le", 100, "mark" },
	{ "UTF-32's mark, high byte first", BYTES("\0\0\xfe\xff\0\0\0a"),
		"utf-32be", 100, "mark" },
	{ "a letter of one byte at the very end", BYTES("a;b\n1;bl\xe6"),
		"iso-8859-1", 99, "letters of Danish" },
	{ "UTF-16 without a mark, low byte first",
		BYTES("a\0;\0b\0\r\0\n\0001\0;\0002\0\r\0\n\0"), "utf-16le", 97,
		"every other byte" },
	{ "UTF-16 without a mark, high byte first",
		BYTES("\0a\0;\0b\0\r\0\n\0001\0;\0002\0\r\0\n"), "utf-16be", 97,
		"every other byte" },
	{ "NULs anywhere", BYTES("ab\0\0c\0de\0\0f\0"), NULL, 0, "is a NUL" },
	{ "a NUL in a long text",
		BYTES("name;age;city\nAnn;12;Rome\nBob;7;"
		      "Paris\nCarl;120;London\nDora;9;\0\n"),
		"utf-8", 99, "nothing but ASCII" },
	{ "controls", BYTES("\x05\x06\x07\x08 abc"), NULL, 0, "a control" },
	{ "controls that end files and cells",
		BYTES("a\x1f"
		      "b\x1e"
		      "c\x1a"),
		"utf-8", 99, "nothing but ASCII" },
	{ "a character of UTF-8 may be chance", BYTES("bl\xc3\xa5"), "utf-8",
		80, "1 characters have its form" },
	{ "five are not", BYTES("\xc3\xa6\xc3\xb8\xc3\xa5\xc3\x86\xc3\x98"),
		"utf-8", 99, "5 characters have its form" },
	{ "of three and four bytes", BYTES("\xe2\x82\xac\xf0\x9f\x98\x80"),
		"utf-8", 85, "2 characters" },
	{ "one that the sample cuts",
		BYTES("\xc3\xa6\xc3\xb8\xc3\xa5\xc3\x86"
		      "\xc3\x98 \xe2\x82"),
		"utf-8", 99, "5 characters" },
	{ "a byte of none among many",
		BYTES("\xc3\xa6\xc3\xa6\xc3\xa6\xc3\xa6"
		      "\xc3\xa6\xc3\xa6\xc3\xa6\xc3\xa6\xc3\xa6\xc3\xa6\xc3\xa6\xc3"
		      "\xa6\xc3\xa6\xc3\xa6\xc3\xa6\xc3\xa6\xc3\xa6\xc3\xa6\xc3\xa6"
		      "\xc3\xa6 \xe6 "),
		"utf-8", 80, "but 1 bytes have not" },
};

static bool
says(struct guess_encoding *g, const char *part)
{
	return strstr(buf_string(&g->why), part) != NULL;
}

static void
marks_and_form(void)
{
	for (size_t i = 0; i < COUNT(plain); i++) {
		struct guess_encoding g;

		guess_encoding(&g, plain[i].bytes);
		check_text(span_of(g.name ? g.name : "(not known)"),
			plain[i].name ? plain[i].name : "(not known)",
			plain[i].what, (int)i);
		check_number(g.sure, plain[i].sure, plain[i].what, (int)i);
		check_that(says(&g, plain[i].why), plain[i].what, (int)i, "%s",
			buf_string(&g.why));
		guess_encoding_free(&g);
	}
}

/* Texts that people write, in the encoding that they are to be told by. */
static const struct {
	const char *encoding, *text;
	const char *alike; /* part of what is said; NULL: not known */
} written[] = {
	{ "iso-8859-1", "Kø;Besvaret på Østerbro\nÅse Lærke;Frederikshavn\n",
		"read alike by windows-1252" },
	{ "windows-1252", "Beløb i €;Måned\nÅse Nørgård;Frederiksværk\n“år”",
		"Danish" },
	{ "cp865", "Beløb;Måned\nÅse Nørgård;Frederiksværk på Ærø\n",
		"letters of Danish" },
	{ "macintosh", "Beløb;Måned\nÅse Nørgård;Frederiksværk på Ærø\n",
		"letters of Danish" },
	{ "iso-8859-1", "Größe;Straße;Prüfung\nMüller;Köln;Böhm für Österreich",
		"German" },
	/* Of another language nothing is told: some letters would be wrong. */
	{ "windows-1250", "Łódź;Gdańsk;ślub\nżółw;źródło;Świętokrzyskie;miś",
		NULL },
	{ "windows-1251", "Имя;Город\nИван Петров;Москва\nАнна;Санкт-Петербург",
		NULL },
	{ "windows-1253",
		"Όνομα;Πόλη\nΆννα;Αθήνα\nΓιώργος;Θεσσαλονίκη\nΆρης;Άργος",
		NULL },
	/* What parts cells is no letter: 0xa4 is one in cp850. */
	{ "iso-8859-1", "type¤note¤antal\n1.5¤¤12\n2.5¤garden¤7\n07:30¤x¤9\n",
		"read alike by windows-1252" },
};

static void
encode(struct buf *b, const char *text, const char *encoding)
{
	iconv_t how = iconv_open(encoding, "utf-8");
	char room[400], *in = (char *)(uintptr_t)text, *out = room;
	size_t left = strlen(text), space = sizeof(room);

	buf_clear(b);
	CHECK(how != (iconv_t)-1);
	CHECK_NUMBER(iconv(how, &in, &left, &out, &space), 0);
	iconv_close(how);
	buf_add(b, (struct span){ room, sizeof(room) - space });
}

static void
letters_of_languages(void)
{
	struct buf bytes = { 0 };

	for (size_t i = 0; i < COUNT(written); i++) {
		struct guess_encoding g;

		encode(&bytes, written[i].text, written[i].encoding);
		guess_encoding(&g, buf_span(&bytes));
		if (!written[i].alike) {
			check_that(!g.name, written[i].text, (int)i, "%s",
				g.name);
			guess_encoding_free(&g);
			continue;
		}
		check_text(span_of(g.name ? g.name : "(not known)"),
			written[i].encoding, written[i].text, (int)i);
		check_that(g.sure >= 75, written[i].text, (int)i, "%u %%",
			g.sure);
		check_that(says(&g, written[i].alike), written[i].text, (int)i,
			"%s", buf_string(&g.why));
		guess_encoding_free(&g);
	}
	buf_free(&bytes);
}

/* Two files put together: rows of both forms are never read by one. */
static void
both_forms(void)
{
	static const struct {
		struct span bytes;
		const char *name;
	} both[] = {
		{ BYTES("\xd8st;1\n\xc3\x98st;2\nV\xe6st;3\nV\xc3\xa6st;4\n"),
			"utf-8" },
		{ BYTES("\xc3\x98st\nS\xc3\xb8"
			"en\nN\xc3\xb8rre\nV\xe6st\n"),
			"utf-8" },
		{ BYTES("\xd8st\nS\xf8"
			"en\nN\xf8rre\nBr\xf8nsh\xf8j\n"
			"\xc5rhus\nV\xc3\xa6st\n"),
			"iso-8859-1" },
		/* Too few letters to tell the other encoding by. */
		{ BYTES("\xc3\xa6;\xd5\n\xd5;\xd6\n"), NULL },
	};

	for (size_t i = 0; i < COUNT(both); i++) {
		struct guess_encoding g;

		guess_encoding(&g, both[i].bytes);
		check_text(span_of(g.name ? g.name : "(not known)"),
			both[i].name ? both[i].name : "(not known)", "both",
			(int)i);
		CHECK(says(&g, "no encoding reads all of it"));
		guess_encoding_free(&g);
	}
}

/* A capital of Latin-1 before a mark has the form of UTF-8; it is no letter of
 * these languages, and nothing is mixed. */
static void
form_by_chance(void)
{
	struct guess_encoding g;

	guess_encoding(&g, (struct span)BYTES("\xabTRYGG P\xc5\xbb;S\xf8nd\n"));
	CHECK_TEXT(span_of(g.name), "iso-8859-1");
	CHECK_NUMBER(g.mixed, 0);
	guess_encoding_free(&g);
}

/* UTF-8 that was read as Latin-1 or windows-1252 and written as UTF-8. */
static void
written_twice(void)
{
	CHECK_NUMBER(guess_encoding_twice(SPAN("Ã˜st NÃ¸rrebro MusvÃ¥gevej")),
		3);
	CHECK_NUMBER(guess_encoding_twice(SPAN("Ã†rÃ¸ 5Â°")), 3);
	CHECK_NUMBER(guess_encoding_twice(SPAN("Øst SÃO Nørrebro Ã, “x”")), 0);
}

/* What two read as well, and not alike, is not known: one is likely. */
static void
letters_that_tell_nothing(void)
{
	static const struct span texts[] = { BYTES("\xd5"),
		/* UTF-8, but for two bytes that it never has. */
		BYTES("\xc3\xa5\xc0\xaf") };

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct guess_encoding g;

		guess_encoding(&g, texts[i]);
		check_that(!g.name, "text", (int)i, "%s", buf_string(&g.why));
		CHECK(says(&g, ", or another") || says(&g, "no encoding")
			|| says(&g, "no language"));
		guess_encoding_free(&g);
	}
}

int
main(void)
{
	check_run("marks, and the form of UTF-8 and UTF-16", marks_and_form);
	check_run("an encoding is told by the letters of a language",
		letters_of_languages);
	check_run("UTF-8 and Latin-1 in one file", both_forms);
	check_run("the form of UTF-8 by chance", form_by_chance);
	check_run("UTF-8 written twice", written_twice);
	check_run("where letters do not tell it, it is not known",
		letters_that_tell_nothing);
	return check_end();
}
