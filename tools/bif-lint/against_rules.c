/* SPDX-License-Identifier: MIT
 *
 * What the book says, held against what is known otherwise.
 *
 * Against figures: a baseline that they contradict, and a parent that has less
 * than its units. Against an older copy of the book: what was decided stays.
 * Rows of targets.csv and observations.csv are only ever added, and how a goal
 * is judged changes by a new row; one that is gone or reads otherwise is a
 * finding, since a status of an earlier day could no longer be produced again.
 */
#include "lint.h"

#include "base/mem.h"
#include "book/folder.h"
#include "result/manual.h"
#include "value/period.h"
#include "value/text.h"

#define MONTHS 12

/* The value of the year before a target's, as far as it is plain: sums of all
 * twelve months, or the last one. False where it is not: a mean of months, a
 * form other than a ratio, parts that are not summed, or a year with months
 * that lack. Nothing is said of a baseline then, since a wrong doubt costs more
 * trust than a missed one. Where the measure is shown in per cent the value is
 * too, as baselines are written. */
static bool
year_before(const struct lint *l, const struct target *x, struct ratio *value)
{
	const struct goal *g = &l->goals->list[x->goal];
	const struct measure *m = lint_measure(l, g);
	struct period_date begins = { x->year - 1, l->book->begins_month,
		l->book->begins_day };
	const struct observation *rows;
	int32_t first = period_month_of(period_day(begins));
	bool one = g->window == WINDOW_MONTH || g->window == WINDOW_LATEST;
	struct ratio n = ratio_int(0), d = ratio_int(0);
	size_t i, count, months = 0;

	if (g->window == WINDOW_MEAN_OF_MONTHS || m->form != FORM_RATIO
		|| (!one && !m->cohort
			&& (m->numerator.across != ACROSS_SUM
				|| m->denominator.across == ACROSS_LAST)))
		return false;
	rows = observations_series(l->observations, m->name, x->unit, &count);
	for (i = 0; i < count; i++) {
		const struct observation *o = &rows[i];

		if (o->month < first + (one ? MONTHS - 1 : 0)
			|| o->month >= first + MONTHS)
			continue;
		n = ratio_add(n, ratio_decimal(o->numerator));
		d = ratio_add(d, ratio_decimal(o->denominator));
		months++;
	}
	if (months < (one ? 1 : MONTHS))
		return false;
	if (!m->cohort && m->denominator.across == ACROSS_MEAN)
		d = ratio_div(d, ratio_int((int)months));
	*value = n;
	if (m->cohort || m->denominator.count != COUNT_NONE) {
		if (!ratio_sign(d))
			return false;
		*value = ratio_div(n, d);
	}
	if (m->shown == SHOWN_PERCENT)
		*value = ratio_mul(*value, ratio_int(100));
	return true;
}

/* A baseline is said of the year before; at its decimals the data say the same,
 * or something else is meant. Only targets of the last contract year are asked:
 * rows of earlier years stay as they were decided, and nobody could act on a
 * finding. */
void
against_rules_baselines(struct lint *l)
{
	if (!l->observations || !l->measures || !l->targets)
		return;
	for (size_t i = 0; i < l->targets->count; i++) {
		const struct target *x = &l->targets->list[i];
		const struct goal *g = &l->goals->list[x->goal];
		const char *said, *is;
		struct ratio value;

		if (!lint_measure(l, g) || !x->has_baseline
			|| x->year != l->year || !year_before(l, x, &value))
			continue;
		said = lint_number(l, x->baseline, g->decimals);
		is = lint_number(l, value, g->decimals);
		if (strcmp(said, is))
			finding_warning(l, lint_target_place(l, x),
				"baseline-data",
				"the baseline is %s, but the figures of %d "
				"come to %s",
				said, x->year - 1, is);
	}
}

/* What adds up cannot be less at a parent than at the units below it. The first
 * such month is told. m must be a count that is summed over months and over
 * units, since nothing else adds up. The sum is taken in millionths and 128
 * bits, so that no number of units can overflow it. The unit tree is that of
 * the month's last day, as reorganisations move units. */
static void
check_parent(struct lint *l, const struct measure *m, int parent)
{
	const struct observation *rows, *row;
	size_t n;

	rows = observations_series(l->observations, m->name, parent, &n);
	for (size_t i = 0; i < n; i++) {
		int32_t day = period_month_last(rows[i].month);
		__int128 sum = 0;

		for (int u = 0; u < l->units->count; u++) {
			if (unit_parent(l->units, u, day) != parent)
				continue;
			row = observations_find(l->observations, m->name, u,
				rows[i].month);
			sum += row ? row->numerator.millionths : 0;
		}
		if (!sum || sum <= rows[i].numerator.millionths)
			continue;
		finding_error(l, lint_def_place(m->def), "parent-figure",
			"\"%.*s\" at %.*s: %lld in %s, and the units below it "
			"have %lld",
			SPAN_ARG(m->name),
			SPAN_ARG(l->units->list[parent].code),
			(long long)(rows[i].numerator.millionths / DECIMAL_ONE),
			lint_month(l, rows[i].month),
			(long long)(sum / DECIMAL_ONE));
		return;
	}
}

/* Persons and cohorts are left out: one person counts once at the parent and
 * may count at several of its units. Means and shares do not add up. */
void
against_rules_parents(struct lint *l)
{
	if (!l->observations || !l->measures || !l->units)
		return;
	for (size_t i = 0; i < l->measures->count; i++) {
		const struct measure *m = &l->measures->list[i];

		if (m->cohort || m->parents != PARENTS_SUM
			|| m->numerator.across != ACROSS_SUM
			|| (m->numerator.count != COUNT_FACTS
				&& m->numerator.count != COUNT_OPEN))
			continue;
		for (int u = 0; u < l->units->count; u++)
			check_parent(l, m, u);
	}
}

/* --- an older copy --- */

/* A file, the columns by which a row is found again, and whether only those
 * that change what is judged may not change. */
static const struct since {
	/* what names the file, and lists the columns that are compared */
	const struct schema *schema;
	/* names of columns; NULL behind the last */
	const char *key[6];
	/* only columns that decide a status; texts of it may be put better */
	bool judged_only;
} FILES[] = {
	{ &target_schema, { "year", "unit", "goal", "due", "decided" }, false },
	{ &goal_schema, { "goal", "from" }, true },
	{ &manual_schema, { "measure", "unit", "month", "by", "reported" },
		false },
};

/* A cell by its column's name. A file that lacks the column has an empty cell
 * there, as readers of the book see it; adding an empty column is therefore no
 * change. */
static struct span
cell_of(const struct table *t, size_t row, const char *column)
{
	return table_cell(t, row, table_column(t, column));
}

/* A row of the old file: in the new one it stands unchanged, each time it stood
 * there. taken says of each row of the new file whether it is another row of
 * the old one. Rows of one key may stand several times, as figures that are
 * reported again do; without taken one new row could answer for two old
 * ones. */
static void
check_row(struct lint *l, const struct since *s, const struct table *old,
	size_t row, const struct table *now, bool taken[])
{
	const char *column = NULL; /* the first in which they differ */
	size_t changed = 0, k;

	for (size_t i = 0; i < now->rows; i++) {
		for (k = 0; s->key[k]; k++)
			if (!span_equal(cell_of(old, row, s->key[k]),
				    cell_of(now, i, s->key[k])))
				break;
		if (taken[i] || s->key[k])
			continue;
		column = NULL;
		changed = i;
		for (k = 0; k < s->schema->nfields && !column; k++) {
			const struct field *f = &s->schema->fields[k];

			if ((!s->judged_only || f->alone)
				&& !span_equal(cell_of(old, row, f->name),
					cell_of(now, i, f->name)))
				column = f->name;
		}
		if (!column) {
			taken[i] = true;
			return;
		}
	}
	if (column)
		finding_error(l, table_place(now, changed), "changed-in-place",
			"column \"%s\" was \"%.*s\" (%s:%" PRIu64 ") and is "
			"\"%.*s\": a change is a new row",
			column, SPAN_ARG(cell_of(old, row, column)), old->file,
			table_place(old, row).line,
			SPAN_ARG(cell_of(now, changed, column)));
	else
		finding_error(l, (struct place){ now->file, 1, 0 },
			"row-removed",
			"the row of %s:%" PRIu64 " is gone: rows are only "
			"ever added",
			old->file, table_place(old, row).line);
}

/* A file that only one of the books has says nothing of the other. The old
 * book's faults are findings as well. It is closed here, so texts of findings
 * are copies (lint.c), and nothing of it may be kept. */
void
against_rules_since(struct lint *l)
{
	struct book *old = l->since ? book_open(l->since) : NULL;

	for (size_t i = 0; old && i < COUNT(FILES); i++) {
		const char *name = FILES[i].schema->name;
		const struct table *before = table_load(old,
			folder_path(old, name), true);
		const struct table *now = before
			? table_load(l->book, folder_path(l->book, name), false)
			: NULL;
		bool *taken;

		if (!now)
			continue;
		taken = mem_new(now->rows + 1, sizeof(*taken));
		for (size_t row = 0; row < before->rows; row++)
			check_row(l, &FILES[i], before, row, now, taken);
		mem_free(taken);
	}
	book_close(old);
}
