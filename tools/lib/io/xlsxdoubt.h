/* SPDX-License-Identifier: MIT
 *
 * xlsxdoubt: identifiers that a spreadsheet took for numbers: it keeps fifteen
 * digits, shows long ones as 1.23E+15, and drops zeros at the beginning. What
 * is lost cannot be brought back, so it is said, with the cell. Digits are
 * not: they may be a person's.
 */
#ifndef IO_XLSXDOUBT_H
#define IO_XLSXDOUBT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/* Numbers of so many digits and of one fewer, and no others, are identifiers:
 * CPR numbers, article numbers. */
#define XLSXDOUBT_DIGITS 9
#define XLSXDOUBT_DIGITS_MOST 15

struct xlsxdoubt_column {
	/* rows: the first text of digits that begins with 0, */
	uint64_t texts;
	uint64_t numbers[XLSXDOUBT_DIGITS_MOST + 1];
	/* the first whole number of so many
	                                   digits */
	size_t digits; /* of that text */
	bool others;   /* cells that are neither */
	bool told;
};

struct xlsxdoubt {
	struct xlsxdoubt_column *columns;
	size_t count;
	struct buf at;
};

/* Where a cell stands; column from 0. */
struct xlsxdoubt_place {
	const char *file, *sheet;
	size_t column;
	uint64_t row;
};

/* A number as the workbook keeps it; a text; one of the two. */
void xlsxdoubt_number(struct xlsxdoubt *, const struct xlsxdoubt_place *,
	struct span value);
void xlsxdoubt_text(struct xlsxdoubt *, const struct xlsxdoubt_place *,
	struct span text);
/* At the end of the sheet. */
void xlsxdoubt_end(struct xlsxdoubt *, const char *file, const char *sheet);
void xlsxdoubt_free(struct xlsxdoubt *);

#endif
