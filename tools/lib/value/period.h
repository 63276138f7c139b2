/* SPDX-License-Identifier: MIT
 *
 * period: days, months and the lengths between them. A day is its number
 * since 1970-01-01 (proleptic Gregorian), a month is year * 12 + month - 1.
 * Years run from 1000 to 9999. No clock and no time zone anywhere.
 */
#ifndef VALUE_PERIOD_H
#define VALUE_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

#define DAY_NONE INT32_MIN
#define DAY_WIDTH 10  /* bytes of YYYY-MM-DD */
#define MONTH_WIDTH 7 /* bytes of YYYY-MM */

struct period_date {
	int year, month, day; /* month and day count from 1 */
};

int period_days_in(int year, int month); /* month 1..12 */
bool period_valid(struct period_date);
int32_t period_day(struct period_date); /* of a valid date */
struct period_date period_date(int32_t day);

int32_t period_month_of(int32_t day);
int32_t period_month_first(int32_t month); /* its first day */
int32_t period_month_last(int32_t month);  /* its last day */
/* The same day n months on; a day the month lacks becomes its last:
 * 31 August plus 6 months is 28 (29) February. */
int32_t period_add_months(int32_t day, int n);

/* YYYY-MM-DD and YYYY-MM; false when it is not exactly that. */
bool period_read_day(struct span, int32_t *day);
bool period_read_month(struct span, int32_t *month);
void period_write_day(char room[DAY_WIDTH], int32_t day);
void period_write_month(char room[MONTH_WIDTH], int32_t month);
void period_print_day(struct buf *, int32_t day);
void period_print_month(struct buf *, int32_t month);

/* A length of time: days, or calendar months. */
struct period_length {
	int32_t count;
	bool months;
};
/* `92 days`, `1 day`, `6 months`; false else. */
bool period_read_length(struct span, struct period_length *);
int32_t period_after(int32_t day, struct period_length); /* day + length */

/* How a source writes dates, compiled from a pattern such as dd-mm-yyyy:
 *   yyyy yy       year; of two digits 00-49 are 20yy, 50-99 are 19yy
 *   mm m          month of two digits; of one or two
 *   dd d          day of two digits; of one or two
 *   mon           short month name, month: full month name, Danish or English,
 *                 in any case (jan, maj, may, okt, oct, januar, ...); a text
 *                 with one is compared as names are, blanks made one
 *   other bytes   themselves, letter case included: yyyyMmm reads 2007M01,
 *                 0mm.yyyy reads 006.2010
 * In a pattern that begins with dd the first zero of dd and mm may be missing
 * where it has no digits beside them. Without a day the date is the month's
 * last. */
struct period_format;
/* NULL, and *why set, when the pattern is not one. Freed by period_format_free. */
struct period_format *period_format(struct span pattern, const char **why);
bool period_parse(const struct period_format *, struct span text, int32_t *day);
void period_format_free(struct period_format *);

#endif
