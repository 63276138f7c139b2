/* SPDX-License-Identifier: MIT
 *
 * guess_dialect: what splits a text into cells, what quotes them, what ends its
 * lines. Every punctuation mark that many lines hold is tried, also where it
 * only stands in the company of others (`||`, `, `). The one wins that gives
 * most rows the same number of cells, and each column cells of one kind.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_DIALECT_H
#define BIF_EXTRACT_GUESS_GUESS_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"
#include "csv/csv_reader.h"
#include "grid.h"

/* What was found. The dialect's texts are constants, stand in the rooms here, or
 * are the user's: so a guess is not to be copied. */
struct guess_dialect {
	struct csv_dialect dialect;
	bool known;    /* the delimiter is */
	unsigned sure; /* per cent, of the delimiter */
	unsigned quote_sure;
	size_t cells;  /* of most rows; 1: nothing splits them */
	bool decimals; /* it splits nothing but decimals */
	bool moments;  /* each line is a time of a day, and one cell */
	bool bare_cr;  /* lines end in CR alone, some or all */
	struct buf why, quote_why, newline_why;
	char room[16]; /* for the delimiter */
	char quote_room[2];
};

/* What the user has said of it. */
struct guess_dialect_asked {
	bool delimiter, quote, escape; /* which are given */
	struct csv_dialect dialect;
};

/* Sets all of g from a text in UTF-8; asked must live as long as g. Where
 * nothing is known the dialect is the likeliest all the same, and why says
 * what stands against it. */
void guess_dialect(struct guess_dialect *g, struct span text,
	const struct guess_dialect_asked *asked);
/* Adds a mark as people can read it: TAB and other controls by their names. */
void guess_dialect_mark(struct buf *b, struct span mark);
/* Frees what was said; the dialect goes with g. */
void guess_dialect_free(struct guess_dialect *g);

/* Which marks may split a text's lines, which may quote, and how well a dialect
 * cuts a text (guess_delimiter.c): most rows have the same number of cells, the
 * cells of a column are of one kind, and none holds what else might split it. */
#define DELIMITER_MOST 64
#define DELIMITER_LONGEST 4

/* Marks that are worth a trial. */
struct delimiter_list {
	char marks[DELIMITER_MOST][DELIMITER_LONGEST + 4];
	size_t count;
};

/* The usual ones, every mark that many lines hold, and the longer ones that a
 * mark never stands without; last the empty text: nothing splits. */
void delimiter_candidates(struct delimiter_list *list, struct span text);

/* Whether a mark stands at both ends of cells, as quotes do. */
bool delimiter_quoted(struct span text, struct span delimiter,
	struct span quote);
/* Whether a backslash stands before quotes. */
bool delimiter_escaped(struct span text, struct span quote);

/* Scores and shares are of a thousand. */
#define GUESS_WHOLE 1000u

/* Marks that many lines hold, besides the one that is tried. */
struct guess_marks {
	bool is[128];
};

/* A dialect that is tried, and how well it does. */
struct guess_trial {
	struct csv_dialect dialect;
	unsigned score;
	bool decimals; /* its cells are, all */
	size_t cells;  /* of most rows */
	size_t rows;   /* that have so many */
	size_t filled; /* rows that are not empty */
	size_t odd;    /* rows that are not well quoted */
	size_t quoted; /* rows with a cell in quotes */
};

/* Sets all but the dialect, from what it made of the text. */
void guess_score(struct guess_trial *t, const struct grid *g,
	const struct guess_marks *m);
/* A share of a share. */
unsigned guess_score_times(unsigned a, unsigned b);

#endif
