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

/* How the far-off goals are answered. One that is adjusted and worked on
 * counts in both; those nobody commented on have a plan or are silent. */
struct answers {
	size_t all, adjusted, worked_on, planned, silent;
};

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

/* Of all far-off goals, parents too, how each is answered. */
static struct answers
count_answers(const struct material *m)
{
	struct answers a = { 0 };
	const struct comment *c;

	for (int unit = 0; unit < m->units->count; unit++)
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			if (!is_off(m, unit, goal))
				continue;
			a.all++;
			c = comment_of(m, unit, goal);
			if (c
				&& (c->response == RESPONSE_ADJUST
					|| c->response == RESPONSE_BOTH))
				a.adjusted++;
			if (c
				&& (c->response == RESPONSE_EFFORT
					|| c->response == RESPONSE_BOTH))
				a.worked_on++;
			if (!c && has_plan(m, unit, goal))
				a.planned++;
			else if (!c)
				a.silent++;
		}
	return a;
}

/* A plan in a sentence: what, how far it has come, and until when. */
static void
add_action(struct buf *b, const struct material *m, const struct action *a)
{
	if (b->len)
		buf_byte(b, ' ');
	words_say(b, m->lang, a->due == DAY_NONE ? SAY_PLAN : SAY_PLAN_DUE,
		WORDS_TEXT(a->title),
		WORDS_TEXT(words_state(m->lang, a->state)), WORDS_DAY(a->due));
}

/* What is done about a goal at a unit; nothing when nobody has said. */
static void
respond(struct buf *b, const struct material *m, int unit, int goal)
{
	const struct comment *c = comment_of(m, unit, goal);

	if (c && c->text.len) {
		if (b->len)
			buf_byte(b, ' ');
		buf_add(b, c->text);
		if (!memchr(".!?", c->text.at[c->text.len - 1], 3))
			buf_byte(b, '.');
	}
	for (size_t i = 0; i < m->actions->count; i++)
		if (m->actions->list[i].unit == unit
			&& m->actions->list[i].goal == goal)
			add_action(b, m, &m->actions->list[i]);
}

/* How many goals are off, and how many of them are answered in which way. */
static void
introduce(struct page *p, const struct material *m)
{
	struct answers a = count_answers(m);
	const struct {
		size_t n;
		enum word word;
	} of_them[] = { { a.adjusted, SAY_OFF_ADJUSTED },
		{ a.worked_on, SAY_OFF_WORKED_ON },
		{ a.planned, SAY_OFF_PLANNED }, { a.silent, SAY_OFF_SILENT } };
	struct buf b = { 0 };

	sentence_off(&b, m);
	for (size_t i = 0; i < sizeof(of_them) / sizeof(*of_them); i++)
		if (of_them[i].n) {
			buf_byte(&b, ' ');
			words_say(&b, m->lang, of_them[i].word,
				WORDS_COUNT(of_them[i].n));
		}
	page_paragraph(p, buf_span(&b));
	buf_free(&b);
}

/* A row: how far off, and below it what is done. */
static void
add_goal(struct page *p, struct page_table *t, const struct material *m,
	int unit, int goal)
{
	struct buf b = { 0 };

	page_row(p, t);
	page_text(p, t, material_goal_title(m, goal));
	goal_table_expected(p, t, m, unit, goal);
	goal_table_result(p, t, m, unit, goal);
	sentence_distance(&b, m, unit, goal);
	if (m->goals->list[goal].cyclical) {
		buf_text(&b, b.len ? " " : "");
		buf_add(&b, words_of(m->lang, SAY_IS_CYCLICAL));
	}
	respond(&b, m, unit, goal);
	page_note(p, t, words_of(m->lang, WORD_REMARK), buf_span(&b));
	buf_free(&b);
}

void
goals_off_section(struct page *p, const struct material *m)
{
	struct page_table *t = NULL;
	bool grouped;

	introduce(p, m);
	for (int unit = 0; unit < m->units->count; unit++) {
		grouped = false;
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			if (!is_off(m, unit, goal))
				continue;
			if (!t) {
				t = page_table(p,
					words_of(m->lang, WORD_EFFORTS));
				page_column(p, t, "goal",
					words_of(m->lang, WORD_GOAL),
					PAGE_TEXT);
				page_column(p, t, "expected",
					words_of(m->lang, WORD_EXPECTED),
					PAGE_NUMBER);
				page_column(p, t, "value",
					words_of(m->lang, WORD_RESULT),
					PAGE_NUMBER);
			}
			if (!grouped)
				page_group(p, t, m->units->list[unit].name);
			grouped = true;
			add_goal(p, t, m, unit, goal);
		}
	}
}

void
goals_off_comments(struct page *p, const struct material *m)
{
	struct buf b = { 0 };
	bool any = false;

	for (int unit = 0; unit < m->units->count; unit++)
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			const struct comment *c = comment_of(m, unit, goal);

			if (!c || !c->text.len || is_off(m, unit, goal)
				|| !material_verdict(m, unit, goal))
				continue;
			if (!any) {
				page_heading(p, 3,
					words_of(m->lang, WORD_OTHER_COMMENTS));
				page_list(p);
			}
			any = true;
			buf_clear(&b);
			buf_format(&b, "%.*s, %.*s: %.*s",
				SPAN_ARG(m->units->list[unit].name),
				SPAN_ARG(material_goal_title(m, goal)),
				SPAN_ARG(c->text));
			page_item(p, 0, buf_span(&b));
		}
	buf_free(&b);
}

/* --- the worst --- */

#define WORST 5 /* goals named on the first page of a paper */

/* At how many units a goal is off, or, of `answered`, at how many of those it
 * is said what is done. Parents are left out: they are the same events. */
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

/* One goal: at how many of the units judged it is off, which they are, and
 * how many have said what is done. */
static void
tell_worst(struct page *p, const struct material *m, int goal)
{
	struct buf b = { 0 }, who = { 0 };
	const struct verdict *v;
	size_t judged = 0;

	for (int unit = 0; unit < m->units->count; unit++) {
		v = material_verdict(m, unit, goal);
		judged += !m->parent[unit] && v && verdict_given(v->status);
		if (m->parent[unit] || !is_off(m, unit, goal))
			continue;
		if (who.len)
			buf_text(&who, ", ");
		buf_add(&who, m->units->list[unit].code);
	}
	words_say(&b, m->lang, SAY_WORST,
		WORDS_TEXT(material_goal_title(m, goal)),
		WORDS_COUNT(count_off(m, goal, false)), WORDS_COUNT(judged),
		WORDS_TEXT(buf_span(&who)),
		WORDS_COUNT(count_off(m, goal, true)));
	page_item(p, 0, buf_span(&b));
	buf_free(&b);
	buf_free(&who);
}

void
goals_off_worst(struct page *p, const struct material *m)
{
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
		for (int goal = 0; goal < (int)m->goals->count; goal++)
			if (named < WORST && count_off(m, goal, false) == n) {
				tell_worst(p, m, goal);
				named++;
			}
}
