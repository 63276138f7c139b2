/* SPDX-License-Identifier: MIT */
#include "base/diag.h"
#include "io/ledger.h"
#include "io/options.h"
#include "lint.h"
#include "value/period.h"

/* Sentences for people, unless -O asks for a table. */
#define FORMAT_TEXT ((enum out_format)99)

static const struct option_spec OPTIONS[] = {
	{ "check", 'c', NULL, "warnings give status 1 too" },
	{ "for-run", 259, NULL,
		"status 78 when a finding makes figures wrong (severity "
		"fatal)" },
	{ "since", 260, "OLDBOOK",
		"also what was changed in place since that book: rows are "
		"only added" },
	{ "fields", 258, NULL,
		"only prints the members and columns that a book may have, as "
		"tables" },
	{ "observations", 256, "FILE",
		"observations, to see whether series are what they seem and "
		"whether a seasonal goal has an earlier year" },
	{ "verdicts", 257, "FILE",
		"verdicts, to see whether each goal that "
		"is off has a response" },
};

static bool
read_observations(struct lint *l, const char *file)
{
	if (!file || !l->units)
		return true;
	l->observations = observations_new(l->units);
	return observations_read(l->observations, file)
		&& observations_settle(l->observations);
}

static void
check_all(struct lint *l)
{
	header_rules_check(l);
	goal_rules_check(l);
	arithmetic_rules_check(l);
	calendar_rules_check(l);
	reference_rules_check(l);
	action_rules_check(l);
	target_rules_check(l);
	source_rules_check(l);
	series_rules_check(l);
	figure_rules_check(l);
	since_rules_check(l);
}

static void
print_all(struct lint *l, const struct options *o, bool strict, bool for_run)
{
	bool text = o->format == FORMAT_TEXT;
	struct out *out = out_open(o->output, text ? OUT_TSV : o->format);

	if (!out)
		return;
	if (text)
		findings_print(l->findings, out, for_run);
	else
		findings_table(l->findings, out);
	out_close(out);
	if (findings_count(l->findings, SEVERITY_FATAL))
		diag_raise(for_run ? STATUS_CONFIG : STATUS_NO);
	if (findings_count(l->findings, SEVERITY_ERROR)
		|| (strict && findings_count(l->findings, SEVERITY_WARNING)))
		diag_raise(STATUS_NO);
}

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
		.nspecs = sizeof(OPTIONS) / sizeof(*OPTIONS),
		.common = OPTIONS_ALL | OPTIONS_NO_INPUT,
		.format = FORMAT_TEXT };
	struct lint l = { 0 };
	const char *observations = NULL;
	bool strict = false, fields = false, for_run = false;
	int letter;

	while ((letter = options_next(&o, argc, argv)) != OPTIONS_END) {
		if (letter == 'c')
			strict = true;
		else if (letter == 256)
			observations = o.argument;
		else if (letter == 258)
			fields = true;
		else if (letter == 259)
			for_run = true;
		else if (letter == 260)
			l.since = o.argument;
		else
			l.verdicts = o.argument;
	}
	if (!o.stop && o.nfiles)
		options_wrong(&o, "no files are read but those of the book");
	if (!o.stop && fields) {
		struct out *out = out_open(o.output, OUT_TSV);

		if (out) {
			fields_print(out);
			out_close(out);
		}
	} else if (!o.stop && lint_open(&l, o.book)
		&& read_observations(&l, observations)) {
		check_all(&l);
		print_all(&l, &o, strict, for_run);
	}
	lint_close(&l);
	ledger_append(&(struct ledger_line){ .source = "",
		.file = "*",
		.first_day = DAY_NONE,
		.last_day = DAY_NONE,
		.status = diag_status() });
	return (int)diag_end();
}
