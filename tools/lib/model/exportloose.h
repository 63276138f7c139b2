/* SPDX-License-Identifier: MIT
 *
 * exportloose: the members of a source's `export` part that say how csv is
 * read that is not plain: delimiters of several characters, other line ends,
 * headers of several lines, ragged rows, several tables (MANUAL.md section
 * 4.3). One of them, and the part is read by io/loose.
 */
#ifndef MODEL_EXPORTLOOSE_H
#define MODEL_EXPORTLOOSE_H

#include "model/exportdef.h"

/* What holds where nothing is said. */
void exportloose_default(struct export_loose *);

/* Reads the members, after `header` and the dialect. False after a message
 * (78). */
bool exportloose_read(const struct def *part, struct exportdef *);

/* Whether such a member says that csvin cannot read the part: then
 * exportdef's own readers of `header`, `delimiter`, `quote` and `escape` must
 * not look at them. */
bool exportloose_wanted(const struct def *part);

/* `4`, `4,5` (from the first to the last) or `4,5,6` (each). False when it is
 * none, or more than EXPORT_HEADERS. */
bool exportloose_headers(struct export_loose *, struct span text);

/* Words of `newline` and `ragged`; false: none of them. */
bool exportloose_newline(struct span word, enum lines_newline *);
bool exportloose_ragged(struct span word, enum export_ragged *);

/* `row=64M`: sets a limit. False when it is not one. */
bool exportloose_limit(struct loose_limits *, struct span name,
	struct span number);

/* Says what is wrong with the dialect, or NULL: delimiter, quote and escape
 * differ, quote and escape are one character each. */
const char *exportloose_fault(const struct loose_dialect *);

#endif
