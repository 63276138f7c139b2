/* SPDX-License-Identifier: MIT */
#include "batch.h"

#include "base/mem.h"
#include "column.h"
#include "io/progress.h"
#include "value/text.h"

#define ROOM (64 * 1024)                /* asked of the output at a time */

/* A text of a row the judge has seen, to be read again for that day. */
struct doubt {
	size_t column;
	size_t row;
	int32_t day;
};

struct batch {
	struct normalize *n;
	struct shapes *shapes;
	struct columns *columns;

	struct tsv_rows rows;
	size_t width;                   /* cells of a row */
	size_t at_cell;
	size_t next;                    /* row of the batch */
	size_t passed;                  /* rows the reader was told of */
	bool left;                      /* the row before next was left to the
	                                   judge */
	struct answers answers[COLUMN_ROWS];
	struct shape *shape[COLUMN_ROWS];       /* NULL: left to the judge */
	struct doubt *doubts;
	size_t ndoubts, doubts_cap;

	/* Since rows were tallied: */
	uint32_t file;
	int32_t first, last;            /* days of facts */
	struct shape **seen;
	size_t nseen, seen_cap;

	/* The output's room; it is filled up to `to`. NULL: none was asked for
	 * since it was handed back. */
	char *room, *to, *limit;
};

static bool
is_wanted(const struct normalize *n)
{
	const char *asked = getenv("BIF_FAST");

	if (asked && !strcmp(asked, "0"))
		return false;
	return !n->plan->nkey && (!n->writer.out || out_is_tsv(n->writer.out));
}

struct batch *
batch_new(struct normalize *n)
{
	struct shapes *shapes = is_wanted(n)
		? shapes_new(n->plan, &n->writer) : NULL;
	struct batch *b;

	if (!shapes)
		return NULL;
	b = mem_new(1, sizeof(*b));
	b->n = n;
	b->shapes = shapes;
	b->columns = columns_new(shapes, n->cells);
	b->first = INT32_MAX;
	b->last = INT32_MIN;
	return b;
}

void
batch_free(struct batch *b)
{
	if (!b)
		return;
	columns_free(b->columns);
	shapes_free(b->shapes);
	mem_free(b->doubts);
	mem_free(b->seen);
	mem_free(b);
}

bool
batch_bind(struct batch *b, const struct tsv *in)
{
	b->rows.count = b->next = b->passed = 0;
	b->left = false;
	if (b->n->row->at_column < 0)
		return false;
	b->width = in->columns;
	b->at_cell = (size_t)b->n->row->at_column;
	columns_bind(b->columns, b->n->row);
	return true;
}

static inline struct span
cell(const struct batch *b, size_t row, size_t column)
{
	return column_cell(&b->rows, row * b->width + column);
}

static inline int32_t
day_at(const struct batch *b, struct shape_day day, size_t row)
{
	int32_t month;

	if (day.column == FIELD_NONE)
		return day.day;
	day.day = b->columns->list[day.column].at[row]->day;
	if (!day.month)
		return day.day;
	month = period_month_of(day.day);
	return period_month_last(month - month % 12 + day.month - 1);
}

/* --- what becomes of a row --- */

static bool
checks_hold(const struct batch *b, const struct shape *s, size_t row)
{
	size_t i;

	for (i = 0; i < s->nchecks; i++) {
		const struct shape_check *c = &s->checks[i];
		const struct known *k = b->columns->list[c->column].at[row];
		int32_t day = day_at(b, c->day, row);

		if (day < k->from || day > k->to)
			return false;
	}
	return true;
}

/* No fact ends before it begins. */
static bool
ends_hold(const struct batch *b, const struct shape *s, size_t row)
{
	const struct shape_fact *f = s->facts, *end = f + s->nfacts;

	for (; f < end; f++)
		if ((f->until.column != FIELD_NONE || f->until.day != DAY_NONE)
		    && day_at(b, f->until, row) < day_at(b, f->date, row))
			return false;
	return true;
}

static void
foresee(struct batch *b)
{
	size_t i;

	columns_look_up(b->columns, &b->rows, b->width, b->answers);
	for (i = 0; i < b->rows.count; i++) {
		struct shape *s = shape_of(b->shapes, b->answers[i]);

		if (s->kind == SHAPE_REFERRED || !checks_hold(b, s, i)
		    || !ends_hold(b, s, i))
			s = NULL;
		b->shape[i] = s;
	}
}

/* --- rows are tallied --- */

static void
tally_shape(struct tally *t, uint32_t file, const struct shape *s,
	struct tally_facts *facts)
{
	size_t i;

	if (s->kind == SHAPE_SKIPPED) {
		tally_skips(t, file, s->rule, s->rows);
		return;
	}
	facts->rows += s->rows;
	facts->facts += s->rows * s->nfacts;
	for (i = 0; i < s->nfacts; i++)
		if (s->facts[i].cells[FACT_EVENT].source == SHAPE_TEXT)
			tally_events(t, s->facts[i].cells[FACT_EVENT].text,
				s->rows);
}

static void
tally(struct batch *b)
{
	struct tally_facts facts = { 0, 0, b->first, b->last };
	size_t i;

	for (i = 0; i < b->nseen; i++) {
		tally_shape(b->n->tally, b->file, b->seen[i], &facts);
		b->seen[i]->rows = 0;
	}
	if (b->nseen)
		tally_many(b->n->tally, b->file, &facts);
	b->n->writer.rows += facts.facts;
	if (b->n->writer.out)
		out_rows(b->n->writer.out, facts.facts);
	b->nseen = 0;
	b->first = INT32_MAX;
	b->last = INT32_MIN;
}

static inline void
count(struct batch *b, struct shape *s, size_t row)
{
	uint32_t file = tally_file(b->n->tally, cell(b, row, b->at_cell));

	if (__builtin_expect(file != b->file, 0)) {
		tally(b);
		b->file = file;
	}
	if (s->rows++)
		return;
	b->seen = mem_grow(b->seen, &b->seen_cap, b->nseen + 1,
		sizeof(struct shape *));
	b->seen[b->nseen++] = s;
}

/* --- lines are written --- */

static void
hand_back(struct batch *b)
{
	if (b->room)
		out_used(b->n->writer.out, (size_t)(b->to - b->room));
	b->room = NULL;
}

static void
more_room(struct batch *b, size_t bytes)
{
	hand_back(b);
	bytes += ROOM;
	b->room = b->to = out_room(b->n->writer.out, bytes);
	b->limit = b->room + bytes;
}

static __attribute__((noinline)) char *
put_long(struct batch *b, char *to, struct span text, size_t room)
{
	b->to = to;
	if ((size_t)(b->limit - to) < text.len + room)
		more_room(b, text.len + room);
	memcpy(b->to, text.at, text.len);
	return b->to + text.len;
}

/* Copies of one size, mostly of more than is needed, are the quickest; then
 * there must be as much room for the rest of the row as before. */
static inline char *
put(struct batch *b, char *to, struct span text, size_t room)
{
	if (__builtin_expect(text.len > KNOWN_WIDTH, 0))
		return put_long(b, to, text, room);
	memcpy(to, text.at, KNOWN_WIDTH);
	return to + text.len;
}

static char *
put_person(struct batch *b, char *to, const struct column *c, struct span raw)
{
	char *digits = c->person.at + c->person.len;

	if (column_plain_cpr(raw)) {
		memcpy(digits, raw.at, 6);
		memcpy(digits + 6, raw.at + 7, 4);
	} else {
		text_cpr(raw, digits);
	}
	pseudonym_of(b->n->key, (struct span){ c->person.at,
		c->person.len + 10 }, to);
	return to + PSEUDONYM_WIDTH;
}

/* A number, its sign turned; zero has none. */
static char *
put_negated(struct batch *b, char *to, struct span text, size_t room)
{
	if (text.at[0] == '-')
		return put(b, to, (struct span){ text.at + 1, text.len - 1 },
			room);
	if (text.len > 1 || text.at[0] != '0')
		*to++ = '-';
	return put(b, to, text, room);
}

static inline struct span
shown(const struct batch *b, const struct column *c, size_t row)
{
	const struct known *k = c->at[row];

	return k ? (struct span){ k->shown, k->shown_len }
		: cell(b, row, (size_t)c->cell);
}

static inline char *
put_cell(struct batch *b, char *to, const struct shape_cell *from, size_t row,
	size_t room)
{
	const struct column *c = &b->columns->list[from->column];

	switch (from->source) {
	case SHAPE_TEXT:
		return to;
	case SHAPE_COLUMN:
		return put(b, to, shown(b, c, row), room);
	case SHAPE_NEGATED:
		return put_negated(b, to, shown(b, c, row), room);
	case SHAPE_PERSON:
		return put_person(b, to, c, cell(b, row, (size_t)c->cell));
	case SHAPE_DAY:
		period_write_day(to, day_at(b, from->day, row));
		return to + DAY_WIDTH;
	case SHAPE_AT:
		return put(b, to, cell(b, row, b->at_cell), room);
	}
	return to;
}

static inline void
write_fact(struct batch *b, const struct shape_fact *f, size_t row,
	size_t room)
{
	const struct shape_piece *p = f->pieces, *end = p + f->npieces;
	char *to = b->to;

	for (; p < end; p++) {
		to = put(b, to, (struct span){ p->before, p->before_len },
			room);
		to = put_cell(b, to, &p->cell, row, room);
	}
	b->to = to;
}

static inline void
take_fact(struct batch *b, const struct shape *s, const struct shape_fact *f,
	size_t row)
{
	int32_t day = day_at(b, f->date, row);

	if (day < b->first)
		b->first = day;
	if (day > b->last)
		b->last = day;
	if (f->cells[FACT_EVENT].source == SHAPE_COLUMN)
		tally_events(b->n->tally, shown(b, &b->columns->list[
			f->cells[FACT_EVENT].column], row), 1);
	if (b->n->writer.out)
		write_fact(b, f, row, s->room);
}

static inline void
take(struct batch *b, struct shape *s, size_t row)
{
	const struct shape_fact *f = s->facts, *end = f + s->nfacts;

	count(b, s, row);
	if (s->kind != SHAPE_FACTS)
		return;
	if (b->n->writer.out && (!b->room
	    || (size_t)(b->limit - b->to) < s->room))
		more_room(b, s->room);
	for (; f < end; f++)
		take_fact(b, s, f, row);
}

/* --- rows left to the judge --- */

static void
add_doubt(struct batch *b, size_t column, size_t row, int32_t day)
{
	b->doubts = mem_grow(b->doubts, &b->doubts_cap, b->ndoubts + 1,
		sizeof(*b->doubts));
	b->doubts[b->ndoubts++] = (struct doubt){ column, row, day };
}

/* What the judge was asked to look at may have been texts nobody had met on
 * that day. They wait: rows that were looked at already go by what was known
 * then. */
static void
doubt_row(struct batch *b, size_t row)
{
	const struct fact_field *fields = b->n->plan->fields;
	const struct columns *cs = b->columns;
	size_t i;

	for (i = 0; i < cs->count; i++) {
		const struct column *c = &cs->list[i];
		int32_t day = b->n->row->day;

		if (!c->dated || (c->at[row]->lacks & c->bit))
			continue;
		if (c->kind != COLUMN_LITERAL
		    && fields[c->field].on != FIELD_NONE)
			day = cs->list[fields[c->field].on].at[row]->day;
		if (day != DAY_NONE && (day < c->at[row]->from
		    || day > c->at[row]->to))
			add_doubt(b, i, row, day);
	}
}

static void
settle_doubts(struct batch *b)
{
	const struct doubt *d = b->doubts, *end = d + b->ndoubts;

	for (; d < end; d++) {
		struct column *c = &b->columns->list[d->column];
		struct known *k = c->at[d->row];

		if (d->day < k->from || d->day > k->to)
			column_reread(b->columns, c, k, c->kind
				== COLUMN_LITERAL ? c->literal : cell(b,
				d->row, (size_t)c->cell), d->day);
	}
	b->ndoubts = 0;
}

/* --- batches --- */

/* The rows before that one were taken: the reader and the output are told. */
static void
pass(struct batch *b, struct tsv *in, size_t row)
{
	tally(b);
	hand_back(b);
	tsv_pass(in, row - b->passed);
	b->n->rows += row - b->passed;
	b->passed = row;
}

static bool
next_batch(struct batch *b, struct tsv *in)
{
	if (b->rows.count) {
		pass(b, in, b->rows.count);
		settle_doubts(b);
		progress_tick(b->n->rows);
	}
	b->next = b->passed = b->rows.count = 0;
	if (b->n->writer.out && out_failed(b->n->writer.out))
		return false;
	shapes_tidy(b->shapes);
	if (!tsv_rows(in, COLUMN_ROWS, &b->rows))
		b->rows.count = 0;
	else
		foresee(b);
	return b->rows.count > 0;
}

void
batch_rows(struct batch *b, struct tsv *in)
{
	if (b->left)
		doubt_row(b, b->next - 1);
	b->left = false;
	while (b->next < b->rows.count || next_batch(b, in)) {
		size_t row = b->next++;

		if (b->shape[row]) {
			take(b, b->shape[row], row);
			continue;
		}
		pass(b, in, row);
		b->passed++;            /* by tsv_next() */
		b->left = true;
		return;
	}
}
