/* SPDX-License-Identifier: MIT
 *
 * Opens a file by the format its definition names. The two formats of plain
 * text that are read strictly, delimited and fixed width, are carried out
 * here; json.c, workbook.c and tolerant_rows.c have the others. This file
 * stands above them all, so that they may use reader.c and it knows none of
 * them.
 */
#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "input.h"
#include "reader.h"

/* Lines that go on with a record are told by what they begin with, so one at
 * the beginning of a file goes on with nothing. */
static const char no_record_above[] =
	"a line that goes on with a record, and none is above it";

/* What is known of the edges of a column of fixed width: whether another column
 * begins right there, and what rows had. */
enum { EDGE_LEFT = 1, EDGE_RIGHT = 2, EDGE_CUT = 4, EDGE_WHOLE = 8 };

/* Looks once at each column for a number that had become too wide: it is cut,
 * and reads as another one. Where figures always go on, the column is a part of
 * them on purpose; and where they always fill it, it holds codes or dates, which
 * do not grow. */
static void
doubt_edges(struct reader *r, const struct line *line)
{
	const char *begin = line->raw.at, *end = begin + line->raw.len;
	const struct export_column *c;
	unsigned char *edges = r->own;

	for (size_t i = 0; i < line->count; i++) {
		struct span cell = line->cells[i];
		const char *stop = cell.at + cell.len;
		unsigned char had = edges[i];

		if (!cell.len || had >= (EDGE_CUT | EDGE_WHOLE))
			continue;
		if ((stop < end && span_digit(*stop) && span_digit(stop[-1])
			    && !(had & EDGE_RIGHT))
			|| (cell.at > begin && span_digit(cell.at[-1])
				&& span_digit(*cell.at) && !(had & EDGE_LEFT)))
			edges[i] |= EDGE_CUT;
		else if (had & EDGE_WHOLE)
			continue;
		else if (reader_trim(cell).len
			&& reader_trim(cell).len < cell.len)
			edges[i] |= EDGE_WHOLE;
		if (edges[i] == had || had < EDGE_CUT)
			continue;
		/* Cut in some rows and not in others: it is told once. */
		c = r->def->columns;
		for (size_t k = i; c->context != CONTEXT_NONE || k-- > 0;)
			c++;
		diag_at(STATUS_DONE, "edges", reader_place(r, line),
			"\"%.*s\": figures go on beyond characters %zu-%zu in some rows, and not in others: is a number cut?",
			SPAN_ARG(c->name), c->first, c->last);
	}
}

/* Text is decoded only as far as it must be to be cut: cells stay in the
 * encoding of the file until they are written. A line of fixed width is one
 * cell, which no byte splits or quotes. Strict reading has no rows that must be
 * seen one by one, unless lines go on with a record. */
static bool
open_text(struct reader *r)
{
	static const struct csv_bytes whole = { '\n', -1, -1 };
	const struct export_column *c = r->def->columns;
	bool csv = r->def->format == EXPORT_CSV;
	size_t n = r->def->ncolumns;
	unsigned char *edges;

	if (csv) {
		r->settled = !r->def->continued;
		r->bytes = r->def->dialect;
	}
	r->source = decode_source(r->source, r->def->encoding, &r->own_decode);
	if (!r->source)
		return false;
	r->decode = r->own_decode;
	r->csv = csv_reader_open(r->source, csv ? &r->def->dialect : &whole);
	if (csv)
		return true;
	/* Figures may stand side by side where columns do: beyond such an edge
	 * they are another column's, and cut nothing. */
	r->own = edges = mem_new(n + 1, sizeof(*edges));
	for (size_t i = 0; i < n; i++) {
		if (c[i].context != CONTEXT_NONE)
			continue;
		for (size_t k = 0; k < n; k++) {
			if (c[k].context != CONTEXT_NONE
				|| c[k].line != c[i].line)
				continue;
			if (c[k].first <= c[i].first - 1
				&& c[k].last >= c[i].first - 1)
				*edges |= EDGE_LEFT;
			if (c[k].first <= c[i].last + 1
				&& c[k].last >= c[i].last + 1)
				*edges |= EDGE_RIGHT;
		}
		edges++;
	}
	return true;
}

/* Both formats of plain text hold the same. */
static bool
close_text(struct reader *r)
{
	csv_reader_close(r->csv);
	decode_free(r->own_decode);
	mem_free(r->own);
	return true;
}

/* A printer's form feed before a line is no part of it, nor is the mark that
 * the second of two files joined together may bring along. */
static size_t
form_feeds(struct span raw)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t n = 0;

	for (;;)
		if (n < raw.len && raw.at[n] == '\f')
			n++;
		else if (raw.len - n >= 3 && !memcmp(raw.at + n, mark, 3))
			n += 3;
		else
			return n;
}

/* A record of csv_reader as a line, and what it is called here. */
static enum reader_result
result_of(enum csv_result result, const struct csv_record *record,
	struct line *line)
{
	static const enum reader_result results[] = { [CSV_READER_END] =
							      READER_END,
		[CSV_READER_RECORD] = READER_LINE,
		[CSV_READER_MALFORMED] = READER_MALFORMED,
		[CSV_READER_FAULT] = READER_FAULT };

	line->raw = record->raw;
	line->cells = record->cells;
	line->count = record->count;
	line->number = record->line;
	line->fault_line = record->fault_line;
	line->column = record->column;
	return results[result];
}

/* Titles may hold anything, quotes too: they are lines, not records. */
static enum reader_result
title_text(struct reader *r, struct line *line)
{
	uint64_t before = r->def->header ? r->def->header - 1 : r->def->skip;
	struct csv_record record;
	enum csv_result result;

	return reader_above(r, before, &record, &result)
		? result_of(result, &record, line)
		: READER_END;
}

/* `|a|b|` of SAP lists: the frame's bytes are taken off. Where the frame is
 * also the delimiter, an empty cell stands outside it at either end. */
static void
take_frame(struct reader *r, struct line *line)
{
	char frame = (char)r->def->frame;
	struct span raw = line->raw, *cells;
	bool begins, ends;

	while (raw.len
		&& (raw.at[raw.len - 1] == ' ' || raw.at[raw.len - 1] == '\t'))
		raw.len--;
	begins = raw.len && raw.at[0] == frame;
	ends = raw.len > 1 && raw.at[raw.len - 1] == frame;
	line->frame = begins && ends ? FRAME_WHOLE
		: begins || ends     ? FRAME_HALF
				     : FRAME_NONE;
	if (line->frame != FRAME_WHOLE)
		return;
	/* The cells before and behind the frame are empty, and none of the
	 * row's. */
	if (r->def->dialect.delimiter == frame) {
		line->cells++;
		line->count -= line->count > 1 ? 2 : line->count;
		return;
	}
	/* Else the frame's bytes are part of the first and the last cell. */
	cells = reader_cells(r, line->count);
	memcpy(cells, line->cells, line->count * sizeof(*cells));
	span_skip(&cells[0], 1);
	cells[line->count - 1].len =
		(size_t)(raw.at + raw.len - 1 - cells[line->count - 1].at);
	line->cells = cells;
}

/* A line that stands in quotes as a whole, its own quotes doubled, as an Excel
 * of another language saves a file whose delimiter it does not know: cuts it
 * again as it was. False: a quote stands where none may. */
static bool
cut_again(struct reader *r, struct line *line)
{
	int delimiter = r->def->dialect.delimiter;
	struct span rest = line->cells[0], *cells;
	size_t n = 0;

	line->raw = rest;
	buf_clear(&r->text);
	buf_room(&r->text, rest.len); /* so that it does not move */
	for (bool more = true; more; n++) {
		const char *end = rest.at + rest.len, *stop = rest.at;
		size_t from = r->text.len;
		bool quoted = rest.len
			&& (unsigned char)*rest.at == r->def->dialect.quote;

		for (stop += quoted; stop < end; stop++) {
			bool quote = (unsigned char)*stop
				== r->def->dialect.quote;

			if (!quoted && *stop == delimiter)
				break;
			if (quoted && quote && stop + 1 < end
				&& stop[1] == *stop)
				stop++;
			else if (quote && quoted)
				break;
			else if (quote)
				return false;
			if (quoted)
				buf_byte(&r->text, *stop);
		}
		if (quoted
			&& (stop == end
				|| (stop + 1 < end && stop[1] != delimiter)))
			return false;
		cells = reader_cells(r, n + 1);
		cells[n] = quoted
			? (struct span){ r->text.at + from, r->text.len - from }
			: (struct span){ rest.at, (size_t)(stop - rest.at) };
		stop += quoted;
		more = stop < end;
		rest = (struct span){ stop + 1,
			more ? (size_t)(end - stop - 1) : 0 };
	}
	line->cells = cells;
	line->count = n;
	return true;
}

/* Whether a line goes on with the record above it. */
static bool
is_continued(struct reader *r, struct span raw)
{
	struct span text;

	buf_clear(&r->scratch);
	return decode_text(r->decode, &r->scratch, raw, &text)
		&& pattern_matches(r->def->continued, text);
}

/* The next record, without a printer's marks, its frame, and the quotes around
 * a whole line. Where the header is a line in quotes as a whole, each line is;
 * elsewhere one is where it has as many cells as the others when it is cut
 * again. */
static enum reader_result
next_record(struct reader *r, struct line *line)
{
	int quote = r->def->dialect.quote;
	struct csv_record record;
	struct line whole;
	size_t feeds;
	enum reader_result result = result_of(csv_reader_next(r->csv, &record),
		&record, line);

	if (result != READER_LINE || !line->count)
		return result;
	/* A printer's form feed begins a page, and is no part of the first
	 * cell. The reader's cells are left as they are. */
	feeds = form_feeds(line->raw);
	if (feeds) {
		struct span *cells = reader_cells(r, line->count);

		memcpy(cells, line->cells, line->count * sizeof(*cells));
		if (form_feeds(cells[0]) >= feeds) {
			span_skip(&cells[0], feeds);
		}
		line->cells = cells;
		span_skip(&line->raw, feeds);
	}
	if (r->def->frame >= 0)
		take_frame(r, line);
	/* One cell that holds delimiters, and stands in quotes from end to
	 * end. */
	if (!r->begun && r->def->header && quote >= 0 && line->count == 1
		&& (unsigned char)*line->raw.at == quote && line->cells[0].len
		&& memchr(line->cells[0].at, r->def->dialect.delimiter,
			line->cells[0].len))
		r->in_quotes = true;
	r->begun = true;
	if (line->count != 1 || (unsigned char)*line->raw.at != quote
		|| (!r->in_quotes && r->expected < 2))
		return result;
	/* Cut in vain it is a row of one cell whose text is quoted, and given
	 * as it stands. Where the header stood in quotes as a whole this line
	 * should have, too. */
	whole = *line;
	if (!cut_again(r, line)
		|| (!r->in_quotes && line->count != r->expected)) {
		if (!r->in_quotes) {
			*line = whole;
			return result;
		}
		line->fault_line = line->number;
		return READER_MALFORMED;
	}
	if (!r->told)
		diag_at(STATUS_DONE, "quotes", reader_place(r, line),
			"the line stands in quotes as a whole: such lines are read without them");
	r->told = true;
	return result;
}

/* The next record with the lines that go on with it, whose cells follow its own.
 * A record with a line too few or too many has another number of cells than the
 * header, and is told by it. */
static enum reader_result
next_csv(struct reader *r, struct line *line)
{
	enum reader_result got = next_record(r, line);
	size_t count = line->count, at = 0;
	struct csv_record record;
	enum csv_result result;
	struct span *cells;
	bool own;

	if (!r->def->continued || got != READER_LINE || !count)
		return got;
	if (is_continued(r, line->raw)) {
		line->why = no_record_above;
		line->fault_line = line->number;
		return READER_MALFORMED;
	}
	buf_clear(&r->record);
	buf_add(&r->record, line->raw);
	for (size_t i = 0; i < count; i++)
		buf_add(&r->record, line->cells[i]);
	own = line->cells == r->cells; /* these may move */
	cells = reader_cells(r, count);
	if (!own)
		memcpy(cells, line->cells, count * sizeof(*cells));
	while ((result = csv_reader_next(r->csv, &record)) == CSV_READER_RECORD
		&& record.count && is_continued(r, record.raw)) {
		cells = reader_cells(r, count + record.count);
		for (size_t i = 0; i < record.count; i++) {
			buf_add(&r->record, record.cells[i]);
			cells[count++] = record.cells[i];
		}
	}
	if (result == CSV_READER_FAULT)
		return READER_FAULT;
	if (result != CSV_READER_END)
		csv_reader_back(r->csv);
	/* The texts stand end to end, now that they no longer move. */
	buf_string(&r->record);
	at = line->raw.len;
	line->raw.at = r->record.at;
	for (size_t i = 0; i < count; at += cells[i++].len)
		cells[i].at = r->record.at + at;
	line->cells = cells;
	line->count = count;
	return READER_LINE;
}

/* The byte at which character number n (from 0) of s begins, going on from a
 * known place; the length when there are not so many. */
static size_t
character_at(struct span s, size_t n, size_t *known, size_t *at)
{
	while (*known < n && *at < s.len) {
		do
			++*at;
		while (*at < s.len && (s.at[*at] & 0xc0) == 0x80);
		++*known;
	}
	return *known < n ? s.len : *at;
}

/* Cuts a record at the positions of the columns that are cells; its lines are
 * split by LF. */
static size_t
cut_cells(const struct reader *r, struct span raw, bool bytewise,
	struct span *cells)
{
	size_t known = 0, at = 0, n = 0, number = 1;
	struct span rest = raw, line = raw;

	for (size_t i = 0; i < r->def->ncolumns; i++) {
		const struct export_column *c = &r->def->columns[i];
		size_t from = c->first - 1, to = c->last;

		if (c->context != CONTEXT_NONE)
			continue;
		/* Columns may be named in any order of their lines. */
		if (c->line < number) {
			rest = raw;
			number = 1;
			known = at = 0;
		}
		for (; number < c->line; number++, known = at = 0) {
			const char *lf = memchr(rest.at, '\n', rest.len);

			rest.len -= (size_t)(lf + 1 - rest.at);
			rest.at = lf + 1;
		}
		line = rest;
		if (r->def->lines > number)
			line.len = (size_t)((const char *)memchr(line.at, '\n',
						    line.len)
				- line.at);
		/* Places count characters: counting goes on from the column
		 * before, since columns mostly follow each other. */
		if (!bytewise) {
			if (from < known)
				known = at = 0;
			from = character_at(line, from, &known, &at);
			to = character_at(line, to, &known, &at);
		}
		from = from < line.len ? from : line.len;
		to = to < line.len ? to : line.len;
		cells[n++] = (struct span){ line.at + from, to - from };
	}
	return n;
}

/* The next record of fixed width, of one line or several. A CR inside is no
 * text: the rows behind it would be lost in the rest of the line. */
static enum reader_result
next_fixed(struct reader *r, struct line *line)
{
	struct csv_record record;
	enum csv_result got;
	struct span *cells;
	size_t feeds, lines = 1;
	enum reader_result result = result_of(csv_reader_line(r->csv, &record),
		&record, line);

	if (result != READER_LINE)
		return result;
	feeds = form_feeds(line->raw);
	span_skip(&line->raw, feeds);
	if (line->raw.len && memchr(line->raw.at, '\r', line->raw.len)) {
		line->why =
			"a CR stands in the line: where lines end in CR alone, they are not told apart";
		line->fault_line = line->number;
		return READER_MALFORMED;
	}
	/* A record of several lines: those that go on with the first. What does
	 * not have as many as it should is no record. */
	if (r->def->continued) {
		bool orphan = is_continued(r, line->raw);

		buf_clear(&r->text);
		buf_add(&r->text, line->raw);
		while ((got = csv_reader_line(r->csv, &record))
				== CSV_READER_RECORD
			&& is_continued(r, record.raw)) {
			buf_byte(&r->text, '\n');
			buf_add(&r->text, record.raw);
			lines++;
		}
		if (got == CSV_READER_FAULT)
			return READER_FAULT;
		if (got != CSV_READER_END)
			csv_reader_back(r->csv);
		line->raw = (struct span){ buf_string(&r->text), r->text.len };
		line->why = orphan              ? no_record_above
			: lines < r->def->lines ? "the record has too few lines"
			: lines > r->def->lines
			? "the record has too many lines"
			: NULL;
	}
	if (line->why) {
		line->fault_line = line->number;
		return READER_MALFORMED;
	}
	if (line->raw.len && memchr(line->raw.at, '\t', line->raw.len))
		line->note = "holds a TAB, which counts as one character";
	cells = reader_cells(r, r->def->ncolumns);
	line->count = cut_cells(r, line->raw,
		decode_bytewise(r->decode)
			|| utf8_ascii(line->raw) == line->raw.len,
		cells);
	line->cells = cells;
	doubt_edges(r, line);
	return result;
}

static const struct reader_kind csv = { open_text, title_text, next_csv,
	close_text };
static const struct reader_kind fixed = { open_text, title_text, next_fixed,
	close_text };

/* The kind is chosen by the definition alone. Whether the file is of that kind
 * was seen when it was opened (input.c); what remains to be found out is told
 * by the kind itself. */
struct reader *
reader_open(const struct export *def, const char *file)
{
	static const struct reader_kind *const kinds[] = {
		[EXPORT_CSV] = &csv,
		[EXPORT_FIXED] = &fixed,
		[EXPORT_JSON] = &reader_json,
		[EXPORT_XLSX] = &reader_xlsx,
	};
	struct source *source = input_open(file, def);
	struct reader *r;

	if (!source)
		return NULL;
	r = mem_new(1, sizeof(*r));
	r->kind = def->format == EXPORT_CSV && def->loose.on
		? &reader_tolerant
		: kinds[def->format];
	r->def = def;
	utf8_add(&r->name, span_of(file));
	r->file = r->where = buf_string(&r->name);
	/* What holds for text; a kind that is otherwise sets it when it opens.
	 */
	r->mark = ":";
	r->again = -1;
	r->source = source;
	if (r->kind->open(r)) {
		/* One that was guessed, or that a book names, is held against
		 * each cell: letters of another would be read as others. */
		if ((def->guessed || def->def) && r->own_decode)
			decode_suspect(r->own_decode, def->guessed);
		return r;
	}
	if (r->source)
		source_close(r->source);
	buf_free(&r->name);
	mem_free(r);
	return NULL;
}
