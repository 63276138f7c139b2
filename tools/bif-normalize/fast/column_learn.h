/* SPDX-License-Identifier: MIT
 *
 * column_learn: what a text of a column means, asked when it is met for the
 * first time.
 */
#ifndef BIF_NORMALIZE_FAST_COLUMN_LEARN_H
#define BIF_NORMALIZE_FAST_COLUMN_LEARN_H

#include "column.h"

/* k: the text, just added to the column's table. */
void column_learn(struct columns *, struct column *, struct value_cache *,
	struct span raw);

#endif
