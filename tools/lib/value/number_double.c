/* SPDX-License-Identifier: MIT
 *
 * Numbers that a program has written from a double, as workbooks and jq do:
 * 0.30000000000000004, 1.5E3. Such a number is taken apart into its digits and
 * the place of its decimal mark, rounded there, and written again: so nothing
 * is lost that another double would lose, and 1E308 takes no more room than
 * its digits.
 */
#include "value/number.h"

/* A double holds fifteen decimal digits for certain; what stands behind them is
 * the error of its binary form. */
#define SIGNIFICANT 15
#define EXPONENT_MOST 400 /* doubles reach 1e308 and 1e-324 */

/* digits times ten to the power of -scale. */
struct number {
	bool negative;
	bool rounds; /* it may be a double: not a plain integer */
	char digits[1024];
	size_t len;
	long scale;
};

/* Takes digits; false when there are none, or more than a double can mean. */
static bool
take_digits(struct number *n, struct span text, size_t *i)
{
	size_t from = *i;

	for (; *i < text.len && span_digit(text.at[*i]); ++*i) {
		if (n->len == sizeof(n->digits) - 1)
			return false;
		n->digits[n->len++] = text.at[*i];
	}
	return *i > from;
}

/* Digits, mark and exponent of a number as a program writes a double. */
static bool
parse(struct number *n, struct span text)
{
	bool negative = false;
	size_t i = 0, whole;
	long exponent = 0;

	n->negative = text.len && text.at[0] == '-';
	i += n->negative;
	if (!take_digits(n, text, &i))
		return false;
	whole = n->len;
	if (i < text.len && text.at[i] == '.') {
		i++;
		n->rounds = true;
		if (!take_digits(n, text, &i))
			return false;
	}
	n->scale = (long)(n->len - whole);
	if (i == text.len)
		return true;
	n->rounds = true;
	if (text.at[i] != 'e' && text.at[i] != 'E')
		return false;
	/* The exponent moves the mark; one beyond all doubles is refused. */
	if (++i < text.len && (text.at[i] == '+' || text.at[i] == '-'))
		negative = text.at[i++] == '-';
	if (i == text.len)
		return false;
	for (; i < text.len; i++) {
		if (!span_digit(text.at[i]))
			return false;
		exponent = exponent * 10 + (text.at[i] - '0');
		if (exponent > EXPONENT_MOST)
			return false;
	}
	n->scale += negative ? exponent : -exponent;
	return true;
}

/* To the digits that a double has for certain. Half up, away from zero; a carry may need one digit more in front. */
static void
round_digits(struct number *n)
{
	size_t zeros = 0, keep;
	bool up;

	while (zeros < n->len && n->digits[zeros] == '0')
		zeros++;
	keep = zeros + SIGNIFICANT;
	if (!n->rounds || n->len <= keep)
		return;
	up = n->digits[keep] >= '5';
	n->scale -= (long)(n->len - keep);
	n->len = keep;
	for (size_t i = keep; up && i-- > 0;) {
		up = n->digits[i] == '9';
		n->digits[i] = up ? '0' : (char)(n->digits[i] + 1);
	}
	if (up) {
		memmove(n->digits + 1, n->digits, n->len++);
		n->digits[0] = '1';
	}
}

/* Writes the digits with their mark, without zeros that say nothing. */
static void
print(struct buf *b, const struct number *n, enum decimal_style style)
{
	long whole = (long)n->len - n->scale; /* digits before the mark */
	size_t i = 0;

	while (i + 1 < n->len && (long)i + 1 < whole && n->digits[i] == '0')
		i++;
	if (n->negative)
		buf_byte(b, '-');
	if (whole <= 0)
		buf_byte(b, '0');
	for (; (long)i < whole; i++)
		buf_byte(b, i < n->len ? n->digits[i] : '0');
	if (n->scale <= 0)
		return;
	buf_byte(b, style == DECIMAL_DANISH ? ',' : '.');
	for (; whole < 0; whole++)
		buf_byte(b, '0');
	for (; i < n->len; i++)
		buf_byte(b, n->digits[i]);
}

bool
number_from_double(struct buf *b, struct span text, enum decimal_style style,
	long shift)
{
	struct number n = { .len = 0 };

	if (!parse(&n, text))
		return false;
	round_digits(&n);
	n.scale -= shift;
	/* Zeros that end a fraction say nothing, and a number reader counts
	 * them. */
	while (n.scale > 0 && n.len > 1 && n.digits[n.len - 1] == '0') {
		n.len--;
		n.scale--;
	}
	print(b, &n, style);
	return true;
}
