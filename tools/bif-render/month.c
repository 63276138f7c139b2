/* SPDX-License-Identifier: MIT */
#include "month.h"

#include "base/buf.h"
#include "board.h"
#include "goalchart.h"
#include "goaltable.h"
#include "model/moment.h"
#include "sentence.h"
#include "value/shown.h"
#include "verdicttable.h"

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
			goalchart_add(p, m, unit, goal);
	page_drawn(p, false);
}

static void
monthly(struct page *p, const struct material *m)
{
	int top = material_top(m);

	for (int unit = 0; unit < m->units->count; unit++)
		if (top == UNIT_NONE ? m->unit_shown[unit] : unit == top) {
			goaltable_monthly(p, m, unit);
			charts(p, m, unit);
		}
	page_heading(p, 2, words_of(m->lang, WORD_BY_UNIT));
	board_matrix(p, m, true);
}

void
month_make(struct page *p, const struct material *m)
{
	struct moment now = moment_of(m->book, m->as_of);
	struct buf b = { 0 }, date = { 0 };

	sentence_say(&b, m, "Månedlig resultatstatus, ", "Monthly status, ");
	shown_month(&b, m->lang, now.last);
	sentence_date(&date, m);
	page_title(p, buf_span(&b), buf_span(&date));
	if (any_monthly(m))
		monthly(p, m);
	else
		page_paragraph(p, words_of(m->lang, WORD_NONE_MONTHLY));
	verdicttable_where(p, m, is_monthly, NULL);
	buf_free(&b);
	buf_free(&date);
}
