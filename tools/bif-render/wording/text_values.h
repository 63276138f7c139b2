/* SPDX-License-Identifier: MIT
 *
 * text_values: the words of streams as people say them, for spreadsheets:
 * `at_least` is mindst in a column of directions. Programs get the words of
 * the streams.
 */
#ifndef BIF_RENDER_WORDING_TEXT_VALUES_H
#define BIF_RENDER_WORDING_TEXT_VALUES_H

#include "base/buf.h"
#include "words.h"

/* Adds what a cell of that column (by its name in streams) says; a word nobody
 * knows as it is. Several, as flags have them, stand between commas. */
void text_values_add(struct buf *, enum lang, const char *column,
	struct span text);

#endif
