/* SPDX-License-Identifier: MIT
 *
 * Text is read digit by digit into whole millionths; no binary fraction comes
 * near a number. Most cells are plain digits, for which there is a short way;
 * everything else goes through the grammar of its style. What exports hold
 * beyond that (units, exponents, times) is number's.
 */
#include "value/decimal.h"

/* DESIGN.md section 6 has these numbers. */
#define CELL_DIGITS 18    /* of a cell at most, the mark left out */
#define SUM_DIGITS 38     /* of a sum at most */
#define FRACTION_DIGITS 6 /* of those behind the mark */

typedef unsigned __int128 magnitude;

static const uint64_t power10[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

/* The greatest number of 38 digits, in millionths. */
static magnitude
greatest(void)
{
	static const uint64_t ten19 = 10000000000000000000u;

	return (magnitude)ten19 * ten19 - 1;
}

/* Whether a sum still has no more digits than a stream may write. */
static bool
fits(__int128 n)
{
	magnitude m = n < 0 ? -(magnitude)n : (magnitude)n;

	return m <= greatest();
}

/* What most cells hold: digits, perhaps a mark and up to six more. False when
 * it is anything else; then the long way decides. */
static bool
read_simple(struct span s, char mark, struct decimal *out)
{
	uint64_t n = 0;
	size_t i = 0, after;

	if (s.len > CELL_DIGITS)
		return false;
	for (; i < s.len && span_digit(s.at[i]); i++)
		n = n * 10 + (uint64_t)(s.at[i] - '0');
	if (i == 0)
		return false;
	if (i == s.len) {
		out->millionths = (__int128)n * DECIMAL_ONE;
		return true;
	}
	after = s.len - i - 1;
	if (s.at[i++] != mark || after == 0 || after > FRACTION_DIGITS)
		return false;
	for (; i < s.len && span_digit(s.at[i]); i++)
		n = n * 10 + (uint64_t)(s.at[i] - '0');
	if (i < s.len)
		return false;
	out->millionths = (__int128)n
		* (int64_t)power10[FRACTION_DIGITS - after];
	return true;
}

/* What may stand in a number besides digits. */
struct marks {
	char decimal; /* 0: comma or point */
	char group;   /* 0: no grouping */
};

static const struct marks marks_of[] = { [DECIMAL_PLAIN] = { '.', 0 },
	[DECIMAL_DANISH] = { ',', '.' },
	[DECIMAL_ENGLISH] = { '.', ',' },
	[DECIMAL_EITHER] = { 0, 0 } };

/* A number as it was written: how many digits stood where. */
struct written {
	struct span rest;   /* still to be read */
	magnitude value;    /* of all digits, the mark left out */
	size_t significant; /* digits from the first that is not 0 */
	size_t first;       /* digits before the first group mark */
	size_t fraction;    /* digits after the decimal mark */
	bool zero_first;    /* begins with 0 */
	bool grouped;
};

/* Takes digits off and adds them to the value. Those beyond what fits are only
 * counted: the caller says that they are too many. */
static size_t
take_digits(struct written *w)
{
	size_t i;

	for (i = 0; i < w->rest.len && span_digit(w->rest.at[i]); i++) {
		if (w->significant || w->rest.at[i] != '0')
			w->significant++;
		if (w->significant <= SUM_DIGITS)
			w->value = w->value * 10
				+ (unsigned)(w->rest.at[i] - '0');
	}
	span_skip(&w->rest, i);
	return i;
}

/* Length of the blank at the beginning: space, tab, CR, LF, no-break space, and
 * those that printers set between groups: narrow no-break (U+202F), figure
 * (U+2007) and thin space (U+2009); 0 when there is none. */
static size_t
blank_before(struct span s)
{
	if (s.len >= 1 && strchr(" \t\r\n", s.at[0]) && s.at[0])
		return 1;
	if (s.len >= 2 && !memcmp(s.at, "\xc2\xa0", 2))
		return 2;
	if (s.len >= 3 && !memcmp(s.at, "\xe2\x80", 2)
		&& memchr("\xaf\x87\x89", s.at[2], 3))
		return 3;
	return 0;
}

/* Without blanks at the ends, also those of typesetters, which cells are full
 * of. */
static struct span
trim(struct span s)
{
	size_t n;

	while ((n = blank_before(s)))
		span_skip(&s, n);
	for (n = 1; n <= 3 && n <= s.len; n++)
		if (blank_before((struct span){ s.at + s.len - n, n }) == n) {
			s.len -= n;
			n = 0; /* another may stand before it */
		}
	return s;
}

/* How many bytes a mark between groups of three has here; 0 when none stands.
 * Blanks of every kind may stand for it, but no line end. */
static size_t
group_mark(struct span s, char group)
{
	if (!group || !s.len || s.at[0] == '\t' || s.at[0] == '\r'
		|| s.at[0] == '\n')
		return 0;
	return s.at[0] == group ? 1 : blank_before(s);
}

/* The groups after the first digits; false when one is not of three digits
 * or the marks are of several kinds. A grouped number does not begin with 0:
 * 0.123 is somebody else's decimal point and no way to write 123. */
static bool
take_groups(struct written *w, char group)
{
	struct span kind = { w->rest.at, group_mark(w->rest, group) };

	if (!kind.len)
		return true;
	w->grouped = true;
	if (w->first < 1 || w->first > 3 || w->zero_first)
		return false;
	while (group_mark(w->rest, group)) {
		if (w->rest.len < kind.len
			|| memcmp(w->rest.at, kind.at, kind.len) != 0)
			return false;
		span_skip(&w->rest, kind.len);
		if (take_digits(w) != 3)
			return false;
	}
	return true;
}

/* Digits with their marks, in full: what read_simple() had no quick answer to. */
static enum decimal_result
read_digits(struct span s, enum decimal_style style, size_t digits,
	struct decimal *out)
{
	struct marks marks = marks_of[style];
	struct written w = { .rest = s };
	char mark;

	w.zero_first = s.len && s.at[0] == '0';
	w.first = take_digits(&w);
	if (!take_groups(&w, marks.group))
		return DECIMAL_NOT;
	/* The mark and the digits behind it; without a mark there must have
	 * been digits before. */
	mark = w.rest.len ? w.rest.at[0] : '\0';
	if (marks.decimal ? mark == marks.decimal
			  : mark == ',' || mark == '.') {
		span_skip(&w.rest, 1);
		w.fraction = take_digits(&w);
		if (!w.fraction)
			return DECIMAL_NOT;
	} else if (!w.first) {
		return DECIMAL_NOT;
	}
	if (w.rest.len)
		return DECIMAL_NOT;
	/* One mark with three digits behind and one to three before may be
	 * either. */
	if (style == DECIMAL_EITHER && w.fraction == 3 && w.first >= 1
		&& w.first <= 3 && !w.zero_first)
		return DECIMAL_DOUBT;
	if (w.significant > digits || w.fraction > FRACTION_DIGITS)
		return DECIMAL_RANGE;
	if (__builtin_mul_overflow(w.value,
		    power10[FRACTION_DIGITS - w.fraction], &w.value)
		|| w.value > greatest())
		return DECIMAL_RANGE;
	out->millionths = (__int128)w.value;
	return DECIMAL_OK;
}

/* Takes the sign off: in front, behind, or parentheses. False when there is
 * more than one. */
static bool
take_sign(struct span *s, bool *negative)
{
	static const struct span minus[] = { { "-", 1 },
		{ "\xe2\x88\x92", 3 } };
	unsigned signs = 0;

	for (size_t i = 0; i < 2; i++) {
		size_t n = minus[i].len;

		if (s->len >= n && !memcmp(s->at, minus[i].at, n)) {
			span_skip(s, n);
			signs++;
		}
		if (s->len >= n
			&& !memcmp(s->at + s->len - n, minus[i].at, n)) {
			s->len -= n;
			signs++;
		}
	}
	if (s->len >= 2 && s->at[0] == '(' && s->at[s->len - 1] == ')') {
		span_skip(s, 1);
		s->len--;
		signs++;
	}
	*negative = signs > 0;
	return signs <= 1;
}

/* A cell as people write it: blanks, signs, a per cent behind it. */
static enum decimal_result
read_signed(struct span s, enum decimal_style style, struct decimal *out)
{
	enum decimal_result result;
	bool negative;

	s = trim(s);
	if (!take_sign(&s, &negative))
		return DECIMAL_NOT;
	if (negative)
		s = trim(s);
	/* A column of per cents may say so in each cell: 12,5 % is 12.5. */
	if (style != DECIMAL_EITHER && s.len && s.at[s.len - 1] == '%') {
		s.len--;
		s = trim(s);
	}
	result = read_digits(s, style, CELL_DIGITS, out);
	if (result == DECIMAL_OK && negative)
		out->millionths = -out->millionths;
	return result;
}

/* A number as programs write it; most are read by the quick path. A minus in
 * front is the only sign, and no blank is let pass. */
static enum decimal_result
read_plain(struct span s, size_t digits, struct decimal *out)
{
	enum decimal_result result = DECIMAL_OK;
	bool negative = s.len && s.at[0] == '-';

	if (negative)
		span_skip(&s, 1);
	if (!read_simple(s, '.', out))
		result = read_digits(s, DECIMAL_PLAIN, digits, out);
	if (result == DECIMAL_OK && negative)
		out->millionths = -out->millionths;
	return result;
}

/* The short way first where the style has one; *out stays as it is when the text
 * is no number, so that a caller may keep what it had. */
enum decimal_result
decimal_read(struct span text, enum decimal_style style, struct decimal *out)
{
	struct decimal read;
	enum decimal_result result;

	if (style == DECIMAL_PLAIN)
		result = read_plain(text, CELL_DIGITS, &read);
	else if (style != DECIMAL_EITHER
		&& read_simple(text, marks_of[style].decimal, &read))
		result = DECIMAL_OK;
	else
		result = read_signed(text, style, &read);
	if (result == DECIMAL_OK)
		*out = read;
	return result;
}

enum decimal_result
decimal_read_sum(struct span text, struct decimal *out)
{
	struct decimal read;
	enum decimal_result result = read_plain(text, SUM_DIGITS, &read);

	if (result == DECIMAL_OK)
		*out = read;
	return result;
}

/* A sum is judged by its digits, which come to an end before 128 bits do. */
bool
decimal_add(struct decimal *sum, struct decimal term)
{
	__int128 n;

	if (__builtin_add_overflow(sum->millionths, term.millionths, &n)
		|| !fits(n))
		return false;
	sum->millionths = n;
	return true;
}

int
decimal_compare(struct decimal a, struct decimal b)
{
	return (a.millionths > b.millionths) - (a.millionths < b.millionths);
}

/* The digits of n ending before end, at least width of them. */
static char *
digits_before(char *end, uint64_t n, int width)
{
	for (; n || width > 0; n /= 10, width--)
		*--end = (char)('0' + n % 10);
	return end;
}

/* Written backwards from the last digit, then put where it belongs: how many
 * digits there are is known only at the end. */
size_t
decimal_write(char *room, struct decimal d)
{
	char digits[DECIMAL_WIDTH], *end = digits + sizeof(digits), *at = end;
	magnitude m = d.millionths < 0 ? -(magnitude)d.millionths
				       : (magnitude)d.millionths;
	magnitude whole = m <= UINT64_MAX ? (uint64_t)m / DECIMAL_ONE
					  : m / DECIMAL_ONE;
	unsigned fraction = (unsigned)(m - whole * DECIMAL_ONE);
	int width = FRACTION_DIGITS;
	char *stop;
	magnitude n;
	static const uint64_t ten18 = 1000000000000000000u;

	if (fraction) { /* without the zeros at its end */
		for (; fraction % 10 == 0; fraction /= 10)
			width--;
		at = digits_before(at, fraction, width);
		*--at = '.';
	}
	/* Division of 128 bits is slow; beyond 64 bits 18 digits at a time. */
	stop = at;
	n = whole;
	while (n > UINT64_MAX) {
		stop = digits_before(stop, (uint64_t)(n % ten18), 18);
		n /= ten18;
	}
	at = digits_before(stop, (uint64_t)n, 1);
	if (d.millionths < 0)
		*--at = '-';
	memcpy(room, at, (size_t)(end - at));
	return (size_t)(end - at);
}

void
decimal_print(struct buf *b, struct decimal d)
{
	buf_room(b, DECIMAL_WIDTH);
	b->len += decimal_write(b->at + b->len, d);
}
