/* SPDX-License-Identifier: MIT
 *
 * markup: text inside HTML and SVG, as content or as an attribute in double
 * quotes. No text can become an element.
 */
#ifndef BIF_RENDER_FORMAT_MARKUP_H
#define BIF_RENDER_FORMAT_MARKUP_H

#include "base/span.h"
#include "io/out.h"

void markup_text(struct out *, struct span);

#endif
