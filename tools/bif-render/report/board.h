/* SPDX-License-Identifier: MIT
 *
 * board: all goals by perspective against all units, how many have which
 * status, and what the data reach to.
 */
#ifndef BIF_RENDER_REPORT_BOARD_H
#define BIF_RENDER_REPORT_BOARD_H

#include "material.h"
#include "bif-render/page/page.h"

void board_make(struct page *, const struct material *);

/* Parts of it that papers have as an appendix: goals against units (perhaps
 * only those marked monthly) with what the signs mean, and what the data reach
 * to. */
void board_matrix(struct page *, const struct material *, bool monthly);
void board_data(struct page *, const struct material *);

#endif
