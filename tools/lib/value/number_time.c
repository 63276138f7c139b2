/* SPDX-License-Identifier: MIT
 *
 * Lengths of time as people and programs write them: 7:15, 23m 17s,
 * 1.06:00:00, P1DT6H. They come out in millionths of a second, without
 * rounding; what could be two lengths, such as 7:5 or a bare 7,25, is none.
 */
#include <strings.h>

#include "value/number.h"
#include "value/text.h"

/* A part of a time: digits, and perhaps a fraction of it in millionths; a digit
 * behind the sixth decimal that is not 0 would be lost, so it makes it none. */
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
		for (i++; i < s->len && span_digit(s->at[i]); i++, digits++) {
			if (digits >= 6 && s->at[i] != '0')
				return false;
			*millionths += (s->at[i] - '0') * (unit /= 10);
		}
	}
	span_skip(s, i);
	return true;
}

/* Words in any case; the longer stand before those that they begin with. */
static const struct {
	const char *word;
	long seconds;
} time_words[] = { { "days", 86400 }, { "day", 86400 }, { "dage", 86400 },
	{ "dag", 86400 }, { "tage", 86400 }, { "tag", 86400 }, { "d", 86400 },
	{ "hours", 3600 }, { "hour", 3600 }, { "timer", 3600 },
	{ "time", 3600 }, { "stunden", 3600 }, { "stunde", 3600 },
	{ "timmar", 3600 }, { "hrs", 3600 }, { "hr", 3600 }, { "std", 3600 },
	{ "tim", 3600 }, { "h", 3600 }, { "t", 3600 }, { "minutes", 60 },
	{ "minutter", 60 }, { "minuter", 60 }, { "minute", 60 },
	{ "minuten", 60 }, { "minut", 60 }, { "min", 60 }, { "m", 60 },
	{ "seconds", 1 }, { "second", 1 }, { "sekunder", 1 }, { "sekunden", 1 },
	{ "sekunde", 1 }, { "sekund", 1 }, { "sek", 1 }, { "sec", 1 },
	{ "s", 1 } };

/* Takes a word, the point or comma behind it, and blanks: how many seconds it
 * stands for; 0 when it is none. */
static long
take_word(struct span *s)
{
	for (size_t i = 0; i < sizeof(time_words) / sizeof(*time_words); i++) {
		size_t n = strlen(time_words[i].word);

		if (s->len < n || strncasecmp(s->at, time_words[i].word, n)
			|| (s->len > n && (s->at[n] & 0x80))
			|| (s->len > n && (s->at[n] | 0x20) >= 'a'
				&& (s->at[n] | 0x20) <= 'z' && s->at[n] != 'T'))
			continue;
		span_skip(s, n);
		if (s->len && (s->at[0] == '.' || s->at[0] == ','))
			span_skip(s, 1);
		*s = text_trim(*s);
		return time_words[i].seconds;
	}
	return 0;
}

/* 7:15, 7:15:30, 1:06:00:00, and a word for what the first part is: 7:15 t.
 * Behind hours all parts have two digits: 7:5 could be 7:05 or 7:50. */
static bool
read_clock(const struct number_rule *rule, struct span s, __int128 *seconds)
{
	static const int lengths[] = { 86400, 3600, 60, 1 };
	__int128 part[4];
	size_t n = 0, first;
	long word;

	for (;;) {
		if (n == 4
			|| (n
				&& (s.len < 2 || !span_digit(s.at[1])
					|| (s.len > 2 && span_digit(s.at[2]))))
			|| !take_part(&s, &part[n])
			|| (n && part[n] >= 60 * (__int128)DECIMAL_ONE)
			|| (s.len && s.at[0] == ':' && part[n] % DECIMAL_ONE))
			return false;
		n++;
		if (!s.len || s.at[0] != ':')
			break;
		span_skip(&s, 1);
	}
	if (n < 2 || (n == 4 && part[1] >= 24 * (__int128)DECIMAL_ONE))
		return false;
	first = n == 4 ? 0 : n == 3 || !rule->short_clock ? 1 : 2;
	s = text_trim(s);
	word = s.len ? take_word(&s) : lengths[first];
	*seconds = 0;
	for (size_t i = 0; i < n; i++)
		*seconds += part[i] * lengths[first + i];
	return !s.len && word == lengths[first];
}

/* 1.06:00:00, 1 06:00:00: days before a clock of hours. */
static bool
read_days(const struct number_rule *rule, struct span s, __int128 *seconds)
{
	const char *colon = memchr(s.at, ':', s.len);
	size_t n = 0;
	__int128 days;

	while (n < s.len && span_digit(s.at[n]))
		n++;
	if (!colon || !n || n > 6 || n + 1 >= s.len
		|| (s.at[n] != '.' && s.at[n] != ' '))
		return false;
	take_part(&(struct span){ s.at, n }, &days);
	span_skip(&s, n + 1);
	if (!memchr(colon + 1, ':', s.len - (size_t)(colon + 1 - s.at))
		|| !read_clock(rule, s, seconds))
		return false;
	*seconds += days * 86400;
	return true;
}

/* 23m 17s, 1 t 5 min., 7h15, 1 day, 6:00:00, P1DT6H: each part is smaller than
 * the one before. */
static bool
read_spoken(const struct number_rule *rule, struct span s, __int128 *seconds)
{
	static const char *const ands[] = { "og ", "and ", "und ", "och " };
	__int128 part, rest;
	bool iso = s.len > 1 && s.at[0] == 'P';
	long before = 0, word;
	size_t length;

	*seconds = 0;
	for (span_skip(&s, iso); s.len; before = word) {
		if (iso && s.at[0] == 'T')
			span_skip(&s, 1);
		for (size_t i = 0; i < 4; i++) { /* 7 timer og 15 minutter */
			length = strlen(ands[i]);
			if (s.len > length
				&& !strncasecmp(s.at, ands[i], length))
				span_skip(&s, length);
		}
		if (before == 86400 && read_clock(rule, s, &rest)
			&& rest < 86400 * (__int128)DECIMAL_ONE) {
			*seconds += rest;
			return true;
		}
		length = s.len;
		if (!take_part(&s, &part))
			return false;
		length -= s.len;
		s = text_trim(s);
		/* Behind hours two digits are minutes: 7h15. */
		word = s.len                            ? take_word(&s)
			: before == 3600 && length == 2 ? 60
							: 0;
		if (!word || (before && word >= before)
			|| (before && word < 86400
				&& part * word
					>= before * (__int128)DECIMAL_ONE))
			return false;
		*seconds += part * word;
	}
	return before > 0;
}

/* The three ways exclude each other by what stands behind the first digits: a
 * colon, a point or blank before a clock, or a word. */
bool
number_take_time(const struct number_rule *rule, struct span s,
	__int128 *seconds)
{
	return read_clock(rule, s, seconds) || read_days(rule, s, seconds)
		|| read_spoken(rule, s, seconds);
}
