/* SPDX-License-Identifier: MIT
 *
 * paper: the paper for the committee, after half a year and after a whole one,
 * in the form such papers have: Indstilling, Problemstilling, Løsning,
 * Økonomi, Videre proces, and the goals one by one as an appendix.
 */
#ifndef BIF_RENDER_REPORT_PAPER_H
#define BIF_RENDER_REPORT_PAPER_H

#include "material.h"
#include "bif-render/page/page.h"

void paper_half_year(struct page *, const struct material *);
void paper_full_year(struct page *, const struct material *);

#endif
