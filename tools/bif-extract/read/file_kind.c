/* SPDX-License-Identifier: MIT
 *
 * Binary formats have magic numbers; of those that a line of text could begin
 * with more than the number is asked for. Markup is looked for in the first
 * characters, in small letters and without the zeros of UTF-16. What a kind is
 * and what to do about it stand in one table.
 */
#include "input.h"

#define TEXT_ROOM 8192 /* characters of markup */
#define FEW 64         /* bytes in which the first word stands, or blanks */

/* Of gnumeric: the workbook as .xlsx, which CSV would tell less of. */
#define SSCONVERT "ssconvert -T Gnumeric_Excel:xlsx2 fd://0 fd://1"

static const struct {
	const char *what, *remedy;
	const char *command; /* that reads it; or NULL */
} words[FILE_KINDS] = {
	[FILE_KIND_JSON] = { "JSON",
		"read it with --input json, or \"format\": \"json\"", NULL },
	[FILE_KIND_WORKBOOK] = { "a workbook (.xlsx)",
		"read it with --input xlsx, or \"format\": \"xlsx\"", NULL },
	[FILE_KIND_ZIP] = { "a zip file", "unpack it", NULL },
	[FILE_KIND_XLSB] = { "a workbook of the binary form (.xlsb)",
		"save it as .xlsx or CSV", NULL },
	[FILE_KIND_OFFICE] = { "a document or slides of an office program",
		"ask for the figures as .xlsx or CSV", NULL },
	[FILE_KIND_ODS] = { "a workbook of LibreOffice (.ods)",
		"save it as .xlsx or CSV", SSCONVERT },
	[FILE_KIND_OLE] = { "a file of an old office program",
		"save it as .xlsx or CSV", NULL },
	[FILE_KIND_XLS] = { "an old workbook (.xls)", "save it as .xlsx or CSV",
		SSCONVERT },
	[FILE_KIND_ENCRYPTED] = { "an encrypted workbook",
		"open it with its password and save it without", NULL },
	[FILE_KIND_GZIP] = { "packed by gzip inside another file", "unpack it",
		"gzip -dc" },
	[FILE_KIND_BZIP2] = { "packed by bzip2", "unpack it", "bzip2 -dc" },
	[FILE_KIND_XZ] = { "packed by xz", "unpack it", "xz -dc" },
	[FILE_KIND_ZSTD] = { "packed by zstd", "unpack it", "zstd -dc" },
	[FILE_KIND_LZ4] = { "packed by lz4", "unpack it", "lz4 -dc" },
	[FILE_KIND_LZIP] = { "packed by lzip", "unpack it", "lzip -dc" },
	[FILE_KIND_COMPRESS] = { "packed by compress", "unpack it",
		"gzip -dc" },
	[FILE_KIND_7Z] = { "a 7z archive", "unpack it", NULL },
	[FILE_KIND_RAR] = { "a RAR archive", "unpack it", NULL },
	[FILE_KIND_TAR] = { "a tar archive",
		"unpack it; where it holds one file", "tar -xOf -" },
	[FILE_KIND_PDF] = { "a PDF", "ask for the figures as CSV", NULL },
	[FILE_KIND_SQLITE] = { "an SQLite database",
		"write its table as CSV (sqlite3 -csv -header)", NULL },
	[FILE_KIND_PARQUET] = { "a Parquet file", "write it as CSV", NULL },
	[FILE_KIND_IMAGE] = { "an image", "ask for the figures as CSV", NULL },
	[FILE_KIND_PAGE] = { "a web page (HTML) without a table",
		"most likely the download ended at a login or an error: fetch it again",
		NULL },
	[FILE_KIND_TABLE_PAGE] = { "a web page (HTML) with a table",
		"take the export as CSV, or name a program that writes the table as CSV (\"program\", MANUAL.md 2.2)",
		NULL },
	[FILE_KIND_SPREADSHEET_XML] = { "an XML spreadsheet of Excel 2003",
		"open it and save it as .xlsx or CSV", SSCONVERT },
	[FILE_KIND_FLAT_ODS] = { "an XML spreadsheet of LibreOffice (.fods)",
		"open it and save it as .xlsx or CSV", NULL },
	[FILE_KIND_CAMT] = { "a bank's statement in XML (camt)",
		"take the bank's export as CSV, or name a program that writes it as CSV (\"program\")",
		NULL },
	[FILE_KIND_XML] = { "XML",
		"take the export as CSV, or name a program that writes it as CSV (\"program\")",
		NULL },
	[FILE_KIND_MT940] = { "a bank's statement (MT940)",
		"take the bank's export as CSV, or name a program that writes it as CSV (\"program\")",
		NULL },
	[FILE_KIND_RTF] = { "a document (RTF)",
		"ask for the figures as .xlsx or CSV", NULL },
	[FILE_KIND_MHT] = { "a page saved with its parts (MHTML), or a mail",
		"open it in a spreadsheet and save it as .xlsx or CSV", NULL },
	[FILE_KIND_SYLK] = { "a workbook of the SYLK form (.slk)",
		"save it as .xlsx or CSV", NULL },
	[FILE_KIND_DIF] = { "a table of the form DIF",
		"open it in a spreadsheet and save it as .xlsx or CSV", NULL },
	[FILE_KIND_EDIFACT] = { "messages of the form EDIFACT or X12",
		"take the export as CSV, or name a program that writes it as CSV (\"program\")",
		NULL },
	[FILE_KIND_CALENDAR] = { "a calendar or cards of addresses",
		"take the export as CSV", NULL },
	[FILE_KIND_POSTSCRIPT] = { "PostScript", "ask for the figures as CSV",
		NULL },
	[FILE_KIND_PGP] = { "encrypted by PGP", "decrypt it first", NULL },
	[FILE_KIND_LFS] = { "a note of Git in place of the file (Git LFS)",
		"fetch the file itself: git lfs pull", NULL },
	[FILE_KIND_STATISTICS] = { "a data file of SPSS, SAS or Stata",
		"write it as CSV", NULL },
	[FILE_KIND_DATABASE] = { "a database file of Access or dBase",
		"write its table as CSV", NULL },
	[FILE_KIND_COLUMNS] = { "an Avro, ORC or Arrow file", "write it as CSV",
		NULL },
	[FILE_KIND_LOTUS] = { "a workbook of Lotus 1-2-3",
		"save it as .xlsx or CSV", NULL },
};

/* A source names the program in its export part, each word of the command a
 * member of a list; who has no source writes a pipe. */
void
file_kind_words(struct buf *b, enum file_kind kind, bool of_source)
{
	const char *command = words[kind].command;
	bool converts = command && !strcmp(command, SSCONVERT);

	buf_format(b, "is %s: %s", words[kind].what, words[kind].remedy);
	if (!command)
		return;
	if (!of_source) {
		buf_format(b, ", or %s",
			converts ? "convert it: ssconvert FILE NEW.xlsx"
				 : "pipe it through: ");
		buf_text(b, converts ? "" : command);
		return;
	}
	buf_format(b, ", or say %s\"program\": [\"",
		converts ? "\"format\": \"xlsx\", " : "");
	for (; *command; command++)
		buf_text(b,
			*command == ' ' ? "\", \""
					: (char[]){ *command, '\0' });
	buf_text(b, "\"] in its source's \"export\"");
}

/* Whether the head has these bytes at a place; a shorter head has them not. */
static bool
has_bytes(struct span head, size_t at, const char *bytes, size_t n)
{
	return head.len >= at + n && !memcmp(head.at + at, bytes, n);
}

/* With the bytes as a constant, NULs in them count, too. */
#define BEGINS(head, bytes) has_bytes(head, 0, bytes, sizeof(bytes) - 1)

/* The first part of a zip: its name, and what it holds where that is stored as
 * it is. Of a workbook it is one of a few. */
static enum file_kind
zip_kind(struct span head)
{
	static const char *const office[] = { "[Content_Types].xml", "_rels/",
		"xl/", "docProps/", "customXml/" };
	static const char ods[] = "application/vnd.oasis.opendocument";
	size_t n = 0;
	struct span name;

	if (!BEGINS(head, "PK\3\4"))
		return FILE_KIND_ZIP;
	if (head.len > 30)
		n = (unsigned char)head.at[26]
			| (size_t)(unsigned char)head.at[27] << 8;
	name = (struct span){ head.at + 30,
		head.len > 30 + n ? n : head.len - (head.len > 30 ? 30 : 0) };
	if (head.len <= 30)
		return FILE_KIND_ZIP;
	if (span_is(name, "mimetype")
		&& memmem(head.at, head.len, ods, sizeof(ods) - 1))
		return FILE_KIND_ODS;
	for (size_t i = 0; i < COUNT(office); i++)
		if (name.len >= strlen(office[i])
			&& !memcmp(name.at, office[i], strlen(office[i])))
			return memmem(head.at, head.len, "xl/workbook.bin", 15)
				? FILE_KIND_XLSB
				: memmem(head.at, head.len, "word/document.xml",
					  17)
					|| memmem(head.at, head.len,
						"ppt/presentation", 16)
				? FILE_KIND_OFFICE
				: FILE_KIND_WORKBOOK;
	return FILE_KIND_ZIP;
}

/* The first that fits. bzip2 begins with a letter sequence that a name may have:
 * its second number decides. Names in the directory of an OLE file are UTF-16;
 * the directory may stand anywhere, and where it is not seen nothing is known
 * but the family. */
static enum file_kind
binary_kind(struct span head)
{
	static const struct {
		const char *bytes;
		size_t n, at;
		enum file_kind kind;
	} magic[] = {
		{ "\xfd"
		  "7zXZ",
			6, 0, FILE_KIND_XZ },
		{ "1AY&SY", 6, 4, FILE_KIND_BZIP2 },
		{ "\x28\xb5\x2f\xfd", 4, 0, FILE_KIND_ZSTD },
		{ "\x04\x22\x4d\x18", 4, 0, FILE_KIND_LZ4 },
		{ "LZIP\1", 5, 0, FILE_KIND_LZIP },
		{ "\x1f\x9d", 2, 0, FILE_KIND_COMPRESS },
		{ "7z\xbc\xaf\x27\x1c", 6, 0, FILE_KIND_7Z },
		{ "Rar!\x1a\x07", 6, 0, FILE_KIND_RAR },
		{ "ustar", 5, 257, FILE_KIND_TAR },
		{ "%PDF-", 5, 0, FILE_KIND_PDF },
		{ "SQLite format 3", 16, 0, FILE_KIND_SQLITE },
		{ "PAR1\x15", 5, 0, FILE_KIND_PARQUET },
		{ "\x1f\x8b\x08", 3, 0, FILE_KIND_GZIP },
		{ "Obj\1", 4, 0, FILE_KIND_COLUMNS },
		{ "ORC\n\x03", 5, 0, FILE_KIND_COLUMNS },
		{ "ARROW1\0", 7, 0, FILE_KIND_COLUMNS },
		{ "\0\1\0\0Standard ", 13, 0, FILE_KIND_DATABASE },
		{ "\xc2\xea\x81\x60\xb3\x14\x11\xcf", 8, 12,
			FILE_KIND_STATISTICS },
		{ "\0\0\2\0\6\4\6\0", 8, 0, FILE_KIND_LOTUS },
		{ "\0\0\x1a\0\0\x10\4\0", 8, 0, FILE_KIND_LOTUS },
		{ "\x89PNG\r\n", 6, 0, FILE_KIND_IMAGE },
		{ "\xff\xd8\xff", 3, 0, FILE_KIND_IMAGE },
		{ "\x09\x08\x10\x00", 4, 0, FILE_KIND_XLS },
		{ "\x09\x08\x08\x00", 4, 0, FILE_KIND_XLS },
		{ "\x09\x04\x06\x00", 4, 0, FILE_KIND_XLS },
		{ "\x09\x02\x06\x00", 4, 0, FILE_KIND_XLS },
		{ "\x09\x00\x04\x00", 4, 0, FILE_KIND_XLS },
	};
	static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k";
	static const char workbook[] = "W\0o\0r\0k\0b\0o\0o\0k";
	static const char book[] = "B\0o\0o\0k\0\0";

	for (size_t i = 0; i < COUNT(magic); i++)
		if (has_bytes(head, magic[i].at, magic[i].bytes, magic[i].n)
			&& (magic[i].kind != FILE_KIND_BZIP2
				|| BEGINS(head, "BZh")))
			return magic[i].kind;
	if (BEGINS(head, "PK\3\4") || BEGINS(head, "PK\5\6")
		|| BEGINS(head, "PK\7\x8"))
		return zip_kind(head);
	if (!BEGINS(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
		return FILE_KIND_TEXT;
	if (memmem(head.at, head.len, encrypted, sizeof(encrypted)))
		return FILE_KIND_ENCRYPTED;
	if (memmem(head.at, head.len, workbook, sizeof(workbook))
		|| memmem(head.at, head.len, book, sizeof(book)))
		return FILE_KIND_XLS;
	return FILE_KIND_OLE;
}

/* Small letters, without a mark, NULs and blanks before them; ended by NUL. */
static void
fold(struct span head, char text[TEXT_ROOM])
{
	size_t n = 0;

	for (size_t i = 0; i < head.len && n < TEXT_ROOM - 1; i++) {
		unsigned char c = (unsigned char)head.at[i];

		if (!c || (i < 3 && c >= 0xbb)
			|| (!n && (c == ' ' || (c >= '\t' && c <= '\r'))))
			continue;
		text[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	text[n] = '\0';
}

/* Whether a text begins with one of a list that NULL ends. */
static bool
begins_with_one(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (!strncmp(text, *list, strlen(*list)))
			return true;
	return false;
}

/* `{"`, `[{"`, `[[`: a table seldom begins so. */
static bool
is_json(const char *text)
{
	static const char blanks[] = " \t\r\n";
	bool list = *text == '[';

	if (!list && *text != '{')
		return false;
	text += 1 + strspn(text + 1, blanks);
	if (list) {
		if (*text == '[' || *text == ']')
			return strchr("[]{\" \r\n", text[1]) || !text[1];
		if (*text != '{')
			return false;
		text += 1 + strspn(text + 1, blanks);
	}
	if (*text != '"')
		return *text == '}';
	text = strchr(text + 1, '"');
	return text && text[1 + strspn(text + 1, blanks)] == ':';
}

/* Kinds of text that say in their first words what they are. Where a table's
 * header could begin with the same word, something that only they have must
 * stand further on: of SYLK, whose word is `ID;P` as in `ID;Pris`, a cell with
 * its row; of the others, what no line of a table would begin with. */
static const struct {
	const char *begins, *holds; /* in small letters */
	enum file_kind kind;
} text_kinds[] = {
	{ "{\\rtf", "", FILE_KIND_RTF },
	{ "{1:f01", ":20:", FILE_KIND_MT940 },
	{ ":20:", "\n:60", FILE_KIND_MT940 },
	{ "mime-version:", "\ncontent-type:", FILE_KIND_MHT },
	{ "from: ", "\nmime-version:", FILE_KIND_MHT },
	{ "content-type: multipart/", "", FILE_KIND_MHT },
	{ "return-path: ", "\nreceived: ", FILE_KIND_MHT },
	{ "received: ", "\nmime-version:", FILE_KIND_MHT },
	{ "id;p", "\nc;y1;", FILE_KIND_SYLK },
	{ "id;p", "\nc;x1;", FILE_KIND_SYLK },
	{ "id;p", "\nc;y2;x", FILE_KIND_SYLK },
	{ "table\n0,1\n", "\nvectors\n", FILE_KIND_DIF },
	{ "table\r\n0,1\r\n", "\nvectors\r\n", FILE_KIND_DIF },
	{ "una", "unb+", FILE_KIND_EDIFACT },
	{ "unb+uno", "unh", FILE_KIND_EDIFACT },
	{ "isa*", "gs*", FILE_KIND_EDIFACT },
	{ "begin:vcalendar", "", FILE_KIND_CALENDAR },
	{ "begin:vcard", "", FILE_KIND_CALENDAR },
	{ "%!ps", "", FILE_KIND_POSTSCRIPT },
	{ "-----begin pgp ", "", FILE_KIND_PGP },
	{ "version https://git-lfs", "", FILE_KIND_LFS },
	{ "$fl2", "@(#)", FILE_KIND_STATISTICS },
	{ "<stata_dta>", "", FILE_KIND_STATISTICS },
};

/* Binary kinds go first, since their numbers cannot be text. Of text, markup
 * and JSON have a first character of their own; the others a first word. */
enum file_kind
file_kind_of(struct span head)
{
	static const char *const page[] = { "<!doctype html", "<html", "<head>",
		"<head ", "<body", "<meta ", "<script", "<title>", "<style",
		"<div", "<form", "<center>", NULL };
	static const char *const table[] = { "<table", "<tr", NULL };
	static const char *const markup[] = { "<?xml", "<!", NULL };
	const unsigned char *at = (const unsigned char *)head.at;
	enum file_kind kind = binary_kind(head);
	char text[TEXT_ROOM];

	if (kind != FILE_KIND_TEXT)
		return kind;
	/* dBase: its sign, the month and day it was written, and lengths of its
	 * head, 65 at least, and of a record. */
	if (head.len >= 32 && (at[0] == 3 || at[0] == 0x83) && at[2] >= 1
		&& at[2] <= 12 && at[3] >= 1 && at[3] <= 31
		&& (at[8] >= 65 || at[9]) && (at[10] || at[11]))
		return FILE_KIND_DATABASE;
	fold(head, text);
	for (size_t i = 0; i < COUNT(text_kinds); i++)
		if (!strncmp(text, text_kinds[i].begins,
			    strlen(text_kinds[i].begins))
			&& strstr(text, text_kinds[i].holds))
			return text_kinds[i].kind;
	if (*text != '<')
		return is_json(text) ? FILE_KIND_JSON : FILE_KIND_TEXT;
	/* A page may begin with a comment or as XML; what is XML and no page
	 * says in its namespace what it is. A line that begins with `<5` is a
	 * table's. */
	if (begins_with_one(text, table) && strstr(text + 1, "<t"))
		return FILE_KIND_TABLE_PAGE;
	if (begins_with_one(text, page)
		|| (strstr(text, "<html") && begins_with_one(text, markup)))
		return strstr(text, "<table") ? FILE_KIND_TABLE_PAGE
					      : FILE_KIND_PAGE;
	if (strncmp(text, "<?xml", 5) && !strstr(text, "xmlns"))
		return FILE_KIND_TEXT;
	if (strstr(text, "urn:schemas-microsoft-com:office:spreadsheet"))
		return FILE_KIND_SPREADSHEET_XML;
	if (strstr(text, "opendocument"))
		return FILE_KIND_FLAT_ODS;
	return strstr(text, ":camt.") ? FILE_KIND_CAMT : FILE_KIND_XML;
}

/* Plain text, by far the most files, is told from the rest by its first bytes,
 * so that no more of it is held in memory. */
bool
file_kind_wants_more(struct span head)
{
	char text[TEXT_ROOM];
	size_t n;

	fold((struct span){ head.at, head.len < FEW ? head.len : FEW }, text);
	n = strlen(text);
	for (size_t i = 0; i < COUNT(text_kinds); i++) {
		size_t whole = strlen(text_kinds[i].begins);

		if (!strncmp(text, text_kinds[i].begins, n < whole ? n : whole))
			return true;
	}
	for (size_t i = 0; i < head.len && i < 4; i++)
		if ((unsigned char)head.at[i] < '\t')
			return true;
	return strchr("<{[", *text) || binary_kind(head) != FILE_KIND_TEXT;
}
