/* SPDX-License-Identifier: MIT
 *
 * xlsx_date: days as workbooks keep them: a number whose whole part counts days
 * and whose fraction is the time of day. Whether a number is a day only its
 * format tells. Exact: no binary floating point.
 *
 * Day 1 is 1900-01-01. 1900 is taken for a leap year, as all workbooks do:
 * day 60 is the 29 February it did not have. In the other calendar day 0 is
 * 1904-01-01.
 */
#ifndef VALUE_XLSX_DATE_H
#define VALUE_XLSX_DATE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"

#define XLSX_DATE_DATE 1u
#define XLSX_DATE_TIME 2u

/* What a number format shows: 0 a number, else bits. code is the format's
 * text, empty for one of the built-in ones, which go by number. */
unsigned xlsx_date_shows(unsigned number, struct span code);

/* Appends the day in the pattern (yyyy yy mm m dd d, other bytes themselves),
 * the time as HH:MM:SS, or both with a blank between. False, and nothing is
 * appended, when the number is no day of the years 1900 to 9999. */
bool xlsx_date_print(struct buf *, struct span number, unsigned shows,
	bool from_1904, struct span pattern);

#endif
