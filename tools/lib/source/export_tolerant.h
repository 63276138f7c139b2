/* SPDX-License-Identifier: MIT
 *
 * export_tolerant: the members of a source's `export` part that say how csv is
 * read that is not plain: delimiters of several characters, other line ends,
 * headers of several lines, ragged rows, several tables (MANUAL.md section
 * 7.3). One of them, and the part is read by csv/tolerant.
 */
#ifndef SOURCE_EXPORT_TOLERANT_H
#define SOURCE_EXPORT_TOLERANT_H

#include "source/export.h"

/* What holds where nothing is said. */
void export_tolerant_default(struct export_tolerant *l);

/* Reads the members, after `header` and the dialect. False after a message
 * (78). */
bool export_tolerant_read(const struct def *d, struct export *e);

/* Whether such a member says that csv_reader cannot read the part: then
 * export's own readers of `header`, `delimiter`, `quote` and `escape` must
 * not look at them. */
bool export_tolerant_wanted(const struct def *part);

/* `4`, `4,5` (from the first to the last) or `4,5,6` (each). False when it is
 * none, or more than EXPORT_HEADERS. */
bool export_tolerant_headers(struct export_tolerant *l, struct span text);

/* Words of `newline` and `ragged`; false: none of them. */
bool export_tolerant_newline(struct span word, enum csv_newline *newline);
bool export_tolerant_ragged(struct span word, enum export_ragged *ragged);

/* `row=64M`: sets a limit. False when it is not one. */
bool export_tolerant_limit(struct csv_limits *limits, struct span name,
	struct span number);

/* Says what is wrong with the dialect, or NULL: delimiter, quote and escape
 * differ, quote and escape are one character each. */
const char *export_tolerant_fault(const struct csv_dialect *d);

#endif
