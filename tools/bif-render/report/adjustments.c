/* SPDX-License-Identifier: MIT
 *
 * Targets that were revised or withdrawn. Which they are the verdict's flag
 * says; who decided it and why stands in targets.csv, the proposals for more in
 * comments.csv.
 */
#include "report.h"

#include "sentence.h"

#include "base/buf.h"
#include "value/format_number.h"

/* What the verdict's flag says: the target in force is not the first decided.
 */
static bool
is_revised(const struct material *m, int unit, int goal, const void *with)
{
	const struct verdict *v = material_verdict(m, unit, goal);

	(void)with;
	return v && v->status != VERDICT_NOT_APPLICABLE
		&& (v->flags & FLAG_REVISED);
}

/* A row, and below it who decided: `Besluttet 15. september 2010 af udvalget:
 * konjunkturerne.` */
static void
add_row(struct page *p, struct page_table *t, const struct material *m,
	int unit, int goal)
{
	const struct verdict *v = material_verdict(m, unit, goal);
	const struct contract *c = contract_find(m->contracts, unit, goal);
	struct span counted = words_counted(m->lang,
		m->goals->list[goal].unit_of_value);
	const struct target *row;
	struct buf b = { 0 };

	page_row(p, t);
	page_text(p, t, material_goal_title(m, goal));
	page_number(p, t, v->cell[VERDICT_ORIGINAL_TARGET], counted);
	if (v->status == VERDICT_WITHDRAWN)
		page_text(p, t, words_status(m->lang, v->status));
	else
		goal_table_target(p, t, m, unit, goal);
	goal_table_result(p, t, m, unit, goal);
	page_status(p, t, v->original_status);
	page_status(p, t, v->status);
	if (c->applicable && c->revised) {
		row = c->now.due;
		words_say(&b, m->lang,
			row->decided_by.len ? SAY_DECIDED_BY : SAY_DECIDED,
			WORDS_DAY(row->decided), WORDS_TEXT(row->decided_by));
		if (row->reason.len)
			buf_format(&b, " %.*s", SPAN_ARG(row->reason));
		if (b.at[b.len - 1] != '.')
			buf_byte(&b, '.');
	}
	page_note(p, t, words_of(m->lang, WORD_REMARK), buf_span(&b));
	buf_free(&b);
}

/* How the units' goals stand by the targets first decided and by those in force:
 * an adjustment must not look like a result. */
static void
both_counts(struct page *p, const struct material *m)
{
	struct status_counts now = material_counts(m, false), then = { 0 };
	struct buf b = { 0 };

	for (int unit = 0; unit < m->units->count; unit++)
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			const struct verdict *v = material_verdict(m, unit,
				goal);

			if (!v || m->parent[unit] || !m->goal_shown[goal])
				continue;
			then.of[v->original_status == VERDICT_NONE
					? v->status
					: v->original_status]++;
		}
	words_say(&b, m->lang, SAY_BOTH_COUNTS,
		WORDS_COUNT(then.of[VERDICT_MET]),
		WORDS_COUNT(then.of[VERDICT_NEAR]),
		WORDS_COUNT(then.of[VERDICT_OFF]),
		WORDS_COUNT(now.of[VERDICT_MET]),
		WORDS_COUNT(now.of[VERDICT_NEAR]),
		WORDS_COUNT(now.of[VERDICT_OFF]));
	page_paragraph(p, buf_span(&b));
	buf_free(&b);
}

void
adjustments_section(struct page *p, const struct material *m)
{
	static const struct {
		const char *name;
		enum word title;
		enum page_kind kind;
	} columns[] = { { "goal", WORD_GOAL, PAGE_TEXT },
		{ "original_target", WORD_TARGET_BEFORE, PAGE_NUMBER },
		{ "target", WORD_TARGET_NOW, PAGE_NUMBER },
		{ "value", WORD_RESULT, PAGE_NUMBER },
		{ "original_status", WORD_STATUS_BEFORE, PAGE_SIGN },
		{ "status", WORD_STATUS_NOW, PAGE_SIGN } };
	struct page_table *t = NULL;
	bool grouped;

	for (int unit = 0; unit < m->units->count; unit++) {
		grouped = false;
		for (int goal = 0; goal < (int)m->goals->count; goal++) {
			if (!is_revised(m, unit, goal, NULL))
				continue;
			if (!t) {
				t = page_table(p,
					words_of(m->lang, WORD_ADJUSTED));
				for (size_t i = 0; i < 6; i++)
					page_column(p, t, columns[i].name,
						words_of(m->lang,
							columns[i].title),
						columns[i].kind);
			}
			if (!grouped)
				page_group(p, t, m->units->list[unit].name);
			grouped = true;
			add_row(p, t, m, unit, goal);
		}
	}
	if (!t)
		page_paragraph(p, words_of(m->lang, WORD_NONE_ADJUSTED));
	else
		both_counts(p, m);
}

/* Adjustments that were asked for in comments on this status. */
static void
proposals(struct page *p, const struct material *m)
{
	struct buf b = { 0 };
	bool any = false;

	for (size_t i = 0; i < m->comments->count; i++) {
		const struct comment *c = &m->comments->list[i];

		if (c->year != m->year || c->as_of != m->as_of
			|| (c->response != RESPONSE_ADJUST
				&& c->response != RESPONSE_BOTH))
			continue;
		if (!any) {
			page_heading(p, 2, words_of(m->lang, WORD_PROPOSED));
			page_list(p);
		}
		any = true;
		buf_clear(&b);
		buf_format(&b, "%.*s, %.*s%s%.*s",
			SPAN_ARG(m->units->list[c->unit].name),
			SPAN_ARG(material_goal_title(m, c->goal)),
			c->text.len ? ": " : "", SPAN_ARG(c->text));
		page_item(p, 0, buf_span(&b));
	}
	buf_free(&b);
}

void
adjustments_make(struct page *p, const struct material *m)
{
	struct buf b = { 0 };

	sentence_date(&b, m);
	page_title(p, words_of(m->lang, WORD_ADJUSTED), buf_span(&b));
	adjustments_section(p, m);
	proposals(p, m);
	verdict_table_where(p, m, is_revised, NULL);
	buf_free(&b);
}
