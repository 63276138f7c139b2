/* SPDX-License-Identifier: MIT
 *
 * guess_columns: what each column of a table holds, and how the file writes
 * its numbers. What is read as a date or a person's number speaks for no style
 * of numbers; all other columns together do.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_COLUMNS_H
#define BIF_EXTRACT_GUESS_GUESS_COLUMNS_H

#include "guess_table.h"
#include "guess_type.h"

struct guess_column {
	struct span name; /* as the header has it */
	struct guess_type type;
	size_t empty;   /* cells, of those looked at */
	bool fill;      /* they stand below filled ones, as in a pivot */
	bool own_style; /* it writes numbers otherwise */
	enum decimal_style style;
};

struct guess_columns {
	struct guess_column *list;
	size_t count;
	enum decimal_style style; /* of the file's numbers */
	bool known;               /* something speaks for it */
	struct type_numbers numbers;
};

void guess_columns(struct guess_columns *c, const struct guess_table *t,
	const struct grid *g);
void guess_columns_free(struct guess_columns *c);

#endif
