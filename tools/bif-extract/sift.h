/* SPDX-License-Identifier: MIT
 *
 * sift: which lines of a file are data rows. Not one are blank lines, lines of
 * delimiters only, a lone Ctrl-Z, lines identical to the header, and what the
 * source's rules name: skip_rows, only_rows, until, control, frame.
 */
#ifndef EXTRACT_SIFT_H
#define EXTRACT_SIFT_H

#include <stdbool.h>
#include <stdint.h>

#include "bind.h"
#include "reader.h"

/* A rule with the cell it looks at. */
struct sift_rule {
	const struct export_rule *rule;
	size_t cell; /* SIZE_MAX: the line */
};

struct sift_rules {
	size_t count;
	struct sift_rule *list;
};

/* A cell by whose first byte a rule may know a row. */
struct sift_watch {
	size_t cell;
	int first;
};

/* What is known of rows that are surely data: most are, and by their first
 * byte. A rule that a first byte does not tell leaves none to be sure of. */
struct sift_glance {
	bool possible;
	bool doubtful[256]; /* first bytes of rows to ask about */
	size_t watched;
	struct sift_watch *watch;
};

struct sift {
	const struct reader *reader;
	struct sift_glance glance;
	struct sift_rules skip, only;
	struct span header; /* its bytes; empty: there is none */
	bool ended;         /* `until` has been met */
	bool told;          /* the control line has been met */
	uint64_t control;   /* the rows it says */
	uint64_t lines;     /* data rows met, before wide-to-long */
	struct buf text;    /* a decoded line or cell */
};

/* Begins; sift_title() may be called. */
void sift_begin(struct sift *, const struct reader *);
/* Binds the rules to the cells of this file. False after a message (65): a
 * rule names a column that is not there. */
bool sift_open(struct sift *, const struct reader *, const struct bind *,
	const struct columns *);
/* A line before the header: it can only be the control line. */
void sift_title(struct sift *, const struct line *);
/* Whether a row of delimited text with a doubtful first byte is surely data,
 * as far as no cell is watched; raw is its line. */
bool sift_is_sure(const struct sift *, struct span raw);
/* Whether a watched cell, its quotes taken off, leaves a row in doubt. */
static inline bool
sift_cell_doubtful(const struct sift_watch *w, struct span cell)
{
	unsigned char first = cell.len ? (unsigned char)cell.at[0] : 0;

	return cell.len
		&& (first == w->first || first == ' ' || first == '\t'
			|| first >= 0x80);
}
/* Whether a line is a data row; counts it. */
bool sift_is_data(struct sift *, const struct line *);
/* At the end: false after a message (65) when the control is missing or says
 * another number. */
bool sift_check(const struct sift *);
void sift_close(struct sift *);

#endif
