/* SPDX-License-Identifier: MIT
 *
 * rowcount: `-r rows`, the streams `rows` of several stages and sources as
 * one (model/rows.h).
 */
#ifndef BIF_RENDER_ROWCOUNT_H
#define BIF_RENDER_ROWCOUNT_H

#include "io/options.h"
#include "io/out.h"

/* False after a message. */
bool rowcount_merge(const struct options *, enum out_format);

#endif
