/* SPDX-License-Identifier: MIT
 *
 * fixed_lines: lines of text as rows of characters of four kinds, and which of
 * them are like most others.
 */
#ifndef BIF_EXTRACT_GUESS_FIXED_LINES_H
#define BIF_EXTRACT_GUESS_FIXED_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

enum fixed_kind {
	FIXED_BLANK,
	FIXED_DIGIT,
	FIXED_LETTER,
	FIXED_MARK,
	FIXED_KINDS
};

struct fixed_line {
	struct span text; /* blanks at its end, and a form feed, cut off */
	uint64_t number;  /* from 1 */
	size_t width;     /* characters */
	size_t at;        /* of its kinds, and of its characters' offsets */
	bool record;
	bool ruler; /* it is one: no record, however few those are */
};

struct fixed_lines {
	struct fixed_line *list;
	size_t count, cap;
	unsigned char *kinds;
	uint32_t *offsets;
	size_t used, kinds_cap, offsets_cap;
	size_t width; /* of the widest record */
	size_t records;
	size_t (*times)[FIXED_KINDS]; /* at each place, in records */
};

void fixed_lines_read(struct fixed_lines *f, struct span text);
/* What stands at a place, counted from 0; behind the end are blanks. */
enum fixed_kind fixed_lines_kind(const struct fixed_lines *,
	const struct fixed_line *, size_t place);
/* The text from one place to before another. */
struct span fixed_lines_cut(const struct fixed_lines *f,
	const struct fixed_line *line, size_t from, size_t to);
void fixed_lines_free(struct fixed_lines *f);

#endif
