/* SPDX-License-Identifier: MIT
 *
 * match: which source's `match` claims which file, so that nothing that was
 * delivered is left unread in silence, and no source goes without.
 */
#ifndef BIF_EXTRACT_MATCH_H
#define BIF_EXTRACT_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "io/out.h"
#include "book/book.h"

/* Writes `source file` for each file, or each file of a folder, in the order
 * given; of a folder in byte order. A file no source claims has an empty
 * source; then come the sources no file feeds, with an empty file. False
 * after a message: a file claimed by two (78), no such file (66). */
bool match_files(struct book *book, struct out *out, const char *const files[],
	size_t count);

#endif
