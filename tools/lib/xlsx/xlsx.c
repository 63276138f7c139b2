/* SPDX-License-Identifier: MIT */
#include "xlsx/xlsx.h"

#include "base/diag.h"
#include "base/library.h"
#include "base/mem.h"
#include "xlsx/xlsx_workbook.h"
#include "xlsx/xlsx_doubt.h"

#ifdef HAVE_XLSX

#include <expat.h>
#include <zip.h>

#include "value/xlsx_date.h"
#include "value/xlsx_number.h"

#define CHUNK 65536
#define COLUMNS_MOST 16384
#define ROWS_MOST 1048576

/* What is asked of libzip, which is loaded with the first workbook. */
/* clang-format off */
#define ZIP_CALLS(F) F(discard) F(error_code_zip) F(error_fini) \
	F(error_init) F(error_strerror) F(error_system_type) F(fclose) \
	F(file_get_error) F(fopen) F(fread) F(get_error) F(open_from_source) \
	F(source_filep_create) F(source_free) F(source_keep)
/* clang-format on */
#define MEMBER(name) __typeof__(zip_##name) *name;
#define NAME(name) "zip_" #name,
static struct {
	ZIP_CALLS(MEMBER)
} zip;

static bool
load_zip(void)
{
	static const char *const names[] = { ZIP_CALLS(NAME) };

	return zip.fopen
		|| library_load(LIBZIP, names, sizeof(names) / sizeof(*names),
			&zip);
}

/* A cell of the row being read: its text stands in xlsx->text. */
struct stretch {
	size_t from, len;
};

enum cell_type {
	CELL_NUMBER,
	CELL_SHARED,
	CELL_TEXT,
	CELL_BOOLEAN,
	CELL_ERROR,
	CELL_ISO_DATE
};

struct xlsx {
	const struct xlsx_asked *asked;
	struct xlsx_workbook book;
	FILE *copy; /* the package, unpacked if it was gzip */
	zip_t *zip;

	/* The sheet on its way. */
	XML_Parser parser;
	zip_file_t *stream;
	bool suspended, over;
	bool row_done;
	uint64_t row;
	size_t column; /* of the current cell, from 0 */
	enum cell_type type;
	size_t style;
	struct buf text; /* of the row's cells, end to end */
	struct stretch *stretches;
	size_t ncells, stretches_cap;
	struct span *cells;
	size_t cells_cap;
	struct xlsx_doubt doubt;
};

static bool
wrong(struct xlsx *x, const char *what)
{
	return xlsx_workbook_wrong(&x->book, what);
}

static XML_Parser
new_parser(struct xlsx *x, void *user, XML_StartElementHandler start,
	XML_EndElementHandler end, XML_CharacterDataHandler text)
{
	XML_Parser p = XML_ParserCreate(NULL);

	if (!p) {
		diag_fault(STATUS_MEMORY, "%s: out of memory", x->book.file);
		x->book.failed = true;
		return NULL;
	}
	XML_SetUserData(p, user);
	XML_SetElementHandler(p, start, end);
	XML_SetCharacterDataHandler(p, text);
	return p;
}

/* What libzip could not do: the disk's fault (74) or the workbook's. */
static bool
broken(struct xlsx *x, zip_error_t *error, const char *what)
{
	if (zip.error_system_type(error) != ZIP_ET_SYS)
		return wrong(x, what);
	diag_fault(STATUS_IO, "%s: cannot read its temporary copy: %s",
		x->book.file, zip.error_strerror(error));
	x->book.failed = true;
	return false;
}

/* One chunk of a part into a parser: 1 more to come, 0 the end, -1 a fault. */
static int
parse_chunk(struct xlsx *x, XML_Parser p, zip_file_t *f)
{
	void *room = XML_GetBuffer(p, CHUNK);
	zip_int64_t got = room ? zip.fread(f, room, CHUNK) : -1;
	enum XML_Status status;

	if (got < 0) {
		broken(x, zip.file_get_error(f), "the workbook is corrupt");
		return -1;
	}
	status = XML_ParseBuffer(p, (int)got, got == 0);
	if (status == XML_STATUS_ERROR && !x->book.failed)
		wrong(x, "the workbook holds what is not XML");
	if (x->book.failed)
		return -1;
	x->suspended = status == XML_STATUS_SUSPENDED;
	return got > 0;
}

/* NULL after a message. Parts that nothing refers to are not asked for, so
 * one that is not there is missing. */
static zip_file_t *
open_part(struct xlsx *x, const char *path)
{
	zip_file_t *f = zip.fopen(x->zip, path, 0);
	zip_error_t *error = zip.get_error(x->zip);

	if (f)
		return f;
	if (zip.error_code_zip(error) != ZIP_ER_NOENT)
		broken(x, error, "the workbook is corrupt");
	else
		wrong(x, "is no workbook: a part is missing");
	return NULL;
}

/* A part of the book, read whole. False after a message. */
static bool
read_part(struct xlsx *x, struct buf *path, XML_StartElementHandler start,
	XML_EndElementHandler end, XML_CharacterDataHandler text)
{
	zip_file_t *f = open_part(x, buf_string(path));
	XML_Parser p;
	int more = 1;

	if (!f)
		return !x->book.failed;
	p = new_parser(x, &x->book, start, end, text);
	while (p && more > 0)
		more = parse_chunk(x, p, f);
	if (p)
		XML_ParserFree(p);
	zip.fclose(f);
	return !x->book.failed;
}

/* `AB12` is column 27; false when it is no cell's name. */
static bool
column_of(const char *reference, size_t *column)
{
	size_t n = 0;

	if (*reference < 'A' || *reference > 'Z')
		return false;
	for (; *reference >= 'A' && *reference <= 'Z'; reference++) {
		n = n * 26 + (size_t)(*reference - 'A') + 1;
		if (n > COLUMNS_MOST)
			return false;
	}
	*column = n - 1;
	return true;
}

static void
begin_row(struct xlsx *x, const char **attributes)
{
	size_t number = (size_t)x->row + 1;
	const char *r = xlsx_workbook_attribute(attributes, "r");

	if ((r && !xlsx_workbook_unsigned(r, ROWS_MOST, &number))
		|| number <= x->row)
		wrong(x, "the rows of the sheet are not in order");
	x->row = number;
	x->column = SIZE_MAX;
	x->ncells = 0;
	buf_clear(&x->text);
}

static void
begin_cell(struct xlsx *x, const char **attributes)
{
	static const struct {
		const char *word;
		enum cell_type type;
	} types[] = {
		{ "n", CELL_NUMBER },
		{ "s", CELL_SHARED },
		{ "str", CELL_TEXT },
		{ "inlineStr", CELL_TEXT },
		{ "b", CELL_BOOLEAN },
		{ "e", CELL_ERROR },
		{ "d", CELL_ISO_DATE },
	};
	const char *r = xlsx_workbook_attribute(attributes, "r");
	const char *t = xlsx_workbook_attribute(attributes, "t");
	size_t column = x->column + 1;

	if ((r && !column_of(r, &column)) || column >= COLUMNS_MOST
		|| (x->column != SIZE_MAX && column <= x->column))
		wrong(x, "the cells of a row are not in order");
	x->column = column;
	x->type = CELL_NUMBER;
	for (size_t i = 0; t && i < sizeof(types) / sizeof(*types); i++)
		if (!strcmp(t, types[i].word))
			x->type = types[i].type;
	if (!xlsx_workbook_unsigned(xlsx_workbook_attribute(attributes, "s"),
		    UINT32_MAX, &x->style))
		x->style = 0;
	buf_clear(&x->book.value);
}

static void
add_number(struct xlsx *x, struct span value)
{
	unsigned shows = xlsx_workbook_shows(&x->book, x->style);

	if (shows
		&& xlsx_date_print(&x->text, value, shows, x->book.from_1904,
			x->asked->dates))
		return;
	if (!xlsx_number_number(&x->text, value, x->asked->numbers))
		buf_add(&x->text, value);
}

/* What a cell holds may have been an identifier. */
static void
doubt(struct xlsx *x, struct span value, size_t from)
{
	const struct xlsxdoubt_place place = { x->book.file, xlsx_sheet(x),
		x->column, x->row };

	if (x->type == CELL_NUMBER && !xlsx_workbook_shows(&x->book, x->style))
		xlsx_doubt_number(&x->doubt, &place, value);
	else if (x->type == CELL_SHARED || x->type == CELL_TEXT)
		xlsx_doubt_text(&x->doubt, &place,
			(struct span){ buf_string(&x->text) + from,
				x->text.len - from });
}

static void
add_value(struct xlsx *x, struct span value)
{
	struct span text;

	switch (x->type) {
	case CELL_NUMBER:
		add_number(x, value);
		break;
	case CELL_SHARED:
		if (xlsx_workbook_shared(&x->book, value.at, &text))
			buf_add(&x->text, text);
		break;
	case CELL_TEXT:
		xlsx_workbook_unescape(&x->text, value);
		break;
	case CELL_BOOLEAN:
		buf_text(&x->text, span_is(value, "0") ? "FALSE" : "TRUE");
		break;
	case CELL_ERROR:
	case CELL_ISO_DATE:
		buf_add(&x->text, value);
		break;
	}
}

static void
end_cell(struct xlsx *x)
{
	struct span value = span_of(buf_string(&x->book.value));
	size_t from = x->text.len;

	if (x->book.failed)
		return;
	if (value.len) {
		add_value(x, value);
		doubt(x, value, from);
	}
	if (x->column >= x->stretches_cap)
		x->stretches = mem_grow(x->stretches, &x->stretches_cap,
			x->column + 1, sizeof(*x->stretches));
	while (x->ncells < x->column)
		x->stretches[x->ncells++] = (struct stretch){ 0, 0 };
	x->stretches[x->ncells++] = (struct stretch){ from,
		x->text.len - from };
}

static void
sheet_start(void *data, const char *name, const char **attributes)
{
	struct xlsx *x = data;

	name = xlsx_workbook_local(name);
	if (x->book.failed)
		return;
	if (!strcmp(name, "c"))
		begin_cell(x, attributes);
	else if (!strcmp(name, "v") || !strcmp(name, "t"))
		x->book.in_value = true;
	else if (!strcmp(name, "row"))
		begin_row(x, attributes);
	else if (!strcmp(name, "rPh"))
		x->book.phonetic++;
}

static void
sheet_text(void *data, const char *text, int n)
{
	struct xlsx *x = data;

	xlsx_workbook_text(&x->book, text, n);
}

static void
sheet_end(void *data, const char *name)
{
	struct xlsx *x = data;

	name = xlsx_workbook_local(name);
	if (!strcmp(name, "c")) {
		end_cell(x);
	} else if (!strcmp(name, "v") || !strcmp(name, "t")) {
		x->book.in_value = false;
	} else if (!strcmp(name, "rPh")) {
		x->book.phonetic--;
	} else if (!strcmp(name, "row")) {
		x->row_done = true;
		XML_StopParser(x->parser, XML_TRUE);
	}
}

int
xlsx_next(struct xlsx *x, struct xlsx_row *row)
{
	x->row_done = false;
	while (!x->row_done) {
		if (x->suspended) {
			enum XML_Status status = XML_ResumeParser(x->parser);

			if (status == XML_STATUS_ERROR)
				wrong(x, "the workbook holds what is not XML");
			x->suspended = status == XML_STATUS_SUSPENDED;
		} else if (x->over) {
			if (x->book.failed)
				return -1;
			xlsx_doubt_end(&x->doubt, x->book.file, xlsx_sheet(x));
			return 0;
		} else {
			x->over = parse_chunk(x, x->parser, x->stream) <= 0;
		}
		if (x->book.failed)
			return -1;
	}
	if (x->ncells > x->cells_cap)
		x->cells = mem_grow(x->cells, &x->cells_cap, x->ncells,
			sizeof(*x->cells));
	buf_string(&x->text);
	for (size_t i = 0; i < x->ncells; i++)
		x->cells[i] = (struct span){ x->text.at + x->stretches[i].from,
			x->stretches[i].len };
	*row = (struct xlsx_row){ x->cells, x->ncells, x->row };
	return 1;
}

/* A zip is read from its end, so that a stream must be a file first. */
static bool
copy_source(struct xlsx *x, struct source *source)
{
	char *room = mem_new(CHUNK, 1);
	ssize_t got = 0;
	bool written = true;

	x->copy = tmpfile();
	while (x->copy && written
		&& (got = source_read(source, room, CHUNK)) > 0)
		written = fwrite(room, 1, (size_t)got, x->copy) == (size_t)got;
	mem_free(room);
	if (x->copy && written && !fflush(x->copy))
		return got == 0;
	diag_fault(STATUS_IO, "%s: cannot make a temporary copy", x->book.file);
	return false;
}

/* Headers that differ in what does not matter are common (INCONS); a part that
 * does not begin with one is damaged, even where its text can still be read. */
static bool
open_zip(struct xlsx *x)
{
	zip_error_t error;
	zip_source_t *from;
	bool damaged;

	if (!load_zip())
		return false;
	zip.error_init(&error);
	from = zip.source_filep_create(x->copy, 0, 0, &error);
	if (!from)
		return wrong(x, "is no workbook");
	x->copy = NULL; /* the zip's own now */
	zip.source_keep(from);
	x->zip = zip.open_from_source(from, ZIP_RDONLY | ZIP_CHECKCONS, &error);
	damaged = !x->zip && zip.error_code_zip(&error) == ZIP_ER_NOZIP;
	if (!x->zip)
		x->zip = zip.open_from_source(from, ZIP_RDONLY, &error);
	if (!x->zip) {
		zip.source_free(from);
		broken(x, &error, "is no workbook: it is no zip file");
	} else if (damaged) {
		wrong(x, "the workbook is corrupt");
	}
	zip.source_free(from);
	zip.error_fini(&error);
	return !x->book.failed;
}

static bool
no_sheet(struct xlsx *x)
{
	diag_fault(STATUS_DATA, "%s: the workbook has no sheet \"%.*s\"",
		x->book.file, SPAN_ARG(x->asked->sheet));
	x->book.failed = true;
	return false;
}

/* From the package's relations to the workbook, and from the workbook's to
 * its sheet. */
static bool
find_parts(struct xlsx *x)
{
	struct xlsx_workbook *b = &x->book;
	struct buf path = { 0 };
	bool good;

	buf_text(&path, "_rels/.rels");
	good = read_part(x, &path, xlsx_workbook_relation, NULL, NULL);
	if (good && !b->workbook_part.len)
		good = wrong(x, "is no workbook");
	good = good
		&& read_part(x, &b->workbook_part, xlsx_workbook_sheet, NULL,
			NULL);
	if (good && !b->sheet_id.len)
		good = no_sheet(x);
	buf_clear(&path);
	if (good)
		xlsx_workbook_relations(&path, &b->workbook_part);
	good = good && read_part(x, &path, xlsx_workbook_relation, NULL, NULL);
	if (good && !b->sheet_part.len)
		good = no_sheet(x);
	buf_free(&path);
	return good;
}

static bool
read_book(struct xlsx *x)
{
	struct xlsx_workbook *b = &x->book;

	if (b->styles_part.len
		&& !read_part(x, &b->styles_part, xlsx_workbook_style,
			xlsx_workbook_style_end, NULL))
		return false;
	return !b->strings_part.len
		|| read_part(x, &b->strings_part, xlsx_workbook_string,
			xlsx_workbook_string_end, xlsx_workbook_text);
}

static bool
open_sheet(struct xlsx *x)
{
	x->stream = open_part(x, buf_string(&x->book.sheet_part));
	if (!x->stream)
		return false;
	x->parser = new_parser(x, x, sheet_start, sheet_end, sheet_text);
	return x->parser != NULL;
}

struct xlsx *
xlsx_open(struct source *source, const struct xlsx_asked *asked)
{
	struct xlsx *x = mem_new(1, sizeof(*x));

	x->book.file = source_name(source);
	x->book.asked = asked->sheet;
	x->asked = asked;
	if (copy_source(x, source) && open_zip(x) && find_parts(x)
		&& read_book(x) && open_sheet(x))
		return x;
	xlsx_close(x);
	return NULL;
}

const char *
xlsx_sheet(struct xlsx *x)
{
	return buf_string(&x->book.sheet_name);
}

void
xlsx_close(struct xlsx *x)
{
	if (x->parser)
		XML_ParserFree(x->parser);
	if (x->stream)
		zip.fclose(x->stream);
	if (x->zip)
		zip.discard(x->zip);
	if (x->copy)
		fclose(x->copy);
	xlsx_workbook_free(&x->book);
	xlsx_doubt_free(&x->doubt);
	buf_free(&x->text);
	mem_free(x->stretches);
	mem_free(x->cells);
	mem_free(x);
}

#else

struct xlsx *
xlsx_open(struct source *source, const struct xlsx_asked *asked)
{
	(void)asked;
	diag_fault(STATUS_CONFIG,
		"%s: this program was built without libzip "
		"and expat, and reads no workbooks",
		source_name(source));
	return NULL;
}

const char *
xlsx_sheet(struct xlsx *x)
{
	(void)x;
	return "";
}

int
xlsx_next(struct xlsx *x, struct xlsx_row *row)
{
	(void)x;
	(void)row;
	return 0;
}

void
xlsx_close(struct xlsx *x)
{
	(void)x;
}

#endif
