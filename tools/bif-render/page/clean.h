/* SPDX-License-Identifier: MIT
 *
 * clean: text of books and exports before it is shown. What steers a terminal
 * (escape sequences) or turns the writing around becomes a blank, and bytes
 * that are no UTF-8 become question marks. Each format escapes the rest.
 */
#ifndef BIF_RENDER_PAGE_CLEAN_H
#define BIF_RENDER_PAGE_CLEAN_H

#include "base/buf.h"

void clean_text(struct buf *, struct span);

#endif
