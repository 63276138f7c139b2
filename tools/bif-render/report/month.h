/* SPDX-License-Identifier: MIT
 *
 * month: the goals that the committee follows from month to month.
 */
#ifndef BIF_RENDER_REPORT_MONTH_H
#define BIF_RENDER_REPORT_MONTH_H

#include "material.h"
#include "bif-render/page/page.h"

void month_make(struct page *, const struct material *);

#endif
