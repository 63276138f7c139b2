/* SPDX-License-Identifier: MIT
 *
 * Reads the parts of a source's `export` by the table of their members below.
 * What csv other than the plain one needs is export_tolerant's, patterns are
 * export_columns's. All is checked here, once, so that bif-extract meets no
 * definition it cannot carry out.
 */
#include "source/export.h"

#include "io/decode.h"
#include "book/defs.h"

/* RFC 4180, in UTF-8, with one line of names: what most exports are. */
void
export_default(struct export *e)
{
	memset(e, 0, sizeof(*e));
	e->encoding = "utf-8";
	e->dialect = (struct csv_bytes){ ',', '"', -1 };
	export_tolerant_default(&e->loose);
	e->header = 1;
	e->frame = -1;
	e->filter = SPAN(".[]");
	e->sheet = SPAN("");
	e->dates = SPAN("yyyy-mm-dd");
	e->numbers = DECIMAL_PLAIN;
}

#define AT(member) .at = offsetof(struct export, member)

/* One byte of the strict dialect: tolerant reading takes these members as texts.
 * `"quote": ""` is none at all; unlike quotes there is always a delimiter. */
static bool
read_byte(void *reading, const struct def *d, void *into)
{
	int *byte = into;

	if (((struct export_reading *)reading)->tolerant)
		return true;
	*byte = -1;
	if (d->kind == DEF_TEXT && !d->text.len
		&& !span_is(d->key, "delimiter"))
		return true;
	if (d->kind != DEF_TEXT)
		return def_wrong(d, "\"%.*s\" must be a text in quotes",
			SPAN_ARG(d->key));
	if (d->text.len != 1 || d->text.at[0] & 0x80 || d->text.at[0] == '\n'
		|| d->text.at[0] == '\r' || d->text.at[0] == '\0')
		return def_wrong(d,
			"\"%.*s\": \"%.*s\" is not one ASCII character",
			SPAN_ARG(d->key), SPAN_ARG(d->text));
	*byte = (unsigned char)d->text.at[0];
	return true;
}

/* The number of a physical line of the file, at least the least that makes
 * sense. */
static bool
read_line(const struct def *d, uint64_t least, uint64_t *number)
{
	return ((d->kind == DEF_NUMBER || d->kind == DEF_TEXT)
		       && export_positions_count(d->text, least, UINT32_MAX,
			       number))
		|| def_wrong(d, "\"%.*s\": \"%.*s\" is not a line's number",
			SPAN_ARG(d->key), SPAN_ARG(d->text));
}

/* Lines before anything else; the header is then the line after them. */
static bool
read_skip(void *reading, const struct def *d, void *into)
{
	struct export *e = into;

	(void)reading;
	if (!read_line(d, 0, &e->skip))
		return false;
	e->header = e->skip + 1;
	return true;
}

/* After `skip`. The tolerant reader may be told several lines. */
static bool
read_header(void *reading, const struct def *d, void *into)
{
	struct export *e = into;

	(void)reading;
	if (e->format == EXPORT_FIXED || e->format == EXPORT_JSON
		|| d->kind == DEF_LIST)
		return true;
	e->header = 0;
	if (d->kind == DEF_TEXT && span_is(d->text, "none"))
		return true;
	if (!read_line(d, 1, &e->header))
		return false;
	return e->header > e->skip
		|| def_wrong(d,
			"the header stands in line %" PRIu64
			", which \"skip\" passes over",
			e->header);
}

/* The encoding is tried at once: a name that iconv does not know is a fault of
 * the book, not of the first file that comes. */
static bool
read_encoding(void *reading, const struct def *d, void *into)
{
	struct export_reading *r = reading;
	struct export *e = into;

	if (d->kind != DEF_TEXT)
		return def_wrong(d, "\"encoding\" must be a text in quotes");
	e->encoding = arena_text(r->book->arena, d->text);
	switch (decode_knows(e->encoding)) {
	case DECODE_KNOWN:
		return true;
	case DECODE_UNKNOWN:
		return def_wrong(d, "there is no encoding \"%s\"", e->encoding);
	case DECODE_NO_ANSWER:
		break;
	}
	return false;
}

/* A program on PATH and its arguments. A path would be another one elsewhere,
 * and a book is to say the same everywhere. */
static bool
read_program(void *reading, const struct def *d, void *into)
{
	struct arena *arena = ((struct export_reading *)reading)->book->arena;
	struct export *e = into;
	const char **made;

	if (d->kind != DEF_LIST || !d->count)
		return def_wrong(d,
			"\"program\" is a list of words, [\"xz\", \"-dc\"]");
	made = arena_take(arena, (d->count + 1) * sizeof(*made));
	for (size_t i = 0; i < d->count; i++) {
		const struct def *word = &d->items[i];

		if (word->kind != DEF_TEXT || (!i && !word->text.len)
			|| memchr(word->text.at, '\0', word->text.len))
			return def_wrong(word, "a word is a text in quotes");
		made[i] = arena_text(arena, word->text);
	}
	e->program = (char *const *)made;
	return !strchr(made[0], '/')
		|| def_wrong(d,
			"\"program\": \"%s\" is a path: a program is found by its name",
			made[0]);
}

/* One sheet, by its name or its number; which of the two it is only the
 * workbook can tell. */
static bool
read_sheet(void *reading, const struct def *d, void *into)
{
	(void)reading;
	((struct export *)into)->sheet = d->text;
	return d->kind == DEF_TEXT || d->kind == DEF_NUMBER
		|| def_wrong(d, "a sheet is a name or a number");
}

/* A rule over cells names a column of ours; with a header, also one of its
 * own. */
static bool
check_rules(const struct export *e, const struct export_rules *rules)
{
	bool ok = true;

	for (size_t i = 0; i < rules->count; i++) {
		const struct export_rule *r = &rules->list[i];

		if (r->column.at && !e->header && e->ncolumns
			&& !export_columns_taken(e, r->column))
			ok = def_wrong(r->def, "there is no column \"%.*s\"",
				SPAN_ARG(r->column));
		if (!r->column.at && e->format == EXPORT_JSON)
			ok = def_wrong(r->def,
				"in json a rule is {\"column\": PATTERN}");
	}
	return ok;
}

static const struct field CONTROL[] = {
	{ "line",
		"pattern; its first group is the number of data rows, or a sum",
		"required", .member = export_rule_line, AT(control),
		FIELD_NEEDED },
	{ "sum", "our column of whose numbers it is the sum",
		"rows are counted", FIELD_TEXT, AT(control_sum) },
};
const struct schema export_control_schema = { "control",
	SCHEMA_FIELDS(CONTROL) };

/* Formats in which a member means something, as sets. */
#define CSV (1u << EXPORT_CSV)
#define FIXED (1u << EXPORT_FIXED)
#define JSON (1u << EXPORT_JSON)
#define XLSX (1u << EXPORT_XLSX)

/* In the order of enum export_format. */
static const char *const FORMATS[] = { "csv", "fixed", "json", "xlsx" };

/* In the order in which they are read: a header is judged by `skip`, columns
 * by the header, what stands in them by columns. */
static const struct field FIELDS[] = {
	{ "match", "of a list of parts: the files that this part reads", "all",
		FIELD_TEXT, AT(match) },
	{ "format", "`csv`, `fixed`, `json` or `xlsx`", "`csv`", FIELD_WORD,
		AT(format), FIELD_WORDS(FORMATS) },
	{ "encoding", "a name iconv knows, such as `iso-8859-1`", "`utf-8`",
		.member = read_encoding, .only = CSV | FIXED | JSON },
	{ "delimiter", "one character or several, `\"\\t\"` for TAB", "`\",\"`",
		.member = read_byte, AT(dialect.delimiter), .only = CSV },
	{ "quote", "one character; `\"\"`: there are no quotes", "`\"\\\"\"`",
		.member = read_byte, AT(dialect.quote), .only = CSV },
	{ "escape", "one character; without, a quote inside is doubled", "none",
		.member = read_byte, AT(dialect.escape), .only = CSV },
	{ "newline", "`auto`, `lf`, `cr` or `crlf`: what ends a line",
		"LF or CR LF", FIELD_WORD, AT(loose.dialect.newline),
		FIELD_WORDS(export_newlines), .only = CSV },
	{ "comment", "lines that begin with this text are no data rows", "none",
		FIELD_TEXT, AT(loose.dialect.comment), .only = CSV },
	{ "frame", "`\"\\|\"`: the byte that begins and ends each data row",
		"none", .member = read_byte, AT(frame), .only = CSV },
	{ "program",
		"`[\"xz\", \"-dc\"]`: a program that the file goes through",
		"none", .member = read_program },
	{ "skip", "physical lines to pass over before anything else", "0",
		.member = read_skip, .only = CSV | FIXED | XLSX },
	{ "header", "the header's line, a list of lines, or `\"none\"`",
		"the first after `skip`", .member = read_header,
		.only = CSV | XLSX },
	{ "header_carry",
		"in headers of several lines an empty cell takes the text before it",
		"`false`", FIELD_FLAG, AT(loose.carry), .only = CSV | XLSX },
	{ "columns",
		"`{\"our name\": \"its name\"}`, or the positions `\"1-3\"`",
		"all", .member = export_columns_read },
	{ "continued",
		"pattern of a line that goes on with the record above it",
		"none", FIELD_PATTERN, AT(continued), .only = CSV | FIXED },
	{ "fill", "columns whose empty cells take the value above", "none",
		.member = export_fill_read },
	{ "wide", "columns that are values, such as months; see below", "none",
		.member = export_wide_read, .only = CSV | XLSX },
	{ "skip_rows", "patterns of lines or cells that are no data rows",
		"none", .member = export_rule_list, AT(skip_rows) },
	{ "only_rows", "patterns that every data row matches one of", "all",
		.member = export_rule_list, AT(only_rows) },
	{ "until", "pattern of the line that ends the table", "none",
		.member = export_rule_line, AT(until),
		.only = CSV | FIXED | XLSX },
	{ "control", "what a line of the file says of its rows; see below",
		"none", FIELD_OBJECT, .inner = &export_control_schema,
		.only = CSV | FIXED | XLSX },
	{ "trim", "cells are trimmed of blanks at their ends", "`false`",
		FIELD_FLAG, AT(trim) },
	{ "ragged", "`reject` or `pad`: rows with too few cells", "`reject`",
		FIELD_WORD, AT(loose.ragged), .words = export_raggeds,
		.nwords = RAGGED_KEEP, .only = CSV },
	{ "footer", "how many lines at the end are no data rows", "0",
		FIELD_WHOLE, AT(loose.footer), .most = UINT32_MAX,
		.only = CSV },
	{ "table", "which of several tables in the file", "there is one",
		FIELD_WHOLE, AT(loose.table), .most = UINT32_MAX, .only = CSV },
	{ "limits", "`{\"cell\": \"64M\"}`: raised limits of bif-extract",
		"as there", .member = export_tolerant_limits, AT(loose.limits),
		.only = CSV },
	{ "filter", "a jq filter that gives an object a record", "`.[]`",
		FIELD_TEXT, AT(filter), .only = JSON },
	{ "sheet", "a sheet's name, or its number from 1",
		"the first that is shown", .member = read_sheet, .only = XLSX },
	{ "sheets", "pattern: every sheet whose name matches is read", "none",
		FIELD_PATTERN, AT(sheets), .only = XLSX },
	{ "dates", "how a day is written for the source's date format",
		"`yyyy-mm-dd`", FIELD_TEXT, AT(dates), .only = XLSX },
};
const struct schema export_schema = { "export", SCHEMA_FIELDS(FIELDS) };

/* Reads one part by the table of members, then what two members say together:
 * it is judged once all are read, so that their order in the file does not
 * matter. */
static bool
read_part(struct book *b, const struct source_def *s, const struct def *d,
	struct export *e)
{
	struct export_reading r = { b, export_tolerant_wanted(d) };
	bool ok;

	export_default(e);
	e->def = d;
	e->numbers = s->numbers;
	if (d->kind != DEF_OBJECT)
		return def_wrong(d, "a part of \"export\" is an object");
	ok = schema_object(&export_schema, d, &r, e);
	if (e->format == EXPORT_FIXED || e->format == EXPORT_JSON)
		e->header = 0;
	/* A member that means nothing in this format is a mistake. */
	for (size_t i = 0; i < COUNT(FIELDS); i++) {
		const struct def *member = def_get(d, FIELDS[i].name);

		if (member && FIELDS[i].only
			&& !(FIELDS[i].only & 1u << e->format))
			ok = def_wrong(member,
				"\"%s\" means nothing in the format %s",
				FIELDS[i].name, FORMATS[e->format]);
	}
	if (e->format == EXPORT_FIXED && !def_get(d, "columns"))
		ok = def_wrong(d, "a fixed format needs \"columns\"");
	if (ok && e->format == EXPORT_FIXED
		&& (e->lines > 1) != (e->continued != NULL))
		ok = def_wrong(d,
			"positions such as \"2:4-13\" and \"continued\" go together: it tells which lines are second ones");
	if (ok && !r.tolerant
		&& (unsigned char)e->dialect.delimiter == e->dialect.quote)
		ok = def_wrong(d, "delimiter and quote are the same");
	if (e->sheets && def_get(d, "sheet"))
		ok = def_wrong(def_get(d, "sheet"),
			"\"sheet\" is one, \"sheets\" are several");
	ok &= check_rules(e, &e->skip_rows);
	ok &= check_rules(e, &e->only_rows);
	if (e->control_sum.len
		&& (e->nwide || span_is(e->control_sum, "at")
			|| !export_columns_taken(e, e->control_sum)))
		ok = def_wrong(def_get(def_get(d, "control"), "sum"),
			"\"sum\": \"columns\" names no \"%.*s\" with one number a row",
			SPAN_ARG(e->control_sum));
	ok &= export_tolerant_read(d, e);
	if (ok && e->continued && e->loose.on)
		ok = def_wrong(d,
			"\"continued\" needs lines that are read strictly: without \"newline\", \"comment\", \"ragged\", \"footer\", \"table\", \"limits\", a list as \"header\", an \"escape\" without quotes and a delimiter of several characters");
	return ok;
}

/* Parts are held against each other when all are read. While nobody listens for
 * faults, one that is wrong makes the source unreadable as a whole. */
const struct export *
export_load(struct book *b, const struct source_def *s, size_t *count)
{
	const struct def *parts = s->export;
	bool one = parts && parts->kind == DEF_OBJECT;
	struct export *made;
	bool ok = true;

	*count = !parts ? 0 : one ? 1 : parts->count;
	if (!*count) {
		def_wrong(parts ? parts : s->def,
			"the source has no \"export\"");
		return NULL;
	}
	made = arena_take(b->arena, *count * sizeof(*made));
	for (size_t i = 0; i < *count; i++)
		ok &= read_part(b, s, one ? parts : &parts->items[i], &made[i]);
	/* Records of one source have the same columns, whatever part read
	 * them. */
	for (size_t i = 1; ok && i < *count; i++) {
		const struct export *a = &made[0], *e = &made[i];

		ok = a->ncolumns == e->ncolumns && a->nwide == e->nwide
			&& (!a->nwide
				|| span_equal(a->wide_name, e->wide_name));
		for (size_t k = 0; ok && k < a->ncolumns; k++)
			ok = span_equal(a->columns[k].name, e->columns[k].name);
		for (size_t k = 0; ok && k < a->nwide; k++)
			ok = span_equal(a->wide[k].name, e->wide[k].name);
		if (!ok)
			def_wrong(e->def,
				"this part of \"export\" gives other columns than the first, or in another order");
	}
	if (ok || !def_error_stops())
		return made;
	export_free(made, *count);
	return NULL;
}

/* Standard input has no name by which a part could claim it. */
const struct export *
export_for(const struct export *e, size_t count, const char *file)
{
	if (!strcmp(file, "-"))
		return count ? e : NULL;
	for (size_t i = 0; i < count; i++)
		if (source_def_claims(e[i].match, file))
			return &e[i];
	return NULL;
}

/* Only patterns are not in the book's arena. */
void
export_free(const struct export *e, size_t count)
{
	for (size_t i = 0; e && i < count; i++) {
		export_rule_free(&e[i].skip_rows);
		export_rule_free(&e[i].only_rows);
		export_rule_free(&e[i].until);
		export_rule_free(&e[i].control);
		pattern_free(e[i].sheets);
		export_columns_free(&e[i]);
	}
}
