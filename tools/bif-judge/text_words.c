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
text_words_number(struct buf *b, struct ratio number, int decimals, bool danish)
{
	struct buf plain = { 0 };

	ratio_print(&plain, number, decimals);
	format_number_number(b, lang_of(danish), buf_span(&plain));
	buf_free(&plain);
}

void
text_words_day(struct buf *b, int32_t day, bool danish)
{
	format_number_day_brief(b, lang_of(danish), day);
}

/* The year is told once where both months lie in it. */
void
text_words_months(struct buf *b, int32_t from, int32_t to, bool danish)
{
	buf_add(b, format_number_month_brief(lang_of(danish), from));
	if (from / 12 != to / 12)
		buf_format(b, " %d", from / 12);
	if (from != to) {
		buf_byte(b, '-');
		buf_add(b, format_number_month_brief(lang_of(danish), to));
	}
	buf_format(b, " %d", to / 12);
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
	size_t i;

	if (goal_is_percent(g))
		return danish ? SPAN("pct.") : SPAN("%");
	for (i = 0; i < sizeof(nouns) / sizeof(nouns[0]); i++)
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

/* --- deliveries --- */

void
text_words_usual(struct buf *b, const struct delivery *d)
{
	buf_format(b, "%" PRIu64 "%s", d->usual_twice / 2,
		d->usual_twice % 2 ? ".5" : "");
}

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
		buf_text(b, danish ? "ingen" : "no");
	buf_text(b,
		danish ? (d->rows == 1 ? " række" : " rækker")
		       : (d->rows == 1 ? " row" : " rows"));
	if (!d->has_usual)
		return;
	buf_text(b, danish ? " mod normalt " : " where ");
	tell_number(b, d->usual_twice, danish);
	buf_text(b, danish ? "" : " are usual");
}

/* A month outside those in which the source is asked. */
static void
tell_outside(struct buf *b, const struct judge_context *context, int source,
	const struct delivery *d)
{
	const struct delivery_source *s =
		deliveries_source(context->coverage.deliveries, (size_t)source);
	bool danish = context->book->danish;

	if (d->state == DELIVERY_NOT_BEGUN && s->begin != INT32_MAX) {
		buf_text(b, danish ? "kilden begynder " : "the source begins ");
		text_words_months(b, s->begin, s->begin, danish);
	}
	if (d->state == DELIVERY_ENDED) {
		buf_text(b, danish ? "kilden slutter " : "the source ends ");
		text_words_months(b, s->to, s->to, danish);
	}
}

/* The rule that did not hold is told by its fault, and not by the state, since
 * two rules may lead to one state. */
void
text_words_delivery(struct buf *b, const struct judge_context *context,
	int source, const struct delivery *d)
{
	bool danish = context->book->danish;

	if (d->no_file && d->fault != DELIVERY_NO_FILE)
		buf_text(b,
			danish ? "månedens fil mangler; "
			       : "the month's file is missing; ");
	switch (d->fault) {
	case DELIVERY_SOUND:
		tell_outside(b, context, source, d);
		break;
	case DELIVERY_NO_SOURCE:
		buf_text(b,
			danish ? "kilden har ingen rækker"
			       : "the source has no rows");
		break;
	case DELIVERY_NOT_PAST:
		if (d->rows) {
			buf_text(b,
				danish ? "sidste række "
				       : "the last row is of ");
			text_words_day(b, d->last, danish);
			break;
		}
		tell_rows(b, d, danish);
		buf_text(b, danish ? ", og ingen senere" : ", and none later");
		break;
	case DELIVERY_TOO_FEW:
	case DELIVERY_NO_ROWS:
		tell_rows(b, d, danish);
		break;
	case DELIVERY_OTHER_NAME:
		buf_text(b,
			danish ? "rækker er afvist: de bærer et navn, som "
				 "enheden har andre dage"
			       : "rows are rejected: they bear a name that the "
				 "unit has on other days");
		break;
	case DELIVERY_UNKNOWN_NAME:
		buf_text(b,
			danish ? "ingen rækker, mens et navn, ingen kender, "
				 "dukker op"
			       : "no rows, as a name nobody knows turns up");
		break;
	case DELIVERY_NO_FILE:
		buf_text(b,
			danish ? "månedens fil mangler"
			       : "the month's file is missing");
		break;
	case DELIVERY_SAID:
		buf_text(b,
			danish ? "kilden kom ikke med i kørslen"
			       : "the source did not come with the run");
		break;
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
		buf_text(b, danish ? " hos " : " at ");
		buf_add(b, context->units->list[hole->unit].code);
	}
	buf_text(b, ", ");
	text_words_months(b, hole->month, hole->month, danish);
	buf_text(b, ": ");
	text_words_delivery(b, context, hole->source, &hole->delivery);
}
