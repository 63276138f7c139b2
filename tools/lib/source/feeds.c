/* SPDX-License-Identifier: MIT
 *
 * Holds the events a source can give against those a `where` lets through. The
 * other columns are not looked at: a source that gives interviews feeds a
 * measure of interviews held on time, though it may not know it yet.
 */
#include "source/feeds.h"

bool
feeds_can_be(const struct facts *facts, const struct fact_value *value,
	struct span text)
{
	const struct fact_field *field;
	const struct span *values;
	size_t n, i;

	switch (value->kind) {
	case VALUE_NONE:
		return !text.len;
	case VALUE_LITERAL:
		return span_equal(value->literal, text);
	case VALUE_FIELD:
		field = &facts->fields[value->field];
		if (field->type != TYPE_LIST || !field->list)
			return true;
		n = code_values(field->list, &values);
		for (i = 0; i < n; i++)
			if (span_equal(values[i], text))
				return true;
		return !text.len && field->optional;
	case VALUE_CHOICE:
		break;
	}
	for (i = 0; i < value->nchoices; i++)
		if (feeds_can_be(facts, &value->choices[i].is, text))
			return true;
	return !text.len;
}

static bool
passes(const struct facts *facts, const struct fact_rule *rule,
	const struct where_test *test)
{
	const struct fact_value *value = NULL;
	size_t i;

	if (span_is(test->column, "event"))
		value = &rule->values[FACT_EVENT];
	if (span_is(test->column, "source"))
		value = &rule->values[FACT_SOURCE];
	if (!value || test->negate)
		return true;
	for (i = 0; i < test->nvalues; i++)
		if (feeds_can_be(facts, value, test->values[i]))
			return true;
	return false;
}

bool
feeds_can(const struct facts *facts, const struct where *where)
{
	size_t rule, i;

	for (rule = 0; rule < facts->nrules; rule++) {
		for (i = 0; i < where->ntests; i++)
			if (!passes(facts, &facts->rules[rule],
				    &where->tests[i]))
				break;
		if (i == where->ntests)
			return true;
	}
	return false;
}
