/* SPDX-License-Identifier: MIT
 *
 * The paper for the committee, in the form such papers have in Copenhagen:
 * Indstilling, Problemstilling, Løsning, Økonomi, Videre proces. They fit on
 * one page that says it all; what it rests on follows in appendices: the board
 * on one page, the central goals, those that are far off with what is done,
 * adjustments, what could not be judged, method, and each goal drawn.
 *
 * Where the book has a text of its own for a heading (own_text.c), it stands
 * in place of ours.
 */
#include "report.h"

#include "sentence.h"
#include "result/year_progress.h"
#include "value/period.h"

/* The paper being written. */
struct paper {
	struct page *page;
	const struct material *m;
	bool whole_year;
	unsigned appendices; /* so far */
	struct buf b;        /* the text being put together */
};

/* Ends the paragraph that is being put together. */
static void
paragraph(struct paper *n)
{
	page_paragraph(n->page, buf_span(&n->b));
	buf_clear(&n->b);
}

/* A heading of the first page, and the book's own text below it, if any. */
static bool
heading(struct paper *n, enum word word)
{
	struct span words = words_of(n->m->lang, word);

	page_heading(n->page, 2, words);
	return own_text_add(n->page, n->m->own_text, words);
}

/* `Bilag 2. De mest centrale mål`: the heading of the next appendix. The book's
 * own text for it stands first and takes the place of nothing. */
static void
appendix(struct paper *n, enum word word)
{
	struct span words = words_of(n->m->lang, word);

	words_say(&n->b, n->m->lang, SAY_APPENDIX, WORDS_COUNT(++n->appendices),
		WORDS_TEXT(words));
	page_heading(n->page, 2, buf_span(&n->b));
	buf_clear(&n->b);
	own_text_add(n->page, n->m->own_text, words);
}

/* Title, counts at a glance and in words, and who has a contract: `Alle 10
 * decentrale enheder i forvaltningen har en resultatkontrakt.` Own text that
 * stands before any heading of texts/REPORT.md comes last here. */
static void
opening(struct paper *n)
{
	const struct material *m = n->m;
	BUF_LOCAL b = { 0 };

	words_say(&n->b, m->lang,
		n->whole_year ? SAY_FULL_YEAR_TITLE : SAY_HALF_YEAR_TITLE,
		WORDS_YEAR(m->year));
	if (m->case_number.len)
		buf_format(&n->b, " (%.*s)", SPAN_ARG(m->case_number));
	sentence_date(&b, m);
	page_title(n->page, buf_span(&n->b), buf_span(&b));
	buf_clear(&n->b);
	board_summary(n->page, m);
	goals_without_verdict_opinion(n->page, m, UNIT_NONE, false);
	goals_without_verdict_missing(n->page, m, UNIT_NONE, false);
	changes_summary(n->page, m, false);
	buf_clear(&b);
	sentence_period(&b, m);
	words_say(&n->b, m->lang,
		material_top(m) == UNIT_NONE ? SAY_LEAD : SAY_LEAD_OF,
		WORDS_TEXT(buf_span(&b)), WORDS_COUNT(material_unit_count(m)),
		WORDS_TEXT(sentence_administration(m)));
	paragraph(n);
	own_text_add(n->page, m->own_text, SPAN(""));
}

/* The part that is decided on. Each part is the book's own text where it has
 * one, else ours. */
static void
matter(struct paper *n)
{
	const struct material *m = n->m;
	BUF_LOCAL period = { 0 };

	if (!heading(n, SAY_RECOMMENDATION)) {
		words_say(&n->b, m->lang, SAY_RECOMMENDS,
			WORDS_TEXT(sentence_administration(m)));
		paragraph(n);
		page_list(n->page);
		words_say(&n->b, m->lang,
			n->whole_year ? SAY_TAKE_NOTE_FULL : SAY_TAKE_NOTE_HALF,
			WORDS_TEXT(sentence_committee(m)), WORDS_YEAR(m->year));
		page_item(n->page, 0, buf_span(&n->b));
		buf_clear(&n->b);
	}
	if (!heading(n, SAY_PROBLEM_TITLE)) {
		sentence_period(&period, m);
		words_say(&n->b, m->lang, SAY_PROBLEM,
			WORDS_TEXT(buf_span(&period)));
		paragraph(n);
	}
}

/* What follows of it; and what else the book has to say. `known` are all
 * headings of the paper: what the book writes below any other is a chapter of
 * its own and comes before the economy. */
static void
process(struct paper *n)
{
	static const enum word known[] = { SAY_RECOMMENDATION,
		SAY_PROBLEM_TITLE, SAY_SOLUTION_TITLE, SAY_ECONOMY_TITLE,
		SAY_PROCESS_TITLE, SAY_APPENDIX_BOARD, WORD_CENTRAL,
		WORD_FAR_OFF, WORD_ADJUSTED, WORD_WITHOUT_VERDICT,
		SAY_METHOD_TITLE, WORD_CHARTS, WORD_CHANGES };
	const struct material *m = n->m;

	own_text_others(n->page, m->own_text, m->lang, known, COUNT(known));
	if (!heading(n, SAY_ECONOMY_TITLE))
		page_paragraph(n->page, words_of(m->lang, SAY_ECONOMY));
	if (heading(n, SAY_PROCESS_TITLE))
		return;
	if (n->whole_year)
		words_say(&n->b, m->lang, SAY_PROCESS_FULL,
			WORDS_YEAR(m->year + 1));
	else
		words_say(&n->b, m->lang, SAY_PROCESS_HALF, WORDS_YEAR(m->year),
			WORDS_YEAR(m->year + 1));
	paragraph(n);
}

/* Each goal drawn, by perspective. The anchors are those the board links by. */
static void
charts(struct paper *n)
{
	const struct material *m = n->m;
	struct span perspective;
	int top = material_top(m);
	size_t at = 0, before;

	page_drawn(n->page, true);
	appendix(n, WORD_CHARTS);
	page_paragraph(n->page, words_of(m->lang, SAY_CHARTS));
	while (material_perspective(m, &at, &perspective)) {
		before = n->page->nblocks;
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			if (!m->goal_shown[goal]
				|| !span_equal(perspective,
					m->goals->list[goal].perspective))
				continue;
			goal_chart_add(n->page, m, top, goal, GOAL_CHART_UNITS,
				board_anchor(goal));
		}
		if (n->page->nblocks > before && perspective.len)
			page_heading_before(n->page, before, 3, perspective);
	}
	page_drawn(n->page, false);
}

/* How goals are judged, and the reservation that the list of them (appendix 5)
 * has no room for. */
static void
method(struct paper *n)
{
	struct material_walk at = { 0 };
	unsigned flags = 0;

	while (material_next(n->m, &at))
		if (verdict_given(at.verdict->status))
			flags |= at.verdict->flags;
	buf_add(&n->b, words_of(n->m->lang, SAY_METHOD));
	if (flags & FLAG_WITHIN_CHANCE) {
		buf_between(&n->b, " ");
		buf_add(&n->b, words_of(n->m->lang, SAY_WITHIN_CHANCE));
	}
	paragraph(n);
}

/* Which goals follow the business cycle: their results are to be read so. */
static void
cyclical(struct paper *n)
{
	const struct material *m = n->m;
	BUF_LOCAL titles = { 0 };

	for (int goal = 0; goal < (int)m->goals->count; goal++)
		if (m->goal_shown[goal] && m->goals->list[goal].cyclical) {
			buf_between(&titles, "; ");
			buf_add(&titles, material_goal_title(m, goal));
		}
	if (titles.len) {
		words_say(&n->b, m->lang, SAY_CYCLICAL,
			WORDS_TEXT(buf_span(&titles)));
		paragraph(n);
	}
}

/* What no goal covers, since when and why, and how many facts that left out:
 * a committee must not read them into the counts. */
static void
scope(struct paper *n)
{
	const struct measures *all = n->m->measures;

	for (size_t i = 0; i < all->nscope; i++) {
		const struct scope_rule *rule = &all->scope[i];
		bool from = rule->from != DAY_NONE, to = rule->to != DAY_NONE;

		if (!rule->because.len)
			continue;
		if (n->b.len)
			buf_byte(&n->b, ' ');
		words_say(&n->b, n->m->lang,
			from && to     ? SAY_SCOPE_BETWEEN
				: from ? SAY_SCOPE_FROM
				: to   ? SAY_SCOPE_TO
				       : SAY_SCOPE,
			WORDS_TEXT(rule->because), WORDS_DAY(rule->from),
			WORDS_DAY(rule->to));
	}
	if (all->nscope && n->m->origins && n->m->origins->scoped) {
		if (n->b.len)
			buf_byte(&n->b, ' ');
		words_say(&n->b, n->m->lang, SAY_SCOPE_FACTS,
			WORDS_COUNT(n->m->origins->out_of_scope));
	}
	if (n->b.len)
		paragraph(n);
}

/* The first page, and the appendices in the order in which a committee asks.
 * Appendices are numbered as they come, so one that is left out leaves no
 * gap. */
static void
make(struct page *p, const struct material *m, bool whole_year)
{
	struct paper n = { .page = p, .m = m, .whole_year = whole_year };

	opening(&n);
	matter(&n);
	/* what came out: which goals are worst and what is done, what is
	 * missing */
	heading(&n, SAY_SOLUTION_TITLE);
	words_say(&n.b, m->lang, SAY_SOLUTION,
		WORDS_COUNT(material_unit_count(m)));
	paragraph(&n);
	goals_off_worst(p, m);
	sentence_open(&n.b, m);
	if (n.b.len)
		paragraph(&n);
	process(&n);
	appendix(&n, SAY_APPENDIX_BOARD);
	page_alone(p);
	board_matrix(p, m, false, true);
	appendix(&n, WORD_CENTRAL);
	page_alone(p);
	goal_table_central(p, m);
	appendix(&n, WORD_FAR_OFF);
	goals_off_section(p, m);
	goals_off_comments(p, m);
	appendix(&n, WORD_ADJUSTED);
	adjustments_section(p, m);
	appendix(&n, WORD_WITHOUT_VERDICT);
	goals_without_verdict_section(p, m);
	goals_without_verdict_reservations(p, m);
	if (m->earlier) {
		appendix(&n, WORD_CHANGES);
		changes_list(p, m, UNIT_NONE);
	}
	appendix(&n, SAY_METHOD_TITLE);
	method(&n);
	cyclical(&n);
	scope(&n);
	board_data(p, m);
	charts(&n);
	page_link_back(p);
	verdict_table_where(p, m, NULL, NULL);
	buf_free(&n.b);
}

/* The two differ in title, recommendation and what comes next; all else follows
 * from the as-of date. */
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

/* --- month by month: the goals that goals.csv marks as followed monthly --- */

/* Which verdicts are the report's data. */
static bool
is_monthly(const struct material *m, int unit, int goal, const void *with)
{
	(void)unit;
	(void)with;
	return m->goals->list[goal].monthly;
}

/* The goals of the top unit, or, where there is none, of the units. */
static void
monthly(struct page *p, const struct material *m)
{
	struct status_counts all = { 0 }, one;
	int top = material_top(m);
	BUF_LOCAL b = { 0 };

	/* The counts are of the units, whoever the table is of. */
	for (int goal = 0; goal < (int)m->goals->count; goal++) {
		if (!m->goals->list[goal].monthly || !m->goal_shown[goal])
			continue;
		one = material_counts_goal(m, goal);
		for (int s = 0; s < VERDICT_STATUSES; s++)
			all.of[s] += one.of[s];
	}
	sentence_counts(&b, m, &all, false);
	page_paragraph(p, buf_span(&b));
	goals_without_verdict_opinion(p, m, UNIT_NONE, true);
	goals_without_verdict_missing(p, m, UNIT_NONE, true);
	changes_summary(p, m, true);
	goal_table_monthly(p, m, top);
	page_heading(p, 2, words_of(m->lang, WORD_BY_UNIT));
	board_matrix(p, m, true, true);
	page_drawn(p, true);
	page_heading(p, 2, words_of(m->lang, WORD_CHARTS));
	page_alone(p);
	for (int goal = 0; goal < (int)m->goals->count; goal++)
		if (m->goals->list[goal].monthly)
			goal_chart_add(p, m, top, goal,
				top == UNIT_NONE ? GOAL_CHART_UNITS
						 : GOAL_CHART_BRIEF,
				board_anchor(goal));
	page_drawn(p, false);
	page_link_back(p);
}

/* A book that marks no goal as monthly is told so, and its data are empty. */
void
paper_month(struct page *p, const struct material *m)
{
	struct year_progress now = year_progress_of(m->book, m->as_of);
	BUF_LOCAL b = { 0 }, date = { 0 };
	bool any = false;

	words_say(&b, m->lang, SAY_MONTH_TITLE, WORDS_MONTH(now.last));
	sentence_date(&date, m);
	page_title(p, buf_span(&b), buf_span(&date));
	for (size_t i = 0; i < m->goals->count; i++)
		any = any || (m->goal_shown[i] && m->goals->list[i].monthly);
	if (any)
		monthly(p, m);
	else
		page_paragraph(p, words_of(m->lang, WORD_NONE_MONTHLY));
	verdict_table_where(p, m, is_monthly, NULL);
}
