/* SPDX-License-Identifier: MIT
 *
 * text_delivery: in words, what is missing of a delivery, for `why` of the
 * verdicts and of the deliveries.
 */
#ifndef BIF_JUDGE_TEXT_DELIVERY_H
#define BIF_JUDGE_TEXT_DELIVERY_H

#include "base/buf.h"
#include "judge.h"

/* What is wrong with a month of a source, or nothing when nothing is. */
void text_delivery(struct buf *b, const struct judge_context *context,
	int source, const struct delivery *d);

/* The same after source, unit and month. */
void text_delivery_hole(struct buf *b, const struct judge_context *context,
	const struct hole *hole);

/* What is usual: a whole number or one and a half. */
void text_delivery_usual(struct buf *b, const struct delivery *d);

#endif
