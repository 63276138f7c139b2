/* SPDX-License-Identifier: MIT
 *
 * A format's text is looked through once for the letters that matter, and
 * what the cell shows is kept as bits. The number is then written in one
 * spelling per kind, not in each of the thousands of spellings a format can
 * ask for: whoever reads the text must know its form, and a day in words or a
 * minute without its hour would be a riddle.
 */
#include "value/xlsx_format.h"

#include "value/number.h"
#include "value/period.h"

#define DAY_SECONDS 86400u
#define LEAP_NEVER 60     /* 1900-02-29 */
#define DAYS_MOST 3000000 /* beyond 9999-12-31 */
#define MASK_DIGITS 40

/* --- what a format shows --- */

/* Formats that are known by number alone. 27 to 36 and 50 to 58 are dates of
 * East Asian languages. */
static unsigned
built_in(unsigned n)
{
	if ((n >= 14 && n <= 17) || (n >= 27 && n <= 31) || n == 36
		|| (n >= 50 && n <= 58))
		return XLSX_FORMAT_DATE;
	if ((n >= 18 && n <= 21) || (n >= 32 && n <= 35) || n == 45 || n == 47)
		return XLSX_FORMAT_TIME;
	if (n == 46)
		return XLSX_FORMAT_ELAPSED;
	if (n == 9 || n == 10)
		return XLSX_FORMAT_PERCENT;
	return n == 22 ? XLSX_FORMAT_DATE | XLSX_FORMAT_TIME : 0;
}

/* `[h]`, `[mm]`, `[ss]`: one letter, once or more. `[Magenta]` is a colour. */
static bool
is_elapsed(struct span inside)
{
	for (size_t i = 0; i < inside.len; i++)
		if (!strchr("hms", inside.at[i] | 0x20)
			|| inside.at[i] != inside.at[0])
			return false;
	return inside.len > 0;
}

/* Passes what is shown as it stands, colours and conditions. */
static size_t
pass_literal(struct span code, size_t i, unsigned *shows)
{
	char close = code.at[i] == '[' ? ']' : '"';
	const char *end;
	size_t from = i + 1;

	if (code.at[i] == '\\' || code.at[i] == '_' || code.at[i] == '*')
		return i + 2 < code.len ? i + 2 : code.len;
	if (code.at[i] != '[' && code.at[i] != '"')
		return i;
	end = memchr(code.at + from, close, code.len - from);
	i = end ? (size_t)(end - code.at) + 1 : code.len;
	if (close == ']' && end
		&& is_elapsed((struct span){ code.at + from, i - 1 - from }))
		*shows |= XLSX_FORMAT_ELAPSED;
	return i;
}

/* Nothing but zeros, two at least, and what stands between them: each zero is
 * a digit that is shown even where the number has none. */
static bool
is_mask(struct span code)
{
	unsigned shows = 0;
	size_t zeros = 0;

	for (size_t i = 0; i < code.len && code.at[i] != ';';) {
		size_t next = pass_literal(code, i, &shows);

		if (next == i && code.at[i] == '0')
			zeros++;
		else if (next == i && !strchr("- ()/:", code.at[i]))
			return false;
		else if (code.at[i] == '[' || code.at[i] == '*')
			return false;
		i = next + (next == i);
	}
	return zeros > 1;
}

/* Only the first section counts, that of positive numbers. */
unsigned
xlsx_format_shows(unsigned number, struct span code)
{
	unsigned shows = 0;
	bool month = false, comma = false, words = false, signs = false;

	if (!code.len)
		return built_in(number);
	if (code.len == 7 && !strncasecmp(code.at, "General", 7))
		return 0;
	if (code.at[0] == ';')
		return XLSX_FORMAT_NOTHING;
	if (is_mask(code))
		return XLSX_FORMAT_MASK;
	for (size_t i = 0; i < code.len && code.at[i] != ';';) {
		size_t next = pass_literal(code, i, &shows);
		char c = code.at[i];

		if (next != i) {
			words |= c == '"' && next > i + 1
				&& code.at[next - 1] == '"';
			i = next;
			continue;
		}
		i++;
		signs = true;
		/* A comma behind the last digit divides by a thousand. */
		if (c == '0' || c == '#' || c == '?')
			comma = false;
		else if (c == ',')
			comma = true;
		else if (c == '%')
			shows |= XLSX_FORMAT_PERCENT;
		else if (strchr("yd", c | 0x20))
			shows |= XLSX_FORMAT_DATE;
		else if (strchr("hs", c | 0x20))
			shows |= XLSX_FORMAT_TIME;
		else if ((c | 0x20) == 'm') /* or minute, beside h or s */
			month = true;
	}
	if (words && !signs && !shows)
		return XLSX_FORMAT_NOTHING;
	if (month && !shows)
		shows = XLSX_FORMAT_DATE;
	if (shows & XLSX_FORMAT_ELAPSED)
		return XLSX_FORMAT_ELAPSED;
	if (shows & (XLSX_FORMAT_DATE | XLSX_FORMAT_TIME))
		return shows & (XLSX_FORMAT_DATE | XLSX_FORMAT_TIME);
	return shows | (comma ? XLSX_FORMAT_SCALED : 0);
}

/* The days and the seconds of a number such as 40179.25, without its sign. */
static bool
split(struct span number, long *days, unsigned *seconds, bool *negative)
{
	unsigned __int128 fraction = 0, unit = 1;
	BUF_LOCAL plain = { 0 };
	bool good = number_from_double(&plain, number, DECIMAL_PLAIN, 0);
	size_t i = good && plain.at[0] == '-';

	*negative = i;
	for (*days = 0; good && i < plain.len && plain.at[i] != '.'; i++) {
		*days = *days * 10 + (plain.at[i] - '0');
		good = *days <= DAYS_MOST;
	}
	for (i++; good && i < plain.len && unit < 1000000000000000u; i++) {
		fraction = fraction * 10 + (unsigned)(plain.at[i] - '0');
		unit *= 10;
	}
	*seconds = (unsigned)((fraction * DAY_SECONDS * 2 + unit) / (unit * 2));
	if (*seconds == DAY_SECONDS) {
		*seconds = 0;
		++*days;
	}
	return good;
}

/* The day of a serial number. Excel's calendar has a 29 February 1900, which is
 * shown as Excel shows it. */
static struct period_date
date_of(long days, bool from_1904)
{
	struct period_date origin = { from_1904 ? 1904 : 1899,
		from_1904 ? 1 : 12, from_1904 ? 1 : 31 };

	if (!from_1904 && days == LEAP_NEVER)
		return (struct period_date){ 1900, 2, 29 };
	if (!from_1904 && days > LEAP_NEVER)
		days--;
	return period_date(period_day(origin) + (int32_t)days);
}

/* A date by the pattern of the definition: y, m and d, as many of each as
 * digits are wanted. */
static void
print_date(struct buf *b, struct period_date d, struct span pattern)
{
	for (size_t i = 0, n; i < pattern.len; i += n) {
		char c = pattern.at[i];
		int number = c == 'd' ? d.day : d.month;

		for (n = 1; i + n < pattern.len && pattern.at[i + n] == c;)
			n++;
		if (c == 'y')
			buf_format(b, "%0*d", n > 2 ? 4 : 2,
				n > 2 ? d.year : d.year % 100);
		else if (c == 'd' || c == 'm')
			buf_format(b, "%0*d", n > 1 ? 2 : 1, number);
		else
			buf_add(b, (struct span){ pattern.at + i, n });
	}
}

/* A number as the day, the time or the elapsed hours that its format shows;
 * false when it can be none. */
static bool
print_moment(struct buf *b, struct span number, unsigned shows,
	const struct xlsx_style *style)
{
	struct period_date date;
	unsigned seconds;
	bool negative;
	long days;

	if (!split(number, &days, &seconds, &negative))
		return false;
	if (shows & XLSX_FORMAT_ELAPSED) {
		buf_format(b, "%s%02lu:%02u:%02u", negative ? "-" : "",
			(unsigned long)days * 24 + seconds / 3600,
			seconds / 60 % 60, seconds % 60);
		return true;
	}
	date = date_of(days, style->from_1904);
	if (negative || date.year > 9999
		|| (date.year < 1900 && shows != XLSX_FORMAT_TIME))
		return false;
	if (shows & XLSX_FORMAT_DATE)
		print_date(b, date, style->dates);
	if (shows == (XLSX_FORMAT_DATE | XLSX_FORMAT_TIME))
		buf_byte(b, ' ');
	if (shows & XLSX_FORMAT_TIME)
		buf_format(b, "%02u:%02u:%02u", seconds / 3600,
			seconds / 60 % 60, seconds % 60);
	return true;
}

/* The digits are filled in from the right; those for which the mask has no
 * zero stand at its first. A number that is not whole or below zero has
 * another form. */
static bool
print_mask(struct buf *b, struct span number, struct span code)
{
	BUF_LOCAL plain = { 0 };
	bool good = number_from_double(&plain, number, DECIMAL_PLAIN, 0)
		&& plain.len <= MASK_DIGITS;
	size_t zeros = 0, at = 0;
	unsigned shows = 0;

	for (size_t i = 0; i < plain.len; i++)
		good &= span_digit(plain.at[i]);
	for (size_t i = 0, next; good && i < code.len && code.at[i] != ';';
		i = next) {
		next = pass_literal(code, i, &shows);
		zeros += next == i && code.at[i] == '0';
		next += next == i;
	}
	for (size_t i = 0, next; good && i < code.len && code.at[i] != ';';
		i = next) {
		next = pass_literal(code, i, &shows);
		if (next == i && code.at[i] == '0') {
			for (; plain.len - at > zeros; at++)
				buf_byte(b, plain.at[at]);
			buf_byte(b,
				zeros-- > plain.len - at ? '0'
							 : plain.at[at++]);
		} else if (next == i) {
			buf_byte(b, code.at[i]);
		} else if (code.at[i] == '"' || code.at[i] == '\\') {
			struct span text = { code.at + i + 1, next - i - 1 };

			/* A quote may lack its other half. */
			if (code.at[i] == '"' && text.len)
				text.len -= code.at[next - 1] == '"';
			buf_add(b, text);
		} else { /* `_x`: as wide as an x */
			buf_byte(b, ' ');
		}
		next += next == i;
	}
	return good;
}

/* What cannot be shown as its format wants it is a number after all. */
bool
xlsx_format_print(struct buf *b, struct span number,
	const struct xlsx_format *format, const struct xlsx_style *style)
{
	const unsigned moment = XLSX_FORMAT_DATE | XLSX_FORMAT_TIME
		| XLSX_FORMAT_ELAPSED;

	if (format->shows & moment
		&& print_moment(b, number, format->shows, style))
		return true;
	if (format->shows & XLSX_FORMAT_MASK
		&& print_mask(b, number, format->code))
		return true;
	if (!(format->shows & XLSX_FORMAT_PERCENT))
		return number_from_double(b, number, style->numbers, 0);
	if (!number_from_double(b, number, style->numbers, 2))
		return false;
	if (!style->bare)
		buf_text(b, " %");
	return true;
}

/* 1.25 as a time of day reads 06:00, and a day is lost. */
bool
xlsx_format_hides_days(struct span number, const struct xlsx_format *format)
{
	unsigned seconds;
	bool negative;
	long days;

	return format->shows == XLSX_FORMAT_TIME
		&& split(number, &days, &seconds, &negative) && days;
}
