/* SPDX-License-Identifier: MIT */
#include "csv/tolerant_cut.h"

#include "base/mem.h"

enum { SLOT_QUOTE, SLOT_ESCAPE };

/* A record on its way. Positions are of the window, which moves as lines are
 * found: nothing is kept as a pointer. */
struct way {
	struct tolerant_cut *cut;
	struct line_window *lines;
	const struct loose_dialect *dialect;
	const struct loose_limits *limits;
	struct lines_line line; /* the line it has come to */
	size_t record;          /* where it begins */
	size_t at;
	size_t cell_begin, cell_line; /* the line that the cell begins in */
	bool lenient;                 /* a stray quote is text */
};

static const char *
window(const struct way *w)
{
	return line_window_window(w->lines);
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
static enum loose_why
refuse(struct way *w, enum loose_why why, size_t at)
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
	if (cut->count == cut->cap)
		cut->cells = mem_grow(cut->cells, &cut->cap, cut->count + 1,
			sizeof(*cut->cells));
	cut->cells[cut->count++] = (struct loosecut_cell){ at, len, made };
}

/* A cell that stands between two places. */
static enum loose_why
take_cell(struct way *w, size_t begin, size_t end)
{
	if (w->cut->count == w->limits->columns)
		return refuse(w, LOOSE_COLUMNS, begin);
	if (end - begin > w->limits->cell)
		return refuse(w, LOOSE_CELL, begin);
	tolerant_cut_add(w->cut, begin, end - begin, false);
	return LOOSE_SOUND;
}

/* A cell that was put together at the end of text, from `from` on. */
static enum loose_why
take_made(struct way *w, size_t begin, size_t from)
{
	if (w->cut->count == w->limits->columns)
		return refuse(w, LOOSE_COLUMNS, begin);
	tolerant_cut_add(w->cut, from, w->cut->text.len - from, true);
	return LOOSE_SOUND;
}

/* Adds what stands between two places to the text. */
static void
add_text(struct way *w, size_t from, size_t to)
{
	buf_add(&w->cut->text, (struct span){ window(w) + from, to - from });
}

/* The cell goes on in the next line. */
static enum loose_why
next_line(struct way *w)
{
	struct lines_line line;
	enum lines_found found;

	if (w->cut->lines >= w->limits->lines)
		return LOOSE_LINES;
	found = line_window_find(w->lines, w->line.next, &line);
	if (found == LINE_WINDOW_FAULT)
		return LOOSE_READ;
	if (found == LINE_WINDOW_END)
		return LOOSE_UNCLOSED;
	if (found == LINE_WINDOW_LONG || line.end - w->record > w->limits->row)
		return LOOSE_ROW;
	w->line = line;
	w->cut->lines++;
	return LOOSE_SOUND;
}

/* The first quote or escape at or after w->at, or the line's end. */
static size_t
find_special(const struct way *w)
{
	const struct loose_dialect *d = w->dialect;
	size_t quote = line_window_byte(w->lines, SLOT_QUOTE, d->quote.at[0],
		w->at, w->line.end);
	size_t escape = d->escape.len ? line_window_byte(w->lines, SLOT_ESCAPE,
				d->escape.at[0], w->at, w->line.end)
				      : w->line.end;

	return quote < escape ? quote : escape;
}

/* An escape at w->at: adds what it stands for. `from` is where the text of the
 * cell that is not yet added begins. False: it is text itself. */
static bool
take_escape(struct way *w, size_t *from)
{
	const struct loose_dialect *d = w->dialect;
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
	cut->overs[i] = (struct loosecut_over){ open, w->cell_line,
		w->line.begin, cut->lines - 1, closed };
}

/* A quote that nothing closes, or not soon enough. */
static enum loose_why
unclosed(struct way *w, enum loose_why why, size_t open)
{
	if (why == LOOSE_READ)
		return why;
	note_over(w, open, false);
	return refuse(w, why, open);
}

/* A quoted cell; w->at is at its quote, and behind it afterwards. */
static enum loose_why
quoted_cell(struct way *w)
{
	const struct loose_dialect *d = w->dialect;
	size_t open = w->at;
	size_t text = w->cut->text.len, from = open + d->quote.len;
	bool made = false;

	w->cut->quoted = true;
	for (w->at = from;;) {
		enum loose_why why = LOOSE_SOUND;
		bool over;

		w->at = find_special(w);
		over = w->at == w->line.end;
		if (w->at - open > w->limits->cell + d->quote.len)
			why = LOOSE_CELL;
		else if (over)
			why = next_line(w);
		if (why != LOOSE_SOUND)
			return unclosed(w, why, open);
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

/* An escaped line end: the cell goes on in the next line, where w->at is then.
 * LOOSE_UNCLOSED: no line follows, so that the escape is text. */
static enum loose_why
go_on(struct way *w, size_t begin)
{
	enum loose_why why = next_line(w);

	if (why == LOOSE_SOUND)
		w->at = w->line.begin;
	if (why == LOOSE_LINES)
		return refuse(w, LOOSE_ESCAPED, begin);
	return why == LOOSE_ROW ? refuse(w, why, begin) : why;
}

/* An unquoted cell in which an escape may stand. */
static enum loose_why
escaped_cell(struct way *w)
{
	const struct loose_dialect *d = w->dialect;
	size_t begin = w->at, from = begin, text = w->cut->text.len;

	while (!stands(w, d->delimiter, w->at)) {
		enum loose_why why;
		size_t ended;

		if (w->at - begin > w->limits->cell)
			return refuse(w, LOOSE_CELL, begin);
		if (w->at == w->line.end)
			break;
		if (stands(w, d->quote, w->at) && !w->lenient)
			return refuse(w, LOOSE_STRAY, w->at);
		if (!stands(w, d->escape, w->at)) {
			w->at++;
			continue;
		}
		if (take_escape(w, &from))
			continue;
		w->at += d->escape.len;
		ended = w->at;
		if (ended < w->line.end || w->line.next == ended)
			continue;
		why = go_on(w, begin);
		if (why == LOOSE_UNCLOSED)
			break;
		if (why != LOOSE_SOUND)
			return why;
		add_text(w, from, ended - d->escape.len);
		from = ended;
	}
	add_text(w, from, w->at);
	return take_made(w, begin, text);
}

/* A cell of a line in which quotes stand, by a dialect without an escape. */
static enum loose_why
plain_cell(struct way *w)
{
	const struct loose_dialect *d = w->dialect;
	size_t end = d->delimiter.len
		? tolerant_cut_find(window(w), w->at, w->line.end, d->delimiter)
		: w->line.end;
	size_t begin = w->at, stray = end;

	if (!w->lenient)
		stray = tolerant_cut_find(window(w), begin, end, d->quote);
	if (stray < end)
		return refuse(w, LOOSE_STRAY, stray);
	w->at = end;
	return take_cell(w, begin, end);
}

/* Cells of a line in which nothing is special but the delimiter. */
static enum loose_why
split_line(struct way *w)
{
	struct span delimiter = w->dialect->delimiter;
	const char *text = window(w);
	size_t end = w->line.end, stop = end;
	enum loose_why why;

	do {
		if (delimiter.len)
			stop = tolerant_cut_find(text, w->at, end, delimiter);
		why = take_cell(w, w->at, stop);
		w->at = stop + delimiter.len;
	} while (why == LOOSE_SOUND && stop < end);
	return why;
}

static bool
is_plain(const struct way *w)
{
	const struct loose_dialect *d = w->dialect;
	size_t end = w->line.end;

	return (!d->quote.len
		       || line_window_byte(w->lines, SLOT_QUOTE, d->quote.at[0],
				  w->at, end)
			       == end)
		&& (!d->escape.len
			|| line_window_byte(w->lines, SLOT_ESCAPE,
				   d->escape.at[0], w->at, end)
				== end);
}

/* What follows a quoted cell is of it, too: the cell as it is written. */
static enum loose_why
take_rest(struct way *w, size_t begin)
{
	struct span delimiter = w->dialect->delimiter;

	w->at = delimiter.len
		? tolerant_cut_find(window(w), w->at, w->line.end, delimiter)
		: w->line.end;
	w->cut->count--;
	return take_cell(w, begin, w->at);
}

/* Cell by cell; what follows a quoted cell must be the delimiter. */
static enum loose_why
cut_cells(struct way *w)
{
	const struct loose_dialect *d = w->dialect;

	for (;;) {
		size_t begin = w->at;
		enum loose_why why;

		w->cell_begin = w->line.begin;
		w->cell_line = w->cut->lines - 1;
		why = stands(w, d->quote, w->at) ? quoted_cell(w)
			: d->escape.len          ? escaped_cell(w)
						 : plain_cell(w);
		if (why == LOOSE_SOUND && w->lenient && w->at < w->line.end
			&& !stands(w, d->delimiter, w->at))
			why = take_rest(w, begin);
		if (why != LOOSE_SOUND || w->at == w->line.end)
			return why;
		if (!stands(w, d->delimiter, w->at))
			return refuse(w, LOOSE_STRAY, w->at);
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

static enum loose_why
cut(struct way *w)
{
	enum loose_why why = LOOSE_SOUND;

	tolerant_cut_renew(w->cut);
	if (w->line.end > w->line.begin)
		why = is_plain(w) ? split_line(w) : cut_cells(w);
	if (why == LOOSE_SOUND) {
		w->cut->end = w->line.end;
		w->cut->next = w->line.next;
	}
	return why;
}

enum loose_why
tolerant_cut_strict(struct tolerant_cut *to, struct line_window *lines,
	const struct loose_dialect *d, const struct loose_limits *limits,
	struct lines_line line)
{
	struct way w = { to, lines, d, limits, line, line.begin, line.begin,
		line.begin, 0, false };

	return cut(&w);
}

enum loose_why
tolerant_cut_lenient(struct tolerant_cut *to, struct line_window *lines,
	const struct loose_dialect *d, const struct loose_limits *limits,
	struct lines_line line)
{
	struct way w = { to, lines, d, limits, line, line.begin, line.begin,
		line.begin, 0, true };

	return cut(&w);
}

void
tolerant_cut_free(struct tolerant_cut *cut)
{
	mem_free(cut->cells);
	buf_free(&cut->text);
	memset(cut, 0, sizeof(*cut));
}
