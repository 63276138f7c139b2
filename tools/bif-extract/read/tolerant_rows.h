/* SPDX-License-Identifier: MIT
 *
 * tolerant_rows: csv that is not what it should be, read by csv/tolerant: which lines
 * are of the table that is asked for, the header, however many lines it has,
 * and what becomes of rows with cells too many or too few.
 *
 * A row is never taken where its cells may stand in the wrong columns: such
 * a row is READER_MALFORMED, or, when ragged rows are to be kept, it has a
 * note that says so.
 */
#ifndef BIF_EXTRACT_READ_TOLERANT_ROWS_H
#define BIF_EXTRACT_READ_TOLERANT_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "source/export.h"

/* How many cells the widest row of a file has, so that all rows can be kept;
 * false when it cannot be read, said. */
bool tolerant_rows_widest(const struct export *, const char *file,
	size_t *widest);

#endif
