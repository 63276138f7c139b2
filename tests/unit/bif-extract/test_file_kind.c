/* SPDX-License-Identifier: MIT
 *
 * file_kind: what first bytes are taken for; above all, that no table is taken
 * for something else.
 */
#include "bif-extract/read/input.h"

#include "check.h"

static void
is(const char *bytes, size_t n, enum file_kind want)
{
	CHECK_NUMBER(file_kind_of((struct span){ bytes, n }), want);
}

#define IS(literal, want) is(literal, sizeof(literal) - 1, want)

static void
tables(void)
{
	IS("", FILE_KIND_TEXT);
	IS("a;b\n1;2\n", FILE_KIND_TEXT);
	IS("<5;3\n", FILE_KIND_TEXT);
	IS("<id>;<name>\n1;2\n", FILE_KIND_TEXT);
	IS("<table of contents;x\n", FILE_KIND_TEXT);
	IS("[Header]\na;b\n", FILE_KIND_TEXT);
	IS("{note}\na;b\n", FILE_KIND_TEXT);
	IS("{\"a\";\"b\"}\n", FILE_KIND_TEXT);
	IS("[1;2]\n", FILE_KIND_TEXT);
	IS("BZh;b\n", FILE_KIND_TEXT);
	IS("PAR1;b\n", FILE_KIND_TEXT);
	IS("PK;b\n", FILE_KIND_TEXT);
	IS("7z;b\n", FILE_KIND_TEXT);
	IS(":20:;b\n", FILE_KIND_TEXT);
	IS("\t\b1\n", FILE_KIND_TEXT);
	IS("\xff\xfe"
	   "a\0;\0b\0",
		FILE_KIND_TEXT);
}

static void
packed(void)
{
	IS("BZh91AY&SY..", FILE_KIND_BZIP2);
	IS("\xfd"
	   "7zXZ\0..",
		FILE_KIND_XZ);
	IS("\x28\xb5\x2f\xfd..", FILE_KIND_ZSTD);
	IS("\x04\x22\x4d\x18..", FILE_KIND_LZ4);
	IS("LZIP\1..", FILE_KIND_LZIP);
	IS("\x1f\x9d\x90", FILE_KIND_COMPRESS);
	IS("7z\xbc\xaf\x27\x1c", FILE_KIND_7Z);
	IS("Rar!\x1a\x07\0", FILE_KIND_RAR);
	IS("PK\5\6", FILE_KIND_ZIP);
	IS("PK\3\4", FILE_KIND_ZIP);
}

static void
workbooks(void)
{
#define ZIP(name) "PK\3\4......................" name
	IS(ZIP("\13\0\0\0xl/book.xml...."), FILE_KIND_WORKBOOK);
	IS(ZIP("\5\0\0\0a.csv..."), FILE_KIND_ZIP);
	IS(ZIP("\10\0\0\0mimetypeapplication/vnd.oasis.opendocument."),
		FILE_KIND_ODS);
	IS(ZIP(""), FILE_KIND_ZIP);
	IS("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", FILE_KIND_OLE);
	IS("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..W\0o\0r\0k\0b\0o\0o\0k\0",
		FILE_KIND_XLS);
	IS("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	   "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0",
		FILE_KIND_ENCRYPTED);
	IS("\x09\x08\x10\0\0\6\5\0", FILE_KIND_XLS);
}

static void
markup(void)
{
	IS("<!DOCTYPE html>\n<html><body>Log ind", FILE_KIND_PAGE);
	IS("\xef\xbb\xbf \r\n<HTML><form>", FILE_KIND_PAGE);
	IS("<html><table><tr>", FILE_KIND_TABLE_PAGE);
	IS("<!-- x --><html>", FILE_KIND_PAGE);
	IS("<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"x\">",
		FILE_KIND_PAGE);
	IS("\xff\xfe<\0h\0t\0m\0l\0>\0", FILE_KIND_PAGE);
	IS("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:"
	   "office:spreadsheet\">",
		FILE_KIND_SPREADSHEET_XML);
	IS("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">",
		FILE_KIND_CAMT);
	IS("<?xml version=\"1.0\"?><rows/>", FILE_KIND_XML);
	IS("<?xml?><office:document xmlns:office=\"urn:oasis:names:tc:"
	   "opendocument:xmlns:office:1.0\">",
		FILE_KIND_FLAT_ODS);
}

static void
others(void)
{
	IS("[{\"a\": 1}]", FILE_KIND_JSON);
	IS(" {\n  \"a\" : 1}", FILE_KIND_JSON);
	IS("[\n[1, 2]]", FILE_KIND_TEXT);
	IS("[]", FILE_KIND_JSON);
	IS("{}", FILE_KIND_JSON);
	IS(":20:X\r\n:25:1\r\n:60F:C\r\n", FILE_KIND_MT940);
	IS("{1:F01X}{4:\n:20:X\n:25:1\n:60F:C", FILE_KIND_MT940);
	IS("%PDF-1.4", FILE_KIND_PDF);
	IS("SQLite format 3\0", FILE_KIND_SQLITE);
	IS("PAR1\x15\x04", FILE_KIND_PARQUET);
	IS("\x89PNG\r\n\x1a\n", FILE_KIND_IMAGE);
}

/* Each kind that is refused has words for it. */
static void
words(void)
{
	for (int kind = FILE_KIND_TEXT + 1; kind < FILE_KINDS; kind++)
		for (int source = 0; source < 2; source++) {
			struct buf b = { 0 };

			file_kind_words(&b, (enum file_kind)kind, source);
			CHECK(b.len > 12 && !memcmp(b.at, "is ", 3));
			CHECK(!strstr(buf_string(&b), "(null)"));
			buf_free(&b);
		}
}

int
main(void)
{
	check_run("tables", tables);
	check_run("packed", packed);
	check_run("workbooks", workbooks);
	check_run("markup", markup);
	check_run("others", others);
	check_run("words", words);
	return check_end();
}
