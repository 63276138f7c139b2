/* SPDX-License-Identifier: MIT
 *
 * Most texts are ASCII, which needs no tables: these take a short way.
 */
#include "value/text.h"

#include <ctype.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"

/* Digits that may be a person's. Reading a CPR number is narrow: what people
 * put between its digits on purpose. Hiding one is wide: whatever could be one
 * is hidden, in whatever dress. */

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

/* Signs beyond ASCII: of Latin-1, punctuation and symbols, of full width. */
static bool
is_sign(int32_t c)
{
	return (c >= 0xa1 && c <= 0xbf) || (c >= 0x2000 && c <= 0x2bff)
		|| (c >= 0xff01 && c <= 0xff20 && (c < 0xff10 || c > 0xff19));
}

/* The same for what a number may hold without being read as one: also blanks
 * of other widths, and what has no width at all. wide: also any other sign, in
 * which a personal number may be dressed, but what parts the cells of a row. */
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
		return wide && ispunct((unsigned char)s.at[i])
			&& !strchr(",;|", s.at[i]);
	n = text_character(s, i, &c);
	if (!n)
		return 0;
	if ((c >= 0x2000 && c <= 0x200f) || c == 0x205f || c == 0x2060
		|| c == 0x3000 || c == 0xfeff)
		return n;
	return wide && is_sign(c) ? n : 0;
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
	for (size_t k = 0; n && k < COUNT(zeros); k++)
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
	for (size_t k = 0; k < n; k++)
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
		while (k == 6 && at < s.len && s.at[at] == ' ')
			at++;
		n = k != 6 || at >= s.len ? 0
			: s.at[at] & 0x80
			? text_character(s, at, &c)
			: ispunct((unsigned char)s.at[at]) != 0;
		if (k == 6 && (!n || (n > 1 && !is_sign(c))))
			return 0;
		at += n;
		while (k == 6 && at < s.len && s.at[at] == ' ')
			at++;
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

size_t
text_character(struct span s, size_t i, int32_t *c)
{
	utf8proc_ssize_t n;

	n = utf8proc_iterate((const utf8proc_uint8_t *)s.at + i,
		(utf8proc_ssize_t)(s.len - i), c);
	return n > 0 ? (size_t)n : 0;
}

/* White space of every script; names are compared without it at their ends. */
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

	buf_room(b, s.len);
	for (size_t i = 0; i < s.len; i++) {
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

/* Characters without width, which nobody sees: soft hyphens, zero-width blanks
 * and joiners, marks of direction, a BOM inside. */
static bool
is_invisible(int32_t c)
{
	return c == 0xad || c == 0x180e || (c >= 0x200b && c <= 0x200f)
		|| (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2064)
		|| (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* Numbers that were copied from a page bring invisible characters and
 * digits as wide as a Chinese letter along. False where nothing was to be
 * done leaves the text to be read as it stands. */
bool
text_plain(struct buf *b, struct span s)
{
	bool changed = false;
	size_t i, n;
	int32_t c;

	for (i = 0; i < s.len; i += n) {
		n = text_character(s, i, &c);
		if (!n)
			return false;
		if (is_invisible(c))
			changed = true;
		else if (c >= 0xff10 && c <= 0xff19) {
			changed = true;
			buf_byte(b, (char)('0' + c - 0xff10));
		} else
			buf_add(b, (struct span){ s.at + i, n });
	}
	return changed;
}

/* The characters that count, blanks made one, hyphens that do not break made
 * hyphens; false when not UTF-8. */
static bool
clean(struct buf *b, struct span s)
{
	bool blank = false;
	size_t i, n;
	int32_t c;

	for (i = 0; i < s.len; i += n) {
		n = text_character(s, i, &c);
		if (!n)
			return false;
		if (is_invisible(c))
			continue;
		if (is_blank(c)) {
			blank = b->len > 0;
			continue;
		}
		if (blank)
			buf_byte(b, ' ');
		blank = false;
		if (c == 0x2010 || c == 0x2011)
			buf_byte(b, '-');
		else
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

/* A text that is no UTF-8 stays as it is: it can then equal only its like. */
void
text_fold(struct buf *b, struct span s)
{
	if (utf8_ascii(s) == s.len)
		fold_ascii(b, s);
	else {
		BUF_LOCAL cleaned = { 0 };
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
	}
}

/* Equal bytes are equal names, which spares most of the folding. */
bool
text_same(struct span a, struct span b)
{
	BUF_LOCAL one = { 0 }, two = { 0 };

	if (span_equal(a, b))
		return true;
	text_fold(&one, a);
	text_fold(&two, b);
	return span_equal(buf_span(&one), buf_span(&two));
}

/* A message that shows what nobody can see would look as if nothing was
 * wrong. */
void
text_visible(struct buf *b, struct span s)
{
	size_t i, n;
	int32_t c;

	for (i = 0; i < s.len; i += n ? n : 1) {
		n = s.at[i] & 0x80 ? text_character(s, i, &c) : 0;
		if (n && is_invisible(c))
			buf_format(b, "<U+%04X>", (unsigned)c);
		else
			buf_add(b, (struct span){ s.at + i, n ? n : 1 });
	}
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

/* From the end each length of a blank is tried, since UTF-8 is read forwards. */
struct span
text_trim(struct span s)
{
	size_t n;

	while ((n = edge(s.at, s.len))) {
		span_skip(&s, n);
	}
	for (n = 1; n <= 3 && n <= s.len; n++) {
		if (edge(s.at + s.len - n, n) != n)
			continue;
		s.len -= n;
		n = 0;
	}
	return s;
}

/* By the general category of Unicode: what separates, controls or formats. */
struct span
text_seen(struct span s)
{
	int32_t c;
	size_t n;

	while (s.len && (n = text_character(s, 0, &c))) {
		switch (utf8proc_category(c)) {
		case UTF8PROC_CATEGORY_ZS:
		case UTF8PROC_CATEGORY_ZL:
		case UTF8PROC_CATEGORY_ZP:
		case UTF8PROC_CATEGORY_CC:
		case UTF8PROC_CATEGORY_CF:
			span_skip(&s, n);
			continue;
		default:
			return s;
		}
	}
	return s;
}

/* Bytes and columns of the character at i; a byte that is none takes one. */
static size_t
glyph(struct span s, size_t i, size_t *columns)
{
	int32_t c;
	size_t n = text_character(s, i, &c);
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

/* It ends between two characters that are seen, so that a mark is never
 * parted from its letter. */
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

/* What needs no letter is copied in stretches, as most texts need none at
 * all. */
void
text_escape(struct buf *b, struct span s)
{
	size_t i, done = 0;

	for (i = 0; i < s.len; i++) {
		char letter = text_letter(s.at[i]);

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
	static const char letters[] = "tnr\\", bytes[] = "\t\n\r\\";
	const char *slash, *end, *found;

	if (!s.len)
		return;
	end = s.at + s.len;
	while ((slash = memchr(s.at, '\\', (size_t)(end - s.at)))) {
		buf_add(b, (struct span){ s.at, (size_t)(slash - s.at) });
		found = slash + 1 < end ? memchr(letters, slash[1], 4) : NULL;
		buf_byte(b, found ? bytes[found - letters] : '\\');
		s.at = slash + (found ? 2 : 1);
	}
	buf_add(b, (struct span){ s.at, (size_t)(end - s.at) });
}

/* Digits alone, and none too many: a count with a sign or a blank was
 * written by somebody else than us. */
bool
text_count(struct span text, uint64_t *n)
{
	*n = 0;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < '0' || text.at[i] > '9'
			|| __builtin_mul_overflow(*n, 10u, n)
			|| __builtin_add_overflow(*n,
				(uint64_t)(text.at[i] - '0'), n))
			return false;
	return text.len > 0;
}

/* Bytes above 127 are part of letters of other scripts. */
bool
text_is_name(struct span text, const char *also)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c < 0x80 && !(c >= '0' && c <= '9')
			&& !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')
			&& (!c || !strchr(also, c)))
			return false;
	}
	return text.len > 0;
}

/* FNV-1a of 64 bits: short, known, and even enough over pseudonyms. */
size_t
text_part(struct span subject, size_t n)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < subject.len; i++) {
		hash ^= (unsigned char)subject.at[i];
		hash *= UINT64_C(0x100000001b3);
	}
	return (size_t)(hash % n);
}

/* --- the nearest word --- */

#define NEAR_BYTES 64

/* The smaller of two. */
static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* By the distance of Damerau and Levenshtein (optimal string alignment), of the
 * folded words, a row of the table at a time. */
const char *
text_nearest(struct span text, const char *const near_words[], size_t n)
{
	BUF_LOCAL asked = { 0 }, word = { 0 };
	const char *nearest = NULL;
	size_t i, d, best;

	text_fold(&asked, text);
	/* How far off a word of that length may be and still be meant. */
	best = asked.len < 4 ? 2 : asked.len < 8 ? 3 : 4;
	best = least(best, asked.len);
	for (i = 0; i < n && asked.len <= NEAR_BYTES; i++) {
		struct span a, b;
		size_t rows[3][NEAR_BYTES + 1], k, j, change, *before, *last,
			*now, *spare;

		buf_clear(&word);
		text_fold(&word, span_of(near_words[i]));
		if (word.len > NEAR_BYTES)
			continue;
		/* Letters left out, put in, changed, or two neighbours
		 * swapped. */
		a = buf_span(&asked);
		b = buf_span(&word);
		before = rows[0];
		last = rows[1];
		now = rows[2];
		for (j = 0; j <= b.len; j++)
			now[j] = j;
		for (k = 1; k <= a.len; k++) {
			spare = before;
			before = last;
			last = now;
			now = spare;
			now[0] = k;
			for (j = 1; j <= b.len; j++) {
				change = a.at[k - 1] != b.at[j - 1];
				now[j] = least(last[j - 1] + change,
					least(last[j], now[j - 1]) + 1);
				if (k > 1 && j > 1 && a.at[k - 1] == b.at[j - 2]
					&& a.at[k - 2] == b.at[j - 1])
					now[j] = least(now[j],
						before[j - 2] + 1);
			}
		}
		d = now[b.len];
		if (d < best) {
			best = d;
			nearest = near_words[i];
		}
	}
	return nearest;
}

void
text_suggest(struct buf *b, struct span text, const char *const words[],
	size_t n)
{
	const char *near = text_nearest(text, words, n);

	if (near)
		buf_format(b, "; did you mean \"%s\"?", near);
}

/* An empty text has no parts, but two bars with nothing between them have
 * an empty one: it is for the caller to say what that means. */
bool
text_next_part(struct span *rest, struct span *part)
{
	const char *bar;
	size_t n;

	if (!rest->len)
		return false;
	bar = memchr(rest->at, '|', rest->len);
	n = bar ? (size_t)(bar - rest->at) : rest->len;
	*part = text_trim((struct span){ rest->at, n });
	n += bar != NULL;
	span_skip(rest, n);
	return true;
}
