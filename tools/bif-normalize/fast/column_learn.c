/* SPDX-License-Identifier: MIT */
#include "column_learn.h"

#include "bif-normalize/exact/keys.h"
#include "value/text.h"

static void
show_text(const struct columns *cs, struct column *c, struct value_cache *k,
	struct span text)
{
	value_cache_show(&c->table, k, text);
	if (cs->shapes->plan->nkey)
		k->shown_mark = digest_text(text);
}

static void
show(const struct columns *cs, struct column *c, struct value_cache *k,
	const struct answer *a, enum fact_type type)
{
	struct span text = a->text;

	if (type == TYPE_NUMBER && a->number.millionths >= 0) {
		text.at++; /* the `-` kept before it */
		text.len--;
	}
	show_text(cs, c, k, text);
}

/* The answers of a text to the tests of its column, but for those that depend
 * on the day or on another column. */
static void
ask(struct columns *cs, const struct column *c, struct value_cache *k)
{
	const struct row_plans *s = cs->shapes;
	size_t i;

	for (i = 0; i < s->plan->ntests; i++) {
		const struct fact_test *t = s->tests[i];
		const struct fact_when when = { 1, t };

		if (t->field == c->field && t->kind != TEST_MEANS
			&& t->other == FIELD_NONE
			&& row_holds(cs->probe, &when, DAY_NONE) != t->negate)
			k->tests |= (uint64_t)1 << i;
	}
}

void
column_learn(struct columns *cs, struct column *c, struct value_cache *k,
	struct span raw)
{
	enum fact_type type = cs->shapes->plan->fields[c->field].type;
	const struct answer *a;

	row_probe(cs->probe, c->field, raw);
	a = c->dated ? row_text(cs->probe, c->field)
		     : row_read(cs->probe, c->field, DAY_NONE);
	if (a->state == ANSWER_BAD)
		k->lacks = ROW_PLAN_BAD;
	else if (a->state == ANSWER_EMPTY)
		k->lacks = c->dated && text_trim(raw).len ? ROW_PLAN_BAD
							  : c->bit;
	else if (c->dated)
		k->lacks = ROW_PLAN_DATED;
	else
		show(cs, c, k, a, type);
	if (a->state == ANSWER_GOOD && type != TYPE_UNIT
		&& cs->shapes->plan->nkey)
		k->mark = keys_part(type, a);
	k->from = 1; /* to is 0: on no day */
	if (type == TYPE_DATE)
		k->day = a->value;
	ask(cs, c, k);
}

void
columns_reread(struct columns *cs, struct column *c, size_t row, int32_t day)
{
	const struct row_plans *s = cs->shapes;
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
