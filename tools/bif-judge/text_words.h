/* SPDX-License-Identifier: MIT
 *
 * text_words: numbers, days and months as people write them, and what is
 * missing of a delivery, Danish or English: for sentences alone; every other
 * column is for programs. All append to a buffer of the caller's. With how many
 * decimals a number is written, for people and programs alike, is found here
 * too.
 */
#ifndef BIF_JUDGE_TEXT_WORDS_H
#define BIF_JUDGE_TEXT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "contract/goal.h"
#include "judge.h"
#include "value/ratio.h"

/* The text of the two that is in the language. */
void text_words_say(struct buf *b, bool danish, const char *in_danish,
	const char *in_english);
/* 1.234,5 or 1,234.5. */
void text_words_number(struct buf *b, struct ratio number, int decimals,
	bool danish);
/* 31-12-2010 or 2010-12-31. */
void text_words_day(struct buf *b, int32_t day, bool danish);
/* `jun 2010`, `jan-jun 2010`, `jul 2009-jun 2010`. */
void text_words_months(struct buf *b, int32_t from, int32_t to, bool danish);

/* How many decimals a number is printed with, so that what is printed never
 * contradicts the status (DESIGN.md section 6). */

/* The fewest decimals, but at least `least`, with which two different numbers
 * print differently. */
int text_decimals_apart(struct ratio a, struct ratio b, int least);

/* Of value and expected of a case that has a verdict. */
int text_decimals_of_value(const struct judge_case *c);
/* Of its shortfall. */
int text_decimals_of_shortfall(const struct judge_case *c);

/* What a value counts: `%`, `sager`, or nothing. */
struct span text_words_noun(const struct goal *g, bool danish);

/* What is wrong with a month of a source, or nothing when nothing is. */
void text_words_delivery(struct buf *b, const struct judge_context *context,
	int source, const struct delivery *d);
/* The same after source, unit and month. */
void text_words_hole(struct buf *b, const struct judge_context *context,
	const struct hole *hole);

/* 10 to that power, 0 to 18: how many parts of so many decimals one has. */
long text_words_ten_to(int power);

/* Appends the one sentence about a case, whatever its status is, that a reader
 * can check by hand: the figures, what was expected, how far apart they are, the
 * status (text_why.c). */
void text_why(struct buf *b, const struct judge_case *c);

#endif
