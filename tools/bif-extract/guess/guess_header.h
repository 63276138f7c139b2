/* SPDX-License-Identifier: MIT
 *
 * guess_header: whether a table begins with names, and in how many lines. A
 * name is a word where figures stand below, or what never stands there again.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_HEADER_H
#define BIF_EXTRACT_GUESS_GUESS_HEADER_H

#include "guess_table.h"

/* Looks at the rows from t->header on; sets header, headers, lines, names,
 * first, and why; what the user has said is not doubted. */
void guess_header(struct guess_table *t, const struct grid *g,
	const struct guess_asked *asked);
/* Whether a row is a line of the header, once more. */
bool guess_header_again(const struct guess_table *t, const struct grid *g,
	size_t row);

#endif
