/* SPDX-License-Identifier: MIT
 *
 * row_plan_make: what rows of the same answers give: the walk of judge.c, with
 * tests that are answered and cells of which it is known whether they are
 * empty.
 */
#include "row_plan.h"

#include "base/mem.h"
#include "bif-normalize/exact/keys.h"

static const struct shape_day no_day = { FIELD_NONE, 0, DAY_NONE };

/* While a shape is being made. */
struct maker {
	struct row_plans *shapes;
	const struct facts *plan;
	struct row_plan *shape;
	bool referred;
};

static size_t
columns_of(const struct facts *plan)
{
	return FACT_COLUMNS + plan->nextras;
}

static bool
lacks(const struct maker *m, int field)
{
	return m->shape->answers.lacks >> field & 1;
}

static bool
has_day(struct shape_day day)
{
	return day.column != FIELD_NONE || day.day != DAY_NONE;
}

static bool
same_day(struct shape_day a, struct shape_day b)
{
	return a.column == b.column && a.month == b.month && a.day == b.day;
}

static void
check(struct maker *m, int column, struct shape_day day)
{
	struct row_plan *s = m->shape;
	size_t i;

	for (i = 0; i < s->nchecks; i++)
		if (s->checks[i].column == column
			&& same_day(s->checks[i].day, day))
			return;
	s->checks[s->nchecks++] = (struct shape_check){ column, day };
}

/* Reads a field for what it means on a day; false when it is empty. */
static bool
reads(struct maker *m, int field, struct shape_day day)
{
	const struct fact_field *f = &m->plan->fields[field];

	if (lacks(m, field))
		return false;
	if (f->type != TYPE_UNIT && f->type != TYPE_LIST)
		return true;
	if (f->on != FIELD_NONE)
		day = lacks(m, f->on) ? no_day
				      : (struct shape_day){ f->on, 0, 0 };
	if (!has_day(day))
		m->referred = true;
	else if (m->shape->answers.lacks & ROW_PLAN_DATED)
		check(m, field, day);
	return true;
}

static bool
holds(struct maker *m, const struct fact_when *when, struct shape_day day)
{
	const struct fact_test *t = when->tests;
	size_t i;

	for (i = 0; i < when->ntests; i++, t++) {
		if (t->kind == TEST_MEANS)
			reads(m, t->field, day);
		if ((m->shape->answers.tests >> t->nth & 1) == t->negate)
			return false;
	}
	return true;
}

/* As row_pick(). */
static const struct fact_value *
pick(struct maker *m, const struct fact_value *v, struct shape_day day)
{
	size_t i;

	if (v->kind != VALUE_CHOICE)
		return v->kind == VALUE_NONE ? NULL : v;
	for (i = 0; i < v->nchoices; i++)
		if (holds(m, &v->choices[i].when, day))
			return pick(m, &v->choices[i].is, day);
	return NULL;
}

static struct shape_day
day_of(const struct maker *m, const struct fact_value *v)
{
	if (!v || (v->kind == VALUE_FIELD && lacks(m, v->field)))
		return no_day;
	if (v->kind == VALUE_LITERAL)
		return (struct shape_day){ FIELD_NONE, 0, v->day };
	return (struct shape_day){ v->field, v->month, 0 };
}

static struct shape_day
day_of_row(struct maker *m)
{
	struct shape_day day = no_day;
	size_t i;

	for (i = 0; i < m->plan->nrules && !has_day(day); i++)
		day = day_of(m,
			pick(m, &m->plan->rules[i].values[FACT_DATE], no_day));
	return day;
}

/* As check_fields() of judge: what is read in every row. */
static void
read_fields(struct maker *m, struct shape_day day)
{
	const struct fact_field *f = m->plan->fields;
	int i;

	for (i = 0; i < (int)m->plan->nfields; i++, f++) {
		if (!row_rules_reads(m->plan, i))
			continue;
		if ((f->type == TYPE_UNIT || f->type == TYPE_LIST)
			&& f->on == FIELD_NONE && !has_day(day))
			continue;
		if (!reads(m, i, day) && !row_rules_may_be_empty(m->plan, i))
			m->referred = true;
	}
}

/* --- facts --- */

static int
literal_column(const struct maker *m, struct span code)
{
	const struct row_plans *s = m->shapes;
	size_t i;

	for (i = 0; i < s->nliterals; i++)
		if (span_equal(s->literals[i], code))
			break;
	return (int)(m->plan->nfields + i);
}

static struct shape_cell
cell_of(struct maker *m, const struct fact_value *value, int column,
	struct shape_day day)
{
	const struct fact_value *v = pick(m, value, day);
	struct shape_cell cell = { .text = SPAN("") };

	if (v && v->kind == VALUE_LITERAL) {
		cell.text = v->literal;
		if (column == FACT_UNIT)
			check(m, literal_column(m, v->literal), day);
	}
	if (!v || v->kind == VALUE_LITERAL)
		return cell;
	if (!reads(m, v->field, day)) {
		if (row_rules_needs(&m->plan->fields[v->field], column))
			m->referred = true;
		return cell;
	}
	cell.source = v->negate ? ROW_PLAN_NEGATED : ROW_PLAN_COLUMN;
	cell.column = v->field;
	return cell;
}

static struct shape_cell
cell_of_day(struct shape_day day)
{
	struct shape_cell cell = { ROW_PLAN_DAY, SPAN(""), day.column, day };

	if (!has_day(day))
		cell.source = ROW_PLAN_TEXT;
	else if (day.column != FIELD_NONE && !day.month)
		cell.source = ROW_PLAN_COLUMN;
	return cell;
}

static bool
is_blank(const struct shape_cell *cell)
{
	return cell->source == ROW_PLAN_TEXT && !cell->text.len;
}

/* As read_fact() of judge; false when the rule does not hold. */
static bool
make_fact(struct maker *m, const struct fact_rule *rule,
	struct shape_fact *fact)
{
	const struct fact_value *date = pick(m, &rule->values[FACT_DATE],
		no_day);
	int i;

	fact->date = day_of(m, date);
	if (!holds(m, &rule->when, fact->date))
		return false;
	if (!has_day(fact->date)) {
		m->referred = true;
		return false;
	}
	fact->until = day_of(m, pick(m, &rule->values[FACT_UNTIL], fact->date));
	fact->cells = arena_take(m->shapes->arena,
		columns_of(m->plan) * sizeof(*fact->cells));
	for (i = 0; i < (int)columns_of(m->plan); i++)
		if (i == FACT_DATE || i == FACT_UNTIL)
			fact->cells[i] = cell_of_day(
				i == FACT_DATE ? fact->date : fact->until);
		else
			fact->cells[i] = cell_of(m, &rule->values[i], i,
				fact->date);
	if (is_blank(&fact->cells[FACT_EVENT])
		|| is_blank(&fact->cells[FACT_UNIT]))
		m->referred = true;
	return true;
}

/* --- lines --- */

/* What stands before the next cell of a line, so far. */
struct line {
	struct maker *m;
	struct shape_fact *fact;
	struct buf text;
};

static void
end_piece(struct line *l, struct shape_cell cell)
{
	struct shape_piece *p = &l->fact->pieces[l->fact->npieces++];
	size_t room = l->text.len > VALUE_CACHE_WIDTH ? l->text.len
						      : VALUE_CACHE_WIDTH;
	char *before = arena_take(l->m->shapes->arena, room);

	if (l->text.len)
		memcpy(before, l->text.at, l->text.len);
	*p = (struct shape_piece){ before, (uint32_t)l->text.len, cell };
	l->m->shape->room += l->text.len + 1
		+ VALUE_CACHE_WIDTH; /* 1: a minus */
	buf_clear(&l->text);
}

static void
add_cell(struct line *l, struct shape_cell cell, char end)
{
	if (cell.source == ROW_PLAN_TEXT)
		buf_add(&l->text, cell.text);
	else
		end_piece(l, cell);
	buf_byte(&l->text, end);
}

static void
make_pieces(struct maker *m, struct shape_fact *fact)
{
	const struct writer *w = m->shapes->writer;
	struct line l = { m, fact, { 0 } };
	size_t i;

	fact->pieces = arena_take(m->shapes->arena,
		(w->npicks + 2) * sizeof(*fact->pieces));
	for (i = 0; i < w->npicks; i++)
		add_cell(&l, fact->cells[w->picks[i]],
			i + 1 < w->npicks || w->trace ? '\t' : '\n');
	if (w->trace)
		add_cell(&l, (struct shape_cell){ .source = ROW_PLAN_AT },
			'\n');
	end_piece(&l, (struct shape_cell){ .source = ROW_PLAN_TEXT });
	buf_free(&l.text);
}

static void
make_facts(struct maker *m)
{
	struct row_plan *s = m->shape;
	size_t i;

	s->facts = arena_take(m->shapes->arena,
		m->plan->nrules * sizeof(*s->facts));
	for (i = 0; i < m->plan->nrules; i++)
		s->nfacts += make_fact(m, &m->plan->rules[i],
			&s->facts[s->nfacts]);
}

/* --- shapes --- */

static bool
skipped(struct maker *m, size_t from, size_t to, struct shape_day day)
{
	struct row_plan *s = m->shape;

	for (s->rule = from; s->rule < to; s->rule++)
		if (holds(m, &m->plan->skips[s->rule].when, day))
			return true;
	return false;
}

/* As row_rules_row(). */
static enum shape_kind
judge(struct maker *m)
{
	const struct facts *plan = m->plan;
	struct shape_day day;

	if (skipped(m, 0, plan->nfirst, no_day))
		return ROW_PLAN_SKIPPED;
	if (m->shape->answers.lacks & ROW_PLAN_BAD)
		return ROW_PLAN_REFERRED;
	day = day_of_row(m);
	read_fields(m, day);
	make_facts(m);
	if (!m->referred && skipped(m, plan->nfirst, plan->nskips, day))
		return m->referred ? ROW_PLAN_REFERRED : ROW_PLAN_SKIPPED;
	if (m->referred)
		return ROW_PLAN_REFERRED;
	m->shape->rule = plan->nskips + ROW_RULES_NO_FACT;
	return m->shape->nfacts ? ROW_PLAN_FACTS : ROW_PLAN_SKIPPED;
}

/* What the facts come to, as far as it is the same in all rows of the shape. */
static void
make_parts(struct maker *m)
{
	struct row_plan *s = m->shape;
	size_t i, k, columns = columns_of(m->plan);

	s->parts = arena_take(m->shapes->arena,
		s->nfacts * columns * sizeof(*s->parts));
	for (i = 0; i < s->nfacts; i++)
		for (k = FACT_SOURCE + 1; k < columns; k++) {
			const struct shape_cell *cell = &s->facts[i].cells[k];
			size_t place = keys_place(m->plan, i, k);

			if (cell->source == ROW_PLAN_TEXT)
				s->fixed += digest_at(place,
					digest_text(cell->text));
			else
				s->parts[s->nparts++] =
					(struct shape_part){ place, cell };
		}
}

struct row_plan *
row_plan_make(struct row_plans *s, struct answers answers)
{
	struct row_plan *shape = arena_take(s->arena, sizeof(*shape));
	struct maker m = { .shapes = s, .plan = s->plan, .shape = shape };
	size_t i;

	shape->answers = answers;
	shape->checks = arena_take(s->arena,
		(s->plan->nfields + s->nliterals) * (s->plan->nrules + 1)
			* sizeof(*shape->checks));
	shape->kind = judge(&m);
	for (i = 0; i < shape->nfacts && shape->kind == ROW_PLAN_FACTS; i++)
		make_pieces(&m, &shape->facts[i]);
	if (shape->kind == ROW_PLAN_FACTS && s->plan->nkey)
		make_parts(&m);
	return shape;
}
