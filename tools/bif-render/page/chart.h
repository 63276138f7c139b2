/* SPDX-License-Identifier: MIT
 *
 * chart: a drawing before it is drawn: exact values and the words that say
 * what is seen. svg.h draws it.
 *
 * A bullet shows one result on a line with what it started from, what is
 * expected now, the target, and how far from expected is still nearly met. A
 * curve shows the contract year month by month, against the path. A small
 * curve is one of several that are looked at side by side.
 */
#ifndef BIF_RENDER_PAGE_CHART_H
#define BIF_RENDER_PAGE_CHART_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "stream/verdict.h"
#include "value/ratio.h"
#include "bif-render/wording/words.h"

#define CHART_MONTHS 12

enum chart_kind { CHART_BULLET, CHART_CURVE, CHART_SMALL, CHART_MAP };

struct chart_value {
	bool is;
	struct ratio at;
};

struct chart_month {
	int32_t month;
	struct chart_value result;
	struct chart_value low, high; /* the path; equal unless `within` */
};

struct chart {
	enum chart_kind kind;
	enum lang lang;
	struct span title;  /* what it is */
	struct span desc;   /* what a reader sees, in sentences */
	struct span label;  /* SMALL: whose it is */
	struct span figure; /* SMALL: the result, as people write it */
	struct span key;    /* BULLET: each sign with its figure */
	/* BULLET, CURVE: figures that stand beside what they tell */
	struct span result_figure, target_figure;
	enum verdict_status status;
	struct chart_value result, expected, target, upper, baseline;
	struct chart_value edge;      /* where nearly met ends */
	struct chart_value projected; /* CURVE: at the year's end */
	struct chart_value low, high; /* SMALL: the scale that all share */
	size_t nmonths;
	struct chart_month months[CHART_MONTHS];
};

#endif
