/* SPDX-License-Identifier: MIT
 *
 * loose: records of delimited text in any dialect, from files that are not
 * what they should be. What csvin reads, it reads alike (a test compares
 * them); beyond that it takes delimiters of several bytes, any quote, any line
 * end, comments, and mends what a stray quote would do to the rows behind it.
 *
 * A record that is not sound costs its own line where that can be told: where
 * a quote was left open, the line that happens to close it is tried by itself.
 * If it is a sound record of as many cells as rows have (loose_expect), the
 * open quote was stray, and reading goes on behind the line it stands in.
 * Looking ahead is bounded by the limits, and so is memory.
 */
#ifndef IO_LOOSE_H
#define IO_LOOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "io/loosecut.h"
#include "io/source.h"

enum loose_result {
	LOOSE_END,
	LOOSE_RECORD, /* cells hold it; a blank line has none */
	/* not sound: `why` and where; cells are as people would cut them */
	LOOSE_ODD,
	LOOSE_FAULT /* reading failed, said */
};

struct loose_record {
	const struct span *cells; /* unquoted; until the next call */
	size_t count;
	bool quoted;     /* a cell was quoted */
	struct span raw; /* its lines, without the last end */
	uint64_t line;   /* of its first byte, from 1 */
	uint64_t lines;  /* that it has */
	enum loose_why why;
	uint64_t fault_line, column; /* ODD: of the offending byte, from 1 */
};

struct loose;

/* Does not own the source. The dialect's texts and the limits must live as
 * long. */
struct loose *loose_open(struct source *, const struct loose_dialect *,
	const struct loose_limits *);
/* How many cells a row has; 0: not known. */
void loose_expect(struct loose *, size_t cells);
/* Looks at the next lines, without reading on: how many cells most of those
 * that are sound have; 0: none is. */
size_t loose_usual(struct loose *, size_t lines);
enum loose_result loose_next(struct loose *, struct loose_record *);
/* The next physical line as it is: raw only. */
enum loose_result loose_line(struct loose *, struct loose_record *);
/* Puts the record just returned back. */
void loose_back(struct loose *);
void loose_close(struct loose *);

/* For people. */
const char *loose_words(enum loose_why);

#endif
