/* SPDX-License-Identifier: MIT
 *
 * Every pattern that people write dates in is tried on all values. Two orders of
 * day and month often read all of them: then the spread of the days tells, or
 * nothing does, and both are given back, since a date that is read in the wrong
 * order looks right. The patterns are those of value/period.h.
 */
#include "guess_type.h"

#include "value/period.h"

/* Of a hundred values so many must fit; below the least, it is not said. */
#define SHARE 90
#define SHARE_DIGITS 97 /* where any digits may look like a date */
#define SHARE_LEAST 50
#define FIRST_YEAR 1900
#define LAST_YEAR 2100
#define OPEN_YEAR 9999

/* How dates are written: of two that fit equally well, the first. */
static const struct date_pattern {
	const char *pattern;
	char order;  /* d, m or y first; M: months, Y: years */
	bool digits; /* nothing but digits */
} patterns[] = {
	{ "yyyy-mm-dd", 'y', false },
	{ "yyyy/mm/dd", 'y', false },
	{ "yyyy.mm.dd", 'y', false },
	{ "yyyy-m-d", 'y', false },
	{ "yyyy/m/d", 'y', false },
	{ "dd-mm-yyyy", 'd', false },
	{ "dd.mm.yyyy", 'd', false },
	{ "dd/mm/yyyy", 'd', false },
	{ "dd mm yyyy", 'd', false },
	{ "dd/mm-yyyy", 'd', false },
	{ "mm/dd/yyyy", 'm', false },
	{ "mm-dd-yyyy", 'm', false },
	{ "d-m-yyyy", 'd', false },
	{ "d.m.yyyy", 'd', false },
	{ "d/m/yyyy", 'd', false },
	{ "d/m-yyyy", 'd', false },
	{ "d/m yyyy", 'd', false },
	{ "d. m. yyyy", 'd', false },
	{ "m/d/yyyy", 'm', false },
	{ "m-d-yyyy", 'm', false },
	{ "dd-mm-yy", 'd', false },
	{ "dd.mm.yy", 'd', false },
	{ "dd/mm/yy", 'd', false },
	{ "mm/dd/yy", 'm', false },
	{ "yy-mm-dd", 'y', false },
	{ "d-m-yy", 'd', false },
	{ "d.m.yy", 'd', false },
	{ "d/m/yy", 'd', false },
	{ "d/m-yy", 'd', false },
	{ "m/d/yy", 'm', false },
	{ "dd-mon-yyyy", 'd', false },
	{ "dd mon yyyy", 'd', false },
	{ "dd-mon-yy", 'd', false },
	{ "ddmonyyyy", 'd', false },
	{ "d-mon-yyyy", 'd', false },
	{ "d mon yyyy", 'd', false },
	{ "d-mon-yy", 'd', false },
	{ "d. mon yyyy", 'd', false },
	{ "d. month yyyy", 'd', false },
	{ "d month yyyy", 'd', false },
	{ "mon d, yyyy", 'm', false },
	{ "month d, yyyy", 'm', false },
	{ "yyyy-mon-dd", 'y', false },
	{ "yyyymmdd", 'y', true },
	{ "ddmmyyyy", 'd', true },
	{ "ddmmyy", 'd', true },
	{ "yymmdd", 'y', true },
	{ "yyyy-mm", 'M', false },
	{ "yyyyMmm", 'M', false },
	{ "mm-yyyy", 'M', false },
	{ "mm/yyyy", 'M', false },
	{ "mm.yyyy", 'M', false },
	{ "0mm.yyyy", 'M', false },
	{ "0mm/yyyy", 'M', false },
	{ "m-yyyy", 'M', false },
	{ "m/yyyy", 'M', false },
	{ "mon-yy", 'M', false },
	{ "mon yy", 'M', false },
	{ "mon-yyyy", 'M', false },
	{ "mon yyyy", 'M', false },
	{ "month yyyy", 'M', false },
	{ "month-yyyy", 'M', false },
	{ "yyyy month", 'M', false },
	{ "yyyy-mon", 'M', false },
	{ "yyyymm", 'M', true },
};

/* A year alone is no pattern of period's: normalize knows it by itself. */
const char guess_date_year[] = "yyyy";

/* Reads all values by a pattern, and tells how many it reads and on how many
 * days and months they fall. Dates of the year 9999 mean that there is no end:
 * they are counted by themselves. */
struct date_fit
guess_date_try(const char *pattern, const struct span *values, size_t count)
{
	struct date_fit fit = { .fits = 0 };
	bool day[32] = { false }, month[13] = { false };
	bool year[LAST_YEAR - FIRST_YEAR + 1] = { false };
	size_t misfits = 0;
	const char *why;
	struct period_format *f = period_format(span_of(pattern), &why);

	/* What most values are not, none need be tried for. */
	for (size_t i = 0; i < count && misfits <= count / 2; i++) {
		struct period_date d;
		int32_t number;

		if (!period_parse(f, values[i], &number)) {
			misfits++;
			continue;
		}
		d = period_date(number);
		if (d.year == OPEN_YEAR) {
			fit.open++;
			fit.open_text = values[i];
		} else if (d.year >= FIRST_YEAR && d.year <= LAST_YEAR) {
			fit.fits++;
			fit.days += !day[d.day];
			day[d.day] = true;
			fit.months += !month[d.month];
			month[d.month] = true;
			fit.years += !year[d.year - FIRST_YEAR];
			year[d.year - FIRST_YEAR] = true;
		}
	}
	period_format_free(f);
	return fit;
}

/* Numbers of four digits are common, and most are no years: so the range is
 * narrow, of those that a register of this age may speak of. */
bool
guess_date_is_year(struct span s)
{
	int year = s.len == 4 ? span_number(s.at, 4) : 0;

	return year >= 1900 && year <= 2100;
}

/* For names of columns, which are few: so each of them must be a date. */
const char *
guess_date_all(const struct span *values, size_t count)
{
	size_t years = 0;

	for (size_t i = 0; i < COUNT(patterns); i++)
		if (guess_date_try(patterns[i].pattern, values, count).fits
			== count)
			return patterns[i].pattern;
	for (size_t i = 0; i < count; i++)
		years += guess_date_is_year(values[i]);
	return years == count ? guess_date_year : NULL;
}

/* The shape of a character: a digit is as any digit, a letter as any letter. */
static char
shape(char c)
{
	if (span_digit(c))
		return '9';
	return span_letter(c) || c & 0x80 ? 'a' : c;
}

/* Whether two values are of one shape, as 2007Q1 and 2010Q4 are. */
static bool
is_alike(struct span a, struct span b)
{
	for (size_t i = 0; a.len == b.len && i < a.len; i++)
		if (shape(a.at[i]) != shape(b.at[i]))
			return false;
	return a.len == b.len;
}

/* Whether nearly all that the pattern does not read is of one shape, as 2007Q1
 * beside 2007M01: those are another kind of period, which a rule may leave out.
 * The shape is that of one of the values, found by a vote of the majority. */
static bool
find_other(struct guess_date *g, const struct span *values, size_t count)
{
	const char *why;
	struct period_format *f = period_format(span_of(g->pattern), &why);
	size_t votes = 0, alike = 0, others = 0;
	int32_t day;

	for (size_t i = 0; i < count; i++) {
		if (period_parse(f, values[i], &day))
			continue;
		if (!votes)
			g->other = values[i];
		votes += is_alike(g->other, values[i]) ? 1 : (size_t)-1;
	}
	/* What won the vote need not be the majority: it is counted once more.
	 */
	for (size_t i = 0; i < count; i++)
		if (!period_parse(f, values[i], &day)) {
			others++;
			alike += is_alike(g->other, values[i]);
		}
	period_format_free(f);
	if (alike && alike * 20 >= others * 19)
		return true;
	g->other = (struct span){ NULL, 0 };
	return false;
}

/* The pattern that reads most values wins; of two that read as many the first of
 * the list, unless the days are spread as they would be in the other. One with
 * days and months in another order is its rival. Digits without marks must fit
 * better, since any number may be one. */
bool
guess_date(struct guess_date *g, const struct span *values, size_t count)
{
	const struct date_pattern *best = NULL, *rival = NULL;
	struct date_fit top = { .fits = 0 };

	memset(g, 0, sizeof(*g));
	for (size_t i = 0; i < COUNT(patterns); i++) {
		const struct date_pattern *p = &patterns[i];
		struct date_fit f = guess_date_try(p->pattern, values, count);
		int order = 0;

		/* Of two orders that fit as well, one may have days all over
		 * the month, and the other, that takes years for days, but a
		 * few. */
		if (f.fits * 50 >= top.fits * 49
			&& top.fits * 50 >= f.fits * 49)
			order = f.days > 15 && top.days <= 12   ? 1
				: top.days > 15 && f.days <= 12 ? -1
								: 0;

		if (!guess_enough(f.fits, count,
			    p->digits ? SHARE_DIGITS : SHARE_LEAST)
			/* Digits that happen to be dates are of few days or
			 * months. */
			|| (p->digits && count >= 20
				&& (f.months < 2 || f.days < 2)))
			continue;
		if (!best || order > 0 || (f.fits > top.fits && !order)) {
			best = p;
			rival = NULL;
			top = f;
		} else if (!rival && f.fits == top.fits
			&& p->order != best->order && !order) {
			rival = p;
		}
	}
	if (!best)
		return false;
	g->pattern = best->pattern;
	g->rival = rival ? rival->pattern : NULL;
	g->fits = top.fits + top.open;
	g->open = top.open;
	g->open_text = top.open_text;
	return guess_enough(g->fits, count, SHARE)
		|| find_other(g, values, count);
}
