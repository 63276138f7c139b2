/* SPDX-License-Identifier: MIT
 *
 * Reads the members of a source that every program may ask for, and finds a
 * source by name or by the files it claims. `export` and `facts` are only kept
 * here: each is read by the program that needs it, so that a fault in one does
 * not stop the other.
 */
#include "source/source_def.h"

#include <fnmatch.h>

#include "base/buf.h"
#include "base/diag.h"
#include "book/book.h"
#include "book/defs.h"
#include "book/folder.h"
#include "value/text.h"

/* Reads the member `delivers` of a source. Whether its units are units of the
 * book is for those who have loaded them to ask. */

/* Whether a text has such a part. */
static bool
has(struct span text, const char *part)
{
	return text.len
		&& memmem(text.at, text.len, part, strlen(part)) != NULL;
}

/* A pattern of names that holds a month: without one no file could be told to
 * be missing. */
static bool
read_files(void *reading, const struct def *d, void *into)
{
	struct span files = text_trim(d->text);

	(void)reading;
	((struct delivers *)into)->files = files;
	if (d->kind == DEF_TEXT
		&& (has(files, "{yyyy-mm}") || has(files, "{yyyymm}")
			|| (has(files, "{yyyy}") && has(files, "{mm}"))))
		return true;
	return def_wrong(d,
		"\"files\": \"%.*s\" has no month: {yyyy-mm}, {yyyymm}, or {yyyy} and {mm}",
		SPAN_ARG(d->text));
}

/* The months of a year that must have rows, for sources that rest in the
 * others. */
static bool
read_months(void *reading, const struct def *d, void *into)
{
	struct delivers *delivers = into;
	bool ok = d->kind == DEF_LIST && d->count;
	int month;

	(void)reading;
	for (size_t i = 0; ok && i < d->count; i++) {
		struct span s = d->items[i].text;

		month = s.len == 2 ? span_number(s.at, 2) : 0;
		ok = d->items[i].kind == DEF_TEXT && month >= 1 && month <= 12;
		if (ok)
			delivers->months |= 1u << (month - 1);
	}
	return ok
		|| def_wrong(d,
			"\"months\" is a list of months such as [\"01\", \"11\"]");
}

/* Where the text of a file says how far it goes. Nobody reads that text yet: a
 * month is held to its last fact, which asks for more. */
static bool
read_through(void *reading, const struct def *d, void *into)
{
	const struct def *line = def_get(d, "line");

	(void)reading;
	(void)into;
	return (d->kind == DEF_OBJECT && d->count == 1 && line
		       && line->kind == DEF_TEXT)
		|| def_wrong(d, "\"through\" is {\"line\": PATTERN}");
}

/* The share of a usual month below which a month counts as incomplete. */
static bool
read_least(void *reading, const struct def *d, void *into)
{
	struct delivers *delivers = into;
	struct span s = text_trim(d->text);
	bool ok = d->kind == DEF_TEXT && s.len >= 2 && s.len <= 4
		&& s.at[s.len - 1] == '%';

	(void)reading;
	delivers->has_least = true;
	for (size_t i = 0; ok && i + 1 < s.len; i++) {
		ok = span_digit(s.at[i]);
		delivers->least = delivers->least * 10 + (s.at[i] - '0');
	}
	return (ok && delivers->least <= 100)
		|| def_wrong(d,
			"\"least\": \"%.*s\" is no share of a usual month, \"0%%\" to \"100%%\"",
			SPAN_ARG(d->text));
}

/* Codes as written; units.csv may not have been read yet. */
static bool
read_units(void *reading, const struct def *d, void *into)
{
	struct delivers *delivers = into;
	struct book *book = reading;
	bool ok = d->kind == DEF_LIST && d->count;
	struct span *units;

	units = arena_take(book->arena, (d->count + 1) * sizeof(*units));
	for (size_t i = 0; ok && i < d->count; i++) {
		ok = d->items[i].kind == DEF_TEXT;
		units[i] = d->items[i].text;
	}
	delivers->units = units;
	delivers->nunits = ok ? d->count : 0;
	return ok || def_wrong(d, "\"units\" is a list of units' codes");
}

/* What is read into the struct as it stands needs no function of its own. */
#define DELIVERS(member) .at = offsetof(struct delivers, member)

/* What is learned where a member is not there is said in the third column: the
 * manual's table is printed from it. */
static const struct field DELIVERS_FIELDS[] = {
	{ "files", "a file a month: a glob with `{yyyy-mm}`", "learned",
		.member = read_files },
	{ "months", "the months of a year that must have rows: `[\"01\"]`",
		"learned", .member = read_months },
	{ "through",
		"`{\"line\": PATTERN}`: the day a file goes to; not read yet",
		"its last fact", .member = read_through },
	{ "ahead", "`true`: its dates run ahead, the last one tells nothing",
		"`false`", FIELD_FLAG, DELIVERS(ahead) },
	{ "lag", "how late it may be: `1 month`, `10 days`", "not at all",
		FIELD_LENGTH, DELIVERS(lag) },
	{ "from", "its first month", "that of its first fact", FIELD_MONTH,
		DELIVERS(from) },
	{ "to", "its last month", "none", FIELD_MONTH, DELIVERS(to) },
	{ "least", "the share of a usual month that is enough", "`25%`",
		.member = read_least },
	{ "silent", "`true`: its units may have no rows", "`false`", FIELD_FLAG,
		DELIVERS(silent) },
	{ "units", "the units of which it must have rows, by code", "learned",
		.member = read_units },
	{ "required", "`false`: goals are judged without it", "`true`",
		FIELD_FLAG, DELIVERS(required) },
};
const struct schema delivers_schema = { "delivers",
	SCHEMA_FIELDS(DELIVERS_FIELDS) };

/* Takes n digits off a name; their number, or -1. */
static int
take_digits(const char **name, int n)
{
	int number = span_number(*name, n);

	*name += number < 0 ? 0 : n;
	return number;
}

/* Whether a name is as a pattern has it, whose `{yyyy-mm}`, `{yyyymm}`, or
 * `{yyyy}` and `{mm}`, then stand in year and month. */
static bool
read_file_month(struct span pattern, const char *name, int *year, int *month)
{
	static const struct {
		struct span word;
		bool year, dash, month;
	} words[] = { { SPAN("{yyyy-mm}"), true, true, true },
		{ SPAN("{yyyymm}"), true, false, true },
		{ SPAN("{yyyy}"), true, false, false },
		{ SPAN("{mm}"), false, false, true } };

	while (pattern.len && *pattern.at != '{') {
		struct span rest = { pattern.at + 1, pattern.len - 1 };

		if (*pattern.at == '*') {
			do {
				if (read_file_month(rest, name, year, month))
					return true;
			} while (*name++);
			return false;
		}
		if (!*name || (*pattern.at != '?' && *pattern.at != *name))
			return false;
		pattern = rest;
		name++;
	}
	if (!pattern.len)
		return !*name;
	for (size_t i = 0; i < COUNT(words); i++) {
		struct span word = words[i].word;

		if (pattern.len < word.len
			|| memcmp(pattern.at, word.at, word.len))
			continue;
		if (words[i].year && (*year = take_digits(&name, 4)) < 0)
			return false;
		if (words[i].dash && *name++ != '-')
			return false;
		if (words[i].month
			&& ((*month = take_digits(&name, 2)) < 1
				|| *month > 12))
			return false;
		span_skip(&pattern, word.len);
		return read_file_month(pattern, name, year, month);
	}
	return false;
}

/* A name that fits but says no year or no month is of no month. */
bool
delivers_file_month(const struct delivers *delivers, const char *name,
	int *year, int *month)
{
	*year = *month = -1;
	return delivers->files.len
		&& read_file_month(delivers->files, name, year, month)
		&& *year >= 0 && *month > 0;
}

/* `20%` of the rows, or a count such as `5`: kept as a whole number of millionths of
 * the rows, or of rows (DESIGN 6: no binary fraction decides). */
static bool
read_tolerate(void *reading, const struct def *d, void *into)
{
	struct source_def *s = into;
	struct span text = text_trim(d->text);
	struct decimal number;

	(void)reading;
	s->by_share = text.len && text.at[text.len - 1] == '%';
	if (s->by_share)
		text.len--;
	if ((d->kind != DEF_TEXT && d->kind != DEF_NUMBER)
		|| decimal_read(text, DECIMAL_EITHER, &number) != DECIMAL_OK
		|| number.millionths < 0)
		return def_wrong(d,
			"\"tolerate\": \"%.*s\" is neither a share such as \"20%%\" nor a count such as \"5\"",
			SPAN_ARG(d->text));
	if (s->by_share) {
		if (number.millionths > 100 * (__int128)DECIMAL_ONE)
			return def_wrong(d, "\"tolerate\": more than 100%%");
		s->tolerate = (uint64_t)(number.millionths / 100);
		return true;
	}
	if (number.millionths % DECIMAL_ONE)
		return def_wrong(d, "\"tolerate\": a count of rows is whole");
	s->tolerate = (uint64_t)(number.millionths / DECIMAL_ONE);
	return true;
}

#define AT(member) .at = offsetof(struct source_def, member)

const char *const source_styles[] = { "plain", "danish", "english" };

/* What is read later has a reader of its own, which only some programs need; it
 * stands here for the manual's table and for misspelt members. */
static const struct field FIELDS[] = {
	{ "source", "its name; the file is `sources/NAME.json`", "required",
		FIELD_TEXT, AT(name), FIELD_NEEDED },
	{ "title", "what people call it", "the name", FIELD_TEXT, AT(title) },
	{ "match", "its files: globs over a file's name, split by `\\|`",
		"required", FIELD_TEXT, AT(match), FIELD_NEEDED },
	{ "tolerate", "rejected rows allowed: a share of the rows, or a count",
		"`\"0\"`", .member = read_tolerate },
	{ "numbers", "`danish` 1.234,5; `english` 1,234.5; `plain` 1234.5",
		"the book's", FIELD_WORD, AT(numbers),
		FIELD_WORDS(source_styles) },
	{ "export", "how bytes become records; several parts: a list",
		"required", FIELD_LATER },
	{ "delivers", "what the data cannot tell of its deliveries",
		"all is learned", FIELD_OBJECT, AT(delivers),
		.inner = &delivers_schema },
	{ "facts", "what a record means", "no facts", FIELD_LATER },
};
const struct schema source_schema = { "source", SCHEMA_FIELDS(FIELDS) };

/* Reads what all programs share of one file. A source without a name is of no
 * use to anybody, whoever listens. */
static const struct source_def *
read_source(struct book *b, const struct def *d)
{
	struct source_def *s = arena_take(b->arena, sizeof(*s));
	bool ok;

	s->def = d;
	s->numbers = b->danish ? DECIMAL_DANISH : DECIMAL_ENGLISH;
	s->numbers_said = def_get(d, "numbers") != NULL;
	/* Without the member all is learned from the data. */
	s->delivers = (struct delivers){ .from = INT32_MIN,
		.to = INT32_MAX,
		.required = true,
		.def = def_get(d, "delivers") };
	ok = schema_object(&source_schema, d, b, s);
	if (s->delivers.from > s->delivers.to)
		ok = def_wrong(def_get(s->delivers.def, "to"),
			"\"to\" is before \"from\"");
	/* Streams write it behind a sign of their own: see observation.h. */
	if (s->name.len && !text_is_name(s->name, "-_"))
		ok = def_wrong(def_get(d, "source"),
			"\"source\": \"%.*s\": a name is letters, digits, \"-\" and \"_\"",
			SPAN_ARG(s->name));
	s->export = def_get(d, "export");
	s->facts = def_get(d, "facts");
	if (s->export && s->export->kind != DEF_OBJECT
		&& s->export->kind != DEF_LIST)
		ok = def_wrong(s->export,
			"\"export\" must be an object or a list of objects");
	if (s->facts && s->facts->kind != DEF_OBJECT)
		ok = def_wrong(s->facts, "\"facts\" must be an object");
	if (!s->title.len)
		s->title = s->name;
	return ok || (!def_error_stops() && s->name.len) ? s : NULL;
}

/* The text of its member `source`, whatever else is wrong with it. */
static struct span
name_of(const struct def *d)
{
	const struct def *name = def_get(d, "source");

	return name && name->kind == DEF_TEXT ? name->text : SPAN("");
}

/* The file that has the name of the source is looked at first; only when it is
 * not there, or says another name, all others are read, since one of them may
 * say that it is the source. Else the nearest name there is is said. */
const struct source_def *
source_def_load(struct book *b, struct span name)
{
	const char *const *files, **words, *file;
	const struct def *own = NULL;
	BUF_LOCAL text = { 0 };
	size_t n;

	buf_format(&text, "sources/%.*s.json", SPAN_ARG(name));
	file = folder_path(b, buf_string(&text));
	buf_clear(&text);
	if (name.len && !memchr(name.at, '/', name.len) && !folder_lacks(file)
		&& !(own = def_load(b->arena, file)))
		return NULL;
	if (own && (span_equal(name_of(own), name) || !name_of(own).len))
		return read_source(b, own);
	if (!folder_files(b, "sources", ".json", &files, &n))
		return NULL;
	words = arena_take(b->arena, (n + 1) * sizeof(*words));
	for (size_t i = 0; i < n; i++) {
		const struct def *d = def_load(b->arena, files[i]);

		if (!d)
			return NULL;
		if (span_equal(name_of(d), name))
			return read_source(b, d);
		words[i] = name_of(d).len ? name_of(d).at : "";
	}
	text_suggest(&text, name, words, n);
	diag_fault(STATUS_CONFIG, "there is no source \"%.*s\" in the book%s",
		SPAN_ARG(name), buf_string(&text));
	return NULL;
}

/* While somebody listens for faults (bif-lint) what could be read is given in
 * spite of them. */
const struct source_def *const *
source_def_all(struct book *b, size_t *count)
{
	const struct source_def **all, *s;
	const char *const *files;
	bool ok = true;
	size_t n;

	*count = 0;
	if (!folder_files(b, "sources", ".json", &files, &n))
		return NULL;
	all = arena_take(b->arena, (n + 1) * sizeof(*all));
	for (size_t i = 0; i < n; i++) {
		const struct def *d = def_load(b->arena, files[i]);

		s = d ? read_source(b, d) : NULL;
		/* No two sources have one name. */
		for (size_t k = 0; s && k < *count; k++)
			if (span_equal(all[k]->name, s->name)) {
				def_wrong(def_get(s->def, "source"),
					"source \"%.*s\" is also in %s",
					SPAN_ARG(s->name), all[k]->def->file);
				s = NULL;
			}
		if (s)
			all[(*count)++] = s;
		else
			ok = false;
	}
	return ok || !def_error_stops() ? all : NULL;
}

/* Whether a part of the definitions reads a column as a personal number. */
static bool
reads_person(const struct def *d)
{
	if (def_get(d, "cpr") || def_get(d, "id"))
		return true;
	if (d->kind != DEF_LIST && d->kind != DEF_OBJECT)
		return false;
	for (size_t i = 0; i < d->count; i++)
		if (reads_person(&d->items[i]))
			return true;
	return false;
}

/* Told from the definition as it is written, so that it is known before the
 * facts are read, and by programs that never read them. */
bool
source_def_personal(const struct source_def *s)
{
	return s->facts && reads_person(s->facts);
}

/* Folders do not count: a delivery may come to stand anywhere. */
bool
source_def_claims(struct span match, const char *file)
{
	const char *slash = strrchr(file, '/');
	const char *base = slash ? slash + 1 : file;
	BUF_LOCAL glob = { 0 };
	struct span rest = text_trim(match), part;
	bool claimed = !rest.len;

	while (!claimed && text_next_part(&rest, &part)) {
		buf_clear(&glob);
		buf_add(&glob, part);
		claimed = glob.len && !fnmatch(buf_string(&glob), base, 0);
	}
	return claimed;
}

/* Exact: a share is in millionths, and multiplied instead of divided. */
bool
source_def_beyond(const struct source_def *s, uint64_t rejected, uint64_t rows)
{
	if (!s->by_share)
		return rejected > s->tolerate;
	return (unsigned __int128)rejected * DECIMAL_ONE
		> (unsigned __int128)s->tolerate * rows;
}

/* --- the columns that the export gives the facts --- */

/* Part i of the export, which is an object or a list of them; NULL after the
 * last. */
static const struct def *
export_part(const struct source_def *source, size_t i)
{
	const struct def *export = source->export;

	if (!export)
		return NULL;
	if (export->kind != DEF_LIST)
		return i == 0 ? export : NULL;
	return i < export->count ? &export->items[i] : NULL;
}

/* A member that is a text; false, and none, when it is anything else. */
static bool
text_of(const struct def *object, const char *key, struct span *text)
{
	const struct def *d = def_get(object, key);

	*text = d && d->kind == DEF_TEXT ? d->text : (struct span){ NULL, 0 };
	return text->len > 0;
}

/* All wide parts call them alike: export_load() sees to it, in bif-extract. */
bool
facts_column_wide(const struct source_def *source, struct span *name,
	struct span *value)
{
	const struct def *part;

	for (size_t i = 0; (part = export_part(source, i)); i++)
		if (text_of(def_get(part, "wide"), "name", name)
			&& text_of(def_get(part, "wide"), "value", value))
			return true;
	return false;
}

/* A member by a name that does not end in NUL. */
static const struct def *
member_named(const struct def *object, struct span name)
{
	for (size_t i = 0; object && i < object->count; i++)
		if (span_equal(object->items[i].key, name))
			return &object->items[i];
	return NULL;
}

/* Whether a part gives the column: by `columns`, by `wide`, or because it names
 * none and the header of each file decides. */
static bool
part_gives(const struct def *part, struct span column)
{
	const struct def *columns = def_get(part, "columns");
	const struct def *wide = def_get(part, "wide"), *values;
	struct span text;

	if (!columns || columns->kind != DEF_OBJECT
		|| member_named(columns, column))
		return true;
	values = def_get(wide, "columns");
	return (text_of(wide, "name", &text) && span_equal(text, column))
		|| (text_of(wide, "value", &text) && span_equal(text, column))
		|| (values && values->kind == DEF_OBJECT
			&& member_named(values, column));
}

/* Each part must give the column: the facts of a source are the same, whatever
 * part has read the file. */
const char *
facts_column_missing(const struct source_def *source, struct arena *arena,
	struct span column, const struct def **part)
{
	for (size_t i = 0; (*part = export_part(source, i)); i++)
		if (!part_gives(*part, column)) {
			const struct def *columns = def_get(*part, "columns");
			const char **words;

			/* The nearest of the columns that a part does give. */
			words = arena_take(arena,
				(columns->count + 1) * sizeof(*words));
			for (size_t k = 0; k < columns->count; k++)
				words[k] = arena_text(arena,
					columns->items[k].key);
			return text_nearest(column, words, columns->count);
		}
	return NULL;
}

/* Where the export gives several names, or a pattern, ours is shown. */
struct span
facts_column_shown(const struct source_def *source, struct span column)
{
	const struct def *part, *d;
	struct span text;

	for (size_t i = 0; (part = export_part(source, i)); i++) {
		if (text_of(part, "format", &text) && span_is(text, "fixed"))
			continue;
		if (text_of(part, "header", &text))
			continue;
		d = member_named(def_get(part, "columns"), column);
		if (d && d->kind == DEF_TEXT)
			return d->text;
	}
	return column;
}
