/* SPDX-License-Identifier: MIT
 *
 * plain_table: a table in straight columns of text. What is too wide is
 * wrapped; what cannot be wrapped any more is split into several tables that
 * each begin with the first column.
 */
#ifndef BIF_RENDER_FORMAT_PLAIN_TABLE_H
#define BIF_RENDER_FORMAT_PLAIN_TABLE_H

#include "io/out.h"
#include "bif-render/page/page.h"
#include "plain.h"

void plain_table_write(const struct page *, const struct page_table *,
	const struct plain_look *, struct out *);

#endif
