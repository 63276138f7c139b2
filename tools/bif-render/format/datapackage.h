/* SPDX-License-Identifier: MIT
 *
 * datapackage: what the columns of a report's data are, as a Frictionless
 * datapackage.json beside REPORT.csv (-O csv), which data catalogues read.
 */
#ifndef BIF_RENDER_FORMAT_DATAPACKAGE_H
#define BIF_RENDER_FORMAT_DATAPACKAGE_H

#include "io/out.h"
#include "bif-render/page/page.h"

void datapackage_write(const struct page *, struct out *);

#endif
