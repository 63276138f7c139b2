/* SPDX-License-Identifier: MIT
 *
 * What the contracts hold, from targets.csv alone: how many goals were promised
 * to each unit, whatever became of them later.
 */
#include "report.h"

#include "sentence.h"

#include "base/buf.h"
#include "value/ratio.h"
#include "value/format_number.h"

/* Which goals were promised in a year, whatever became of them later; a
 * milestone is no goal of its own. */
struct promised {
	bool *is;            /* by unit, then goal */
	size_t goals, units; /* of units that are no parents */
};

/* Whether a goal was promised at a unit. */
static bool *
promise(const struct material *m, const struct promised *y, int unit, int goal)
{
	return &y->is[material_place(m, unit, goal)];
}

/* What was promised in a year, as known on the day that targets are known at.
 * The caller frees .is. */
static struct promised
promised_in(const struct material *m, int year)
{
	struct promised y = { 0 };

	y.is = mem_new((size_t)m->units->count * m->goals->count + 1, 1);
	for (size_t i = 0; i < m->targets->count; i++) {
		const struct target *t = &m->targets->list[i];

		if (t->year == year && t->decided <= m->known_at
			&& !t->withdraws)
			*promise(m, &y, t->unit, t->goal) = true;
	}
	for (int unit = 0; unit < m->units->count; unit++) {
		size_t before = y.goals;

		for (int goal = 0; goal < (int)m->goals->count; goal++)
			y.goals += !m->parent[unit]
				&& *promise(m, &y, unit, goal);
		y.units += y.goals > before;
	}
	return y;
}

/* How many goals a unit has on average, year by year: 15,2 13,2 11,4. The first
 * year is that of the oldest target; a year without units has no row. The mean
 * is rounded to one decimal. */
static void
years(struct page *p, const struct material *m)
{
	static const struct report_column columns[] = {
		{ "year", WORD_YEAR, PAGE_TEXT },
		{ "units", WORD_UNITS, PAGE_NUMBER },
		{ "goals", WORD_GOALS, PAGE_NUMBER },
		{ "mean", WORD_MEAN, PAGE_NUMBER },
	};
	struct page_table *t = report_table(p, m, WORD_MEAN, columns, 4);
	int first = m->year;
	BUF_LOCAL b = { 0 };

	for (size_t i = 0; i < m->targets->count; i++)
		if (m->targets->list[i].year < first)
			first = m->targets->list[i].year;
	for (int year = first; year <= m->year; year++) {
		struct promised y = promised_in(m, year);

		if (y.units) {
			page_row(p, t);
			buf_clear(&b);
			buf_format(&b, "%d", year);
			page_text(p, t, buf_span(&b));
			page_count(p, t, y.units);
			page_count(p, t, y.goals);
			buf_clear(&b);
			ratio_print(&b, ratio_of((long)y.goals, (long)y.units),
				1);
			page_number(p, t, buf_span(&b), SPAN(""));
		}
		mem_free(y.is);
	}
}

/* How many goals each unit has in each perspective. */
static void
perspectives(struct page *p, const struct material *m, const struct promised *y)
{
	struct page_table *t = page_table(p,
		words_of(m->lang, WORD_GOALS_BY_UNIT));
	struct span perspective;
	size_t at = 0, n;

	page_column(p, t, "perspective", words_of(m->lang, WORD_PERSPECTIVE),
		PAGE_TEXT);
	for (int unit = 0; unit < m->units->count; unit++)
		if (m->unit_shown[unit])
			page_column(p, t, "goals", m->units->list[unit].code,
				PAGE_NUMBER);
	while (material_perspective(m, &at, &perspective)) {
		page_row(p, t);
		page_text(p, t, perspective.len ? perspective : SPAN("–"));
		for (int unit = 0; unit < m->units->count; unit++) {
			if (!m->unit_shown[unit])
				continue;
			n = 0;
			for (int goal = 0; goal < (int)m->goals->count; goal++)
				n += *promise(m, y, unit, goal)
					&& span_equal(m->goals->list[goal]
							      .perspective,
						perspective);
			page_count(p, t, n);
		}
	}
}

/* All goals that somebody has in the contract, by perspective: the target of
 * the top unit, how many units have promised it, and who answers for it. Of a
 * goal that the top unit has not got the target is empty: units differ. */
static void
goals(struct page *p, const struct material *m, const struct promised *y)
{
	static const struct report_column columns[] = {
		{ "goal", WORD_GOAL, PAGE_TEXT },
		{ "target", WORD_TARGET, PAGE_NUMBER },
		{ "units", WORD_UNITS, PAGE_NUMBER },
		{ "owner", WORD_OWNER, PAGE_TEXT },
	};
	struct page_table *t = report_table(p, m, WORD_GOALS, columns, 4);
	int top = material_top(m);
	struct span perspective;
	BUF_LOCAL b = { 0 };
	size_t at = 0, units;

	while (material_perspective(m, &at, &perspective)) {
		if (perspective.len)
			page_group(p, t, perspective);
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			const struct goal *g = &m->goals->list[goal];
			const struct contract *c = top == UNIT_NONE
				? NULL
				: contract_find(m->contracts, top, goal);

			if (!m->goal_shown[goal]
				|| !span_equal(perspective, g->perspective))
				continue;
			page_row(p, t);
			page_text(p, t, material_goal_title(m, goal));
			buf_clear(&b);
			if (c && c->applicable && !c->now.due->withdraws) {
				struct ratio last = c->now.due->target;
				BUF_LOCAL exact = { 0 };

				if (c->now.due->has_upper) {
					sentence_number(&b, m, last,
						g->decimals);
					buf_text(&b, "–");
					last = c->now.due->upper;
				}
				ratio_print(&exact, last, g->decimals);
				sentence_value(&b, m, goal, buf_span(&exact));
			}
			page_text(p, t, buf_span(&b));
			units = 0;
			for (int unit = 0; unit < m->units->count; unit++)
				units += !m->parent[unit]
					&& *promise(m, y, unit, goal);
			page_count(p, t, units);
			page_text(p, t, g->owner);
		}
	}
}

/* Which verdicts are the report's data: those of goals that were promised. */
static bool
is_promised(const struct material *m, int unit, int goal, const void *with)
{
	return *promise(m, with, unit, goal);
}

/* From the many years to this one, and from counts to the goals themselves. */
void
contracts_make(struct page *p, const struct material *m)
{
	struct promised y = promised_in(m, m->year);
	BUF_LOCAL b = { 0 }, date = { 0 };

	words_say(&b, m->lang, SAY_CONTRACTS_TITLE, WORDS_YEAR(m->year));
	sentence_date(&date, m);
	page_title(p, buf_span(&b), buf_span(&date));
	years(p, m);
	perspectives(p, m, &y);
	goals(p, m, &y);
	verdict_table_where(p, m, is_promised, &y);
	mem_free(y.is);
}
