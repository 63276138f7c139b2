/* SPDX-License-Identifier: MIT
 *
 * axis: from exact values to whole positions in a drawing, and round numbers
 * to mark it with. No binary floating point.
 */
#ifndef BIF_RENDER_PAGE_AXIS_H
#define BIF_RENDER_PAGE_AXIS_H

#include <stdbool.h>

#include "value/ratio.h"

struct axis {
	bool any;               /* a value was taken */
	struct ratio low, high; /* whole steps, once settled */
	struct ratio step;
	int steps;
	int decimals; /* that a mark needs */
	int from, to; /* positions of low and high */
};

/* Widens the axis to a value. */
void axis_take(struct axis *, struct ratio);
/* About `marks` round steps over from..to; some room for equal values. */
void axis_settle(struct axis *, int from, int to, int marks);
int axis_at(const struct axis *, struct ratio);
struct ratio axis_mark(const struct axis *, int n); /* n from 0 to steps */

#endif
