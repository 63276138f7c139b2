/* SPDX-License-Identifier: MIT
 *
 * course: a goal through the contract year: what its value was at the end of
 * each month, and what was and will be expected. The value at the end of a
 * month is what a verdict of that day would have, from the figures known now.
 */
#ifndef BIF_RENDER_REPORT_COURSE_H
#define BIF_RENDER_REPORT_COURSE_H

#include <stdbool.h>

#include "bif-render/page/chart.h"
#include "material.h"

struct course {
	struct chart_month month[CHART_MONTHS];
	bool hidden[CHART_MONTHS]; /* a result too small to be shown */
	bool any;                  /* a month has a result */
};

/* False without observations, or when the unit has no such goal. */
bool course_of(const struct material *m, int unit, int goal,
	struct course *course);

#endif
