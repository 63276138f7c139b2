/* SPDX-License-Identifier: MIT */
#include "contract/component.h"

#include "base/diag.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/* A count of days or such, as a number or a text; absent: unchanged. */
static bool
read_days(const struct def *object, const char *key, int32_t *days)
{
	const struct def *d = def_get(object, key);
	struct decimal number;

	if (!d)
		return true;
	if ((d->kind != DEF_NUMBER && d->kind != DEF_TEXT)
		|| decimal_read(d->text, DECIMAL_PLAIN, &number) != DECIMAL_OK
		|| number.millionths < 0 || number.millionths % DECIMAL_ONE
		|| number.millionths / DECIMAL_ONE > 1000000)
		return def_wrong(d,
			"\"%s\": \"%.*s\" is not a whole number "
			"of days",
			key, SPAN_ARG(d->text));
	*days = (int32_t)(number.millionths / DECIMAL_ONE);
	return true;
}

static bool
read_weights(struct arena *arena, const struct def *d, struct component *c)
{
	const struct def *list = def_get(d, "weights");
	struct weight *weights;
	bool ok = true;
	size_t i;

	if (!list)
		return c->count != COUNT_WEIGHTED
			|| def_wrong(d, "\"weighted\" needs \"weights\"");
	if (c->count != COUNT_WEIGHTED)
		return def_wrong(list,
			"\"weights\" go with \"count\": "
			"\"weighted\" only");
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

/* Over the months of a window a sum of stocks would count a case once for
 * each month it stays. */
static bool
read_across(const struct def *d, struct component *c)
{
	static const char *const words[] = { "sum", "mean", "last" };
	int across = c->count == COUNT_OPEN ? ACROSS_LAST : ACROSS_SUM;

	if (!def_choice(d, "across", words, COUNT(words), &across))
		return false;
	c->across = (enum measure_across)across;
	if (c->count == COUNT_OPEN && c->across == ACROSS_SUM)
		return def_wrong(def_get(d, "across"),
			"\"open\" is a stock: "
			"\"across\" is \"last\"");
	return true;
}

bool
component_read(struct arena *arena, const struct def *d, struct component *c)
{
	static const char *const names[] = { "count", "where", "across",
		"longer_than", "weights" };
	static const char *const counts[] = { "facts", "subjects", "amount",
		"weighted", "days", "open" };
	int count = -1;
	bool ok;

	*c = (struct component){ .longer_than = -1, .def = d };
	if (!d)
		return true;
	if (d->kind != DEF_OBJECT)
		return def_wrong(d,
			"\"%.*s\" must be an object with a "
			"\"count\"",
			SPAN_ARG(d->key));
	ok = def_only(d, names, COUNT(names));
	if (!def_get(d, "count"))
		return def_wrong(d, "\"count\" is missing");
	if (!def_choice(d, "count", counts, COUNT(counts), &count))
		return false;
	c->count = (enum measure_count)(COUNT_FACTS + count);
	ok &= where_read(arena, def_get(d, "where"), &c->where);
	ok &= read_across(d, c);
	ok &= read_weights(arena, d, c);
	ok &= read_days(d, "longer_than", &c->longer_than);
	if (c->longer_than >= 0 && c->count != COUNT_OPEN)
		ok = def_wrong(def_get(d, "longer_than"),
			"\"longer_than\" "
			"goes with \"count\": \"open\" only");
	return ok;
}
