/* SPDX-License-Identifier: MIT
 *
 * export_positions: counts and positions as they are written in an `export`:
 * `7`, `4-13`, counted from 1.
 */
#ifndef SOURCE_EXPORT_POSITIONS_H
#define SOURCE_EXPORT_POSITIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/* A whole number of digits alone, from `least` to `most`, into *count; false
 * when the text is none. */
bool export_positions_count(struct span text, uint64_t least, uint64_t most,
	uint64_t *count);

/* `4-13`, or `7` for both; false when it is neither. */
bool export_positions(struct span text, size_t *first, size_t *last);

#endif
