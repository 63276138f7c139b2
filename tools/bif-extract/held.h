/* SPDX-License-Identifier: MIT
 *
 * held: a line that is kept beyond the reader's next call.
 */
#ifndef EXTRACT_HELD_H
#define EXTRACT_HELD_H

#include "base/buf.h"
#include "reader.h"

struct held {
	enum reader_result result;
	struct line line; /* its texts are in bytes */
	uint64_t lines;   /* physical ones that it has */
	struct buf bytes;
	struct span *cells;
	size_t cells_cap;
};

void held_keep(struct held *, enum reader_result, const struct line *,
	uint64_t lines);
void held_free(struct held *);

#endif
