/* SPDX-License-Identifier: MIT
 *
 * tolerant_unsound: the cells of text that is no sound record, cut as people would.
 */
#ifndef CSV_TOLERANT_UNSOUND_H
#define CSV_TOLERANT_UNSOUND_H

#include "csv/tolerant_cut.h"

/* Cuts text that stands at `begin` in the window: what cannot be quoted is
 * text as it is written, its quotes too. Where that does not give `expected`
 * cells and taking no notice of quotes does, the latter. Cells beyond
 * limits->columns are not cut off. */
void tolerant_unsound_cut(struct tolerant_cut *, const char *window,
	size_t begin, size_t end, const struct loose_dialect *,
	const struct loose_limits *, size_t expected);

#endif
