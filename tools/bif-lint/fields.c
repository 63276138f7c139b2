/* SPDX-License-Identifier: MIT
 *
 * Prints the members and columns that a book may have, as the tables of
 * MANUAL.md show them: the same tables by which they are read, so that the
 * manual cannot lie (tests/program/bif-lint.bats compares them).
 */
#include "lint.h"

#include "contract/target.h"
#include "result/manual.h"
#include "source/export.h"
#include "source/facts.h"

static const struct schema *const SCHEMAS[] = { &book_schema,
	&book_bands_schema, &unit_schema, &source_schema, &export_schema,
	&export_wide_schema, &export_control_schema, &facts_schema,
	&facts_skip_schema, &delivers_schema, &code_schema, &measures_schema,
	&scope_schema, &measure_schema, &component_schema, &goal_schema,
	&target_schema, &manual_schema, &action_schema, &strategy_schema,
	&comment_schema };

static void
print_schema(struct out *out, const struct schema *s)
{
	const char *what = s->size ? "column" : "member";
	bool otherwise = false;

	for (size_t i = 0; i < s->nfields; i++)
		otherwise |= s->fields[i].otherwise != NULL;
	out_print(out, "%s\n\n| %s | meaning |%s\n|---|---|%s\n", s->name, what,
		!otherwise        ? ""
			: s->size ? " empty |"
				  : " default |",
		otherwise ? "---|" : "");
	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		out_print(out, "| `%s` | %s |", f->name, f->meaning);
		if (otherwise)
			out_print(out, " %s%s|", f->otherwise,
				*f->otherwise ? " " : "");
		out_print(out, "\n");
	}
	out_print(out, "\n");
}

void
fields_print(struct out *out)
{
	for (size_t i = 0; i < sizeof(SCHEMAS) / sizeof(*SCHEMAS); i++)
		print_schema(out, SCHEMAS[i]);
}
