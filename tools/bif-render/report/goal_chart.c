/* SPDX-License-Identifier: MIT
 *
 * The charts of goals and the tables beside them, made of a verdict and, where
 * there are observations, of the goal's course through the year. How charts are
 * drawn is the formats' to decide.
 */
#include "report.h"

#include "sentence.h"

#include "base/buf.h"
#include "bif-render/page/chart.h"
#include "course.h"
#include "value/period.h"
#include "value/format_number.h"

/* What a chart is made from. */
struct subject_of {
	struct page *page;
	const struct material *m;
	const struct goal *goal;
	const struct verdict *verdict;
	int unit, goal_index;
	struct span counted;
};

static bool
begin(struct subject_of *s, struct page *p, const struct material *m, int unit,
	int goal)
{
	*s = (struct subject_of){ .page = p,
		.m = m,
		.unit = unit,
		.goal = &m->goals->list[goal],
		.goal_index = goal,
		.verdict = material_verdict(m, unit, goal) };
	s->counted = words_counted(m->lang, s->goal->unit_of_value);
	return s->verdict && s->verdict->status != VERDICT_NOT_APPLICABLE;
}

static struct chart_value
value_of(const struct verdict *v, enum verdict_column column)
{
	struct chart_value value = { 0 };

	value.is = ratio_read(v->cell[column], &value.at);
	return value;
}

/* How far from expected is still nearly met, on the side of the result. */
static struct chart_value
edge_of(const struct subject_of *s, const struct chart *c)
{
	struct chart_value band = value_of(s->verdict, VERDICT_BAND);
	struct ratio width = band.at;
	bool above = s->goal->direction == AT_MOST;

	if (!band.is || !c->expected.is
		|| (s->goal->direction == WITHIN
			&& s->verdict->status == VERDICT_MET))
		return (struct chart_value){ 0 };
	if (s->goal->scale == SCALE_OF_TARGET)
		width = ratio_div(ratio_mul(width, ratio_abs(c->expected.at)),
			ratio_int(100));
	else if (s->goal->scale == SCALE_OF_CHANGE && c->baseline.is)
		width = ratio_div(ratio_mul(width,
					  ratio_abs(ratio_sub(c->target.at,
						  c->baseline.at))),
			ratio_int(100));
	else if (s->goal->scale == SCALE_OF_CHANGE)
		return (struct chart_value){ 0 };
	if (s->goal->direction == WITHIN && c->result.is)
		above = ratio_compare(c->result.at, c->expected.at) > 0;
	return (struct chart_value){ true,
		above ? ratio_add(c->expected.at, width)
		      : ratio_sub(c->expected.at, width) };
}

static struct chart *
new_chart(const struct subject_of *s, enum chart_kind kind)
{
	struct chart *c = arena_take(s->page->arena, sizeof(*c));
	struct buf b = { 0 };

	c->kind = kind;
	c->lang = s->m->lang;
	c->status = s->verdict->status;
	c->label = s->m->units->list[s->unit].code;
	c->result = value_of(s->verdict, VERDICT_VALUE);
	c->expected = value_of(s->verdict, VERDICT_EXPECTED);
	c->target = value_of(s->verdict, VERDICT_TARGET);
	c->upper = value_of(s->verdict, VERDICT_UPPER);
	c->baseline = value_of(s->verdict, VERDICT_BASELINE);
	if (s->goal->direction == WITHIN && s->verdict->status == VERDICT_MET
		&& s->goal->path == PATH_LEVEL)
		c->expected.is = false; /* the range itself */
	c->edge = edge_of(s, c);
	buf_format(&b, "%.*s, %.*s", SPAN_ARG(s->m->units->list[s->unit].name),
		SPAN_ARG(material_goal_title(s->m, s->goal_index)));
	c->title = arena_keep(s->page->arena, buf_span(&b));
	buf_clear(&b);
	sentence_standing(&b, s->m, s->unit, s->goal_index);
	c->desc = arena_keep(s->page->arena, buf_span(&b));
	buf_free(&b);
	return c;
}

/* --- the bullet --- */

static void
fact(const struct subject_of *s, struct page_table *t, const char *sign,
	enum word word, struct span exact)
{
	struct buf b = { 0 };

	if (!exact.len)
		return;
	buf_format(&b, "%s %.*s", sign, SPAN_ARG(words_of(s->m->lang, word)));
	page_row(s->page, t);
	page_text(s->page, t, buf_span(&b));
	page_number(s->page, t, exact, s->counted);
	buf_free(&b);
}

static void
edge_fact(const struct subject_of *s, struct page_table *t,
	const struct chart *c)
{
	struct buf b = { 0 };

	if (!c->edge.is)
		return;
	ratio_print(&b, c->edge.at, s->goal->decimals);
	fact(s, t, "▒", WORD_NEAR_UNTIL, buf_span(&b));
	buf_free(&b);
}

static void
facts(const struct subject_of *s, const struct chart *c)
{
	const struct material *m = s->m;
	const struct verdict *v = s->verdict;
	struct page_table *t = page_figure_table(s->page, c->title);

	page_column(s->page, t, "what", words_of(m->lang, WORD_WHAT),
		PAGE_TEXT);
	page_column(s->page, t, "value", words_of(m->lang, WORD_VALUE),
		PAGE_NUMBER);
	fact(s, t, "◆", WORD_RESULT, v->cell[VERDICT_VALUE]);
	if (c->expected.is)
		fact(s, t, "┆", WORD_EXPECTED, v->cell[VERDICT_EXPECTED]);
	edge_fact(s, t, c);
	fact(s, t, "┃", WORD_TARGET, v->cell[VERDICT_TARGET]);
	fact(s, t, "┃", WORD_UPPER, v->cell[VERDICT_UPPER]);
	fact(s, t, "□", WORD_BASELINE, v->cell[VERDICT_BASELINE]);
	if (v->due > m->as_of)
		fact(s, t, "○", WORD_PROJECTED, v->cell[VERDICT_PROJECTED]);
	page_row(s->page, t);
	page_text(s->page, t, words_of(m->lang, WORD_STATUS));
	page_status(s->page, t, v->status);
}

static void
add_bullet(const struct subject_of *s)
{
	struct chart *c = new_chart(s, CHART_BULLET);

	if (!c->target.is && !c->result.is)
		return;
	page_figure(s->page, material_goal_title(s->m, s->goal_index));
	page_chart(s->page, c);
	facts(s, c);
}

/* --- the curve --- */

/* Of the as-of date the verdict has already printed its numbers, with the
 * decimals it takes not to contradict the status. */
static bool
is_now(const struct subject_of *s, int32_t month)
{
	return verdict_given(s->verdict->status)
		&& (period_month_last(month) == s->m->as_of
			|| (s->m->book->by_day
				&& month == period_month_of(s->m->as_of)));
}

static void
add_value(const struct subject_of *s, struct page_table *t,
	const struct chart_value *v, struct span printed)
{
	struct buf b = { 0 };

	if (v->is && !printed.len) {
		ratio_print(&b, v->at, s->goal->decimals);
		printed = buf_span(&b);
	}
	page_number(s->page, t, v->is ? printed : SPAN(""), SPAN(""));
	buf_free(&b);
}

static void
add_result(const struct subject_of *s, struct page_table *t,
	const struct course *c, size_t i)
{
	bool now = is_now(s, c->month[i].month);

	if (c->hidden[i])
		page_text(s->page, t, words_of(s->m->lang, WORD_HIDDEN));
	else
		add_value(s, t, &c->month[i].result,
			now ? s->verdict->cell[VERDICT_VALUE] : SPAN(""));
}

/* A range shows both its edges. */
static void
add_path(const struct subject_of *s, struct page_table *t,
	const struct chart_month *month)
{
	struct buf b = { 0 };

	if (!month->low.is || !month->high.is
		|| !ratio_compare(month->low.at, month->high.at)) {
		add_value(s, t, &month->low,
			is_now(s, month->month)
				? s->verdict->cell[VERDICT_EXPECTED]
				: SPAN(""));
		return;
	}
	sentence_number(&b, s->m, month->low.at, s->goal->decimals);
	buf_text(&b, "–");
	sentence_number(&b, s->m, month->high.at, s->goal->decimals);
	page_text(s->page, t, buf_span(&b));
	buf_free(&b);
}

/* A column of numbers that says in its title what they count. */
static void
number_column(const struct subject_of *s, struct page_table *t,
	const char *name, const char *sign, enum word word)
{
	struct buf b = { 0 };

	buf_text(&b, sign);
	buf_add(&b, words_of(s->m->lang, word));
	if (s->counted.len)
		buf_format(&b, " (%.*s)", SPAN_ARG(s->counted));
	page_column(s->page, t, name, buf_span(&b), PAGE_NUMBER);
	buf_free(&b);
}

static void
months(const struct subject_of *s, const struct chart *chart,
	const struct course *c)
{
	struct page_table *t = page_figure_table(s->page, chart->title);
	struct buf b = { 0 };

	page_column(s->page, t, "month", words_of(s->m->lang, WORD_MONTH),
		PAGE_TEXT);
	number_column(s, t, "value", "● ", WORD_RESULT);
	number_column(s, t, "expected", "┄ ", WORD_EXPECTED_THEN);
	for (size_t i = 0; i < CHART_MONTHS; i++) {
		buf_clear(&b);
		format_number_month(&b, s->m->lang, c->month[i].month);
		page_row(s->page, t);
		page_text(s->page, t, buf_span(&b));
		add_result(s, t, c, i);
		add_path(s, t, &c->month[i]);
	}
	buf_free(&b);
}

static void
take_course(struct chart *c, const struct course *course)
{
	c->nmonths = CHART_MONTHS;
	memcpy(c->months, course->month, sizeof(c->months));
}

static void
add_curve(const struct subject_of *s)
{
	struct course course;
	struct chart *c;

	if (!course_of(s->m, s->unit, s->goal_index, &course) || !course.any)
		return;
	c = new_chart(s, CHART_CURVE);
	take_course(c, &course);
	if (s->verdict->due > s->m->as_of)
		c->projected = value_of(s->verdict, VERDICT_PROJECTED);
	page_figure(s->page, words_of(s->m->lang, WORD_BY_MONTH));
	page_chart(s->page, c);
	months(s, c, &course);
}

void
goal_chart_add(struct page *p, const struct material *m, int unit, int goal)
{
	struct subject_of s;

	if (!begin(&s, p, m, unit, goal))
		return;
	add_bullet(&s);
	add_curve(&s);
}

/* --- units side by side --- */

static void
unit_row(const struct subject_of *s, struct page_table *t)
{
	const struct verdict *v = s->verdict;

	page_row(s->page, t);
	page_text(s->page, t, s->m->units->list[s->unit].name);
	page_number(s->page, t, v->cell[VERDICT_TARGET], SPAN(""));
	page_number(s->page, t, v->cell[VERDICT_EXPECTED], SPAN(""));
	if (material_hidden(s->m, s->unit, s->goal_index))
		page_text(s->page, t, words_of(s->m->lang, WORD_HIDDEN));
	else
		page_number(s->page, t, v->cell[VERDICT_VALUE], SPAN(""));
	page_status(s->page, t, v->status);
}

static struct page_table *
units_table(const struct subject_of *s)
{
	enum lang lang = s->m->lang;
	struct page_table *t;

	page_figure(s->page, words_of(lang, WORD_BY_UNIT));
	t = page_figure_table(s->page,
		material_goal_title(s->m, s->goal_index));
	page_column(s->page, t, "unit", words_of(lang, WORD_UNIT), PAGE_TEXT);
	number_column(s, t, "target", "", WORD_TARGET);
	number_column(s, t, "expected", "", WORD_EXPECTED);
	number_column(s, t, "value", "", WORD_RESULT);
	page_column(s->page, t, "status", words_of(lang, WORD_STATUS),
		PAGE_STATUS);
	return t;
}

static void
add_small(const struct subject_of *s)
{
	struct course course;
	struct chart *c;

	if (!course_of(s->m, s->unit, s->goal_index, &course) || !course.any)
		return;
	c = new_chart(s, CHART_SMALL);
	take_course(c, &course);
	page_chart(s->page, c);
}

void
goal_chart_units(struct page *p, const struct material *m, int goal)
{
	struct page_table *t = NULL;
	struct subject_of s;

	for (int unit = 0; unit < m->units->count; unit++) {
		if (m->parent[unit] || !begin(&s, p, m, unit, goal))
			continue;
		t = t ? t : units_table(&s);
		unit_row(&s, t);
		add_small(&s);
	}
}
