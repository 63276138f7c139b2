/* SPDX-License-Identifier: MIT
 *
 * xlsx: a workbook made here, part by part, and read.
 */
#include "xlsx/xlsx.h"

#include "base/buf.h"
#include "check.h"
#include "said.h"

#ifdef HAVE_XLSX

#include <zip.h>

struct part {
	const char *path, *text;
};

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define RELATIONS \
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/" \
	"package/2006/relationships\">"
#define TYPE \
	"Type=\"http://schemas.openxmlformats.org/officeDocument/2006/" \
	"relationships/"
#define SHEET XML "<worksheet><sheetData>"
#define SHEET_END "</sheetData></worksheet>"

static const struct part common[] = {
	{ "_rels/.rels",
		XML RELATIONS
		"<Relationship Id=\"r1\" " TYPE
		"officeDocument\" Target=\"/book/main.xml\"/></Relationships>" },
	{ "book/main.xml",
		XML
		"<x:workbook xmlns:x=\"m\" xmlns:r=\"o/relationships\">"
		"<x:workbookPr/><x:sheets><x:sheet name=\"2\" sheetId=\"9\" "
		"r:id=\"rId7\"/><x:sheet name=\"Tal &amp; ord\" sheetId=\"1\" "
		"r:id=\"rId8\"/></x:sheets></x:workbook>" },
	{ "book/_rels/main.xml.rels",
		XML RELATIONS "<Relationship Id=\"rId7\" " TYPE "worksheet\" "
			      "Target=\"sheets/a.xml\"/>"
			      "<Relationship Id=\"rId8\" " TYPE "worksheet\" "
			      "Target=\"../other/b.xml\"/>"
			      "<Relationship Id=\"s\" " TYPE "sharedStrings\" "
			      "Target=\"s.xml\"/>"
			      "<Relationship Id=\"t\" " TYPE
			      "styles\" Target=\"t.xml\"/>"
			      "</Relationships>" },
	{ "book/s.xml",
		XML
		"<sst><si><t>one</t></si><si><r><t>t</t></r>"
		"<r><t xml:space=\"preserve\">w </t></r><rPh><t>no</t></rPh>"
		"<r><t>o</t></r></si><si><t/></si>"
		"<si><t>a_x000D_b_x00e6_c_x12</t></si></sst>" },
	{ "book/t.xml",
		XML "<styleSheet><numFmts><numFmt numFmtId=\"164\" "
		    "formatCode=\"dd/mm/yy hh:mm\"/></numFmts><cellStyleXfs>"
		    "<xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
		    "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
		    "<xf numFmtId=\"164\"/></cellXfs></styleSheet>" },
};

static const char cells[] = SHEET
	"<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c>"
	"<c r=\"C2\" t=\"s\"><v>1</v></c><c t=\"s\"><v>3</v></c></row>"
	"<row><c t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is>"
	"</c><c><v>7863.6999999999998</v></c><c s=\"1\"><v>40179</v></c>"
	"<c s=\"2\"><v>40179.5</v></c><c t=\"b\"><v>1</v></c>"
	"<c t=\"e\"><v>#DIV/0!</v></c><c t=\"str\"><f>1&lt;2</f>"
	"<v>x</v></c><c s=\"1\"/><c t=\"n\"><v>1E-3</v></c></row>"
	"<row r=\"9\"/>" SHEET_END;

static void
add(zip_t *zip, const char *path, const char *text)
{
	zip_source_t *s = zip_source_buffer(zip, text, strlen(text), 0);

	if (!s || zip_file_add(zip, path, s, ZIP_FL_ENC_UTF_8) < 0)
		abort();
}

/* A package of the common parts with these sheets; leave is left out, or what
 * it is to be instead. */
static const char *
make_with(const char *sheet_a, const char *sheet_b, const char *leave,
	const char *instead)
{
	const char *path = said_path("book.xlsx");
	int why;
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &why);

	if (!zip)
		abort();
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
		if (!leave || strcmp(leave, common[i].path))
			add(zip, common[i].path, common[i].text);
	if (instead)
		add(zip, leave, instead);
	add(zip, "book/sheets/a.xml", sheet_a);
	add(zip, "other/b.xml", sheet_b);
	if (zip_close(zip))
		abort();
	return path;
}

static const char *
make(const char *sheet_a, const char *sheet_b, const char *leave)
{
	return make_with(sheet_a, sheet_b, leave, NULL);
}

/* All rows: `number[cell][cell]` and a line end. */
static const char *
show(const char *path, const char *sheet, struct buf *b)
{
	struct xlsx_asked asked = { .sheet = span_of(sheet),
		.numbers = DECIMAL_DANISH,
		.dates = SPAN("dd-mm-yyyy") };
	struct source *source = source_open(path);
	struct xlsx *x = xlsx_open(source, &asked);
	struct xlsx_row row;
	int more = -1;

	buf_clear(b);
	if (x)
		buf_format(b, "%s\n", xlsx_sheet(x));
	while (x && (more = xlsx_next(x, &row)) > 0) {
		buf_format(b, "%d", (int)row.number);
		for (size_t i = 0; i < row.count; i++)
			buf_format(b, "[%.*s]", (int)row.cells[i].len,
				row.cells[i].at);
		buf_byte(b, '\n');
	}
	if (more < 0)
		buf_text(b, "fault\n");
	/* Behind a fault there is nothing, and no other message. */
	if (x && more < 0)
		CHECK_NUMBER(xlsx_next(x, &row), -1);
	if (x)
		xlsx_close(x);
	source_close(source);
	return buf_string(b);
}

static void
cells_of_every_kind(void)
{
	struct buf b = { 0 };

	show(make(cells, SHEET SHEET_END, NULL), "1", &b);
	CHECK_TEXT(buf_span(&b),
		"2\n2[one][][tw o][a\rbæc_x12]\n"
		"3[inline][7863,7][01-01-2010][01-01-2010 12:00:00][TRUE]"
		"[#DIV/0!][x][][0,001]\n9\n");
	buf_free(&b);
}

static void
a_sheet_by_name_before_number(void)
{
	static const char other[] = SHEET
		"<row r=\"1\"><c><v>1</v></c></row>" SHEET_END;
	struct buf b = { 0 };

	make(SHEET SHEET_END, other, NULL);
	show(said_path("book.xlsx"), "Tal & ord", &b);
	CHECK_TEXT(buf_span(&b), "Tal & ord\n1[1]\n");
	show(said_path("book.xlsx"), "2", &b);
	CHECK_TEXT(buf_span(&b), "2\n");
	said_begin();
	show(said_path("book.xlsx"), "3", &b);
	CHECK(strstr(said_end(), "no sheet \"3\"") != NULL);
	CHECK_TEXT(buf_span(&b), "fault\n");
	buf_free(&b);
}

static void
expect_first(const char *path, const char *want)
{
	struct buf b = { 0 };

	said_begin();
	show(path, "1", &b);
	CHECK_TEXT(span_of(said_end()), "");
	CHECK_TEXT(buf_span(&b), want);
	buf_free(&b);
}

#define ONE_CELL SHEET "<row><c><v>1</v></c></row>" SHEET_END
#define BOOK(sheets) \
	XML "<workbook xmlns:r=\"o/relationships\"><sheets>" sheets \
	    "</sheets></workbook>"

static void
books_that_are_put_oddly(void)
{
	/* A number that is another sheet's name. */
	expect_first(make_with(SHEET SHEET_END, ONE_CELL, "book/main.xml",
			     BOOK("<sheet name=\"b\" r:id=\"rId7\"/>"
				  "<sheet name=\"1\" r:id=\"rId8\"/>"
				  "<sheet name=\"c\" r:id=\"rId7\"/>")),
		"1\n1[1]\n");
	/* Attributes of other namespaces; sheets that refer to nothing. */
	expect_first(
		make_with(ONE_CELL, SHEET SHEET_END, "book/main.xml",
			BOOK("<sheet name=\"a\" y:odd=\"rId8\" xmlns:y=\"y\" "
			     "r:id=\"rId7\"/><sheet r:id=\"rId8\"/>"
			     "<sheet name=\"1\"/>")),
		"a\n1[1]\n");
	/* Relations of other kinds, without a name or a target. */
	expect_first(make_with(ONE_CELL, SHEET SHEET_END,
			     "book/_rels/main.xml.rels",
			     XML RELATIONS
			     "<Relationship " TYPE
			     "worksheet\" Target=\"x.xml\"/>"
			     "<Relationship Id=\"rId7\" " TYPE "worksheet\"/>"
			     "<Relationship Id=\"rId7\" Target=\"y.xml\"/>"
			     "<Other Id=\"rId7\" " TYPE
			     "worksheet\" Target=\"z.xml\"/>"
			     "<Relationship Id=\"o\" " TYPE "officeDocument\" "
			     "Target=\"x.xml\"/>"
			     "<Relationship Id=\"rId7\" " TYPE "worksheet\" "
			     "Target=\"sheets/a.xml\"/></Relationships>"),
		"2\n1[1]\n");
	expect_first(make_with(ONE_CELL, SHEET SHEET_END, "_rels/.rels",
			     XML RELATIONS
			     "<Relationship Id=\"t\" Type=\"x/thumbnail\" "
			     "Target=\"t.png\"/><Relationship Id=\"r1\" " TYPE
			     "officeDocument\" Target=\"book/main.xml\"/>"
			     "<Relationship Id=\"r2\" " TYPE "officeDocument\" "
			     "Target=\"none.xml\"/></Relationships>"),
		"2\n1[1]\n");
}

/* What stands for a character, and what only looks like it. */
static void
characters_that_are_escaped(void)
{
	static const struct {
		const char *text, *want;
	} texts[] = {
		{ "_x0041_", "A" },
		{ "_x00E6_", "\xc3\xa6" },
		{ "_x20ac_", "\xe2\x82\xac" },
		{ "_xD800_", "_xD800_" },
		{ "_xdfff_", "_xdfff_" },
		{ "_xe000_", "\xee\x80\x80" },
		{ "_x004g_", "_x004g_" },
		{ "_x00/1_", "_x00/1_" },
		{ "_x00:1_", "_x00:1_" },
		{ "_x0041-", "_x0041-" },
		{ "_x00`1_", "_x00`1_" },
		{ "_x0000_", "_x0000_" },
		{ "_x41_", "_x41_" },
		{ "_y0041_x", "_y0041_x" },
		{ "x_x005F_x0041_", "x_x0041_" },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct buf sheet = { 0 }, want = { 0 };

		buf_format(&sheet,
			SHEET "<row><c t=\"inlineStr\"><is><t>%s"
			      "</t></is></c></row>" SHEET_END,
			texts[i].text);
		buf_format(&want, "2\n1[%s]\n", texts[i].want);
		expect_first(make(buf_string(&sheet), cells, NULL),
			buf_string(&want));
		buf_free(&sheet);
		buf_free(&want);
	}
}

/* As many formats as there may be, and more: those beyond show a number. */
static void
many_styles(void)
{
	static const char one[] = SHEET
		"<row><c s=\"1\"><v>1</v></c>"
		"<c s=\"65535\"><v>1</v></c><c s=\"65536\"><v>1</v></c></row>" SHEET_END;
	struct buf styles = { 0 };

	buf_text(&styles, XML "<styleSheet><cellXfs><xf numFmtId=\"0\"/>");
	for (unsigned i = 1; i < 65540; i++)
		buf_text(&styles, "<xf numFmtId=\"14\"/>");
	buf_text(&styles, "</cellXfs></styleSheet>");
	expect_first(make_with(one, cells, "book/t.xml", buf_string(&styles)),
		"2\n1[01-01-1900][01-01-1900][1]\n");
	buf_clear(&styles);
	buf_text(&styles,
		XML "<styleSheet><numFmts><numFmt numFmtId=\"200\"/>"
		    "<numFmt formatCode=\"yyyy\"/><numFmt numFmtId=\"1/2\" "
		    "formatCode=\"yyyy\"/>");
	for (unsigned i = 0; i < 65540; i++)
		buf_format(&styles,
			"<numFmt numFmtId=\"%u\" "
			"formatCode=\"dd-mm-yyyy\"/>",
			300 + i);
	buf_text(&styles,
		"</numFmts><cellXfs><xf numFmtId=\"200\"/>"
		"<xf numFmtId=\"300\"/><xf numFmtId=\"65836\"/>"
		"<xf/></cellXfs></styleSheet>");
	expect_first(make_with(SHEET
			     "<row><c s=\"0\"><v>1</v></c>"
			     "<c s=\"1\"><v>1</v></c><c s=\"2\"><v>1</v></c>"
			     "<c s=\"3\"><v>1</v></c></row>" SHEET_END,
			     cells, "book/t.xml", buf_string(&styles)),
		"2\n1[1][01-01-1900][1][1]\n");
	buf_free(&styles);
}

static void
expect_fault(const char *path, const char *word)
{
	struct buf b = { 0 };

	said_begin();
	show(path, "1", &b);
	CHECK(strstr(said_end(), word) != NULL);
	CHECK(strstr(buf_string(&b), "fault\n") != NULL);
	buf_free(&b);
}

static void
what_is_no_workbook(void)
{
	FILE *f = fopen(said_path("plain"), "w");

	fputs("no zip", f);
	fclose(f);
	expect_fault(said_path("plain"), "no workbook");
	expect_fault("/dev/null", "no workbook");
	expect_fault(make(cells, cells, "_rels/.rels"), "no workbook");
	expect_fault(make(cells, cells, "book/main.xml"), "no workbook");
	expect_fault(make("<worksheet><row>", cells, NULL), "not XML");
	expect_fault(make(SHEET "<row><c t=\"s\"><v>9</v></c></row>" SHEET_END,
			     cells, NULL),
		"text that is not there");
	expect_fault(make(SHEET "<row r=\"2\"/><row r=\"2\"/>" SHEET_END, cells,
			     NULL),
		"not in order");
	expect_fault(make(SHEET
			     "<row><c r=\"B1\"/><c r=\"A1\"/></row>" SHEET_END,
			     cells, NULL),
		"not in order");
	expect_fault(make(SHEET "<row><c r=\"XFE1\"/></row>" SHEET_END, cells,
			     NULL),
		"not in order");
}

/* Once, however much is wrong. */
static void
only_the_first_fault_is_said(void)
{
	struct buf b = { 0 };
	const char *said;

	make(SHEET "<row r=\"2\"/><row r=\"1\"><c r=\"1\"/><c r=\"a1\"/>"
		   "<c r=\"AAAA1\"/><c/></v></row><",
		cells, NULL);
	said_begin();
	show(said_path("book.xlsx"), "1", &b);
	said = said_end();
	CHECK(strstr(said, "not in order") != NULL);
	CHECK(strchr(said, '\n') == strrchr(said, '\n'));
	CHECK_TEXT(buf_span(&b), "2\n2\nfault\n");
	buf_free(&b);
}

static void
cells_beyond_the_last_column(void)
{
	expect_fault(make(SHEET "<row><c r=\"XFD1\"/><c/></row>" SHEET_END,
			     cells, NULL),
		"not in order");
	expect_fault(make(SHEET "<row><c r=\"AAAA1\"/></row>" SHEET_END, cells,
			     NULL),
		"not in order");
	expect_fault(make(SHEET
			     "<row><c r=\"B1\"/><c r=\"B1\"/></row>" SHEET_END,
			     cells, NULL),
		"not in order");
}

/* A part that is packed in a way that nobody knows. */
static void
a_part_that_cannot_be_unpacked(void)
{
	const char *path = make(ONE_CELL, cells, NULL);
	static char bytes[1 << 16];
	FILE *f = fopen(path, "r+");
	size_t n = fread(bytes, 1, sizeof(bytes), f);

	for (size_t i = 0; i + 46 < n; i++) {
		if (!memcmp(bytes + i, "PK\1\2", 4))
			bytes[i + 10] = 97;
		else if (!memcmp(bytes + i, "PK\3\4", 4))
			bytes[i + 8] = 97;
	}
	rewind(f);
	fwrite(bytes, 1, n, f);
	fclose(f);
	expect_fault(path, "the workbook is corrupt");
}

int
main(void)
{
	check_run("books that are put oddly", books_that_are_put_oddly);
	check_run("characters that are escaped", characters_that_are_escaped);
	check_run("many styles", many_styles);
	check_run("only the first fault is said", only_the_first_fault_is_said);
	check_run("cells beyond the last column", cells_beyond_the_last_column);
	check_run("a part that cannot be unpacked",
		a_part_that_cannot_be_unpacked);
	check_run("cells of every kind", cells_of_every_kind);
	check_run("a sheet by name, before number",
		a_sheet_by_name_before_number);
	check_run("what is no workbook", what_is_no_workbook);
	return check_end();
}

#else

int
main(void)
{
	return check_end();
}

#endif
