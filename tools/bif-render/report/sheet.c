/* SPDX-License-Identifier: MIT
 *
 * One unit's sheet for a status meeting, on two pages: its goals beside those
 * of the others, what changed, plans with those that are late, what was said
 * last time and now, courses, how each result was reckoned, and a place to
 * write. With -g the same of one goal. A goal's sheet has the same parts of one
 * goal at all units, where m->unit is UNIT_NONE.
 */
#include "report.h"

#include "sentence.h"

/* Which verdicts the sheet is about: of one unit or all, of one goal or all. */
static bool
is_asked(const struct material *m, int unit, int goal, const void *with)
{
	(void)with;
	return (m->unit == UNIT_NONE || unit == m->unit)
		&& (m->goal < 0 || goal == m->goal);
}

/* What a line of the sheet is about: of a unit's sheet the goal, of a goal's
 * the unit. */
static struct span
about(const struct material *m, int unit, int goal)
{
	if (m->unit == UNIT_NONE)
		return unit == UNIT_NONE ? SPAN("") : m->units->list[unit].name;
	return goal < 0 ? SPAN("") : material_goal_title(m, goal);
}

/* --- plans and comments --- */

/* The table comes with its first plan. A plan without a goal is
 * about the unit. */
static void
actions(struct page *p, const struct material *m)
{
	const struct report_column columns[] = {
		{ "action", WORD_ACTION, PAGE_TEXT },
		{ "goal", m->unit == UNIT_NONE ? WORD_UNIT : WORD_GOAL,
			PAGE_TEXT },
		{ "owner", WORD_OWNER, PAGE_TEXT },
		{ "due", WORD_DUE, PAGE_DAY },
		{ "state", WORD_STATE, PAGE_TEXT },
	};
	struct page_table *t = NULL;
	BUF_LOCAL b = { 0 };

	for (size_t i = 0; i < m->actions->count; i++) {
		const struct action *a = &m->actions->list[i];

		if (!is_asked(m, a->unit, a->goal, NULL))
			continue;
		if (!t) {
			page_heading(p, 2, words_of(m->lang, WORD_ACTIONS));
			t = report_table(p, m, WORD_ACTIONS, columns, 5);
		}
		page_row(p, t);
		page_text(p, t, a->title);
		page_text(p, t, about(m, a->unit, a->goal));
		page_text(p, t, a->owner);
		page_day(p, t, a->due);
		buf_clear(&b);
		buf_add(&b, words_state(m->lang, a->state));
		if (sentence_overdue(m, a))
			buf_format(&b, "%s%.*s", b.len ? ", " : "",
				SPAN_ARG(words_of(m->lang, WORD_OVERDUE)));
		page_text(p, t, buf_span(&b));
	}
}

/* What the unit said of this status, and before that in the year. Earlier ones
 * come first, each with its day, so that a meeting begins with what was said
 * last. */
static void
comments(struct page *p, const struct material *m)
{
	BUF_LOCAL b = { 0 };

	for (int before = 1; before >= 0; before--) {
		bool any = false;

		for (size_t i = 0; i < m->comments->count; i++) {
			const struct comment *c = &m->comments->list[i];

			if (c->year != m->year || !c->text.len
				|| !is_asked(m, c->unit, c->goal, NULL)
				|| (before ? c->as_of >= m->as_of
					   : c
							!= comment_on(
								m->comments,
								m->year,
								c->unit,
								c->goal,
								m->as_of)))
				continue;
			buf_clear(&b);
			if (before) {
				format_number_day(&b, m->lang, c->as_of);
				buf_text(&b, ", ");
			}
			buf_format(&b, "%.*s: %.*s",
				SPAN_ARG(about(m, c->unit, c->goal)),
				SPAN_ARG(c->text));
			report_item(p, m, &any, 2,
				before ? WORD_SAID_BEFORE : WORD_COMMENTS,
				buf_span(&b));
		}
	}
}

/* --- goal by goal --- */

/* The goals that are off come first; of a whole sheet the others are not
 * printed, since a meeting is about those. */
static void
charts(struct page *p, const struct material *m)
{
	page_drawn(p, true);
	page_heading(p, 2, words_of(m->lang, WORD_CHARTS));
	if (m->goal < 0)
		page_paragraph(p, words_of(m->lang, SAY_NOT_MET_PRINTED));
	for (int others = 0; others < 2; others++)
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			const struct verdict *v = material_verdict(m, m->unit,
				goal);
			size_t before = p->nblocks;

			if (!v || (v->status == VERDICT_OFF) == others
				|| !is_asked(m, m->unit, goal, NULL))
				continue;
			goal_chart_add(p, m, m->unit, goal,
				m->goal < 0 ? GOAL_CHART_BRIEF
					    : GOAL_CHART_BOTH,
				0);
			if (others && m->goal < 0 && p->nblocks > before)
				page_screen(p);
		}
	page_drawn(p, false);
}

/* The sentence `why` is in the book's language and in no other. Verdicts alone:
 * why there is none stands in the table of goals. */
static void
reckonings(struct page *p, const struct material *m)
{
	struct material_walk at = { 0 };
	BUF_LOCAL b = { 0 };
	bool any = false;

	if (m->book->danish != (m->lang == LANG_DA))
		return;
	while (material_next(m, &at)) {
		const struct verdict *v = at.verdict;

		if (!is_asked(m, at.unit, at.goal, NULL)
			|| !verdict_cell(v, VERDICT_WHY).len
			|| !verdict_given(v->status))
			continue;
		buf_clear(&b);
		buf_format(&b, "%.*s: %.*s.",
			SPAN_ARG(about(m, at.unit, at.goal)),
			SPAN_ARG(verdict_cell(v, VERDICT_WHY)));
		sentence_flags(&b, m, v->flags);
		report_item(p, m, &any, 2, WORD_RECKONINGS, buf_span(&b));
		page_beside(p);
	}
}

/* The counts are of the units; the parent's own panel comes first, then theirs. */
void
sheet_goal(struct page *p, const struct material *m)
{
	struct status_counts of = material_counts_goal(m, m->goal);
	BUF_LOCAL b = { 0 };

	p->number = board_anchor(m->goal);
	sentence_date(&b, m);
	page_title(p, material_goal_title(m, m->goal), buf_span(&b));
	board_tiles(p, &of);
	goal_table_by_unit(p, m, m->goal);
	page_drawn(p, true);
	goal_chart_add(p, m, material_top(m), m->goal, GOAL_CHART_UNITS, 0);
	page_drawn(p, false);
	actions(p, m);
	comments(p, m);
	reckonings(p, m);
	verdict_table_where(p, m, is_asked, NULL);
}

/* In the order of a status meeting: where do we stand, what changed, what did we
 * agree, goal by goal, and what do we agree now. */
void
sheet_unit(struct page *p, const struct material *m)
{
	struct status_counts t = material_counts_unit(m, m->unit);
	BUF_LOCAL b = { 0 };

	sentence_date(&b, m);
	page_title(p, m->units->list[m->unit].name, buf_span(&b));
	if (m->goal < 0) {
		board_tiles(p, &t);
		buf_clear(&b);
		sentence_counts_of(&b, m, &t, m->units->list[m->unit].name);
		page_paragraph(p, buf_span(&b));
		goals_without_verdict_opinion(p, m, m->unit, false);
		goals_without_verdict_missing(p, m, m->unit, false);
		if (m->earlier)
			changes_list(p, m, m->unit);
	}
	goal_table_unit(p, m, m->unit);
	actions(p, m);
	comments(p, m);
	charts(p, m);
	reckonings(p, m);
	if (m->goal < 0)
		strategy_map_unit(p, m, m->unit);
	if (m->goal < 0)
		page_lines(p, words_of(m->lang, WORD_AGREED));
	verdict_table_where(p, m, is_asked, NULL);
}
