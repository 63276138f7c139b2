/* SPDX-License-Identifier: MIT
 *
 * Compiles the definitions once, before the first fact: each value that some
 * `where` names becomes a class of its column, and each `where` a test of
 * classes. What a kind of fact then does is worked out in plan_course.c.
 */
#include "plan.h"

#include "base/diag.h"
#include "base/mem.h"
#include "value/text.h"

/* Which of the fixed columns has that name, or -1. */
static int
fact_column(struct span name)
{
	int i;

	for (i = 0; i < FACT_COLUMNS; i++)
		if (span_is(name, stream_facts[i]))
			return i;
	return -1;
}

/* Notes who needs a column, for the message when it lacks; the first one is
 * enough. */
static void
need(struct plan *p, enum fact_column column, struct span who)
{
	if (!p->needed_by[column].len)
		p->needed_by[column] = who;
}

/* The plan's column of that name, a new one when it has none. Columns come in
 * the order in which the definitions first name them. */
static uint32_t
column_of(struct plan *p, struct span name, struct span who)
{
	size_t cap = p->ncolumns;
	struct plan_column *c;
	uint32_t i;

	for (i = 0; i < p->ncolumns; i++)
		if (span_is(name, p->columns[i].name))
			return i;
	p->columns = mem_grow(p->columns, &cap, p->ncolumns + 1,
		sizeof(*p->columns));
	c = &p->columns[p->ncolumns++];
	*c = (struct plan_column){ .name = arena_text(p->arena, name),
		.fact = fact_column(name),
		.values = intern_new() };
	if (c->fact >= 0)
		need(p, (enum fact_column)c->fact, who);
	return i;
}

/* Cells are compared as they stand in the file, escapes and all. */
static uint32_t
class_of(struct plan *p, uint32_t column, struct span value)
{
	struct buf escaped = { 0 };
	uint32_t class;

	text_escape(&escaped, value);
	class = intern_add(p->columns[column].values, buf_span(&escaped)) + 1;
	buf_free(&escaped);
	return class;
}

/* By number, for a search by halves. */
static int
order_classes(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

/* A `where` with its tests compiled; who is the measure it belongs to. */
static struct plan_where
compile_where(struct plan *p, const struct where *where, struct span who,
	bool optional)
{
	struct plan_test *tests = arena_take(p->arena,
		(where->ntests + 1) * sizeof(*tests));
	size_t i;

	for (i = 0; i < where->ntests; i++) {
		const struct where_test *test = &where->tests[i];
		struct plan_test t = { .negate = test->negate,
			.n = test->nvalues };
		uint32_t *classes = arena_take(p->arena,
			(test->nvalues + 1) * sizeof(*classes));
		size_t k;

		/* A test with its values as sorted classes. */
		t.column = column_of(p, test->column, who);
		for (k = 0; k < t.n; k++)
			classes[k] = class_of(p, t.column, test->values[k]);
		if (t.n)
			qsort(classes, t.n, sizeof(*classes), order_classes);
		t.classes = classes;
		tests[i] = t;
	}
	return (struct plan_where){ where->ntests, tests, who, optional };
}

/* Whether two compiled `where` test the same; classes are sorted. */
static bool
same_where(const struct plan_where *a, const struct plan_where *b)
{
	size_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++) {
		const struct plan_test *s = &a->tests[i], *t = &b->tests[i];

		if (s->column != t->column || s->negate != t->negate
			|| s->n != t->n
			|| (s->n
				&& memcmp(s->classes, t->classes,
					   s->n * sizeof(*s->classes))
					!= 0))
			return false;
	}
	return true;
}

/* The list of the facts that match: cohorts that ask the same share one. */
static uint32_t
list_of(struct plan_where **lists, size_t *n, struct plan_where where)
{
	size_t cap = *n;
	uint32_t i;

	for (i = 0; i < *n; i++)
		if (same_where(&(*lists)[i], &where))
			return i;
	*lists = mem_grow(*lists, &cap, *n + 1, sizeof(**lists));
	(*lists)[(*n)++] = where;
	return i;
}

/* One side of a measure: its `where`, and the columns that its count needs. */
static void
plan_component(struct plan *p, uint32_t measure, const struct component *c,
	struct plan_where *where)
{
	const struct measure *m = &p->measures->list[measure];
	size_t i;

	if (c->count == COUNT_NONE)
		return;
	*where = compile_where(p, &c->where, m->name,
		p->readings[measure] == READING_FINAL);
	switch (c->count) {
	case COUNT_SUBJECTS:
		if (p->readings[measure] != READING_PERSONS)
			need(p, FACT_SUBJECT, m->name);
		break;
	case COUNT_AMOUNT:
		need(p, FACT_AMOUNT, m->name);
		break;
	case COUNT_DAYS:
	case COUNT_OPEN:
		need(p, FACT_UNTIL, m->name);
		break;
	case COUNT_WEIGHTED:
		p->outcome = (int)column_of(p, SPAN("outcome"), m->name);
		for (i = 0; i < c->nweights; i++)
			class_of(p, (uint32_t)p->outcome,
				c->weights[i].outcome);
		break;
	default:
		break;
	}
}

/* A cohort: the lists of its members and of its spells. */
static void
plan_cohort(struct plan *p, uint32_t measure, struct plan_cohort *cohort)
{
	const struct measure *m = &p->measures->list[measure];
	bool optional = p->readings[measure] == READING_FINAL;

	cohort->measure = measure;
	cohort->enter = list_of(&p->enter, &p->nenter,
		compile_where(p, &m->enter, m->name, optional));
	cohort->reach = list_of(&p->reach, &p->nreach,
		compile_where(p, &m->reach, m->name, optional));
	need(p, FACT_SUBJECT, m->name);
	need(p, FACT_UNTIL, m->name);
}

/* Each `where` is compiled before any class is used, since a value that a later
 * one names takes a class of its own. Two classes more than values: 0 for all
 * others, and the last for a column that a file lacks. */
struct plan *
plan_new(const struct measures *measures, const enum reading *readings,
	int only)
{
	struct plan *p = mem_new(1, sizeof(*p));
	size_t i;
	struct plan_cohort *cohorts;
	uint32_t k;

	p->measures = measures;
	p->readings = readings;
	p->arena = arena_new();
	p->silent = arena_take(p->arena, measures->count + 1);
	p->outcome = -1;
	p->nnext = 1;
	p->scope = arena_take(p->arena,
		(measures->nscope + 1) * sizeof(*p->scope));
	for (i = 0; i < measures->nscope; i++)
		p->scope[i] = compile_where(p, &measures->scope[i].where,
			SPAN("scope"), false);
	/* All measures that count facts, or the one that is asked for. */
	cohorts = arena_take(p->arena,
		(p->measures->count + 1) * sizeof(*cohorts));
	p->part = arena_take(p->arena,
		(p->measures->count + 1) * sizeof(*p->part));
	for (k = 0; k < p->measures->count; k++) {
		const struct measure *m = &p->measures->list[k];

		if (m->fed || (only >= 0 && (uint32_t)only != k))
			continue;
		if (m->cohort) {
			plan_cohort(p, k, &cohorts[p->ncohorts++]);
			continue;
		}
		plan_component(p, k, &m->numerator,
			&p->part[k][SIDE_NUMERATOR]);
		plan_component(p, k, &m->denominator,
			&p->part[k][SIDE_DENOMINATOR]);
	}
	p->cohorts = cohorts;
	for (i = 0; i < p->ncolumns; i++)
		p->columns[i].classes = intern_count(p->columns[i].values) + 2;
	return p;
}

/* Whether some reading counts persons, who may not be there. */
static bool
uses_persons(const struct plan *p)
{
	size_t i;

	for (i = 0; i < p->measures->count; i++)
		if (p->readings[i] == READING_PERSONS)
			return true;
	return false;
}

/* The source is not needed to count, but to say what came from where. */
void
plan_needs(const struct plan *p, struct buf *b)
{
	size_t i;

	for (i = 0; i < FACT_COLUMNS; i++)
		if (i == FACT_SOURCE || i == FACT_UNIT || i == FACT_EVENT
			|| i == FACT_DATE || p->needed_by[i].len
			|| (i == FACT_SUBJECT && uses_persons(p))) {
			if (b->len)
				buf_byte(b, ',');
			buf_text(b, stream_facts[i]);
		}
	for (i = 0; i < p->ncolumns; i++)
		if (p->columns[i].fact < 0)
			buf_format(b, ",%s", p->columns[i].name);
}

/* A column that only some files have is no fault: their facts may be the only
 * ones it bears on. */
bool
plan_all_present(const struct plan *p)
{
	bool all = true;
	size_t i;

	for (i = 0; i < p->ncolumns; i++) {
		const struct plan_column *c = &p->columns[i];

		if (c->fact >= 0 || c->present || !c->missed_by.len)
			continue;
		all = false;
		diag_fault(STATUS_DATA,
			"no column \"%s\" in any of the facts: "
			"\"%.*s\" tests it",
			c->name, SPAN_ARG(c->missed_by));
	}
	return all;
}

/* Without the column by which a source says that a fact is preliminary, the
 * reading `final` would only repeat its measure. */
void
plan_settle(struct plan *p)
{
	bool told = false;
	size_t i;

	for (i = 0; i < p->ncolumns; i++)
		told |= p->columns[i].present
			&& !strcmp(p->columns[i].name, READING_PRELIMINARY);
	for (i = 0; i < p->measures->count; i++)
		p->silent[i] |= p->readings[i] == READING_FINAL && !told;
}

void
plan_free(struct plan *p)
{
	size_t i;

	if (!p)
		return;
	for (i = 0; i < p->ncolumns; i++)
		intern_free(p->columns[i].values);
	mem_free(p->columns);
	mem_free(p->enter);
	mem_free(p->reach);
	mem_free(p->next);
	mem_free(p->courses);
	arena_free(p->arena);
	mem_free(p);
}
