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

/* Adds a line of the header, which is copied. */
void heading_add(struct heading *heading, const struct line *line);
/* Whether a line is the header again, or the next line of it. */
bool heading_again(struct heading *heading, const struct line *line);
/* The whole as one line; cells beyond the header's up to `cells` are called by
 * their number. Without rows all are. With `carry` an empty cell of any row but
 * the last is what stands before it, as of merged cells only the first is
 * filled. */
void heading_line(struct heading *heading, size_t cells, bool carry,
	struct line *line);
/* Frees the lines. */
void heading_free(struct heading *heading);

#endif
