/* SPDX-License-Identifier: MIT
 *
 * shapekey: the digests of rows whose shape is known: of their keys, and of
 * the facts they give. They are what keys.c makes of the same rows.
 */
#ifndef BIF_NORMALIZE_SHAPEKEY_H
#define BIF_NORMALIZE_SHAPEKEY_H

#include "column.h"
#include "keys.h"

/* lacks: the answers of that row of columns->rows. */
digest shapekey_row(const struct columns *, const struct factdef *,
	uint64_t lacks, size_t row);
digest shapekey_facts(const struct columns *, const struct shape *, size_t row);

#endif
