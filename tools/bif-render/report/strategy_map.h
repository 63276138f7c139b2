/* SPDX-License-Identifier: MIT
 *
 * strategy_map: visions, the strategies that serve them, the goals that show
 * it, and the actions taken; goals with how they stand.
 */
#ifndef BIF_RENDER_REPORT_STRATEGY_MAP_H
#define BIF_RENDER_REPORT_STRATEGY_MAP_H

#include "material.h"
#include "bif-render/page/page.h"

void strategy_map_make(struct page *, const struct material *);

#endif
