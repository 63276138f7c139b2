/* SPDX-License-Identifier: MIT
 *
 * Reads the member `delivers` of a source. Whether its units are units of the
 * book is for those who have loaded them to ask.
 */
#include "source/source_def.h"

#include "base/diag.h"
#include "book/defs.h"
#include "value/text.h"

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
	struct span s;
	int month;

	(void)reading;
	for (size_t i = 0; ok && i < d->count; i++) {
		s = d->items[i].text;
		month = s.len == 2 && s.at[0] >= '0' && s.at[0] <= '1'
				&& s.at[1] >= '0' && s.at[1] <= '9'
			? (s.at[0] - '0') * 10 + s.at[1] - '0'
			: 0;
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

/* A source that is later than a year tells nothing of the year. */
static bool
read_lag(void *reading, const struct def *d, void *into)
{
	struct period_length *lag = &((struct delivers *)into)->lag;

	(void)reading;
	if (d->kind == DEF_TEXT && period_read_length(d->text, lag))
		return true;
	return def_wrong(d,
		"\"lag\": \"%.*s\" is no length such as \"1 month\" or \"10 days\"",
		SPAN_ARG(d->text));
}

/* The first or the last month in which anything is to come. */
static bool
read_month(void *reading, const struct def *d, void *into)
{
	int32_t *month = into;

	(void)reading;
	if (d->kind == DEF_TEXT && period_read_month(d->text, month))
		return true;
	return def_wrong(d, "\"%.*s\": \"%.*s\" is not a month (YYYY-MM)",
		SPAN_ARG(d->key), SPAN_ARG(d->text));
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
		ok = s.at[i] >= '0' && s.at[i] <= '9';
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

/* `false` lets goals be judged without the source, so it must be said outright. */
static bool
read_required(void *reading, const struct def *d, void *into)
{
	(void)reading;
	((struct delivers *)into)->not_required = d->kind == DEF_FALSE;
	return d->kind == DEF_FALSE || d->kind == DEF_TRUE
		|| def_wrong(d, "\"required\" is true or false");
}

/* What is read into the struct as it stands needs no function of its own. */
#define AT(member) .at = offsetof(struct delivers, member)

/* What is learned where a member is not there is said in the third column: the
 * manual's table is printed from it. */
static const struct field FIELDS[] = {
	{ "files", "a file a month: a glob with `{yyyy-mm}`", "learned",
		.member = read_files },
	{ "months", "the months of a year that must have rows: `[\"01\"]`",
		"learned", .member = read_months },
	{ "through",
		"`{\"line\": PATTERN}`: the day a file goes to; not read yet",
		"its last fact", .member = read_through },
	{ "ahead", "`true`: its dates run ahead, the last one tells nothing",
		"`false`", FIELD_FLAG, AT(ahead) },
	{ "lag", "how late it may be: `1 month`, `10 days`", "not at all",
		.member = read_lag },
	{ "from", "its first month", "that of its first fact",
		.member = read_month, AT(from) },
	{ "to", "its last month", "none", .member = read_month, AT(to) },
	{ "least", "the share of a usual month that is enough", "`25%`",
		.member = read_least },
	{ "silent", "`true`: its units may have no rows", "`false`", FIELD_FLAG,
		AT(silent) },
	{ "units", "the units of which it must have rows, by code", "learned",
		.member = read_units },
	{ "required", "`false`: goals are judged without it", "`true`",
		.member = read_required },
};
const struct schema delivers_schema = { "delivers", SCHEMA_FIELDS(FIELDS) };

/* Without the member nothing is said, and all is learned from the data. */
bool
delivers_read(struct book *book, const struct def *member,
	struct delivers *delivers)
{
	*delivers = (struct delivers){ .from = INT32_MIN,
		.to = INT32_MAX,
		.def = member };
	if (!member)
		return true;
	return schema_object(&delivers_schema, member, book, delivers)
		&& (delivers->from <= delivers->to
			|| def_wrong(def_get(member, "to"),
				"\"to\" is before \"from\""));
}

/* Takes n digits off a name; their number, or -1. */
static int
take_digits(const char **name, int n)
{
	int number = 0;

	for (; n; n--, (*name)++) {
		if (**name < '0' || **name > '9')
			return -1;
		number = number * 10 + (**name - '0');
	}
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
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
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
		pattern.at += word.len;
		pattern.len -= word.len;
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
