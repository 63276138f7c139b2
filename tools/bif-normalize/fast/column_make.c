/* SPDX-License-Identifier: MIT */
#include "column.h"

#include "base/mem.h"

static void
add_order(struct columns *cs, const struct fact_test *t)
{
	const struct column *a = &cs->list[t->field], *b = &cs->list[t->other];
	bool turned = t->kind == TEST_AFTER || t->kind == TEST_NOT_BEFORE;

	cs->orders[cs->norders++] = (struct column_order){ (uint64_t)1
			<< t->nth,
		a->bit | b->bit, turned ? b : a, turned ? a : b,
		t->kind == TEST_NOT_AFTER || t->kind == TEST_NOT_BEFORE };
}

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
	case TYPE_NUMBER:
		return COLUMN_NUMBER;
	case TYPE_NONE:
	case TYPE_TEXT:
		return COLUMN_TEXT;
	default:
		return COLUMN_KNOWN;
	}
}

static void
open_person(struct column *c, const struct fact_field *f, bool shown)
{
	buf_add(&c->person, f->series);
	buf_byte(&c->person, ':');
	buf_room(&c->person, 10);
	if (shown)
		c->letters = mem_new(COLUMN_ROWS, sizeof(*c->letters));
}

static void
open_field(struct columns *cs, struct column *c, int field)
{
	const struct fact_field *f = &cs->shapes->plan->fields[field];

	c->kind = kind_of(cs->shapes, field);
	c->dated = f->type == TYPE_UNIT || f->type == TYPE_LIST;
	c->field = field;
	c->bit = (uint64_t)1 << field;
	if (c->kind == COLUMN_PERSON) {
		open_person(c, f, cs->shapes->shown & c->bit);
		return;
	}
	value_cache_open(&c->table);
	c->at = mem_new(COLUMN_ROWS, sizeof(struct value_cache *));
}

/* One text, the same in all rows. */
static void
open_literal(struct column *c, struct span literal)
{
	size_t i;

	c->kind = COLUMN_LITERAL;
	c->dated = true;
	c->field = FIELD_NONE;
	c->literal = literal;
	value_cache_open(&c->table);
	c->at = mem_new(COLUMN_ROWS, sizeof(struct value_cache *));
	c->at[0] = value_cache_add(&c->table, literal);
	c->at[0]->from = 1;
	for (i = 1; i < COLUMN_ROWS; i++)
		c->at[i] = c->at[0];
}

struct columns *
columns_new(const struct row_plans *s, struct cells *cells,
	const struct pseudonym *key)
{
	struct columns *cs = mem_new(1, sizeof(*cs));
	size_t i, nfields = s->plan->nfields;

	cs->shapes = s;
	cs->cells = cells;
	cs->key = key;
	cs->probe = row_new(s->plan, cells);
	cs->count = nfields + s->nliterals;
	cs->list = mem_new(cs->count, sizeof(*cs->list));
	for (i = 0; i < nfields; i++)
		open_field(cs, &cs->list[i], (int)i);
	for (; i < cs->count; i++)
		open_literal(&cs->list[i], s->literals[i - nfields]);
	cs->orders = mem_new(s->plan->ntests, sizeof(*cs->orders));
	for (i = 0; i < s->plan->ntests; i++)
		if (s->tests[i]->other != FIELD_NONE)
			add_order(cs, s->tests[i]);
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
	for (i = 0; i < cs->shapes->plan->nfields; i++)
		cs->list[i].cell = row->columns[i];
}
