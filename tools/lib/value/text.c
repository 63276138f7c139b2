/* SPDX-License-Identifier: MIT */
#include "value/text.h"

#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"

#define CPR_DIGITS 10
#define MASK_FROM 9             /* a CPR number may have lost its zero */
#define NEAR_BYTES 64

/* The character at i and how many bytes it has; 0 bytes when it is none. */
static size_t
character(struct span s, size_t i, int32_t *c)
{
	utf8proc_ssize_t n;

	n = utf8proc_iterate((const utf8proc_uint8_t *)s.at + i,
		(utf8proc_ssize_t)(s.len - i), c);
	return n > 0 ? (size_t)n : 0;
}

static bool
is_blank(int32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return c == 0x85;
	}
}

/* A blank waits until something follows it. */
static void
fold_ascii(struct buf *b, struct span s)
{
	bool blank = false, begun = false;
	size_t i;

	buf_room(b, s.len);
	for (i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (is_blank(c)) {
			blank = begun;
			continue;
		}
		if (blank)
			b->at[b->len++] = ' ';
		blank = false;
		begun = true;
		b->at[b->len++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
}

/* The characters that count, blanks made one; false when not UTF-8. */
static bool
clean(struct buf *b, struct span s)
{
	bool blank = false;
	size_t i, n;
	int32_t c;

	for (i = 0; i < s.len; i += n) {
		n = character(s, i, &c);
		if (!n)
			return false;
		if (c == 0xad)
			continue;
		if (is_blank(c)) {
			blank = b->len > 0;
			continue;
		}
		if (blank)
			buf_byte(b, ' ');
		blank = false;
		buf_add(b, (struct span){ s.at + i, n });
	}
	return true;
}

/* Folds in the caller's room of size characters; 0 when it was done, else the
 * size that is needed. */
static size_t
fold_into(struct buf *b, struct span s, int32_t *room, size_t size)
{
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE
		| UTF8PROC_CASEFOLD;
	utf8proc_ssize_t n;

	n = utf8proc_decompose((const utf8proc_uint8_t *)s.at,
		(utf8proc_ssize_t)s.len, room, (utf8proc_ssize_t)size - 1,
		options);
	if (n < 0 || (size_t)n >= size)
		return n < 0 ? 0 : (size_t)n + 1;
	n = utf8proc_reencode(room, n, options);
	if (n > 0)
		buf_add(b, (struct span){ (const char *)room, (size_t)n });
	return 0;
}

static void
fold_unicode(struct buf *b, struct span s)
{
	struct buf cleaned = { 0 };
	int32_t small[256], *large;
	size_t need;

	if (!clean(&cleaned, s)) {
		buf_add(b, s);
	} else if (cleaned.len) {
		s = buf_span(&cleaned);
		need = fold_into(b, s, small, 256);
		if (need) {
			large = mem_new(need, sizeof(*large));
			fold_into(b, s, large, need);
			mem_free(large);
		}
	}
	buf_free(&cleaned);
}

void
text_fold(struct buf *b, struct span s)
{
	if (utf8_ascii(s) == s.len)
		fold_ascii(b, s);
	else
		fold_unicode(b, s);
}

bool
text_same(struct span a, struct span b)
{
	struct buf one = { 0 }, two = { 0 };
	bool same;

	if (span_equal(a, b))
		return true;
	text_fold(&one, a);
	text_fold(&two, b);
	same = span_equal(buf_span(&one), buf_span(&two));
	buf_free(&one);
	buf_free(&two);
	return same;
}

/* Bytes of the blank at the beginning; 0 when there is none. */
static size_t
edge(const char *at, size_t len)
{
	if (len >= 1 && (*at == ' ' || *at == '\t' || *at == '\r'))
		return 1;
	if (len >= 2 && !memcmp(at, "\xc2\xa0", 2))
		return 2;
	return len >= 3 && !memcmp(at, "\xe2\x80\xaf", 3) ? 3 : 0;
}

struct span
text_trim(struct span s)
{
	size_t n;

	while ((n = edge(s.at, s.len))) {
		s.at += n;
		s.len -= n;
	}
	for (n = 1; n <= 3 && n <= s.len; n++) {
		if (edge(s.at + s.len - n, n) != n)
			continue;
		s.len -= n;
		n = 0;
	}
	return s;
}

struct span
text_seen(struct span s)
{
	int32_t c;
	size_t n;

	while (s.len && (n = character(s, 0, &c))) {
		switch (utf8proc_category(c)) {
		case UTF8PROC_CATEGORY_ZS:
		case UTF8PROC_CATEGORY_ZL:
		case UTF8PROC_CATEGORY_ZP:
		case UTF8PROC_CATEGORY_CC:
		case UTF8PROC_CATEGORY_CF:
			s.at += n, s.len -= n;
			continue;
		default:
			return s;
		}
	}
	return s;
}

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
	n = character(s, i, &c);
	if (n && (c == 0xa0 || c == 0xad || c == 0x202f || c == 0x2212
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
	n = character(s, i, &c);
	if (n && ((c >= 0x2000 && c <= 0x200f) || c == 0x205f || c == 0x2060
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

/* Bytes and columns of the character at i; a byte that is none takes one. */
static size_t
glyph(struct span s, size_t i, size_t *columns)
{
	int32_t c;
	size_t n = character(s, i, &c);
	int width;

	*columns = 1;
	if (!n)
		return 1;
	width = utf8proc_charwidth(c);
	*columns = width > 0 ? (size_t)width : 0;
	return n;
}

size_t
text_width(struct span s)
{
	size_t i = 0, columns, width = 0;

	while (i < s.len) {
		i += glyph(s, i, &columns);
		width += columns;
	}
	return width;
}

struct span
text_clip(struct span s, size_t width)
{
	size_t i = 0, n, columns, used = 0;

	while (i < s.len) {
		n = glyph(s, i, &columns);
		if (used + columns > width)
			break;
		used += columns;
		i += n;
	}
	return (struct span){ s.at, i };
}

/* The letter of the escape, 0 for a byte that needs none. */
static char
letter_of(char c)
{
	switch (c) {
	case '\t':
		return 't';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\\':
		return '\\';
	default:
		return 0;
	}
}

static char
byte_of(char letter)
{
	switch (letter) {
	case 't':
		return '\t';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case '\\':
		return '\\';
	default:
		return 0;
	}
}

void
text_escape(struct buf *b, struct span s)
{
	size_t i, done = 0;
	char letter;

	for (i = 0; i < s.len; i++) {
		letter = letter_of(s.at[i]);
		if (!letter)
			continue;
		buf_add(b, (struct span){ s.at + done, i - done });
		buf_byte(b, '\\');
		buf_byte(b, letter);
		done = i + 1;
	}
	buf_add(b, (struct span){ s.at + done, s.len - done });
}

/* A backslash before anything else stands for itself. */
void
text_unescape(struct buf *b, struct span s)
{
	const char *slash, *end;
	char byte;

	if (!s.len)
		return;
	end = s.at + s.len;
	while ((slash = memchr(s.at, '\\', (size_t)(end - s.at)))) {
		buf_add(b, (struct span){ s.at, (size_t)(slash - s.at) });
		byte = slash + 1 < end ? byte_of(slash[1]) : 0;
		buf_byte(b, byte ? byte : '\\');
		s.at = slash + (byte ? 2 : 1);
	}
	buf_add(b, (struct span){ s.at, (size_t)(end - s.at) });
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters left out, put in, changed, or two neighbours swapped. */
static size_t
distance(struct span a, struct span b)
{
	size_t rows[3][NEAR_BYTES + 1], i, j, change;
	size_t *before = rows[0], *last = rows[1], *now = rows[2], *spare;

	for (j = 0; j <= b.len; j++)
		now[j] = j;
	for (i = 1; i <= a.len; i++) {
		spare = before;
		before = last;
		last = now;
		now = spare;
		now[0] = i;
		for (j = 1; j <= b.len; j++) {
			change = a.at[i - 1] != b.at[j - 1];
			now[j] = least(last[j - 1] + change,
				least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2]
			    && a.at[i - 2] == b.at[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return now[b.len];
}

/* How far off a word of that length may be and still be meant. */
static size_t
slack(size_t len)
{
	return len < 4 ? 1 : len < 8 ? 2 : 3;
}

const char *
text_nearest(struct span text, const char *const near_words[], size_t n)
{
	struct buf asked = { 0 }, word = { 0 };
	const char *nearest = NULL;
	size_t i, d, best;

	text_fold(&asked, text);
	best = least(slack(asked.len) + 1, asked.len);
	for (i = 0; i < n && asked.len <= NEAR_BYTES; i++) {
		buf_clear(&word);
		text_fold(&word, span_of(near_words[i]));
		if (word.len > NEAR_BYTES)
			continue;
		d = distance(buf_span(&asked), buf_span(&word));
		if (d < best) {
			best = d;
			nearest = near_words[i];
		}
	}
	buf_free(&asked);
	buf_free(&word);
	return nearest;
}
