/* SPDX-License-Identifier: MIT */
#include "source/facts_column.h"

#include "value/text.h"

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

static bool
text_of(const struct def *object, const char *key, struct span *text)
{
	const struct def *d = def_get(object, key);

	*text = d && d->kind == DEF_TEXT ? d->text : (struct span){ NULL, 0 };
	return text->len > 0;
}

bool
facts_column_wide(const struct source_def *source, struct span *name,
	struct span *value)
{
	const struct def *part;
	size_t i;

	for (i = 0; (part = export_part(source, i)); i++)
		if (text_of(def_get(part, "wide"), "name", name)
			&& text_of(def_get(part, "wide"), "value", value))
			return true;
	return false;
}

static const struct def *
member(const struct def *object, struct span name)
{
	size_t i;

	for (i = 0; object && i < object->count; i++)
		if (span_equal(object->items[i].key, name))
			return &object->items[i];
	return NULL;
}

static bool
part_gives(const struct def *part, struct span column)
{
	const struct def *columns = def_get(part, "columns");
	const struct def *wide = def_get(part, "wide"), *values;
	struct span text;

	if (!columns || columns->kind != DEF_OBJECT || member(columns, column))
		return true;
	values = def_get(wide, "columns");
	return (text_of(wide, "name", &text) && span_equal(text, column))
		|| (text_of(wide, "value", &text) && span_equal(text, column))
		|| (values && values->kind == DEF_OBJECT
			&& member(values, column));
}

const char *
facts_column_missing(const struct source_def *source, struct arena *arena,
	struct span column, const struct def **part)
{
	size_t i;

	for (i = 0; (*part = export_part(source, i)); i++)
		if (!part_gives(*part, column)) {
			const struct def *columns = def_get(*part, "columns");
			const char **words;
			size_t k;

			/* The nearest of the columns that a part does give. */
			words = arena_take(arena,
				(columns->count + 1) * sizeof(*words));
			for (k = 0; k < columns->count; k++)
				words[k] = arena_text(arena,
					columns->items[k].key);
			return text_nearest(column, words, columns->count);
		}
	return NULL;
}

struct span
facts_column_shown(const struct source_def *source, struct span column)
{
	const struct def *part, *d;
	struct span text;
	size_t i;

	for (i = 0; (part = export_part(source, i)); i++) {
		if (text_of(part, "format", &text) && span_is(text, "fixed"))
			continue;
		if (text_of(part, "header", &text))
			continue;
		d = member(def_get(part, "columns"), column);
		if (d && d->kind == DEF_TEXT)
			return d->text;
	}
	return column;
}
