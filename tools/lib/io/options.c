/* SPDX-License-Identifier: MIT */
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
	LETTER_HELP,
	LETTER_VERSION
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
	{ { "format", 'O', "FORMAT", "tsv (default), csv or jsonl" },
		OPTIONS_FORMAT },
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
	{ { "help", LETTER_HELP, NULL, "show this help" }, 0 },
	{ { "version", LETTER_VERSION, NULL, "show the version" }, 0 },
};
#define NCOMMON (sizeof(COMMON) / sizeof(*COMMON))

/* getopt_long's tables, made at the first call. */
static struct option *long_options;
static const char *short_options;
static const char *ledger_named;
static bool quiet;

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

static void
make_tables(const struct options *o)
{
	struct buf letters = { 0 };
	const struct option_spec *spec;

	long_options = mem_new(o->nspecs + NCOMMON + 1, sizeof(*long_options));
	buf_text(&letters, ":"); /* a missing argument is ':', not '?' */
	for (size_t i = 0; (spec = spec_at(o, i)); i++) {
		long_options[i] = (struct option){ spec->name,
			spec->argument ? required_argument : no_argument, NULL,
			spec->letter };
		if (spec->letter < 256)
			buf_format(&letters, "%c%s", spec->letter,
				spec->argument ? ":" : "");
	}
	short_options = buf_string(&letters);
}

/* A standard descriptor that is closed would be given to the next file that
 * is opened, and data would go there. In its place stands one that fails when
 * used the way it is meant to be; standard error just swallows. */
static void
guard_descriptors(void)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_WRONLY };

	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null", modes[fd]);
}

void
options_wrong(struct options *o, const char *fmt, ...)
{
	struct buf why = { 0 };
	va_list list;
	char room[512];

	va_start(list, fmt);
	vsnprintf(room, sizeof(room), fmt, list);
	va_end(list);
	buf_text(&why, room);
	diag_fault(STATUS_USAGE, "%s (try '%s --help')", buf_string(&why),
		o->program);
	buf_free(&why);
	o->stop = true;
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

static void
print_option(struct out *out, const struct option_spec *spec)
{
	struct buf name = { 0 };
	int width;

	if (spec->letter < 256)
		buf_format(&name, "  -%c, --%s", spec->letter, spec->name);
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
	buf_free(&name);
}

static void
print_help(const struct options *o)
{
	struct out *out = out_open(NULL, OUT_TSV);
	const struct option_spec *spec;

	out_print(out, "Usage: %s %s\n", o->program, o->usage);
	print_wrapped(out, o->summary, 0, 0);
	out_print(out, "\n");
	for (size_t i = 0; (spec = spec_at(o, i)); i++)
		print_option(out, spec);
	out_close(out);
}

static void
print_version(const struct options *o)
{
	struct out *out = out_open(NULL, OUT_TSV);

	out_print(out, "%s %s\n", o->program, OPTIONS_VERSION);
	out_print(out, "MIT licence; there is no warranty.\n");
	out_close(out);
}

static void
read_format(struct options *o)
{
	static const char *const names[] = { "tsv", "csv", "jsonl" };

	for (unsigned i = 0; i < 3; i++)
		if (!strcmp(optarg, names[i])) {
			o->format = (enum out_format)i;
			return;
		}
	options_wrong(o, "-O %s: not tsv, csv or jsonl", optarg);
}

static void
take_common(struct options *o, int letter)
{
	switch (letter) {
	case 'b':
		o->book = optarg;
		break;
	case 'o':
		o->output = optarg;
		break;
	case 'O':
		read_format(o);
		break;
	case LETTER_LEDGER:
		ledger_named = optarg;
		break;
	case LETTER_PROGRESS:
		o->progress = true;
		break;
	case LETTER_QUIET:
		quiet = true;
		break;
	case LETTER_HELP:
		print_help(o);
		o->stop = true;
		break;
	case LETTER_VERSION:
		print_version(o);
		o->stop = true;
		break;
	}
}

/* A long option nobody has; or one that is short for several. */
static void
unknown_long(struct options *o, const char *given)
{
	const char *names[64], *near;
	const struct option_spec *spec;
	size_t n = 0, len = strcspn(given, "=");
	unsigned matches = 0;

	for (size_t i = 0; (spec = spec_at(o, i)) && n < 64; i++) {
		names[n++] = spec->name;
		matches += !strncmp(spec->name, given, len);
		if (!spec->argument && strlen(spec->name) == len
			&& !strncmp(spec->name, given, len)) {
			options_wrong(o, "--%s takes no argument", spec->name);
			return;
		}
	}
	near = text_nearest((struct span){ given, len }, names, n);
	if (matches > 1)
		options_wrong(o, "--%.*s could be one of several options",
			(int)len, given);
	else if (matches == 1)
		options_wrong(o, "--%.*s takes no argument", (int)len, given);
	else if (near)
		options_wrong(o, "no option --%.*s; did you mean --%s?",
			(int)len, given, near);
	else
		options_wrong(o, "no option --%.*s", (int)len, given);
}

/* getopt_long() stepped over the word that holds the option. */
static void
say_wrong(struct options *o, int result, char **argv)
{
	const char *word = argv[optind - 1];
	bool is_long = optopt == 0 || optopt >= 256;
	const struct option_spec *spec;

	if (result == '?' && is_long) {
		unknown_long(o, word + (word[0] == '-') + (word[1] == '-'));
		return;
	}
	for (size_t i = 0; (spec = spec_at(o, i)); i++)
		if (spec->letter == optopt && result == ':') {
			options_wrong(o, "--%s needs an argument: %s",
				spec->name, spec->argument);
			return;
		} else if (spec->letter == optopt) {
			options_wrong(o, "--%s takes no argument", spec->name);
			return;
		}
	options_wrong(o, "no option -%c", optopt);
}

static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* $BIF_INFLATE: how many times as long gzip may become. */
static void
read_inflate(struct options *o)
{
	const char *text = variable("BIF_INFLATE"), *at = text;
	uint64_t n = 0;

	if (!text)
		return;
	for (; *at >= '0' && *at <= '9' && n < UINT32_MAX; at++)
		n = n * 10 + (uint64_t)(*at - '0');
	if (*at)
		options_wrong(o, "$BIF_INFLATE: \"%s\" is not a number%s", text,
			n < UINT32_MAX ? "" : " below 4294967296");
	else
		source_inflate_limit(n);
}

/* The files, and what the environment adds. */
static int
finish(struct options *o, int argc, char **argv)
{
	static const char *const standard[] = { "-" };

	if (o->stop)
		return OPTIONS_END;
	if (!o->book && (o->common & OPTIONS_BOOK))
		o->book = variable("BIF_BOOK");
	if (o->common & OPTIONS_LEDGER)
		ledger_use(
			ledger_named ? ledger_named : variable("BIF_LEDGER"));
	read_inflate(o);
	diag_quiet(quiet);
	if (quiet)
		progress_quiet();
	o->files = (const char *const *)(argv + optind);
	o->nfiles = (size_t)(argc - optind);
	if (o->nfiles || (o->common & OPTIONS_NO_INPUT))
		return OPTIONS_END;
	o->files = standard;
	o->nfiles = 1;
	if (isatty(STDIN_FILENO) == 1) {
		diag_note("usage: %s %s", o->program, o->usage);
		options_wrong(o,
			"no file named, and standard input is a "
			"terminal");
	}
	return OPTIONS_END;
}

int
options_next(struct options *o, int argc, char **argv)
{
	int letter;

	if (!long_options) {
		diag_begin(o->program);
		guard_descriptors();
		/* Beyond a file's limit a write then fails, and is told. */
		signal(SIGXFSZ, SIG_IGN);
		make_tables(o);
		opterr = 0;
	}
	while (!o->stop) {
		letter = getopt_long(argc, argv, short_options, long_options,
			NULL);
		if (letter == -1)
			break;
		if (letter == '?' || letter == ':') {
			say_wrong(o, letter, argv);
			break;
		}
		o->argument = optarg;
		for (size_t i = 0; i < o->nspecs; i++)
			if (o->specs[i].letter == letter)
				return letter;
		take_common(o, letter);
	}
	return finish(o, argc, argv);
}

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
