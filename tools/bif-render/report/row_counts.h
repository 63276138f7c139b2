/* SPDX-License-Identifier: MIT
 *
 * row_counts: `-r rows`, the streams `rows` of several stages and sources as
 * one (stream/rows.h).
 */
#ifndef BIF_RENDER_REPORT_ROW_COUNTS_H
#define BIF_RENDER_REPORT_ROW_COUNTS_H

#include "io/options.h"
#include "io/out.h"

/* With a book a source of which all stages together refused more rows than it
 * tolerates is 65, though each of them was within it. False after a message. */
bool row_counts_merge(const struct options *, enum out_format);

#endif
