/* SPDX-License-Identifier: MIT */
#include "clean.h"

#include "base/controls.h"
#include "base/utf8.h"

void
clean_text(struct buf *b, struct span s)
{
	size_t n;

	if (utf8_fault(s) < s.len) {
		for (size_t i = 0; i < s.len; i++)
			buf_byte(b,
				s.at[i] >= ' ' && s.at[i] < 0x7f ? s.at[i]
								 : '?');
		return;
	}
	while (s.len) {
		n = controls_steers(s.at, s.len);
		buf_byte(b, n ? ' ' : s.at[0]);
		n += !n;
		s.at += n, s.len -= n;
	}
}
