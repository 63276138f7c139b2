/* SPDX-License-Identifier: MIT */
#include "io/escape.h"

char *
escape_tsv(char *to, struct span value)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.at[i];

		/* One test for most bytes: what is escaped is below a blank,
		 * or a backslash. */
		if ((unsigned char)c >= ' ' && c != '\\') {
			*to++ = c;
			continue;
		}
		if (c == '\t' || c == '\n' || c == '\r' || c == '\\') {
			*to++ = '\\';
			c = c == '\t' ? 't' : c == '\n' ? 'n' :
				c == '\r' ? 'r' : '\\';
		}
		*to++ = c;
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
