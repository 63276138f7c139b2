/* SPDX-License-Identifier: MIT
 *
 * html: a page as one file for a browser: no script, nothing from elsewhere,
 * light and dark, printable on A4, and written so that WCAG 2.1 AA holds:
 * headings in order, tables with captions and scopes, a status as a word and a
 * sign, a table beside each chart.
 */
#ifndef BIF_RENDER_FORMAT_HTML_H
#define BIF_RENDER_FORMAT_HTML_H

#include "io/out.h"
#include "bif-render/page/page.h"

void html_write(const struct page *, struct out *);

#endif
