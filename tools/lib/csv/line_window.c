/* SPDX-License-Identifier: MIT */
#include "csv/line_window.h"

#include "base/mem.h"

#define FIRST_ROOM ((size_t)1 << 16)
#define CTRL_Z '\x1a'

/* The first of a byte in room[from, upto), or none there. */
struct mark {
	char byte;
	size_t from, upto;
	size_t at; /* SIZE_MAX: none */
};

enum { MARK_LF = LINE_WINDOW_MARKS, MARK_CR, MARK_COUNT };

struct line_window {
	struct source *source;
	enum lines_newline newline;
	size_t most;
	char *room;
	size_t cap;
	size_t at, end; /* the window; what has been read ends at end */
	bool over;      /* the source has no more */
	struct mark marks[MARK_COUNT];
};

struct line_window *
line_window_open(struct source *source, enum lines_newline newline, size_t most)
{
	struct line_window *l = mem_new(1, sizeof(*l));

	l->source = source;
	l->newline = newline;
	l->most = most;
	l->cap = FIRST_ROOM;
	l->room = mem_new(l->cap, 1);
	return l;
}

void
line_window_close(struct line_window *l)
{
	if (!l)
		return;
	mem_free(l->room);
	mem_free(l);
}

const char *
line_window_window(const struct line_window *l)
{
	return l->room + l->at;
}

void
line_window_pass(struct line_window *l, size_t bytes)
{
	l->at += bytes;
}

static size_t
less(size_t a, size_t b)
{
	return a > b ? a - b : 0;
}

/* What was known of bytes that move. */
static void
move_marks(struct line_window *l)
{
	for (size_t i = 0; i < MARK_COUNT; i++) {
		struct mark *m = &l->marks[i];

		if (m->at != SIZE_MAX && m->at < l->at) {
			*m = (struct mark){ m->byte, 0, 0, SIZE_MAX };
			continue;
		}
		m->from = less(m->from, l->at);
		m->upto = less(m->upto, l->at);
		if (m->at != SIZE_MAX)
			m->at -= l->at;
	}
}

/* Reads more; the window stays. False after a message. */
static bool
refill(struct line_window *l)
{
	ssize_t got;

	if (l->at) {
		move_marks(l);
		memmove(l->room, l->room + l->at, l->end - l->at);
		l->end -= l->at;
		l->at = 0;
	}
	if (l->end == l->cap) {
		l->cap *= 2;
		l->room = mem_resize(l->room, l->cap, 1);
	}
	got = source_read(l->source, l->room + l->end, l->cap - l->end);
	if (got < 0)
		return false;
	l->over = got == 0;
	l->end += (size_t)got;
	return true;
}

/* The position in room of the first such byte at or after `from`, or end. */
static size_t
find_byte(struct line_window *l, struct mark *m, char byte, size_t from)
{
	const char *found;
	size_t begin = from;

	if (m->byte == byte && m->from <= from) {
		if (m->at != SIZE_MAX && m->at >= from)
			return m->at;
		if (m->at == SIZE_MAX && m->upto > from)
			begin = m->upto;
	}
	found = begin < l->end ? memchr(l->room + begin, byte, l->end - begin)
			       : NULL;
	*m = (struct mark){ byte, from, l->end,
		found ? (size_t)(found - l->room) : SIZE_MAX };
	return found ? m->at : l->end;
}

size_t
line_window_byte(struct line_window *l, unsigned slot, char byte, size_t from,
	size_t to)
{
	size_t at = find_byte(l, &l->marks[slot], byte, l->at + from) - l->at;

	return at < to ? at : to;
}

/* Where a line that begins at `from` ends in room, and how long its end is;
 * false when that is not yet read. */
static bool
find_end(struct line_window *l, size_t from, size_t *end, size_t *length)
{
	size_t lf, cr;

	if (l->newline == LINE_WINDOW_CR) {
		*end = find_byte(l, &l->marks[MARK_CR], '\r', from);
		*length = 1;
		return *end < l->end;
	}
	lf = find_byte(l, &l->marks[MARK_LF], '\n', from);
	if (l->newline == LINE_WINDOW_CRLF) {
		while (lf < l->end && (lf == from || l->room[lf - 1] != '\r'))
			lf = find_byte(l, &l->marks[MARK_LF], '\n', lf + 1);
		*end = lf < l->end ? lf - 1 : lf;
		*length = 2;
		return lf < l->end;
	}
	*end = lf;
	*length = 1;
	if (l->newline == LINE_WINDOW_LF)
		return lf < l->end;
	cr = find_byte(l, &l->marks[MARK_CR], '\r', from);
	if (cr >= lf)
		return lf < l->end;
	/* Whether a CR at the end of what is read has its LF is not known. */
	*end = cr;
	*length = cr + 1 == lf && lf < l->end ? 2 : 1;
	return cr + 1 < l->end || l->over;
}

static enum lines_found
last_line(struct line_window *l, size_t from, struct lines_line *line)
{
	size_t end = l->end - l->at;

	line->next = end;
	while (end > from && line_window_window(l)[end - 1] == CTRL_Z)
		end--;
	line->end = end;
	return end == from ? LINE_WINDOW_END : LINE_WINDOW_LINE;
}

enum lines_found
line_window_find(struct line_window *l, size_t from, struct lines_line *line)
{
	size_t end, length;

	for (;;) {
		size_t have = l->end - l->at;
		bool found = from < have
			&& find_end(l, l->at + from, &end, &length);

		line->begin = from;
		if (found && end - l->at - from <= l->most) {
			line->end = end - l->at;
			line->next = line->end + length;
			return LINE_WINDOW_LINE;
		}
		if (found || have > from + l->most + 1)
			return LINE_WINDOW_LONG;
		if (l->over && have <= from)
			return LINE_WINDOW_END;
		if (l->over && have - from > l->most)
			return LINE_WINDOW_LONG;
		if (l->over)
			return last_line(l, from, line);
		if (!refill(l))
			return LINE_WINDOW_FAULT;
	}
}

bool
line_window_pass_line(struct line_window *l)
{
	size_t end, length;

	for (;;) {
		if (find_end(l, l->at, &end, &length)) {
			line_window_pass(l, end + length - l->at);
			return true;
		}
		/* The last byte may be half of a CR LF. */
		if (l->end - l->at > 1)
			line_window_pass(l, l->end - l->at - 1);
		if (l->over) {
			line_window_pass(l, l->end - l->at);
			return true;
		}
		if (!refill(l))
			return false;
	}
}
