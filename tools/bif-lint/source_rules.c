/* SPDX-License-Identifier: MIT
 *
 * What sources, code lists and the scope say that is allowed and seldom meant:
 * many rows that may be rejected, a file that would count twice, codes and a
 * scope that change inside the year that is judged.
 */
#include "lint.h"

#include "book/folder.h"

#define TOLERATE_MOST 200000 /* millionths of the rows: 20 % */
#define LAG_MOST_DAYS 366

/* The member, or the whole source where it says nothing. */
static struct place
place_of(const struct source_def *s, const char *member)
{
	const struct def *d = def_get(s->def, member);

	return lint_def_place(d ? d : s->def);
}

void
source_rules_sources(struct lint *l)
{
	for (size_t i = 0; i < l->nsources; i++) {
		const struct source_def *s = l->sources[i];
		const struct period_length *lag = &s->delivers.lag;
		const struct def *units = def_get(s->delivers.def, "units");
		const struct def *through = def_get(s->delivers.def, "through");

		if (s->by_share && s->tolerate > TOLERATE_MOST)
			finding_warning(l, place_of(s, "tolerate"), "tolerate",
				"more than a fifth of the rows may be "
				"rejected, and the source counts as delivered");
		if (s->facts && !def_get(s->facts, "key") && s->match.len
			&& (memchr(s->match.at, '*', s->match.len)
				|| memchr(s->match.at, '|', s->match.len)))
			finding_warning(l, place_of(s, "facts"), "no-key",
				"without a key, rows that stand in two files "
				"of source \"%.*s\" count twice",
				SPAN_ARG(s->name));
		if (lag->count
			> (lag->months ? LAG_MOST_DAYS / 30 : LAG_MOST_DAYS))
			finding_warning(l, place_of(s, "delivers"), "lag",
				"source \"%.*s\" may be later than a year: it "
				"tells nothing of the year judged",
				SPAN_ARG(s->name));
		if (through)
			finding_warning(l, lint_def_place(through), "through",
				"nobody reads what the files of source "
				"\"%.*s\" say they go to: its months are held "
				"to their last rows",
				SPAN_ARG(s->name));
		for (size_t k = 0; l->units && k < s->delivers.nunits; k++)
			if (unit_by_code(l->units, s->delivers.units[k])
				== UNIT_NONE)
				finding_error(l,
					lint_def_place(&units->items[k]),
					"unknown-unit",
					"\"%.*s\" is no unit of units.csv",
					SPAN_ARG(s->delivers.units[k]));
	}
}

/* Whether a day is in the contract year judged, and not its first: what
 * changes then changes under the figures. */
static bool
inside_year(const struct lint *l, int32_t day)
{
	int32_t first, last;

	return book_year_of(l->book, day, &first, &last) == l->year
		&& first != day;
}

/* Meanings of one code that follow each other. */
static void
check_meanings(void *who, const struct code_meaning *a,
	const struct code_meaning *b)
{
	struct lint *l = who;

	if (a->to + 1 < b->from)
		finding_warning(l, b->place, "code-gap",
			"code \"%.*s\" means nothing on the days before %s: "
			"line %" PRIu64 " ends %d days earlier",
			SPAN_ARG(b->code), lint_day(l, b->from), a->place.line,
			b->from - a->to - 1);
	else if (!span_equal(a->value, b->value) && inside_year(l, b->from))
		finding_warning(l, b->place, "code-changes",
			"code \"%.*s\" means \"%.*s\" from %s on, inside the "
			"contract year %d; before it means \"%.*s\"",
			SPAN_ARG(b->code), SPAN_ARG(b->value),
			lint_day(l, b->from), l->year, SPAN_ARG(a->value));
}

void
source_rules_codes(struct lint *l)
{
	if (l->codes)
		codes_follow(l->codes, check_meanings, l);
	for (size_t i = 0; l->measures && i < l->measures->nscope; i++) {
		const struct scope_rule *rule = &l->measures->scope[i];
		const struct def *from = def_get(rule->def, "from");

		if (from && inside_year(l, rule->from))
			finding_warning(l, lint_def_place(from),
				"scope-inside-year",
				"the scope begins on %.*s, inside the contract "
				"year %d: months before and after it count "
				"different facts",
				SPAN_ARG(from->text), l->year);
	}
}

/* Names that mislead: two units of one name, of which an export that gives
 * names means neither, and a year of the reports' titles in which nobody has a
 * target. */
void
source_rules_names(struct lint *l)
{
	size_t at = 0;

	for (int i = 0; l->units && i < l->units->count; i++)
		for (int k = 0; k < i; k++) {
			const struct unit *a = &l->units->list[k];
			const struct unit *b = &l->units->list[i];

			if (span_equal(a->name, b->name)
				&& unit_parent(l->units, i, INT32_MAX)
					== unit_parent(l->units, k, INT32_MAX))
				finding_warning(l,
					table_place(l->units->table, b->row),
					"same-name",
					"%.*s is called \"%.*s\", as %.*s is: "
					"exports must give codes",
					SPAN_ARG(b->code), SPAN_ARG(b->name),
					SPAN_ARG(a->code));
		}
	while (l->targets && at < l->targets->count
		&& l->targets->list[at].year != l->book->year)
		at++;
	if (l->book->year && l->targets && l->targets->count
		&& at == l->targets->count)
		finding_warning(l,
			(struct place){ folder_path(l->book, "book.json"), 1,
				0 },
			"title-year",
			"the book is of %ld, and no target is of that year; "
			"the last ones are of %d",
			l->book->year, l->year);
}
