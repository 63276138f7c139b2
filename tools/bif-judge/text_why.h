/* SPDX-License-Identifier: MIT
 *
 * text_why: one short sentence, in the book's language, that a reader can check by
 * hand: the figures, what was expected, how far apart they are, the status.
 */
#ifndef BIF_JUDGE_TEXT_WHY_H
#define BIF_JUDGE_TEXT_WHY_H

#include "base/buf.h"
#include "judge.h"

void text_why(struct buf *, const struct judge_case *);

#endif
