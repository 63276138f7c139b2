/* SPDX-License-Identifier: MIT
 *
 * What a status leaves open: goals without a verdict and why, the reservations
 * that verdicts are given with, and the opinion that follows from both; then
 * which data are missing and what is held back for it. What is the same at
 * several units is said once. What was missing is the stream of deliveries' to
 * say; what is held back, the verdicts'.
 */
#include "report.h"

#include "sentence.h"
#include "base/buf.h"
#include "result/year_progress.h"
#include "value/format_number.h"
#include "value/period.h"

/* Whether there is a goal and no verdict on it. What is hidden was judged. */
static bool
is_open(const struct verdict *v)
{
	return v && !verdict_given(v->status) && v->status != VERDICT_HIDDEN
		&& v->status != VERDICT_NOT_APPLICABLE;
}

/* Verdicts that say the same of a goal are told together. a is open; of
 * not_delivered the sentence counts too, since it names source and month. */
static bool
alike(const struct verdict *a, const struct verdict *b)
{
	return is_open(b) && a->status == b->status && a->due == b->due
		&& (a->status != VERDICT_NOT_DELIVERED
			|| span_equal(verdict_cell(a, VERDICT_WHY),
				verdict_cell(b, VERDICT_WHY)));
}

/* The units that are told of together, or, where that is all who have the goal,
 * just that. */
static void
add_units(struct buf *b, const struct material *m, const struct verdict *v,
	int goal)
{
	const struct verdict *other;
	const char *between = "";
	bool all = true;

	for (int i = 0; all && i < m->units->count; i++) {
		other = material_verdict(m, i, goal);
		all = !other || other->status == VERDICT_NOT_APPLICABLE
			|| alike(v, other);
	}
	if (all)
		buf_add(b, words_of(m->lang, WORD_ALL_WITH_GOAL));
	for (int i = 0; !all && i < m->units->count; i++) {
		other = material_verdict(m, i, goal);
		if (!other || !alike(v, other))
			continue;
		buf_text(b, between);
		buf_add(b, m->units->list[i].name);
		between = ", ";
	}
}

/* An item for each goal and reason: the goal, whose, and why it is not judged. A
 * unit that an earlier one stands for has been told of. */
void
goals_without_verdict_section(struct page *p, const struct material *m)
{
	BUF_LOCAL b = { 0 };
	bool any = false;

	for (int goal = 0; goal < (int)m->goals->count; goal++)
		for (int unit = 0; unit < m->units->count; unit++) {
			const struct verdict *v = material_verdict(m, unit,
						     goal),
					     *other;
			bool told = false;

			for (int i = 0; is_open(v) && !told && i < unit; i++)
				told = (other = material_verdict(m, i, goal))
					&& alike(v, other);
			if (!is_open(v) || told)
				continue;
			if (!any)
				page_list(p);
			any = true;
			buf_clear(&b);
			buf_add(&b, material_goal_title(m, goal));
			buf_text(&b, " (");
			add_units(&b, m, v, goal);
			buf_text(&b, "): ");
			sentence_absence(&b, m, unit, goal);
			page_item(p, 0, buf_span(&b));
		}
	if (!any)
		page_paragraph(p, words_of(m->lang, WORD_ALL_JUDGED));
}

/* --- reservations --- */

#define RESERVATIONS \
	(FLAG_SMALL_N | FLAG_SENSITIVE | FLAG_INCOMPLETE | FLAG_MANUAL \
		| FLAG_PRELIMINARY | FLAG_LAGGED | FLAG_UNCHECKED \
		| FLAG_NO_ROWS | FLAG_UNSURE | FLAG_HYPOTHETICAL)
#define NAMED 5  /* units named; more are counted */
#define HIDDEN 0 /* in place of a flag: the status is not shown */

/* Whether a verdict is given with a flag; what is not judged has reasons of its
 * own. */
static bool
is_given_with(const struct material *m, int unit, int goal, unsigned flag)
{
	const struct verdict *v = material_verdict(m, unit, goal);

	return v
		&& (flag == HIDDEN ? v->status == VERDICT_HIDDEN
				   : verdict_given(v->status)
					&& (v->flags & flag));
}

/* The goals that are given with a flag, each with its units: who by their codes,
 * and of many how many they are. A parent is not counted among its units. False
 * where there is none. */
static bool
add_flagged(struct buf *b, const struct material *m, unsigned flag)
{
	BUF_LOCAL codes = { 0 };
	bool any = false;

	for (int goal = 0; goal < (int)m->goals->count; goal++) {
		size_t n = 0;

		buf_clear(&codes);
		for (int i = 0; i < m->units->count; i++)
			n += !m->parent[i] && is_given_with(m, i, goal, flag);
		for (int i = 0; i < m->units->count; i++) {
			if (!is_given_with(m, i, goal, flag)
				|| (n > NAMED && !m->parent[i]))
				continue;
			buf_between(&codes, ", ");
			buf_add(&codes, m->units->list[i].code);
		}
		if (n > NAMED) {
			buf_between(&codes, words_of(m->lang, WORD_AND).at);
			words_say(&codes, m->lang, SAY_UNITS_OF_COUNT,
				WORDS_COUNT(n));
		}
		if (!codes.len)
			continue;
		buf_text(b, any ? "; " : "");
		any = true;
		buf_format(b, "%.*s (%.*s)",
			SPAN_ARG(material_goal_title(m, goal)),
			SPAN_ARG(buf_span(&codes)));
	}
	return any;
}

/* A sentence with the goals that it is true of in place of its full stop. */
static void
add_with_goals(struct buf *b, struct span sentence, struct span goals)
{
	sentence.len -= sentence.len && sentence.at[sentence.len - 1] == '.';
	buf_format(b, "%.*s: %.*s.", SPAN_ARG(sentence), SPAN_ARG(goals));
}

/* A reservation is said once, with the goals that have it, last those whose
 * status is not shown; what all verdicts have is said of all, and that nothing could be tested stands at the top of the
 * report. A heading comes with the first item, so that there is none over
 * nothing. */
void
goals_without_verdict_reservations(struct page *p, const struct material *m)
{
	size_t given;
	unsigned common = material_common_flags(m, &given) & RESERVATIONS;
	BUF_LOCAL b = { 0 }, goals = { 0 }, told = { 0 };
	bool any = false;

	for (unsigned flag = 1; flag < 1u << VERDICT_FLAG_COUNT; flag <<= 1) {
		bool all = given > 1 && (common & flag);

		buf_clear(&b);
		buf_clear(&goals);
		if (!(flag & RESERVATIONS) || (all && flag == FLAG_UNCHECKED))
			continue;
		if (all)
			buf_add(&goals, words_of(m->lang, WORD_ALL_GOALS));
		else if (!add_flagged(&goals, m, flag))
			continue;
		buf_clear(&told);
		sentence_flags(&told, m, flag);
		if (all)
			buf_format(&b, "%.*s: %.*s", SPAN_ARG(buf_span(&goals)),
				SPAN_ARG(buf_span(&told)));
		else
			add_with_goals(&b, buf_span(&told), buf_span(&goals));
		report_item(p, m, &any, 3, WORD_RESERVATIONS, buf_span(&b));
	}
	buf_clear(&b);
	buf_clear(&goals);
	if (add_flagged(&goals, m, HIDDEN)) {
		add_with_goals(&b, words_of(m->lang, SAY_HIDDEN),
			buf_span(&goals));
		report_item(p, m, &any, 3, WORD_RESERVATIONS, buf_span(&b));
	}
}

/* --- the opinion --- */

/* One more of a list in brackets, ` (word: 3, word: 2`; nothing of which there are
 * none. */
static void
list_count(struct buf *b, struct span word, size_t n)
{
	if (n)
		buf_format(b, "%s%.*s: %zu", b->len ? ", " : " (",
			SPAN_ARG(word), n);
}

/* The flags that qualify a verdict, as the list in brackets has them; others say
 * how a goal is judged, not how well its figure stands. */
static const struct {
	enum verdict_flag flag;
	enum word word;
} QUALIFIES[] = {
	{ FLAG_WITHIN_CHANCE, VALUE_WITHIN_CHANCE },
	{ FLAG_UNSURE, VALUE_UNSURE },
	{ FLAG_SENSITIVE, VALUE_SENSITIVE },
	{ FLAG_SMALL_N, VALUE_SMALL_N },
	{ FLAG_UNCHECKED, VALUE_UNCHECKED },
	{ FLAG_INCOMPLETE, VALUE_INCOMPLETE },
	{ FLAG_LAGGED, VALUE_LAGGED },
	{ FLAG_PRELIMINARY, VALUE_PRELIMINARY },
	{ FLAG_MANUAL, VALUE_MANUAL },
	{ FLAG_NO_ROWS, VALUE_NO_ROWS },
};
#define QUALIFYING (COUNT(QUALIFIES))

/* Whose goals an opinion is about. */
struct opinion_of {
	int unit;     /* or UNIT_NONE: of all that are parents, or are not */
	bool parents; /* of those */
	bool monthly; /* of the goals that are followed monthly alone */
};

/* The two sentences of one group; of what was not delivered the notice below
 * tells. The parts are the counts of the first:
 * certified and qualified together are the verdicts, and each goal is in one of
 * the two. A goal with several flags is one qualified goal and is listed under
 * each flag, so the list may add up to more, which is said. */
static void
add_opinion(struct buf *b, const struct material *m, struct opinion_of of,
	struct span whose)
{
	size_t by_flag[QUALIFYING] = { 0 }, by_status[VERDICT_STATUSES] = { 0 },
	       judged = 0, qualified = 0, without = 0, listed = 0, hidden = 0;
	struct material_walk at = { 0 };
	BUF_LOCAL which = { 0 }, why = { 0 };

	while (material_next(m, &at)) {
		const struct verdict *v = at.verdict;
		size_t before = listed;

		if ((of.monthly && !m->goals->list[at.goal].monthly)
			|| (of.unit != UNIT_NONE
					? at.unit != of.unit
					: m->parent[at.unit] != of.parents))
			continue;
		by_status[v->status]++;
		without += v->status > VERDICT_NOT_DELIVERED
			&& v->status < VERDICT_HIDDEN;
		judged += verdict_given(v->status);
		for (size_t i = 0; i < QUALIFYING; i++)
			if (verdict_given(v->status)
				&& (v->flags & QUALIFIES[i].flag)) {
				by_flag[i]++;
				listed++;
			}
		/* What is hidden has lost its flags with its figures. */
		if (verdict_given(v->status)
			&& !verdict_cell(v, VERDICT_VALUE).len) {
			hidden++;
			listed++;
		}
		qualified += listed > before;
	}
	for (size_t i = 0; i < QUALIFYING; i++)
		list_count(&which, words_of(m->lang, QUALIFIES[i].word),
			by_flag[i]);
	list_count(&which, words_of(m->lang, WORD_HIDDEN), hidden);
	/* Of parents the list would be nearly that of their units once more. */
	if (of.parents)
		buf_clear(&which);
	else if (listed > qualified)
		buf_format(&which, "; %.*s",
			SPAN_ARG(words_of(m->lang, SAY_SEVERAL)));
	buf_text(&which, which.len ? ")" : "");
	for (enum verdict_status s = VERDICT_NOT_DELIVERED + 1;
		s < VERDICT_HIDDEN; s++)
		list_count(&why, words_status(m->lang, s), by_status[s]);
	buf_text(&why, why.len ? ")" : "");
	buf_text(b, b->len && judged + without ? " " : "");
	if (judged)
		words_say(b, m->lang, SAY_OPINION, WORDS_COUNT(judged),
			WORDS_TEXT(whose), WORDS_COUNT(judged - qualified),
			WORDS_COUNT(qualified), WORDS_TEXT(buf_span(&which)));
	buf_text(b, judged && without ? " " : "");
	if (without)
		words_say(b, m->lang, SAY_WITHOUT_BASIS, WORDS_COUNT(without),
			WORDS_TEXT(whose), WORDS_TEXT(buf_span(&why)));
}

/* Whether a figure is hidden at a unit, or at any of them. */
static bool
any_hidden(const struct material *m, int unit, bool monthly)
{
	struct material_walk at = { 0 };

	while (material_next(m, &at))
		if ((unit == UNIT_NONE || at.unit == unit)
			&& (!monthly || m->goals->list[at.goal].monthly)
			&& material_hidden(m, at.unit, at.goal))
			return true;
	return false;
}

/* Units and parents in sentences of their own: their goals are judged on the
 * same events, so one number of both would count these twice. */
void
goals_without_verdict_opinion(struct page *p, const struct material *m,
	int unit, bool monthly)
{
	struct opinion_of of = { unit, false, monthly };
	BUF_LOCAL b = { 0 }, name = { 0 };

	if (unit != UNIT_NONE) {
		add_opinion(&b, m, of, m->units->list[unit].name);
	} else {
		add_opinion(&b, m, of, words_of(m->lang, WORD_THE_UNITS));
		of.parents = true;
		sentence_parents(&name, m);
		/* The month's counts are of the units alone. */
		if (!monthly)
			add_opinion(&b, m, of, buf_span(&name));
	}
	if (any_hidden(m, unit, monthly)) {
		buf_between(&b, " ");
		buf_add(&b, words_of(m->lang, SAY_SMALL_HIDDEN));
	}
	if (b.len)
		page_paragraph(p, buf_span(&b));
}

/* --- data that are missing --- */

/* Of one source what is missing of the year judged: months of all of it, or of
 * some of its units. */
struct gap {
	size_t months, failed;
	int32_t first, last;
	struct buf units; /* codes, where only these are silent */
};

/* Adds a unit's code, once. */
static void
add_unit(struct buf *units, struct span code)
{
	struct span rest = buf_span(units);

	while (rest.len) {
		size_t n = 0;

		while (n < rest.len && rest.at[n] != ',')
			n++;
		if (span_equal((struct span){ rest.at, n }, code))
			return;
		n += n < rest.len ? 2 : 0;
		span_skip(&rest, n);
	}
	buf_between(units, ", ");
	buf_add(units, code);
}

/* Whether a goal that is held back says that it is for this source. Months
 * before a source begins, or after its end, are no holes where another gives
 * the same; bif-judge knows, and its sentence names the source behind a
 * colon. */
static bool
is_named(const struct material *m, struct span source)
{
	BUF_LOCAL name = { 0 };
	bool named = false;

	buf_format(&name, ": %.*s", SPAN_ARG(source));
	for (int goal = 0; !named && goal < (int)m->goals->count; goal++)
		for (int unit = 0; !named && unit < m->units->count; unit++) {
			const struct verdict *v = material_verdict(m, unit,
				goal);
			struct span why = v ? verdict_cell(v, VERDICT_WHY)
					    : SPAN("");
			const char *found = v
					&& v->status == VERDICT_NOT_DELIVERED
				? memmem(why.at, why.len, name.at, name.len)
				: NULL;

			named = found
				&& (found + name.len == why.at + why.len
					|| strchr(" ,:", found[name.len]));
		}
	return named;
}

/* Rows of units count only where the whole source misses nothing. Months are
 * those of the year judged until as-of; those before the source begins count
 * where it is named. The caller frees .units. */
static struct gap
gap_of(const struct material *m, struct span source, bool of_units, bool named)
{
	struct year_progress now = year_progress_of(m->book, m->as_of);
	struct gap h = { 0 };

	for (size_t i = 0; i < m->deliveries->count; i++) {
		const struct delivery_row *r = &m->deliveries->list[i];

		/* Months that came, or that nothing tells of, hold nothing
		 * back. */
		if (!span_equal(r->cell[DELIVERY_SOURCE], source)
			|| r->state == DELIVERY_DELIVERED
			|| r->state == DELIVERY_UNTESTED
			|| ((r->state == DELIVERY_NOT_BEGUN
				    || r->state == DELIVERY_ENDED)
				&& !named)
			|| (r->cell[DELIVERY_UNIT].len > 0) != of_units
			|| r->month < now.first
			|| r->month > period_month_of(m->as_of))
			continue;
		if (!h.months || r->month < h.first)
			h.first = r->month;
		if (!h.months || r->month > h.last)
			h.last = r->month;
		h.months++;
		h.failed += r->state == DELIVERY_FAILED;
		if (of_units)
			add_unit(&h.units, r->cell[DELIVERY_UNIT]);
	}
	return h;
}

/* `Jobsamtaler mangler for juni 2010`; nothing for a source that misses nothing. */
static void
add_source(struct buf *b, const struct material *m, struct span source)
{
	struct gap h = gap_of(m, source, false, is_named(m, source));
	BUF_LOCAL months = { 0 };

	if (!h.months)
		h = gap_of(m, source, true, false);
	if (h.months) {
		buf_between(b, "; ");
		format_number_months(&months, m->lang, h.first, h.last);
		words_say(b, m->lang,
			h.failed == h.months  ? SAY_SOURCE_FAILED
				: h.units.len ? SAY_SOURCE_SILENT
					      : SAY_SOURCE_LACKS,
			WORDS_TEXT(material_source_title(m, source)),
			WORDS_TEXT(buf_span(&months)),
			WORDS_TEXT(buf_span(&h.units)));
	}
	buf_free(&h.units);
}

/* How many goals are held back at units and at parents, or at one unit, and
 * what they are called, each once. held[0] is of units, held[1] of parents;
 * both begin at what the caller set. */
static void
count_held(const struct material *m, int of_unit, bool monthly, size_t held[2],
	struct buf *titles)
{
	for (int goal = 0; goal < (int)m->goals->count; goal++) {
		bool named = false;

		for (int unit = 0; unit < m->units->count; unit++) {
			const struct verdict *v = material_verdict(m, unit,
				goal);

			if (!v || v->status != VERDICT_NOT_DELIVERED
				|| (monthly && !m->goals->list[goal].monthly)
				|| (of_unit != UNIT_NONE && unit != of_unit))
				continue;
			held[m->parent[unit]]++;
			if (named)
				continue;
			named = true;
			buf_between(titles, "; ");
			buf_add(titles, material_goal_title(m, goal));
		}
	}
}

/* First which data are missing, then what follows of it; a reader who sees only
 * this notice knows what the counts leave out. */
void
goals_without_verdict_missing(struct page *p, const struct material *m,
	int of_unit, bool monthly)
{
	BUF_LOCAL b = { 0 }, sources = { 0 }, titles = { 0 };
	struct span last = SPAN("");
	size_t held[2] = { 0 }, given;
	struct status_counts counts;
	struct span whom = of_unit == UNIT_NONE ? sentence_administration(m)
						: m->units->list[of_unit].name;

	/* Sources in the order of the stream, which has all rows of one
	 * together. */
	for (size_t i = 0; m->deliveries && i < m->deliveries->count; i++) {
		struct span source =
			m->deliveries->list[i].cell[DELIVERY_SOURCE];

		if (!i || !span_equal(source, last))
			add_source(&sources, m, source);
		last = source;
	}
	count_held(m, of_unit, monthly, held, &titles);
	if (sources.len)
		words_say(&b, m->lang, SAY_MISSING,
			WORDS_TEXT(buf_span(&sources)));
	if (held[0] + held[1] || sources.len) {
		buf_between(&b, " ");
		words_say(&b, m->lang,
			!(held[0] + held[1])           ? SAY_NONE_HELD
				: of_unit != UNIT_NONE ? SAY_HELD_AT
				: held[1]              ? SAY_HELD_BOTH
						       : SAY_HELD,
			WORDS_COUNT(of_unit == UNIT_NONE ? held[0]
							 : held[0] + held[1]),
			WORDS_COUNT(held[1]), WORDS_TEXT(whom),
			WORDS_TEXT(buf_span(&titles)));
	}
	if (b.len)
		page_notice(p, buf_span(&b));
	counts = of_unit == UNIT_NONE ? material_counts(m, false)
				      : material_counts_unit(m, of_unit);
	/* When all verdicts lack the test, it is said once and not at each. */
	if ((material_common_flags(m, &given) & FLAG_UNCHECKED)
		&& material_counts_given(&counts))
		page_paragraph(p, words_of(m->lang, SAY_ALL_UNCHECKED));
}
