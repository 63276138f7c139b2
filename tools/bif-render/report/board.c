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

/* A goal's row: a status for each unit that has a verdict on anything. linked:
 * cells lead to the goal, and its row can be led back to. */
static void
goal_row(struct page *p, struct page_table *t, const struct material *m,
	int goal, bool linked)
{
	page_row(p, t);
	if (linked)
		page_row_anchor(t, board_anchor(goal));
	page_text(p, t, material_goal_title(m, goal));
	if (p->site)
		page_cell_link(t, PAGE_TO_GOAL, board_anchor(goal));
	for (int unit = 0; unit < m->units->count; unit++)
		if (m->unit_shown[unit]) {
			const struct verdict *v = material_verdict(m, unit,
				goal);

			page_status(p, t,
				v ? v->status : VERDICT_NOT_APPLICABLE);
			if (linked)
				page_cell_link(t,
					p->site ? PAGE_TO_GOAL : PAGE_TO_FIGURE,
					board_anchor(goal));
		}
}

/* Perspectives head their goals; a unit without any verdict has no column. */
void
board_matrix(struct page *p, const struct material *m, bool monthly,
	bool linked)
{
	const struct goal *g = m->goals->list;
	struct page_table *t;
	BUF_LOCAL b = { 0 };
	struct span perspective;
	size_t at = 0;

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
		bool any = false;

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
	buf_clear(&b);
	sentence_codes(&b, m);
	if (b.len)
		page_paragraph(p, buf_span(&b));
}

/* A row of the table of counts: units, and parents where they have a column. */
static void
add_count(struct page *p, struct page_table *t, struct span what, size_t units,
	size_t parents)
{
	page_row(p, t);
	page_text(p, t, what);
	page_count(p, t, units);
	if (t->ncolumns > 2)
		page_count(p, t, parents);
}

/* How many goals have which status, of units and of parents. Met, near and off
 * are always told, also when none is; the others where there are any. One
 * parent goes by its own code; where there is none, it has no column. */
static void
counts(struct page *p, const struct material *m)
{
	struct status_counts units = material_counts(m, false),
			     parents = material_counts(m, true);
	struct page_table *t = page_table(p, words_of(m->lang, WORD_COUNTS));
	struct span title = words_of(m->lang, WORD_PARENTS);
	BUF_LOCAL b = { 0 };
	int n = 0;

	for (int i = 0; i < m->units->count; i++)
		n += m->parent[i] && m->unit_shown[i];
	if (n == 1)
		title = m->units->list[material_top(m)].code;
	page_column(p, t, "status", words_of(m->lang, WORD_STATUS), PAGE_TEXT);
	page_column(p, t, "units", words_of(m->lang, WORD_UNITS), PAGE_NUMBER);
	if (n && title.len)
		page_column(p, t, "parents", title, PAGE_NUMBER);
	for (enum verdict_status s = 0; s < VERDICT_STATUSES; s++) {
		if (!verdict_given(s) && !units.of[s] && !parents.of[s])
			continue;
		buf_clear(&b);
		buf_format(&b, "%.*s %.*s", SPAN_ARG(words_sign(s)),
			SPAN_ARG(words_status(m->lang, s)));
		add_count(p, t, buf_span(&b), units.of[s], parents.of[s]);
		if (s == VERDICT_OFF)
			add_count(p, t, words_of(m->lang, WORD_TOTAL_JUDGED),
				material_counts_given(&units),
				material_counts_given(&parents));
	}
	if (m->origins)
		page_beside(p);
}

/* A source that delivered nothing is a row that says so: it must be seen. A
 * source that the ledger does not know has no days; rows are then 0. */
void
board_data(struct page *p, const struct material *m)
{
	static const struct report_column columns[] = {
		{ "source", WORD_SOURCE, PAGE_TEXT },
		{ "first_date", WORD_FIRST_DATE, PAGE_DAY },
		{ "last_date", WORD_LAST_DATE, PAGE_DAY },
		{ "rows", WORD_DATA_ROWS, PAGE_NUMBER },
		{ "skipped", WORD_SKIPPED, PAGE_NUMBER },
		{ "rejected", WORD_REJECTED, PAGE_NUMBER },
	};
	struct page_table *t;
	BUF_LOCAL b = { 0 };

	if (!m->origins || !m->origins->count)
		return;
	t = report_table(p, m, WORD_DATA, columns, 6);
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
}

/* Only the three verdicts: what has none is told in the sentence below. */
void
board_tiles(struct page *p, const struct status_counts *counts)
{
	struct page_tile tiles[3];

	for (enum verdict_status s = VERDICT_MET; s <= VERDICT_OFF; s++)
		tiles[s] = (struct page_tile){ s, counts->of[s] };
	if (material_counts_given(counts))
		page_tiles(p, tiles);
}

/* The tiles are of the units; parents have a sentence and no tiles, so that
 * nobody adds the two. */
void
board_summary(struct page *p, const struct material *m)
{
	struct status_counts units = material_counts(m, false),
			     parents = material_counts(m, true);
	BUF_LOCAL b = { 0 };

	board_tiles(p, &units);
	sentence_counts(&b, m, &units, false);
	if (material_counts_all(&parents)) {
		buf_byte(&b, ' ');
		sentence_counts(&b, m, &parents, true);
	}
	page_paragraph(p, buf_span(&b));
}

/* What people ask first stands first: how many, what is missing, what changed;
 * then goal by goal. Of a large book that is much, and made only where somebody
 * reads it. */
void
board_make(struct page *p, const struct material *m)
{
	BUF_LOCAL b = { 0 };

	sentence_date(&b, m);
	page_title(p,
		m->book->name.len ? m->book->name
				  : words_of(m->lang, WORD_BOARD),
		buf_span(&b));
	verdict_table_where(p, m, NULL, NULL);
	if (!p->is_read)
		return;
	board_summary(p, m);
	goals_without_verdict_opinion(p, m, UNIT_NONE, false);
	goals_without_verdict_missing(p, m, UNIT_NONE, false);
	changes_summary(p, m, false);
	board_matrix(p, m, false, p->site);
	if (!nobody(m))
		counts(p, m);
	board_data(p, m);
	if (p->site && m->earlier) {
		page_heading(p, 2, words_of(m->lang, WORD_CHANGES));
		changes_table(p, m);
	}
}
