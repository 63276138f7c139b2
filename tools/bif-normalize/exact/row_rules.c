/* SPDX-License-Identifier: MIT */
#include "row_rules.h"

#include "base/mem.h"

struct row_rules {
	const struct facts *plan;
	struct row *row;
	size_t columns;
	struct fact *facts; /* one for each rule */
	struct span *cells;
	size_t ndates, nothers;
	int *dates; /* fields read in every row */
	int *others;
};

static bool
is_of_key(const struct facts *plan, int field)
{
	size_t i;

	for (i = 0; i < plan->nkey; i++)
		if (plan->key[i] == field)
			return true;
	return false;
}

/* Key and latest are compared as values, so these must be readable too;
 * codes are compared as texts. */
static bool
is_compared(const struct facts *plan, int field)
{
	enum fact_type type = plan->fields[field].type;

	if (type == TYPE_LIST || type == TYPE_TEXT || type == TYPE_NONE)
		return false;
	return is_of_key(plan, field) || plan->latest == field;
}

bool
row_rules_reads(const struct facts *plan, int field)
{
	return (plan->fields[field].in_types || is_compared(plan, field))
		&& plan->fields[field].type != TYPE_TEXT;
}

static void
list_fields(struct row_rules *j)
{
	const struct facts *plan = j->plan;
	size_t i;

	j->dates = mem_new(plan->nfields, sizeof(*j->dates));
	j->others = mem_new(plan->nfields, sizeof(*j->others));
	for (i = 0; i < plan->nfields; i++) {
		if (!row_rules_reads(plan, (int)i))
			continue;
		if (plan->fields[i].type == TYPE_DATE)
			j->dates[j->ndates++] = (int)i;
		else
			j->others[j->nothers++] = (int)i;
	}
}

struct row_rules *
row_rules_new(const struct facts *plan, struct row *row)
{
	struct row_rules *j = mem_new(1, sizeof(*j));
	size_t i;

	j->plan = plan;
	j->row = row;
	j->columns = FACT_COLUMNS + plan->nextras;
	j->facts = mem_new(plan->nrules, sizeof(*j->facts));
	j->cells = mem_new(plan->nrules, j->columns * sizeof(*j->cells));
	for (i = 0; i < plan->nrules; i++)
		j->facts[i].cells = j->cells + i * j->columns;
	list_fields(j);
	return j;
}

void
row_rules_free(struct row_rules *j)
{
	mem_free(j->facts);
	mem_free(j->cells);
	mem_free(j->dates);
	mem_free(j->others);
	mem_free(j);
}

size_t
row_rules_rule_count(const struct facts *plan)
{
	return plan->nskips + ROW_RULES_RULES;
}

struct span
row_rules_rule_name(const struct facts *plan, size_t rule)
{
	static const struct span names[ROW_RULES_RULES] = { { "duplicate", 9 },
		{ "superseded", 10 }, { "no_fact", 7 } };

	return rule < plan->nskips ? plan->skips[rule].because
				   : names[rule - plan->nskips];
}

/* The first of the rules from..to that holds; to when none does. */
static size_t
skipped_by(struct row_rules *j, size_t from, size_t to)
{
	while (from < to
		&& !row_holds(j->row, &j->plan->skips[from].when, j->row->day))
		from++;
	return from;
}

/* The day of the row as a whole: that of the first fact, given or not, whose
 * date can be read. */
static int32_t
day_of_row(struct row_rules *j)
{
	int32_t day = DAY_NONE;
	size_t i;

	for (i = 0; i < j->plan->nrules && day == DAY_NONE; i++)
		day = row_day(j->row,
			row_pick(j->row, &j->plan->rules[i].values[FACT_DATE],
				DAY_NONE));
	return day;
}

/* Dates and numbers may be empty where no fact needs them; who, where and
 * what kind may not, nor may the day by which a row is known. */
bool
row_rules_may_be_empty(const struct facts *plan, int field)
{
	const struct fact_field *f = &plan->fields[field];

	if (f->type == TYPE_DATE && is_of_key(plan, field))
		return f->optional;
	return f->optional || !f->in_types || f->type == TYPE_DATE
		|| f->type == TYPE_NUMBER;
}

static void
check_fields(struct row_rules *j, const int *fields, size_t n)
{
	const struct fact_field *f;
	const struct answer *a;
	size_t i;

	for (i = 0; i < n; i++) {
		f = &j->plan->fields[fields[i]];
		if ((f->type == TYPE_UNIT || f->type == TYPE_LIST)
			&& f->on == FIELD_NONE && j->row->day == DAY_NONE)
			continue;
		a = row_check(j->row, fields[i], j->row->day, f->def);
		if (a->state == ANSWER_EMPTY
			&& !row_rules_may_be_empty(j->plan, fields[i]))
			row_trouble(j->row, row_fault_of(f->type), fields[i],
				j->row->day, f->def);
	}
}

/* The date a picked value gives, mostly that of a cell as it stands. */
static struct span
date_text(struct row_rules *j, struct fact *fact, int column,
	const struct fact_value *v, int32_t day)
{
	char *room = fact->dates[column == FACT_UNTIL];

	if (v->kind == VALUE_FIELD && !v->month)
		return row_read(j->row, v->field, DAY_NONE)->text;
	period_write_day(room, day);
	return (struct span){ room, DAY_WIDTH };
}

bool
row_rules_needs(const struct fact_field *f, int column)
{
	switch (f->type) {
	case TYPE_LIST:
		return !f->optional;
	case TYPE_NUMBER:
		return column == FACT_AMOUNT;
	case TYPE_UNIT:
		return column == FACT_UNIT;
	case TYPE_CPR:
	case TYPE_ID:
		return column == FACT_SUBJECT && !f->optional;
	default:
		return false;
	}
}

/* A number's text has a `-` before it. */
static struct span
number_text(const struct answer *a, bool negate)
{
	bool minus = (a->number.millionths < 0) != negate
		&& a->number.millionths != 0;

	return minus ? a->text
		     : (struct span){ a->text.at + 1, a->text.len - 1 };
}

static struct span
field_text(struct row_rules *j, struct fact *fact, int column,
	const struct fact_value *v)
{
	const struct fact_field *f = &j->plan->fields[v->field];
	const struct answer *a = row_check(j->row, v->field, fact->day, v->def);

	if (a->state == ANSWER_GOOD) {
		if (f->type == TYPE_NUMBER)
			return number_text(a, v->negate);
		return a->text;
	}
	if (a->state == ANSWER_EMPTY && row_rules_needs(f, column))
		row_trouble(j->row, row_fault_of(f->type), v->field, fact->day,
			v->def);
	return (struct span){ "", 0 };
}

static struct span
value_text(struct row_rules *j, struct fact *fact, int column,
	const struct fact_value *value)
{
	const struct fact_value *v = row_pick(j->row, value, fact->day);

	if (!v)
		return (struct span){ "", 0 };
	if (v->kind == VALUE_FIELD)
		return field_text(j, fact, column, v);
	if (column == FACT_UNIT && fact->day != DAY_NONE
		&& cell_unit(j->row->cells, v->literal, fact->day)->state
			!= ANSWER_GOOD)
		row_trouble(j->row, FAULT_UNIT, FIELD_NONE, fact->day, v->def);
	return v->literal;
}

static void
read_until(struct row_rules *j, const struct fact_rule *rule, struct fact *fact)
{
	const struct fact_value *v = row_pick(j->row, &rule->values[FACT_UNTIL],
		fact->day);
	int32_t day = row_day(j->row, v);

	fact->cells[FACT_UNTIL] = (struct span){ "", 0 };
	if (v && v->kind == VALUE_FIELD)
		row_check(j->row, v->field, DAY_NONE, v->def);
	if (!v || day == DAY_NONE)
		return;
	fact->cells[FACT_UNTIL] = date_text(j, fact, FACT_UNTIL, v, day);
	if (fact->day != DAY_NONE && day < fact->day)
		row_trouble(j->row, FAULT_UNTIL,
			v->kind == VALUE_FIELD ? v->field : FIELD_NONE,
			fact->day, v->def);
}

/* Whether the rule's `when` holds. A fact without a date is a fault, also
 * when it was the lack of the day that made its `when` fail. */
static bool
is_given(struct row_rules *j, const struct fact_rule *rule, struct fact *fact)
{
	const struct fact_value *date = row_pick(j->row,
		&rule->values[FACT_DATE], DAY_NONE);
	bool given;

	fact->day = row_day(j->row, date);
	j->row->day_missed = false;
	given = row_holds(j->row, &rule->when, fact->day);
	if (date && fact->day != DAY_NONE)
		fact->cells[FACT_DATE] = date_text(j, fact, FACT_DATE, date,
			fact->day);
	else if (given || j->row->day_missed)
		row_trouble(j->row, FAULT_DATE,
			date && date->kind == VALUE_FIELD ? date->field
							  : FIELD_NONE,
			DAY_NONE, rule->values[FACT_DATE].def);
	return given;
}

static bool
read_fact(struct row_rules *j, const struct fact_rule *rule, struct fact *fact)
{
	int column;

	if (!is_given(j, rule, fact))
		return false;
	read_until(j, rule, fact);
	for (column = 0; column < (int)j->columns; column++)
		if (column != FACT_DATE && column != FACT_UNTIL)
			fact->cells[column] = value_text(j, fact, column,
				&rule->values[column]);
	if (!fact->cells[FACT_EVENT].len)
		row_trouble(j->row, FAULT_CODE, FIELD_NONE, fact->day,
			rule->values[FACT_EVENT].def);
	if (!fact->cells[FACT_UNIT].len)
		row_trouble(j->row, FAULT_UNIT, FIELD_NONE, fact->day,
			rule->values[FACT_UNIT].def);
	return true;
}

static void
read_facts(struct row_rules *j, struct judged *out)
{
	size_t i;

	out->nfacts = 0;
	out->facts = j->facts;
	for (i = 0; i < j->plan->nrules; i++)
		out->nfacts += read_fact(j, &j->plan->rules[i],
			&j->facts[out->nfacts]);
}

enum judgement
row_rules_row(struct row_rules *j, struct judged *out)
{
	const struct facts *plan = j->plan;

	out->rule = skipped_by(j, 0, plan->nfirst);
	if (out->rule < plan->nfirst)
		return JUDGED_SKIPPED;
	check_fields(j, j->dates, j->ndates);
	j->row->day = day_of_row(j);
	check_fields(j, j->others, j->nothers);
	read_facts(j, out);
	if (j->row->trouble.fault == FAULT_NONE) {
		out->rule = skipped_by(j, plan->nfirst, plan->nskips);
		if (out->rule < plan->nskips
			&& j->row->trouble.fault == FAULT_NONE)
			return JUDGED_SKIPPED;
	}
	if (j->row->trouble.fault != FAULT_NONE)
		return JUDGED_REFUSED;
	out->rule = plan->nskips + ROW_RULES_NO_FACT;
	return out->nfacts ? JUDGED_FACTS : JUDGED_SKIPPED;
}
