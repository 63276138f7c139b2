/* SPDX-License-Identifier: MIT
 *
 * Collects the columns that `facts` reads. A column may be named in `types`, in
 * `key`, in tests and in values, in any order; the first that says a type gives
 * it, and whoever says another is told where the first stands.
 *
 * What the members of TYPE and VALUE are is one table, `kinds`, by which both
 * are read. How texts become values row by row is bif-normalize's.
 */
#include "source/facts_value.h"

#include <stdarg.h>

#include "base/buf.h"
#include "base/mem.h"
#include "book/schema.h"
#include "value/text.h"

/* Room for the members of a kind, and the NULL behind the last. */
#define TYPE_MEMBERS 8
#define VALUE_MEMBERS 10

/* The kinds of TYPE and VALUE, and the members each may have. */
static const struct kind {
	enum fact_type type;
	const char *in_types; /* the member that makes it one */
	const char *in_value;
	/* of VALUE: what the kind's own member says in TYPE, or NULL */
	const char *detail;
	const char *type_members[TYPE_MEMBERS];
	const char *value_members[VALUE_MEMBERS];
} kinds[] = { { TYPE_TEXT, "text", "text", NULL, { "text" }, { "text" } },
	{ TYPE_DATE, "date", "date", "format",
		{ "date", "open", "optional", "utc" },
		{ "date", "format", "open", "month", "optional", "utc" } },
	{ TYPE_NUMBER, "number", "number", "style",
		{ "number", "round", "units", "strip", "exponent", "time",
			"clock" },
		{ "number", "style", "negate", "round", "units", "strip",
			"exponent", "time", "clock" } },
	{ TYPE_CPR, "cpr", "cpr", NULL, { "cpr", "optional" },
		{ "cpr", "optional" } },
	{ TYPE_ID, "id", "id", "series", { "id", "optional" },
		{ "id", "series", "optional" } },
	{ TYPE_UNIT, "unit", "unit", NULL, { "unit", "on", "optional" },
		{ "unit", "on", "optional" } },
	{ TYPE_LIST, "list", "code", "list", { "list", "on", "optional" },
		{ "code", "list", "on", "optional" } } };

/* They stand in the order of enum fact_type, from TYPE_TEXT on. */
#define KINDS (COUNT(kinds))

/* What nothing says is text: so a message names it. */
const char *
facts_type_word(enum fact_type type)
{
	return type == TYPE_NONE ? "text" : kinds[type - TYPE_TEXT].in_types;
}

/* Reading goes on behind a fault, so that all are said at once; that there was one
 * is remembered, and facts_load() gives no plan. */
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

/* A column that an export part lacks would be empty in all of its records: a slip
 * in a name is a fault of the book, with the nearest name there is. A `def` that
 * gave no type yet is where the column was first used. */
int
facts_type_use(struct facts_types *fs, struct span column,
	const struct def *def)
{
	const struct def *part;
	struct fact_field *f;
	const char *near;

	for (size_t i = 0; i < fs->count; i++)
		if (span_equal(fs->list[i].name, column))
			return (int)i;
	near = facts_column_missing(fs->source, fs->book->arena, column, &part);
	if (part) {
		facts_type_unknown(fs, "unknown-column", def,
			"no column \"%.*s\" in the export (line %u)%s%s%s",
			SPAN_ARG(column), part->line,
			near ? "; did you mean \"" : "", near ? near : "",
			near ? "\"?" : "");
		return FIELD_NONE;
	}
	MEM_GROW(fs->list, fs->cap, fs->count + 1);
	f = &fs->list[fs->count];
	*f = (struct fact_field){ .name = column,
		.def = def,
		.shown = facts_column_shown(fs->source, column),
		.on = FIELD_NONE };
	return (int)fs->count++;
}

/* The first place that says a type gives it: another one would read the same
 * cells in two ways. */
void
facts_type_give(struct facts_types *fs, int field, enum fact_type type,
	const struct def *why)
{
	struct fact_field *f = &fs->list[field];

	if (f->type == type)
		return;
	if (f->type != TYPE_NONE) {
		facts_type_wrong(fs, why,
			"column \"%.*s\" is read as %s here and as %s in line %u",
			SPAN_ARG(f->name), facts_type_word(type),
			facts_type_word(f->type), f->def->line);
		return;
	}
	f->type = type;
	f->def = why;
}

/* Says that a column is spoken of twice, and not alike. */
static void
differs(struct facts_types *fs, const struct fact_field *f,
	const struct def *here, const char *what, struct span before)
{
	facts_type_wrong(fs, here,
		"the %s of column \"%.*s\" is \"%.*s\" in line %u", what,
		SPAN_ARG(f->name), SPAN_ARG(before), f->def->line);
}

/* Sets a text that is said of a field; said twice it must be the same. */
static bool
settle_text(struct facts_types *fs, const struct fact_field *f,
	const struct def *d, const char *what, struct span *text)
{
	if (d->kind != DEF_TEXT) {
		facts_type_wrong(fs, d,
			"the %s of a column must be a text in quotes", what);
		return false;
	}
	if (text->at && !span_equal(*text, d->text)) {
		differs(fs, f, d, what, *text);
		return false;
	}
	*text = d->text;
	return true;
}

/* Compiles the pattern. A year alone is a date too: its last day. period reads
 * it behind a month, since what is passed over stands at the end. */
static const char *
make_format(struct fact_field *f)
{
	const char *why;

	f->format = period_format(f->pattern, &why);
	f->year_only = !f->format && f->pattern.len
		&& !memchr(f->pattern.at, 'm', f->pattern.len)
		&& !memchr(f->pattern.at, 'd', f->pattern.len);
	if (f->year_only) {
		BUF_LOCAL pattern = { 0 };

		buf_text(&pattern, "mm-");
		buf_add(&pattern, f->pattern);
		f->format = period_format(buf_span(&pattern), &why);
	}
	return f->format ? NULL : why;
}

/* Texts that may stand beside a number: one, or a list. */
static void
set_units(struct facts_types *fs, struct number_rule *rule, const struct def *d)
{
	size_t n = d->kind == DEF_LIST ? d->count : 1;
	const struct def *items = d->kind == DEF_LIST ? d->items : d;
	struct span *list = arena_take(fs->book->arena,
		(n + 1) * sizeof(*list));

	for (size_t i = 0; i < n; i++) {
		list[i] = text_trim(items[i].text);
		if (items[i].kind != DEF_TEXT || !list[i].len)
			facts_type_wrong(fs, d,
				"\"units\" are texts such as \"kr.\" or \"t\"");
	}
	rule->units = list;
	rule->nunits = n;
}

/* What is said of how numbers are read, in one place for a column: said in two, one
 * of them would hold for cells that the other is about. */
static void
set_rule(struct facts_types *fs, struct fact_field *f, const struct def *object)
{
	static const char *const times[] = { "hours", "minutes", "seconds",
		"days" };
	static const char *const clocks[] = { "hh:mm", "mm:ss" };
	const struct def *round = def_get(object, "round");
	const struct def *units = def_get(object, "units");
	const struct def *strip = def_get(object, "strip");
	const struct def *clock = def_get(object, "clock");
	struct number_rule *rule = &f->number;
	int time = -1, of = 0;
	long decimals;

	if (!round && !units && !strip && !clock && !def_get(object, "exponent")
		&& !def_get(object, "time"))
		return;
	if (f->rule) {
		facts_type_wrong(fs, object,
			"how the numbers of column \"%.*s\" are read is said in line %u: say it once, in \"types\"",
			SPAN_ARG(f->name), f->rule->line);
		return;
	}
	f->rule = object;
	if (round) {
		rule->rounds = schema_whole(round, 0, 6, &decimals);
		rule->round = rule->rounds ? (int)decimals : 0;
		fs->ok &= rule->rounds;
	}
	if (units)
		set_units(fs, rule, units);
	if (strip && !schema_pattern(strip, &rule->strip))
		fs->ok = false;
	if (!def_flag(object, "exponent", false, &rule->exponent)
		|| !def_choice(object, "time", times, COUNT(times), &time)
		|| !def_choice(object, "clock", clocks, COUNT(clocks), &of))
		fs->ok = false;
	/* Which clock a text such as 7:15 is of. */
	rule->time = (enum number_time)(time + 1);
	rule->short_clock = of == 1;
	rule->clock_said = clock != NULL;
	if (clock && time < 0)
		facts_type_wrong(fs, clock,
			"\"clock\" says how times are written: \"time\" is missing");
}

/* The members that stand in TYPE and VALUE alike. */
static void
set_common(struct facts_types *fs, int field, const struct def *object)
{
	struct fact_field *f = &fs->list[field];
	const struct def *d;
	int on;

	if ((d = def_get(object, "open")))
		settle_text(fs, f, d, "open end", &f->open);
	if (!def_flag(object, "optional", f->optional, &f->optional)
		|| !def_flag(object, "utc", f->utc, &f->utc))
		fs->ok = false;
	if (f->type == TYPE_NUMBER)
		set_rule(fs, f, object);
	/* The column of dates whose day decides what a code or a unit's name
	 * means. */
	d = def_get(object, "on");
	if (d && d->kind != DEF_TEXT)
		facts_type_wrong(fs, d, "\"on\" names a column of dates");
	else if (d && (on = facts_type_use(fs, d->text, d)) != FIELD_NONE) {
		f = &fs->list[field]; /* the list may have moved */
		if (f->on != FIELD_NONE && f->on != on)
			differs(fs, f, d, "\"on\"", fs->list[f->on].name);
		f->on = on;
	}
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
				? "a type is an object with one of text, date, number, cpr, id, unit, list"
				: "a value is a text, a list of cases, or an object with one of text, date, number, cpr, id, unit, code");
		return NULL;
	}
	names = in_types ? found->type_members : found->value_members;
	while (n < (in_types ? (size_t)TYPE_MEMBERS : VALUE_MEMBERS)
		&& names[n])
		n++;
	if (!def_only(d, names, n))
		fs->ok = false;
	return found;
}

/* What is said of a field beside its type: a format, a style, a series, a list. */
static void
set_detail(struct facts_types *fs, struct fact_field *f, const struct def *d)
{
	int style;

	if (f->type == TYPE_DATE && settle_text(fs, f, d, "format", &f->pattern)
		&& !f->format) {
		const char *why = make_format(f); /* compiled once */

		if (why)
			facts_type_wrong(fs, d,
				"\"%.*s\" is no format of dates: %s",
				SPAN_ARG(f->pattern), why);
	} else if (f->type == TYPE_ID)
		settle_text(fs, f, d, "series", &f->series);
	else if (f->type == TYPE_LIST
		&& settle_text(fs, f, d, "list", &f->list_name) && !f->list) {
		/* A code of no list would mean nothing on any day. */
		f->list = code_list(fs->codes, f->list_name);
		if (!f->list)
			facts_type_unknown(fs, "unknown-code", d,
				"no code list \"%.*s\" in codes/",
				SPAN_ARG(f->list_name));
	} else if (f->type == TYPE_NUMBER) {
		/* One style for the column, wherever it is said; without one
		 * the source's own way holds. */
		if (!def_word(d, source_styles, COUNT(source_styles), &style))
			fs->ok = false;
		else if (f->has_style && (int)f->number.style != style)
			differs(fs, f, d, "style",
				span_of(source_styles[f->number.style]));
		else {
			f->number.style = (enum decimal_style)style;
			f->has_style = true;
		}
	}
}

/* These are read in every row, so that a cell that is none of its type rejects
 * the row though no fact asks for it. */
void
facts_type_types(struct facts_types *fs, const struct def *types)
{
	const struct kind *k;
	int f;

	if (types && types->kind != DEF_OBJECT) {
		facts_type_wrong(fs, types,
			"\"types\" is an object of columns and their types");
		return;
	}
	for (size_t i = 0; types && i < types->count; i++) {
		const struct def *d = &types->items[i], *type;

		k = kind_of(fs, d, true);
		f = facts_type_use(fs, d->key, d);
		if (!k || f == FIELD_NONE)
			continue;
		facts_type_give(fs, f, k->type, d);
		fs->list[f].in_types = true;
		/* The member that names the kind says more, or is true. */
		type = def_get(d, k->in_types);
		k = &kinds[fs->list[f].type - TYPE_TEXT];
		if (k->detail
			&& (k->type != TYPE_NUMBER || type->kind != DEF_TRUE))
			set_detail(fs, &fs->list[f], type);
		else if (type->kind != DEF_TRUE)
			facts_type_wrong(fs, type, "write \"%.*s\": true",
				SPAN_ARG(type->key));
		set_common(fs, f, d);
	}
}

/* A date over several columns: a field of its own, whose text is theirs. The same
 * columns in the same order are the same field. */
static int
use_parts(struct facts_types *fs, const struct def *d)
{
	int *parts = arena_take(fs->book->arena,
		(d->count + 1) * sizeof(*parts));
	BUF_LOCAL name = { 0 }, shown = { 0 };
	struct fact_field *f;
	int field = 0;
	size_t i;

	for (i = 0; i < d->count; i++) {
		field = FIELD_NONE;
		if (d->items[i].kind == DEF_TEXT)
			field = facts_type_use(fs, d->items[i].text,
				&d->items[i]);
		else
			facts_type_wrong(fs, &d->items[i],
				"a column's name is wanted here");
		if (field == FIELD_NONE)
			break;
		parts[i] = field;
		buf_format(&name, "%s%.*s", i ? " + " : "",
			SPAN_ARG(fs->list[parts[i]].name));
		buf_format(&shown, "%s%.*s", i ? " + " : "",
			SPAN_ARG(fs->list[parts[i]].shown));
	}
	for (i = 0; i < fs->count; i++)
		if (fs->list[i].nparts
			&& span_equal(fs->list[i].name, buf_span(&name)))
			break;
	if (field != FIELD_NONE)
		field = (int)i;
	if (field == (int)fs->count) {
		MEM_GROW(fs->list, fs->cap, fs->count + 1);
		f = &fs->list[fs->count++];
		*f = (struct fact_field){ .name = arena_keep(fs->book->arena,
						  buf_span(&name)),
			.shown = arena_keep(fs->book->arena, buf_span(&shown)),
			.def = d,
			.on = FIELD_NONE,
			.nparts = d->count,
			.parts = parts };
	}
	return field;
}

/* VALUE says a type and what else TYPE can say; where the field has another type
 * already that is a fault, and nothing more is taken from it. */
int
facts_type_value(struct facts_types *fs, const struct def *object)
{
	const struct kind *k = kind_of(fs, object, false);
	const struct def *d;
	int f;

	if (!k)
		return FIELD_NONE;
	d = def_get(object, k->in_value);
	if (d->kind == DEF_LIST && k->type == TYPE_DATE) {
		f = use_parts(fs, d);
	} else if (d->kind != DEF_TEXT) {
		facts_type_wrong(fs, d, "\"%s\" names a column", k->in_value);
		return FIELD_NONE;
	} else {
		f = facts_type_use(fs, d->text, d);
	}
	if (f == FIELD_NONE)
		return f;
	facts_type_give(fs, f, k->type, object);
	if (fs->list[f].type == k->type) {
		if (k->detail && (d = def_get(object, k->detail)))
			set_detail(fs, &fs->list[f], d);
		set_common(fs, f, object);
	}
	return f;
}

/* Two columns that are compared are dates, both; a pattern is said of one of them
 * only, mostly. */
void
facts_type_like(struct facts_types *fs, int field, int other,
	const struct def *why)
{
	struct fact_field *f = &fs->list[field];
	const struct fact_field *o = &fs->list[other];

	if (f->type != TYPE_NONE || o->type != TYPE_DATE || !o->format)
		return;
	f->type = TYPE_DATE;
	f->def = why;
	f->pattern = o->pattern;
	f->utc = o->utc;
	f->open = o->open;
	make_format(f);
}

/* Last, when no more is said: what a type needs and nobody said is a fault, or has
 * a default. Numbers of JSON without a style are doubted: what writes JSON writes
 * its own numbers with a point, and texts of numbers in any way. */
void
facts_type_settle(struct facts_types *fs)
{
	const struct def *parts = fs->source->export, *part, *format;
	bool json = false, xlsx = false;

	/* Programs write JSON, and numbers with a decimal point in it. */
	for (size_t i = 0;
		parts && i < (parts->kind == DEF_LIST ? parts->count : 1);
		i++) {
		part = parts->kind == DEF_LIST ? &parts->items[i] : parts;
		format = def_get(part, "format");
		json |= format && span_is(format->text, "json");
		xlsx |= format && span_is(format->text, "xlsx");
	}
	for (size_t i = 0; i < fs->count; i++) {
		struct fact_field *f = &fs->list[i];

		if (f->type == TYPE_NONE)
			f->type = TYPE_TEXT;
		if (f->type == TYPE_DATE && !f->pattern.at)
			facts_type_wrong(fs, f->def,
				"column \"%.*s\" has dates, but no format is given",
				SPAN_ARG(f->name));
		if (f->type == TYPE_LIST && !f->list_name.at)
			facts_type_wrong(fs, f->def,
				"column \"%.*s\" has codes, but no list is given",
				SPAN_ARG(f->name));
		if (f->type == TYPE_ID && !f->series.len)
			facts_type_wrong(fs, f->def,
				"column \"%.*s\" has personal numbers, but no series is given",
				SPAN_ARG(f->name));
		if (f->type == TYPE_ID && span_is(f->series, "cpr"))
			facts_type_wrong(fs, f->def,
				"the series \"cpr\" is that of CPR numbers");
		if (f->type == TYPE_CPR)
			f->series = SPAN("cpr");
		if (f->type == TYPE_NUMBER && !f->has_style) {
			f->number.style = fs->source->numbers;
			f->number.doubt = !fs->source->numbers_said && json;
			f->typed = json || xlsx;
		}
		if (f->on != FIELD_NONE && fs->list[f->on].type != TYPE_DATE)
			facts_type_wrong(fs, f->def,
				"\"on\" of column \"%.*s\" names \"%.*s\", which has no dates",
				SPAN_ARG(f->name),
				SPAN_ARG(fs->list[f->on].name));
	}
}
