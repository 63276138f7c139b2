/* SPDX-License-Identifier: MIT
 *
 * Makes of the command line the definition that a source would have: an option
 * is checked when it is met, and what depends on others when all are known.
 * Reading itself does not know where its definition came from.
 */
#include "source/export.h"
#include "export_options.h"

#include "io/decode.h"
#include "io/spill.h"
#include "bif-extract/read/reader.h"
#include "value/pattern.h"
#include "value/text.h"

/* Begins with what holds where no option is given, which is what a source that
 * says nothing would have. */
void
export_options_begin(struct export_options *g)
{
	memset(g, 0, sizeof(*g));
	g->arena = arena_new();
	export_default(&g->def);
}

/* The definition borrows from the arena: it must not be read by any more. It is
 * called also after a wrong command line, when only some of the options have
 * been taken. */
void
export_options_end(struct export_options *g)
{
	pattern_free(g->until.pattern);
	arena_free(g->arena);
}

/* The value of a hexadecimal digit; -1: it is none. */
static int
hex(char digit)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = digit ? strchr(digits, digit | ' ') : NULL;

	return at ? (int)(at - digits) : -1;
}

/* `\t`, `\0`, `\x1f` and `\\` are what they are elsewhere; a single backslash
 * is itself. Anything else behind a backslash is kept with it, so that a
 * Windows path or a pattern need not be escaped. The text is kept in the
 * arena. */
static struct span
unescape(struct export_options *g, const char *text)
{
	BUF_LOCAL b = { 0 };

	if (!strcmp(text, "tab"))
		text = "\t";
	for (const char *at = text; *at; at++) {
		if (*at != '\\' || !at[1] || !strchr("t0x\\", at[1])
			|| (at[1] == 'x'
				&& (hex(at[2]) < 0 || hex(at[3]) < 0))) {
			buf_byte(&b, *at);
			continue;
		}
		at++;
		if (*at == 't') {
			buf_byte(&b, '\t');
		} else if (*at == '0') {
			buf_byte(&b, '\0');
		} else if (*at == 'x') {
			buf_byte(&b, (char)(hex(at[1]) * 16 + hex(at[2])));
			at += 2;
		} else {
			buf_byte(&b, *at);
		}
	}
	return arena_keep(g->arena, buf_span(&b));
}

/* A whole number that is not below `least`; what is not, is a wrong command
 * line. Reading stops at UINT32_MAX, so that no number of digits can overflow;
 * a longer number is told as none. */
static bool
read_number(struct options *o, const char *name, const char *text,
	uint64_t least, uint64_t *number)
{
	uint64_t n = 0;
	const char *at = text;

	for (; span_digit(*at) && n < UINT32_MAX; at++)
		n = n * 10 + (uint64_t)(*at - '0');
	*number = n;
	if (at != text && !*at && n >= least)
		return true;
	options_wrong(o, "--%s %s: not a number", name, text);
	return false;
}

/* Options that say how text becomes cells and rows; false: it is none of them.
 * A limit is written `cell=64M`. All of them are for csv only, which is asked
 * when the format is known; so the last one given is remembered for that
 * message. */
static bool
csv_option(struct export_options *g, struct options *o, int letter)
{
	struct csv_dialect *d = &g->def.loose.dialect;
	const char *equal = strchr(o->argument ? o->argument : "", '=');
	struct span limit;

	switch (letter) {
	case EXPORT_OPTIONS_DELIMITER:
		d->delimiter = unescape(g, o->argument);
		break;
	case EXPORT_OPTIONS_QUOTE:
		d->quote = unescape(g, o->argument);
		break;
	case EXPORT_OPTIONS_ESCAPE:
		d->escape = unescape(g, o->argument);
		break;
	case EXPORT_OPTIONS_COMMENT:
		d->comment = unescape(g, o->argument);
		break;
	case EXPORT_OPTIONS_NEWLINE:
		d->newline = (enum csv_newline)span_among(span_of(o->argument),
			export_newlines, COUNT(export_newlines));
		if (d->newline == COUNT(export_newlines))
			options_wrong(o,
				"--newline %s: not auto, lf, cr or crlf",
				o->argument);
		break;
	case EXPORT_OPTIONS_LIMIT:
		limit = (struct span){ o->argument,
			equal ? (size_t)(equal - o->argument) : 0 };
		if (!equal
			|| !export_tolerant_limit(&g->def.loose.limits, limit,
				span_of(equal + 1)))
			options_wrong(o,
				"--limit %s: a limit is cell, row, lines or columns, `=` and a number such as 64M",
				o->argument);
		break;
	case EXPORT_OPTIONS_RAGGED:
		g->def.loose.ragged =
			(enum export_ragged)span_among(span_of(o->argument),
				export_raggeds, COUNT(export_raggeds));
		if (g->def.loose.ragged == COUNT(export_raggeds))
			options_wrong(o, "--ragged %s: not reject, pad or keep",
				o->argument);
		break;
	case EXPORT_OPTIONS_TABLE:
		read_number(o, "table", o->argument, 1, &g->def.loose.table);
		break;
	default:
		return false;
	}
	g->loose_given = g->given;
	return true;
}

/* The bit by which an option is remembered as given. --delimiter has a letter
 * of its own, and so the last bit. */
static uint32_t
bit_of(int letter)
{
	return 1u << (letter < EXPORT_OPTIONS_QUOTE
			       ? 31
			       : letter - EXPORT_OPTIONS_QUOTE);
}

/* What was said holds against what --auto finds out, so it must be known which
 * options were given, and not only what they come to. */
bool
export_options_said(const struct export_options *g, enum general_letter letter)
{
	return g->said & bit_of((int)letter);
}

/* What an option alone tells is checked here; an option that another one may
 * change the meaning of is only kept, and settled at the end. */
void
export_options_option(struct export_options *g, struct options *o, int letter)
{
	static const struct {
		const char *word;
		enum export_format format;
	} formats[] = { { "csv", EXPORT_CSV }, { "json", EXPORT_JSON },
		{ "xlsx", EXPORT_XLSX } };
	size_t k = 0;

	g->said |= bit_of(letter);
	for (size_t i = 0; i < o->nspecs; i++)
		if (o->specs[i].letter == letter)
			g->given = o->specs[i].name;
	/* Those for csv are remembered, since the format may come later. */
	if (csv_option(g, o, letter))
		return;
	switch (letter) {
	case EXPORT_OPTIONS_ENCODING:
		g->def.encoding = o->argument;
		if (decode_knows(o->argument) == DECODE_UNKNOWN)
			options_wrong(o,
				"--encoding %s: there is no such encoding",
				o->argument);
		break;
	case EXPORT_OPTIONS_INPUT:
		while (k < 3 && strcmp(o->argument, formats[k].word) != 0)
			k++;
		if (k < 3)
			g->def.format = formats[k].format;
		else
			options_wrong(o, "--input %s: not csv, json or xlsx",
				o->argument);
		break;
	case EXPORT_OPTIONS_FILTER:
		g->def.filter = span_of(o->argument);
		break;
	case EXPORT_OPTIONS_MASK:
		g->mask = true;
		break;
	case EXPORT_OPTIONS_SHEET:
		g->def.sheet = span_of(o->argument);
		break;
	case EXPORT_OPTIONS_FOOTER:
		g->footer = o->argument;
		break;
	case EXPORT_OPTIONS_HEADER:
		g->header = o->argument;
		break;
	case EXPORT_OPTIONS_SKIP:
		read_number(o, "skip", o->argument, 0, &g->def.skip);
		break;
	case EXPORT_OPTIONS_COLUMNS:
		g->columns = o->argument;
		break;
	case EXPORT_OPTIONS_TRIM:
		g->def.trim = true;
		break;
	}
}

/* The wanted columns, by name, or by number where there is no header. The texts
 * are the definition's, in the arena. Numbers count from 1; a range is no
 * column. */
static bool
settle_columns(struct export_options *g, struct options *o)
{
	struct export *def = &g->def;
	bool numbered = def->loose.headerless && def->format != EXPORT_JSON;
	struct export_column *made;
	size_t n = 1, last;

	if (!g->columns)
		return true;
	for (const char *at = g->columns; *at; at++)
		n += *at == ',';
	def->columns = made = arena_take(g->arena, n * sizeof(*made));
	/* There is one name more than there are commas. */
	for (const char *at = g->columns; def->ncolumns < n;) {
		struct export_column *c = &made[def->ncolumns++];
		size_t len = strcspn(at, ",");

		c->name = c->from = arena_keep(g->arena,
			(struct span){ at, len });
		at += len + 1;
		if (!numbered)
			continue;
		if (export_positions(c->from, &c->first, &last)
			&& c->first == last)
			continue;
		options_wrong(o,
			"--columns %s: without a header cells go by number",
			g->columns);
		return false;
	}
	return true;
}

/* A footer is a number of lines, or a pattern. What means something in csv only
 * is wrong with another format; last it is seen whether the characters that
 * split and quote contradict each other. */
bool
export_options_settle(struct export_options *g, struct options *o)
{
	struct csv_dialect *d = &g->def.loose.dialect;
	struct export *def = &g->def;
	struct export_tolerant *l = &def->loose;
	bool none = g->header && !strcmp(g->header, "none");
	const char *why = NULL;

	/* Where the header stands depends on --skip, on the format and on
	 * --table, so it is known only when all options are. */
	if (def->format == EXPORT_JSON || (none && def->format == EXPORT_XLSX))
		def->header = 0;
	else if (none || !g->header)
		def->header = def->skip + 1;
	else if (!export_tolerant_headers(l, span_of(g->header)))
		why = "not the number of a line, nor two of them, nor none";
	else
		def->header = l->headers[0];
	l->headerless = none;
	if (!why && l->nheaders && !l->table && def->header <= def->skip)
		why = "--skip passes over that line";
	if (why)
		options_wrong(o, "--header %s: %s", g->header, why);
	if (why || !settle_columns(g, o))
		return false;
	if (g->footer && !g->footer[strspn(g->footer, "0123456789")]) {
		g->loose_given = "footer";
		if (!read_number(o, "footer", g->footer, 0,
			    &g->def.loose.footer))
			return false;
	} else if (g->footer) {
		g->until.pattern = pattern_new(span_of(g->footer), &why);
		g->until.first = -1;
		if (!g->until.pattern) {
			options_wrong(o, "--footer %s: %s", g->footer, why);
			return false;
		}
		g->def.until = (struct export_rules){ 1, &g->until };
	}
	if (g->def.format != EXPORT_CSV && g->loose_given) {
		options_wrong(o, "--%s is for csv", g->loose_given);
		return false;
	}
	g->def.loose.on = g->def.format == EXPORT_CSV;
	if (span_equal(d->escape, d->quote))
		d->escape = SPAN("");
	why = export_tolerant_fault(d);
	if (why)
		options_wrong(o, "%s", why);
	return !why;
}

/* Where ragged rows are kept, all files are read once only to see how many
 * cells the widest row has. What is wrong in one is wrong the next time, too,
 * and is told then. Standard input is kept in a file meanwhile, as it cannot be
 * read twice (io/spill). */
bool
export_options_survey(struct export_options *g, const struct options *o)
{
	struct export *def = &g->def;
	enum reader_result result;
	struct line line;

	/* Only csv has rows of several widths; --auto may find another format,
	 * after --ragged was taken. */
	if (def->loose.ragged != RAGGED_KEEP || def->format != EXPORT_CSV)
		return true;
	for (size_t i = 0; i < o->nfiles; i++) {
		size_t widest = 0;
		struct reader *r;

		if (!spill_input(o->files[i]))
			return false;
		r = reader_open(def, o->files[i]);
		result = READER_FAULT;
		if (r) {
			r->measuring = true;
			while ((result = reader_title(r, &line)) == READER_LINE
				|| result == READER_MALFORMED)
				continue;
		}
		while (result != READER_FAULT
			&& ((result = reader_next(r, &line)) == READER_LINE
				|| result == READER_MALFORMED))
			if (line.count > widest && result == READER_LINE)
				widest = line.count;
		if (r && reader_close(r) && result == READER_END
			&& widest > def->loose.widest)
			def->loose.widest = widest;
		if (!spill_input_again(o->files[i]))
			return false;
	}
	return true;
}
