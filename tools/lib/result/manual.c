/* SPDX-License-Identifier: MIT */
#include "result/manual.h"

#include "base/mem.h"
#include "book/table.h"
#include "book/def_error.h"
#include "value/period.h"

struct row {
	int measure, unit;
	struct observation figures;
};

struct manual {
	const struct units *units;
	const struct measures *measures;
	struct row *rows; /* by measure, unit, month */
	size_t count;
};

/* The table being read, and where its columns stand. */
struct reading {
	struct manual *into;
	const struct table *table;
	int measure, unit, month, numerator, denominator, n, preliminary;
};

static bool
bind(struct reading *r)
{
	const struct table *t = r->table;

	r->measure = table_need(t, "measure");
	r->unit = table_need(t, "unit");
	r->month = table_need(t, "month");
	r->numerator = table_need(t, "numerator");
	r->denominator = table_column(t, "denominator");
	r->n = table_column(t, "n");
	r->preliminary = table_column(t, "preliminary");
	return r->measure >= 0 && r->unit >= 0 && r->month >= 0
		&& r->numerator >= 0;
}

static bool
read_key(const struct reading *r, size_t i, struct row *row)
{
	struct span measure = table_cell(r->table, i, r->measure);
	struct span month = table_cell(r->table, i, r->month);
	bool ok = true;

	row->measure = measure_find(r->into->measures, measure);
	if (row->measure < 0)
		ok = def_error_say(table_place(r->table, i), "unknown-measure",
			"column \"measure\": \"%.*s\" is no measure of "
			"measures.json",
			SPAN_ARG(measure));
	ok &= unit_in_cell(r->into->units, r->table, i, r->unit, &row->unit);
	if (!period_read_month(month, &row->figures.month))
		ok = table_wrong(r->table, i, r->month,
			"\"%.*s\" is not a month (YYYY-MM)", SPAN_ARG(month));
	return ok;
}

/* A measure with a denominator needs one here, and one without has none. */
static bool
read_fraction(const struct reading *r, size_t i, struct row *row)
{
	const struct measure *m = &r->into->measures->list[row->measure];
	struct observation *o = &row->figures;
	bool absent, none = true;

	if (!table_number(r->table, i, r->numerator, &o->numerator, &absent))
		return false;
	if (absent)
		return table_wrong(r->table, i, r->numerator, "is empty");
	if (r->denominator >= 0
		&& !table_number(r->table, i, r->denominator, &o->denominator,
			&none))
		return false;
	o->has_denominator = m->cohort || m->denominator.count != COUNT_NONE;
	if (o->has_denominator && none)
		return table_wrong(r->table, i, r->denominator,
			"is empty, but %.*s has a denominator",
			SPAN_ARG(m->name));
	if (!o->has_denominator && !none)
		return table_wrong(r->table, i, r->denominator,
			"is filled, but %.*s has no denominator",
			SPAN_ARG(m->name));
	return true;
}

static bool
read_n(const struct reading *r, size_t i, struct row *row)
{
	struct decimal n = { 0 };
	bool absent = true, preliminary = false;

	if (r->n >= 0 && !table_number(r->table, i, r->n, &n, &absent))
		return false;
	if (n.millionths < 0 || n.millionths % DECIMAL_ONE)
		return table_wrong(r->table, i, r->n, "is not a count");
	if (r->preliminary >= 0
		&& !table_yes(r->table, i, r->preliminary, &preliminary))
		return false;
	row->figures.n = (uint64_t)(n.millionths / DECIMAL_ONE);
	row->figures.as_of = DAY_NONE;
	row->figures.flags = OBSERVATION_MANUAL;
	if (preliminary)
		row->figures.flags |= OBSERVATION_PRELIMINARY;
	return true;
}

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

bool
manual_load(struct book *book, const struct units *units,
	const struct measures *measures, struct manual **figures)
{
	struct manual *b;
	struct reading r = { 0 };
	bool ok = true;
	size_t i;

	*figures = NULL;
	r.table = table_load(book->arena, book_path(book, "observations.csv"),
		true);
	if (!r.table)
		return diag_status() < STATUS_USAGE;
	b = *figures = mem_new(1, sizeof(*b));
	b->units = units;
	b->measures = measures;
	b->rows = mem_new(r.table->rows + 1, sizeof(*b->rows));
	r.into = b;
	if (!bind(&r))
		return false;
	for (i = 0; i < r.table->rows; i++, b->count++)
		ok = read_key(&r, i, &b->rows[i])
			&& read_fraction(&r, i, &b->rows[i])
			&& read_n(&r, i, &b->rows[i]) && ok;
	qsort(b->rows, b->count, sizeof(*b->rows), order_rows);
	return ok;
}

static bool
has_own(const struct manual *b, const struct row *row, int unit)
{
	struct row key = *row;

	key.unit = unit;
	return bsearch(&key, b->rows, b->count, sizeof(*b->rows), order_rows);
}

bool
manual_add(const struct manual *b, struct observations *all)
{
	const struct row *row;
	struct observation add;
	size_t i;
	int unit;

	for (i = 0; i < b->count; i++) {
		row = &b->rows[i];
		add = row->figures;
		add.measure = observations_name(all,
			b->measures->list[row->measure].name);
		for (unit = row->unit; unit != UNIT_NONE;
			unit = unit_parent(b->units, unit,
				period_month_last(add.month))) {
			if (unit != row->unit && has_own(b, row, unit))
				break;
			add.unit = unit;
			observations_add(all, &add);
		}
	}
	return b->count > 0;
}

void
manual_free(struct manual *b)
{
	if (!b)
		return;
	mem_free(b->rows);
	mem_free(b);
}
