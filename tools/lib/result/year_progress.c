/* SPDX-License-Identifier: MIT
 *
 * Months are counted, not days, unless the book's calendar is the day: a month
 * that is not over has figures that still grow.
 */
#include "result/year_progress.h"

#include "value/period.h"

/* A year that does not begin with a month (a tax year from 6 April) has the
 * twelve months from the one it begins in. */
struct year_progress
year_progress_of(const struct book *book, int32_t as_of)
{
	struct year_progress m = { .day = as_of };
	int32_t begins, month = period_month_of(as_of);
	int32_t month_first = period_month_first(month);

	m.year = book_year_of(book, as_of, &begins, &m.year_end);
	m.first = period_month_of(begins);
	m.last = period_month_last(month) == as_of ? month : month - 1;
	m.running = m.last;
	m.running_gone = ratio_int(0);
	m.parts_gone = m.last - m.first + 1;
	m.parts = YEAR_PROGRESS_MONTHS;
	if (book->by_day) {
		m.parts_gone = as_of - begins + 1;
		m.parts = m.year_end - begins + 1;
	}
	m.gone = ratio_of(m.parts_gone, m.parts);
	if (!book->by_day)
		return m;
	if (month > m.last && month < m.first + YEAR_PROGRESS_MONTHS) {
		m.running = month;
		m.running_gone = ratio_of(as_of - month_first + 1,
			period_month_last(month) - month_first + 1);
	}
	return m;
}

/* Whole contract years back: months keep their place in the year, and so their
 * share of it. */
struct year_progress
year_progress_earlier(const struct year_progress *now, int years)
{
	struct year_progress m = *now;
	int months = years * YEAR_PROGRESS_MONTHS;

	m.year -= years;
	m.day = period_add_months(now->day, -months);
	m.year_end = period_add_months(now->year_end, -months);
	m.first -= months;
	m.last -= months;
	m.running -= months;
	return m;
}

/* At the end all of the year has gone, and its last month counts as a complete
 * one. */
struct year_progress
year_progress_end(const struct year_progress *now)
{
	struct year_progress m = *now;

	m.day = m.year_end;
	m.last = m.running = m.first + YEAR_PROGRESS_MONTHS - 1;
	m.running_gone = ratio_int(0);
	m.gone = ratio_int(1);
	m.parts_gone = m.parts;
	return m;
}
