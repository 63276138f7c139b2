/* SPDX-License-Identifier: MIT
 *
 * Reads ahead of whoever cuts records, and finds where lines end. What was
 * found of a byte is kept as a mark, because a file without any CR would
 * otherwise be searched for one from every line on. What a line holds is
 * others' to say.
 */
#include "csv/linebuf.h"

#include <string.h>

#include "base/mem.h"

/* What is read at a time is still in the cache when it is looked at. */
#define FIRST_CAP ((size_t)1 << 18)
#define CTRL_Z '\x1a'

enum { MARK_LF = LINEBUF_MARKS, MARK_CR, MARK_COUNT };

void
linebuf_open(struct linebuf *b, struct source *source, enum csv_newline newline,
	size_t most)
{
	memset(b, 0, sizeof(*b));
	b->source = source;
	b->newline = newline;
	b->most = most;
	b->cap = FIRST_CAP;
	b->bytes = mem_resize(NULL, b->cap + LINEBUF_SLACK, 1);
	memset(b->bytes, 0, LINEBUF_SLACK);
	for (size_t i = 0; i < MARK_COUNT; i++)
		b->marks[i].at = SIZE_MAX;
}

void
linebuf_close(struct linebuf *b)
{
	mem_free(b->bytes);
}

/* Reads more; what stands from `at` on stays. False after a message. */
static bool
refill(struct linebuf *b)
{
	ssize_t got;

	b->reads++;
	if (b->at) {
		/* The bytes from `at` on go to the front, and what is known
		 * of them. */
		for (size_t i = 0; i < MARK_COUNT; i++) {
			struct linebuf_mark *m = &b->marks[i];

			if (m->at != SIZE_MAX && m->at < b->at) {
				*m = (struct linebuf_mark){ m->byte, 0, 0,
					SIZE_MAX };
				continue;
			}
			m->from = m->from > b->at ? m->from - b->at : 0;
			m->upto = m->upto > b->at ? m->upto - b->at : 0;
			if (m->at != SIZE_MAX)
				m->at -= b->at;
		}
		memmove(b->bytes, b->bytes + b->at, b->end - b->at);
		b->end -= b->at;
		b->at = 0;
	}
	if (b->end == b->cap) {
		b->cap *= 2;
		b->bytes = mem_resize(b->bytes, b->cap + LINEBUF_SLACK, 1);
	}
	got = source_read(b->source, b->bytes + b->end, b->cap - b->end);
	if (got < 0)
		return false;
	b->over = got == 0;
	b->end += (size_t)got;
	memset(b->bytes + b->end, 0, LINEBUF_SLACK);
	return true;
}

/* The position in the room of the first such byte at or after `from`; the end
 * of what has been read where there is none. */
static size_t
find_byte(struct linebuf *b, struct linebuf_mark *m, char byte, size_t from)
{
	const char *found;
	size_t begin = from;

	if (m->byte == byte && m->from <= from) {
		if (m->at != SIZE_MAX && m->at >= from)
			return m->at;
		if (m->at == SIZE_MAX && m->upto > from)
			begin = m->upto;
	}
	found = begin < b->end ? memchr(b->bytes + begin, byte, b->end - begin)
			       : NULL;
	*m = (struct linebuf_mark){ byte, from, b->end,
		found ? (size_t)(found - b->bytes) : SIZE_MAX };
	return found ? m->at : b->end;
}

size_t
linebuf_byte(struct linebuf *b, unsigned slot, char byte, size_t from,
	size_t to)
{
	size_t at = find_byte(b, &b->marks[slot], byte, b->at + from) - b->at;

	return at < to ? at : to;
}

/* Where a line that begins at `from` ends in the room, and how long its end
 * is; false when that is not yet read. */
static bool
find_end(struct linebuf *b, size_t from, size_t *end, size_t *length)
{
	struct linebuf_mark *mark = &b->marks[MARK_LF];
	size_t lf, cr;

	*length = 1;
	if (b->newline == CSV_NEWLINE_CR) {
		*end = find_byte(b, &b->marks[MARK_CR], '\r', from);
		return *end < b->end;
	}
	*end = lf = find_byte(b, mark, '\n', from);
	switch (b->newline) {
	case CSV_NEWLINE_CRLF:
		while (lf < b->end && (lf == from || b->bytes[lf - 1] != '\r'))
			lf = find_byte(b, mark, '\n', lf + 1);
		/* fall through */
	case CSV_NEWLINE_STRICT:
		*length = lf < b->end && lf > from && b->bytes[lf - 1] == '\r'
			? 2
			: 1;
		*end = lf + 1 - *length;
		return lf < b->end;
	case CSV_NEWLINE_AUTO:
		break;
	default:
		return lf < b->end;
	}
	cr = find_byte(b, &b->marks[MARK_CR], '\r', from);
	if (cr >= lf)
		return lf < b->end;
	*end = cr;
	*length = cr + 1 == lf && lf < b->end ? 2 : 1;
	/* Whether a CR at the end of what is read has its LF is not known. */
	return cr + 1 < b->end || b->over;
}

/* It looks before it reads, so that a source that is slow, such as a pipe,
 * gives its lines as soon as they are there. */
enum linebuf_result
linebuf_find(struct linebuf *b, size_t from, struct linebuf_line *line)
{
	size_t end, length;

	for (;;) {
		size_t have = b->end - b->at;
		bool found = from < have
			&& find_end(b, b->at + from, &end, &length);

		line->begin = from;
		if (found && end - b->at - from <= b->most) {
			line->end = end - b->at;
			line->next = line->end + length;
			return LINEBUF_FOUND;
		}
		if (found || have > from + b->most + 1)
			return LINEBUF_LONG;
		if (b->over && have <= from)
			return LINEBUF_END;
		if (b->over && have - from > b->most)
			return LINEBUF_LONG;
		if (b->over) {
			const char *text = linebuf_text(b);
			size_t stop = b->end - b->at;

			/* The rest of the source, which no line end follows. */
			line->next = stop;
			if (b->newline == CSV_NEWLINE_STRICT)
				stop -= text[stop - 1] == '\r';
			else
				while (stop > line->begin
					&& text[stop - 1] == CTRL_Z)
					stop--;
			line->end = stop;
			return stop == line->begin
					&& b->newline != CSV_NEWLINE_STRICT
				? LINEBUF_END
				: LINEBUF_FOUND;
		}
		if (!refill(b))
			return LINEBUF_FAULT;
	}
}

bool
linebuf_pass_line(struct linebuf *b)
{
	size_t end, length;

	for (;;) {
		if (find_end(b, b->at, &end, &length)) {
			b->at = end + length;
			return true;
		}
		/* The last byte may be half of a CR LF. */
		if (b->end - b->at > 1)
			b->at = b->end - 1;
		if (b->over) {
			b->at = b->end;
			return true;
		}
		if (!refill(b))
			return false;
	}
}
