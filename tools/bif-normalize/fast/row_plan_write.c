/* SPDX-License-Identifier: MIT */
#include "row_plan_write.h"

#define ROOM (64 * 1024) /* asked of the output at a time */

void
row_plan_write_pause(struct row_plan_write *w)
{
	if (w->room)
		out_used(w->out, (size_t)(w->to - w->room));
	w->room = NULL;
}

static void
more_room(struct row_plan_write *w, size_t bytes)
{
	row_plan_write_pause(w);
	bytes += ROOM;
	w->room = w->to = out_room(w->out, bytes);
	w->limit = w->room + bytes;
}

static __attribute__((noinline)) char *
put_long(struct row_plan_write *w, char *to, struct span text, size_t room)
{
	w->to = to;
	if ((size_t)(w->limit - to) < text.len + room)
		more_room(w, text.len + room);
	memcpy(w->to, text.at, text.len);
	return w->to + text.len;
}

/* Copies of one size, mostly of more than is needed, are the quickest; then
 * there must be as much room for the rest of the row as before. */
static inline char *
put(struct row_plan_write *w, char *to, struct span text, size_t room)
{
	if (__builtin_expect(text.len > VALUE_CACHE_WIDTH, 0))
		return put_long(w, to, text, room);
	memcpy(to, text.at, VALUE_CACHE_WIDTH);
	return to + text.len;
}

/* A number, its sign turned; zero has none. */
static char *
put_negated(struct row_plan_write *w, char *to, struct span text, size_t room)
{
	if (text.at[0] == '-')
		return put(w, to, (struct span){ text.at + 1, text.len - 1 },
			room);
	if (text.len > 1 || text.at[0] != '0')
		*to++ = '-';
	return put(w, to, text, room);
}

static inline char *
put_cell(struct row_plan_write *w, char *to, const struct shape_cell *from,
	size_t row, size_t room)
{
	const struct columns *cs = w->columns;
	const struct column *c = &cs->list[from->column];

	switch (from->source) {
	case ROW_PLAN_TEXT:
		return to;
	case ROW_PLAN_COLUMN:
		return put(w, to, columns_shown(cs, c, row), room);
	case ROW_PLAN_NEGATED:
		return put_negated(w, to, columns_shown(cs, c, row), room);
	case ROW_PLAN_DAY:
		period_write_day(to, columns_day(cs, from->day, row));
		return to + DAY_WIDTH;
	case ROW_PLAN_AT:
		return put(w, to,
			column_cell(&cs->rows, row * cs->width + w->at_cell),
			room);
	}
	return to;
}

static inline void
write_fact(struct row_plan_write *w, const struct shape_fact *f, size_t row,
	size_t room)
{
	const struct shape_piece *p = f->pieces, *end = p + f->npieces;
	char *to = w->to;

	for (; p < end; p++) {
		to = put(w, to, (struct span){ p->before, p->before_len },
			room);
		to = put_cell(w, to, &p->cell, row, room);
	}
	w->to = to;
}

void
row_plan_write_row(struct row_plan_write *w, const struct row_plan *s,
	size_t row)
{
	const struct shape_fact *f = s->facts, *end = f + s->nfacts;

	if (!w->room || (size_t)(w->limit - w->to) < s->room)
		more_room(w, s->room);
	for (; f < end; f++)
		write_fact(w, f, row, s->room);
}
