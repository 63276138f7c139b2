/* SPDX-License-Identifier: MIT
 *
 * guess_delimiter: which marks may split a text's lines, and which may quote.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_DELIMITER_H
#define BIF_EXTRACT_GUESS_GUESS_DELIMITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

#define DELIMITER_MOST 64
#define DELIMITER_LONGEST 4

struct delimiter_list {
	char marks[DELIMITER_MOST][DELIMITER_LONGEST + 4];
	size_t count;
};

/* The usual ones, every mark that many lines hold, and the longer ones that a
 * mark never stands without; last the empty text: nothing splits. */
void delimiter_candidates(struct delimiter_list *list, struct span text);

/* Whether a mark stands at both ends of cells, as quotes do. */
bool delimiter_quoted(struct span text, struct span delimiter,
	struct span quote);
/* Whether a backslash stands before quotes. */
bool delimiter_escaped(struct span text, struct span quote);

#endif
