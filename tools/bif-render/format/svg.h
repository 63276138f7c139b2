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

/* As part of a page of HTML; number is another for each drawing of it. */
void svg_draw(struct out *, const struct chart *, unsigned number);
/* As a file of its own. */
void svg_file(struct out *, const struct chart *);

#endif
