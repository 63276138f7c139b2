/* SPDX-License-Identifier: MIT
 *
 * The command line of bif-render. Options are taken as they come and settled
 * together at the end, since -f, -O, -r and -u depend on each other.
 */
#include "request.h"

#include "value/period.h"
#include "value/text.h"

/* --- the reports and formats there are --- */

/* A report is added by a file with its maker, a line in report.h and a line
 * here: its name, and what of the book it needs to be read. */

/* What both papers read: nearly all of the book, since they tell of all. */
#define PAPER \
	(MATERIAL_TARGETS | MATERIAL_COMMENTS | MATERIAL_ACTIONS \
		| MATERIAL_FIGURES | MATERIAL_SCOPE)

static const struct report REPORTS[] = {
	{ "board", 0, REPORT_OF_ALL, board_make },
	{ "half-year", PAPER, REPORT_OF_ALL, paper_half_year },
	{ "full-year", PAPER, REPORT_OF_ALL, paper_full_year },
	{ "month", MATERIAL_FIGURES, REPORT_OF_ALL, paper_month },
	{ "unit",
		MATERIAL_FIGURES | MATERIAL_COMMENTS | MATERIAL_ACTIONS
			| MATERIAL_STRATEGY,
		REPORT_OF_UNIT, sheet_unit },
	{ "goal", MATERIAL_FIGURES | MATERIAL_COMMENTS | MATERIAL_ACTIONS,
		REPORT_OF_GOAL, sheet_goal },
	{ "adjustments", MATERIAL_TARGETS | MATERIAL_COMMENTS, REPORT_OF_ALL,
		adjustments_make },
	{ "contracts", MATERIAL_TARGETS, REPORT_OF_ALL, contracts_make },
	{ "strategy", MATERIAL_STRATEGY | MATERIAL_ACTIONS, REPORT_OF_ALL,
		strategy_map_make },
};
#define NREPORTS (COUNT(REPORTS))

/* There are few, so they are looked through. */
const struct report *
report_find(const char *name)
{
	for (size_t i = 0; i < NREPORTS; i++)
		if (!strcmp(REPORTS[i].name, name))
			return &REPORTS[i];
	return NULL;
}

/* A format is added by a file with its writer, a line in format.h and a line
 * here; the manual's table names it. */

/* In the order in which a message names them. `site` is HTML that site.c writes
 * page by page; it stands here so that its name is known. */
static const struct format FORMATS[] = {
	{ "text", OUT_TSV, false, false, true, plain_write },
	{ "markdown", OUT_TSV, false, false, true, markdown_write },
	{ "html", OUT_TSV, false, false, true, html_write },
	{ "site", OUT_TSV, false, false, true, html_write },
	{ "eml", OUT_TSV, false, false, true, mail_write },
	{ "svg", OUT_TSV, false, false, true, svg_write },
	{ "csv", OUT_TSV, false, true, false, delimited_excel },
	{ "xlsx", OUT_TSV, false, true, true, xlsx_write },
	{ "datapackage", OUT_TSV, false, true, false, delimited_package },
	{ "prom", OUT_TSV, false, true, false, prom_write },
	{ "powerbi", OUT_CSV, false, true, false, delimited_powerbi },
	{ "rfc4180", OUT_CSV, true, true, false, delimited_records },
	{ "tsv", OUT_TSV, true, true, false, delimited_records },
	{ "jsonl", OUT_JSONL, true, true, false, delimited_records },
	{ "json", OUT_TSV, false, true, false, delimited_json },
};
#define NFORMATS (COUNT(FORMATS))

/* --- the command line --- */

/* Options without a letter of their own have numbers beyond all letters. */
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

/* In the order of --help: what to show, how, of whom, from what, and how it
 * looks. */
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

/* What all programs have alike is io/options.h's. */
static const struct options START = { .program = "bif-render",
	.summary = "Turns verdicts into something to read.",
	.usage = "[OPTION]... [VERDICTS]...",
	.statuses =
		"0, done; 64, no such report or format; 65, the streams; 66, no such file; 73, 74, cannot be written; 78, the book",
	.examples =
		"  bif-render -b BOOK verdicts.tsv\n  bif-render -b BOOK -r half-year -f html -o half-year.html verdicts.tsv\n",
	.section = "6, bif-render",
	.specs = OPTIONS,
	.nspecs = COUNT(OPTIONS),
	.common = OPTIONS_BOOK | OPTIONS_OUTPUT | OPTIONS_LEDGER
		| OPTIONS_PROGRESS };

/* What options say before they are put together. Texts as they were given, NULL
 * where nobody said; width 0 is the terminal's. The report is NULL for the
 * board, and the format for text. */
struct said {
	const char *report, *format, *as_of, *colour;
	size_t width;
};

/* A whole number from least to most, in digits alone; else 64 is said and what
 * is returned is not used, since options.stop is set. */
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

/* Says that there is no such report or format, and what may have been meant.
 * The names are those of the tables of reports and formats, so that the message
 * cannot promise what is not there. */
static void
unknown(struct request *r, const char *option, const char *given,
	const char *const *first, size_t stride, size_t n)
{
	const char *names[NREPORTS + NFORMATS], *near;
	BUF_LOCAL all = { 0 };

	for (size_t i = 0; i < n; i++)
		names[i] = *(
			const char *const *)(const void *)((const char *)first
			+ i * stride);
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
}

/* What options say together. Merged rows are a stream, not a page; a language
 * is known when wording/ has a table of it. What contradicts itself is told in
 * full, one line each, before anything is read (64). */
static void
settle(struct request *r, const struct said *said)
{
	const char *format = said->format ? said->format : "text";
	const struct report *report;
	bool rows = said->report && !strcmp(said->report, "rows");
	const struct {
		bool wrong;
		const char *say;
	} together[] = {
		{ !strcmp(format, "svg")
				&& !(r->material.unit && r->material.goal),
			"-f svg draws one goal: -r unit -u UNIT -g GOAL" },
		{ !strcmp(format, "site")
				&& (said->report || !r->options.output),
			"-f site makes pages of its own: no -r, and "
			"-o FOLDER" },
		{ r->links && strcmp(format, "site"),
			"--links is of -f site alone" },
		{ !strcmp(format, "xlsx") && !xlsx_built_in(),
			"-f xlsx: this bif-render was built without "
			"libxlsxwriter" },
	};

	r->rows = rows;
	if (rows && !said->format)
		format = "tsv";
	report = rows ? NULL
		      : report_find(said->report ? said->report : "board");
	if (!rows && !report)
		unknown(r, "-r", said->report, &REPORTS->name, sizeof(*REPORTS),
			NREPORTS);
	for (size_t i = 0; i < NFORMATS; i++)
		if (!strcmp(FORMATS[i].name, format))
			r->format = &FORMATS[i];
	if (!r->format)
		unknown(r, "-f", format, &FORMATS->name, sizeof(*FORMATS),
			NFORMATS);
	else if (rows && !r->format->stream)
		options_wrong(&r->options,
			"-r rows is a stream: -O tsv, csv or jsonl");
	if (rows)
		return;
	if (report && report->of == REPORT_OF_UNIT && !r->material.unit)
		options_wrong(&r->options, "-r %s wants -u UNIT", report->name);
	if (report && report->of == REPORT_OF_GOAL && !r->material.goal)
		options_wrong(&r->options, "-r %s wants -g GOAL", report->name);
	for (size_t i = 0; i < COUNT(together); i++)
		if (together[i].wrong)
			options_wrong(&r->options, "%s", together[i].say);
	if (!options_day(&r->options, "as-of", said->as_of, "BIF_AS_OF", false,
		    &r->material.as_of))
		r->options.stop = true;
	r->report = report;
	r->site = !strcmp(format, "site");
	r->material.parts = r->site ? report_find("unit")->parts
		: report            ? report->parts
				    : 0;
	r->material.report = report ? report->name : NULL;
}

/* Takes those that are words of a short list, each said by itself. They are
 * tested last, since the look depends on whether there is an output file. */
static void
settle_words(struct request *r, const struct said *said)
{
	static const char *const colours[] = { "auto", "always", "never" };
	BUF_LOCAL known = { 0 };
	enum lang lang;
	size_t i = 0;

	while (said->colour && i < 3 && strcmp(said->colour, colours[i]))
		i++;
	if (i == 3)
		options_wrong(&r->options,
			"--color %s: not auto, always or never", said->colour);
	r->look = plain_look(!r->options.output, said->width,
		(enum plain_colour)i);
	if (!r->material.lang || words_lang(span_of(r->material.lang), &lang))
		return;
	for (lang = 0; lang < LANGS; lang++)
		buf_format(&known, "%s%.*s", known.len ? " or " : "",
			SPAN_ARG(words_of(lang, WORD_LANG)));
	options_wrong(&r->options, "--lang %s: not %.*s", r->material.lang,
		SPAN_ARG(buf_span(&known)));
}

/* Most options are texts, kept where they are needed. What is wrong in itself
 * is said when it is met; what is wrong together, when all are known. -O csv is
 * RFC 4180 as in all programs, while -f csv is Excel's: two names for two
 * things that other programs call one. */
bool
request_read(struct request *r, int argc, char **argv)
{
	struct said said = { 0 };
	const struct {
		int letter;
		const char **to;
	} texts[] = { { 'r', &said.report }, { 'f', &said.format },
		{ 'O', &said.format }, { 'u', &r->material.unit },
		{ 'g', &r->material.goal }, { LETTER_AS_OF, &said.as_of },
		{ LETTER_COLOUR, &said.colour },
		{ LETTER_LANG, &r->material.lang },
		{ LETTER_OBSERVATIONS, &r->material.observations },
		{ LETTER_DATA, &r->material.ledger },
		{ LETTER_DELIVERIES, &r->material.deliveries },
		{ LETTER_SINCE, &r->material.since },
		{ LETTER_CASE, &r->material.case_number },
		{ LETTER_LINKS, &r->links } };
	int letter;

	*r = (struct request){ .options = START };
	while ((letter = options_next(&r->options, argc, argv))
		!= OPTIONS_END) {
		const char *text = r->options.argument;

		for (size_t i = 0; i < COUNT(texts); i++)
			if (texts[i].letter == letter)
				*texts[i].to = text;
		if (letter == 'O' && !strcmp(text, "csv"))
			said.format = "rfc4180";
		else if (letter == 'O' && strcmp(text, "tsv")
			&& strcmp(text, "jsonl") && strcmp(text, "json"))
			options_wrong(&r->options,
				"-O %s: not tsv, csv, jsonl or json", text);
		if (letter == LETTER_WIDTH)
			said.width = take_number(r, "--width", text,
				PLAIN_LEAST, PLAIN_MOST);
		if (letter == LETTER_SUPPRESS) {
			r->material.suppresses = true;
			r->material.suppress = take_number(r, "--suppress",
				text, 0, 1000000000);
		}
		if (letter != LETTER_PUBLISHED)
			continue;
		if (r->material.npublished == REQUEST_PUBLISHED)
			options_wrong(&r->options,
				"--published: more than %d statuses",
				REQUEST_PUBLISHED);
		else
			r->published[r->material.npublished++] = text;
		r->material.published = r->published;
	}
	r->material.book = r->options.book;
	r->material.files = r->options.files;
	r->material.nfiles = r->options.nfiles;
	if (!r->options.stop)
		settle(r, &said);
	if (!r->options.stop)
		settle_words(r, &said);
	return !r->options.stop;
}
