/* SPDX-License-Identifier: MIT
 *
 * The command line of bif-render. Options are taken as they come and settled
 * together at the end, since -f, -O, -r and -u depend on each other.
 */
#include "request.h"

#include "value/period.h"
#include "value/text.h"

enum {
	LETTER_LANG = 0x200,
	LETTER_COLOUR,
	LETTER_WIDTH,
	LETTER_DATA,
	LETTER_AS_OF,
	LETTER_OBSERVATIONS,
	LETTER_CASE,
	LETTER_SUPPRESS,
	LETTER_SINCE,
	LETTER_DELIVERIES,
	LETTER_LINKS,
	LETTER_PUBLISHED
};

static const struct option_spec OPTIONS[] = {
	{ "report", 'r', "REPORT",
		"what to show (default board): board, "
		"half-year, full-year, month, unit (with -u), goal (with -g), adjustments, "
		"contracts, strategy; or rows: the streams `rows` of several "
		"stages as one" },
	{ "format", 'f', "FORMAT",
		"how (default text): text, markdown, html, eml; "
		"site (board, units and goals as pages of the folder -o); "
		"svg (one goal's curve: -r unit -u -g); the report's data: "
		"csv and xlsx for Excel, powerbi, rfc4180, tsv, jsonl, json, "
		"datapackage, prom" },
	{ "unit", 'u', "UNIT", "the unit that -r unit is about" },
	{ "goal", 'g', "GOAL",
		"the goal that -r goal is about; of -r unit, this alone" },
	{ "observations", LETTER_OBSERVATIONS, "FILE",
		"for the monthly "
		"curves: what the verdicts were judged from" },
	{ "records", 'O', "FORMAT",
		"the report's data as the other programs "
		"write streams: tsv, csv, jsonl or json" },
	{ "as-of", LETTER_AS_OF, "DATE",
		"of verdicts of several dates, show "
		"those of DATE" },
	{ "data", LETTER_DATA, "LEDGER",
		"tell what the data reach to, from "
		"the run's ledger" },
	{ "deliveries", LETTER_DELIVERIES, "FILE",
		"tell which sources are missing, from bif-judge "
		"--deliveries" },
	{ "since", LETTER_SINCE, "RUN",
		"tell what changed since an earlier status: the "
		"folder of its run, or its verdicts" },
	{ "links", LETTER_LINKS, "FILE",
		"of a site: what its pages link to (columns kind, href, "
		"text)" },
	{ "case", LETTER_CASE, "NUMBER", "the case number of a paper" },
	{ "suppress", LETTER_SUPPRESS, "N",
		"do not show figures that rest on "
		"counts from 1 to N-1" },
	{ "published", LETTER_PUBLISHED, "RUN",
		"hide also what "
		"could be told from this status, published before (may be "
		"given often)" },
	{ "lang", LETTER_LANG, "LANG", "da or en; else the book's language" },
	{ "color", LETTER_COLOUR, "WHEN",
		"auto (default: on a terminal, "
		"unless $NO_COLOR is set), always or never" },
	{ "width", LETTER_WIDTH, "N",
		"columns of text (default: the "
		"terminal's, else 80)" },
};

/* What options say before they are put together. */
struct said {
	const char *report, *format, *as_of;
	size_t width;
	enum plain_colour colour;
};

/* A whole number from least to most. */
static uint64_t
take_number(struct request *r, const char *option, const char *text,
	uint64_t least, uint64_t most)
{
	uint64_t n = 0;
	const char *s;

	for (s = text; *s >= '0' && *s <= '9' && n <= most; s++)
		n = n * 10 + (uint64_t)(*s - '0');
	if (*s || s == text || n < least || n > most)
		options_wrong(&r->options,
			"%s %s: not a number from %llu to "
			"%llu",
			option, text, (unsigned long long)least,
			(unsigned long long)most);
	return n;
}

static void
take_colour(struct request *r, struct said *said, const char *text)
{
	static const char *const colours[] = { "auto", "always", "never" };
	size_t i;

	for (i = 0; i < 3 && strcmp(text, colours[i]); i++)
		;
	said->colour = (enum plain_colour)i;
	if (i == 3)
		options_wrong(&r->options,
			"--color %s: not auto, always or never", text);
}

/* A language is known when wording/ has a table of it. */
static void
take_lang(struct request *r, const char *text)
{
	struct buf known = { 0 };
	enum lang lang;

	r->material.lang = text;
	if (words_lang(span_of(text), &lang))
		return;
	for (lang = 0; lang < LANGS; lang++)
		buf_format(&known, "%s%.*s", known.len ? " or " : "",
			SPAN_ARG(words_of(lang, WORD_LANG)));
	options_wrong(&r->options, "--lang %s: not %.*s", text,
		SPAN_ARG(buf_span(&known)));
	buf_free(&known);
}

/* Takes one option. What is wrong in itself is said here; what is wrong
 * together, in settle(). */
static void
take(struct request *r, struct said *said, int letter)
{
	const char *argument = r->options.argument;
	const struct {
		int letter;
		const char **to;
	} texts[] = { { 'r', &said->report }, { 'f', &said->format },
		{ 'u', &r->material.unit }, { 'g', &r->material.goal },
		{ LETTER_AS_OF, &said->as_of },
		{ LETTER_OBSERVATIONS, &r->material.observations },
		{ LETTER_DATA, &r->material.ledger },
		{ LETTER_DELIVERIES, &r->material.deliveries },
		{ LETTER_SINCE, &r->material.since },
		{ LETTER_CASE, &r->material.case_number },
		{ LETTER_LINKS, &r->links } };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (texts[i].letter == letter)
			*texts[i].to = argument;
	switch (letter) {
	case 'O':
		said->format = !strcmp(argument, "csv") ? "rfc4180" : argument;
		if (strcmp(argument, "tsv") && strcmp(argument, "csv")
			&& strcmp(argument, "jsonl")
			&& strcmp(argument, "json"))
			options_wrong(&r->options,
				"-O %s: not tsv, csv, jsonl or json", argument);
		break;
	case LETTER_LANG:
		take_lang(r, argument);
		break;
	case LETTER_COLOUR:
		take_colour(r, said, argument);
		break;
	case LETTER_WIDTH:
		said->width = take_number(r, "--width", argument, PLAIN_LEAST,
			PLAIN_MOST);
		break;
	case LETTER_PUBLISHED:
		if (r->material.npublished == REQUEST_PUBLISHED)
			options_wrong(&r->options,
				"--published: more than %d statuses",
				REQUEST_PUBLISHED);
		else
			r->published[r->material.npublished++] = argument;
		r->material.published = r->published;
		break;
	case LETTER_SUPPRESS:
		r->material.suppresses = true;
		r->material.suppress = take_number(r, "--suppress", argument, 0,
			1000000000);
		break;
	}
}

/* Says that there is no such report or format, and what may have been meant. */
static void
unknown(struct request *r, const char *option, const char *given,
	const char *(*name)(size_t))
{
	const char *names[32], *near;
	struct buf all = { 0 };
	size_t n;

	for (n = 0; n < 32 && (names[n] = name(n)); n++)
		;
	near = text_nearest(span_of(given), names, n);
	for (size_t i = 0; i < n; i++)
		buf_format(&all, "%s%s", i ? ", " : "", names[i]);
	if (near)
		options_wrong(&r->options,
			"%s %s: no such thing; did you "
			"mean %s?",
			option, given, near);
	else
		options_wrong(&r->options, "%s %s: no such thing; there are %s",
			option, given, buf_string(&all));
	buf_free(&all);
}

/* What options say together. Merged rows are a stream, not a page. */
static void
settle(struct request *r, const struct said *said)
{
	if (said->report && !strcmp(said->report, "rows")) {
		r->rows = true;
		r->format = format_find(said->format ? said->format : "tsv");
		if (!r->format)
			unknown(r, "-f", said->format, format_name);
		else if (!r->format->stream)
			options_wrong(&r->options,
				"-r rows is a stream: -O tsv, csv or jsonl");
		return;
	}
	r->report = report_find(said->report ? said->report : "board");
	if (!r->report)
		unknown(r, "-r", said->report, report_name);
	r->format = format_find(said->format ? said->format : "text");
	if (!r->format)
		unknown(r, "-f", said->format, format_name);
	if (r->report && r->report->of == REPORT_OF_UNIT && !r->material.unit)
		options_wrong(&r->options, "-r %s wants -u UNIT",
			r->report->name);
	if (r->report && r->report->of == REPORT_OF_GOAL && !r->material.goal)
		options_wrong(&r->options, "-r %s wants -g GOAL",
			r->report->name);
	if (r->format && !strcmp(r->format->name, "svg")
		&& !(r->material.unit && r->material.goal))
		options_wrong(&r->options,
			"-f svg draws one goal: -r unit -u "
			"UNIT -g GOAL");
	r->site = r->format && !strcmp(r->format->name, "site");
	if (r->site && (said->report || !r->options.output))
		options_wrong(&r->options,
			"-f site makes pages of its own: no -r, and -o FOLDER");
	if (r->links && !r->site)
		options_wrong(&r->options, "--links is of -f site alone");
	if (r->format && !strcmp(r->format->name, "xlsx") && !xlsx_built_in())
		options_wrong(&r->options,
			"-f xlsx: this bif-render was "
			"built without libxlsxwriter");
	if (!options_day(&r->options, "as-of", said->as_of, "BIF_AS_OF", false,
		    &r->material.as_of))
		r->options.stop = true;
	r->look = plain_look(!r->options.output, said->width, said->colour);
	r->material.book = r->options.book;
	r->material.files = r->options.files;
	r->material.nfiles = r->options.nfiles;
	r->material.parts = r->site ? report_find("unit")->parts
		: r->report         ? r->report->parts
				    : 0;
	r->material.report = r->report ? r->report->name : NULL;
}

bool
request_read(struct request *r, int argc, char **argv)
{
	struct said said = { 0 };
	int letter;

	*r = (struct request){
		.options = { .program = "bif-render",
			.summary = "Turns verdicts into something to read.",
			.usage = "[OPTION]... [VERDICTS]...",
			.statuses =
				"0, done; 64, no such report or format; 65, the streams; 66, no such file; 73, 74, cannot be written; 78, the book",
			.examples =
				"  bif-render -b BOOK verdicts.tsv\n  bif-render -b BOOK -r half-year -f html -o half-year.html verdicts.tsv\n",
			.section = "6, bif-render",
			.specs = OPTIONS,
			.nspecs = sizeof(OPTIONS) / sizeof(*OPTIONS),
			.common = OPTIONS_BOOK | OPTIONS_OUTPUT | OPTIONS_LEDGER
				| OPTIONS_PROGRESS }
	};
	while ((letter = options_next(&r->options, argc, argv)) != OPTIONS_END)
		take(r, &said, letter);
	if (!r->options.stop)
		settle(r, &said);
	return !r->options.stop;
}
