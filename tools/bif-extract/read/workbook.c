/* SPDX-License-Identifier: MIT
 *
 * The sheets of a workbook as lines, one sheet a table: a line's text, which
 * rules look at, is its cells with TAB between. A header of several lines is
 * read here and given out as one. What the workbook itself holds is xlsx's;
 * which sheets are wanted stands in the definition.
 */
#include "base/mem.h"
#include "heading.h"
#include "reader.h"
#include "xlsx/xlsx.h"
#include "xlsx/xlsx_doubt.h"

#define WORDS 200 /* bytes of what is said of a fault */

/* What reading a workbook keeps from one row to the next. */
struct workbook {
	struct xlsx_asked asked;
	struct xlsx *xlsx;
	struct buf mark;  /* `!sheet:` */
	struct buf where; /* `file!sheet` */
	bool again;       /* the row read is to be given again */
	struct xlsx_row row;
	struct heading heading;
	bool headed;
	struct cell_fault *faults;
	char (*words)[WORDS];
	size_t faults_cap;
};

/* Each sheet is a table: `at` names it, and its header is its own. */
static void
begin_sheet(struct reader *r)
{
	struct workbook *w = r->own;

	buf_clear(&w->mark);
	buf_format(&w->mark, "!%s:", xlsx_sheet(w->xlsx));
	r->mark = buf_string(&w->mark);
	buf_clear(&w->where);
	buf_format(&w->where, "%s!%s", r->file, xlsx_sheet(w->xlsx));
	r->where = buf_string(&w->where);
	r->table = span_of(xlsx_sheet(w->xlsx));
	w->again = w->headed = false;
	heading_free(&w->heading);
}

/* Goes on to the next sheet that is asked for: 1, 0 there is none, -1 after a
 * message. */
static int
next_sheet(struct reader *r)
{
	struct workbook *w = r->own;
	int more = xlsx_next_sheet(w->xlsx);

	if (more > 0)
		begin_sheet(r);
	return more;
}

/* Opens the sheets that the definition asks for. */
static bool
open_workbook(struct reader *r)
{
	struct workbook *w = mem_new(1, sizeof(*w));
	const struct export_tolerant *l = &r->def->loose;

	w->asked = (struct xlsx_asked){ .sheet = r->def->sheet,
		.sheets = r->def->sheets,
		.numbers = r->def->numbers,
		.bare = r->def->def && r->def->numbers == DECIMAL_PLAIN,
		.dates = r->def->dates,
		.merged = l->nheaders > 1 ? l->headers[l->nheaders - 1] : 0,
		.filled = r->def->nfill > 0 };
	w->asked.header = w->asked.merged ? w->asked.merged : r->def->header;
	w->xlsx = xlsx_open(r->source, &w->asked);
	if (!w->xlsx) {
		mem_free(w);
		return false;
	}
	r->own = w;
	r->another = next_sheet;
	r->decode = decode_utf8();
	r->ragged = true;
	begin_sheet(r);
	return true;
}

/* Frees what it holds; the source is the reader's. */
static bool
close_workbook(struct reader *r)
{
	struct workbook *w = r->own;

	xlsx_close(w->xlsx);
	heading_free(&w->heading);
	buf_free(&w->mark);
	buf_free(&w->where);
	r->where = r->file;
	mem_free(w->faults);
	mem_free(w->words);
	mem_free(w);
	return true;
}

/* A row of the sheet as a line, and once more where it was looked at only. What
 * is wrong in a cell is told with the cell's name, as `cell C2 holds an error,
 * no value`. */
static enum reader_result
next_row(struct reader *r, struct line *line)
{
	struct workbook *w = r->own;
	size_t n;
	char name[XLSX_DOUBT_NAME];
	struct span *cells;
	int more = 1;

	if (!w->again)
		more = xlsx_next(w->xlsx, &w->row);
	w->again = false;
	if (more <= 0)
		return more ? READER_FAULT : READER_END;
	cells = reader_cells(r, w->row.count + 1);
	buf_clear(&r->text);
	for (size_t i = 0; i < w->row.count; i++) {
		if (i)
			buf_byte(&r->text, '\t');
		buf_add(&r->text, w->row.cells[i]);
		cells[i] = w->row.cells[i];
	}
	line->raw = (struct span){ buf_string(&r->text), r->text.len };
	line->cells = cells;
	line->count = w->row.count;
	line->number = w->row.number;
	/* The words of the faults stay until the next row, in lists that grow
	 * with the most faults that a row has had. */
	n = w->row.nfaults;
	if (n > w->faults_cap) {
		w->faults = mem_grow(w->faults, &w->faults_cap, n,
			sizeof(*w->faults));
		w->words = mem_resize(w->words, w->faults_cap,
			sizeof(*w->words));
	}
	for (size_t i = 0; i < n; i++) {
		const struct xlsx_fault *f = &w->row.faults[i];

		snprintf(w->words[i], WORDS, "cell %s%llu %s",
			xlsx_doubt_name(f->cell, name),
			(unsigned long long)w->row.number, xlsx_fault_words(f));
		w->faults[i] = (struct cell_fault){ f->cell, w->words[i] };
	}
	line->faults = w->faults;
	line->nfaults = n;
	return READER_LINE;
}

/* What stands above the header. The first row that does not is kept. */
static enum reader_result
title_row(struct reader *r, struct line *line)
{
	uint64_t before = r->def->header ? r->def->header - 1 : r->def->skip;
	struct workbook *w = r->own;
	enum reader_result result = next_row(r, line);

	if (result != READER_LINE || line->number <= before)
		return result;
	w->again = true;
	return READER_END;
}

/* The lines of the header, joined; the first line where it has one. Lines that
 * the sheet leaves out are empty. */
static enum reader_result
next_line(struct reader *r, struct line *line)
{
	const struct export_tolerant *l = &r->def->loose;
	struct workbook *w = r->own;
	enum reader_result result = next_row(r, line);

	if (w->headed || l->nheaders < 2)
		return result;
	w->headed = true;
	/* Lines of the header that the sheet leaves out are passed, and what
	 * stands between two of them is none. */
	for (size_t i = 0; result == READER_LINE && i < l->nheaders;) {
		if (line->number > l->headers[i]) {
			i++;
			continue;
		}
		if (line->number == l->headers[i++])
			heading_add(&w->heading, line);
		if (i < l->nheaders)
			result = next_row(r, line);
	}
	if (result == READER_FAULT || !w->heading.count)
		return result;
	w->again = result == READER_LINE
		&& line->number > l->headers[l->nheaders - 1];
	heading_line(&w->heading, 0, l->carry, line);
	line->number = r->def->header;
	return READER_LINE;
}

const struct reader_kind reader_xlsx = { open_workbook, title_row, next_line,
	close_workbook };
