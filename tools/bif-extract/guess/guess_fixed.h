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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "grid.h"
#include "base/span.h"

#define FIXED_WIDTH 2000 /* characters of a line that are looked at */
#define FIXED_FIELDS 400

/* Where a field stands in a record. */
struct fixed_field {
	size_t first, last; /* characters, counted from 1 */
	bool open;          /* where it begins or ends is not sure */
	struct span name;   /* from a line above; or empty */
};

/* What was found of a text of fixed width; texts are kept in the arena. */
struct guess_fixed {
	struct arena *arena;
	bool known;     /* it is one */
	unsigned sure;  /* per cent */
	struct buf why; /* in words */
	size_t nfields;
	size_t records, others; /* lines that are records, and that are none */
	struct fixed_field *fields;
	struct span only;    /* a pattern that tells records; or empty */
	size_t untold;       /* lines below the first that nothing tells */
	uint64_t skip;       /* lines above the first record, if no others */
	struct span control; /* a pattern for the count at the end; or empty */
	struct span header;  /* the line above the records, or empty */
	uint64_t header_line;
};

/* Fills the grid with a row of names and the records. `whole`: the text is the
 * file to its end, where the number of records may stand. Not known: the grid is
 * empty. */
void guess_fixed(struct guess_fixed *g, struct grid *grid, struct span text,
	bool whole);
/* Frees fields, patterns and what was said. */
void guess_fixed_free(struct guess_fixed *g);

/* Lines of text as rows of characters of four kinds, and which of them are like
 * most others. */
enum fixed_kind {
	FIXED_BLANK,
	FIXED_DIGIT,
	FIXED_LETTER,
	FIXED_MARK,
	FIXED_KINDS
};

/* A line that is not empty. */
struct fixed_line {
	struct span text; /* blanks at its end, and a form feed, cut off */
	uint64_t number;  /* from 1 */
	size_t width;     /* characters */
	size_t at;        /* of its kinds, and of its characters' offsets */
	bool record;
	bool ruler; /* it is one: no record, however few those are */
	bool drawn; /* a ruler with gaps: it draws where the fields are */
};

/* All lines that are looked at. Kinds and offsets of all their characters stand
 * end to end, since there are millions. */
struct fixed_lines {
	struct fixed_line *list;
	size_t count, cap;
	unsigned char *kinds; /* of each character its enum fixed_kind */
	uint32_t *offsets;    /* and where it begins in its line, in bytes */
	size_t used, kinds_cap, offsets_cap;
	size_t width; /* of the widest record */
	size_t records;
	const struct fixed_line *drawn; /* the first line that is so; or NULL */
	size_t (*times)[FIXED_KINDS];   /* at each place, in records */
};

/* Reads lines until there are enough of them, and tells which are records; the
 * text is borrowed. Sets all of f. */
void fixed_lines_read(struct fixed_lines *f, struct span text);
/* What stands at a place, counted from 0; behind the end are blanks. */
enum fixed_kind fixed_lines_kind(const struct fixed_lines *f,
	const struct fixed_line *line, size_t place);
/* The text from one place to before another. */
struct span fixed_lines_cut(const struct fixed_lines *f,
	const struct fixed_line *line, size_t from, size_t to);
/* Frees them; the text is borrowed. */
void fixed_lines_free(struct fixed_lines *f);

/* Finds where one field ends and the next begins.
 * Returns how many there are, at most FIXED_FIELDS. */
size_t fixed_fields_find(const struct fixed_lines *f,
	struct fixed_field *fields);

#endif
