/* SPDX-License-Identifier: MIT
 *
 * columnlearn: what a text of a column means, asked when it is met for the
 * first time.
 */
#ifndef BIF_NORMALIZE_COLUMNLEARN_H
#define BIF_NORMALIZE_COLUMNLEARN_H

#include "column.h"

/* k: the text, just added to the column's table. */
void columnlearn(struct columns *, struct column *, struct known *,
	struct span raw);

#endif
