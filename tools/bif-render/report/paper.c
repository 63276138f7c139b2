/* SPDX-License-Identifier: MIT
 *
 * The paper for the committee, in the form such papers have in Copenhagen:
 * Indstilling, Problemstilling, Løsning, Økonomi, Videre proces, and the goals
 * one by one as an appendix. Its parts are other files' sections; here is what
 * holds them together.
 */
#include "report.h"

#include "sentence.h"

#include "base/buf.h"
#include "value/format_number.h"

/* The paper being written. */
struct paper {
	struct page *page;
	const struct material *m;
	bool whole_year;
	struct buf b; /* the text being put together */
};

/* Ends the paragraph that is being put together. */
static void
paragraph(struct paper *n)
{
	page_paragraph(n->page, buf_span(&n->b));
	buf_clear(&n->b);
}

static void
heading(struct paper *n, int level, enum word word)
{
	page_heading(n->page, level, words_of(n->m->lang, word));
}

static void
title(struct paper *n)
{
	struct buf sub = { 0 };

	words_say(&n->b, n->m->lang,
		n->whole_year ? SAY_FULL_YEAR_TITLE : SAY_HALF_YEAR_TITLE,
		WORDS_YEAR(n->m->year));
	if (n->m->case_number.len)
		buf_format(&n->b, " (%.*s)", SPAN_ARG(n->m->case_number));
	sentence_date(&sub, n->m);
	page_title(n->page, buf_span(&n->b), buf_span(&sub));
	buf_clear(&n->b);
	buf_free(&sub);
}

/* `Alle 10 decentrale enheder i forvaltningen har en resultatkontrakt.` */
static void
lead(struct paper *n)
{
	struct buf period = { 0 };

	sentence_period(&period, n->m);
	words_say(&n->b, n->m->lang,
		material_top(n->m) == UNIT_NONE ? SAY_LEAD : SAY_LEAD_OF,
		WORDS_TEXT(buf_span(&period)),
		WORDS_COUNT(material_unit_count(n->m)),
		WORDS_TEXT(sentence_administration(n->m)));
	paragraph(n);
	buf_free(&period);
}

static void
recommendation(struct paper *n)
{
	heading(n, 2, SAY_RECOMMENDATION);
	words_say(&n->b, n->m->lang, SAY_RECOMMENDS,
		WORDS_TEXT(sentence_administration(n->m)));
	paragraph(n);
	page_list(n->page);
	words_say(&n->b, n->m->lang,
		n->whole_year ? SAY_TAKE_NOTE_FULL : SAY_TAKE_NOTE_HALF,
		WORDS_TEXT(sentence_committee(n->m)), WORDS_YEAR(n->m->year));
	page_item(n->page, 0, buf_span(&n->b));
	buf_clear(&n->b);
}

static void
problem(struct paper *n)
{
	struct buf period = { 0 };

	heading(n, 2, SAY_PROBLEM_TITLE);
	sentence_period(&period, n->m);
	words_say(&n->b, n->m->lang, SAY_PROBLEM,
		WORDS_TEXT(buf_span(&period)));
	paragraph(n);
	buf_free(&period);
}

static void
counts(struct paper *n)
{
	struct status_counts units = material_counts(n->m, false),
			     parents = material_counts(n->m, true);
	size_t open = material_counts_all(&units)
		+ material_counts_all(&parents) - material_counts_given(&units)
		- material_counts_given(&parents);

	sentence_counts(&n->b, n->m, &units, false);
	if (material_counts_given(&parents)) {
		buf_byte(&n->b, ' ');
		sentence_counts(&n->b, n->m, &parents, true);
	}
	paragraph(n);
	if (!open)
		return;
	words_say(&n->b, n->m->lang, SAY_OPEN, WORDS_COUNT(open));
	paragraph(n);
}

static void
solution(struct paper *n)
{
	heading(n, 2, SAY_SOLUTION_TITLE);
	words_say(&n->b, n->m->lang, SAY_SOLUTION,
		WORDS_COUNT(material_unit_count(n->m)));
	paragraph(n);
	counts(n);
	heading(n, 3, WORD_CENTRAL);
	goal_table_central(n->page, n->m);
	goals_off_section(n->page, n->m);
	goals_off_comments(n->page, n->m);
	heading(n, 3, WORD_ADJUSTED);
	adjustments_section(n->page, n->m);
	goals_without_verdict_section(n->page, n->m);
	goals_without_verdict_reservations(n->page, n->m);
}

static void
process(struct paper *n)
{
	heading(n, 2, SAY_ECONOMY_TITLE);
	page_paragraph(n->page, words_of(n->m->lang, SAY_ECONOMY));
	heading(n, 2, SAY_PROCESS_TITLE);
	if (n->whole_year)
		words_say(&n->b, n->m->lang, SAY_PROCESS_FULL,
			WORDS_YEAR(n->m->year + 1));
	else
		words_say(&n->b, n->m->lang, SAY_PROCESS_HALF,
			WORDS_YEAR(n->m->year), WORDS_YEAR(n->m->year + 1));
	paragraph(n);
}

/* --- the appendices --- */

/* A goal that only units have begins with its name, too. */
static void
appendix_goal(struct paper *n, int top, int goal)
{
	size_t before = n->page->nblocks;

	if (top != UNIT_NONE)
		goal_chart_add(n->page, n->m, top, goal);
	if (n->page->nblocks == before)
		page_paragraph(n->page, material_goal_title(n->m, goal));
	goal_chart_units(n->page, n->m, goal);
}

static void
appendix_charts(struct paper *n)
{
	const struct material *m = n->m;
	struct span perspective;
	size_t at = 0;
	int top = material_top(m);

	page_drawn(n->page, true);
	heading(n, 2, SAY_APPENDIX_CHARTS);
	page_paragraph(n->page, words_of(m->lang, SAY_CHARTS));
	while (material_perspective(m, &at, &perspective)) {
		page_heading(n->page, 3, perspective);
		for (int goal = 0; goal < (int)m->goals->count; goal++)
			if (m->goal_shown[goal]
				&& span_equal(perspective,
					m->goals->list[goal].perspective))
				appendix_goal(n, top, goal);
	}
	page_drawn(n->page, false);
}

static void
appendices(struct paper *n)
{
	heading(n, 2, SAY_APPENDIX_BOARD);
	board_matrix(n->page, n->m, false);
	board_data(n->page, n->m);
	appendix_charts(n);
}

static void
make(struct page *p, const struct material *m, bool whole_year)
{
	struct paper n = { .page = p, .m = m, .whole_year = whole_year };

	title(&n);
	lead(&n);
	recommendation(&n);
	problem(&n);
	solution(&n);
	process(&n);
	appendices(&n);
	verdict_table_where(p, m, NULL, NULL);
	buf_free(&n.b);
}

void
paper_half_year(struct page *p, const struct material *m)
{
	make(p, m, false);
}

void
paper_full_year(struct page *p, const struct material *m)
{
	make(p, m, true);
}
