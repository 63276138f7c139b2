/* SPDX-License-Identifier: MIT
 *
 * delimited: the data of a page for spreadsheets and programs.
 *
 * Excel gets what a Danish Excel opens by itself: a byte order mark, `;`,
 * decimal commas, CR LF, people's words, and text it cannot take for a formula
 * (CWE-1236). Everyone else gets the streams' own words, numbers and dates.
 */
#ifndef BIF_RENDER_FORMAT_DELIMITED_H
#define BIF_RENDER_FORMAT_DELIMITED_H

#include <stdbool.h>

#include "io/out.h"
#include "bif-render/page/page.h"

void delimited_excel(const struct page *, struct out *);
/* As the format `out` was opened for; with a byte order mark for Power BI. */
void delimited_records(const struct page *, struct out *, bool mark);

/* Whether it is a plain number: -12.5. */
bool delimited_is_number(struct span text);

#endif
