/* SPDX-License-Identifier: MIT
 *
 * ledger: one line for each run of a program and each file it read, and the
 * marks that pipes are checked by. A file of TSV lines, each appended by one
 * write; whoever comes first writes the header. Columns:
 *   program source file rows_in rows_out facts rejected skipped bytes_in
 *   bytes_out first_date last_date status
 * Marks have `file` = `pipe:BOOT:DEVICE:INODE`, `status` = `begin`, `end N`
 * (with rows_out and bytes_out), and by the reader `read` (with bytes_in; what
 * stands before it is settled) or `unchecked`. `new`: what stands before it is
 * about an earlier pipe of the same number.
 */
#ifndef IO_LEDGER_H
#define IO_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"

/* One run over one file: what went in and what became of it. */
struct ledger_line {
	const char *source; /* "" when the program has none */
	const char *file;   /* "*" for the run as a whole */
	uint64_t rows_in;
	uint64_t rows_out; /* input rows that gave something */
	uint64_t facts;    /* rows written */
	uint64_t rejected;
	uint64_t skipped;
	uint64_t bytes_in;
	uint64_t bytes_out;
	int32_t first_day; /* of the data; DAY_NONE: no dates */
	int32_t last_day;
	enum status status;
};

/* Where lines go: a file name, or NULL for none. Set once, by options. */
void ledger_use(const char *file);

/* Appends; false after a message (73 open, 74 write). Without a ledger
 * nothing is written. Also checks rows_in = rows_out + rejected + skipped: else 70, said. */
bool ledger_append(const struct ledger_line *l);

/* Marks of a pipe, by its file descriptor; nothing happens for anything but
 * an anonymous pipe, or without a ledger. Which pipe it is cannot be told: 74,
 * said. */
void ledger_pipe_begin(int fd);
/* Notes that the program has ended, so that the next one can tell a whole
 * stream from a cut one. */
void ledger_pipe_end(int fd, uint64_t rows, uint64_t bytes, enum status status);
/* At the end of input: false after a message (65) when a writer began and did
 * not end, ended with a status that is not 0 or 1 (done), or wrote another number of
 * bytes. Nobody's mark at all is noted as `unchecked`. */
bool ledger_pipe_check(int fd, uint64_t bytes);

#endif
