/* SPDX-License-Identifier: MIT */
#include "interval.h"

#include "value/period.h"

static int32_t
last_day(int32_t until, int32_t as_of)
{
	return until != DAY_NONE && until < as_of ? until : as_of;
}

/* The last month whose last day is not after the day. */
static int32_t
last_complete(int32_t day)
{
	int32_t month = period_month_of(day);

	return period_month_last(month) == day ? month : month - 1;
}

/* A stock is counted on the last day of a month: of those not before the
 * spell is old enough, and not after it ended or became known. */
static struct months
open_months(const struct plan_part *part, int32_t day, int32_t until,
	int32_t as_of)
{
	int64_t old_enough = (int64_t)day
		+ (part->longer_than >= 0 ? part->longer_than + 1 : 0);
	int32_t last = last_day(until, as_of);

	if (old_enough > last)
		return (struct months){ 0, -1 };
	return (struct months){ period_month_of((int32_t)old_enough),
		last_complete(last) };
}

struct months
interval_months(const struct plan_part *part, int32_t day, int32_t month,
	int32_t until, int32_t as_of)
{
	switch (part->count) {
	case COUNT_NONE:
		return (struct months){ 0, -1 };
	case COUNT_OPEN:
		return open_months(part, day, until, as_of);
	case COUNT_DAYS:
		return (struct months){ month,
			period_month_of(last_day(until, as_of)) };
	default:
		return (struct months){ month, month };
	}
}

int32_t
interval_days(int32_t month, int32_t day, int32_t until, int32_t as_of)
{
	int32_t first = period_month_first(month);
	int32_t last = period_month_last(month);

	until = last_day(until, as_of);
	first = day > first ? day : first;
	last = until < last ? until : last;
	return last - first + 1;
}
