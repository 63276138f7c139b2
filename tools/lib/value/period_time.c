/* SPDX-License-Identifier: MIT
 *
 * Times of day beside dates, and zones. Facts have days alone, so a time
 * matters where it stands in another zone than the book's (23:30 UTC is the
 * next day in Copenhagen), and where it tells rows apart. Rules of summer time are those of the
 * European Union since 1996; there is no table of zones, and no clock.
 */
#include <strings.h>

#include "value/period.h"

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
	size_t i;

	for (i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
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
	for (k = 0; from < s.len && k < sizeof(behind) / sizeof(*behind); k++)
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
	for (k = 0; !n && k < sizeof(abbreviations) / sizeof(abbreviations[0]);
		k++)
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
	} else if (i < s.len && (s.at[i] == ':' || s.at[i] == '.')) {
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
		i = blanks(s, first == ',');
		if (i < s.len && word_at(s, i, "kl"))
			i = blanks(s,
				i + 2 + (i + 2 < s.len && s.at[i + 2] == '.'));
	}
	s.at += i;
	s.len -= i;
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

/* Whether it is summer time in the zone at that minute of UTC. */
static bool
is_summer(const struct period_zone *zone, int64_t utc)
{
	struct period_date d = period_date((int32_t)floor_day(utc));

	return zone->summer && utc >= last_sunday(d.year, 3) * DAY_MINUTES + 60
		&& utc < last_sunday(d.year, 10) * DAY_MINUTES + 60;
}

enum period_result
period_turn(int32_t *day, struct period_time *t, const struct period_zone *zone)
{
	int64_t utc = (int64_t)*day * DAY_MINUTES + t->micros / MINUTE
		- t->offset;
	int64_t local;

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
	local = utc + zone->minutes + (is_summer(zone, utc) ? 60 : 0);
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
