/* SPDX-License-Identifier: MIT
 *
 * plaintable: a table in straight columns of text. What is too wide is
 * wrapped; what cannot be wrapped any more is split into several tables that
 * each begin with the first column.
 */
#ifndef BIF_RENDER_PLAINTABLE_H
#define BIF_RENDER_PLAINTABLE_H

#include "io/out.h"
#include "page.h"
#include "plain.h"

void plaintable_write(const struct page *, const struct page_table *,
	const struct plain_look *, struct out *);

#endif
