/* SPDX-License-Identifier: MIT
 *
 * xlsx_workbook: what a workbook says of its sheets before any is read: which
 * there are and where, the texts that cells share, and what each style of a
 * cell shows. How the parts hang together is ISO 29500-2 (relations) and -1,
 * 18.2 (workbook), 18.4 (shared texts), 18.8 (styles).
 *
 *     _rels/.rels -> workbook.xml -> _rels/workbook.xml.rels -> sheet1.xml
 *                                                            -> styles.xml
 *                                                            -> sharedStrings
 *
 * Each list is capped, and names and formats are cut short by refusing what is
 * longer than any real one: what a file may make us keep stays small.
 */
#ifndef XLSX_XLSX_WORKBOOK_H
#define XLSX_XLSX_WORKBOOK_H

#include <stdio.h>
#include <stdint.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/span.h"
#include "value/xlsx_format.h"
#include "xlsx/archive.h"

/* xlsx_texts: the texts that the cells of a workbook share (ISO 29500-1,
 * 18.4), by number. A workbook of a million different texts is an honest one,
 * so that their number has no limit but the disk's: beyond
 * XLSX_TEXTS_MOST bytes they go to temporary files without a name.
 *
 *     text i is bytes[ends[i - 1]..ends[i]), of file and memory end to end */

#define XLSX_TEXTS_MOST ((size_t)16 << 20) /* in memory, with their ends */

struct xlsx_texts {
	struct buf bytes;
	size_t *ends; /* in memory: of `bytes`; in the file: of all */
	size_t count, ends_cap;
	FILE *bytes_file, *ends_file;
	uint64_t filed, filed_bytes; /* texts in the files, and their bytes */
	struct buf fetched;          /* the last one that came from there */
};

/* Appends a text as people see it: what XML cannot hold, such as a CR, is
 * written _x000D_ in the file. */
void xlsx_texts_unescape(struct buf *b, struct span text);

#define XLSX_WORKBOOK_CELL_MOST ((size_t)1 << 20) /* bytes of a text */
#define XLSX_WORKBOOK_SHEETS_MOST 4096
#define XLSX_WORKBOOK_STYLES_MOST 65536
#define XLSX_WORKBOOK_FORMATS_MOST 4096

enum xlsx_state { XLSX_SHOWN, XLSX_HIDDEN, XLSX_VERY_HIDDEN };

struct xlsx_sheet {
	struct span name;
	struct span id;   /* of its relation */
	struct span part; /* its path; empty: a chart, or nothing at all */
	enum xlsx_state state;
};

struct xlsx_workbook {
	const char *file;
	struct archive *archive;
	struct arena *arena;
	bool failed; /* a fault was found and said */

	/* Parts of the package, as paths; empty: there is none. */
	struct buf workbook_part, strings_part, styles_part;
	struct xlsx_sheet *sheets;
	size_t nsheets, sheets_cap;
	bool from_1904;
	/* Formulas are to be calculated when the workbook is opened, or nothing
	 * says that they ever were: their values may be nobody's results. */
	bool uncalculated;

	struct xlsx_texts texts; /* that cells share */

	/* What cells of each style show, by index of cellXfs. */
	struct xlsx_format *styles;
	size_t nstyles, styles_cap;
	struct number_format {
		size_t id;
		struct xlsx_format format;
	} * formats;
	size_t nformats, formats_cap;

	struct buf value; /* the text being read */
	bool raised;      /* and the run of it, as a footnote's mark is */
};

/* Reads all that stands outside the sheets. False after a message (65; 74
 * where the temporary file cannot be written). */
bool xlsx_workbook_read(struct xlsx_workbook *x);
/* Frees it and closes its archive. */
void xlsx_workbook_free(struct xlsx_workbook *x);

/* The shared text of a number, until the next; false after a message. */
bool xlsx_workbook_shared(struct xlsx_workbook *x, const char *number,
	struct span *text);
/* What a style shows; that of a style that is not there is a number. */
const struct xlsx_format *xlsx_workbook_style(const struct xlsx_workbook *x,
	size_t style);

/* `file: what`, 65, once. Returns false. */
bool xlsx_workbook_wrong(struct xlsx_workbook *x, const char *what);
/* A whole number of at most `most`; false when text is NULL or none. */
bool xlsx_workbook_unsigned(const char *text, size_t most, size_t *number);
/* 1 and true are true. */
bool xlsx_workbook_true(const char *text);
/* Appends to a text, unless it becomes longer than a cell's may be; then it
 * says so and returns false. */
bool xlsx_workbook_add(struct xlsx_workbook *x, struct buf *b,
	struct span piece);
/* The same for a run of a text whose runs differ: digits that are raised, as a
 * footnote's mark or a power is, stay so, or 12 and a mark 1 would be 121. */
bool xlsx_workbook_add_run(struct xlsx_workbook *x, struct buf *b,
	struct span piece);
/* A run begins (place NULL), or its font says that it is raised: `superscript`. */
void xlsx_workbook_run(struct xlsx_workbook *x, const char *place);

#endif
