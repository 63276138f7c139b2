/* SPDX-License-Identifier: MIT
 *
 * notat: the paper for the committee, after half a year and after a whole one,
 * in the form such papers have: Indstilling, Problemstilling, Løsning,
 * Økonomi, Videre proces, and the goals one by one as an appendix.
 */
#ifndef BIF_RENDER_NOTAT_H
#define BIF_RENDER_NOTAT_H

#include "material.h"
#include "page.h"

void notat_half_year(struct page *, const struct material *);
void notat_full_year(struct page *, const struct material *);

#endif
