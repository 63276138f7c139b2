/* SPDX-License-Identifier: MIT
 *
 * xlsx_doubt: identifiers that a spreadsheet took for numbers: it keeps fifteen
 * digits, shows long ones as 1.23E+15, and drops zeros at the beginning. What
 * is lost cannot be brought back, so it is said, with the cell. Digits are
 * not: they may be a person's.
 */
#ifndef XLSX_XLSX_DOUBT_H
#define XLSX_XLSX_DOUBT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/* Numbers of so many digits and of one fewer, and no others, are identifiers:
 * CPR numbers, article numbers. */
#define XLSX_DOUBT_DIGITS 9
#define XLSX_DOUBT_DIGITS_MOST 15

struct xlsxdoubt_column {
	/* rows: the first text of digits that begins with 0, */
	uint64_t texts;
	uint64_t numbers[XLSX_DOUBT_DIGITS_MOST + 1];
	/* the first whole number of so many
	                                   digits */
	size_t digits; /* of that text */
	bool others;   /* cells that are neither */
	bool told;
};

struct xlsx_doubt {
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
void xlsx_doubt_number(struct xlsx_doubt *, const struct xlsxdoubt_place *,
	struct span value);
void xlsx_doubt_text(struct xlsx_doubt *, const struct xlsxdoubt_place *,
	struct span text);
/* At the end of the sheet. */
void xlsx_doubt_end(struct xlsx_doubt *, const char *file, const char *sheet);
void xlsx_doubt_free(struct xlsx_doubt *);

#endif
