/* SPDX-License-Identifier: MIT
 *
 * Columns are made for a plan; what a new text of one means is asked of the
 * slow path's row and cell, so that both paths read alike.
 */
#include "column.h"

#include "base/mem.h"
#include "bif-normalize/exact/keys.h"
#include "value/text.h"

/* How the column is looked up: texts that tests ask for, or whose meaning has
 * to be kept, are remembered; plain ones go through. */
static enum column_kind
kind_of(const struct row_plans *s, int field)
{
	const struct fact_field *f = &s->plan->fields[field];
	size_t i;

	for (i = 0; i < s->plan->ntests; i++)
		if (s->tests[i]->field == field)
			return COLUMN_KNOWN;
	switch (f->type) {
	case TYPE_CPR:
		return COLUMN_PERSON;
	case TYPE_NUMBER: /* digits may be a marker, or no time */
		return f->rule || s->plan->nmarkers ? COLUMN_KNOWN
						    : COLUMN_NUMBER;
	case TYPE_NONE:
	case TYPE_TEXT:
		return COLUMN_TEXT;
	default:
		return COLUMN_KNOWN;
	}
}

/* Makes a column for a field of the plan. */
static void
open_field(struct columns *cs, struct column *c, int field)
{
	const struct fact_field *f = &cs->plans->plan->fields[field];

	c->kind = kind_of(cs->plans, field);
	c->dated = f->type == TYPE_UNIT || f->type == TYPE_LIST;
	c->field = field;
	c->bit = (uint64_t)1 << field;
	if (c->kind == COLUMN_PERSON) {
		buf_add(&c->person, f->series);
		buf_byte(&c->person, ':');
		buf_room(&c->person, 10);
		if (cs->plans->writer->shown[field])
			c->letters = mem_new(COLUMN_ROWS, sizeof(*c->letters));
		else if (cs->plans->shown & c->bit)
			c->marks = mem_new(COLUMN_ROWS, sizeof(*c->marks));
		return;
	}
	value_cache_open(&c->table);
	c->at = mem_new(COLUMN_ROWS, sizeof(struct value_cache *));
}

struct columns *
columns_new(const struct row_plans *s, struct cells *cells,
	const struct pseudonym *key)
{
	struct columns *cs = mem_new(1, sizeof(*cs));
	size_t i, nfields = s->plan->nfields;

	cs->plans = s;
	cs->cells = cells;
	cs->key = key;
	cs->probe = row_new(s->plan, cells);
	cs->count = nfields + s->nliterals;
	cs->list = mem_new(cs->count, sizeof(*cs->list));
	for (i = 0; i < nfields; i++)
		open_field(cs, &cs->list[i], (int)i);
	for (; i < cs->count; i++) {
		struct column *c = &cs->list[i];
		struct span literal = s->literals[i - nfields];
		size_t k;

		/* One text, the same in all rows. */
		c->kind = COLUMN_LITERAL;
		c->dated = true;
		c->field = FIELD_NONE;
		c->literal = literal;
		value_cache_open(&c->table);
		c->at = mem_new(COLUMN_ROWS, sizeof(struct value_cache *));
		c->at[0] = value_cache_add(&c->table, literal);
		c->at[0]->from = 1;
		for (k = 1; k < COLUMN_ROWS; k++)
			c->at[k] = c->at[0];
	}
	cs->orders = mem_new(s->plan->ntests, sizeof(*cs->orders));
	for (i = 0; i < s->plan->ntests; i++)
		if (s->tests[i]->other != FIELD_NONE) {
			const struct fact_test *t = s->tests[i];
			const struct column *a = &cs->list[t->field],
					    *b = &cs->list[t->other];
			bool turned = t->kind == TEST_AFTER
				|| t->kind == TEST_NOT_BEFORE;

			cs->orders[cs->norders++] =
				(struct column_order){ (uint64_t)1 << t->nth,
					a->bit | b->bit, turned ? b : a,
					turned ? a : b,
					t->kind == TEST_NOT_AFTER
						|| t->kind == TEST_NOT_BEFORE };
		}
	return cs;
}

void
columns_free(struct columns *cs)
{
	size_t i;

	if (!cs)
		return;
	for (i = 0; i < cs->count; i++) {
		if (cs->list[i].kind != COLUMN_PERSON)
			value_cache_close(&cs->list[i].table);
		mem_free(cs->list[i].at);
		mem_free(cs->list[i].letters);
		mem_free(cs->list[i].marks);
		buf_free(&cs->list[i].person);
	}
	row_free(cs->probe);
	mem_free(cs->list);
	mem_free(cs->orders);
	mem_free(cs);
}

void
columns_bind(struct columns *cs, const struct row *row, size_t width)
{
	size_t i;

	cs->width = width;
	cs->rows.count = 0;
	for (i = 0; i < cs->plans->plan->nfields; i++)
		cs->list[i].cell = row->columns[i];
}

/* --- what texts mean --- */

/* Keeps what the facts show of a text, and its digest where rows have keys. */
static void
show_text(const struct columns *cs, struct column *c, struct value_cache *k,
	struct span text)
{
	value_cache_show(&c->table, k, text);
	if (cs->plans->plan->nkey)
		k->shown_mark = digest_text(text);
}

void
column_learn(struct columns *cs, struct column *c, struct value_cache *k,
	struct span raw)
{
	enum fact_type type = cs->plans->plan->fields[c->field].type;
	const struct answer *a;
	const struct row_plans *s;
	size_t i;

	row_probe(cs->probe, c->field, raw);
	a = c->dated ? row_text(cs->probe, c->field)
		     : row_read(cs->probe, c->field, DAY_NONE);
	if ((a->state != ANSWER_GOOD && a->state != ANSWER_EMPTY)
		|| (type <= TYPE_TEXT && cell_is_error(raw)))
		k->lacks = ROW_PLAN_BAD;
	else if (a->state == ANSWER_EMPTY)
		k->lacks = c->dated && text_trim(raw).len ? ROW_PLAN_BAD
							  : c->bit;
	else if (c->dated)
		k->lacks = ROW_PLAN_DATED;
	else {
		struct span text = a->text;

		if (type == TYPE_NUMBER && a->number.millionths >= 0) {
			text.at++; /* the `-` kept before it */
			text.len--;
		}
		show_text(cs, c, k, text);
	}
	if (a->state == ANSWER_GOOD && type != TYPE_UNIT
		&& cs->plans->plan->nkey)
		k->mark = keys_part(type, a);
	k->from = 1; /* to is 0: on no day */
	if (type == TYPE_DATE)
		k->day = a->value;
	/* The answers of a text to the tests of its column, but for those
	 * that depend on the day or on another column. */
	s = cs->plans;
	for (i = 0; i < s->plan->ntests; i++) {
		const struct fact_test *t = s->tests[i];

		if (t->field == c->field && t->kind != TEST_MEANS
			&& t->other == FIELD_NONE
			&& row_holds(cs->probe, t, DAY_NONE))
			k->tests |= (uint64_t)1 << i;
	}
}

void
columns_reread(struct columns *cs, struct column *c, size_t row, int32_t day)
{
	const struct row_plans *s = cs->plans;
	struct value_cache *k = c->at[row];
	const struct answer *a = c->kind == COLUMN_LITERAL
		? cell_unit(cs->cells, c->literal, day)
		: cell_read(cs->cells, c->field,
			column_cell(&cs->rows,
				row * cs->width + (size_t)c->cell),
			day);
	size_t i;

	if (a->state != ANSWER_GOOD || !a->text.len)
		return;
	k->from = a->from;
	k->to = a->to;
	k->lacks = a->from == INT32_MIN && a->to == INT32_MAX ? 0
							      : ROW_PLAN_DATED;
	show_text(cs, c, k, a->text);
	if (c->kind != COLUMN_LITERAL && s->plan->nkey
		&& s->plan->fields[c->field].type == TYPE_UNIT)
		k->mark = keys_part(TYPE_UNIT, a);
	for (i = 0; i < s->plan->ntests; i++) {
		const struct fact_test *t = s->tests[i];

		if (t->field != c->field || t->kind != TEST_MEANS)
			continue;
		k->tests &= ~((uint64_t)1 << i);
		if (row_one_of(t, a->text))
			k->tests |= (uint64_t)1 << i;
	}
}
