/* SPDX-License-Identifier: MIT */
#include "base/diag.h"
#include "book/schema.h"
#include "io/ledger.h"
#include "io/options.h"
#include "lint.h"
#include "result/manual.h"
#include "source/export.h"
#include "source/facts.h"
#include "value/period.h"

/* Sentences for people, unless -O asks for a table. Any number will do that no
 * enum out_format has; it never reaches the writer of tables. */
#define FORMAT_TEXT ((enum out_format)99)

/* What the command line asks for; NULL and false where it says nothing. */
static struct request {
	bool strict, for_run, fields;
	const char *since, *observations, *verdicts;
} asked;

static const struct option_spec OPTIONS[] = {
	{ "check", 'c', NULL, "warnings give status 1 too",
		.flag = &asked.strict },
	{ "for-run", 0, NULL,
		"status 78 when a finding makes figures wrong (severity "
		"fatal)",
		.flag = &asked.for_run },
	{ "since", 0, "OLDBOOK",
		"also what was changed in place since that book: rows are "
		"only added",
		.text = &asked.since },
	{ "fields", 0, NULL,
		"only prints the members and columns that a book may have, as "
		"tables",
		.flag = &asked.fields },
	{ "observations", 0, "FILE",
		"observations, to see whether series are what they seem and "
		"whether a seasonal goal has an earlier year",
		.text = &asked.observations },
	{ "verdicts", 0, "FILE",
		"verdicts, to see whether each goal that "
		"is off has a response",
		.text = &asked.verdicts },
};

/* Every rule; each is silent where the part of the book that it looks at could
 * not be read. */
static void (*const RULES[])(struct lint *l) = { reference_rules_headers,
	reference_rules_goals, arithmetic_rules_goals, arithmetic_rules_scales,
	arithmetic_rules_baselines, calendar_rules_targets,
	calendar_rules_history, reference_rules_names, reference_rules_claims,
	count_rules_check, action_rules_goals, action_rules_actions,
	action_rules_map, action_rules_comments, action_rules_responses,
	target_rules_paths, target_rules_bands, target_rules_contracts,
	target_rules_revisions, target_rules_steps, target_rules_parents,
	target_rules_values, source_rules_sources, source_rules_codes,
	source_rules_names, series_rules_check, against_rules_baselines,
	against_rules_parents, against_rules_since };

/* All that a book may hold, in the order of MANUAL.md. */
static const struct schema *const SCHEMAS[] = { &book_schema,
	&book_bands_schema, &unit_schema, &source_schema, &export_schema,
	&export_wide_schema, &export_control_schema, &facts_schema,
	&facts_skip_schema, &delivers_schema, &code_schema, &measures_schema,
	&scope_schema, &measure_schema, &component_schema, &goal_schema,
	&target_schema, &manual_schema, &action_schema, &strategy_schema,
	&comment_schema };

/* Prints a schema as the table that MANUAL.md shows: the programs read by the
 * same one, so that the manual cannot lie (tests/program/bif-lint.bats compares
 * them). */
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

/* Asks all rules and prints what they found. A strict check has status 1 for a
 * warning, too. Where the output cannot be opened the status is that, and no finding
 * changes it. For a run a fatal finding is 78, as a definition that cannot be
 * read is: pipelines stop at both. */
static void
check(struct lint *l, const struct options *o)
{
	bool text = o->format == FORMAT_TEXT;
	struct out *out;

	for (size_t i = 0; i < COUNT(RULES); i++)
		RULES[i](l);
	out = out_open(o->output, text ? OUT_TSV : o->format);
	if (!out)
		return;
	if (text)
		findings_print(l->findings, out, asked.for_run);
	else
		findings_table(l->findings, out);
	out_close(out);
	if (findings_count(l->findings, SEVERITY_FATAL))
		diag_raise(asked.for_run ? STATUS_CONFIG : STATUS_NO);
	if (findings_count(l->findings, SEVERITY_ERROR)
		|| (asked.strict
			&& findings_count(l->findings, SEVERITY_WARNING)))
		diag_raise(STATUS_NO);
}

/* --fields needs no book, as it tells of the programs and not of one book. The
 * ledger's line has no rows and no days: it says that this book was looked at,
 * and what came of it. */
int
main(int argc, char **argv)
{
	struct options o = { .program = "bif-lint",
		.summary = "Finds what contradicts itself in a book of "
			   "definitions, and says it: a sentence\neach, with "
			   "-O a table.",
		.usage = "[OPTION]...",
		.statuses =
			"0, no error; 1, errors were found; 64, the command line; 74, cannot be written",
		.examples =
			"  bif-lint -b BOOK\n  bif-lint -b BOOK --since OLDBOOK\n",
		.section = "6, bif-lint",
		.specs = OPTIONS,
		.nspecs = COUNT(OPTIONS),
		.common = OPTIONS_ALL | OPTIONS_NO_INPUT,
		.format = FORMAT_TEXT };
	struct lint l = { 0 };

	options_next(&o, argc, argv); /* the table takes them all */
	l.since = asked.since;
	l.verdicts = asked.verdicts;
	if (!o.stop && o.nfiles)
		options_wrong(&o, "no files are read but those of the book");
	if (!o.stop && asked.fields) {
		struct out *out = out_open(o.output, OUT_TSV);

		for (size_t i = 0; out && i < COUNT(SCHEMAS); i++)
			print_schema(out, SCHEMAS[i]);
		if (out)
			out_close(out);
	} else if (!o.stop && lint_open(&l, o.book)
		&& lint_observe(&l, asked.observations)) {
		check(&l, &o);
	}
	lint_close(&l);
	ledger_append(&(struct ledger_line){ .source = "",
		.file = "*",
		.first_day = DAY_NONE,
		.last_day = DAY_NONE,
		.status = diag_status() });
	return (int)diag_end();
}
