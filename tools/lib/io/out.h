/* SPDX-License-Identifier: MIT
 *
 * out: output that is checked. A regular file is written beside its name and
 * renamed when all of it is on disk; anything else is written in place. What
 * cannot be written is said once (73 create, 74 write) and out_close() tells
 * it; nothing ends well with `> /dev/full`. SIGPIPE keeps its default.
 *
 * Rows are written as TSV, RFC 4180 CSV or JSON lines, or free text. For a
 * pipe, begin and end marks go to the ledger (DESIGN.md section 11).
 */
#ifndef IO_OUT_H
#define IO_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/span.h"

enum out_format { OUT_TSV, OUT_CSV, OUT_JSONL };

struct out;

/* file NULL or "-": standard output. NULL after a message (73). */
struct out *out_open(const char *file, enum out_format);

/* The same for what may hold personal numbers or pseudonyms: a file that is
 * made is its owner's alone (0600). */
struct out *out_open_for(const char *file, enum out_format format,
	bool personal);

/* The header, once, before any row; written at once, so that the next program
 * can complain of a missing column before the work begins. */
void out_columns(struct out *, const char *const names[], size_t n);

/* A row is its cells in order, then out_row(). Empty = no value (JSON null). */
void out_cell(struct out *, struct span value);   /* escapes it */
void out_escaped(struct out *, struct span cell); /* a cell as tsv reads it */
void out_row(struct out *);

/* Free text (reports). */
void out_bytes(struct out *, struct span);
void out_print(struct out *, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* For the fast path, TSV only: room for n bytes to write into, then how many
 * were used; whole rows, which out_rows() adds to the count. */
bool out_is_tsv(const struct out *);
char *out_room(struct out *, size_t n);
void out_used(struct out *, size_t n);
void out_rows(struct out *, uint64_t rows);

uint64_t out_row_count(const struct out *);
uint64_t out_byte_count(const struct out *);
bool out_failed(const struct out *); /* a write failed: stop working */

/* Flushes, syncs, renames, marks the end with the run's status so far.
 * False after a message. With a status (diag_status()) of 65 or more the
 * file is still published: output is complete, the status tells. */
bool out_close(struct out *);
/* Drops it: the file beside is removed, nothing is renamed. */
void out_drop(struct out *);

#endif
