/* SPDX-License-Identifier: MIT
 *
 * Targets that were revised or withdrawn: a table of the original and the new
 * level side by side, and a ledger of every decision. Which goals they are the
 * verdict's flag says; who decided and why stands in targets.csv, what units
 * ask for beyond that in comments.csv. What an adjustment would do is told by
 * bif-judge --adjustments; its verdicts of --what-if are shown as hypothetical.
 */
#include "report.h"

#include "sentence.h"

#include "base/buf.h"
#include "base/mem.h"
#include "value/format_number.h"
#include "value/period.h"

/* What the verdict's flag says: the target in force is not the first decided.
 * A what-if that leaves a level as it is adjusts nothing. */
static bool
is_revised(const struct material *m, int unit, int goal, const void *with)
{
	const struct verdict *v = material_verdict(m, unit, goal);

	(void)with;
	if (!v || v->status == VERDICT_NOT_APPLICABLE)
		return false;
	if ((v->flags & FLAG_HYPOTHETICAL)
		&& span_equal(verdict_cell(v, VERDICT_TARGET),
			verdict_cell(v, VERDICT_ORIGINAL_TARGET))
		&& v->status == v->original_status)
		return false;
	return v->flags & FLAG_REVISED;
}

/* Who decided a level and why: `Besluttet 15. september 2010 af udvalget:
 * konjunkturerne.` The reason is the book's text, and gets a full stop where it
 * has none. */
static void
add_decision(struct buf *b, const struct material *m, const struct target *row)
{
	struct span by = target_text(row, "decided_by");
	struct span reason = target_text(row, "reason");

	words_say(b, m->lang, by.len ? SAY_DECIDED_BY : SAY_DECIDED,
		WORDS_DAY(row->decided), WORDS_TEXT(by));
	if (reason.len)
		buf_format(b, " %.*s", SPAN_ARG(reason));
	if (b->at[b->len - 1] != '.')
		buf_byte(b, '.');
}

/* The cell of a level as the book has it. */
static void
add_level(struct page *p, struct page_table *t, const struct material *m,
	const struct target *row)
{
	int decimals = m->goals->list[row->goal].decimals;
	BUF_LOCAL target = { 0 }, upper = { 0 };

	ratio_print(&target, row->target, decimals);
	if (row->has_upper)
		ratio_print(&upper, row->upper, decimals);
	goal_table_level(p, t, m, row->goal, buf_span(&target),
		buf_span(&upper));
}

/* A row, and below it who decided, or that nobody has. */
static void
add_row(struct page *p, struct page_table *t, const struct material *m,
	int unit, int goal)
{
	const struct verdict *v = material_verdict(m, unit, goal);
	const struct contract *c = contract_find(m->contracts, unit, goal);
	BUF_LOCAL b = { 0 };

	page_row(p, t);
	page_text(p, t, material_goal_title(m, goal));
	if (c->applicable && verdict_cell(v, VERDICT_ORIGINAL_TARGET).len)
		add_level(p, t, m, c->original->due);
	else
		goal_table_level(p, t, m, goal,
			verdict_cell(v, VERDICT_ORIGINAL_TARGET), SPAN(""));
	if (v->status == VERDICT_WITHDRAWN)
		page_text(p, t, words_status(m->lang, v->status));
	else
		goal_table_target(p, t, m, unit, goal);
	goal_table_result(p, t, m, unit, goal);
	page_status(p, t, v->original_status);
	page_status(p, t, v->status);
	if (v->flags & FLAG_HYPOTHETICAL)
		buf_add(&b, words_of(m->lang, SAY_HYPOTHETICAL));
	else if (c->applicable && c->revised)
		add_decision(&b, m, c->now.due);
	if (m->goals->list[goal].cyclical) {
		buf_between(&b, " ");
		buf_add(&b, words_of(m->lang, SAY_IS_CYCLICAL));
	}
	page_note(p, t, words_of(m->lang, WORD_REMARK), buf_span(&b));
}

/* The table, and how the units' goals stand by the targets first decided and by
 * those in force: an adjustment must not look like a result. */
void
adjustments_section(struct page *p, const struct material *m)
{
	static const struct report_column columns[] = {
		{ "goal", WORD_GOAL, PAGE_TEXT },
		{ "original_target", WORD_TARGET_BEFORE, PAGE_NUMBER },
		{ "target", WORD_TARGET_NOW, PAGE_NUMBER },
		{ "value", WORD_RESULT, PAGE_NUMBER },
		{ "original_status", WORD_STATUS_BEFORE, PAGE_SIGN },
		{ "status", WORD_STATUS_NOW, PAGE_SIGN },
	};
	struct status_counts now = material_counts(m, false), then = { 0 };
	enum word word = SAY_BOTH_COUNTS;
	struct page_table *t = NULL;
	BUF_LOCAL b = { 0 };
	int of = UNIT_NONE;

	for (int unit = 0; unit < m->units->count; unit++)
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			const struct verdict *v = material_verdict(m, unit,
				goal);

			if (is_revised(m, unit, goal, NULL)) {
				t = t ? t
				      : report_table(p, m, WORD_ADJUSTED,
					      columns, 6);
				if (of != unit)
					page_group(p, t,
						m->units->list[unit].name);
				of = unit;
				add_row(p, t, m, unit, goal);
			}
			if (!v || m->parent[unit] || !m->goal_shown[goal])
				continue;
			if (v->flags & FLAG_HYPOTHETICAL)
				word = SAY_BOTH_COUNTS_IF;
			then.of[v->original_status == VERDICT_NONE
					? v->status
					: v->original_status]++;
		}
	words_say(&b, m->lang, word, WORDS_COUNT(then.of[VERDICT_MET]),
		WORDS_COUNT(then.of[VERDICT_NEAR]),
		WORDS_COUNT(then.of[VERDICT_OFF]),
		WORDS_COUNT(now.of[VERDICT_MET]),
		WORDS_COUNT(now.of[VERDICT_NEAR]),
		WORDS_COUNT(now.of[VERDICT_OFF]));
	page_paragraph(p,
		t ? buf_span(&b) : words_of(m->lang, WORD_NONE_ADJUSTED));
}

/* --- the ledger --- */

/* The rows of a unit and goal that are known, of due dates about which more
 * than one was decided: by due date, then in the order they came to hold. rows
 * has room for all targets; what is returned is how many it holds now.
 * Decisions after the day that targets are known at are not known yet. */
static size_t
decisions(const struct material *m, int unit, int goal,
	const struct target **rows)
{
	const struct targets *all = m->targets;
	size_t n = 0, kept = 0, same, i;

	for (i = 0; i < all->count; i++) {
		const struct target *row = &all->list[i];
		size_t at = n;

		if (row->year != m->year || row->unit != unit
			|| row->goal != goal || row->decided > m->known_at)
			continue;
		for (; at
			&& (rows[at - 1]->due > row->due
				|| (rows[at - 1]->due == row->due
					&& rows[at - 1]->decided
						> row->decided));
			at--)
			rows[at] = rows[at - 1];
		rows[at] = row;
		n++;
	}
	for (i = 0; i < n; i += same) {
		for (same = 1;
			i + same < n && rows[i + same]->due == rows[i]->due;
			same++)
			continue;
		if (same > 1)
			memmove(&rows[kept], &rows[i], same * sizeof(*rows));
		kept += same > 1 ? same : 0;
	}
	return kept;
}

/* One decision: when, what, how much was known, and how the goal stands by it
 * where that was judged: by the first and by the one in force. Milestones have
 * due dates of their own, so a goal may have several levels in force. */
static void
add_ledger_row(struct page *p, struct page_table *t, const struct material *m,
	const struct target *row)
{
	const struct goal *g = &m->goals->list[row->goal];
	const struct verdict *v = material_verdict(m, row->unit, row->goal);
	const struct contract *c = contract_find(m->contracts, row->unit,
		row->goal);
	struct span counted = words_counted(m->lang, g->unit_of_value);
	int32_t first, last, months;
	BUF_LOCAL b = { 0 };

	page_row(p, t);
	page_text(p, t, material_goal_title(m, row->goal));
	page_day(p, t, row->decided);
	if (row->withdraws) {
		page_text(p, t, words_status(m->lang, VERDICT_WITHDRAWN));
	} else {
		add_level(p, t, m, row);
	}
	if (row->has_baseline)
		ratio_print(&b, row->baseline, g->decimals);
	page_number(p, t, buf_span(&b), counted);
	/* How much of the result was known on the day of the decision. */
	book_year_of(m->book, m->as_of, &first, &last);
	months = period_month_of(row->decided + 1) - period_month_of(first);
	buf_clear(&b);
	if (row->decided > row->due)
		buf_add(&b, words_of(m->lang, SAY_KNOWN_ALL));
	else if (months <= 0)
		buf_add(&b, words_of(m->lang, SAY_KNOWN_NONE));
	else
		words_say(&b, m->lang, SAY_KNOWN_MONTHS, WORDS_COUNT(months));
	page_text(p, t, buf_span(&b));
	page_status(p, t,
		row == c->original->due ? v->original_status
			: row == c->now.due && !(v->flags & FLAG_HYPOTHETICAL)
			? v->status
			: VERDICT_NONE);
	buf_clear(&b);
	add_decision(&b, m, row);
	page_note(p, t, words_of(m->lang, WORD_REMARK), buf_span(&b));
}

/* Every decision on the goals that were adjusted: an adjustment when the
 * result was known makes any goal met, so it is counted. */
static void
ledger(struct page *p, const struct material *m)
{
	static const struct report_column columns[] = { { "goal", WORD_GOAL,
								PAGE_TEXT },
		{ "decided", WORD_DECIDED, PAGE_DAY },
		{ "target", WORD_TARGET, PAGE_NUMBER },
		{ "baseline", WORD_BASELINE, PAGE_NUMBER },
		{ "known", WORD_RESULT_KNOWN, PAGE_TEXT },
		{ "status", WORD_STATUS, PAGE_SIGN } };
	const struct target **rows = mem_new(m->targets->count + 1,
		sizeof(*rows));
	struct page_table *t = NULL;
	size_t n, goals = 0, late = 0, i;
	BUF_LOCAL b = { 0 };
	int of = UNIT_NONE;

	for (int unit = 0; unit < m->units->count; unit++)
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			n = material_verdict(m, unit, goal)
				? decisions(m, unit, goal, rows)
				: 0;
			if (!n)
				continue;
			t = t ? t : report_table(p, m, WORD_LEDGER, columns, 6);
			if (of != unit)
				page_group(p, t, m->units->list[unit].name);
			of = unit;
			goals++;
			for (i = 0; i < n; i++) {
				add_ledger_row(p, t, m, rows[i]);
				late += rows[i]->decided > rows[i]->due;
			}
		}
	if (goals) {
		words_say(&b, m->lang, SAY_LEDGER, WORDS_COUNT(goals),
			WORDS_COUNT(late));
		page_paragraph(p, buf_span(&b));
	}
	mem_free(rows);
}

/* --- what is asked for --- */

/* What units answered to this status: those that ask for another level, or
 * those that make an effort; one may do both. Answers to other statuses of the
 * year are left out. */
static void
answers(struct page *p, const struct material *m, enum comment_response asked,
	enum word heading)
{
	BUF_LOCAL b = { 0 };
	bool any = false;

	for (size_t i = 0; i < m->comments->count; i++) {
		const struct comment *c = &m->comments->list[i];

		if (c->year != m->year || c->as_of != m->as_of
			|| (c->response != asked
				&& c->response != RESPONSE_BOTH))
			continue;
		buf_clear(&b);
		buf_format(&b, "%.*s, %.*s%s%.*s",
			SPAN_ARG(m->units->list[c->unit].name),
			SPAN_ARG(material_goal_title(m, c->goal)),
			c->text.len ? ": " : "", SPAN_ARG(c->text));
		report_item(p, m, &any, 2, heading, buf_span(&b));
	}
}

/* What was decided comes first, then all decisions with what was known, then
 * what units ask for: in the order in which a committee would ask. */
void
adjustments_make(struct page *p, const struct material *m)
{
	BUF_LOCAL b = { 0 };

	sentence_date(&b, m);
	page_title(p, words_of(m->lang, WORD_ADJUSTED), buf_span(&b));
	adjustments_section(p, m);
	ledger(p, m);
	answers(p, m, RESPONSE_ADJUST, WORD_PROPOSED);
	answers(p, m, RESPONSE_EFFORT, WORD_EFFORT_INSTEAD);
	verdict_table_where(p, m, is_revised, NULL);
}
