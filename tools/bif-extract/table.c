/* SPDX-License-Identifier: MIT
 *
 * Passes the lines before the header, binds the columns, then takes row by row,
 * in runs where rows hold no surprise. Each data row becomes a record or is
 * rejected aloud, and is counted, so that no row is lost in silence. What a
 * line is (read/) and how a record is written (write/) is known elsewhere.
 */
#include "extract.h"

#include "base/diag.h"
#include "base/mem.h"
#include "bif-extract/read/heading.h"
#include "bif-extract/read/row_filter.h"
#include "bif-extract/write/record.h"
#include "io/progress.h"
#include "value/text.h"

/* Rows between signs of life, which also ask whether anybody still reads. */
#define TICK 4096

/* One table on its way. */
struct run {
	struct extract *x;
	struct reader *reader;    /* of the file, which may hold other tables */
	struct column_map map;    /* which cell each column is */
	struct row_filter filter; /* which lines are data rows */
	struct record record;     /* how rows are written, one by one */
	/* Both write to the same output; which of them takes a row does not
	 * show. */
	struct fast_rows fast;  /* and in runs */
	struct tally tally;     /* of this table */
	struct context context; /* values that stand above rows */
	/* The first row, while the second is to tell whether rows end so; its
	 * count is 0 where none is kept */
	struct saved_line saved;
	bool bound;    /* to a number of cells */
	bool empty;    /* the table has not even a header */
	bool seam;     /* a byte order mark inside was told */
	bool torn;     /* the last line was a row that ended too early, */
	uint64_t last; /* and where it stands */
	char note[64]; /* of the row at hand; its line borrows it */
};

/* The header of the records is written once, as soon as the columns are known:
 * of an empty file, too, since who reads the stream binds by it. Columns that
 * come from the first file's own header are known only there. def is any part
 * of the definition: all have the same columns. */
void
table_header(struct extract *x, const struct export *def)
{
	if (x->begun || !x->columns.count)
		return;
	x->begun = true;
	record_header(x->out, def, &x->columns);
}

/* A CR outside quotes ends lines: strict reading, which knows LF only, would
 * take all rows for one. In a row (behind a header that ends in LF) one that
 * stands at an end of its cell, among blanks, is a blank where cells are
 * trimmed. False after a message (65). Only strict CSV is asked; tolerant
 * reading knows all line ends. A CR inside of quotes is text, as in RFC
 * 4180. */
static bool
check_cr(const struct reader *r, const struct line *line, bool trim)
{
	bool inside = false, found = false, at_end;
	int delimiter = r->def->dialect.delimiter;
	struct span raw = line->raw;

	if (r->def->format != EXPORT_CSV || r->def->loose.on)
		return true;
	for (size_t i = 0; i < raw.len; i++) {
		size_t before = i, behind = i + 1;

		/* Blanks beside it are passed over: what counts is whether it
		 * stands at an end of its cell. */
		if (raw.at[i] == '\r' && !inside) {
			while (trim && before && raw.at[before - 1]
				&& strchr(" \t\r", raw.at[before - 1])
				&& raw.at[before - 1] != delimiter)
				before--;
			while (trim && behind < raw.len && raw.at[behind]
				&& strchr(" \t\r", raw.at[behind])
				&& raw.at[behind] != delimiter)
				behind++;
			at_end = !before || raw.at[before - 1] == delimiter
				|| behind == raw.len
				|| raw.at[behind] == delimiter;
			found |= !(trim && at_end);
		}
		inside ^= (unsigned char)raw.at[i] == r->def->dialect.quote;
	}
	if (found)
		diag_at(STATUS_DATA, "newline", reader_place(r, line),
			"a CR stands in the line: where CR ends lines, too, \"newline\": \"auto\" in the source reads them");
	return !found;
}

/* Passes the titles, finds the header and binds to it. A sheet of several may
 * be empty: that is said, and leaves nothing to read. False after a message,
 * when there is nothing to bind to. Columns, row filter and context are opened
 * in this order, since the other two look at the columns. */
static bool
begin_table(struct run *run)
{
	struct reader *r = run->reader;
	bool needs = r->def->header
		|| (r->def->format == EXPORT_JSON && !r->def->ncolumns);
	enum reader_result result;
	struct line line;

	row_filter_begin(&run->filter, r);
	context_begin(&run->context, r);
	while ((result = reader_title(r, &line)) == READER_LINE
		|| result == READER_MALFORMED) {
		row_filter_title(&run->filter, &line);
		context_title(&run->context, &line);
	}
	if (result == READER_END && needs)
		result = reader_next(r, &line);
	if (result == READER_FAULT)
		return false;
	/* Of the sheets of a workbook some may be empty; of a file by itself
	 * that would be an export that failed. */
	run->empty = needs && result == READER_END && r->def->sheets;
	if (run->empty) {
		diag_at(STATUS_DONE, "header", reader_place(r, NULL),
			"the sheet \"%.*s\" is empty", SPAN_ARG(r->table));
		return true;
	}
	if (needs
		&& (result != READER_LINE || !line.count
			|| line.number != r->def->header)) {
		struct place at = { r->file, r->def->header, 0 };

		if (line.count && line.number > r->def->header)
			diag_at(STATUS_DATA, "header", at,
				"there is no header: the first line that is not empty is %" PRIu64
				": \"header\" or --header says which it is",
				line.number);
		else
			diag_at(STATUS_DATA, "header", at,
				"there is no header: is the file empty, or cut short?");
		return false;
	}
	/* A line that spreadsheets write and read, and no CSV. */
	if (needs && line.raw.len == 5 && !memcmp(line.raw.at, "sep=", 4)) {
		diag_at(STATUS_DATA, "header", reader_place(r, &line),
			"the line tells a spreadsheet the delimiter, and the header stands below: say \"header\": %" PRIu64
			", or --header",
			line.number + 1);
		return false;
	}
	if (needs && !check_cr(r, &line, false))
		return false;
	if (!columns_open(&run->map, r, needs ? &line : NULL, &run->x->columns))
		return false;
	/* By this a first row that stands in quotes as a whole is known. */
	r->expected = run->map.cells;
	return row_filter_open(&run->filter, r, &run->map, &run->x->columns)
		&& context_open(&run->context, &run->map, &run->x->columns);
}

/* Adds empty cells at the end of a row, up to a width that its columns have.
 * The reader's own cells move when there is room for more of them, so they are
 * not copied onto themselves. The new cells are of the row as it is read, so
 * line->count is the width from here on and no reject is due for it. */
static void
pad(struct run *run, struct line *line, size_t width)
{
	bool own = line->cells == run->reader->cells; /* these may move */
	struct span *cells = reader_cells(run->reader, width);

	if (!own)
		memcpy(cells, line->cells, line->count * sizeof(*cells));
	while (line->count < width)
		cells[line->count++] = SPAN("");
	line->cells = cells;
}

/* Makes a row of a workbook as wide as the header: it leaves out empty cells at
 * its end. What stands right of the table, with an empty column between, is a
 * note and no cell of the row. */
static void
even_out(struct run *run, struct line *line)
{
	size_t width = run->map.cells, n = line->count;

	while (n > width && !line->cells[n - 1].len)
		n--;
	if (n > width && !line->cells[width].len) {
		for (n = width; !line->cells[n].len; n++)
			;
		snprintf(run->note, sizeof(run->note),
			"cell %zu stands right of the table and is not read",
			n + 1);
		line->note = run->note;
		n = width;
	}
	line->count = n;
	pad(run, line, width);
}

/* The first fault of a cell that is bound, or of the month `wide`, where the
 * others are known to be sound; NULL: none. A fault in a cell that nobody
 * asked for costs no row. */
static const struct cell_fault *
fault_of(const struct run *run, const struct line *line, size_t wide)
{
	const struct column_map *b = &run->map;

	for (size_t i = 0; i < line->nfaults; i++) {
		const struct cell_fault *f = &line->faults[i];

		for (size_t k = 0; wide != SIZE_MAX && k < b->wide_values; k++)
			if (b->wide_from[wide * b->wide_values + k] == f->cell)
				return f;
		for (size_t k = 0; wide == SIZE_MAX && k < b->count; k++)
			if (b->from[k] == f->cell)
				return f;
	}
	return NULL;
}

/* A cell that is not in the encoding costs its row; where months stand side by
 * side, only its month. cell is the cell's number in the row; wide is the
 * month, or SIZE_MAX for the whole row. */
static void
reject_cell(struct run *run, const struct line *line, size_t cell, size_t wide)
{
	run->tally.rejected += rejects_encoding(&run->x->rejects, run->reader,
		line, &run->map, &run->x->columns, cell, wide);
}

/* Each month's cell is a row; a fault in the cells they share rejects all. A
 * month whose own cell is at fault is rejected alone, and the others go on;
 * together they are as many as count_row() has counted. */
static void
take_wide(struct run *run, const struct line *line)
{
	const struct column_map *b = &run->map;

	for (size_t i = 0; i < b->wide_count; i++) {
		const struct cell_fault *f = fault_of(run, line, i);
		size_t bad, k = 0;

		if (f
			&& rejects_value(&run->x->rejects, run->reader, line, b,
				&run->x->columns, f, i)) {
			run->tally.rejected++;
			continue;
		}
		bad = record_write(&run->record, line, i);
		if (bad == RECORD_GOOD) {
			run->tally.records++;
			continue;
		}
		while (k < b->wide_values
			&& b->wide_from[i * b->wide_values + k] != bad)
			k++;
		reject_cell(run, line, bad, k < b->wide_values ? i : SIZE_MAX);
		if (k == b->wide_values)
			return;
	}
}

/* A record whose first cell is its column's name would be a damaged header to
 * whoever reads the stream, and stop all of it: most likely it is one. It is
 * asked only where there is a source, whose records other programs bind to. The
 * first byte is compared first: this is asked of each row. */
static bool
poses_as_header(struct run *run, const struct line *line)
{
	const struct extract *x = run->x;
	struct span name = x->columns.list[0].name, cell, text;
	struct buf room = { 0 };
	bool poses;

	if (!*x->rejects.stream.source || run->map.from[0] >= line->count)
		return false;
	cell = text_trim(line->cells[run->map.from[0]]);
	if (!cell.len || !name.len || cell.at[0] != name.at[0])
		return false;
	poses = decode_text(run->reader->decode, &room, cell, &text)
		&& span_equal(text, name);
	buf_free(&room);
	return poses;
}

/* Whether a line is a header of the same columns in another order, as where two
 * files were put together. The rows below it would be read by the first one:
 * then the file is refused, however many rows may be. A row of data may hold
 * the name of a column, but not begin with one and have names in half of its
 * cells. False for a header repeated as it is, which is a line of its own kind
 * and no row (read/row_filter). */
static bool
is_moved_header(struct run *run, const struct line *line)
{
	size_t names = 0, moved = SIZE_MAX, n;

	if (!line->count
		|| row_filter_name(&run->filter, line->cells[0]) == SIZE_MAX)
		return false;
	for (size_t i = 0; i < line->count; i++) {
		n = row_filter_name(&run->filter, line->cells[i]);
		names += n != SIZE_MAX;
		if (n != SIZE_MAX && n != i && moved == SIZE_MAX)
			moved = i;
	}
	if (names < 2 || 2 * names < line->count || moved == SIZE_MAX)
		return false;
	diag_at(STATUS_DATA, "header-moved", reader_place(run->reader, line),
		"the header again, with its columns in other places: files were put together that are to be read apart");
	return true;
}

/* Whether a row ends in cells that the header has not, all of them without
 * text: a delimiter at the end of each row makes such a cell. cells is how many
 * the header has; blanks are no text here. */
static bool
is_trailing(const struct line *line, size_t cells)
{
	for (size_t i = cells; i < line->count; i++)
		if (text_trim(line->cells[i]).len)
			return false;
	return line->count > cells;
}

/* A byte order mark begins a row where a file was put behind another: it is
 * taken off, and told once, for the header may be missing there. */
static void
drop_mark(struct run *run, struct line *line)
{
	struct span *cells;

	if (decode_bytewise(run->reader->decode) || !line->count
		|| line->raw.len < 3 || memcmp(line->raw.at, "\xef\xbb\xbf", 3)
		|| line->cells[0].len < 3
		|| memcmp(line->cells[0].at, "\xef\xbb\xbf", 3))
		return;
	cells = reader_cells(run->reader, line->count);
	memmove(cells, line->cells, line->count * sizeof(*cells));
	span_skip(&cells[0], 3);
	line->cells = cells;
	if (!run->seam)
		diag_at(STATUS_DONE, "encoding",
			reader_place(run->reader, line),
			"the row begins with a byte order mark, as where files were put together: it is left out");
	run->seam = true;
}

/* Takes a row that could be read: holds it against the columns, fills in what
 * it does not say, and writes it. Each way out is a record or a reject. */
static void
take_row(struct run *run, struct line *line)
{
	const struct column_map *b = &run->map;
	struct rejects *rejects = &run->x->rejects;
	struct reader *r = run->reader;
	const struct cell_fault *f;
	size_t bad, rejected, nameless = 0;

	drop_mark(run, line);
	if (r->ragged)
		even_out(run, line);
	if (line->note)
		rejects_not(rejects, r, line);
	if (b->lacking && line->count == b->cells)
		pad(run, line, b->cells + b->lacking);
	if (line->count != b->cells + b->lacking || line->frame != FRAME_WHOLE
		|| line->extra
		|| (b->trailing
			&& !is_trailing(line, b->cells - b->trailing))) {
		context_forget(&run->context);
		run->torn = line->count < b->cells || line->frame == FRAME_HALF;
		run->tally.rejected += rejects_count(rejects, r, line, b);
		return;
	}
	if (run->context.rows < CONTEXT_LOOKS)
		context_look(&run->context, line);
	/* No column has what stands below a header cell without a name. */
	while (nameless < b->nameless_count
		&& !text_trim(line->cells[b->nameless[nameless]]).len)
		nameless++;
	line->why = poses_as_header(run, line)
		? "the row begins as the header does, and differs"
		: nameless < b->nameless_count
		? "a value stands below a header cell without a name"
		: context_take(&run->context, line);
	if (line->why) {
		context_forget(&run->context);
		line->fault_line = line->number;
		run->tally.rejected += rejects_quoting(rejects, r, line, b);
		return;
	}
	f = line->nfaults ? fault_of(run, line, SIZE_MAX) : NULL;
	rejected = f ? rejects_value(rejects, r, line, b, &run->x->columns, f,
			   SIZE_MAX)
		     : 0;
	if (rejected) {
		context_forget(&run->context);
		run->tally.rejected += rejected;
		return;
	}
	if (b->wide_count) {
		take_wide(run, line);
		return;
	}
	bad = record_write(&run->record, line, SIZE_MAX);
	if (bad == RECORD_GOOD)
		run->tally.records++;
	else
		reject_cell(run, line, bad, SIZE_MAX);
}

/* Tells how far reading has come, now and then. False when what is written goes
 * nowhere, as when the reader of a pipe has ended: then reading on is no use.
 * before is the count of data rows ahead of those just taken; they may have
 * been many at once. */
static bool
tick(struct run *run, uint64_t before)
{
	if (before / TICK == run->tally.data / TICK)
		return true;
	progress_tick(run->x->all.data + run->tally.data);
	return !out_failed(run->x->out);
}

/* A row that is data and is counted, whatever becomes of it. The first tells
 * how many cells there are, where no header does. The others are held to it, so
 * that no cell is taken for its neighbour. It returns false when reading must
 * end: the first row cannot be bound, or nobody reads on. The row's width is
 * settled before it is counted, and counted before it is taken, so that no way
 * out of take_row() leaves a row without a count. */
static bool
count_row(struct run *run, enum reader_result result, struct line *line)
{
	size_t rows = run->map.wide_count ? run->map.wide_count : 1;
	struct column_map *b = &run->map;
	struct reader *r = run->reader;
	const struct export *def = r->def;

	if (!run->bound && result == READER_LINE) {
		run->bound = true;
		if (!check_cr(r, line, def->trim && def->header))
			return false;
		/* The header may end in a delimiter and the rows not: a cell
		 * that is empty in the header and lacks in the first row is no
		 * cell. One in the middle would be, and moves all that stand
		 * behind it. */
		if (def->format == EXPORT_CSV && def->frame < 0 && !def->nwide
			&& line->count && line->count < b->cells
			&& b->cells - line->count <= b->lacking
			&& text_trim(line->cells[line->count - 1]).len) {
			b->lacking = b->cells - line->count;
			b->cells = line->count;
			diag_at(STATUS_DONE, "delimiter", reader_place(r, line),
				"the header ends in a delimiter that rows have not: the column without a name is empty");
		} else {
			b->lacking = 0;
		}
		if (!b->cells && !columns_first(b, r, line, &run->x->columns))
			return false;
		r->expected = b->cells;
		table_header(run->x, def);
		record_open(&run->record, run->x->out, r, b);
		fast_rows_open(&run->fast, r, &run->filter, b, &run->record);
	}
	/* A row of months is as many data rows as it has months, so that the
	 * balance holds for each of them. */
	run->tally.data += rows;
	if (result == READER_MALFORMED) {
		context_forget(&run->context);
		run->torn = true;
		run->tally.rejected += rejects_quoting(&run->x->rejects, r,
			line, b);
	} else {
		take_row(run, line);
	}
	return tick(run, run->tally.data - rows);
}

/* Takes the row that was kept. Where the next row ends so too, rows do; else the
 * header stands, and the first row has too many cells, whatever is wrong with
 * the next. next is NULL at the end of the table, or where the next line cannot
 * be read as a row: then nothing speaks against what the first row shows. */
static bool
take_saved(struct run *run, const struct line *next)
{
	struct column_map *b = &run->map;
	struct line first = run->saved.line;

	run->saved.line.count = 0;
	if (!next
		|| (next->count == first.count
			&& is_trailing(next, b->cells))) {
		b->trailing = first.count - b->cells;
		b->cells = first.count;
		diag_at(STATUS_DONE, "delimiter",
			reader_place(run->reader, &first),
			"rows end in a delimiter that the header has not: the empty cell behind it is left out");
	}
	return count_row(run, READER_LINE, &first);
}

/* Any row that is data. The first is kept where it ends in cells that the
 * header has not: one such row is a fault of its own, several are how the file
 * is written. Its text is copied, since the reader's own is gone when the next
 * line is read. Only CSV is asked, as other formats have no delimiters at an
 * end. */
static bool
take_data(struct run *run, enum reader_result result, struct line *line)
{
	const struct export *def = run->reader->def;

	/* What came behind it tells how the row that was kept is meant. */
	if (run->saved.line.count
		&& !take_saved(run, result == READER_LINE ? line : NULL))
		return false;
	if (run->bound || result != READER_LINE || def->format != EXPORT_CSV
		|| def->frame >= 0 || !run->map.names_count
		|| !is_trailing(line, run->map.cells))
		return count_row(run, result, line);
	saved_line_keep(&run->saved, result, line, 1);
	return true;
}

/* Rows that hold no surprise come in runs (write/fast_rows.c), once enough has
 * been looked at; all others one by one. All that was opened is closed whatever
 * happened, and what was counted until then is added to *tally: the rows that
 * were read are accounted for also when the table was not read to its end. */
bool
table_take(struct extract *x, struct reader *reader, struct tally *tally)
{
	struct run whole = { .x = x, .reader = reader }, *run = &whole;
	bool good = begin_table(run), more = good && !run->empty;
	enum reader_result result = READER_END;
	struct line line;
	size_t n;

	if (more)
		table_header(x, reader->def);
	while (more) {
		while (more && run->context.rows >= CONTEXT_LOOKS
			&& (n = fast_rows_rows(&run->fast))) {
			run->filter.lines += n;
			run->tally.data += n;
			run->tally.records += n;
			more = good = tick(run, run->tally.data - n);
		}
		if (!more)
			break;
		result = reader_next(reader, &line);
		more = result == READER_LINE || result == READER_MALFORMED;
		run->torn &= !more;
		if (more)
			run->last = line.number;
		good = more || result == READER_END;
		if (result == READER_LINE && is_moved_header(run, &line))
			more = good = false;
		if (more && !context_heading(&run->context, &line)
			&& row_filter_is_data(&run->filter, &line))
			more = good = take_data(run, result, &line);
	}
	if (good && !run->empty)
		good = (!run->saved.line.count || take_saved(run, NULL))
			&& row_filter_check(&run->filter);
	/* A copy that broke off ends inside a row: how much is missing nobody
	 * can tell, so that it is no matter of what is tolerated. A last row
	 * that ends its line was written so, and is rejected like any other. */
	if (good && !run->empty && run->torn && x->source
		&& run->reader->def->format == EXPORT_CSV
		&& !source_line_ended(run->reader->source)) {
		diag_at(STATUS_DATA, "cut",
			(struct place){ run->reader->file, run->last, 0 },
			"the file ends within this row: it is cut short: fetch it again");
		good = false;
	}
	if (good && run->bound)
		context_tell(&run->context, &x->columns);
	context_close(&run->context);
	row_filter_close(&run->filter);
	fast_rows_close(&run->fast);
	record_close(&run->record);
	columns_close(&run->map);
	saved_line_free(&run->saved);
	tally->data += run->tally.data;
	tally->records += run->tally.records;
	tally->rejected += run->tally.rejected;
	return good;
}
