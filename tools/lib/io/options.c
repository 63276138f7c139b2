/* SPDX-License-Identifier: MIT
 *
 * The command line, read by getopt_long() from a program's own table and that
 * of the options all programs share. One table serves the parser, --help and
 * the guesses about a misspelt name, so that the three cannot disagree. What a
 * program does with its own options is left to the program.
 */
#include "io/options.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdarg.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "io/ledger.h"
#include "io/progress.h"
#include "io/source.h"
#include "value/period.h"
#include "value/text.h"

#define HELP_WIDTH 80
#define HELP_COLUMN 26 /* where the explanations begin */

/* Letters of common options without a short form. */
enum {
	LETTER_LEDGER = 0x10000,
	LETTER_PROGRESS,
	LETTER_QUIET,
	LETTER_MESSAGES,
	LETTER_FORMAT, /* what --records was called until 0.1.0 */
	LETTER_NONE    /* and up: options without a letter, by their place */
};

static const struct common {
	struct option_spec spec;
	unsigned bit; /* 0: always */
} COMMON[] = {
	{ { "book", 'b', "BOOK", "the folder of definitions; else $BIF_BOOK" },
		OPTIONS_BOOK },
	{ { "output", 'o', "FILE",
		  "write to FILE: beside it first, then "
		  "renamed; - is standard output" },
		OPTIONS_OUTPUT },
	{ { "records", 'O', "FORMAT",
		  "write rows as tsv (default), csv or jsonl" },
		OPTIONS_RECORDS },
	{ { "ledger", LETTER_LEDGER, "FILE",
		  "append what was read and written "
		  "to FILE; else $BIF_LEDGER" },
		OPTIONS_LEDGER },
	{ { "progress", LETTER_PROGRESS, NULL,
		  "say how far the run has come, "
		  "also where standard error is no terminal" },
		OPTIONS_PROGRESS },
	{ { "quiet", LETTER_QUIET, NULL, "say nothing but what went wrong" },
		0 },
	{ { "messages", LETTER_MESSAGES, "FORM",
		  "messages as text (default) or jsonl, an object each; else "
		  "$BIF_MESSAGES" },
		0 },
	{ { "help", 'h', NULL, "show this help" }, 0 },
	{ { "version", 'V', NULL, "show the version" }, 0 },
};
#define NCOMMON COUNT(COMMON)

/* getopt_long's tables, made at the first call. */
static struct option *long_options;
static const char *short_options;
static const char *ledger_named;

/* The n-th option of a program: its own, then the common ones it takes. */
static const struct option_spec *
spec_at(const struct options *o, size_t n)
{
	if (n < o->nspecs)
		return &o->specs[n];
	n -= o->nspecs;
	for (size_t i = 0; i < NCOMMON; i++) {
		if (COMMON[i].bit && !(COMMON[i].bit & o->common))
			continue;
		if (n-- == 0)
			return &COMMON[i].spec;
	}
	return NULL;
}

/* An environment variable; one that is empty is as good as absent. */
static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* The form of messages, by its name; false when there is none of that name. */
static bool
take_messages(const char *form)
{
	if (strcmp(form, "jsonl") != 0 && strcmp(form, "text") != 0)
		return false;
	diag_objects(form[0] == 'j');
	return true;
}

/* The program goes on to its own exit: whoever called may still have
 * something to close. */
void
options_wrong(struct options *o, const char *fmt, ...)
{
	BUF_LOCAL why = { 0 };
	va_list list;
	char room[512];

	va_start(list, fmt);
	vsnprintf(room, sizeof(room), fmt, list);
	va_end(list);
	buf_text(&why, room);
	diag_fault(STATUS_USAGE, "%s (try '%s --help')", buf_string(&why),
		o->program);
	o->stop = true;
}

/* The first call of a run: names the program in its messages, makes
 * getopt_long's tables, and guards the standard descriptors. One that is closed
 * would be given to the next file that is opened, and data would go there. In
 * its place stands one that fails when used the way it is meant to be; standard
 * error just swallows. */
static void
begin(struct options *o, int argc, char **argv)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_WRONLY };
	const char *form = variable("BIF_MESSAGES");
	struct buf letters = { 0 };
	const struct option_spec *spec;
	bool has_format = false;
	size_t n;

	diag_begin(o->program);
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null", modes[fd]);
	if (form && !take_messages(form))
		options_wrong(o, "$BIF_MESSAGES: %s: not text or jsonl", form);
	/* What is wrong with an option before it is said in this form, too. */
	for (n = 1; n < (size_t)argc; n++)
		if (!strcmp(argv[n], "--messages=jsonl")
			|| (!strcmp(argv[n], "--messages")
				&& !strcmp(argv[n + 1] ? argv[n + 1] : "",
					"jsonl")))
			diag_objects(true);
	/* Beyond a file's limit a write then fails, and is told. */
	signal(SIGXFSZ, SIG_IGN);
	long_options = mem_new(o->nspecs + NCOMMON + 2, sizeof(*long_options));
	buf_text(&letters, ":"); /* a missing argument is ':', not '?' */
	for (n = 0; (spec = spec_at(o, n)); n++) {
		long_options[n] = (struct option){ spec->name,
			spec->argument ? required_argument : no_argument, NULL,
			spec->letter ? spec->letter : LETTER_NONE + (int)n };
		if (spec->letter && spec->letter < 256)
			buf_format(&letters, "%c%s", spec->letter,
				spec->argument ? ":" : "");
		has_format |= !strcmp(spec->name, "format");
	}
	/* Neither --help nor a guess names the old word, but it still works. */
	if ((o->common & OPTIONS_RECORDS) && !has_format)
		long_options[n] = (struct option){ "format", required_argument,
			NULL, LETTER_FORMAT };
	short_options = buf_string(&letters);
	opterr = 0;
}

/* Text in lines of at most HELP_WIDTH columns from `indent` on, the first of
 * which is already at `column`. */
static void
print_wrapped(struct out *out, const char *text, int column, int indent)
{
	while (*text) {
		int len = (int)strcspn(text, " \n");
		int width = (int)text_width((struct span){ text, (size_t)len });

		if (column > indent && column + 1 + width > HELP_WIDTH) {
			out_print(out, "\n%*s", indent, "");
			column = indent;
		} else if (column > indent) {
			out_print(out, " ");
			column++;
		}
		out_print(out, "%.*s", len, text);
		column += width;
		text += len;
		if (*text == '\n') {
			out_print(out, "\n%*s", indent, "");
			column = indent;
		}
		if (*text)
			text++;
	}
	out_print(out, "\n");
}

/* --help: how the program is called, what it does, and each option. */
static void
print_help(const struct options *o)
{
	struct out *out = out_open(NULL, OUT_TSV);
	const struct option_spec *spec;
	BUF_LOCAL name = { 0 };

	out_print(out, "Usage: %s %s\n", o->program, o->usage);
	print_wrapped(out, o->summary, 0, 0);
	out_print(out, "\n");
	for (size_t i = 0; (spec = spec_at(o, i)); i++) {
		int width;

		buf_clear(&name);
		if (spec->letter && spec->letter < 256)
			buf_format(&name, "  -%c, --%s", spec->letter,
				spec->name);
		else
			buf_format(&name, "      --%s", spec->name);
		if (spec->argument)
			buf_format(&name, " %s", spec->argument);
		width = (int)text_width(buf_span(&name));
		out_bytes(out, buf_span(&name));
		if (width + 2 > HELP_COLUMN)
			out_print(out, "\n%*s", HELP_COLUMN, "");
		else
			out_print(out, "%*s", HELP_COLUMN - width, "");
		print_wrapped(out, spec->help, HELP_COLUMN, HELP_COLUMN);
	}
	if (o->statuses)
		out_print(out, "\nExit status:");
	if (o->statuses)
		print_wrapped(out, o->statuses, 12, 0);
	if (o->examples)
		out_print(out, "\n%s", o->examples);
	if (o->section)
		out_print(out, "\nMANUAL.md, section %s, says more.\n",
			o->section);
	out_close(out);
}

/* What the options say that all programs share. */
static void
take_common(struct options *o, int letter)
{
	static const char *const formats[] = { "tsv", "csv", "jsonl" };
	struct out *out;
	unsigned format = 0;

	switch (letter) {
	case 'b':
		o->book = optarg;
		break;
	case 'o':
		o->output = optarg;
		break;
	case LETTER_FORMAT:
		diag_note("--format is a report's format; of rows it is "
			  "-O or --records");
		/* fall through */
	case 'O':
		while (format < 3 && strcmp(optarg, formats[format]) != 0)
			format++;
		if (format == 3)
			options_wrong(o, "-O %s: not tsv, csv or jsonl",
				optarg);
		else
			o->format = (enum out_format)format;
		break;
	case LETTER_LEDGER:
		ledger_named = optarg;
		break;
	case LETTER_PROGRESS:
		o->progress = true;
		break;
	case LETTER_QUIET:
		diag_quiet(true);
		progress_quiet();
		break;
	case LETTER_MESSAGES:
		if (!take_messages(optarg))
			options_wrong(o, "--messages %s: not text or jsonl",
				optarg);
		break;
	case 'h':
		print_help(o);
		o->stop = true;
		break;
	case 'V':
		out = out_open(NULL, OUT_TSV);
		out_print(out, "%s %s\n", o->program, OPTIONS_VERSION);
		out_print(out, "MIT licence; there is no warranty.\n");
		out_close(out);
		o->stop = true;
		break;
	}
}

/* Says what getopt_long() found wrong; it has stepped over the word that holds
 * the option. */
static void
say_wrong(struct options *o, int result, char **argv)
{
	const char *word = argv[optind - 1];
	bool is_long = optopt == 0 || optopt >= 256;
	const struct option_spec *spec;

	if (result == '?' && is_long) {
		const char *given = word + (word[0] == '-') + (word[1] == '-');
		const char *names[64], *near;
		size_t n = 0, len = strcspn(given, "=");
		unsigned matches = 0;
		bool whole = false;

		/* A long option that nobody has, that is short for several,
		 * or that was given an argument it does not take. */
		for (size_t i = 0; (spec = spec_at(o, i)) && n < 64; i++) {
			bool begins = !strncmp(spec->name, given, len);

			names[n++] = spec->name;
			matches += begins;
			whole |= begins && !spec->argument && !spec->name[len];
		}
		near = text_nearest((struct span){ given, len }, names, n);
		if (whole || matches == 1)
			options_wrong(o, "--%.*s takes no argument", (int)len,
				given);
		else if (matches > 1)
			options_wrong(o,
				"--%.*s could be one of several options",
				(int)len, given);
		else if (near)
			options_wrong(o, "no option --%.*s; did you mean --%s?",
				(int)len, given, near);
		else
			options_wrong(o, "no option --%.*s", (int)len, given);
		return;
	}
	if (optopt == LETTER_FORMAT)
		optopt = 'O';
	for (size_t i = 0; (spec = spec_at(o, i)); i++)
		if (long_options[i].val == optopt && result == ':') {
			options_wrong(o, "--%s needs an argument: %s",
				spec->name, spec->argument);
			return;
		} else if (long_options[i].val == optopt) {
			options_wrong(o, "--%s takes no argument", spec->name);
			return;
		}
	options_wrong(o, "no option -%c", optopt);
}

/* After the last option: the files, and what the environment adds. */
static void
finish(struct options *o, int argc, char **argv)
{
	static const char *const standard[] = { "-" };
	const char *inflate = variable("BIF_INFLATE"), *at = inflate;
	uint64_t times = 0;

	if (!o->book && (o->common & OPTIONS_BOOK))
		o->book = variable("BIF_BOOK");
	if (o->common & OPTIONS_LEDGER)
		ledger_use(
			ledger_named ? ledger_named : variable("BIF_LEDGER"));
	/* $BIF_INFLATE: how many times as long gzip may become. */
	for (; at && *at >= '0' && *at <= '9' && times < UINT32_MAX; at++)
		times = times * 10 + (uint64_t)(*at - '0');
	if (at && *at)
		options_wrong(o, "$BIF_INFLATE: \"%s\" is not a number%s",
			inflate, times < UINT32_MAX ? "" : " below 4294967296");
	else if (at)
		source_inflate_limit(times);
	o->files = (const char *const *)(argv + optind);
	o->nfiles = (size_t)(argc - optind);
	if (o->nfiles || (o->common & OPTIONS_NO_INPUT))
		return;
	o->files = standard;
	o->nfiles = 1;
	if (isatty(STDIN_FILENO) == 1) {
		diag_note("usage: %s %s", o->program, o->usage);
		options_wrong(o,
			"no file named, and standard input is a "
			"terminal");
	}
}

/* One that the table has a place for is put there and never seen by the caller. */
int
options_next(struct options *o, int argc, char **argv)
{
	size_t own;

	if (!long_options)
		begin(o, argc, argv);
	while (!o->stop) {
		int letter = getopt_long(argc, argv, short_options,
			long_options, NULL);

		if (letter == -1)
			break;
		if (letter == '?' || letter == ':') {
			say_wrong(o, letter, argv);
			break;
		}
		o->argument = optarg;
		for (own = 0; own < o->nspecs; own++)
			if (long_options[own].val == letter)
				break;
		if (own == o->nspecs)
			take_common(o, letter);
		else if (o->specs[own].text)
			*o->specs[own].text = optarg;
		else if (o->specs[own].flag)
			*o->specs[own].flag = true;
		else
			return letter;
	}
	if (!o->stop)
		finish(o, argc, argv);
	return OPTIONS_END;
}

/* The option has its say before the environment. */
bool
options_day(struct options *o, const char *option, const char *argument,
	const char *name, bool required, int32_t *day)
{
	const char *text = argument ? argument : name ? variable(name) : NULL;

	*day = DAY_NONE;
	if (!text && required) {
		options_wrong(o, "which day? give --%s YYYY-MM-DD or $%s",
			option, name);
		return false;
	}
	if (!text || period_read_day(span_of(text), day))
		return true;
	options_wrong(o, "%s%s: \"%s\" is not a day YYYY-MM-DD",
		argument ? "--" : "$", argument ? option : name, text);
	return false;
}
