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

/* Writes `source file month` for each file, or each file of a folder, in the
 * order given; of a folder in byte order. The month is the one a file is for,
 * where the source's `delivers` says that files come by month. A file no
 * source claims has an empty source; then come the sources no file feeds, with
 * an empty file. Symbolic links in a folder are followed with links alone, and
 * told otherwise; a link that is named itself is followed. False after a message: a file claimed by two (78), no such
 * file (66). */
bool match_files(struct book *book, struct out *out, const char *const files[],
	size_t count, bool links);

#endif
