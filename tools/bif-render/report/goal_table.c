/* SPDX-License-Identifier: MIT
 *
 * Goals of one unit by perspective, a row each, with a sentence below that says
 * how far off a goal is and what is to be expected of it.
 */
#include "report.h"

#include "sentence.h"

#include "base/buf.h"
#include "value/period.h"
#include "value/format_number.h"

static struct span
counted(const struct material *m, int goal)
{
	return words_counted(m->lang, m->goals->list[goal].unit_of_value);
}

/* Of a range both edges are to be seen. */
static void
edges(struct page *p, struct page_table *t, const struct material *m,
	const struct verdict *v, int goal)
{
	struct buf b = { 0 };

	format_number_number(&b, m->lang, v->cell[VERDICT_TARGET]);
	buf_text(&b, "–");
	sentence_value(&b, m, goal, v->cell[VERDICT_UPPER]);
	page_text(p, t, buf_span(&b));
	buf_free(&b);
}

static bool
is_range(const struct material *m, const struct verdict *v, int goal)
{
	return m->goals->list[goal].direction == WITHIN
		&& v->cell[VERDICT_UPPER].len && v->cell[VERDICT_TARGET].len;
}

void
goal_table_target(struct page *p, struct page_table *t,
	const struct material *m, int unit, int goal)
{
	const struct verdict *v = material_verdict(m, unit, goal);

	if (is_range(m, v, goal))
		edges(p, t, m, v, goal);
	else
		page_number(p, t, v->cell[VERDICT_TARGET], counted(m, goal));
}

void
goal_table_expected(struct page *p, struct page_table *t,
	const struct material *m, int unit, int goal)
{
	const struct verdict *v = material_verdict(m, unit, goal);

	if (is_range(m, v, goal) && v->status == VERDICT_MET
		&& m->goals->list[goal].path == PATH_LEVEL)
		edges(p, t, m, v, goal);
	else
		page_number(p, t, v->cell[VERDICT_EXPECTED], counted(m, goal));
}

void
goal_table_result(struct page *p, struct page_table *t,
	const struct material *m, int unit, int goal)
{
	const struct verdict *v = material_verdict(m, unit, goal);

	if (material_hidden(m, unit, goal))
		page_text(p, t, words_of(m->lang, WORD_HIDDEN));
	else
		page_number(p, t, v->cell[VERDICT_VALUE], counted(m, goal));
}

static struct page_table *
begin(struct page *p, const struct material *m, struct span caption)
{
	struct page_table *t = page_table(p, caption);
	struct buf b = { 0 };

	page_column(p, t, "goal", words_of(m->lang, WORD_GOAL), PAGE_TEXT);
	words_say(&b, m->lang, WORD_TARGET_OF, WORDS_YEAR(m->year));
	page_column(p, t, "target", buf_span(&b), PAGE_NUMBER);
	buf_clear(&b);
	buf_add(&b, words_of(m->lang, WORD_EXPECTED_AT));
	buf_byte(&b, ' ');
	format_number_day_brief(&b, m->lang, m->as_of);
	page_column(p, t, "expected", buf_span(&b), PAGE_NUMBER);
	page_column(p, t, "value", words_of(m->lang, WORD_RESULT), PAGE_NUMBER);
	page_column(p, t, "status", words_of(m->lang, WORD_STATUS),
		PAGE_STATUS);
	buf_free(&b);
	return t;
}

static void
add_row(struct page *p, struct page_table *t, const struct material *m,
	int unit, int goal)
{
	const struct verdict *v = material_verdict(m, unit, goal);
	struct buf b = { 0 };

	page_row(p, t);
	page_text(p, t, material_goal_title(m, goal));
	goal_table_target(p, t, m, unit, goal);
	goal_table_expected(p, t, m, unit, goal);
	goal_table_result(p, t, m, unit, goal);
	page_status(p, t, v->status);
	if (verdict_given(v->status)) {
		sentence_distance(&b, m, unit, goal);
		sentence_ahead(&b, m, unit, goal);
	} else {
		sentence_absence(&b, m, unit, goal);
	}
	page_note(p, t, words_of(m->lang, WORD_REMARK), buf_span(&b));
	buf_free(&b);
}

typedef bool goal_test(const struct goal *);

static bool
is_wanted(const struct material *m, int unit, int goal, goal_test *wanted)
{
	const struct verdict *v = material_verdict(m, unit, goal);

	return v && v->status != VERDICT_NOT_APPLICABLE
		&& (m->goal < 0 || m->goal == goal)
		&& (!wanted || wanted(&m->goals->list[goal]));
}

/* The table of the goals that a test lets through, by perspective; none when
 * there are no such goals. */
static bool
add_goals(struct page *p, const struct material *m, int unit,
	struct span caption, goal_test *wanted)
{
	struct page_table *t = NULL;
	struct span perspective;
	bool grouped;
	size_t at = 0;

	while (material_perspective(m, &at, &perspective)) {
		grouped = false;
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			if (!is_wanted(m, unit, goal, wanted)
				|| !span_equal(m->goals->list[goal].perspective,
					perspective))
				continue;
			t = t ? t : begin(p, m, caption);
			if (!grouped && perspective.len)
				page_group(p, t, perspective);
			grouped = true;
			add_row(p, t, m, unit, goal);
		}
	}
	return t;
}

static bool
is_central(const struct goal *g)
{
	return g->central;
}

static bool
is_monthly(const struct goal *g)
{
	return g->monthly;
}

/* A book that marks no goal as central has them all. */
static goal_test *
central_test(const struct material *m)
{
	for (size_t i = 0; i < m->goals->count; i++)
		if (m->goal_shown[i] && m->goals->list[i].central)
			return is_central;
	return NULL;
}

void
goal_table_central(struct page *p, const struct material *m)
{
	int top = material_top(m);
	bool any = false;

	for (int unit = 0; unit < m->units->count; unit++)
		if (top == UNIT_NONE ? m->unit_shown[unit] : unit == top)
			any |= add_goals(p, m, unit, m->units->list[unit].name,
				central_test(m));
	if (!any)
		page_paragraph(p, words_of(m->lang, WORD_NO_GOALS));
}

void
goal_table_monthly(struct page *p, const struct material *m, int unit)
{
	if (!add_goals(p, m, unit, m->units->list[unit].name, is_monthly))
		page_paragraph(p, words_of(m->lang, WORD_NO_GOALS));
}

void
goal_table_unit(struct page *p, const struct material *m, int unit)
{
	if (!add_goals(p, m, unit, words_of(m->lang, WORD_GOALS), NULL))
		page_paragraph(p, words_of(m->lang, WORD_NO_GOALS));
}
