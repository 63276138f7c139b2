/* SPDX-License-Identifier: MIT
 *
 * writer: facts as rows of the output: all columns or a subset of them, always
 * in the fixed order.
 */
#ifndef BIF_NORMALIZE_EXACT_WRITER_H
#define BIF_NORMALIZE_EXACT_WRITER_H

#include "base/buf.h"
#include "io/out.h"
#include "bif-normalize/exact/row.h"

/* Which columns are written, and where to. */
struct writer {
	struct out *out; /* NULL: nothing is written */
	size_t *picks;   /* numbers of columns, rising */
	size_t npicks;
	bool *shown; /* by field: it may stand in one of them */
	bool trace;  /* `at` is the last column */
	const char **names;
	uint64_t rows;
};

/* columns: names split by commas, or NULL for all; `at` among them asks for
 * tracing too. False after a message (64) that names what is no column. */
bool writer_choose(struct writer *w, const struct facts *plan,
	const char *columns, bool trace);

/* Takes an open output, and writes its header. */
void writer_begin(struct writer *w, struct out *out);

/* The facts of a row, which stands at `at`. */
void writer_facts(struct writer *w, const struct row_facts *facts,
	struct span at);

/* The same rows, to be written later: as text, then by writer_lines(). */
void writer_keep(const struct writer *w, const struct row_facts *facts,
	struct span at, struct buf *b);
/* Writes lines that writer_keep() made. */
void writer_lines(struct writer *w, struct span lines, size_t rows);

/* Frees it; the stream is its owner's. */
void writer_free(struct writer *w);

#endif
