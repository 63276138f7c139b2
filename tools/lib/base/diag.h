/* SPDX-License-Identifier: MIT
 *
 * diag: what a program says on standard error, and the status it ends with.
 *
 * A fault found deep down is said here, at once, with the place that lets the
 * reader mend the data; the function that found it returns a refusal; main
 * ends with diag_end(). Nothing here exits. Words that cannot be written are
 * lost, too: 74. Statuses are those of DESIGN.md section 4; the most telling
 * one said during a run is the run's status.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/* How a program ends (DESIGN.md section 4). */
enum status {
	STATUS_DONE = 0,
	STATUS_NO = 1, /* done, and the answer is no: only when asked */
	STATUS_USAGE = 64,
	STATUS_DATA = 65,    /* rejected beyond tolerance, malformed, cut */
	STATUS_NOINPUT = 66, /* no such input, or a directory */
	STATUS_BUG = 70,     /* the row balance does not hold */
	STATUS_MEMORY = 71,
	STATUS_CREATE = 73,
	STATUS_IO = 74,    /* cannot read or write: full disk, closed out */
	STATUS_LATER = 75, /* lock held, file still growing */
	STATUS_CONFIG = 78 /* definitions wrong */
};

/* A place in a file. line and column count from 1; 0 leaves them out. */
struct place {
	const char *file;
	uint64_t line;
	uint64_t column;
};

/* Names the program: the first word of each message. */
void diag_begin(const char *program);
/* That name; borrowed. */
const char *diag_program(void);

/* With quiet, notes are not printed; faults always are. */
void diag_quiet(bool quiet);

/* With objects, each message is an object of JSON, a line each (MANUAL.md, 12.2):
 * its kind is its code; one without a kind has a code by its status. */
void diag_objects(bool objects);

/* The cell that the next message is about: the name of its column and what
 * stands in it, masked where it must be. Borrowed until that message. */
void diag_cell(struct span name, struct span value);

/* `program: message`. Raises status. */
void diag_fault(enum status status, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* `program: file: message`, of a file as a whole. Raises status. */
void diag_file(enum status status, const char *file, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* `program: file:line:column: message`. Raises status. kind groups messages:
 * at most 20 of a kind are printed, diag_end() says how many more there were.
 * kind must be a string constant. STATUS_DONE says it without raising. */
void diag_at(enum status status, const char *kind, struct place where,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* The same with the place as an `at` cell: `file:line`, `file#n`,
 * `file!sheet:row`. An empty at leaves the place out. */
void diag_row(enum status status, const char *kind, struct span at,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Whether the next message of a kind would only be counted: then it need not be
 * worded, which for a file cut wrongly is most of the time. */
bool diag_enough(const char *kind);

/* `program: message`, for people; silent with quiet. Raises nothing. */
void diag_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Raises the run's status without words. */
void diag_raise(enum status status);

/* The more telling of two, in the order 70 74 73 71 78 65 66 75 64 1 0. */
enum status diag_worse(enum status a, enum status b);

/* The most telling status raised so far. */
enum status diag_status(void);

/* Has last called by diag_end() before it ends: what is told in sums. */
void diag_before_end(void (*last)(void));

/* Says how many messages of each kind were held back; returns the status. */
enum status diag_end(void);

/* printf arguments for "%.*s" from a span. */
#define SPAN_ARG(s) ((int)(s).len), ((s).at)

/* Bytes of the character at p when it steers, else 0: controls (C0 with TAB
 * and line ends, DEL, C1), what turns the writing around or ends a line
 * (U+061C, U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069), and U+FFFE and
 * U+FFFF, which no XML may hold. */
size_t controls_steers(const char *p, size_t left);

#endif
