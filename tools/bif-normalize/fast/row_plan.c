/* SPDX-License-Identifier: MIT
 *
 * Plans are made by evaluate, which is answered from bits here: a test holds
 * when its bit says so, a field is good when it does not lack. What bits
 * cannot answer (a fault, a day that is not known) makes the plan REJECTED:
 * the slow path then sees such rows one by one.
 */
#include "row_plan.h"

#include "base/mem.h"
#include "bif-normalize/exact/keys.h"

#define PLANS_MOST 4096

/* --- what all plans need to know of the definitions --- */

/* The tests of one `when`, by their numbers. */
static void
list_tests(struct row_plans *s, const struct fact_when *when)
{
	for (size_t i = 0; i < when->ntests; i++)
		s->tests[when->tests[i].nth] = &when->tests[i];
}

/* The number of a unit that the definitions name, as a column. */
static int
literal_column(const struct row_plans *s, struct span code)
{
	size_t i;

	for (i = 0; i < s->nliterals; i++)
		if (span_equal(s->literals[i], code))
			break;
	return (int)(s->plan->nfields + i);
}

/* Which columns a value needs, and whether it is shown or compared. */
static void
list_value(struct row_plans *s, const struct fact_value *v, size_t column)
{
	if (v->kind == VALUE_LITERAL && column == FACT_UNIT
		&& literal_column(s, v->literal)
			== (int)(s->plan->nfields + s->nliterals)) {
		MEM_GROW(s->literals, s->literals_cap, s->nliterals + 1);
		s->literals[s->nliterals++] = v->literal;
	}
	if (v->kind == VALUE_FIELD
		&& (s->plan->nkey || s->writer->shown[v->field]))
		s->shown |= (uint64_t)1 << v->field;
	if (v->kind != VALUE_CHOICE)
		return;
	for (size_t i = 0; i < v->nchoices; i++) {
		list_tests(s, &v->choices[i].when);
		list_value(s, &v->choices[i].is, column);
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
	for (size_t i = 0; i < plan->nskips; i++)
		list_tests(s, &plan->skips[i].when);
	for (size_t i = 0; i < plan->nrules; i++) {
		list_tests(s, &plan->rules[i].when);
		for (size_t column = 0; column < FACT_COLUMNS + plan->nextras;
			column++)
			list_value(s, &plan->rules[i].values[column], column);
	}
	return s;
}

void
row_plans_free(struct row_plans *s)
{
	if (!s)
		return;
	mem_free(s->tests);
	mem_free(s->literals);
	arena_free(s->arena);
	mem_free(s);
}

void
row_plans_tidy(struct row_plans *s)
{
	if (s->count < PLANS_MOST)
		return;
	memset(s->slots, 0, sizeof(s->slots));
	arena_free(s->arena);
	s->arena = arena_new();
	s->count = 0;
}

/* --- the answers, as evaluate asks for them --- */

/* While a plan is being made. It begins with its evaluation. */
struct maker {
	struct evaluation evaluation;
	struct row_plans *plans;
	struct row_plan *plan;
};

/* Whether rows of this kind have no value there. */
static bool
lacks(const struct maker *m, int field)
{
	return m->plan->answers.lacks >> field & 1;
}

/* Notes that a column has to be looked at on a day, once. */
static void
check(struct maker *m, int column, struct day_term day)
{
	struct row_plan *p = m->plan;
	const struct plan_check *c = p->checks, *end = c + p->nchecks;

	for (; c < end; c++)
		if (c->column == column && c->day.field == day.field
			&& c->day.month == day.month && c->day.day == day.day)
			return;
	p->checks[p->nchecks++] = (struct plan_check){ column, day };
}

/* For the evaluator: rows of this kind have a value or none, whatever it is;
 * what depends on a day is noted to be checked row by row. */
static enum answer_state
answer_read(struct evaluation *e, int field, struct day_term day,
	const struct def *def)
{
	struct maker *m = (struct maker *)e;
	const struct fact_field *f = &e->plan->fields[field];

	(void)def;
	if (lacks(m, field))
		return ANSWER_EMPTY;
	if (!evaluate_by_day(f->type))
		return ANSWER_GOOD;
	if (f->on != FIELD_NONE)
		day = lacks(m, f->on) ? DAY_TERM_NONE
				      : (struct day_term){ f->on, 0, 0 };
	if (!day_term_known(day))
		e->faulty = true;
	else if (m->plan->answers.lacks & ROW_PLAN_DATED)
		check(m, field, day);
	return ANSWER_GOOD;
}

/* For the evaluator: the answers to tests are what makes the kind. */
static bool
answer_holds(struct evaluation *e, const struct fact_test *test,
	struct day_term day)
{
	const struct maker *m = (struct maker *)e;

	if (test->kind == TEST_MEANS)
		answer_read(e, test->field, day, test->def);
	return m->plan->answers.tests >> test->nth & 1;
}

/* For the evaluator: a unit of the definition is checked on each row's day. */
static void
answer_unit(struct evaluation *e, const struct fact_value *unit,
	struct day_term day)
{
	struct maker *m = (struct maker *)e;

	check(m, literal_column(m->plans, unit->literal), day);
}

/* Whether a fact ends before it begins is looked at for each row (fast_rows);
 * rows with a fault are the exact path's, so which fault it is does not matter. */
static const struct evaluation_calls plan_calls = { answer_holds, answer_read,
	answer_unit, NULL, NULL };

/* --- lines --- */

/* What stands before the next cell of a line, so far. */
struct line {
	struct maker *m;
	struct plan_line *line;
	struct buf text;
};

/* Ends a stretch of text that is the same in all rows, before a cell that is
 * not. */
static void
end_piece(struct line *l, const struct cell_term *cell, bool is_at)
{
	static const struct cell_term none = { .source = CELL_TEXT };
	struct plan_piece *p = &l->line->pieces[l->line->count++];
	size_t room = l->text.len > VALUE_CACHE_WIDTH ? l->text.len
						      : VALUE_CACHE_WIDTH;
	char *before = arena_take(l->m->plans->arena, room);

	if (l->text.len)
		memcpy(before, l->text.at, l->text.len);
	*p = (struct plan_piece){ before, (uint32_t)l->text.len, is_at,
		cell ? *cell : none };
	l->m->plan->room += l->text.len + 1 /* a minus */ + VALUE_CACHE_WIDTH;
	buf_clear(&l->text);
}

/* A fact's line as stretches and cells, so that writing it is a few copies. */
static void
make_line(struct maker *m, const struct fact_terms *fact,
	struct plan_line *line)
{
	const struct writer *w = m->plans->writer;
	struct line l = { m, line, { 0 } };

	line->pieces = arena_take(m->plans->arena,
		(w->npicks + 2) * sizeof(*line->pieces));
	for (size_t i = 0; i < w->npicks; i++) {
		const struct cell_term *cell = &fact->cells[w->picks[i]];

		if (cell->source == CELL_TEXT)
			buf_add(&l.text, cell->text);
		else
			end_piece(&l, cell, false);
		buf_byte(&l.text, i + 1 < w->npicks || w->trace ? '\t' : '\n');
	}
	if (w->trace) {
		end_piece(&l, NULL, true);
		buf_byte(&l.text, '\n');
	}
	end_piece(&l, NULL, false);
	buf_free(&l.text);
}

/* --- plans --- */

/* Makes the plan of a kind of rows by the one evaluator, which is given the
 * kind's answers instead of a row's. */
static struct row_plan *
make_plan(struct row_plans *s, struct answers answers)
{
	const struct facts *facts = s->plan;
	size_t columns = FACT_COLUMNS + facts->nextras;
	struct row_plan *p = arena_take(s->arena, sizeof(*p));
	struct maker m = { .evaluation = { .plan = facts,
				   .calls = &plan_calls,
				   .faulty = answers.lacks & ROW_PLAN_BAD },
		.plans = s,
		.plan = p };

	p->answers = answers;
	/* days are those of the facts, that of the row, and the fields of `on` */
	p->checks = arena_take(s->arena,
		(facts->nfields + s->nliterals) * (facts->nrules + 2)
			* sizeof(*p->checks));
	p->facts = m.evaluation.facts = arena_take(s->arena,
		facts->nrules * sizeof(*p->facts));
	for (size_t i = 0; i < facts->nrules; i++)
		p->facts[i].cells = arena_take(s->arena,
			columns * sizeof(*p->facts[i].cells));
	p->outcome = evaluate_row(&m.evaluation);
	p->rule = m.evaluation.rule;
	p->nfacts = m.evaluation.nfacts;
	if (p->outcome != ROW_FACTS)
		return p;
	p->lines = arena_take(s->arena, p->nfacts * sizeof(*p->lines));
	for (size_t i = 0; i < p->nfacts; i++)
		make_line(&m, &p->facts[i], &p->lines[i]);
	if (!facts->nkey)
		return p;
	/* What the facts come to, as far as it is the same in all rows. */
	p->parts = arena_take(s->arena,
		p->nfacts * columns * sizeof(*p->parts));
	for (size_t i = 0; i < p->nfacts; i++)
		for (size_t k = FACT_SOURCE + 1; k < columns; k++) {
			const struct cell_term *cell = &p->facts[i].cells[k];
			size_t place = keys_place(facts, i, k);

			if (cell->source == CELL_TEXT)
				p->fixed += digest_at(place,
					digest_text(cell->text));
			else
				p->parts[p->nparts++] =
					(struct plan_part){ place, cell };
		}
	return p;
}

struct row_plan *
row_plan_find(struct row_plans *s, struct answers answers, size_t slot)
{
	struct row_plan **at = &s->slots[slot], *plan;

	while (*at
		&& ((*at)->answers.tests != answers.tests
			|| (*at)->answers.lacks != answers.lacks))
		at = &(*at)->next;
	plan = *at;
	if (plan) {
		*at = plan->next;
	} else {
		plan = make_plan(s, answers);
		s->count++;
	}
	plan->next = s->slots[slot]; /* the next time it is found first */
	s->slots[slot] = plan;
	return plan;
}
