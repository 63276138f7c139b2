/* SPDX-License-Identifier: MIT
 *
 * cell: the text of one cell becomes a typed value, by the type of its field.
 * What a column has said before is remembered (memo). Answers are borrowed:
 * they hold until a cell of the same field is read that has another text.
 */
#ifndef BIF_NORMALIZE_EXACT_CELL_H
#define BIF_NORMALIZE_EXACT_CELL_H

#include "bif-normalize/fast/cell_cache.h"
#include "source/facts.h"
#include "pseudonym.h"

struct cells;

/* key may be NULL when the plan is not personal. All are borrowed. */
struct cells *cells_new(const struct facts *, const struct units *,
	const struct pseudonym *key);
void cells_free(struct cells *);

/* Whether folding and escaping leave the text as it is: ASCII without blanks,
 * capitals, control characters and backslashes. */
bool cell_is_plain(struct span raw);

/* As text, whatever the field's type: folded, and escaped for the facts. */
const struct answer *cell_text(struct cells *, int field, struct span raw);

/* As a value. day decides what units and codes mean; it must not be DAY_NONE
 * for them. Faults are told by the state, never said. */
const struct answer *cell_read(struct cells *, int field, struct span raw,
	int32_t day);

/* A unit that the definitions name by its code. */
const struct answer *cell_unit(struct cells *, struct span code, int32_t day);

/* Whether a pattern of the plan matches; remembered by its number. */
bool cell_matches(struct cells *, const struct fact_test *, struct span raw);

#endif
