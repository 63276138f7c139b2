/* SPDX-License-Identifier: MIT
 *
 * Reads the parts of a measure that say which facts count, and how. Members
 * that depend on each other (weights on the count, say) are checked once all
 * are read, so that their order in the file does not matter.
 */
#include "contract/component.h"

#include "base/diag.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

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

/* What is read of a where that is wrong must not be used. Members of the object
 * are the columns, so any name is a column that may exist: whether a source
 * gives it is for lint to find. */
bool
where_read(struct arena *arena, const struct def *d, struct where *where)
{
	struct where_test *tests;
	bool ok = true;

	*where = (struct where){ 0, NULL };
	if (!d)
		return true;
	if (d->kind != DEF_OBJECT)
		return def_wrong(d,
			"a where is an object {\"column\": \"value\"}");
	tests = arena_take(arena, (d->count + 1) * sizeof(*tests));
	for (size_t i = 0; i < d->count; i++)
		ok &= read_test(arena, &d->items[i], &tests[i]);
	*where = (struct where){ d->count, tests };
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

/* Whole days, few enough that a sum with a date stays a date. */
static bool
read_longer_than(void *arena, const struct def *d, void *into)
{
	struct decimal number;

	(void)arena;
	if ((d->kind != DEF_NUMBER && d->kind != DEF_TEXT)
		|| decimal_read(d->text, DECIMAL_PLAIN, &number) != DECIMAL_OK
		|| number.millionths < 0 || number.millionths % DECIMAL_ONE
		|| number.millionths / DECIMAL_ONE > 1000000)
		return def_wrong(d,
			"\"%.*s\": \"%.*s\" is not a whole number of days",
			SPAN_ARG(d->key), SPAN_ARG(d->text));
	((struct component *)into)->longer_than =
		(int32_t)(number.millionths / DECIMAL_ONE);
	return true;
}

/* How much each outcome counts, exactly as written. */
static bool
read_weights(void *arena, const struct def *list, void *into)
{
	struct component *c = into;
	struct weight *weights;
	bool ok = true;
	size_t i;

	if (list->kind != DEF_OBJECT || !list->count)
		return def_wrong(list,
			"\"weights\" must be {\"outcome\": "
			"\"weight\"}");
	weights = arena_take(arena, list->count * sizeof(*weights));
	for (i = 0; i < list->count; i++) {
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

static const struct field FIELDS[] = {
	{ "count", "a KIND, see below", "required", .member = read_count,
		FIELD_NEEDED },
	{ "where", "WHERE: which facts", "figures by hand", FIELD_LATER },
	{ "across", "how months are put together: `sum`, `mean` or `last`",
		"`sum`; `open` `last`", FIELD_WORD,
		.at = offsetof(struct component, across), FIELD_WORDS(ACROSS) },
	{ "weights", "of `weighted`: `{\"full\": \"1\", \"partial\": \"0.5\"}`",
		"none", .member = read_weights },
	{ "longer_than", "of `open`: only spells longer than so many days",
		"all", .member = read_longer_than },
};
const struct schema component_schema = { "component", SCHEMA_FIELDS(FIELDS) };

/* What belongs together is asked after all is read; a combination that would be
 * passed over in silence is a fault, as the writer meant something by it. */
bool
component_read(struct arena *arena, const struct def *d, struct component *c)
{
	const struct def *across = def_get(d, "across");
	const struct def *weights = def_get(d, "weights");
	bool ok;

	*c = (struct component){ .longer_than = -1, .def = d };
	if (!d)
		return true;
	if (d->kind != DEF_OBJECT)
		return def_wrong(d,
			"\"%.*s\" must be an object with a "
			"\"count\"",
			SPAN_ARG(d->key));
	ok = schema_object(&component_schema, d, arena, c);
	ok &= where_read(arena, def_get(d, "where"), &c->where);
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
