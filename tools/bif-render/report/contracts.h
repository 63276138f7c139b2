/* SPDX-License-Identifier: MIT
 *
 * contracts: what the contracts hold: how many goals a unit has, year by year
 * and by perspective, and the goals with their targets.
 */
#ifndef BIF_RENDER_REPORT_CONTRACTS_H
#define BIF_RENDER_REPORT_CONTRACTS_H

#include "material.h"
#include "bif-render/page/page.h"

void contracts_make(struct page *, const struct material *);

#endif
