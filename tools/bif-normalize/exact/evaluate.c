/* SPDX-License-Identifier: MIT
 *
 * The walk through a compiled `facts` part (source/facts.h). Nothing is kept
 * from one row to the next. Whoever needs a value that cannot be had notes a
 * fault, and the walk goes on: in the end the fault that comes first in the
 * fixed order counts, so all of them must be met.
 */
#include "evaluate.h"

void
evaluate_fault(struct evaluation *e, enum row_fault fault, int field,
	struct day_term day, const struct def *def)
{
	e->faulty = true;
	if (e->calls->fault)
		e->calls->fault(e, fault, field, day, def);
}

enum row_fault
evaluate_fault_of(enum fact_type type)
{
	switch (type) {
	case TYPE_DATE:
		return FAULT_DATE;
	case TYPE_NUMBER:
		return FAULT_NUMBER;
	case TYPE_CPR:
	case TYPE_ID:
		return FAULT_CPR;
	case TYPE_UNIT:
		return FAULT_UNIT;
	default:
		return FAULT_CODE;
	}
}

size_t
evaluate_rule_count(const struct facts *plan)
{
	return plan->nskips + EVALUATE_RULES;
}

struct span
evaluate_rule_name(const struct facts *plan, size_t rule)
{
	static const struct span names[EVALUATE_RULES] = { { "duplicate", 9 },
		{ "superseded", 10 }, { "no_fact", 7 }, { "missing", 7 },
		{ "suppressed", 10 } };

	return rule < plan->nskips ? plan->skips[rule].because
				   : names[rule - plan->nskips];
}

/* Whether all tests hold; the first that does not decides. */
static bool
holds(struct evaluation *e, const struct fact_when *when, struct day_term day)
{
	for (size_t i = 0; i < when->ntests; i++)
		if (e->calls->holds(e, &when->tests[i], day)
			== when->tests[i].negate)
			return false;
	return true;
}

/* Of a value's cases the one that holds, the value itself when it has none;
 * NULL when none holds. */
static const struct fact_value *
pick(struct evaluation *e, const struct fact_value *v, struct day_term day)
{
	if (v->kind != VALUE_CHOICE)
		return v->kind == VALUE_NONE ? NULL : v;
	for (size_t i = 0; i < v->nchoices; i++)
		if (holds(e, &v->choices[i].when, day))
			return pick(e, &v->choices[i].is, day);
	return NULL;
}

/* The day that a picked value names, if it names one. */
static struct day_term
day_of(struct evaluation *e, const struct fact_value *v)
{
	if (!v)
		return DAY_TERM_NONE;
	if (v->kind == VALUE_LITERAL)
		return (struct day_term){ FIELD_NONE, 0, v->day };
	if (e->calls->read(e, v->field, DAY_TERM_NONE, NULL) != ANSWER_GOOD)
		return DAY_TERM_NONE;
	return (struct day_term){ v->field, v->month, 0 };
}

/* The rule from..to that skips the row; to when none does. */
static size_t
skipped_by(struct evaluation *e, size_t from, size_t to, struct day_term day)
{
	while (from < to && !holds(e, &e->plan->skips[from].when, day))
		from++;
	return from;
}

/* Reads the fields that must be right in every row: those of `types`, and
 * those by which rows are compared, dates in one turn and all others in the
 * next. Dates and numbers may be empty where no fact needs them; who, where
 * and what kind may not, nor may the day by which a row is known. */
static void
read_fields(struct evaluation *e, bool dates)
{
	const struct fact_field *f = e->plan->fields;

	for (int i = 0; i < (int)e->plan->nfields; i++, f++) {
		bool may_be_empty = f->type == TYPE_DATE && f->in_key
			? f->optional
			: f->optional || !f->in_types || f->type == TYPE_DATE
				|| f->type == TYPE_NUMBER;

		if (!f->in_rows || (f->type == TYPE_DATE) != dates)
			continue;
		if (evaluate_by_day(f->type) && f->on == FIELD_NONE
			&& !day_term_known(e->day))
			continue;
		if (e->calls->read(e, i, e->day, f->def) == ANSWER_EMPTY
			&& !may_be_empty)
			evaluate_fault(e, evaluate_fault_of(f->type), i, e->day,
				f->def);
	}
}

/* Whether a fact lacks something when its value in that column is empty. */
static bool
is_needed(const struct fact_field *f, int column)
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

/* What stands in one column of a fact. */
static struct cell_term
cell_of(struct evaluation *e, const struct fact_value *value, int column,
	struct day_term day)
{
	const struct fact_value *v = pick(e, value, day);
	struct cell_term cell = { .source = CELL_TEXT, .text = SPAN("") };
	const struct fact_field *f;
	enum answer_state state;

	if (!v)
		return cell;
	if (v->kind == VALUE_LITERAL) {
		cell.text = v->literal;
		if (column == FACT_UNIT && day_term_known(day))
			e->calls->unit(e, v, day);
		return cell;
	}
	f = &e->plan->fields[v->field];
	e->blank = false;
	state = e->calls->read(e, v->field, day, v->def);
	switch (state) {
	case ANSWER_GOOD:
		if (e->blank)
			break;
		cell.source = v->negate ? CELL_NEGATED : CELL_FIELD;
		cell.field = v->field;
		break;
	case ANSWER_EMPTY:
		if (is_needed(f, column))
			evaluate_fault(e, evaluate_fault_of(f->type), v->field,
				day, v->def);
		break;
	case ANSWER_MISSING:
	case ANSWER_SUPPRESSED:
		if (is_needed(f, column) && e->marker != ANSWER_SUPPRESSED)
			e->marker = state;
		break;
	case ANSWER_BAD:
		break;
	}
	return cell;
}

/* The last day of a fact, which is not before the first. */
static struct day_term
read_until(struct evaluation *e, const struct fact_rule *rule,
	struct day_term date)
{
	const struct fact_value *v = pick(e, &rule->values[FACT_UNTIL], date);
	struct day_term until = day_of(e, v);
	bool of_field = v && v->kind == VALUE_FIELD;

	if (of_field)
		e->calls->read(e, v->field, DAY_TERM_NONE, v->def);
	if (day_term_known(until) && day_term_known(date) && e->calls->before
		&& e->calls->before(e, until, date))
		evaluate_fault(e, FAULT_UNTIL, of_field ? v->field : FIELD_NONE,
			date, v->def);
	return until;
}

/* Whether the rule gives a fact. One without a date is a fault, also when it
 * was the lack of the day that made its `when` fail. */
static bool
read_fact(struct evaluation *e, const struct fact_rule *rule,
	struct fact_terms *fact)
{
	const struct fact_value *date = pick(e, &rule->values[FACT_DATE],
		DAY_TERM_NONE);
	int i, n = (int)(FACT_COLUMNS + e->plan->nextras);
	enum answer_state before = e->marker;
	bool given;

	fact->date = day_of(e, date);
	e->day_missed = false;
	given = holds(e, &rule->when, fact->date);
	if (!day_term_known(fact->date) && (given || e->day_missed))
		evaluate_fault(e, FAULT_DATE,
			date && date->kind == VALUE_FIELD ? date->field
							  : FIELD_NONE,
			DAY_TERM_NONE, rule->values[FACT_DATE].def);
	if (!given)
		return false;
	e->marker = ANSWER_EMPTY;
	fact->until = read_until(e, rule, fact->date);
	for (i = 0; i < n; i++)
		if (i == FACT_DATE || i == FACT_UNTIL) {
			struct day_term day = i == FACT_DATE ? fact->date
							     : fact->until;
			struct cell_term cell = { CELL_DAY, day.field, SPAN(""),
				day };

			if (!day_term_known(day))
				cell.source = CELL_TEXT;
			else if (day.field != FIELD_NONE && !day.month)
				cell.source = CELL_FIELD;
			fact->cells[i] = cell;
		} else
			fact->cells[i] = cell_of(e, &rule->values[i], i,
				fact->date);
	if (fact->cells[FACT_EVENT].source == CELL_TEXT
		&& !fact->cells[FACT_EVENT].text.len)
		evaluate_fault(e, FAULT_CODE, FIELD_NONE, fact->date,
			rule->values[FACT_EVENT].def);
	if (fact->cells[FACT_UNIT].source == CELL_TEXT
		&& !fact->cells[FACT_UNIT].text.len)
		evaluate_fault(e, FAULT_UNIT, FIELD_NONE, fact->date,
			rule->values[FACT_UNIT].def);
	given = e->marker == ANSWER_EMPTY;
	if (given || before == ANSWER_SUPPRESSED)
		e->marker = before;
	return given;
}

enum row_outcome
evaluate_row(struct evaluation *e)
{
	const struct facts *plan = e->plan;
	struct day_term day;

	e->nfacts = 0;
	e->marker = ANSWER_EMPTY;
	e->day = DAY_TERM_NONE;
	e->rule = skipped_by(e, 0, plan->nfirst, e->day);
	if (e->rule < plan->nfirst)
		return ROW_SKIPPED;
	read_fields(e, true);
	/* The day of the row as a whole: that of the first fact, given or
	 * not, whose date can be read. */
	day = DAY_TERM_NONE;
	for (size_t i = 0; i < e->plan->nrules && !day_term_known(day); i++)
		day = day_of(e,
			pick(e, &e->plan->rules[i].values[FACT_DATE],
				DAY_TERM_NONE));
	e->day = day;
	read_fields(e, false);
	for (size_t i = 0; i < plan->nrules; i++)
		e->nfacts += read_fact(e, &plan->rules[i],
			&e->facts[e->nfacts]);
	if (!e->faulty) {
		e->rule = skipped_by(e, plan->nfirst, plan->nskips, e->day);
		if (e->rule < plan->nskips && !e->faulty)
			return ROW_SKIPPED;
	}
	if (e->faulty)
		return ROW_REJECTED;
	e->rule = plan->nskips
		+ (e->marker == ANSWER_MISSING ? EVALUATE_MISSING
				: e->marker == ANSWER_SUPPRESSED
				? EVALUATE_SUPPRESSED
				: EVALUATE_NO_FACT);
	return e->nfacts ? ROW_FACTS : ROW_SKIPPED;
}
