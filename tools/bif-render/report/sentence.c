/* SPDX-License-Identifier: MIT
 *
 * What reports say in whole sentences: of a status, which day it is of and how
 * many goals stand how, units and their parents apart; of one goal's verdict,
 * how it stands, how far off it is, what is to be expected, and why there is
 * none. Printed figures are taken from the verdict as they stand: rounding
 * again could contradict the status.
 */
#include "sentence.h"

#include <ctype.h>

#include "result/year_progress.h"
#include "value/period.h"

/* The day that targets are known at is told only where it is another day. */
void
sentence_date(struct buf *b, const struct material *m)
{
	struct material_walk at = { 0 };
	size_t hypothetical = 0;

	words_say(b, m->lang,
		m->known_at == m->as_of ? SAY_DATE : SAY_DATE_KNOWN,
		WORDS_YEAR(m->year), WORDS_DAY(m->as_of),
		WORDS_DAY(m->known_at));
	while (material_next(m, &at))
		hypothetical += (at.verdict->flags & FLAG_HYPOTHETICAL) != 0;
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
	size_t hidden = t->of[VERDICT_HIDDEN];
	enum verdict_status status = VERDICT_MET;

	if (hidden && !given) {
		words_say(b, m->lang, SAY_COUNTS_HIDDEN, WORDS_COUNT(hidden),
			WORDS_TEXT(name));
		return;
	}
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
	if (hidden) {
		buf_byte(b, ' ');
		words_say(b, m->lang, SAY_COUNTS_HIDDEN, WORDS_COUNT(hidden),
			WORDS_TEXT(name));
	}
}

void
sentence_parents(struct buf *b, const struct material *m)
{
	BUF_LOCAL names = { 0 };

	for (int i = 0; i < m->units->count; i++)
		if (m->parent[i] && m->unit_shown[i]) {
			if (names.len)
				buf_add(&names, words_of(m->lang, WORD_AND));
			buf_add(&names, m->units->list[i].name);
		}
	words_say(b, m->lang, SAY_PARENTS, WORDS_TEXT(buf_span(&names)));
}

void
sentence_counts(struct buf *b, const struct material *m,
	const struct status_counts *t, bool parents)
{
	BUF_LOCAL name = { 0 };

	if (parents)
		sentence_parents(&name, m);
	else
		buf_add(&name, words_of(m->lang, WORD_THE_UNITS));
	sentence_counts_of(b, m, t, buf_span(&name));
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

#define CODES_MOST 30 /* units that are listed by code and name */

void
sentence_codes(struct buf *b, const struct material *m)
{
	const char *between = ": ";

	if (material_unit_count(m) > CODES_MOST)
		return;
	for (int unit = 0; unit < m->units->count; unit++) {
		const struct unit *u = &m->units->list[unit];

		if (!m->unit_shown[unit] || span_equal(u->code, u->name))
			continue;
		if (!b->len)
			buf_add(b, words_of(m->lang, WORD_UNITS));
		buf_format(b, "%s%.*s %.*s", between, SPAN_ARG(u->code),
			SPAN_ARG(u->name));
		between = ", ";
	}
	if (b->len)
		buf_byte(b, '.');
}

/* Two numbers are never added: a parent's goal is judged on the same events. */
void
sentence_open(struct buf *b, const struct material *m)
{
	struct status_counts units = material_counts(m, false),
			     parents = material_counts(m, true);
	size_t open = material_counts_all(&units)
		- material_counts_given(&units) - units.of[VERDICT_HIDDEN];
	size_t above = material_counts_all(&parents)
		- material_counts_given(&parents) - parents.of[VERDICT_HIDDEN];

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
	buf_between(b, " ");
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

/* --- one verdict: its figures --- */

/* Whether the goal's figures are per cent, in whatever way the book writes
 * it. */
static bool
is_percent(const struct material *m, int goal)
{
	return span_equal(words_counted(m->lang,
				  m->goals->list[goal].unit_of_value),
		words_of(m->lang, WORD_PERCENT));
}

void
sentence_value(struct buf *b, const struct material *m, int goal,
	struct span exact)
{
	words_figure(b, m->lang, exact,
		words_counted(m->lang, m->goals->list[goal].unit_of_value));
}

/* It is printed as a stream would have it first, so that the language's signs
 * are set in one place (value/format_number.h). */
void
sentence_number(struct buf *b, const struct material *m, struct ratio number,
	int decimals)
{
	BUF_LOCAL plain = { 0 };

	ratio_print(&plain, number, decimals);
	format_number_number(b, m->lang, buf_span(&plain));
}

/* `mindst 45,0 pct.`: a figure and on which side of it the result is to be. */
static void
add_bound(struct buf *b, const struct material *m, int goal, struct span exact)
{
	enum direction direction = m->goals->list[goal].direction;
	BUF_LOCAL figure = { 0 };

	sentence_value(&figure, m, goal, exact);
	if (direction == WITHIN)
		buf_add(b, buf_span(&figure));
	else
		words_say(b, m->lang,
			direction == AT_LEAST ? WORD_OF_AT_LEAST
					      : WORD_OF_AT_MOST,
			WORDS_TEXT(buf_span(&figure)));
}

/* What is hidden has a status and no figure; what is not judged has a reason.
 * Of a range what is expected is both its edges; of all others the side is said
 * (`mindst`), since a figure alone does not tell which way is good. */
void
sentence_standing(struct buf *b, const struct material *m, int unit, int goal)
{
	const struct verdict *v = material_verdict(m, unit, goal);
	struct span status = words_status(m->lang, v->status);
	BUF_LOCAL result = { 0 }, expected = { 0 }, upper = { 0 };

	if (!verdict_given(v->status)) {
		sentence_absence(b, m, unit, goal);
		return;
	}
	if (!verdict_cell(v, VERDICT_VALUE).len) {
		words_say(b, m->lang, SAY_STANDING_HIDDEN, WORDS_TEXT(status));
		return;
	}
	sentence_value(&result, m, goal, verdict_cell(v, VERDICT_VALUE));
	if (m->goals->list[goal].direction == WITHIN
		&& verdict_cell(v, VERDICT_UPPER).len) {
		sentence_value(&upper, m, goal, verdict_cell(v, VERDICT_UPPER));
		words_say(&expected, m->lang, WORD_OF_RANGE,
			WORDS_NUMBER(verdict_cell(v, VERDICT_TARGET)),
			WORDS_TEXT(buf_span(&upper)));
	} else {
		add_bound(&expected, m, goal,
			verdict_cell(v, VERDICT_EXPECTED));
	}
	words_say(b, m->lang, SAY_STANDING, WORDS_TEXT(buf_span(&result)),
		WORDS_TEXT(buf_span(&expected)), WORDS_TEXT(status));
}

/* --- the distance --- */

/* On which side of what was expected the result is. Figures that cannot be read
 * leave the direction to say it: what is not met is on the worse side. */
static bool
is_above(const struct verdict *v, const struct goal *g)
{
	struct ratio result, wanted;

	if (ratio_read(verdict_cell(v, VERDICT_VALUE), &result)
		&& ratio_read(verdict_cell(v, VERDICT_EXPECTED), &wanted))
		return ratio_compare(result, wanted) > 0;
	return g->direction == AT_MOST;
}

/* How far a result is from what was expected, in what the goal counts, and how
 * far that may be to be near: false where the two cannot be printed so that
 * they agree with the status. Of a change no share is told: a share of a change
 * of a share is no figure that people can picture. The band is printed with up
 * to three decimals more than the goal has, until the result stands on the same
 * side of it as its status says (DESIGN 6). */
static bool
measure_change(const struct verdict *v, const struct goal *g, struct buf *gap,
	struct buf *band)
{
	struct ratio result, wanted, target, from, width, shown;

	if (!ratio_read(verdict_cell(v, VERDICT_VALUE), &result)
		|| !ratio_read(verdict_cell(v, VERDICT_EXPECTED), &wanted))
		return false;
	result = ratio_abs(ratio_sub(result, wanted));
	/* With the goal's decimals, unless it has more. */
	ratio_print(gap, result, g->decimals);
	if (!ratio_read(buf_span(gap), &shown)
		|| ratio_compare(shown, result)) {
		buf_clear(gap);
		ratio_print_exact(gap, result);
	}
	if (!ratio_read(verdict_cell(v, VERDICT_TARGET), &target)
		|| !ratio_read(verdict_cell(v, VERDICT_BASELINE), &from)
		|| !ratio_read(verdict_cell(v, VERDICT_BAND), &width))
		return false;
	width = ratio_div(ratio_mul(width, ratio_abs(ratio_sub(target, from))),
		ratio_int(100));
	for (int more = 0; more < 4; more++) {
		buf_clear(band);
		ratio_print(band, width, g->decimals + more);
		ratio_read(buf_span(band), &shown);
		if ((ratio_compare(result, shown) > 0)
			== (v->status == VERDICT_OFF))
			return true;
	}
	return false;
}

/* Of a change: the distance in what the goal counts, and that it has become
 * worse than it was, where it has. */
static void
distance_of_change(struct buf *b, const struct material *m,
	const struct verdict *v, int goal)
{
	const struct goal *g = &m->goals->list[goal];
	BUF_LOCAL exact = { 0 }, width = { 0 }, gap = { 0 }, band = { 0 };
	bool banded = measure_change(v, g, &exact, &width), above;
	struct ratio from, result;

	above = is_above(v, g);
	if (exact.len) {
		sentence_value(&gap, m, goal, buf_span(&exact));
		if (banded)
			sentence_value(&band, m, goal, buf_span(&width));
		words_say(b, m->lang,
			banded ? (above ? SAY_ABOVE : SAY_BELOW)
			       : (above ? SAY_ABOVE_ONLY : SAY_BELOW_ONLY),
			WORDS_TEXT(buf_span(&gap)),
			WORDS_TEXT(buf_span(&band)));
	}
	if (ratio_read(verdict_cell(v, VERDICT_BASELINE), &from)
		&& ratio_read(verdict_cell(v, VERDICT_VALUE), &result)
		&& ratio_compare(result, from)
				* (g->direction == AT_MOST ? 1 : -1)
			> 0) {
		buf_between(b, " ");
		words_say(b, m->lang,
			g->direction == AT_MOST ? SAY_HIGHER_THAN_START
						: SAY_LOWER_THAN_START,
			WORDS_NUMBER(verdict_cell(v, VERDICT_BASELINE)));
	}
}

/* A distance is per cent of what was expected, or what the goal counts. */
void
sentence_distance(struct buf *b, const struct material *m, int unit, int goal)
{
	const struct verdict *v = material_verdict(m, unit, goal);
	const struct goal *g = &m->goals->list[goal];
	struct span exact = verdict_cell(v, VERDICT_SHORTFALL);
	BUF_LOCAL distance = { 0 }, band = { 0 };

	if ((v->status != VERDICT_NEAR && v->status != VERDICT_OFF)
		|| !exact.len)
		return;
	if (g->scale == SCALE_OF_CHANGE) {
		distance_of_change(b, m, v, goal);
		return;
	}
	if (g->scale == SCALE_OF_TARGET) {
		words_say(&distance, m->lang, WORD_OF_PERCENT,
			WORDS_NUMBER(exact));
		words_say(&band, m->lang, WORD_OF_PERCENT,
			WORDS_NUMBER(verdict_cell(v, VERDICT_BAND)));
	} else {
		struct span edge = verdict_cell(v, VERDICT_BAND);

		if (is_percent(m, goal)) {
			words_say(&distance, m->lang, WORD_OF_POINTS,
				WORDS_NUMBER(exact));
			words_say(&band, m->lang, WORD_OF_POINTS,
				WORDS_NUMBER(edge));
		} else {
			sentence_value(&distance, m, goal, exact);
			sentence_value(&band, m, goal, edge);
		}
	}
	words_say(b, m->lang, is_above(v, g) ? SAY_ABOVE : SAY_BELOW,
		WORDS_TEXT(buf_span(&distance)), WORDS_TEXT(buf_span(&band)));
}

/* --- looking ahead --- */

/* What the rest of the year must give; of what is out of reach no more is said.
 * It is said of a goal that is not met and not due yet, where what is left of
 * the year adds to the result; nothing below 0 or above 100 per cent can be
 * asked for. */
static void
add_required(struct buf *b, const struct material *m, const struct verdict *v,
	int goal)
{
	const struct goal *g = &m->goals->list[goal];
	BUF_LOCAL figure = { 0 };
	struct ratio rest;

	if (!ratio_read(verdict_cell(v, VERDICT_REQUIRED), &rest)
		|| ratio_sign(rest) < 0
		|| (is_percent(m, goal)
			&& ratio_compare(rest, ratio_int(100)) > 0)
		|| v->due <= m->as_of || v->status == VERDICT_MET
		|| g->direction == WITHIN
		|| (g->window != WINDOW_YEAR
			&& g->window != WINDOW_MEAN_OF_MONTHS))
		return;
	buf_between(b, " ");
	add_bound(&figure, m, goal, verdict_cell(v, VERDICT_REQUIRED));
	words_say(b, m->lang, SAY_REQUIRED, WORDS_TEXT(buf_span(&figure)));
}

/* The past comes first, then the future, then what it would take. On the last
 * day of the year the trend is of whole years. */
void
sentence_ahead(struct buf *b, const struct material *m, int unit, int goal)
{
	static const enum word trends[][2] = {
		[TREND_BETTER] = { SAY_TREND_BETTER, SAY_TREND_BETTER_YEAR },
		[TREND_SAME] = { SAY_TREND_SAME, SAY_TREND_SAME_YEAR },
		[TREND_WORSE] = { SAY_TREND_WORSE, SAY_TREND_WORSE_YEAR }
	};
	const struct verdict *v = material_verdict(m, unit, goal);
	BUF_LOCAL own = { 0 }, figure = { 0 };
	bool whole;

	if (!verdict_given(v->status))
		return;
	whole = m->as_of >= year_progress_of(m->book, m->as_of).year_end;
	if (v->trend != TREND_NONE)
		buf_add(&own, words_of(m->lang, trends[v->trend][whole]));
	/* A projection that only repeats the result says nothing new. */
	if (verdict_cell(v, VERDICT_PROJECTED).len && v->outlook != VERDICT_NONE
		&& v->due > m->as_of
		&& !span_equal(verdict_cell(v, VERDICT_PROJECTED),
			verdict_cell(v, VERDICT_VALUE))) {
		buf_between(&own, " ");
		sentence_value(&figure, m, goal,
			verdict_cell(v, VERDICT_PROJECTED));
		words_say(&own, m->lang, SAY_PROJECTED,
			WORDS_TEXT(buf_span(&figure)),
			WORDS_TEXT(words_status(m->lang, v->outlook)));
	}
	add_required(&own, m, v, goal);
	if (b->len && own.len)
		buf_byte(b, ' ');
	buf_add(b, buf_span(&own));
}

/* --- what is not judged, and reservations --- */

bool
sentence_overdue(const struct material *m, const struct action *a)
{
	return a->due != DAY_NONE && a->due < m->as_of
		&& !span_is(a->state, "done") && !span_is(a->state, "stopped");
}

/* The verdict's own sentence, with a capital and a full stop, and with the
 * titles of sources where it has their names: nobody on a committee knows
 * `opera-samtaler`. */
static void
add_why(struct buf *b, const struct material *m, struct span why)
{
	size_t first = b->len;

	for (size_t n; why.len; why.at += n, why.len -= n) {
		struct span word = { why.at, 0 };

		while (word.len < why.len
			&& (isalnum((unsigned char)word.at[word.len])
				|| strchr("-_", word.at[word.len])))
			word.len++;
		n = word.len ? word.len : 1;
		word = material_source_title(m, word);
		buf_add(b, word.len ? word : (struct span){ why.at, 1 });
	}
	b->at[first] = (char)toupper((unsigned char)b->at[first]);
	buf_byte(b, '.');
}

/* Each status has its own reason; a reader must not have to know the words of
 * the streams. Of what was not delivered the verdict's own sentence is taken
 * where it is in the report's language, since it tells which source; there it
 * has its title. */
void
sentence_absence(struct buf *b, const struct material *m, int unit, int goal)
{
	static const enum word why[VERDICT_STATUSES] = {
		[VERDICT_NOT_APPLICABLE] = SAY_NOT_APPLICABLE,
		[VERDICT_WITHDRAWN] = SAY_WITHDRAWN,
		[VERDICT_NOT_DUE] = SAY_NOT_DUE,
		[VERDICT_NOT_DELIVERED] = SAY_NOT_DELIVERED,
		[VERDICT_NOT_MATURE] = SAY_NOT_MATURE,
		[VERDICT_NO_DATA] = SAY_NO_DATA,
		[VERDICT_UNDEFINED] = SAY_UNDEFINED,
		[VERDICT_HIDDEN] = SAY_HIDDEN
	};
	const struct verdict *v = material_verdict(m, unit, goal);

	/* `why` names source and month; it is in the book's language. */
	if (v->status == VERDICT_NOT_DELIVERED
		&& verdict_cell(v, VERDICT_WHY).len
		&& m->book->danish == (m->lang == LANG_DA)) {
		add_why(b, m, verdict_cell(v, VERDICT_WHY));
		return;
	}
	if (v->status == VERDICT_NOT_DUE && v->due == DAY_NONE)
		buf_add(b, words_of(m->lang, SAY_NOT_DUE_LATER));
	else if (!verdict_given(v->status))
		words_say(b, m->lang, why[v->status], WORDS_DAY(v->due));
}

/* In a fixed order, so that equal flags read alike wherever they stand. */
void
sentence_flags(struct buf *b, const struct material *m, unsigned flags)
{
	static const struct {
		enum verdict_flag flag;
		enum word word;
	} told[] = {
		{ FLAG_SMALL_N, SAY_SMALL_N },
		{ FLAG_SENSITIVE, SAY_SENSITIVE },
		{ FLAG_INCOMPLETE, SAY_INCOMPLETE },
		{ FLAG_MANUAL, SAY_MANUAL },
		{ FLAG_PRELIMINARY, SAY_PRELIMINARY },
		{ FLAG_LAGGED, SAY_LAGGED },
		{ FLAG_UNCHECKED, SAY_UNCHECKED },
		{ FLAG_NO_ROWS, SAY_NO_ROWS },
		{ FLAG_UNSURE, SAY_UNSURE },
		{ FLAG_HYPOTHETICAL, SAY_HYPOTHETICAL },
	};

	for (size_t i = 0; i < COUNT(told); i++)
		if (flags & told[i].flag) {
			buf_between(b, " ");
			buf_add(b, words_of(m->lang, told[i].word));
		}
}
