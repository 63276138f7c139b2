/* SPDX-License-Identifier: MIT */
#include "value/xlsx_date.h"

#include "value/period.h"
#include "value/xlsx_number.h"

#define DAY_SECONDS 86400u
#define LEAP_NEVER 60 /* 1900-02-29 */
#define FRACTION_DIGITS 15
#define DAYS_MOST 3000000 /* beyond 9999-12-31 */

/* Built-in formats that Excel writes without their text. 27 to 36 and 50 to
 * 58 are dates of East Asian languages. */
static unsigned
built_in(unsigned n)
{
	if ((n >= 14 && n <= 17) || (n >= 27 && n <= 31) || n == 36
		|| (n >= 50 && n <= 58))
		return XLSX_DATE_DATE;
	if ((n >= 18 && n <= 21) || (n >= 32 && n <= 35)
		|| (n >= 45 && n <= 47))
		return XLSX_DATE_TIME;
	return n == 22 ? XLSX_DATE_DATE | XLSX_DATE_TIME : 0;
}

/* Passes over what is shown as it stands, or is a colour or a condition; of
 * `[h]`, `[mm]`, `[ss]`, which are times gone, the letters count. */
static size_t
pass_literal(struct span code, size_t i)
{
	char close;
	const char *end;

	switch (code.at[i]) {
	case '\\':
	case '_':
	case '*':
		return i + 2;
	case '"':
		close = '"';
		break;
	case '[':
		if (i + 1 < code.len && strchr("hHmMsS", code.at[i + 1]))
			return i + 1;
		close = ']';
		break;
	default:
		return i;
	}
	end = memchr(code.at + i + 1, close, code.len - i - 1);
	return end ? (size_t)(end - code.at) + 1 : code.len;
}

unsigned
xlsx_date_shows(unsigned number, struct span code)
{
	unsigned shows = 0;
	bool month = false;

	if (!code.len)
		return built_in(number);
	if (code.len == 7 && !strncasecmp(code.at, "General", 7))
		return 0;
	for (size_t i = 0; i < code.len && code.at[i] != ';';) {
		size_t next = pass_literal(code, i);

		if (next != i) {
			i = next;
			continue;
		}
		switch (code.at[i++] | 0x20) {
		case 'y':
		case 'd':
			shows |= XLSX_DATE_DATE;
			break;
		case 'h':
		case 's':
			shows |= XLSX_DATE_TIME;
			break;
		case 'm': /* month, or minute beside h or s */
			month = true;
			break;
		}
	}
	return month && !shows ? XLSX_DATE_DATE : shows;
}

/* The days and the seconds of a plain number such as 40179.25. */
static bool
split(struct span number, long *days, unsigned *seconds)
{
	unsigned __int128 fraction = 0, unit = 1;
	size_t i = 0;

	*days = 0;
	for (; i < number.len && number.at[i] != '.'; i++) {
		if (number.at[i] == '-')
			return false;
		*days = *days * 10 + (number.at[i] - '0');
		if (*days > DAYS_MOST)
			return false;
	}
	for (i++; i < number.len && unit < 1000000000000000u; i++) {
		fraction = fraction * 10 + (unsigned)(number.at[i] - '0');
		unit *= 10;
	}
	*seconds = (unsigned)((fraction * DAY_SECONDS * 2 + unit) / (unit * 2));
	if (*seconds == DAY_SECONDS) {
		*seconds = 0;
		++*days;
	}
	return true;
}

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

static size_t
run_of(struct span s, size_t i)
{
	size_t n = 1;

	while (i + n < s.len && s.at[i + n] == s.at[i])
		n++;
	return n;
}

static void
print_date(struct buf *b, struct period_date d, struct span pattern)
{
	for (size_t i = 0, n; i < pattern.len; i += n) {
		int number = pattern.at[i] == 'd' ? d.day : d.month;

		n = run_of(pattern, i);
		if (pattern.at[i] == 'y')
			buf_format(b, "%0*d", n > 2 ? 4 : 2,
				n > 2 ? d.year : d.year % 100);
		else if (pattern.at[i] == 'd' || pattern.at[i] == 'm')
			buf_format(b, "%0*d", n > 1 ? 2 : 1, number);
		else
			buf_add(b, (struct span){ pattern.at + i, n });
	}
}

bool
xlsx_date_print(struct buf *b, struct span number, unsigned shows,
	bool from_1904, struct span pattern)
{
	struct buf plain = { 0 };
	struct period_date date;
	unsigned seconds;
	long days;
	bool good = xlsx_number_number(&plain, number, DECIMAL_PLAIN)
		&& split(buf_span(&plain), &days, &seconds);

	buf_free(&plain);
	if (!good)
		return false;
	date = date_of(days, from_1904);
	if (date.year > 9999 || (date.year < 1900 && shows != XLSX_DATE_TIME))
		return false;
	if (shows & XLSX_DATE_DATE)
		print_date(b, date, pattern);
	if (shows == (XLSX_DATE_DATE | XLSX_DATE_TIME))
		buf_byte(b, ' ');
	if (shows & XLSX_DATE_TIME)
		buf_format(b, "%02u:%02u:%02u", seconds / 3600,
			seconds / 60 % 60, seconds % 60);
	return true;
}
