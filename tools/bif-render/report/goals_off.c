/* SPDX-License-Identifier: MIT
 *
 * Goals that are still some way off, and what is done about each. A committee
 * asks of such a goal whether its target is to be adjusted or an effort made;
 * comments.csv answers, actions.csv has the plans, and silence is counted too.
 */
#include "report.h"

#include "sentence.h"

#include "base/buf.h"
#include "value/period.h"
#include "value/format_number.h"

/* Whether the goal is one to be answered for at the unit. */
static bool
is_off(const struct material *m, int unit, int goal)
{
	const struct verdict *v = material_verdict(m, unit, goal);

	return v && v->status == VERDICT_OFF;
}

/* What the unit said of this status. */
static const struct comment *
comment_of(const struct material *m, int unit, int goal)
{
	return comment_on(m->comments, m->year, unit, goal, m->as_of);
}

/* Whether actions.csv has a plan of the unit for the goal. */
static bool
has_plan(const struct material *m, int unit, int goal)
{
	for (size_t i = 0; i < m->actions->count; i++)
		if (m->actions->list[i].unit == unit
			&& m->actions->list[i].goal == goal)
			return true;
	return false;
}

/* What is done about a goal at a unit; nothing when nobody has said. A comment
 * keeps its own full stop and gets one where it has none. Plans come behind
 * it. */
static void
respond(struct buf *b, const struct material *m, int unit, int goal)
{
	const struct comment *c = comment_of(m, unit, goal);

	if (c && c->text.len) {
		buf_between(b, " ");
		buf_add(b, c->text);
		if (!memchr(".!?", c->text.at[c->text.len - 1], 3))
			buf_byte(b, '.');
	}
	for (size_t i = 0; i < m->actions->count; i++)
		if (m->actions->list[i].unit == unit
			&& m->actions->list[i].goal == goal) {
			const struct action *a = &m->actions->list[i];

			buf_between(b, " ");
			/* what, how far it has come, and until when */
			words_say(b, m->lang,
				a->due == DAY_NONE ? SAY_PLAN
					: sentence_overdue(m, a)
					? SAY_PLAN_OVERDUE
					: SAY_PLAN_DUE,
				WORDS_TEXT(a->title),
				WORDS_TEXT(words_state(m->lang, a->state)),
				WORDS_DAY(a->due));
		}
}

/* How many goals are off, parents too, and how many of them are answered in
 * which way. One that is adjusted and worked on counts in both; those nobody
 * commented on have a plan or are silent. */
static void
introduce(struct page *p, const struct material *m)
{
	enum { ADJUSTED, WORKED_ON, PLANNED, SILENT, ANSWERS };
	static const enum word words[ANSWERS] = { SAY_OFF_ADJUSTED,
		SAY_OFF_WORKED_ON, SAY_OFF_PLANNED, SAY_OFF_SILENT };
	struct material_walk at = { 0 };
	size_t n[ANSWERS] = { 0 };
	BUF_LOCAL b = { 0 };

	while (material_next(m, &at)) {
		const struct comment *c = comment_of(m, at.unit, at.goal);

		if (at.verdict->status != VERDICT_OFF)
			continue;
		n[ADJUSTED] += c
			&& (c->response == RESPONSE_ADJUST
				|| c->response == RESPONSE_BOTH);
		n[WORKED_ON] += c
			&& (c->response == RESPONSE_EFFORT
				|| c->response == RESPONSE_BOTH);
		if (!c)
			n[has_plan(m, at.unit, at.goal) ? PLANNED : SILENT]++;
	}
	sentence_off(&b, m);
	for (size_t i = 0; i < ANSWERS; i++)
		if (n[i]) {
			buf_byte(&b, ' ');
			words_say(&b, m->lang, words[i], WORDS_COUNT(n[i]));
		}
	page_paragraph(p, buf_span(&b));
}

/* Unit by unit, since each answers for its own goals. There is no table where
 * no goal is off; the sentence above says so. */
void
goals_off_section(struct page *p, const struct material *m)
{
	static const struct report_column columns[] = {
		{ "goal", WORD_GOAL, PAGE_TEXT },
		{ "expected", WORD_EXPECTED, PAGE_NUMBER },
		{ "value", WORD_RESULT, PAGE_NUMBER },
	};
	struct page_table *t = NULL;
	BUF_LOCAL b = { 0 };

	introduce(p, m);
	for (int unit = 0; unit < m->units->count; unit++) {
		bool grouped = false;

		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			if (!is_off(m, unit, goal))
				continue;
			t = t ? t
			      : report_table(p, m, WORD_EFFORTS, columns, 3);
			if (!grouped)
				page_group(p, t, m->units->list[unit].name);
			grouped = true;
			page_row(p, t);
			page_text(p, t, material_goal_title(m, goal));
			goal_table_expected(p, t, m, unit, goal);
			goal_table_result(p, t, m, unit, goal);
			/* below it, how far off it is and what is done */
			buf_clear(&b);
			sentence_distance(&b, m, unit, goal);
			if (m->goals->list[goal].cyclical) {
				buf_between(&b, " ");
				buf_add(&b, words_of(m->lang, SAY_IS_CYCLICAL));
			}
			respond(&b, m, unit, goal);
			page_note(p, t, words_of(m->lang, WORD_REMARK),
				buf_span(&b));
		}
	}
}

/* What is said of goals that are off stands with them; this is the rest. */
void
goals_off_comments(struct page *p, const struct material *m)
{
	struct material_walk at = { 0 };
	BUF_LOCAL b = { 0 };
	bool any = false;

	while (material_next(m, &at)) {
		const struct comment *c = comment_of(m, at.unit, at.goal);

		if (!c || !c->text.len || at.verdict->status == VERDICT_OFF)
			continue;
		buf_clear(&b);
		buf_format(&b, "%.*s, %.*s: %.*s",
			SPAN_ARG(m->units->list[at.unit].name),
			SPAN_ARG(material_goal_title(m, at.goal)),
			SPAN_ARG(c->text));
		report_item(p, m, &any, 3, WORD_OTHER_COMMENTS, buf_span(&b));
	}
}

/* --- the worst --- */

#define WORST 5 /* goals named on the first page of a paper */

/* At how many units a goal is off, or, of `answered`, at how many of those it
 * is said what is done. Parents are left out: they are the same events. A
 * comment counts as an answer whatever it says, a plan whatever its state. */
static size_t
count_off(const struct material *m, int goal, bool answered)
{
	size_t n = 0;

	for (int unit = 0; unit < m->units->count; unit++)
		n += !m->parent[unit] && is_off(m, unit, goal)
			&& (!answered || comment_of(m, unit, goal)
				|| has_plan(m, unit, goal));
	return n;
}

/* Of each goal: at how many of the units judged it is off, which they are, and
 * how many have said what is done. Of goals that as many units are off with,
 * the book's order decides. */
void
goals_off_worst(struct page *p, const struct material *m)
{
	BUF_LOCAL b = { 0 }, who = { 0 };
	struct status_counts stand;
	size_t most = 0, named = 0;

	for (int goal = 0; goal < (int)m->goals->count; goal++)
		if (count_off(m, goal, false) > most)
			most = count_off(m, goal, false);
	if (!most)
		return;
	introduce(p, m);
	page_paragraph(p, words_of(m->lang, SAY_WORST_LEAD));
	page_list(p);
	for (size_t n = most; n && named < WORST; n--)
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			if (named == WORST || count_off(m, goal, false) != n)
				continue;
			named++;
			buf_clear(&b);
			buf_clear(&who);
			for (int unit = 0; unit < m->units->count; unit++) {
				if (m->parent[unit] || !is_off(m, unit, goal))
					continue;
				buf_between(&who, ", ");
				buf_add(&who, m->units->list[unit].code);
			}
			stand = material_counts_goal(m, goal);
			words_say(&b, m->lang,
				n == 1 ? SAY_WORST_ONE : SAY_WORST,
				WORDS_TEXT(material_goal_title(m, goal)),
				WORDS_COUNT(n),
				WORDS_COUNT(material_counts_given(&stand)),
				WORDS_TEXT(buf_span(&who)),
				WORDS_COUNT(count_off(m, goal, true)));
			page_item(p, 0, buf_span(&b));
		}
}
