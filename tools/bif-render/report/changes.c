/* SPDX-License-Identifier: MIT
 *
 * What changed since an earlier status (--since): goals that stand otherwise
 * now. Better and worse are told of verdicts alone; a goal that was not judged
 * then or is not judged now is told as what it is. Units and parents are
 * counted apart.
 */
#include "report.h"

#include "sentence.h"

/* The earlier verdict, where the goal stood otherwise then, else NULL. A goal
 * that had no verdict then, not even a reason for none, is no change; nobody is
 * told whether one is whose status is hidden. */
static const struct verdict *
changed(const struct material *m, int unit, int goal)
{
	const struct verdict *now = material_verdict(m, unit, goal), *then;

	if (!m->earlier || !now)
		return NULL;
	then = m->earlier[material_place(m, unit, goal)];
	return then && then->status != now->status
			&& then->status != VERDICT_HIDDEN
			&& now->status != VERDICT_HIDDEN
		? then
		: NULL;
}

/* That nothing changed is said, too: silence could mean that nobody looked. */
void
changes_summary(struct page *p, const struct material *m, bool monthly)
{
	struct material_walk at = { 0 };
	size_t better = 0, worse = 0, other = 0;
	BUF_LOCAL b = { 0 };

	if (!m->earlier)
		return;
	while (material_next(m, &at)) {
		const struct verdict *then = changed(m, at.unit, at.goal);

		if (!then || m->parent[at.unit]
			|| (monthly && !m->goals->list[at.goal].monthly))
			continue;
		if (!verdict_given(then->status)
			|| !verdict_given(at.verdict->status))
			other++;
		else if (at.verdict->status < then->status)
			better++;
		else
			worse++;
	}
	words_say(&b, m->lang,
		better + worse + other ? SAY_CHANGES : SAY_NO_CHANGES_UNITS,
		WORDS_DAY(m->since), WORDS_COUNT(better), WORDS_COUNT(worse),
		WORDS_COUNT(other));
	page_paragraph(p, buf_span(&b));
}

/* A column of statuses that says of which day. name is for programs and
 * borrowed. */
static void
day_column(struct page *p, struct page_table *t, const struct material *m,
	const char *name, int32_t day)
{
	BUF_LOCAL b = { 0 };

	buf_format(&b, "%.*s ", SPAN_ARG(words_of(m->lang, WORD_STATUS)));
	format_number_day_brief(&b, m->lang, day);
	page_column(p, t, name, buf_span(&b), PAGE_STATUS);
}

/* The table begins with its first row, so that there is none over nothing. */
void
changes_table(struct page *p, const struct material *m)
{
	static const struct report_column columns[] = {
		{ "unit", WORD_UNIT, PAGE_TEXT },
		{ "goal", WORD_GOAL, PAGE_TEXT },
	};
	struct material_walk at = { 0 };
	struct page_table *t = NULL;

	while (material_next(m, &at)) {
		const struct verdict *then = changed(m, at.unit, at.goal);

		if (!then)
			continue;
		if (!t) {
			t = report_table(p, m, WORD_CHANGES, columns, 2);
			day_column(p, t, m, "before", m->since);
			day_column(p, t, m, "status", m->as_of);
		}
		page_row(p, t);
		page_text(p, t, m->units->list[at.unit].name);
		page_cell_link(t, PAGE_TO_UNIT, (unsigned)at.unit + 1);
		page_text(p, t, material_goal_title(m, at.goal));
		page_cell_link(t, PAGE_TO_GOAL, board_anchor(at.goal));
		page_status(p, t, then->status);
		page_status(p, t, at.verdict->status);
	}
}

/* A status as what a goal changed from or to: of most that are no verdicts it
 * matters only that there was none. */
static struct span
stand(const struct material *m, enum verdict_status status)
{
	return verdict_given(status) || status == VERDICT_WITHDRAWN
			|| status == VERDICT_NOT_DELIVERED
		? words_status(m->lang, status)
		: words_of(m->lang, WORD_NOT_JUDGED);
}

/* One unit's: a line a goal. */
static void
list_unit(struct page *p, const struct material *m, int unit)
{
	BUF_LOCAL b = { 0 };

	for (int goal = 0; goal < (int)m->goals->count; goal++) {
		const struct verdict *then = changed(m, unit, goal);

		if (!then)
			continue;
		buf_clear(&b);
		words_say(&b, m->lang, SAY_CHANGED,
			WORDS_TEXT(material_goal_title(m, goal)),
			WORDS_TEXT(stand(m, then->status)),
			WORDS_TEXT(stand(m,
				material_verdict(m, unit, goal)->status)));
		page_item(p, 0, buf_span(&b));
	}
}

/* A goal's at all units and parents, by what they changed from and to: the same
 * change is said once, and who by their codes. */
static void
list_goal(struct page *p, const struct material *m, int goal)
{
	BUF_LOCAL b = { 0 }, who = { 0 };
	bool first = true;

	for (enum verdict_status was = 0; was < VERDICT_STATUSES; was++)
		for (enum verdict_status is = 0; is < VERDICT_STATUSES; is++) {
			buf_clear(&who);
			for (int unit = 0; unit < m->units->count; unit++) {
				const struct verdict *then = changed(m, unit,
					goal);

				if (!then || then->status != was
					|| material_verdict(m, unit, goal)
							->status
						!= is)
					continue;
				buf_between(&who, ", ");
				buf_add(&who, m->units->list[unit].code);
			}
			if (!who.len)
				continue;
			if (!b.len)
				buf_add(&b, material_goal_title(m, goal));
			buf_text(&b, first ? ": " : "; ");
			first = false;
			words_say(&b, m->lang, SAY_CHANGED_AT,
				WORDS_TEXT(stand(m, was)),
				WORDS_TEXT(stand(m, is)),
				WORDS_TEXT(buf_span(&who)));
		}
	if (b.len) {
		buf_byte(&b, '.');
		page_item(p, 0, buf_span(&b));
	}
}

/* A list reads better than a table on a sheet of one unit and on paper. */
void
changes_list(struct page *p, const struct material *m, int of_unit)
{
	struct material_walk at = { 0 };
	BUF_LOCAL b = { 0 };
	bool any = false;

	while (!any && material_next(m, &at))
		any = (of_unit == UNIT_NONE || at.unit == of_unit)
			&& changed(m, at.unit, at.goal);
	if (any || m->earlier) {
		words_say(&b, m->lang, any ? SAY_SINCE : SAY_NO_CHANGES,
			WORDS_DAY(m->since));
		page_paragraph(p, buf_span(&b));
	}
	if (any)
		page_list(p);
	if (any && of_unit != UNIT_NONE)
		list_unit(p, m, of_unit);
	for (int goal = 0;
		any && of_unit == UNIT_NONE && goal < (int)m->goals->count;
		goal++)
		list_goal(p, m, goal);
}
