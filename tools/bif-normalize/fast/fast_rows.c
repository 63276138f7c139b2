/* SPDX-License-Identifier: MIT
 *
 * Rows come in runs of at most COLUMN_ROWS. A run is looked up whole, then its
 * rows are taken in their order: each by its plan, or by the slow path, which
 * may learn what a text means on a day. What it learns counts from the next
 * run on: rows that were looked up already go by what was known then.
 */
#include "fast_rows.h"

#include "base/mem.h"
#include "bif-normalize/fast/column.h"
#include "bif-normalize/fast/row_plan_run.h"
#include "io/progress.h"

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
	b->seen = mem_grow(b->seen, &b->seen_cap, b->nseen + 1,
		sizeof(struct row_plan *));
	b->seen[b->nseen++] = s;
}

/* --- rows are taken --- */

/* Writes the facts of a row whose plan is known. */
static inline void
take_facts(struct fast_rows *b, struct row_plan *s, size_t row)
{
	const struct fact_terms *f = s->facts, *end = f + s->nfacts;

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
	if (b->write.out)
		row_plan_run_row(&b->write, s, row);
}

/* False when the row is left to the slow path. */
static inline bool
take(struct fast_rows *b, size_t row)
{
	const struct view *v = &b->views[row];
	const struct columns *cs;
	uint32_t file;

	if (!v->plan)
		return false;
	/* Finds the row's file; those of one file are tallied together. */
	cs = b->columns;
	file = tally_file(b->in.tally,
		column_cell(&cs->rows, row * cs->width + b->write.at_cell));
	if (file != b->file) {
		tally(b);
		b->file = file;
	}
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
			day = cs->list[fields[c->field].on].at[row]->day;
		if (day == DAY_NONE || is_known_on(c->at[row], day))
			continue;
		b->doubts = mem_grow(b->doubts, &b->doubts_cap, b->ndoubts + 1,
			sizeof(*b->doubts));
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
