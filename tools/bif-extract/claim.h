/* SPDX-License-Identifier: MIT
 *
 * claim: which source's `match` claims which file, so that nothing that was
 * delivered is left unread in silence, and no source goes without.
 */
#ifndef EXTRACT_CLAIM_H
#define EXTRACT_CLAIM_H

#include <stdbool.h>
#include <stddef.h>

#include "io/out.h"
#include "model/book.h"

/* Writes `source file` for each file, or each file of a folder, in the order
 * given; of a folder in byte order. A file no source claims has an empty
 * source; then come the sources no file feeds, with an empty file. False
 * after a message: a file claimed by two (78), no such file (66). */
bool claim_files(struct book *, struct out *, const char *const files[],
	size_t count);

#endif
