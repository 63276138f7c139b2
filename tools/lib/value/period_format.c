/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "base/mem.h"
#include "value/digits.h"
#include "value/period.h"
#include "value/text.h"

/* A pattern becomes a few steps, taken in order over the text. */
enum step_kind {
	STEP_BYTE,
	STEP_YEAR4,
	STEP_YEAR2,
	STEP_MONTH2, /* exactly two digits */
	STEP_MONTH,  /* one or two */
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
} words[] = { { "yyyy", STEP_YEAR4 }, { "yy", STEP_YEAR2 },
	{ "month", STEP_FULL_NAME }, { "mon", STEP_SHORT_NAME },
	{ "mm", STEP_MONTH2 }, { "m", STEP_MONTH }, { "dd", STEP_DAY2 },
	{ "d", STEP_DAY } };

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
static const struct name short_names[] = { { "jan", 1 }, { "feb", 2 },
	{ "mar", 3 }, { "apr", 4 }, { "maj", 5 }, { "may", 5 }, { "jun", 6 },
	{ "jul", 7 }, { "aug", 8 }, { "sept", 9 }, { "sep", 9 }, { "okt", 10 },
	{ "oct", 10 }, { "nov", 11 }, { "dec", 12 }, { NULL, 0 } };

static const struct name full_names[] = { { "january", 1 }, { "januar", 1 },
	{ "february", 2 }, { "februar", 2 }, { "marts", 3 }, { "march", 3 },
	{ "april", 4 }, { "maj", 5 }, { "may", 5 }, { "juni", 6 },
	{ "june", 6 }, { "juli", 7 }, { "july", 7 }, { "august", 8 },
	{ "september", 9 }, { "oktober", 10 }, { "october", 10 },
	{ "november", 11 }, { "december", 12 }, { NULL, 0 } };

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
	*value = digits_read(s.at, (int)n);
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
		d.day = period_days_in(d.year, d.month);
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

/* A month in words is a name, and may be written as tolerant_unsound as names are. */
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
