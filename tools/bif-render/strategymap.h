/* SPDX-License-Identifier: MIT
 *
 * strategymap: visions, the strategies that serve them, the goals that show
 * it, and the actions taken; goals with how they stand.
 */
#ifndef BIF_RENDER_STRATEGYMAP_H
#define BIF_RENDER_STRATEGYMAP_H

#include "material.h"
#include "page.h"

void strategymap_make(struct page *, const struct material *);

#endif
