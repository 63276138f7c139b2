/* SPDX-License-Identifier: MIT
 *
 * row_plan_key: the digests of rows whose shape is known: of their keys, and of
 * the facts they give. They are what keys.c makes of the same rows.
 */
#ifndef BIF_NORMALIZE_FAST_ROW_PLAN_KEY_H
#define BIF_NORMALIZE_FAST_ROW_PLAN_KEY_H

#include "column.h"
#include "bif-normalize/exact/keys.h"

/* lacks: the answers of that row of columns->rows. */
digest row_plan_key_row(const struct columns *, const struct facts *,
	uint64_t lacks, size_t row);
digest row_plan_key_facts(const struct columns *, const struct row_plan *,
	size_t row);

#endif
