/* SPDX-License-Identifier: MIT
 *
 * xlsx_doubt: what a spreadsheet may have done to what people typed. It keeps
 * fifteen digits of a number, shows long ones as 1.23E+15, and drops zeros at
 * the beginning; of the days of a text it takes for dates those that its own
 * language allows, with day and month turned round; it shows thousands, or a
 * time without its days. What is lost cannot be brought back, so it is said,
 * with the cell. Digits are not: they may be a person's.
 *
 * Each column says each thing once, but for cells that are wrong one by one.
 */
#ifndef XLSX_XLSX_DOUBT_H
#define XLSX_XLSX_DOUBT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/* Numbers of more digits and of one fewer, and no others, are identifiers:
 * CPR numbers, article numbers. */
#define XLSX_DOUBT_DIGITS 9
#define XLSX_DOUBT_DIGITS_MOST 15

/* A number that people see otherwise than it is: in thousands or millions, as
 * a time of day without its days, or not at all. */
enum xlsxdoubt_shown {
	XLSXDOUBT_SCALED,
	XLSXDOUBT_DAYS,
	XLSXDOUBT_NOTHING,
	XLSXDOUBT_SHOWN
};

/* Rows, counted from 1; 0: there is none so far. */
struct xlsxdoubt_column {
	uint64_t zeros; /* the first text of digits that begins with 0 */
	size_t digits;  /* of that text */
	/* the first whole number of so many digits */
	uint64_t numbers[XLSX_DOUBT_DIGITS_MOST + 1];
	uint64_t dates, date_texts; /* the first day; the first text like one */
	uint64_t percents, fractions; /* the first 12,5 %; the first 0.125 */
	bool others;                  /* numbers that are not whole */
	bool told, told_dates, told_percents, told_shown[XLSXDOUBT_SHOWN];
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

/* A number as the workbook keeps it, that is shown as it is. */
void xlsx_doubt_number(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	struct span value);
/* A text, as the cell has it. */
void xlsx_doubt_text(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	struct span text);
/* A day, by its format. */
void xlsx_doubt_date(struct xlsx_doubt *d, const struct xlsxdoubt_place *p);
/* A number whose format hides some of it. */
void xlsx_doubt_shown(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	enum xlsxdoubt_shown how);
/* A share that is shown per cent. */
void xlsx_doubt_percent(struct xlsx_doubt *d, const struct xlsxdoubt_place *p);

/* At the end of the sheet: what only all of a column can tell. */
void xlsx_doubt_end(struct xlsx_doubt *d, const char *file, const char *sheet);
/* Frees what is known of the columns. */
void xlsx_doubt_free(struct xlsx_doubt *d);

#define XLSX_DOUBT_NAME 8 /* bytes of a column's name */

/* `C`, `AA`: the name of a column, from 0; in `room`. */
const char *xlsx_doubt_name(size_t column, char room[XLSX_DOUBT_NAME]);

#endif
