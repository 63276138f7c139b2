/* SPDX-License-Identifier: MIT
 *
 * tolerant: records of delimited text in any dialect, from files that are not
 * what they should be. What csv_reader reads, it reads alike (a test compares
 * them); beyond that it takes delimiters of several bytes, any quote, any line
 * end, comments, and mends what a stray quote would do to the rows behind it.
 *
 * A record that is not sound costs its own line where that can be told: where
 * a quote was left open, the line that happens to close it is tried by itself.
 * If it is a sound record of as many cells as rows have (tolerant_expect), the
 * open quote was stray, and reading goes on behind the line it stands in.
 * Looking ahead is bounded by the limits, and so is memory.
 */
#ifndef CSV_TOLERANT_H
#define CSV_TOLERANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "csv/tolerant_cut.h"
#include "io/source.h"

enum loose_result {
	TOLERANT_END,
	TOLERANT_RECORD, /* cells hold it; a blank line has none */
	/* not sound: `why` and where; cells are as people would cut them */
	TOLERANT_ODD,
	TOLERANT_FAULT /* reading failed, said */
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

struct tolerant;

/* Does not own the source. The dialect's texts and the limits must live as
 * long. */
struct tolerant *tolerant_open(struct source *, const struct loose_dialect *,
	const struct loose_limits *);
/* How many cells a row has; 0: not known. */
void tolerant_expect(struct tolerant *, size_t cells);
/* Looks at the next lines, without reading on: how many cells most of those
 * that are sound have; 0: none is. */
size_t tolerant_usual(struct tolerant *, size_t lines);
enum loose_result tolerant_next(struct tolerant *, struct loose_record *);
/* The next physical line as it is: raw only. */
enum loose_result tolerant_line(struct tolerant *, struct loose_record *);
/* Puts the record just returned back. */
void tolerant_back(struct tolerant *);
void tolerant_close(struct tolerant *);

/* For people. */
const char *tolerant_words(enum loose_why);

#endif
