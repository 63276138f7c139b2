/* SPDX-License-Identifier: MIT
 *
 * guess_json: where in a JSON text the records are: in a list, at the top or
 * further in, or one object after the other. The longest list of objects wins.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_JSON_H
#define BIF_EXTRACT_GUESS_GUESS_JSON_H

#include "base/buf.h"
#include "grid.h"

/* What was found of a JSON text. */
struct guess_json {
	bool known;        /* there are records */
	struct buf filter; /* jq's, that gives the records */
	size_t records;    /* objects */
	size_t others;     /* in the list, that are none */
	size_t columns;    /* keys of all of them together */
	struct buf inner; /* path of the longest list of objects in an object */
	size_t ninner;    /* objects in it; 0: there is no such list */
	unsigned sure;    /* per cent */
	struct buf why;   /* in words */
};

/* Whether a text may be JSON, by its first byte. */
bool guess_json_begins(struct span text);

/* Fills the grid with the keys, as a row, and the records. `whole`: the text
 * is the file to its end; else what the sample cuts is left out. Not known:
 * why says what it is instead; the grid is empty. */
void guess_json(struct guess_json *j, struct grid *g, struct span text,
	bool whole);
/* Frees what was said, the filter and the path; the grid is the caller's. */
void guess_json_free(struct guess_json *j);

#endif
