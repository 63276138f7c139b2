/* SPDX-License-Identifier: MIT
 *
 * One unit's sheet for a status meeting: its goals, plans, comments, charts and
 * how each result was reckoned. With -g the same of one goal.
 */
#include "report.h"

#include "sentence.h"

#include "base/buf.h"

static bool
is_asked(const struct material *m, int unit, int goal, const void *with)
{
	(void)with;
	return unit == m->unit && (m->goal < 0 || goal == m->goal);
}

/* --- plans and comments --- */

static void
add_action(struct page *p, struct page_table *t, const struct material *m,
	const struct action *a)
{
	page_row(p, t);
	page_text(p, t, a->title);
	page_text(p, t,
		a->goal >= 0 ? material_goal_title(m, a->goal) : SPAN(""));
	page_text(p, t, a->owner);
	page_day(p, t, a->due);
	page_text(p, t, words_state(m->lang, a->state));
}

static void
actions(struct page *p, const struct material *m)
{
	struct page_table *t = NULL;

	for (size_t i = 0; i < m->actions->count; i++) {
		const struct action *a = &m->actions->list[i];

		if (a->unit != m->unit || (m->goal >= 0 && a->goal != m->goal))
			continue;
		if (!t) {
			page_heading(p, 2, words_of(m->lang, WORD_ACTIONS));
			t = page_table(p, words_of(m->lang, WORD_ACTIONS));
			page_column(p, t, "action",
				words_of(m->lang, WORD_ACTION), PAGE_TEXT);
			page_column(p, t, "goal", words_of(m->lang, WORD_GOAL),
				PAGE_TEXT);
			page_column(p, t, "owner",
				words_of(m->lang, WORD_OWNER), PAGE_TEXT);
			page_column(p, t, "due", words_of(m->lang, WORD_DUE),
				PAGE_DAY);
			page_column(p, t, "state",
				words_of(m->lang, WORD_STATE), PAGE_TEXT);
		}
		add_action(p, t, m, a);
	}
}

static void
comments(struct page *p, const struct material *m)
{
	const struct comment *c;
	struct buf b = { 0 };
	bool any = false;

	for (int goal = 0; goal < (int)m->goals->count; goal++) {
		c = comment_on(m->comments, m->year, m->unit, goal, m->as_of);
		if (!c || !c->text.len || !is_asked(m, m->unit, goal, NULL))
			continue;
		if (!any) {
			page_heading(p, 2, words_of(m->lang, WORD_COMMENTS));
			page_list(p);
		}
		any = true;
		buf_clear(&b);
		buf_format(&b, "%.*s: %.*s",
			SPAN_ARG(material_goal_title(m, goal)),
			SPAN_ARG(c->text));
		page_item(p, 0, buf_span(&b));
	}
	buf_free(&b);
}

/* --- goal by goal --- */

static void
charts(struct page *p, const struct material *m)
{
	page_drawn(p, true);
	page_heading(p, 2, words_of(m->lang, WORD_CHARTS));
	for (int goal = 0; goal < (int)m->goals->count; goal++)
		if (is_asked(m, m->unit, goal, NULL))
			goal_chart_add(p, m, m->unit, goal, false, 0);
	page_drawn(p, false);
}

/* The sentence `why` is in the book's language and in no other. */
static void
reckonings(struct page *p, const struct material *m)
{
	const struct verdict *v;
	struct buf b = { 0 };
	bool any = false;

	if (m->book->danish != (m->lang == LANG_DA))
		return;
	for (int goal = 0; goal < (int)m->goals->count; goal++) {
		v = material_verdict(m, m->unit, goal);
		if (!v || !v->cell[VERDICT_WHY].len
			|| !is_asked(m, m->unit, goal, NULL)
			|| !verdict_given(v->status))
			continue;
		if (!any) {
			page_heading(p, 2, words_of(m->lang, WORD_RECKONINGS));
			page_list(p);
		}
		any = true;
		buf_clear(&b);
		buf_format(&b, "%.*s: %.*s.",
			SPAN_ARG(material_goal_title(m, goal)),
			SPAN_ARG(v->cell[VERDICT_WHY]));
		sentence_flags(&b, m, m->unit, goal);
		page_item(p, 0, buf_span(&b));
	}
	buf_free(&b);
}

void
unit_sheet_make(struct page *p, const struct material *m)
{
	struct status_counts t = material_counts_unit(m, m->unit);
	struct buf b = { 0 };

	sentence_date(&b, m);
	page_title(p, m->units->list[m->unit].name, buf_span(&b));
	if (m->goal < 0) {
		buf_clear(&b);
		sentence_counts_of(&b, m, &t, m->units->list[m->unit].name);
		page_paragraph(p, buf_span(&b));
	}
	goal_table_unit(p, m, m->unit);
	actions(p, m);
	comments(p, m);
	charts(p, m);
	reckonings(p, m);
	verdict_table_where(p, m, is_asked, NULL);
	buf_free(&b);
}
