/* SPDX-License-Identifier: MIT
 *
 * xlsx_workbook: what a workbook says of its sheets: where they are, the texts that
 * cells share, and which styles show dates. The functions that take a name and
 * attributes are called for the elements of one part of the package each
 * (xlsx.c reads them); their first argument is the book.
 */
#ifndef XLSX_XLSX_WORKBOOK_H
#define XLSX_XLSX_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"

#define XLSX_WORKBOOK_CELL_MOST ((size_t)1 << 20) /* bytes of a text */

struct xlsx_workbook {
	const char *file;
	struct span asked; /* the sheet's name, else its number */
	bool failed;       /* a fault was found and said */

	/* Parts of the package, as paths; empty: there is none. */
	struct buf workbook_part, strings_part, styles_part, sheet_part;
	struct buf sheet_name;
	struct buf sheet_id; /* of the sheet's relation */
	unsigned sheets;     /* met so far */
	bool from_1904;

	/* Shared texts: text i is strings[ends[i - 1]..ends[i]). */
	struct buf strings;
	size_t *ends;
	size_t nends, ends_cap;

	/* What a cell's style shows: SERIAL_ bits, by index of cellXfs. */
	unsigned char *shows;
	size_t nshows, shows_cap;
	struct number_format {
		unsigned id;
		unsigned shows;
	} * formats;
	size_t nformats, formats_cap;
	bool in_cell_xfs;

	/* The text being read. */
	bool in_value;
	unsigned phonetic; /* inside rPh: how to say it, no text */
	struct buf value;
};

/* *.rels: of the package first, then of the workbook. */
void xlsx_workbook_relation(void *book, const char *name,
	const char **attributes);
/* xl/workbook.xml */
void xlsx_workbook_sheet(void *book, const char *name, const char **attributes);
/* xl/styles.xml */
void xlsx_workbook_style(void *book, const char *name, const char **attributes);
void xlsx_workbook_style_end(void *book, const char *name);
/* xl/sharedStrings.xml */
void xlsx_workbook_string(void *book, const char *name,
	const char **attributes);
void xlsx_workbook_string_end(void *book, const char *name);
/* Text of an element, where it counts. */
void xlsx_workbook_text(void *book, const char *text, int n);

/* Adds the path of a part's relations: xl/workbook.xml has them in
 * xl/_rels/workbook.xml.rels. */
void xlsx_workbook_relations(struct buf *path, const struct buf *part);

/* The shared text of a number; false after a message. */
bool xlsx_workbook_shared(struct xlsx_workbook *, const char *number,
	struct span *text);
/* What a style shows (value/xlsx_date.h). */
unsigned xlsx_workbook_shows(const struct xlsx_workbook *, size_t style);

/* `file: what`, 65, once. Returns false. */
bool xlsx_workbook_wrong(struct xlsx_workbook *, const char *what);
/* A name without its namespace's prefix. */
const char *xlsx_workbook_local(const char *name);
const char *xlsx_workbook_attribute(const char **attributes, const char *name);
bool xlsx_workbook_unsigned(const char *text, size_t most, size_t *number);
/* Appends a text; what XML cannot hold, such as a CR, is written _x000D_. */
void xlsx_workbook_unescape(struct buf *, struct span);

void xlsx_workbook_free(struct xlsx_workbook *);

#endif
