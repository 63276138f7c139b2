/* SPDX-License-Identifier: MIT */
#include "clean.h"

#include "value/text.h"

/* Bytes of the character at s when a reader never sees it and a terminal or a
 * browser might obey it: controls of one byte (C0, DEL) or two (C1), and those
 * that turn the writing around. */
static size_t
steering(struct span s)
{
	const unsigned char *u = (const unsigned char *)s.at;

	if (u[0] < 0x20 || u[0] == 0x7f)
		return 1;
	if (s.len > 1 && ((u[0] == 0xc2 && u[1] < 0xa0) ||
			(u[0] == 0xd8 && u[1] == 0x9c)))
		return 2;
	if (s.len > 2 && u[0] == 0xe2 && u[1] == 0x80 &&
			(u[2] == 0x8e || u[2] == 0x8f ||
			(u[2] >= 0xa8 && u[2] <= 0xae)))
		return 3;
	if (s.len > 2 && u[0] == 0xe2 && u[1] == 0x81 && u[2] >= 0xa6 &&
			u[2] <= 0xa9)
		return 3;
	return 0;
}

void
clean_text(struct buf *b, struct span s)
{
	size_t n;

	if (!text_valid_utf8(s)) {
		for (size_t i = 0; i < s.len; i++)
			buf_byte(b, s.at[i] >= ' ' && s.at[i] < 0x7f ? s.at[i]
				: '?');
		return;
	}
	while (s.len) {
		n = steering(s);
		buf_byte(b, n ? ' ' : s.at[0]);
		n += !n;
		s.at += n, s.len -= n;
	}
}
