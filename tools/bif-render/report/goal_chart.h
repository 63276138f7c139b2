/* SPDX-License-Identifier: MIT
 *
 * goal_chart: the charts of a goal and the tables beside them.
 */
#ifndef BIF_RENDER_REPORT_GOAL_CHART_H
#define BIF_RENDER_REPORT_GOAL_CHART_H

#include "material.h"
#include "bif-render/page/page.h"

/* A bullet and, where there are observations, the monthly curve: a figure
 * each. Nothing for a goal without a target or a result. */
void goal_chart_add(struct page *, const struct material *, int unit, int goal);

/* Small curves of a goal at all units but parents, side by side, and the
 * table of their results. */
void goal_chart_units(struct page *, const struct material *, int goal);

#endif
