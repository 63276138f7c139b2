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

#include "base/buf.h"
#include "base/diag.h"
#include "base/span.h"

/* The formats of streams, all with the same columns and values. */
enum out_format { OUT_TSV, OUT_CSV, OUT_JSONL };

struct out;

/* file NULL or "-": standard output. NULL after a message (73). */
struct out *out_open(const char *file, enum out_format format);

/* The same for what may hold personal numbers or pseudonyms: a file that is
 * made is its owner's alone (0600). */
struct out *out_open_for(const char *file, enum out_format format,
	bool personal);

/* Rows shared out to n files, by the column `subject`: all rows of one subject
 * go to the part text_part() says, rows without one to each in turn. The
 * pattern has one %d, which stands for the number of the part, from 1. TSV only.
 * NULL after a message (73). */
struct out *out_open_parts(const char *pattern, size_t n, bool personal);
/* The same kept in memory, for what another output has to carry: no file, no
 * marks. What was written stands until more is, or until it is closed. */
struct out *out_memory(enum out_format format);
/* What was written into memory; borrowed until more is. */
struct span out_memory_span(const struct out *o);

/* The header, once, before any row; written at once, so that the next program
 * can complain of a missing column before the work begins. */
void out_columns(struct out *o, const char *const names[], size_t n);

/* A row is its cells in order, then out_row(). Appends a cell, which is escaped
 * here; empty is no value (JSON null). */
void out_cell(struct out *o, struct span value);
/* Appends a cell as tsv reads it: it is escaped already. */
void out_escaped(struct out *o, struct span cell);
/* Appends a whole number. */
void out_count(struct out *o, uint64_t n);
/* Ends the row whose cells were appended. */
void out_row(struct out *o);
/* A row of n cells that were put together out of order; frees them. */
void out_row_of(struct out *o, struct buf cells[], size_t n);

/* Writes free text (reports) as it stands. */
void out_bytes(struct out *o, struct span bytes);
/* Writes free text as printf() does. */
void out_print(struct out *o, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* For the fast path, TSV only: room for n bytes to write into, then how many
 * were used; whole rows, which out_rows() adds to the count. */
bool out_is_tsv(const struct out *o);
/* Room for n bytes of rows to write into; it holds until the next call. */
char *out_room(struct out *o, size_t n);
/* Says how many bytes of that room were used. */
void out_used(struct out *o, size_t n);
/* Adds to the count of rows. */
void out_rows(struct out *o, uint64_t rows);

/* How many rows were written so far, the header not among them. */
uint64_t out_row_count(const struct out *o);
/* How many bytes were written so far. */
uint64_t out_byte_count(const struct out *o);
/* Whether a write failed: then there is no use in working on. */
bool out_failed(const struct out *o);

/* Flushes, syncs, renames, marks the end with the run's status so far.
 * False after a message. With a status (diag_status()) of 65 or more the
 * file is still published: output is complete, the status tells. */
bool out_close(struct out *o);
/* Drops it: the file beside is removed, nothing is renamed. */
void out_drop(struct out *o);

#endif
