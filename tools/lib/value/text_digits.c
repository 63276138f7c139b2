/* SPDX-License-Identifier: MIT
 *
 * Digits that may be a person's. Reading a CPR number is narrow: what people
 * put between its digits on purpose. Hiding one is wide: whatever could be one
 * is hidden, in whatever dress.
 */
#include <ctype.h>

#include "value/text.h"

#define CPR_DIGITS 10 /* six of a day of birth, four more */
#define MASK_FROM 9   /* a CPR number may have lost its zero */

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
 * of other widths, and what has no width at all. wide: also points, slashes,
 * colons and brackets, in which a personal number may be dressed. */
static size_t
gap(struct span s, size_t i, bool wide)
{
	size_t n = joint(s, i);
	int32_t c;

	if (n || i >= s.len)
		return n;
	/* A TAB or line end as messages and streams write it. */
	if (wide && s.at[i] == '\\' && i + 1 < s.len
		&& (s.at[i + 1] == 't' || s.at[i + 1] == 'n'
			|| s.at[i + 1] == 'r'))
		return 2;
	if (!(s.at[i] & 0x80))
		return wide && s.at[i]
			&& strchr("./:()[]{}\\_*#='\"~&", s.at[i]);
	n = text_character(s, i, &c);
	if (!n)
		return 0;
	if ((c >= 0x2000 && c <= 0x200f) || c == 0x205f || c == 0x2060
		|| c == 0x3000 || c == 0xfeff)
		return n;
	return wide
			&& (c == 0xb7 || c == 0xff08 || c == 0xff09
				|| (c >= 0xff0d && c <= 0xff0f) || c == 0xff1a)
		? n
		: 0;
}

/* A digit: its bytes. wide: of any script that counts by tens, and of full
 * width, as a phone or a form of another language may write them. */
static size_t
digit(struct span s, size_t i, bool wide)
{
	/* The zeros of the scripts; of each, nine digits follow. */
	static const int32_t zeros[] = { 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6,
		0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
		0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0x2080, 0xff10, 0x1d7ce,
		0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1fbf0 };
	int32_t c;
	size_t n;

	if (i >= s.len || !(s.at[i] & 0x80))
		return i < s.len && span_digit(s.at[i]);
	n = wide ? text_character(s, i, &c) : 0;
	for (size_t k = 0; n && k < sizeof(zeros) / sizeof(*zeros); k++)
		if (c >= zeros[k] && c <= zeros[k] + 9)
			return n;
	return 0;
}

/* Where the run of digits at i ends, gaps inside it included. A day and a month
 * without their zeros count as if they had them: 1.1.90-1234 has ten digits. */
static size_t
run_end(struct span s, size_t i, bool wide, size_t *digits)
{
	static const size_t short_day[] = { 1, 1, 2, 4 };
	size_t end, n, parts = 0, begin;
	bool is_short = wide;

	*digits = 0;
	for (;;) {
		begin = *digits;
		for (; (n = digit(s, i, wide)); i += n)
			++*digits;
		is_short &= parts < 4 && *digits - begin == short_day[parts];
		parts++;
		end = i;
		while ((n = gap(s, i, wide)))
			i += n;
		if (i == end || !digit(s, i, wide)) {
			*digits += is_short && parts == 4 ? 2 : 0;
			return end;
		}
	}
}

/* n digits at i, with a mark behind them. */
static bool
digits_and(struct span s, size_t i, size_t n, const char *marks)
{
	size_t k;

	for (k = 0; k < n; k++)
		if (i + k >= s.len || !span_digit(s.at[i + k]))
			return false;
	return i + n < s.len && strchr(marks, s.at[i + n]);
}

/* Whether what looks like a time, up to i, ends there: 01.01.01-9911 behind a
 * date is a person. A fraction of a second may follow, of three digits or of
 * six and more (four are the end of a personal number), and behind a blank a
 * number long enough to be masked by itself. */
static bool
is_alone(struct span s, size_t i)
{
	size_t digits = 0, end = i, n;

	if (i + 1 < s.len && (s.at[i] == '.' || s.at[i] == ',')
		&& span_digit(s.at[i + 1])) {
		for (end = i + 1; end < s.len && span_digit(s.at[end]); end++)
			digits++;
		if (digits != 3 && digits < 6)
			return false;
	}
	for (i = end; (n = gap(s, i, true)); i += n)
		;
	if (!digit(s, i, true))
		return true;
	for (n = end; n < i; n++)
		if (s.at[n] != ' ')
			return false;
	run_end(s, i, true, &digits);
	return digits >= MASK_FROM;
}

/* The bytes of a date with a time of day at the beginning, which have as many
 * digits as a personal number: 2010-06-30 14:22, 2010-06-30-14.22.01. What
 * stands behind them may be one. */
static size_t
moment(struct span s)
{
	size_t i;

	if (digits_and(s, 0, 4, "-./"))
		i = digits_and(s, 5, 2, "-./") ? 8 : 0;
	else
		i = digits_and(s, 0, 2, "-./") && digits_and(s, 3, 2, "-./")
			? 6
			: 0;
	if (!i || !digits_and(s, i, i == 8 ? 2 : 4, " -:"))
		return 0;
	i += i == 8 ? 3 : 5;
	if (digits_and(s, i, 2, ":."))
		i += 3;
	else if (digits_and(s, i, 1, ":"))
		i += 2;
	else
		return 0;
	/* Minutes, and seconds where they are. */
	for (int parts = 0;; parts++) {
		size_t n = 0;

		while (i + n < s.len && n < 3 && span_digit(s.at[i + n]))
			n++;
		if (n != 2)
			return 0;
		i += 2;
		if (parts || i + 1 >= s.len || !strchr(":.", s.at[i])
			|| !span_digit(s.at[i + 1]))
			break;
		i++;
	}
	return is_alone(s, i) ? i : 0;
}

/* The bytes of a personal number whose two parts any one sign holds together:
 * 010101#9911. A letter is no such sign. */
static size_t
dressed(struct span s, size_t i)
{
	size_t at = i, n;
	int32_t c;

	for (size_t k = 0; k < 10; k++) {
		n = k != 6 || at >= s.len ? 0
			: s.at[at] & 0x80
			? text_character(s, at, &c)
			: ispunct((unsigned char)s.at[at]) != 0;
		if (k == 6
			&& (!n
				|| (n > 1
					&& (c < 0xa1 || c > 0x2bff
						|| (c > 0xbf && c < 0x2000)))))
			return 0;
		at += n;
		if (at >= s.len || !span_digit(s.at[at++]))
			return 0;
	}
	return (i && span_digit(s.at[i - 1]))
			|| (at < s.len && span_digit(s.at[at]))
		? 0
		: at - i;
}

/* How digits are masked: runs of least to most digits, and longer ones that
 * are broken. */
struct mask {
	size_t least, most;
	bool wide; /* in any dress */
	bool star; /* digits that are no such run become `*` */
};

/* A run of more digits is masked too: a CPR number may stand in it, beside
 * another number or with a digit typed twice. */
static void
mask(struct buf *b, struct span s, const struct mask *m)
{
	size_t i = 0, end, digits, n;

	while (i < s.len) {
		if (!digit(s, i, m->wide)) {
			buf_byte(b, s.at[i++]);
			continue;
		}
		n = m->wide ? dressed(s, i) : 0;
		if (n) {
			buf_text(b, "***");
			i += n;
			continue;
		}
		end = run_end(s, i, m->wide, &digits);
		n = m->star ? 0 : moment((struct span){ s.at + i, s.len - i });
		if (n) {
			buf_add(b, (struct span){ s.at + i, n });
			i += n;
			continue;
		}
		if (digits >= m->least
			&& (digits <= m->most || digits < end - i)) {
			buf_text(b, "***");
			i = end;
		}
		while (i < end) {
			n = digit(s, i, m->wide);
			if (n && m->star)
				buf_byte(b, '*');
			else
				buf_add(b,
					(struct span){ s.at + i, n ? n : 1 });
			i += n ? n : 1;
		}
	}
}

void
text_mask(struct buf *b, struct span s)
{
	text_mask_from(b, s, MASK_FROM);
}

void
text_mask_from(struct buf *b, struct span s, size_t least)
{
	mask(b, s, &(struct mask){ least, SIZE_MAX, true, false });
}

void
text_mask_strays(struct buf *b, struct span s)
{
	mask(b, s, &(struct mask){ MASK_FROM, CPR_DIGITS, false, false });
}

void
text_mask_digits(struct buf *b, struct span s)
{
	mask(b, s, &(struct mask){ MASK_FROM, SIZE_MAX, true, true });
}

/* Cut where only digits and gaps follow, in whatever dress. */
struct span
text_before_digits(struct span s)
{
	size_t i = 0, n = 0, step;

	while (i < s.len) {
		step = digit(s, i, true);
		step = step ? step : gap(s, i, true);
		i += step ? step : 1;
		if (!step)
			n = i;
	}
	return (struct span){ s.at, n };
}

/* A spreadsheet that takes a CPR number for a number loses its leading zero: nine
 * digits are ten. */
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
