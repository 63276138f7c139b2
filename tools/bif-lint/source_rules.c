/* SPDX-License-Identifier: MIT
 *
 * What sources, code lists and the scope say that is allowed and seldom meant:
 * many rows that may be rejected, a file that would count twice, codes and a
 * scope that change inside the year that is judged.
 */
#include "lint.h"

#include "base/buf.h"
#include "book/folder.h"
#include "value/period.h"

#define TOLERATE_MOST 200000 /* millionths of the rows: 20 % */
#define LAG_MOST_DAYS 366

/* The member, or the whole source where it says nothing. */
static struct place
place_of(const struct source_def *s, const char *member)
{
	const struct def *d = def_get(s->def, member);

	return lint_def_place(d ? d : s->def);
}

static void
check_source(struct lint *l, const struct source_def *s)
{
	const struct period_length *lag = &s->delivers.lag;
	const struct def *units = def_get(s->delivers.def, "units");

	if (s->by_share && s->tolerate > TOLERATE_MOST)
		finding_add(l->findings, SEVERITY_WARNING,
			place_of(s, "tolerate"), "tolerate",
			"more than a fifth of the rows may be rejected, and "
			"the source counts as delivered");
	if (s->facts && !def_get(s->facts, "key")
		&& (memchr(s->match.at, '*', s->match.len)
			|| memchr(s->match.at, '|', s->match.len)))
		finding_add(l->findings, SEVERITY_WARNING, place_of(s, "facts"),
			"no-key",
			"without a key, rows that stand in two files of source "
			"\"%.*s\" count twice",
			SPAN_ARG(s->name));
	if (lag->count > (lag->months ? LAG_MOST_DAYS / 30 : LAG_MOST_DAYS))
		finding_add(l->findings, SEVERITY_WARNING,
			place_of(s, "delivers"), "lag",
			"source \"%.*s\" may be later than a year: it tells "
			"nothing of the year judged",
			SPAN_ARG(s->name));
	for (size_t i = 0; l->units && i < s->delivers.nunits; i++)
		if (unit_by_code(l->units, s->delivers.units[i]) == UNIT_NONE)
			finding_add(l->findings, SEVERITY_ERROR,
				lint_def_place(&units->items[i]),
				"unknown-unit",
				"\"%.*s\" is no unit of units.csv",
				SPAN_ARG(s->delivers.units[i]));
}

/* Meanings of one code that follow each other. */
static void
check_codes(void *who, const struct code_meaning *a,
	const struct code_meaning *b)
{
	struct lint *l = who;
	int32_t first, last;
	char day[DAY_WIDTH + 1] = { 0 };

	period_write_day(day, b->from);
	if (a->to + 1 < b->from) {
		finding_add(l->findings, SEVERITY_WARNING, b->place, "code-gap",
			"code \"%.*s\" means nothing on the days before %s: "
			"line %" PRIu64 " ends %d days earlier",
			SPAN_ARG(b->code), day, a->place.line,
			b->from - a->to - 1);
		return;
	}
	if (span_equal(a->value, b->value)
		|| book_year_of(l->book, b->from, &first, &last) != l->year
		|| first == b->from)
		return;
	finding_add(l->findings, SEVERITY_WARNING, b->place, "code-changes",
		"code \"%.*s\" means \"%.*s\" from %s on, inside the contract "
		"year %d; before it means \"%.*s\"",
		SPAN_ARG(b->code), SPAN_ARG(b->value), day, l->year,
		SPAN_ARG(a->value));
}

static void
check_scope(struct lint *l, const struct scope_rule *rule)
{
	const struct def *from = def_get(rule->def, "from");
	int32_t first, last;

	if (!from || book_year_of(l->book, rule->from, &first, &last) != l->year
		|| first == rule->from)
		return;
	finding_add(l->findings, SEVERITY_WARNING, lint_def_place(from),
		"scope-inside-year",
		"the scope begins on %.*s, inside the contract year %d: months "
		"before and after it count different facts",
		SPAN_ARG(from->text), l->year);
}

/* Two units of one name: in an export that gives names it means neither. */
static void
check_names(struct lint *l)
{
	for (int i = 0; i < l->units->count; i++)
		for (int k = 0; k < i; k++) {
			const struct unit *a = &l->units->list[k];
			const struct unit *b = &l->units->list[i];

			if (span_equal(a->name, b->name)
				&& unit_parent(l->units, i, INT32_MAX)
					== unit_parent(l->units, k, INT32_MAX))
				finding_add(l->findings, SEVERITY_WARNING,
					table_place(l->units->table, b->row),
					"same-name",
					"%.*s is called \"%.*s\", as %.*s is: "
					"exports must give codes",
					SPAN_ARG(b->code), SPAN_ARG(b->name),
					SPAN_ARG(a->code));
		}
}

/* The year that reports are called by is one that has targets. */
static void
check_year(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->targets->count; i++)
		if (l->targets->list[i].year == l->book->year)
			return;
	if (l->book->year && l->targets->count)
		finding_add(l->findings, SEVERITY_WARNING,
			(struct place){ folder_path(l->book, "book.json"), 1,
				0 },
			"title-year",
			"the book is of %ld, and no target is of that year; "
			"the last ones are of %d",
			l->book->year, l->year);
}

void
source_rules_check(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->nsources; i++)
		check_source(l, l->sources[i]);
	if (l->codes)
		codes_follow(l->codes, check_codes, l);
	for (i = 0; l->measures && i < l->measures->nscope; i++)
		check_scope(l, &l->measures->scope[i]);
	if (l->units)
		check_names(l);
	if (l->targets)
		check_year(l);
}
