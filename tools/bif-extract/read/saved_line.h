/* SPDX-License-Identifier: MIT
 *
 * saved_line: a line that is kept beyond the reader's next call.
 */
#ifndef BIF_EXTRACT_READ_SAVED_LINE_H
#define BIF_EXTRACT_READ_SAVED_LINE_H

#include "base/buf.h"
#include "reader.h"

struct saved_line {
	enum reader_result result;
	struct line line; /* its texts are in bytes */
	uint64_t lines;   /* physical ones that it has */
	struct buf bytes;
	struct span *cells;
	size_t cells_cap;
};

/* Copies a line, with what the reader said of it. */
void saved_line_keep(struct saved_line *saved, enum reader_result result,
	const struct line *line, uint64_t lines);
/* Frees the copy. */
void saved_line_free(struct saved_line *saved);

#endif
