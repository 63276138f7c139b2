/* SPDX-License-Identifier: MIT
 *
 * xlsx_format: what a workbook's number looks like. A workbook keeps a day, a
 * percentage and an amount as the same kind of number; only the format of the
 * cell tells them apart (ISO 29500-1, 18.8.30 and 18.8.31). Here a number is
 * written as a text export of the same sheet would have it.
 *
 * Workbooks and JSON keep a number as `7863.7`, `1E-3`, or the seventeen digits
 * of a double, `7863.6999999999998`. It is made what the person who entered it
 * saw: with a fraction or an exponent, and more than fifteen significant digits,
 * it is rounded to fifteen, half up. No binary floating point is used.
 *
 * Day 1 is 1900-01-01. 1900 is taken for a leap year, as all workbooks do:
 * day 60 is the 29 February it did not have. In the other calendar day 0 is
 * 1904-01-01.
 */
#ifndef VALUE_XLSX_FORMAT_H
#define VALUE_XLSX_FORMAT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"
#include "value/decimal.h"

/* What a format shows, as bits; 0 is a number as it stands. */
#define XLSX_FORMAT_DATE 1u
#define XLSX_FORMAT_TIME 2u
#define XLSX_FORMAT_ELAPSED 4u /* hours, minutes or seconds beyond a day */
#define XLSX_FORMAT_PERCENT 8u
#define XLSX_FORMAT_SCALED 16u  /* thousands: less than the cell holds */
#define XLSX_FORMAT_MASK 32u    /* zeros in front, text between the digits */
#define XLSX_FORMAT_NOTHING 64u /* the cell shows no number */

/* What the cells of one style show. */
struct xlsx_format {
	unsigned shows;   /* the bits above */
	struct span code; /* of a mask: the format's text */
};

/* How the source wants its cells written. */
struct xlsx_style {
	enum decimal_style numbers;
	struct span dates; /* yyyy yy mm m dd d, other bytes themselves */
	bool from_1904;    /* the workbook's calendar */
	/* Percentages have no sign behind: who reads plain numbers, those of
	 * streams, would not know it. */
	bool bare;
};

/* The bits of a format. code is its text, empty for one of the built-in
 * formats, which go by their number. */
unsigned xlsx_format_shows(unsigned number, struct span code);

/* Appends the number: a day in the pattern asked for, a time as HH:MM:SS, both
 * with a blank between; hours gone as HH:MM:SS with as many hours as there
 * are; a percentage as `12.5 %`, or 12.5; a mask filled in; else the number. A cell
 * whose number is no day of the years 1900 to 9999 is written as a number. Of
 * a text that is no number nothing is appended, and false returned. */
bool xlsx_format_print(struct buf *b, struct span number,
	const struct xlsx_format *format, const struct xlsx_style *style);

/* Whole days that a cell holds and does not show: of a time of day. */
bool xlsx_format_hides_days(struct span number,
	const struct xlsx_format *format);

#endif
