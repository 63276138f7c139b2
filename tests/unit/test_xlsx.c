/* SPDX-License-Identifier: MIT
 *
 * xlsx: a workbook made here, part by part, and read.
 */
#include "io/xlsx.h"

#include "base/buf.h"
#include "check.h"
#include "said.h"

#ifdef HAVE_XLSX

#include <zip.h>

struct part {
	const char *path, *text;
};

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define RELATIONS "<Relationships xmlns=\"http://schemas.openxmlformats.org/" \
	"package/2006/relationships\">"
#define TYPE "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/" \
	"relationships/"
#define SHEET XML "<worksheet><sheetData>"
#define SHEET_END "</sheetData></worksheet>"

static const struct part common[] = {
	{ "_rels/.rels", XML RELATIONS "<Relationship Id=\"r1\" " TYPE
		"officeDocument\" Target=\"/book/main.xml\"/></Relationships>" },
	{ "book/main.xml", XML "<x:workbook xmlns:x=\"m\" xmlns:r=\"r\">"
		"<x:workbookPr/><x:sheets><x:sheet name=\"2\" sheetId=\"9\" "
		"r:id=\"rId7\"/><x:sheet name=\"Tal &amp; ord\" sheetId=\"1\" "
		"r:id=\"rId8\"/></x:sheets></x:workbook>" },
	{ "book/_rels/main.xml.rels", XML RELATIONS
		"<Relationship Id=\"rId7\" " TYPE "worksheet\" "
		"Target=\"sheets/a.xml\"/>"
		"<Relationship Id=\"rId8\" " TYPE "worksheet\" "
		"Target=\"../other/b.xml\"/>"
		"<Relationship Id=\"s\" " TYPE "sharedStrings\" "
		"Target=\"s.xml\"/>"
		"<Relationship Id=\"t\" " TYPE "styles\" Target=\"t.xml\"/>"
		"</Relationships>" },
	{ "book/s.xml", XML "<sst><si><t>one</t></si><si><r><t>t</t></r>"
		"<r><t xml:space=\"preserve\">w </t></r><rPh><t>no</t></rPh>"
		"<r><t>o</t></r></si><si><t/></si>"
		"<si><t>a_x000D_b_x00e6_c_x12</t></si></sst>" },
	{ "book/t.xml", XML "<styleSheet><numFmts><numFmt numFmtId=\"164\" "
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

/* A package of the common parts with these sheets; leave is left out. */
static const char *
make(const char *sheet_a, const char *sheet_b, const char *leave)
{
	const char *path = said_path("book.xlsx");
	int why;
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &why);

	if (!zip)
		abort();
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
		if (!leave || strcmp(leave, common[i].path))
			add(zip, common[i].path, common[i].text);
	add(zip, "book/sheets/a.xml", sheet_a);
	add(zip, "other/b.xml", sheet_b);
	if (zip_close(zip))
		abort();
	return path;
}

/* All rows: `number[cell][cell]` and a line end. */
static const char *
show(const char *path, const char *sheet, struct buf *b)
{
	struct xlsx_asked asked = { span_of(sheet), DECIMAL_DANISH,
		SPAN("dd-mm-yyyy") };
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
	CHECK_TEXT(buf_span(&b), "2\n2[one][][tw o][a\rbæc_x12]\n"
		"3[inline][7863,7][01-01-2010][01-01-2010 12:00:00][TRUE]"
		"[#DIV/0!][x][][0,001]\n9\n");
	buf_free(&b);
}

static void
a_sheet_by_name_before_number(void)
{
	static const char other[] = SHEET "<row r=\"1\"><c><v>1</v></c></row>"
		SHEET_END;
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
		cells, NULL), "text that is not there");
	expect_fault(make(SHEET "<row r=\"2\"/><row r=\"2\"/>" SHEET_END,
		cells, NULL), "not in order");
	expect_fault(make(SHEET "<row><c r=\"B1\"/><c r=\"A1\"/></row>"
		SHEET_END, cells, NULL), "not in order");
	expect_fault(make(SHEET "<row><c r=\"XFE1\"/></row>" SHEET_END, cells,
		NULL), "not in order");
}

int
main(void)
{
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
