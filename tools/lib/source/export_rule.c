/* SPDX-License-Identifier: MIT
 *
 * Compiles the patterns of a source's `export`, and reads the numbers and
 * positions that stand as text in it. The byte that all matches of a pattern
 * begin with is kept beside it: bif-extract asks it of each line before it asks
 * the pattern, which is a hundred times slower. Positions are bounded, so that
 * no sum of them overflows.
 */
#include "source/export.h"

/* Compiled once, when the book is read: what is no pattern is a fault of the book. */
bool
export_rule_pattern(void *reading, const struct def *d, void *into)
{
	struct pattern **pattern = into;
	const char *why = NULL;

	(void)reading;
	if (d->kind != DEF_TEXT)
		return def_wrong(d, "a pattern is a text");
	*pattern = pattern_new(d->text, &why);
	if (!*pattern)
		return def_wrong(d, "\"%.*s\" is not a pattern: %s",
			SPAN_ARG(d->text), why);
	return true;
}

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
	if (!export_rule_pattern(NULL, d, &rule->pattern))
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
		if (text.at[i] < '0' || text.at[i] > '9')
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
