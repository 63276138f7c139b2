/* SPDX-License-Identifier: MIT
 *
 * What a record costs that is not sound: its own line, where that can be told,
 * and never the rest of the file. Where a quote was left open, the line that
 * happens to close it is tried by itself: if it is a sound record of as many
 * cells as rows have, the open quote was stray, and reading goes on behind the
 * line it stands in. The text at fault is then cut as people would. Looking
 * ahead is bounded by the limits, and so is memory.
 */
#include "csv/irregular.h"

/* Lines looked at when one line is tried by itself. */
#define TRY_LINES 20
/* Quotes of a record of at most so many bytes that are left out in turn. */
#define TRY_QUOTES 64
#define TRY_BYTES ((size_t)64 << 10)

/* Whether such bytes stand at a place of the text. */
static bool
stands_in(const char *text, size_t end, struct span bytes, size_t at)
{
	return bytes.len && at + bytes.len <= end
		&& !memcmp(text + at, bytes.at, bytes.len);
}

/* The end of a quoted cell that begins at `at`: its closing quote is the first
 * with a delimiter or the end behind it. SIZE_MAX: there is none. *clean: no
 * other quote stands alone in it. */
static size_t
tolerant_close(const char *text, size_t at, size_t end,
	const struct csv_dialect *d, bool *clean)
{
	size_t q = d->quote.len;

	*clean = true;
	for (at += q; (at = tolerant_cut_find(text, at, end, d->quote)) < end;
		at += q) {
		size_t after = at + q;

		if (after == end || stands_in(text, end, d->delimiter, after))
			return after;
		if (stands_in(text, end, d->quote, after))
			at = after;
		else
			*clean = false;
	}
	return SIZE_MAX;
}

/* Cuts from `at` on, cell by cell; with `quotes`, one in quotes is unquoted
 * where no other quote stands alone in it. */
static void
cut_text(struct tolerant_cut *cut, const char *text, size_t at, size_t end,
	const struct csv_dialect *d, size_t most, bool quotes)
{
	for (;;) {
		size_t stop = SIZE_MAX;
		bool clean = false;

		if (quotes && stands_in(text, end, d->quote, at))
			stop = tolerant_close(text, at, end, d, &clean);
		clean &= stop != SIZE_MAX;
		if (stop == SIZE_MAX)
			stop = d->delimiter.len && cut->count + 1 < most
				? tolerant_cut_find(text, at, end, d->delimiter)
				: end;
		if (!clean) {
			tolerant_cut_add(cut, at, stop - at, false);
		} else {
			/* Without its quotes, doubled ones made single. */
			size_t q = d->quote.len, from = cut->text.len, twice;

			for (at += q; at < stop - q; at = twice + 2 * q) {
				twice = tolerant_cut_find(text, at, stop - q,
					d->quote);
				buf_add(&cut->text,
					(struct span){ text + at,
						(twice < stop - q ? twice + q
								  : twice)
							- at });
				if (twice >= stop - q)
					break;
			}
			tolerant_cut_add(cut, from, cut->text.len - from, true);
		}
		if (stop == end)
			return;
		at = stop + d->delimiter.len;
	}
}

/* Cuts into an empty record. */
static void
cut_anew(struct tolerant_cut *cut, const char *text, size_t begin, size_t end,
	const struct csv_dialect *d, size_t most, bool quotes)
{
	tolerant_cut_renew(cut);
	cut->quoted = true;
	cut->end = end;
	cut_text(cut, text, begin, end, d, most, quotes);
}

/* Cuts text that stands at `begin` in the linebuf as people would: what cannot
 * be quoted is text as it is written, its quotes too. Where that does not give
 * `expected` cells and taking no notice of quotes does, the latter. Cells
 * beyond limits->columns are not cut off. */
static void
cut_unsound(struct tolerant_cut *cut, const char *text, size_t begin,
	size_t end, const struct csv_dialect *d,
	const struct csv_limits *limits, size_t expected)
{
	bool quotes = d->quote.len > 0;

	cut_anew(cut, text, begin, end, d, limits->columns, quotes);
	if (!quotes || !expected || cut->count == expected)
		return;
	cut_anew(cut, text, begin, end, d, limits->columns, false);
	if (cut->count != expected)
		cut_anew(cut, text, begin, end, d, limits->columns, true);
}

enum tolerant_trial
tolerant_repair_try(struct tolerant_repair *m, size_t begins, size_t cells,
	size_t *next)
{
	struct csv_limits few = *m->limits;
	struct linebuf_line line;

	*next = begins;
	m->tried_sound = false;
	if (linebuf_find(m->lines, begins, &line) != LINEBUF_FOUND)
		return TOLERANT_REPAIR_ODD;
	*next = line.next;
	if (line.end == line.begin)
		return TOLERANT_REPAIR_BLANK;
	if (few.lines > TRY_LINES)
		few.lines = TRY_LINES;
	if (tolerant_cut(&m->tried, m->lines, m->dialect, &few, line, false)
		!= CSV_SOUND)
		return TOLERANT_REPAIR_ODD;
	m->tried_sound = true;
	*next = m->tried.next;
	return (cells ? m->tried.count == cells : m->tried.count > 1)
		? TOLERANT_REPAIR_SOUND
		: TOLERANT_REPAIR_ODD;
}

/* Whether the line that begins there is, by itself, a row. */
static bool
is_sound(struct tolerant_repair *m, size_t begins)
{
	size_t next;

	return tolerant_repair_try(m, begins, m->expected, &next)
		== TOLERANT_REPAIR_SOUND;
}

/* Whether at least a share of the lines in [from, to), in sixths, is sound by
 * themselves. */
static bool
mostly_sound(struct tolerant_repair *m, size_t from, size_t to, size_t cells,
	size_t sixths)
{
	size_t tried = 0, sound = 0, next;

	for (; from < to; from = next) {
		enum tolerant_trial trial = tolerant_repair_try(m, from, cells,
			&next);

		tried += trial != TOLERANT_REPAIR_BLANK;
		sound += trial == TOLERANT_REPAIR_SOUND;
	}
	return sound && 6 * sound >= sixths * tried;
}

/* The line that begins there, which has been found before: the window holds
 * it. */
static struct linebuf_line
line_at(struct tolerant_repair *m, size_t begins)
{
	struct linebuf_line line = { begins, begins, begins };

	linebuf_find(m->lines, begins, &line);
	return line;
}

/* The line in which a place of the record stands, and its number. */
static struct linebuf_line
line_of(struct tolerant_repair *m, size_t place, size_t *number)
{
	struct linebuf_line line = line_at(m, 0);

	for (*number = 0; place >= line.next; ++*number)
		line = line_at(m, line.next);
	return line;
}

/* Whether sentences hardly ever hold as many delimiters as a row does. */
static bool
tells_rows(const struct tolerant_repair *m)
{
	struct span delimiter = m->dialect->delimiter;

	return m->expected > 2 || delimiter.len != 1
		|| !memchr(",:. -'", delimiter.at[0], 6);
}

/* Whether a quoted cell of several lines was none. The line that closes it is
 * sound by itself, which the end of a cell can hardly be; or, where that line
 * is odd in its own right, those between are sound. In one column all are. */
static bool
was_stray(struct tolerant_repair *m, const struct tolerant_over *over)
{
	size_t between = over->close_line - over->open_line - 1, number, behind;

	if (is_sound(m, over->close_begin))
		return true;
	if (m->expected < 2)
		return m->expected && between > 2;
	if (between + tells_rows(m) < 2)
		return false;
	behind = line_of(m, over->open, &number).next;
	return mostly_sound(m, behind, over->close_begin, m->expected,
		tells_rows(m) ? 3 : 4);
}

/* Whether there is a line, and it cannot be cut. */
static bool
is_faulty(struct tolerant_repair *m, size_t begins)
{
	size_t next;

	return tolerant_repair_try(m, begins, 0, &next) == TOLERANT_REPAIR_ODD
		&& !m->tried_sound && next > begins;
}

/* Takes the quotes off a cell that stands in them; doubled ones inside become
 * single, stray ones are text. False: it does not stand in quotes. */
static bool
mend_cell(struct tolerant_repair *m, struct tolerant_cell *cell)
{
	const char *text = linebuf_text(m->lines);
	struct span quote = m->dialect->quote;
	size_t at = cell->at, end = cell->at + cell->len;
	size_t from = m->cut.text.len;

	if (cell->made || cell->len < 2 * quote.len
		|| !stands_in(text, end, quote, at)
		|| !stands_in(text, end, quote, end - quote.len))
		return false;
	at += quote.len;
	end -= quote.len;
	while (at < end) {
		size_t stop = tolerant_cut_find(text, at, end, quote);

		if (stop < end)
			stop += quote.len;
		buf_add(&m->cut.text, (struct span){ text + at, stop - at });
		at = stop;
		if (at < end && stands_in(text, end, quote, at))
			at += quote.len;
	}
	*cell = (struct tolerant_cell){ from, m->cut.text.len - from, true };
	return true;
}

/* Cuts the text as if the quote at `stray` were none, by the letter: false where
 * another stands alone. *ends is made of the places where cells end. */
static bool
cut_without(struct tolerant_repair *m, size_t end, size_t stray, uint64_t *ends)
{
	const struct csv_dialect *d = m->dialect;
	const char *text = linebuf_text(m->lines);
	struct tolerant_cut *cut = &m->cut;
	size_t q = d->quote.len, at = 0;
	bool more = true;

	tolerant_cut_renew(cut);
	cut->quoted = true;
	cut->end = end;
	*ends = 0;
	while (more && cut->count <= m->expected) {
		size_t from = cut->text.len, begin = at;
		bool inside = at != stray && stands_in(text, end, d->quote, at);

		for (at += inside ? q : 0; at < end;) {
			if (!inside && stands_in(text, end, d->delimiter, at))
				break;
			if (at != stray && stands_in(text, end, d->quote, at)) {
				if (!inside)
					return false;
				at += q;
				inside = at != stray
					&& stands_in(text, end, d->quote, at);
				if (!inside)
					break;
			}
			buf_byte(&cut->text, text[at++]);
		}
		if (inside
			|| (at < end
				&& !stands_in(text, end, d->delimiter, at)))
			return false;
		tolerant_cut_add(cut, from, cut->text.len - from, true);
		*ends = (*ends ^ (at - begin)) * UINT64_C(0x100000001b3);
		more = at < end;
		at += d->delimiter.len;
	}
	return cut->count == m->expected;
}

/* Whether the record is a row once one quote is taken for text; where several
 * might be the stray one, all must end the cells in the same places. Cuts it
 * so; else it stays as it was cut. */
static bool
mend_one_quote(struct tolerant_repair *m, size_t end)
{
	const char *text = linebuf_text(m->lines);
	struct span quote = m->dialect->quote;
	size_t found = SIZE_MAX, at = 0, tried = 0;
	uint64_t ends = 0, other;

	if (!quote.len || m->dialect->escape.len || m->expected < 2
		|| end > TRY_BYTES)
		return false;
	for (; (at = tolerant_cut_find(text, at, end, quote)) < end;
		at += quote.len) {
		if (++tried > TRY_QUOTES)
			return false;
		if (!cut_without(m, end, at, &other))
			continue;
		if (found != SIZE_MAX && other != ends)
			return false;
		found = at;
		ends = other;
	}
	return found != SIZE_MAX && cut_without(m, end, found, &ends);
}

/* Cuts text that a fault costs, and mends its cells where that is wanted and
 * none is missing; whether it did. */
static bool
cut_fault(struct tolerant_repair *m, size_t end)
{
	struct tolerant_cut *cut = &m->cut;
	bool mended = false;

	cut_unsound(cut, linebuf_text(m->lines), 0, end, m->dialect, m->limits,
		m->expected);
	if (m->mend && cut->count != m->expected) {
		if (mend_one_quote(m, end))
			return true;
		cut_unsound(cut, linebuf_text(m->lines), 0, end, m->dialect,
			m->limits, m->expected);
	}
	for (size_t i = 0;
		m->mend && cut->count == m->expected && i < cut->count; i++)
		mended |= mend_cell(m, &cut->cells[i]);
	return mended;
}

/* The fault costs the text up to `end`. */
static void
take(struct tolerant_repair *m, struct tolerant_part *p, enum csv_why why,
	size_t end, size_t next, size_t lines)
{
	const struct tolerant_cut *cut = &m->cut;
	struct linebuf_line line;

	*p = (struct tolerant_part){ why, cut->fault, cut->fault_begin,
		cut->fault_line, end, next, lines, false };
	p->mended = cut_fault(m, end);
	/* A quote opens the row, and nothing else stands in its line: what
	 * looks like the next row may be the rest of this one, unless this one
	 * is the rest of what was odd before. */
	if (p->why != CSV_UNCLOSED || p->fault || p->lines != 1
		|| m->expected < 2 || m->cut.count != 1 || m->was_odd
		|| !is_sound(m, p->next) || m->tried.lines != 1)
		return;
	line = line_at(m, p->next);
	p->end = line.end;
	p->next = line.next;
	p->lines = 2;
	p->mended = cut_fault(m, p->end);
}

/* The record up to the line in which a stray quote opened. */
static void
take_up_to(struct tolerant_repair *m, struct tolerant_part *p,
	const struct tolerant_over *over)
{
	size_t number, open = over->open;
	struct linebuf_line line = line_of(m, open, &number);

	m->cut.fault = open;
	m->cut.fault_begin = line.begin;
	m->cut.fault_line = number;
	take(m, p, CSV_UNCLOSED, line.end, line.next, number + 1);
}

/* Whether text that is taken as it is written has as many cells as a row. */
static bool
is_row_as_written(struct tolerant_repair *m, size_t begin, size_t end)
{
	struct csv_dialect plain = *m->dialect;

	plain.quote = SPAN("");
	cut_unsound(&m->tried, linebuf_text(m->lines), begin, end, &plain,
		m->limits, 0);
	return m->tried.count == m->expected;
}

/* A quote that opens in one row and is closed by one in the next, where it is
 * stray, too: each of the two lines has the cells of a row. */
static bool
joins_two(struct tolerant_repair *m, const struct tolerant_over *over)
{
	struct linebuf_line line;
	size_t number;

	if (m->expected < 2 || over->open_line || over->close_line != 1)
		return false;
	line = line_of(m, over->open, &number);
	if (!is_row_as_written(m, 0, line.end))
		return false;
	line = line_at(m, line.next);
	return is_row_as_written(m, line.begin, line.end);
}

/* A stray quote in a row that is otherwise what it should be, of one line or
 * of several: takes the whole of it. */
static bool
is_otherwise_sound(struct tolerant_repair *m)
{
	struct tolerant_cut *mended = &m->mended;

	if (tolerant_cut(mended, m->lines, m->dialect, m->limits, line_at(m, 0),
		    true)
			!= CSV_SOUND
		|| mended->count != m->expected)
		return false;
	for (size_t i = 0; i < mended->novers; i++)
		if (was_stray(m, &mended->overs[i]))
			return false;
	return true;
}

/* A quote where none may stand: which lines it costs. */
static void
take_stray(struct tolerant_repair *m, struct tolerant_part *p)
{
	const struct tolerant_cut *cut = &m->cut;
	const struct tolerant_over *last = cut->novers
		? &cut->overs[cut->novers - 1]
		: NULL;
	size_t number;

	if (last && joins_two(m, last))
		take_up_to(m, p, last);
	else if (is_otherwise_sound(m))
		take(m, p, CSV_STRAY, m->mended.end, m->mended.next,
			m->mended.lines);
	else if (last
		&& !mostly_sound(m, line_of(m, last->open, &number).next,
			cut->next, m->expected, 0))
		/* Nothing that could be a row stands behind the line that the
		 * quote opens in: no harm is done when the lines there are
		 * taken one by one. */
		take_up_to(m, p, last);
	else
		take(m, p, CSV_STRAY, cut->end, cut->next, cut->lines);
}

/* A row may be cut without a fault and still be wrong: a stray quote can
 * swallow a line end and give the number of cells that is wanted. */
bool
tolerant_repair_is_doubtful(struct tolerant_repair *m, enum csv_why why)
{
	const struct tolerant_cut *cut = &m->cut;

	if (why != CSV_SOUND || !cut->novers || !m->expected)
		return why != CSV_SOUND;
	if (cut->count != m->expected)
		return true;
	/* It has as many cells as it should, and yet the line behind it is
	 * odd: what a stray quote leaves where the next quoted cell begins
	 * with a line end. */
	if (!is_faulty(m, cut->next))
		return false;
	for (size_t i = 0; i < cut->novers; i++)
		if (is_sound(m, cut->overs[i].close_begin)
			&& !is_faulty(m, m->tried.next))
			return true;
	return false;
}

void
tolerant_repair_mend(struct tolerant_repair *m, enum csv_why why,
	struct tolerant_part *p)
{
	const struct tolerant_cut *cut = &m->cut;

	*p = (struct tolerant_part){ .why = CSV_SOUND };
	for (size_t i = 0; i < cut->novers; i++)
		if (cut->overs[i].closed && was_stray(m, &cut->overs[i])) {
			take_up_to(m, p, &cut->overs[i]);
			return;
		}
	if (why == CSV_SOUND)
		return;
	if (cut->novers && !cut->overs[cut->novers - 1].closed) {
		size_t looked = m->cut.next, lines;
		struct linebuf_line line = line_of(m, m->cut.fault, &lines);
		struct linebuf_line after = line;
		size_t number = lines;

		/* A quote that nothing closed: the row ends before the first
		 * line that is sound by itself. Where none of those looked at
		 * is, it may be a cell that is too long, unless rows have any
		 * number of cells. */
		for (; after.next < looked && !is_sound(m, after.next);
			number++)
			after = line_at(m, after.next);
		if (after.next < looked
			|| !mostly_sound(m, line.next, looked, 0, 3)) {
			line = after;
			lines = number;
		}
		take(m, p, why, line.end, line.next, lines + 1);
	} else if (why == CSV_STRAY)
		take_stray(m, p);
	else
		take(m, p, why, cut->end, cut->next, cut->lines);
}

void
tolerant_repair_free(struct tolerant_repair *m)
{
	tolerant_cut_free(&m->cut);
	tolerant_cut_free(&m->tried);
	tolerant_cut_free(&m->mended);
}
