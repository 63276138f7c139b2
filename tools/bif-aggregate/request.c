/* SPDX-License-Identifier: MIT */
#include "request.h"

#include "base/diag.h"

enum { LETTER_MERGE = 256, LETTER_EXPLAIN, LETTER_NEEDS, LETTER_SCOPE };

static const struct option_spec OPTIONS[] = {
	{ "as-of", 'A', "DATE",
		"count as known on DATE: facts dated "
		"later are not counted; else $BIF_AS_OF" },
	{ "merge", LETTER_MERGE, NULL,
		"read observations, and add up the rows "
		"of equal measure, unit and month" },
	{ "explain", LETTER_EXPLAIN, "MEASURE[,UNIT[,MONTH]]",
		"write the "
		"facts that entered these figures, and what each adds" },
	{ "needs", LETTER_NEEDS, NULL,
		"write the columns of facts that the "
		"measures use, for bif-normalize --columns" },
	{ "scope", LETTER_SCOPE, "FILE",
		"write to FILE how many facts the "
		"book's scope left out, by source and event" },
};

/* Jobs exclude each other. */
static void
take_job(struct request *r, enum request_job job)
{
	if (r->job != REQUEST_COUNT && r->job != job)
		options_wrong(&r->options,
			"--merge, --explain and --needs: "
			"one at a time");
	r->job = job;
}

static void
take_option(struct request *r, int letter, const char **as_of)
{
	switch (letter) {
	case 'A':
		*as_of = r->options.argument;
		break;
	case LETTER_MERGE:
		take_job(r, REQUEST_MERGE);
		break;
	case LETTER_EXPLAIN:
		take_job(r, REQUEST_EXPLAIN);
		r->explain = r->options.argument;
		break;
	case LETTER_NEEDS:
		take_job(r, REQUEST_NEEDS);
		r->options.common |= OPTIONS_NO_INPUT;
		break;
	case LETTER_SCOPE:
		r->scope = r->options.argument;
		break;
	}
}

static void
check(struct request *r)
{
	if (r->job == REQUEST_NEEDS && r->options.nfiles)
		options_wrong(&r->options,
			"--needs reads no facts, only the "
			"book");
	if (r->scope && (r->job == REQUEST_MERGE || r->job == REQUEST_NEEDS))
		options_wrong(&r->options, "--scope: no facts are read");
}

bool
request_read(struct request *r, int argc, char **argv)
{
	const char *as_of = NULL;
	struct options *o = &r->options;
	int letter;

	*r = (struct request){
		.options = { .program = "bif-aggregate",
			.summary =
				"Counts facts into observations: one exact fraction "
				"for each measure, unit and month.",
			.usage = "--as-of DATE -b BOOK [OPTION]... [FILE]...",
			.specs = OPTIONS,
			.nspecs = sizeof(OPTIONS) / sizeof(*OPTIONS),
			.common = OPTIONS_ALL }
	};
	while ((letter = options_next(o, argc, argv)) != OPTIONS_END)
		take_option(r, letter, &as_of);
	if (!o->stop)
		check(r);
	if (!o->stop)
		options_day(o, "as-of", as_of, "BIF_AS_OF",
			r->job == REQUEST_COUNT || r->job == REQUEST_EXPLAIN,
			&r->as_of);
	return !o->stop;
}
