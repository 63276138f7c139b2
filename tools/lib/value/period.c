/* SPDX-License-Identifier: MIT */
#include "value/period.h"

#include <strings.h>

#include "base/mem.h"
#include "value/text.h"

#define FIRST_YEAR 1000
#define LAST_YEAR 9999
#define FIRST_DAY (-354285)     /* 1000-01-01 */
#define LAST_DAY 2932896        /* 9999-12-31 */

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_in(int year, int month)
{
	static const signed char days[] = { 31, 28, 31, 30, 31, 30, 31, 31,
		30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

bool
period_valid(struct period_date d)
{
	return d.year >= FIRST_YEAR && d.year <= LAST_YEAR && d.month >= 1
		&& d.month <= 12 && d.day >= 1
		&& d.day <= days_in(d.year, d.month);
}

/* Years are taken to begin in March, so that the leap day is the last; 400 of
 * them are an era of 146097 days. After Howard Hinnant, days_from_civil. */
int32_t
period_day(struct period_date d)
{
	int year = d.year - (d.month <= 2);
	int era = (year >= 0 ? year : year - 399) / 400;
	int of_era = year - era * 400;
	int of_year = (153 * ((d.month + 9) % 12) + 2) / 5 + d.day - 1;
	int day = of_era * 365 + of_era / 4 - of_era / 100 + of_year;

	return era * 146097 + day - 719468;
}

struct period_date
period_date(int32_t number)
{
	int64_t days = (int64_t)number + 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int day = (int)(days - era * 146097);
	int of_era = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
	int march = (5 * of_year + 2) / 153;    /* months since March */
	int month = march < 10 ? march + 3 : march - 9;

	return (struct period_date){
		.year = (int)era * 400 + of_era + (month <= 2),
		.month = month,
		.day = of_year - (153 * march + 2) / 5 + 1
	};
}

int32_t
period_month_of(int32_t day)
{
	struct period_date d = period_date(day);

	return d.year * 12 + d.month - 1;
}

static struct period_date
first_of(int32_t month)
{
	return (struct period_date){ month / 12, month % 12 + 1, 1 };
}

int32_t
period_month_first(int32_t month)
{
	return period_day(first_of(month));
}

int32_t
period_month_last(int32_t month)
{
	struct period_date d = first_of(month);

	d.day = days_in(d.year, d.month);
	return period_day(d);
}

int32_t
period_add_months(int32_t day, int n)
{
	struct period_date d = period_date(day);
	int64_t month = (int64_t)d.year * 12 + d.month - 1 + n;
	struct period_date to;
	int last;

	if (month < FIRST_YEAR * 12)
		return FIRST_DAY;
	if (month >= (LAST_YEAR + 1) * 12)
		return LAST_DAY;
	to = first_of((int32_t)month);
	last = days_in(to.year, to.month);
	to.day = d.day < last ? d.day : last;
	return period_day(to);
}

/* n digits as a number, or -1. */
static inline int
digits(const char *at, int n)
{
	int value = 0;

	for (; n > 0; n--, at++) {
		if (*at < '0' || *at > '9')
			return -1;
		value = value * 10 + (*at - '0');
	}
	return value;
}

bool
period_read_day(struct span text, int32_t *day)
{
	struct period_date d;

	if (text.len != DAY_WIDTH || text.at[4] != '-' || text.at[7] != '-')
		return false;
	d.year = digits(text.at, 4);
	d.month = digits(text.at + 5, 2);
	d.day = digits(text.at + 8, 2);
	if (!period_valid(d))
		return false;
	*day = period_day(d);
	return true;
}

bool
period_read_month(struct span text, int32_t *month)
{
	struct period_date d = { .day = 1 };

	if (text.len != MONTH_WIDTH || text.at[4] != '-')
		return false;
	d.year = digits(text.at, 4);
	d.month = digits(text.at + 5, 2);
	if (!period_valid(d))
		return false;
	*month = d.year * 12 + d.month - 1;
	return true;
}

static void
write_two(char *at, int n)
{
	at[0] = (char)('0' + n / 10 % 10);
	at[1] = (char)('0' + n % 10);
}

void
period_write_day(char room[DAY_WIDTH], int32_t day)
{
	struct period_date d = period_date(day);

	write_two(room, d.year / 100);
	write_two(room + 2, d.year % 100);
	room[4] = '-';
	write_two(room + 5, d.month);
	room[7] = '-';
	write_two(room + 8, d.day);
}

void
period_write_month(char room[MONTH_WIDTH], int32_t month)
{
	struct period_date d = first_of(month);

	write_two(room, d.year / 100);
	write_two(room + 2, d.year % 100);
	room[4] = '-';
	write_two(room + 5, d.month);
}

void
period_print_day(struct buf *b, int32_t day)
{
	buf_room(b, DAY_WIDTH);
	period_write_day(b->at + b->len, day);
	b->len += DAY_WIDTH;
}

void
period_print_month(struct buf *b, int32_t month)
{
	buf_room(b, MONTH_WIDTH);
	period_write_month(b->at + b->len, month);
	b->len += MONTH_WIDTH;
}

bool
period_read_length(struct span text, struct period_length *out)
{
	struct span unit;
	size_t n = 0;
	int count;

	while (n < text.len && text.at[n] >= '0' && text.at[n] <= '9')
		n++;
	if (n < 1 || n > 6 || n == text.len || text.at[n] != ' ')
		return false;
	count = digits(text.at, (int)n);
	unit = (struct span){ text.at + n + 1, text.len - n - 1 };
	if (span_is(unit, "days") || span_is(unit, "day"))
		*out = (struct period_length){ count, false };
	else if (span_is(unit, "months") || span_is(unit, "month"))
		*out = (struct period_length){ count, true };
	else
		return false;
	return true;
}

int32_t
period_after(int32_t day, struct period_length length)
{
	if (length.months)
		return period_add_months(day, length.count);
	return day > LAST_DAY - length.count ? LAST_DAY : day + length.count;
}

/* A pattern becomes a few steps, taken in order over the text. */
enum step_kind {
	STEP_BYTE,
	STEP_YEAR4,
	STEP_YEAR2,
	STEP_MONTH2,            /* exactly two digits */
	STEP_MONTH,             /* one or two */
	STEP_DAY2,
	STEP_DAY,
	STEP_SHORT_NAME,
	STEP_FULL_NAME
};

struct step {
	enum step_kind kind;
	char byte;
};

struct period_format {
	size_t n;
	struct step steps[];
};

/* The longer come first, so that what is found is what is meant. */
static const struct word {
	const char *word;
	enum step_kind kind;
} words[] = {
	{ "yyyy", STEP_YEAR4 }, { "yy", STEP_YEAR2 },
	{ "month", STEP_FULL_NAME }, { "mon", STEP_SHORT_NAME },
	{ "mm", STEP_MONTH2 }, { "m", STEP_MONTH },
	{ "dd", STEP_DAY2 }, { "d", STEP_DAY }
};

/* The word at the beginning; STEP_BYTE when none is. */
static size_t
word_at(struct span s, struct step *step)
{
	size_t i, n;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		n = strlen(words[i].word);
		if (s.len >= n && !memcmp(s.at, words[i].word, n)) {
			*step = (struct step){ words[i].kind, 0 };
			return n;
		}
	}
	*step = (struct step){ STEP_BYTE, s.at[0] };
	return 1;
}

/* Says what is wrong with the steps, or NULL. */
static const char *
fault_of(const struct period_format *f)
{
	int years = 0, months = 0, days = 0;
	size_t i;

	for (i = 0; i < f->n; i++) {
		enum step_kind k = f->steps[i].kind;

		if (k == STEP_BYTE && f->steps[i].byte == 'y')
			return "a year is yyyy or yy";
		years += k == STEP_YEAR4 || k == STEP_YEAR2;
		days += k == STEP_DAY2 || k == STEP_DAY;
		months += k == STEP_MONTH2 || k == STEP_MONTH
			|| k == STEP_SHORT_NAME || k == STEP_FULL_NAME;
	}
	if (years != 1)
		return years ? "the year stands twice" : "no year (yyyy or yy)";
	if (months != 1)
		return months ? "the month stands twice"
			: "no month (mm, m, mon or month)";
	return days > 1 ? "the day stands twice" : NULL;
}

/* Whether a digit of the text may stand where this step is. */
static bool
is_digits(struct step step)
{
	if (step.kind == STEP_BYTE)
		return step.byte >= '0' && step.byte <= '9';
	return step.kind != STEP_SHORT_NAME && step.kind != STEP_FULL_NAME;
}

/* Where the day comes first people write, and leave out zeros: 1-6-2010 is
 * as clear as 01-06-2010. With digits beside it (ddmmyy) it would not be. */
static void
spare_zeros(struct period_format *f)
{
	size_t i;

	if (f->steps[0].kind != STEP_DAY2)
		return;
	for (i = 0; i < f->n; i++) {
		struct step *step = &f->steps[i];

		if ((i && is_digits(step[-1]))
		    || (i + 1 < f->n && is_digits(step[1])))
			continue;
		if (step->kind == STEP_DAY2)
			step->kind = STEP_DAY;
		if (step->kind == STEP_MONTH2)
			step->kind = STEP_MONTH;
	}
}

struct period_format *
period_format(struct span pattern, const char **why)
{
	struct period_format *f;
	size_t i = 0;

	f = mem_new(1, sizeof(*f) + pattern.len * sizeof(f->steps[0]));
	while (i < pattern.len)
		i += word_at((struct span){ pattern.at + i, pattern.len - i },
			&f->steps[f->n++]);
	*why = fault_of(f);
	if (*why) {
		mem_free(f);
		return NULL;
	}
	spare_zeros(f);
	return f;
}

struct name {
	const char *name;
	int month;
};

/* A name stands before those that it begins with. */
static const struct name short_names[] = {
	{ "jan", 1 }, { "feb", 2 }, { "mar", 3 }, { "apr", 4 }, { "maj", 5 },
	{ "may", 5 }, { "jun", 6 }, { "jul", 7 }, { "aug", 8 },
	{ "sept", 9 }, { "sep", 9 }, { "okt", 10 }, { "oct", 10 },
	{ "nov", 11 }, { "dec", 12 }, { NULL, 0 }
};

static const struct name full_names[] = {
	{ "january", 1 }, { "januar", 1 }, { "february", 2 }, { "februar", 2 },
	{ "marts", 3 }, { "march", 3 }, { "april", 4 }, { "maj", 5 },
	{ "may", 5 }, { "juni", 6 }, { "june", 6 }, { "juli", 7 },
	{ "july", 7 }, { "august", 8 }, { "september", 9 }, { "oktober", 10 },
	{ "october", 10 }, { "november", 11 }, { "december", 12 }, { NULL, 0 }
};

static size_t
read_name(struct span s, const struct name *name, int *month)
{
	size_t n;

	for (; name->name; name++) {
		n = strlen(name->name);
		if (s.len >= n && !strncasecmp(s.at, name->name, n)) {
			*month = name->month;
			return n;
		}
	}
	return 0;
}

/* Exactly n digits; the bytes taken, or 0. */
static inline size_t
read_exactly(struct span s, size_t n, int *value)
{
	if (s.len < n)
		return 0;
	*value = digits(s.at, (int)n);
	return *value < 0 ? 0 : n;
}

static inline size_t
read_one_or_two(struct span s, int *value)
{
	size_t n = read_exactly(s, 2, value);

	return n ? n : read_exactly(s, 1, value);
}

static size_t
read_year2(struct span s, int *year)
{
	size_t n = read_exactly(s, 2, year);

	*year += *year < 50 ? 2000 : 1900;
	return n;
}

/* The bytes the step takes, 0 when the text is not so. */
static size_t
take_step(struct step step, struct span s, struct period_date *d)
{
	switch (step.kind) {
	case STEP_BYTE:
		return s.len && s.at[0] == step.byte;
	case STEP_YEAR4:
		return read_exactly(s, 4, &d->year);
	case STEP_YEAR2:
		return read_year2(s, &d->year);
	case STEP_MONTH2:
		return read_exactly(s, 2, &d->month);
	case STEP_MONTH:
		return read_one_or_two(s, &d->month);
	case STEP_DAY2:
		return read_exactly(s, 2, &d->day);
	case STEP_DAY:
		return read_one_or_two(s, &d->day);
	case STEP_SHORT_NAME:
		return read_name(s, short_names, &d->month);
	case STEP_FULL_NAME:
		return read_name(s, full_names, &d->month);
	}
	return 0;
}

static bool
parse_as_written(const struct period_format *f, struct span text, int32_t *day)
{
	struct period_date d = { 0, 0, INT32_MAX };
	size_t i, n, at = 0;

	for (i = 0; i < f->n; i++) {
		n = take_step(f->steps[i],
			(struct span){ text.at + at, text.len - at }, &d);
		if (!n)
			return false;
		at += n;
	}
	if (at != text.len)
		return false;
	if (d.day == INT32_MAX && d.month >= 1 && d.month <= 12)
		d.day = days_in(d.year, d.month);
	if (!period_valid(d))
		return false;
	*day = period_day(d);
	return true;
}

static bool
has_name(const struct period_format *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->steps[i].kind == STEP_SHORT_NAME
		    || f->steps[i].kind == STEP_FULL_NAME)
			return true;
	return false;
}

/* A month in words is a name, and may be written as loosely as names are. */
static bool
parse_folded(const struct period_format *f, struct span text, int32_t *day)
{
	struct buf folded = { 0 };
	bool ok;

	text_fold(&folded, text);
	ok = parse_as_written(f, buf_span(&folded), day);
	buf_free(&folded);
	return ok;
}

bool
period_parse(const struct period_format *f, struct span text, int32_t *day)
{
	return parse_as_written(f, text, day)
		|| (has_name(f) && parse_folded(f, text, day));
}

void
period_format_free(struct period_format *f)
{
	mem_free(f);
}
