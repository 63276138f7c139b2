/* SPDX-License-Identifier: MIT
 *
 * spill: bytes that are written once, in pieces, and read once, from the
 * beginning. Up to 64 MB stay in memory; what is more goes to a file in
 * $TMPDIR (else /tmp) that has no name, so that nothing is left behind
 * whatever happens.
 */
#ifndef BIF_NORMALIZE_EXACT_SPILL_H
#define BIF_NORMALIZE_EXACT_SPILL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

struct spill;

/* memory: bytes kept before a file is made; 0: 64 MB. */
struct spill *spill_new(size_t memory);
/* False after a message (73, 74). */
bool spill_add(struct spill *, struct span bytes);

/* From the beginning; nothing can be added any more. False after a message. */
bool spill_rewind(struct spill *);
/* The next n bytes, borrowed until the next call; NULL after a message. */
const char *spill_next(struct spill *, size_t n);
void spill_free(struct spill *);

#endif
