/* SPDX-License-Identifier: MIT
 *
 * xlsx: the rows of the sheets of a workbook (ISO 29500), as text. A build
 * without libzip and expat says so when asked.
 *
 * A cell is written as a text export of the sheet would have it: shared and
 * inline strings, also of several runs; numbers, days, times and percentages
 * by their format (value/xlsx_format.h); TRUE and FALSE. What a row leaves out
 * is empty. What a cell shows and what it holds may differ: where that could
 * make a figure wrong it is said with the cell's address (xlsx_doubt.h), and a
 * cell that holds no result at all is among the row's faults.
 *
 * Whatever the file, reading takes no more than some tens of megabytes: a row
 * beyond XLSX_ROW_MOST, or a sheet of little but gaps, is refused (65), as are
 * the bombs of xlsx/archive.h and xlsx/xml.h.
 */
#ifndef XLSX_XLSX_H
#define XLSX_XLSX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "io/source.h"
#include "value/decimal.h"
#include "value/pattern.h"

#define XLSX_ROW_MOST ((size_t)8 << 20) /* bytes of a row's text */
#define XLSX_COLUMNS_MOST 16384

struct xlsx;

/* A cell without a result of its own. */
struct xlsx_fault {
	size_t cell; /* from 0 */
	enum xlsx_fault_kind {
		XLSX_ERROR,       /* #N/A, #DIV/0!: what the cell's text is */
		XLSX_NO_VALUE,    /* a formula that nobody calculated */
		XLSX_UNCALCULATED /* the 0 of a program that calculates not */
	} kind;
};

struct xlsx_row {
	const struct span *cells; /* until the next row */
	size_t count;
	uint64_t number; /* of the row in the sheet, from 1 */
	const struct xlsx_fault *faults;
	size_t nfaults;
};

struct xlsx_asked {
	/* Its name, else its number from 1; empty: the first that is shown,
	 * which is said where there are others. */
	struct span sheet;
	/* Or all whose names match; NULL: one. */
	struct pattern *sheets;
	enum decimal_style numbers; /* how numbers are written */
	bool bare;                  /* percentages without a sign */
	struct span dates;          /* and days: yyyy-mm-dd */
	/* Down to this row, the header's last, cells that are merged have
	 * their value in each of their columns; 0: only in the first. */
	uint64_t merged;
	uint64_t header; /* the last row of the header; 0: there is none */
	bool filled;     /* cells take the value above: merged ones, too */
	bool quiet;      /* of what a look at the file says nothing */
};

/* Reads the source to its end, which stays the caller's. asked must live as
 * long. NULL after a message: the source's, 65 no workbook or no such sheet,
 * 78 not in this build. */
struct xlsx *xlsx_open(struct source *source, const struct xlsx_asked *asked);

/* The sheet's name. */
const char *xlsx_sheet(struct xlsx *x);

/* 1: a row. 0: the end of the sheet. -1 after a message (65). */
int xlsx_next(struct xlsx *x, struct xlsx_row *row);

/* On to the next sheet that is asked for, at the end of one. 1: there is one.
 * 0: there is none. -1 after a message (65). */
int xlsx_next_sheet(struct xlsx *x);

/* Frees all; the source stays the caller's. */
void xlsx_close(struct xlsx *x);

/* What a fault is, in words behind the cell's address. */
const char *xlsx_fault_words(const struct xlsx_fault *fault);

#endif
