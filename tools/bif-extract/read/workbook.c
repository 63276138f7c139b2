/* SPDX-License-Identifier: MIT
 *
 * A sheet of a workbook as lines: a line's text, which rules look at, is its
 * cells with TAB between.
 */
#include "base/mem.h"
#include "xlsx/xlsx.h"
#include "reader.h"

struct workbook {
	struct xlsx_asked asked;
	struct xlsx *xlsx;
	struct buf mark; /* `!sheet:` */
	bool kept;       /* the row read is to be given again */
	struct xlsx_row row;
};

static bool
open_workbook(struct reader *r)
{
	struct workbook *w = mem_new(1, sizeof(*w));

	w->asked = (struct xlsx_asked){ .sheet = r->def->sheet,
		.numbers = r->def->numbers,
		.dates = r->def->dates };
	w->xlsx = xlsx_open(r->source, &w->asked);
	if (!w->xlsx) {
		mem_free(w);
		return false;
	}
	buf_format(&w->mark, "!%s:", xlsx_sheet(w->xlsx));
	r->own = w;
	r->mark = buf_string(&w->mark);
	r->decode = decode_utf8();
	r->ragged = true;
	return true;
}

static bool
close_workbook(struct reader *r)
{
	struct workbook *w = r->own;

	xlsx_close(w->xlsx);
	buf_free(&w->mark);
	mem_free(w);
	return true;
}

static enum reader_result
next_row(struct reader *r, struct line *line)
{
	struct workbook *w = r->own;
	struct span *cells;
	int more = 1;

	if (!w->kept)
		more = xlsx_next(w->xlsx, &w->row);
	w->kept = false;
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
	return READER_LINE;
}

static enum reader_result
title_row(struct reader *r, struct line *line)
{
	uint64_t before = r->def->header ? r->def->header - 1 : r->def->skip;
	struct workbook *w = r->own;
	enum reader_result result = next_row(r, line);

	if (result != READER_LINE || line->number <= before)
		return result;
	w->kept = true;
	return READER_END;
}

const struct reader_kind reader_xlsx = { open_workbook, title_row, next_row,
	close_workbook };
