/* SPDX-License-Identifier: MIT
 *
 * ratio: exact rational numbers, for everything a judgement rests on. Values
 * never change once made and are passed like ints; their memory is freed all
 * at once by ratio_free_all(). ratio_free_since() gives back what was made
 * after a mark, for loops that make millions. The one door to GMP.
 */
#ifndef VALUE_RATIO_H
#define VALUE_RATIO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"
#include "value/decimal.h"

/* A rational number of any size in lowest terms. Most are two small whole
 * numbers; of the others it is a handle, and copying it copies no digits. */
struct ratio {
	union {
		int64_t up;
		const void *big; /* an mpq_t */
	};
	int64_t down; /* above 0; 0: the number is the big one */
};

/* Whether it is a number at all: zeroed memory is none. */
bool ratio_given(struct ratio r);
/* A whole number. */
struct ratio ratio_int(long n);
/* A fraction, not necessarily in lowest terms; denominator != 0. */
struct ratio ratio_of(long numerator, long denominator);
/* The exact value of a decimal. */
struct ratio ratio_decimal(struct decimal d);
/* `12`, `-0.25`, `a/b`, of any length; false when it is not one of these. */
bool ratio_read(struct span text, struct ratio *out);

/* The four operations, exact. What they give is new: no operand changes. */
struct ratio ratio_add(struct ratio a, struct ratio b);
struct ratio ratio_sub(struct ratio a, struct ratio b);
struct ratio ratio_mul(struct ratio a, struct ratio b);
struct ratio ratio_div(struct ratio a, struct ratio b); /* divisor != 0 */
/* Without its sign. */
struct ratio ratio_abs(struct ratio r);
/* With the other sign. */
struct ratio ratio_neg(struct ratio r);
/* Below 0, 0 or above, as a is less than, equal to or greater than b. */
int ratio_compare(struct ratio a, struct ratio b);
int ratio_sign(struct ratio r); /* -1, 0, 1 */
/* Whether nothing is behind the mark. */
bool ratio_is_whole(struct ratio r);
/* The nearest with so many decimals, half up: for sums of many fractions, whose
 * denominators would grow without end. */
struct ratio ratio_round(struct ratio r, int decimals);
/* The nearest with so many digits that say something, or one more: for what is
 * only known so well. */
struct ratio ratio_keep(struct ratio r, int digits);
/* The greatest whole number that is not above it; false beyond 63 bits. */
bool ratio_floor(struct ratio r, int64_t *whole);

/* With exactly that many decimals, half away from zero: 94.996 at 1 is 95.0.
 * -0.04 at 1 prints 0.0. */
void ratio_print(struct buf *b, struct ratio r, int decimals);
/* Exactly: a finite decimal without trailing zeros, else a/b. */
void ratio_print_exact(struct buf *b, struct ratio r);

struct ratio_mark;
/* Remembers where the memory of ratios ends now. */
const struct ratio_mark *ratio_mark(void);
/* Frees what was made since; no handle made since may be used. */
void ratio_free_since(const struct ratio_mark *mark);
/* Frees all ratios there are. */
void ratio_free_all(void);

#endif
