/* SPDX-License-Identifier: MIT
 *
 * sniff_say: what was found, in words: each finding with what speaks for it.
 */
#ifndef EXTRACT_SNIFF_SAY_H
#define EXTRACT_SNIFF_SAY_H

#include "sniff.h"

void sniff_say_encoding(struct sniff *);
/* Of the table, its columns and its numbers. */
void sniff_say(struct sniff *);

/* A column in words: what it holds and how sure that is. */
void sniff_say_column(const struct guess_column *, struct buf *);

#endif
