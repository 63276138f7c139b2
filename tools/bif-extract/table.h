/* SPDX-License-Identifier: MIT
 *
 * table: one table of a file, from the lines before its header to its last
 * row. Most files have one; a workbook may have one a sheet.
 */
#ifndef BIF_EXTRACT_TABLE_H
#define BIF_EXTRACT_TABLE_H

#include "extract.h"

/* Writes the header of the records, if it is known and not yet written. */
void table_header(struct extract *extract, const struct export *def);
/* Reads the table that the reader is at, and adds its rows to *tally. False
 * when it could not be read whole, or did not hold what it should; what, has
 * been said. */
bool table_take(struct extract *extract, struct reader *reader,
	struct tally *tally);

#endif
