/* SPDX-License-Identifier: MIT
 *
 * The calendar, in whole days: conversions by arithmetic alone, since the C
 * library's know a clock and a zone. Month names stand here too.
 */
#include "value/period.h"

#include <strings.h>

/* Years of four digits, so that every date has ten bytes. */
#define FIRST_YEAR 1000
#define LAST_YEAR 9999
#define FIRST_DAY (-354285) /* 1000-01-01 */
#define LAST_DAY 2932896    /* 9999-12-31 */

int
period_days_in(int year, int month)
{
	static const signed char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30,
		31, 30, 31 };

	return days[month - 1]
		+ (month == 2 && year % 4 == 0
			&& (year % 100 != 0 || year % 400 == 0));
}

bool
period_valid(struct period_date d)
{
	return d.year >= FIRST_YEAR && d.year <= LAST_YEAR && d.month >= 1
		&& d.month <= 12 && d.day >= 1
		&& d.day <= period_days_in(d.year, d.month);
}

/* Years are taken to begin in March, so that the leap day is the last; 400 of
 * them are an era of 146097 days. After Howard Hinnant, days_from_civil. */
int32_t
period_day(struct period_date d)
{
	int year = d.year - (d.month <= 2);
	int era = (year >= 0 ? year : year - 399) / 400;
	int of_era = year - era * 400;
	int of_year = (153 * ((d.month + 9) % 12) + 2) / 5 + d.day - 1;
	int day = of_era * 365 + of_era / 4 - of_era / 100 + of_year;

	return era * 146097 + day - 719468;
}

/* The way back: which era, which year of it, which day of that. After the same,
 * civil_from_days. */
struct period_date
period_date(int32_t number)
{
	int64_t days = (int64_t)number + 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int day = (int)(days - era * 146097);
	int of_era = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
	int march = (5 * of_year + 2) / 153; /* months since March */
	int month = march < 10 ? march + 3 : march - 9;

	return (struct period_date){ .year = (int)era * 400 + of_era
			+ (month <= 2),
		.month = month,
		.day = of_year - (153 * march + 2) / 5 + 1 };
}

int32_t
period_month_of(int32_t day)
{
	struct period_date d = period_date(day);

	return d.year * 12 + d.month - 1;
}

/* The first day of a month that is counted from year 0. */
static struct period_date
first_of(int32_t month)
{
	return (struct period_date){ month / 12, month % 12 + 1, 1 };
}

int32_t
period_month_first(int32_t month)
{
	return period_day(first_of(month));
}

int32_t
period_month_last(int32_t month)
{
	struct period_date d = first_of(month);

	d.day = period_days_in(d.year, d.month);
	return period_day(d);
}

/* Beyond the years that are read it stops at their ends. */
int32_t
period_add_months(int32_t day, int n)
{
	struct period_date d = period_date(day);
	int64_t month = (int64_t)d.year * 12 + d.month - 1 + n;
	struct period_date to;
	int last;

	if (month < FIRST_YEAR * 12)
		return FIRST_DAY;
	if (month >= (LAST_YEAR + 1) * 12)
		return LAST_DAY;
	to = first_of((int32_t)month);
	last = period_days_in(to.year, to.month);
	to.day = d.day < last ? d.day : last;
	return period_day(to);
}

/* One spelling and no other: streams have no other, and what people write is
 * period_read()'s. */
bool
period_read_day(struct span text, int32_t *day)
{
	struct period_date d;

	if (text.len != DAY_WIDTH || text.at[4] != '-' || text.at[7] != '-')
		return false;
	d.year = span_number(text.at, 4);
	d.month = span_number(text.at + 5, 2);
	d.day = span_number(text.at + 8, 2);
	if (!period_valid(d))
		return false;
	*day = period_day(d);
	return true;
}

bool
period_read_month(struct span text, int32_t *month)
{
	struct period_date d = { .day = 1 };

	if (text.len != MONTH_WIDTH || text.at[4] != '-')
		return false;
	d.year = span_number(text.at, 4);
	d.month = span_number(text.at + 5, 2);
	if (!period_valid(d))
		return false;
	*month = d.year * 12 + d.month - 1;
	return true;
}

/* Two digits of a day or a month. */
static void
write_two(char *at, int n)
{
	at[0] = (char)('0' + n / 10 % 10);
	at[1] = (char)('0' + n % 10);
}

/* YYYY-MM, with which a day begins, too. */
static inline void
write_month(char *room, struct period_date d)
{
	write_two(room, d.year / 100);
	write_two(room + 2, d.year % 100);
	room[4] = '-';
	write_two(room + 5, d.month);
}

void
period_write_day(char room[DAY_WIDTH], int32_t day)
{
	struct period_date d = period_date(day);

	write_month(room, d);
	room[7] = '-';
	write_two(room + 8, d.day);
}

void
period_write_month(char room[MONTH_WIDTH], int32_t month)
{
	write_month(room, first_of(month));
}

void
period_print_day(struct buf *b, int32_t day)
{
	buf_room(b, DAY_WIDTH);
	period_write_day(b->at + b->len, day);
	b->len += DAY_WIDTH;
}

void
period_print_month(struct buf *b, int32_t month)
{
	buf_room(b, MONTH_WIDTH);
	period_write_month(b->at + b->len, month);
	b->len += MONTH_WIDTH;
}

/* At most six digits, so that no sum of a day and a length overflows. */
bool
period_read_length(struct span text, struct period_length *out)
{
	struct span unit;
	size_t n = 0;
	int count;

	while (n < text.len && span_digit(text.at[n]))
		n++;
	if (n < 1 || n > 6 || n == text.len || text.at[n] != ' ')
		return false;
	count = span_number(text.at, (int)n);
	unit = (struct span){ text.at + n + 1, text.len - n - 1 };
	if (span_is(unit, "days") || span_is(unit, "day"))
		*out = (struct period_length){ count, false };
	else if (span_is(unit, "months") || span_is(unit, "month"))
		*out = (struct period_length){ count, true };
	else
		return false;
	return true;
}

int32_t
period_after(int32_t day, struct period_length length)
{
	if (length.months)
		return period_add_months(day, length.count);
	return day > LAST_DAY - length.count ? LAST_DAY : day + length.count;
}

/* A month by its name, folded. */
struct name {
	const char *name;
	int month;
};

/* The longer of two names of which one begins the other stands first. */
static const struct name short_names[] = { { "jan", 1 }, { "feb", 2 },
	{ "mar", 3 }, { "mär", 3 }, { "mrz", 3 }, { "apr", 4 }, { "maj", 5 },
	{ "mai", 5 }, { "may", 5 }, { "maí", 5 }, { "jun", 6 }, { "jún", 6 },
	{ "jul", 7 }, { "júl", 7 }, { "aug", 8 }, { "ágú", 8 }, { "sept", 9 },
	{ "sep", 9 }, { "okt", 10 }, { "oct", 10 }, { "nov", 11 },
	{ "nóv", 11 }, { "dec", 12 }, { "des", 12 }, { "dez", 12 },
	{ "tammi", 1 }, { "helmi", 2 }, { "maalis", 3 }, { "huhti", 4 },
	{ "touko", 5 }, { "kesä", 6 }, { "heinä", 7 }, { "elo", 8 },
	{ "syys", 9 }, { "loka", 10 }, { "marras", 11 }, { "joulu", 12 },
	{ NULL, 0 } };

static const struct name full_names[] = { { "january", 1 }, { "januari", 1 },
	{ "januar", 1 }, { "janúar", 1 }, { "jänner", 1 }, { "february", 2 },
	{ "februari", 2 }, { "februar", 2 }, { "febrúar", 2 }, { "feber", 2 },
	{ "marts", 3 }, { "march", 3 }, { "mars", 3 }, { "märz", 3 },
	{ "maerz", 3 }, { "april", 4 }, { "apríl", 4 }, { "maj", 5 },
	{ "may", 5 }, { "mai", 5 }, { "maí", 5 }, { "juni", 6 }, { "june", 6 },
	{ "júní", 6 }, { "juli", 7 }, { "july", 7 }, { "júlí", 7 },
	{ "augusti", 8 }, { "august", 8 }, { "ágúst", 8 }, { "september", 9 },
	{ "oktober", 10 }, { "október", 10 }, { "october", 10 },
	{ "november", 11 }, { "nóvember", 11 }, { "december", 12 },
	{ "desember", 12 }, { "dezember", 12 }, { "tammikuu", 1 },
	{ "helmikuu", 2 }, { "maaliskuu", 3 }, { "huhtikuu", 4 },
	{ "toukokuu", 5 }, { "kesäkuu", 6 }, { "heinäkuu", 7 }, { "elokuu", 8 },
	{ "syyskuu", 9 }, { "lokakuu", 10 }, { "marraskuu", 11 },
	{ "joulukuu", 12 }, { NULL, 0 } };

/* The first name in the table that fits is meant, since the longer stand before
 * those that they begin with. */
size_t
period_take_name(struct span s, bool full, int *month)
{
	const struct name *name = full ? full_names : short_names;
	size_t n;

	for (; name->name; name++) {
		n = strlen(name->name);
		if (s.len >= n && !strncasecmp(s.at, name->name, n)) {
			*month = name->month;
			/* Behind a day a Finnish month is in the partitive: 30.
			 * kesäkuuta. */
			if (full && !strncasecmp(s.at + n - 3, "kuu", 3)
				&& s.len - n >= 2
				&& !strncasecmp(s.at + n, "ta", 2))
				n += 2;
			return n;
		}
	}
	return 0;
}
