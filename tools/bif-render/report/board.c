/* SPDX-License-Identifier: MIT
 *
 * The board: goals against units as signs and words, the counts below it, and
 * what the data reach to. Units and parents are counted apart, since a parent's
 * goal is judged on the same events once more.
 */
#include "report.h"

#include "sentence.h"

/* In a year without targets yet there is no unit to show. */
static bool
nobody(const struct material *m)
{
	for (int unit = 0; unit < m->units->count; unit++)
		if (m->unit_shown[unit])
			return false;
	return true;
}

/* A goal's row: a status for each unit that has a verdict on anything. */
static void
goal_row(struct page *p, struct page_table *t, const struct material *m,
	int goal, bool linked)
{
	const struct verdict *v;

	page_row(p, t);
	if (linked)
		page_row_anchor(t, board_anchor(goal));
	page_text(p, t, material_goal_title(m, goal));
	if (p->site)
		page_cell_link(t, PAGE_TO_GOAL, board_anchor(goal));
	for (int unit = 0; unit < m->units->count; unit++)
		if (m->unit_shown[unit]) {
			v = material_verdict(m, unit, goal);
			page_status(p, t,
				v ? v->status : VERDICT_NOT_APPLICABLE);
			if (linked)
				page_cell_link(t,
					p->site ? PAGE_TO_GOAL : PAGE_TO_FIGURE,
					board_anchor(goal));
		}
}

void
board_matrix(struct page *p, const struct material *m, bool monthly,
	bool linked)
{
	const struct goal *g = m->goals->list;
	struct page_table *t;
	struct buf b = { 0 };
	struct span perspective;
	size_t at = 0;
	bool any;

	if (nobody(m))
		return;
	t = page_table(p, words_of(m->lang, WORD_BOARD));
	page_column(p, t, "goal", words_of(m->lang, WORD_GOAL), PAGE_TEXT);
	for (int unit = 0; unit < m->units->count; unit++)
		if (m->unit_shown[unit]) {
			page_column(p, t, "status", m->units->list[unit].code,
				PAGE_SIGN);
			page_column_unit(t, (unsigned)unit + 1);
		}
	while (material_perspective(m, &at, &perspective)) {
		any = false;
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			if (!m->goal_shown[goal]
				|| (monthly && !g[goal].monthly)
				|| !span_equal(perspective,
					g[goal].perspective))
				continue;
			if (!any && perspective.len)
				page_group(p, t, perspective);
			any = true;
			goal_row(p, t, m, goal, linked);
		}
	}
	/* Below the goals: how many each unit has of a status. */
	if (!monthly)
		page_group(p, t, words_of(m->lang, WORD_COUNTS_BY_UNIT));
	for (enum verdict_status s = VERDICT_MET; !monthly && s <= VERDICT_OFF;
		s++) {
		buf_clear(&b);
		buf_format(&b, "%.*s %.*s", SPAN_ARG(words_sign(s)),
			SPAN_ARG(words_status(m->lang, s)));
		page_row(p, t);
		page_text(p, t, buf_span(&b));
		for (int unit = 0; unit < m->units->count; unit++)
			if (m->unit_shown[unit])
				page_count(p, t,
					material_counts_unit(m, unit).of[s]);
	}
	buf_clear(&b);
	sentence_signs(&b, m);
	page_paragraph(p, buf_span(&b));
	buf_free(&b);
}

/* One parent goes by its own code; where there is none, it has no column. */
static struct span
parents_title(const struct material *m)
{
	int only = UNIT_NONE, n = 0;

	for (int i = 0; i < m->units->count; i++)
		if (m->parent[i] && m->unit_shown[i])
			only = i, n++;
	return n == 0    ? SPAN("")
		: n == 1 ? m->units->list[only].code
			 : words_of(m->lang, WORD_PARENTS);
}

/* How many goals have which status, of units and of parents. */
struct counted {
	struct page_table *table;
	struct status_counts units, parents;
	bool has_parents;
};

static void
add_count(struct page *p, const struct counted *c, struct span what,
	size_t units, size_t parents)
{
	page_row(p, c->table);
	page_text(p, c->table, what);
	page_count(p, c->table, units);
	if (c->has_parents)
		page_count(p, c->table, parents);
}

/* Met, near and off are always told, also when none is; the others where
 * there are any. */
static void
add_counts(struct page *p, const struct material *m, const struct counted *c)
{
	struct buf b = { 0 };

	for (enum verdict_status s = 0; s < VERDICT_STATUSES; s++) {
		if (!verdict_given(s) && !c->units.of[s] && !c->parents.of[s])
			continue;
		buf_clear(&b);
		buf_format(&b, "%.*s %.*s", SPAN_ARG(words_sign(s)),
			SPAN_ARG(words_status(m->lang, s)));
		add_count(p, c, buf_span(&b), c->units.of[s], c->parents.of[s]);
		if (s == VERDICT_OFF)
			add_count(p, c, words_of(m->lang, WORD_TOTAL_JUDGED),
				material_counts_given(&c->units),
				material_counts_given(&c->parents));
	}
	buf_free(&b);
}

/* The table of counts, with a column for parents where there are any. */
static void
counts(struct page *p, const struct material *m)
{
	struct counted c = { .units = material_counts(m, false),
		.parents = material_counts(m, true) };
	struct span title = parents_title(m);

	c.table = page_table(p, words_of(m->lang, WORD_COUNTS));
	c.has_parents = title.len;
	page_column(p, c.table, "status", words_of(m->lang, WORD_STATUS),
		PAGE_TEXT);
	page_column(p, c.table, "units", words_of(m->lang, WORD_UNITS),
		PAGE_NUMBER);
	if (c.has_parents)
		page_column(p, c.table, "parents", title, PAGE_NUMBER);
	add_counts(p, m, &c);
	if (m->origins)
		page_beside(p);
}

void
board_data(struct page *p, const struct material *m)
{
	struct page_table *t;
	struct buf b = { 0 };

	if (!m->origins || !m->origins->count)
		return;
	t = page_table(p, words_of(m->lang, WORD_DATA));
	page_column(p, t, "source", words_of(m->lang, WORD_SOURCE), PAGE_TEXT);
	page_column(p, t, "first_date", words_of(m->lang, WORD_FIRST_DATE),
		PAGE_DAY);
	page_column(p, t, "last_date", words_of(m->lang, WORD_LAST_DATE),
		PAGE_DAY);
	page_column(p, t, "rows", words_of(m->lang, WORD_DATA_ROWS),
		PAGE_NUMBER);
	page_column(p, t, "skipped", words_of(m->lang, WORD_SKIPPED),
		PAGE_NUMBER);
	page_column(p, t, "rejected", words_of(m->lang, WORD_REJECTED),
		PAGE_NUMBER);
	for (size_t i = 0; i < m->origins->count; i++) {
		const struct origin *o = &m->origins->list[i];

		page_row(p, t);
		page_text(p, t, o->title);
		page_day(p, t, o->first_day);
		if (o->fed)
			page_day(p, t, o->last_day);
		else
			page_text(p, t, words_of(m->lang, WORD_NO_DATA_AT_ALL));
		page_count(p, t, o->rows);
		page_count(p, t, o->skipped);
		page_count(p, t, o->rejected);
	}
	sentence_rows(&b, m);
	page_paragraph(p, buf_span(&b));
	buf_free(&b);
}

void
board_summary(struct page *p, const struct material *m)
{
	struct status_counts units = material_counts(m, false),
			     parents = material_counts(m, true);
	struct page_tile tiles[3];
	struct buf b = { 0 };

	for (enum verdict_status s = VERDICT_MET; s <= VERDICT_OFF; s++)
		tiles[s] = (struct page_tile){ s, units.of[s] };
	if (material_counts_given(&units))
		page_tiles(p, tiles);
	sentence_counts(&b, m, &units, false);
	if (material_counts_all(&parents)) {
		buf_byte(&b, ' ');
		sentence_counts(&b, m, &parents, true);
	}
	page_paragraph(p, buf_span(&b));
	buf_free(&b);
}

void
board_make(struct page *p, const struct material *m)
{
	struct buf b = { 0 };

	sentence_date(&b, m);
	page_title(p,
		m->book->name.len ? m->book->name
				  : words_of(m->lang, WORD_BOARD),
		buf_span(&b));
	board_summary(p, m);
	missing_section(p, m, UNIT_NONE);
	changes_summary(p, m);
	board_matrix(p, m, false, p->site);
	if (!nobody(m))
		counts(p, m);
	board_data(p, m);
	if (p->site && m->earlier) {
		page_heading(p, 2, words_of(m->lang, WORD_CHANGES));
		changes_table(p, m);
	}
	verdict_table_where(p, m, NULL, NULL);
	buf_free(&b);
}
