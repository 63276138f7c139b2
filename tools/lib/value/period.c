/* SPDX-License-Identifier: MIT
 *
 * The calendar, in whole days: conversions by arithmetic alone, since the C
 * library's know a clock and a zone. Month names stand here too.
 */
#include "value/period.h"

#include <strings.h>

/* Times of day beside dates, and zones. Facts have days alone, so a time
 * matters where it stands in another zone than the book's (23:30 UTC is the
 * next day in Copenhagen), and where it tells rows apart. Rules of summer time are those of the
 * European Union since 1996; there is no table of zones, and no clock. */

#define DAY_MINUTES 1440
#define MINUTE 60000000LL /* microseconds */

/* The zones of those who write the exports, by their names in the tz database. */
static const struct {
	const char *name;
	struct period_zone zone;
} zones[] = { { "UTC", { 0, false } }, { "Z", { 0, false } },
	{ "Europe/Copenhagen", { 60, true } }, { "Europe/Oslo", { 60, true } },
	{ "Europe/Stockholm", { 60, true } }, { "Europe/Berlin", { 60, true } },
	{ "Europe/Vienna", { 60, true } }, { "Europe/Zurich", { 60, true } },
	{ "Europe/Amsterdam", { 60, true } }, { "Europe/Paris", { 60, true } },
	{ "Europe/London", { 0, true } }, { "Europe/Dublin", { 0, true } },
	{ "Europe/Helsinki", { 120, true } }, { "Atlantic/Faroe", { 0, true } },
	{ "Atlantic/Reykjavik", { 0, false } } };

/* What stands behind a time without digits: minutes from UTC. */
static const struct {
	const char *name;
	int minutes;
} abbreviations[] = { { "Z", 0 }, { "UTC", 0 }, { "GMT", 0 }, { "CEST", 120 },
	{ "CET", 60 }, { "MESZ", 120 }, { "MEZ", 60 } };

/* n digits at i as a number; -1 when there are none. */
static int
digits_at(struct span s, size_t i, int n)
{
	return i + (size_t)n <= s.len ? span_number(s.at + i, n) : -1;
}

/* `+01:00`, `-0330`, `+02`: its bytes, 0 when it is none. */
static size_t
take_offset(struct span s, int *minutes)
{
	size_t n = 3;
	int hours = digits_at(s, 1, 2), rest;

	if (!s.len || (s.at[0] != '+' && s.at[0] != '-') || hours < 0
		|| hours > 14)
		return 0;
	rest = digits_at(s, n + (s.len > n && s.at[n] == ':'), 2);
	if (rest > 59)
		return 0;
	if (rest >= 0)
		n += s.at[n] == ':' ? 3 : 2;
	*minutes = hours * 60 + (rest > 0 ? rest : 0);
	if (s.at[0] == '-')
		*minutes = -*minutes;
	return n;
}

/* A name of the table, in its letters; else an offset, which has no summer. */
bool
period_zone(struct span name, struct period_zone *zone)
{
	for (size_t i = 0; i < COUNT(zones); i++)
		if (span_is(name, zones[i].name)) {
			*zone = zones[i].zone;
			return true;
		}
	*zone = (struct period_zone){ 0 };
	return name.len && take_offset(name, &zone->minutes) == name.len;
}

/* Where the blanks from i on end. */
static size_t
blanks(struct span s, size_t i)
{
	size_t n = i;

	while (n < s.len && (s.at[n] == ' ' || s.at[n] == '\t'))
		n++;
	return n;
}

/* Whether a word stands there, in letters of either case. */
static bool
word_at(struct span s, size_t i, const char *word)
{
	size_t n = strlen(word);

	return s.len - i >= n && !strncasecmp(s.at + i, word, n);
}

/* What may stand behind the digits of a time: am or pm, `Uhr`, a zone. */
static size_t
take_behind(struct span s, size_t i, struct period_time *t, bool *half,
	bool *after_noon)
{
	static const char *const behind[] = { "am", "pm", "a.m.", "p.m.",
		"uhr" };
	size_t from = blanks(s, i), n, k;

	*half = false;
	for (k = 0; from < s.len && k < COUNT(behind); k++)
		if (word_at(s, from, behind[k])) {
			*half = k < 4;
			*after_noon = k % 2;
			i = from + strlen(behind[k]);
			break;
		}
	from = blanks(s, i);
	if (from >= s.len)
		return i;
	n = take_offset((struct span){ s.at + from, s.len - from }, &t->offset);
	/* Java writes the zone's name behind: +02:00[Europe/Copenhagen]. */
	if (n && from + n < s.len && s.at[from + n] == '['
		&& memchr(s.at + from + n, ']', s.len - from - n))
		n = (size_t)((const char *)memchr(s.at + from, ']',
				     s.len - from)
			    - s.at)
			+ 1 - from;
	for (k = 0; !n && k < COUNT(abbreviations); k++)
		if (word_at(s, from, abbreviations[k].name)) {
			n = strlen(abbreviations[k].name);
			t->offset = abbreviations[k].minutes;
		}
	t->zoned = n > 0;
	return n ? from + n : i;
}

/* Minutes have two digits, or 7:5 could be two times; seconds, and fractions of
 * them, are passed over, since they change no day. */
size_t
period_take_time(struct span s, struct period_time *t)
{
	int hour, minute = -1, second = 0;
	bool half, after_noon, packed;
	size_t i;

	*t = (struct period_time){ 0 };
	i = digits_at(s, 0, 2) < 0 ? 1 : 2;
	hour = digits_at(s, 0, (int)i);
	packed = i == 2 && digits_at(s, 2, 2) >= 0;
	if (hour < 0)
		return 0;
	if (packed) {
		minute = digits_at(s, i, 2);
		i += 2;
		if (digits_at(s, i, 2) >= 0) {
			second = digits_at(s, i, 2);
			i += 2;
		}
	} else if (i < s.len && memchr(":.h", s.at[i], 3)) {
		minute = digits_at(s, i + 1, 2);
		i += 3;
		if (i < s.len && s.at[i] == s.at[i - 3]) {
			second = digits_at(s, i + 1, 2);
			i += 3;
		}
	}
	if (minute < 0 || second < 0)
		return 0;
	t->micros = second * 1000000LL;
	if (i + 1 < s.len && (s.at[i] == '.' || s.at[i] == ',')
		&& span_digit(s.at[i + 1])) {
		int64_t unit = 100000;

		for (i++; i < s.len && span_digit(s.at[i]); i++, unit /= 10)
			t->micros += (s.at[i] - '0') * unit;
	}
	i = take_behind(s, i, t, &half, &after_noon);
	if (half && (hour < 1 || hour > 12))
		return 0;
	if (half)
		hour = hour % 12 + (after_noon ? 12 : 0);
	if (minute > 59 || second > 60 || hour > 24
		|| (hour == 24 && minute + second > 0))
		return 0;
	t->micros += (hour * 60 + minute) * MINUTE;
	return i;
}

/* Between a date and its time people and programs write a blank, a T, a comma,
 * or a word. */
bool
period_is_time(struct span s, struct period_time *t)
{
	char first = s.len ? s.at[0] : '\0';
	size_t i = 0, n;
	int ignored;

	/* A date of XML may have a zone and no time: 2010-06-30+02:00. */
	*t = (struct period_time){ 0 };
	if ((s.len == 1 && first == 'Z')
		|| (s.len == 6 && s.at[3] == ':'
			&& take_offset(s, &ignored) == s.len))
		return true;
	if (first == 'T' || first == 't') {
		i = 1;
	} else if (first == '-' || first == ':') {
		/* DB2 writes 2010-06-30-14.22.01, SAS and web servers
		 * 30JUN2010:14:22:01. */
		if (digits_at(s, 1, 2) < 0 || s.len < 4
			|| (s.at[3] != '.' && s.at[3] != ':'))
			return false;
		i = 1;
	} else {
		static const char *const at[] = { "kl.", "klo", "kl", "um",
			"at", "- " };

		i = blanks(s, first == ',');
		for (size_t k = 0; i && k < COUNT(at); k++)
			if (word_at(s, i, at[k])) {
				i = blanks(s, i + strlen(at[k]));
				break;
			}
	}
	span_skip(&s, i);
	n = period_take_time(s, t);
	return n && n == s.len;
}

/* The Sunday on or before the last day of a month of 31 days. */
static int64_t
last_sunday(int year, int month)
{
	int32_t day = period_day((struct period_date){ year, month, 31 });

	return day - ((int64_t)day + 4) % 7; /* 1970-01-01 is a Thursday */
}

/* The day of a minute, also of one before 1970. */
static int64_t
floor_day(int64_t minutes)
{
	return minutes >= 0 ? minutes / DAY_MINUTES
			    : -((DAY_MINUTES - 1 - minutes) / DAY_MINUTES);
}

/* Without a zone of its own a moment is taken only where all zones of
 * Europe have the same day. Summer time before 1996 ended on other days in
 * other countries, and is not guessed. */
enum period_result
period_turn(int32_t *day, struct period_time *t, const struct period_zone *zone)
{
	int64_t utc = (int64_t)*day * DAY_MINUTES + t->micros / MINUTE
		- t->offset;
	int64_t local;
	int year;

	if (!t->zoned)
		return PERIOD_OK;
	t->micros -= (t->offset - (zone ? zone->minutes : 0)) * MINUTE;
	if (!zone) /* any zone of Europe will do when all have one day */
		return floor_day(utc - 60) == *day
				&& floor_day(utc + 180) == *day
			? PERIOD_OK
			: PERIOD_ZONE;
	if (zone->summer && period_date(*day).year < 1996)
		return PERIOD_ZONE;
	local = utc + zone->minutes;
	year = period_date((int32_t)floor_day(utc)).year;
	if (zone->summer && utc >= last_sunday(year, 3) * DAY_MINUTES + 60
		&& utc < last_sunday(year, 10) * DAY_MINUTES + 60)
		local += 60;
	t->micros -= (floor_day(local) - *day) * DAY_MINUTES * MINUTE;
	*day = (int32_t)floor_day(local);
	return PERIOD_OK;
}

bool
period_turns_back(int32_t day)
{
	struct period_date d;

	if ((day + 4) % 7) /* no Sunday, which most days are not */
		return false;
	d = period_date(day);
	return d.year >= 1996 && d.month == 10 && d.day > 24;
}

bool
period_twice(const struct period_time *t, const struct period_zone *zone)
{
	int64_t begins = (zone ? zone->minutes : 60) + 60;

	return !t->zoned && (!zone || zone->summer)
		&& t->micros >= begins * MINUTE
		&& t->micros <= (begins + 60) * MINUTE;
}

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
	size_t n = span_digits(text);
	struct span unit;
	int count;

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

	for (; name->name; name++) {
		size_t n = strlen(name->name);

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
