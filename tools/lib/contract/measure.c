/* SPDX-License-Identifier: MIT
 *
 * Reads measures.json. A measure is either a fraction of two components or a
 * cohort; what belongs to one has no place in the other. An alternative is read
 * as a measure of its own whose members are those of its measure, but for the
 * ones it names.
 */
#include "contract/measure.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"
#include "book/defs.h"
#include "book/folder.h"
#include "value/text.h"

/* Reads the parts of a measure that say which facts count, and how. Members
 * that depend on each other (weights on the count, say) are checked once all
 * are read, so that their order in the file does not matter. */

/* One column of a where, and the values it may have. Facts hold texts; a number
 * without quotes would be compared as nobody expects. */
static bool
read_test(struct arena *arena, const struct def *d, struct where_test *test)
{
	static const char *const names[] = { "not" };
	const struct def *inner = d;
	struct span *values;
	bool ok = true, list;

	*test = (struct where_test){ .column = d->key, .def = d };
	if (!d->key.len)
		return def_wrong(d, "a column without a name");
	if (d->kind == DEF_OBJECT) {
		inner = def_get(d, "not");
		if (!def_only(d, names, 1))
			return false;
		if (!inner)
			return def_wrong(d,
				"a test is a text, a list of texts, or "
				"{\"not\": ...}");
		test->negate = true;
	}
	list = inner->kind == DEF_LIST;
	test->nvalues = list ? inner->count : 1;
	test->values = values = arena_take(arena,
		(test->nvalues + 1) * sizeof(*values));
	if (!test->nvalues)
		return def_wrong(inner, "an empty list: nothing is one of it");
	for (size_t i = 0; i < test->nvalues; i++) {
		const struct def *value = list ? &inner->items[i] : inner;

		values[i] = value->text;
		if (value->kind == DEF_NUMBER)
			ok = def_wrong(value,
				"values are texts: write \"%.*s\"",
				SPAN_ARG(value->text));
		else if (value->kind != DEF_TEXT)
			ok = def_wrong(value,
				"a value must be a text in quotes");
	}
	return ok;
}

/* Reads {"column": "value" | ["a", "b"] | {"not": ...}, ...}. What is read of a
 * where that is wrong must not be used. Members of the object are the columns, so any name
 * is a column that may exist: whether a source gives it is for lint to find. */
static bool
where_read(void *arena, const struct def *d, void *into)
{
	struct where_test *tests;
	bool ok = true;

	if (d->kind != DEF_OBJECT)
		return def_wrong(d,
			"a where is an object {\"column\": \"value\"}");
	tests = arena_take(arena, (d->count + 1) * sizeof(*tests));
	for (size_t i = 0; i < d->count; i++)
		ok &= read_test(arena, &d->items[i], &tests[i]);
	*(struct where *)into = (struct where){ d->count, tests };
	return ok;
}

/* What is counted; nothing is the fault of a component without it. */
static bool
read_count(void *arena, const struct def *d, void *into)
{
	static const char *const words[] = { "facts", "subjects", "amount",
		"weighted", "days", "open" };
	int count;

	(void)arena;
	if (!def_word(d, words, COUNT(words), &count))
		return false;
	((struct component *)into)->count = (enum measure_count)(
		COUNT_FACTS + count);
	return true;
}

/* How much each outcome counts, exactly as written. */
static bool
read_weights(void *arena, const struct def *list, void *into)
{
	struct component *c = into;
	struct weight *weights;
	bool ok = true;

	if (list->kind != DEF_OBJECT || !list->count)
		return def_wrong(list,
			"\"weights\" must be {\"outcome\": "
			"\"weight\"}");
	weights = arena_take(arena, list->count * sizeof(*weights));
	for (size_t i = 0; i < list->count; i++) {
		const struct def *item = &list->items[i];

		weights[i].outcome = item->key;
		if ((item->kind != DEF_TEXT && item->kind != DEF_NUMBER)
			|| decimal_read(item->text, DECIMAL_PLAIN,
				   &weights[i].weight)
				!= DECIMAL_OK)
			ok = def_wrong(item,
				"the weight of \"%.*s\" is not a "
				"number such as \"0.5\"",
				SPAN_ARG(item->key));
	}
	c->nweights = list->count;
	c->weights = weights;
	return ok;
}

static const char *const ACROSS[] = { "sum", "mean", "last" };

static const struct field COMPONENT[] = {
	{ "count", "a KIND, see below", "required", .member = read_count,
		FIELD_NEEDED },
	{ "where", "WHERE: which facts", "figures by hand",
		.member = where_read, .at = offsetof(struct component, where) },
	{ "across", "how months are put together: `sum`, `mean` or `last`",
		"`sum`; `open` `last`", FIELD_WORD,
		.at = offsetof(struct component, across), FIELD_WORDS(ACROSS) },
	{ "weights", "of `weighted`: `{\"full\": \"1\", \"partial\": \"0.5\"}`",
		"none", .member = read_weights },
	{ "longer_than", "of `open`: only spells longer than so many days",
		"all", FIELD_WHOLE,
		.at = offsetof(struct component, longer_than),
		.most = 1000000 },
};
const struct schema component_schema = { "component",
	SCHEMA_FIELDS(COMPONENT) };

/* Reads a component; one that is absent stays without a count. What belongs together is asked after all is read; a combination
 * that would be passed over in silence is a fault, as the writer meant
 * something by it. */
static bool
component_read(void *arena, const struct def *d, void *into)
{
	struct component *c = into;
	const struct def *across = def_get(d, "across");
	const struct def *weights = def_get(d, "weights");
	bool ok;

	c->def = d;
	if (d->kind != DEF_OBJECT)
		return def_wrong(d,
			"\"%.*s\" must be an object with a "
			"\"count\"",
			SPAN_ARG(d->key));
	ok = schema_object(&component_schema, d, arena, c);
	if (c->count == COUNT_NONE)
		return false;
	if (c->count == COUNT_OPEN && !across)
		c->across = ACROSS_LAST;
	/* Over the months of a window a sum of stocks would count a case once
	 * for each month it stays. */
	if (c->count == COUNT_OPEN && c->across == ACROSS_SUM)
		ok = def_wrong(across,
			"\"open\" is a stock: "
			"\"across\" is \"last\"");
	if (c->count == COUNT_WEIGHTED && !weights)
		ok = def_wrong(d, "\"weighted\" needs \"weights\"");
	if (ok && c->count != COUNT_WEIGHTED && weights)
		ok = def_wrong(weights,
			"\"weights\" go with \"count\": "
			"\"weighted\" only");
	if (c->longer_than >= 0 && c->count != COUNT_OPEN)
		ok = def_wrong(def_get(d, "longer_than"),
			"\"longer_than\" "
			"goes with \"count\": \"open\" only");
	return ok;
}

/* What a struct measures really is. */
struct all {
	struct measures measures;
	struct arena *arena;
	struct measure *list;
	size_t room;
	struct index *names;
};

#define AT(member) .at = offsetof(struct measure, member)

static const char *const SHOWN[] = { "percent", "number", "days", "points",
	"kWh" };
static const char *const PARENTS[] = { "sum", "none", "mean" };
static const char *const FORMS[] = { "ratio", "deviation", "change" };

/* `reading` stands last: only an alternative has it. */
static const struct field FIELDS[] = {
	{ "measure", "its name (letters, digits, `_`), or a list of names",
		"required", FIELD_LATER },
	{ "title", "what people call it", "the name", FIELD_TEXT, AT(title) },
	{ "title_en", "the same in English", "the title", FIELD_TEXT,
		AT(title_en) },
	{ "shown_as", "`percent`, `number`, `days`, `points` or `kWh`",
		"`number`", FIELD_WORD, AT(shown), FIELD_WORDS(SHOWN) },
	{ "form",
		"`ratio` n/d (or n); `deviation` \\|n/d - 1\\|; "
		"`change` n/d - 1",
		"`ratio`", FIELD_WORD, AT(form), FIELD_WORDS(FORMS) },
	{ "numerator", "a component", "a cohort", .member = component_read,
		AT(numerator) },
	{ "denominator", "a component", "none", .member = component_read,
		AT(denominator) },
	{ "enter", "of a cohort: WHERE of the facts that open a window", "",
		.member = where_read, AT(enter) },
	{ "reach", "of a cohort: WHERE of the facts that are success", "",
		.member = where_read, AT(reach) },
	{ "within", "of a cohort: how long the window is, `\"92 days\"`", "",
		FIELD_LENGTH, AT(within), .least = 1 },
	{ "for", "of a cohort: how much of it success must cover", "`1 day`",
		FIELD_LENGTH, AT(needed), .least = 1 },
	{ "month_of", "of a cohort: a member's month, of `entry` or `maturity`",
		"`entry`", FIELD_LATER },
	{ "parents", "a parent's figure: `sum`, `mean` of its children, `none`",
		"`sum`; of rates `none`", FIELD_WORD, AT(parents),
		FIELD_WORDS(PARENTS) },
	{ "alternatives", "other legitimate ways to count; see below", "none",
		FIELD_LATER },
	{ "reading", "of an alternative: its word", "required", FIELD_LATER },
};
const struct schema measure_schema = { "measure", .fields = FIELDS,
	.nfields = COUNT(FIELDS) - 1 };
const struct schema reading_schema = { "reading", SCHEMA_FIELDS(FIELDS) };

/* No member that belongs to the other way of counting. */
static bool
refuse(const struct def *d, const char *const names[], size_t n,
	const char *because)
{
	bool ok = true;

	for (size_t i = 0; i < n; i++)
		if (def_get(d, names[i]))
			ok = def_wrong(def_get(d, names[i]),
				"\"%s\" has no "
				"place in %s",
				names[i], because);
	return ok;
}

/* What must hold between the members. A cohort needs success that can be
 * reached within its window; a measure whose parts count no facts is fed by TSV
 * or by hand. */
static bool
check_parts(const struct def *d, struct measure *m)
{
	static const char *const parts[] = { "numerator", "denominator" };
	static const char *const cohorts[] = { "reach", "within", "for",
		"month_of" };
	const struct component *n = &m->numerator, *q = &m->denominator;
	bool counted = def_get(n->def, "where"), ok;
	const char *unit = m->needed.months ? "months" : "days";
	int form;

	if (m->cohort) {
		ok = refuse(d, parts, COUNT(parts), "a cohort");
		ok &= def_choice(d, "form", FORMS, 1, &form);
		if (!def_get(d, "reach"))
			ok = def_wrong(d, "a cohort needs \"reach\"");
		if (!def_get(d, "within"))
			ok = def_wrong(d, "\"within\" is missing");
		if (ok && m->needed.months == m->within.months
			&& m->within.count && m->needed.count > m->within.count)
			ok = def_wrong(def_get(d, "for"),
				"%d %s cannot be reached within %d %s",
				m->needed.count, unit, m->within.count, unit);
		return ok;
	}
	ok = refuse(d, cohorts, COUNT(cohorts), "a measure without \"enter\"");
	if (!def_get(d, "numerator"))
		return def_wrong(d,
			"neither \"numerator\" nor \"enter\": nothing is "
			"counted");
	m->fed = !counted && !def_get(q->def, "where");
	if (m->form != FORM_RATIO && !def_get(d, "denominator"))
		return def_wrong(def_get(d, "form"),
			"\"%s\" needs a \"denominator\"", FORMS[m->form]);
	if (!m->fed
		&& (!counted
			|| (q->count != COUNT_NONE
				&& !def_get(q->def, "where"))))
		return def_wrong(d,
			"one part has a \"where\", the other has none");
	return ok;
}

/* Letters, digits and `_`: `@` divides a measure from its readings. */
static bool
check_name(const struct def *d, struct span name)
{
	return !name.len || text_is_name(name, "_")
		|| def_wrong(d, "\"%.*s\": a name is letters, digits and \"_\"",
			SPAN_ARG(name));
}

/* Adds a measure under its name, unless that is taken: its parts first, then
 * what must hold between them. What is wrong with it is left out. */
static bool
add(struct all *a, const struct def *d, struct span name, int alternative_of)
{
	static const char *const months[] = { "entry", "maturity" };
	size_t at = a->measures.count;
	struct measure *m;
	int month_of = 0, twin = index_find(a->names, name);
	bool ok;

	if (twin != INDEX_NONE)
		return def_wrong(d,
			"measure \"%.*s\" is defined twice, first in line %u",
			SPAN_ARG(name), a->list[twin].def->line);
	MEM_GROW(a->list, a->room, at + 1);
	m = &a->list[at];
	*m = (struct measure){ .name = name,
		.alternative_of = alternative_of,
		.def = d,
		.shown = SHOWN_NUMBER,
		.needed = { 1, false },
		.cohort = def_get(d, "enter"),
		.numerator = { .longer_than = -1 },
		.denominator = { .longer_than = -1 } };
	ok = schema_object(alternative_of < 0 ? &measure_schema
					      : &reading_schema,
		d, a->arena, m);
	ok &= def_choice(d, "month_of", months, COUNT(months), &month_of);
	m->by_maturity = month_of == 1;
	if (!m->title.len)
		m->title = m->name;
	if (!m->title_en.len)
		m->title_en = m->title;
	if (!check_parts(d, m) || !ok)
		return false;
	if (measure_is_rate(m) && m->numerator.across == ACROSS_SUM)
		return def_wrong(m->numerator.def,
			"per cent cannot be added up over months: \"across\" "
			"is \"mean\" or \"last\", or the measure gets a "
			"\"denominator\"");
	if (measure_is_rate(m) && !def_get(d, "parents"))
		m->parents = PARENTS_NONE;
	if (m->parents == PARENTS_MEAN && m->cohort)
		return def_wrong(def_get(d, "parents"),
			"a cohort counts its members at each level: "
			"\"parents\" is \"sum\" or \"none\"");
	index_put(a->names, name, (int)at);
	a->measures.count++;
	return true;
}

/* Adds another reading of a measure: the measure's members with those of the
 * reading in their place; null takes a member away. */
static bool
add_reading(struct all *a, const struct def *base, const struct def *reading,
	int of)
{
	static const char *const fixed[] = { "measure", "alternatives" };
	BUF_LOCAL name = { 0 };
	struct span word, kept;
	struct def *d, *items;

	if (!refuse(reading, fixed, COUNT(fixed), "an alternative")
		|| !def_text(reading, "reading", true, &word)
		|| !check_name(def_get(reading, "reading"), word))
		return false;
	d = arena_take(a->arena, sizeof(*d));
	items = arena_take(a->arena,
		(base->count + reading->count + 1) * sizeof(*items));
	*d = *reading;
	d->items = items;
	d->count = 0;
	for (size_t i = 0; i < base->count; i++)
		if (!span_is(base->items[i].key, "alternatives")
			&& !def_get(reading, base->items[i].key.at))
			items[d->count++] = base->items[i];
	for (size_t i = 0; i < reading->count; i++)
		if (reading->items[i].kind != DEF_NULL)
			items[d->count++] = reading->items[i];
	buf_format(&name, "%.*s@%.*s", SPAN_ARG(a->list[of].name),
		SPAN_ARG(word));
	kept = arena_keep(a->arena, buf_span(&name));
	return add(a, d, kept, of);
}

/* A measure of that name, and its readings. */
static bool
add_named(struct all *a, const struct def *d, const struct def *name)
{
	const struct def *others = def_get(d, "alternatives");
	int at = (int)a->measures.count;
	bool ok = true;

	if (name->kind != DEF_TEXT)
		return def_wrong(name, "\"measure\" must be a text in quotes");
	if (!name->text.len)
		return def_wrong(name, "\"measure\" is empty");
	if (!check_name(name, name->text) || !add(a, d, name->text, -1))
		return false;
	if (!others)
		return true;
	if (others->kind != DEF_LIST)
		return def_wrong(others, "\"alternatives\" must be a list");
	for (size_t i = 0; i < others->count; i++)
		ok &= add_reading(a, d, &others->items[i], at);
	return ok;
}

static const struct field SCOPE[] = {
	{ "where", "WHERE: the facts that are left out of every measure",
		"required", .member = where_read,
		.at = offsetof(struct scope_rule, where) },
	{ "from", "the first day on which they are", "always", FIELD_DAY,
		.at = offsetof(struct scope_rule, from) },
	{ "to", "the last day", "for ever", FIELD_DAY,
		.at = offsetof(struct scope_rule, to) },
	{ "because", "why, for people", "", FIELD_TEXT,
		.at = offsetof(struct scope_rule, because) },
};
const struct schema scope_schema = { "scope", SCHEMA_FIELDS(SCOPE) };

/* The rules of `scope`; a wrong one is left out, the others are read. A rule
 * that leaves facts out of every measure must say which. */
static bool
read_scope(void *reading, const struct def *list, void *into)
{
	struct all *a = into;
	struct scope_rule *rules;
	bool all_ok = true;

	(void)reading;
	if (list->kind != DEF_LIST)
		return def_wrong(list, "\"scope\" must be a list");
	rules = arena_take(a->arena, (list->count + 1) * sizeof(*rules));
	a->measures.scope = rules;
	for (size_t i = 0; i < list->count; i++) {
		const struct def *d = &list->items[i];
		struct scope_rule *rule = &rules[a->measures.nscope];
		bool ok;

		*rule = (struct scope_rule){ .from = DAY_NONE,
			.to = DAY_NONE,
			.def = d };
		ok = schema_object(&scope_schema, d, a->arena, rule);
		if (d->kind == DEF_OBJECT && ok && !def_get(d, "where"))
			ok = def_wrong(d,
				"\"where\" is missing: it would leave "
				"everything out");
		if (ok && rule->to != DAY_NONE && rule->to < rule->from)
			ok = def_wrong(d, "\"to\" is before \"from\"");
		a->measures.nscope += ok;
		all_ok &= ok;
	}
	return all_ok;
}

/* The measures, in the order of the file. A list of names gives each a measure
 * of its own with that definition: goals that are fed by hand need no copies. A
 * fault is said once, of the first. */
static bool
read_list(void *reading, const struct def *list, void *into)
{
	bool ok = true;

	(void)reading;
	if (list->kind != DEF_LIST)
		return def_wrong(list, "\"measures\" must be a list");
	for (size_t i = 0, k; i < list->count; i++) {
		const struct def *d = &list->items[i];
		const struct def *names = def_get(d, "measure");

		if (d->kind != DEF_OBJECT) {
			ok = def_wrong(d, "an object { } is wanted here");
		} else if (!names) {
			ok = def_wrong(d, "\"measure\" is missing");
		} else if (names->kind != DEF_LIST) {
			ok &= add_named(into, d, names);
		} else {
			for (k = 0; k < names->count; k++)
				if (!add_named(into, d, &names->items[k]))
					break;
			if (!names->count)
				def_wrong(names, "\"measure\" has no name");
			ok &= names->count && k == names->count;
		}
	}
	return ok;
}

static const struct field FILE_FIELDS[] = {
	{ "scope", "facts that no measure counts; see below", "none",
		.member = read_scope },
	{ "measures", "the measures; see below", "required",
		.member = read_list },
};
const struct schema measures_schema = { "measures.json",
	SCHEMA_FIELDS(FILE_FIELDS) };

/* Lint reads on with the measures that are sound, so that it finds the faults
 * of the others too; any other program gets NULL when one of them is wrong. */
const struct measures *
measures_load(struct book *b)
{
	const char *file = folder_path(b, "measures.json");
	const struct def *d;
	struct all *a;
	bool ok;

	if (folder_lacks(file)) {
		folder_say_lack(b, file);
		return NULL;
	}
	d = def_load(b->arena, file);
	if (!d)
		return NULL;
	a = arena_take(b->arena, sizeof(*a));
	a->arena = b->arena;
	a->names = index_new(b->arena);
	ok = schema_object(&measures_schema, d, NULL, a);
	if (d->kind == DEF_OBJECT && ok && !def_get(d, "measures"))
		ok = def_wrong(d, "\"measures\" must be a list");
	a->list = arena_adopt(b->arena, a->list,
		a->measures.count * sizeof(*a->list));
	a->measures.list = a->list;
	return ok || !def_error_stops() ? &a->measures : NULL;
}

/* Readings of a measure have names of their own and are found likewise. */
int
measure_find(const struct measures *m, struct span name)
{
	return index_find(((const struct all *)m)->names, name);
}

/* Nothing in such a definition tells of how many the per cent are, so no sum
 * over units or months is a figure of the same kind. */
bool
measure_is_rate(const struct measure *m)
{
	return !m->cohort && m->shown == SHOWN_PERCENT
		&& m->denominator.count == COUNT_NONE
		&& m->numerator.count == COUNT_AMOUNT;
}

/* Each test of the wide one must be held by one of the narrow. */
bool
where_within(const struct where *narrow, const struct where *wide)
{
	size_t i, k, j, v;

	for (i = 0; i < wide->ntests; i++) {
		const struct where_test *w = &wide->tests[i], *n;

		for (k = 0; k < narrow->ntests; k++) {
			n = &narrow->tests[k];
			if (n->negate || w->negate
				|| !span_equal(n->column, w->column))
				continue;
			for (v = 0, j = 0; v < n->nvalues && j < w->nvalues;
				v += j < w->nvalues)
				for (j = 0; j < w->nvalues
					&& !span_equal(n->values[v],
						w->values[j]);
					j++)
					;
			if (v == n->nvalues)
				break;
		}
		if (k == narrow->ntests)
			return false;
	}
	return true;
}

/* Only where the parts count the same things is more than all a fault: two
 * amounts, cases among cases, members of a cohort. */
bool
measure_above_all(const struct measure *m, struct decimal part,
	struct decimal all, char text[MEASURE_ABOVE_ALL])
{
	enum measure_count count = m->numerator.count;
	char one[DECIMAL_WIDTH], other[DECIMAL_WIDTH];
	size_t len;

	if (m->shown != SHOWN_PERCENT || m->form != FORM_RATIO
		|| (!m->cohort
			&& (count != m->denominator.count
				|| (count != COUNT_FACTS
					&& count != COUNT_AMOUNT)
				|| (count == COUNT_FACTS
					&& !where_within(&m->numerator.where,
						&m->denominator.where))))
		|| decimal_compare(part, all) <= 0)
		return false;
	len = decimal_write(one, part);
	snprintf(text, MEASURE_ABOVE_ALL,
		"%.*s of %.*s, more than all there is%s", (int)len, one,
		(int)decimal_write(other, all), other,
		!m->cohort && count == COUNT_AMOUNT
			? ": are two columns exchanged?"
			: "");
	return true;
}

/* An amount is not among them: that nothing was reported is not the amount
 * 0. */
bool
measure_counts_zero(const struct measure *m)
{
	return !m->cohort && m->denominator.count == COUNT_NONE
		&& m->numerator.count != COUNT_AMOUNT;
}
