/* SPDX-License-Identifier: MIT
 *
 * A goal's panel: a bullet and the course through the year, large, and the
 * same course at each unit, small and all on one scale; their figures in
 * tables that are folded away. What was not measured is not drawn.
 *
 * The course has the same figures and the same path as bif-judge uses, at the
 * end of each month of the contract year: the value of a month is what a
 * verdict of that day would have, from the figures known now.
 */
#include "report.h"

#include "bif-render/page/axis.h"
#include "bif-render/page/chart.h"
#include "result/expected.h"
#include "sentence.h"
#include "value/period.h"

/* What a chart is made from: a goal at a unit. */
struct subject_of {
	struct page *page;
	const struct material *m;
	const struct goal *goal;
	const struct verdict *verdict;
	int unit, goal_index;
	struct span counted;
};

/* A goal through the contract year. */
struct course {
	struct chart_month month[CHART_MONTHS];
	struct figure figure[CHART_MONTHS]; /* of those known */
	bool known[CHART_MONTHS];
	bool hidden[CHART_MONTHS]; /* a result too small to be shown */
	size_t any;                /* months that have a result */
};

/* A bit beside those of the months: they have been looked at. */
#define MONTHS_ASKED (1u << CHART_MONTHS)

/* False when the unit has no such goal. */
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

/* A figure of the verdict as a place on an axis. */
static struct chart_value
value_of(const struct verdict *v, enum verdict_column column)
{
	struct chart_value value = { 0 };

	value.is = ratio_read(verdict_cell(v, column), &value.at);
	return value;
}

/* --- the course --- */

/* The path to a month, and its result: a complete month is known, and with the
 * day calendar the running one is as of the day. The path is known of all
 * months, the result only of those up to as-of. */
static void
take_month(const struct subject_of *s, const struct subject *of,
	const struct terms *terms, struct course *c, size_t i)
{
	const struct material *m = s->m;
	int32_t month = c->month[i].month, day = period_month_last(month);
	int32_t reach = DAY_NONE; /* the least of days */
	struct year_progress then = year_progress_of(m->book, day);
	struct expectation e = expected_at(s->goal, terms, of, &then);

	if (e.state == EXPECTED_GIVEN) {
		c->month[i].low = (struct chart_value){ true, e.low };
		c->month[i].high = (struct chart_value){ true, e.high };
	}
	if (day > m->as_of
		&& !(m->book->by_day && month == period_month_of(m->as_of)))
		return;
	/* Behind the reach of a verdict that was held back or judged as of it
	 * what rows there are are no result (DESIGN 13). */
	if (s->verdict->status == VERDICT_NOT_DELIVERED
		|| (s->verdict->flags & FLAG_LAGGED))
		period_read_day(verdict_cell(s->verdict, VERDICT_THROUGH),
			&reach);
	else
		reach = m->as_of;
	if ((day < m->as_of ? day : m->as_of) > reach)
		return;
	then = year_progress_of(m->book, day <= m->as_of ? day : m->as_of);
	c->figure[i] = figure_at(of, &then);
	/* A cohort ends with the last month of which anybody is mature: later
	 * ones would only repeat it. */
	c->known[i] = c->figure[i].state == FIGURE_GIVEN
		&& (!figures_pending(m->figures, of->measure_index, of->unit,
			    month)
			|| figures_at(m->figures, of->measure_index, of->unit,
				month));
}

/* Figures and path of all months; empty without observations, and where the
 * result itself is hidden. What a verdict does not apply to has no course: a
 * goal that the unit has not got, that was withdrawn, or whose measure nobody
 * defines. */
static void
fill_course(const struct subject_of *s, struct course *c)
{
	const struct material *m = s->m;
	const struct contract *contract;
	struct subject of = { .figures = m->figures,
		.unit = s->unit,
		.window = s->goal->window };

	*c = (struct course){ 0 };
	if (!m->figures || material_hidden(m, s->unit, s->goal_index))
		return;
	contract = contract_find(m->contracts, s->unit, s->goal_index);
	of.measure_index = measure_find(m->measures, s->goal->measure);
	if (!contract->applicable || contract->now.due->withdraws
		|| of.measure_index < 0)
		return;
	of.measure = &m->measures->list[of.measure_index];
	for (size_t i = 0; i < CHART_MONTHS; i++) {
		c->month[i].month = year_progress_of(m->book, m->as_of).first
			+ (int32_t)i;
		take_month(s, &of, &contract->now, c, i);
	}
}

/* A bit for each month in which some unit's result is too small to be shown.
 * It is shown of none, since a unit's month would be the parent's less the
 * others'. Months are looked at from the last one back, so that what is shown
 * of a month tells nothing small of the one shown after it. */
static unsigned
hidden_months(const struct subject_of *s)
{
	const struct material *m = s->m;
	unsigned *hidden = &m->months_hidden[s->goal_index];
	size_t n = (size_t)m->units->count;
	struct course *of = mem_new(n, sizeof(*of));
	const struct figure **later = mem_new(n, sizeof(const void *));
	struct subject_of other;

	for (size_t u = 0; u < n; u++)
		if (begin(&other, s->page, m, (int)u, s->goal_index))
			fill_course(&other, &of[u]);
	for (size_t i = CHART_MONTHS; i-- > 0;) {
		for (size_t u = 0; u < n; u++)
			if (of[u].known[i]
				&& suppress_month(&of[u].figure[i], later[u],
					m->suppress))
				*hidden |= 1u << i;
		for (size_t u = 0; u < n && !(*hidden >> i & 1); u++)
			if (of[u].known[i])
				later[u] = &of[u].figure[i];
	}
	mem_free(of);
	mem_free(later);
	*hidden |= MONTHS_ASKED;
	return *hidden;
}

/* Months are looked for once for a goal and kept by the material, since each of
 * its units asks the same. What is hidden is known and not drawn. */
static void
course_of(const struct subject_of *s, struct course *c)
{
	unsigned hidden = s->m->months_hidden[s->goal_index];

	if (s->m->suppress && !hidden)
		hidden = hidden_months(s);
	fill_course(s, c);
	for (size_t i = 0; i < CHART_MONTHS; i++) {
		c->hidden[i] = c->known[i] && hidden >> i & 1;
		if (!c->known[i] || c->hidden[i])
			continue;
		c->month[i].result = (struct chart_value){ true,
			c->figure[i].value };
		c->any++;
	}
}

/* --- charts --- */

/* How far from expected is still nearly met, on the side of the result. It is
 * the band of DESIGN 7 on its scale, from expected outwards; none where there
 * is no band or, inside a range, no side. */
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

/* A sign, a word and a figure of the key above a bullet. Three blanks keep one
 * from the next; nothing of an empty figure. */
static void
add_key(struct buf *b, const struct subject_of *s, const char *sign,
	enum word word, struct span exact)
{
	if (!exact.len)
		return;
	buf_between(b, "   ");
	buf_format(b, "%s %.*s ", sign, SPAN_ARG(words_of(s->m->lang, word)));
	format_number_number(b, s->m->lang, exact);
}

/* A figure as people write it, kept as long as the page. */
static struct span
shown(const struct subject_of *s, struct span exact)
{
	BUF_LOCAL b = { 0 };

	format_number_number(&b, s->m->lang, exact);
	return arena_keep(s->page->arena, buf_span(&b));
}

/* A chart of a subject, with all that its verdict says and the texts that say
 * it; the course is taken along where there is one. Texts are kept in the
 * page's arena, with the chart. course is NULL for a bullet. */
static struct chart *
new_chart(const struct subject_of *s, enum chart_kind kind,
	const struct course *course)
{
	struct chart *c = arena_take(s->page->arena, sizeof(*c));
	const struct verdict *v = s->verdict;
	BUF_LOCAL b = { 0 };

	c->kind = kind;
	c->lang = s->m->lang;
	c->status = v->status;
	c->label = s->m->units->list[s->unit].code;
	c->result = value_of(v, VERDICT_VALUE);
	c->expected = value_of(v, VERDICT_EXPECTED);
	c->target = value_of(v, VERDICT_TARGET);
	c->upper = value_of(v, VERDICT_UPPER);
	c->baseline = value_of(v, VERDICT_BASELINE);
	if (s->goal->direction == WITHIN && v->status == VERDICT_MET
		&& s->goal->path == PATH_LEVEL)
		c->expected.is = false; /* the range itself */
	c->edge = edge_of(s, c);
	c->result_figure = shown(s, verdict_cell(v, VERDICT_VALUE));
	c->target_figure = shown(s, verdict_cell(v, VERDICT_TARGET));
	c->upper_figure = shown(s, verdict_cell(v, VERDICT_UPPER));
	c->figure = material_hidden(s->m, s->unit, s->goal_index)
		? words_of(c->lang, WORD_HIDDEN)
		: c->result_figure;
	buf_format(&b, "%.*s, %.*s", SPAN_ARG(s->m->units->list[s->unit].name),
		SPAN_ARG(material_goal_title(s->m, s->goal_index)));
	c->title = arena_keep(s->page->arena, buf_span(&b));
	buf_clear(&b);
	sentence_standing(&b, s->m, s->unit, s->goal_index);
	c->desc = arena_keep(s->page->arena, buf_span(&b));
	buf_clear(&b);
	add_key(&b, s, "◆", WORD_RESULT, verdict_cell(v, VERDICT_VALUE));
	if (c->expected.is)
		add_key(&b, s, "┆", WORD_EXPECTED_THEN,
			verdict_cell(v, VERDICT_EXPECTED));
	add_key(&b, s, "┃", WORD_TARGET, verdict_cell(v, VERDICT_TARGET));
	if (c->upper.is)
		buf_format(&b, "–%.*s", SPAN_ARG(c->upper_figure));
	if (kind == CHART_BULLET) {
		c->low = value_of(v, VERDICT_LOW);
		c->high = value_of(v, VERDICT_HIGH);
	}
	add_key(&b, s, "□", WORD_BASELINE, verdict_cell(v, VERDICT_BASELINE));
	c->key = arena_keep(s->page->arena, buf_span(&b));
	if (course && course->any) {
		c->nmonths = CHART_MONTHS;
		memcpy(c->months, course->month, sizeof(c->months));
		if (kind == CHART_CURVE && v->due > s->m->as_of)
			c->projected = value_of(v, VERDICT_PROJECTED);
	}
	return c;
}

/* --- their figures --- */

/* A row of the table, where the verdict has such a figure. */
static void
fact(const struct subject_of *s, struct page_table *t, const char *sign,
	enum word word, struct span exact)
{
	BUF_LOCAL b = { 0 };

	if (!exact.len)
		return;
	buf_format(&b, "%s %.*s", sign, SPAN_ARG(words_of(s->m->lang, word)));
	page_row(s->page, t);
	page_text(s->page, t, buf_span(&b));
	page_number(s->page, t, exact, s->counted);
}

/* The figures of a bullet, each behind the sign that it is drawn with. The edge
 * is reckoned here and printed to the goal's decimals; all others are the
 * verdict's own. */
static void
bullet_table(const struct subject_of *s, const struct chart *c)
{
	const struct material *m = s->m;
	const struct verdict *v = s->verdict;
	struct page_table *t = page_figure_table(s->page, c->title);
	BUF_LOCAL edge = { 0 };

	page_column(s->page, t, "what", words_of(m->lang, WORD_WHAT),
		PAGE_TEXT);
	page_column(s->page, t, "value", words_of(m->lang, WORD_VALUE),
		PAGE_NUMBER);
	fact(s, t, "◆", WORD_RESULT, verdict_cell(v, VERDICT_VALUE));
	if (c->expected.is)
		fact(s, t, "┆", WORD_EXPECTED,
			verdict_cell(v, VERDICT_EXPECTED));
	if (c->edge.is)
		ratio_print(&edge, c->edge.at, s->goal->decimals);
	fact(s, t, "▒", WORD_NEAR_UNTIL, buf_span(&edge));
	fact(s, t, "├", WORD_LOW, verdict_cell(v, VERDICT_LOW));
	fact(s, t, "┤", WORD_HIGH, verdict_cell(v, VERDICT_HIGH));
	fact(s, t, "┃", WORD_TARGET, verdict_cell(v, VERDICT_TARGET));
	fact(s, t, "┃", WORD_UPPER, verdict_cell(v, VERDICT_UPPER));
	fact(s, t, "□", WORD_BASELINE, verdict_cell(v, VERDICT_BASELINE));
	if (v->due > m->as_of)
		fact(s, t, "○", WORD_PROJECTED,
			verdict_cell(v, VERDICT_PROJECTED));
	page_row(s->page, t);
	page_text(s->page, t, words_of(m->lang, WORD_STATUS));
	page_status(s->page, t, v->status);
}

/* A value of a month: as the verdict printed it where it did, else to the
 * goal's decimals. */
static void
add_value(const struct subject_of *s, struct page_table *t,
	const struct chart_value *v, struct span printed)
{
	BUF_LOCAL b = { 0 };

	if (v->is && !printed.len) {
		ratio_print(&b, v->at, s->goal->decimals);
		printed = buf_span(&b);
	}
	page_number(s->page, t, v->is ? printed : SPAN(""), SPAN(""));
}

/* A column of numbers that says in its title what they count. sign is what the
 * column is drawn with in the curve, or empty. */
static void
number_column(const struct subject_of *s, struct page_table *t,
	const char *name, const char *sign, enum word word)
{
	BUF_LOCAL b = { 0 };

	buf_text(&b, sign);
	buf_add(&b, words_of(s->m->lang, word));
	if (s->counted.len)
		buf_format(&b, " (%.*s)", SPAN_ARG(s->counted));
	page_column(s->page, t, name, buf_span(&b), PAGE_NUMBER);
}

/* The course month by month. A range shows both its edges. */
static void
months_table(const struct subject_of *s, const struct chart *chart,
	const struct course *c)
{
	struct page_table *t = page_figure_table(s->page, chart->title);
	const struct verdict *v = s->verdict;
	BUF_LOCAL b = { 0 };

	page_column(s->page, t, "month", words_of(s->m->lang, WORD_MONTH),
		PAGE_TEXT);
	number_column(s, t, "value", "● ", WORD_RESULT);
	number_column(s, t, "expected", "┄ ", WORD_EXPECTED_THEN);
	for (size_t i = 0; i < CHART_MONTHS; i++) {
		const struct chart_month *month = &c->month[i];
		/* Of the as-of date the verdict has already printed its
		 * numbers, with the decimals it takes not to contradict the
		 * status. */
		bool now = verdict_given(v->status)
			&& (period_month_last(month->month) == s->m->as_of
				|| (s->m->book->by_day
					&& month->month
						== period_month_of(
							s->m->as_of)));

		buf_clear(&b);
		format_number_month(&b, s->m->lang, month->month);
		page_row(s->page, t);
		page_text(s->page, t, buf_span(&b));
		if (c->hidden[i])
			page_text(s->page, t,
				words_of(s->m->lang, WORD_HIDDEN));
		else
			add_value(s, t, &month->result,
				now ? verdict_cell(v, VERDICT_VALUE)
				    : SPAN(""));
		if (!month->low.is || !month->high.is
			|| !ratio_compare(month->low.at, month->high.at)) {
			add_value(s, t, &month->low,
				now ? verdict_cell(v, VERDICT_EXPECTED)
				    : SPAN(""));
			continue;
		}
		buf_clear(&b);
		sentence_number(&b, s->m, month->low.at, s->goal->decimals);
		buf_text(&b, "–");
		sentence_number(&b, s->m, month->high.at, s->goal->decimals);
		page_text(s->page, t, buf_span(&b));
	}
}

/* --- units side by side --- */

/* The table of the units' figures; the columns' titles say what they count. */
static struct page_table *
units_table(const struct subject_of *s)
{
	enum lang lang = s->m->lang;
	struct page_table *t = page_figure_table(s->page,
		material_goal_title(s->m, s->goal_index));

	page_column(s->page, t, "unit", words_of(lang, WORD_UNIT), PAGE_TEXT);
	number_column(s, t, "target", "", WORD_TARGET);
	number_column(s, t, "expected", "", WORD_EXPECTED);
	number_column(s, t, "value", "", WORD_RESULT);
	page_column(s->page, t, "status", words_of(lang, WORD_STATUS),
		PAGE_STATUS);
	return t;
}

/* The table of all units, and their small charts on one scale. A parent is not
 * among them: it has the large chart. One scale is for all, so that heights can
 * be compared. */
static void
add_units(struct page *p, const struct material *m, int goal)
{
	struct chart **small;
	struct page_table *t = NULL;
	struct axis scale = { 0 };
	struct subject_of s;
	struct course course;
	size_t n = 0, most = 0;

	small = mem_new((size_t)m->units->count + 1, sizeof(struct chart *));
	for (int unit = 0; unit < m->units->count; unit++) {
		if (m->parent[unit] || !begin(&s, p, m, unit, goal))
			continue;
		t = t ? t : units_table(&s);
		page_row(p, t);
		page_text(p, t, m->units->list[unit].name);
		page_number(p, t, verdict_cell(s.verdict, VERDICT_TARGET),
			SPAN(""));
		page_number(p, t, verdict_cell(s.verdict, VERDICT_EXPECTED),
			SPAN(""));
		if (material_hidden(m, unit, goal))
			page_text(p, t, words_of(m->lang, WORD_HIDDEN));
		else
			page_number(p, t,
				verdict_cell(s.verdict, VERDICT_VALUE),
				SPAN(""));
		page_status(p, t, s.verdict->status);
		/* A month of one unit would be the parent's less the
		 * others': where one is hidden, none is drawn. */
		if (suppress_any(m, goal))
			continue;
		course_of(&s, &course);
		if (!course.any)
			continue;
		small[n] = new_chart(&s, CHART_SMALL, &course);
		for (size_t i = 0; i < CHART_MONTHS; i++) {
			if (course.month[i].result.is)
				axis_take(&scale, course.month[i].result.at);
			if (course.month[i].low.is)
				axis_take(&scale, course.month[i].low.at);
			if (course.month[i].high.is)
				axis_take(&scale, course.month[i].high.at);
		}
		most = course.any > most ? course.any : most;
		n++;
	}
	/* One point is no course, and one unit's course is the large one: the
	 * table says as much, and the sentence. */
	for (size_t i = 0; most > 1 && n > 1 && i < n; i++) {
		page_chart(p, small[i]);
		/* The target is where the path ends; what lies outside the
		 * courses would only flatten them. */
		small[i]->target.is = small[i]->upper.is = false;
		small[i]->baseline.is = false;
		small[i]->low = (struct chart_value){ scale.any, scale.low };
		small[i]->high = (struct chart_value){ scale.any, scale.high };
	}
	mem_free(small);
}

/* A figure is begun only when something will be drawn in it. */
void
goal_chart_add(struct page *p, const struct material *m, int unit, int goal,
	enum goal_chart_set set, unsigned anchor)
{
	struct subject_of s = { 0 };
	struct course course = { 0 };
	struct chart *bullet, *curve, *funnel = NULL;
	BUF_LOCAL b = { 0 };
	bool own = unit != UNIT_NONE && begin(&s, p, m, unit, goal);
	bool units = false;

	/* Side by side only where some unit that is no parent has a result. */
	for (int i = 0; set == GOAL_CHART_UNITS && i < m->units->count; i++) {
		const struct verdict *v = material_verdict(m, i, goal);

		units = units
			|| (!m->parent[i] && v
				&& verdict_cell(v, VERDICT_VALUE).len);
	}
	/* Asked for alone, a goal without a result is drawn with its target. */
	own = own
		&& (verdict_cell(s.verdict, VERDICT_VALUE).len
			|| (set == GOAL_CHART_BOTH
				&& verdict_cell(s.verdict, VERDICT_TARGET)
					   .len));
	if (!own && !units)
		return;
	if (own)
		sentence_standing(&b, m, unit, goal);
	if (units) {
		sentence_units(&b, m, goal);
		funnel = goal_funnel_of(p, m, goal, &b);
	}
	page_figure(p, material_goal_title(m, goal), buf_span(&b), anchor);
	if (own) {
		course_of(&s, &course);
		bullet = new_chart(&s, CHART_BULLET, NULL);
		if (set != GOAL_CHART_BRIEF || course.any < 2)
			page_chart(p, bullet);
		bullet_table(&s, bullet);
	}
	/* One point is no course: the bullet says as much. */
	if (own && course.any > 1) {
		curve = new_chart(&s, CHART_CURVE, &course);
		page_chart(p, curve);
		months_table(&s, curve, &course);
	}
	if (units)
		add_units(p, m, goal);
	if (funnel)
		page_chart(p, funnel);
}
