/* SPDX-License-Identifier: MIT
 *
 * number: how the cells of a column say a number: what decimal reads, and
 * around it what a source's definition allows: units, footnote marks, more
 * decimals than are kept, exponents, times. The text is brought into the form
 * that decimal reads, digit by digit: nothing is computed but the rounding
 * that the definition names, half away from zero.
 */
#ifndef VALUE_NUMBER_H
#define VALUE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"
#include "value/decimal.h"
#include "value/pattern.h"

/* What a time such as 7:15 or 23m 17s counts. */
enum number_time {
	NUMBER_NO_TIME, /* the cells are no times */
	NUMBER_HOURS,
	NUMBER_MINUTES,
	NUMBER_SECONDS,
	NUMBER_DAYS
};

/* All is borrowed. Zeroed it reads what decimal reads in that style, a plus
 * sign, dashes of any kind as minus, groups by apostrophes, and zeros behind
 * the sixth decimal. */
struct number_rule {
	enum decimal_style style;
	bool rounds; /* to that many decimals, 0 to 6 */
	int round;
	size_t nunits; /* texts that may stand before or behind, any case */
	const struct span *units;
	struct pattern *strip; /* what it matches is taken out; NULL: nothing */
	bool exponent;         /* 1,5E+03 is 1500 */
	bool doubt;            /* 1.250 may be 1250 or 1.25: DECIMAL_DOUBT */
	enum number_time time;
	bool short_clock; /* 7:15 is minutes and seconds */
	bool clock_said;  /* that it is, or is not */
};

/* Reads a cell. *out is set only with DECIMAL_OK; with any other result *why
 * says, as the end of a sentence ("is not a number" …), what is the matter;
 * "" when there is nothing more to say. */
enum decimal_result number_read(const struct number_rule *rule,
	struct span text, struct decimal *out, const char **why);

/* What the marks of a number show of how its column is written. */
enum number_marks {
	NUMBER_MARKS_NONE,
	NUMBER_MARKS_GROUP,   /* 1.250: one group mark, no decimal mark */
	NUMBER_MARKS_DECIMAL, /* 2,25 */
	NUMBER_MARKS_BOTH     /* 1.250,5 or 1.250.000: no doubt is left */
};
/* Which marks the text has, for whoever wonders in which style a column is
 * written. */
enum number_marks number_marks(const struct number_rule *rule,
	struct span text);

/* Adds a number as a program writes a double, with a point and perhaps an
 * exponent, times ten to the power of shift: in the style, to fifteen digits,
 * without grouping and exponent, so that decimal_read() of that style reads the
 * same value. False, and nothing is added, when it is no such number. */
bool number_from_double(struct buf *b, struct span text,
	enum decimal_style style, long shift);

#endif
