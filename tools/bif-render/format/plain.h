/* SPDX-License-Identifier: MIT
 *
 * plain: a page as text, for a terminal or a mail: lines of at most `width`
 * columns, tables in straight columns. Colour comes on top of words and signs,
 * and only where it is asked for. Nothing in a text can steer a terminal.
 */
#ifndef BIF_RENDER_FORMAT_PLAIN_H
#define BIF_RENDER_FORMAT_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "io/out.h"
#include "bif-render/page/page.h"

#define PLAIN_WIDTH 80
#define PLAIN_LEAST 40
#define PLAIN_MOST 400

struct plain_look {
	size_t width;
	bool colour;
};

void plain_write(const struct page *, const struct plain_look *, struct out *);

/* A text in lines of at most width columns: the next line, and *rest without
 * it and the blanks after it. A word that is longer is cut. */
struct span plain_line(struct span *rest, size_t width);

#endif
