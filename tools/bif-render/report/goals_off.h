/* SPDX-License-Identifier: MIT
 *
 * goals_off: goals that are still some way off, and what is done about each: the
 * answers of comments.csv and the plans of actions.csv.
 */
#ifndef BIF_RENDER_REPORT_GOALS_OFF_H
#define BIF_RENDER_REPORT_GOALS_OFF_H

#include "material.h"
#include "bif-render/page/page.h"

void goals_off_section(struct page *, const struct material *);

/* The comments on goals that are not far off, when there are any. */
void goals_off_comments(struct page *, const struct material *);

#endif
