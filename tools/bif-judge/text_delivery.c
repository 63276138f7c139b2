/* SPDX-License-Identifier: MIT
 *
 * Each rule of DESIGN.md section 13 that did not hold, as a sentence with the
 * numbers it was tested with, so that a reader can look them up in the export.
 */
#include "text_delivery.h"

#include "text_words.h"
#include "value/period.h"

void
text_delivery_usual(struct buf *b, const struct delivery *d)
{
	buf_format(b, "%" PRIu64 "%s", d->usual_twice / 2,
		d->usual_twice % 2 ? ".5" : "");
}

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
	buf_text(b, danish ? " rækker" : " rows");
	if (!d->has_usual)
		return;
	buf_text(b, danish ? " mod normalt " : " where ");
	tell_number(b, d->usual_twice, danish);
	buf_text(b, danish ? "" : " are usual");
}

static void
tell_not_past(struct buf *b, const struct delivery *d, bool danish)
{
	if (!d->rows) {
		tell_rows(b, d, danish);
		buf_text(b, danish ? ", og ingen senere" : ", and none later");
		return;
	}
	buf_text(b, danish ? "sidste række " : "the last row is of ");
	text_words_day(b, d->last, danish);
}

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

void
text_delivery(struct buf *b, const struct judge_context *context, int source,
	const struct delivery *d)
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
		tell_not_past(b, d, danish);
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

void
text_delivery_hole(struct buf *b, const struct judge_context *context,
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
	text_delivery(b, context, hole->source, &hole->delivery);
}
