/* SPDX-License-Identifier: MIT
 *
 * The goals that goals.csv marks as followed monthly, on two pages: how many
 * stand how and what changed, a table, how each unit stands, and their courses.
 */
#include "report.h"

#include "result/year_progress.h"
#include "sentence.h"

/* Which verdicts are the report's data. */
static bool
is_monthly(const struct material *m, int unit, int goal, const void *with)
{
	(void)unit;
	(void)with;
	return m->goals->list[goal].monthly;
}

/* The goals of the top unit, or, where there is none, of the units. */
static void
monthly(struct page *p, const struct material *m)
{
	struct status_counts all = { 0 }, one;
	int top = material_top(m);
	struct buf b = { 0 };

	/* The counts are of the units, whoever the table is of. */
	for (int goal = 0; goal < (int)m->goals->count; goal++) {
		if (!m->goals->list[goal].monthly || !m->goal_shown[goal])
			continue;
		one = material_counts_goal(m, goal);
		for (int s = 0; s < VERDICT_STATUSES; s++)
			all.of[s] += one.of[s];
	}
	sentence_counts(&b, m, &all, false);
	page_paragraph(p, buf_span(&b));
	buf_free(&b);
	goals_without_verdict_opinion(p, m, UNIT_NONE);
	missing_section(p, m, UNIT_NONE);
	changes_summary(p, m);
	goal_table_monthly(p, m, top);
	page_heading(p, 2, words_of(m->lang, WORD_BY_UNIT));
	board_matrix(p, m, true, true);
	page_drawn(p, true);
	page_heading(p, 2, words_of(m->lang, WORD_CHARTS));
	page_alone(p);
	for (int goal = 0; goal < (int)m->goals->count; goal++)
		if (m->goals->list[goal].monthly)
			goal_chart_add(p, m, top, goal,
				top == UNIT_NONE ? GOAL_CHART_UNITS
						 : GOAL_CHART_BRIEF,
				board_anchor(goal));
	page_drawn(p, false);
	page_link_back(p);
}

/* A book that marks no goal as monthly is told so, and its data are empty. */
void
month_make(struct page *p, const struct material *m)
{
	struct year_progress now = year_progress_of(m->book, m->as_of);
	struct buf b = { 0 }, date = { 0 };
	bool any = false;

	words_say(&b, m->lang, SAY_MONTH_TITLE, WORDS_MONTH(now.last));
	sentence_date(&date, m);
	page_title(p, buf_span(&b), buf_span(&date));
	for (size_t i = 0; i < m->goals->count; i++)
		any = any || (m->goal_shown[i] && m->goals->list[i].monthly);
	if (any)
		monthly(p, m);
	else
		page_paragraph(p, words_of(m->lang, WORD_NONE_MONTHLY));
	verdict_table_where(p, m, is_monthly, NULL);
	buf_free(&b);
	buf_free(&date);
}
