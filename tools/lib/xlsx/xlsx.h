/* SPDX-License-Identifier: MIT
 *
 * xlsx: the rows of one sheet of a workbook (ISO 29500), as text. The one
 * door to libzip and expat; a build without them says so when asked.
 *
 * Shared and inline strings, also of several runs; numbers as xlsx_number_number()
 * has them; dates, known by their format, in the pattern asked for; TRUE and
 * FALSE; errors as `#DIV/0!`. What a row leaves out is empty.
 * The texts that cells share are kept in memory, the sheet is not.
 */
#ifndef XLSX_XLSX_H
#define XLSX_XLSX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "io/source.h"
#include "value/decimal.h"

struct xlsx;

struct xlsx_row {
	const struct span *cells; /* until the next row */
	size_t count;
	uint64_t number; /* of the row in the sheet, from 1 */
};

struct xlsx_asked {
	struct span sheet;          /* its name, else its number from 1 */
	enum decimal_style numbers; /* how numbers are written */
	struct span dates;          /* and days: yyyy-mm-dd */
};

/* Reads the source to its end, which stays the caller's. asked must live as
 * long. NULL after a message: the source's, 65 no workbook or no such sheet,
 * 78 not in this build. */
struct xlsx *xlsx_open(struct source *, const struct xlsx_asked *asked);

/* The sheet's name. */
const char *xlsx_sheet(struct xlsx *);

/* 1: a row. 0: the end. -1 after a message (65). */
int xlsx_next(struct xlsx *, struct xlsx_row *);

void xlsx_close(struct xlsx *);

#endif
