/* SPDX-License-Identifier: MIT
 *
 * goals_without_verdict: goals without a verdict and why, and the reservations that
 * verdicts are given with.
 */
#ifndef BIF_RENDER_REPORT_GOALS_WITHOUT_VERDICT_H
#define BIF_RENDER_REPORT_GOALS_WITHOUT_VERDICT_H

#include "material.h"
#include "bif-render/page/page.h"

void goals_without_verdict_section(struct page *, const struct material *);
void goals_without_verdict_reservations(struct page *, const struct material *);

#endif
