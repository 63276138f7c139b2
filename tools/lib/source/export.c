/* SPDX-License-Identifier: MIT */
#include "source/export.h"

#include "io/decode.h"
#include "source/export_tolerant.h"
#include "source/export_rule.h"
#include "book/def_error.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))
#define POSITION_MOST 1000000

static const char *const members[] = { "match", "format", "encoding",
	"delimiter", "quote", "escape", "skip", "header", "skip_rows",
	"only_rows", "until", "frame", "trim", "columns", "wide", "control",
	"filter", "sheet", "dates", "newline", "comment", "ragged", "footer",
	"table", "limits" };

static const char *const formats[] = { "csv", "fixed", "json", "xlsx" };

/* Members that mean something in some formats only, as bits of 1 << format. */
static const struct {
	const char *member;
	unsigned formats;
} meant[] = {
	{ "encoding", 1 << EXPORT_CSV | 1 << EXPORT_FIXED | 1 << EXPORT_JSON },
	{ "delimiter", 1 << EXPORT_CSV },
	{ "quote", 1 << EXPORT_CSV },
	{ "escape", 1 << EXPORT_CSV },
	{ "skip", 1 << EXPORT_CSV | 1 << EXPORT_FIXED | 1 << EXPORT_XLSX },
	{ "header", 1 << EXPORT_CSV | 1 << EXPORT_XLSX },
	{ "until", 1 << EXPORT_CSV | 1 << EXPORT_FIXED | 1 << EXPORT_XLSX },
	{ "frame", 1 << EXPORT_CSV },
	{ "wide", 1 << EXPORT_CSV | 1 << EXPORT_XLSX },
	{ "control", 1 << EXPORT_CSV | 1 << EXPORT_FIXED | 1 << EXPORT_XLSX },
	{ "filter", 1 << EXPORT_JSON },
	{ "newline", 1 << EXPORT_CSV },
	{ "comment", 1 << EXPORT_CSV },
	{ "ragged", 1 << EXPORT_CSV },
	{ "footer", 1 << EXPORT_CSV },
	{ "table", 1 << EXPORT_CSV },
	{ "limits", 1 << EXPORT_CSV },
	{ "sheet", 1 << EXPORT_XLSX },
	{ "dates", 1 << EXPORT_XLSX },
};

void
export_default(struct export *e)
{
	memset(e, 0, sizeof(*e));
	e->encoding = "utf-8";
	e->dialect = (struct csvin_dialect){ ',', '"', -1 };
	export_tolerant_default(&e->loose);
	e->header = 1;
	e->frame = -1;
	e->filter = SPAN(".[]");
	e->sheet = SPAN("1");
	e->dates = SPAN("yyyy-mm-dd");
	e->numbers = DECIMAL_PLAIN;
}

/* A whole number from `least` to `most`, as text or as a number. */
static bool
read_count(struct span text, uint64_t least, uint64_t most, uint64_t *count)
{
	uint64_t n = 0;

	if (!text.len)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
		n = n * 10 + (uint64_t)(text.at[i] - '0');
		if (n > most)
			return false;
	}
	*count = n;
	return n >= least;
}

bool
export_positions(struct span text, size_t *first, size_t *last)
{
	const char *hyphen = text.len ? memchr(text.at, '-', text.len) : NULL;
	struct span from = text, to = text;

	if (hyphen) {
		from.len = (size_t)(hyphen - text.at);
		to = (struct span){ hyphen + 1, text.len - from.len - 1 };
	}
	return read_count(from, 1, POSITION_MOST, first)
		&& read_count(to, *first, POSITION_MOST, last);
}

/* `"quote": ""` is none at all. */
static bool
read_byte(const struct def *d, const char *member, bool none, int *byte)
{
	struct span text;

	if (!def_text(d, member, false, &text))
		return false;
	if (!text.at)
		return true;
	if (!text.len && none) {
		*byte = -1;
		return true;
	}
	if (text.len != 1 || text.at[0] & 0x80 || text.at[0] == '\n'
		|| text.at[0] == '\r' || text.at[0] == '\0')
		return def_wrong(def_get(d, member),
			"\"%s\": \"%.*s\" is not "
			"one ASCII character",
			member, SPAN_ARG(text));
	*byte = (unsigned char)text.at[0];
	return true;
}

static bool
read_dialect(const struct def *d, struct export *e)
{
	int delimiter = (unsigned char)e->dialect.delimiter;
	bool ok = read_byte(d, "frame", true, &e->frame);

	if (export_tolerant_wanted(d))
		return ok;
	ok &= read_byte(d, "delimiter", false, &delimiter);
	ok &= read_byte(d, "quote", true, &e->dialect.quote);
	ok &= read_byte(d, "escape", true, &e->dialect.escape);
	if (ok && delimiter == e->dialect.quote)
		ok = def_wrong(d, "delimiter and quote are the same");
	e->dialect.delimiter = (char)delimiter;
	return ok;
}

static bool
read_number(const struct def *d, const char *member, uint64_t least,
	uint64_t *number)
{
	const struct def *n = def_get(d, member);

	if (!n)
		return true;
	if ((n->kind != DEF_NUMBER && n->kind != DEF_TEXT)
		|| !read_count(n->text, least, UINT32_MAX, number))
		return def_wrong(n, "\"%s\": \"%.*s\" is not a line's number",
			member, SPAN_ARG(n->text));
	return true;
}

static bool
read_header(const struct def *d, struct export *e)
{
	const struct def *header = def_get(d, "header");
	bool ok = read_number(d, "skip", 0, &e->skip);

	if (e->format == EXPORT_FIXED || e->format == EXPORT_JSON)
		e->header = 0;
	else if (!header
		|| (header->kind == DEF_LIST && e->format == EXPORT_CSV))
		e->header = e->skip + 1;
	else if (header->kind == DEF_TEXT && span_is(header->text, "none"))
		e->header = 0;
	else
		ok &= read_number(d, "header", 1, &e->header);
	if (ok && e->header && e->header <= e->skip)
		ok = def_wrong(header,
			"the header stands in line %llu, which "
			"\"skip\" passes over",
			(unsigned long long)e->header);
	return ok;
}

static bool
read_column(const struct export *e, const struct def *d,
	struct export_column *c)
{
	size_t last;

	*c = (struct export_column){ .name = d->key,
		.from = d->text,
		.def = d };
	if (d->kind != DEF_TEXT)
		return def_wrong(d,
			"\"%.*s\": what it is called in the source "
			"is a text",
			SPAN_ARG(d->key));
	if (!d->key.len || span_is(d->key, "at"))
		return def_wrong(d, "\"%.*s\" cannot be a column's name",
			SPAN_ARG(d->key));
	if (e->format == EXPORT_FIXED)
		return export_positions(c->from, &c->first, &c->last)
			|| def_wrong(d,
				"\"%.*s\": \"%.*s\" are not positions "
				"such as \"4-13\"",
				SPAN_ARG(d->key), SPAN_ARG(d->text));
	if ((e->format == EXPORT_CSV || e->format == EXPORT_XLSX) && !e->header)
		return (export_positions(c->from, &c->first, &last)
			       && c->first == last)
			|| def_wrong(d,
				"\"%.*s\": \"%.*s\" is not a cell's "
				"number, and there is no header",
				SPAN_ARG(d->key), SPAN_ARG(d->text));
	return true;
}

static bool
read_columns(struct book *b, const struct def *d, struct export *e)
{
	const struct def *columns = def_get(d, "columns");
	struct export_column *made;
	bool ok = true;

	if (!columns)
		return e->format != EXPORT_FIXED
			|| def_wrong(d, "a fixed format needs \"columns\"");
	if (columns->kind != DEF_OBJECT || !columns->count)
		return def_wrong(columns,
			"\"columns\" is "
			"{\"our name\": \"its name\", ...}");
	made = arena_take(b->arena, columns->count * sizeof(*made));
	for (size_t i = 0; i < columns->count; i++) {
		if (read_column(e, &columns->items[i], &made[e->ncolumns]))
			e->ncolumns++;
		else
			ok = false;
	}
	e->columns = made;
	return ok;
}

static bool
taken(const struct export *e, struct span name)
{
	for (size_t i = 0; i < e->ncolumns; i++)
		if (span_equal(e->columns[i].name, name))
			return true;
	return span_is(name, "at");
}

static bool
read_wide(const struct def *d, struct export *e)
{
	static const char *const names[] = { "columns", "name", "value" };
	const struct def *wide = def_get(d, "wide");
	bool ok;

	if (!wide)
		return true;
	if (wide->kind != DEF_OBJECT || !def_get(wide, "columns"))
		return def_wrong(wide,
			"\"wide\" is {\"columns\": PATTERN, "
			"\"name\": ..., \"value\": ...}");
	if (!e->header || !e->ncolumns)
		return def_wrong(wide,
			"\"wide\" needs a header and "
			"\"columns\"");
	ok = def_only(wide, names, COUNT(names));
	ok &= def_text(wide, "name", true, &e->wide_name);
	ok &= def_text(wide, "value", true, &e->wide_value);
	if (ok
		&& (taken(e, e->wide_name) || taken(e, e->wide_value)
			|| span_equal(e->wide_name, e->wide_value)))
		ok = def_wrong(wide, "\"wide\" names a column that is there");
	if (!export_rule_pattern(def_get(wide, "columns"), &e->wide))
		return false;
	return ok;
}

static bool
read_encoding(struct book *b, const struct def *d, struct export *e)
{
	struct span text;

	if (!def_text(d, "encoding", false, &text))
		return false;
	if (!text.at)
		return true;
	e->encoding = arena_text(b->arena, text);
	switch (decode_knows(e->encoding)) {
	case DECODE_KNOWN:
		return true;
	case DECODE_UNKNOWN:
		return def_wrong(def_get(d, "encoding"),
			"there is no encoding \"%s\"", e->encoding);
	case DECODE_NO_ANSWER:
		break;
	}
	return false;
}

/* A member that means nothing in this format is a mistake. */
static bool
check_meant(const struct def *d, const struct export *e)
{
	bool ok = true;

	for (size_t i = 0; i < COUNT(meant); i++) {
		const struct def *member = def_get(d, meant[i].member);

		if (member && !(meant[i].formats & 1u << e->format))
			ok = def_wrong(member,
				"\"%s\" means nothing in the "
				"format %s",
				meant[i].member, formats[e->format]);
	}
	return ok;
}

static bool
read_texts(const struct def *d, struct export *e)
{
	const struct def *sheet = def_get(d, "sheet");
	struct span filter, dates;
	bool ok = def_text(d, "match", false, &e->match);

	ok &= def_text(d, "filter", false, &filter);
	ok &= def_text(d, "dates", false, &dates);
	if (filter.at)
		e->filter = filter;
	if (dates.at)
		e->dates = dates;
	if (sheet && sheet->kind != DEF_TEXT && sheet->kind != DEF_NUMBER)
		ok = def_wrong(sheet, "a sheet is a name or a number");
	else if (sheet)
		e->sheet = sheet->text;
	return ok;
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
			&& !taken(e, r->column))
			ok = def_wrong(r->def, "there is no column \"%.*s\"",
				SPAN_ARG(r->column));
		if (!r->column.at && e->format == EXPORT_JSON)
			ok = def_wrong(r->def,
				"in json a rule is "
				"{\"column\": PATTERN}");
	}
	return ok;
}

static bool
read_part(struct book *b, const struct source_def *s, const struct def *d,
	struct export *e)
{
	int format = EXPORT_CSV;
	bool ok;

	export_default(e);
	e->def = d;
	e->numbers = s->numbers;
	if (d->kind != DEF_OBJECT)
		return def_wrong(d, "a part of \"export\" is an object");
	ok = def_only(d, members, COUNT(members));
	ok &= def_choice(d, "format", formats, COUNT(formats), &format);
	e->format = (enum export_format)format;
	ok &= check_meant(d, e);
	ok &= read_encoding(b, d, e);
	ok &= read_dialect(d, e);
	ok &= read_header(d, e);
	ok &= export_rule_read(b, d, "skip_rows", &e->skip_rows);
	ok &= export_rule_read(b, d, "only_rows", &e->only_rows);
	ok &= export_rule_until(b, d, &e->until);
	ok &= export_rule_control(b, d, &e->control);
	ok &= def_flag(d, "trim", false, &e->trim);
	ok &= read_columns(b, d, e);
	ok &= read_wide(d, e);
	ok &= read_texts(d, e);
	ok &= check_rules(e, &e->skip_rows);
	ok &= check_rules(e, &e->only_rows);
	ok &= export_tolerant_read(d, e);
	return ok;
}

/* Records of one source have the same columns, whatever part read them. */
static bool
check_same(const struct export *a, const struct export *b)
{
	bool same = a->ncolumns == b->ncolumns && !a->wide == !b->wide;

	for (size_t i = 0; same && i < a->ncolumns; i++)
		same = span_equal(a->columns[i].name, b->columns[i].name);
	if (same && a->wide)
		same = span_equal(a->wide_name, b->wide_name)
			&& span_equal(a->wide_value, b->wide_value);
	return same
		|| def_wrong(b->def,
			"this part of \"export\" gives other "
			"columns than the first, or in another order");
}

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
			"the source has no "
			"\"export\"");
		return NULL;
	}
	made = arena_take(b->arena, *count * sizeof(*made));
	for (size_t i = 0; i < *count; i++)
		ok &= read_part(b, s, one ? parts : &parts->items[i], &made[i]);
	for (size_t i = 1; ok && i < *count; i++)
		ok &= check_same(&made[0], &made[i]);
	if (ok || !def_error_stops())
		return made;
	export_free(made, *count);
	return NULL;
}

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

void
export_free(const struct export *e, size_t count)
{
	for (size_t i = 0; e && i < count; i++) {
		export_rule_free(&e[i].skip_rows);
		export_rule_free(&e[i].only_rows);
		export_rule_free(&e[i].until);
		export_rule_free(&e[i].control);
		pattern_free(e[i].wide);
	}
}
