/* SPDX-License-Identifier: MIT
 *
 * Each rule of DESIGN.md section 13 that did not hold is told as a sentence with
 * the numbers it was tested with, so that a reader can look them up in the
 * export. Numbers and dates as people write them come from value/format_number, which the
 * reports use too; here is only what a sentence needs beyond them.
 */
#include "text_words.h"

#include "value/format_number.h"
#include "value/period.h"
#include "value/text.h"

/* The language that value/format_number writes in. */
static enum lang
lang_of(bool danish)
{
	return danish ? LANG_DA : LANG_EN;
}

void
text_words_say(struct buf *b, bool danish, const char *in_danish,
	const char *in_english)
{
	buf_text(b, danish ? in_danish : in_english);
}

/* The stream's own spelling is the way to the language's. */
void
text_words_number(struct buf *b, struct ratio number, int decimals, bool danish)
{
	BUF_LOCAL plain = { 0 };

	ratio_print(&plain, number, decimals);
	format_number_number(b, lang_of(danish), buf_span(&plain));
}

void
text_words_day(struct buf *b, int32_t day, bool danish)
{
	format_number_day_brief(b, lang_of(danish), day);
}

static void
add_year(struct buf *b, int32_t month)
{
	buf_byte(b, ' ');
	buf_count(b, (uint64_t)(month / 12));
}

/* The year is told once where both months lie in it. */
void
text_words_months(struct buf *b, int32_t from, int32_t to, bool danish)
{
	buf_add(b, format_number_month_brief(lang_of(danish), from));
	if (from / 12 != to / 12)
		add_year(b, from);
	if (from != to) {
		buf_byte(b, '-');
		buf_add(b, format_number_month_brief(lang_of(danish), to));
	}
	add_year(b, to);
}

/* Goals name their unit in English; what is not known here stands as it is
 * written. */
struct span
text_words_noun(const struct goal *g, bool danish)
{
	static const struct {
		const char *word, *danish, *english;
	} nouns[] = {
		{ "number", "", "" },
		{ "antal", "", "" },
		{ "persons", "personer", "persons" },
		{ "cases", "sager", "cases" },
		{ "spells", "forløb", "spells" },
		{ "days", "dage", "days" },
		{ "points", "point", "points" },
		{ "kWh", "kWh", "kWh" },
	};

	if (g->percent)
		return danish ? SPAN("pct.") : SPAN("%");
	for (size_t i = 0; i < COUNT(nouns); i++)
		if (span_is(g->unit_of_value, nouns[i].word))
			return span_of(
				danish ? nouns[i].danish : nouns[i].english);
	return g->unit_of_value;
}

/* Of so few decimals that the number cannot overflow: what a table of the book
 * may have. */
long
text_words_ten_to(int power)
{
	long n = 1;

	while (power-- > 0)
		n *= 10;
	return n;
}

/* --- decimals --- */

/* A reader who compares two printed numbers must come to the status that was
 * found with the exact ones, so a number gains decimals until it does. */

/* The two differ, so that some number of decimals tells them apart: the loop
 * ends. */
int
text_decimals_apart(struct ratio a, struct ratio b, int least)
{
	int decimals = least;
	BUF_LOCAL one = { 0 }, other = { 0 };

	for (;; decimals++) {
		buf_clear(&one);
		buf_clear(&other);
		ratio_print(&one, a, decimals);
		ratio_print(&other, b, decimals);
		if (!span_equal(buf_span(&one), buf_span(&other)))
			break;
	}
	return decimals;
}

/* A value that meets what was expected may print as the same number; one that
 * does not must print as another, or the row contradicts itself. */
int
text_decimals_of_value(const struct judge_case *c)
{
	if (c->status == VERDICT_MET)
		return c->goal->decimals;
	return text_decimals_apart(c->value.value, c->comparison.expected,
		c->goal->decimals);
}

/* A shortfall that prints as 0 would look like a goal that is met, and one
 * that prints as the band or less like one that is near. */
int
text_decimals_of_shortfall(const struct judge_case *c)
{
	int decimals = c->goal->decimals;
	BUF_LOCAL text = { 0 };
	struct ratio printed;
	bool right = c->status == VERDICT_MET;

	for (; !right; decimals += !right) {
		buf_clear(&text);
		ratio_print(&text, c->comparison.shortfall, decimals);
		right = ratio_read(buf_span(&text), &printed)
			&& ratio_sign(printed)
			&& (c->status == VERDICT_NEAR)
				== (ratio_compare(printed, c->band) <= 0);
	}
	return decimals;
}

/* --- deliveries --- */

/* A number of rows that is kept doubled: a half is told as such. */
static void
tell_number(struct buf *b, uint64_t twice, bool danish)
{
	text_words_number(b, ratio_of((long)twice, 2), twice % 2 ? 1 : 0,
		danish);
}

/* "12 rækker mod normalt 40". */
static void
tell_rows(struct buf *b, const struct delivery *d, bool danish)
{
	if (d->rows)
		tell_number(b, 2 * d->rows, danish);
	else
		text_words_say(b, danish, "ingen", "no");
	buf_text(b,
		danish ? (d->rows == 1 ? " række" : " rækker")
		       : (d->rows == 1 ? " row" : " rows"));
	if (!d->has_usual)
		return;
	text_words_say(b, danish, " mod normalt ", " where ");
	tell_number(b, d->usual_twice, danish);
	text_words_say(b, danish, "", " are usual");
}

/* The rule that did not hold is told by its fault, and not by the state, since
 * two rules may lead to one state. A month that is sound may lie outside those
 * in which the source is asked. */
void
text_words_delivery(struct buf *b, const struct judge_context *context,
	int source, const struct delivery *d)
{
	static const char *const SAID[][2] = { /* without any number */
		[DELIVERY_NO_SOURCE] = { "the source has no rows",
			"kilden har ingen rækker" },
		[DELIVERY_OTHER_NAME] = { "rows are rejected: they bear a name "
					  "that the unit has on other days",
			"rækker er afvist: de bærer et navn, som enheden har "
			"andre dage" },
		[DELIVERY_UNKNOWN_NAME] = { "no rows, as a name nobody knows "
					    "turns up",
			"ingen rækker, mens et navn, ingen kender, dukker op" },
		[DELIVERY_NO_FILE] = { "the month's file is missing",
			"månedens fil mangler" },
		[DELIVERY_SAID] = { "the source did not come with the run",
			"kilden kom ikke med i kørslen" }
	};
	const struct delivery_source *s =
		deliveries_source(context->coverage.deliveries, (size_t)source);
	bool danish = context->book->danish;
	bool sound = d->fault == DELIVERY_SOUND;

	if (d->no_file && d->fault != DELIVERY_NO_FILE)
		buf_format(b, "%s; ", SAID[DELIVERY_NO_FILE][danish]);
	if ((size_t)d->fault < COUNT(SAID) && SAID[d->fault][danish]) {
		buf_text(b, SAID[d->fault][danish]);
	} else if (sound && d->state == DELIVERY_NOT_BEGUN
		&& s->begin != INT32_MAX) {
		text_words_say(b, danish, "kilden begynder ",
			"the source begins ");
		text_words_months(b, s->begin, s->begin, danish);
	} else if (sound && d->state == DELIVERY_ENDED) {
		text_words_say(b, danish, "kilden slutter ",
			"the source ends ");
		text_words_months(b, s->to, s->to, danish);
	} else if (d->fault == DELIVERY_NOT_PAST && d->last != DAY_NONE) {
		text_words_say(b, danish, "sidste række ",
			"the last row is of ");
		text_words_day(b, d->last, danish);
	} else if (!sound) {
		tell_rows(b, d, danish);
		if (d->fault == DELIVERY_NOT_PAST)
			text_words_say(b, danish, ", og ingen senere",
				", and none later");
	}
}

/* Which source lacks which month, at which unit where it is not all of them,
 * and which rule found it. */
void
text_words_hole(struct buf *b, const struct judge_context *context,
	const struct hole *hole)
{
	const struct delivery_source *s =
		deliveries_source(context->coverage.deliveries,
			(size_t)hole->source);
	bool danish = context->book->danish;

	buf_add(b, s->def->name);
	if (hole->unit != UNIT_NONE) {
		text_words_say(b, danish, " hos ", " at ");
		buf_add(b, context->units->list[hole->unit].code);
	}
	buf_text(b, ", ");
	text_words_months(b, hole->month, hole->month, danish);
	buf_text(b, ": ");
	text_words_delivery(b, context, hole->source, &hole->delivery);
}
