/* SPDX-License-Identifier: MIT
 *
 * Reads observations.csv and adds its figures to those that were counted. A
 * figure by hand is not checked against any delivery: somebody answers for it.
 */
#include "result/manual.h"

#include "base/mem.h"
#include "book/folder.h"
#include "book/defs.h"
#include "value/period.h"

struct row {
	int measure, unit;
	struct observation figures;
	struct schema_amount numerator, denominator, n; /* as given */
	bool preliminary;
	struct span by, reason;
	int32_t reported;
	size_t row;
};

struct manual {
	struct unit_names names;
	const struct measures *measures;
	struct row *rows; /* by measure, unit, month */
	size_t count;
};

/* A name that measures.json does not define would be a figure of nothing. */
static bool
read_measure(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	struct span name = table_cell(t, row, column);
	struct row *r = into;

	r->measure = measure_find(((struct manual *)reading)->measures, name);
	return r->measure >= 0
		|| def_error_say(table_place(t, row), "unknown-measure",
			"column \"measure\": \"%.*s\" is no measure of "
			"measures.json",
			SPAN_ARG(name));
}

/* The numerator must be there: a row without a figure says nothing. n counts
 * facts, so it is a whole number and not below 0. A measure with a denominator
 * needs one here, and one without has none. */
static bool
check(void *reading, const struct table *t, size_t row, void *into)
{
	struct row *r = into;
	const struct measure *m =
		&((struct manual *)reading)->measures->list[r->measure];
	bool wanted = m->cohort || m->denominator.count != COUNT_NONE;
	struct observation *o = &r->figures;

	if (!r->numerator.given)
		return table_wrong(t, row, table_column(t, "numerator"),
			"is empty");
	if (r->n.number.millionths < 0 || r->n.number.millionths % DECIMAL_ONE)
		return table_wrong(t, row, table_column(t, "n"),
			"is not a count");
	if (wanted != r->denominator.given)
		return table_wrong(t, row, table_column(t, "denominator"),
			wanted ? "is empty, but %.*s has a denominator"
			       : "is filled, but %.*s has no denominator",
			SPAN_ARG(m->name));
	o->as_of = o->through = DAY_NONE;
	o->numerator = r->numerator.number;
	o->denominator = r->denominator.number;
	o->has_denominator = r->denominator.given;
	o->n = (uint64_t)(r->n.number.millionths / DECIMAL_ONE);
	o->flags = OBSERVATION_MANUAL
		| (r->preliminary ? OBSERVATION_PRELIMINARY : 0u);
	return true;
}

#define AT(member) .at = offsetof(struct row, member)

static const struct field FIELDS[] = {
	{ "measure", "of measures.json; needed", .cell = read_measure,
		FIELD_NEEDED },
	{ "unit", "a unit's code; needed", .cell = unit_cell, AT(unit),
		FIELD_NEEDED },
	{ "month", "`2010-06`, `jun-10`, `06-2010` or `01-06-2010`; needed",
		.kind = FIELD_MONTH, AT(figures.month), FIELD_NEEDED },
	{ "numerator", "the number, or the upper part of a fraction; needed",
		.kind = FIELD_NUMBER, AT(numerator), FIELD_NEEDED },
	{ "denominator", "the lower part, where the measure has one",
		.kind = FIELD_NUMBER, AT(denominator) },
	{ "n", "how many facts that rests on; empty: nobody counted",
		.kind = FIELD_NUMBER, AT(n) },
	{ "preliminary", "yes or no: it may still change", .kind = FIELD_FLAG,
		AT(preliminary) },
	{ "by", "who reports it", .kind = FIELD_TEXT, AT(by) },
	{ "reason", "why it is given by hand", .kind = FIELD_TEXT, AT(reason) },
	{ "reported", "the day it was reported", .kind = FIELD_DAY,
		AT(reported) },
};
const struct schema manual_schema = { "observations.csv", SCHEMA_FIELDS(FIELDS),
	.size = sizeof(struct row), .row = offsetof(struct row, row),
	.check = check };

/* By measure, unit and month: rows that are equal here replace each other. */
static int
order_rows(const void *left, const void *right)
{
	const struct row *a = left, *b = right;

	if (a->measure != b->measure)
		return a->measure < b->measure ? -1 : 1;
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	return (a->figures.month > b->figures.month)
		- (a->figures.month < b->figures.month);
}

/* The same, and equal ones as they stand in the file. */
static int
order_rows_in_file(const void *left, const void *right)
{
	const struct row *a = left, *b = right;
	int order = order_rows(a, b);

	return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* Rows are only ever added to the file: a correction is a later row, and
 * the earlier one stays for whoever asks what was known then. */
bool
manual_load(struct book *book, const struct units *units,
	const struct measures *measures, struct manual **figures)
{
	struct manual *m = arena_take(book->arena, sizeof(*m));
	struct schema_rows rows;
	bool ok;

	m->names.units = units;
	m->measures = measures;
	ok = schema_table(book, &manual_schema,
		folder_path(book, "observations.csv"), true, m, &rows);
	*figures = rows.list ? m : NULL;
	if (!rows.list)
		return ok;
	m->rows = rows.list;
	qsort(m->rows, rows.count, sizeof(*m->rows), order_rows_in_file);
	/* A later row of a month replaces the earlier. */
	for (size_t i = 0; i < rows.count; i++) {
		if (i && !order_rows(&m->rows[i], &m->rows[m->count - 1]))
			m->count--;
		m->rows[m->count++] = m->rows[i];
	}
	return ok;
}

/* A figure of a unit is added at its parents, too, as if it had been counted:
 * up to the first that has a row by hand of its own, or at once where the
 * measure's parents are not the sum of their children. */
bool
manual_add(const struct manual *b, struct observations *all)
{
	const struct row *row;
	struct observation add;
	struct row key;

	for (size_t i = 0; i < b->count; i++) {
		row = &b->rows[i];
		key = *row;
		add = row->figures;
		add.through = period_month_last(add.month);
		add.measure = observations_name(all,
			b->measures->list[row->measure].name);
		for (int unit = row->unit; unit != UNIT_NONE;
			unit = unit_parent(b->names.units, unit, add.through)) {
			key.unit = unit;
			if (unit != row->unit
				&& (b->measures->list[row->measure].parents
						!= PARENTS_SUM
					|| bsearch(&key, b->rows, b->count,
						sizeof(*b->rows), order_rows)))
				break;
			add.unit = unit;
			observations_add(all, &add);
		}
	}
	return b->count > 0;
}

bool
manual_has(const struct manual *b, int measure)
{
	for (size_t i = 0; b && i < b->count; i++)
		if (b->rows[i].measure == measure)
			return true;
	return false;
}
