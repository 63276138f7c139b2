/* SPDX-License-Identifier: MIT
 *
 * A status as a whole in sentences: which day it is of, and how many goals
 * stand how, of units and of their parents apart. What one verdict says is
 * sentence_verdict.c's.
 */
#include "sentence.h"

#include "result/year_progress.h"
#include "value/period.h"

/* The day that targets are known at is told only where it is another day. */
void
sentence_date(struct buf *b, const struct material *m)
{
	size_t hypothetical = 0;

	words_say(b, m->lang,
		m->known_at == m->as_of ? SAY_DATE : SAY_DATE_KNOWN,
		WORDS_YEAR(m->year), WORDS_DAY(m->as_of),
		WORDS_DAY(m->known_at));
	for (int unit = 0; unit < m->units->count; unit++)
		for (size_t goal = 0; goal < m->goals->count; goal++) {
			const struct verdict *v = material_verdict(m, unit,
				(int)goal);

			hypothetical += v && v->flags & FLAG_HYPOTHETICAL;
		}
	if (!hypothetical)
		return;
	buf_byte(b, ' ');
	words_say(b, m->lang, SAY_IS_HYPOTHETICAL, WORDS_COUNT(hypothetical));
}

/* None and one are told in words of their own. */
void
sentence_counts_of(struct buf *b, const struct material *m,
	const struct status_counts *t, struct span name)
{
	size_t given = material_counts_given(t);
	enum verdict_status status = VERDICT_MET;

	if (!given) {
		words_say(b, m->lang, SAY_COUNTS_NONE, WORDS_TEXT(name));
	} else if (given == 1) {
		while (!t->of[status])
			status++;
		words_say(b, m->lang, SAY_COUNTS_ONE, WORDS_TEXT(name),
			WORDS_TEXT(words_status(m->lang, status)));
	} else {
		words_say(b, m->lang, SAY_COUNTS, WORDS_COUNT(given),
			WORDS_TEXT(name), WORDS_COUNT(t->of[VERDICT_MET]),
			WORDS_COUNT(t->of[VERDICT_NEAR]),
			WORDS_COUNT(t->of[VERDICT_OFF]));
	}
}

/* Parents are called by their names, all of them: a book may have several. */
void
sentence_counts(struct buf *b, const struct material *m,
	const struct status_counts *t, bool parents)
{
	struct buf names = { 0 }, name = { 0 };

	if (!parents) {
		sentence_counts_of(b, m, t, words_of(m->lang, WORD_THE_UNITS));
		return;
	}
	for (int i = 0; i < m->units->count; i++)
		if (m->parent[i] && m->unit_shown[i]) {
			if (names.len)
				buf_add(&names, words_of(m->lang, WORD_AND));
			buf_add(&names, m->units->list[i].name);
		}
	words_say(&name, m->lang, SAY_PARENTS, WORDS_TEXT(buf_span(&names)));
	sentence_counts_of(b, m, t, buf_span(&name));
	buf_free(&names);
	buf_free(&name);
}

/* Signs that this report does not use are not explained. They are of units and
 * parents together, since both stand in one table. */
void
sentence_signs(struct buf *b, const struct material *m)
{
	struct status_counts units = material_counts(m, false),
			     parents = material_counts(m, true);
	const char *between = " ";

	buf_add(b, words_of(m->lang, WORD_SIGNS));
	buf_byte(b, ':');
	for (enum verdict_status s = 0; s < VERDICT_STATUSES; s++) {
		if (!units.of[s] && !parents.of[s])
			continue;
		buf_format(b, "%s%.*s %.*s", between, SPAN_ARG(words_sign(s)),
			SPAN_ARG(words_status(m->lang, s)));
		between = ", ";
	}
	buf_byte(b, '.');
}

/* Two numbers are never added: a parent's goal is judged on the same events. */
void
sentence_open(struct buf *b, const struct material *m)
{
	struct status_counts units = material_counts(m, false),
			     parents = material_counts(m, true);
	size_t open = material_counts_all(&units)
		- material_counts_given(&units);
	size_t above = material_counts_all(&parents)
		- material_counts_given(&parents);

	if (open || above)
		words_say(b, m->lang, above ? SAY_OPEN_BOTH : SAY_OPEN,
			WORDS_COUNT(open), WORDS_COUNT(above),
			WORDS_TEXT(sentence_administration(m)));
}

/* That no goal is off is worth a sentence, too. */
void
sentence_off(struct buf *b, const struct material *m)
{
	size_t off = material_counts(m, false).of[VERDICT_OFF];
	size_t above = material_counts(m, true).of[VERDICT_OFF];

	words_say(b, m->lang,
		above         ? SAY_OFF_BOTH
			: off ? SAY_OFF
			      : SAY_NONE_OFF,
		WORDS_COUNT(off), WORDS_COUNT(above),
		WORDS_TEXT(sentence_administration(m)));
}

/* Two at least: of one unit its own chart says as much. */
void
sentence_units(struct buf *b, const struct material *m, int goal)
{
	struct status_counts t = material_counts_goal(m, goal);

	if (material_counts_given(&t) < 2) /* its own chart says it */
		return;
	if (b->len)
		buf_byte(b, ' ');
	words_say(b, m->lang, SAY_UNITS_STANDING,
		WORDS_COUNT(material_counts_given(&t)),
		WORDS_COUNT(t.of[VERDICT_MET]), WORDS_COUNT(t.of[VERDICT_NEAR]),
		WORDS_COUNT(t.of[VERDICT_OFF]));
}

/* Sums over all sources; the table above has each. */
void
sentence_rows(struct buf *b, const struct material *m)
{
	uint64_t rows = 0, rejected = 0, skipped = 0;

	for (size_t i = 0; i < m->origins->count; i++) {
		rows += m->origins->list[i].rows;
		rejected += m->origins->list[i].rejected;
		skipped += m->origins->list[i].skipped;
	}
	words_say(b, m->lang, SAY_ROWS, WORDS_COUNT(rows),
		WORDS_COUNT(rejected), WORDS_COUNT(skipped));
}

/* On the last day of the year the months would only be a longer word for it. */
void
sentence_period(struct buf *b, const struct material *m)
{
	struct year_progress now = year_progress_of(m->book, m->as_of);

	words_say(b, m->lang,
		m->as_of >= now.year_end ? SAY_PERIOD_YEAR : SAY_PERIOD_MONTHS,
		WORDS_YEAR(m->year), WORDS_COUNT(now.last - now.first + 1));
}

/* The first parent speaks for the units in every report (material_top). */
struct span
sentence_administration(const struct material *m)
{
	int top = material_top(m);

	return top != UNIT_NONE ? m->units->list[top].name
				: words_of(m->lang, WORD_ADMINISTRATION);
}

/* The book may name it (`committee` of book.json). */
struct span
sentence_committee(const struct material *m)
{
	return m->committee.len ? m->committee
				: words_of(m->lang, WORD_COMMITTEE);
}
