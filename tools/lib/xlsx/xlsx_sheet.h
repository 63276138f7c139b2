/* SPDX-License-Identifier: MIT
 *
 * xlsx_sheet: the rows of one sheet after another, for xlsx.c, which says
 * which. Everything that grows with a row is kept from sheet to sheet.
 */
#ifndef XLSX_XLSX_SHEET_H
#define XLSX_XLSX_SHEET_H

#include "xlsx/xlsx.h"
#include "xlsx/xlsx_doubt.h"
#include "xlsx/xlsx_workbook.h"
#include "xlsx/xml.h"

/* A cell of the row being read: its text stands in xlsx->text. */
struct stretch {
	size_t from, len;
};

/* A range of cells that are one. */
struct merge {
	size_t row, last_row; /* from 1 */
	size_t first, last;   /* columns, from 0 */
};

enum cell_type {
	CELL_NUMBER,
	CELL_SHARED,
	CELL_TEXT,
	CELL_BOOLEAN,
	CELL_ERROR,
	CELL_ISO_DATE
};

struct xlsx_rows {
	/* Set by whoever begins; they live as long. */
	const struct xlsx_asked *asked;
	struct xlsx_workbook *book;
	struct xlsx_style style;

	const struct xlsx_sheet *sheet; /* the one on its way */
	struct archive_part *part;
	struct xml *xml;
	struct merge *merges;
	size_t nmerges, merges_cap;

	uint64_t row;
	struct buf text; /* of the row's cells, end to end */
	struct stretch *stretches;
	size_t ncells, stretches_cap;
	struct span *cells;
	size_t cells_cap;
	struct xlsx_fault *faults;
	size_t nfaults, faults_cap;
	struct xlsx_doubt doubt;

	/* Of the sheet so far. */
	uint64_t stored, gaps; /* cells */
	uint64_t hidden, first_hidden;
	bool filtered;
	uint64_t tall; /* ranges of several rows below the header */
	struct merge first_tall;

	/* Of the current cell; its value is in book->value. */
	size_t column;
	enum cell_type type;
	size_t format;
	bool formula, valued, inlined;
	struct buf inline_text;
};

/* Begins a sheet, which has a part. False after a message; the workbook has
 * then failed. */
bool xlsx_rows_begin(struct xlsx_rows *x, const struct xlsx_sheet *sheet);
/* As xlsx_next(). */
int xlsx_rows_next(struct xlsx_rows *x, struct xlsx_row *row);
/* Leaves the sheet. */
void xlsx_rows_end(struct xlsx_rows *x);
/* Frees all that was kept from sheet to sheet. */
void xlsx_rows_free(struct xlsx_rows *x);

#endif
