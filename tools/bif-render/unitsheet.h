/* SPDX-License-Identifier: MIT
 *
 * unitsheet: one unit's goals, curves, plans and comments, for a status
 * meeting.
 */
#ifndef BIF_RENDER_UNITSHEET_H
#define BIF_RENDER_UNITSHEET_H

#include "material.h"
#include "page.h"

void unitsheet_make(struct page *, const struct material *);

#endif
