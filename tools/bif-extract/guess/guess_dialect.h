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
#include "csv/csv_dialect.h"

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
/* Frees what was said; the dialect goes with g. */
void guess_dialect_free(struct guess_dialect *g);

#endif
