/* SPDX-License-Identifier: MIT
 *
 * Which sheets of a workbook are read, and what is said of the choice: where
 * nobody names one the first that people see is meant, and a sheet that is
 * hidden is never read unsaid. The rows are xlsx_sheet's.
 */
#include "xlsx/xlsx.h"

#include "base/diag.h"
#include "base/mem.h"
#include "value/text.h"
#include "xlsx/xlsx_sheet.h"
#include "xlsx/xlsx_workbook.h"

#define NAMES_SAID 5 /* of other sheets */

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
	struct buf b = { 0 };

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
	buf_free(&b);
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
			diag_fault(STATUS_DATA,
				"%s: the workbook has no sheet \"%.*s\"",
				b->file, SPAN_ARG(asked->sheet));
		else if (!good)
			xlsx_workbook_wrong(b,
				asked->sheets
					? "the workbook has no sheet whose name matches \"sheets\""
					: "the workbook has no sheet");
	}
	if (good && xlsx_rows_begin(&x->rows, &b->sheets[x->index])) {
		struct buf left = { 0 };

		/* A month's sheet whose name is misspelt would be missing in
		 * silence. */
		if (asked->sheets && !asked->quiet)
			add_others(&left, x, "");
		if (left.len)
			diag_at(STATUS_DONE, "sheets",
				(struct place){ b->file, 0, 0 },
				"not read, since \"sheets\" does not match: %s",
				buf_string(&left));
		buf_free(&left);
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

int
xlsx_next(struct xlsx *x, struct xlsx_row *row)
{
	return xlsx_rows_next(&x->rows, row);
}

void
xlsx_close(struct xlsx *x)
{
	xlsx_rows_free(&x->rows);
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
