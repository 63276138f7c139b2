/* SPDX-License-Identifier: MIT
 *
 * svg: charts drawn. Coordinates are whole numbers; shapes and dashes tell
 * things apart, so that black and white will do; a title and a description
 * are inside each drawing.
 */
#ifndef BIF_RENDER_FORMAT_SVG_H
#define BIF_RENDER_FORMAT_SVG_H

#include "bif-render/page/chart.h"
#include "io/out.h"

/* The rules of style that drawings use, for a page's own style sheet; colours
 * come from the page's custom properties. */
extern const char svg_style[];

/* Draws a chart as part of a page of HTML. Each drawing of a page has a number
 * of its own, from 1; 0 is a file of its own. Ids inside a drawing are made
 * from its number, so that two drawings of a page never share one (WCAG 1.1.1:
 * title and description name it). */
void svg_draw(struct out *out, const struct chart *chart, unsigned number);

/* Parts of a drawing, for svg.c and svg_map.c. Its beginning, to be ended by
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

#endif
