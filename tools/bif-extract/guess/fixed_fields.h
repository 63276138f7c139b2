/* SPDX-License-Identifier: MIT
 *
 * fixed_fields: where in records of fixed width one field ends and the next
 * begins.
 */
#ifndef BIF_EXTRACT_GUESS_FIXED_FIELDS_H
#define BIF_EXTRACT_GUESS_FIXED_FIELDS_H

#include "fixed_lines.h"
#include "guess_fixed.h"

/* Returns how many there are, at most FIXED_FIELDS. */
size_t fixed_fields_find(const struct fixed_lines *f,
	struct fixed_field *fields);

#endif
