/* SPDX-License-Identifier: MIT
 *
 * spill: bytes that must be kept until later. Where memory does not hold them
 * they go to a file in $TMPDIR (else /tmp) that has no name, so that nothing
 * is left behind, whatever ends the program.
 *
 * There are two uses: a `struct spill` is written once, in pieces, and then
 * read once from its beginning or kept to be looked into at any place;
 * spill_input() makes standard input readable twice.
 */
#ifndef IO_SPILL_H
#define IO_SPILL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/span.h"

struct spill;

/* An empty spill. memory: bytes kept before a file is made; 0: 64 MB. */
struct spill *spill_new(size_t memory);

/* Adds bytes behind those that are there. False after a message (73, 74). */
bool spill_add(struct spill *s, struct span bytes);

/* Reading begins; nothing can be added any more. False after a message. */
bool spill_rewind(struct spill *s);

/* The next n bytes, borrowed until the next call. NULL after a message, and
 * when as many were never added. */
const char *spill_next(struct spill *s, size_t n);

/* All bytes as one stretch, in place of reading: in the arena where memory held
 * them; else the file, mapped until the program ends. NULL after a message. */
const char *spill_keep(struct spill *s, struct arena *arena);
/* Says that a place of what was kept is looked at. Of mapped files no more than
 * what the last thousand looks need stays in memory. */
void spill_looked(void);

/* Frees it, with its file. */
void spill_free(struct spill *s);

/* Makes sure that `-` (standard input) can be read again: what cannot be
 * wound back is copied whole into a file without a name, which takes its
 * place. Any other file is left alone. False after a message (73, 74, or the
 * input's own). */
bool spill_input(const char *file);

/* Goes back to where spill_input() found the input. False after a message
 * (74). */
bool spill_input_again(const char *file);

#endif
