/* SPDX-License-Identifier: MIT
 *
 * Any pattern and any text as a date: what is read is written by the pattern
 * and read back as the same day; days, months and lengths agree with a
 * calendar counted day by day; and a workbook's days with both. The pattern is
 * what stands before the first line end.
 */
#include "fuzz.h"
#include "value/period.h"
#include "value/xlsx_format.h"
#include "value/format_number.h"

/* --- a calendar, counted --- */

static bool
leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_days(int year, int month)
{
	switch (month) {
	case 2:
		return leap(year) ? 29 : 28;
	case 4:
	case 6:
	case 9:
	case 11:
		return 30;
	default:
		return 31;
	}
}

/* Days from 1970-01-01 to the first of the year. */
static int32_t
year_begins(int year)
{
	static int32_t days[10002];

	if (!days[1]) {
		days[1970] = 0;
		for (int y = 1970; y < 10001; y++)
			days[y + 1] = days[y] + (leap(y) ? 366 : 365);
		for (int y = 1970; y > 1; y--)
			days[y - 1] = days[y] - (leap(y - 1) ? 366 : 365);
	}
	return days[year];
}

static int32_t
counted(struct period_date d)
{
	int32_t day = year_begins(d.year) + d.day - 1;

	for (int month = 1; month < d.month; month++)
		day += month_days(d.year, month);
	return day;
}

static void
calendar_agrees(int32_t day)
{
	struct period_date d = period_date(day);
	int32_t month = period_month_of(day), again;
	struct buf b = { 0 };

	CLAIM(period_valid(d) && counted(d) == day && period_day(d) == day);
	CLAIM(month == d.year * 12 + d.month - 1);
	CLAIM(period_month_first(month) == day - d.day + 1);
	CLAIM(period_month_last(month)
		== day - d.day + month_days(d.year, d.month));
	period_print_day(&b, day);
	CLAIM(period_read_day(buf_span(&b), &again) && again == day);
	b.len -= 3;
	CLAIM(period_read_month(buf_span(&b), &again) && again == month);
	buf_clear(&b);
	for (int lang = 0; lang < LANGS; lang++) {
		format_number_day(&b, (enum lang)lang, day);
		format_number_day_brief(&b, (enum lang)lang, day);
		format_number_month(&b, (enum lang)lang, month);
	}
	buf_free(&b);
}

/* n months on, one at a time: the day stays, or becomes the month's last. */
static void
months_agree(int32_t day, int n)
{
	struct period_date d = period_date(day);
	int month = d.month - 1 + n, year = d.year;

	for (; month < 0; month += 12)
		year--;
	for (; month > 11; month -= 12)
		year++;
	if (year < 1000 || year > 9999)
		return;
	if (d.day > month_days(year, month + 1))
		d.day = month_days(year, month + 1);
	CLAIM(period_add_months(day, n)
		== counted((struct period_date){ year, month + 1, d.day }));
}

static void
length_agrees(int32_t day, struct span text)
{
	struct period_length length;
	int32_t after;

	if (!period_read_length(text, &length))
		return;
	after = period_after(day, length);
	CLAIM(after >= day && period_valid(period_date(after)));
	if (length.months)
		months_agree(day, length.count);
	else
		CLAIM(after == day + length.count
			|| after
				== counted(
					(struct period_date){ 9999, 12, 31 }));
}

/* --- patterns --- */

/* A word of a pattern and what it is for a day; how far it reaches in a text
 * may be open: of one or two digits, of a name. */
static size_t
write_word(struct buf *b, struct span pattern, struct period_date d, char *open)
{
	static const char *const words[] = { "yyyy", "yy", "month", "mon", "mm",
		"m", "dd", "d" };
	static const char *const names[2][12] = {
		{ "januar", "februar", "marts", "april", "maj", "juni", "juli",
			"august", "september", "oktober", "november",
			"december" },
		{ "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
			"oct", "nov", "dec" }
	};
	static const char opens[] = "  aa 1 1";
	int year = d.year;
	size_t w = 0;

	while (w < 8
		&& (pattern.len < strlen(words[w])
			|| memcmp(pattern.at, words[w], strlen(words[w]))))
		w++;
	*open = w < 8 ? opens[w] : ' ';
	if (w == 8)
		buf_byte(b, pattern.at[0]);
	else if (w < 2)
		buf_format(b, w ? "%02d" : "%04d", w ? year % 100 : year);
	else if (w < 4)
		buf_text(b, names[w - 2][d.month - 1]);
	else
		buf_format(b, w % 2 ? "%d" : "%02d", w < 6 ? d.month : d.day);
	return w < 8 ? strlen(words[w]) : 1;
}

/* The day as the pattern has it; false when what is written may be read in
 * other ways: digits beside digits, letters behind a name, years of two digits
 * that are not ours. */
static bool
write_by(struct buf *b, struct span pattern, struct period_date d)
{
	bool short_year = !memmem(pattern.at, pattern.len, "yyyy", 4);
	bool clear = !short_year || (d.year >= 1950 && d.year < 2050);
	char open = ' ', next;

	while (pattern.len) {
		size_t was = b->len, n = write_word(b, pattern, d, &next);
		unsigned char c = (unsigned char)b->at[was];

		clear &= !(open == '1' && c >= '0' && c <= '9')
			&& !(open == 'a' && (c | 32) >= 'a' && (c | 32) <= 'z');
		open = next;
		pattern.at += n;
		pattern.len -= n;
	}
	return clear;
}

static bool
has(struct span text, const char *word)
{
	return text.len && memmem(text.at, text.len, word, strlen(word));
}

/* Words that write_word() does not write: weeks, quarters, times, quotes. */
static bool
has_other_words(struct span pattern)
{
	static const char *const words[] = { "q", "ww", "half", "time", "day",
		"excel", "'", "*", "yy+1" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (has(pattern, words[i]))
			return true;
	return false;
}

static void
pattern_agrees(struct span pattern, const struct period_format *f, int32_t day)
{
	struct period_date d = period_date(day);
	struct buf b = { 0 };
	int32_t again;

	if (has_other_words(pattern))
		return;
	if (!has(pattern, "d"))
		d.day = month_days(d.year, d.month);
	if (write_by(&b, pattern, d)) {
		CLAIM(period_parse(f, buf_span(&b), &again));
		CLAIM(again == counted(d));
	}
	buf_free(&b);
}

static void
serial_agrees(struct span text, int32_t day)
{
	const struct xlsx_style style = { DECIMAL_PLAIN, SPAN("yyyy-mm-dd"),
		false, false };
	struct xlsx_format format = { xlsx_format_shows(0, text), text };
	struct buf number = { 0 }, printed = { 0 };
	int32_t again;

	/* Any bytes, and any format: no crash, nothing appended in vain. */
	if (!xlsx_format_print(&printed, text, &format, &style))
		CLAIM(!printed.len);
	xlsx_format_print(&printed, SPAN("1234567"), &format, &style);
	buf_clear(&printed);
	format.shows = XLSX_FORMAT_DATE;
	/* 1900-03-01 is day 61 of a workbook, 25509 days before 1970. */
	if (day >= -25508) {
		buf_format(&number, "%d", (int)day + 25569);
		CLAIM(xlsx_format_print(&printed, buf_span(&number), &format,
			&style));
		CLAIM(period_read_day(buf_span(&printed), &again));
		CLAIM(again == day);
	}
	buf_free(&number);
	buf_free(&printed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size }, pattern;
	const char *end, *why;
	struct period_format *f;
	uint32_t seed = fuzz_byte(&text);
	int32_t day;

	if (!text.len || !(end = memchr(text.at, '\n', text.len)))
		return 0;
	pattern = (struct span){ text.at, (size_t)(end - text.at) };
	text = (struct span){ end + 1, text.len - pattern.len - 1 };
	f = period_format(pattern, &why);
	CLAIM(!f == !!why);
	seed = seed << 8 | fuzz_byte(&text);
	day = year_begins(1000) + (int32_t)fuzz_draw(&seed, 3287181);
	calendar_agrees(day);
	months_agree(day, (int)fuzz_draw(&seed, 30000) - 15000);
	length_agrees(day, text);
	serial_agrees(text, day);
	if (f) {
		pattern_agrees(pattern, f, day);
		if (period_parse(f, text, &day)) {
			calendar_agrees(day);
			pattern_agrees(pattern, f, day);
		}
	}
	period_format_free(f);
	return 0;
}
