/* SPDX-License-Identifier: MIT
 *
 * options: the command line (DESIGN.md section 4). Each program lists its own
 * options in one table; from it and the common ones come getopt_long's tables,
 * --help and --version, so that they cannot disagree. Long options may be
 * shortened as getopt_long allows; options and files may be mixed unless
 * POSIXLY_CORRECT. Everything an option says is borrowed from argv.
 *
 *	static const struct option_spec OPTIONS[] = {
 *		{ "as-of", 'A', "DATE", "count facts up to DATE" }, ...
 *	};
 *	struct options o = { .program = "bif-judge", .summary = "...",
 *		.usage = "[OPTION]... [FILE]...", .specs = OPTIONS, .nspecs = N };
 *	while ((letter = options_next(&o, argc, argv)) != OPTIONS_END)
 *		switch (letter) { case 'A': ... o.argument ...; }
 *	if (o.stop)
 *		return diag_end();
 */
#ifndef IO_OPTIONS_H
#define IO_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "io/out.h"

#define OPTIONS_END (-1)
#define OPTIONS_VERSION "0.2.0"

/* One option, as it is parsed and as --help shows it. */
struct option_spec {
	const char *name;
	int letter;           /* 'x': also -x; 256 and up, or 0: long only */
	const char *argument; /* name of its argument, or NULL */
	const char *help;     /* one line; the rest after '\n' */
	/* Where what was given is put. An option that has neither of the two is
	 * returned by options_next(), and so needs a letter. */
	const char **text; /* its argument; the last one given counts */
	bool *flag;        /* that it was given at all */
};

/* The common options a program takes. */
enum options_common {
	OPTIONS_BOOK = 1,      /* -b BOOK, $BIF_BOOK */
	OPTIONS_OUTPUT = 2,    /* -o FILE */
	OPTIONS_RECORDS = 4,   /* -O tsv|csv|jsonl */
	OPTIONS_LEDGER = 8,    /* --ledger FILE, $BIF_LEDGER */
	OPTIONS_PROGRESS = 16, /* --progress */
	OPTIONS_ALL = 31,
	OPTIONS_NO_INPUT = 32 /* no file named: reads nothing, nfiles
	                                   is 0, a terminal is fine */
};                            /* --messages --quiet -h -V always */

/* What a program gives to options_next(), and what the common options said. */
struct options {
	const char *program;
	const char *summary;  /* one sentence, for --help */
	const char *usage;    /* what follows the name in the usage line */
	const char *statuses; /* of --help: what the exit status tells */
	const char *examples; /* of --help: a line each */
	const char *section;  /* of --help: where MANUAL.md says more */
	const struct option_spec *specs;
	size_t nspecs;
	unsigned common; /* which of the common options */

	const char *argument; /* of the option just returned */
	const char *book;     /* or NULL */
	const char *output;   /* or NULL */
	enum out_format format;
	bool progress;
	const char *const *files; /* after OPTIONS_END; {"-"} when none */
	size_t nfiles;
	/* help, version or a wrong option: the status is raised, all is said */
	bool stop;
};

/* The next of the program's own options that its table does not put anywhere,
 * or OPTIONS_END. Calls diag_begin(),
 * diag_quiet() and ledger_use() on the way. With no file named and a terminal
 * as standard input the short usage is printed and the status is 64. */
int options_next(struct options *o, int argc, char **argv);

/* Says that the command line is wrong (64), points to --help and sets o->stop;
 * fmt and what follows as printf() takes them. */
void options_wrong(struct options *o, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Reads the day given as the option's argument or, when that is NULL, in the
 * environment's variable (NULL: it has none). False after a message (64) when
 * it is not a day YYYY-MM-DD, or when it is required and absent; a required one
 * has a variable. *day is DAY_NONE when absent. */
bool options_day(struct options *o, const char *option, const char *argument,
	const char *name, bool required, int32_t *day);

#endif
