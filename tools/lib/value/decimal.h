/* SPDX-License-Identifier: MIT
 *
 * decimal: exact decimal numbers, as 128-bit counts of millionths. A cell has
 * at most 18 digits, at most 6 of them after the mark; sums may have 38 digits
 * in all (DESIGN.md section 6). Overflow is told, never wrapped.
 */
#ifndef VALUE_DECIMAL_H
#define VALUE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

#define DECIMAL_ONE 1000000 /* millionths in one */

/* A number as a whole number of millionths, so that sums are exact. It needs no
 * more than a word's boundary, so that rows of it have no gaps. */
struct decimal {
	__int128 millionths;
} __attribute__((packed, aligned(8)));

/* What became of a text. */
enum decimal_result {
	DECIMAL_OK,
	DECIMAL_NOT,   /* not a number at all, or empty */
	DECIMAL_RANGE, /* too many digits */
	DECIMAL_DOUBT  /* could be read in two ways, e.g. 1.250 */
};

/* How a source writes numbers. */
enum decimal_style {
	DECIMAL_PLAIN, /* 1234.5: point, no grouping (the wire) */
	/* 1.234,5: comma; groups of three by point, blank, no-break or narrow
	 * no-break space */
	DECIMAL_DANISH,
	DECIMAL_ENGLISH, /* 1,234.5 */
	DECIMAL_EITHER   /* the book: comma or point marks decimals, no
	                           grouping; 1.250 and 1,250 are DECIMAL_DOUBT
	                           unless there is only one reading */
};

/* Reads text (UTF-8). All styles but PLAIN take blanks at the ends, a minus
 * (also U+2212) in front or behind, parentheses for a negative; DANISH and
 * ENGLISH also a % behind the digits, which says that they are per cent and
 * changes nothing: 12,5 % is 12.5. A group has exactly three digits, grouping
 * is of one kind and the first group does not begin with 0, else DECIMAL_NOT. Leading zeros are not counted as digits.
 * *out is set only when DECIMAL_OK. */
enum decimal_result decimal_read(struct span text, enum decimal_style style,
	struct decimal *out);

/* The same for sums on the wire: DECIMAL_PLAIN with up to 38 digits. */
enum decimal_result decimal_read_sum(struct span text, struct decimal *out);

/* False on overflow; *sum is then unchanged. */
bool decimal_add(struct decimal *sum, struct decimal term);

/* Less than 0, 0 or more, as a is less than b, equal, or greater. */
int decimal_compare(struct decimal a, struct decimal b);

/* Plain style, no trailing zeros: 1234.5, -0.25, 0. */
void decimal_print(struct buf *b, struct decimal d);

/* Bytes that any decimal fits in: 39 digits, sign, point, and some to spare. */
#define DECIMAL_WIDTH 48
/* The same into room of at least DECIMAL_WIDTH bytes; returns the length. No NUL
 * follows. */
size_t decimal_write(char *room, struct decimal d);

#endif
