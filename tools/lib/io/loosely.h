/* SPDX-License-Identifier: MIT
 *
 * loosely: the cells of text that is no sound record, cut as people would.
 */
#ifndef IO_LOOSELY_H
#define IO_LOOSELY_H

#include "io/loosecut.h"

/* Cuts text that stands at `begin` in the window: what cannot be quoted is
 * text as it is written, its quotes too. Where that does not give `expected`
 * cells and taking no notice of quotes does, the latter. Cells beyond
 * limits->columns are not cut off. */
void loosely_cut(struct loosecut *, const char *window, size_t begin,
	size_t end, const struct loose_dialect *, const struct loose_limits *,
	size_t expected);

#endif
