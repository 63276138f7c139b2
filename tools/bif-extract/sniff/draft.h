/* SPDX-License-Identifier: MIT
 *
 * draft: what was found of a file, as the definition of a source (MANUAL.md
 * section 4.3). It can be used as it stands; how sure each thing is, and what
 * is not known, stands in its comments. What the rows mean is left to say.
 */
#ifndef BIF_EXTRACT_SNIFF_DRAFT_H
#define BIF_EXTRACT_SNIFF_DRAFT_H

#include "sniff.h"

/* output: where it is to be saved, or NULL. */
void draft_write(struct buf *b, const struct sniff *s, const char *output);

#endif
