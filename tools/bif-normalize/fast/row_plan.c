/* SPDX-License-Identifier: MIT */
#include "row_plan.h"

#include "base/mem.h"

#define SHAPES_MOST 4096

static void
add_literal(struct row_plans *s, const struct fact_value *v)
{
	struct span *list = (struct span *)(uintptr_t)s->literals;
	size_t i;

	for (i = 0; i < s->nliterals; i++)
		if (span_equal(list[i], v->literal))
			return;
	list = mem_grow(list, &s->literals_cap, s->nliterals + 1,
		sizeof(*list));
	list[s->nliterals++] = v->literal;
	s->literals = list;
}

static void
list_tests(struct row_plans *s, const struct fact_when *when)
{
	size_t i;

	for (i = 0; i < when->ntests; i++)
		s->tests[when->tests[i].nth] = &when->tests[i];
}

static bool
is_shown(const struct row_plans *s, size_t column)
{
	size_t i;

	for (i = 0; i < s->writer->npicks; i++)
		if (s->writer->picks[i] == column)
			return true;
	return s->plan->nkey > 0;
}

static void
list_value(struct row_plans *s, const struct fact_value *v, int column)
{
	size_t i;

	if (v->kind == VALUE_LITERAL && column == FACT_UNIT)
		add_literal(s, v);
	if (v->kind == VALUE_FIELD && is_shown(s, (size_t)column))
		s->shown |= (uint64_t)1 << v->field;
	if (v->kind != VALUE_CHOICE)
		return;
	for (i = 0; i < v->nchoices; i++) {
		list_tests(s, &v->choices[i].when);
		list_value(s, &v->choices[i].is, column);
	}
}

static size_t
columns_of(const struct facts *plan)
{
	return FACT_COLUMNS + plan->nextras;
}

static void
list_plan(struct row_plans *s)
{
	const struct facts *plan = s->plan;
	size_t i, column;

	for (i = 0; i < plan->nskips; i++)
		list_tests(s, &plan->skips[i].when);
	for (i = 0; i < plan->nrules; i++) {
		list_tests(s, &plan->rules[i].when);
		for (column = 0; column < columns_of(plan); column++)
			list_value(s, &plan->rules[i].values[column],
				(int)column);
	}
}

struct row_plans *
row_plans_new(const struct facts *plan, const struct writer *writer)
{
	struct row_plans *s;

	if (plan->ntests > ROW_PLAN_BITS || plan->nfields > ROW_PLAN_BITS)
		return NULL;
	s = mem_new(1, sizeof(*s));
	s->plan = plan;
	s->writer = writer;
	s->tests = mem_new(plan->ntests, sizeof(*s->tests));
	s->arena = arena_new();
	list_plan(s);
	return s;
}

void
row_plans_free(struct row_plans *s)
{
	if (!s)
		return;
	mem_free(s->tests);
	mem_free((void *)(uintptr_t)s->literals);
	arena_free(s->arena);
	mem_free(s);
}

void
row_plans_tidy(struct row_plans *s)
{
	if (s->count < SHAPES_MOST)
		return;
	memset(s->slots, 0, sizeof(s->slots));
	arena_free(s->arena);
	s->arena = arena_new();
	s->count = 0;
}

struct row_plan *
row_plan_find(struct row_plans *s, struct answers answers, size_t slot)
{
	struct row_plan **at = &s->slots[slot], *shape;

	while (*at
		&& ((*at)->answers.tests != answers.tests
			|| (*at)->answers.lacks != answers.lacks))
		at = &(*at)->next;
	shape = *at;
	if (shape) {
		*at = shape->next;
	} else {
		shape = row_plan_make(s, answers);
		s->count++;
	}
	shape->next = s->slots[slot]; /* the next time it is found first */
	s->slots[slot] = shape;
	return shape;
}
