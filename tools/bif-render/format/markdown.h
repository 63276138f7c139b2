/* SPDX-License-Identifier: MIT
 *
 * markdown: a page for a case system or a pull request: CommonMark with
 * tables. Charts are left out; their tables stand.
 */
#ifndef BIF_RENDER_FORMAT_MARKDOWN_H
#define BIF_RENDER_FORMAT_MARKDOWN_H

#include "io/out.h"
#include "bif-render/page/page.h"

void markdown_write(const struct page *, struct out *);

#endif
