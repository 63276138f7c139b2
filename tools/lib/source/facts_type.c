/* SPDX-License-Identifier: MIT */
#include "source/facts_type.h"

#include <stdarg.h>

#include "base/buf.h"
#include "base/mem.h"
#include "source/facts_column.h"
#include "book/def_error.h"

/* The kinds of TYPE and VALUE, and the members each may have. */
static const struct kind {
	enum fact_type type;
	const char *in_types; /* the member that makes it one */
	const char *in_value;
	const char *type_members[4];
	const char *value_members[6];
} kinds[] = { { TYPE_TEXT, "text", "text", { "text" }, { "text" } },
	{ TYPE_DATE, "date", "date", { "date", "open", "optional" },
		{ "date", "format", "open", "month", "optional" } },
	{ TYPE_NUMBER, "number", "number", { "number" },
		{ "number", "style", "negate" } },
	{ TYPE_CPR, "cpr", "cpr", { "cpr", "optional" },
		{ "cpr", "optional" } },
	{ TYPE_ID, "id", "id", { "id", "optional" },
		{ "id", "series", "optional" } },
	{ TYPE_UNIT, "unit", "unit", { "unit", "on", "optional" },
		{ "unit", "on", "optional" } },
	{ TYPE_LIST, "list", "code", { "list", "on", "optional" },
		{ "code", "list", "on", "optional" } } };

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

const char *
facts_type_word(enum fact_type type)
{
	return type == TYPE_NONE ? "text" : kinds[type - TYPE_TEXT].in_types;
}

void
facts_type_wrong(struct facts_types *fs, const struct def *d, const char *fmt,
	...)
{
	va_list args;

	va_start(args, fmt);
	def_error_say_list((struct place){ d->file, d->line, 0 }, "definition",
		fmt, args);
	va_end(args);
	fs->ok = false;
}

void
facts_type_unknown(struct facts_types *fs, const char *rule,
	const struct def *d, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	def_error_say_list((struct place){ d->file, d->line, 0 }, rule, fmt,
		args);
	va_end(args);
	fs->ok = false;
}

int
facts_type_use(struct facts_types *fs, struct span column,
	const struct def *def)
{
	const struct def *part;
	struct fact_field *f;
	const char *near;
	size_t i;

	for (i = 0; i < fs->count; i++)
		if (span_equal(fs->list[i].name, column))
			return (int)i;
	near = facts_column_missing(fs->source, fs->book->arena, column, &part);
	if (part) {
		facts_type_unknown(fs, "unknown-column", def,
			"no column "
			"\"%.*s\" in the export (line %u)%s%s%s",
			SPAN_ARG(column), part->line,
			near ? "; did you mean \"" : "", near ? near : "",
			near ? "\"?" : "");
		return FIELD_NONE;
	}
	fs->list = mem_grow(fs->list, &fs->cap, fs->count + 1,
		sizeof(*fs->list));
	f = &fs->list[fs->count];
	*f = (struct fact_field){ .name = column,
		.def = def,
		.shown = facts_column_shown(fs->source, column),
		.on = FIELD_NONE };
	return (int)fs->count++;
}

void
facts_type_give(struct facts_types *fs, int field, enum fact_type type,
	const struct def *why)
{
	struct fact_field *f = &fs->list[field];

	if (f->type == type)
		return;
	if (f->type != TYPE_NONE) {
		facts_type_wrong(fs, why,
			"column \"%.*s\" is read as %s here "
			"and as %s in line %u",
			SPAN_ARG(f->name), facts_type_word(type),
			facts_type_word(f->type), f->def->line);
		return;
	}
	f->type = type;
	f->def = why;
}

static void
differs(struct facts_types *fs, const struct fact_field *f,
	const struct def *here, const char *what, struct span before)
{
	facts_type_wrong(fs, here,
		"the %s of column \"%.*s\" is \"%.*s\" in "
		"line %u",
		what, SPAN_ARG(f->name), SPAN_ARG(before), f->def->line);
}

/* Sets a text that is said of a field; said twice it must be the same. */
static bool
settle_text(struct facts_types *fs, const struct fact_field *f,
	const struct def *d, const char *what, struct span *text)
{
	if (d->kind != DEF_TEXT) {
		facts_type_wrong(fs, d,
			"the %s of a column must be a text in "
			"quotes",
			what);
		return false;
	}
	if (text->at && !span_equal(*text, d->text)) {
		differs(fs, f, d, what, *text);
		return false;
	}
	*text = d->text;
	return true;
}

/* A year alone is a date too: its last day. period reads it completed by a
 * month. */
static void
set_format(struct facts_types *fs, struct fact_field *f, const struct def *d)
{
	struct buf pattern = { 0 };
	const char *why;

	if (!settle_text(fs, f, d, "format", &f->pattern) || f->format)
		return;
	buf_add(&pattern, f->pattern);
	f->year_only = f->pattern.len
		&& !memchr(f->pattern.at, 'm', f->pattern.len)
		&& !memchr(f->pattern.at, 'd', f->pattern.len);
	if (f->year_only)
		buf_text(&pattern, "-mm");
	f->format = period_format(buf_span(&pattern), &why);
	if (!f->format)
		facts_type_wrong(fs, d, "\"%.*s\" is no format of dates: %s",
			SPAN_ARG(f->pattern), why);
	buf_free(&pattern);
}

static void
set_style(struct facts_types *fs, struct fact_field *f, const struct def *d)
{
	static const char *const words[] = { "plain", "danish", "english" };
	static const enum decimal_style styles[] = { DECIMAL_PLAIN,
		DECIMAL_DANISH, DECIMAL_ENGLISH };
	size_t i;

	for (i = 0; i < 3; i++)
		if (d->kind == DEF_TEXT && span_is(d->text, words[i]))
			break;
	if (i == 3) {
		facts_type_wrong(fs, d,
			"numbers are written danish, english "
			"or plain");
		return;
	}
	if (f->has_style && f->style != styles[i]) {
		differs(fs, f, d, "style",
			span_of(words[f->style == DECIMAL_PLAIN      ? 0
					: f->style == DECIMAL_DANISH ? 1
								     : 2]));
		return;
	}
	f->style = styles[i];
	f->has_style = true;
}

static void
set_list(struct facts_types *fs, struct fact_field *f, const struct def *d)
{
	if (!settle_text(fs, f, d, "list", &f->list_name) || f->list)
		return;
	f->list = code_list(fs->codes, f->list_name);
	if (!f->list)
		facts_type_unknown(fs, "unknown-code", d,
			"no code list "
			"\"%.*s\" in codes/",
			SPAN_ARG(f->list_name));
}

static void
set_on(struct facts_types *fs, int field, const struct def *d)
{
	int on;

	if (d->kind != DEF_TEXT) {
		facts_type_wrong(fs, d, "\"on\" names a column of dates");
		return;
	}
	on = facts_type_use(fs, d->text, d);
	if (on == FIELD_NONE)
		return;
	if (fs->list[field].on != FIELD_NONE && fs->list[field].on != on)
		differs(fs, &fs->list[field], d, "\"on\"",
			fs->list[fs->list[field].on].name);
	fs->list[field].on = on;
}

/* The members that stand in TYPE and VALUE alike. */
static void
set_common(struct facts_types *fs, int field, const struct def *object)
{
	struct fact_field *f = &fs->list[field];
	const struct def *d;
	bool flag;

	if ((d = def_get(object, "open")))
		settle_text(fs, f, d, "open end", &f->open);
	if (!def_flag(object, "optional", f->optional, &flag))
		fs->ok = false;
	f->optional = flag;
	if ((d = def_get(object, "on")))
		set_on(fs, field, d);
}

/* The kind of which the object has the member; NULL after a message. */
static const struct kind *
kind_of(struct facts_types *fs, const struct def *d, bool in_types)
{
	const struct kind *k, *found = NULL;
	const char *const *names;
	size_t n = 0;

	for (k = kinds; k < kinds + KINDS; k++)
		if (def_get(d, in_types ? k->in_types : k->in_value)) {
			found = k;
			break;
		}
	if (!found) {
		facts_type_wrong(fs, d,
			in_types
				? "a type is an object with one of text, date, number, "
				  "cpr, id, unit, list"
				: "a value is a text, a list of cases, or an object "
				  "with one of text, date, number, cpr, id, unit, code");
		return NULL;
	}
	names = in_types ? found->type_members : found->value_members;
	while (n < (in_types ? 4u : 6u) && names[n])
		n++;
	if (!def_only(d, names, n))
		fs->ok = false;
	return found;
}

/* The member that names the kind in `types` says more: a format, a style, a
 * series, a list; of the others it is true. */
static void
type_detail(struct facts_types *fs, int field, const struct def *d)
{
	struct fact_field *f = &fs->list[field];

	switch (f->type) {
	case TYPE_DATE:
		set_format(fs, f, d);
		return;
	case TYPE_ID:
		settle_text(fs, f, d, "series", &f->series);
		return;
	case TYPE_LIST:
		set_list(fs, f, d);
		return;
	case TYPE_NUMBER:
		if (d->kind != DEF_TRUE)
			set_style(fs, f, d);
		return;
	default:
		if (d->kind != DEF_TRUE)
			facts_type_wrong(fs, d, "write \"%.*s\": true",
				SPAN_ARG(d->key));
	}
}

void
facts_type_types(struct facts_types *fs, const struct def *types)
{
	const struct kind *k;
	size_t i;
	int f;

	if (types && types->kind != DEF_OBJECT) {
		facts_type_wrong(fs, types,
			"\"types\" is an object of columns "
			"and their types");
		return;
	}
	for (i = 0; types && i < types->count; i++) {
		const struct def *d = &types->items[i];

		k = kind_of(fs, d, true);
		f = facts_type_use(fs, d->key, d);
		if (!k || f == FIELD_NONE)
			continue;
		facts_type_give(fs, f, k->type, d);
		fs->list[f].in_types = true;
		type_detail(fs, f, def_get(d, k->in_types));
		set_common(fs, f, d);
	}
}

static void
value_detail(struct facts_types *fs, int field, const struct def *object)
{
	struct fact_field *f = &fs->list[field];
	const struct def *d;

	if (f->type == TYPE_DATE && (d = def_get(object, "format")))
		set_format(fs, f, d);
	else if (f->type == TYPE_NUMBER && (d = def_get(object, "style")))
		set_style(fs, f, d);
	else if (f->type == TYPE_ID && (d = def_get(object, "series")))
		settle_text(fs, f, d, "series", &f->series);
	else if (f->type == TYPE_LIST && (d = def_get(object, "list")))
		set_list(fs, f, d);
}

int
facts_type_value(struct facts_types *fs, const struct def *object)
{
	const struct kind *k = kind_of(fs, object, false);
	const struct def *d;
	int f;

	if (!k)
		return FIELD_NONE;
	d = def_get(object, k->in_value);
	if (d->kind != DEF_TEXT) {
		facts_type_wrong(fs, d, "\"%s\" names a column", k->in_value);
		return FIELD_NONE;
	}
	f = facts_type_use(fs, d->text, d);
	if (f == FIELD_NONE)
		return f;
	facts_type_give(fs, f, k->type, object);
	if (fs->list[f].type == k->type) {
		value_detail(fs, f, object);
		set_common(fs, f, object);
	}
	return f;
}

void
facts_type_like(struct facts_types *fs, int field, int other,
	const struct def *why)
{
	struct fact_field *f = &fs->list[field];
	const struct fact_field *o = &fs->list[other];
	const char *ignored;
	struct buf pattern = { 0 };

	if (f->type != TYPE_NONE || o->type != TYPE_DATE || !o->format)
		return;
	f->type = TYPE_DATE;
	f->def = why;
	f->pattern = o->pattern;
	f->year_only = o->year_only;
	f->open = o->open;
	buf_add(&pattern, f->pattern);
	if (f->year_only)
		buf_text(&pattern, "-mm");
	f->format = period_format(buf_span(&pattern), &ignored);
	buf_free(&pattern);
}

static void
settle(struct facts_types *fs, struct fact_field *f)
{
	if (f->type == TYPE_NONE)
		f->type = TYPE_TEXT;
	if (f->type == TYPE_DATE && !f->pattern.at)
		facts_type_wrong(fs, f->def,
			"column \"%.*s\" has dates, but "
			"no format is given",
			SPAN_ARG(f->name));
	if (f->type == TYPE_LIST && !f->list_name.at)
		facts_type_wrong(fs, f->def,
			"column \"%.*s\" has codes, but "
			"no list is given",
			SPAN_ARG(f->name));
	if (f->type == TYPE_ID && !f->series.len)
		facts_type_wrong(fs, f->def,
			"column \"%.*s\" has personal "
			"numbers, but no series is given",
			SPAN_ARG(f->name));
	if (f->type == TYPE_ID && span_is(f->series, "cpr"))
		facts_type_wrong(fs, f->def,
			"the series \"cpr\" is that of "
			"CPR numbers");
	if (f->type == TYPE_CPR)
		f->series = SPAN("cpr");
	if (f->type == TYPE_NUMBER && !f->has_style)
		f->style = fs->source->numbers;
	if (f->on != FIELD_NONE && fs->list[f->on].type != TYPE_DATE)
		facts_type_wrong(fs, f->def,
			"\"on\" of column \"%.*s\" names "
			"\"%.*s\", which has no dates",
			SPAN_ARG(f->name), SPAN_ARG(fs->list[f->on].name));
}

void
facts_type_settle(struct facts_types *fs)
{
	size_t i;

	for (i = 0; i < fs->count; i++)
		settle(fs, &fs->list[i]);
}
