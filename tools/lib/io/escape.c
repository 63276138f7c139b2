/* SPDX-License-Identifier: MIT */
#include "io/escape.h"

/* Whether one of eight bytes is below a blank or a backslash: only those may
 * have to be escaped. */
static bool
any_special(uint64_t eight)
{
	const uint64_t ones = UINT64_MAX / 255, high = ones * 0x80;
	uint64_t slash = eight ^ ones * '\\';

	return (((eight - ones * ' ') & ~eight) |
		((slash - ones) & ~slash)) & high;
}

static char *
escape_tsv_byte(char *to, char c)
{
	switch (c) {
	case '\t': *to++ = '\\'; *to++ = 't'; break;
	case '\n': *to++ = '\\'; *to++ = 'n'; break;
	case '\r': *to++ = '\\'; *to++ = 'r'; break;
	case '\\': *to++ = '\\'; *to++ = '\\'; break;
	default:   *to++ = c;
	}
	return to;
}

char *
escape_tsv(char *to, struct span value)
{
	size_t i = 0;

	while (i < value.len) {
		uint64_t eight;
		size_t stop = i + 8;

		if (stop <= value.len) {
			memcpy(&eight, value.at + i, 8);
			if (!any_special(eight)) {
				memcpy(to, &eight, 8);
				to += 8;
				i = stop;
				continue;
			}
		} else {
			stop = value.len;
		}
		for (; i < stop; i++)
			to = escape_tsv_byte(to, value.at[i]);
	}
	return to;
}

static bool
needs_quotes(struct span value)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.at[i];

		if (c == ',' || c == '"' || c == '\n' || c == '\r')
			return true;
	}
	return false;
}

char *
escape_csv(char *to, struct span value)
{
	if (!needs_quotes(value)) {
		if (value.len)
			memcpy(to, value.at, value.len);
		return to + value.len;
	}
	*to++ = '"';
	for (size_t i = 0; i < value.len; i++) {
		if (value.at[i] == '"')
			*to++ = '"';
		*to++ = value.at[i];
	}
	*to++ = '"';
	return to;
}

/* How many bytes the character at the beginning has; 0 when it is no UTF-8:
 * cut, overlong, a surrogate or beyond U+10FFFF. */
static size_t
character(const unsigned char *at, size_t left)
{
	size_t len = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 :
		at[0] < 0xf0 ? 3 : at[0] < 0xf5 ? 4 : 0;

	if (len > left)
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	if ((at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xed && at[1] > 0x9f)
			|| (at[0] == 0xf0 && at[1] < 0x90)
			|| (at[0] == 0xf4 && at[1] > 0x8f))
		return 0;
	return len;
}

static char *
escape_json_byte(char *to, unsigned char c)
{
	static const char digits[] = "0123456789abcdef";
	static const char from[] = "\"\\\b\f\n\r\t", into[] = "\"\\bfnrt";
	const char *short_form = c ? strchr(from, c) : NULL;

	*to++ = '\\';
	if (short_form) {
		*to++ = into[short_form - from];
		return to;
	}
	memcpy(to, "u00", 3);
	to[3] = digits[c >> 4];
	to[4] = digits[c & 15];
	return to + 5;
}

char *
escape_json(char *to, struct span value)
{
	const unsigned char *at = (const unsigned char *)value.at;
	size_t i = 0;

	*to++ = '"';
	while (i < value.len) {
		size_t len = character(at + i, value.len - i);

		if (len == 0) {
			memcpy(to, "\xef\xbf\xbd", 3);
			to += 3;
			i++;
		} else if (len == 1 && (at[i] < ' ' || at[i] == '"' ||
				at[i] == '\\' || at[i] == 0x7f)) {
			to = escape_json_byte(to, at[i++]);
		} else {
			memcpy(to, at + i, len);
			to += len;
			i += len;
		}
	}
	*to++ = '"';
	return to;
}
