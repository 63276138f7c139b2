/* SPDX-License-Identifier: MIT
 *
 * Lengths of time as people and programs write them: 7:15, 23m 17s,
 * 1.06:00:00. They come out in millionths of a second, without rounding.
 */
#include <strings.h>

#include "value/number.h"
#include "value/text.h"

/* Takes n bytes off the front. */
static void
skip(struct span *s, size_t n)
{
	s->at += n;
	s->len -= n;
}

/* A part of a time: digits, and perhaps a fraction of it in millionths. */
static bool
take_part(struct span *s, __int128 *millionths)
{
	size_t i = 0, digits = 0;
	__int128 n = 0, unit = DECIMAL_ONE;

	for (; i < s->len && span_digit(s->at[i]) && i < 9; i++)
		n = n * 10 + (s->at[i] - '0');
	if (!i || (i < s->len && span_digit(s->at[i])))
		return false;
	*millionths = n * DECIMAL_ONE;
	if (i + 1 < s->len && (s->at[i] == ',' || s->at[i] == '.')
		&& span_digit(s->at[i + 1])) {
		for (i++; i < s->len && span_digit(s->at[i]); i++, digits++)
			if (digits < 6)
				*millionths += (s->at[i] - '0') * (unit /= 10);
	}
	skip(s, i);
	return true;
}

/* 7:15, 7:15:30, 1.06:00:00 (days, a point, a clock): in millionths of a
 * second. */
static bool
read_clock(const struct number_rule *rule, struct span s, __int128 *seconds)
{
	__int128 part[3], days = 0, clock;
	const char *point = memchr(s.at, '.', s.len);
	const char *colon = memchr(s.at, ':', s.len);
	size_t n = 0, i;

	if (!colon)
		return false;
	if (point && point < colon) {
		for (i = 0; s.at + i < point; i++) {
			if (!span_digit(s.at[i]) || i > 6)
				return false;
			days = days * 10 + (s.at[i] - '0');
		}
		skip(&s, i + 1);
	}
	for (;;) {
		if (n == 3 || !take_part(&s, &part[n])
			|| (n && part[n] >= 60 * (__int128)DECIMAL_ONE)
			|| (s.len && part[n] % DECIMAL_ONE))
			return false;
		n++;
		if (!s.len || s.at[0] != ':')
			break;
		skip(&s, 1);
	}
	if (s.len || n < 2)
		return false;
	clock = n == 3              ? (part[0] * 60 + part[1]) * 60 + part[2]
		: rule->short_clock ? part[0] * 60 + part[1]
				    : (part[0] * 60 + part[1]) * 60;
	*seconds = days * 86400 * DECIMAL_ONE + clock;
	return true;
}

static const struct {
	const char *word;
	long seconds;
} time_words[] = { { "days", 86400 }, { "day", 86400 }, { "dage", 86400 },
	{ "dag", 86400 }, { "tage", 86400 }, { "tag", 86400 }, { "d", 86400 },
	{ "hours", 3600 }, { "hour", 3600 }, { "timer", 3600 },
	{ "time", 3600 }, { "stunden", 3600 }, { "hrs", 3600 }, { "hr", 3600 },
	{ "std", 3600 }, { "tim", 3600 }, { "h", 3600 }, { "t", 3600 },
	{ "minutes", 60 }, { "minutter", 60 }, { "minute", 60 },
	{ "minuten", 60 }, { "minut", 60 }, { "min", 60 }, { "m", 60 },
	{ "seconds", 1 }, { "second", 1 }, { "sekunder", 1 }, { "sekunden", 1 },
	{ "sekund", 1 }, { "sek", 1 }, { "sec", 1 }, { "s", 1 } };

/* 23m 17s, 1 t 5 min., PT1H5M: each part smaller than the one before. */
static bool
read_spoken(struct span s, __int128 *seconds)
{
	long before = 0;

	*seconds = 0;
	if (s.len > 2 && s.at[0] == 'P' && s.at[1] == 'T')
		skip(&s, 2);
	while (s.len) {
		__int128 part;
		size_t i, n = 0;
		const size_t all = sizeof(time_words) / sizeof(time_words[0]);

		if (!take_part(&s, &part))
			return false;
		s = text_trim(s);
		for (i = 0; i < all; i++) {
			n = strlen(time_words[i].word);
			if (s.len >= n
				&& !strncasecmp(s.at, time_words[i].word, n)
				&& (s.len == n || s.at[n] == ' '
					|| s.at[n] == '.' || s.at[n] == ','
					|| span_digit(s.at[n])))
				break;
		}
		if (i == all || (before && time_words[i].seconds >= before))
			return false;
		before = time_words[i].seconds;
		*seconds += part * before;
		skip(&s, n);
		if (s.len && (s.at[0] == '.' || s.at[0] == ','))
			skip(&s, 1);
		s = text_trim(s);
	}
	return before > 0;
}

bool
number_take_time(const struct number_rule *rule, struct span s,
	__int128 *seconds)
{
	return read_clock(rule, s, seconds) || read_spoken(s, seconds);
}
