/* SPDX-License-Identifier: MIT */
#include "io/loose.h"

#include "base/mem.h"

/* Lines looked at when one line is tried by itself. */
#define TRY_LINES 20
/* How far one looks for the usual number of cells, and which ones count. */
#define USUAL_BYTES ((size_t)1 << 20)
#define USUAL_COUNTS 1024

struct loose {
	struct lines *lines;
	const struct loose_dialect *dialect;
	const struct loose_limits *limits;
	size_t expected;
	uint64_t line;          /* of the record, from 1 */
	size_t used, used_lines;        /* of the record just returned */
	bool long_line;         /* it is one that was not read to its end */
	bool odd, was_odd;      /* it, and the one before it */
	struct loosecut cut, tried, mended;
	bool tried_sound;       /* whatever the number of its cells */
	struct span *cells;
	size_t cells_cap;
};

struct loose *
loose_open(struct source *source, const struct loose_dialect *dialect,
	const struct loose_limits *limits)
{
	struct loose *l = mem_new(1, sizeof(*l));

	l->lines = lines_open(source, dialect->newline, limits->row);
	l->dialect = dialect;
	l->limits = limits;
	l->line = 1;
	return l;
}

void
loose_expect(struct loose *l, size_t cells)
{
	l->expected = cells;
}

void
loose_close(struct loose *l)
{
	if (!l)
		return;
	lines_close(l->lines);
	loosecut_free(&l->cut);
	loosecut_free(&l->tried);
	loosecut_free(&l->mended);
	mem_free(l->cells);
	mem_free(l);
}

void
loose_back(struct loose *l)
{
	l->used = l->used_lines = 0;
	l->long_line = false;
}

const char *
loose_words(enum loose_why why)
{
	static const char *const words[] = {
		[LOOSE_SOUND] = "",
		[LOOSE_STRAY] = "a quote stands where none may",
		[LOOSE_UNCLOSED] = "the quote that opens here is not closed",
		[LOOSE_CELL] = "the cell that begins here is too long",
		[LOOSE_ROW] = "the row is too long",
		[LOOSE_LINES] = "the quote that opens here is not closed soon",
		[LOOSE_COLUMNS] = "the row has too many cells",
		[LOOSE_READ] = "",
	};

	return words[why];
}

/* Leaves the last record behind; false when reading failed. */
static bool
leave(struct loose *l)
{
	l->line += l->used_lines;
	if (l->long_line) {
		l->long_line = false;
		l->used = l->used_lines = 0;
		l->line++;
		return lines_pass_line(l->lines);
	}
	lines_pass(l->lines, l->used);
	l->used = l->used_lines = 0;
	return true;
}

static void
begin(struct loose *l, struct loose_record *r)
{
	*r = (struct loose_record){ .line = l->line, .lines = 1 };
}

/* The record has these bytes of the window, and so many lines. */
static void
settle(struct loose *l, struct loose_record *r, size_t end, size_t next,
	size_t lines)
{
	l->used = next;
	l->used_lines = lines;
	r->lines = lines;
	r->raw = (struct span){ lines_window(l->lines), end };
}

static void
give_cells(struct loose *l, struct loose_record *r)
{
	const struct loosecut *cut = &l->cut;
	const char *window = lines_window(l->lines);

	if (cut->count > l->cells_cap)
		l->cells = mem_grow(l->cells, &l->cells_cap, cut->count,
			sizeof(*l->cells));
	for (size_t i = 0; i < cut->count; i++) {
		const struct loosecut_cell *c = &cut->cells[i];

		l->cells[i] = (struct span){ c->made ? cut->text.at + c->at
			: window + c->at, c->len };
	}
	r->cells = l->cells;
	r->count = cut->count;
	r->quoted = cut->quoted;
}

enum trial { TRIAL_BLANK, TRIAL_ODD, TRIAL_SOUND };

/* Whether a line by itself is a sound record of so many cells; 0: of more than
 * one. *next is where the line after it begins. */
static enum trial
try_line(struct loose *l, size_t begins, size_t cells, size_t *next)
{
	struct loose_limits few = *l->limits;
	struct lines_line line;

	*next = begins;
	l->tried_sound = false;
	if (lines_find(l->lines, begins, &line) != LINES_LINE)
		return TRIAL_ODD;
	*next = line.next;
	if (line.end == line.begin)
		return TRIAL_BLANK;
	if (few.lines > TRY_LINES)
		few.lines = TRY_LINES;
	if (loosecut_strict(&l->tried, l->lines, l->dialect, &few, line)
		!= LOOSE_SOUND)
		return TRIAL_ODD;
	l->tried_sound = true;
	*next = l->tried.next;
	return (cells ? l->tried.count == cells : l->tried.count > 1)
		? TRIAL_SOUND : TRIAL_ODD;
}

static bool
is_sound(struct loose *l, size_t begins)
{
	size_t next;

	return try_line(l, begins, l->expected, &next) == TRIAL_SOUND;
}

/* Whether at least a share of the lines in [from, to), in sixths, is sound by
 * themselves. */
static bool
mostly_sound(struct loose *l, size_t from, size_t to, size_t cells,
	size_t sixths)
{
	size_t tried = 0, sound = 0, next;

	for (; from < to; from = next) {
		enum trial trial = try_line(l, from, cells, &next);

		tried += trial != TRIAL_BLANK;
		sound += trial == TRIAL_SOUND;
		if (next == from)
			break;
	}
	return sound && 6 * sound >= sixths * tried;
}

/* Where the line ends in which a place of the window stands. */
static struct lines_line
line_of(struct loose *l, size_t place, size_t *number)
{
	struct lines_line line = { 0, 0, 0 };

	for (*number = 0; lines_find(l->lines, line.next, &line) == LINES_LINE
		&& place >= line.next; )
		++*number;
	return line;
}

/* Whether sentences hardly ever hold as many delimiters as a row does. */
static bool
tells_rows(const struct loose *l)
{
	struct span delimiter = l->dialect->delimiter;

	return l->expected > 2 || delimiter.len > 1
		|| !memchr(",:. -'", delimiter.at[0], 6);
}

/* Whether a quoted cell of several lines was none. The line that closes it is
 * sound by itself, which the end of a cell can hardly be; or, where that line
 * is odd in its own right, those between are sound. In one column all are. */
static bool
was_stray(struct loose *l, const struct loosecut_over *over)
{
	size_t between = over->close_line - over->open_line - 1, number, behind;

	if (is_sound(l, over->close_begin))
		return true;
	if (l->expected < 2)
		return l->expected && between > 2;
	if (between + tells_rows(l) < 2)
		return false;
	behind = line_of(l, over->open, &number).next;
	return mostly_sound(l, behind, over->close_begin, l->expected,
		tells_rows(l) ? 3 : 4);
}

/* Whether there is a line, and it cannot be cut. */
static bool
is_faulty(struct loose *l, size_t begins)
{
	size_t next;

	return try_line(l, begins, 0, &next) == TRIAL_ODD && !l->tried_sound
		&& next > begins;
}

/* A record of several lines that has as many cells as it should, and yet the
 * line behind it is odd: what a stray quote leaves where the next quoted cell
 * begins with a line end. */
static bool
ends_badly(struct loose *l)
{
	const struct loosecut *cut = &l->cut;

	if (!is_faulty(l, cut->next))
		return false;
	for (size_t i = 0; i < cut->novers; i++)
		if (is_sound(l, cut->overs[i].close_begin)
			&& !is_faulty(l, l->tried.next))
			return true;
	return false;
}

/* Whether nothing that could be a row stands behind the line that a quote
 * opens in, up to `looked`: then no harm is done when the lines there are
 * taken one by one. */
static bool
none_sound(struct loose *l, size_t open, size_t looked)
{
	size_t number, behind = line_of(l, open, &number).next;

	return !mostly_sound(l, behind, looked, l->expected, 0);
}

/* A quote that nothing closed: the row ends before the first line that is
 * sound by itself. Where none of those looked at is, it may be a cell that is
 * too long, unless rows have any number of cells. */
static struct lines_line
before_sound(struct loose *l, size_t open, size_t looked, size_t *lines)
{
	struct lines_line line = line_of(l, open, lines), after = line;
	size_t number = *lines;

	for (; after.next < looked && !is_sound(l, after.next); number++)
		if (lines_find(l->lines, after.next, &after) != LINES_LINE)
			break;
	if (after.next < looked
		|| !mostly_sound(l, line.next, looked, 0, 3)) {
		line = after;
		*lines = number;
	}
	++*lines;
	return line;
}

/* The part of a record that its fault costs: cuts it loosely. */
static enum loose_result
give_odd(struct loose *l, struct loose_record *r, enum loose_why why,
	size_t fault, size_t fault_begin, size_t fault_line, size_t end,
	size_t next, size_t lines)
{
	struct lines_line line;

	r->why = why;
	r->fault_line = l->line + fault_line;
	r->column = fault - fault_begin + 1;
	loosecut_loosely(&l->cut, lines_window(l->lines), 0, end, l->dialect,
		l->limits, l->expected);
	/* A quote opens the row, and nothing else stands in its line: what
	 * looks like the next row may be the rest of this one, unless this
	 * one is the rest of what was odd before. */
	if (why == LOOSE_UNCLOSED && !fault && lines == 1 && l->expected > 1
		&& l->cut.count == 1 && !l->was_odd && is_sound(l, next)
		&& l->tried.lines == 1
		&& lines_find(l->lines, next, &line) == LINES_LINE) {
		end = line.end;
		next = line.next;
		lines = 2;
		loosecut_loosely(&l->cut, lines_window(l->lines), 0, end,
			l->dialect, l->limits, l->expected);
	}
	l->odd = true;
	give_cells(l, r);
	settle(l, r, end, next, lines);
	return LOOSE_ODD;
}

/* The record up to the line in which a stray quote opened. */
static enum loose_result
give_up_to(struct loose *l, struct loose_record *r,
	const struct loosecut_over *over)
{
	size_t number, open = over->open;
	struct lines_line line = line_of(l, open, &number);

	return give_odd(l, r, LOOSE_UNCLOSED, open, line.begin, number,
		line.end, line.next, number + 1);
}

static enum loose_result
give_unclosed(struct loose *l, struct loose_record *r, enum loose_why why,
	size_t looked)
{
	size_t fault = l->cut.fault, begins = l->cut.fault_begin;
	size_t fault_line = l->cut.fault_line, lines;
	struct lines_line line = before_sound(l, fault, looked, &lines);

	return give_odd(l, r, why, fault, begins, fault_line, line.end,
		line.next, lines);
}

/* A stray quote in a row that is otherwise what it should be, of one line or
 * of several: gives the whole of it. */
static bool
is_otherwise_sound(struct loose *l)
{
	struct loosecut *m = &l->mended;
	struct lines_line line;

	if (lines_find(l->lines, 0, &line) != LINES_LINE
		|| loosecut_lenient(m, l->lines, l->dialect, l->limits, line)
			!= LOOSE_SOUND
		|| m->count != l->expected)
		return false;
	for (size_t i = 0; i < m->novers; i++)
		if (was_stray(l, &m->overs[i]))
			return false;
	return true;
}

static enum loose_result
give_stray(struct loose *l, struct loose_record *r)
{
	const struct loosecut *cut = &l->cut;
	const struct loosecut_over *last = cut->novers
		? &cut->overs[cut->novers - 1] : NULL;

	if (is_otherwise_sound(l))
		return give_odd(l, r, LOOSE_STRAY, cut->fault,
			cut->fault_begin, cut->fault_line, l->mended.end,
			l->mended.next, l->mended.lines);
	if (last && none_sound(l, last->open, cut->next))
		return give_up_to(l, r, last);
	return give_odd(l, r, LOOSE_STRAY, cut->fault, cut->fault_begin,
		cut->fault_line, cut->end, cut->next, cut->lines);
}

/* What a record costs that is not sound, or that holds cells of several lines
 * and has not as many cells as rows have. */
static enum loose_result
mend(struct loose *l, struct loose_record *r, enum loose_why why)
{
	const struct loosecut *cut = &l->cut;

	for (size_t i = 0; i < cut->novers; i++)
		if (cut->overs[i].closed && was_stray(l, &cut->overs[i]))
			return give_up_to(l, r, &cut->overs[i]);
	if (why == LOOSE_SOUND) {
		give_cells(l, r);
		settle(l, r, cut->end, cut->next, cut->lines);
		return LOOSE_RECORD;
	}
	if (cut->novers && !cut->overs[cut->novers - 1].closed)
		return give_unclosed(l, r, why, cut->next);
	if (why == LOOSE_STRAY)
		return give_stray(l, r);
	return give_odd(l, r, why, cut->fault, cut->fault_begin,
		cut->fault_line, cut->end, cut->next, cut->lines);
}

static bool
is_comment(const struct loose *l, const struct lines_line *line)
{
	struct span comment = l->dialect->comment;

	return comment.len && line->end - line->begin >= comment.len
		&& !memcmp(lines_window(l->lines) + line->begin, comment.at,
			comment.len);
}

size_t
loose_usual(struct loose *l, size_t lines)
{
	size_t counts[USUAL_COUNTS] = { 0 }, best = 0, from = 0, next;
	struct lines_line line;

	if (!leave(l))
		return 0;
	for (; lines && from < USUAL_BYTES
		&& lines_find(l->lines, from, &line) == LINES_LINE; lines--) {
		bool sound = !is_comment(l, &line)
			&& try_line(l, from, 0, &next) != TRIAL_BLANK
			&& l->tried_sound;

		if (sound && l->tried.count < USUAL_COUNTS)
			counts[l->tried.count]++;
		from = sound ? next : line.next;
	}
	for (size_t i = 1; i < USUAL_COUNTS; i++)
		if (counts[i] > counts[best])
			best = i;
	return best;
}

/* A line that is longer than a row may be: its beginning is what is shown. */
static enum loose_result
too_long(struct loose *l, struct loose_record *r)
{
	r->why = LOOSE_ROW;
	r->fault_line = l->line;
	r->column = 1;
	r->raw = (struct span){ lines_window(l->lines), l->limits->row };
	l->long_line = true;
	return LOOSE_ODD;
}

/* The next line that is no comment. */
static enum loose_result
next_line(struct loose *l, struct loose_record *r, struct lines_line *line,
	bool comments)
{
	for (;;) {
		enum lines_found found;

		if (!leave(l))
			return LOOSE_FAULT;
		begin(l, r);
		found = lines_find(l->lines, 0, line);
		if (found == LINES_LONG)
			return too_long(l, r);
		if (found != LINES_LINE)
			return found == LINES_END ? LOOSE_END : LOOSE_FAULT;
		if (comments || !is_comment(l, line))
			return LOOSE_RECORD;
		l->used = line->next;
		l->used_lines = 1;
	}
}

enum loose_result
loose_next(struct loose *l, struct loose_record *r)
{
	struct lines_line line;
	enum loose_result result = next_line(l, r, &line, false);
	struct loosecut *cut = &l->cut;
	enum loose_why why;

	l->was_odd = l->odd;
	l->odd = false;
	if (result != LOOSE_RECORD)
		return result;
	why = loosecut_strict(cut, l->lines, l->dialect, l->limits, line);
	if (why == LOOSE_READ)
		return LOOSE_FAULT;
	if (why != LOOSE_SOUND || (cut->novers && l->expected
		&& (cut->count != l->expected || ends_badly(l))))
		return mend(l, r, why);
	give_cells(l, r);
	settle(l, r, cut->end, cut->next, cut->lines);
	return LOOSE_RECORD;
}

enum loose_result
loose_line(struct loose *l, struct loose_record *r)
{
	struct lines_line line;
	enum loose_result result = next_line(l, r, &line, true);

	if (result == LOOSE_RECORD)
		settle(l, r, line.end, line.next, 1);
	return result;
}
