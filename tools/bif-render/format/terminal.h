/* SPDX-License-Identifier: MIT
 *
 * terminal: how wide a page of text may be, and whether it has colours.
 */
#ifndef BIF_RENDER_FORMAT_TERMINAL_H
#define BIF_RENDER_FORMAT_TERMINAL_H

#include <stdbool.h>

#include "plain.h"

enum terminal_colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* to_stdout: the page goes to standard output. On a terminal it is as wide as
 * the terminal, and coloured unless $NO_COLOR is set or $TERM is dumb; else 80
 * columns without colour. width 0: not asked for. */
struct plain_look terminal_look(bool to_stdout, size_t width,
	enum terminal_colour);

#endif
