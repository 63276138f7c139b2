/* SPDX-License-Identifier: MIT
 *
 * A cell goes through small steps, each on the text left by the one before:
 * footnote marks, sign, units, exponent, groups by apostrophe, rounding; then
 * decimal has the last word. What a step does not know stays as it is, so that
 * no step can make a number of something that is none.
 */
#include "value/number.h"

#include <strings.h>

#include "base/buf.h"
#include "value/text.h"

/* Numbers that a program has written from a double, as workbooks and jq do:
 * 0.30000000000000004, 1.5E3. Such a number is taken apart into its digits and
 * the place of its decimal mark, rounded there, and written again: so nothing
 * is lost that another double would lose, and 1E308 takes no more room than
 * its digits. */

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

/* Spreadsheets store 0.1 as the nearest double; what people saw in the cell
 * is the shortest text that means it. */
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

/* Lengths of time as people and programs write them: 7:15, 23m 17s,
 * 1.06:00:00, P1DT6H. They come out in millionths of a second, without
 * rounding; what could be two lengths, such as 7:5 or a bare 7,25, is none. */

/* A part of a time: digits, and perhaps a fraction of it in millionths; a digit
 * behind the sixth decimal that is not 0 would be lost, so it makes it none. */
static bool
take_part(struct span *s, __int128 *millionths)
{
	size_t i = 0, digits = 0;
	__int128 n = 0, unit = DECIMAL_ONE;

	for (; i < s->len && span_digit(s->at[i]) && i < 9; i++)
		n = n * 10 + (s->at[i] - '0');
	if (!i || (i < s->len && span_digit(s->at[i])))
		return false;
	*millionths = n * DECIMAL_ONE;
	if (i + 1 < s->len && (s->at[i] == ',' || s->at[i] == '.')
		&& span_digit(s->at[i + 1])) {
		for (i++; i < s->len && span_digit(s->at[i]); i++, digits++) {
			if (digits >= 6 && s->at[i] != '0')
				return false;
			*millionths += (s->at[i] - '0') * (unit /= 10);
		}
	}
	span_skip(s, i);
	return true;
}

/* Words in any case; the longer stand before those that they begin with. */
static const struct {
	const char *word;
	long seconds;
} time_words[] = { { "days", 86400 }, { "day", 86400 }, { "dage", 86400 },
	{ "dagar", 86400 }, { "dager", 86400 }, { "dygn", 86400 },
	{ "dag", 86400 }, { "tage", 86400 }, { "tag", 86400 }, { "d", 86400 },
	{ "hours", 3600 }, { "hour", 3600 }, { "timer", 3600 },
	{ "time", 3600 }, { "stunden", 3600 }, { "stunde", 3600 },
	{ "timmar", 3600 }, { "timme", 3600 }, { "tuntia", 3600 },
	{ "tunti", 3600 }, { "hrs", 3600 }, { "hr", 3600 }, { "std", 3600 },
	{ "tim", 3600 }, { "h", 3600 }, { "t", 3600 }, { "minutes", 60 },
	{ "minutter", 60 }, { "minuter", 60 }, { "minute", 60 },
	{ "minuten", 60 }, { "minuuttia", 60 }, { "minuutti", 60 },
	{ "minut", 60 }, { "min", 60 }, { "m", 60 }, { "seconds", 1 },
	{ "second", 1 }, { "sekunder", 1 }, { "sekunden", 1 }, { "sekunde", 1 },
	{ "sekund", 1 }, { "sek", 1 }, { "sec", 1 }, { "s", 1 } };

/* Takes a word, the point or comma behind it, and blanks: how many seconds it
 * stands for; 0 when it is none. */
static long
take_word(struct span *s)
{
	for (size_t i = 0; i < COUNT(time_words); i++) {
		size_t n = strlen(time_words[i].word);

		if (s->len < n || strncasecmp(s->at, time_words[i].word, n)
			|| (s->len > n && (s->at[n] & 0x80))
			|| (s->len > n && (s->at[n] | 0x20) >= 'a'
				&& (s->at[n] | 0x20) <= 'z' && s->at[n] != 'T'))
			continue;
		span_skip(s, n);
		if (s->len && (s->at[0] == '.' || s->at[0] == ','))
			span_skip(s, 1);
		*s = text_trim(*s);
		return time_words[i].seconds;
	}
	return 0;
}

/* 7:15, 7:15:30, 1:06:00:00, and a word for what the first part is: 7:15 t.
 * Behind hours all parts have two digits: 7:5 could be 7:05 or 7:50. */
static bool
read_clock(const struct number_rule *rule, struct span s, __int128 *seconds)
{
	static const int lengths[] = { 86400, 3600, 60, 1 };
	__int128 part[4];
	size_t n = 0, first;
	long word;

	for (;;) {
		if (n == 4
			|| (n
				&& (s.len < 2 || !span_digit(s.at[1])
					|| (s.len > 2 && span_digit(s.at[2]))))
			|| !take_part(&s, &part[n])
			|| (n && part[n] >= 60 * (__int128)DECIMAL_ONE)
			|| (s.len && s.at[0] == ':' && part[n] % DECIMAL_ONE))
			return false;
		n++;
		if (!s.len || s.at[0] != ':')
			break;
		span_skip(&s, 1);
	}
	if (n < 2 || (n == 4 && part[1] >= 24 * (__int128)DECIMAL_ONE))
		return false;
	first = n == 4 ? 0 : n == 3 || !rule->short_clock ? 1 : 2;
	s = text_trim(s);
	word = s.len ? take_word(&s) : lengths[first];
	*seconds = 0;
	for (size_t i = 0; i < n; i++)
		*seconds += part[i] * lengths[first + i];
	return !s.len && word == lengths[first];
}

/* 1.06:00:00, 1 06:00:00: days before a clock of hours. */
static bool
read_days(const struct number_rule *rule, struct span s, __int128 *seconds)
{
	const char *colon = memchr(s.at, ':', s.len);
	size_t n = span_digits(s);
	__int128 days;

	if (!colon || !n || n > 6 || n + 1 >= s.len
		|| (s.at[n] != '.' && s.at[n] != ' '))
		return false;
	take_part(&(struct span){ s.at, n }, &days);
	span_skip(&s, n + 1);
	if (!memchr(colon + 1, ':', s.len - (size_t)(colon + 1 - s.at))
		|| !read_clock(rule, s, seconds))
		return false;
	*seconds += days * 86400;
	return true;
}

/* 23m 17s, 1 t 5 min., 7h15, 1 day, 6:00:00, P1DT6H: each part is smaller than
 * the one before. */
static bool
read_spoken(const struct number_rule *rule, struct span s, __int128 *seconds)
{
	static const char *const ands[] = { "og ", "and ", "und ", "och " };
	__int128 part, rest;
	bool iso = s.len > 1 && s.at[0] == 'P';
	long before = 0, word;
	size_t length;

	*seconds = 0;
	for (span_skip(&s, iso); s.len; before = word) {
		if (iso && s.at[0] == 'T')
			span_skip(&s, 1);
		for (size_t i = 0; i < 4; i++) { /* 7 timer og 15 minutter */
			length = strlen(ands[i]);
			if (s.len > length
				&& !strncasecmp(s.at, ands[i], length))
				span_skip(&s, length);
		}
		if (before == 86400 && read_clock(rule, s, &rest)
			&& rest < 86400 * (__int128)DECIMAL_ONE) {
			*seconds += rest;
			return true;
		}
		length = s.len;
		if (!take_part(&s, &part))
			return false;
		length -= s.len;
		s = text_trim(s);
		/* Behind hours two digits are minutes: 7h15. */
		word = s.len                            ? take_word(&s)
			: before == 3600 && length == 2 ? 60
							: 0;
		if (!word || (before && word >= before)
			|| (before && word < 86400
				&& part * word
					>= before * (__int128)DECIMAL_ONE))
			return false;
		*seconds += part * word;
	}
	return before > 0;
}

/* A length of time, in millionths of a second; false when it is none. The
 * three ways exclude each other by what stands behind the first digits: a
 * colon, a point or blank before a clock, or a word. */
static bool
number_take_time(const struct number_rule *rule, struct span s,
	__int128 *seconds)
{
	return read_clock(rule, s, seconds) || read_days(rule, s, seconds)
		|| read_spoken(rule, s, seconds);
}

#define DECIMALS 6        /* that are kept (DESIGN.md section 6) */
#define EXPONENT_MOST 400 /* a double has no greater */

/* A cell on its way through the steps. text points into room or into the cell; a new text is
 * built in next, which then becomes room. */
struct work {
	const struct number_rule *rule;
	struct span text;
	unsigned signs; /* that were taken off */
	bool negative;
	bool round_up; /* by one of the last decimal that is kept */
	int kept;      /* decimals that are kept */
	struct buf room, next;
};

/* The text that was built takes the place of the one before; the old room is
 * where the next one is built. */
static void
turn(struct work *w)
{
	struct buf old = w->room;

	w->room = w->next;
	w->next = old;
	w->text = text_trim(buf_span(&w->room));
}

/* A hyphen, dash or minus at the beginning: its bytes. */
static size_t
dash_at(struct span s)
{
	int32_t c;
	size_t n;

	if (!s.len)
		return 0;
	if (!(s.at[0] & 0x80))
		return s.at[0] == '-';
	n = text_character(s, 0, &c);
	return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe63
			|| c == 0xff0d
		? n
		: 0;
}

/* The same at the end. */
static size_t
dash_behind(struct span s)
{
	for (size_t n = 1; n <= 3 && n <= s.len; n++)
		if (dash_at((struct span){ s.at + s.len - n, n }) == n)
			return n;
	return 0;
}

/* Takes out what the pattern matches, as often as it does. */
static void
strip(struct work *w)
{
	struct span left = w->text;
	size_t from, to;

	if (!w->rule->strip)
		return;
	buf_clear(&w->next);
	while (left.len && pattern_find(w->rule->strip, left, &from, &to)
		&& to > from) {
		buf_add(&w->next, (struct span){ left.at, from });
		span_skip(&left, to);
	}
	buf_add(&w->next, left);
	turn(w);
}

/* Takes off a sign in front, which decimal does not know in all its forms. */
static void
take_sign(struct work *w)
{
	size_t n = dash_at(w->text);

	w->negative |= n > 0;
	if (!n && w->text.len && w->text.at[0] == '+')
		n = 1;
	w->signs += n > 0;
	span_skip(&w->text, n);
	w->text = text_trim(w->text);
}

/* The longest unit at one end. */
static size_t
unit_at(const struct number_rule *rule, struct span s, bool behind)
{
	size_t i, most = 0;

	for (i = 0; i < rule->nunits; i++) {
		struct span unit = rule->units[i];

		if (unit.len > most && unit.len <= s.len
			&& !strncasecmp(s.at + (behind ? s.len - unit.len : 0),
				unit.at, unit.len))
			most = unit.len;
	}
	return most;
}

/* A unit may stand on either side; on both, as in `kr. 5,-`, where the one
 * behind is no word. Whether there was one. */
static bool
take_units(struct work *w)
{
	size_t before = unit_at(w->rule, w->text, false), behind, i;
	bool word = false;

	span_skip(&w->text, before);
	w->text = text_trim(w->text);
	behind = unit_at(w->rule, w->text, true);
	for (i = w->text.len - behind; i < w->text.len; i++)
		word |= (w->text.at[i] | 0x20) >= 'a' || (w->text.at[i] & 0x80);
	if (before && word)
		return true;
	w->text.len -= behind;
	w->text = text_trim(w->text);
	return before + behind > 0;
}

/* Parentheses, signs and units, which stand in any order: (kr. 5), -5 kr.,
 * kr. -5, 5,00 kr.-. */
static void
take_dress(struct work *w)
{
	size_t n = w->text.len;
	bool unit;

	if (n > 2 && w->text.at[0] == '(' && w->text.at[n - 1] == ')'
		&& w->rule->style != DECIMAL_PLAIN) {
		w->text = text_trim((struct span){ w->text.at + 1, n - 2 });
		w->negative = true;
		w->signs++;
	}
	take_sign(w);
	unit = take_units(w);
	if (!w->signs)
		take_sign(w);
	if (w->rule->style == DECIMAL_PLAIN)
		return;
	n = dash_behind(w->text);
	w->negative |= n > 0;
	w->signs += n > 0;
	w->text.len -= n;
	w->text = text_trim(w->text);
	if (!unit && n)
		take_units(w);
}

/* The mark before the decimals; with either, the one that is there. */
static char
mark_of(const struct number_rule *rule)
{
	return rule->style == DECIMAL_DANISH ? ',' : '.';
}

/* Applies 1,5E+03. False when the text has no exponent, or one too large. */
static bool
take_exponent(struct work *w)
{
	struct span s = w->text;
	size_t e = 0, i;
	int exponent = 0;
	bool minus;
	struct span digits;
	const char *mark;
	size_t whole;
	long at, n;

	while (e < s.len && s.at[e] != 'e' && s.at[e] != 'E')
		e++;
	i = e + 1;
	minus = i < s.len && s.at[i] == '-';
	i += i < s.len && (s.at[i] == '-' || s.at[i] == '+');
	if (!e || i >= s.len)
		return false;
	for (; i < s.len; i++) {
		if (!span_digit(s.at[i]) || exponent > EXPONENT_MOST)
			return false;
		exponent = exponent * 10 + (s.at[i] - '0');
	}
	if (exponent > EXPONENT_MOST)
		return false;
	/* Writes digits with their mark moved by an exponent. False when the
	 * text is not digits, a mark and digits. */
	digits = (struct span){ s.at, e };
	mark = memchr(digits.at, mark_of(w->rule), digits.len);
	whole = mark ? (size_t)(mark - digits.at) : digits.len;
	at = (long)whole + (minus ? -exponent : exponent);
	n = 0;
	buf_clear(&w->next);
	for (i = 0; i < digits.len; i++)
		if (i != whole && !span_digit(digits.at[i]))
			return false;
	if (at <= 0)
		buf_format(&w->next, "0%c", mark_of(w->rule));
	for (; at < 0; at++)
		buf_byte(&w->next, '0');
	for (i = 0; i < digits.len; i++) {
		if (i == whole)
			continue;
		if (n++ == at && at > 0)
			buf_byte(&w->next, mark_of(w->rule));
		buf_byte(&w->next, digits.at[i]);
	}
	for (; n < at; n++)
		buf_byte(&w->next, '0');
	turn(w);
	return true;
}

/* 1'234'567,5: groups of three behind one of one to three. They are taken out
 * where no other group mark stands. */
static void
take_apostrophes(struct work *w)
{
	size_t i = 0, digits = 0, groups = 0;
	struct span s = w->text;
	bool grouped = true;

	buf_clear(&w->next);
	while (i < s.len) {
		size_t n = s.at[i] == '\'' ? 1
			: s.len - i >= 3 && !memcmp(s.at + i, "\xe2\x80\x99", 3)
			? 3
			: 0;

		if (n) {
			grouped &= groups
				? digits == 3
				: digits > 0 && digits <= 3 && s.at[0] != '0';
			groups++;
			digits = 0;
			i += n;
			continue;
		}
		if (!span_digit(s.at[i]))
			break;
		digits++;
		buf_byte(&w->next, s.at[i++]);
	}
	if (!groups || !grouped || digits != 3)
		return;
	buf_add(&w->next, (struct span){ s.at + i, s.len - i });
	turn(w);
}

/* Cuts decimals that are not kept: zeros behind the sixth always, others by
 * the rule. False when a decimal would be lost that nobody gave away. */
static bool
cut_decimals(struct work *w)
{
	struct span s = w->text;
	const char *mark = s.len ? memrchr(s.at, mark_of(w->rule), s.len)
				 : NULL;
	size_t whole = mark ? (size_t)(mark - s.at) : s.len;
	size_t kept = w->rule->rounds ? (size_t)w->rule->round : DECIMALS, i;
	size_t end = whole + 1 + kept;

	w->kept = (int)kept;
	for (i = whole + 1; i < s.len && span_digit(s.at[i]); i++)
		;
	if (!mark || i - whole - 1 <= kept)
		return true;
	if (!w->rule->rounds) {
		for (i = end; i < s.len && s.at[i] == '0'; i++)
			;
		if (i < s.len && span_digit(s.at[i]))
			return false;
	}
	w->round_up = s.at[end] >= '5';
	for (i = end; i < s.len && span_digit(s.at[i]); i++)
		;
	while (end > whole + 1 && s.at[end - 1] == '0')
		end--; /* zeros that are no digits of the number */
	buf_clear(&w->next);
	buf_add(&w->next, (struct span){ s.at, end > whole + 1 ? end : whole });
	buf_add(&w->next, (struct span){ s.at + i, s.len - i });
	turn(w);
	return true;
}

/* A length of time in the unit asked for, exact to a millionth of it. */
static enum decimal_result
read_time(struct work *w, struct decimal *out, const char **why)
{
	static const long lengths[] = { [NUMBER_HOURS] = 3600,
		[NUMBER_MINUTES] = 60,
		[NUMBER_SECONDS] = 1,
		[NUMBER_DAYS] = 86400 };
	__int128 seconds, of, unit;

	/* Nothing is nothing in every unit: payrolls write 0 beside 7:15. */
	if (w->text.len == 1 && w->text.at[0] == '0' && w->signs <= 1) {
		*out = (struct decimal){ 0 };
		return DECIMAL_OK;
	}
	if (!w->text.len || w->signs > 1
		|| !number_take_time(w->rule, w->text, &seconds)) {
		*why = ": it is no time such as 7:15 or 23m 17s";
		return DECIMAL_NOT;
	}
	/* n/of, rounded half away from zero to that many decimals, in
	 * millionths. */
	of = lengths[w->rule->time];
	unit = 1;
	for (int i = w->rule->rounds ? w->rule->round : DECIMALS; i < DECIMALS;
		i++)
		unit *= 10;
	of *= unit;
	out->millionths = (2 * seconds + of) / (2 * of) * unit;
	if (w->negative)
		out->millionths = -out->millionths;
	return DECIMAL_OK;
}

/* --- what is the matter --- */

/* Why it is no number, so that the message says what to do: a marker, letters,
 * or two readings. */
static const char *
reason(const struct number_rule *rule, struct span s,
	enum decimal_result result)
{
	size_t i, digits = 0, letters = 0, marks = 0;
	__int128 ignored;

	if (result == DECIMAL_RANGE)
		return ": it has more than 18 digits";
	for (i = 0; i < s.len; i++) {
		digits += span_digit(s.at[i]);
		letters += (s.at[i] & 0x80) || (s.at[i] | 0x20) >= 'a';
		marks += s.at[i] == ',' || s.at[i] == '.';
	}
	if (!digits)
		return marks == s.len || s.len <= 3
			? ": a marker of what is missing is said by \"markers\""
			: ": it has no digits";
	if (s.at[0] == '<' || s.at[0] == '>')
		return ": a marker of what is hidden is said by \"markers\"";
	if (number_take_time(rule, s, &ignored))
		return ": it looks like a time, which \"time\" reads";
	if (letters == 1 && memchr(s.at, 'E', s.len))
		return rule->exponent
			? ": its exponent is not small enough"
			: ": an exponent is read with \"exponent\": true";
	if (letters)
		return ": words beside it are read when \"units\" has them";
	if (s.at[s.len - 1] == '%')
		return ": a percent sign is read in danish and english numbers";
	if (strchr("*)]#!?", s.at[s.len - 1]))
		return ": a mark beside it is taken off by \"strip\"";
	if (marks > 1 || (marks && s.len > 1))
		return ": its marks are not those of the source's numbers";
	return "";
}

/* What decimal makes of the text that is left, rounded. */
static enum decimal_result
read_digits(struct work *w, struct decimal *out, const char **why)
{
	enum decimal_result result;
	__int128 unit = 1;

	if (w->rule->exponent
		&& (memchr(w->text.at, 'e', w->text.len)
			|| memchr(w->text.at, 'E', w->text.len))
		&& !take_exponent(w))
		return DECIMAL_NOT;
	take_apostrophes(w);
	if (!cut_decimals(w)) {
		*why = ": it has more than six decimals, which \"round\" rounds";
		return DECIMAL_RANGE;
	}
	if (w->signs > 1 || !w->text.len || (w->signs && w->text.at[0] == '(')
		|| dash_at(w->text) || dash_behind(w->text))
		return DECIMAL_NOT;
	result = decimal_read(w->text, w->rule->style, out);
	if (result != DECIMAL_OK)
		return result;
	for (; w->kept < DECIMALS; w->kept++)
		unit *= 10;
	if (w->round_up)
		out->millionths += w->text.at[0] == '(' ? -unit : unit;
	if (w->negative)
		out->millionths = -out->millionths;
	return DECIMAL_OK;
}

/* Two group marks cannot both be decimal ones, and of a group mark and a decimal
 * one it is plain which is which. */
enum number_marks
number_marks(const struct number_rule *rule, struct span text)
{
	char group = rule->style == DECIMAL_ENGLISH ? ',' : '.';
	size_t i, groups = 0, decimals = 0;

	if (rule->style == DECIMAL_PLAIN)
		return NUMBER_MARKS_NONE;
	/* Of those between digits: the point of `kr. 5` is none. */
	for (i = 0; i + 1 < text.len; i++) {
		if (!span_digit(text.at[i + 1]))
			continue;
		groups += text.at[i] == group;
		decimals += text.at[i] == mark_of(rule);
	}
	if (groups + decimals == 0)
		return NUMBER_MARKS_NONE;
	if (groups > 1 || (groups && decimals))
		return NUMBER_MARKS_BOTH;
	return groups ? NUMBER_MARKS_GROUP : NUMBER_MARKS_DECIMAL;
}

/* A cell that decimal reads as it stands takes the short way. One that cannot be
 * read is tried once more without what nobody sees in it, before it is said why
 * not. */
enum decimal_result
number_read(const struct number_rule *rule, struct span text,
	struct decimal *out, const char **why)
{
	struct work w = { .rule = rule, .text = text_trim(text) };
	enum decimal_result result;
	struct decimal read;

	*why = "";
	if (rule->doubt && number_marks(rule, text) == NUMBER_MARKS_GROUP) {
		*why = ": it may have thousands or decimals, which \"numbers\" "
		       "says";
		return DECIMAL_DOUBT;
	}
	if (!rule->strip && !rule->rounds && !rule->time
		&& decimal_read(text, rule->style, out) == DECIMAL_OK)
		return DECIMAL_OK;
	strip(&w);
	take_dress(&w);
	result = rule->time ? read_time(&w, &read, why)
			    : read_digits(&w, &read, why);
	if (result == DECIMAL_OK)
		*out = read;
	else if (buf_clear(&w.next), text_plain(&w.next, text))
		result = number_read(rule, buf_span(&w.next), out, why);
	else if (!**why)
		*why = reason(rule, text_trim(text), result);
	buf_free(&w.room);
	buf_free(&w.next);
	return result;
}
