/* SPDX-License-Identifier: MIT */
#include "general.h"

#include "io/decode.h"

void
general_begin(struct general *g)
{
	memset(g, 0, sizeof(*g));
	g->arena = arena_new();
	exportdef_default(&g->def);
}

void
general_end(struct general *g)
{
	arena_free(g->arena);
}

/* One ASCII byte; the empty text is -1 where it may be. */
static bool
read_byte(struct options *o, const char *name, bool none, int *byte)
{
	const char *text = o->argument;

	if (!strcmp(text, "\\t") || !strcmp(text, "tab"))
		text = "\t";
	if (none && !*text) {
		*byte = -1;
		return true;
	}
	if (strlen(text) == 1 && !(*text & 0x80) && *text != '\n'
		&& *text != '\r') {
		*byte = (unsigned char)*text;
		return true;
	}
	options_wrong(o, "--%s %s: not one ASCII character", name, o->argument);
	return false;
}

static bool
read_number(struct options *o, const char *name, const char *text,
	uint64_t least, uint64_t *number)
{
	uint64_t n = 0;
	const char *at = text;

	for (; *at >= '0' && *at <= '9' && n < UINT32_MAX; at++)
		n = n * 10 + (uint64_t)(*at - '0');
	*number = n;
	if (at != text && !*at && n >= least)
		return true;
	options_wrong(o, "--%s %s: not a line's number", name, text);
	return false;
}

static void
read_input(struct general *g, struct options *o)
{
	static const struct {
		const char *word;
		enum export_format format;
	} formats[] = { { "csv", EXPORT_CSV }, { "json", EXPORT_JSON },
		{ "xlsx", EXPORT_XLSX } };

	for (size_t i = 0; i < 3; i++)
		if (!strcmp(o->argument, formats[i].word)) {
			g->def.format = formats[i].format;
			return;
		}
	options_wrong(o, "--input %s: not csv, json or xlsx", o->argument);
}

static void
read_encoding(struct general *g, struct options *o)
{
	g->def.encoding = o->argument;
	if (!decode_knows(o->argument))
		options_wrong(o, "--encoding %s: there is no such encoding",
			o->argument);
}

void
general_option(struct general *g, struct options *o, int letter)
{
	int byte = g->def.dialect.delimiter;

	for (size_t i = 0; i < o->nspecs; i++)
		if (o->specs[i].letter == letter)
			g->given = o->specs[i].name;
	switch (letter) {
	case GENERAL_DELIMITER:
		if (read_byte(o, "delimiter", false, &byte))
			g->def.dialect.delimiter = (char)byte;
		break;
	case GENERAL_QUOTE:
		read_byte(o, "quote", true, &g->def.dialect.quote);
		break;
	case GENERAL_ESCAPE:
		read_byte(o, "escape", true, &g->def.dialect.escape);
		break;
	case GENERAL_ENCODING:
		read_encoding(g, o);
		break;
	case GENERAL_HEADER:
		g->header = o->argument;
		break;
	case GENERAL_SKIP:
		read_number(o, "skip", o->argument, 0, &g->def.skip);
		break;
	case GENERAL_COLUMNS:
		g->columns = o->argument;
		break;
	case GENERAL_TRIM:
		g->def.trim = true;
		break;
	case GENERAL_INPUT:
		read_input(g, o);
		break;
	case GENERAL_FILTER:
		g->def.filter = span_of(o->argument);
		break;
	case GENERAL_SHEET:
		g->def.sheet = span_of(o->argument);
		break;
	}
}

static bool
settle_header(struct general *g, struct options *o)
{
	struct exportdef *def = &g->def;

	if (def->format == EXPORT_JSON || (g->header
		&& !strcmp(g->header, "none")))
		def->header = 0;
	else if (!g->header)
		def->header = def->skip + 1;
	else if (!read_number(o, "header", g->header, 1, &def->header))
		return false;
	if (!def->header || def->header > def->skip)
		return true;
	options_wrong(o, "--header %s: --skip passes over that line",
		g->header);
	return false;
}

static bool
settle_columns(struct general *g, struct options *o)
{
	struct exportdef *def = &g->def;
	struct export_column *made;
	size_t n = 1, last;

	if (!g->columns)
		return true;
	for (const char *at = g->columns; *at; at++)
		n += *at == ',';
	def->columns = made = arena_take(g->arena, n * sizeof(*made));
	for (const char *at = g->columns; def->ncolumns < n; ) {
		struct export_column *c = &made[def->ncolumns++];
		size_t len = strcspn(at, ",");

		c->name = c->from = arena_keep(g->arena,
			(struct span){ at, len });
		at += len + 1;
		if (def->header || def->format == EXPORT_JSON)
			continue;
		if (exportdef_positions(c->from, &c->first, &last)
			&& c->first == last)
			continue;
		options_wrong(o, "--columns %s: without a header cells go by "
			"number", g->columns);
		return false;
	}
	return true;
}

bool
general_settle(struct general *g, struct options *o)
{
	if (g->def.dialect.delimiter == g->def.dialect.quote) {
		options_wrong(o, "delimiter and quote are the same");
		return false;
	}
	return settle_header(g, o) && settle_columns(g, o);
}
