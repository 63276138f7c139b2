/* SPDX-License-Identifier: MIT */
#include "contract/where.h"

#include "base/diag.h"

static bool
read_value(const struct def *d, struct span *value)
{
	if (d->kind == DEF_NUMBER)
		return def_wrong(d, "values are texts: write \"%.*s\"",
			SPAN_ARG(d->text));
	if (d->kind != DEF_TEXT)
		return def_wrong(d, "a value must be a text in quotes");
	*value = d->text;
	return true;
}

static bool
read_values(struct arena *arena, const struct def *d, struct where_test *test)
{
	size_t n = d->kind == DEF_LIST ? d->count : 1, i;
	struct span *values = arena_take(arena, (n + 1) * sizeof(*values));
	bool ok = true;

	test->values = values;
	test->nvalues = n;
	if (d->kind != DEF_LIST)
		return read_value(d, values);
	if (!n)
		return def_wrong(d, "an empty list: nothing is one of it");
	for (i = 0; i < n; i++)
		ok &= read_value(&d->items[i], &values[i]);
	return ok;
}

static bool
read_test(struct arena *arena, const struct def *d, struct where_test *test)
{
	static const char *const names[] = { "not" };
	const struct def *inner = d;

	test->def = d;
	test->column = d->key;
	if (!d->key.len)
		return def_wrong(d, "a column without a name");
	if (d->kind == DEF_OBJECT) {
		inner = def_get(d, "not");
		if (!def_only(d, names, 1))
			return false;
		if (!inner)
			return def_wrong(d,
				"a test is a text, a list of "
				"texts, or {\"not\": ...}");
		test->negate = true;
	}
	return read_values(arena, inner, test);
}

bool
where_read(struct arena *arena, const struct def *d, struct where *where)
{
	struct where_test *tests;
	bool ok = true;
	size_t i;

	*where = (struct where){ 0, NULL };
	if (!d)
		return true;
	if (d->kind != DEF_OBJECT)
		return def_wrong(d,
			"a where is an object {\"column\": "
			"\"value\"}");
	tests = arena_take(arena, (d->count + 1) * sizeof(*tests));
	for (i = 0; i < d->count; i++)
		ok &= read_test(arena, &d->items[i], &tests[i]);
	where->ntests = d->count;
	where->tests = tests;
	return ok;
}
