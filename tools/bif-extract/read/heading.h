/* SPDX-License-Identifier: MIT
 *
 * heading: the header of a table, of one line or several: what stands in a
 * column, joined by a blank, is its name.
 */
#ifndef BIF_EXTRACT_READ_HEADING_H
#define BIF_EXTRACT_READ_HEADING_H

#include <stdbool.h>
#include <stddef.h>

#include "saved_line.h"

struct heading {
	struct saved_line *rows;
	size_t count, cap;
	/* the row to come, where the header is repeated */
	size_t next;
	struct saved_line joined;
};

void heading_add(struct heading *, const struct line *);
/* Whether a line is the header again, or the next line of it. */
bool heading_again(struct heading *, const struct line *);
/* The whole as one line; cells beyond the header's up to `cells` are called by
 * their number. Without rows all are. */
void heading_line(struct heading *, size_t cells, struct line *);
void heading_free(struct heading *);

#endif
