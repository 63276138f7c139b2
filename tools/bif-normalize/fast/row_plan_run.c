/* SPDX-License-Identifier: MIT
 *
 * Copies of one size, mostly of more bytes than are needed, are the quickest:
 * so there is always room for VALUE_CACHE_WIDTH bytes more, to be read behind
 * each text and to be written behind each line.
 */
#include "row_plan_run.h"

#include "bif-normalize/exact/keys.h"

#define ROOM (64 * 1024) /* bytes asked of the output at a time */

/* --- lines --- */

void
row_plan_run_pause(struct row_plan_run *w)
{
	if (w->room)
		out_used(w->out, (size_t)(w->to - w->room));
	w->room = NULL;
}

/* Hands over what is written and takes room for more. */
static void
more_room(struct row_plan_run *w, size_t bytes)
{
	row_plan_run_pause(w);
	bytes += ROOM;
	w->room = w->to = out_room(w->out, bytes);
	w->limit = w->room + bytes;
}

/* The rare case of put(): a text that may not fit. */
static __attribute__((noinline)) char *
put_long(struct row_plan_run *w, char *to, struct span text, size_t room)
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
put(struct row_plan_run *w, char *to, struct span text, size_t room)
{
	if (__builtin_expect(text.len > VALUE_CACHE_WIDTH, 0))
		return put_long(w, to, text, room);
	memcpy(to, text.at, VALUE_CACHE_WIDTH);
	return to + text.len;
}

/* A number, its sign turned; zero has none. */
static char *
put_negated(struct row_plan_run *w, char *to, struct span text, size_t room)
{
	if (text.at[0] == '-')
		return put(w, to, (struct span){ text.at + 1, text.len - 1 },
			room);
	if (text.len > 1 || text.at[0] != '0')
		*to++ = '-';
	return put(w, to, text, room);
}

/* Writes one cell of a line. */
static inline char *
put_cell(struct row_plan_run *w, char *to, const struct cell_term *from,
	size_t row, size_t room)
{
	const struct columns *cs = w->columns;
	const struct column *c = &cs->list[from->field];

	switch (from->source) {
	case CELL_TEXT:
		return to;
	case CELL_FIELD:
		return put(w, to, columns_shown(cs, c, row), room);
	case CELL_NEGATED:
		return put_negated(w, to, columns_shown(cs, c, row), room);
	case CELL_DAY:
		period_write_day(to, columns_day(cs, from->day, row));
		return to + DAY_WIDTH;
	}
	return to;
}

/* Writes the line of one fact. */
static inline void
write_line(struct row_plan_run *w, const struct plan_line *line, size_t row,
	size_t room)
{
	const struct columns *cs = w->columns;
	const struct plan_piece *p = line->pieces, *end = p + line->count;
	char *to = w->to;

	for (; p < end; p++) {
		to = put(w, to, (struct span){ p->before, p->before_len },
			room);
		if (p->is_at)
			to = put(w, to,
				column_cell(&cs->rows,
					row * cs->width + w->at_cell),
				room);
		else
			to = put_cell(w, to, &p->cell, row, room);
	}
	w->to = to;
}

void
row_plan_run_row(struct row_plan_run *w, const struct row_plan *p, size_t row)
{
	const struct plan_line *line = p->lines, *end = line + p->nfacts;

	if (!w->room || (size_t)(w->limit - w->to) < p->room)
		more_room(w, p->room);
	for (; line < end; line++)
		write_line(w, line, row, p->room);
}

/* --- digests --- */

/* digest_text() of a text after which VALUE_CACHE_WIDTH bytes can be read. */
static inline digest
text_part(struct span text)
{
	uint64_t w[VALUE_CACHE_WORDS];

	if (text.len > VALUE_CACHE_WIDTH)
		return digest_text(text);
	value_cache_load(w, text, VALUE_CACHE_WIDTH);
	if (text.len <= 16)
		return digest_more(digest_of(text.len), w[0], w[1]);
	return digest_more(digest_more(digest_of(text.len), w[0], w[1]), w[2],
		w[3]);
}

/* A number that reads as itself: at most fifteen digits. */
static digest
number_part(struct span raw)
{
	struct answer a = { .state = ANSWER_GOOD };

	for (size_t i = 0; i < raw.len; i++)
		a.number.millionths = a.number.millionths * 10
			+ (raw.at[i] - '0');
	a.number.millionths *= DECIMAL_ONE;
	return keys_part(TYPE_NUMBER, &a);
}

/* The digest of one column of the key. */
static inline digest
key_part(const struct columns *cs, const struct column *c, size_t row)
{
	struct span raw = column_cell(&cs->rows,
		row * cs->width + (size_t)c->cell);

	if (c->kind == COLUMN_PERSON) {
		char digits[VALUE_CACHE_WIDTH];

		column_digits(raw, digits);
		return text_part((struct span){ digits, 10 });
	}
	if (c->at[row])
		return c->at[row]->mark;
	return c->kind == COLUMN_NUMBER ? number_part(raw) : text_part(raw);
}

digest
row_plan_run_key(const struct columns *cs, const struct facts *plan,
	uint64_t lacks, size_t row)
{
	digest sum = 0;

	for (size_t i = 0; i < plan->nkey; i++) {
		const struct column *c = &cs->list[plan->key[i]];

		sum += digest_at(i,
			lacks & c->bit ? DIGEST_EMPTY : key_part(cs, c, row));
	}
	return digest_end(sum);
}

/* The digest of one cell of a fact. */
static inline digest
fact_part(const struct columns *cs, const struct cell_term *cell, size_t row)
{
	const struct column *c = &cs->list[cell->field];

	if (cell->source == CELL_DAY) {
		char room[VALUE_CACHE_WIDTH];

		period_write_day(room, columns_day(cs, cell->day, row));
		return text_part((struct span){ room, DAY_WIDTH });
	}
	if (cell->source == CELL_NEGATED) {
		struct span text = columns_shown(cs, c, row);
		char space[VALUE_CACHE_WIDTH * 2] = "-";

		/* The digest of a number whose sign is turned. */
		if (text.at[0] == '-')
			return text_part(
				(struct span){ text.at + 1, text.len - 1 });
		if (text.len == 1 && text.at[0] == '0')
			return text_part(text);
		memcpy(space + 1, text.at, text.len);
		return text_part((struct span){ space, text.len + 1 });
	}
	if (c->marks)
		return digest_number((uint64_t)c->marks[row],
			(uint64_t)(c->marks[row] >> 64));
	if (c->kind != COLUMN_PERSON && c->at[row])
		return c->at[row]->shown_mark;
	return text_part(columns_shown(cs, c, row));
}

digest
row_plan_run_facts(const struct columns *cs, const struct row_plan *s,
	size_t row)
{
	const struct plan_part *p = s->parts, *end = p + s->nparts;
	digest sum = s->fixed;

	for (; p < end; p++)
		sum += digest_at(p->place, fact_part(cs, p->cell, row));
	return digest_end(sum);
}
