/* SPDX-License-Identifier: MIT
 *
 * span: a stretch of bytes somebody else owns. Not terminated by NUL. Who
 * lends it says how long it lives; a reader's cells live until its next row.
 */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* at may be NULL when len is 0. */
struct span {
	const char *at;
	size_t len;
};

/* How many items an array has. */
#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/* How two numbers stand to each other, as qsort() wants it: -1, 0 or 1. */
#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

/* A span over a string constant. */
#define SPAN(literal) ((struct span){ (literal), sizeof(literal) - 1 })

/* A string without its NUL; NULL is empty. */
static inline struct span
span_of(const char *text)
{
	return (struct span){ text, text ? strlen(text) : 0 };
}

/* The same bytes; two empty ones are equal, wherever they stand. */
static inline bool
span_equal(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || !memcmp(a.at, b.at, a.len));
}

/* The same against a string. */
static inline bool
span_is(struct span a, const char *text)
{
	return span_equal(a, span_of(text));
}

/* Which of n words it is; n where it is none of them. */
static inline size_t
span_among(struct span s, const char *const words[], size_t n)
{
	size_t i = 0;

	while (i < n && !span_is(s, words[i]))
		i++;
	return i;
}

/* 0 to 9, in whatever locale. */
static inline bool
span_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A to Z and a to z, in whatever locale. */
static inline bool
span_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Takes n bytes off the front. */
static inline void
span_skip(struct span *s, size_t n)
{
	s->at += n;
	s->len -= n;
}

/* Takes the next line off, which is given without its LF; false at the end. The
 * last line may lack one: then the line ends where the rest begins. */
static inline bool
span_line(struct span *rest, struct span *line)
{
	const char *feed = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;

	if (!rest->len)
		return false;
	*line = (struct span){ rest->at,
		feed ? (size_t)(feed - rest->at) : rest->len };
	span_skip(rest, line->len + (feed != NULL));
	return true;
}

/* How many digits it begins with. */
static inline size_t
span_digits(struct span s)
{
	size_t n = 0;

	while (n < s.len && span_digit(s.at[n]))
		n++;
	return n;
}

/* The number that n digits are, or -1: dates have them in fixed places. */
static inline int
span_number(const char *at, int n)
{
	int value = 0;

	for (; n > 0; n--, at++) {
		if (!span_digit(*at))
			return -1;
		value = value * 10 + (*at - '0');
	}
	return value;
}

/* Byte order, as `LC_ALL=C sort` has it. */
static inline int
span_order(struct span a, struct span b)
{
	size_t shorter = a.len < b.len ? a.len : b.len;
	int order = shorter ? memcmp(a.at, b.at, shorter) : 0;

	return order ? order : ORDER(a.len, b.len);
}

#endif
