/* SPDX-License-Identifier: MIT
 *
 * What was decided stays: rows of targets.csv and observations.csv are only
 * ever added, and how a goal is judged changes by a new row. Held against an
 * older copy of the book, a row that is gone or reads otherwise is a finding,
 * since a status of an earlier day could no longer be produced again.
 */
#include "lint.h"

#include "base/mem.h"
#include "book/folder.h"
#include "contract/target.h"
#include "result/manual.h"
#include "value/text.h"

/* A file, the columns by which a row is found again, and whether only those
 * that change what is judged may not change. */
static const struct since {
	const struct schema *schema;
	const char *key[6];
	bool judged_only;
} FILES[] = {
	{ &target_schema, { "year", "unit", "goal", "due", "decided" }, false },
	{ &goal_schema, { "goal", "from" }, true },
	{ &manual_schema, { "measure", "unit", "month", "by", "reported" },
		false },
};

static struct span
cell_of(const struct table *t, size_t row, const char *column)
{
	return table_cell(t, row, table_column(t, column));
}

static bool
same_key(const struct since *s, const struct table *a, size_t i,
	const struct table *b, size_t j)
{
	for (size_t k = 0; s->key[k]; k++)
		if (!span_equal(cell_of(a, i, s->key[k]),
			    cell_of(b, j, s->key[k])))
			return false;
	return true;
}

/* The first column in which two rows differ, or NULL. */
static const char *
difference(const struct since *s, const struct table *a, size_t i,
	const struct table *b, size_t j)
{
	for (size_t k = 0; k < s->schema->nfields; k++) {
		const struct field *f = &s->schema->fields[k];

		if ((!s->judged_only || f->alone)
			&& !span_equal(cell_of(a, i, f->name),
				cell_of(b, j, f->name)))
			return f->name;
	}
	return NULL;
}

/* A row of the old file: in the new one it stands unchanged, each time it
 * stood there. */
static void
check_row(struct lint *l, const struct since *s, const struct table *old,
	size_t row, const struct table *now, bool taken[])
{
	const char *column = NULL;
	size_t changed = 0;

	for (size_t i = 0; i < now->rows; i++) {
		if (taken[i] || !same_key(s, old, row, now, i))
			continue;
		column = difference(s, old, row, now, i);
		changed = i;
		if (!column) {
			taken[i] = true;
			return;
		}
	}
	if (column)
		finding_add(l->findings, SEVERITY_ERROR,
			table_place(now, changed), "changed-in-place",
			"column \"%s\" was \"%.*s\" (%s:%" PRIu64 ") and is "
			"\"%.*s\": a change is a new row",
			column, SPAN_ARG(cell_of(old, row, column)), old->file,
			table_place(old, row).line,
			SPAN_ARG(cell_of(now, changed, column)));
	else
		finding_add(l->findings, SEVERITY_ERROR,
			(struct place){ now->file, 1, 0 }, "row-removed",
			"the row of %s:%" PRIu64 " is gone: rows are only "
			"ever added",
			old->file, table_place(old, row).line);
}

void
since_rules_check(struct lint *l)
{
	struct book *old = l->since ? book_open(l->since) : NULL;
	size_t i, row;

	for (i = 0; old && i < sizeof(FILES) / sizeof(*FILES); i++) {
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
		for (row = 0; row < before->rows; row++)
			check_row(l, &FILES[i], before, row, now, taken);
		mem_free(taken);
	}
	book_close(old);
}
