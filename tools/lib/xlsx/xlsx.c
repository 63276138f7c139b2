/* SPDX-License-Identifier: MIT
 *
 * Which sheets of a workbook are read, and what is said of the choice: where
 * nobody names one the first that people see is meant, and a sheet that is
 * hidden is never read unsaid.
 *
 * A sheet is read element by element and given out row by row; the row's
 * texts stand end to end in one buffer, so that a sheet of a million rows
 * needs no more than one of ten. What stands behind the rows in the file, the
 * merged cells, is needed before them where a header has several lines: then
 * the part is read twice.
 *
 * How a number looks is xlsx_format's, whether it can be meant xlsx_doubt's.
 */
#include "xlsx/xlsx.h"

#include "base/diag.h"
#include "base/mem.h"
#include "value/text.h"
#include "xlsx/xlsx_doubt.h"
#include "xlsx/xlsx_workbook.h"
#include "xlsx/xml.h"

/* A cell of the row being read: its text stands in xlsx->text. */
struct stretch {
	size_t from, len;
};

/* A range of cells that are one. */
struct merge {
	size_t row, last_row; /* from 1 */
	size_t first, last;   /* columns, from 0 */
};

enum cell_type {
	CELL_NUMBER,
	CELL_SHARED,
	CELL_TEXT,
	CELL_BOOLEAN,
	CELL_ERROR,
	CELL_ISO_DATE
};

/* The rows of one sheet after another. Everything that grows with a row is kept
 * from sheet to sheet. */
struct xlsx_rows {
	/* Set by whoever begins; they live as long. */
	const struct xlsx_asked *asked;
	struct xlsx_workbook *book;
	struct xlsx_style style;

	const struct xlsx_sheet *sheet; /* the one on its way */
	struct archive_part *part;
	struct xml *xml;
	struct merge *merges;
	size_t nmerges, merges_cap;

	uint64_t row;
	struct buf text; /* of the row's cells, end to end */
	struct stretch *stretches;
	size_t ncells, stretches_cap;
	struct span *cells;
	size_t cells_cap;
	struct xlsx_fault *faults;
	size_t nfaults, faults_cap;
	struct xlsx_doubt doubt;

	/* Of the sheet so far. */
	uint64_t stored, gaps; /* cells */
	uint64_t hidden, first_hidden;
	bool filtered;
	uint64_t tall; /* ranges of several rows below the header */
	struct merge first_tall;

	/* Of the current cell; its value is in book->value. */
	size_t column;
	enum cell_type type;
	size_t format;
	bool formula, valued, inlined;
	struct buf inline_text;
};

const char *
xlsx_fault_words(const struct xlsx_fault *fault)
{
	static const char *const words[] = {
		[XLSX_ERROR] = "holds an error, no value",
		[XLSX_NO_VALUE] =
			"holds a formula without a value: open the workbook in a spreadsheet, which calculates it, and save it",
		[XLSX_UNCALCULATED] =
			"holds a formula that was not calculated, its 0 stands for nothing: open the workbook in a spreadsheet and save it",
	};

	return words[fault->kind];
}

#ifdef HAVE_XLSX

#define NAMES_SAID 5 /* of other sheets */
#define ROWS_MOST 1048576
#define MERGES_MOST 16384
/* Empty cells that are left out cost the file nothing: beyond GAPS_FREE a
 * sheet may have so many for each cell that it has. */
#define GAPS_FREE ((uint64_t)64 << 20)
#define GAPS_EACH 400
/* Columns of a row that is taken to be formatted to the sheet's edge. */
#define EDGE_LEAST 256

/* Says what is wrong with the sheet, and stops its reading, which goes on in
 * expat until then. Returns false. */
static bool
wrong(struct xlsx_rows *x, const char *what)
{
	xlsx_workbook_wrong(x->book, what);
	if (x->xml)
		xml_stop(x->xml);
	return false;
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
		if (n > XLSX_COLUMNS_MOST)
			return false;
	}
	*column = n - 1;
	return true;
}

/* `B1:D2`; false when it is no range. */
static bool
range_of(const char *reference, struct merge *m)
{
	const char *parts[2] = { reference, NULL };
	size_t *columns[2] = { &m->first, &m->last };
	size_t *rows[2] = { &m->row, &m->last_row };

	for (int i = 0; i < 2; i++) {
		const char *at = parts[i];
		char number[24];

		if (!at || !column_of(at, columns[i]))
			return false;
		at += strcspn(at, "0123456789:");
		snprintf(number, sizeof(number), "%.*s", (int)strcspn(at, ":"),
			at);
		if (!xlsx_workbook_unsigned(number, ROWS_MOST, rows[i]))
			return false;
		at += strcspn(at, ":");
		parts[1] = *at ? at + 1 : NULL;
	}
	return true;
}

/* --- the elements of a sheet ------------------------------------------- */

enum {
	WORKSHEET = 1,
	SHEET_DATA,
	ROW,
	CELL,
	FORMULA,
	VALUE,
	INLINE,
	PIECE,
	RUN,
	RUN_PIECE,
	RUN_FONT,
	RUN_PLACE,
	FILTER,
	FILTER_COLUMN,
	SHEET_MERGES,
	SHEET_MERGE
};

static const struct xml_element sheet_elements[] = {
	[WORKSHEET] = { 0, "worksheet" },
	[SHEET_DATA] = { WORKSHEET, "sheetData" },
	[ROW] = { SHEET_DATA, "row" },
	[CELL] = { ROW, "c" },
	[FORMULA] = { CELL, "f" },
	[VALUE] = { CELL, "v" },
	[INLINE] = { CELL, "is" },
	[PIECE] = { INLINE, "t" },
	[RUN] = { INLINE, "r" },
	[RUN_PIECE] = { RUN, "t" },
	[RUN_FONT] = { RUN, "rPr" },
	[RUN_PLACE] = { RUN_FONT, "vertAlign" },
	[FILTER] = { WORKSHEET, "autoFilter" },
	[FILTER_COLUMN] = { FILTER, "filterColumn" },
	[SHEET_MERGES] = { WORKSHEET, "mergeCells" },
	[SHEET_MERGE] = { SHEET_MERGES, "mergeCell" },
};

/* The columns of a row rise, as rows do (see on_start). A type that nobody knows is that of
 * a number, as the standard has it where none is said. */
static void
begin_cell(struct xlsx_rows *x, const char **attributes)
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
	const char *r = xml_attribute(attributes, "r");
	const char *t = xml_attribute(attributes, "t");
	size_t column = x->column + 1;

	if ((r && !column_of(r, &column)) || column >= XLSX_COLUMNS_MOST
		|| (x->column != SIZE_MAX && column <= x->column))
		wrong(x, "the cells of a row are not in order");
	x->column = column;
	x->type = CELL_NUMBER;
	for (size_t i = 0; t && i < COUNT(types); i++)
		if (!strcmp(t, types[i].word))
			x->type = types[i].type;
	if (!xlsx_workbook_unsigned(xml_attribute(attributes, "s"), UINT32_MAX,
		    &x->format))
		x->format = 0;
	x->formula = x->valued = x->inlined = false;
	buf_clear(&x->book->value);
	buf_clear(&x->inline_text);
}

/* What is not in the table above never gets here: an extension may have a `v` of
 * its own inside a cell. A row may leave out its number, and is then the next.
 * Numbers that do not rise would give two rows one place, and a message the
 * wrong one. Of cells that are merged over several rows below the header only
 * the first has the value, the others are empty, and would be read so. */
static void
on_start(void *user, int element, const char **attributes)
{
	struct xlsx_rows *x = user;
	size_t number = (size_t)x->row + 1;
	const char *r;
	struct merge m;

	switch (element) {
	case CELL:
		begin_cell(x, attributes);
		break;
	case VALUE:
		x->valued = true;
		break;
	case ROW:
		r = xml_attribute(attributes, "r");
		if ((r && !xlsx_workbook_unsigned(r, ROWS_MOST, &number))
			|| number <= x->row || number > ROWS_MOST)
			wrong(x, "the rows of the sheet are not in order");
		x->row = number;
		x->column = SIZE_MAX;
		x->ncells = x->nfaults = 0;
		buf_clear(&x->text);
		if (xlsx_workbook_true(xml_attribute(attributes, "hidden"))
			&& !x->hidden++)
			x->first_hidden = number;
		break;
	case FORMULA:
		x->formula = true;
		break;
	case INLINE:
		x->inlined = true;
		break;
	case RUN:
	case RUN_PLACE:
		xlsx_workbook_run(x->book,
			element == RUN ? NULL
				       : xml_attribute(attributes, "val"));
		break;
	case FILTER_COLUMN:
		x->filtered = true;
		break;
	case SHEET_MERGE:
		r = xml_attribute(attributes, "ref");
		if (r && range_of(r, &m) && m.row > x->asked->header
			&& m.last_row > m.row && !x->tall++)
			x->first_tall = m;
		break;
	}
}

/* What is read out beside a text (rPh) is not in the table, and no text. */
static void
on_text(void *user, int element, const char *text, size_t n)
{
	struct xlsx_rows *x = user;
	struct buf *b = element == VALUE                   ? &x->book->value
		: element == PIECE || element == RUN_PIECE ? &x->inline_text
							   : NULL;

	if (b
		&& !(element == RUN_PIECE ? xlsx_workbook_add_run
					  : xlsx_workbook_add)(x->book, b,
			(struct span){ text, n }))
		xml_stop(x->xml);
}

/* --- a cell's text ----------------------------------------------------- */

/* The row is still given out with its fault: only whoever reads it knows whether
 * the cell is one of those that count. */
static void
add_fault(struct xlsx_rows *x, int kind)
{
	MEM_GROW(x->faults, x->faults_cap, x->nfaults + 1);
	x->faults[x->nfaults].cell = x->column;
	x->faults[x->nfaults++].kind = (enum xlsx_fault_kind)kind;
}

/* What there is to say of a cell whose text begins at `from`. */
static void
doubt(struct xlsx_rows *x, struct span value, size_t from)
{
	const struct xlsxdoubt_place place = { x->book->file, x->sheet->name.at,
		x->column, x->row };
	const struct xlsx_format *format = xlsx_workbook_style(x->book,
		x->format);
	struct span text = { buf_string(&x->text) + from, x->text.len - from };

	if (x->asked->quiet)
		return;
	if (x->type == CELL_SHARED || x->type == CELL_TEXT)
		xlsx_doubt_text(&x->doubt, &place, text);
	else if (x->type == CELL_ISO_DATE
		|| (x->type == CELL_NUMBER && format->shows & XLSX_FORMAT_DATE))
		xlsx_doubt_date(&x->doubt, &place);
	else if (x->type == CELL_NUMBER && !format->shows)
		xlsx_doubt_number(&x->doubt, &place, value);
	else if (x->type == CELL_NUMBER && format->shows & XLSX_FORMAT_SCALED)
		xlsx_doubt_shown(&x->doubt, &place, XLSXDOUBT_SCALED);
	else if (x->type == CELL_NUMBER && format->shows & XLSX_FORMAT_PERCENT)
		xlsx_doubt_percent(&x->doubt, &place);
	else if (x->type == CELL_NUMBER && format->shows & XLSX_FORMAT_NOTHING)
		xlsx_doubt_shown(&x->doubt, &place, XLSXDOUBT_NOTHING);
	else if (x->type == CELL_NUMBER
		&& xlsx_format_hides_days(value, format))
		xlsx_doubt_shown(&x->doubt, &place, XLSXDOUBT_DAYS);
}

/* A number that is none is written as it stands: whoever reads it as a number
 * will say so with its place. */
static void
add_value(struct xlsx_rows *x, struct span value)
{
	struct span text;

	switch (x->type) {
	case CELL_NUMBER:
		if (!xlsx_format_print(&x->text, value,
			    xlsx_workbook_style(x->book, x->format), &x->style))
			buf_add(&x->text, value);
		break;
	case CELL_SHARED:
		if (xlsx_workbook_shared(x->book, value.at, &text))
			buf_add(&x->text, text);
		else
			xml_stop(x->xml);
		break;
	case CELL_TEXT:
		xlsx_texts_unescape(&x->text, value);
		break;
	case CELL_BOOLEAN:
		buf_text(&x->text, span_is(value, "0") ? "FALSE" : "TRUE");
		break;
	case CELL_ERROR:
		buf_add(&x->text, value);
		break;
	case CELL_ISO_DATE: /* 2010-06-30T14:22:01 */
		buf_add(&x->text, value);
		if (value.len > 10 && value.at[10] == 'T')
			x->text.at[x->text.len - value.len + 10] = ' ';
		break;
	}
}

/* A row that was formatted as a whole has a cell for each column of the sheet
 * in what some programs write; the empty ones at its end are no columns. */
static void
drop_edge(struct xlsx_rows *x)
{
	size_t least = x->nfaults ? x->faults[x->nfaults - 1].cell + 1 : 0;

	if (x->ncells < EDGE_LEAST)
		return;
	while (x->ncells > least && !x->stretches[x->ncells - 1].len)
		x->ncells--;
}

/* A formula whose result is an empty text is stored as such, with a value
 * that is empty; without its type, or without the value, nobody calculated
 * it. Where nobody calculates at all, an empty text is no result, as is `0` or
 * `0.0`, which a program writes that does not calculate. At the end of a row
 * reading pauses, so that it can be given out. */
static void
on_end(void *user, int element)
{
	struct xlsx_rows *x = user;
	struct span value = span_of(buf_string(&x->book->value));
	size_t from = x->text.len;

	if (element == ROW) {
		drop_edge(x);
		xml_pause(x->xml);
	}
	if (element != CELL)
		return;
	if (x->type == CELL_ERROR)
		add_fault(x, XLSX_ERROR);
	else if (x->formula && !value.len && !x->inlined
		&& (x->book->uncalculated
			|| !(x->valued && x->type == CELL_TEXT)))
		add_fault(x, XLSX_NO_VALUE);
	else if (x->formula && x->book->uncalculated
		&& (x->type == CELL_NUMBER || x->type == CELL_TEXT) && value.len
		&& !value.at[strspn(value.at, "0.")])
		add_fault(x, XLSX_UNCALCULATED);
	/* What is stored twice, as a text and as a value, is the text. */
	if (x->inlined && (x->type == CELL_TEXT || !value.len)) {
		value = buf_span(&x->inline_text);
		x->type = CELL_TEXT;
	}
	if (value.len) {
		add_value(x, value);
		doubt(x, value, from);
	}
	if (x->text.len > XLSX_ROW_MOST)
		wrong(x, "a row of the sheet is too long: refused");
	x->stored++;
	x->gaps += x->column - x->ncells;
	if (x->gaps > GAPS_FREE && x->gaps / GAPS_EACH > x->stored)
		wrong(x,
			"the sheet is nothing but gaps between cells: refused");
	MEM_GROW(x->stretches, x->stretches_cap, x->column + 1);
	while (x->ncells < x->column)
		x->stretches[x->ncells++] = (struct stretch){ 0, 0 };
	x->stretches[x->ncells++] = (struct stretch){ from,
		x->text.len - from };
}

static const struct xml_reader sheet_reader = { sheet_elements,
	COUNT(sheet_elements), on_start, on_end, on_text };

/* --- merged cells ------------------------------------------------------ */

enum { MERGES = 2, MERGE };

static const struct xml_element merge_elements[] = {
	[WORKSHEET] = { 0, "worksheet" },
	[MERGES] = { WORKSHEET, "mergeCells" },
	[MERGE] = { MERGES, "mergeCell" },
};

/* Keeps those of the header. */
static void
on_merge(void *user, int element, const char **attributes)
{
	struct xlsx_rows *x = user;
	const char *ref = element == MERGE ? xml_attribute(attributes, "ref")
					   : NULL;
	struct merge m;

	if (!ref || !range_of(ref, &m) || m.row > x->asked->merged
		|| m.last <= m.first || x->nmerges == MERGES_MOST)
		return;
	MEM_GROW(x->merges, x->merges_cap, x->nmerges + 1);
	x->merges[x->nmerges++] = m;
}

static const struct xml_reader merge_reader = { merge_elements,
	COUNT(merge_elements), on_merge, NULL, NULL };

/* Begins a sheet, which has a part. False after a message; the workbook has
 * then failed. Where a header has several lines, its merged cells are needed
 * before the rows and stand behind them: the whole part is read once for
 * them alone. */
static bool
xlsx_rows_begin(struct xlsx_rows *x, const struct xlsx_sheet *sheet)
{
	const char *path = sheet->part.at, *file = x->book->file;

	x->sheet = sheet;
	x->row = x->stored = x->gaps = x->hidden = x->tall = x->nmerges = 0;
	x->filtered = false;
	if (x->asked->merged) {
		struct archive_part *part = archive_part(x->book->archive,
			path);

		x->book->failed |= !part;
		if (part) {
			struct xml *xml = xml_open(&merge_reader, x, part,
				file);

			x->book->failed |= xml_read(xml) != 0;
			xml_close(xml);
			archive_part_close(part);
		}
	}
	x->part = x->book->failed ? NULL : archive_part(x->book->archive, path);
	x->book->failed |= !x->part;
	if (x->part)
		x->xml = xml_open(&sheet_reader, x, x->part, file);
	return x->part != NULL;
}

/* Leaves the sheet. */
static void
xlsx_rows_end(struct xlsx_rows *x)
{
	if (x->xml)
		xml_close(x->xml);
	if (x->part)
		archive_part_close(x->part);
	x->xml = NULL;
	x->part = NULL;
}

/* What all of a sheet tells: a hidden row counts like others, which is not what
 * people see; nor are the empty cells below one that is merged with them. */
static void
say_sheet(struct xlsx_rows *x)
{
	const struct merge *m = &x->first_tall;
	const char *sheet = x->sheet->name.at;
	char name[XLSX_DOUBT_NAME];
	BUF_LOCAL at = { 0 };

	if (x->hidden && !x->asked->quiet) {
		buf_format(&at, "%s!%s:%llu", x->book->file, sheet,
			(unsigned long long)x->first_hidden);
		diag_row(STATUS_DONE, "hidden", buf_span(&at),
			"rows of the sheet are hidden%s, %llu of them, this is the first: they are read like all others",
			x->filtered ? " by a filter" : "",
			(unsigned long long)x->hidden);
	}
	if (x->tall && !x->asked->quiet && !x->asked->filled) {
		buf_clear(&at);
		buf_format(&at, "%s!%s:%zu", x->book->file, sheet, m->row);
		diag_row(STATUS_DONE, "merged", buf_span(&at),
			"column %s: cells are merged down to row %zu, only the first has the value, the others are read as empty: \"fill\" carries it down (%llu such in the sheet)",
			xlsx_doubt_name(m->first, name), m->last_row,
			(unsigned long long)x->tall);
	}
	x->hidden = x->tall = 0;
}

struct xlsx {
	const struct xlsx_asked *asked;
	struct xlsx_workbook book;
	size_t index; /* of the sheet on its way, in book.sheets */
	struct xlsx_rows rows;
};

/* `"Noter" (hidden)`. A name is somebody's text, and may hold a number that is to
 * be masked. */
static void
add_sheet_name(struct buf *b, const struct xlsx_sheet *s)
{
	static const char *const states[] = { [XLSX_SHOWN] = "",
		[XLSX_HIDDEN] = " (hidden)",
		[XLSX_VERY_HIDDEN] = " (hidden from the list)" };

	buf_byte(b, '"');
	text_mask(b, s->name);
	buf_format(b, "\"%s", states[s->state]);
}

/* The sheets that are not read. */
static void
add_others(struct buf *b, const struct xlsx *x, const char *before)
{
	size_t others = 0;

	for (size_t i = 0; i < x->book.nsheets; i++) {
		const struct xlsx_sheet *s = &x->book.sheets[i];

		if (i == x->index
			|| (x->asked->sheets
				&& pattern_matches(x->asked->sheets, s->name)))
			continue;
		if (others++ < NAMES_SAID) {
			buf_text(b, others == 1 ? before : ", ");
			add_sheet_name(b, s);
		}
	}
	if (others > NAMES_SAID)
		buf_format(b, " and %zu more", others - NAMES_SAID);
}

/* Which sheet is read, where nobody said it and there are others; and that
 * one is hidden. */
static void
say_choice(struct xlsx *x, bool chosen)
{
	const struct xlsx_sheet *s = &x->book.sheets[x->index];
	BUF_LOCAL b = { 0 };

	if (x->asked->quiet || (chosen && s->state == XLSX_SHOWN)
		|| (!chosen && x->book.nsheets == 1 && s->state == XLSX_SHOWN))
		return;
	buf_text(&b, "the sheet ");
	add_sheet_name(&b, s);
	buf_text(&b, " is read");
	if (!chosen)
		add_others(&b, x, ", not ");
	if (!chosen)
		buf_text(&b,
			" (\"sheet\" or --sheet names another, \"sheets\" several)");
	diag_at(STATUS_DONE, "sheet", (struct place){ x->book.file, 0, 0 },
		"%s", buf_string(&b));
}

/* The first sheet from `from` on that is meant; nsheets: there is none. A
 * chart's sheet has no part, and is never meant. */
static size_t
find_sheet(struct xlsx *x, size_t from)
{
	const struct xlsx_asked *asked = x->asked;
	const struct xlsx_workbook *b = &x->book;
	size_t found = b->nsheets, number;
	char text[24];

	for (size_t i = from; i < b->nsheets; i++) {
		const struct xlsx_sheet *s = &b->sheets[i];
		bool fits = asked->sheets
			? pattern_matches(asked->sheets, s->name)
			: asked->sheet.len ? span_equal(asked->sheet, s->name)
					   : s->state == XLSX_SHOWN;

		if (fits && s->part.len)
			return i;
		/* A number only where no name is meant, and a hidden sheet only
		 * where none is shown. */
		number = i + 1;
		snprintf(text, sizeof(text), "%zu", number);
		if (!asked->sheets && s->part.len && found == b->nsheets
			&& (!asked->sheet.len || span_is(asked->sheet, text)))
			found = i;
	}
	return found;
}

/* Where no sheet is meant, what was looked for is said. */
struct xlsx *
xlsx_open(struct source *source, const struct xlsx_asked *asked)
{
	struct xlsx *x = mem_new(1, sizeof(*x));
	struct xlsx_workbook *b = &x->book;
	bool good;

	x->asked = asked;
	b->file = source_name(source);
	b->archive = archive_open(source, "workbook");
	good = b->archive && xlsx_workbook_read(b);
	if (good) {
		x->rows.asked = asked;
		x->rows.book = b;
		x->rows.style = (struct xlsx_style){ asked->numbers,
			asked->dates, b->from_1904, asked->bare };
		x->index = find_sheet(x, 0);
		good = x->index < b->nsheets;
		if (!good && !asked->sheets && asked->sheet.len)
			diag_file(STATUS_DATA, b->file,
				"the workbook has no sheet \"%.*s\"",
				SPAN_ARG(asked->sheet));
		else if (!good)
			xlsx_workbook_wrong(b,
				asked->sheets
					? "the workbook has no sheet whose name matches \"sheets\""
					: "the workbook has no sheet");
	}
	if (good && xlsx_rows_begin(&x->rows, &b->sheets[x->index])) {
		BUF_LOCAL left = { 0 };

		/* A month's sheet whose name is misspelt would be missing in
		 * silence. */
		if (asked->sheets && !asked->quiet)
			add_others(&left, x, "");
		if (left.len)
			diag_at(STATUS_DONE, "sheets",
				(struct place){ b->file, 0, 0 },
				"not read, since \"sheets\" does not match: %s",
				buf_string(&left));
		say_choice(x, asked->sheets || asked->sheet.len);
		return x;
	}
	xlsx_close(x);
	return NULL;
}

/* Several sheets are read only where a pattern names them: of one that was
 * chosen by name or place nothing follows. */
int
xlsx_next_sheet(struct xlsx *x)
{
	size_t next = x->asked->sheets ? find_sheet(x, x->index + 1)
				       : x->book.nsheets;

	if (x->book.failed)
		return -1;
	if (next >= x->book.nsheets)
		return 0;
	xlsx_rows_end(&x->rows);
	x->index = next;
	if (!xlsx_rows_begin(&x->rows, &x->book.sheets[next]))
		return -1;
	say_choice(x, true);
	return 1;
}

const char *
xlsx_sheet(struct xlsx *x)
{
	return x->book.sheets[x->index].name.at;
}

/* The texts may move while the row is read: only at its end
 * can they be pointed at. Cells of the header that are merged take the value
 * of the first. */
int
xlsx_next(struct xlsx *workbook, struct xlsx_row *row)
{
	struct xlsx_rows *x = &workbook->rows;
	int more = x->book->failed ? -1 : xml_read(x->xml);

	if (more < 0) {
		x->book->failed = true;
		return -1;
	}
	if (!more) {
		xlsx_doubt_end(&x->doubt, x->book->file, x->sheet->name.at);
		say_sheet(x);
		return 0;
	}
	for (size_t i = 0; i < x->nmerges; i++) {
		const struct merge *m = &x->merges[i];

		if (m->row != x->row || m->first >= x->ncells)
			continue;
		MEM_GROW(x->stretches, x->stretches_cap, m->last + 1);
		while (x->ncells <= m->last)
			x->stretches[x->ncells++] = (struct stretch){ 0, 0 };
		for (size_t c = m->first + 1; c <= m->last; c++)
			if (!x->stretches[c].len)
				x->stretches[c] = x->stretches[m->first];
	}
	MEM_GROW(x->cells, x->cells_cap, x->ncells);
	buf_string(&x->text);
	for (size_t i = 0; i < x->ncells; i++)
		x->cells[i] = (struct span){ x->text.at + x->stretches[i].from,
			x->stretches[i].len };
	*row = (struct xlsx_row){ x->cells, x->ncells, x->row, x->faults,
		x->nfaults };
	return 1;
}

void
xlsx_close(struct xlsx *x)
{
	struct xlsx_rows *r = &x->rows;

	xlsx_rows_end(r);
	xlsx_doubt_free(&r->doubt);
	buf_free(&r->text);
	buf_free(&r->inline_text);
	mem_free(r->stretches);
	mem_free(r->cells);
	mem_free(r->faults);
	mem_free(r->merges);
	xlsx_workbook_free(&x->book);
	mem_free(x);
}

#else

struct xlsx *
xlsx_open(struct source *source, const struct xlsx_asked *asked)
{
	(void)asked;
	archive_open(source, "workbook");
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

int
xlsx_next_sheet(struct xlsx *x)
{
	(void)x;
	return 0;
}

void
xlsx_close(struct xlsx *x)
{
	(void)x;
}

#endif
