/* SPDX-License-Identifier: MIT */
#include "tolerant.h"

#include "base/diag.h"
#include "base/mem.h"
#include "footer.h"
#include "heading.h"
#include "io/loose.h"
#include "reader.h"
#include "tables.h"

/* Lines that tell how many cells a row has before a header does. */
#define FIRST_LINES 64
/* Rows that must have been seen before one is doubted. */
#define DOUBT_ROWS 3

struct tolerant {
	struct loose *loose;
	struct loose_dialect dialect;           /* in the file's encoding */
	struct buf texts;                       /* the dialect's */
	struct tables tables;
	struct held now, ahead;                 /* lines, where one looks on */
	bool looking;                           /* ahead holds the next, */
	bool parted;                            /* empty lines before it */
	struct footer footer;
	struct heading heading;
	bool headed;
	bool measuring;
	size_t usual;                           /* cells of the first rows */
	size_t expected;                        /* cells of a row */
	size_t widest;                          /* of a row met, or to come */
	bool other;                             /* another table has begun */
	char note[128];
};

static bool
encode(struct tolerant *t, const struct reader *r, const char *what,
	struct span text, struct span *bytes)
{
	size_t before = t->texts.len;

	if (!decode_bytes(r->own_decode, &t->texts, text)) {
		diag_fault(r->def->def ? STATUS_CONFIG : STATUS_USAGE, "%s: "
			"the %s \"%.*s\" is not in the encoding %s", r->file,
			what, SPAN_ARG(text), r->def->encoding);
		return false;
	}
	*bytes = (struct span){ t->texts.at + before, t->texts.len - before };
	return true;
}

static bool
encode_dialect(struct tolerant *t, const struct reader *r)
{
	const struct loose_dialect *d = &r->def->loose.dialect;

	/* They must not move. */
	buf_room(&t->texts, d->delimiter.len + d->quote.len + d->escape.len
		+ d->comment.len);
	t->dialect.newline = d->newline;
	return encode(t, r, "delimiter", d->delimiter, &t->dialect.delimiter)
		&& encode(t, r, "quote", d->quote, &t->dialect.quote)
		&& encode(t, r, "escape", d->escape, &t->dialect.escape)
		&& encode(t, r, "comment", d->comment, &t->dialect.comment);
}

static bool
open_loose(struct reader *r)
{
	struct tolerant *t = mem_new(1, sizeof(*t));

	r->own = t;
	r->source = decode_source(r->source, r->def->encoding, &r->own_decode);
	if (!r->source || !encode_dialect(t, r)) {
		decode_free(r->own_decode);
		buf_free(&t->texts);
		mem_free(t);
		return false;
	}
	r->decode = r->own_decode;
	t->loose = loose_open(r->source, &t->dialect, &r->def->loose.limits);
	t->widest = r->def->loose.widest;
	footer_begin(&t->footer, r->def->loose.footer);
	return true;
}

static bool
close_loose(struct reader *r)
{
	struct tolerant *t = r->own;

	loose_close(t->loose);
	decode_free(r->own_decode);
	buf_free(&t->texts);
	tables_free(&t->tables);
	footer_free(&t->footer);
	heading_free(&t->heading);
	held_free(&t->now);
	held_free(&t->ahead);
	mem_free(t);
	return true;
}

static enum reader_result
line_of(const struct loose_record *record, enum loose_result result,
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
	if (result == LOOSE_RECORD)
		return READER_LINE;
	if (result != LOOSE_ODD)
		return result == LOOSE_END ? READER_END : READER_FAULT;
	line->why = loose_words(record->why);
	line->whole = record->why == LOOSE_STRAY
		|| record->why == LOOSE_UNCLOSED;
	return READER_MALFORMED;
}

static enum reader_result
title_loose(struct reader *r, struct line *line)
{
	const struct export_loose *l = &r->def->loose;
	uint64_t before = l->nheaders && !l->table ? l->headers[0] - 1
		: r->def->skip;
	struct tolerant *t = r->own;
	struct loose_record record;
	enum loose_result result;

	if (!before)
		return READER_END;
	result = loose_line(t->loose, &record);
	if (result == LOOSE_RECORD && record.line > before) {
		loose_back(t->loose);
		return READER_END;
	}
	return line_of(&record, result, line);
}

/* The next line that is no comment. */
static enum reader_result
take(struct tolerant *t, struct line *line, uint64_t *lines)
{
	struct loose_record record;
	enum loose_result result = loose_next(t->loose, &record);

	*lines = record.lines;
	return line_of(&record, result, line);
}

static void
keep(struct held *h, struct tolerant *t)
{
	enum reader_result result;
	struct line line;
	uint64_t lines;

	result = take(t, &line, &lines);
	held_keep(h, result, &line, lines);
}

static bool
is_line(const struct held *h)
{
	return h->result == READER_LINE || h->result == READER_MALFORMED;
}

/* The next line that is not empty, ahead of the one that is looked at. */
static void
look_on(struct tolerant *t)
{
	t->parted = false;
	do
		keep(&t->ahead, t);
	while (is_line(&t->ahead) && tables_empty(&t->ahead.line)
		&& (t->parted = true));
}

/* Lines one by one, of the table that is asked for. Empty ones are left out. */
static enum reader_result
take_of_table(struct tolerant *t, uint64_t asked, struct line *line,
	uint64_t *lines)
{
	for (;;) {
		struct held old = t->now;

		if (!t->looking)
			look_on(t);
		t->looking = true;
		t->tables.parted |= t->parted;
		t->now = t->ahead;
		t->ahead = old;
		if (!is_line(&t->now))
			return t->now.result;
		look_on(t);
		tables_begins(&t->tables, &t->now.line,
			is_line(&t->ahead) ? t->ahead.line.count : 0);
		if (t->tables.number > asked)
			return READER_END;
		if (t->tables.number < asked)
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
	struct tolerant *t = r->own;
	enum reader_result result;

	for (;;) {
		if (footer_give(&t->footer, &result, line))
			return result;
		result = asked ? take_of_table(t, asked, line, &lines)
			: take(t, line, &lines);
		if (!footer_take(&t->footer, result, line, lines))
			return result;
	}
}

/* No header tells how many cells a row has: most of the first rows do. */
static enum reader_result
read_none(struct reader *r, struct tolerant *t)
{
	if (t->expected)
		return READER_LINE;
	diag_at(STATUS_DATA, "header", (struct place){ r->file, 0, 0 },
		"there is no row, and no header");
	return READER_FAULT;
}

/* A header that is not sound still has names, cut as people would. */
static void
say_header(const struct reader *r, const struct line *line)
{
	diag_at(STATUS_DONE, "header", (struct place){ r->file,
		line->fault_line, line->column }, "the header: %s", line->why);
}

static bool
is_asked(const struct reader *r, size_t i, uint64_t nth,
	const struct line *line)
{
	const struct export_loose *l = &r->def->loose;

	if (!l->nheaders)
		return true;
	return (l->table ? nth : line->number) >= l->headers[i];
}

/* The header's lines; what stands empty before the first is passed over. */
static enum reader_result
read_header(struct reader *r, struct tolerant *t)
{
	const struct export_loose *l = &r->def->loose;
	size_t lines = l->nheaders ? l->nheaders : 1;
	struct line line;

	for (uint64_t nth = 1; t->heading.count < lines; nth++) {
		enum reader_result result = next_line(r, &line);

		if (result == READER_FAULT)
			return result;
		if (result == READER_END)
			break;
		if (!is_asked(r, t->heading.count, nth, &line)
			|| (!t->heading.count && tables_empty(&line)))
			continue;
		if (result == READER_MALFORMED && !line.whole)
			return result;
		if (result == READER_MALFORMED && !t->measuring)
			say_header(r, &line);
		heading_add(&t->heading, &line);
		if (line.count > t->expected)
			t->expected = line.count;
	}
	return t->heading.count ? READER_LINE : READER_END;
}

static enum reader_result
first_line(struct reader *r, struct line *line)
{
	struct tolerant *t = r->own;
	enum reader_result result;

	t->usual = loose_usual(t->loose, FIRST_LINES);
	loose_expect(t->loose, t->usual);
	if (r->def->loose.headerless)
		t->expected = t->usual;
	result = r->def->loose.headerless ? read_none(r, t)
		: read_header(r, t);
	if (result != READER_LINE)
		return result;
	loose_expect(t->loose, t->expected);
	t->tables.width = t->expected;
	if (!r->def->loose.table)
		profile_begin(&t->tables.profile, t->expected);
	heading_line(&t->heading, t->widest > t->expected ? t->widest
		: t->expected, line);
	/* Where it stands has been settled here. */
	line->number = r->def->header;
	return READER_LINE;
}

static bool
has_nul(const struct line *line)
{
	if (!line->raw.len || !memchr(line->raw.at, '\0', line->raw.len))
		return false;
	for (size_t i = 0; i < line->count; i++)
		if (line->cells[i].len && memchr(line->cells[i].at, '\0',
			line->cells[i].len))
			return true;
	return false;
}

static enum reader_result
refuse(struct line *line, const char *reason, const char *why)
{
	line->reason = reason;
	line->why = why;
	line->fault_line = line->number;
	return READER_MALFORMED;
}

/* Cells of a row cut at another delimiter; false when it has not as many. */
static bool
cut_at(struct reader *r, const struct line *line, char byte, size_t cells)
{
	struct span rest = line->raw;
	struct span *made = reader_cells(r, cells);

	for (size_t i = 0; i < cells; i++) {
		const char *stop = rest.len ? memchr(rest.at, byte, rest.len)
			: NULL;

		if (!stop != (i + 1 == cells))
			return false;
		made[i] = (struct span){ rest.at, stop
			? (size_t)(stop - rest.at) : rest.len };
		if (stop)
			rest.at = stop + 1;
		rest.len -= made[i].len + (stop != NULL);
	}
	return true;
}

/* A row that another delimiter splits as well, with figures in the columns
 * that hold figures, as the cut that is asked for has not: that it has the
 * right number of cells is chance. */
static bool
is_doubtful(struct reader *r, const struct line *line)
{
	static const char others[] = ";,\t|";
	struct tolerant *t = r->own;
	const struct profile *p = &t->tables.profile;
	size_t misfits;

	if (line->stated || p->rows < DOUBT_ROWS || t->expected < 2)
		return false;
	misfits = profile_misfits(p, line->cells);
	for (const char *other = others; misfits && *other; other++)
		if (!span_equal((struct span){ other, 1 },
			t->dialect.delimiter)
			&& cut_at(r, line, *other, t->expected)
			&& !profile_misfits(p, r->cells))
			return true;
	return false;
}

/* Whether the line seems to be the header of another table: surely, where it
 * has words in two columns that had figures only. */
static enum otherness { OTHER_NOT, OTHER_MAYBE, OTHER_SURELY }
is_other(struct reader *r, const struct line *line)
{
	struct tolerant *t = r->own;

	if (t->other)
		return OTHER_SURELY;
	if (r->def->loose.table || t->tables.profile.rows < DOUBT_ROWS
		|| !tables_other(&t->tables, line))
		return OTHER_NOT;
	t->other = profile_misfits(&t->tables.profile, line->cells) > 1;
	return t->other ? OTHER_SURELY : OTHER_MAYBE;
}

/* What makes a row doubtful though it has as many cells as it should. Where
 * there is a reason, it is not to be taken. */
static const char *
doubt(struct reader *r, const struct line *line, const char **reason)
{
	static const char words[] = "another table seems to begin here "
		"(--table 2)";

	*reason = NULL;
	switch (is_other(r, line)) {
	case OTHER_SURELY:
		*reason = "other_table";
		return words;
	case OTHER_MAYBE:
		return words;
	case OTHER_NOT:
		break;
	}
	if (!is_doubtful(r, line))
		return NULL;
	*reason = "other_delimiter";
	return "another delimiter splits the row as well";
}

/* Fills up with empty cells. */
static void
fill(struct reader *r, struct line *line, size_t cells)
{
	struct span *made = reader_cells(r, cells);

	memmove(made, line->cells, line->count * sizeof(*made));
	while (line->count < cells)
		made[line->count++] = (struct span){ "", 0 };
	line->cells = made;
}

/* A row with another number of cells: filled, kept, or left to be refused. */
static void
even_out(struct reader *r, struct line *line)
{
	struct tolerant *t = r->own;
	enum export_ragged ragged = r->def->loose.ragged;

	if (ragged == RAGGED_REJECT || (ragged == RAGGED_PAD
		&& line->count > t->expected))
		return;
	if (line->count != t->expected && !line->note) {
		snprintf(t->note, sizeof(t->note), "%zu cells, not %zu: %s",
			line->count, t->expected, line->count < t->expected
			? "the others are left empty"
			: "the others have columns of their own");
		line->note = t->note;
	}
	if (line->count < t->widest || line->count < t->expected)
		fill(r, line, t->widest > t->expected ? t->widest
			: t->expected);
}

/* What becomes of a line that is not sound. */
static enum reader_result
take_odd(struct reader *r, struct line *line)
{
	struct tolerant *t = r->own;

	if (r->def->loose.ragged == RAGGED_REJECT || !line->whole)
		return READER_MALFORMED;
	snprintf(t->note, sizeof(t->note), "%s: kept as it is written",
		line->why);
	line->note = t->note;
	if (r->def->loose.ragged == RAGGED_PAD && line->count > t->expected)
		return READER_MALFORMED;
	even_out(r, line);
	return READER_LINE;
}

static enum reader_result
take_sound(struct reader *r, struct line *line)
{
	struct tolerant *t = r->own;
	const char *reason = NULL, *why;

	if (line->count == t->expected) {
		why = doubt(r, line, &reason);
		if (reason && r->def->loose.ragged != RAGGED_KEEP)
			return refuse(line, reason, why);
		line->note = why;
		if (!why && !r->def->loose.table)
			profile_add(&t->tables.profile, line->cells);
	}
	t->tables.parted = false;
	even_out(r, line);
	return READER_LINE;
}

static enum reader_result
take_line(struct reader *r, enum reader_result result, struct line *line)
{
	struct tolerant *t = r->own;

	if (result != READER_LINE && result != READER_MALFORMED)
		return result;
	if (tables_empty(line) && !line->stated) {
		if (!r->def->loose.table)
			t->tables.parted = true;
		return READER_LINE;
	}
	if (has_nul(line))
		return refuse(line, "bad_encoding", "a NUL byte is no text "
			"(is the file in utf-16?)");
	return result == READER_LINE ? take_sound(r, line)
		: take_odd(r, line);
}

static enum reader_result
next_row(struct reader *r, struct line *line)
{
	struct tolerant *t = r->own;
	enum reader_result result;

	do {
		result = next_line(r, line);
	} while (result == READER_LINE && heading_again(&t->heading, line));
	return take_line(r, result, line);
}

static enum reader_result
next_loose(struct reader *r, struct line *line)
{
	struct tolerant *t = r->own;

	if (t->headed)
		return next_row(r, line);
	t->headed = true;
	return first_line(r, line);
}

const struct reader_kind reader_loose = { open_loose, title_loose, next_loose,
	close_loose };

bool
tolerant_widest(const struct exportdef *def, const char *file, size_t *widest)
{
	struct reader *r = reader_open(def, file);
	enum reader_result result;
	struct line line;

	if (!r)
		return false;
	((struct tolerant *)r->own)->measuring = true;
	while ((result = reader_title(r, &line)) == READER_LINE
		|| result == READER_MALFORMED)
		continue;
	while (result != READER_FAULT
		&& ((result = reader_next(r, &line)) == READER_LINE
		|| result == READER_MALFORMED))
		if (line.count > *widest && result == READER_LINE)
			*widest = line.count;
	return reader_close(r) && result == READER_END;
}
