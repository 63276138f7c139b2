/* SPDX-License-Identifier: MIT
 *
 * Reads the numbers that stand as text in an `export`. They are bounded, so
 * that no sum of them overflows; what they are positions of is not known here.
 */
#include "source/export_positions.h"

#include <string.h>

/* No table is wider, and no two of them overflow when they are added. */
#define POSITION_MOST 1000000

bool
export_positions_count(struct span text, uint64_t least, uint64_t most,
	uint64_t *count)
{
	uint64_t n = 0;

	if (!text.len)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
		n = n * 10 + (uint64_t)(text.at[i] - '0');
		if (n > most)
			return false;
	}
	*count = n;
	return n >= least;
}

bool
export_positions(struct span text, size_t *first, size_t *last)
{
	const char *hyphen = text.len ? memchr(text.at, '-', text.len) : NULL;
	struct span from = text, to = text;

	if (hyphen) {
		from.len = (size_t)(hyphen - text.at);
		to = (struct span){ hyphen + 1, text.len - from.len - 1 };
	}
	return export_positions_count(from, 1, POSITION_MOST, first)
		&& export_positions_count(to, *first, POSITION_MOST, last);
}
