/* SPDX-License-Identifier: MIT
 *
 * xlsx: the data of a page as a workbook: a sheet for each perspective, typed
 * cells, the header frozen, a filter. The same page gives the same bytes: the
 * workbook's date is the status date. The one door to libxlsxwriter, which is
 * optional when bif is built.
 */
#ifndef BIF_RENDER_FORMAT_XLSX_H
#define BIF_RENDER_FORMAT_XLSX_H

#include <stdbool.h>

#include "io/out.h"
#include "bif-render/page/page.h"

/* Whether there is a libxlsxwriter in this bif-render. */
bool xlsx_built_in(void);

/* Faults are said. */
void xlsx_write(const struct page *, struct out *);

#endif
