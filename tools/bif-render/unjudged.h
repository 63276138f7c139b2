/* SPDX-License-Identifier: MIT
 *
 * unjudged: goals without a verdict and why, and the reservations that
 * verdicts are given with.
 */
#ifndef BIF_RENDER_UNJUDGED_H
#define BIF_RENDER_UNJUDGED_H

#include "material.h"
#include "page.h"

void unjudged_section(struct page *, const struct material *);
void unjudged_reservations(struct page *, const struct material *);

#endif
