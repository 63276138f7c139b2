/* SPDX-License-Identifier: MIT
 *
 * Opens a file by the format its definition names. The two formats of plain
 * text that are read strictly, delimited and fixed width, are carried out
 * here; json.c, workbook.c and tolerant_rows.c have the others. This file
 * stands above them all, so that they may use reader.c and it knows none of
 * them.
 */
#include "base/mem.h"
#include "base/utf8.h"
#include "reader.h"

static bool
open_text(struct reader *r, const struct csv_bytes *dialect)
{
	r->source = decode_source(r->source, r->def->encoding, &r->own_decode);
	if (!r->source)
		return false;
	r->decode = r->own_decode;
	r->csv = csv_reader_open(r->source, dialect);
	return true;
}

static bool
open_csv(struct reader *r)
{
	r->settled = true;
	r->bytes = r->def->dialect;
	return open_text(r, &r->def->dialect);
}

static bool
open_fixed(struct reader *r)
{
	static const struct csv_bytes whole = { '\n', -1, -1 };

	return open_text(r, &whole);
}

static bool
close_text(struct reader *r)
{
	csv_reader_close(r->csv);
	decode_free(r->own_decode);
	return true;
}

/* A printer's form feed before a line is no part of it. */
static size_t
form_feeds(struct span raw)
{
	size_t n = 0;

	while (n < raw.len && raw.at[n] == '\f')
		n++;
	return n;
}

static enum reader_result
result_of(enum csv_result result, const struct csv_record *record,
	struct line *line)
{
	line->raw = record->raw;
	line->cells = record->cells;
	line->count = record->count;
	line->number = record->line;
	line->fault_line = record->fault_line;
	line->column = record->column;
	switch (result) {
	case CSV_READER_END:
		return READER_END;
	case CSV_READER_RECORD:
		return READER_LINE;
	case CSV_READER_MALFORMED:
		return READER_MALFORMED;
	case CSV_READER_FAULT:
		break;
	}
	return READER_FAULT;
}

/* Titles may hold anything, quotes too: they are lines, not records. */
static enum reader_result
title_text(struct reader *r, struct line *line)
{
	uint64_t before = r->def->header ? r->def->header - 1 : r->def->skip;
	struct csv_record record;
	enum csv_result result;

	if (!before)
		return READER_END;
	result = csv_reader_line(r->csv, &record);
	if (result == CSV_READER_RECORD && record.line > before) {
		csv_reader_back(r->csv);
		return READER_END;
	}
	return result_of(result, &record, line);
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
	if (r->def->dialect.delimiter == frame) {
		line->cells++;
		line->count -= line->count > 1 ? 2 : line->count;
		return;
	}
	cells = reader_cells(r, line->count);
	memcpy(cells, line->cells, line->count * sizeof(*cells));
	cells[0].at++;
	cells[0].len--;
	cells[line->count - 1].len =
		(size_t)(raw.at + raw.len - 1 - cells[line->count - 1].at);
	line->cells = cells;
}

static enum reader_result
next_csv(struct reader *r, struct line *line)
{
	struct csv_record record;
	enum reader_result result;
	size_t feeds;

	result = result_of(csv_reader_next(r->csv, &record), &record, line);
	if (result != READER_LINE || !line->count)
		return result;
	feeds = form_feeds(line->raw);
	if (feeds) {
		struct span *cells = reader_cells(r, line->count);

		memcpy(cells, line->cells, line->count * sizeof(*cells));
		if (form_feeds(cells[0]) >= feeds) {
			cells[0].at += feeds;
			cells[0].len -= feeds;
		}
		line->cells = cells;
		line->raw.at += feeds;
		line->raw.len -= feeds;
	}
	if (r->def->frame >= 0)
		take_frame(r, line);
	return result;
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

static void
cut_cells(const struct reader *r, struct span raw, bool bytewise,
	struct span *cells)
{
	size_t known = 0, at = 0;

	for (size_t i = 0; i < r->def->ncolumns; i++) {
		const struct export_column *c = &r->def->columns[i];
		size_t from = c->first - 1, to = c->last;

		if (!bytewise) {
			if (from < known)
				known = at = 0;
			from = character_at(raw, from, &known, &at);
			to = character_at(raw, to, &known, &at);
		}
		from = from < raw.len ? from : raw.len;
		to = to < raw.len ? to : raw.len;
		cells[i] = (struct span){ raw.at + from, to - from };
	}
}

static enum reader_result
next_fixed(struct reader *r, struct line *line)
{
	struct csv_record record;
	enum reader_result result;
	struct span *cells;
	size_t feeds;

	result = result_of(csv_reader_line(r->csv, &record), &record, line);
	if (result != READER_LINE)
		return result;
	feeds = form_feeds(line->raw);
	line->raw.at += feeds;
	line->raw.len -= feeds;
	cells = reader_cells(r, r->def->ncolumns);
	cut_cells(r, line->raw,
		decode_bytewise(r->decode)
			|| utf8_ascii(line->raw) == line->raw.len,
		cells);
	line->cells = cells;
	line->count = r->def->ncolumns;
	return result;
}

static const struct reader_kind csv = { open_csv, title_text, next_csv,
	close_text };
static const struct reader_kind fixed = { open_fixed, title_text, next_fixed,
	close_text };

struct reader *
reader_open(const struct export *def, const char *file)
{
	static const struct reader_kind *const kinds[] = {
		[EXPORT_CSV] = &csv,
		[EXPORT_FIXED] = &fixed,
		[EXPORT_JSON] = &reader_json,
		[EXPORT_XLSX] = &reader_xlsx,
	};
	struct source *source = source_open(file);
	struct reader *r;

	if (!source)
		return NULL;
	r = mem_new(1, sizeof(*r));
	r->kind = def->format == EXPORT_CSV && def->loose.on
		? &reader_tolerant
		: kinds[def->format];
	r->def = def;
	utf8_add(&r->name, span_of(file));
	r->file = buf_string(&r->name);
	r->mark = ":";
	r->again = -1;
	r->source = source;
	if (r->kind->open(r))
		return r;
	if (r->source)
		source_close(r->source);
	buf_free(&r->name);
	mem_free(r);
	return NULL;
}
