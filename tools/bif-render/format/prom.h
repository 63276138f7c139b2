/* SPDX-License-Identifier: MIT
 *
 * prom: how many goals have which status at each unit, for a Prometheus
 * textfile collector.
 */
#ifndef BIF_RENDER_FORMAT_PROM_H
#define BIF_RENDER_FORMAT_PROM_H

#include "io/out.h"
#include "bif-render/page/page.h"

void prom_write(const struct page *, struct out *);

#endif
