/* SPDX-License-Identifier: MIT
 *
 * Cuts one record into cells by any dialect: delimiters of several bytes, any
 * quote, escapes, cells of several lines. It takes what RFC 4180 and libcsv
 * take (a test compares them) and says where and why it refuses the rest; what
 * that costs is tolerant_repair.c's to say. Only lines that csv_index could
 * not vouch for come here, so this may be slow.
 */
#include "csv/irregular.h"

#include "base/mem.h"

enum { SLOT_QUOTE, SLOT_ESCAPE };

/* A record on its way. Positions are of the window, which moves as lines are
 * found: nothing is kept as a pointer. */
struct way {
	struct tolerant_cut *cut;
	struct linebuf *lines;
	const struct csv_dialect *dialect;
	const struct csv_limits *limits;
	struct linebuf_line line; /* the line it has come to */
	size_t record;            /* where it begins */
	size_t at;
	size_t cell_begin, cell_line; /* the line that the cell begins in */
	bool lenient;                 /* a stray quote is text */
};

/* Where positions count from; each line that is found may move it. */
static const char *
window(const struct way *w)
{
	return linebuf_text(w->lines);
}

/* Whether such bytes stand at a place, in the line. */
static bool
stands(const struct way *w, struct span bytes, size_t at)
{
	return bytes.len && at + bytes.len <= w->line.end
		&& window(w)[at] == bytes.at[0]
		&& !memcmp(window(w) + at, bytes.at, bytes.len);
}

size_t
tolerant_cut_find(const char *text, size_t at, size_t end, struct span bytes)
{
	while (at + bytes.len <= end) {
		const char *first = memchr(text + at, bytes.at[0],
			end - at - bytes.len + 1);

		if (!first)
			break;
		at = (size_t)(first - text);
		if (!memcmp(first, bytes.at, bytes.len))
			return at;
		at++;
	}
	return end;
}

/* For a byte of the line it has come to, or of that in which the cell begins.
 */
static enum csv_why
refuse(struct way *w, enum csv_why why, size_t at)
{
	bool above = at < w->line.begin;

	w->cut->fault = at;
	w->cut->fault_line = above ? w->cell_line : w->cut->lines - 1;
	w->cut->fault_begin = above ? w->cell_begin : w->line.begin;
	w->cut->end = w->line.end;
	w->cut->next = w->line.next;
	return why;
}

void
tolerant_cut_add(struct tolerant_cut *cut, size_t at, size_t len, bool made)
{
	MEM_GROW(cut->cells, cut->cap, cut->count + 1);
	cut->cells[cut->count++] = (struct tolerant_cell){ at, len, made };
}

/* A cell that stands between two places. */
static enum csv_why
take_cell(struct way *w, size_t begin, size_t end)
{
	if (w->cut->count == w->limits->columns)
		return refuse(w, CSV_MANY_CELLS, begin);
	if (end - begin > w->limits->cell)
		return refuse(w, CSV_LONG_CELL, begin);
	tolerant_cut_add(w->cut, begin, end - begin, false);
	return CSV_SOUND;
}

/* A cell that was put together at the end of text, from `from` on. */
static enum csv_why
take_made(struct way *w, size_t begin, size_t from)
{
	if (w->cut->count == w->limits->columns)
		return refuse(w, CSV_MANY_CELLS, begin);
	tolerant_cut_add(w->cut, from, w->cut->text.len - from, true);
	return CSV_SOUND;
}

/* Adds what stands between two places to the text. */
static void
add_text(struct way *w, size_t from, size_t to)
{
	buf_add(&w->cut->text, (struct span){ window(w) + from, to - from });
}

/* The cell goes on in the next line. */
static enum csv_why
next_line(struct way *w)
{
	struct linebuf_line line;
	enum linebuf_result found;

	if (w->cut->lines >= w->limits->lines)
		return CSV_LONG_QUOTE;
	found = linebuf_find(w->lines, w->line.next, &line);
	if (found == LINEBUF_FAULT)
		return CSV_UNREAD;
	if (found == LINEBUF_END)
		return CSV_UNCLOSED;
	if (found == LINEBUF_LONG || line.end - w->record > w->limits->row)
		return CSV_LONG_ROW;
	w->line = line;
	w->cut->lines++;
	return CSV_SOUND;
}

/* The first quote or escape at or after w->at, or the line's end. */
static size_t
find_special(const struct way *w)
{
	const struct csv_dialect *d = w->dialect;
	size_t quote = linebuf_byte(w->lines, SLOT_QUOTE, d->quote.at[0], w->at,
		w->line.end);
	size_t escape = d->escape.len ? linebuf_byte(w->lines, SLOT_ESCAPE,
				d->escape.at[0], w->at, w->line.end)
				      : w->line.end;

	return quote < escape ? quote : escape;
}

/* An escape at w->at: adds what it stands for. `from` is where the text of the
 * cell that is not yet added begins. False: it is text itself. */
static bool
take_escape(struct way *w, size_t *from)
{
	const struct csv_dialect *d = w->dialect;
	const struct span *meant[] = { &d->quote, &d->escape, &d->delimiter };
	size_t after = w->at + d->escape.len;

	for (size_t i = 0; i < 3; i++) {
		if (!stands(w, *meant[i], after))
			continue;
		add_text(w, *from, w->at);
		*from = after;
		w->at = after + meant[i]->len;
		return true;
	}
	return false;
}

/* Keeps in mind a quoted cell of several lines: its quote may be stray. */
static void
note_over(struct way *w, size_t open, bool closed)
{
	struct tolerant_cut *cut = w->cut;
	size_t i = cut->novers;

	if (cut->lines - 1 == w->cell_line && closed)
		return;
	/* The last is worth more than the one before it. */
	if (i == TOLERANT_CUT_OVERS)
		i--;
	else
		cut->novers++;
	cut->overs[i] = (struct tolerant_over){ open, w->cell_line,
		w->line.begin, cut->lines - 1, closed };
}

/* A quoted cell; w->at is at its quote, and behind it afterwards. */
static enum csv_why
quoted_cell(struct way *w)
{
	const struct csv_dialect *d = w->dialect;
	size_t open = w->at;
	size_t text = w->cut->text.len, from = open + d->quote.len;
	bool made = false;

	w->cut->quoted = true;
	for (w->at = from;;) {
		enum csv_why why = CSV_SOUND;
		bool over;

		w->at = find_special(w);
		over = w->at == w->line.end;
		if (w->at - open > w->limits->cell + d->quote.len)
			why = CSV_LONG_CELL;
		else if (over)
			why = next_line(w);
		if (why == CSV_UNREAD)
			return why;
		if (why != CSV_SOUND) {
			/* A quote that nothing closes, or not soon enough. */
			note_over(w, open, false);
			return refuse(w, why, open);
		}
		if (over) {
			w->at = w->line.begin;
			continue;
		}
		if (stands(w, d->escape, w->at) && take_escape(w, &from)) {
			made = true;
			continue;
		}
		if (!stands(w, d->quote, w->at)) {
			w->at++;
			continue;
		}
		w->at += d->quote.len;
		if (!stands(w, d->quote, w->at))
			break;
		add_text(w, from, w->at);
		w->at += d->quote.len;
		from = w->at;
		made = true;
	}
	note_over(w, open, true);
	if (!made)
		return take_cell(w, from, w->at - d->quote.len);
	add_text(w, from, w->at - d->quote.len);
	return take_made(w, open, text);
}

/* An unquoted cell in which an escape may stand. */
static enum csv_why
escaped_cell(struct way *w)
{
	const struct csv_dialect *d = w->dialect;
	size_t begin = w->at, from = begin, text = w->cut->text.len;
	bool made = false;

	while (!stands(w, d->delimiter, w->at)) {
		enum csv_why why;
		size_t ended;

		if (w->at - begin > w->limits->cell)
			return refuse(w, CSV_LONG_CELL, begin);
		if (w->at == w->line.end)
			break;
		if (stands(w, d->quote, w->at) && !w->lenient)
			return refuse(w, CSV_STRAY, w->at);
		if (!stands(w, d->escape, w->at)) {
			w->at++;
			continue;
		}
		if (take_escape(w, &from)) {
			made = true;
			continue;
		}
		w->at += d->escape.len;
		ended = w->at;
		if (ended < w->line.end || w->line.next == ended)
			continue;
		/* An escaped line end: the cell goes on in the next line, if
		 * there is one. */
		why = next_line(w);
		if (why == CSV_UNCLOSED)
			break;
		if (why == CSV_UNREAD)
			return why;
		if (why != CSV_SOUND)
			return refuse(w,
				why == CSV_LONG_QUOTE ? CSV_MANY_LINES : why,
				begin);
		w->at = w->line.begin;
		add_text(w, from, ended - d->escape.len);
		from = ended;
		made = true;
	}
	if (!made)
		return take_cell(w, begin, w->at);
	add_text(w, from, w->at);
	return take_made(w, begin, text);
}

/* Where the cell that w->at is in ends when nothing but a delimiter ends it. */
static size_t
find_delimiter(const struct way *w)
{
	struct span delimiter = w->dialect->delimiter;

	return delimiter.len
		? tolerant_cut_find(window(w), w->at, w->line.end, delimiter)
		: w->line.end;
}

/* Cell by cell; what follows a quoted cell must be the delimiter, or, where
 * stray quotes are text, is of the cell, as it is written. */
static enum csv_why
cut_cells(struct way *w)
{
	const struct csv_dialect *d = w->dialect;

	for (;;) {
		size_t begin = w->at, end;
		enum csv_why why;

		w->cell_begin = w->line.begin;
		w->cell_line = w->cut->lines - 1;
		if (stands(w, d->quote, w->at)) {
			why = quoted_cell(w);
		} else if (d->escape.len) {
			why = escaped_cell(w);
		} else {
			end = find_delimiter(w);
			if (!w->lenient)
				w->at = tolerant_cut_find(window(w), begin, end,
					d->quote);
			if (!w->lenient && w->at < end)
				return refuse(w, CSV_STRAY, w->at);
			w->at = end;
			why = take_cell(w, begin, end);
		}
		if (why == CSV_SOUND && w->lenient && w->at < w->line.end
			&& !stands(w, d->delimiter, w->at)) {
			w->at = find_delimiter(w);
			w->cut->count--;
			why = take_cell(w, begin, w->at);
		}
		if (why != CSV_SOUND || w->at == w->line.end)
			return why;
		if (!stands(w, d->delimiter, w->at))
			return refuse(w, CSV_STRAY, w->at);
		w->at += d->delimiter.len;
	}
}

void
tolerant_cut_renew(struct tolerant_cut *cut)
{
	buf_clear(&cut->text);
	buf_string(&cut->text); /* places count from somewhere */
	cut->count = cut->novers = 0;
	cut->quoted = false;
	cut->lines = 1;
}

/* Whether the line has a quote or an escape at all is asked first, as most
 * lines have neither and are cut at delimiters alone. */
enum csv_why
tolerant_cut(struct tolerant_cut *cut, struct linebuf *lines,
	const struct csv_dialect *d, const struct csv_limits *limits,
	struct linebuf_line line, bool lenient)
{
	struct way w = { cut, lines, d, limits, line, line.begin, line.begin,
		line.begin, 0, lenient };
	enum csv_why why = CSV_SOUND;
	bool special;

	tolerant_cut_renew(cut);
	special = (d->quote.len
			  && linebuf_byte(lines, SLOT_QUOTE, d->quote.at[0],
				     w.at, line.end)
				  < line.end)
		|| (d->escape.len
			&& linebuf_byte(lines, SLOT_ESCAPE, d->escape.at[0],
				   w.at, line.end)
				< line.end);
	if (line.end > line.begin && special)
		why = cut_cells(&w);
	/* Else nothing in the line is special but the delimiter. */
	while (line.end > line.begin && !special && why == CSV_SOUND) {
		size_t stop = find_delimiter(&w);

		why = take_cell(&w, w.at, stop);
		if (stop == line.end)
			break;
		w.at = stop + d->delimiter.len;
	}
	if (why == CSV_SOUND) {
		cut->end = w.line.end;
		cut->next = w.line.next;
	}
	return why;
}

void
tolerant_cut_free(struct tolerant_cut *cut)
{
	mem_free(cut->cells);
	buf_free(&cut->text);
	memset(cut, 0, sizeof(*cut));
}
