/* SPDX-License-Identifier: MIT
 *
 * Reads the columns of a source's `export`: which cell each is, by which names
 * it may be called, or what stands for it in the file's name and between the
 * rows; which header cells are values (`wide`); which values hold on for the
 * rows below (`fill`). Whether a file has them is bif-extract's to find out.
 *
 * Patterns, positions and numbers that stand as text come first. The byte that
 * all matches of a pattern begin with is kept beside it: bif-extract asks it of
 * each line before it asks the pattern, which is a hundred times slower.
 * Positions are bounded, so that no sum of them overflows.
 */
#include "source/export.h"

#include "book/defs.h"

/* A pattern over the line, or {"column": pattern} over a cell. */
static bool
read_rule(const struct def *d, bool cells, struct export_rule *rule)
{
	static const char special[] = ".[]()*+?{}|\\^$";
	bool escaped;
	size_t i;

	rule->def = d;
	if (cells && d->kind == DEF_OBJECT) {
		if (d->count != 1)
			return def_wrong(d,
				"a rule names one column and its pattern");
		d = d->items;
		rule->column = d->key;
	}
	if (!schema_pattern(d, &rule->pattern))
		return false;
	/* The byte with which all begins that an expression can match, or
	 * -1: it lets most lines be told apart without looking further. */
	escaped = d->text.len > 2 && d->text.at[1] == '\\';
	i = escaped ? 2 : 1;
	if (d->text.len <= i || d->text.at[0] != '^'
		|| memchr(d->text.at, '|', d->text.len))
		rule->first = -1;
	else if (d->text.at[i] & 0x80 || !d->text.at[i])
		rule->first = -1;
	else if (escaped != (strchr(special, d->text.at[i]) != NULL))
		rule->first = -1;
	else if (d->text.len > i + 1 && strchr("*?{", d->text.at[i + 1]))
		rule->first = -1;
	else
		rule->first = (unsigned char)d->text.at[i];
	return true;
}

/* A rule that is wrong is left out, and those behind it are read all the same. */
bool
export_rule_list(void *reading, const struct def *list, void *into)
{
	struct arena *arena = ((struct export_reading *)reading)->book->arena;
	struct export_rules *rules = into;
	bool one = list->kind != DEF_LIST;
	size_t n = one ? 1 : list->count;
	struct export_rule *made = arena_take(arena, (n + 1) * sizeof(*made));
	bool ok = true;

	for (size_t i = 0; i < n; i++) {
		const struct def *item = one ? list : &list->items[i];

		if (read_rule(item, true, &made[rules->count]))
			rules->count++;
		else
			ok = false;
	}
	rules->list = made;
	return ok;
}

/* A list of one, so that bif-extract asks all rules in one way. */
bool
export_rule_line(void *reading, const struct def *d, void *into)
{
	struct arena *arena = ((struct export_reading *)reading)->book->arena;
	struct export_rules *rules = into;
	struct export_rule *rule = arena_take(arena, sizeof(*rule));

	rules->list = rule;
	if (!read_rule(d, false, rule))
		return false;
	rules->count = 1;
	return true;
}

void
export_rule_free(const struct export_rules *rules)
{
	for (size_t i = 0; i < rules->count; i++)
		pattern_free(rules->list[i].pattern);
}

/* --- positions --- */

/* No table is wider, and no two of them overflow when they are added. */
#define POSITION_MOST 1000000

/* Digits alone: a sign, a blank or a point would be a slip of the pen, and what
 * strtoul() makes of it another place. */
bool
export_positions_count(struct span text, uint64_t least, uint64_t most,
	uint64_t *count)
{
	uint64_t n = 0;

	if (!text.len)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!span_digit(text.at[i]))
			return false;
		n = n * 10 + (uint64_t)(text.at[i] - '0');
		if (n > most)
			return false;
	}
	*count = n;
	return n >= least;
}

/* One position is a stretch of one. */
bool
export_positions(struct span text, size_t *first, size_t *last)
{
	const char *hyphen = text.len ? memchr(text.at, '-', text.len) : NULL;
	struct span from = text, to = text;

	if (hyphen) {
		from.len = (size_t)(hyphen - text.at);
		to = (struct span){ hyphen + 1, text.len - from.len - 1 };
	}
	return export_positions_count(from, 1, POSITION_MOST, first)
		&& export_positions_count(to, *first, POSITION_MOST, last);
}

/* `at` is the column in which bif-extract says where a record stands. */
bool
export_columns_taken(const struct export *e, struct span name)
{
	for (size_t i = 0; i < e->ncolumns; i++)
		if (span_equal(e->columns[i].name, name))
			return true;
	return span_is(name, "at");
}

/* Texts: one, or a list of them. */
static bool
read_names(struct book *b, const struct def *d, size_t *count,
	const struct span **names)
{
	size_t n = d->kind == DEF_LIST ? d->count : 1;
	struct span *made = arena_take(b->arena, (n + 1) * sizeof(*made));

	for (size_t i = 0; i < n; i++) {
		const struct def *one = d->kind == DEF_LIST ? &d->items[i] : d;

		if (one->kind != DEF_TEXT || (one != d && !one->text.len))
			return def_wrong(one,
				"\"%.*s\" is a name, or a list of names",
				SPAN_ARG(d->key));
		made[i] = one->text;
	}
	*count = n;
	*names = made;
	return n > 0 || def_wrong(d, "\"%.*s\" has no name", SPAN_ARG(d->key));
}

/* Whether there are such columns is known when a file's header is. */
bool
export_fill_read(void *reading, const struct def *d, void *into)
{
	struct export *e = into;

	return read_names(((struct export_reading *)reading)->book, d,
		&e->nfill, &e->fill);
}

/* A column that says more than its name: by what else it may be called, that
 * it need not be there, or what gives its value. */
static bool
read_object(struct book *b, const struct def *d, struct export_column *c)
{
	static const char *const contexts[] = { [CONTEXT_FILE] = "file_name",
		[CONTEXT_SHEET] = "sheet",
		[CONTEXT_ABOVE] = "line_above",
		[CONTEXT_HEADING] = "heading" };

	for (size_t i = 0; i < d->count; i++) {
		const struct def *m = &d->items[i];
		enum export_context context = CONTEXT_FILE;
		struct def pattern;

		if (span_is(m->key, "name")) {
			if (!read_names(b, m, &c->nnames, &c->names))
				return false;
			continue;
		}
		if (span_is(m->key, "optional")) {
			if (!def_flag(d, "optional", false, &c->optional))
				return false;
			continue;
		}
		while (context <= CONTEXT_HEADING
			&& !span_is(m->key, contexts[context]))
			context++;
		if (context > CONTEXT_HEADING)
			return def_wrong(m,
				"a column has no \"%.*s\", only \"name\", \"optional\", \"file_name\", \"sheet\", \"line_above\" and \"heading\"",
				SPAN_ARG(m->key));
		if (c->pattern)
			return def_wrong(m,
				"\"%.*s\" has its value from one place",
				SPAN_ARG(d->key));
		c->context = context;
		/* The empty pattern is for the whole text. */
		pattern = *m;
		if (m->kind == DEF_TEXT && !m->text.len)
			pattern.text = SPAN(".*");
		if (!schema_pattern(&pattern, &c->pattern))
			return false;
	}
	return !c->pattern != !c->nnames
		|| def_wrong(d,
			"\"%.*s\" has a \"name\" or a pattern that gives its value",
			SPAN_ARG(d->key));
}

/* `4-13`, or `2:4-13` in the second line of a record. */
static bool
read_positions(const struct def *d, struct export_column *c, struct export *e)
{
	const char *colon = memchr(c->from.at, ':', c->from.len);
	struct span rest = c->from, line = c->from;
	size_t last;

	c->line = 1;
	if (colon) {
		line.len = (size_t)(colon - line.at);
		rest = (struct span){ colon + 1, rest.len - line.len - 1 };
	}
	if ((colon && !export_positions(line, &c->line, &last))
		|| (colon && c->line != last)
		|| !export_positions(rest, &c->first, &c->last))
		return def_wrong(d,
			"\"%.*s\": \"%.*s\" are not positions such as \"4-13\", or \"2:4-13\" in a record's second line",
			SPAN_ARG(d->key), SPAN_ARG(c->from));
	if (c->line > e->lines)
		e->lines = c->line;
	return true;
}

/* One column: its name with us, and what it is in the file. */
static bool
read_column(struct book *b, const struct def *d, struct export_column *c,
	struct export *e)
{
	size_t last;

	*c = (struct export_column){ .name = d->key, .def = d };
	if (!d->key.len || span_is(d->key, "at"))
		return def_wrong(d, "\"%.*s\" cannot be a column's name",
			SPAN_ARG(d->key));
	if (d->kind != DEF_TEXT && d->kind != DEF_LIST && d->kind != DEF_OBJECT)
		return def_wrong(d,
			"\"%.*s\": what it is called in the source is a text",
			SPAN_ARG(d->key));
	if (d->kind == DEF_OBJECT ? !read_object(b, d, c)
				  : !read_names(b, d, &c->nnames, &c->names))
		return false;
	if (c->context == CONTEXT_SHEET && e->format != EXPORT_XLSX)
		return def_wrong(d, "only a workbook has sheets");
	if (c->context != CONTEXT_NONE)
		return (e->format != EXPORT_JSON || c->context == CONTEXT_FILE)
			|| def_wrong(d,
				"in json there are no lines between records");
	c->from = c->names[0];
	if ((c->nnames > 1 || (c->optional && e->format != EXPORT_JSON))
		&& !e->header)
		return def_wrong(d,
			"\"%.*s\": only where there is a header can a column have several names, or be missing",
			SPAN_ARG(d->key));
	if (e->format == EXPORT_FIXED)
		return read_positions(d, c, e);
	if ((e->format == EXPORT_CSV || e->format == EXPORT_XLSX) && !e->header)
		return (export_positions(c->from, &c->first, &last)
			       && c->first == last)
			|| def_wrong(d,
				"\"%.*s\": \"%.*s\" is not a cell's number, and there is no header",
				SPAN_ARG(d->key), SPAN_ARG(c->from));
	return true;
}

/* A column with a fault is left out, and the others are read on, so that all
 * faults are said at once. */
bool
export_columns_read(void *reading, const struct def *columns, void *into)
{
	struct book *b = ((struct export_reading *)reading)->book;
	struct export *e = into;
	struct export_column *made;
	bool ok = true;

	/* Formats without header lines have their columns by position or by
	 * key, so that none is looked for. */
	if (e->format == EXPORT_FIXED || e->format == EXPORT_JSON)
		e->header = 0;
	if (columns->kind != DEF_OBJECT || !columns->count)
		return def_wrong(columns,
			"\"columns\" is {\"our name\": \"its name\", ...}");
	made = arena_take(b->arena, columns->count * sizeof(*made));
	for (size_t i = 0; i < columns->count; i++) {
		if (read_column(b, &columns->items[i], &made[e->ncolumns], e)) {
			e->ncolumns++;
			continue;
		}
		pattern_free(made[e->ncolumns].pattern);
		ok = false;
	}
	e->columns = made;
	return ok;
}

/* One pattern, whose matches are all of one kind, named by "value"; or an
 * object of them, one for each of several values. */
static bool
read_wide_columns(void *reading, const struct def *d, void *into)
{
	struct export *e = into;
	struct book *b = reading;
	size_t n = d->kind == DEF_OBJECT ? d->count : 1;
	struct export_value *made = arena_take(b->arena,
		(n + 1) * sizeof(*made));

	e->wide_grouped = d->kind == DEF_OBJECT;
	e->wide = made;
	for (size_t i = 0; i < n; i++) {
		const struct def *one = e->wide_grouped ? &d->items[i] : d;

		if (!schema_pattern(one, &made[i].pattern))
			return false;
		made[i].name = one->key;
		e->nwide++;
	}
	return n > 0 || def_wrong(d, "\"columns\" of \"wide\" names none");
}

/* How many records a row gives, or what they are called. */
static bool
read_wide_expect(void *reading, const struct def *d, void *into)
{
	struct export *e = into;
	size_t last;

	if (d->kind == DEF_LIST)
		return read_names(reading, d, &e->wide_expected,
			&e->wide_names);
	return (d->kind == DEF_NUMBER
		       && export_positions(d->text, &e->wide_expected, &last)
		       && e->wide_expected == last)
		|| def_wrong(d,
			"\"expect\" is how many columns match, or a list of their names");
}

/* Our name for the cells, where they are all of one kind. */
static bool
read_wide_value(void *reading, const struct def *d, void *into)
{
	struct export *e = into;
	struct export_value *one = arena_take(((struct book *)reading)->arena,
		sizeof(*one));

	if (d->kind != DEF_TEXT || e->wide_grouped)
		return def_wrong(d,
			"\"value\" is our name for the cells, where \"columns\" of \"wide\" is one pattern");
	if (!e->nwide)
		return true; /* its pattern was a fault, which is said */
	*one = (struct export_value){ d->text, e->wide[0].pattern };
	e->wide = one;
	return true;
}

/* In this order: `value` takes the pattern that `columns` has read. */
static const struct field WIDE[] = {
	{ "columns",
		"PATTERN: headers that become records; `{\"name\": PATTERN}` takes its group",
		"required", .member = read_wide_columns },
	{ "name", "our name for the header cell's text", "required", FIELD_TEXT,
		.at = offsetof(struct export, wide_name), FIELD_NEEDED },
	{ "value", "our name for the row's cell below it; with one pattern",
		"required", .member = read_wide_value },
	{ "expect", "how many records a row gives, or a list of their names",
		"every header cell is known", .member = read_wide_expect },
};
const struct schema export_wide_schema = { "wide", SCHEMA_FIELDS(WIDE) };

/* What `wide` says must stand beside the columns that are there: a name that is
 * there already would give two columns of the records one name, and a stream
 * binds columns by name. */
bool
export_wide_read(void *reading, const struct def *wide, void *into)
{
	struct export *e = into;
	bool free_name = true;

	if (wide->kind != DEF_OBJECT || !def_get(wide, "columns"))
		return def_wrong(wide,
			"\"wide\" is {\"columns\": PATTERN, \"name\": ..., \"value\": ...}");
	if (!e->header || !e->ncolumns)
		return def_wrong(wide,
			"\"wide\" needs a header and \"columns\"");
	if (!schema_object(&export_wide_schema, wide,
		    ((struct export_reading *)reading)->book, e))
		return false;
	if (!e->wide_grouped && !def_get(wide, "value"))
		return def_wrong(wide, "\"value\" is missing");
	for (size_t i = 0; i < e->nwide; i++) {
		free_name &= !export_columns_taken(e, e->wide[i].name)
			&& !span_equal(e->wide[i].name, e->wide_name);
		for (size_t k = 0; k < i; k++)
			free_name &= !span_equal(e->wide[i].name,
				e->wide[k].name);
	}
	return (free_name && !export_columns_taken(e, e->wide_name))
		|| def_wrong(wide, "\"wide\" names a column that is there");
}

/* A column has a pattern where its value stands in no cell. */
void
export_columns_free(const struct export *e)
{
	for (size_t i = 0; i < e->ncolumns; i++)
		pattern_free(e->columns[i].pattern);
	for (size_t i = 0; i < e->nwide; i++)
		pattern_free(e->wide[i].pattern);
	pattern_free(e->continued);
}
