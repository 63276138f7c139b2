/* SPDX-License-Identifier: MIT
 *
 * unit_sheet: one unit's goals, curves, plans and comments, for a status
 * meeting.
 */
#ifndef BIF_RENDER_REPORT_UNIT_SHEET_H
#define BIF_RENDER_REPORT_UNIT_SHEET_H

#include "material.h"
#include "bif-render/page/page.h"

void unit_sheet_make(struct page *, const struct material *);

#endif
