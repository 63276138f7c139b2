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
 * of its own, from 1; 0 is a file of its own. */
void svg_draw(struct out *out, const struct chart *chart, unsigned number);

/* Parts of a drawing, for svg.c and svg_map.c: its beginning, to be ended by
 * </svg>; a text of a class, whose anchor is start, middle or end; a box. */
void svg_begin(struct out *out, const struct chart *chart, int wide, int high,
	unsigned number);
void svg_label(struct out *out, const char *class, int x, int y,
	const char *anchor, struct span text);
void svg_rect(struct out *out, const char *class, int x, int y, int wide,
	int high);

/* Draws a map, as svg_draw() does. */
void svg_map(struct out *out, const struct chart *chart, unsigned number);

/* Writes a text as content, or as a quoted attribute of HTML or SVG. No text can become an element. */
void svg_text(struct out *out, struct span text);

#endif
