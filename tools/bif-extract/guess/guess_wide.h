/* SPDX-License-Identifier: MIT
 *
 * guess_wide: columns side by side that are months, quarters' days or years:
 * one value each, which belongs in a row of its own.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_WIDE_H
#define BIF_EXTRACT_GUESS_GUESS_WIDE_H

#include "base/buf.h"
#include "guess_columns.h"

struct guess_wide {
	size_t first, count; /* columns; count 0: there are none */
	const char *dates;   /* how their names are read */
	struct buf pattern;  /* that their names match, no others */
};

void guess_wide(struct guess_wide *w, const struct guess_columns *c);
void guess_wide_free(struct guess_wide *w);

#endif
