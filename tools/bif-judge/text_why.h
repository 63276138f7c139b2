/* SPDX-License-Identifier: MIT
 *
 * text_why: one short sentence, in the book's language, that a reader can check by
 * hand: the figures, what was expected, how far apart they are, the status.
 */
#ifndef BIF_JUDGE_TEXT_WHY_H
#define BIF_JUDGE_TEXT_WHY_H

#include "base/buf.h"
#include "judge.h"

/* Appends the sentence about a case, whatever its status is. */
void text_why(struct buf *b, const struct judge_case *c);

#endif
