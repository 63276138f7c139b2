/* SPDX-License-Identifier: MIT
 *
 * cell: what people read in a cell of a table, whatever the format.
 */
#ifndef BIF_RENDER_PAGE_CELL_H
#define BIF_RENDER_PAGE_CELL_H

#include "base/buf.h"
#include "page.h"

/* `1.234,5 pct.`, `30-06-2010`, `✓ opfyldt`. */
void cell_print(struct buf *, enum lang, const struct page_cell *);

#endif
