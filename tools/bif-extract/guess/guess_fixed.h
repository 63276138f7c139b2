/* SPDX-License-Identifier: MIT
 *
 * guess_fixed: text of fixed width: which lines are records, by what kind of
 * character stands where in most lines, and where one field ends and the next
 * begins: at blanks that all records have, where figures become letters, where
 * some records are blank and others are not. In figures without a mark, dates
 * and persons' numbers are looked for; what is left between is a field.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_FIXED_H
#define BIF_EXTRACT_GUESS_GUESS_FIXED_H

#include "base/buf.h"
#include "grid.h"

#define FIXED_WIDTH 2000 /* characters of a line that are looked at */
#define FIXED_FIELDS 400

struct fixed_field {
	size_t first, last; /* characters, counted from 1 */
	bool open;          /* where it begins or ends is not sure */
	struct span name;   /* from a line above; or empty */
};

struct guess_fixed {
	struct arena *arena;
	bool known;
	unsigned sure;
	struct buf why;
	size_t nfields, records, others; /* lines */
	struct fixed_field *fields;
	struct span only;    /* a pattern that tells records; or empty */
	uint64_t skip;       /* lines above the first record, if no others */
	struct span control; /* a pattern for the count at the end; or empty */
	struct span header;  /* the line above the records, or empty */
	uint64_t header_line;
};

/* Fills the grid with a row of names and the records. Not known: the grid is
 * empty. */
void guess_fixed(struct guess_fixed *g, struct grid *grid, struct span text,
	bool whole);
void guess_fixed_free(struct guess_fixed *g);

#endif
