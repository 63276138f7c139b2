/* SPDX-License-Identifier: MIT
 *
 * adjustments: targets that were revised or withdrawn: the original and the
 * revised side by side, the status by each, who decided it and why.
 */
#ifndef BIF_RENDER_REPORT_ADJUSTMENTS_H
#define BIF_RENDER_REPORT_ADJUSTMENTS_H

#include "material.h"
#include "bif-render/page/page.h"

void adjustments_make(struct page *, const struct material *);
/* The table alone, or a sentence when nothing was adjusted. */
void adjustments_section(struct page *, const struct material *);

#endif
