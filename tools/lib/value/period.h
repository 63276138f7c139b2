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

/* A day of the calendar; months and days count from 1. */
struct period_date {
	int year, month, day; /* month and day count from 1 */
};

/* How many days a month (1 to 12) has. */
int period_days_in(int year, int month);
/* Whether there is such a date, in a year that is read. */
bool period_valid(struct period_date date);
/* The number of a valid date. */
int32_t period_day(struct period_date date);
/* The date of a day's number. */
struct period_date period_date(int32_t day);

/* The month a day is in. */
int32_t period_month_of(int32_t day);
int32_t period_month_first(int32_t month); /* its first day */
int32_t period_month_last(int32_t month);  /* its last day */
/* The same day n months on; a day the month lacks becomes its last:
 * 31 August plus 6 months is 28 (29) February. */
int32_t period_add_months(int32_t day, int n);

/* YYYY-MM-DD; false, and *day as it was, when it is not exactly that. */
bool period_read_day(struct span text, int32_t *day);
/* The same of YYYY-MM. */
bool period_read_month(struct span text, int32_t *month);
/* YYYY-MM-DD, without a NUL. */
void period_write_day(char room[DAY_WIDTH], int32_t day);
/* YYYY-MM, without a NUL. */
void period_write_month(char room[MONTH_WIDTH], int32_t month);
/* The same, appended. */
void period_print_day(struct buf *b, int32_t day);
/* And a month. */
void period_print_month(struct buf *b, int32_t month);

/* The month (1 to 12) whose short or full name a text begins with, in any case
 * of ASCII letters; the bytes of the name, 0 when there is none. */
size_t period_take_name(struct span text, bool full, int *month);

/* A length of time: days, or calendar months. */
struct period_length {
	int32_t count;
	bool months; /* else days */
};
/* `92 days`, `1 day`, `6 months`; false else. */
bool period_read_length(struct span text, struct period_length *length);
/* day + length; the last day of all years at most. */
int32_t period_after(int32_t day, struct period_length length);

/* A time of day. */
struct period_time {
	/* since midnight; 24:00 is the end of the day written */
	int64_t micros;
	bool zoned; /* it says its zone: */
	int offset; /* minutes before UTC */
};

/* A zone: minutes before UTC in winter, and whether it has the summer time of
 * the European Union (as it has been since 1996). */
struct period_zone {
	int minutes;
	bool summer;
};

/* What became of a text that is to be a date. */
enum period_result {
	PERIOD_OK,
	PERIOD_NOT, /* not a date as the format has it */
	PERIOD_ZONE /* the day depends on a zone that was not said */
};

/* `UTC`, `+01:00`, `Europe/Copenhagen` and some more; false else. */
bool period_zone(struct span name, struct period_zone *zone);

/* A time at the beginning of a text: 14:22, 14.22:01, 2:22 PM, 142201,
 * 12:01:38.561Z, 13:40+01:00, 14:22 Uhr. Its bytes, 0 when there is none. */
size_t period_take_time(struct span text, struct period_time *time);

/* Whether all of the text is a time, with what stands between a date and it:
 * blanks, T, a comma, `kl.`. */
bool period_is_time(struct span text, struct period_time *time);

/* The day in the zone: *day may change. Without a zone the day must be the
 * same in all of Europe. A time that says its zone is then that of the zone's
 * winter (without one: UTC), so that equal moments are equal and the two hours
 * of October are not. */
enum period_result period_turn(int32_t *day, struct period_time *time,
	const struct period_zone *zone);

/* Whether summer time ends on that day, so that an hour comes twice. */
bool period_turns_back(int32_t day);
/* Whether a time on that day may be in the hour that comes twice, or its end;
 * NULL is the zone of Central Europe. */
bool period_twice(const struct period_time *time,
	const struct period_zone *zone);

/* How a source writes dates, compiled from a pattern such as dd-mm-yyyy:
 *   yyyy yy       year; of two digits 00-49 are 20yy, 50-99 are 19yy
 *   mm m          month of two digits; of one or two
 *   dd d          day of two digits; of one or two
 *   mon           short month name, month: full month name, Danish, Swedish,
 *                 Norwegian, Icelandic, Finnish, German or English, in any
 *                 case (jan, maj, may, Mär, okt, oct, januar, ...); a text
 *                 with one is compared as names are, blanks made one
 *   ww            ISO week: its Sunday; the year is the week's
 *   q half        quarter (1 to 4), half-year (1 or 2): its last day
 *   yy+1          the year after, of two digits: 2010-11 is yyyy-yy+1; the
 *                 date is in the later year
 *   day           name of a weekday, passed over
 *   time          time of day; behind a date it needs no word
 *   *             at the end: the rest is passed over
 *   excel         alone: days as a spreadsheet counts them; excel1904
 *   '...'         the bytes between the quotes, themselves
 *   other bytes   themselves, letter case included: yyyyMmm reads 2007M01,
 *                 0mm.yyyy reads 006.2010
 * In a pattern that begins with dd the first zero of dd and mm may be missing
 * where it has no digits beside them. Without a day the date is the month's
 * last. */
struct period_format;

/* NULL, and *why set, when the pattern is not one. */
struct period_format *period_format(struct span pattern, const char **why);

/* Reads a date that is written exactly as the format has it, without a time. */
bool period_parse(const struct period_format *f, struct span text,
	int32_t *day);

/* Reads a cell of an export: a time of day may stand behind a date with a day,
 * and a month may be short or in full, whatever the pattern has. zone is the
 * book's, NULL when it says none; utc: times without a zone are UTC. *time is
 * as period_turn() leaves it; midnight where the cell has none. */
enum period_result period_read(const struct period_format *f, struct span text,
	const struct period_zone *zone, bool utc, int32_t *day,
	struct period_time *time);
/* Frees a format; NULL is none. */
void period_format_free(struct period_format *f);

#endif
