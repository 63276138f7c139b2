/* SPDX-License-Identifier: MIT
 *
 * Patterns of dates. A pattern becomes a few steps, taken in order over the
 * text; nothing is tried twice, so that a text has one reading or none. Times
 * of day and zones are period.c's.
 */
#include "base/mem.h"
#include "value/period.h"
#include "value/text.h"

#define EXCEL_BEGINS (-25567)      /* 1900-01-01 is day 1 */
#define EXCEL_1904_BEGINS (-24107) /* 1904-01-01 is day 0 */
#define EXCEL_LEAP 60              /* 1900-02-29, which never was */

/* What a step of a pattern takes off the text. */
enum step_kind {
	STEP_BYTE,
	STEP_YEAR4,
	STEP_YEAR2,
	STEP_YEAR_AFTER, /* two digits of the year after */
	STEP_MONTH2,     /* exactly two digits */
	STEP_MONTH,      /* one or two */
	STEP_DAY2,
	STEP_DAY,
	STEP_SHORT_NAME,
	STEP_FULL_NAME,
	STEP_WEEKDAY,
	STEP_WEEK,
	STEP_QUARTER,
	STEP_HALF,
	STEP_TIME,
	STEP_REST,
	STEP_EXCEL,
	STEP_EXCEL_1904
};

struct step {
	enum step_kind kind;
	char byte; /* of STEP_BYTE */
};

struct period_format {
	bool has_name; /* texts are read as names are, too */
	bool has_day;  /* a time of day may stand behind */
	bool weekly;   /* its year is that of the week */
	size_t n;
	struct step steps[];
};

/* The longer come first, so that what is found is what is meant. */
static const struct word {
	const char *word;
	enum step_kind kind;
} words[] = { { "yyyy", STEP_YEAR4 }, { "yy+1", STEP_YEAR_AFTER },
	{ "yy", STEP_YEAR2 }, { "month", STEP_FULL_NAME },
	{ "mon", STEP_SHORT_NAME }, { "mm", STEP_MONTH2 }, { "m", STEP_MONTH },
	{ "day", STEP_WEEKDAY }, { "dd", STEP_DAY2 }, { "d", STEP_DAY },
	{ "ww", STEP_WEEK }, { "q", STEP_QUARTER }, { "half", STEP_HALF },
	{ "time", STEP_TIME }, { "excel1904", STEP_EXCEL_1904 },
	{ "excel", STEP_EXCEL } };

/* Adds the word, the quoted bytes or the byte at the beginning as steps. */
static size_t
add_steps(struct period_format *f, struct span s)
{
	const char *quote = s.at[0] == '\'' && s.len > 1
		? memchr(s.at + 1, '\'', s.len - 1)
		: NULL;
	size_t i, n;

	if (quote) {
		n = (size_t)(quote - s.at) + 1;
		for (i = 1; i + 1 < n; i++)
			f->steps[f->n++] = (struct step){ STEP_BYTE, s.at[i] };
		return n;
	}
	if (s.len == 1 && s.at[0] == '*') {
		f->steps[f->n++] = (struct step){ STEP_REST, 0 };
		return 1;
	}
	for (i = 0; i < COUNT(words); i++) {
		n = strlen(words[i].word);
		if (s.len >= n && !memcmp(s.at, words[i].word, n)) {
			f->steps[f->n++] = (struct step){ words[i].kind, 0 };
			return n;
		}
	}
	f->steps[f->n++] = (struct step){ STEP_BYTE, s.at[0] };
	return 1;
}

/* Says what is wrong with the steps, or NULL. */
static const char *
fault_of(struct period_format *f)
{
	int count[STEP_EXCEL_1904 + 1] = { 0 }, years, months, days;

	for (size_t i = 0; i < f->n; i++) {
		if (f->steps[i].kind == STEP_BYTE && f->steps[i].byte == 'y')
			return "a year is yyyy or yy";
		count[f->steps[i].kind]++;
	}
	if (count[STEP_EXCEL] + count[STEP_EXCEL_1904])
		return f->n > 1 ? "excel stands alone" : NULL;
	years = count[STEP_YEAR4] + count[STEP_YEAR2];
	days = count[STEP_DAY2] + count[STEP_DAY];
	months = count[STEP_MONTH2] + count[STEP_MONTH] + count[STEP_SHORT_NAME]
		+ count[STEP_FULL_NAME] + count[STEP_WEEK] + count[STEP_QUARTER]
		+ count[STEP_HALF];
	f->has_name = count[STEP_SHORT_NAME] || count[STEP_FULL_NAME];
	f->weekly = count[STEP_WEEK] > 0;
	f->has_day = days && !count[STEP_TIME] && !count[STEP_REST];
	if (years != 1)
		return years ? "the year stands twice" : "no year (yyyy or yy)";
	if (months != 1)
		return months ? "the month stands twice"
			      : "no month (mm, m, mon or month)";
	if (days && count[STEP_WEEK] + count[STEP_QUARTER] + count[STEP_HALF])
		return "a week, quarter or half-year has no day";
	return days > 1 ? "the day stands twice" : NULL;
}

/* Whether a digit of the text may stand where this step is. */
static bool
is_digits(struct step step)
{
	switch (step.kind) {
	case STEP_BYTE:
		return step.byte >= '0' && step.byte <= '9';
	case STEP_SHORT_NAME:
	case STEP_FULL_NAME:
	case STEP_WEEKDAY:
		return false;
	default:
		return true;
	}
}

/* A step for each byte is room enough, since no word of a pattern is shorter. */
struct period_format *
period_format(struct span pattern, const char **why)
{
	struct period_format *f;
	size_t i = 0;

	f = mem_new(1, sizeof(*f) + (pattern.len + 1) * sizeof(f->steps[0]));
	while (i < pattern.len)
		i += add_steps(f,
			(struct span){ pattern.at + i, pattern.len - i });
	*why = fault_of(f);
	if (*why) {
		mem_free(f);
		return NULL;
	}
	/* Where the day comes first people write, and leave out zeros:
	 * 1-6-2010 is as clear as 01-06-2010. With digits beside it (ddmmyy) it
	 * would not be. */
	if (f->steps[0].kind == STEP_DAY2) {
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
	return f;
}

void
period_format_free(struct period_format *f)
{
	mem_free(f);
}

/* --- texts --- */

/* What was read of a text. */
struct parts {
	struct period_date date;
	int week, quarter, half, year_after; /* 0: none; year_after -1: none */
	int32_t day;                         /* DAY_NONE, unless excel */
	struct period_time time;
	bool timed;
};

/* Exactly n digits; the bytes taken, or 0. */
static inline size_t
read_exactly(struct span s, size_t n, int *value)
{
	if (s.len < n)
		return 0;
	*value = span_number(s.at, (int)n);
	return *value < 0 ? 0 : n;
}

/* Two digits, or one where only one stands: people leave out zeros. */
static inline size_t
read_one_or_two(struct span s, int *value)
{
	size_t n = read_exactly(s, 2, value);

	return n ? n : read_exactly(s, 1, value);
}

/* The day of `dmm` and `dmmyyyy`, which lost its zero as numbers do: 306 is the
 * third of June. As many digits are the day's as the others leave. */
static size_t
read_day(const struct step *step, struct span s, int *value)
{
	size_t others = 0, n = 0;

	while ((++step)->kind == STEP_MONTH2 || step->kind == STEP_YEAR2
		|| step->kind == STEP_YEAR4)
		others += step->kind == STEP_YEAR4 ? 4 : 2;
	if (!others)
		return read_one_or_two(s, value);
	while (n < s.len && span_digit(s.at[n]))
		n++;
	n = n > others ? n - others : 3;
	return n > 2 ? 0 : read_exactly(s, n, value);
}

/* In a cell of an export (lenient) the name may be the other one than the
 * pattern has, and shortened by a point. */
static size_t
take_month(struct span s, bool full, bool lenient, char next, int *month)
{
	size_t n = period_take_name(s, full, month), other;
	int its;

	other = lenient ? period_take_name(s, !full, &its) : 0;
	if (other > n) {
		n = other;
		*month = its;
	}
	return n + (lenient && n && n < s.len && s.at[n] == '.' && next != '.');
}

/* The name of a day in any language: letters, and a point behind them. */
static size_t
pass_weekday(struct span s)
{
	size_t n = 0;

	while (n < s.len
		&& ((s.at[n] >= 'a' && s.at[n] <= 'z')
			|| (s.at[n] >= 'A' && s.at[n] <= 'Z')
			|| (s.at[n] & 0x80)))
		n++;
	if (n < 2)
		return 0;
	return n + (n < s.len && s.at[n] == '.');
}

/* Days as spreadsheets count them; a fraction is a time of day. Both calendars
 * count 1900 a leap year, or begin after it. */
static size_t
read_excel(struct span s, bool from_1904, struct parts *p)
{
	int64_t micros = 0, unit = 86400000000;
	size_t i = 0, end;
	int n = 0;

	for (; i < s.len && i < 7 && span_digit(s.at[i]); i++)
		n = n * 10 + (s.at[i] - '0');
	end = i;
	if (end < s.len && (s.at[end] == '.' || s.at[end] == ','))
		for (end++; end < s.len && span_digit(s.at[end]); end++)
			micros += (s.at[end] - '0') * (unit /= 10);
	if (!i || end != s.len || (!from_1904 && (n < 1 || n == EXCEL_LEAP)))
		return 0;
	p->day = from_1904 ? EXCEL_1904_BEGINS + n
			   : EXCEL_BEGINS + n - 1 - (n > EXCEL_LEAP);
	/* Programs print the fraction with more digits or less. */
	p->time.micros = (micros + 500000) / 1000000 * 1000000;
	return end;
}

/* The bytes that a step takes, 0 when the text is not so. */
static size_t
take_step(const struct step *step, char next, struct span s, bool lenient,
	struct parts *p)
{
	bool full = step->kind == STEP_FULL_NAME;
	struct period_time passed;
	size_t n;

	switch (step->kind) {
	case STEP_BYTE:
		return s.len && s.at[0] == step->byte;
	case STEP_YEAR4:
		return read_exactly(s, 4, &p->date.year);
	case STEP_YEAR2:
		/* 50 to 99 are of the last century. */
		n = read_exactly(s, 2, &p->date.year);
		p->date.year += p->date.year < 50 ? 2000 : 1900;
		return n;
	case STEP_YEAR_AFTER:
		return read_exactly(s, 2, &p->year_after);
	case STEP_MONTH2:
		return read_exactly(s, 2, &p->date.month);
	case STEP_MONTH:
		return read_one_or_two(s, &p->date.month);
	case STEP_DAY2:
		return read_exactly(s, 2, &p->date.day);
	case STEP_DAY:
		return read_day(step, s, &p->date.day);
	case STEP_SHORT_NAME:
	case STEP_FULL_NAME:
		return take_month(s, full, lenient, next, &p->date.month);
	case STEP_WEEKDAY:
		return pass_weekday(s);
	case STEP_WEEK:
		return read_one_or_two(s, &p->week);
	case STEP_QUARTER:
		return read_exactly(s, 1, &p->quarter);
	case STEP_HALF:
		return read_exactly(s, 1, &p->half);
	case STEP_TIME:
		n = period_take_time(s, &p->time);
		p->timed = n > 0;
		return n;
	case STEP_REST:
		/* A time of day tells rows apart, though it changes no day. */
		if (lenient && period_is_time(s, &passed))
			p->time.micros = passed.micros;
		return s.len;
	case STEP_EXCEL:
	case STEP_EXCEL_1904:
		return read_excel(s, step->kind == STEP_EXCEL_1904, p);
	}
	return 0;
}

/* The day that was read: of a month, quarter or half-year its last, of an ISO
 * week its Sunday. False when there is no such day. */
static bool
day_of(const struct period_format *f, struct parts *p, int32_t *day)
{
	struct period_date *d = &p->date;
	int32_t fourth, monday;

	if (p->day != DAY_NONE) {
		*day = p->day;
		return period_valid(period_date(*day));
	}
	if (p->year_after >= 0 && (d->year + 1) % 100 != p->year_after)
		return false;
	d->year += p->year_after >= 0;
	if (d->year < 1000)
		return false;
	if (f->weekly) {
		/* The first week holds 4 January; day 0 was a Thursday. Its
		 * Sunday ends a week, which is in the year of its Thursday. */
		fourth = period_day((struct period_date){ d->year, 1, 4 });
		monday = fourth - (fourth + 3 + 7000000) % 7;
		*day = monday + 7 * p->week - 1;
		return p->week >= 1 && period_date(*day - 3).year == d->year;
	}
	if (p->quarter >= 1 && p->quarter <= 4)
		d->month = p->quarter * 3;
	if (p->half >= 1 && p->half <= 2)
		d->month = p->half * 6;
	if (d->day == INT32_MAX && d->month >= 1 && d->month <= 12)
		d->day = period_days_in(d->year, d->month);
	if (!period_valid(*d))
		return false;
	*day = period_day(*d);
	return true;
}

/* Takes all steps; the bytes that were taken, SIZE_MAX when it is no date. */
static size_t
take_steps(const struct period_format *f, struct span text, bool lenient,
	struct parts *p, int32_t *day)
{
	size_t i, n, at = 0;

	*p = (struct parts){ .date = { 0, 0, INT32_MAX },
		.year_after = -1,
		.day = DAY_NONE };
	for (i = 0; i < f->n; i++) {
		char next = i + 1 < f->n && f->steps[i + 1].kind == STEP_BYTE
			? f->steps[i + 1].byte
			: '\0';

		/* 30-06-2010 is no dd-mm-yy with 10 to pass over. */
		if (f->steps[i].kind == STEP_REST && at < text.len
			&& span_digit(text.at[at]) && i
			&& is_digits(f->steps[i - 1])
			&& (at != 8 || span_number(text.at, 8) < 0))
			return SIZE_MAX;
		n = take_step(&f->steps[i], next,
			(struct span){ text.at + at, text.len - at }, lenient,
			p);
		if (!n && f->steps[i].kind != STEP_REST)
			return SIZE_MAX;
		at += n;
	}
	return day_of(f, p, day) ? at : SIZE_MAX;
}

/* A month in words is a name, and may be written as loosely as names are. */
bool
period_parse(const struct period_format *f, struct span text, int32_t *day)
{
	BUF_LOCAL folded = { 0 };
	struct parts p;
	int32_t read;
	bool ok = take_steps(f, text, false, &p, &read) == text.len;

	if (!ok && f->has_name) {
		text_fold(&folded, text);
		ok = take_steps(f, buf_span(&folded), false, &p, &read)
			== folded.len;
	}
	if (ok)
		*day = read;
	return ok;
}

/* One reading of a cell, of which the last part may be a time. */
static enum period_result
read_cell(const struct period_format *f, struct span text,
	const struct period_zone *zone, bool utc, int32_t *day,
	struct period_time *time)
{
	enum period_result result = PERIOD_OK;
	struct parts p;
	size_t n = take_steps(f, text, true, &p, day);

	if (n == SIZE_MAX)
		return PERIOD_NOT;
	if (n < text.len) {
		/* Digits behind digits are a time only where all of the date
		 * are digits, too: 20100630142201. */
		struct span rest = { text.at + n, text.len - n };
		size_t digits = span_digits(rest);

		if (!f->has_day
			|| (digits
				&& (n != 8 || span_number(text.at, 8) < 0
					|| (digits != 4 && digits != 6)))
			|| !period_is_time(rest, &p.time))
			return PERIOD_NOT;
		p.timed = true;
	}
	if (p.timed && utc && !p.time.zoned)
		p.time.zoned = true;
	if (p.timed)
		result = period_turn(day, &p.time, zone);
	*time = p.time;
	return result;
}

/* As the text stands, then as names are compared, then without what nobody sees:
 * each only where the one before found no date. */
enum period_result
period_read(const struct period_format *f, struct span text,
	const struct period_zone *zone, bool utc, int32_t *day,
	struct period_time *time)
{
	BUF_LOCAL folded = { 0 };
	enum period_result result;
	int32_t read;

	result = read_cell(f, text, zone, utc, &read, time);
	if (result == PERIOD_NOT && f->has_name) {
		text_fold(&folded, text);
		result = read_cell(f, buf_span(&folded), zone, utc, &read,
			time);
		buf_clear(&folded);
	}
	if (result == PERIOD_NOT && text_plain(&folded, text))
		result = read_cell(f, buf_span(&folded), zone, utc, &read,
			time);
	if (result == PERIOD_OK)
		*day = read;
	return result;
}
