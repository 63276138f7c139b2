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

/* What a goal counts, in the language of the report. */
static struct span
counted(const struct material *m, int goal)
{
	return words_counted(m->lang, m->goals->list[goal].unit_of_value);
}

/* Of a range both edges are to be seen: one alone would read as the whole
 * target. */
void
goal_table_level(struct page *p, struct page_table *t, const struct material *m,
	int goal, struct span target, struct span upper)
{
	BUF_LOCAL b = { 0 };

	if (!upper.len || m->goals->list[goal].direction != WITHIN) {
		page_number(p, t, target, counted(m, goal));
		return;
	}
	format_number_number(&b, m->lang, target);
	buf_text(&b, "–");
	sentence_value(&b, m, goal, upper);
	page_text(p, t, buf_span(&b));
}

/* Whether a goal has two edges, and the verdict both. */
static bool
is_range(const struct material *m, const struct verdict *v, int goal)
{
	return m->goals->list[goal].direction == WITHIN
		&& verdict_cell(v, VERDICT_UPPER).len
		&& verdict_cell(v, VERDICT_TARGET).len;
}

void
goal_table_target(struct page *p, struct page_table *t,
	const struct material *m, int unit, int goal)
{
	const struct verdict *v = material_verdict(m, unit, goal);

	goal_table_level(p, t, m, goal, verdict_cell(v, VERDICT_TARGET),
		verdict_cell(v, VERDICT_UPPER));
}

/* Inside a level range all of it is expected; outside, the edge that was missed
 * is. */
void
goal_table_expected(struct page *p, struct page_table *t,
	const struct material *m, int unit, int goal)
{
	const struct verdict *v = material_verdict(m, unit, goal);

	if (is_range(m, v, goal) && v->status == VERDICT_MET
		&& m->goals->list[goal].path == PATH_LEVEL)
		goal_table_target(p, t, m, unit, goal);
	else
		page_number(p, t, verdict_cell(v, VERDICT_EXPECTED),
			counted(m, goal));
}

/* What is hidden says so in words: an empty cell would read as no result. */
void
goal_table_result(struct page *p, struct page_table *t,
	const struct material *m, int unit, int goal)
{
	const struct verdict *v = material_verdict(m, unit, goal);

	if (material_hidden(m, unit, goal))
		page_text(p, t, words_of(m->lang, WORD_HIDDEN));
	else
		page_number(p, t, verdict_cell(v, VERDICT_VALUE),
			counted(m, goal));
}

/* Which goals a table is of: all that a unit has, those that are followed
 * monthly, those that are central, or, where none is marked so, every one; or of
 * one goal, a row a unit. */
enum wanted { OF_UNIT, MONTHLY, CENTRAL, EVERY, BY_UNIT };

/* The table with its columns; the day is in the title, since what is expected
 * changes with it. of is WORD_UNIT for a table of one goal, else WORD_GOAL;
 * others: the results of the other units have a column, the first to go where
 * room is short. */
static struct page_table *
begin(struct page *p, const struct material *m, struct span caption,
	enum word of, bool others)
{
	struct page_table *t = page_table(p, caption);
	BUF_LOCAL b = { 0 };

	page_column(p, t, of == WORD_UNIT ? "unit" : "goal",
		words_of(m->lang, of), PAGE_TEXT);
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
	if (others)
		page_column(p, t, "others", words_of(m->lang, WORD_OTHERS),
			PAGE_NUMBER);
	if (others)
		page_column_optional(t);
	return t;
}

/* From the least to the greatest of what units have in a column. Parents are
 * left out. Where all have the same it is said once. */
static void
add_range(struct page *p, struct page_table *t, const struct material *m,
	int goal, enum verdict_column column)
{
	struct span low = SPAN(""), high = SPAN("");
	struct ratio least, most, one;
	BUF_LOCAL b = { 0 };

	for (int unit = 0; unit < m->units->count; unit++) {
		const struct verdict *v = material_verdict(m, unit, goal);

		if (m->parent[unit] || !v
			|| !ratio_read(verdict_cell(v, column), &one))
			continue;
		if (!low.len || ratio_compare(one, least) < 0)
			least = one, low = verdict_cell(v, column);
		if (!high.len || ratio_compare(one, most) > 0)
			most = one, high = verdict_cell(v, column);
	}
	if (low.len && !span_equal(low, high)) {
		format_number_number(&b, m->lang, low);
		buf_text(&b, "–");
	}
	if (low.len)
		sentence_value(&b, m, goal, high);
	page_text(p, t, buf_span(&b));
}

/* A goal of one unit behind what the row is called, with a sentence below on
 * how far off it is and what is ahead; of one that is not judged, why. others:
 * the table has the column of the other units. */
static void
add_row(struct page *p, struct page_table *t, const struct material *m,
	int unit, int goal, enum wanted wanted, bool others)
{
	const struct verdict *v = material_verdict(m, unit, goal);
	BUF_LOCAL b = { 0 };

	page_row(p, t);
	if (wanted == BY_UNIT) {
		page_text(p, t, m->units->list[unit].name);
		page_cell_link(t, PAGE_TO_UNIT, (unsigned)unit + 1);
	} else {
		page_text(p, t, material_goal_title(m, goal));
		page_cell_link(t, PAGE_TO_GOAL, board_anchor(goal));
	}
	goal_table_target(p, t, m, unit, goal);
	goal_table_expected(p, t, m, unit, goal);
	goal_table_result(p, t, m, unit, goal);
	page_status(p, t, v->status);
	if (others) {
		/* From the least to the greatest result of the other units;
		 * this one's own says what is counted. */
		const struct verdict *low = material_extreme(m, goal, unit,
					     false),
				     *high = material_extreme(m, goal, unit,
					     true);

		if (low
			&& !span_equal(verdict_cell(low, VERDICT_VALUE),
				verdict_cell(high, VERDICT_VALUE))) {
			format_number_number(&b, m->lang,
				verdict_cell(low, VERDICT_VALUE));
			buf_text(&b, "–");
		}
		if (low)
			format_number_number(&b, m->lang,
				verdict_cell(high, VERDICT_VALUE));
		page_text(p, t, buf_span(&b));
		buf_clear(&b);
	}
	if (verdict_given(v->status)) {
		sentence_distance(&b, m, unit, goal);
		if (wanted != MONTHLY) /* its course shows it */
			sentence_ahead(&b, m, unit, goal);
	} else {
		sentence_absence(&b, m, unit, goal);
	}
	page_note(p, t, words_of(m->lang, WORD_REMARK), buf_span(&b));
}

/* --- a goal that only units have --- */

/* `4 ✓ 2 ≈ 1 ✗`: how many units stand how. */
static void
add_units_row(struct page *p, struct page_table *t, const struct material *m,
	int goal)
{
	struct status_counts stand = material_counts_goal(m, goal);
	BUF_LOCAL b = { 0 };

	page_row(p, t);
	page_text(p, t, material_goal_title(m, goal));
	add_range(p, t, m, goal, VERDICT_TARGET);
	add_range(p, t, m, goal, VERDICT_EXPECTED);
	add_range(p, t, m, goal, VERDICT_VALUE);
	for (enum verdict_status s = 0; s < VERDICT_STATUSES; s++)
		if (stand.of[s] && s != VERDICT_NOT_APPLICABLE)
			buf_format(&b, "%s%zu %.*s", b.len ? "  " : "",
				stand.of[s], SPAN_ARG(words_sign(s)));
	page_text(p, t, buf_span(&b));
	buf_clear(&b);
	sentence_units(&b, m, goal);
	page_note(p, t, words_of(m->lang, WORD_REMARK), buf_span(&b));
}

/* --- tables --- */

/* Whether a goal is in the contract of a unit. */
static bool
is_had(const struct material *m, int unit, int goal)
{
	const struct verdict *v = unit == UNIT_NONE
		? NULL
		: material_verdict(m, unit, goal);

	return v && v->status != VERDICT_NOT_APPLICABLE;
}

/* The table of the goals wanted, by perspective; none when there are no such
 * goals. One that the parent has not got itself is told of its units. False
 * when it is not there. unit may be UNIT_NONE: all rows are then of units
 * together. */
static bool
add_goals(struct page *p, const struct material *m, int unit,
	struct span caption, enum wanted wanted)
{
	bool others = wanted == OF_UNIT && !m->parent[unit]
		&& material_unit_count(m) > 1;
	struct page_table *t = NULL;
	struct span perspective;
	bool grouped, had;
	size_t at = 0;

	while (material_perspective(m, &at, &perspective)) {
		grouped = false;
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			const struct goal *g = &m->goals->list[goal];

			had = is_had(m, unit, goal);
			if (!m->goal_shown[goal]
				|| !span_equal(g->perspective, perspective)
				|| (m->goal >= 0 && m->goal != goal)
				|| (wanted == MONTHLY && !g->monthly)
				|| (wanted == CENTRAL && !g->central)
				|| (wanted == OF_UNIT && !had))
				continue;
			t = t ? t : begin(p, m, caption, WORD_GOAL, others);
			if (!grouped && perspective.len)
				page_group(p, t, perspective);
			grouped = true;
			if (had)
				add_row(p, t, m, unit, goal, wanted, others);
			else
				add_units_row(p, t, m, goal);
		}
	}
	return t;
}

/* A book that marks no goal as central has them all. */
void
goal_table_central(struct page *p, const struct material *m)
{
	int top = material_top(m);
	enum wanted wanted = EVERY;

	for (size_t i = 0; i < m->goals->count; i++)
		if (m->goal_shown[i] && m->goals->list[i].central)
			wanted = CENTRAL;
	if (!add_goals(p, m, top, sentence_administration(m), wanted))
		page_paragraph(p, words_of(m->lang, WORD_NO_GOALS));
}

/* Where no parent has a verdict, rows tell of the units together. */
void
goal_table_monthly(struct page *p, const struct material *m, int unit)
{
	if (!add_goals(p, m, unit,
		    unit == UNIT_NONE ? sentence_administration(m)
				      : m->units->list[unit].name,
		    MONTHLY))
		page_paragraph(p, words_of(m->lang, WORD_NO_GOALS));
}

/* That a unit has no goals is said in place of an empty table. */
void
goal_table_unit(struct page *p, const struct material *m, int unit)
{
	if (!add_goals(p, m, unit, words_of(m->lang, WORD_GOALS), OF_UNIT))
		page_paragraph(p, words_of(m->lang, WORD_NO_GOALS));
}

/* The table of the units is there also where nobody has a verdict yet: who has
 * the goal is told by it. */
void
goal_table_by_unit(struct page *p, const struct material *m, int goal)
{
	struct page_table *t = begin(p, m, words_of(m->lang, WORD_BY_UNIT),
		WORD_UNIT, false);

	for (int unit = 0; unit < m->units->count; unit++)
		if (is_had(m, unit, goal))
			add_row(p, t, m, unit, goal, BY_UNIT, false);
	if (!t->nrows)
		page_paragraph(p, words_of(m->lang, WORD_NO_GOALS));
}
