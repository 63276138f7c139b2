/* SPDX-License-Identifier: MIT
 *
 * Copies eight bytes at a time: most cells have nothing to escape, and one look
 * tells so for all eight.
 */
#include "io/escape.h"

#include "base/utf8.h"
#include "value/text.h"

/* Whether one of eight bytes is below a blank or a backslash: only those may
 * have to be escaped. */
static bool
any_special(uint64_t eight)
{
	const uint64_t ones = UINT64_MAX / 255, high = ones * 0x80;
	uint64_t slash = eight ^ ones * '\\';

	return (((eight - ones * ' ') & ~eight) | ((slash - ones) & ~slash))
		& high;
}

/* Copies the last bytes of a cell, fewer than eight, when the first i are copied:
 * the last eight at once, or of a shorter cell the first four and the last four.
 * Some are copied a second time, which is quicker than one by one. False, and
 * nothing is copied, where one may have to be escaped or the cell has not four. */
static bool
copy_rest(char *to, struct span value, size_t i)
{
	size_t left = value.len - i;
	uint32_t first, last;
	uint64_t eight;

	if (value.len < 4)
		return false;
	if (value.len >= 8) {
		memcpy(&eight, value.at + value.len - 8, 8);
		if (any_special(eight))
			return false;
		memcpy(to + left - 8, &eight, 8);
		return true;
	}
	memcpy(&first, value.at, 4);
	memcpy(&last, value.at + value.len - 4, 4);
	if (any_special(first | (uint64_t)last << 32))
		return false;
	memcpy(to, &first, 4);
	memcpy(to + left - 4, &last, 4);
	return true;
}

/* Eight bytes are looked at together, since hardly any cell has one that
 * needs a letter. */
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
			if (copy_rest(to, value, i))
				return to + (stop - i);
		}
		for (; i < stop; i++) {
			char letter = text_letter(value.at[i]);

			if (letter)
				*to++ = '\\';
			*to++ = letter ? letter : value.at[i];
		}
	}
	return to;
}

/* A blank at either end needs no quotes: RFC 4180 has it belong to the field. */
char *
escape_csv(char *to, struct span value)
{
	size_t i = 0;

	while (i < value.len && value.at[i] != ',' && value.at[i] != '"'
		&& value.at[i] != '\n' && value.at[i] != '\r')
		i++;
	if (i == value.len) { /* nothing that would be read otherwise */
		if (value.len)
			memcpy(to, value.at, value.len);
		return to + value.len;
	}
	*to++ = '"';
	for (i = 0; i < value.len; i++) {
		if (value.at[i] == '"')
			*to++ = '"';
		*to++ = value.at[i];
	}
	*to++ = '"';
	return to;
}

/* One byte that JSON lets stand in no string. */
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

/* Bytes that are no UTF-8 become U+FFFD, as JSON has no other way to hold
 * them and no reader would take the file. */
char *
escape_json(char *to, struct span value)
{
	const unsigned char *at = (const unsigned char *)value.at;
	size_t i = 0;

	*to++ = '"';
	while (i < value.len) {
		size_t len;

		if (at[i] >= ' ' && at[i] < 0x7f && at[i] != '"'
			&& at[i] != '\\') {
			*to++ = value.at[i++];
			continue;
		}
		len = utf8_character(
			(struct span){ value.at + i, value.len - i });

		if (len == 0) {
			memcpy(to, "\xef\xbf\xbd", 3);
			to += 3;
			i++;
		} else if (len == 1
			&& (at[i] < ' ' || at[i] == '"' || at[i] == '\\'
				|| at[i] == 0x7f)) {
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

/* The room is for the longest that it can become; what is not used of it is for
 * what comes behind. */
void
escape_json_add(struct buf *b, struct span value)
{
	buf_room(b, ESCAPE_ROOM(value.len));
	b->len = (size_t)(escape_json(b->at + b->len, value) - b->at);
}
