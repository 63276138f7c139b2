/* SPDX-License-Identifier: MIT */
#include "value/text.h"

#define CPR_DIGITS 10
#define MASK_FROM 9 /* a CPR number may have lost its zero */

/* Bytes of what people and word processors put inside a CPR number: hyphens,
 * dashes, blanks; 0 when it is none of them. */
static size_t
joint(struct span s, size_t i)
{
	size_t n;
	int32_t c;

	if (i >= s.len)
		return 0;
	if (!(s.at[i] & 0x80))
		return s.at[i] == '-' || s.at[i] == ' ';
	n = text_character(s, i, &c);
	if (n
		&& (c == 0xa0 || c == 0xad || c == 0x202f || c == 0x2212
			|| (c >= 0x2010 && c <= 0x2015)))
		return n;
	return 0;
}

/* The same for what a number may hold without being read as one: also blanks
 * of other widths, and what has no width at all. */
static size_t
gap(struct span s, size_t i)
{
	size_t n = joint(s, i);
	int32_t c;

	if (n || i >= s.len || !(s.at[i] & 0x80))
		return n;
	n = text_character(s, i, &c);
	if (n
		&& ((c >= 0x2000 && c <= 0x200f) || c == 0x205f || c == 0x2060
			|| c == 0x3000 || c == 0xfeff))
		return n;
	return 0;
}

/* Where the run of digits at i ends, gaps inside it included. */
static size_t
run_end(struct span s, size_t i, size_t *digits)
{
	size_t end, n;

	*digits = 0;
	for (;;) {
		for (; i < s.len && span_digit(s.at[i]); i++)
			++*digits;
		end = i;
		while ((n = gap(s, i)))
			i += n;
		if (i == end || i >= s.len || !span_digit(s.at[i]))
			return end;
	}
}

/* A run of more digits is masked too: a CPR number may stand in it, beside
 * another number or with a digit typed twice. */
static void
mask(struct buf *b, struct span s, size_t least, size_t most)
{
	size_t i = 0, end, digits;

	while (i < s.len) {
		if (!span_digit(s.at[i])) {
			buf_byte(b, s.at[i++]);
			continue;
		}
		end = run_end(s, i, &digits);
		if (digits >= least && (digits <= most || digits < end - i))
			buf_text(b, "***");
		else
			buf_add(b, (struct span){ s.at + i, end - i });
		i = end;
	}
}

void
text_mask(struct buf *b, struct span s)
{
	mask(b, s, MASK_FROM, SIZE_MAX);
}

void
text_mask_from(struct buf *b, struct span s, size_t least)
{
	mask(b, s, least, SIZE_MAX);
}

void
text_mask_strays(struct buf *b, struct span s)
{
	mask(b, s, MASK_FROM, CPR_DIGITS);
}

struct span
text_before_digits(struct span s)
{
	size_t i = 0, n = 0, step;

	while (i < s.len) {
		step = span_digit(s.at[i]) ? 1 : gap(s, i);
		i += step ? step : 1;
		if (!step)
			n = i;
	}
	return (struct span){ s.at, n };
}

bool
text_cpr(struct span s, char digits[10])
{
	size_t n = 0, i = 0, skip;

	s = text_trim(s);
	while (i < s.len) {
		skip = joint(s, i);
		if (skip) {
			i += skip;
			continue;
		}
		if (!span_digit(s.at[i]) || n == CPR_DIGITS)
			return false;
		digits[n++] = s.at[i++];
	}
	if (n == CPR_DIGITS - 1) {
		memmove(digits + 1, digits, n++);
		digits[0] = '0';
	}
	return n == CPR_DIGITS;
}
