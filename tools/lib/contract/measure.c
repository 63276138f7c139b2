/* SPDX-License-Identifier: MIT */
#include "contract/measure.h"

#include "base/buf.h"
#include "base/diag.h"
#include "book/index.h"
#include "book/def_error.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/* What a struct measures really is. */
struct all {
	struct measures measures;
	struct arena *arena;
	struct measure *list;
	size_t room;
	struct index *names;
};

static const char *const MEMBERS[] = { "measure", "title", "title_en",
	"shown_as", "form", "numerator", "denominator", "enter", "reach",
	"within", "for", "month_of", "alternatives", "reading" };

static bool
read_length(const struct def *d, const char *key, bool required,
	struct period_length *length)
{
	struct span text;

	if (!def_text(d, key, required, &text))
		return false;
	if (!text.at)
		return true;
	if (!period_read_length(text, length) || length->count < 1)
		return def_wrong(def_get(d, key),
			"\"%s\": \"%.*s\" is not a "
			"length such as \"92 days\" or \"6 months\"",
			key, SPAN_ARG(text));
	return true;
}

/* No member that belongs to the other way of counting. */
static bool
refuse(const struct def *d, const char *const names[], size_t n,
	const char *because)
{
	bool ok = true;
	size_t i;

	for (i = 0; i < n; i++)
		if (def_get(d, names[i]))
			ok = def_wrong(def_get(d, names[i]),
				"\"%s\" has no "
				"place in %s",
				names[i], because);
	return ok;
}

static bool
need_where(struct arena *arena, const struct def *d, const char *key,
	struct where *where)
{
	if (!def_get(d, key))
		return def_wrong(d, "a cohort needs \"%s\"", key);
	return where_read(arena, def_get(d, key), where);
}

static bool
read_cohort(struct arena *arena, const struct def *d, struct measure *m)
{
	static const char *const others[] = { "numerator", "denominator" };
	static const char *const forms[] = { "ratio" };
	static const char *const words[] = { "entry", "maturity" };
	const char *unit;
	int month_of = 0, form;
	bool ok = refuse(d, others, COUNT(others), "a cohort");

	m->cohort = true;
	m->needed = (struct period_length){ 1, false };
	ok &= def_choice(d, "form", forms, COUNT(forms), &form);
	ok &= need_where(arena, d, "enter", &m->enter);
	ok &= need_where(arena, d, "reach", &m->reach);
	ok &= read_length(d, "within", true, &m->within);
	ok &= read_length(d, "for", false, &m->needed);
	ok &= def_choice(d, "month_of", words, COUNT(words), &month_of);
	m->by_maturity = month_of == 1;
	unit = m->needed.months ? "months" : "days";
	if (ok && m->needed.months == m->within.months
		&& m->needed.count > m->within.count)
		ok = def_wrong(def_get(d, "for"),
			"%d %s cannot be reached "
			"within %d %s",
			m->needed.count, unit, m->within.count, unit);
	return ok;
}

/* A measure whose parts count no facts is fed by TSV or by hand. */
static bool
read_parts(struct arena *arena, const struct def *d, struct measure *m)
{
	static const char *const others[] = { "reach", "within", "for",
		"month_of" };
	static const char *const forms[] = { "ratio", "deviation", "change" };
	const struct component *n = &m->numerator, *q = &m->denominator;
	int form = 0;
	bool ok = refuse(d, others, COUNT(others),
		"a measure without \"enter\"");

	if (!def_get(d, "numerator"))
		return def_wrong(d,
			"neither \"numerator\" nor \"enter\": "
			"nothing is counted");
	ok &= def_choice(d, "form", forms, COUNT(forms), &form);
	ok &= component_read(arena, def_get(d, "numerator"), &m->numerator);
	ok &= component_read(arena, def_get(d, "denominator"), &m->denominator);
	m->form = (enum measure_form)form;
	if (!ok)
		return false;
	m->fed = !def_get(n->def, "where") && !def_get(q->def, "where");
	if (m->form != FORM_RATIO && q->count == COUNT_NONE)
		return def_wrong(def_get(d, "form"),
			"\"%s\" needs a "
			"\"denominator\"",
			forms[form]);
	if (!m->fed
		&& (!def_get(n->def, "where")
			|| (q->count != COUNT_NONE
				&& !def_get(q->def, "where"))))
		return def_wrong(d,
			"one part has a \"where\", the other has "
			"none");
	return true;
}

static bool
read_measure(struct arena *arena, const struct def *d, struct measure *m)
{
	static const char *const shown[] = { "percent", "number", "days",
		"points", "kWh" };
	int as = SHOWN_NUMBER;
	bool ok = def_text(d, "title", false, &m->title);

	ok &= def_text(d, "title_en", false, &m->title_en);
	ok &= def_choice(d, "shown_as", shown, COUNT(shown), &as);
	m->shown = (enum measure_shown)as;
	m->def = d;
	if (!m->title.len)
		m->title = m->name;
	if (!m->title_en.len)
		m->title_en = m->title;
	ok &= def_get(d, "enter") ? read_cohort(arena, d, m)
				  : read_parts(arena, d, m);
	return ok;
}

/* Letters, digits and `_`: `@` divides a measure from its readings. */
static bool
check_name(const struct def *d, struct span name)
{
	size_t i;

	for (i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.at[i];

		if (c != '_' && c < 0x80 && !(c >= '0' && c <= '9')
			&& !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z'))
			return def_wrong(d,
				"\"%.*s\": a name is letters, "
				"digits and \"_\"",
				SPAN_ARG(name));
	}
	return true;
}

static bool
add(struct all *a, const struct def *d, struct span name, int alternative_of)
{
	struct measure *m;
	size_t at = a->measures.count;

	a->list = mem_grow(a->list, &a->room, at + 1, sizeof(*a->list));
	m = &a->list[at];
	*m = (struct measure){ .name = name, .alternative_of = alternative_of };
	if (index_find(a->names, name) != INDEX_NONE)
		return def_wrong(d,
			"measure \"%.*s\" is defined twice, first "
			"in line %u",
			SPAN_ARG(name),
			a->list[index_find(a->names, name)].def->line);
	if (!read_measure(a->arena, d, m))
		return false;
	index_put(a->names, name, (int)at);
	a->measures.count++;
	return true;
}

/* The measure's members with those of the reading in their place; null takes
 * a member away. */
static const struct def *
merged(struct arena *arena, const struct def *base, const struct def *reading)
{
	struct def *d = arena_take(arena, sizeof(*d));
	struct def *items = arena_take(arena,
		(base->count + reading->count + 1) * sizeof(*items));
	size_t i;

	*d = *reading;
	d->items = items;
	d->count = 0;
	for (i = 0; i < base->count; i++)
		if (!span_is(base->items[i].key, "alternatives")
			&& !def_get(reading, base->items[i].key.at))
			items[d->count++] = base->items[i];
	for (i = 0; i < reading->count; i++)
		if (reading->items[i].kind != DEF_NULL)
			items[d->count++] = reading->items[i];
	return d;
}

static bool
add_reading(struct all *a, const struct def *base, const struct def *d, int of)
{
	static const char *const fixed[] = { "measure", "alternatives" };
	struct buf name = { 0 };
	struct span reading, kept;

	if (!def_only(d, MEMBERS, COUNT(MEMBERS))
		|| !refuse(d, fixed, COUNT(fixed), "an alternative")
		|| !def_text(d, "reading", true, &reading)
		|| !check_name(def_get(d, "reading"), reading))
		return false;
	buf_add(&name, a->list[of].name);
	buf_byte(&name, '@');
	buf_add(&name, reading);
	kept = arena_keep(a->arena, buf_span(&name));
	buf_free(&name);
	return add(a, merged(a->arena, base, d), kept, of);
}

static bool
add_measure(struct all *a, const struct def *d)
{
	const struct def *others = def_get(d, "alternatives");
	int at = (int)a->measures.count;
	struct span name;
	bool ok;
	size_t i;

	if (!def_only(d, MEMBERS, COUNT(MEMBERS) - 1)
		|| !def_text(d, "measure", true, &name)
		|| !check_name(def_get(d, "measure"), name)
		|| !add(a, d, name, -1))
		return false;
	if (!others)
		return true;
	if (others->kind != DEF_LIST)
		return def_wrong(others, "\"alternatives\" must be a list");
	ok = true;
	for (i = 0; i < others->count; i++)
		ok &= add_reading(a, d, &others->items[i], at);
	return ok;
}

static bool
read_limit(const struct def *d, const char *key, int32_t *day)
{
	struct span text;

	*day = DAY_NONE;
	if (!def_text(d, key, false, &text))
		return false;
	if (text.at && !period_read_day(text, day)) {
		*day = DAY_NONE;
		return def_wrong(def_get(d, key),
			"\"%s\": \"%.*s\" is not a "
			"date such as \"2009-08-01\"",
			key, SPAN_ARG(text));
	}
	return true;
}

static bool
read_rule(struct arena *arena, const struct def *d, struct scope_rule *rule)
{
	static const char *const names[] = { "where", "from", "to", "because" };
	bool ok = def_only(d, names, COUNT(names));

	if (!ok)
		return false;
	if (!def_get(d, "where"))
		return def_wrong(d,
			"\"where\" is missing: it would leave "
			"everything out");
	ok = where_read(arena, def_get(d, "where"), &rule->where);
	ok &= read_limit(d, "from", &rule->from);
	ok &= read_limit(d, "to", &rule->to);
	ok &= def_text(d, "because", false, &rule->because);
	if (ok && rule->to != DAY_NONE && rule->to < rule->from)
		ok = def_wrong(d, "\"to\" is before \"from\"");
	return ok;
}

static bool
read_scope(struct all *a, const struct def *d)
{
	struct scope_rule *rules;
	bool ok = true;
	size_t i;

	if (!d)
		return true;
	if (d->kind != DEF_LIST)
		return def_wrong(d, "\"scope\" must be a list");
	rules = arena_take(a->arena, (d->count + 1) * sizeof(*rules));
	a->measures.scope = rules;
	for (i = 0; i < d->count; i++)
		if (read_rule(a->arena, &d->items[i],
			    &rules[a->measures.nscope]))
			a->measures.nscope++;
		else
			ok = false;
	return ok;
}

static bool
read_all(struct all *a, const struct def *d)
{
	static const char *const names[] = { "scope", "measures" };
	const struct def *list = def_get(d, "measures");
	bool ok = def_only(d, names, COUNT(names));
	size_t i;

	if (!ok)
		return false;
	ok = read_scope(a, def_get(d, "scope"));
	if (!list || list->kind != DEF_LIST)
		return def_wrong(list ? list : d,
			"\"measures\" must be a "
			"list");
	for (i = 0; i < list->count; i++)
		ok &= add_measure(a, &list->items[i]);
	return ok;
}

const struct measures *
measures_load(struct book *b)
{
	const struct def *d = def_load(b->arena, book_path(b, "measures.json"));
	struct all *a;
	size_t bytes;
	void *kept;
	bool ok;

	if (!d)
		return NULL;
	a = arena_take(b->arena, sizeof(*a));
	a->arena = b->arena;
	a->names = index_new(b->arena);
	ok = read_all(a, d);
	bytes = a->measures.count * sizeof(*a->list);
	kept = arena_take(b->arena, bytes + 1);
	if (bytes)
		memcpy(kept, a->list, bytes);
	mem_free(a->list);
	a->list = kept;
	a->measures.list = a->list;
	return ok || !def_error_stops() ? &a->measures : NULL;
}

int
measure_find(const struct measures *m, struct span name)
{
	return index_find(((const struct all *)m)->names, name);
}

bool
measure_counts_zero(const struct measure *m)
{
	return !m->cohort && m->denominator.count == COUNT_NONE
		&& m->numerator.count != COUNT_AMOUNT;
}
