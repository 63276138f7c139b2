/* SPDX-License-Identifier: MIT
 *
 * page: what a report says, before anybody has decided how it looks. Reports
 * (report/) make a page of blocks; formats (format/) write it. Cells keep their type, so that a spreadsheet gets numbers and people get
 * numbers as they write them.
 *
 * Texts given to the page are copied; they are plain text, never markup.
 */
#ifndef BIF_RENDER_PAGE_PAGE_H
#define BIF_RENDER_PAGE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/span.h"
#include "stream/verdict.h"
#include "bif-render/wording/words.h"

struct chart;

enum page_kind {
	PAGE_EMPTY,
	PAGE_TEXT,
	PAGE_NUMBER, /* text: exact, as the streams have it */
	PAGE_DAY,
	PAGE_STATUS, /* a word and a sign */
	PAGE_SIGN    /* the same in a crowded table: the brief word
	                           where there is room, else the sign alone */
};

struct page_cell {
	enum page_kind kind;
	struct span text;
	struct span counted; /* of a NUMBER: `pct.`, may be empty */
	int32_t day;
	enum verdict_status status;
};

struct page_column {
	const char *name;    /* for programs: `unit`, `status`, ... */
	struct span title;   /* for people */
	enum page_kind kind; /* of its cells, but for empty ones */
};

/* A row is a group (a heading across the table) or cells, one a column, and
 * perhaps a sentence below them. */
struct page_row {
	struct span group;
	struct page_cell *cells; /* NULL for a group */
	size_t filled;
	struct span note;
};

struct page_table {
	struct span caption;
	struct span notes; /* what notes are called, if any */
	struct page_column *columns;
	size_t ncolumns, columns_cap;
	struct page_row *rows;
	size_t nrows, rows_cap;
};

struct page_item {
	int depth; /* at most 1 more than before it */
	struct span text;
};

enum page_block_kind {
	PAGE_HEADING,
	PAGE_PARAGRAPH,
	PAGE_LIST,
	PAGE_TABLE,
	PAGE_FIGURE
};

struct page_block {
	enum page_block_kind kind;
	int level;               /* of a HEADING: 2 or 3 */
	bool drawn;              /* only where charts are drawn */
	struct span text;        /* a FIGURE's is its caption */
	struct page_item *items; /* LIST */
	size_t nitems, items_cap;
	struct chart **charts; /* FIGURE: drawn where that can be, */
	size_t ncharts, charts_cap;
	struct page_table *table; /* TABLE, and a FIGURE's data */
};

struct page {
	struct arena *arena;
	enum lang lang;
	const char *name; /* of the report */
	int32_t day;      /* the as-of date */
	struct span title;
	struct span subtitle; /* may be empty */
	struct page_block *blocks;
	size_t nblocks, cap;
	bool drawn;              /* what page_drawn() said last */
	struct page_table *data; /* what spreadsheets and programs get */
};

/* An empty page of a report; name is borrowed. */
struct page *page_new(const char *name, enum lang lang, int32_t day);
/* Frees the page and all that was made for it in its arena. */
void page_free(struct page *page);

/* Blocks are added in the order they are read in. */
void page_title(struct page *page, struct span title, struct span subtitle);
void page_heading(struct page *page, int level, struct span text);
void page_paragraph(struct page *page, struct span text);
/* Begins a list; items are added to the list begun last. */
void page_list(struct page *page);
void page_item(struct page *page, int depth, struct span text);
/* Begins a figure; charts (chart.h), which live as long as the page, and a
 * table are added to the figure begun last. */
void page_figure(struct page *page, struct span caption);
void page_chart(struct page *page, struct chart *chart);
struct page_table *page_figure_table(struct page *page, struct span caption);

/* Whether blocks from now on are only for formats that draw charts. */
void page_drawn(struct page *page, bool only);

/* Begins a table for people, and the one for programs. */
struct page_table *page_table(struct page *page, struct span caption);
struct page_table *page_data(struct page *page, struct span caption);

/* Adds a column; columns come before rows. name is borrowed. */
void page_column(struct page *page, struct page_table *table, const char *name,
	struct span title, enum page_kind kind);
/* Begins a row: a heading across the table, or one of cells. */
void page_group(struct page *page, struct page_table *table, struct span text);
void page_row(struct page *page, struct page_table *table);

/* The next cell of the row begun last; those left out are empty. An empty
 * text or number, DAY_NONE and VERDICT_NONE are empty cells. exact is a number
 * as the streams have it, counted what it counts. */
void page_text(struct page *page, struct page_table *table, struct span text);
void page_number(struct page *page, struct page_table *table, struct span exact,
	struct span counted);
void page_count(struct page *page, struct page_table *table, uint64_t count);
void page_day(struct page *page, struct page_table *table, int32_t day);
void page_status(struct page *page, struct page_table *table,
	enum verdict_status status);

/* Adds what people read in a cell, whatever the format: `1.234,5 pct.`,
 * `30-06-2010`, `✓ opfyldt`. */
void page_cell_print(struct buf *b, enum lang lang,
	const struct page_cell *cell);

/* Adds a text of a book or an export as it may be shown: what steers a
 * terminal (escape sequences) or turns the writing around becomes a blank, and
 * bytes that are no UTF-8 become question marks. Each format escapes the rest.
 */
void page_clean(struct buf *b, struct span text);

/* Sets the sentence below the row begun last; `notes` is what such are called. */
void page_note(struct page *page, struct page_table *table, struct span notes,
	struct span text);

#endif
