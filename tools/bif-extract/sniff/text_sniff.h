/* SPDX-License-Identifier: MIT
 *
 * text_sniff: what was found, in words: each finding with what speaks for it.
 */
#ifndef BIF_EXTRACT_SNIFF_TEXT_SNIFF_H
#define BIF_EXTRACT_SNIFF_TEXT_SNIFF_H

#include "sniff.h"

void text_sniff_encoding(struct sniff *s);
/* Of the table, its columns and its numbers. */
void text_sniff(struct sniff *s);

/* What is said of a column whose words hold for the rows below. */
#define TEXT_SNIFF_FILL \
	"empty below filled cells, as in a pivot table pasted as values: " \
	"\"fill\" in the source carries them down"

/* A column in words: what it holds and how sure that is. */
void text_sniff_column(const struct guess_column *c, struct buf *b);

#endif
