/* SPDX-License-Identifier: MIT
 *
 * The goals that goals.csv marks as followed monthly: a table, their charts, and
 * how each unit stands.
 */
#include "report.h"

#include "sentence.h"

#include "base/buf.h"
#include "result/year_progress.h"
#include "value/format_number.h"

static bool
is_monthly(const struct material *m, int unit, int goal, const void *with)
{
	(void)unit;
	(void)with;
	return m->goals->list[goal].monthly;
}

static bool
any_monthly(const struct material *m)
{
	for (size_t i = 0; i < m->goals->count; i++)
		if (m->goal_shown[i] && m->goals->list[i].monthly)
			return true;
	return false;
}

static void
charts(struct page *p, const struct material *m, int unit)
{
	page_drawn(p, true);
	page_heading(p, 2, words_of(m->lang, WORD_CHARTS));
	for (int goal = 0; goal < (int)m->goals->count; goal++)
		if (m->goals->list[goal].monthly)
			goal_chart_add(p, m, unit, goal, false, 0);
	page_drawn(p, false);
}

static void
monthly(struct page *p, const struct material *m)
{
	int top = material_top(m);

	for (int unit = 0; unit < m->units->count; unit++)
		if (top == UNIT_NONE ? m->unit_shown[unit] : unit == top) {
			goal_table_monthly(p, m, unit);
			charts(p, m, unit);
		}
	page_heading(p, 2, words_of(m->lang, WORD_BY_UNIT));
	board_matrix(p, m, true, false);
}

void
month_make(struct page *p, const struct material *m)
{
	struct year_progress now = year_progress_of(m->book, m->as_of);
	struct buf b = { 0 }, date = { 0 };

	words_say(&b, m->lang, SAY_MONTH_TITLE, WORDS_MONTH(now.last));
	sentence_date(&date, m);
	page_title(p, buf_span(&b), buf_span(&date));
	if (any_monthly(m))
		monthly(p, m);
	else
		page_paragraph(p, words_of(m->lang, WORD_NONE_MONTHLY));
	verdict_table_where(p, m, is_monthly, NULL);
	buf_free(&b);
	buf_free(&date);
}
