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

/* Where a cell's link leads: to a figure of the same page, by its anchor, or
 * to a goal's or a unit's own page of a site. */
enum page_leads { PAGE_TO_FIGURE, PAGE_TO_GOAL, PAGE_TO_UNIT };

struct page_cell {
	struct span text;
	const struct span *counted; /* of a NUMBER: `pct.`, or NULL */
	int32_t day;
	unsigned link; /* to what has that number; 0: to nothing */
	enum page_leads leads : 8;
	enum page_kind kind : 8;
	enum verdict_status status : 8;
};

struct page_column {
	const char *name;    /* for programs: `unit`, `status`, ... */
	struct span title;   /* for people */
	enum page_kind kind; /* of its cells, but for empty ones */
	bool optional;       /* left out where the table is too wide */
	unsigned unit;       /* its own page of a site; 0: it has none */
};

/* A row is a group (a heading across the table) or cells, one a column, and
 * perhaps a sentence below them. */
struct page_row {
	struct span group;
	struct page_cell *cells; /* NULL for a group */
	size_t filled;
	struct span note;
	unsigned anchor; /* the figure that links back to it; 0: none */
};

/* Makes a cell of a table whose rows are many and are written once: texts of it
 * live as long as what it was made from. */
typedef struct page_cell page_cell_maker(void *from, size_t row, size_t column);

struct page_table {
	/* makes each cell when it is asked for, from `from`; NULL: they are in
	 * rows. Only the page's data are made so (page_cell_at) */
	page_cell_maker *make;
	void *from;
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
	PAGE_NOTICE, /* a paragraph that must not be overlooked */
	PAGE_TILES,  /* counts at a glance, where there is room for them */
	PAGE_LINES,  /* on paper: a heading, and room to write */
	PAGE_LIST,
	PAGE_TABLE,
	PAGE_FIGURE
};

/* How many goals have a status, to be seen at a glance. */
struct page_tile {
	enum verdict_status status;
	uint64_t count;
};
#define PAGE_FIGURE_TABLES 3

struct page_block {
	enum page_block_kind kind;
	int level;  /* of a HEADING: 2 or 3 */
	bool drawn; /* only where charts are drawn */
	/* what the block says: a heading, a paragraph, of LINES the heading, of
	 * a FIGURE its caption; plain text that each format escapes */
	struct span text;
	struct span standing; /* of a FIGURE: what it shows, in a sentence */
	unsigned anchor;      /* of a FIGURE: a number of its own, or 0 */
	bool back;            /* a row of a table links to it */
	/* TILES: met, near and off in this order, counted as the paragraph
	 * beside it counts them */
	struct page_tile tiles[3];
	size_t ntiles;
	struct page_item *items; /* LIST */
	size_t nitems, items_cap;
	struct chart **charts; /* FIGURE: drawn where that can be, */
	size_t ncharts, charts_cap;
	struct page_table *table;                      /* TABLE */
	struct page_table *tables[PAGE_FIGURE_TABLES]; /* a FIGURE's data */
	size_t ntables;
	bool alone; /* begins a page of its own in print */
	/* TABLE: stands beside the next where there is room; LIST: in small
	 * columns on paper */
	bool beside;
	bool screen; /* HEADING, LIST, FIGURE: not in print */
};

/* A page of a site links to its other pages: `board`, the units, statuses of
 * other days, data to take along, other sites. Those of a kind follow one
 * another; href is where, from the page's own folder. */
struct page_link {
	struct span kind, href, text;
};

struct page_site {
	struct page_link *links;
	size_t nlinks, cap;
};

struct page {
	/* owns all texts, tables, cells and charts of the page; the lists of
	 * blocks, columns and rows are on the heap and go with page_free() */
	struct arena *arena;
	const struct page_site *site; /* NULL: it stands alone */
	unsigned number;              /* of the goal it is about, or 0 */
	enum lang lang;
	const char *name; /* of the report */
	int32_t day;      /* the as-of date */
	struct span title;
	struct span subtitle; /* may be empty */
	struct page_block *blocks;
	size_t nblocks, cap;
	/* what page_drawn() said last; a block takes it when it is added */
	bool drawn;
	bool is_read;            /* the format writes what people read, */
	bool has_data;           /* and the data */
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
/* A paragraph that must not be overlooked. */
void page_notice(struct page *page, struct span text);
/* A heading, and room to write below it, on paper alone. */
void page_lines(struct page *page, struct span heading);
/* Counts at a glance; what they say is said in a paragraph, too. */
void page_tiles(struct page *page, const struct page_tile tiles[3]);
/* Begins a list; items are added to the list begun last. */
void page_list(struct page *page);
void page_item(struct page *page, int depth, struct span text);
/* Begins a figure; charts (chart.h), which live as long as the page, and at
 * most PAGE_FIGURE_TABLES tables are added to the figure begun last. A cell
 * may link to a figure by its anchor; 0: it has none. */
void page_figure(struct page *page, struct span caption, struct span standing,
	unsigned anchor);
void page_chart(struct page *page, struct chart *chart);
struct page_table *page_figure_table(struct page *page, struct span caption);

/* Sets a heading before the block of that number (page->nblocks before it was
 * added). */
void page_heading_before(struct page *page, size_t block, int level,
	struct span text);
/* Ties figures and rows of one anchor together: figures without such a row
 * have no way back, cells whose figure was never drawn are no links. */
void page_link_back(struct page *page);
/* Lets the block added last begin a page of its own in print; lets it stand
 * beside the next; keeps it out of print. */
void page_alone(struct page *page);
void page_beside(struct page *page);
void page_screen(struct page *page);
/* Whether blocks from now on are only for formats that draw charts. */
void page_drawn(struct page *page, bool only);

/* Begins a table for people, and the one for programs. */
struct page_table *page_table(struct page *page, struct span caption);
struct page_table *page_data(struct page *page, struct span caption);

/* Adds a column; columns come before rows. name is borrowed. */
void page_column(struct page *page, struct page_table *table, const char *name,
	struct span title, enum page_kind kind);
/* Lets the column added last be left out where the table is too wide. */
void page_column_optional(struct page_table *table);
/* The place of a column by its name, or -1. */
int page_column_of(const struct page_table *table, const char *name);
/* Begins a row: a heading across the table, or one of cells. */
void page_group(struct page *page, struct page_table *table, struct span text);
void page_row(struct page *page, struct page_table *table);
/* Lets the figure of that anchor link back to the row begun last. */
void page_row_anchor(struct page_table *table, unsigned anchor);
/* Lets the cell added last link to the figure of that anchor, or to the page
 * of that number, which only a page of a site does. */
void page_cell_link(struct page_table *table, enum page_leads leads,
	unsigned number);
/* Lets the head of the column added last link to a unit's page. */
void page_column_unit(struct page_table *table, unsigned number);

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

/* A cell of the page's data, wherever it comes from. */
struct page_cell page_cell_at(const struct page_table *table, size_t row,
	size_t column);

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
