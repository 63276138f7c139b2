/* SPDX-License-Identifier: MIT
 *
 * Columns that nobody reads are nobody's business, unless they look like one
 * that the file lacks: that would be passed over in silence.
 */
#include "lint.h"

#include "book/folder.h"
#include "contract/action.h"
#include "contract/target.h"
#include "result/manual.h"
#include "value/text.h"

static const struct schema *const SCHEMAS[] = { &unit_schema, &goal_schema,
	&target_schema, &manual_schema, &action_schema, &strategy_schema,
	&comment_schema };

static bool
is_field(const struct schema *s, struct span name)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (text_same(name, span_of(s->fields[i].name)))
			return true;
	return false;
}

static void
check_table(struct lint *l, const struct schema *s, const struct table *t)
{
	const char **lacks = arena_take(l->book->arena,
		(s->nfields + 1) * sizeof(*lacks));
	const char *near;
	size_t n = 0, i;

	for (i = 0; i < s->nfields; i++)
		if (table_column(t, s->fields[i].name) < 0)
			lacks[n++] = s->fields[i].name;
	for (i = 0; n && i < t->columns; i++) {
		if (!t->names[i].len || is_field(s, t->names[i]))
			continue;
		near = text_nearest(t->names[i], lacks, n);
		if (near)
			finding_add(l->findings, SEVERITY_ERROR,
				(struct place){ t->file, 1, 0 },
				"misspelt-column",
				"column \"%.*s\" is not "
				"read; did you mean \"%s\"?",
				SPAN_ARG(t->names[i]), near);
	}
}

void
header_rules_check(struct lint *l)
{
	const struct table *t;
	size_t i;

	if (diag_status() >= STATUS_USAGE)
		return; /* what cannot be read has been said */
	for (i = 0; i < sizeof(SCHEMAS) / sizeof(*SCHEMAS); i++) {
		t = table_load(l->book, folder_path(l->book, SCHEMAS[i]->name),
			true);
		if (t)
			check_table(l, SCHEMAS[i], t);
	}
}
