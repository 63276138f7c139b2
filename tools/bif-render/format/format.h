/* SPDX-License-Identifier: MIT
 *
 * format: the formats there are; request.c has their names. Each is written by one file of this
 * folder, from a page alone: what a page says is decided in report/, how it
 * looks is decided here.
 *
 * A writer is given a page, how text is to look and an open output. It says
 * its faults by base/diag; whoever called it then drops the output.
 */
#ifndef BIF_RENDER_FORMAT_FORMAT_H
#define BIF_RENDER_FORMAT_FORMAT_H

#include "bif-render/page/chart.h"
#include "bif-render/page/page.h"
#include "io/out.h"

/* How wide text may be, and whether it has colours. */
struct format_look {
	/* columns of a terminal, from PLAIN_LEAST to PLAIN_MOST; text formats
	 * alone heed it */
	size_t width;
	/* ANSI colours of text; pages and workbooks have their own */
	bool colour;
};

/* Writes a page to an output that is open. Nothing is returned: a fault is told
 * and raises the status, by which the caller knows. */
typedef void format_writer(const struct page *page,
	const struct format_look *look, struct out *out);

struct format {
	const char *name;
	enum out_format records; /* how its output is opened */
	bool stream;             /* as the other programs write */
	bool data;               /* it writes the page's data, */
	bool read;               /* and what people read */
	format_writer *write;
};

/* --- plain.c: text for a terminal or a mail, in lines of at most look->width
 * columns. Colour comes on top of words and signs. --- */

/* Columns of text when nobody says, and the bounds of --width. PLAIN_MOST is
 * also the room for the rule below a heading. */
#define PLAIN_WIDTH 80 /* columns when nobody says */
#define PLAIN_LEAST 40
#define PLAIN_MOST 400

enum plain_colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* The look of a page that goes to standard output (to_stdout) or to a file. On
 * a terminal it is as wide as the terminal and coloured unless $NO_COLOR is
 * set or $TERM is dumb; else 80 columns without colour. width 0: not asked
 * for. */
struct format_look plain_look(bool to_stdout, size_t width,
	enum plain_colour colour);
format_writer plain_write;

/* Takes the next line of at most width columns off a text and the blanks after
 * it; a word that is wider than a line is cut. Of what is left *rest begins at
 * a character, never inside one. */
struct span plain_line(struct span *rest, size_t width);
/* Writes a table in straight columns. What is too wide is wrapped; what cannot
 * be wrapped any more is split into several tables that each begin with the
 * first column. Notes stand below their row, with the last of several
 * tables. */
void plain_table_write(const struct page *page, const struct page_table *table,
	const struct format_look *look, struct out *out);

/* --- one file each --- */

format_writer html_write;
format_writer mail_write; /* text and HTML, as sendmail takes it */
format_writer markdown_write;
format_writer prom_write;

/* The rules of style for pages, in html_style.c. */
extern const char html_style[];
/* What lets people filter and sort the tables of a site, and the hash of that
 * by which a page allows it and no other script. Whoever changes the script
 * works out the hash anew: a browser that finds another runs nothing. */
extern const char html_script[];
extern const char html_script_hash[];

/* --- svg.c and svg_parts.c: charts drawn. Coordinates are whole numbers; shapes
 * and dashes tell things apart, so that black and white will do; a title and a
 * description are inside each drawing. --- */

format_writer svg_write; /* the curve when there is one, else the bullet */

/* The rules of style that drawings use, for a page's own style sheet; colours
 * come from the page's custom properties. */
extern const char svg_style[];

/* Draws a chart as part of a page of HTML. Each drawing of a page has a number
 * of its own, from 1; 0 is a file of its own. Ids inside a drawing are made
 * from its number, so that two drawings of a page never share one (WCAG 1.1.1:
 * title and description name it). */
void svg_draw(struct out *out, const struct chart *chart, unsigned number);

/* Parts of a drawing, made in svg_parts.c. Its beginning, to be ended by
 * </svg>: wide and high are the drawing's own units, ten to a pixel at the size
 * it is made for. */
void svg_begin(struct out *out, const struct chart *chart, int wide, int high,
	unsigned number);
/* A text of a class of svg_style at x, y, its baseline's point; anchor is
 * start, middle or end of the text. It is escaped. */
void svg_label(struct out *out, const char *class, int x, int y,
	const char *anchor, struct span text);
/* A box of a class; x, y is its upper left corner, wide and high are never
 * negative. */
void svg_rect(struct out *out, const char *class, int x, int y, int wide,
	int high);

/* Draws a map, as svg_draw() does. */
void svg_map(struct out *out, const struct chart *chart, unsigned number);

/* Writes a text as content, or as a quoted attribute of HTML or SVG. No text
 * can become an element. What steers a terminal or turns the writing around is
 * taken out before (page_clean). */
void svg_text(struct out *out, struct span text);

/* --- delimited.c: the data of a page for spreadsheets and programs. --- */

format_writer delimited_excel;   /* what a Danish Excel opens by itself */
format_writer delimited_records; /* as `out` was opened: the streams' words */
format_writer delimited_powerbi; /* the same behind a byte order mark */
format_writer delimited_json;    /* the same typed: numbers, null */
format_writer delimited_package; /* datapackage.json: what the columns are */

/* Whether a text is a plain number: -12.5. An exact fraction (8503/6), an
 * exponent and a decimal comma are none: what takes numbers must not guess at
 * them. */
bool delimited_is_number(struct span text);

/* --- xlsx.c: the one door to libxlsxwriter, which is optional when bif is
 * built. --- */

/* Whether this bif-render can write workbooks. Without it -f xlsx is told as
 * such (64) before anything is read. */
bool xlsx_built_in(void);
format_writer xlsx_write;

#endif
