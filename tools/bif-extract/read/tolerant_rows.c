/* SPDX-License-Identifier: MIT
 *
 * Delimited text that is not what it should be, read by csv/tolerant: which
 * lines are of the table that is asked for, the header, however many lines it
 * has, and what becomes of rows with cells too many or too few.
 *
 * A row is never taken where its cells may stand in the wrong columns: such a
 * row is READER_MALFORMED, or, when ragged rows are to be kept, it has a note
 * that says so. row_check.c decides that; saved_line.c and heading.c
 * know which lines are rows.
 */
#include "base/diag.h"
#include "base/mem.h"
#include "heading.h"
#include "csv/csv_reader.h"
#include "reader.h"
#include "row_check.h"

/* Lines that tell how many cells a row has before a header does. */
#define FIRST_LINES 64

/* What reading tolerantly keeps from one line to the next. */
struct tolerant_rows {
	struct csv_dialect dialect; /* in the file's encoding */
	struct buf texts;           /* the dialect's */
	struct row_check rows;
	struct saved_line now, ahead; /* lines, where one looks on */
	bool looking;                 /* ahead holds the next, */
	bool parted;                  /* empty lines before it */
	struct footer footer;
	struct heading heading;
	bool headed;
	bool runs;    /* rows may come in runs */
	size_t usual; /* cells of the first rows */
};

/* A text of the dialect in the encoding of the file, where its bytes are looked
 * for; one that it does not have cannot be met there. */
static bool
encode(struct tolerant_rows *t, const struct reader *r, const char *what,
	struct span text, struct span *bytes)
{
	size_t before = t->texts.len;

	if (!decode_bytes(r->own_decode, &t->texts, text)) {
		diag_file(r->def->def ? STATUS_CONFIG : STATUS_USAGE, r->file,
			"the %s \"%.*s\" is not in the encoding %s", what,
			SPAN_ARG(text), r->def->encoding);
		return false;
	}
	*bytes = (struct span){ t->texts.at + before, t->texts.len - before };
	return true;
}

/* Opens the reader with its dialect, which is written in UTF-8 and met in the
 * encoding of the file. */
static bool
open_tolerant(struct reader *r)
{
	struct tolerant_rows *t = mem_new(1, sizeof(*t));
	const struct csv_dialect *d = &r->def->loose.dialect;
	struct csv_dialect *own = &t->dialect;

	r->own = t;
	/* The texts must not move. */
	buf_room(&t->texts,
		d->delimiter.len + d->quote.len + d->escape.len
			+ d->comment.len);
	own->newline = d->newline;
	r->source = decode_source(r->source, r->def->encoding, &r->own_decode);
	if (!r->source
		|| !encode(t, r, "delimiter", d->delimiter, &own->delimiter)
		|| !encode(t, r, "quote", d->quote, &own->quote)
		|| !encode(t, r, "escape", d->escape, &own->escape)
		|| !encode(t, r, "comment", d->comment, &own->comment)) {
		decode_free(r->own_decode);
		buf_free(&t->texts);
		mem_free(t);
		return false;
	}
	r->decode = r->own_decode;
	r->csv = csv_reader_tolerant(r->source, own, &r->def->loose.limits);
	if (r->def->loose.ragged == RAGGED_KEEP)
		csv_reader_mend(r->csv);
	r->bytes = (struct csv_bytes){ own->delimiter.len ? *own->delimiter.at
							  : '\n',
		own->quote.len ? (unsigned char)*own->quote.at : -1, -1 };
	t->rows.delimiter = own->delimiter;
	t->rows.widest = r->def->loose.widest;
	footer_begin(&t->footer, r->def->loose.footer);
	return true;
}

/* Frees what reading this way needs. No fault is found here: each was told
 * where it stands. */
static bool
close_tolerant(struct reader *r)
{
	struct tolerant_rows *t = r->own;

	csv_reader_close(r->csv);
	decode_free(r->own_decode);
	buf_free(&t->texts);
	table_split_free(&t->rows.tables);
	footer_free(&t->footer);
	heading_free(&t->heading);
	saved_line_free(&t->now);
	saved_line_free(&t->ahead);
	mem_free(t);
	return true;
}

/* A record of csv_reader as a line, and what it is called here. */
static enum reader_result
line_of(const struct csv_record *record, enum csv_result result,
	struct line *line)
{
	memset(line, 0, sizeof(*line));
	line->raw = record->raw;
	line->cells = record->cells;
	line->count = record->count;
	line->number = record->line;
	line->fault_line = record->fault_line;
	line->column = record->column;
	line->stated = record->quoted;
	line->mended = record->mended;
	if (result == CSV_READER_RECORD)
		return READER_LINE;
	if (result != CSV_READER_MALFORMED)
		return result == CSV_READER_END ? READER_END : READER_FAULT;
	line->why = csv_reader_words(record->why);
	line->whole = record->why == CSV_STRAY || record->why == CSV_UNCLOSED;
	return READER_MALFORMED;
}

/* The lines that stand before the header, as they are. */
static enum reader_result
title_tolerant(struct reader *r, struct line *line)
{
	const struct export_tolerant *l = &r->def->loose;
	uint64_t before = l->nheaders && !l->table ? l->headers[0] - 1
						   : r->def->skip;
	struct csv_record record;
	enum csv_result result;

	return reader_above(r, before, &record, &result)
		? line_of(&record, result, line)
		: READER_END;
}

/* The next line that is no comment, and how many physical lines it has. */
static enum reader_result
take(struct reader *r, struct line *line, uint64_t *lines)
{
	struct csv_record record;
	enum csv_result result = csv_reader_next(r->csv, &record);

	*lines = record.lines;
	return line_of(&record, result, line);
}

/* Whether a saved line is one, not the end or a fault. */
static bool
is_line(const struct saved_line *h)
{
	return h->result == READER_LINE || h->result == READER_MALFORMED;
}

/* Keeps the next line that is not empty, ahead of the one that is looked at. */
static void
look_on(struct reader *r, struct tolerant_rows *t)
{
	enum reader_result result;
	struct line line;
	uint64_t lines;

	t->parted = false;
	do {
		result = take(r, &line, &lines);
		saved_line_keep(&t->ahead, result, &line, lines);
	} while (result == READER_LINE && table_split_empty(&t->ahead.line)
		&& (t->parted = true));
}

/* Lines one by one, of the table that is asked for. Empty ones are left out. */
static enum reader_result
take_of_table(struct reader *r, uint64_t asked, struct line *line,
	uint64_t *lines)
{
	struct tolerant_rows *t = r->own;

	for (;;) {
		struct saved_line old = t->now;

		if (!t->looking)
			look_on(r, t);
		t->looking = true;
		t->rows.tables.parted |= t->parted;
		t->now = t->ahead;
		t->ahead = old;
		if (!is_line(&t->now))
			return t->now.result;
		look_on(r, t);
		/* A table begins where the line behind has as many cells: so
		 * one line is always read ahead. */
		table_split_begins(&t->rows.tables, &t->now.line,
			is_line(&t->ahead) ? t->ahead.line.count : 0);
		if (t->rows.tables.number > asked)
			return READER_END;
		if (t->rows.tables.number < asked)
			continue;
		*line = t->now.line;
		*lines = t->now.lines;
		return t->now.result;
	}
}

/* The lines that may be rows, without the footer. */
static enum reader_result
next_line(struct reader *r, struct line *line)
{
	uint64_t asked = r->def->loose.table, lines = 1;
	struct tolerant_rows *t = r->own;
	enum reader_result result;

	for (;;) {
		if (footer_give(&t->footer, &result, line))
			return result;
		result = asked ? take_of_table(r, asked, line, &lines)
			       : take(r, line, &lines);
		if (!footer_take(&t->footer, result, line, lines))
			return result;
	}
}

/* The header's lines; what stands empty before the first is passed over. */
static enum reader_result
read_header(struct reader *r, struct tolerant_rows *t)
{
	const struct export_tolerant *l = &r->def->loose;
	size_t lines = l->nheaders ? l->nheaders : 1;
	struct line line;
	bool wanted;

	for (uint64_t nth = 1; t->heading.count < lines; nth++) {
		enum reader_result result = next_line(r, &line);

		if (result == READER_FAULT)
			return result;
		if (result == READER_END)
			break;
		wanted = !l->nheaders
			|| (l->table ? nth : line.number)
				>= l->headers[t->heading.count];
		if (!wanted
			|| (!t->heading.count && result == READER_LINE
				&& table_split_empty(&line)))
			continue;
		/* A header that is not sound still has names, cut as people
		 * would; beyond a limit it has none. */
		if (result == READER_MALFORMED && !r->measuring)
			diag_at(line.whole ? STATUS_DONE : STATUS_DATA,
				"header",
				(struct place){ r->file, line.fault_line,
					line.column },
				"the header: %s", line.why);
		if (result == READER_MALFORMED && !line.whole)
			return READER_FAULT;
		heading_add(&t->heading, &line);
		if (line.count > t->rows.expected)
			t->rows.expected = line.count;
	}
	return t->heading.count ? READER_LINE : READER_END;
}

/* The header first, or, without one, how many cells a row has by the first
 * rows; then rows, the repeated header passed over. Rows come in
 * runs once enough has been seen to tell a doubtful one by its cells alone; and
 * not behind an empty line, or in another table. */
static enum reader_result
next_tolerant(struct reader *r, struct line *line)
{
	const struct export_tolerant *l = &r->def->loose;
	struct tolerant_rows *t = r->own;
	enum reader_result result = READER_LINE;
	struct row_check *rows = &t->rows;
	struct span first = SPAN("");

	if (t->headed) {
		do
			result = next_line(r, line);
		while (result == READER_LINE
			&& heading_again(&t->heading, line));
		result = row_check_take(rows, r, result, line);
		r->settled = t->runs
			&& column_kinds_learned(&rows->tables.profile)
			&& !rows->tables.parted && !rows->other
			&& !t->heading.next;
		return result;
	}
	t->headed = true;
	t->usual = csv_reader_usual(r->csv, FIRST_LINES);
	csv_reader_expect(r->csv, t->usual);
	if (!l->headerless) {
		result = read_header(r, t);
	} else if (!t->usual) {
		/* No header tells how many cells a row has, and no row. */
		diag_at(STATUS_DATA, "header", reader_place(r, NULL),
			"there is no row, and no header");
		result = READER_FAULT;
	} else {
		rows->expected = t->usual;
	}
	if (result != READER_LINE)
		return result;
	/* From here on a row is held to that number of cells. */
	csv_reader_expect(r->csv, rows->expected);
	rows->tables.width = rows->expected;
	if (!l->table)
		column_kinds_begin(&rows->tables.profile, rows->expected);
	heading_line(&t->heading,
		rows->widest > rows->expected ? rows->widest : rows->expected,
		l->carry, line);
	/* Where it stands has been settled here. */
	line->number = r->def->header;
	/* A repeated header is known by its first byte behind blanks; where it
	 * begins with an empty cell, no byte tells. */
	if (t->heading.count && t->heading.rows[0].line.count)
		first = reader_trim(t->heading.rows[0].line.cells[0]);
	r->again = first.len ? (unsigned char)*first.at : -1;
	r->kinds = &rows->tables.profile;
	t->runs = !l->table && !l->footer && (l->headerless || r->again >= 0)
		&& rows->widest <= rows->expected;
	return READER_LINE;
}

const struct reader_kind reader_tolerant = { open_tolerant, title_tolerant,
	next_tolerant, close_tolerant };
