/* SPDX-License-Identifier: MIT
 *
 * Rows come in runs of at most COLUMN_ROWS. A run is looked up whole, then its
 * rows are taken in their order: each by its plan, or by the slow path, which
 * may learn what a text means on a day. What it learns counts from the next
 * run on: rows that were looked up already go by what was known then.
 */
#include "fast_rows.h"

#include "base/mem.h"
#include "column.h"
#include "row_plan.h"
#include "io/out.h"
#include "io/progress.h"
#include "stream/reject.h"

/* What a plan (row_plan) comes to for one row: the lines of its
 * facts, put together from stretches of fixed text and the texts of cells in
 * the output's own room, and the digests by which rows are compared. */

/* Where lines are written, and the columns they are made of. */
struct row_plan_run {
	struct out *out;
	const struct columns *columns;
	size_t at_cell; /* the input's column `at` */
	/* the room of the run, filled up to `to`; NULL: none
	 * was asked for since it was handed back */
	char *room, *to, *limit;
};

/* Copies of one size, mostly of more bytes than are needed, are the quickest:
 * so there is always room for VALUE_CACHE_WIDTH bytes more, to be read behind
 * each text and to be written behind each line. */

#define ROOM (64 * 1024) /* bytes asked of the output at a time */

/* --- lines --- */

/* Hands the room back, before anybody else writes to out. */
static void
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

/* The digest of one column of the key. */
static inline digest
key_part(const struct columns *cs, const struct column *c, size_t row)
{
	struct span raw = column_cell(&cs->rows,
		row * cs->width + (size_t)c->cell);
	struct answer a = { .state = ANSWER_GOOD };

	if (c->kind == COLUMN_PERSON) {
		char digits[VALUE_CACHE_WIDTH];

		column_digits(raw, digits);
		return text_part((struct span){ digits, 10 });
	}
	if (c->at[row])
		return value_cache_marks(c->at[row])->value;
	if (c->kind != COLUMN_NUMBER)
		return text_part(raw);
	/* It reads as itself: at most fifteen digits. */
	for (size_t i = 0; i < raw.len; i++)
		a.number.millionths = a.number.millionths * 10
			+ (raw.at[i] - '0');
	a.number.millionths *= DECIMAL_ONE;
	return keys_part(TYPE_NUMBER, &a);
}

/* As keys_of_row() and keys_of_facts(), of a row that was looked up; lacks as
 * it was answered. */
static digest
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
		return value_cache_marks(c->at[row])->shown;
	return text_part(columns_shown(cs, c, row));
}

/* The same of all facts of the row. */
static digest
row_plan_run_facts(const struct columns *cs, const struct row_plan *s,
	size_t row)
{
	const struct plan_part *p = s->parts, *end = p + s->nparts;
	digest sum = s->fixed;

	for (; p < end; p++)
		sum += digest_at(p->place, fact_part(cs, p->cell, row));
	return digest_end(sum);
}

/* A text of a row that the slow path has seen, to be read again for that
 * day. */
struct doubt {
	size_t column;
	size_t row;
	int32_t day;
};

/* What is foreseen of a row. */
struct view {
	struct row_plan *plan; /* NULL: it is left to the slow path */
	digest key, facts;     /* of facts, where there are keys */
};

struct fast_rows {
	struct fast_rows_shared in;
	struct row_plans *plans;
	struct columns *columns;
	struct row_plan_run write;
	struct answers answers[COLUMN_ROWS];
	struct view views[COLUMN_ROWS];
	size_t next;   /* row of the run */
	size_t passed; /* rows the reader was told of */
	/* the row before next was left to the slow path */
	bool left;
	struct doubt *doubts;
	size_t ndoubts, doubts_cap;

	/* what `at` begins with in the file at hand, as far as its `:`;
	 * no bytes before the first row. A short one stands in words too */
	struct buf prefix;
	uint64_t prefix_words[VALUE_CACHE_WORDS];

	/* since rows were tallied: */
	uint32_t file;
	int32_t first, last; /* days of facts */
	uint64_t duplicates;
	struct row_plan **seen;
	size_t nseen, seen_cap;
};

struct fast_rows *
fast_rows_new(const struct fast_rows_shared *shared)
{
	struct out *out = shared->writer->out;
	struct row_plans *plans;
	struct fast_rows *b;

	if ((out && !out_is_tsv(out)))
		return NULL;
	/* Whether rows can be told one by one, from the cells of their own
	 * columns. */
	for (size_t i = 0; i < shared->plan->nfields; i++)
		if (shared->plan->fields[i].nparts)
			return NULL;
	if (shared->plan->occurrences)
		return NULL;
	plans = row_plans_new(shared->plan, shared->writer);
	if (!plans)
		return NULL;
	b = mem_new(1, sizeof(*b));
	b->in = *shared;
	b->plans = plans;
	b->columns = columns_new(plans, shared->cells, shared->key);
	b->write.out = out;
	b->write.columns = b->columns;
	b->first = INT32_MAX;
	b->last = INT32_MIN;
	return b;
}

void
fast_rows_free(struct fast_rows *b)
{
	if (!b)
		return;
	columns_free(b->columns);
	row_plans_free(b->plans);
	mem_free(b->doubts);
	mem_free(b->seen);
	buf_free(&b->prefix);
	mem_free(b);
}

bool
fast_rows_bind(struct fast_rows *b, const struct tsv *in)
{
	columns_bind(b->columns, b->in.row, in->columns);
	b->next = b->passed = 0;
	b->left = false;
	if (b->in.row->at_column < 0)
		return false;
	b->write.at_cell = (size_t)b->in.row->at_column;
	return true;
}

/* --- what becomes of the rows --- */

/* Whether what depends on the day holds on this row's day too, and no fact ends
 * before it begins. */
static bool
checks_hold(const struct columns *cs, const struct row_plan *s, size_t row)
{
	const struct fact_terms *f = s->facts, *end = f + s->nfacts;

	for (size_t i = 0; i < s->nchecks; i++) {
		const struct plan_check *c = &s->checks[i];
		const struct value_cache *k = cs->list[c->column].at[row];
		int32_t day = columns_day(cs, c->day, row);

		if (day < k->from || day > k->to)
			return false;
	}
	for (; f < end; f++)
		if (day_term_known(f->until)
			&& columns_day(cs, f->until, row)
				< columns_day(cs, f->date, row))
			return false;
	return true;
}

/* --- rows are tallied --- */

/* Counts what was taken of one file since it was last counted: plans are few
 * and rows are many. */
static void
tally(struct fast_rows *b)
{
	struct tally_facts facts = { 0, 0, b->first, b->last };

	for (size_t i = 0; i < b->nseen; i++) {
		struct row_plan *s = b->seen[i];
		uint64_t rows = s->rows;

		s->rows = 0;
		if (s->outcome == ROW_SKIPPED) {
			tally_skips(b->in.tally, b->file, s->rule, rows);
			continue;
		}
		facts.rows += rows;
		facts.facts += rows * s->nfacts;
		for (size_t k = 0; k < s->nfacts; k++)
			if (s->facts[k].cells[FACT_EVENT].source == CELL_TEXT)
				tally_events(b->in.tally,
					s->facts[k].cells[FACT_EVENT].text,
					rows);
	}
	if (facts.rows)
		tally_many(b->in.tally, b->file, &facts);
	if (b->duplicates)
		tally_skips(b->in.tally, b->file,
			b->in.plan->nskips + EVALUATE_DUPLICATE, b->duplicates);
	b->in.writer->rows += facts.facts;
	if (b->in.writer->out)
		out_rows(b->in.writer->out, facts.facts);
	b->nseen = b->duplicates = 0;
	b->first = INT32_MAX;
	b->last = INT32_MIN;
}

/* One more row of a plan; a plan that is met for the first time is put on the
 * list. */
static inline void
count(struct fast_rows *b, struct row_plan *s)
{
	if (s->rows++)
		return;
	MEM_GROW(b->seen, b->seen_cap, b->nseen + 1);
	b->seen[b->nseen++] = s;
}

/* Whether a row is of the file at hand. Each row asks, so it is told by a few
 * words, but for a long path. */
static inline bool
is_same_file(const struct fast_rows *b, struct span at)
{
	uint64_t words[VALUE_CACHE_WORDS];
	struct span number = at;

	if (!b->prefix.len || at.len <= b->prefix.len)
		return false;
	span_skip(&number, b->prefix.len);
	at.len = b->prefix.len;
	if (!column_plain_number(number))
		return false;
	if (at.len > VALUE_CACHE_WIDTH)
		return !memcmp(at.at, b->prefix.at, at.len);
	value_cache_load(words, at, VALUE_CACHE_WIDTH);
	return value_cache_same(words, b->prefix_words, VALUE_CACHE_WIDTH);
}

/* Finds the row's file; those of one file are tallied together. */
static void
find_file(struct fast_rows *b, struct span at)
{
	uint32_t file = tally_file(b->in.tally, at);

	if (file != b->file) {
		tally(b);
		b->file = file;
	}
	at.len = reject_file(at).len + 1;
	buf_clear(&b->prefix);
	buf_add(&b->prefix, at);
	if (at.len <= VALUE_CACHE_WIDTH)
		value_cache_load(b->prefix_words, at, VALUE_CACHE_WIDTH);
}

/* --- rows are taken --- */

/* Writes the facts of a row whose plan is known. */
static inline void
take_facts(struct fast_rows *b, struct row_plan *s, size_t row)
{
	const struct fact_terms *f = s->facts, *end = f + s->nfacts;
	struct row_plan_run *w = &b->write;

	count(b, s);
	for (; f < end; f++) {
		const struct columns *cs = b->columns;
		const struct cell_term *event = &f->cells[FACT_EVENT];
		int32_t day = columns_day(cs, f->date, row);

		if (day < b->first)
			b->first = day;
		if (day > b->last)
			b->last = day;
		if (event->source == CELL_FIELD)
			tally_events(b->in.tally,
				columns_shown(cs, &cs->list[event->field], row),
				1);
	}
	if (!b->write.out)
		return;
	if (!w->room || (size_t)(w->limit - w->to) < s->room)
		more_room(w, s->room);
	for (size_t i = 0; i < s->nfacts; i++)
		write_line(w, &s->lines[i], row, s->room);
}

/* False when the row is left to the slow path. */
static inline bool
take(struct fast_rows *b, size_t row)
{
	const struct view *v = &b->views[row];
	const struct columns *cs = b->columns;
	struct span at;

	if (!v->plan)
		return false;
	at = column_cell(&cs->rows, row * cs->width + b->write.at_cell);
	if (!is_same_file(b, at))
		find_file(b, at);
	if (v->plan->outcome == ROW_SKIPPED) {
		count(b, v->plan);
		return true;
	}
	switch (b->in.plan->nkey ? keys_known(b->in.keys, v->key, v->facts)
				 : KEYS_FRESH) {
	case KEYS_FRESH:
		take_facts(b, v->plan, row);
		return true;
	case KEYS_DUPLICATE:
		b->duplicates++;
		return true;
	case KEYS_CONFLICT:
		break;
	}
	return false;
}

/* --- rows left to the slow path --- */

/* Whether what is known of a text holds on that day. */
static bool
is_known_on(const struct value_cache *k, int32_t day)
{
	return k->from <= day && day <= k->to;
}

/* What the slow path was asked to look at may have been texts nobody had met on
 * that day. They wait: rows that were looked at already go by what was known
 * then. */
static void
doubt_row(struct fast_rows *b, size_t row)
{
	const struct fact_field *fields = b->in.plan->fields;
	const struct columns *cs = b->columns;

	for (size_t i = 0; i < cs->count; i++) {
		const struct column *c = &cs->list[i];
		int32_t day = row_day(b->in.row);

		if (!c->dated || (c->at[row]->lacks & c->bit))
			continue;
		if (c->kind != COLUMN_LITERAL
			&& fields[c->field].on != FIELD_NONE)
			day = cs->list[fields[c->field].on].days[row];
		if (day == DAY_NONE || is_known_on(c->at[row], day))
			continue;
		MEM_GROW(b->doubts, b->doubts_cap, b->ndoubts + 1);
		b->doubts[b->ndoubts++] = (struct doubt){ i, row, day };
	}
}

/* --- runs --- */

/* The rows before that one were taken: the reader and the output are told. */
static void
pass(struct fast_rows *b, struct tsv *in, size_t row)
{
	tally(b);
	row_plan_run_pause(&b->write);
	tsv_pass(in, row - b->passed);
	*b->in.rows += row - b->passed;
	b->passed = row;
}

/* Reads again the texts that were in doubt, for the days they stood on. */
static void
read_doubts(struct fast_rows *b)
{
	const struct doubt *d = b->doubts, *end = d + b->ndoubts;

	for (; d < end; d++) {
		struct column *c = &b->columns->list[d->column];

		if (!is_known_on(c->at[d->row], d->day))
			columns_reread(b->columns, c, d->row, d->day);
	}
	b->ndoubts = 0;
}

/* Looks up the next run of rows column by column, finds each row's plan, and
 * asks memory for the places of their keys. */
static bool
next_run(struct fast_rows *b, struct tsv *in)
{
	struct tsv_rows *rows = &b->columns->rows;
	const struct columns *cs;

	if (rows->count) {
		pass(b, in, rows->count);
		read_doubts(b);
		progress_tick(*b->in.rows);
	}
	b->next = b->passed = rows->count = 0;
	if (b->write.out && out_failed(b->write.out))
		return false;
	row_plans_tidy(b->plans);
	if (!tsv_rows(in, COLUMN_ROWS, rows)) {
		rows->count = 0;
		return false;
	}
	cs = b->columns;
	columns_look_up(b->columns, b->answers);
	for (size_t i = 0; i < cs->rows.count; i++) {
		struct row_plan *s = row_plan_of(b->plans, b->answers[i]);

		if (s->outcome == ROW_REJECTED || !checks_hold(cs, s, i))
			s = NULL;
		b->views[i].plan = s;
	}
	if (b->in.plan->nkey) {
		/* By the time a row's turn comes the place of its key is at
		 * hand. */
		for (size_t i = 0; i < b->columns->rows.count; i++) {
			struct view *v = &b->views[i];

			if (!v->plan || v->plan->outcome != ROW_FACTS)
				continue;
			/* An hour may come twice. */
			if (period_turns_back(
				    columns_day(cs, v->plan->facts->date, i))) {
				v->plan = NULL;
				continue;
			}
			v->key = row_plan_run_key(b->columns, b->in.plan,
				b->answers[i].lacks, i);
			keys_soon(b->in.keys, v->key);
		}
		for (size_t i = 0; i < b->columns->rows.count; i++) {
			struct view *v = &b->views[i];

			if (!v->plan || v->plan->outcome != ROW_FACTS)
				continue;
			keys_next(b->in.keys, v->key);
			v->facts = row_plan_run_facts(b->columns, v->plan, i);
		}
	}
	return true;
}

void
fast_rows_rows(struct fast_rows *b, struct tsv *in)
{
	if (b->left)
		doubt_row(b, b->next - 1);
	b->left = false;
	while (b->next < b->columns->rows.count || next_run(b, in)) {
		if (take(b, b->next++))
			continue;
		pass(b, in, b->next - 1);
		b->passed++; /* by tsv_next() */
		b->left = true;
		return;
	}
}
